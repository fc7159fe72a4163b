"""What those who did not answer leave open in many cohorts, in columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from nps._base import text
from nps._base.checks import check_points
from nps._base.results import IF_ANY, Table
from nps._base.tables import html
from nps.response._results.bounds import ResponseBounds, if_silent, mixed, notes_on, tipping

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, ConfidenceInterval, Intervals, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray, IntArray
    from nps._samples.cohorts import Cohorts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ManyResponseBounds(Table[ResponseBounds]):
    """What those who did not answer leave open in many cohorts; iterates as `ResponseBounds`.

    Attributes
    ----------
    labels : tuple
        Labels of the cohorts.
    score, response_rate, bias_per_10_points : ndarray of float64, shape (G,)
        As in `ResponseBounds`; the score is NaN where nobody answered.
    invited : ndarray of int64, shape (G,)
        People who were asked.
    response_rate_interval : Intervals
        Ends of the share who answer, 0 to 1.
    bounds, confidence_interval : Intervals
        In points; NaN where nobody was asked.
    confidence_level : float
        Probability with which such intervals hold the true value.
    plausible : ConfidenceInterval or None
        As in `ResponseBounds`, for all cohorts.
    plausible_bounds, plausible_interval : Intervals or None
        As in `ResponseBounds`.
    population : ndarray of int64 or None
        Size of the finite population of each cohort.
    counts : Cohorts
        Those who answered.
    notes : tuple of str
        What holds for some of the cohorts.

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["A", "B"], [50, 40], [30, 30], [20, 30])
    >>> print(nps.response.bounds(shops, invited=[400, 125]))
    what those who did not answer leave open in 2 cohorts, with 95% CI
    A: NPS 30.0 of the 25.0% who answered; of all 400: -67.5 to 82.5  [-72.7, 86.1]  95% CI
    B: NPS 10.0 of the 80.0% who answered; of all 125: -12.0 to 28.0  [-24.4, 39.6]  95% CI
    """

    _picture: ClassVar[str] = "response"
    score: FloatArray
    invited: IntArray
    response_rate: FloatArray
    response_rate_interval: Intervals
    bounds: Intervals
    confidence_interval: Intervals
    confidence_level: float
    bias_per_10_points: FloatArray
    plausible: ConfidenceInterval | None = field(default=None, metadata=IF_ANY)
    plausible_bounds: Intervals | None = field(default=None, metadata=IF_ANY)
    plausible_interval: Intervals | None = field(default=None, metadata=IF_ANY)
    population: IntArray | None = None
    counts: Cohorts
    notes: tuple[str, ...] = ()

    @property
    def _labels(self) -> Labels:
        return self.counts._labels

    def score_if(self, silent: float) -> FloatArray:
        """Return the score of all who were asked in each cohort, if the silent had this one.

        Parameters
        ----------
        silent : float
            Score of those who did not answer, in points.

        Returns
        -------
        ndarray of float64, shape (G,)
            As `ResponseBounds.score_if`.
        """
        return mixed(self.counts, self.invited, check_points("silent", silent, 100.0))

    def tipping_point(self, target: float = 0.0) -> FloatArray:
        """Return the score of the silent at which the score of all in a cohort is the target.

        Parameters
        ----------
        target : float, default 0.0
            A score in points.

        Returns
        -------
        ndarray of float64, shape (G,)
            As `ResponseBounds.tipping_point`.
        """
        return tipping(self.counts, self.invited, check_points("target", target, 100.0))

    # ------------------------------------------------------------------ how it looks

    def _parts(self) -> dict[str, object]:
        # one range holds for all cohorts: it is no column with an entry for each
        fixed = {} if self.plausible is None else {"plausible": _Same(self.plausible)}
        return Table._parts(self) | fixed

    def _finish(self, row: dict[str, Any]) -> None:
        row["notes"] = tuple(
            notes_on(row["counts"], row["invited"], row["plausible"], row["population"])
        )

    def _columns(self) -> dict[str, Column]:
        columns: dict[str, Column] = {
            "n": self.counts.n,
            "invited": self.invited,
            "response_rate": self.response_rate,
            "score": self.score,
            "low": self.bounds.low,
            "high": self.bounds.high,
            "interval_low": self.confidence_interval.low,
            "interval_high": self.confidence_interval.high,
            "bias_per_10_points": self.bias_per_10_points,
            "tipping_point": self.tipping_point(),
        }
        if self.plausible_bounds is not None and self.plausible_interval is not None:
            columns |= {
                "plausible_low": self.plausible_bounds.low,
                "plausible_high": self.plausible_bounds.high,
                "plausible_interval_low": self.plausible_interval.low,
                "plausible_interval_high": self.plausible_interval.high,
            }
        return columns

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        low, high = (end[:rows].tolist() for end in self.bounds)
        score = self.score[:rows].tolist()
        least, most = (end[:rows].tolist() for end in self.confidence_interval)
        shown: dict[str, Sequence[object]] = {
            "answered": [f"{n:,} of {k:,}" for n, k in zip(self.counts.n[:rows].tolist(),
                         self.invited[:rows].tolist(), strict=True)],
            "response rate": [text.percent(rate) for rate in self.response_rate[:rows].tolist()],
            "NPS": score,
            "NPS of all": [text.interval(*one) for one in zip(low, high, strict=True)],
            "-100 to 100": html.interval_bars(score, low, high, reach=html.SCORES),
            text.level(self.confidence_level): [
                text.interval(*one) for one in zip(least, most, strict=True)
            ],
            "0 if the silent score": self.tipping_point()[:rows].tolist(),
        }  # fmt: skip
        if self.plausible is not None and self.plausible_bounds is not None:
            ends = (end[:rows].tolist() for end in self.plausible_bounds)
            shown[if_silent(self.plausible)] = [
                text.interval(*one) for one in zip(*ends, strict=True)
            ]
        return shown

    def _headline(self) -> str:
        cohorts, level = text.noun(len(self), "cohort"), text.level(self.confidence_level)
        return f"what those who did not answer leave open in {cohorts}, with {level}"

    def _sentence(self, say: Say) -> str:
        asked = np.flatnonzero(self.counts.n > 0)
        if not asked.size:
            return say("empty", subject=say("score"))
        if asked.size == 1:
            return self._row(int(asked[0]))._sentence(say)
        rate = self.response_rate[asked]
        least, most = int(asked[rate.argmin()]), int(asked[rate.argmax()])
        wide = self.bounds.high - self.bounds.low
        return say(
            "responses",
            k=int(asked.size),
            lowest=f"{100.0 * self.response_rate[least]:.1f}",
            bottom=say.name(self.labels[least]),
            highest=f"{100.0 * self.response_rate[most]:.1f}",
            top=say.name(self.labels[most]),
            narrow=text.points(float(wide[most])),
            wide=text.points(float(wide[least])),
        )

    def _methods(self) -> list[MethodKey]:
        return [("response", "bounds")]


@dataclass(frozen=True, slots=True)
class _Same:
    """What holds for every row."""

    whole: object

    def _at(self, position: int) -> object:
        return self.whole
