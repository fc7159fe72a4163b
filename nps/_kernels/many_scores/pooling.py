"""One value from many independent ones whose variances are known: meta-analysis.

With values y_i, variances v_i and the weights w_i = 1/(v_i + t), t the variance of the true values
about their mean,

    mean = sum w y / sum w,    its variance 1 / sum w,    Q(t) = sum w (y - mean)**2.

- fixed effect: t = 0.
- DerSimonian and Laird: t from the moments of Q(0), which is k - 1 on average where t = 0.
- REML: t at the top of the restricted likelihood, as in `normal_normal`.

Q(t) falls in t, and at the true t it is chi-squared on k - 1, so the t at which it equals the ends
of that law bound the true one (Viechtbauer 2007).

References
----------
Cochran WG (1954). The combination of estimates from different experiments. Biometrics 10(1),
101-129. doi:10.2307/3001666

DerSimonian R, Laird N (1986). Meta-analysis in clinical trials. Controlled Clinical Trials 7(3),
177-188. doi:10.1016/0197-2456(86)90046-2

Viechtbauer W (2005). Bias and efficiency of meta-analytic variance estimators in the random-effects
model. Journal of Educational and Behavioral Statistics 30(3), 261-293.
doi:10.3102/10769986030003261

Viechtbauer W (2007). Confidence intervals for the amount of heterogeneity in meta-analysis.
Statistics in Medicine 26(1), 37-52. doi:10.1002/sim.2514
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.many_scores.normal_normal import fit
from nps._kernels.numerics.roots import find_root

if TYPE_CHECKING:
    from nps._kernels import FloatArray

METHODS = ("fixed", "dersimonian-laird", "reml")


class Pooling(NamedTuple):
    """Mean, its variance, the weights of the values (sum 1), and the variance of the true ones."""

    mean: float
    variance: float
    weights: FloatArray
    between: float


def pool(values: FloatArray, variances: FloatArray, method: str) -> Pooling:
    """Return one value of many; at least one, each variance above 0."""
    between = {
        "fixed": lambda *_: 0.0,
        "dersimonian-laird": _by_moments,
        "reml": _by_restricted_likelihood,
    }[method](values, variances)
    weights = 1.0 / (variances + between)
    total = float(weights.sum())
    return Pooling(float(weights @ values) / total, 1.0 / total, weights / total, between)


def scatter(values: FloatArray, variances: FloatArray, between: float = 0.0) -> float:
    """Return Q(t), which is Cochran's Q at t = 0."""
    weights = 1.0 / (variances + between)
    return float(weights @ (values - weights @ values / weights.sum()) ** 2)


def between_limits(
    values: FloatArray, variances: FloatArray, confidence_level: float
) -> tuple[float, float]:
    """Return the ends of the interval of t; NaN for a single value."""
    from scipy.special import chdtri

    freedom = values.size - 1
    if not freedom:
        return float("nan"), float("nan")

    def end(beyond: float) -> float:
        target = float(chdtri(freedom, beyond))
        if scatter(values, variances) <= target:
            return 0.0
        # Q(t) is at most sum (y - mean)**2 / t
        most = ((values - values.mean()) ** 2).sum() / target

        def excess(between: FloatArray) -> FloatArray:
            return np.array([target - scatter(values, variances, t) for t in between.tolist()])

        return float(find_root(excess, np.zeros(1), np.array([most]))[0])

    tail = 0.5 * (1.0 - confidence_level)
    return end(tail), end(1.0 - tail)


def _by_moments(values: FloatArray, variances: FloatArray) -> float:
    weights = 1.0 / variances
    left = float(weights.sum() - weights @ weights / weights.sum())
    excess = scatter(values, variances) - (values.size - 1)
    return max(0.0, excess / left) if left > 0.0 else 0.0


def _by_restricted_likelihood(values: FloatArray, variances: FloatArray) -> float:
    return fit(values, variances).variance if values.size > 1 else 0.0
