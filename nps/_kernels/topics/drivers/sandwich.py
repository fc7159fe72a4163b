"""Errors of a regression for unequal variances, and those of a survey design.

*Classical* errors take the variance as the same for all, M = s^2 I, and need sums alone.

With residuals e_i and leverages h_i = z_i'z_i in the coordinates z = L'(1, x - mean),

    HC3:     M = sum_i (e_i / (1 - h_i))^2 z_i z_i',

which is the jackknife's spread of the slopes but for its centring [1]_, [2]_. A respondent with
h_i = 1 is fitted without error, and no slope that she determines has one; for all others deleting
her changes nothing, so she adds nothing.

Survey designs are linearised [3]_: an estimate is a sum of contributions u_i, w_i e_i z_i for a
regression and w_i (x_i - mean) / sum w for means. Of the totals t_g of clusters (or respondents),
n_h of N_h in stratum h,

    M = sum_h (1 - n_h/N_h) n_h/(n_h - 1) sum_g (t_g - mean_h t)(t_g - mean_h t)'.

References
----------
.. [1] MacKinnon JG, White H (1985). Some heteroskedasticity-consistent covariance matrix estimators
   with improved finite sample properties. Journal of Econometrics 29(3), 305-325.
   doi:10.1016/0304-4076(85)90158-7
.. [2] Long JS, Ervin LH (2000). Using heteroscedasticity consistent standard errors in the linear
   regression model. The American Statistician 54(3), 217-224. doi:10.1080/00031305.2000.10474549
.. [3] Binder DA (1983). On the variances of asymptotically normal estimators from complex surveys.
   International Statistical Review 51(3), 279-292. doi:10.2307/1402588
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.numerics.chunks import parts
from nps._kernels.topics.drivers.blocks import BLOCK, design_block, whole_clusters
from nps._kernels.topics.drivers.joint import PINNED, Spread
from nps._kernels.weights.linearization import stratum_factor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nps._kernels import FloatArray, IntArray
    from nps._kernels.topics.drivers.blocks import Part
    from nps._kernels.topics.drivers.least_squares import Fit


def residual_block(
    outcomes: Sequence[np.ndarray], fit: Fit, block: FloatArray, part: Part
) -> FloatArray:
    """Return y less its fit (q, m) for a block of (1, x - mean)."""
    rest = fit.slopes.T @ block[1:]
    for row, outcome, mean in zip(rest, outcomes, fit.outcome_mean, strict=True):
        np.subtract(outcome[part], row + mean, out=row)
    return rest


def classical(fit: Fit) -> Spread:
    """Return the errors for equal variances, s^2 with divisor (sum of weights) - rank."""
    rank = fit.rank
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = np.maximum(np.diag(fit.residual), 0.0) / (fit.weight - rank)
    meat = variance[:, np.newaxis, np.newaxis] * np.eye(rank)
    return Spread(fit.root, meat, np.empty((0, rank)))


def hc3(
    columns: Sequence[np.ndarray], outcomes: Sequence[np.ndarray], size: int, fit: Fit
) -> Spread:
    """Return the HC3 errors of least squares without weights."""
    rank = fit.rank
    meat = np.zeros((len(outcomes), rank, rank))
    pinned = []
    for part in parts(size, BLOCK):
        block = design_block(columns, fit.mean, part)
        z = fit.root.T @ block
        beside = 1.0 - np.einsum("jm,jm->m", z, z)
        alone = beside < PINNED
        pinned.append(z[:, alone].T)
        beside[alone] = np.inf
        rest = residual_block(outcomes, fit, block, part)
        rest /= beside
        for q, e in enumerate(rest):
            scored = z * e
            meat[q] += scored @ scored.T
    return Spread(fit.root, meat, np.concatenate([np.empty((0, rank)), *pinned]))


class Sampling(NamedTuple):
    """How respondents were drawn.

    Attributes
    ----------
    order : (n,) or None
        Positions of the respondents, those of a cluster together; None if each is a cluster.
    sizes : (G,)
        Respondents of each cluster in that order; ones without clusters.
    strata : (G,)
        Stratum 0..H-1 of each cluster.
    fraction : (H,)
        Sampled share of each stratum's clusters; 0 if the population is endless.
    """

    order: IntArray | None
    sizes: IntArray
    strata: IntArray
    fraction: FloatArray

    @property
    def freedom(self) -> float:
        """Clusters less strata."""
        return float(self.sizes.size - self.fraction.size)


def linearized_spread(
    contributions: Callable[[Part], FloatArray], sampling: Sampling
) -> FloatArray:
    """Return the covariance (d, d) of the sum of all contributions, (d, m) for a part of m.

    A stratum of one cluster adds nothing: whoever calls has made sure that it was taken in full.
    """
    n_strata = sampling.fraction.size
    sampled = np.bincount(sampling.strata, minlength=n_strata)
    factor = stratum_factor(sampled, sampling.fraction)
    spread, sums = np.zeros(()), np.zeros(())
    for rows, clusters in whole_clusters(sampling.sizes):
        totals = contributions(rows if sampling.order is None else sampling.order[rows])
        sizes = sampling.sizes[clusters]
        if sizes.size < totals.shape[1]:
            totals = np.add.reduceat(totals, np.cumsum(sizes) - sizes, axis=1)
        strata = sampling.strata[clusters]
        spread = spread + (totals * factor[strata]) @ totals.T
        parts = np.array([np.bincount(strata, t, n_strata) for t in totals])
        sums = sums + parts.reshape(len(totals), n_strata)  # none where no column is left
    return np.asarray(spread - (sums * (factor / sampled)) @ np.transpose(sums))


def design_spread(
    columns: Sequence[np.ndarray],
    outcomes: Sequence[np.ndarray],
    weights: FloatArray,
    fit: Fit,
    sampling: Sampling,
) -> Spread:
    """Return the linearised errors of weighted least squares under a survey design."""
    rank = fit.rank

    def scores(part: Part) -> FloatArray:
        block = design_block(columns, fit.mean, part)
        z = (fit.root.T @ block) * weights[part]
        rest = residual_block(outcomes, fit, block, part)
        return (rest[:, np.newaxis] * z).reshape(-1, z.shape[1])

    spread = linearized_spread(scores, sampling).reshape(len(outcomes), rank, len(outcomes), rank)
    meat = np.stack([spread[q, :, q] for q in range(len(outcomes))])
    return Spread(fit.root, meat, np.empty((0, rank)))


def mean_covariance(
    columns: Sequence[np.ndarray], weights: FloatArray | None, fit: Fit, sampling: Sampling
) -> FloatArray:
    """Return the covariance (k, k) of the weighted means of the columns under a design."""

    def around(part: Part) -> FloatArray:
        block = design_block(columns, fit.mean, part)[1:]
        return block if weights is None else block * weights[part]

    return linearized_spread(around, sampling) / fit.weight**2
