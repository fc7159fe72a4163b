"""One value from many whose variances are known: meta-analysis.

With values y_i, variances v_i and the weights w_i = 1/(v_i + t), t the variance of the true values
about their mean,

    mean = sum w y / sum w,    its variance 1 / sum w,    Q(t) = sum w (y - mean)**2.

- fixed effect: t = 0.
- DerSimonian and Laird: t from the moments of Q(0), which is k - 1 on average where t = 0.
- REML: t at the top of the restricted likelihood, as in `normal_normal`.

Values that depend on each other, as scores of groups whose answers come from the same clusters do,
have a covariance matrix V in place of the variances: the weights are those of its diagonal, the
variance of the mean is w'(V + t I)w / (sum w)**2, and Q(t) and the restricted likelihood are those
of contrasts that are independent of each other.

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

from nps._kernels.many_scores.normal_normal import fit, variance_beyond
from nps._kernels.numerics.roots import find_root

if TYPE_CHECKING:
    from nps._kernels import FloatArray

METHODS = ("fixed", "dersimonian-laird", "reml")
#: Contrasts whose variance is less than this part of the largest do not vary.
RANK = 1e-10


class Pooling(NamedTuple):
    """Mean, its variance, the weights of the values (sum 1), and the variance of the true ones."""

    mean: float
    variance: float
    weights: FloatArray
    between: float


def pool(values: FloatArray, errors: FloatArray, method: str) -> Pooling:
    """Return one value of many; at least one, each variance above 0.

    `errors` are the variances, or of dependent values the covariance matrix.
    """
    between = {
        "fixed": lambda *_: 0.0,
        "dersimonian-laird": _by_moments,
        "reml": _by_restricted_likelihood,
    }[method](values, errors)
    weights = 1.0 / (_variances(errors) + between)
    total = float(weights.sum())
    mean, variance = float(weights @ values) / total, 1.0 / total
    weights /= total
    if errors.ndim == 2:
        variance = float(weights @ errors @ weights + between * (weights @ weights))
    return Pooling(mean, max(variance, 0.0), weights, between)


def scatter(values: FloatArray, errors: FloatArray, between: float = 0.0) -> float:
    """Return Q(t), which is Cochran's Q at t = 0."""
    if errors.ndim == 2:
        contrasts, variances = independent_contrasts(values, errors)
        return float((1.0 / (variances + between)) @ contrasts**2)
    weights = 1.0 / (errors + between)
    return float(weights @ (values - weights @ values / weights.sum()) ** 2)


def freedom(values: FloatArray, errors: FloatArray) -> int:
    """Return the degrees of freedom of Q."""
    if errors.ndim == 2:
        return int(independent_contrasts(values, errors)[0].size)
    return values.size - 1


def independent_contrasts(
    values: FloatArray, covariance: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return contrasts of dependent values that are independent, and their variances.

    With the columns of K orthonormal and orthogonal to a constant, and K'VK = U diag(l) U', the
    contrasts z = U'K'y have variances l + t. The mean is gone from them, so sum z**2/(l + t) is
    Q(t) about the mean by generalised least squares, and their likelihood the restricted one. Those
    that do not vary are left out.
    """
    k = values.size
    basis = np.linalg.qr(np.column_stack((np.ones(k), np.eye(k)[:, 1:])))[0][:, 1:]
    variances, vectors = np.linalg.eigh(basis.T @ covariance @ basis)
    varied = variances > RANK * covariance.diagonal().max()
    return (vectors.T @ (basis.T @ values))[varied], variances[varied]


def between_limits(
    values: FloatArray, errors: FloatArray, confidence_level: float
) -> tuple[float, float]:
    """Return the ends of the interval of t; NaN for a single value."""
    from scipy.special import chdtri

    varied = freedom(values, errors)
    if not varied:
        return float("nan"), float("nan")

    def end(beyond: float) -> float:
        target = float(chdtri(varied, beyond))
        if scatter(values, errors) <= target:
            return 0.0
        # Q(t) is at most sum (y - mean)**2 / t
        most = ((values - values.mean()) ** 2).sum() / target

        def excess(between: FloatArray) -> FloatArray:
            return np.array([target - scatter(values, errors, t) for t in between.tolist()])

        return float(find_root(excess, np.zeros(1), np.array([most]))[0])

    tail = 0.5 * (1.0 - confidence_level)
    return end(tail), end(1.0 - tail)


def _variances(errors: FloatArray) -> FloatArray:
    return errors if errors.ndim == 1 else errors.diagonal()


def _by_moments(values: FloatArray, errors: FloatArray) -> float:
    weights = 1.0 / _variances(errors)
    share = weights / weights.sum()
    left = float(weights.sum() * (1.0 - share @ share))
    gap = values - share @ values
    known = float(values.size - 1)
    if errors.ndim == 2:  # E sum w (y - mean)**2 where all true values are one
        known = float(weights @ errors.diagonal() - weights.sum() * (share @ errors @ share))
    excess = float(weights @ gap**2) - known
    return max(0.0, excess / left) if left > 0.0 else 0.0


def _by_restricted_likelihood(values: FloatArray, errors: FloatArray) -> float:
    if errors.ndim == 2:
        contrasts, variances = independent_contrasts(values, errors)
        return variance_beyond(contrasts, variances) if contrasts.size else 0.0
    return fit(values, errors).variance if values.size > 1 else 0.0
