"""What a method says about a difference or a score, and how statistics become p-values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from nps._base.results import ConfidenceInterval

if TYPE_CHECKING:
    from nps._kernels import FloatArray

Limits: TypeAlias = "tuple[FloatArray, FloatArray]"
#: Points by which rounding may keep a limit from the estimate: some units in the last place.
ROUNDING = 1e-12


class Evidence(NamedTuple):
    """Interval, test statistic and p-value from one statistic, with its standard error.

    `freedom` are degrees of freedom where the reference law is Student's t; `drawn` says that the
    p-value rests on random numbers.
    """

    low: FloatArray
    high: FloatArray
    statistic: FloatArray
    p_value: FloatArray
    standard_error: FloatArray
    freedom: FloatArray | None = None
    drawn: bool = False

    def reaching(self, seen: float | FloatArray) -> Evidence:
        """Return it with limits, in points, from which no rounding cuts off what was seen."""
        low, high = reaching(self.low, self.high, seen)
        return self._replace(low=low, high=high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A test with its interval.

    `test` takes the counts, the null value, the alternative and alpha = 1 - confidence level, and
    the `options` that the method has; its evidence is on the scale of -1 to 1.
    """

    test: Callable[..., Evidence]
    options: tuple[str, ...] = ()
    whole: bool = False
    """Counts must be whole numbers."""
    one_by_one: bool = False
    """Counts must be columns, which are worked through row by row."""

    def in_points(
        self,
        counts: tuple[FloatArray, ...],
        null: float | FloatArray,
        alternative: str,
        level: float,
        largest: float,
        options: Mapping[str, object],
    ) -> Evidence:
        """Return the evidence in points, open to `largest` or -`largest` if one-sided."""
        points = null
        if np.ndim(counts[0]):
            points = np.broadcast_to(np.asarray(null, dtype=np.float64), counts[0].shape)
        from_null = points / 100.0
        found = self.test(counts, from_null, alternative, 1.0 - level, **options)
        # 100 * (7 / 100) is not 7: an end at the null must stay there
        low, high = (
            _where(end == from_null, points, 100.0 * end) for end in (found.low, found.high)
        )
        low, high = one_sided(low, high, alternative, (-largest, largest))
        return found._replace(low=low, high=high, standard_error=100.0 * found.standard_error)


def tail(alternative: str, alpha: float) -> float:
    """Return the probability left out at each end that an interval has."""
    return 0.5 * alpha if alternative == "two-sided" else alpha


def one_sided(
    low: FloatArray, high: FloatArray, alternative: str, ends: tuple[float, float]
) -> Limits:
    """Return limits whose open side, if there is one, is an end of the scale; NaN stays NaN."""
    if alternative == "greater":
        high = _where(low == low, ends[1], low)
    elif alternative == "less":
        low = _where(high == high, ends[0], high)
    return low, high


def reaching(low: Any, high: Any, seen: float | FloatArray) -> tuple[Any, Any]:
    """Return limits in points that reach what was seen, if only rounding kept them from it."""
    low = _where((low > seen) & (low < seen + ROUNDING), seen, low)
    return low, _where((high < seen) & (high > seen - ROUNDING), seen, high)


def _where(condition: Any, yes: Any, no: Any) -> Any:
    """Return what NumPy's `where` does, but single numbers as they are."""
    return np.where(condition, yes, no) if np.ndim(condition) else yes if condition else no


def interval(
    low: FloatArray | float,
    high: FloatArray | float,
    alternative: str,
    ends: tuple[float, float],
    seen: float = math.nan,
) -> ConfidenceInterval:
    """Return the same of one sample, reaching what was seen where it is known."""
    limits = one_sided(np.asarray(low), np.asarray(high), alternative, ends)
    return ConfidenceInterval(*map(float, reaching(*limits, seen)))


def p_values(
    statistic: FloatArray | float, alternative: str, freedom: FloatArray | float | None = None
) -> FloatArray:
    """Return the p-values of standard normal statistics, or of Student's t."""
    from scipy.special import ndtr, stdtr

    # the distance into the tail, so that small probabilities keep their digits
    x: Any = statistic if alternative == "less" else -statistic
    sides = 1.0
    if alternative == "two-sided":
        x, sides = -abs(x), 2.0
    p_value: FloatArray = sides * (ndtr(x) if freedom is None else stdtr(freedom, x))
    return p_value


def two_tails(up_to: float, at_least: float, alternative: str) -> tuple[float, float]:
    """Return p-value and normal equivalent from the chances of `null` or less, and or more."""
    from scipy.special import ndtri

    smaller = min(up_to, at_least, 0.5)
    statistic = float(-ndtri(smaller)) if up_to <= at_least else float(ndtri(smaller))
    chosen = {"two-sided": min(2.0 * smaller, 1.0), "greater": up_to, "less": at_least}
    return chosen[alternative], statistic + 0.0
