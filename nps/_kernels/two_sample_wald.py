"""Differences of two scores by the estimated standard error: Wald and Welch.

Kept because old reports used them: neither holds its level in small samples, and neither means much
where a sample is unanimous.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.moments import moments, normal_quantile

if TYPE_CHECKING:
    from nps._kernels.two_sample import Pairs
    from nps._typing import FloatArray


def difference(pairs: Pairs) -> tuple[FloatArray, FloatArray]:
    """Return d_1 - d_2 and its standard error sqrt(v_1/n_1 + v_2/n_2) (divisors n)."""
    n1, d1, v1 = moments(*pairs[:3])
    n2, d2, v2 = moments(*pairs[3:])
    with np.errstate(invalid="ignore", divide="ignore"):
        return d1 - d2, np.sqrt(v1 / n1 + v2 / n2)


def wald_statistic(pairs: Pairs, null: FloatArray) -> FloatArray:
    """Return (d_1 - d_2 - null) / standard error; 0 where both vanish."""
    gap, error = difference(pairs)
    return _ratio(gap - null, error)


def wald_limits(pairs: Pairs, tail: float) -> tuple[FloatArray, FloatArray]:
    """Return d_1 - d_2 -+ z * standard error, within [-2, 2]."""
    gap, error = difference(pairs)
    half = normal_quantile(tail) * error
    return np.clip(gap - half, -2.0, 2.0), np.clip(gap + half, -2.0, 2.0)


def welch_error(pairs: Pairs) -> tuple[FloatArray, FloatArray]:
    """Return standard error (divisors n - 1) and Satterthwaite's degrees of freedom.

    With w_i = v_i/(n_i - 1), df = (w_1 + w_2)**2 / (w_1**2/(n_1 - 1) + w_2**2/(n_2 - 1)). NaN where
    it is undefined: a sample of fewer than two answers, or two unanimous samples. Welch BL (1947).
    The generalization of Student's problem when several different population variances are
    involved. Biometrika 34(1-2), 28-35, doi:10.1093/biomet/34.1-2.28.
    """
    n1, _, v1 = moments(*pairs[:3])
    n2, _, v2 = moments(*pairs[3:])
    f1, f2 = np.where(n1 > 1.0, n1 - 1.0, np.nan), np.where(n2 > 1.0, n2 - 1.0, np.nan)
    w1, w2 = v1 / f1, v2 / f2
    total = np.where(w1 + w2 > 0.0, w1 + w2, np.nan)
    return np.sqrt(total), total**2 / (w1**2 / f1 + w2**2 / f2)


def welch_statistic(pairs: Pairs, null: FloatArray) -> FloatArray:
    """Return (d_1 - d_2 - null) / standard error, to be held against Student's t."""
    return (difference(pairs)[0] - null) / welch_error(pairs)[0]


def welch_limits(pairs: Pairs, tail: float) -> tuple[FloatArray, FloatArray]:
    """Return d_1 - d_2 -+ t * standard error, within [-2, 2]."""
    from scipy.special import stdtrit

    error, freedom = welch_error(pairs)
    half = -stdtrit(freedom, tail) * error
    gap = difference(pairs)[0]
    return np.clip(gap - half, -2.0, 2.0), np.clip(gap + half, -2.0, 2.0)


def _ratio(gap: FloatArray, error: FloatArray) -> FloatArray:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where((gap == 0.0) & (error == 0.0), 0.0, gap / error)
