"""Posterior law of the score: intervals, quantiles, and which of two scores is higher.

With a Dirichlet prior the shares have a Dirichlet posterior, whose parameters are the counts plus
those of the prior: A1 for promoters, A2 for passives, A3 for detractors (`up`, `level`, `down`).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.laws.contour import upper_tail
from nps._kernels.numerics.chunks import where_answered
from nps._kernels.numerics.roots import find_root

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nps._kernels import FloatArray

JEFFREYS, UNIFORM, PERKS = 0.5, 1.0, 1.0 / 3.0
"""Prior parameters of each class."""
ROWS = 1 << 10
#: Newton's method takes about five; what is open after so many steps is halved, which closes it.
STEPS = 60
#: There are not so many numbers between -1 and 1 that halving could go on.
HALVINGS = 1100


def bayes_jeffreys(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the equal-tailed interval of the Dirichlet posterior with 1/2 added to each class.

    Jeffreys H (1946). Proc. R. Soc. Lond. A 186, 453-461, doi:10.1098/rspa.1946.0056.
    """
    return equal_tailed(promoters, passives, detractors, JEFFREYS, tail)


def bayes_uniform(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the equal-tailed interval of the Dirichlet posterior with 1 added to each class.

    It never reaches the ends of the scale and is drawn to 0 in small samples.
    """
    return equal_tailed(promoters, passives, detractors, UNIFORM, tail)


def bayes_perks(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the equal-tailed interval of the Dirichlet posterior with 1/3 added to each class.

    Perks W (1947). Some observations on inverse probability including a new indifference rule.
    Journal of the Institute of Actuaries 73(2), 285-334, doi:10.1017/S0020268100012270.
    """
    return equal_tailed(promoters, passives, detractors, PERKS, tail)


def equal_tailed(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, prior: float, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the interval that leaves `tail` on each side, `prior` added to each class."""

    def limits(a: FloatArray, b: FloatArray, c: FloatArray) -> tuple[FloatArray, FloatArray]:
        up, level, down = a + prior, b + prior, c + prior
        tails = np.full_like(up, tail)
        return -upper_quantile(tails, down, level, up), upper_quantile(tails, up, level, down)

    return where_answered(limits, promoters, passives, detractors, block=ROWS)


def mean_and_deviation(
    up: FloatArray, level: FloatArray, down: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return mean and standard deviation of the score, without cancellation."""
    total = up + level + down
    variance = level / total * ((up + down) / total) + 4.0 * (up / total) * (down / total)
    return (up - down) / total, np.sqrt(variance / (total + 1.0))


def distribution(
    t: FloatArray, up: FloatArray, level: FloatArray, down: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return P(score <= t), P(score > t) and the density at t; 1-D arrays of one length.

    A parameter may be 0 if two are positive. The smaller of the two probabilities is accurate
    relative to itself.
    """
    right = t >= (up - down) / (up + level + down)
    side = np.where(right, 1.0, -1.0)
    near, far = np.where(right, up, down), np.where(right, down, up)
    small, density = upper_tail(side * t, near, level, far)
    below, above = np.where(right, 1.0 - small, small), np.where(right, small, 1.0 - small)
    return below, above, density


def upper_quantile(
    tail: FloatArray, up: FloatArray, level: FloatArray, down: FloatArray
) -> FloatArray:
    """Return the t with P(score > t) = tail; 1-D arrays of one length.

    Newton's method on the normal scale, where a distribution function is nearly straight, inside
    a bracket that halves when a step would leave it.
    """
    from scipy.special import ndtri

    mean, deviation = mean_and_deviation(up, level, down)
    z = -ndtri(tail)
    low, high = -np.ones_like(tail), np.ones_like(tail)
    t = mean + z * deviation
    t = np.where(np.abs(t) < 1.0, t, 0.5 * (mean + np.sign(z)))
    root, rows = t.copy(), np.arange(t.size)
    for steps in range(STEPS + HALVINGS):
        if not rows.size:
            break
        below, above, density = distribution(t, up[rows], level[rows], down[rows])
        reached = np.where(above < 0.5, -ndtri(above), ndtri(below))
        gap = reached - z[rows]
        low, high = np.where(gap > 0.0, low, t), np.where(gap > 0.0, t, high)
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            newton = t - gap / (np.sqrt(2.0 * np.pi) * np.exp(0.5 * reached**2) * density)
        middle = 0.5 * (low + high)
        inside = (newton >= low) & (newton <= high) & (steps < STEPS)
        new = np.where(inside, newton, middle)
        root[rows] = new
        go = (np.abs(gap) > 1e-8) & (new != t) & (middle > low) & (middle < high)
        rows, t, low, high = rows[go], new[go], low[go], high[go]
    return root


def quantile(
    probability: FloatArray, up: FloatArray, level: FloatArray, down: FloatArray
) -> FloatArray:
    """Return the t with P(score <= t) = probability, the ends of the scale at 0 and 1."""
    low, high = probability < 0.5, (probability >= 0.5) & (probability < 1.0)
    low &= probability > 0.0
    t = np.where(probability < 0.5, np.where(down > 0.0, -1.0, 0.0), np.where(up > 0.0, 1.0, 0.0))
    t[low] = -upper_quantile(probability[low], down[low], level[low], up[low])
    t[high] = upper_quantile(1.0 - probability[high], up[high], level[high], down[high])
    return t


def shortest_interval(mass: float, up: float, level: float, down: float) -> tuple[float, float]:
    """Return the shortest interval that holds `mass`; for one posterior.

    At its ends the density is equal, unless one of them is an end of the scale. If the density
    has one mode this is the region of highest density.
    """
    outside = 1.0 - mass

    def parameters(size: int) -> tuple[FloatArray, FloatArray, FloatArray]:
        return np.full(size, up), np.full(size, level), np.full(size, down)

    def ends(left: FloatArray) -> tuple[FloatArray, FloatArray]:
        others = parameters(left.size)
        return quantile(left, *others), -quantile(outside - left, *others[::-1])

    def rise(left: FloatArray) -> FloatArray:
        low, high = (distribution(end, *parameters(left.size))[2] for end in ends(left))
        return low - high

    lefts = outside * np.linspace(0.0, 1.0, 65)
    low, high = ends(lefts)
    best = int(np.argmin(high - low))
    tiny = 1e-9 * outside
    start = lefts[max(best - 1, 0)] + (tiny if best == 0 else 0.0)
    stop = lefts[min(best + 1, 64)] - (tiny if best == 64 else 0.0)
    slopes = rise(np.array([start, stop]))
    if slopes[0] < 0.0 < slopes[1]:
        lefts = find_root(rise, np.array([start]), np.array([stop]), absolute=1e-12)
        low, high = ends(lefts)
        best = 0
    return float(low[best]), float(high[best])


def probability_greater(
    first: tuple[float, float, float], second: tuple[float, float, float]
) -> float:
    """Return P(score > other score) for two independent posteriors given by their parameters.

    The integral of the density of the more concentrated one times the distribution function of
    the other, by the tanh-sinh rule on the pieces that 0, where both may be singular, cuts.
    Takahasi H, Mori M (1974). Double exponential formulas for numerical integration. Publ. RIMS
    9(3), 721-741, doi:10.2977/prims/1195192451.
    """
    spread, other_spread = (
        mean_and_deviation(*(np.array([x]) for x in one))[1][0] for one in (first, second)
    )
    if (other_spread, second) < (spread, first):
        return 1.0 - probability_greater(second, first)
    single = [np.array([x]) for x in first]
    bottom = float(-upper_quantile(np.array([1e-18]), *single[::-1])[0])
    top = float(upper_quantile(np.array([1e-18]), *single)[0])
    cuts = [bottom, 0.0, top] if bottom < 0.0 < top else [bottom, top]
    s = np.arange(-104, 105) / 32.0
    near = 1.0 / (1.0 + np.exp(np.pi * np.sinh(np.abs(s))))  # distance from the nearer end
    weight = near * (1.0 - near) * np.cosh(s)
    below = total = 0.0
    for left, right in pairwise(cuts):
        span = (right - left) * near
        x = np.where(s < 0.0, left + span, right - span)
        density = distribution(x, *(np.full_like(x, value) for value in first))[2]
        under = distribution(x, *(np.full_like(x, value) for value in second))[0]
        mass = (right - left) * weight * density
        total += float(np.sum(mass))
        below += float(np.sum(mass * under))
    return below / total
