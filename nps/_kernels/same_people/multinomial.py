"""The score interval and test for the mean of any finite set of scores.

Each answer carries one of K known scores s_j, x_j of n answers the score s_j, and their mean is d.
The null mean theta is judged by z(theta) = (d - theta) / sqrt(sum p_j (s_j - theta)**2 / n) at
the shares p_j that maximise the multinomial likelihood under mean theta; shares of scores that
nobody gave count too, so theta may lie anywhere on the scale. Three scores give Tango's interval,
two give Wilson's.

Everything above d follows from the distances y_j = max(s) - s_j, with mean D and variance V. The
most likely shares are proportional to x_j / (y_j + tau) for some tau >= 0, unless even tau = 0
does not bring their mean up to theta; then the highest score, which nobody gave, takes the rest.
With mu = D + tau and Q(tau) = mean((y - D)**2 / (y + tau)), so that mean(1/(y + tau)) =
1/mu + Q/mu**2,

    theta - d = 1 / (1/mu + 1/Q),     z(theta)**2 = n (theta - d) / (max(s) - theta + tau),

and z(theta)**2 = z**2 exactly where Q = h mu, h = z**2/n. The upper limit is therefore

    (d + h (max(s) + tau)) / (1 + h),   tau the root of Q(tau) = h (D + tau), or 0 without a root:

one equation in one unknown. The lower limit is that of the scores -s_j, with its sign changed.

References
----------
Owen AB (1988). Empirical likelihood ratio confidence intervals for a single functional.
Biometrika 75(2), 237-249. doi:10.1093/biomet/75.2.237

Tango T (1998). Equivalence test and confidence interval for the difference in proportions for
the paired-sample design. Statistics in Medicine 17(8), 891-908.
doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.numerics.chunks import in_blocks
from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.numerics.roots import find_root

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nps._kernels import FloatArray


def multinomial_interval(
    counts: ArrayLike, scores: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return score limits for the mean, with probability `tail` left out at each end.

    `counts` has one class per entry of `scores` along its last axis. The limits are on the scale
    of the scores, accurate to about 1e-15 of its length; NaN where there are no answers.
    """
    return multinomial_limits(counts, scores, normal_quantile(tail))


def multinomial_limits(
    counts: ArrayLike, scores: ArrayLike, critical: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Return the theta at which z(theta) equals `critical` and -`critical` (elementwise)."""
    s = np.asarray(scores, dtype=np.float64)

    def limits(z: FloatArray, *columns: FloatArray) -> tuple[FloatArray, FloatArray]:
        x = np.stack(columns, axis=-1)
        low, high = -_upper_limit(x, -s, z), _upper_limit(x, s, z)
        return np.where(z < 0.0, high, low), np.where(z < 0.0, low, high)

    return in_blocks(limits, critical, *np.moveaxis(np.asarray(counts, dtype=np.float64), -1, 0))


def multinomial_statistic(counts: ArrayLike, scores: ArrayLike, theta: ArrayLike) -> FloatArray:
    """Return z(theta), positive when the mean score is above theta.

    `theta` must lie on the scale; at an end of it z is infinite, unless all gave that score.
    """
    x, s = np.asarray(counts, dtype=np.float64), np.asarray(scores, dtype=np.float64)
    theta = np.asarray(theta, dtype=np.float64)
    shape = np.broadcast_shapes(x.shape[:-1], theta.shape)
    x = np.broadcast_to(x, (*shape, s.size)).reshape(-1, s.size)
    theta = np.broadcast_to(theta, shape).reshape(-1)
    n = x.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = x / n[:, None]
        d = x @ s / n
        above = theta > d
        gap = np.abs(theta - d)
        y = np.where(above[:, None], s.max() - s, s - s.min())
        mean = np.where(above, s.max() - d, d - s.min())
        beyond = np.where(above, s.max() - theta, theta - s.min())
        variance = (p * (y - mean[:, None]) ** 2).sum(axis=1)
        tau = find_root(_shift, np.zeros_like(gap), variance / gap, p, y, mean, gap)
        z = np.sqrt(n * gap / (beyond + tau))
    return np.where(gap == 0.0, 0.0, np.where(above, -z, z)).reshape(shape)


def _upper_limit(x: FloatArray, s: FloatArray, critical: FloatArray) -> FloatArray:
    """Return the theta above the mean where z(theta) = -critical, one per row of x."""
    n = x.sum(axis=1)
    y = s.max() - s
    with np.errstate(invalid="ignore", divide="ignore"):
        p = x / n[:, None]
        h = critical * critical / n
        mean = p @ y
        variance = (p * (y - mean[:, None]) ** 2).sum(axis=1)
        # V/(max(y) + tau) <= Q <= V/tau: each bound makes a quadratic equation in tau.
        spread = variance / h
        low = _positive_root(mean + y.max(), spread - mean * y.max())
        high = _positive_root(mean, spread)
        tau = find_root(_excess, low, high, p, np.broadcast_to(y, x.shape), mean, h)
        tau = np.where(h > 0.0, tau, 0.0)
    return np.asarray(s.max() - (mean - h * tau) / (1.0 + h))


def _positive_root(linear: FloatArray, constant: FloatArray) -> FloatArray:
    """Return the root of tau**2 + linear tau = constant, or 0 if it is not positive."""
    constant = np.maximum(constant, 0.0)
    root = linear + np.sqrt(linear * linear + 4.0 * constant)
    return np.where(constant == 0.0, 0.0, 2.0 * constant / root)


def _q(tau: FloatArray, p: FloatArray, y: FloatArray, mean: FloatArray) -> FloatArray:
    """Return Q(tau); scores that nobody gave do not enter."""
    with np.errstate(invalid="ignore", divide="ignore"):
        terms = (y - mean[:, None]) ** 2 / (y + tau[:, None])
    return np.asarray(np.where(p > 0.0, p * terms, 0.0).sum(axis=1))


def _excess(
    tau: FloatArray, p: FloatArray, y: FloatArray, mean: FloatArray, h: FloatArray
) -> FloatArray:
    """Return Q - h mu, which falls as tau grows."""
    return _q(tau, p, y, mean) - h * (mean + tau)


def _shift(
    tau: FloatArray, p: FloatArray, y: FloatArray, mean: FloatArray, gap: FloatArray
) -> FloatArray:
    """Return 1/(1/mu + 1/Q) - gap, which falls as tau grows."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return 1.0 / (1.0 / (mean + tau) + 1.0 / _q(tau, p, y, mean)) - gap
