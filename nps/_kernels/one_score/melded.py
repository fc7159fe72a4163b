"""The exact interval of Fay and Lumbard, melded from two Clopper-Pearson intervals.

With m = promoters + detractors of n answers, the score is T U, where T is the share of answers
that are not passive and U = 2 B - 1, B the share of promoters among those. Each binomial share has
two confidence distributions, whose quantiles are its Clopper-Pearson limits,

    T_low ~ Beta(m, n - m + 1)     T_high ~ Beta(m + 1, n - m)     B_low ~ Beta(a, m - a + 1)

and, drawn independently, they give the lower limit as the smaller of the `tail` quantiles of
T_low (2 B_low - 1) and T_high (2 B_low - 1). The sign of the limit tells which: the factor T makes
a negative value the lower the larger it is, a positive one the lower the smaller it is, and the
quantile is not above 0 if and only if P(B_low <= 1/2) >= tail. At 0 the interval therefore agrees
with the exact sign test. The upper limit is the mirrored lower limit of the mirrored counts.

The distribution function of a product,

    P(T U <= t) = P(T <= t) + integral over T > |t| of P(B <= (1 + t/T)/2) dP(T),

is computed by Gauss-Legendre quadrature in log T over the stretch where neither factor is
negligible; the limits are good to 1e-10 or better for up to a million answers.

References
----------
Fay MP, Lumbard K (2021). Confidence intervals for difference in proportions for matched pairs
compatible with exact McNemar's or sign tests. Statistics in Medicine 40(5), 1147-1159.
doi:10.1002/sim.8829
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.numerics.chunks import in_blocks
from nps._kernels.numerics.roots import find_root

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nps._kernels import FloatArray

NODES, WEIGHTS = np.polynomial.legendre.leggauss(40)
NEGLIGIBLE = 1e-14
"""Probability, as a fraction of the tail, outside which a factor is ignored."""
BLOCK = 1 << 11


def melded(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the melded exact limits, at most `tail` left out at each end; whole counts only."""

    def limits(a: FloatArray, b: FloatArray, c: FloatArray) -> tuple[FloatArray, FloatArray]:
        return _lower_limit(a, b, c, tail), -_lower_limit(c, b, a, tail)

    return in_blocks(limits, promoters, passives, detractors, block=BLOCK)


def _central_range(p: FloatArray, q: FloatArray, cut: float) -> tuple[FloatArray, FloatArray]:
    """Return the quantiles of Beta(p, q) with probability `cut` outside at each end."""
    from scipy.special import betainccinv, betaincinv

    low, high = betaincinv(p, q, cut), betainccinv(p, q, cut)
    return np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)


def _lower_limit(a: FloatArray, b: FloatArray, c: FloatArray, tail: float) -> FloatArray:
    from scipy.special import betainc

    low = np.full(a.shape, np.nan)
    # Without promoters U = -1, without passives T_high = 1: one factor is left.
    none = (a == 0.0) & (b + c > 0.0)
    low[none] = np.where(b[none] > 0.0, -_central_range(c[none] + 1.0, b[none], tail)[1], -1.0)
    some = np.flatnonzero(a > 0.0)
    a, b, c = a[some], b[some], c[some]
    below = betainc(a, c + 1.0, 0.5) >= tail
    alone = below & (b == 0.0)
    low[some[alone]] = 2.0 * _central_range(a[alone], c[alone] + 1.0, tail)[0] - 1.0
    some, a, b, c, below = some[~alone], a[~alone], b[~alone], c[~alone], below[~alone]
    shape_1, shape_2 = np.where(below, a + c + 1.0, a + c), np.where(below, b, b + 1.0)
    t_min, t_max = _central_range(shape_1, shape_2, NEGLIGIBLE * tail)
    b_min, b_max = _central_range(a, c + 1.0, NEGLIGIBLE * tail)
    low[some] = find_root(
        _product_cdf,
        np.where(below, -1.0, 0.0),
        np.where(below, 0.0, 1.0),
        np.full_like(a, tail),
        shape_1,
        shape_2,
        t_min,
        t_max,
        a,
        c + 1.0,
        2.0 * b_min - 1.0,
        2.0 * b_max - 1.0,
        absolute=1e-13,
    )
    return low


def _product_cdf(
    t: FloatArray,
    tail: FloatArray,
    shape_1: FloatArray,
    shape_2: FloatArray,
    t_min: FloatArray,
    t_max: FloatArray,
    a: FloatArray,
    c1: FloatArray,
    u_min: FloatArray,
    u_max: FloatArray,
) -> FloatArray:
    """Return P(T U <= t) - tail for T ~ Beta(shape_1, shape_2), B ~ Beta(a, c1)."""
    from scipy.special import betainc, betaincc, betaln, xlog1py

    # With T growing from |t| on, t/T shrinks to 0 and P(B <= ...) goes from one of 1 and 0 to the
    # other: from 1 if t > 0. Outside [start, stop] it is as good as there already.
    positive = t > 0.0
    sign = np.where(positive, 1.0, -1.0)
    first, last = sign * np.where(positive, u_max, u_min), sign * np.where(positive, u_min, u_max)
    with np.errstate(divide="ignore", invalid="ignore"):
        start = np.clip(np.where(first > 0.0, np.abs(t) / first, np.inf), t_min, t_max)
        stop = np.clip(np.where(last > 0.0, np.abs(t) / last, np.inf), t_min, t_max)
    constant = np.where(
        positive, betainc(shape_1, shape_2, start), betaincc(shape_1, shape_2, stop)
    )
    half = 0.5 * np.log(stop / start)[:, None]
    log_x = np.log(start)[:, None] + half * (1.0 + NODES)
    x = np.exp(log_x)
    shape_1, shape_2 = shape_1[:, None], shape_2[:, None]
    log_density = shape_1 * log_x + xlog1py(shape_2 - 1.0, -x) - betaln(shape_1, shape_2)
    argument = np.clip(0.5 + 0.5 * t[:, None] / x, 0.0, 1.0)
    values = betainc(a[:, None], c1[:, None], argument) * np.exp(log_density)
    return np.asarray(constant + (half * values) @ WEIGHTS - tail)
