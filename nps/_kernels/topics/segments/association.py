"""Whether a factor goes with the answers: a quadratic statistic from sums by level.

An answer s is +1, 0 or -1. A factor puts respondent i on level l(i), and a basis phi (L, q) says
what a level stands for: its number for a factor in order (with a column of its own for "missing"),
the unit vectors for a category. With the mean phi_bar, each level at its share p_l,

    U = sum_l sums_l (phi_l - phi_bar),    V = sum_l spread_l (phi_l - phi_bar)(phi_l - phi_bar)',
    statistic = U' V^+ U,                  degrees of freedom = rank of V,

is about chi-squared if the factor tells nothing of the answers. What sums and spread are makes two
tests of it:

- *Permutation* (Strasser & Weber 1999; Hothorn, Hornik & Zeileis 2006): p_l = n_l / N, sums of
  s - m, spread n_l S2 with S2 the variance of all answers with divisor N - 1. Mean and covariance
  are those over all ways of dealing the answers to the respondents, exactly. For numbers the
  statistic is (N - 1) r**2, for categories sum n_l (m_l - m)**2 / S2.
- *Robust*, for weights: p_l = W_l / W, sums of w (s - m), spread of (w (s - m))**2. With clusters
  the terms of U are added up by cluster before they are squared.

  With m units, clusters or else respondents, the statistic is m times a Beta(q/2, (m - q)/2)
  variable if their terms are normal: Hotelling's test of a mean of 0, written with sums of squares
  about 0 in place of the mean. Chi-squared would find too little with few clusters.

References
----------
Hotelling H (1931). The generalization of Student's ratio. The Annals of Mathematical Statistics
2(3), 360-378. doi:10.1214/aoms/1177732979

Hothorn T, Hornik K, Zeileis A (2006). Unbiased recursive partitioning: a conditional inference
framework. Journal of Computational and Graphical Statistics 15(3), 651-674.
doi:10.1198/106186006X133933

Strasser H, Weber C (1999). On the asymptotic theory of permutation statistics. Mathematical Methods
of Statistics 8, 220-250.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray, IntArray

#: Eigenvalues below this part of the largest are those of directions that the levels do not have.
SINGULAR = 1e-9
#: Below this a chance is lost to double precision, and its logarithm is worked out by itself.
SMALLEST = 1e-290
#: What rounding leaves of 1, and the depth of the continued fractions.
ROUNDING, TERMS = 2.0**-52, 200


class Answered(NamedTuple):
    """The answers of some respondents.

    `scores` (n,) are +1, 0, -1; `weights` (n,) or None; `clusters` (n,) 0, 1, ... or None.
    """

    scores: IntArray
    weights: FloatArray | None = None
    clusters: IntArray | None = None

    def some(self, rows: IntArray) -> Answered:
        """Return the answers of some of them."""
        weights, clusters = self.weights, self.clusters
        return Answered(
            self.scores[rows],
            None if weights is None else weights[rows],
            None if clusters is None else np.unique(clusters[rows], return_inverse=True)[1],
        )


class Levels(NamedTuple):
    """What the levels of a factor hold: respondents, shares, sums and spread, each (L,)."""

    n: IntArray
    share: FloatArray
    sums: FloatArray
    spread: FloatArray


def residuals(answered: Answered) -> FloatArray:
    """Return how far each answer is from the mean of all, times its weight."""
    scores, weights = answered.scores.astype(np.float64), answered.weights
    if weights is None:
        found: FloatArray = scores - scores.mean()
    else:
        found = weights * (scores - weights @ scores / weights.sum())
    return found


def level_sums(codes: IntArray, n_levels: int, answered: Answered, residual: FloatArray) -> Levels:
    """Return what the levels of a factor hold."""
    weights = answered.weights
    n = np.bincount(codes, minlength=n_levels)
    sums = np.bincount(codes, weights=residual, minlength=n_levels)
    spread: FloatArray = np.bincount(codes, weights=residual * residual, minlength=n_levels).astype(
        np.float64
    )
    if weights is None and answered.clusters is None:
        spread = n.astype(np.float64) * float(residual @ residual / max(residual.size - 1, 1))
    mass = np.bincount(codes, weights=weights, minlength=n_levels).astype(np.float64)
    share: FloatArray = mass / mass.sum()
    return Levels(n, share, sums.astype(np.float64), spread)


def association(
    codes: IntArray,
    basis: FloatArray | None,
    levels: Levels,
    clusters: IntArray | None,
    residual: FloatArray,
) -> tuple[float, int]:
    """Return the statistic and its degrees of freedom; 0 and 0 if nothing varies.

    `basis` (L, q) says what levels stand for; None for those of a category.
    """
    used = np.flatnonzero(levels.n)
    stands = np.eye(levels.n.size)[:, used] if basis is None else basis
    phi: FloatArray = stands - levels.share @ stands
    score = levels.sums @ phi
    if clusters is None:
        covariance: FloatArray = (phi.T * levels.spread) @ phi
    else:
        terms = np.stack(
            [np.bincount(clusters, weights=residual * column[codes]) for column in phi.T]
        ).astype(np.float64)
        covariance = terms @ terms.T
    return _quadratic(score, covariance)


def _quadratic(score: FloatArray, covariance: FloatArray) -> tuple[float, int]:
    scale = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    known = scale > 0.0
    if not known.any():
        return 0.0, 0
    scale = scale[known]
    values, vectors = np.linalg.eigh(covariance[np.ix_(known, known)] / np.outer(scale, scale))
    there = values > SINGULAR * values[-1]
    along = vectors[:, there].T @ (score[known] / scale)
    return float((along * along / values[there]).sum()), int(there.sum())


def log_tail(statistic: float, freedom: int) -> float:
    """Return the logarithm of the chance that chi-squared exceeds `statistic`."""
    from scipy.special import gammaincc, gammaln

    a, x = 0.5 * freedom, 0.5 * statistic
    if freedom == 0 or x <= 0.0:
        return 0.0
    chance = float(gammaincc(a, x))
    if chance > SMALLEST:
        return float(np.log(chance))
    # the continued fraction of the incomplete gamma function, DLMF 8.9.2, from its end
    fraction = 1.0
    for m in range(TERMS, -1, -1):
        fraction = x + (2 * m + 1 - a) - (m + 1) * (m + 1 - a) / fraction
    return float(a * np.log(x) - x - gammaln(a) - np.log(fraction))


def log_tail_of_units(statistic: float, freedom: int, units: int) -> float:
    """Return the logarithm of the chance that the robust statistic of `units` exceeds this."""
    from scipy.special import betainc, betaln

    if freedom == 0 or units <= freedom:
        return 0.0
    a, b = 0.5 * (units - freedom), 0.5 * freedom
    # no statistic is known better than to the last digit, so nothing is left only by rounding
    gone = min(statistic / units, 1.0 - ROUNDING)
    left = 1.0 - gone
    chance = float(betainc(a, b, left))
    if chance > SMALLEST:
        return float(np.log(chance))
    # the continued fraction of the incomplete beta function, DLMF 8.17.22, from its end
    fraction = 1.0
    for m in range(TERMS, -1, -1):
        odd = -(a + m) * (a + b + m) * left / ((a + 2 * m) * (a + 2 * m + 1))
        fraction = 1.0 + odd / fraction
        if m:
            fraction = 1.0 + m * (b - m) * left / ((a + 2 * m - 1) * (a + 2 * m)) / fraction
    return float(a * np.log1p(-gone) + b * np.log(gone) - np.log(a * fraction) - betaln(a, b))
