"""The score of all who were asked when only some answered, on the scale from -1 to 1.

Of everybody asked, a are promoters, b passives, c detractors, and m did not answer. If the silent
would score between low and high, the score of all lies between

    (a - c + m low) / N     and     (a - c + m high) / N,     N = a + b + c + m,

which for -1 and 1 are the scores of (a, b, c + m) and (a + m, b, c). Each end is the mean of N
answers, so it has the score interval of such a mean. One that covers the score rather than both
ends need not leave out as much at each end: with w the width between the ends in standard errors,
C solves Phi(C + w) - Phi(-C) = 1 - alpha, which goes from the one-sided to the two-sided quantile
as w goes to 0.

References
----------
Imbens GW, Manski CF (2004). Confidence intervals for partially identified parameters. Econometrica
72(6), 1845-1857. doi:10.1111/j.1468-0262.2004.00555.x
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.numerics.chunks import in_blocks
from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.numerics.roots import find_root
from nps._kernels.one_score.score import score_limits
from nps._kernels.same_people.multinomial import multinomial_limits

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nps._kernels import FloatArray


def ends(
    promoters: ArrayLike,
    passives: ArrayLike,
    detractors: ArrayLike,
    silent: ArrayLike,
    low: float = -1.0,
    high: float = 1.0,
) -> tuple[FloatArray, FloatArray]:
    """Return the least and the greatest score of all, if the silent score from low to high."""
    columns = promoters, passives, detractors, silent
    a, b, c, m = (np.asarray(x, dtype=np.float64) for x in columns)
    with np.errstate(invalid="ignore"):
        n = a + b + c + m
        return (a - c + m * low) / n, (a - c + m * high) / n


def ends_interval(
    promoters: ArrayLike,
    passives: ArrayLike,
    detractors: ArrayLike,
    silent: ArrayLike,
    alpha: float,
    low: float = -1.0,
    high: float = 1.0,
) -> tuple[FloatArray, FloatArray]:
    """Return an interval that holds the score of all with probability 1 - alpha.

    Counts need not be whole. NaN where nobody was asked.
    """

    def limits(
        a: FloatArray, b: FloatArray, c: FloatArray, m: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        n = a + b + c + m
        with np.errstate(invalid="ignore", divide="ignore"):
            error = np.sqrt(np.maximum(variance(a, b, c, m, low), variance(a, b, c, m, high)) / n)
            wide = (high - low) * m / n
            critical = critical_value(np.where(wide > 0.0, wide / error, 0.0), alpha)
        lower, _ = limits_at(a, b, c, m, low, critical)
        _, upper = limits_at(a, b, c, m, high, critical)
        return lower, upper

    return in_blocks(limits, promoters, passives, detractors, silent)


def critical_value(width: FloatArray, alpha: float) -> FloatArray:
    """Return C for ends that are `width` standard errors apart; not below 0.

    In tails, Q(C) + Q(C + width) = alpha, so that small alpha keeps its digits.
    """
    from scipy.special import ndtr

    least, most = max(normal_quantile(alpha), 0.0), normal_quantile(0.5 * alpha)

    def excess(x: FloatArray, apart: FloatArray) -> FloatArray:
        return np.asarray(ndtr(-x) + ndtr(-(x + apart)) - alpha)

    start, stop = np.full(width.shape, least), np.full(width.shape, max(most, least))
    found = find_root(excess, start, stop, width)
    return np.where(width == 0.0, most, np.where(np.isnan(width), np.nan, found))


def variance(
    a: FloatArray, b: FloatArray, c: FloatArray, m: FloatArray, silent: float
) -> FloatArray:
    """Return the variance of one answer where the silent score `silent`, from terms >= 0."""
    n = a + b + c + m
    up, down = 1.0 - silent, 1.0 + silent
    pairs = a * b + b * c + 4.0 * a * c + m * (up * up * a + silent * silent * b + down * down * c)
    return np.asarray(pairs / n / n)


def limits_at(
    a: FloatArray,
    b: FloatArray,
    c: FloatArray,
    m: FloatArray,
    silent: float,
    critical: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Return the score limits where the silent score `silent`: Tango's at the ends of the scale."""
    if silent == -1.0:
        return score_limits(a, b, c + m, critical)
    if silent == 1.0:
        return score_limits(a + m, b, c, critical)
    classes = np.stack((a, b, c, m), axis=-1)
    return multinomial_limits(classes, (1.0, 0.0, -1.0, silent), critical)
