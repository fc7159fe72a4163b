"""Variance of weighted shares by Taylor linearisation, from totals of strata and clusters.

The weighted share of class c is p_c = T_c / W, with T_c the weight in the class and W = sum T_c.
Its linearised value for a primary sampling unit (PSU) with class totals t is

    z_c = (t_c - p_c sum_c t_c) / W.

In stratum h, let n_h PSUs be sampled of N_h, S_h the sum of their z and M_h the sum of z z'. PSUs
without an answer have z = 0 and count in n_h, which makes it the variance of a domain too. Then

    V = sum_h (1 - n_h/N_h) n_h/(n_h - 1) (M_h - S_h S_h'/n_h)

is Cov(p) for one stage. If n_i units of the N_i in PSU i were drawn in turn, its units have such a
V_i of their own, with the PSU as their stratum, and so on for each further stage:

    Cov(p) = V + sum_h n_h/N_h sum_i (V_i + ...).

References
----------
Woodruff RS (1971). A simple method for approximating the variance of a complicated estimate.
Journal of the American Statistical Association 66(334), 411-414.
doi:10.1080/01621459.1971.10482279

Binder DA (1983). On the variances of asymptotically normal estimators from complex surveys.
International Statistical Review 51(3), 279-292. doi:10.2307/1402588

Särndal CE, Swensson B, Wretman J (1992). Model Assisted Survey Sampling. Springer, section 4.3.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray, IntArray

#: What is left of a sum of squares is rounding below this fraction of it.
ROUNDING = 1e-14


def linearized(totals: FloatArray, classes: FloatArray) -> FloatArray:
    """Return z for rows of class totals (K, 3), given the totals of the sample (3,)."""
    weight = classes.sum()
    return np.asarray((totals - totals.sum(axis=1, keepdims=True) * (classes / weight)) / weight)


def linearized_products(
    squares: FloatArray, classes: FloatArray, other_classes: FloatArray
) -> FloatArray:
    """Return sum z z' (K, 3, 3) over respondents who are PSUs, from sums of w**2 by class (K, 3).

    A respondent of class k with weight w has z = w (e_k - p) / W, with e_k the k-th unit vector,
    where p and W belong to one sample for z and to another for z'.
    """
    left, right = ((np.eye(c.size) - c / c.sum()) / c.sum() for c in (classes, other_classes))
    return np.asarray(np.einsum("hk,ki,kj->hij", squares, left, right))


def sums_by_stratum(values: FloatArray, strata: IntArray, n_strata: int) -> FloatArray:
    """Add rows up by stratum: (K, ...) becomes (n_strata, ...)."""
    flat = values.reshape(values.shape[0], math.prod(values.shape[1:]))
    columns = [np.bincount(strata, weights=column, minlength=n_strata) for column in flat.T]
    return np.stack(columns, axis=1, dtype=np.float64).reshape(n_strata, *values.shape[1:])


def stratum_factor(sampled: IntArray, fraction: FloatArray) -> FloatArray:
    """Return (1 - n/N) n/(n - 1) of each stratum; 1 - n/N of one with a single PSU."""
    return (1.0 - fraction) * np.where(sampled == 1, 1.0, sampled / np.maximum(sampled - 1.0, 1.0))


def design_covariance(
    products: FloatArray,
    sums: FloatArray,
    other_sums: FloatArray,
    sampled: IntArray,
    fraction: FloatArray,
    present: BoolArray,
    lonely: str,
    chance: FloatArray | float = 1.0,
) -> FloatArray:
    """Return what a stage adds to the covariance (3, 3) of two sets of shares.

    Parameters
    ----------
    products : (H, 3, 3)
        Sums of z z' of each stratum, z of the one set and z' of the other, or the same.
    sums, other_sums : (H, 3)
        Sums of z of each set.
    sampled, fraction : (H,)
        PSUs in the sample, and the share of the stratum's PSUs that they are.
    present : (H,)
        Strata in which there are answers.
    lonely : str
        What a stratum with a single PSU contributes: "certainty" nothing; "adjust" the square
        around 0, the mean of all z; "average" the mean of the other strata.
    chance : (H,) or float
        That the stratum was drawn, where it is a unit of the stage before: product of the sampled
        shares of all stages before.
    """
    n = np.maximum(sampled, 1)[:, None, None]
    between = sums[:, :, None] * other_sums[:, None, :] / n
    centred = products - between
    centred[np.abs(centred) <= ROUNDING * np.abs(between)] = 0.0
    single = sampled == 1
    if lonely == "adjust":
        centred[single] = products[single]
    factor = chance * stratum_factor(sampled, fraction)
    spread = np.asarray(np.einsum("h,hij->ij", factor, centred))
    if lonely == "average" and present.any():
        counted = present & ~(single & (fraction < 1.0))
        spread = spread * (present.sum() / counted.sum()) if counted.any() else spread * np.nan
    return spread


def net_variance(covariance: FloatArray, same: bool) -> float:
    """Return s' C s with s = (1, 0, -1): the covariance of two scores, or the variance of one."""
    value = covariance[0, 0] + covariance[2, 2] - covariance[0, 2] - covariance[2, 0]
    return max(float(value), 0.0) if same else float(value)
