"""Contrasts of coefficients, and several of them tested at once.

An estimate b = L L' X'y has a covariance V = L M L' with a *meat* M in the coordinates z = L'x. A
contrast c'b has the variance (L'c)' M (L'c). Where deleting one respondent (or cluster) would make
c'b inestimable, its error is unknown: that is where L'c has a part along a *pinned* direction, a
unit vector that this respondent (cluster) alone determines, since it is fitted without error.

References
----------
Korn EL, Graubard BI (1990). Simultaneous testing of regression coefficients with complex survey
data: use of Bonferroni t statistics. The American Statistician 44(4), 270-276.
doi:10.1080/00031305.1990.10475737
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray

#: Directions of a covariance matrix below this share of the largest are rounding.
FLAT = 1e-10
#: A leverage this close to 1 is 1.
PINNED = 1e-8
#: Cosine between a contrast and a pinned direction below which they have nothing in common.
APART = 1e-6


class Spread(NamedTuple):
    """Where the error of an estimate comes from: L (k + 1, r + 1), M (q, r + 1, r + 1), pinned."""

    root: FloatArray
    meat: FloatArray
    pinned: FloatArray

    def covariance(self, contrasts: FloatArray) -> FloatArray:
        """Return the covariance (q, J, J) of contrasts (J, k + 1); NaN where it is unknown."""
        turned = contrasts @ self.root
        found = turned @ self.meat @ turned.T
        alone = self._alone(turned)
        found[:, alone] = np.nan
        found[:, :, alone] = np.nan
        return np.asarray(found)

    def alone(self, contrasts: FloatArray) -> BoolArray:
        """Return which contrasts (J, k + 1) rest on a single respondent or cluster."""
        return self._alone(contrasts @ self.root)

    def _alone(self, turned: FloatArray) -> BoolArray:
        length = np.sqrt((turned**2).sum(axis=1))
        return np.asarray(np.abs(turned @ self.pinned.T).max(axis=1, initial=0.0) > APART * length)


def wald(values: FloatArray, covariance: FloatArray) -> tuple[float, int]:
    """Return v' V^- v and the rank of V; 0 and 0 where V has no direction at all.

    Directions in which V does not spread are left out: contrasts that depend on each other.
    """
    scale = np.sqrt(np.diag(covariance))
    kept = scale > 0.0
    unit = np.outer(scale[kept], scale[kept])
    spread, vectors = np.linalg.eigh(covariance[np.ix_(kept, kept)] / unit)
    wide = spread > FLAT * spread.max(initial=0.0)
    along = vectors[:, wide].T @ (values[kept] / scale[kept])
    return float((along**2 / spread[wide]).sum()), int(wide.sum())


def chi2_test(values: FloatArray, covariance: FloatArray) -> tuple[float, float, float]:
    """Return chi-squared, its degrees of freedom and the p-value of "all contrasts are 0"."""
    from scipy.special import chdtrc

    quadratic, rank = wald(values, covariance)
    if rank == 0:
        return np.nan, 0.0, np.nan
    return quadratic, float(rank), float(chdtrc(rank, quadratic))


def f_test(
    values: FloatArray, covariance: FloatArray, freedom: float, *, hotelling: bool
) -> tuple[float, float, float, float]:
    """Return F, its degrees of freedom and the p-value of "all contrasts are 0".

    F = Q/J on J and f degrees of freedom, as in a regression; with `hotelling`
    F = (f - J + 1) Q/(f J) on J and f - J + 1, for a covariance matrix that itself has f degrees of
    freedom, as from clusters (Korn and Graubard 1990).
    """
    from scipy.special import fdtrc

    quadratic, rank = wald(values, covariance)
    below = freedom - rank + 1.0 if hotelling else freedom
    if rank == 0 or not below > 0.0:
        return np.nan, float(rank), below, np.nan
    statistic = quadratic * below / (freedom * rank)
    return statistic, float(rank), below, float(fdtrc(rank, below, statistic))
