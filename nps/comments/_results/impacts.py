"""What `impacts` returns: how many points each theme costs, and what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import IF_ANY, ConfidenceInterval, Intervals, Result, Table
from nps._base.tables import html
from nps._base.words.saying import Name, are, limits_text, with_sign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray, IntArray
    from nps._samples.counts import Counts
    from nps.comments._results.agreements import ThemeAgreements

#: Themes that a sentence names.
SAID = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ThemeImpact(Result):
    """What one theme of comments costs or brings; in points of the score unless told otherwise.

    Attributes
    ----------
    label : str
        The theme.
    n : int
        Respondents who mention it; as the machine coded them, where people coded some.
    share : float
        Their share of the base, from 0 to 1.
    share_interval : ConfidenceInterval
        Of the share, from 0 to 1.
    score, rest_score : float
        Score of those who mention it, and of the rest.
    score_interval : ConfidenceInterval
        Of the first.
    difference : float
        Score of those who mention it less that of the rest.
    confidence_interval : ConfidenceInterval
        Of the difference.
    standard_error, statistic : float
        Of the difference.
    p_value, adjusted_p_value : float
        Of "no difference", and so of "no impact": for itself and for the family of all themes.
    impact : float
        Share times difference: the score less what it would be if those who mention the theme
        were like the rest.
    impact_interval : ConfidenceInterval
        Of the impact; it excludes 0 exactly when that of the difference does.
    impact_standard_error : float
        Of the impact.
    promoter_share, detractor_share : float
        Share of the promoters, and of the detractors, who mention it, from 0 to 1.
    share_difference : float
        The first less the second, from -1 to 1.
    share_difference_interval : ConfidenceInterval
        Of that, from -1 to 1.
    share_difference_p_value, share_difference_adjusted_p_value : float
        Of "promoters and detractors mention it as often".
    adjusted_impact : float
        What it adds to the score, the other themes held. With the `intercept` these add up to the
        score. NaN where the data cannot tell.
    adjusted_impact_interval : ConfidenceInterval
        Of that.
    adjusted_impact_standard_error : float
        Of that.

    Examples
    --------
    >>> import nps
    >>> found = nps.comments.impacts([10, 9, 3, 2, 8, 10], ["", "", "price", "price", "price", ""])
    >>> print(found["price"])
    -83.3  [-137.2, -3.2]  p = 0.041 (3 mentions, score -66.7, rest 100.0)
    """

    label: str
    n: int
    share: float
    share_interval: ConfidenceInterval
    score: float
    score_interval: ConfidenceInterval
    rest_score: float
    difference: float
    confidence_interval: ConfidenceInterval
    standard_error: float
    statistic: float
    p_value: float
    adjusted_p_value: float
    impact: float
    impact_interval: ConfidenceInterval
    impact_standard_error: float
    promoter_share: float
    detractor_share: float
    share_difference: float
    share_difference_interval: ConfidenceInterval
    share_difference_p_value: float
    share_difference_adjusted_p_value: float
    adjusted_impact: float
    adjusted_impact_interval: ConfidenceInterval
    adjusted_impact_standard_error: float

    def __str__(self) -> str:
        mentions = text.noun(self.n, "mention")
        if np.isnan(self.impact):
            return f"impact n/a ({mentions})"
        points = text.points(self.impact, signed=True)
        between = text.interval(*self.impact_interval, signed=True)
        return (
            f"{points}  {between}  {text.p_value(self.adjusted_p_value)} ({mentions},"
            f" score {text.points(self.score)}, rest {text.points(self.rest_score)})"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("theme", Name(self.label)),
            ("mentions", f"{self.n:,} ({text.percent(self.share)})"),
            ("score", text.points(self.score)),
            ("score CI", text.interval(*self.score_interval)),
            ("score of the rest", text.points(self.rest_score)),
            ("impact", text.points(self.impact, signed=True)),
            ("impact CI", text.interval(*self.impact_interval, signed=True)),
            ("adjusted p", text.p_number(self.adjusted_p_value)),
            ("adjusted impact", text.points(self.adjusted_impact, signed=True)),
            ("promoters", text.percent(self.promoter_share)),
            ("detractors", text.percent(self.detractor_share)),
        ]

    def _sentence(self, say: Say) -> str:
        label = say.name(self.label)
        if np.isnan(self.impact):
            return say("theme.unknown", label=label)
        return say(
            "theme",
            label=label,
            share=text.percent(self.share),
            score=text.points(self.score),
            rest=text.points(self.rest_score),
            impact=with_sign(self.impact),
            p=text.p_value(self.adjusted_p_value),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ThemeImpacts(Table[ThemeImpact]):
    """What each theme of comments costs or brings, in points; iterates as rows of `ThemeImpact`.

    ``result["price"]`` is the row of one theme.

    Attributes
    ----------
    labels : tuple of str
        The themes, in the order in which they were given.
    n : ndarray of int64, shape (themes,)
        As in `ThemeImpact`.
    share, score, rest_score, difference, standard_error, statistic, p_value, adjusted_p_value, \
impact, impact_standard_error, promoter_share, detractor_share, share_difference, \
share_difference_p_value, share_difference_adjusted_p_value, adjusted_impact, \
adjusted_impact_standard_error : ndarray, shape (themes,)
        As in `ThemeImpact`.
    share_interval, score_interval, confidence_interval, impact_interval, \
share_difference_interval, adjusted_impact_interval : Intervals
        As in `ThemeImpact`.
    overall_score : float
        Score of the base.
    intercept : float
        Fitted score of those who mention none of the themes: with the adjusted impacts it adds up
        to `overall_score`.
    base : {"commented", "all"}
        Whose score it is: of those whose comments were coded, or of all who answered.
    counts : Counts
        Classes of the base, unweighted.
    respondents : Counts
        Of all with a valid answer, whether their comments were coded or not.
    method : {"score", "design", "validated"}
        Score test of counts; that of a weighted or clustered sample; codes of a machine corrected
        by those of people.
    errors : {"HC3", "linearized", "classical"}
        How errors of the adjusted impacts are made: for unequal variances, for a survey design or
        corrected codes, for equal variances (sums alone).
    adjust : str
        How p-values are adjusted for their number.
    confidence_level : float
        Of the intervals.
    agreement : ThemeAgreements or None
        How well the machine codes what people coded, where they did.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> found = nps.comments.impacts([10, 9, 3, 2, 8, 10], ["", "", "price", "price", "price", ""])
    >>> for row in found:
    ...     print(f"{row.label} {row.impact:+.1f} points, mentioned by {row.n}")
    price -83.3 points, mentioned by 3
    """

    _ours: ClassVar[str] = "head"
    _picture: ClassVar[str] = "impacts"
    _labels: Labels
    n: IntArray
    share: FloatArray
    share_interval: Intervals
    score: FloatArray
    score_interval: Intervals
    rest_score: FloatArray
    difference: FloatArray
    confidence_interval: Intervals
    standard_error: FloatArray
    statistic: FloatArray
    p_value: FloatArray
    adjusted_p_value: FloatArray
    impact: FloatArray
    impact_interval: Intervals
    impact_standard_error: FloatArray
    promoter_share: FloatArray
    detractor_share: FloatArray
    share_difference: FloatArray
    share_difference_interval: Intervals
    share_difference_p_value: FloatArray
    share_difference_adjusted_p_value: FloatArray
    adjusted_impact: FloatArray
    adjusted_impact_interval: Intervals
    adjusted_impact_standard_error: FloatArray
    overall_score: float
    intercept: float
    base: str
    counts: Counts
    respondents: Counts
    method: str
    errors: str
    adjust: str
    confidence_level: float
    agreement: ThemeAgreements | None = field(default=None, metadata=IF_ANY)
    notes: tuple[str, ...] = ()

    def _columns(self) -> dict[str, Column]:
        ends: dict[str, Column] = {}
        for name in ("confidence_interval", "impact_interval", "share_interval", "score_interval",
                     "share_difference_interval", "adjusted_impact_interval"):  # fmt: skip
            prefix = name.removesuffix("confidence_interval").removesuffix("interval")
            low, high = getattr(self, name)
            ends |= {f"{prefix}low": low, f"{prefix}high": high}
        return {
            "n": self.n,
            "share": self.share,
            "score": self.score,
            "rest_score": self.rest_score,
            "difference": self.difference,
            "low": ends.pop("low"),
            "high": ends.pop("high"),
            "p_value": self.p_value,
            "adjusted_p_value": self.adjusted_p_value,
            "impact": self.impact,
            "impact_low": ends.pop("impact_low"),
            "impact_high": ends.pop("impact_high"),
            "adjusted_impact": self.adjusted_impact,
            "promoter_share": self.promoter_share,
            "detractor_share": self.detractor_share,
            "share_difference": self.share_difference,
            "share_difference_p_value": self.share_difference_p_value,
            **ends,
        }

    def _headline(self) -> str:
        return (
            "What each theme costs or brings, in points of NPS,"
            f" {text.noun(self.counts.n, 'respondent')}, {text.level(self.confidence_level)}"
            f" ({self.method} method)"
        )

    def __str__(self) -> str:
        adds = text.points(self.overall_score)
        known = self.adjusted_impact[~np.isnan(self.adjusted_impact)]
        total = text.points(float(known.sum()), signed=True)
        lines = [Table.__str__(self)]
        if not np.isnan(self.intercept) and known.size:
            base = text.points(self.intercept)
            lines.append(f"Adjusted impacts {total} and {base} without any theme: score {adds}.")
        return "\n".join([*lines, *self.notes])

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        first = self._first(rows)
        ends = [row.impact_interval for row in first]
        impacts = [row.impact for row in first]
        return {
            "mentions": [row.n for row in first],
            "share": [text.percent(row.share) for row in first],
            "score": [row.score for row in first],
            "rest": [row.rest_score for row in first],
            "impact": [text.points(x, signed=True) for x in impacts],
            text.level(self.confidence_level): [text.interval(*pair, signed=True) for pair in ends],
            "": html.interval_bars(impacts, [low for low, _ in ends], [high for _, high in ends]),
            "adjusted p": [text.p_number(row.adjusted_p_value) for row in first],
            "adjusted impact": [text.points(row.adjusted_impact, signed=True) for row in first],
        }

    def _sentence(self, say: Say) -> str:
        known = ~np.isnan(self.impact) & ~np.isnan(self.p_value)
        n = self.counts.n
        if not known.any():
            return say("themes.unknown", n=n)
        found = self.adjusted_p_value < 1.0 - self.confidence_level
        order = np.argsort(-np.abs(np.where(known, self.impact, 0.0)), kind="stable")
        chosen = [int(j) for j in order if found[j]][:SAID]
        if not chosen:
            return say("themes.none", k=int(known.sum()), n=n)
        parts = [self._part(say, j) for j in chosen]
        return say(
            "themes",
            parts=say.listed(parts),
            k=int(found.sum()),
            of=int(known.sum()),
            are=are(int(found.sum())),
            n=n,
        )

    def _part(self, say: Say, j: int) -> str:
        interval = ConfidenceInterval(*(float(end[j]) for end in self.impact_interval))
        return say(
            "themes.one",
            label=say.name(self.labels[j]),
            impact=with_sign(float(self.impact[j])),
            limits=limits_text(say, interval, self.confidence_level, null=0.0),
        )

    def _methods(self) -> list[MethodKey]:
        adjusted = [] if self.adjust == "none" else [("adjust", self.adjust)]
        return [("impacts", self.method), ("theme errors", self.errors), *adjusted]
