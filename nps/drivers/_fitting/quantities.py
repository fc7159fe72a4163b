"""What is told of a driver beside its effect: potential, contribution, correlation and the like."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels import FloatArray
    from nps.drivers._fitting.coding import Levels, Row
    from nps.drivers._fitting.likelihood import ClassEffects
    from nps.drivers._fitting.regression import Regression
    from nps.drivers._reading.factors import Factor


def potential(
    found: Regression, of_classes: ClassEffects | None, levels: Levels, rows: Sequence[Row]
) -> tuple[FloatArray, FloatArray]:
    """Return what everybody at the top would bring, and its variance; NaN where there is no top."""
    if of_classes is not None:
        return of_classes.potential, of_classes.potential_variance
    k = found.fit.mean.size
    slopes, known = found.fit.slopes[:, 0], found.column_known & found.varied
    covariance = found.covariance(np.eye(k))[0]
    room, turn = levels.room, levels.room_slopes
    of_room = turn @ found.mean_covariance @ turn.T
    value, variance = np.full((2, len(rows)), np.nan)
    for j, row in enumerate(rows):
        own = list(row.columns)
        if row.kind in ("category", "asked") or not known[own].all():
            continue
        value[j] = slopes[own] @ room[own]
        pick = np.ix_(own, own)
        variance[j] = room[own] @ covariance[pick] @ room[own]
        variance[j] += slopes[own] @ of_room[pick] @ slopes[own]
    return value, variance


def ranges(
    rows: Sequence[Row],
    factors: Sequence[Factor],
    effect: FloatArray,
    slopes: FloatArray,
    known: np.ndarray,
) -> tuple[tuple[FloatArray, FloatArray], FloatArray]:
    """Return the ends of the scale of each row, and the effect from one to the other."""
    low, high = np.zeros(len(rows)), np.ones(len(rows))
    per_range = effect.copy()
    for j, row in enumerate(rows):
        if row.kind in ("category", "asked"):
            continue
        ends = [(factors[i].low, factors[i].high) for i in row.drivers]
        widths = np.array([b - a for a, b in ends])
        low[j], high[j] = ends[0] if len(set(ends)) == 1 else (np.nan, np.nan)
        if len(set(widths.tolist())) == 1:
            per_range[j] = effect[j] * widths[0]
        else:
            own = list(row.columns)
            per_range[j] = widths @ slopes[own] if known[own].all() else np.nan
    return (low, high), per_range


def contribution(rows: Sequence[Row], factors: Sequence[Factor], found: Regression) -> FloatArray:
    """Return mean times slope; being asked carries the average answer, so its slope has none."""
    mean, slopes = found.fit.mean, found.fit.slopes[:, 0]
    parts = np.where(found.column_known & found.varied, mean * slopes, np.nan)
    contribution = np.zeros(len(rows))
    for j, row in enumerate(rows):
        own = list(row.columns)
        if row.kind in ("rating", "yes-no", "group"):
            own = [c for c, i in zip(row.columns, row.drivers, strict=True) if not factors[i].gaps]
        contribution[j] = parts[own].sum()
    return contribution


def _among_asked(found: Regression, asked: int, answer: int) -> tuple[float, float, float]:
    """Return sums of squares and of products of answer and score around their means among those."""
    fit = found.fit
    weight, mean = fit.weight, fit.mean
    n = weight * mean[asked]
    if not n > 0.0:
        return 0.0, 0.0, 0.0
    sums = fit.cross[asked] + n * fit.outcome_mean
    x = weight * mean[answer]
    xx = fit.products[answer, answer] + x * mean[answer] - x * x / n
    xy = fit.cross[answer, 0] + x * fit.outcome_mean[0] - x * sums[0] / n
    return float(xx), float(xy), float(sums[1] + sums[2] - sums[0] ** 2 / n)


def correlation(rows: Sequence[Row], found: Regression) -> FloatArray:
    correlation = np.full(len(rows), np.nan)
    for j, row in enumerate(rows):
        if row.kind in ("rating", "yes-no") and len(row.own) == 2:
            xx, xy, yy = _among_asked(found, *row.own)
            if xx > 0.0 and yy > 0.0:
                correlation[j] = xy / math.sqrt(xx * yy)
        elif row.kind != "group":
            correlation[j] = found.fit.correlation[row.columns[0], 0]
    return correlation


def inflation(rows: Sequence[Row], found: Regression) -> FloatArray:
    """Return by how much the other drivers inflate the variance of each effect."""
    fit = found.fit
    length = ((found.contrasts @ fit.root[1:, 1:]) ** 2).sum(axis=1)
    inflation = np.full(len(rows), np.nan)
    for j, row in enumerate(rows):
        if row.kind == "group" or not found.known[j]:
            continue
        squares = fit.products[row.columns[0], row.columns[0]]
        if row.kind in ("rating", "yes-no") and len(row.own) == 2:
            squares = _among_asked(found, *row.own)[0]
        inflation[j] = length[j] * squares
    return inflation
