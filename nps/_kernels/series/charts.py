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
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray

#: Expected range of two standard normal values, 2/sqrt(pi), rounded as control charts print it.
D2 = 1.128


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
