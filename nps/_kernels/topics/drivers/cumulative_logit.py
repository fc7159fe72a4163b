"""Proportional odds: two thresholds on one line.

With F the logistic function and predictors a = zeta_1 - x'b and c = zeta_2 - x'b,

    P(detractor) = F(a),    P(passive) = F(c) - F(a),    P(promoter) = 1 - F(c).

Since F(c) - F(a) = F(c) F(-a) (1 - exp(a - c)), the log-likelihood is that of two logistic
regressions (detractor or passive, passive or promoter) and a term in c - a, and is concave [1]_.

References
----------
.. [1] McCullagh P (1980). Regression models for ordinal data. Journal of the Royal Statistical
   Society B 42(2), 109-142. doi:10.1111/j.2517-6161.1980.tb01109.x
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray


def likelihood(
    predictors: FloatArray, classes: np.ndarray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return log P of each class +1, 0, -1, its gradient (2, m) and minus its Hessian (2, 2, m).

    -inf where the thresholds are not in order.
    """
    from scipy.special import expit, log_expit

    a, c = predictors
    lower, upper, passive = classes <= 0, classes >= 0, classes == 0
    low, high = expit(a), expit(c)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        between = np.log(-np.expm1(a - c))
        kappa = np.where(passive, 1.0 / np.expm1(c - a), 0.0)
    value = np.where(passive, np.where(a < c, between, -np.inf), 0.0)
    value = value + np.where(lower, log_expit(np.where(passive, -a, a)), 0.0)
    value = value + np.where(upper, log_expit(np.where(passive, c, -c)), 0.0)
    gradient = np.stack(
        [np.where(lower, ~passive - low, 0.0) - kappa, np.where(upper, passive - high, 0.0) + kappa]
    )
    bend = kappa * (1.0 + kappa)
    curvature = np.empty((2, *predictors.shape))
    curvature[0, 0] = np.where(lower, low * (1.0 - low), 0.0) + bend
    curvature[1, 1] = np.where(upper, high * (1.0 - high), 0.0) + bend
    curvature[0, 1] = curvature[1, 0] = -bend
    return value, gradient, curvature


def probabilities(predictors: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return P(promoter) and P(detractor) (2, m), their first and second derivatives."""
    from scipy.special import expit

    a, c = predictors
    low, high = expit(a), expit(-c)
    first, second = np.zeros((2, *predictors.shape)), np.zeros((2, 2, *predictors.shape))
    first[0, 1], first[1, 0] = -high * (1.0 - high), low * (1.0 - low)
    second[0, 1, 1] = high * (1.0 - high) * (1.0 - 2.0 * high)
    second[1, 0, 0] = low * (1.0 - low) * (1.0 - 2.0 * low)
    return np.stack([high, low]), first, second
