"""Regression on scores whose sampling variances are known: errors in variables.

A score x_i of a unit is its true score plus noise of variance v_i. Least squares on x finds only
the share lambda = 1 - mean(v)/var(x) of the slope, the reliability. Two ways back:

    moment      b = S_xy / (S_xx - mean(v))
    calibrated  least squares of y on x* = mu + t/(t + v) (x - mu), the scores drawn towards their
                mean mu as far as they are noise; t, the variance of the true scores, is where
                sum (x - mu)**2/(t + v) = k - 1 (Paule and Mandel)

Each row of the matrices below is a set of units: all of them, or all but one, by their weights.

References
----------
Fuller WA (1987). Measurement Error Models. Wiley, sec. 1.2. doi:10.1002/9780470316665

Paule RC, Mandel J (1982). Consensus values and weighting factors. Journal of Research of the
National Bureau of Standards 87(5), 377-385. doi:10.6028/jres.087.022
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.numerics.roots import find_root

if TYPE_CHECKING:
    from nps._kernels import FloatArray

#: Cells of the matrix of units left out at a time.
CELLS = 1 << 21
#: The variance of true scores is not searched below this part of the largest that it can be.
SMALLEST = 1e-14


class Units(NamedTuple):
    """Scores, their variances, the outcome, and the weights of the units."""

    score: FloatArray
    variance: FloatArray
    outcome: FloatArray
    weight: FloatArray


class Line(NamedTuple):
    """A slope with its intercept; arrays for several sets of units."""

    slope: FloatArray
    intercept: FloatArray


class Scatter(NamedTuple):
    """Mean and variance of the true scores, for each set of units."""

    mean: FloatArray
    variance: FloatArray


def paule_mandel(score: FloatArray, variance: FloatArray, inside: FloatArray) -> Scatter:
    """Return mean and variance of the true scores; 0 where they differ no more than noise does.

    A row of `inside` has 1 for each unit that is in, and 0 for the others.
    """
    k = inside.sum(axis=1)
    centre = inside @ score / k
    spread = (inside * (score - centre[:, np.newaxis]) ** 2).sum(axis=1)
    # sum (x - mu)**2/(t + v) is at most spread/t
    most = spread / (k - 1.0)

    def weights(between: FloatArray, rows: np.ndarray) -> FloatArray:
        with np.errstate(divide="ignore"):
            weight: FloatArray = inside[rows] / (between[:, np.newaxis] + variance)
        return weight

    def excess(between: FloatArray, rows: FloatArray) -> FloatArray:
        which = rows.astype(np.int64)
        weight = weights(between, which)
        mean = weight @ score / weight.sum(axis=1)
        gap = (score - mean[:, np.newaxis]) ** 2
        found: FloatArray = (weight * gap).sum(axis=1) - (k[which] - 1.0)
        return found

    rows = np.arange(k.size, dtype=np.float64)
    low = SMALLEST * most
    between = np.zeros(k.size)
    some = most > 0.0
    between[some] = find_root(excess, low[some], most[some], rows[some])
    # where noise alone makes as much of a scatter the end nearest to 0 is taken for 0
    between[between <= low] = 0.0
    noiseless = ~(inside @ variance > 0.0)
    between[noiseless] = most[noiseless]
    weight = weights(np.where(between > 0.0, between, SMALLEST), rows.astype(np.int64))
    return Scatter(weight @ score / weight.sum(axis=1), between)


def drawn_in(score: FloatArray, variance: FloatArray, found: Scatter) -> FloatArray:
    """Return the scores drawn towards their mean, a row for each set of units."""
    between = found.variance[:, np.newaxis]
    with np.errstate(invalid="ignore"):
        own = np.where(variance > 0.0, between / (between + variance), 1.0)
    mean = found.mean[:, np.newaxis]
    drawn: FloatArray = mean + own * (score - mean)
    return drawn


def reliability(units: Units, inside: FloatArray) -> FloatArray:
    """Return lambda, the share of the variance of the scores that is not noise; 0 for none."""
    spread, noise = _spread(units, inside)
    with np.errstate(invalid="ignore", divide="ignore"):
        share: FloatArray = np.maximum(1.0 - noise / spread, 0.0)
    return share


def _spread(units: Units, inside: FloatArray) -> tuple[FloatArray, FloatArray]:
    weight = inside * units.weight
    total, k = weight.sum(axis=1), inside.sum(axis=1)
    centre = weight @ units.score / total
    squares = (weight * (units.score - centre[:, np.newaxis]) ** 2).sum(axis=1)
    return squares / total * k / (k - 1.0), weight @ units.variance / total


def fit(units: Units, inside: FloatArray, method: str) -> Line:
    """Return the line of each set of units by "ols", "moment" or "calibrated".

    NaN where there is none: scores without spread, or with no more than that of noise.
    """
    x = np.broadcast_to(units.score, inside.shape)
    if method == "calibrated":
        found = paule_mandel(units.score, units.variance, inside)
        x = drawn_in(units.score, units.variance, found)
    weight = inside * units.weight
    total = weight.sum(axis=1)
    middle = (weight * x).sum(axis=1) / total
    # an outcome that is the same everywhere is 0 without rounding, and so is its slope
    start = units.outcome[0]
    outcome = units.outcome - start
    level = start + weight @ outcome / total
    gap = x - middle[:, np.newaxis]
    spread = (weight * gap * gap).sum(axis=1)
    if method == "moment":
        spread = spread * reliability(units, inside)
    with np.errstate(invalid="ignore", divide="ignore"):
        slope = (weight * gap) @ outcome / np.where(spread > 0.0, spread, np.nan)
    return Line(slope, level - slope * middle)


def jackknife(units: Units, method: str) -> float:
    """Return the standard error of the slope: (k - 1)/k sum (b_i - mean)**2, a unit left out each.

    NaN where a slope is undefined.
    """
    k = units.score.size
    slopes = np.empty(k)
    step = max(1, CELLS // k)
    for start in range(0, k, step):
        rows = np.arange(start, min(start + step, k))
        inside = np.ones((rows.size, k))
        inside[np.arange(rows.size), rows] = 0.0
        slopes[rows] = fit(units, inside, method).slope
    gaps = slopes - slopes.mean()
    return float(np.sqrt((k - 1.0) / k * (gaps @ gaps)))


def least_squares_error(units: Units, line: Line) -> float:
    """Return the classical standard error of the slope of weighted least squares."""
    w, k = units.weight, units.score.size
    left = units.outcome - line.intercept[0] - line.slope[0] * units.score
    middle = w @ units.score / w.sum()
    spread = float(w @ (units.score - middle) ** 2)
    return float(np.sqrt(float(w @ left**2) / (k - 2.0) / spread))


def correlation(units: Units) -> float:
    """Return the weighted correlation of scores and outcome; NaN where one has no spread."""
    w = units.weight / units.weight.sum()
    x, y = units.score - w @ units.score, units.outcome - w @ units.outcome
    spread = float(np.sqrt((w @ x**2) * (w @ y**2)))
    return float(w @ (x * y)) / spread if spread > 0.0 else float("nan")
