"""Shares of R squared: how much of what the drivers explain goes to each.

Let R be the correlations of the columns and r those with the outcome; R2(S) is what the drivers in
S explain. *Shapley* (LMG) averages what a driver adds over all orders of the p drivers [1]_, [2]_:

    share_j = sum_{S without j} |S|! (p - 1 - |S|)! / p! (R2(S + j) - R2(S)),

exactly, from all 2^p subsets. They come from one elimination: each driver in turn is either swept
out of the matrix (R, r), adding r_j^2 / R_jj to R2, or struck from it, and the matrices halve in
size as fast as they double in number. A driver may be several columns, which are swept together.

*Relative weights* (Johnson) go through the closest uncorrelated variables: with Q E Q' = R and
H = Q E^(1/2) Q', share_j = sum_l H_jl^2 b_l^2 where b = H^-1 r [3]_. Both sum to R2.

What a driver would get if it had no effect: with b the slopes of a regression on the others and
b_j = 0, the same shares of (R, R b). It is not 0, since the drivers that it goes along with share
what they explain.

References
----------
.. [1] Lindeman RH, Merenda PF, Gold RZ (1980). Introduction to Bivariate and Multivariate Analysis.
   Scott, Foresman, 119-127.
.. [2] Grömping U (2007). Estimators of relative importance in linear regression based on variance
   decomposition. The American Statistician 61(2), 139-147. doi:10.1198/000313007X188252
.. [3] Johnson JW (2000). A heuristic method for estimating the relative weight of predictor
   variables in multiple regression. Multivariate Behavioral Research 35(1), 1-19.
   doi:10.1207/S15327906MBR3501_1
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.numerics.chunks import parts
from nps._kernels.topics.drivers.blocks import design_block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from nps._kernels import FloatArray, IntArray

#: What a column that others determine keeps when they are swept out is rounding below this.
USED_UP = 1e-10
#: Numbers in the products of a block of respondents.
ROOM = 1 << 20


def subsets_explained(among: FloatArray, outcome: FloatArray, sizes: Sequence[int]) -> FloatArray:
    """Return R2 of every subset of drivers, (2,) * p: 1 along an axis where the driver is in.

    Parameters
    ----------
    among, outcome :
        R (k, k) and r (k,).
    sizes : sequence of int
        Columns of each driver, which lie together.
    """
    matrix = np.block([[among, outcome[:, np.newaxis]], [outcome, np.zeros(1)]])[np.newaxis]
    explained = np.zeros(1)
    for size in sizes:
        swept, gained = matrix, explained
        for _ in range(size):
            # each column in turn is the first of those that are left
            swept, gained = _sweep(swept, gained)
        struck = matrix[:, size:, size:]
        matrix = np.stack([struck, swept], axis=1).reshape(-1, *struck.shape[1:])
        explained = np.stack([explained, gained], axis=1).reshape(-1)
    return explained.reshape((2,) * len(sizes))


def _sweep(matrix: FloatArray, explained: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Take the first column out of the others; one that is used up already adds nothing."""
    pivot, row = matrix[:, 0, 0], matrix[:, 0, 1:]
    factor = np.divide(1.0, pivot, where=pivot > USED_UP, out=np.zeros(pivot.size))
    row_scaled = row * factor[:, np.newaxis]
    rest = matrix[:, 1:, 1:] - row_scaled[:, :, np.newaxis] * row[:, np.newaxis]
    return rest, explained + row_scaled[:, -1] * row[:, -1]


def shapley(among: FloatArray, outcome: FloatArray, sizes: Sequence[int]) -> FloatArray:
    """Return what each driver adds to R2 on average over all orders (p,)."""
    p = len(sizes)
    explained = subsets_explained(among, outcome, sizes)
    members = np.indices((2,) * p).sum(axis=0)
    weight = np.array(
        [math.factorial(s) * math.factorial(p - 1 - s) / math.factorial(p) for s in range(p)]
    )
    shares = np.empty(p)
    for j in range(p):
        without = explained.take(0, axis=j)
        added = explained.take(1, axis=j) - without
        shares[j] = (weight[np.take(members, 0, axis=j)] * added).sum()
    return shares


def relative_weights(among: FloatArray, outcome: FloatArray, sizes: Sequence[int]) -> FloatArray:
    """Return Johnson's relative weight of each driver (p,); its columns' added up."""
    values, vectors = np.linalg.eigh(among)
    roots = np.sqrt(np.maximum(values, 0.0))
    inverse = np.divide(1.0, roots, where=values > USED_UP, out=np.zeros(roots.size))
    closest = (vectors * roots) @ vectors.T
    slopes = (vectors * inverse) @ (vectors.T @ outcome)
    weights = closest**2 @ slopes**2
    found = np.bincount(np.repeat(np.arange(len(sizes)), sizes), weights, minlength=len(sizes))
    return found.astype(np.float64)


def without_effect(
    shares: Callable[[FloatArray, FloatArray, Sequence[int]], FloatArray],
    among: FloatArray,
    outcome: FloatArray,
    sizes: Sequence[int],
) -> FloatArray:
    """Return the fraction (p,) of R2 that each driver would get with no effect of its own.

    0 where no other driver has an effect either.
    """
    ends = np.cumsum(sizes)
    found = np.zeros(len(sizes))
    for j, (end, size) in enumerate(zip(ends, sizes, strict=True)):
        others = np.delete(np.arange(outcome.size), np.s_[end - size : end])
        rest = among[np.ix_(others, others)]
        slopes = np.linalg.lstsq(rest, outcome[others], rcond=USED_UP)[0]
        implied = among[:, others] @ slopes
        explained = float(slopes @ implied[others])
        if explained > 0.0:
            found[j] = shares(among, implied, sizes)[j] / explained
    return found


def resampled_products(
    columns: Sequence[np.ndarray],
    centre: FloatArray,
    counts: Callable[[], IntArray],
    n_resamples: int,
    weights: FloatArray | None,
) -> Iterator[FloatArray]:
    """Yield the Gram matrix (k + 1, k + 1) of each resample.

    `counts` draws how often each respondent is in the next one. A resample's sums are the counts
    times the products of each respondent's columns, so that a block of resamples is one product of
    matrices.
    """
    k = len(columns) + 1
    upper = np.triu_indices(k)
    size = columns[0].size
    at_once = max(1, min(n_resamples, 8 * ROOM // max(size, 1)))
    step = max(1, ROOM // upper[0].size)
    for some in parts(n_resamples, at_once):
        drawn = np.stack([counts() for _ in range(some.stop - some.start)]).astype(np.float64)
        if weights is not None:
            drawn *= weights
        sums = np.zeros((len(drawn), upper[0].size))
        for part in parts(size, step):
            block = design_block(columns, centre, part)
            sums += drawn[:, part] @ (block[upper[0]] * block[upper[1]]).T
        for flat in sums:
            matrix = np.empty((k, k))
            matrix[upper] = flat
            matrix.T[upper] = flat
            yield matrix
