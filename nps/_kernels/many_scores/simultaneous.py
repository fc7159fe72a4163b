"""Critical values and tail probabilities of the largest of many normal test statistics.

With c the (1 - alpha) quantile of max |Z|, all intervals "difference -+ c standard errors" hold at
once with probability 1 - alpha (Hothorn, Bretz & Westfall 2008). For the comparisons that people
make the law of max |Z| is an integral over one variable, taken here by the trapezoidal rule, which
converges exponentially for such integrands (Trefethen & Weideman 2014): no simulation.

Every pair of k cohorts. With equal standard errors it is the range of k normal variables,

    P(max > c) = k * integral of phi(z) (Phi(z)**(k-1) - (Phi(z) - Phi(z - c sqrt(2)))**(k-1)) dz,

Tukey's test. With unequal ones the probability is smaller: Hayter (1984) proved this conjecture of
Tukey and Kramer, so that the bound holds whatever the standard errors are.

Each of m cohorts against one reference. Given the score of the reference the statistics are
independent (Dunnett 1955), and with r_i = error of cohort i / error of the reference,

    P(max > c) = 1 - integral of phi(y) prod_i (Phi(u_i) - Phi(l_i)) dy,
    u_i, l_i = (y +- c sqrt(1 + r_i**2)) / r_i.

Other families. P(max |Z| > c) <= 1 - (1 - 2 Phi(-c))**m whatever the correlations (Sidak 1967);
one-sided, Bonferroni's m Phi(-c).

References
----------
Dunnett CW (1955). A multiple comparison procedure for comparing several treatments with a control.
Journal of the American Statistical Association 50(272), 1096-1121.
doi:10.1080/01621459.1955.10501294

Hayter AJ (1984). A proof of the conjecture that the Tukey-Kramer multiple comparisons procedure is
conservative. The Annals of Statistics 12(1), 61-75. doi:10.1214/aos/1176346392

Hothorn T, Bretz F, Westfall P (2008). Simultaneous inference in general parametric models.
Biometrical Journal 50(3), 346-363. doi:10.1002/bimj.200810425

Sidak Z (1967). Rectangular confidence regions for the means of multivariate normal distributions.
Journal of the American Statistical Association 62(318), 626-633.
doi:10.1080/01621459.1967.10482935

Trefethen LN, Weideman JAC (2014). The exponentially convergent trapezoidal rule. SIAM Review 56(3),
385-458. doi:10.1137/130932132
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.numerics.roots import find_root

if TYPE_CHECKING:
    from collections.abc import Callable

    from nps._kernels import FloatArray

    Tail = Callable[[FloatArray], FloatArray]

FAR = 8.0
"""Beyond this the statistics hardly ever exceed together, and Bonferroni's bound is the value."""
SMALLEST_RATIO = 0.05
"""Smaller r_i are raised to this, so that the integrand stays smooth; larger r_i, larger bound."""
DEGREE = 128
"""Of the Chebyshev interpolant of log P(max > c) that serves many c at once, to 1e-6 or better."""


def range_tail(critical: FloatArray, cohorts: int) -> FloatArray:
    """Return P(max > critical) over all pairs of `cohorts`, two-sided: Tukey's upper bound."""
    from scipy.special import log_ndtr

    step = 1.0 / 16.0
    z = np.arange(-9.0, 16.0, step)
    below = log_ndtr(z)
    others = cohorts - 1.0
    density = np.exp(-0.5 * z * z + others * below) * (cohorts * step / np.sqrt(2.0 * np.pi))

    def integral(c: FloatArray) -> FloatArray:
        outside = np.exp(log_ndtr(z - np.sqrt(2.0) * c[:, np.newaxis]) - below)
        with np.errstate(divide="ignore"):
            inside = others * np.log1p(-np.minimum(outside, 1.0))
        tail: FloatArray = -np.expm1(inside) @ density
        return tail

    bound = bonferroni_tail(critical, 0.5 * cohorts * others, 2)
    return _evaluate(integral, np.maximum(critical, 0.0), bound)


def reference_tail(critical: FloatArray, ratios: FloatArray, sides: int) -> FloatArray:
    """Return P(max > critical) for cohorts against one reference (Dunnett).

    `ratios` are the standard errors of the cohorts divided by that of the reference.
    """
    from scipy.special import ndtr

    ratios = np.maximum(ratios, SMALLEST_RATIO)
    step = min(0.1, float(ratios.min()) / 1.5)
    y = np.arange(-12.0, 12.0 + step, step)
    density = np.exp(-0.5 * y * y) * (step / np.sqrt(2.0 * np.pi))
    reach, shift = np.sqrt(1.0 + ratios**2) / ratios, y[:, np.newaxis] / ratios

    def at(c: float) -> float:
        outside = ndtr(-c * reach - shift)
        if sides == 2:
            outside += ndtr(-c * reach + shift)
        with np.errstate(divide="ignore"):
            inside = np.log1p(-np.minimum(outside, 1.0)).sum(axis=1)
        return float(-density @ np.expm1(inside))

    def integral(c: FloatArray) -> FloatArray:
        return np.array([at(each) for each in c.tolist()])

    bound = bonferroni_tail(critical, float(ratios.size), sides)
    return _evaluate(integral, np.maximum(critical, 0.0) if sides == 2 else critical, bound)


def _evaluate(
    integral: Callable[[FloatArray], FloatArray], critical: FloatArray, bound: FloatArray
) -> FloatArray:
    """Integrate at each critical value, or at DEGREE + 1 of them if there are many."""
    inner = np.clip(critical, -FAR, FAR)
    if critical.size <= 2 * DEGREE:
        tail = integral(inner)
    else:
        from numpy.polynomial import Chebyshev

        ends = [float(inner.min()), FAR + 1e-9]
        tail = np.exp(Chebyshev.interpolate(lambda c: np.log(integral(c)), DEGREE, ends)(inner))
    return np.where(critical > FAR, bound, np.clip(tail, 0.0, bound))


def sidak_tail(critical: FloatArray, tests: float) -> FloatArray:
    """Return 1 - (1 - 2 Phi(-critical))**tests, Sidak's bound for two-sided statistics."""
    from scipy.special import ndtr

    with np.errstate(divide="ignore"):
        return -np.expm1(tests * np.log1p(-2.0 * ndtr(-np.maximum(critical, 0.0))))


def bonferroni_tail(critical: FloatArray, tests: float, sides: int) -> FloatArray:
    """Return the bound sides * tests * Phi(-critical), at most 1."""
    from scipy.special import ndtr

    return np.minimum(1.0, sides * tests * ndtr(-critical))


def critical_value(tail: Tail, alpha: float, tests: float, sides: int) -> float:
    """Return c with P(max > c) = alpha, between the quantiles of one test and of Bonferroni."""
    low = np.array([normal_quantile(alpha / sides)])
    high = np.array([normal_quantile(alpha / sides / tests)])
    return float(find_root(lambda c: tail(c) - alpha, low, high)[0])


def family_p_values(tail: Tail, p_value: FloatArray, sides: int) -> FloatArray:
    """Return P(max > z), z being the normal deviate of each p-value; NaN stays NaN."""
    from scipy.special import ndtri

    known = ~np.isnan(p_value)
    adjusted = np.full(p_value.shape, np.nan)
    raw = p_value[known]
    # no smaller than the p-value itself, which rounding might undercut for a single test
    adjusted[known] = np.clip(tail(-ndtri(raw / sides)), raw, 1.0)
    return adjusted
