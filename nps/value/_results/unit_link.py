"""What `link_units` returns: how an outcome of units goes with their scores."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from nps._base import text
from nps._base.results import Columnar, ConfidenceInterval
from nps._base.words.saying import capital
from nps.value._results.amounts import amount, between, limits_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UnitLink(Columnar):
    """How an outcome of units goes with their scores, the noise of the scores taken out.

    Its columns are the units that count.

    Attributes
    ----------
    labels : tuple
        The units.
    score, score_standard_error : ndarray of float64, shape (units,)
        Their scores with their sampling errors, in points.
    shrunken_score : ndarray of float64, shape (units,)
        Scores drawn towards their mean as far as they are noise, in points.
    outcome : ndarray of float64, shape (units,)
        As given.
    slope : float
        Units of the outcome that go with a point more of the true score; NaN where the scores are
        too noisy to tell.
    standard_error, statistic, degrees_of_freedom, p_value : float
        Of the slope: jackknife over units, Student's t.
    confidence_interval : ConfidenceInterval
        Of the slope, in units of the outcome per point.
    intercept : float
        Outcome that goes with a score of 0.
    ols_slope, ols_standard_error : float
        Of least squares on the scores as they are, which noise flattens.
    ols_interval : ConfidenceInterval
        Of that slope.
    reliability : float
        Share of the variance of the scores that is not noise, from 0 to 1; least squares finds
        about this share of the slope. 0 where the scores differ no more than noise alone would.
    correlation : float
        Of scores and outcome.
    corrected_correlation : float
        Of true scores and outcome: divided by the root of the reliability, at most 1 in size.
    common_score, spread : float
        Mean and standard deviation of the true scores, in points.
    method : {"calibrated", "moment", "ols"}
        As used.
    confidence_level : float
        Of the intervals.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(
    ...     list("ABCDE"), [30, 22, 41, 15, 50], [20, 18, 25, 20, 30], [10, 25, 14, 25, 12]
    ... )
    >>> print(nps.value.link_units(shops, [6.1, 2.0, 5.2, -0.5, 7.4]))
    Outcome per point of NPS: 0.140 [0.101, 0.179] (calibrated method)
    As the scores stand (ols): 0.121 [0.0786, 0.164]; reliability 0.87, 5 units
    Units with higher scores may differ in much else: the slope is an association, not what a
    higher score brings.
    Only 5 units: the interval rests on very little.
    """

    _picture: ClassVar[str] = "unit_link"
    _labels: Labels
    score: FloatArray
    score_standard_error: FloatArray
    shrunken_score: FloatArray
    outcome: FloatArray
    slope: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    statistic: float
    degrees_of_freedom: float
    p_value: float
    intercept: float
    ols_slope: float
    ols_standard_error: float
    ols_interval: ConfidenceInterval
    reliability: float
    correlation: float
    corrected_correlation: float
    common_score: float
    spread: float
    method: str
    confidence_level: float
    notes: tuple[str, ...] = ()

    def _columns(self) -> dict[str, Column]:
        return {
            "score": self.score,
            "score_standard_error": self.score_standard_error,
            "shrunken_score": self.shrunken_score,
            "outcome": self.outcome,
        }

    def _headline(self) -> str:
        return (
            f"Outcome per point of NPS: {amount(self.slope)} {between(self.confidence_interval)}"
            f" ({self.method} method)"
        )

    def __str__(self) -> str:
        beside = (
            f"As the scores stand (ols): {amount(self.ols_slope)} {between(self.ols_interval)};"
            f" reliability {_digits(self.reliability) or 'none'}, {text.noun(len(self), 'unit')}"
        )
        return "\n".join([self._headline(), beside, *self.notes])

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        return {
            "NPS": [text.points(x) for x in self.score[:rows].tolist()],
            "error": [text.points(x) for x in self.score_standard_error[:rows].tolist()],
            "shrunken": [text.points(x) for x in self.shrunken_score[:rows].tolist()],
            "outcome": [amount(x) for x in self.outcome[:rows].tolist()],
        }

    def _sentence(self, say: Say) -> str:
        digits = _digits(self.reliability)
        parts = [
            say("unit link.reliability", reliability=digits)
            if digits
            else say("unit link.reliability.none")
        ]
        if self.method != "ols":
            ends = limits_of(say, self.ols_interval, self.confidence_level)
            slope = amount(self.ols_slope, signed=True)
            parts.insert(0, say("unit link.ols", slope=slope, limits=ends))
        if math.isnan(self.slope):
            said = say("unit link.unknown", units=len(self))
        else:
            said = say(
                "unit link",
                units=len(self),
                slope=amount(self.slope, signed=True),
                limits=limits_of(say, self.confidence_interval, self.confidence_level),
                p=text.p_value(self.p_value, 1.0 - self.confidence_level),
            )
        return capital(say.joined(said, *parts))

    def _methods(self) -> list[MethodKey]:
        return [("unit link", self.method)]


def _digits(x: float) -> str:
    """Return a reliability, nothing where there is none."""
    return f"{x:.2f}" if x > 0.0 else ""
