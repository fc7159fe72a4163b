"""What a method says about a difference or a score, and how statistics become p-values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from nps._base.results import ConfidenceInterval

if TYPE_CHECKING:
    from nps._kernels import FloatArray

Limits: TypeAlias = "tuple[FloatArray, FloatArray]"


class Evidence(NamedTuple):
    """Interval, test statistic and p-value from one statistic, on the scale of -1 to 1.

    `drawn` says that the p-value rests on random numbers.
    """

    low: FloatArray
    high: FloatArray
    statistic: FloatArray
    p_value: FloatArray
    drawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A test with its interval.

    `infer` takes the counts, the null value, the alternative and alpha = 1 - confidence level, and
    the `options` that the method has. `standard_error` takes the counts; `freedom` gives degrees
    of freedom where the reference law is Student's t.
    """

    infer: Callable[..., Evidence]
    standard_error: Callable[..., FloatArray]
    freedom: Callable[..., FloatArray] | None = None
    options: tuple[str, ...] = ()
    whole: bool = False
    """Counts must be whole numbers."""


@dataclass(frozen=True, slots=True)
class Found:
    """Evidence in points, with the open end of a one-sided interval at the end of the scale."""

    standard_error: FloatArray
    low: FloatArray
    high: FloatArray
    statistic: FloatArray
    p_value: FloatArray
    freedom: FloatArray | None
    drawn: bool


def tail(alternative: str, alpha: float) -> float:
    """Return the probability left out at each end that an interval has."""
    return 0.5 * alpha if alternative == "two-sided" else alpha


def one_sided(
    low: FloatArray, high: FloatArray, alternative: str, ends: tuple[float, float]
) -> Limits:
    """Return limits whose open side, if there is one, is an end of the scale; NaN stays NaN."""
    if alternative == "greater":
        high = np.where(np.isnan(low), np.nan, ends[1])
    elif alternative == "less":
        low = np.where(np.isnan(high), np.nan, ends[0])
    return low, high


def interval(
    low: FloatArray | float, high: FloatArray | float, alternative: str, ends: tuple[float, float]
) -> ConfidenceInterval:
    """Return the same of one sample."""
    limits = one_sided(np.asarray(low), np.asarray(high), alternative, ends)
    return ConfidenceInterval(*map(float, limits))


def p_values(
    statistic: FloatArray | float, alternative: str, freedom: FloatArray | float | None = None
) -> FloatArray:
    """Return the p-values of standard normal statistics, or of Student's t."""
    from scipy.special import ndtr, stdtr

    # the distance into the tail, so that small probabilities keep their digits
    distance = {"two-sided": -np.abs(statistic), "greater": -statistic, "less": statistic}
    sides = 2.0 if alternative == "two-sided" else 1.0
    x = distance[alternative]
    return np.asarray(sides * (ndtr(x) if freedom is None else stdtr(freedom, x)))


def two_tails(up_to: float, at_least: float, alternative: str) -> tuple[float, float]:
    """Return p-value and normal equivalent from the chances of `null` or less, and or more."""
    from scipy.special import ndtri

    smaller = min(up_to, at_least, 0.5)
    statistic = float(-ndtri(smaller)) if up_to <= at_least else float(ndtri(smaller))
    chosen = {"two-sided": min(2.0 * smaller, 1.0), "greater": up_to, "less": at_least}
    return chosen[alternative], statistic + 0.0


def infer(
    method: Method,
    counts: tuple[FloatArray, ...],
    null: float | FloatArray,
    alternative: str,
    level: float,
    largest: float,
    options: Mapping[str, object],
) -> Found:
    """Return what a method says, in points; differences reach +-2 = `largest`, scores +-1."""
    points = np.broadcast_to(np.asarray(null, dtype=np.float64), counts[0].shape)
    from_null = points / 100.0
    evidence = method.infer(counts, from_null, alternative, 1.0 - level, **options)
    # 100 * (7 / 100) is not 7: an end at the null must stay there
    low, high = (
        np.where(end == from_null, points, 100.0 * end) for end in (evidence.low, evidence.high)
    )
    low, high = one_sided(low, high, alternative, (-100.0 * largest, 100.0 * largest))
    return Found(
        standard_error=100.0 * method.standard_error(counts),
        low=low,
        high=high,
        statistic=evidence.statistic,
        p_value=evidence.p_value,
        freedom=None if method.freedom is None else method.freedom(counts),
        drawn=evidence.drawn,
    )
