"""The score interval and test for one sample (Tango 1998), in closed form.

Promoters minus detractors is a difference of two paired proportions, and Tango's interval holds
the values theta that the score test does not reject: |z(theta)| <= z, where

    z(theta) = (d - theta) / sqrt((p_pro + p_det - theta**2) / n)

and p_pro, p_pas, p_det are the shares that maximise the trinomial likelihood under
p_pro - p_det = theta. Squaring and clearing fractions gives a quartic in theta (Yang, Sun & Hardin
2013) that always has the spurious root theta = d. What is left after dividing it out is a cubic
with three real roots, of which the smallest and the largest are the limits. With h = z**2/n, the
plug-in variance v and the share of passives b/n, the substitution

    theta = (d + sqrt(h) t) / (1 + h)      turns it into      t**3 - (v + h) t - sqrt(h) d b/n = 0,

whose roots are cosines.

References
----------
Tango T (1998). Equivalence test and confidence interval for the difference in proportions for
the paired-sample design. Statistics in Medicine 17(8), 891-908.
doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B

Yang Z, Sun X, Hardin JW (2013). A non-iterative implementation of Tango's score confidence
interval for a paired difference of proportions. Statistics in Medicine 32(8), 1336-1342.
"""

from __future__ import annotations

from math import nan, pi
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from nps._kernels.numerics import plain
from nps._kernels.numerics.moments import moments, moments_of, normal_quantile

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nps._kernels import FloatArray, Number

NEAR_DOUBLE_ROOT = 0.999
"""Above this |sin(3 beta)| two roots of the cubic nearly meet and arcsin loses digits."""
TINY = float(np.finfo(np.float64).tiny)
SIXTH = pi / 6.0


def score_interval(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return Tango's score limits with probability `tail` left out at each end."""
    z = normal_quantile(tail)
    low, high = _limits_of(promoters, passives, detractors, abs(z))
    return (low, high) if z >= 0.0 else (high, low)


def score_limits(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, critical: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Return the theta at which z(theta) equals `critical` and -`critical` (elementwise).

    Accepts effective, non-integer counts. NaN where there are no answers.
    """
    low, high = _limits_of(promoters, passives, detractors, np.abs(critical))
    swapped = np.less(critical, 0.0)
    return np.where(swapped, high, low), np.where(swapped, low, high)


def constrained_shares(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, theta: ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the shares of promoters, passives and detractors most likely under score `theta`.

    For theta >= 0 the share of detractors p solves, with A, B, C the observed shares,

        2 p**2 + k p - C theta (1 - theta) = 0,      k = (2 - A + C) theta - (A + C);

    a negative theta is the mirrored problem. At theta = 1 everybody is a promoter, at -1 a
    detractor, whatever was observed.
    """
    n, d, _ = moments(promoters, passives, detractors)
    theta = np.asarray(theta, dtype=np.float64)
    size = np.abs(theta)
    with np.errstate(invalid="ignore", divide="ignore"):
        active = np.add(promoters, detractors) / n
        against = np.where(theta < 0.0, promoters, detractors) / n  # on the other side of 0
        k = (2.0 - np.where(theta < 0.0, -d, d)) * size - active
        product = against * size * (1.0 - size)
        root = np.sqrt(k * k + 8.0 * product)
        # Of the two ways to write the positive root, take the one that subtracts nothing.
        minor = np.where(k > 0.0, 2.0 * product / (k + root), 0.25 * (root - k))
    major = minor + size
    passive = np.maximum(0.0, 1.0 - size - 2.0 * minor)
    return (
        np.where(theta < 0.0, minor, major),
        passive,
        np.where(theta < 0.0, major, minor),
    )


def score_statistic(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, theta: ArrayLike
) -> FloatArray:
    """Return z(theta), positive when the observed score is above theta.

    At theta = 0 it is (promoters - detractors) / sqrt(promoters + detractors), McNemar's z.
    Where the null leaves no variance (theta = -1 or 1, or theta = 0 with passives only) it is 0 if
    the observed score equals theta, else infinite with the sign of the difference.
    """
    n, d, _ = moments(promoters, passives, detractors)
    theta = np.asarray(theta, dtype=np.float64)
    p_pro, _, p_det = constrained_shares(promoters, passives, detractors, theta)
    size = np.abs(theta)
    # p_pro + p_det - theta**2, written as a sum of positive terms
    variance = 2.0 * np.minimum(p_pro, p_det) + size * (1.0 - size)
    difference = d - theta
    with np.errstate(invalid="ignore", divide="ignore"):
        z = difference / np.sqrt(variance / n)
    return np.where(difference == 0.0, 0.0, z)


def limits_of_one(
    promoters: float, passives: float, detractors: float, critical: float
) -> tuple[float, float]:
    """Return the limits of one sample of floats for a `critical` that is not negative."""
    if not promoters + passives + detractors:
        return nan, nan
    d, v, root_h, radius, sine, t_low, t_high = _outer_roots(
        promoters, passives, detractors, critical, plain
    )
    if abs(sine) > NEAR_DOUBLE_ROOT:
        inner = _inner_root(plain, promoters, passives, detractors, root_h, v, radius)
        t_low, t_high = (inner, t_high) if sine > 0.0 else (t_low, -inner)
    return _limits_at(d, root_h, t_low, t_high, plain)


def _limits_of(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, critical: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Return the limits for a `critical` that is not negative."""
    columns = promoters, passives, detractors, critical
    if all(isinstance(column, float) for column in columns):
        found = limits_of_one(*map(float, columns))  # type: ignore[arg-type]  # all are floats
        return cast("tuple[FloatArray, FloatArray]", found)
    from nps._kernels.numerics.chunks import in_blocks  # one sample does without

    return in_blocks(_cubic_limits, *columns)


def _cubic_limits(
    promoters: FloatArray, passives: FloatArray, detractors: FloatArray, critical: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Solve the cubic of the module docstring for flat columns."""
    with np.errstate(invalid="ignore", divide="ignore"):
        d, v, root_h, radius, sine, t_low, t_high = _outer_roots(
            promoters, passives, detractors, critical, np
        )
        close = np.flatnonzero(abs(sine) > NEAR_DOUBLE_ROOT)
        if close.size:
            columns = promoters, passives, detractors, root_h, v, radius
            inner = _inner_root(np, *(column[close] for column in columns))
            above = sine[close] > 0.0
            t_low[close] = np.where(above, inner, t_low[close])
            t_high[close] = np.where(above, t_high[close], -inner)
        return _limits_at(d, root_h, t_low, t_high, np)


def _outer_roots(
    promoters: Number, passives: Number, detractors: Number, critical: Number, on: Any
) -> tuple[Number, Number, Number, Number, Number, Number, Number]:
    """Return d, v, sqrt(h), the radius, sin(3 beta) and the smallest and the largest t.

    `on` has the functions: NumPy, or those for floats.
    """
    n, d, v = moments_of(promoters, passives, detractors)
    root_h = critical / on.sqrt(n)
    radius = on.sqrt((v + root_h * root_h) / 3.0)
    cube = on.maximum(radius * radius * radius, TINY)  # 0 where nothing is left to estimate
    sine = 0.5 * d * (passives / n) * root_h / cube
    beta = on.arcsin(on.maximum(-1.0, on.minimum(1.0, sine))) / 3.0
    t_low, t_high = -2.0 * radius * on.cos(SIXTH + beta), 2.0 * radius * on.cos(SIXTH - beta)
    return d, v, root_h, radius, sine, t_low, t_high


def _limits_at(
    d: Number, root_h: Number, t_low: Number, t_high: Number, on: Any
) -> tuple[Number, Number]:
    """Return the theta of both roots, within the scale."""
    scale = 1.0 + root_h * root_h
    low = on.maximum(-1.0, on.minimum(1.0, (d + root_h * t_low) / scale))
    high = on.maximum(-1.0, on.minimum(1.0, (d + root_h * t_high) / scale))
    # A unanimous sample reaches the end of the scale exactly, not to the last digit.
    return on.where(d == -1.0, -1.0, low), on.where(d == 1.0, 1.0, high)


def _inner_root(
    on: Any,
    promoters: Number,
    passives: Number,
    detractors: Number,
    root_h: Number,
    v: Number,
    radius: Number,
) -> Number:
    """Return the root on the side of 0 where two roots nearly meet, for a positive score.

    With r = sqrt(h) and e = 2 C (B + 2 A), for shares A > C of the more and the less frequent
    extreme class, the cubic is

        (t + r)(t**2 - r t - v) + e r = (t + r)(t - t_minus)(t - t_plus) + e r = 0.

    Without detractors e = 0 and the roots are explicit. In general t is the smaller root of the
    quadratic (t + r)(t - t_minus) = e r / (t_plus - t), whose right side hardly depends on t
    here: each round shrinks the error more than 200 times.
    """
    n = promoters + passives + detractors
    major, minor = on.maximum(promoters, detractors) / n, on.minimum(promoters, detractors) / n
    excess = 2.0 * minor * (passives / n + 2.0 * major) * root_h
    t_plus = 0.5 * (root_h + on.sqrt(root_h * root_h + 4.0 * v))
    t_minus = -v / t_plus
    centre, half = 0.5 * (t_minus - root_h), 0.5 * (t_minus + root_h)
    t = -radius
    for _ in range(6):
        t = centre - on.sqrt(half * half + excess / (t_plus - t))
    return t
