"""The score test and interval for the difference of two independent scores.

Under a null difference delta the shares of both samples are estimated together, by maximum
likelihood subject to theta_1 - theta_2 = delta, and the observed difference is held against the
variance that these estimates imply:

    z(delta) = (d_1 - d_2 - delta) / sqrt(F ((psi_1 - theta_1**2)/n_1 + (psi_2 - theta_2**2)/n_2))

with psi the share of non-passives and F = N/(N - 1), N = n_1 + n_2 (F = 1 without the correction).
Without passives it is twice the binomial test and interval of Miettinen & Nurminen (1985), or of
Mee (1984) if F = 1; as a test, that of Farrington & Manning (1990).

The Lagrange conditions give the constrained shares as one family, traced by the multiplier:

    p_1j = x_1j / (mu_1 + lambda s_j),    p_2j = x_2j / (mu_2 - lambda s_j),    s_j in {1, 0, -1},

where mu makes them sum to 1. The null difference falls from 2 to -2 as lambda grows, so that a test
is one bracketed root in lambda, and so is each end of the interval.

References
----------
Miettinen O, Nurminen M (1985). Comparative analysis of two rates. Statistics in Medicine 4(2),
213-226. doi:10.1002/sim.4780040211

Mee RW (1984). Confidence bounds for the difference between two probabilities. Biometrics 40(4),
1175-1176. doi:10.2307/2531174

Farrington CP, Manning G (1990). Test statistics and sample size formulae for comparative binomial
trials with null hypothesis of non-zero risk difference or non-unity relative risk. Statistics in
Medicine 9(12), 1447-1454. doi:10.1002/sim.4780091208
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.chunks import in_blocks
from nps._kernels.moments import moments
from nps._kernels.roots import find_root

if TYPE_CHECKING:
    from nps._typing import FloatArray

#: Beyond this the closed form loses digits to cancellation, and Newton needs no good start.
_LARGE_TILT = 4.0
#: Stands for "inside the interval" where sample and null agree to the last digit.
_INSIDE = -1e-300


class Pairs(NamedTuple):
    """Counts of the samples and of their references, one element for each comparison."""

    promoters: FloatArray
    passives: FloatArray
    detractors: FloatArray
    reference_promoters: FloatArray
    reference_passives: FloatArray
    reference_detractors: FloatArray


def tilted_moments(
    promoters: FloatArray, passives: FloatArray, detractors: FloatArray, tilt: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return mean and variance of the shares proportional to x_j / (mu + lambda s_j).

    `tilt` is l = lambda/n; a positive one moves weight from promoters to detractors. A negative
    one is the mirrored problem. For l >= 0 and y = mu/n - l, with A, B, C the observed shares,

        y (1 - A/(y + 2 l) - B/(y + l)) = C

    has one positive root, except that y stays at 0 where C = 0 and the tilt asks for detractors
    although none was seen: then they get what mass the other two leave.
    """
    n = promoters + passives + detractors
    size = np.abs(tilt)
    away = np.where(tilt < 0.0, detractors, promoters) / n  # A: loses weight
    stay = passives / n  # B
    toward = np.where(tilt < 0.0, promoters, detractors) / n  # C: gains weight

    y = _positive_root(away, stay, toward, size)
    with np.errstate(invalid="ignore", divide="ignore"):
        p_away = np.where(away > 0.0, away / (y + 2.0 * size), 0.0)
        p_stay = np.where(stay > 0.0, stay / (y + size), 0.0)
        left_over = np.where(y > 0.0, 0.0, np.maximum(1.0 - p_away - p_stay, 0.0))
        p_toward = np.where(toward > 0.0, toward / y, left_over)
    mean = p_away - p_toward
    variance = p_stay * (p_away + p_toward) + 4.0 * p_away * p_toward
    return np.where(tilt < 0.0, -mean, mean), variance


def _positive_root(
    away: FloatArray, stay: FloatArray, toward: FloatArray, size: FloatArray
) -> FloatArray:
    """Solve the equation for y: a cubic in closed form, polished by Newton's method.

    The left side is convex where it is positive, so Newton's method from any point right of the
    root comes down to it; y = 1 is always right of it.
    """
    linear = 2.0 * size * size - size * (1.0 + stay + 2.0 * toward)
    square = 3.0 * size - 1.0
    # without C: the larger root of y**2 + square y + linear = 0, if it is positive
    root = np.sqrt(np.maximum(square * square - 4.0 * linear, 0.0))
    quadratic = np.maximum(0.5 * (root - square), 0.0)
    # with C: the largest root of the cubic y**3 + square y**2 + linear y - 2 C l**2 = 0
    shift = square / 3.0
    p = np.minimum(linear - square * shift, 0.0)
    q = 2.0 * shift**3 - shift * linear - 2.0 * toward * size * size
    radius = np.sqrt(-p / 3.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        cosine = np.where(radius > 0.0, -0.5 * q / radius**3, 1.0)
    y = 2.0 * radius * np.cos(np.arccos(np.clip(cosine, -1.0, 1.0)) / 3.0) - shift
    y = np.where(size > _LARGE_TILT, 1.0, np.clip(y, toward, 1.0))
    for _ in range(4):
        with np.errstate(invalid="ignore", divide="ignore"):
            u, v = away / (y + 2.0 * size), stay / (y + size)
            value = y * (1.0 - u - v) - toward
            slope = 1.0 - u - v + y * (u / (y + 2.0 * size) + v / (y + size))
            y = np.clip(y - value / slope, toward, 1.0)
    return np.where(toward > 0.0, y, quadratic)


def constrained(
    pairs: Pairs, position: FloatArray, corrected: bool
) -> tuple[FloatArray, FloatArray]:
    """Return null difference and variance of the difference at a place on the path.

    `position` u in (-1, 1) stands for lambda = N u/(1 - |u|).
    """
    n1 = pairs.promoters + pairs.passives + pairs.detractors
    n2 = pairs.reference_promoters + pairs.reference_passives + pairs.reference_detractors
    total = n1 + n2
    multiplier = total * position / (1.0 - np.abs(position))
    theta1, v1 = tilted_moments(*pairs[:3], multiplier / n1)
    theta2, v2 = tilted_moments(*pairs[3:], -multiplier / n2)
    factor = total / (total - 1.0) if corrected else 1.0
    return theta1 - theta2, factor * (v1 / n1 + v2 / n2)


def score_statistic(pairs: Pairs, null: FloatArray, *, corrected: bool = True) -> FloatArray:
    """Return z(null), positive where the sample is ahead of its reference by more than `null`.

    Where the null leaves no variance it is 0 if the observed difference equals it, else infinite.
    NaN where a sample is empty.
    """

    def statistic(*given: FloatArray) -> tuple[FloatArray, FloatArray]:
        columns = (*_without_empty(*given[:6]), given[6])
        flat, at = Pairs(*columns[:6]), columns[6]
        observed = moments(*flat[:3])[1] - moments(*flat[3:])[1]
        end = np.full(observed.size, 1.0 - 1e-15)

        def beyond(position: FloatArray, *rest: FloatArray) -> FloatArray:
            return constrained(Pairs(*rest[:6]), position, corrected)[0] - rest[6]

        position = find_root(beyond, -end, end, *columns)
        variance = constrained(flat, position, corrected)[1]
        inner = np.abs(at) < 2.0
        gap = observed - at
        with np.errstate(invalid="ignore", divide="ignore"):
            z = gap / np.where(inner, np.sqrt(variance), 0.0)
        z = np.where(gap == 0.0, 0.0, z)
        return z, z

    return in_blocks(statistic, *pairs, null)[0]


def score_limits(
    pairs: Pairs, critical: float, *, corrected: bool = True
) -> tuple[FloatArray, FloatArray]:
    """Return the two differences at which |z| equals `critical`; NaN where a sample is empty."""

    def limits(*columns: FloatArray) -> tuple[FloatArray, FloatArray]:
        flat = _without_empty(*columns)
        observed = moments(*flat[:3])[1] - moments(*flat[3:])[1]
        low = _limit(flat, observed, critical, 1.0, corrected)
        high = _limit(flat, observed, critical, -1.0, corrected)
        return np.where(observed == -2.0, -2.0, low), np.where(observed == 2.0, 2.0, high)

    return in_blocks(limits, *pairs)


def _without_empty(*columns: FloatArray) -> Pairs:
    """Put NaN where a sample is empty, so that it stays NaN all the way."""
    full = (sum(columns[:3]) > 0.0) & (sum(columns[3:]) > 0.0)
    return Pairs(*(np.where(full, column, np.nan) for column in columns))


def _limit(
    pairs: Pairs, observed: FloatArray, critical: float, side: float, corrected: bool
) -> FloatArray:
    """Follow the path from the observed difference down (side 1) or up (side -1) to the limit."""

    def outside(step: FloatArray, *columns: FloatArray) -> FloatArray:
        delta, variance = constrained(Pairs(*columns[:6]), side * step, corrected)
        gap = side * (columns[6] - delta)
        excess = gap - critical * np.sqrt(variance)
        return np.where((gap <= 0.0) & (excess >= 0.0), _INSIDE, excess)

    start = np.zeros(observed.size)
    step = find_root(outside, start, start + (1.0 - 1e-15), *pairs, observed)
    return constrained(pairs, side * step, corrected)[0]
