"""Means of skewed values with limits: the studentised bootstrap, and Student's t beside it.

A mean m with standard error e of values that are skewed to the right is too low where e is too low,
so that m -+ t e misses on the high side. The bootstrap-t takes the law of (m* - m)/e* from samples
drawn with replacement: with its quantiles q the limits are m - q_high e and m - q_low e.

For a large class the law needs no draws of its members: to the order 1/sqrt(n) it depends on the
skewness g = kappa_3/e**3 of the mean alone. With z standard normal,

    m* - m = e (z + g (z**2 - 1)/6),    e*/e = sqrt(1 + g z),

whose ratio has the quantiles z - g (2 z**2 + 1)/6 of Hall's expansion.

References
----------
Efron B, Tibshirani RJ (1993). An Introduction to the Bootstrap. Chapman & Hall, sec. 12.5.

Hall P (1992). The Bootstrap and Edgeworth Expansion. Springer. doi:10.1007/978-1-4612-4384-7
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray

#: Numbers drawn at a time.
CELLS = 1 << 20
#: Values of which each draw is made by its expansion, if the mean is nearly normal.
LARGE = 20_000
NEARLY_NORMAL = 0.1
#: Values that occur so often on average are drawn as counts of the different ones.
REPEATED = 8


class Mean(NamedTuple):
    """A mean with its standard error, and the third cumulant of both (that of the mean).

    `size` is the number of values.
    """

    value: float
    error: float
    cumulant: float
    size: int


class Draws(NamedTuple):
    """How far resampled means lie from the mean, and their standard errors."""

    gap: FloatArray
    error: FloatArray


def mean_of(values: FloatArray, weights: FloatArray | None = None) -> Mean:
    """Return the mean; its error has divisor n - 1 (NaN for one value), linearised with weights."""
    n = values.size
    if not n:
        return Mean(np.nan, np.nan, np.nan, 0)
    if weights is None:
        value = float(values.mean())
        gaps = (values - value) / n
    else:
        total = weights.sum()
        value = float(weights @ values / total)
        gaps = weights * (values - value) / total
    with np.errstate(invalid="ignore", divide="ignore"):
        squared = np.float64(gaps @ gaps) * n / np.float64(n - 1)
    return Mean(value, float(np.sqrt(squared)), float((gaps**3).sum()), n)


def draws(
    values: FloatArray,
    weights: FloatArray | None,
    n_resamples: int,
    rng: np.random.Generator,
) -> Draws:
    """Return so many resampled means, as gaps from the mean, with their errors; two values or more.

    Weights go along with the values.
    """
    found = mean_of(values, weights)
    n = values.size
    skew = found.cumulant / found.error**3 if found.error > 0.0 else np.inf
    if n >= LARGE and abs(skew) <= NEARLY_NORMAL:
        z = rng.standard_normal(n_resamples)
        stretched = np.sqrt(np.maximum(1.0 + skew * z, NEARLY_NORMAL))
        return Draws(found.error * (z + skew * (z * z - 1.0) / 6.0), found.error * stretched)
    gaps, errors = np.empty((2, n_resamples))
    centred = values - found.value
    if weights is None:
        different, counts = np.unique(centred, return_counts=True)
        if different.size * REPEATED <= n:
            return _drawn_as_counts(different, counts / n, n, n_resamples, rng)
    step = max(1, CELLS // n)
    for start in range(0, n_resamples, step):
        rows = slice(start, min(start + step, n_resamples))
        chosen = rng.integers(0, n, (rows.stop - rows.start, n))
        x = centred[chosen]
        if weights is None:
            mean = x.mean(axis=1)
            left = (x - mean[:, np.newaxis]) / n
        else:
            w = weights[chosen]
            total = w.sum(axis=1)
            mean = (w * x).sum(axis=1) / total
            left = w * (x - mean[:, np.newaxis]) / total[:, np.newaxis]
        gaps[rows] = mean
        errors[rows] = np.sqrt((left * left).sum(axis=1) * (n / (n - 1)))
    return Draws(gaps, errors)


def _drawn_as_counts(
    different: FloatArray, shares: FloatArray, n: int, n_resamples: int, rng: np.random.Generator
) -> Draws:
    gaps, errors = np.empty((2, n_resamples))
    step = max(1, CELLS // different.size)
    for start in range(0, n_resamples, step):
        rows = slice(start, min(start + step, n_resamples))
        drawn = rng.multinomial(n, shares, size=rows.stop - rows.start).astype(np.float64)
        mean = drawn @ different / n
        spread = (drawn * (different - mean[:, np.newaxis]) ** 2).sum(axis=1)
        gaps[rows], errors[rows] = mean, np.sqrt(spread / (n * (n - 1)))
    return Draws(gaps, errors)


def studentized(drawn: Draws) -> FloatArray:
    """Return gap/error of each draw, in order; infinite where a draw has no spread."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = drawn.gap / drawn.error
    ratios[(drawn.error == 0.0) & (drawn.gap == 0.0)] = 0.0
    ratios.sort()
    return ratios


def difference(one: Draws, other: Draws) -> Draws:
    """Return the draws of the difference of two means of different people."""
    return Draws(one.gap - other.gap, np.hypot(one.error, other.error))


def bootstrap_limits(
    value: float, error: float, ratios: FloatArray, tail: float
) -> tuple[float, float]:
    """Return the limits by the studentised draws; infinite where the draws do not tell."""
    beyond = max(1, int((ratios.size + 1) * tail + 1e-9))
    return value - float(ratios[-beyond]) * error, value - float(ratios[beyond - 1]) * error


def bootstrap_p(statistic: float, ratios: FloatArray) -> float:
    """Return the two-sided p-value that agrees with the limits: at most 2 tail if 0 is outside."""
    up_to = int(np.searchsorted(ratios, statistic, side="right"))
    from_there = ratios.size - int(np.searchsorted(ratios, statistic, side="left"))
    return float(min(1.0, 2.0 * (1 + min(up_to, from_there)) / (ratios.size + 1)))


def welch_freedom(one: Mean, other: Mean) -> float:
    """Return the degrees of freedom of the difference of two means (Welch 1947)."""
    a, b = one.error**2, other.error**2
    with np.errstate(invalid="ignore", divide="ignore"):
        below = np.float64(a * a) / (one.size - 1) + np.float64(b * b) / (other.size - 1)
        return float(np.float64((a + b) ** 2) / below)


def share_of(values: FloatArray, inside: FloatArray, weights: FloatArray | None) -> Mean:
    """Return the share of the total that falls to those inside (0 or 1), linearised."""
    w = np.ones(values.size) if weights is None else weights
    total = float(w @ values)
    n = values.size
    share = float(w @ (values * inside)) / total
    left = w * values * (inside - share) / total
    squared = float(left @ left) * n / (n - 1) if n > 1 else np.nan
    return Mean(share, float(np.sqrt(squared)), float((left**3).sum()), n)


def logit_limits(share: float, error: float, critical: float) -> tuple[float, float]:
    """Return limits of a share on the logit scale; 0 and 1 have none."""
    if not 0.0 < share < 1.0:
        return float("nan"), float("nan")
    middle, reach = np.log(share / (1.0 - share)), critical * error / (share * (1.0 - share))
    low, high = (float(1.0 / (1.0 + np.exp(-end))) for end in (middle - reach, middle + reach))
    return low, high


def median_of(values: FloatArray, tail: float) -> tuple[float, float, float]:
    """Return the median with the order statistics that hold it by the binomial law.

    The largest k with P(X < k) <= tail, X binomial (n, 1/2), gives the k-th smallest and the k-th
    largest value. Infinite where there is no such k (n <= 5 at 95%).
    """
    from scipy.special import bdtr

    n = values.size
    if not n:
        return np.nan, np.nan, np.nan
    ordered = np.sort(values)
    below = np.arange(n + 1)
    rank = int(np.searchsorted(bdtr(below, n, 0.5), tail, side="right"))
    middle = float(np.median(ordered))
    if rank == 0:
        return middle, -np.inf, np.inf
    return middle, float(ordered[rank - 1]), float(ordered[n - rank])
