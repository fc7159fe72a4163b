"""What each theme adds to the score, the other themes held.

Least squares of s = +1, 0, -1 on who mentions what, s = b_0 + sum_j b_j x_j, goes through the
means, so that

    score = b_0 + sum_j q_j b_j

exactly: b_0 is the fitted score of those who mention none of the themes and q_j b_j what theme j
adds. Its error counts both factors. With residuals e_i and leverages h_i, a respondent adds

    q_j (L z_i)_j e_i/(1 - h_i) + b_j (x_ij - q_j)/n,

the first part being that of HC3 (see `nps._kernels.topics.drivers.sandwich`), and the variance is
the sum of the squares. From sums alone the first has the classical variance for equal ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.numerics.chunks import parts
from nps._kernels.topics.comments.impact import POINTS
from nps._kernels.topics.comments.linear import variances
from nps._kernels.topics.drivers.blocks import BLOCK, design_block
from nps._kernels.topics.drivers.joint import PINNED, Spread
from nps._kernels.topics.drivers.least_squares import solve

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray, IntArray
    from nps._kernels.topics.comments.cells import Cells
    from nps._kernels.topics.drivers.blocks import Part
    from nps._kernels.topics.drivers.least_squares import Fit
    from nps._kernels.topics.drivers.sandwich import Sampling


class Adjusted(NamedTuple):
    """What themes add to the score, on -1..1; NaN where the data cannot tell.

    Attributes
    ----------
    impact, error : (k,)
    intercept : float
    freedom : float
        Degrees of freedom left.
    collinear : list of list of int
        Themes that cannot be told apart.
    """

    impact: FloatArray
    error: FloatArray
    intercept: float
    freedom: float
    collinear: list[list[int]]


def fit_of(table: IntArray, total: IntArray) -> Fit:
    """Return least squares from themes by themes by classes (k, k, 3) and classes (3,)."""
    k = table.shape[0]
    sums = np.empty((k + 2, k + 2))
    each = table[np.arange(k), np.arange(k)]
    sums[0, 0] = total.sum()
    sums[1:-1, 1:-1] = table.sum(axis=2)
    sums[0, 1:-1] = sums[1:-1, 0] = each.sum(axis=1)
    sums[-1, 1:-1] = sums[1:-1, -1] = each @ POINTS
    sums[0, -1] = sums[-1, 0] = total @ POINTS
    sums[-1, -1] = total[0] + total[2]
    return solve(sums, np.zeros(k))


def _adjusted(fit: Fit, variance: FloatArray, freedom: float) -> Adjusted:
    known = fit.estimable(np.eye(fit.mean.size))
    slopes = fit.slopes[:, 0]
    return Adjusted(
        impact=np.where(known, fit.mean * slopes, np.nan),
        error=np.where(known, np.sqrt(np.maximum(variance, 0.0)), np.nan),
        intercept=float(fit.outcome_mean[0] - fit.mean @ slopes),
        freedom=freedom,
        collinear=fit.groups_of_collinear(),
    )


def of_sums(table: IntArray, total: IntArray) -> Adjusted:
    """Return what themes add, from sums alone, with classical errors."""
    fit = fit_of(table, total)
    freedom = fit.weight - fit.rank
    with np.errstate(invalid="ignore", divide="ignore"):
        noise = np.maximum(fit.residual[0, 0], 0.0) / freedom if freedom > 0.0 else np.nan
    of_slopes = noise * (fit.root[1:] ** 2).sum(axis=1)
    return _adjusted(fit, fit.mean**2 * of_slopes + _of_shares(fit), freedom)


def of_cells(table: IntArray, total: IntArray, cells: Cells) -> Adjusted:
    """Return what themes add, with errors for unequal variances."""
    fit = fit_of(table, total)
    rank = fit.rank
    meat, cross = np.zeros((rank, rank)), np.zeros((rank, fit.mean.size))
    pinned = [np.empty((0, rank))]
    columns = list(cells.mentions)
    for part in parts(cells.counts.shape[0], BLOCK):
        block = design_block(columns, fit.mean, part)
        z = fit.root.T @ block
        beside = 1.0 - np.einsum("jm,jm->m", z, z)
        alone = beside < PINNED
        pinned.append(z[:, alone].T)
        beside[alone] = np.inf
        fitted = fit.outcome_mean[0] + fit.slopes[:, 0] @ block[1:]
        rest = POINTS - fitted[:, np.newaxis]
        weighted = rest * cells.counts[part]
        meat += (z * ((weighted * rest).sum(axis=1) / beside**2)) @ z.T
        cross += (z * (weighted.sum(axis=1) / beside)) @ block[1:].T
    unit = np.hstack([np.zeros((fit.mean.size, 1)), np.eye(fit.mean.size)])
    spread = Spread(fit.root, meat[np.newaxis], np.concatenate(pinned))
    of_slopes = np.diag(spread.covariance(unit)[0])
    both = np.einsum("jr,rj->j", fit.root[1:], cross) / fit.weight
    variance = fit.mean**2 * of_slopes + 2.0 * fit.mean * fit.slopes[:, 0] * both + _of_shares(fit)
    return _adjusted(fit, variance, fit.weight - rank)


def _of_shares(fit: Fit) -> FloatArray:
    return np.asarray((fit.slopes[:, 0] / fit.weight) ** 2 * np.diag(fit.products))


def of_rows(
    columns: BoolArray, classes: np.ndarray, weights: FloatArray, fit: Fit, sampling: Sampling
) -> Adjusted:
    """Return what themes add in a weighted or clustered sample, with linearised errors."""
    slopes = fit.slopes[:, 0]
    rows = list(columns)

    def added(part: Part) -> FloatArray:
        block = design_block(rows, fit.mean, part)
        rest = classes[part] - fit.outcome_mean[0] - slopes @ block[1:]
        w = weights[part]
        of_slopes = (fit.root[1:] @ (fit.root.T @ block)) * (w * rest)
        return np.asarray(
            fit.mean[:, np.newaxis] * of_slopes
            + slopes[:, np.newaxis] * block[1:] * (w / fit.weight)
        )

    variance = variances(added, sampling)
    return _adjusted(fit, variance, sampling.freedom + 1.0 - fit.rank)


def impact_errors(
    columns: BoolArray, classes: np.ndarray, weights: FloatArray, sampling: Sampling
) -> FloatArray:
    """Return the linearised error of each impact of a weighted or clustered sample."""
    weight = weights.sum()
    score = (weights @ classes) / weight
    share = np.array([weights @ column for column in columns]) / weight
    signed = weights * classes
    with np.errstate(invalid="ignore", divide="ignore"):
        rest = (score - np.array([signed @ column for column in columns]) / weight) / (1.0 - share)
        apart = 1.0 / (1.0 - share)

        def added(part: Part) -> FloatArray:
            s = classes[part]
            of_rest = (s - rest[:, np.newaxis]) * apart[:, np.newaxis]
            influence = (s - score) - np.where(columns[:, part], 0.0, of_rest)
            return np.asarray(influence * (weights[part] / weight))

        variance = variances(added, sampling)
    known = (share > 0.0) & (share < 1.0)
    return np.where(known, np.sqrt(np.maximum(variance, 0.0)), np.nan)
