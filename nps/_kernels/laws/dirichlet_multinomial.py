"""How much cohorts differ beyond chance: the Dirichlet-multinomial law of their counts.

The shares of cohort i are drawn from a Dirichlet law with parameters alpha, and its answers from
these shares. With A = sum alpha and x_ij the counts, the log-likelihood is

    sum_i [ lnG(A) - lnG(n_i + A) + sum_j (lnG(x_ij + alpha_j) - lnG(alpha_j)) ]

(Mosimann 1962). It is climbed by Minka's fixed point, which never goes down, and finished by
Newton's method. If the cohorts differ no more than samples of one population do, that is if

    sum_i [ sum_j x_ij (x_ij - 1) / pi_j - n_i (n_i - 1) ] <= 0,    pi = pooled shares,

then the likelihood rises with A at the end (the slope in 1/A at 0 is half this sum; compare Levin &
Reeds 1977), and everything is pooled, unless it is higher still at some smaller A: where one large
cohort is as even as the others are not, it may have two tops.

References
----------
Mosimann JE (1962). On the compound multinomial distribution, the multivariate beta-distribution,
and correlations among proportions. Biometrika 49(1-2), 65-82. doi:10.1093/biomet/49.1-2.65

Minka TP (2000). Estimating a Dirichlet distribution. Technical report, MIT.

Levin B, Reeds J (1977). Compound multinomial likelihood functions are unimodal: proof of a
conjecture of I. J. Good. The Annals of Statistics 5(1), 79-87. doi:10.1214/aos/1176343741
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.laws.dirichlet import upper_quantile
from nps._kernels.one_score.score import score_interval

if TYPE_CHECKING:
    from nps._kernels import FloatArray

STEEPEST = 2.0
"""Longest step in the logarithm of a parameter."""
FLATTEST = 1e-12
"""Least curvature that a step is divided by."""
LARGEST = 1e4
"""A precision A beyond this many times the largest cohort is complete pooling in all but name."""
STEPS = 1000
"""It takes about ten; where the likelihood is flat, rounding may take many more."""
ROUNDING = 1e-6, 1e-14
"""From so much on, and so much of its size, is a log-likelihood above that of pooling."""
SMALLEST = 1.0
"""A is kept at one answer or more, so that unanimous cohorts are not taken for certain."""


class Fitted(NamedTuple):
    """The most likely Dirichlet law: `alpha` (shape 3), and the covariance of its logarithms.

    `alpha` sums to infinity where everything is pooled; then `mean` still holds the shares.
    """

    alpha: FloatArray
    mean: FloatArray
    covariance: FloatArray


def fit(counts: FloatArray) -> Fitted:
    """Fit the law to counts of shape (cohorts, 3), every cohort with an answer.

    A class that nobody chose gets alpha = 0.
    """
    pooled = counts.sum(axis=0)
    mean = pooled / pooled.sum()
    seen = mean > 0.0
    complete = Fitted(np.where(seen, np.inf, 0.0), mean, np.zeros((3, 3)))
    x = counts[:, seen]
    n = x.sum(axis=1)
    expected = (n * (n - 1.0)).sum()
    excess = (x * (x - 1.0) / mean[seen]).sum() - expected
    if excess <= 1e-12 * expected:  # equal up to rounding
        start = _other_top(x, n, mean[seen])
        if start is None:
            return complete
    else:
        # by the first moments, excess / expected is about (number of classes - 1) / (A + 1)
        start = mean[seen] * max((x.shape[1] - 1.0) * expected / excess, 1e-3)
    alpha, curvature = _climb(x, n, start)
    total = alpha.sum()
    if total > LARGEST * n.max():
        return complete
    full, covariance = np.zeros(3), np.zeros((3, 3))
    full[seen] = alpha / min(total, SMALLEST)
    if total > SMALLEST:
        covariance[np.ix_(seen, seen)] = np.linalg.inv(-curvature)
    return Fitted(full, full / full.sum(), covariance)


def _other_top(x: FloatArray, n: FloatArray, mean: FloatArray) -> FloatArray | None:
    """Return an alpha that is more likely than the same shares everywhere, if there is one."""
    pooled = float((x.sum(axis=0) * np.log(mean)).sum())
    precisions = np.geomspace(1.0, n.max(), 2 + math.ceil(2.0 * math.log10(n.max())))
    best = max((mean * precision for precision in precisions), key=partial(log_likelihood, x))
    more = log_likelihood(x, best) > pooled + ROUNDING[0] - ROUNDING[1] * pooled
    return best if more else None


def log_likelihood(x: FloatArray, alpha: FloatArray) -> float:
    """Return the log-likelihood of counts x under alpha, up to a constant."""
    from scipy.special import gammaln

    n, total = x.sum(axis=1), alpha.sum()
    of_sizes = (gammaln(total) - gammaln(n + total)).sum()
    return float(of_sizes + (gammaln(x + alpha) - gammaln(alpha)).sum())


def _climb(x: FloatArray, n: FloatArray, alpha: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the alpha of greatest likelihood, and the Hessian there, in log alpha."""
    from scipy.special import digamma, polygamma

    height = log_likelihood(x, alpha)
    for _ in range(STEPS):
        total = alpha.sum()
        by_class = (digamma(x + alpha) - digamma(alpha)).sum(axis=0)
        by_size = (digamma(n + total) - digamma(total)).sum()
        slope = alpha * (by_class - by_size)
        bend = (polygamma(1, total) - polygamma(1, n + total)).sum() + np.diag(
            (polygamma(1, x + alpha) - polygamma(1, alpha)).sum(axis=0)
        )
        curvature = alpha[:, np.newaxis] * bend * alpha + np.diag(slope)
        # Newton's step, uphill where the likelihood is not concave; and Minka's fixed point
        bends, axes = np.linalg.eigh(curvature)
        newton = axes @ (axes.T @ slope / np.maximum(np.abs(bends), FLATTEST))
        newton /= max(1.0, np.abs(newton).max() / STEEPEST)
        steps = [newton, 0.25 * newton, np.log(by_class / by_size)]
        heights = [log_likelihood(x, alpha * np.exp(step)) for step in steps]
        best = int(np.argmax(heights))
        # up to rounding there is nothing to climb, or the top is at A = 0 or at infinity
        if heights[best] <= height or not SMALLEST / 100.0 < total < LARGEST * n.max():
            break
        alpha, height = alpha * np.exp(steps[best]), heights[best]
    return alpha, curvature


def spread(law: Fitted) -> float:
    """Return the standard deviation of the scores under the law."""
    share = law.mean
    variance = share[1] * (share[0] + share[2]) + 4.0 * share[0] * share[2]
    return float(np.sqrt(variance / (law.alpha.sum() + 1.0)))


def posterior(
    counts: FloatArray, law: Fitted, tail: float
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return posterior means of the scores, limits, and the weight of each cohort's own score.

    With everything pooled, the mean is the score of all answers and the limits are those of their
    score interval. Otherwise the limits are those of a Dirichlet law with the posterior mean and
    the variance

        v_i / (n_i + A + 1) + g_i' C g_i,

    C being the covariance of log alpha and g_i the slope of the posterior mean in it: the error of
    estimating alpha, to first order. Kass RE, Steffey D (1989). Approximate Bayesian inference in
    conditionally independent hierarchical models (parametric empirical Bayes models). Journal of
    the American Statistical Association 84(407), 717-726, doi:10.1080/01621459.1989.10478825.
    """
    n, total = counts.sum(axis=1), float(law.alpha.sum())
    sign = np.array([1.0, 0.0, -1.0])
    if np.isinf(total):
        a, b, c = counts.sum(axis=0)
        low, high = score_interval(a, b, c, tail)
        same = np.ones(n.size)
        return law.mean @ sign * same, low * same, high * same, 0.0 * same
    after = counts + law.alpha
    share = after / after.sum(axis=1, keepdims=True)
    mean = share @ sign
    variance = share[:, 1] * (share[:, 0] + share[:, 2]) + 4.0 * share[:, 0] * share[:, 2]
    slope = law.alpha * (sign - mean[:, np.newaxis]) / (n + total)[:, np.newaxis]
    error = ((slope @ law.covariance) * slope).sum(axis=1)
    size = variance / (variance / (n + total + 1.0) + error) - 1.0
    up, level, down = (share * size[:, np.newaxis]).T.copy()
    tails = np.full(n.size, tail)
    high = upper_quantile(tails, up, level, down)
    low = -upper_quantile(tails, down, level, up)
    return mean, low, high, n / (n + total)
