"""Intervals of the form centre +- critical value * standard error, and two relatives of theirs.

They are what most reports were made with and are offered so that such reports can be reproduced.
Only the adjusted ones keep their level in small samples.
"""

from __future__ import annotations

from math import log, sqrt
from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.numerics.moments import (
    ADJUSTED_WALD,
    around,
    as_floats,
    moments,
    normal_quantile,
    student_quantile,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nps._kernels import FloatArray

AGRESTI_MIN = (0.5, 1.0, 0.5)
"""Half a pseudo-answer in each cell of the 2 x 2 table of pairs (Agresti & Min 2005)."""
BONETT_PRICE = (1.0, 0.0, 1.0)
"""One pseudo-answer in each discordant cell (Bonett & Price 2012)."""


def wald(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return d +- z sqrt(v/n), v the variance with divisor n.

    Zero width when all answers agree. Rocks B (2016), The American Statistician 70(4), 365-372,
    doi:10.1080/00031305.2016.1158124.
    """
    return _interval(*moments(promoters, passives, detractors), normal_quantile(tail))


def t(
    promoters: ArrayLike,
    passives: ArrayLike,
    detractors: ArrayLike,
    tail: float,
    fraction: ArrayLike = 0.0,
) -> tuple[FloatArray, FloatArray]:
    """Return d +- t sqrt((1 - f) v/(n - 1)), the one-sample t interval (divisor n - 1).

    `fraction` f = n/N is the part of a finite population that was sampled. NaN where the interval
    is undefined: fewer than two answers, or no variance among them.
    """
    n, d, v = moments(promoters, passives, detractors)
    defined = (n > 1.0) & (v > 0.0)
    freedom = np.where(defined, n - 1.0, np.nan)
    critical = student_quantile(freedom, tail)
    return _interval(freedom, d, v * (1.0 - np.asarray(fraction)), critical)


def add_pseudo_counts(
    promoters: ArrayLike,
    passives: ArrayLike,
    detractors: ArrayLike,
    pseudo: tuple[float, float, float],
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the counts with `pseudo` added to promoters, passives, detractors.

    Samples without answers become NaN: pseudo-answers alone are not data.
    """
    a, b, c = map(as_floats, (promoters, passives, detractors))
    empty = np.where(a + b + c > 0.0, 0.0, np.nan)
    return a + (empty + pseudo[0]), b + (empty + pseudo[1]), c + (empty + pseudo[2])


def wald_with_pseudo_counts(
    promoters: ArrayLike,
    passives: ArrayLike,
    detractors: ArrayLike,
    tail: float,
    pseudo: tuple[float, float, float],
) -> tuple[FloatArray, FloatArray]:
    """Return the Wald interval of the counts with `pseudo` added.

    The centre (s + w_pro - w_det)/(n + w_pro + w_pas + w_det) lies nearer 0 than the score, which
    may even be left out: (1, 0, 0) gives an upper limit of .985 at 95% by the (3, T) rule.
    """
    return wald(*add_pseudo_counts(promoters, passives, detractors, pseudo), tail)


def adjusted_wald(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the Wald interval after adding 3/4, 3/2, 3/4 answers: the (3, T) rule.

    Rocks B (2016). Interval estimation for the "Net Promoter Score". The American Statistician
    70(4), 365-372, doi:10.1080/00031305.2016.1158124.
    """
    return wald_with_pseudo_counts(promoters, passives, detractors, tail, ADJUSTED_WALD)


def agresti_min(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the Wald interval after adding 1/2, 1, 1/2 answers ("Wald+2").

    Agresti A, Min Y (2005). Simple improved confidence intervals for comparing matched
    proportions. Statistics in Medicine 24(5), 729-740, doi:10.1002/sim.1781.
    """
    return wald_with_pseudo_counts(promoters, passives, detractors, tail, AGRESTI_MIN)


def bonett_price(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the Wald interval after adding one promoter and one detractor.

    Bonett DG, Price RM (2012). Adjusted Wald confidence interval for a difference of binomial
    proportions based on paired data. Journal of Educational and Behavioral Statistics 37(4),
    479-488, doi:10.3102/1076998611411915.
    """
    return wald_with_pseudo_counts(promoters, passives, detractors, tail, BONETT_PRICE)


def goodman(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the Wald interval that holds jointly with the other two differences of shares.

    Bonferroni over the three pairs of classes: the tail is divided by 3. Goodman LA (1965). On
    simultaneous confidence intervals for multinomial proportions. Technometrics 7(2), 247-254,
    doi:10.1080/00401706.1965.10490252.
    """
    return wald(promoters, passives, detractors, tail / 3.0)


def goodman_scheffe(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the Wald interval that holds jointly for all contrasts of the three shares.

    d +- sqrt(q v/n), q the quantile of chi-squared with 2 degrees of freedom, -2 log(2 tail).
    Goodman LA (1964). Simultaneous confidence intervals for contrasts among multinomial
    populations. Annals of Mathematical Statistics 35(2), 716-725, doi:10.1214/aoms/1177703569.
    """
    critical = sqrt(max(0.0, -2.0 * log(2.0 * tail)))
    return _interval(*moments(promoters, passives, detractors), critical)


def may_johnson(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the theta with (d - theta)**2 <= (z**2/n) (m/n - theta**2), m the non-passives.

    A score interval that keeps the observed share m/n instead of estimating it under theta; with
    h = z**2/n the limits are (d +- sqrt(h (v + h m/n))) / (1 + h). May WL, Johnson WD (1997).
    Confidence intervals for differences in correlated binary proportions. Statistics in Medicine
    16(18), 2127-2136.
    """
    n, d, v = moments(promoters, passives, detractors)
    with np.errstate(invalid="ignore", divide="ignore"):
        root_h = normal_quantile(tail) / np.sqrt(n)
        h = root_h * root_h
        half = root_h * np.sqrt(v + h * np.add(promoters, detractors) / n)
        low, high = (d - half) / (1.0 + h), (d + half) / (1.0 + h)
    return np.clip(low, -1.0, 1.0), np.clip(high, -1.0, 1.0)


def _interval(
    n: FloatArray, d: FloatArray, v: FloatArray, critical: FloatArray | float
) -> tuple[FloatArray, FloatArray]:
    """Return d +- critical * sqrt(v/n) within the scale."""
    with np.errstate(invalid="ignore"):
        return around(d, critical * np.sqrt(v / n))
