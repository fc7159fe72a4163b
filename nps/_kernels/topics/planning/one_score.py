"""Exact power of the tests of one score: the probability of all tables that reject.

For a given number of detractors, Tango's z(theta_0) grows with the number of promoters (each takes
the place of a passive). So of every row of tables only two numbers are needed: the fewest promoters
that reject upwards, and the most that reject downwards. They are roots of a cubic, and the chance
of all tables beyond is a binomial tail. Rows whose detractors are too unlikely to matter are left
out, which makes the cost grow with the square root of n.

Wald's z and Student's t do not grow along a row; for them every table is looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.numerics.moments import moments
from nps._kernels.one_score.score import score_statistic
from nps._kernels.topics.planning.laws import multinomial, rows

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray, IntArray
    from nps._kernels.topics.planning.claims import Claim, Null, Number
    from nps._kernels.topics.planning.laws import Law

NEGLIGIBLE = 1e-17
"""Rows less likely than this are left out: a hundred thousand of them would not show."""
CLOSE = 1e-6
"""How near to a whole number of promoters rounding may decide."""


class Boundaries(NamedTuple):
    """By number of detractors: the fewest promoters that reject upwards, the most downwards.

    One more than there can be, and -1, where no number of promoters does.
    """

    n: int
    detractors: IntArray
    fewest: IntArray
    most: IntArray


def score_boundaries(n: int, detractors: IntArray, claim: Claim, critical: float) -> Boundaries:
    """Return where the score test rejects, in the rows of these numbers of detractors."""
    others = n - detractors
    fewest, most = others + 1, np.full_like(others, -1)
    if claim.above is not None:
        fewest = _first(n, detractors, claim.above, critical, 1.0)
    if claim.below is not None:
        most = _first(n, detractors, claim.below, -critical, -1.0) - 1
    return Boundaries(n, detractors, fewest, most)


def _first(n: int, detractors: IntArray, null: Number, critical: float, side: float) -> IntArray:
    """Return the first number of promoters with z >= `critical`, or (side -1) with z > it."""
    others = n - detractors

    def reached(promoters: IntArray) -> BoolArray:
        a = np.clip(promoters, 0, others)
        z = score_statistic(a, others - a, detractors, null)
        return z >= critical if side > 0.0 else z > critical

    found = _expected(n, detractors, null, critical)
    before, there = reached(np.stack([found - 1, found]))
    if ((~before | (found == 0)) & (there | (found > others))).all():
        return found
    low, high = np.full_like(others, -1), others + 1
    for _ in range(int(n + 1).bit_length()):
        middle = (low + high) // 2
        open_, enough = high - low > 1, reached(middle)
        high = np.where(open_ & enough, middle, high)
        low = np.where(open_ & ~enough, middle, low)
    return high


def _expected(n: int, detractors: IntArray, null: Number, critical: float) -> IntArray:
    """Return what `_first` returns, but for what rounding does.

    With C the share of detractors and theta the null, w = sqrt(p_pro + p_det - theta**2) of the
    constrained shares is, where z is `critical`, the largest root of

        w**3 - r w**2 - (theta (1 - theta) + 2 C) w + r theta (1 - theta) = 0,

    r = z (1 + theta) / sqrt(n), and there are n (C + theta) + z sqrt(n) w promoters.
    """
    share, slack, step = detractors / n, null * (1.0 - null), critical / np.sqrt(n)
    third = step * (1.0 + null) / 3.0
    p, q = (slack + 2.0 * share) / 3.0 + third**2, third * (third**2 + share - slack)  # Cardano
    turned = (q + np.sqrt(q * q - p**3 + 0j)) ** (1.0 / 3.0)
    w = third + (turned + p / np.where(turned == 0.0, 1.0, turned)).real
    least = share + null + step * np.sqrt(np.maximum(-null * (1.0 + null), 0.0))  # p_pro = 0
    promoters = np.ceil(n * np.where(least < 0.0, 0.0, share + null + step * w) - CLOSE)
    return np.clip(promoters, 0, n - detractors + 1).astype(detractors.dtype)


def score_power(n: int, shares: tuple[float, float, float], claim: Claim, critical: float) -> float:
    """Return the exact chance that n answers with these shares lead the score test to the claim."""
    from scipy.special import betainc

    p_pro, _, p_det = shares
    law = multinomial(n, (1.0 - p_det, 0.0, p_det))
    chance = np.exp(law.constant + law.promoters[::-1] + law.detractors)
    detractors = np.flatnonzero(chance > NEGLIGIBLE)
    chance = chance[detractors]
    _, _, fewest, most = score_boundaries(n, detractors, claim, critical)
    others = n - detractors
    share = min(1.0, p_pro / (1.0 - p_det)) if p_det < 1.0 else 0.0

    def at_least(k: IntArray) -> FloatArray:
        tail = betainc(np.maximum(k, 1), np.maximum(others - k + 1, 1), share)
        return np.where(k <= 0, 1.0, np.where(k > others, 0.0, tail))

    def at_most(k: IntArray) -> FloatArray:
        tail = betainc(np.maximum(others - k, 1), np.maximum(k + 1, 1), 1.0 - share)
        return np.where(k < 0, 0.0, np.where(k >= others, 1.0, tail))

    return float((chance * claim.joined(at_least(fewest), at_most(most))).sum())


def score_assurance(law: Law, claim: Claim, critical: float) -> float:
    """Return the chance of the claim under any law of the tables, by summing all of them."""
    _, _, fewest, most = score_boundaries(law.n, np.arange(law.n + 1), claim, critical)
    chance, promoters = rows(law), np.arange(law.n + 1)
    up = np.where(promoters >= fewest[:, np.newaxis], chance, 0.0).sum(axis=1)
    down = np.where(promoters <= most[:, np.newaxis], chance, 0.0).sum(axis=1)
    return float(claim.joined(up, down, chance.sum(axis=1)).sum())


def wald_chance(law: Law, claim: Claim, critical: float, *, student: bool = False) -> float:
    """Return the chance of the claim by Wald's z, or by Student's t (divisor n - 1).

    t does not exist where all answers agree, and rejects nothing there; z is infinite.
    """
    chance, k = rows(law), np.arange(law.n + 1)
    detractors = k[:, np.newaxis]
    _, score, variance = moments(k, np.maximum(law.n - k - detractors, 0), detractors)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(variance / (law.n - student))
    chance = np.where(variance > 0.0, chance, 0.0) if student else chance
    up = _beyond(score, claim.above, critical * error, 1.0)
    down = _beyond(score, claim.below, critical * error, -1.0)
    return float(chance[up & down if claim.both else up | down].sum())


def _beyond(score: FloatArray, null: Null, reach: FloatArray, side: float) -> BoolArray:
    """Return where the score is `reach` or more beyond the null, on one side."""
    if null is None:
        return np.zeros(score.shape, dtype=np.bool_)
    gap = side * (score - null)
    return np.asarray((gap >= reach) & (gap != 0.0))
