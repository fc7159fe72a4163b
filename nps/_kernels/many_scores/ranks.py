"""Confidence intervals for ranks, and the probability of being best.

Cohort i is behind the m cohorts that are significantly ahead of it, so that its rank is at least
m + 1; and likewise from the other side. That holds with probability 1 - alpha if all comparisons
that it rests on do (Mogstad, Romano, Shaikh & Wilhelm 2024). The hypotheses are the directed ones,
"i is not ahead of j" for ordered pairs, rejected where z_ij > c; step by step, hypotheses that are
rejected leave the family and c falls.

Simultaneous intervals rest on all ordered pairs; c is the smaller of Tukey's value for all pairs
and Bonferroni's for those that are left. Marginal ones rest on the pairs of one cohort, where c
comes from the same integral over one variable as Dunnett's test, with the hypotheses that are left;
Bonferroni's value beyond `LARGEST_FAMILY` cohorts. None of these is smaller than the exact c.

References
----------
Mogstad M, Romano JP, Shaikh AM, Wilhelm D (2024). Inference for ranks with applications to mobility
across neighbourhoods and academic achievement across countries. The Review of Economic Studies
91(1), 476-518. doi:10.1093/restud/rdad006
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.many_scores.simultaneous import SMALLEST_RATIO, critical_value, range_tail
from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.numerics.roots import find_root

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray, IntArray

LARGEST_FAMILY = 100
"""Cohorts up to which marginal critical values are integrals."""
LEVELS = 97
"""Places at which the race for the best is followed."""


def simultaneous_ranks(z: FloatArray, alpha: float) -> tuple[IntArray, IntArray]:
    """Return the first and last rank of each cohort; all hold at once.

    `z` is the matrix of statistics, positive where the row is ahead of the column; two rows or
    more.
    """
    k = z.shape[0]
    left = ~np.eye(k, dtype=np.bool_)
    pairs = 0.5 * k * (k - 1.0)
    tukey = critical_value(partial(range_tail, cohorts=k), alpha, pairs, 2)
    while True:
        bonferroni = normal_quantile(alpha / int(left.sum()))  # one of each pair is always left
        rejected = left & (z > max(min(tukey, bonferroni), 0.0))
        if not rejected.any():
            ahead = ~left & ~np.eye(k, dtype=np.bool_)
            return 1 + ahead.sum(axis=0), k - ahead.sum(axis=1)
        left &= ~rejected


def marginal_ranks(z: FloatArray, spread: FloatArray, alpha: float) -> tuple[IntArray, IntArray]:
    """Return the first and last rank of each cohort; each holds by itself.

    `spread` holds the standard errors of the scores, all positive.
    """
    k = z.shape[0]
    others = ~np.eye(k, dtype=np.bool_)
    ahead_left, behind_left = others.copy(), others.copy()
    while True:
        critical = _critical_of_rows(ahead_left, behind_left, spread, alpha)[:, np.newaxis]
        critical = np.maximum(critical, 0.0)  # nobody is both ahead and behind, at any level
        ahead, behind = ahead_left & (z > critical), behind_left & (-z > critical)
        if not (ahead | behind).any():
            worse, better = others & ~ahead_left, others & ~behind_left
            return 1 + better.sum(axis=1), k - worse.sum(axis=1)
        ahead_left &= ~ahead
        behind_left &= ~behind


def _critical_of_rows(
    ahead: BoolArray, behind: BoolArray, spread: FloatArray, alpha: float
) -> FloatArray:
    """Return for each row the c that its largest statistic exceeds with probability alpha."""
    tests = np.maximum(ahead.sum(axis=1) + behind.sum(axis=1), 1)
    bonferroni = np.array([normal_quantile(alpha / m) for m in tests.tolist()])
    if spread.size > LARGEST_FAMILY:
        return bonferroni
    rows = np.arange(float(spread.size))
    lowest = np.full(rows.size, normal_quantile(alpha))
    excess = partial(_row_excess, ahead, behind, spread, alpha)
    return find_root(excess, lowest, bonferroni, rows)


def _row_excess(
    ahead: BoolArray,
    behind: BoolArray,
    spread: FloatArray,
    alpha: float,
    critical: FloatArray,
    row: FloatArray,
) -> FloatArray:
    """Return P(max > critical) - alpha for the hypotheses that are left in each row."""
    from scipy.special import ndtr

    rows = row.astype(np.int64)
    ratio = np.maximum(spread / spread[rows, np.newaxis], SMALLEST_RATIO)
    reach = critical[:, np.newaxis] * np.sqrt(1.0 + ratio**2) / ratio
    step = min(0.1, float(ratio.min()) / 1.5)
    y = np.arange(-9.0, 9.0 + step, step)[:, np.newaxis, np.newaxis]
    outside = np.where(ahead[rows], ndtr(y / ratio - reach), 0.0)
    outside += np.where(behind[rows], ndtr(-y / ratio - reach), 0.0)
    with np.errstate(divide="ignore"):
        inside = np.log1p(-np.minimum(outside, 1.0)).sum(axis=2)
    density = np.exp(-0.5 * y[:, 0, 0] ** 2) * (step / np.sqrt(2.0 * np.pi))
    excess: FloatArray = -density @ np.expm1(inside) - alpha
    return excess


def probability_best(up: FloatArray, level: FloatArray, down: FloatArray) -> FloatArray:
    """Return the probability that each score is the highest, under independent Dirichlet laws.

    P_i = integral of prod_{j != i} F_j dF_i, by the trapezoidal rule at places where the highest
    score reaches evenly spaced normal quantiles; good to about 0.001. Cohorts whose law lies eight
    standard deviations below another's have probability 0.
    """
    from scipy.special import ndtr

    from nps._kernels.laws.dirichlet import distribution, mean_and_deviation

    mean, deviation = mean_and_deviation(up, level, down)
    reach = 8.0 * deviation
    running = np.flatnonzero(mean + reach > (mean - reach).max())
    m, s = mean[running], deviation[running]
    fine = np.unique(np.clip(m + s * np.linspace(-8.0, 8.0, 33)[:, np.newaxis], -1.0, 1.0))
    highest = np.array([np.prod(ndtr((t - m) / s)) for t in fine.tolist()])
    t = np.interp(ndtr(np.linspace(-7.0, 7.0, LEVELS)), highest, fine)
    t = np.concatenate([[-1.0], t, [1.0]])
    given = (np.repeat(column[running], t.size) for column in (up, level, down))
    below = distribution(np.tile(t, running.size), *given)[0].reshape(running.size, t.size)
    below[:, 0], below[:, -1] = 0.0, 1.0
    with np.errstate(divide="ignore"):
        logs = np.log(below)
    all_others = np.exp(_sum_of_others(logs))
    gained = 0.5 * (all_others[:, 1:] + all_others[:, :-1]) * np.diff(below, axis=1)
    best = np.zeros(mean.size)
    best[running] = gained.sum(axis=1) / gained.sum()
    return best


def _sum_of_others(logs: FloatArray) -> FloatArray:
    """Return the sum over all rows but the own, where -inf must not cancel -inf."""
    infinite = np.isneginf(logs)
    finite = np.where(infinite, 0.0, logs)
    others_infinite = infinite.sum(axis=0) - infinite > 0
    return np.where(others_infinite, -np.inf, finite.sum(axis=0) - finite)
