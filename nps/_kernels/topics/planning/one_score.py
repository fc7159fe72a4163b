"""Exact power of the tests of one score: the probability of all tables that reject.

For a given number of detractors, Tango's z(theta_0) grows with the number of promoters (each takes
the place of a passive). So of every row of tables only two numbers are needed: the fewest promoters
that reject upwards, and the most that reject downwards. They are found by halving, and the chance
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
    low, high = np.full_like(detractors, -1), n - detractors + 1
    for _ in range(int(n + 1).bit_length()):
        middle = (low + high) // 2
        a = np.clip(middle, 0, n - detractors)
        z = score_statistic(a, n - detractors - a, detractors, null)
        reached = z >= critical if side > 0.0 else z > critical
        open_ = high - low > 1
        high = np.where(open_ & reached, middle, high)
        low = np.where(open_ & ~reached, middle, low)
    return high


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
