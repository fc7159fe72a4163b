"""Differences of two scores of the form estimate -+ quantile * standard error: Wald and its kin.

Kept because old reports used them. Without pseudo-answers none of them holds its level in small
samples, nor means much where a sample is unanimous.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.numerics.moments import (
    ADJUSTED_WALD,
    around,
    moments,
    ratio,
    upper_quantile,
)
from nps._kernels.one_score.wald import add_pseudo_counts
from nps._kernels.two_scores.score import Pairs

if TYPE_CHECKING:
    from nps._kernels import FloatArray


class Estimate(NamedTuple):
    """A difference with its standard error; degrees of freedom where Student's t is meant."""

    centre: FloatArray
    error: FloatArray
    freedom: FloatArray | None = None


def wald(pairs: Pairs) -> Estimate:
    """Return d_1 - d_2 and sqrt(v_1/n_1 + v_2/n_2) (divisors n)."""
    n1, d1, v1 = moments(*pairs[:3])
    n2, d2, v2 = moments(*pairs[3:])
    with np.errstate(invalid="ignore", divide="ignore"):
        return Estimate(d1 - d2, np.sqrt(v1 / n1 + v2 / n2))


def pooled(pairs: Pairs) -> Estimate:
    """Return d_1 - d_2 and sqrt(v (1/n_1 + 1/n_2)), v the variance of all answers together.

    The standard error of two samples from one population.
    """
    n1, d1, _ = moments(*pairs[:3])
    n2, d2, _ = moments(*pairs[3:])
    together = moments(*(pairs[j] + pairs[j + 3] for j in range(3)))[2]
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.sqrt(together * (1.0 / n1 + 1.0 / n2))
    return Estimate(d1 - d2, np.where(np.isnan(d1 - d2), np.nan, error))


def welch(pairs: Pairs) -> Estimate:
    """Return the difference with divisors n - 1, to be held against Student's t.

    The degrees of freedom are Satterthwaite's,
    (w_1 + w_2)**2 / (w_1**2/(n_1 - 1) + w_2**2/(n_2 - 1)), w_i = v_i/(n_i - 1). NaN where it is
    undefined: a sample of fewer than two answers, or two unanimous samples. Welch BL (1947). The
    generalization of Student's problem when several different population variances are involved.
    Biometrika 34(1-2), 28-35, doi:10.1093/biomet/34.1-2.28.
    """
    n1, d1, v1 = moments(*pairs[:3])
    n2, d2, v2 = moments(*pairs[3:])
    f1, f2 = np.where(n1 > 1.0, n1 - 1.0, np.nan), np.where(n2 > 1.0, n2 - 1.0, np.nan)
    varied = np.where(v1 + v2 > 0.0, 1.0, np.nan)
    w1, w2 = varied * v1 / f1, varied * v2 / f2
    both = w1 + w2
    return Estimate(d1 - d2, np.sqrt(both), both**2 / (w1**2 / f1 + w2**2 / f2))


def student(pairs: Pairs) -> Estimate:
    """Return the difference with one variance for both samples, to be held against Student's t.

    That variance is (n_1 v_1 + n_2 v_2)/(n_1 + n_2 - 2), on as many degrees of freedom. NaN where
    there are none, or both samples are unanimous. Student (1908). The probable error of a mean.
    Biometrika 6(1), 1-25, doi:10.1093/biomet/6.1.1.
    """
    n1, d1, v1 = moments(*pairs[:3])
    n2, d2, v2 = moments(*pairs[3:])
    freedom = n1 + n2 - 2.0
    within = n1 * v1 + n2 * v2
    freedom = np.where((freedom > 0.0) & (within > 0.0), freedom, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.sqrt(within / freedom * (1.0 / n1 + 1.0 / n2))
    return Estimate(d1 - d2, error, freedom)


def adjusted(pairs: Pairs) -> Estimate:
    """Return Wald's difference with half of the (3, T) pseudo-answers, 3/8, 3/4, 3/8, in each.

    One sample takes (3, T) once; a comparison of two takes it once in all. Agresti A, Caffo B
    (2000). Simple and effective confidence intervals for proportions and differences of
    proportions result from adding two successes and two failures. The American Statistician
    54(4), 280-288, doi:10.1080/00031305.2000.10474560.
    """
    return with_pseudo_counts(pairs, tuple(0.5 * weight for weight in ADJUSTED_WALD))


def lewis_sauro(pairs: Pairs) -> Estimate:
    """Return Wald's difference with the full (3, T) pseudo-answers, 3/4, 3/2, 3/4, in each."""
    return with_pseudo_counts(pairs, ADJUSTED_WALD)


def with_pseudo_counts(pairs: Pairs, pseudo: tuple[float, ...]) -> Estimate:
    """Return Wald's difference after adding `pseudo` to both samples."""
    up, level, down = pseudo
    mine = add_pseudo_counts(*pairs[:3], (up, level, down))
    theirs = add_pseudo_counts(*pairs[3:], (up, level, down))
    return wald(Pairs(*mine, *theirs))


def statistic(estimate: Estimate, null: FloatArray) -> FloatArray:
    """Return (centre - null) / error; 0 where both vanish."""
    return ratio(estimate.centre - null, estimate.error)


def limits(estimate: Estimate, tail: float) -> tuple[FloatArray, FloatArray]:
    """Return centre -+ quantile * error, within [-2, 2]."""
    half = upper_quantile(tail, estimate.freedom) * estimate.error
    return around(estimate.centre, half, 2.0)
