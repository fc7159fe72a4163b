"""Bootstrap intervals without resampling: quantiles of the exact law of the resampled score.

All of them share the weakness of the bootstrap with lopsided small samples, and shrink to a point
where all answers agree. Counts must be whole numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from nps._kernels.laws.convolution import sum_law
from nps._kernels.laws.studentized import (
    TIE,
    central_moment,
    expanded_quantiles,
    studentized_quantiles,
)
from nps._kernels.numerics.chunks import where_answered
from nps._kernels.numerics.moments import moments, normal_quantile

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

    from nps._kernels import FloatArray
    from nps._kernels.laws.convolution import SumLaw

    Limits: TypeAlias = Callable[
        [FloatArray, FloatArray, FloatArray], tuple[FloatArray, FloatArray]
    ]

ROWS = 1 << 11
"""Samples per block: a block holds some hundred numbers for each."""
WIDEST = 1 << 10
"""Likely numbers of non-passives up to which the studentized law is summed."""


def bootstrap_percentile(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the smallest x with P(d* <= x) >= tail and the largest with P(d* >= x) >= tail.

    d* is the score of n answers drawn with replacement; its law is exact. The two rules mirror
    each other, so that exchanging promoters and detractors mirrors the interval.
    Efron B, Tibshirani RJ (1993). An Introduction to the Bootstrap, ch. 13.
    """

    def limits(a: FloatArray, b: FloatArray, c: FloatArray) -> tuple[FloatArray, FloatArray]:
        law = sum_law(a, b, c)
        return _ends(a, b, c, lower_end(law, tail), upper_end(law, tail))

    return where_answered(limits, promoters, passives, detractors, block=ROWS)


def bootstrap_basic(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the percentile interval reflected at the score, [2d - high, 2d - low], clipped.

    Davison AC, Hinkley DV (1997). Bootstrap Methods and their Application, sec. 5.2,
    doi:10.1017/CBO9780511802843.
    """

    def limits(a: FloatArray, b: FloatArray, c: FloatArray) -> tuple[FloatArray, FloatArray]:
        law = sum_law(a, b, c)
        return _ends(a, b, c, -upper_end(law, tail), -lower_end(law, tail))

    return where_answered(limits, promoters, passives, detractors, block=ROWS)


def bootstrap_bca(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the bias-corrected and accelerated interval (see `bca_tails`).

    Efron B (1987). Better bootstrap confidence intervals. JASA 82(397), 171-185,
    doi:10.1080/01621459.1987.10478410.
    """

    def limits(a: FloatArray, b: FloatArray, c: FloatArray) -> tuple[FloatArray, FloatArray]:
        law = sum_law(a, b, c)
        n, _, variance = moments(a, b, c)
        at = np.zeros_like(n)
        middle = 0.5 * (law.cdf(at - 1.0) + law.cdf(at))
        skewed = acceleration(central_moment(a, b, c, 3) / n**2, variance / n)
        low, high = bca_tails(middle, skewed, tail)
        return _ends(a, b, c, lower_end(law, low), upper_end(law, high))

    return where_answered(limits, promoters, passives, detractors, block=ROWS)


def bootstrap_studentized(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return [d - se t_(1-tail), d - se t_(tail)], t the quantiles of t* = (d* - d)/se*, clipped.

    Where se* is 0, its variance is the one after adding the pseudo-answers of the (3, T) rule.
    The law of t* is exact up to some 10,000 answers (see `studentized`); where the resampled
    number of non-passives has more than `WIDEST` likely values, the quantiles come from an
    expansion, which moves an end by about a hundredth (at most half) of 1/n. The slowest of
    the four: a millisecond for a hundred answers, about ten for ten thousand.
    Efron B (1981). Nonparametric standard errors and confidence intervals. Canadian Journal of
    Statistics 9(2), 139-158, doi:10.2307/3314608.
    """

    def limits(a: FloatArray, b: FloatArray, c: FloatArray) -> tuple[FloatArray, FloatArray]:
        n, d, variance = moments(a, b, c)
        varied, exact = variance > 0.0, b * ((a + c) / n) < (WIDEST / 20.0) ** 2
        low, high = d.copy(), d.copy()
        for some, quantiles in (
            (varied & exact, studentized_quantiles),
            (varied & ~exact, expanded_quantiles),
        ):
            error = np.sqrt(variance[some] / n[some])
            t_low, t_high = quantiles(a[some], b[some], c[some], tail)
            low[some], high[some] = d[some] - error * t_high, d[some] - error * t_low
        return np.clip(low, -1.0, 1.0), np.clip(high, -1.0, 1.0)

    return where_answered(limits, promoters, passives, detractors, block=ROWS // 32)


def lower_end(law: SumLaw, tail: float | FloatArray) -> FloatArray:
    """Return the smallest offset with P(S* - s <= offset) >= tail."""
    return law.quantile(np.asarray(tail) - TIE)


def upper_end(law: SumLaw, tail: float | FloatArray) -> FloatArray:
    """Return the largest offset with P(S* - s >= offset) >= tail."""
    return law.quantile(1.0 - np.asarray(tail) + TIE)


def bca_tails(
    middle: FloatArray, acceleration: FloatArray, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the probabilities that BCa leaves below its lower and above its upper end.

    With z0 = ndtri(P(t* < t) + P(t* = t)/2) (`middle`; counting half of the ties, without which a
    lattice shifts the interval) they are ndtr(z0 + w/(1 - acc w)) at w = z0 - z, and one minus
    that at w = z0 + z. Past the pole of w/(1 - acc w) the end is the last point there is.
    """
    from scipy.special import ndtr, ndtri

    z0, z = ndtri(np.clip(middle, 1e-15, 1.0 - 1e-15)), normal_quantile(tail)
    adjusted = []
    for w in (z0 - z, z0 + z):
        room = 1.0 - acceleration * w
        with np.errstate(divide="ignore", over="ignore"):
            adjusted.append(z0 + np.where(room > 0.0, w / room, np.copysign(np.inf, w)))
    return ndtr(adjusted[0]), ndtr(-adjusted[1])


def acceleration(cube: FloatArray, square: FloatArray) -> FloatArray:
    """Return cube / (6 square**1.5): third moment and variance of the estimate; 0 if constant."""
    safe = np.where(square > 0.0, square, 1.0)
    return np.where(square > 0.0, cube / (6.0 * safe * np.sqrt(safe)), 0.0)


def _ends(
    a: FloatArray, b: FloatArray, c: FloatArray, low: FloatArray, high: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Turn offsets from the net score into scores inside [-1, 1]."""
    n, net = a + b + c, a - c
    return np.clip((net + low) / n, -1.0, 1.0), np.clip((net + high) / n, -1.0, 1.0)
