"""Scores that scatter normally around a common mean: restricted maximum likelihood.

d_i ~ N(theta_i, v_i) with v_i known, theta_i ~ N(mu, tau2). With w_i = 1/(tau2 + v_i) and
mu = sum w d / sum w, the restricted likelihood is greatest where

    sum w_i**2 (d_i - mu)**2 - sum w_i + sum w_i**2 / sum w_i = 0,

or at tau2 = 0. Unequal variances can make it have several tops, of which the highest counts.

Raudenbush SW (2009). Analyzing effect sizes: random-effects models. In Cooper H, Hedges LV,
Valentine JC (eds.), The Handbook of Research Synthesis and Meta-Analysis, 2nd ed., 295-315.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.numerics.roots import find_root

if TYPE_CHECKING:
    from collections.abc import Callable

    from nps._kernels import FloatArray

    Curve = Callable[[FloatArray], FloatArray]

#: Places at which the slope of the likelihood is looked at, since it may have several tops.
PLACES = 100


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

    # beyond the spread of the scores and their variances together the slope is below 0
    most = float(((score - score.mean()) ** 2).sum() + variance.max())
    between = _top(slope, lambda tops: _likelihood(score, variance, tops), most)
    weight = 1.0 / (between + variance)
    total = float(weight.sum())
    return Scatter(float(weight @ score) / total, total**-0.5, between)


def variance_beyond(values: FloatArray, variance: FloatArray) -> float:
    """Return the most likely t where independent values have mean 0 and variance v + t."""

    def slope(between: FloatArray) -> FloatArray:
        weight = 1.0 / (between[:, np.newaxis] + variance)
        slopes: FloatArray = weight**2 @ values**2 - weight.sum(axis=1)
        return slopes

    def likelihood(between: FloatArray) -> FloatArray:
        weight = 1.0 / (between[:, np.newaxis] + variance)
        found: FloatArray = np.log(weight).sum(axis=1) - weight @ values**2
        return found

    return _top(slope, likelihood, float((values**2).sum() + variance.max()))


def _top(slope: Curve, likelihood: Curve, most: float) -> float:
    """Return where the likelihood is highest; it may have several tops, none beyond `most`."""
    places = np.append(0.0, np.geomspace(1e-9 * most, most, PLACES))
    slopes = slope(places)
    turns = np.flatnonzero((slopes[:-1] > 0.0) & (slopes[1:] <= 0.0))
    tops = find_root(slope, places[turns], places[turns + 1])
    if slopes[0] <= 0.0:
        tops = np.append(0.0, tops)
    return float(tops[np.argmax(likelihood(tops))])


def _likelihood(score: FloatArray, variance: FloatArray, between: FloatArray) -> FloatArray:
    """Return twice the restricted log-likelihood of each variance, less a constant."""
    weight = 1.0 / (between[:, np.newaxis] + variance)
    total = weight.sum(axis=1)
    mean = weight @ score / total
    misfit = (weight * (score - mean[:, np.newaxis]) ** 2).sum(axis=1)
    likelihood: FloatArray = np.log(weight).sum(axis=1) - np.log(total) - misfit
    return likelihood


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
