"""Score test and interval for a sum of means, each of a multinomial sample of its own.

Samples g = 1, ..., G of n_g answers give the score s_gk to x_gk of them. Of interest is the sum D
of the means d_g. Under a null value delta the shares of all samples are estimated together, by
maximum likelihood subject to sum_gk p_gk s_gk = delta, and D is held against their variance,

    z(delta) = (D - delta) / sqrt(F V),    V = sum_g v_g / n_g,

with v_g the variance of s_g under p_g and F a small-sample factor. One sample gives the score test
of a multinomial mean, two samples with the scores 1, 0, -1 and -1, 0, 1 that of the difference of
two independent net scores.

For delta > D let y_gk = max_k s_gk - s_gk, with mean D_g. The Lagrange conditions are

    p_gk = x_gk / (l (y_gk + t_g)),    sum_k x_gk / (y_gk + t_g) = l,    t_g >= 0,

with one multiplier l for all samples; where even t_g = 0 leaves the sum below l, the highest score,
which nobody gave, takes the mass that is missing. Then the mean of sample g has moved by

    m_g = D_g + t_g - n_g / l,    and its variance is    v_g / n_g = m_g / l,

so that delta - D = sum m_g, V = (delta - D)/l and F z**2 = l (delta - D). All grow with l: each
limit, like the test, is one equation in l. Free of cancellation, m_g = 1/(1/(D_g + t_g) + 1/Q_g)
with Q_g = mean((y - D_g)**2 / (y + t_g)) where no mass is missing. For delta < D the signs of all
scores change.

The arrays have samples in the last axis but one and their scores in the last. A sample without
answers does not count; scores that a sample lacks may be filled up by any of its others with a
count of 0.

References
----------
Tango T (1998). Equivalence test and confidence interval for the difference in proportions for
the paired-sample design. Statistics in Medicine 17(8), 891-908.
doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B (one sample)

Miettinen O, Nurminen M (1985). Comparative analysis of two rates. Statistics in Medicine 4(2),
213-226. doi:10.1002/sim.4780040211 (two samples)

Owen AB (2001). Empirical Likelihood, sec. 11.4. Chapman & Hall. doi:10.1201/9781420036152
(several samples)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.numerics.roots import find_root

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray

#: Multipliers within exp(+-40) of the first guess are searched.
_FOLDS = 40.0
#: Numbers nearer than this are equal: sums to the end of the scale, relatively successive t_g.
ROUNDING = 1e-15
#: About five are needed, from below.
STEPS = 200


def strata_inference(
    counts: FloatArray, scores: FloatArray, null: FloatArray, critical: float, factor: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the sums at which z is `critical` and -`critical`, and z(null).

    A negative `critical`, as one-sided bounds have below a level of 1/2, exchanges the limits. At
    an end of the scale z is infinite, unless the sum is there too: then it is 0.
    """
    n = counts.sum(axis=-1)
    total = _mean(counts, scores).sum(axis=-1)
    gap = null - total
    up = np.where(gap < 0.0, -1.0, 1.0)
    # the first part asks for l m = reach below and above the sum, the last for m = |gap|
    signs = np.concatenate((-np.ones_like(total), np.ones_like(total), up))
    turned = np.tile(scores, (3, 1, 1)) * signs[:, None, None]
    reach = np.tile(critical * critical * factor, 2)
    limit = np.arange(3 * total.size) < 2 * total.size
    x = np.tile(counts, (3, 1, 1))
    moved, multiplier = _moved(x, turned, np.concatenate((reach, np.abs(gap))), limit)
    low, high, _ = (np.tile(total, 3) + signs * moved).reshape(3, -1)
    z = np.sqrt(multiplier[~limit] * np.abs(gap) / factor)
    farthest = np.where(n > 0.0, turned[~limit].max(axis=-1), 0.0).sum(axis=-1)
    z = -up * np.where(up * null >= farthest - ROUNDING, np.inf, z)
    z = np.where(np.abs(gap) <= ROUNDING, 0.0, z)
    return (low, high, z) if critical >= 0.0 else (high, low, z)


def _mean(counts: FloatArray, scores: FloatArray) -> FloatArray:
    """Return the mean of each sample, 0 where there are no answers."""
    n = counts.sum(axis=-1)
    return np.asarray((counts * scores).sum(axis=-1) / np.where(n > 0.0, n, 1.0))


def _moved(
    counts: FloatArray, scores: FloatArray, target: FloatArray, limit: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Return how far the sum has moved up, and the multiplier, where the target is reached.

    The target is that of the move, or where `limit` of the move times the multiplier.
    """
    y = scores.max(axis=-1, keepdims=True) - scores
    mean = _mean(counts, y)
    # where to look first: Wald's variance, as if one answer of each sample were unlike the rest
    spread = (counts * (y - mean[..., None]) ** 2).sum(axis=-1) + y.max(axis=-1) ** 2
    guess = (spread / np.maximum(counts.sum(axis=-1), 1.0) ** 2).sum(axis=-1)
    start = np.where(limit, np.sqrt(target / guess), target / guess)

    def excess(position: FloatArray, *given: FloatArray) -> FloatArray:
        start, target, limit, *samples = given
        multiplier = start * np.exp(position)
        moved = _shift(multiplier, *samples)
        return np.asarray(np.log(np.where(limit > 0.0, moved * multiplier, moved) / target))

    bound = np.full(target.shape, _FOLDS)
    with np.errstate(all="ignore"):
        position = find_root(
            excess, -bound, bound, start, target, np.where(limit, 1.0, 0.0), counts, y, mean
        )
        multiplier = start * np.exp(position)
        moved = _shift(multiplier, counts, y, mean)
    return np.where(target > 0.0, moved, 0.0), multiplier


def _shift(multiplier: FloatArray, x: FloatArray, y: FloatArray, mean: FloatArray) -> FloatArray:
    """Return sum m_g; x and y with samples and scores in the last two axes, mean with samples."""
    n = x.sum(axis=-1)
    given = x > 0.0
    goal = n / multiplier[..., None]
    t = _solved(x, y, given, n, goal, mean)
    mu = mean + t
    q = np.where(given, x * (y - mean[..., None]) ** 2 / (y + t[..., None]), 0.0).sum(axis=-1) / n
    # t = 0 where the highest score, which nobody gave, takes the mass that is missing
    moved = np.where(t > 0.0, 1.0 / (1.0 / mu + 1.0 / q), mean - goal)
    return np.asarray(np.where(n > 0.0, moved, 0.0).sum(axis=-1))


def _solved(
    x: FloatArray,
    y: FloatArray,
    given: BoolArray,
    n: FloatArray,
    goal: FloatArray,
    mean: FloatArray,
) -> FloatArray:
    """Return t_g >= 0 with n_g / sum_k x_gk/(y_gk + t_g) equal to the goal n_g/l, or 0.

    The left side, a harmonic mean, is concave in t and at most D_g + t_g, so Newton's method comes
    up from below and cannot overshoot; it takes about five steps.
    """
    top = np.where(y == 0.0, x, 0.0).sum(axis=-1)
    t = np.maximum(np.maximum(goal - mean, goal * top / n), 0.0)
    for _ in range(STEPS):
        w = np.where(given, 1.0 / (y + t[..., None]), 0.0)
        first, second = (x * w).sum(axis=-1), (x * w * w).sum(axis=-1)
        step = (goal - n / first) * first * first / (n * second)
        nearer = np.maximum(t + step, t)
        if not (nearer > t * (1.0 + ROUNDING)).any():
            break
        t = nearer
    return np.asarray(t)
