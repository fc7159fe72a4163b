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


class Areas(NamedTuple):
    """Areas under the curve of several measures, with their covariance."""

    value: FloatArray
    covariance: FloatArray


class Pair(NamedTuple):
    """A difference with its limits, and the statistic that tests it."""

    difference: float
    low: float
    high: float
    z: float


def correlations(outcome: FloatArray, measures: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return those of each row of `measures` with the outcome, and among the rows; NaN for none."""
    table = np.vstack([outcome, measures])
    gaps = table - table.mean(axis=1, keepdims=True)
    spread = np.sqrt((gaps * gaps).sum(axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        scaled = gaps / spread[:, np.newaxis]
    found = np.clip(scaled @ scaled.T, -1.0, 1.0)
    return found[0, 1:], found[1:, 1:]


def fisher_limits(r: FloatArray, n: int, critical: float) -> tuple[FloatArray, FloatArray]:
    """Return the limits of correlations by Fisher's z; more than 3 people."""
    with np.errstate(divide="ignore"):
        z = np.arctanh(r)
    reach = critical / np.sqrt(n - 3.0)
    return np.tanh(z - reach), np.tanh(z + reach)


def correlated(r1: float, r2: float, between: float, n: int, critical: float) -> Pair:
    """Hold two correlations with one outcome against each other: Zou's limits, Meng's z.

    Meng, Rosenthal and Rubin: z = (z_1 - z_2) sqrt((n - 3)/(2 (1 - r_12) h)) with
    h = (1 - f q)/(1 - q), q the mean of r_1**2 and r_2**2, f = (1 - r_12)/(2 (1 - q)), at most 1.
    """
    first, second, middle = np.float64(r1), np.float64(r2), np.float64(between)
    (l1, l2), (u1, u2) = fisher_limits(np.array([first, second]), n, critical)
    with np.errstate(invalid="ignore", divide="ignore"):
        left = 1.0 - first**2 - second**2 - middle**2
        c = ((middle - 0.5 * first * second) * left + middle**3) / (
            (1.0 - first**2) * (1.0 - second**2)
        )
        down, up, over, under = first - l1, u1 - first, u2 - second, second - l2
        low = np.sqrt(np.maximum(down**2 + over**2 - 2.0 * c * down * over, 0.0))
        high = np.sqrt(np.maximum(up**2 + under**2 - 2.0 * c * up * under, 0.0))
        q = 0.5 * (first**2 + second**2)
        f = np.minimum(0.5 * (1.0 - middle) / (1.0 - q), 1.0)
        h = (1.0 - f * q) / (1.0 - q)
        gap = np.arctanh(first) - np.arctanh(second)
        z = gap * np.sqrt((n - 3.0) / (2.0 * (1.0 - middle) * h))
    difference = r1 - r2
    if middle == 1.0 and difference == 0.0:
        return Pair(0.0, 0.0, 0.0, 0.0)
    return Pair(difference, float(difference - low), float(difference + high), float(z))


def areas(happened: np.ndarray, measures: FloatArray) -> Areas:
    """Return the areas of each row of `measures` and their covariance (DeLong).

    Two people of either kind at least.
    """
    with_it, without = measures[:, happened], measures[:, ~happened]
    m, n = with_it.shape[1], without.shape[1]
    above = np.array(
        [_share_below(ours, theirs) for ours, theirs in zip(with_it, without, strict=True)]
    )
    below = np.array(
        [1.0 - _share_below(theirs, ours) for ours, theirs in zip(with_it, without, strict=True)]
    )
    spread = np.atleast_2d(np.cov(above)) / m + np.atleast_2d(np.cov(below)) / n
    return Areas(above.mean(axis=1), spread)


def _share_below(ours: FloatArray, theirs: FloatArray) -> FloatArray:
    """Return which share of theirs each of ours is above, ties counted half."""
    ordered = np.sort(theirs)
    under = np.searchsorted(ordered, ours, side="left")
    up_to = np.searchsorted(ordered, ours, side="right")
    share: FloatArray = 0.5 * (under + up_to) / theirs.size
    return share
