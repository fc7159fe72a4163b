"""How scores moved among people seen twice: tests and intervals for the mean difference.

Somebody who answered twice has a difference D = s - r in {-2, ..., 2} between the two answers,
scored +1, 0 or -1 each. The difference of the two scores is the mean of D, so that everything
about it follows from how many people have each D. With n people, d = mean(D), V = mean((D - d)**2),

    Wald           z = (d - theta) / sqrt(V / n)
    t              the same with V / (n - 1), against Student's t
    null variance  z = (d - theta) / sqrt(M / n),  M = mean((D - theta)**2) = V + (d - theta)**2.

At theta = 0 the last is the test of Fleiss, Levin & Paik for three ordered classes. Solving
z**2 = critical**2 for theta gives its interval, d -+ critical sqrt(V / (n - critical**2)); where
n <= critical**2 no theta is rejected. The score test and interval of the mean of D, the default,
are in `multinomial`. Scores other than +1, 0, -1 may be given; counts stand along the last axis.

References
----------
Fleiss JL, Levin B, Paik MC (2003). Statistical Methods for Rates and Proportions, 3rd ed.,
sec. 13.4. doi:10.1002/0471445428

Fagerland MW, Lydersen S, Laake P (2017). Statistical Analysis of Contingency Tables, ch. 9. CRC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.numerics.moments import around, normal_quantile, ratio, student_quantile

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nps._kernels import FloatArray

DIFFERENCES = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
"""What one person's score can change by."""


def difference_counts(tables: ArrayLike) -> FloatArray:
    """Return how many changed by -2, -1, 0, 1, 2, from 3 x 3 tables in the last two axes.

    Rows are classes in the reference, columns in the sample, in the order promoter, passive,
    detractor. So D is row minus column, and constant along each diagonal.
    """
    t = np.asarray(tables, dtype=np.float64)
    diagonals = [np.trace(t, offset=2 - i, axis1=-2, axis2=-1) for i in range(5)]
    return np.stack(diagonals, axis=-1)


def difference_moments(
    counts: ArrayLike, scores: ArrayLike = DIFFERENCES
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return n, the mean d and the variance V (divisor n); NaN where n = 0."""
    x, s = np.asarray(counts, dtype=np.float64), np.asarray(scores, dtype=np.float64)
    n = x.sum(axis=-1)
    with np.errstate(invalid="ignore"):
        p, d = x / n[..., None], (x * s).sum(axis=-1) / n
    return n, d, (p * (s - d[..., None]) ** 2).sum(axis=-1)


def wald_error(counts: ArrayLike, scores: ArrayLike = DIFFERENCES) -> FloatArray:
    """Return sqrt(V / n)."""
    n, _, v = difference_moments(counts, scores)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.sqrt(v / n))


def wald_statistic(
    counts: ArrayLike, theta: FloatArray | float, scores: ArrayLike = DIFFERENCES
) -> FloatArray:
    """Return (d - theta) / sqrt(V / n); 0 where both vanish."""
    return ratio(difference_moments(counts, scores)[1] - theta, wald_error(counts, scores))


def wald_limits(
    counts: ArrayLike, tail: float, scores: ArrayLike = DIFFERENCES
) -> tuple[FloatArray, FloatArray]:
    """Return d -+ z sqrt(V / n), within the range of the scores."""
    half = normal_quantile(tail) * wald_error(counts, scores)
    return around(
        difference_moments(counts, scores)[1], half, float(np.ptp(np.asarray(scores))) / 2.0
    )


def t_error(counts: ArrayLike) -> FloatArray:
    """Return sqrt(V / (n - 1)); NaN for a single person and where all changed alike."""
    n, _, v = difference_moments(counts)
    return np.sqrt(np.where(v > 0.0, v, np.nan) / np.where(n > 1.0, n - 1.0, np.nan))


def t_statistic(counts: ArrayLike, theta: FloatArray | float) -> FloatArray:
    """Return (d - theta) / sqrt(V / (n - 1)), to be held against Student's t."""
    return np.asarray((difference_moments(counts)[1] - theta) / t_error(counts))


def t_freedom(counts: ArrayLike) -> FloatArray:
    """Return n - 1, NaN where the t test is undefined."""
    return np.where(np.isnan(t_error(counts)), np.nan, difference_moments(counts)[0] - 1.0)


def t_limits(counts: ArrayLike, tail: float) -> tuple[FloatArray, FloatArray]:
    """Return d -+ t sqrt(V / (n - 1)), within [-2, 2].

    Student (1908). The probable error of a mean. Biometrika 6(1), 1-25, doi:10.1093/biomet/6.1.1.
    """
    half = student_quantile(t_freedom(counts), tail) * t_error(counts)
    return around(difference_moments(counts)[1], half, 2.0)


def null_statistic(
    counts: ArrayLike, theta: FloatArray | float, scores: ArrayLike = DIFFERENCES
) -> FloatArray:
    """Return (d - theta) / sqrt(M / n), M the mean square of D - theta; 0 where both vanish."""
    n, d, v = difference_moments(counts, scores)
    gap = d - theta
    with np.errstate(invalid="ignore"):
        return ratio(gap, np.sqrt((v + gap**2) / n))


def null_limits(counts: ArrayLike, tail: float) -> tuple[FloatArray, FloatArray]:
    """Return d -+ z sqrt(V / (n - z**2)) within [-2, 2], all of it where n <= z**2."""
    n, d, v = difference_moments(counts)
    z = normal_quantile(tail)
    spare = n - z * z
    with np.errstate(invalid="ignore", divide="ignore"):
        half = np.where(spare <= 0.0, np.copysign(np.inf, z), z * np.sqrt(v / spare))
    return around(d, half, 2.0)
