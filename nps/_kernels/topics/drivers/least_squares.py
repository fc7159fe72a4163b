"""Least squares from sums of products, with what the data cannot tell apart.

Let C be the sums of products of the columns around their means and D the roots of its diagonal, so
that R = D^-1 C D^-1 is the matrix of their correlations. Of its eigenvalues those above rounding
give U and l, the others the null space N: combinations of columns that never vary. With

    T = D^-1 U l^(-1/2),      C^- = T T',      slopes b = T T' C_xy,

z = T' (x - mean) has z z' summing to the unit matrix, and b is the shortest solution. A linear
combination c'b is the same in every solution, or *estimable*, if and only if N' D^-1 c = 0 [1]_;
for one column, if its row of N is 0. Others have no value. Columns that never vary are not in R.

The root L of the inverse, L L' = (X'WX)^-, for the columns (1, x - mean) is 1/sqrt(sum w) beside T.

References
----------
.. [1] Searle SR (1971). Linear Models. Wiley, section 5.4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.topics.drivers.blocks import centred

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray

#: Eigenvalues of correlations below this are rounding: a column that is 1 - 1e-12 explained.
SINGULAR = 1e-12
#: A sum of squares around the mean is rounding below this fraction of that around 0.
CONSTANT = 1e-13
#: What sums of products lose, for each time that they exceed those around the mean.
ROUNDING = 64.0 * float(np.finfo(np.float64).eps)
#: How far from 0 a combination of columns that never varies may still be called free of a column.
FREE = 1e-6


class Fit(NamedTuple):
    """Least squares of q outcomes on k columns.

    Attributes
    ----------
    weight : float
        Sum of the weights.
    mean, scale : (k,)
        Mean of each column, and root of its sum of squares around it; 0 where it never varies.
    products, cross : (k, k), (k, q)
        Sums of products around their means, of columns and of columns with outcomes.
    outcome_mean : (q,)
    slopes : (k, q)
    root : (k + 1, r + 1)
        L; the first row and column belong to the mean.
    null : (k, k - r)
        Combinations of the columns, divided by `scale`, that never vary.
    total, residual : (q, q)
        Sums of products of the outcomes around their means and around the fit.
    correlation : (k, q)
        NaN where either never varies.
    """

    weight: float
    mean: FloatArray
    scale: FloatArray
    products: FloatArray
    cross: FloatArray
    outcome_mean: FloatArray
    slopes: FloatArray
    root: FloatArray
    null: FloatArray
    total: FloatArray
    residual: FloatArray
    correlation: FloatArray

    @property
    def rank(self) -> int:
        """Coefficients that the data can tell apart, the mean included."""
        return int(self.root.shape[1])

    @property
    def r_squared(self) -> FloatArray:
        """Share of each outcome's variance that the columns account for; NaN if it never varies."""
        total, residual = np.diag(self.total), np.diag(self.residual)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(total > 0.0, 1.0 - residual / total, np.nan)

    @property
    def varies(self) -> BoolArray:
        """Columns that are not the same for everybody."""
        return self.scale > 0.0

    def estimable(self, contrasts: FloatArray) -> BoolArray:
        """Return for each row c of `contrasts` (J, k) whether the data determine c'b."""
        scaled = np.divide(contrasts, self.scale, where=self.varies, out=np.zeros(contrasts.shape))
        length = np.sqrt((scaled**2).sum(axis=1))
        free = np.abs(scaled @ self.null).max(axis=1, initial=0.0) <= FREE * length
        return np.asarray(free & ~(contrasts[:, ~self.varies] != 0.0).any(axis=1))

    def inflation(self) -> FloatArray:
        """Return the variance inflation factor of each column; NaN where it is not estimable."""
        factor = self.scale**2 * (self.root[1:, 1:] ** 2).sum(axis=1)
        return np.where(self.estimable(np.eye(self.scale.size)), factor, np.nan)

    def groups_of_collinear(self) -> list[list[int]]:
        """Return the columns that cannot be told apart, those that depend on each other together.

        A column that the others determine has rows of the null space other than 0; two columns hang
        together if the projection on the null space couples them, through others if need be.
        """
        coupled = np.abs(self.null @ self.null.T) > FREE
        left = [int(j) for j in np.flatnonzero(np.diag(coupled))]
        found = []
        while left:
            group, ahead = {left[0]}, [left[0]]
            while ahead:
                for j in np.flatnonzero(coupled[ahead.pop()]):
                    if int(j) not in group:
                        group.add(int(j))
                        ahead.append(int(j))
            found.append(sorted(group))
            left = [j for j in left if j not in group]
        return found


def solve(sums: FloatArray, centre: FloatArray) -> Fit:
    """Return least squares from the Gram matrix of (1, x - centre, y); outcomes come last."""
    weight, mean, products = centred(sums)
    k = centre.size
    mean[:k] += centre
    squares, around = np.diag(products), np.diag(sums)[1:]
    # a square around the mean below its rounding, as of an outcome that all agree on, is none
    scale = np.sqrt(np.where(squares > CONSTANT * (around + weight * mean**2), squares, 0.0))
    varies = scale > 0.0
    lost = np.divide(around, squares, where=varies, out=np.ones(scale.size)).max(initial=1.0)
    tolerance = max(SINGULAR, ROUNDING * lost)
    inverse_scale = np.divide(1.0, scale, where=varies, out=np.zeros(scale.size))
    correlations = products * inverse_scale * inverse_scale[:, np.newaxis]
    among = correlations[:k, :k]
    values, vectors = np.linalg.eigh(among[np.ix_(varies[:k], varies[:k])])
    kept = values > tolerance
    turn = np.zeros((k, kept.size))
    turn[varies[:k]] = vectors
    transform = inverse_scale[:k, np.newaxis] * turn[:, kept] / np.sqrt(values[kept])
    explained = transform.T @ products[:k, k:]
    root = np.zeros((k + 1, transform.shape[1] + 1))
    root[0, 0] = 1.0 / np.sqrt(weight)
    root[1:, 1:] = transform
    total = np.where(varies[k:] & varies[k:, np.newaxis], products[k:, k:], 0.0)
    residual = total - explained.T @ explained
    known = np.where(varies[:k, np.newaxis] & varies[k:], correlations[:k, k:], np.nan)
    return Fit(
        weight=weight,
        mean=mean[:k],
        scale=scale[:k],
        products=products[:k, :k],
        cross=products[:k, k:],
        outcome_mean=mean[k:],
        slopes=transform @ explained,
        root=root,
        null=turn[:, ~kept],
        total=total,
        residual=residual,
        correlation=known,
    )
