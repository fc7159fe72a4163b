"""Intervals for the share of one class, alone or for all classes at once.

Shares are fractions in [0, 1]. `successes` answers out of `n` fall in the class; NaN where n = 0.
The simultaneous intervals hold for all classes together with probability 1 - 2 tail.
"""

from __future__ import annotations

from math import log, sqrt
from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.numerics.moments import normal_quantile

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nps._kernels import FloatArray


def wilson(successes: ArrayLike, n: ArrayLike, tail: float) -> tuple[FloatArray, FloatArray]:
    """Return Wilson's score interval for one share.

    The p0 with |p - p0| <= z sqrt(p0 (1 - p0)/n): for h = z**2/n,

        (p + h/2 +- sqrt(h (p (1 - p) + h/4))) / (1 + h).

    Wilson EB (1927). Probable inference, the law of succession, and statistical inference. Journal
    of the American Statistical Association 22(158), 209-212, doi:10.1080/01621459.1927.10502953.
    """
    return _wilson(successes, n, normal_quantile(tail))


def jeffreys(successes: ArrayLike, n: ArrayLike, tail: float) -> tuple[FloatArray, FloatArray]:
    """Return the equal-tailed interval under the prior Beta(1/2, 1/2) for one share.

    The lower limit is 0 if nobody, the upper limit 1 if everybody is in the class. Brown LD,
    Cai TT, DasGupta A (2001). Interval estimation for a binomial proportion. Statistical Science
    16(2), 101-133, doi:10.1214/ss/1009213286.
    """
    from scipy.special import betainccinv, betaincinv

    x, size = np.asarray(successes, dtype=np.float64), np.asarray(n, dtype=np.float64)
    size = np.where(size > 0.0, size, np.nan)
    low = np.asarray(betaincinv(x + 0.5, size - x + 0.5, tail), dtype=np.float64)
    high = np.asarray(betainccinv(x + 0.5, size - x + 0.5, tail), dtype=np.float64)
    low = np.where((x == 0.0) & (size > 0.0), 0.0, low)
    return low, np.where(x == size, 1.0, high)


def clopper_pearson(
    successes: ArrayLike, n: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the exact interval for one share: the p0 that neither binomial tail rejects.

    Quantiles of Beta(x, n - x + 1) and Beta(x + 1, n - x), which also serve numbers of answers that
    are not whole. Clopper CJ, Pearson ES (1934). The use of confidence or fiducial limits
    illustrated in the case of the binomial. Biometrika 26(4), 404-413, doi:10.1093/biomet/26.4.404.
    """
    from scipy.special import betaincinv

    x, size = np.asarray(successes, dtype=np.float64), np.asarray(n, dtype=np.float64)
    size = np.where(size > 0.0, size, np.nan)
    rest = size - x
    low = np.where(x > 0.0, betaincinv(np.where(x > 0.0, x, 1.0), rest + 1.0, tail), 0.0 * size)
    # the upper end is 1 less the lower end for the others, which keeps its digits near 1
    others = betaincinv(np.where(rest > 0.0, rest, 1.0), x + 1.0, tail)
    return low, np.where(rest > 0.0, 1.0 - others, 1.0 + 0.0 * size)


def goodman_shares(
    successes: ArrayLike, n: ArrayLike, tail: float, classes: int = 3
) -> tuple[FloatArray, FloatArray]:
    """Return the Wilson interval that holds for all `classes` shares together.

    Bonferroni: the tail is divided by the number of classes. Goodman LA (1965). On simultaneous
    confidence intervals for multinomial proportions. Technometrics 7(2), 247-254,
    doi:10.1080/00401706.1965.10490252.
    """
    return _wilson(successes, n, normal_quantile(tail / classes))


def quesenberry_hurst(
    successes: ArrayLike, n: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the Wilson interval that holds for every linear combination of the three shares.

    Its z**2 is the quantile of chi-squared with 2 degrees of freedom, -2 log(2 tail).
    Quesenberry CP, Hurst DC (1964). Large sample simultaneous confidence intervals for multinomial
    proportions. Technometrics 6(2), 191-195, doi:10.1080/00401706.1964.10490163.
    """
    return _wilson(successes, n, sqrt(max(0.0, -2.0 * log(2.0 * tail))))


def sison_glaz(counts: ArrayLike, tail: float) -> tuple[FloatArray, FloatArray]:
    """Return the simultaneous intervals of Sison and Glaz; classes along the last axis.

    With x_j the counts, the limits are x_j/n - k/n and x_j/n + (k + 2 g)/n, clipped to [0, 1],
    where k is the whole number with c(k) <= 1 - 2 tail < c(k + 1) and
    g = (1 - 2 tail - c(k)) / (c(k + 1) - c(k)). Here c(0) = 0, c(n) = 1, and c(k) otherwise
    approximates the probability that no class of a new sample of n with shares x_j/n is more than
    k answers off. All classes get the same width, rare ones too. Whole counts only.

    Sison CP, Glaz J (1995). Simultaneous confidence intervals and sample size determination for
    multinomial proportions. Journal of the American Statistical Association 90(429), 366-369,
    doi:10.1080/01621459.1995.10476521.
    """
    x = np.asarray(counts, dtype=np.float64)
    total = x.sum(axis=-1)
    n = np.where(total > 0.0, total, np.nan)
    level = 1.0 - 2.0 * tail
    low, high = np.zeros(n.shape), np.maximum(n, 1.0)
    while np.any(open_ := high - low > 1.0):
        middle = np.floor(0.5 * (low + high))
        short = _chance_of_staying_within(middle, x, n) <= level
        low, high = np.where(open_ & short, middle, low), np.where(open_ & ~short, middle, high)
    below = np.where(low > 0.0, _chance_of_staying_within(low, x, n), 0.0)
    above = np.where(high < n, _chance_of_staying_within(high, x, n), 1.0)
    reach = low + 2.0 * (level - below) / (above - below)
    return (
        np.maximum(0.0, (x - low[..., None]) / n[..., None]),
        np.minimum(1.0, (x + reach[..., None]) / n[..., None]),
    )


def _wilson(successes: ArrayLike, n: ArrayLike, critical: float) -> tuple[FloatArray, FloatArray]:
    x, size = np.asarray(successes, dtype=np.float64), np.asarray(n, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        p, q, h = x / size, (size - x) / size, critical**2 / size
        half = critical * np.sqrt((p * q + 0.25 * h) / size)
        # Nobody and everybody give exactly 0 and 1.
        low = np.where(x == 0.0, 0.0 * p, (p + 0.5 * h - half) / (1.0 + h))
        high = np.where(x == size, 1.0 + 0.0 * p, (p + 0.5 * h + half) / (1.0 + h))
    return low, high


def _chance_of_staying_within(k: FloatArray, x: FloatArray, n: FloatArray) -> FloatArray:
    """Return P(no class differs from x_j by more than k) for a sample of n with shares x_j/n.

    The counts are independent Poisson variables given their sum n. Truncate each to x_j +- k; the
    law of the sum of the truncated ones at n comes from its first four cumulants (Edgeworth).
    """
    from scipy.special import gammaln, pdtr, xlogy

    def pmf(count: FloatArray, mean: FloatArray) -> FloatArray:
        known = np.maximum(count, 0.0)
        return np.where(count < 0.0, 0.0, np.exp(xlogy(known, mean) - mean - gammaln(known + 1.0)))

    k = k[..., None]
    first = np.maximum(x - k, 0.0)
    beneath = np.where(first > 0.0, pdtr(np.maximum(first - 1.0, 0.0), x), 0.0)
    inside = pdtr(x + k, x) - beneath
    # Moments about x_j, from E[(X - x) g(X)] = x E[g(X + 1) - g(X)] plus terms at the two cuts.
    up, down = x * pmf(x + k, x) / inside, x * pmf(first - 1.0, x) / inside
    m1 = down - up
    m2 = x - up * (k + 1.0) - down * k
    m3 = x * (2.0 * m1 + 1.0) - up * (k + 1.0) ** 2 + down * k**2
    m4 = x * (3.0 * m2 + 3.0 * m1 + 1.0) - up * (k + 1.0) ** 3 - down * k**3
    c2 = m2 - m1**2
    c3 = m3 - 3.0 * m1 * m2 + 2.0 * m1**3
    c4 = m4 - 4.0 * m1 * m3 + 6.0 * m1**2 * m2 - 3.0 * m1**4 - 3.0 * c2**2
    variance = c2.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        t = -m1.sum(axis=-1) / np.sqrt(variance)
        skewness, kurtosis = c3.sum(axis=-1) / variance**1.5, c4.sum(axis=-1) / variance**2
        correction = (
            1.0
            + skewness * (t**3 - 3.0 * t) / 6.0
            + kurtosis * (t**4 - 6.0 * t**2 + 3.0) / 24.0
            + skewness**2 * (t**6 - 15.0 * t**4 + 45.0 * t**2 - 15.0) / 72.0
        )
        density = correction * np.exp(-0.5 * t * t) / np.sqrt(2.0 * np.pi * variance)
    return np.asarray(inside.prod(axis=-1) * density / pmf(n, n))
