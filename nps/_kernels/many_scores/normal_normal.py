"""Scores that scatter normally around a common mean: restricted maximum likelihood.

d_i ~ N(theta_i, v_i) with v_i known, theta_i ~ N(mu, tau2). With w_i = 1/(tau2 + v_i) and
mu = sum w d / sum w, the restricted likelihood is greatest where

    sum w_i**2 (d_i - mu)**2 - sum w_i + sum w_i**2 / sum w_i = 0,

or at tau2 = 0 if the left side is negative there.

Raudenbush SW (2009). Analyzing effect sizes: random-effects models. In Cooper H, Hedges LV,
Valentine JC (eds.), The Handbook of Research Synthesis and Meta-Analysis, 2nd ed., 295-315.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.numerics.roots import find_root

if TYPE_CHECKING:
    from nps._kernels import FloatArray


class Scatter(NamedTuple):
    """Common mean with its standard error, and the variance of the true scores around it."""

    mean: float
    error: float
    variance: float


def fit(score: FloatArray, variance: FloatArray) -> Scatter:
    """Fit the common mean and the variance around it; two scores or more, positive variances."""

    def slope(between: FloatArray) -> FloatArray:
        weight = 1.0 / (between[:, np.newaxis] + variance)
        total = weight.sum(axis=1)
        mean = weight @ score / total
        square = weight**2
        gap = (score - mean[:, np.newaxis]) ** 2
        slopes: FloatArray = (square * gap).sum(axis=1) - total + square.sum(axis=1) / total
        return slopes

    none = np.zeros(1)
    between = none
    if slope(none)[0] > 0.0:
        between = find_root(slope, none, np.array([((score - score.mean()) ** 2).sum()]))
    weight = 1.0 / (between[0] + variance)
    total = float(weight.sum())
    return Scatter(float(weight @ score) / total, total**-0.5, float(between[0]))


def shrink(
    score: FloatArray, variance: FloatArray, scatter: Scatter
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return posterior means, their standard deviations, and the weight of the own score.

    The deviation includes the error of the common mean (Kackar & Harville 1984,
    doi:10.1080/01621459.1984.10477102), not that of the variance.
    """
    weight = scatter.variance / (scatter.variance + variance)
    posterior = weight * variance + ((1.0 - weight) * scatter.error) ** 2
    return weight * score + (1.0 - weight) * scatter.mean, np.sqrt(posterior), weight
