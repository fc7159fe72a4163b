"""Measures of the same respondents held against each other: correlations and areas.

Correlations r_1, r_2 of two measures with one outcome vary together, since both measures do. With
r_12 the correlation of the measures and (l_j, u_j) the limits of r_j by Fisher's z, Zou's interval
of r_1 - r_2 is

    low  = r_1 - r_2 - sqrt((r_1 - l_1)**2 + (u_2 - r_2)**2 - 2 c (r_1 - l_1)(u_2 - r_2))
    high = r_1 - r_2 + sqrt((u_1 - r_1)**2 + (r_2 - l_2)**2 - 2 c (u_1 - r_1)(r_2 - l_2)),

c = ((r_12 - r_1 r_2/2)(1 - r_1**2 - r_2**2 - r_12**2) + r_12**3) / ((1 - r_1**2)(1 - r_2**2)).

Areas under the curve are averages over pairs of people with and without the outcome, so their
covariance is that of each person's own average (DeLong).

References
----------
Zou GY (2007). Toward using confidence intervals to compare correlations. Psychological Methods
12(4), 399-413. doi:10.1037/1082-989X.12.4.399

Meng XL, Rosenthal R, Rubin DB (1992). Comparing correlated correlation coefficients. Psychological
Bulletin 111(1), 172-175. doi:10.1037/0033-2909.111.1.172

DeLong ER, DeLong DM, Clarke-Pearson DL (1988). Comparing the areas under two or more correlated
receiver operating characteristic curves. Biometrics 44(3), 837-845. doi:10.2307/2531595
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray


class Area(NamedTuple):
    """An area under the curve with its standard error."""

    value: float
    error: float


def area_of_counts(yes: FloatArray, no: FloatArray, points: FloatArray) -> Area:
    """Return the chance that one of `yes` has more points than one of `no`, ties counted half.

    Numbers of people by their points; NaN where one kind is empty, no error for a single person.
    """
    m, n = yes.sum(), no.sum()
    if not (m > 0.0 and n > 0.0):
        return Area(np.nan, np.nan)
    wins = (np.sign(points[:, np.newaxis] - points) + 1.0) / 2.0
    above, below = wins @ no / n, wins.T @ yes / m
    value = float(yes @ above / m)
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = yes @ (above - value) ** 2 / (m - 1.0) / m
        spread += no @ (below - value) ** 2 / (n - 1.0) / n
    return Area(value, float(np.sqrt(spread)))
