"""Ratios of two estimates with limits.

Fieller: the ratios r at which a - r b is not clear of 0. MOVER: where the limits of a and of b are
known, those of a - r b are (a - r b) -+ sqrt of the squared distances of the ends (Zou & Donner),
and the limits of the ratio are the r at which they pass 0. For positive a, b these are

    low  = C / (a b + sqrt((a b)**2 - A C)),   A = u_b (2 b - u_b),  C = l_a (2 a - l_a)
    high = (a b + sqrt((a b)**2 - A C)) / A,   A = l_b (2 b - l_b),  C = u_a (2 a - u_a)

References
----------
Fieller EC (1954). Some problems in interval estimation. Journal of the Royal Statistical Society B
16(2), 175-185. doi:10.1111/j.2517-6161.1954.tb00159.x

Donner A, Zou GY (2012). Closed-form confidence intervals for functions of the normal mean and
standard deviation. Statistical Methods in Medical Research 21(4), 347-359.
doi:10.1177/0962280210383082
"""

from __future__ import annotations

from math import inf, isnan, nan, sqrt

Limits = tuple[float, float]


def fieller(a: float, b: float, variances: Limits, covariance: float, critical: float) -> Limits:
    """Return the limits of a/b; NaN where b is not clear of 0, so that there are none."""
    squared = critical * critical
    first = b * b - squared * variances[1]
    if not first > 0.0:
        return nan, nan
    middle = a * b - squared * covariance
    last = a * a - squared * variances[0]
    root = sqrt(max(0.0, middle * middle - first * last))
    return (middle - root) / first, (middle + root) / first


def mover_ratio(a: float, b: float, around_a: Limits, around_b: Limits) -> Limits:
    """Return the limits of a/b for a >= 0, b > 0 whose own limits are not below 0.

    Infinite above where b may be 0, NaN where a limit is unknown.
    """
    (low_a, high_a), (low_b, high_b) = around_a, around_b
    if isnan(low_a + low_b + high_a + high_b):
        return nan, nan
    low_a, low_b = max(low_a, 0.0), max(low_b, 0.0)
    below = high_b * (2.0 * b - high_b)
    above = low_a * (2.0 * a - low_a)
    ab = a * b
    reach = ab + sqrt(max(0.0, ab * ab - below * above))
    low = above / reach if reach > 0.0 else 0.0
    below = low_b * (2.0 * b - low_b)
    above = high_a * (2.0 * a - high_a)
    reach = ab + sqrt(max(0.0, ab * ab - below * above))
    return low, reach / below if below > 0.0 else inf


def mover_difference(a: float, b: float, around_a: Limits, around_b: Limits) -> Limits:
    """Return the limits of a - b (Zou & Donner 2008, doi:10.1002/sim.3095)."""
    (low_a, high_a), (low_b, high_b) = around_a, around_b
    down = sqrt((a - low_a) ** 2 + (high_b - b) ** 2)
    up = sqrt((high_a - a) ** 2 + (b - low_b) ** 2)
    return a - b - down, a - b + up
