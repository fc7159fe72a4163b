"""Whether late answers, or those of another channel, differ from the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from nps._base import text
from nps._base.results import IF_ANY, Columnar
from nps._base.tables import html
from nps._base.words.saying import limits_text, with_sign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, Intervals, MethodKey
    from nps._base.words.saying import Say
    from nps._inference.differences.comparisons import Comparison
    from nps._inference.families.comparisons import ManyComparisons
    from nps._inference.waves.trend_results import Trend
    from nps._kernels import FloatArray
    from nps._samples.cohorts import Cohorts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ResponseGap(Columnar):
    """Scores of those who answered, by how soon or by which way they did.

    Attributes
    ----------
    labels : tuple
        Labels of the groups.
    cohorts : Cohorts
        The groups, those who answered first on top if they have an order.
    ordered : bool
        Whether the groups go from early to late.
    score : ndarray of float64, shape (G,)
        In points.
    confidence_interval : Intervals
        Arrays ``low`` and ``high``, of each score on its own.
    confidence_level : float
        Probability with which such intervals contain the true value.
    response_rate : ndarray of float64 or None
        Share of those who were asked who had answered by then; without an order the share of each
        group. None where it is not known how many were asked.
    comparison : Comparison or None
        The last group minus the first; None without an order.
    trend : Trend or None
        A line through more than two groups in order; its slope is in points a group.
    comparisons : ManyComparisons or None
        Without an order: each group against the rest, with tests of any difference at all.
    score_if_like_last : float or None
        The score of all who were asked if those who did not answer have that of the last group.
    r_indicator : float or None
        Without an order: 1 - 2 sd of the response rates over those who were asked; 1 where all
        groups answer alike.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> mailings = {"invitation": nps.Counts(50, 30, 20), "reminder": nps.Counts(20, 15, 25)}
    >>> print(nps.response.gap(mailings, invited=800))
    late minus early: -38.3 points [-64.2, -11.3]  95% CI, p = 0.005
    invitation: NPS 30.0  [14.0, 44.3]  n = 100, 12.5% had answered
    reminder: NPS -8.3  [-29.3, 13.5]  n = 60, 20.0% had answered
    """

    _picture: ClassVar[str] = "response"
    cohorts: Cohorts
    ordered: bool
    score: FloatArray
    confidence_interval: Intervals
    confidence_level: float
    response_rate: FloatArray | None = field(default=None, metadata=IF_ANY)
    comparison: Comparison | None = field(default=None, metadata=IF_ANY)
    trend: Trend | None = field(default=None, metadata=IF_ANY)
    comparisons: ManyComparisons | None = field(default=None, metadata=IF_ANY)
    score_if_like_last: float | None = field(default=None, metadata=IF_ANY)
    r_indicator: float | None = field(default=None, metadata=IF_ANY)
    notes: tuple[str, ...] = ()

    @property
    def _labels(self) -> Labels:
        return self.cohorts._labels

    def _columns(self) -> dict[str, Column]:
        low, high = self.confidence_interval
        rates = {} if self.response_rate is None else {"response_rate": self.response_rate}
        return {"n": self.cohorts.n, "score": self.score, "low": low, "high": high, **rates}

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        low, high = (end[:rows].tolist() for end in self.confidence_interval)
        score = self.score[:rows].tolist()
        shown: dict[str, Sequence[object]] = {
            "n": self.cohorts.n[:rows].tolist(),
            "NPS": score,
            text.level(self.confidence_level): [
                text.interval(*ends) for ends in zip(low, high, strict=True)
            ],
            "-100 to 100": html.interval_bars(score, low, high, reach=html.SCORES),
        }
        if self.response_rate is not None:
            shown["had answered" if self.ordered else "answered"] = [
                text.percent(rate) for rate in self.response_rate[:rows].tolist()
            ]
        return shown

    def _headline(self) -> str:
        if self.comparison is None:
            groups = text.noun(len(self), "group")
            p = "" if self.comparisons is None else text.p_value(self._any_difference())
            return f"answers of {groups}: any difference at all, {p}"
        found = self.comparison
        return (
            f"late minus early: {text.points(found.difference, signed=True)} points"
            f" {text.interval(*found.confidence_interval, signed=True)}"
            f"  {text.level(self.confidence_level)}, {text.p_value(found.p_value)}"
        )

    def __str__(self) -> str:
        low, high = self.confidence_interval
        rows = []
        for i, label in enumerate(self.labels):
            rate = ""
            if self.response_rate is not None:
                answered = "had answered" if self.ordered else "answered"
                rate = f", {text.percent(float(self.response_rate[i]))} {answered}"
            rows.append(
                f"{self._label_text(label)}: NPS {text.points(self.score[i])}"
                f"  {text.interval(low[i], high[i])}  n = {int(self.cohorts.n[i]):,}{rate}"
            )
        return "\n".join([self._headline(), *rows])

    def _any_difference(self) -> float:
        return float("nan") if self.comparisons is None else self.comparisons.omnibus.main.p_value

    def _sentence(self, say: Say) -> str:
        if self.comparison is None:
            return self._said_of_groups(say)
        found, alpha = self.comparison, 1.0 - self.confidence_level
        difference = found.difference
        key = "gap.alike"
        if found.p_value < alpha:
            key = "gap.lower" if difference < 0.0 else "gap.higher"
        said = say(
            key,
            early=say.name(self.labels[0]),
            late=say.name(self.labels[-1]),
            first=text.points(float(self.score[0])),
            last=text.points(float(self.score[-1])),
            size=text.points(abs(difference)),
            evidence=limits_text(say, found.confidence_interval, self.confidence_level, null=0.0),
            p=text.p_value(found.p_value, alpha),
        )
        slope = ""
        if self.trend is not None:
            slope = say(
                "gap.slope",
                slope=with_sign(self.trend.slope),
                k=len(self),
                p=text.p_value(self.trend.p_value, alpha),
            )
        like_last = ""
        if self.score_if_like_last is not None:
            like_last = say(
                "gap.like last",
                score=text.points(self.score_if_like_last),
                answered=text.points(self.cohorts.total.score),
            )
        return say.joined(said, slope, like_last)

    def _said_of_groups(self, say: Say) -> str:
        p = self._any_difference()
        key = "gap.differ" if p < 1.0 - self.confidence_level else "gap.no telling"
        said = say(key, k=len(self), p=text.p_value(p, 1.0 - self.confidence_level))
        r = self.r_indicator
        return said if r is None else say.joined(said, say("gap.representative", r=f"{r:.2f}"))

    def _methods(self) -> list[MethodKey]:
        beside = [] if self.trend is None else self.trend._methods()
        inner = self.comparison if self.comparison is not None else self.comparisons
        return [("response", "gap"), *(() if inner is None else inner._methods()), *beside]
