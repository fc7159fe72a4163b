"""The skewness-corrected asymptotic score (SCAS) interval for one sample.

With the most likely shares under theta (see `score`), their variance w = psi - theta**2 of one
answer, psi = p_pro + p_det, and third central moment mu = theta (1 - 3 psi + 2 theta**2), let

    z1 = (d - theta) / sqrt(f w / n),  k = (mu / n**2) / (6 (f w / n)**1.5),  f = n/(n - 1).

Removing the skewness of the score statistic to first order replaces z1 by the solution z* of

    k z***2 + z* - (z1 + k) = 0,    z* = 2 (z1 + k) / (1 + sqrt(1 + 4 k (z1 + k))),

and the limits are the theta with |z*(theta)| = z. Errors are split almost evenly between the two
ends even in small samples, which makes this the interval for one-sided claims.

On either side of the score d, z* falls as theta grows. At theta = d it is not 0 but up to 1 in
size (for unanimous samples), so at confidence levels below 68% |z*(d)| may exceed z. Each limit is
sought on its own side of d, so that the interval holds the score at those levels too.

Because mu = theta (p_pas - 2 w), everything is a function of sqrt(w) and the ratio p_pas/w, which
stays finite at the ends of the scale.

References
----------
Laud PJ (2017). Equal-tailed confidence intervals for comparison of rates. Pharmaceutical
Statistics 16(5), 334-348. doi:10.1002/pst.1813. (Independent rates; the paired form is that of the
author's R package ratesci.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.numerics.chunks import in_blocks
from nps._kernels.numerics.moments import moments, normal_quantile
from nps._kernels.numerics.roots import find_root
from nps._kernels.one_score.score import constrained_shares

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nps._kernels import FloatArray


def skewness_interval(
    promoters: ArrayLike,
    passives: ArrayLike,
    detractors: ArrayLike,
    tail: float,
    *,
    unbiased: bool = True,
) -> tuple[FloatArray, FloatArray]:
    """Return the skewness-corrected score limits with probability `tail` left out at each end.

    With `unbiased=False` the variance is not multiplied by f = n/(n - 1). With it, a single answer
    gives the whole scale.
    """
    critical = normal_quantile(tail)

    def limits(a: FloatArray, b: FloatArray, c: FloatArray) -> tuple[FloatArray, FloatArray]:
        def excess(
            theta: FloatArray, target: FloatArray, a: FloatArray, b: FloatArray, c: FloatArray
        ) -> FloatArray:
            return skewness_statistic(a, b, c, theta, unbiased=unbiased) - target

        _, d, _ = moments(a, b, c)
        # The end of the scale comes first: it is the limit if z* never gets as far as z.
        end, target = np.ones_like(d), np.full_like(d, critical)
        low = find_root(excess, -end, d, target, a, b, c)
        return low, find_root(excess, end, d, -target, a, b, c)

    return in_blocks(limits, promoters, passives, detractors)


def skewness_statistic(
    promoters: ArrayLike,
    passives: ArrayLike,
    detractors: ArrayLike,
    theta: ArrayLike,
    *,
    unbiased: bool = True,
) -> FloatArray:
    """Return z*(theta).

    It is 0 where the null leaves no variance and equals the score, and, with the factor f, for a
    single answer.
    """
    n, d, _ = moments(promoters, passives, detractors)
    b, theta = np.asarray(passives, dtype=np.float64), np.asarray(theta, dtype=np.float64)
    p_pro, p_pas, p_det = constrained_shares(promoters, passives, detractors, theta)
    size = np.abs(theta)
    w = 2.0 * np.minimum(p_pro, p_det) + size * (1.0 - size)
    against = np.where(theta < 0.0, promoters, detractors)
    with np.errstate(invalid="ignore", divide="ignore"):
        # At the ends p_pas and w vanish together; for a unanimous sample p_pas does so first.
        at_end = np.where(np.abs(d) < 1.0, b / (b + 2.0 * against), 0.0)
        ratio = np.where(size < 1.0, p_pas / w, at_end)
        f = n / np.maximum(n - 1.0, 0.0) if unbiased else 1.0
        z_part = (d - theta) * np.sqrt(n / f)  # z1 and k, both times sqrt(w)
        k_part = theta * (ratio - 2.0) / (6.0 * np.sqrt(n * f**3))
        both = z_part + k_part
        z = 2.0 * both / (np.sqrt(w) + np.sqrt(np.maximum(w + 4.0 * k_part * both, 0.0)))
    return np.where(((w == 0.0) & (d == theta)) | np.isinf(f), 0.0, z)
