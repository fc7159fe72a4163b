"""Variance by replicate weights, and replicates of a design made from its totals.

A replicate is the survey weighted anew. With d_r its score and c the centre, the mean of the d_r
or the score of the full sample,

    Var(d) = scale sum_r scale_r (d_r - c)**2.

Replicates are made from class totals of primary sampling units (PSUs): each is T_r = sum_i a_ri t_i
with t_i the totals of PSU i and factors a_ri that depend on the method.

References
----------
Wolter KM (2007). Introduction to Variance Estimation, 2nd ed. Springer.
doi:10.1007/978-0-387-35099-8

Rao JNK, Wu CFJ (1988). Resampling inference with complex survey data. Journal of the American
Statistical Association 83(401), 231-241. doi:10.1080/01621459.1988.10478591

Judkins DR (1990). Fay's method for variance estimation. Journal of Official Statistics 6(3),
223-239.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray, IntArray


def replicate_deviations(
    replicates: FloatArray, classes: FloatArray, scales: FloatArray, centre: str
) -> FloatArray:
    """Return the deviations (R, 3) of replicate shares from their centre, times sqrt(scale).

    Their cross-product is the covariance of the shares. A replicate in which a domain has no
    weight says nothing about it and is left out.
    """
    weight = replicates.sum(axis=1)
    known = weight > 0.0
    shares = replicates / np.where(known, weight, 1.0)[:, None]
    middle = classes / classes.sum()
    if centre == "mean":
        middle = shares[known & (scales > 0.0)].mean(axis=0)
    return np.where(known[:, None], np.sqrt(scales)[:, None] * (shares - middle), 0.0)


def jackknife_totals(
    totals: FloatArray, strata: IntArray, sums: FloatArray, sampled: IntArray
) -> FloatArray:
    """Leave out one PSU at a time and weight up the others of its stratum by n_h / (n_h - 1).

    `totals` (P, 3) are those of each PSU, `sums` (H, 3) of each stratum, `sampled` (H,) the n_h.
    """
    weight_up = (sampled / (sampled - 1.0))[strata][:, None]
    mine = sums[strata]
    return np.asarray(sums.sum(axis=0) - mine + (mine - totals) * weight_up)


def hadamard(order: int) -> IntArray:
    """Return a Hadamard matrix of +-1 whose order is the least power of 2 of at least `order`."""
    matrix = np.ones((1, 1), dtype=np.int64)
    while matrix.shape[0] < order:
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    return matrix


def half_sample_factors(strata: IntArray, n_strata: int, rho: float) -> FloatArray:
    """Return balanced factors (R, P): 2 - rho for one PSU of each stratum and rho for the other.

    Each stratum has two PSUs and takes a column of a Hadamard matrix, leaving out the first, whose
    signs are all the same.
    """
    signs = hadamard(n_strata + 1)[:, 1 : n_strata + 1]
    _, first = np.unique(strata, return_index=True)
    leads = np.zeros(strata.size, dtype=np.bool_)
    leads[first] = True
    chosen = signs[:, strata] * np.where(leads, 1, -1)
    return np.where(chosen > 0, 2.0 - rho, rho)


def bootstrap_factors(
    strata: IntArray, sampled: IntArray, n_replicates: int, rng: np.random.Generator
) -> FloatArray:
    """Return factors (R, P) of Rao and Wu: n_h - 1 PSUs drawn in each stratum, with replacement.

    A PSU drawn k times has the factor k n_h / (n_h - 1).
    """
    factors = np.empty((n_replicates, strata.size))
    for stratum, n in enumerate(sampled.tolist()):
        drawn = rng.multinomial(n - 1, np.full(n, 1.0 / n), size=n_replicates)
        factors[:, strata == stratum] = drawn * (n / (n - 1.0))
    return factors
