"""Control charts for scores of unequal sample sizes.

References
----------
Shewhart WA (1931). Economic Control of Quality of Manufactured Product. Van Nostrand.

Laney DB (2002). Improved control charts for attributes. Quality Engineering 14(4), 531-537.
doi:10.1081/QEN-120003555

Roberts SW (1959). Control chart tests based on geometric moving averages. Technometrics 1(3),
239-250. doi:10.1080/00401706.1959.10489860

Page ES (1954). Continuous inspection schemes. Biometrika 41(1-2), 100-115.
doi:10.1093/biomet/41.1-2.100

Nelson LS (1984). The Shewhart control chart: tests for special causes. Journal of Quality
Technology 16(4), 237-239. doi:10.1080/00224065.1984.11978921
"""

from __future__ import annotations

from itertools import accumulate
from math import exp, pi, sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray

#: Expected range of two standard normal values, 2/sqrt(pi), rounded as control charts print it.
D2 = 1.128
#: Covariance of two moving ranges that share a wave, in units of their squared expectation.
NEIGHBOURS = 0.5 * sqrt(3.0) + pi / 12.0 - 1.0
#: Where averages over limits are taken: over their width by its quantiles, over a normal centre.
NODES, WEIGHTS = np.polynomial.legendre.leggauss(64)
MISSES, CHANCES = np.polynomial.hermite_e.hermegauss(32)


def moving_range_sigma(z: FloatArray) -> float:
    """Return mean |z_i - z_(i-1)| / 1.128: how much more waves vary than their answers explain."""
    return float(np.abs(np.diff(z)).mean() / D2)


def ewma(
    scores: FloatArray, variances: FloatArray, smoothing: float, start: float
) -> tuple[FloatArray, FloatArray]:
    """Return E_t = l d_t + (1 - l) E_(t-1) and its variance, exact for unequal variances.

    var E_t = l**2 u_t + (1 - l)**2 var E_(t-1), from E_0 = start, var E_0 = 0.
    """
    keep = 1.0 - smoothing
    level = accumulate(
        scores.tolist(), lambda old, d: smoothing * d + keep * old, initial=float(start)
    )
    variance = accumulate(
        variances.tolist(), lambda old, u: smoothing**2 * u + keep**2 * old, initial=0.0
    )
    return np.array(list(level)[1:]), np.array(list(variance)[1:])


def cusum(z: FloatArray, drift: float) -> tuple[FloatArray, FloatArray]:
    """Return C+_t = max(0, C+_(t-1) + z_t - drift) and the same for -z.

    A sum that is never let below 0 is the height of the free sum above its lowest point so far.
    """
    return _height(z - drift), _height(-z - drift)


def _height(steps: FloatArray) -> FloatArray:
    path = np.cumsum(steps)
    return path - np.minimum(np.minimum.accumulate(path), 0.0)


def beyond(z: FloatArray, limit: float) -> BoolArray:
    """One point outside the limits."""
    return np.abs(z) > limit


def run_on_one_side(z: FloatArray, length: int = 9) -> BoolArray:
    """Mark the last of `length` points in a row on one side of the centre."""
    return _count_in_window(z > 0.0, length, length) | _count_in_window(z < 0.0, length, length)


def steady_climb(z: FloatArray, length: int = 6) -> BoolArray:
    """Mark the last of `length` points in a row that all rise, or all fall."""
    step = np.diff(z, prepend=z[:1])
    steps = length - 1
    return _count_in_window(step > 0.0, steps, steps) | _count_in_window(step < 0.0, steps, steps)


def several_far_out(z: FloatArray, far: float, needed: int, window: int) -> BoolArray:
    """Mark a point beyond `far` on one side, if `needed` of the last `window` points are there."""
    up, down = z > far, z < -far
    return (up & _count_in_window(up, needed, window)) | (
        down & _count_in_window(down, needed, window)
    )


def _count_in_window(marks: BoolArray, needed: int, window: int) -> BoolArray:
    total = np.cumsum(marks)
    before = np.concatenate([np.zeros(window, dtype=total.dtype), total])[: total.size]
    return np.asarray(total - before >= needed)


def false_alarms(
    width: float, waves: int, ahead: int, *, centre_known: bool, spread_known: bool
) -> tuple[float, float]:
    """Return how often a new wave, and any of `ahead` new ones, is beyond limits from m waves.

    Of normal scores that do not change. The centre misses by N(0, 1/m) where it is the mean of m
    waves. Their mean moving range has, in units of its expectation, the variance

        k = ((m - 1) a + 2 (m - 2) b) / (m - 1)**2,   a = pi/2 - 1,   b = sqrt(3)/2 + pi/12 - 1,

    and is taken as chi with 1/(2 k) + 1/4 degrees of freedom, in the same units. A chart keeps its
    limits, so its alarms go together: that none of the new waves is beyond them is an average over
    limits, not a power of the average.

    Quesenberry CP (1993). The effect of sample size on estimated limits for X-bar and X control
    charts. Journal of Quality Technology 25(4), 237-247.
    """
    from scipy.special import gammaincinv, gammaln, ndtr

    u, weight = 0.5 * (NODES + 1.0), 0.5 * WEIGHTS
    miss, over = np.zeros(1), np.ones(1)
    if not centre_known:
        miss, over = MISSES / sqrt(waves), CHANCES / CHANCES.sum()
    spread, along = np.ones(1), np.ones(1)
    if not spread_known:
        steps = waves - 1.0
        k = (steps * (0.5 * pi - 1.0) + 2.0 * (steps - 1.0) * NEIGHBOURS) / steps**2
        freedom = 0.5 / k + 0.25
        mean = exp(gammaln(0.5 * freedom + 0.5) - gammaln(0.5 * freedom))
        spread, along = np.sqrt(gammaincinv(0.5 * freedom, u)) / mean, weight
    out = ndtr(miss - width * spread[:, None]) + ndtr(-miss - width * spread[:, None])
    with np.errstate(divide="ignore"):  # limits without width are always exceeded
        any_of_them = -np.expm1(ahead * np.log1p(-out))
    return float(along @ out @ over), float(along @ any_of_them @ over)
