"""Are there any differences at all? Tests of k scores at once; the cohorts are the last axis.

Cohorts without answers are left out. With d_i the scores, n_i the sizes and N their sum:

Permutation-type chi-square (the k-sample Fisher-Pitman test): the answers of all cohorts pooled,

    X2 = sum_i n_i (d_i - d)**2 / S2,    S2 = pooled variance with divisor N - 1,

on k - 1 degrees of freedom. Its null hypothesis is that all answers come from one distribution.

Welch's test of equal scores with unequal variances S2_i (divisor n_i - 1): w_i = n_i / S2_i,

    F = sum_i w_i (d_i - d_w)**2 / (k - 1) / (1 + 2 (k - 2) L),    d_w = sum w_i d_i / sum w_i,
    L = sum_i (1 - w_i / sum w)**2 / (n_i - 1) / (k**2 - 1),

on k - 1 and 1/(3 L) degrees of freedom.

Likelihood ratio of equal scores: 2 (sum_i l_i(d_i) - max_t sum_i l_i(t)) on k - 1 degrees of
freedom, with l_i(t) the largest log-likelihood of cohort i under a score t. By the Lagrange
conditions its slope is l_i'(t) = n_i (d_i - t) / V_i(t), with V_i(t) the variance of an answer at
the constrained shares, so that the common score is one bracketed root. No estimated variance is
divided by, so that unanimous cohorts do no harm.

Wald's test of equal scores with a covariance matrix V of their own, as survey designs give: with C
the contrasts to the first score, W = (C d)' (C V C')^-1 (C d), and W/(k - 1) is held against F on
k - 1 and f - (k - 1) degrees of freedom, f being those of the design.

Size at a nominal 5%, three cohorts of ten, every table enumerated, at shares (.5, .3, .2),
(.33, .34, .33), (.8, .15, .05), (.1, .8, .1): permutation .046, .046, .035, .042; Welch .054, .055,
.003, .015; likelihood ratio .076, .073, .034, .055.

References
----------
Strasser H, Weber C (1999). On the asymptotic theory of permutation statistics. Mathematical Methods
of Statistics 8, 220-250.

Welch BL (1951). On the comparison of several mean values: an alternative approach. Biometrika
38(3-4), 330-336. doi:10.1093/biomet/38.3-4.330

Korn EL, Graubard BI (1990). Simultaneous testing of regression coefficients with complex survey
data: use of Bonferroni t statistics. The American Statistician 44(4), 270-276.
doi:10.1080/00031305.1990.10475737

Owen AB (1988). Empirical likelihood ratio confidence intervals for a single functional. Biometrika
75(2), 237-249. doi:10.1093/biomet/75.2.237
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.numerics.moments import moments
from nps._kernels.numerics.roots import find_root
from nps._kernels.one_score.score import constrained_shares

if TYPE_CHECKING:
    from nps._kernels import FloatArray


class Tested(NamedTuple):
    """Statistic, degrees of freedom (of the denominator too, for an F test) and p-value."""

    statistic: FloatArray
    freedom: FloatArray
    denominator: FloatArray | None
    p_value: FloatArray


def permutation_chi2(promoters: FloatArray, passives: FloatArray, detractors: FloatArray) -> Tested:
    """Return the pooled chi-square; 0 where all answers are the same."""
    n, d, _ = moments(promoters, passives, detractors)
    k = (n > 0.0).sum(axis=-1)
    total, mean, variance = moments(
        promoters.sum(axis=-1), passives.sum(axis=-1), detractors.sum(axis=-1)
    )
    between = (n * np.where(n > 0.0, d - mean[..., np.newaxis], 0.0) ** 2).sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        statistic = np.where(variance > 0.0, between * (total - 1.0) / (total * variance), 0.0)
    return _chi2(statistic, k)


def welch(promoters: FloatArray, passives: FloatArray, detractors: FloatArray) -> Tested:
    """Return Welch's F; NaN where a cohort has one answer or all its answers in one class."""
    from scipy.special import fdtrc

    n, d, v = moments(promoters, passives, detractors)
    full = n > 0.0
    k = full.sum(axis=-1).astype(np.float64)
    usable = (full <= (v > 0.0)).all(axis=-1) & (k > 1.0)
    w = np.where(v > 0.0, (n - 1.0) / np.where(v > 0.0, v, 1.0), 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        total = w.sum(axis=-1)
        mean = np.where(full, w * d, 0.0).sum(axis=-1) / total
        between = np.where(full, w * (d - mean[..., np.newaxis]) ** 2, 0.0).sum(axis=-1)
        lack = np.where(full, (1.0 - w / total[..., np.newaxis]) ** 2 / (n - 1.0), 0.0)
        spread = lack.sum(axis=-1) / (k * k - 1.0)
        statistic = between / (k - 1.0) / (1.0 + 2.0 * (k - 2.0) * spread)
        denominator = 1.0 / (3.0 * spread)
    statistic, freedom, denominator = (
        np.where(usable, column, np.nan) for column in (statistic, k - 1.0, denominator)
    )
    p_value = np.asarray(fdtrc(freedom, denominator, statistic), dtype=np.float64)
    return Tested(statistic, freedom, denominator, p_value)


def likelihood_ratio(promoters: FloatArray, passives: FloatArray, detractors: FloatArray) -> Tested:
    """Return twice the log-likelihood that equal scores cost."""
    n = promoters + passives + detractors
    common = common_score(promoters, passives, detractors)[..., np.newaxis]
    shares = constrained_shares(promoters, passives, detractors, common)
    cost = np.zeros(common.shape[:-1])
    for x, p in zip((promoters, passives, detractors), shares, strict=True):
        seen = x > 0.0
        with np.errstate(invalid="ignore", divide="ignore"):
            cost += np.where(seen, x * np.log(x / (n * p)), 0.0).sum(axis=-1)
    return _chi2(np.maximum(2.0 * cost, 0.0), (n > 0.0).sum(axis=-1))


def common_score(promoters: FloatArray, passives: FloatArray, detractors: FloatArray) -> FloatArray:
    """Return the score that is most likely if all cohorts share it; NaN without answers."""
    n, d, _ = moments(promoters, passives, detractors)
    full = n > 0.0
    rows = (int(np.prod(n.shape[:-1])), n.shape[-1])
    d = np.where(full, d, 0.0)
    columns = [column.reshape(rows) for column in (promoters, passives, detractors, n, d)]

    def slope(
        theta: FloatArray,
        a: FloatArray,
        b: FloatArray,
        c: FloatArray,
        sizes: FloatArray,
        scores: FloatArray,
    ) -> FloatArray:
        t = theta[:, np.newaxis]
        p_pro, _, p_det = constrained_shares(a, b, c, t)
        size, gap = np.abs(t), scores - t
        variance = 2.0 * np.minimum(p_pro, p_det) + size * (1.0 - size)
        with np.errstate(invalid="ignore", divide="ignore"):
            terms = np.where(gap * sizes == 0.0, 0.0, sizes * gap / variance)
        total: FloatArray = terms.sum(axis=1)
        return total

    low = np.where(full, d, np.inf).min(axis=-1, initial=np.inf)
    high = np.where(full, d, -np.inf).max(axis=-1, initial=-np.inf)
    answered = low <= high
    ends = (np.where(answered, end, 0.0).reshape(-1) for end in (low, high))
    root = find_root(slope, *ends, *columns)
    return np.where(answered, root.reshape(low.shape), np.nan)


def _chi2(statistic: FloatArray, cohorts: FloatArray) -> Tested:
    from scipy.special import chdtrc

    freedom = np.where(cohorts > 1, cohorts - 1.0, np.nan)
    statistic = np.where(cohorts > 1, statistic, np.nan)
    return Tested(statistic, freedom, None, chdtrc(freedom, statistic))


def wald(scores: FloatArray, covariance: FloatArray, freedom: float) -> Tested:
    """Return Wald's F test that scores with this covariance matrix (k, k) are equal."""
    from scipy.special import fdtrc

    tests = scores.size - 1
    rest = freedom - tests
    gaps = scores[1:] - scores[:1]
    spread = covariance[1:, 1:] - covariance[1:, :1] - covariance[:1, 1:] + covariance[0, 0]
    statistic = p_value = np.array(np.nan)
    if tests > 0 and rest > 0.0 and np.linalg.matrix_rank(spread, hermitian=True) == tests:
        statistic = np.asarray(gaps @ np.linalg.solve(spread, gaps) / tests)
        p_value = np.asarray(fdtrc(tests, rest, statistic))
    return Tested(statistic, np.array(float(tests)), np.array(rest), p_value)
