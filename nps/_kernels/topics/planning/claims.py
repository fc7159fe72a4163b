"""Power from two standard errors: that of the null, which the test uses, and that of the truth.

A score test of "the score is theta_0" divides the distance d - theta_0 by a standard error that it
estimates under the null. In a large sample of true score theta, d is normal around theta with
variance v_1/n, while the estimate under the null settles at v_0/n, the variance of the shares that
the constrained likelihood makes of the true ones. So with D = theta - theta_0

    power = Phi((D sqrt(n) - z s_0) / s_1) + Phi((-D sqrt(n) - z s_0) / s_1),    s_i = sqrt(v_i),

which for theta_0 = 0 is Connor's formula for paired proportions and for two independent samples
that of Farrington and Manning. The textbook (Wald) formula has s_1 in place of s_0: it promises too
much where scores are lopsided and the variance falls towards the truth.

References
----------
Connor RJ (1987). Sample size for testing differences in proportions for the paired-sample design.
Biometrics 43(1), 207-211. doi:10.2307/2531961

Farrington CP, Manning G (1990). Test statistics and sample size formulae for comparative binomial
trials with null hypothesis of non-zero risk difference or non-unity relative risk. Statistics in
Medicine 9(12), 1447-1454. doi:10.1002/sim.4780091208

Schuirmann DJ (1987). A comparison of the two one-sided tests procedure and the power approach for
assessing the equivalence of average bioavailability. Journal of Pharmacokinetics and
Biopharmaceutics 15(6), 657-680. doi:10.1007/BF01068419
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from nps._kernels.numerics.moments import moments
from nps._kernels.numerics.roots import find_root
from nps._kernels.one_score.score import constrained_shares
from nps._kernels.two_scores.score import Pairs, score_statistic

if TYPE_CHECKING:
    from collections.abc import Callable

    from nps._kernels import FloatArray

Number: TypeAlias = "FloatArray | float"
"""One number, or an array of them that broadcasts."""
Shares: TypeAlias = "tuple[Number, Number, Number]"
"""Promoters, passives and detractors, adding to 1."""

Null: TypeAlias = "Number | None"
"""A null of a claim; None where the claim has no such side."""

MANY = 1e4
"""Answers that expected shares are taken as, so that the score kernel starts near its root."""
NOTHING = 1e-12
"""A gap that is 0 but for rounding."""
ROUNDS, CLOSE = 4, 1e-13
"""How often the far tail is looked at again, and how close it must come to settle."""
FEWEST, MOST = -12.0, 46.0
"""Natural logarithms of the sample sizes searched: far below one answer to 10**20."""


class Claim(NamedTuple):
    """What a test is to conclude: that the truth lies above a null, below one, or both.

    The same null on both sides is the two-sided test, one side alone the one-sided test (or
    non-inferiority), and `both` with two nulls equivalence.
    """

    above: Null
    below: Null
    both: bool = False

    def joined(
        self, upward: FloatArray, downward: FloatArray, certain: FloatArray | float = 1.0
    ) -> FloatArray:
        """Return the probability of the claim from those of its two sides.

        Along one line of outcomes, of probability `certain` in all, the upward side holds from a
        point on and the downward side up to a point. Where they are alternatives they do not meet,
        so their probabilities add; where both are wanted, they either cover the line between them
        and overlap by what their sum exceeds it, or do not meet.
        """
        total = upward + downward
        return np.maximum(0.0, total - certain) if self.both else total


class Errors(NamedTuple):
    """For n = 1: the truth less the null, the error that the test uses, and that of the truth."""

    gap: FloatArray
    under_null: FloatArray
    under_truth: FloatArray


def score_errors(shares: Shares, null: Number) -> Errors:
    """Return the errors of the score test of one score against `null`."""
    _, score, variance = moments(*shares)
    promoters, _, detractors = constrained_shares(*shares, null)
    size = np.abs(null)
    under_null = 2.0 * np.minimum(promoters, detractors) + size * (1.0 - size)
    return Errors(np.subtract(score, null), np.sqrt(under_null), np.sqrt(variance))


def wald_errors(shares: Shares, null: Number) -> Errors:
    """Return the errors of Wald's test of one score against `null`: one for both."""
    _, score, variance = moments(*shares)
    error = np.sqrt(variance)
    return Errors(np.subtract(score, null), error, error)


def score_errors_of_two(shares: Shares, reference: Shares, ratio: Number, null: Number) -> Errors:
    """Return the errors of the score test of two samples, of one and of `ratio` answers.

    Without the factor N/(N - 1) of the test, which large samples do not have.
    """
    gap, _, error = wald_errors_of_two(shares, reference, ratio, null)
    gap = np.where(np.abs(gap) < NOTHING, 0.0, gap)
    sizes = np.full(gap.shape, MANY), np.broadcast_to(np.multiply(MANY, ratio), gap.shape)
    counts = Pairs(*(size * x for size, row in zip(sizes, (shares, reference), strict=True)
                     for x in row))  # fmt: skip
    z = score_statistic(counts, np.broadcast_to(null, gap.shape), corrected=False)
    with np.errstate(invalid="ignore", divide="ignore"):
        under_null = np.sqrt(MANY) * gap / z
    return Errors(gap, np.where(gap == 0.0, error, under_null), error)


def wald_errors_of_two(shares: Shares, reference: Shares, ratio: Number, null: Number) -> Errors:
    """Return the errors of Wald's test of two samples, of one and of `ratio` answers."""
    _, first, v1 = moments(*shares)
    _, second, v2 = moments(*reference)
    gap, variance = np.broadcast_arrays(first - second - null, v1 + v2 / np.asarray(ratio))
    error = np.sqrt(variance)
    return Errors(gap, error, error)


def errors_of_change(
    shares: Shares, reference: Shares, overlap: Number, correlation: Number, null: Number
) -> Errors:
    """Return the errors of the change between two waves of one answer that share people.

    `overlap` is the share of each wave that is in both, `correlation` that between the two answers
    of one person: v_1 + v_2 - 2 overlap correlation sqrt(v_1 v_2).
    """
    _, first, v1 = moments(*shares)
    _, second, v2 = moments(*reference)
    shared = 2.0 * np.multiply(overlap, correlation) * np.sqrt(v1 * v2)
    gap, variance = np.broadcast_arrays(first - second - null, v1 + v2 - shared)
    error = np.sqrt(np.maximum(variance, 0.0))
    return Errors(gap, error, error)


def power(claim: Claim, upward: Errors, downward: Errors, n: Number, critical: float) -> FloatArray:
    """Return the chance of the claim with n answers; `critical` is the z it takes.

    `upward` and `downward` are the errors against the two nulls of the claim.
    """
    root = np.sqrt(n)
    none = np.zeros(np.broadcast_shapes(upward.gap.shape, np.shape(n)))
    up = none if claim.above is None else _beyond(upward, root, critical, 1.0)
    down = none if claim.below is None else _beyond(downward, root, critical, -1.0)
    return claim.joined(up, down)


def _beyond(errors: Errors, root: FloatArray, critical: float, side: Number) -> FloatArray:
    from scipy.special import ndtr

    distance = side * errors.gap * root
    ahead = distance - critical * errors.under_null
    with np.errstate(invalid="ignore", divide="ignore"):
        chance = ndtr(ahead / errors.under_truth)
    # shares that leave nothing to chance decide at once
    certain = (ahead >= 0.0) & (distance > 0.0)
    return np.where(errors.under_truth > 0.0, chance, np.where(certain, 1.0, 0.0))


def sample_size(
    claim: Claim, upward: Errors, downward: Errors, target: Number, critical: float
) -> FloatArray:
    """Return the n, not whole, whose power is `target`; infinite where no n has it.

    One side of a claim gives n at once, ((z s_0 + z_power s_1) / D)**2. The far side of a two-sided
    test adds a little power; it is taken off the target, round by round. What that does not settle
    is left to root finding, like equivalence.
    """
    columns = np.broadcast_arrays(target, *upward, *downward)
    flat = [np.asarray(column, dtype=np.float64).reshape(-1) for column in columns]
    wanted, up, down = flat[0], Errors(*flat[1:4]), Errors(*flat[4:])
    if claim.both:
        return _searched(claim, flat, critical).reshape(columns[0].shape)
    side = np.where(up.gap < 0.0, -1.0, 1.0) if claim.below is not None else np.ones_like(wanted)
    side, near = (-side / side, down) if claim.above is None else (side, up)
    n, far = _one_side(near, side, wanted, critical), np.zeros_like(wanted)
    if claim.above is not None and claim.below is not None:
        for _ in range(ROUNDS):
            before, far = far, _beyond(near, _root(n), critical, -side)
            n = _one_side(near, side, wanted - far, critical)
        far -= before
    rest = np.flatnonzero(np.abs(far) > CLOSE)
    if rest.size:
        n[rest] = _searched(claim, [column[rest] for column in flat], critical)
    return n.reshape(columns[0].shape)


def _root(n: FloatArray) -> FloatArray:
    """Return the root of n, 0 where no n is enough whatever the far side adds."""
    return np.sqrt(np.where(np.isinf(n), 0.0, n))


def _one_side(errors: Errors, side: FloatArray, wanted: FloatArray, critical: float) -> FloatArray:
    """Return the n that one side alone needs: 0 where the law of one answer is enough."""
    from scipy.special import ndtri

    reach = critical * errors.under_null + ndtri(wanted) * errors.under_truth
    distance = side * errors.gap
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        n = np.where(reach > 0.0, (reach / distance) ** 2, 0.0)
    return np.where(distance > 0.0, n, np.inf)


def _searched(claim: Claim, columns: list[FloatArray], critical: float) -> FloatArray:
    def excess(position: FloatArray, *columns: FloatArray) -> FloatArray:
        wanted, *rows = columns
        up, down = Errors(*rows[:3]), Errors(*rows[3:])
        return power(claim, up, down, np.exp(position), critical) - wanted

    return solve_size(excess, *columns)


def solve_size(
    excess: Callable[..., FloatArray], *columns: FloatArray, most: float = MOST
) -> FloatArray:
    """Return the n at which `excess(log n, *columns)` turns positive; infinite where it never does.

    Where it is positive from the start, n is below one answer. `most` is the largest log n tried.
    """
    columns = tuple(np.asarray(column, dtype=np.float64) for column in columns)
    low, high = np.full(columns[0].shape, FEWEST), np.full(columns[0].shape, most)
    with np.errstate(all="ignore"):
        position = find_root(excess, low, high, *columns)
        missed = ~(excess(high, *columns) > 0.0)
    return np.where(missed, np.inf, np.exp(position))
