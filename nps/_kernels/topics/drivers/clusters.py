"""Errors of a regression for few clusters, with degrees of freedom for each contrast (CR2).

Respondents of a cluster (a shop, an account) resemble each other. With Z_g the rows z' of cluster
g in the coordinates z = L'(1, x - mean), so that H_gg = Z_g Z_g', and residuals e_g, Bell and
McCaffrey [1]_ correct them by A_g = (I - H_gg)^(-1/2), which makes the variance unbiased where
errors are independent and equal:

    M = sum_g t_g t_g',    t_g = Z_g' A_g e_g = (I - S_g)^(-1/2) Z_g'e_g,    S_g = Z_g'Z_g.

So only the r + 1 by r + 1 matrix S_g is ever decomposed, however large the cluster. A contrast
has l = L'c in these coordinates, and by Satterthwaite [2]_

    f = tr(P)^2 / tr(P^2),   P_gh = [g = h] l'(I - S_g)^-1 S_g l - u_g'u_h,
                             u_g = (I - S_g)^(-1/2) S_g l

degrees of freedom. An eigenvalue 1 of S_g is a direction that the cluster alone determines; its
inverse is taken as 0, and contrasts with a part along it have no error.

References
----------
.. [1] Bell RM, McCaffrey DF (2002). Bias reduction in standard errors for linear regression with
   multi-stage samples. Survey Methodology 28(2), 169-181.
.. [2] Pustejovsky JE, Tipton E (2018). Small-sample methods for cluster-robust variance estimation
   and hypothesis testing in fixed effects models. Journal of Business and Economic Statistics
   36(4), 672-683. doi:10.1080/07350015.2016.1247004
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.topics.drivers.blocks import design_block, whole_clusters
from nps._kernels.topics.drivers.joint import PINNED, Spread
from nps._kernels.topics.drivers.sandwich import residual_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels import FloatArray, IntArray
    from nps._kernels.topics.drivers.least_squares import Fit
    from nps._kernels.topics.drivers.sandwich import Sampling

#: Respondents in a block: each of their clusters holds a matrix of its own.
BLOCK = 1 << 11
#: Clusters of a block are filled up to the size of the largest where this makes it no longer than
#: so many times: their matrices are then products, not sums of parts.
FILLED = 4
#: Up to this eigenvalue a series takes the place of the decomposition; it ends where the next
#: power is less than `LEAST`.
LIGHT, LEAST = 1e-2, 1e-17


def cr2(
    columns: Sequence[np.ndarray],
    outcomes: Sequence[np.ndarray],
    fit: Fit,
    sampling: Sampling,
    contrasts: FloatArray,
) -> tuple[Spread, FloatArray]:
    """Return the CR2 errors and the degrees of freedom (J,) of contrasts (J, k + 1).

    The strata and fractions of `sampling` do not count: clusters are a sample of endlessly many.
    """
    rank = fit.rank
    directions = (contrasts @ fit.root).T
    meat = np.zeros((len(outcomes), rank, rank))
    pinned = []
    own, own_squared, mixed = np.zeros((3, len(contrasts)))
    crossed = np.zeros((len(contrasts), rank, rank))
    for rows, clusters in whole_clusters(sampling.sizes, BLOCK):
        part = rows if sampling.order is None else sampling.order[rows]
        block = design_block(columns, fit.mean, part)
        z = fit.root.T @ block
        rest = residual_block(outcomes, fit, block, part)
        sizes = sampling.sizes[clusters]
        products = _products(z, np.concatenate([z, rest]), sizes)
        products, scores = products[:, :, :rank], products[:, :, rank:]
        wanted = np.broadcast_to(directions, (sizes.size, *directions.shape))
        both = np.concatenate([scores, wanted], axis=2)
        corrected, alone = _corrected(products, both)
        pinned.append(alone)
        turned = corrected[:, :, len(outcomes) :]
        meat += _squares(corrected[:, :, : len(outcomes)])
        u = products @ turned
        variance = np.einsum("gaj,gaj->gj", turned, u)
        length = np.einsum("gaj,gaj->gj", u, u)
        own += (variance - length).sum(axis=0)
        own_squared += (variance**2).sum(axis=0)
        mixed += (variance * length).sum(axis=0)
        crossed += _squares(u)
    square = own_squared - 2.0 * mixed + (crossed**2).sum(axis=(1, 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        freedom = own**2 / square
    spread = Spread(fit.root, meat, np.concatenate([np.empty((0, rank)), *pinned]))
    return spread, np.where(spread.alone(contrasts), np.nan, freedom)


def _squares(vectors: FloatArray) -> FloatArray:
    """Return sum_g v v' for each kind of vector, (q, a, a) of (G, a, q)."""
    by_kind = np.ascontiguousarray(vectors.transpose(2, 0, 1))
    return np.swapaxes(by_kind, 1, 2) @ by_kind


def _products(left: FloatArray, right: FloatArray, sizes: IntArray) -> FloatArray:
    """Return sum_i left_i right_i' of each cluster, (G, a, b), respondents lying together.

    The first of `right` are those of `left`.
    """
    ends = np.cumsum(sizes)
    starts, longest = ends - sizes, int(sizes.max())
    if longest * sizes.size <= FILLED * right.shape[1]:
        rows = np.zeros((right.shape[1] + 1, len(right)))  # the last for places left over
        rows[:-1] = right.T
        place = starts[:, np.newaxis] + np.arange(longest)
        place[place >= ends[:, np.newaxis]] = right.shape[1]
        filled = rows[place]
        return np.asarray(np.swapaxes(filled[:, :, : len(left)], 1, 2) @ filled)
    return np.stack([np.add.reduceat(row * right, starts, axis=1).T for row in left], axis=1)


def _corrected(products: FloatArray, vectors: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return (I - S)^(-1/2) v for the vectors of each cluster, and the pinned directions (F, a).

    Where clusters are many none weighs much, and a short series does for the decomposition.
    """
    heaviest = products.trace(axis1=1, axis2=2).max()
    if heaviest < LIGHT:
        power, factor, found = vectors, 1.0, vectors.copy()
        for term in range(1, math.ceil(math.log(LEAST) / math.log(heaviest))):
            power = products @ power
            factor *= 1.0 - 0.5 / term
            found += factor * power
        return found, np.empty((0, products.shape[1]))
    values, turn = np.linalg.eigh(products)
    alone = 1.0 - values < PINNED
    root = np.divide(1.0, np.sqrt(np.abs(1.0 - values)), where=~alone, out=np.zeros(values.shape))
    back = np.swapaxes(turn, 1, 2)
    return turn @ (root[:, :, np.newaxis] * (back @ vectors)), back[alone]
