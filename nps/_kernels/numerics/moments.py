"""Mean and variance of one answer scored +1, 0 or -1, and the quantiles that intervals take."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nps._kernels import BoolArray, FloatArray, Number

ADJUSTED_WALD = (0.75, 1.5, 0.75)
"""Pseudo-answers of the (3, T) rule: total weight 3, triangular over the classes (Rocks 2016)."""


def moments(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the sample size n, the score d and the variance v of one answer (divisor n).

    With a promoters, b passives and c detractors, d = (a - c)/n and
    v = (a + c)/n - d**2, computed as (b(a + c) + 4ac)/n**2: the two are equal because
    n = a + b + c, and the second form has only positive terms, so that nothing cancels when
    nearly everybody agrees. Where n = 0 the score and the variance are NaN.
    """
    a, b, c = map(as_floats, (promoters, passives, detractors))
    with np.errstate(invalid="ignore"):
        return moments_of(a, b, c)


def moments_of(
    promoters: Number, passives: Number, detractors: Number
) -> tuple[Number, Number, Number]:
    """Return the same of arrays of floats, or of floats; there must be answers."""
    n = promoters + passives + detractors
    both = promoters + detractors
    score = (promoters - detractors) / n
    variance = (passives / n) * (both / n) + 4.0 * (promoters / n) * (detractors / n)
    return n, score, variance


def steady_variance(
    promoters: FloatArray, passives: FloatArray, detractors: FloatArray
) -> tuple[FloatArray, BoolArray]:
    """Return the variance of one answer (divisor n), and where it had to be adjusted.

    For formulas that divide by it or add it up: where all answers are in one class the observed
    variance is 0, and a weight n/v would be infinite. There the variance is that of the counts with
    3/4 promoter, 3/2 passives and 3/4 detractor added; n stays what it is. NaN where n = 0.
    """
    _, _, v = moments(promoters, passives, detractors)
    up, middle, down = ADJUSTED_WALD
    adjusted = moments(promoters + up, passives + middle, detractors + down)[2]
    unanimous = v == 0.0
    return np.where(unanimous, adjusted, v), unanimous


def as_floats(column: ArrayLike) -> FloatArray:
    """Return an array, but of a single number NumPy's scalar, with which it is much quicker."""
    if type(column) in (np.float64, float):
        return np.float64(column)  # type: ignore[return-value,arg-type]  # it does what an array does
    return np.asarray(column, dtype=np.float64)


def student_quantile(freedom: ArrayLike, tail: float) -> FloatArray:
    """Return t with upper-tail probability `tail` under Student's law; NaN without freedom.

    From the inverse of the incomplete beta function, which old releases of SciPy compute to more
    digits than `stdtrit`: for T with f degrees of freedom, f/(f + T**2) is Beta(f/2, 1/2).
    """
    from scipy.special import betaincinv

    f = np.asarray(freedom, dtype=np.float64)
    outside = 2.0 * min(tail, 1.0 - tail)
    if outside < 0.5:
        x = betaincinv(0.5 * f, 0.5, outside)
        ratio = (1.0 - x) / x
    else:
        y = betaincinv(0.5, 0.5 * f, 1.0 - outside)
        ratio = y / (1.0 - y)
    size = np.sqrt(f * ratio)
    return np.asarray(size if tail <= 0.5 else -size)


def ratio(gap: FloatArray | float, error: FloatArray | float) -> FloatArray:
    """Return gap / error; 0 where both vanish."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where((gap == 0.0) & (error == 0.0), 0.0, np.divide(gap, error))


def around(centre: FloatArray, half: FloatArray, end: float = 1.0) -> tuple[FloatArray, FloatArray]:
    """Return centre -+ half, within a scale from -end to end."""
    return np.clip(centre - half, -end, end), np.clip(centre + half, -end, end)


def upper_quantile(tail: float, freedom: ArrayLike | None = None) -> FloatArray | float:
    """Return z with upper-tail probability `tail`, or Student's t where there is `freedom`."""
    return normal_quantile(tail) if freedom is None else student_quantile(freedom, tail)


def normal_quantile(tail: float) -> float:
    """Return z with upper-tail probability `tail` under the standard normal law.

    Asking for the tail rather than for 1 - tail keeps full precision at extreme levels.
    """
    return -NormalDist().inv_cdf(tail)
