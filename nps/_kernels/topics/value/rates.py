"""What happened to how many: ratios of rates, and how rates go along the classes.

References
----------
Koopman PAR (1984). Confidence intervals for the ratio of two binomial proportions. Biometrics
40(2), 513-517. doi:10.2307/2531405

Armitage P (1955). Tests for linear trends in proportions and frequencies. Biometrics 11(3),
375-386. doi:10.2307/3001775
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.numerics.roots import find_root

if TYPE_CHECKING:
    from nps._kernels import FloatArray

#: Logarithms of ratios within which limits are searched.
WIDEST = 60.0
#: Newton steps of the logit slope; it converges in five or six.
NEWTON = 25


class Slope(NamedTuple):
    """A slope with its standard error."""

    value: float
    error: float


def koopman(
    events: FloatArray, n: FloatArray, base_events: FloatArray, base_n: FloatArray, critical: float
) -> tuple[FloatArray, FloatArray]:
    """Return the score limits of (events/n) / (base_events/base_n).

    With the rates p_1 = r p_0 at their most likely for a ratio r, p_0 the smaller root of
    r N p_0**2 - (r (n_1 + x_0) + x_1 + n_0) p_0 + x_1 + x_0 = 0, the limits are where

        U(r) = (x_1 - n_1 p_1)**2 / (n_1 p_1 (1 - p_1)) + (x_0 - n_0 p_0)**2 / (n_0 p_0 (1 - p_0))

    is the square of `critical`. 0 below where there are no events, infinite above where the base
    has none; NaN for an empty class.
    """
    columns = np.broadcast_arrays(events, n, base_events, base_n)
    shape = columns[0].shape
    x1, n1, x0, n0 = (column.astype(np.float64).reshape(-1) for column in columns)
    low, high = np.zeros(x1.size), np.full(x1.size, np.inf)
    with np.errstate(divide="ignore", invalid="ignore"):
        seen = np.clip(np.log(x1 / n1) - np.log(x0 / n0), -WIDEST, WIDEST)
    target = critical * critical

    def excess(log_ratio: FloatArray, *counts: FloatArray) -> FloatArray:
        return _koopman_chi2(np.exp(log_ratio), *counts) - target

    for ends, some, start, end in (
        (low, (x1 > 0.0) & (n1 > 0.0) & (n0 > 0.0), -WIDEST, seen),
        (high, (x0 > 0.0) & (n1 > 0.0) & (n0 > 0.0), WIDEST, seen),
    ):
        far = np.full(int(some.sum()), start)
        pair = (far, end[some]) if start < 0.0 else (end[some], far)
        ends[some] = np.exp(find_root(excess, *pair, x1[some], n1[some], x0[some], n0[some]))
    empty = (n1 == 0.0) | (n0 == 0.0)
    low[empty] = high[empty] = np.nan
    return low.reshape(shape), high.reshape(shape)


def _koopman_chi2(
    ratio: FloatArray, x1: FloatArray, n1: FloatArray, x0: FloatArray, n0: FloatArray
) -> FloatArray:
    both, middle = x1 + x0, ratio * (n1 + x0) + x1 + n0
    root = np.sqrt(np.maximum(middle * middle - 4.0 * ratio * (n1 + n0) * both, 0.0))
    base = 2.0 * both / (middle + root)
    rate = np.minimum(ratio * base, 1.0)
    return _chi2(x1, n1, rate) + _chi2(x0, n0, np.minimum(base, 1.0))


def _chi2(x: FloatArray, n: FloatArray, rate: FloatArray) -> FloatArray:
    """Return (x - n p)**2 / (n p (1 - p)); a rate of 0 or 1 is what was seen, so that it is 0."""
    spread = n * rate * (1.0 - rate)
    gap = (x - n * rate) ** 2
    return np.divide(gap, spread, out=np.zeros_like(gap), where=spread > 0.0)


def trend_chi2(events: FloatArray, n: FloatArray, scores: FloatArray) -> float:
    """Return chi-squared (1) of a linear trend of rates (Cochran and Armitage).

    NaN where it happened to nobody or everybody, or there is one class only.

    (sum s x - p sum s n)**2 / (p (1 - p) (sum n s**2 - (sum n s)**2 / N))
    """
    size = float(n.sum())
    p = float(events.sum()) / size
    centred = scores - float(n @ scores) / size
    spread = p * (1.0 - p) * float(n @ centred**2)
    return float(events @ centred) ** 2 / spread if spread > 0.0 else float("nan")


def pearson_chi2(events: FloatArray, n: FloatArray) -> tuple[float, int]:
    """Return chi-squared of equal rates with its degrees of freedom, over classes with people.

    NaN where it happened to nobody or everybody.
    """
    some = n > 0.0
    p = float(events.sum() / n.sum())
    spread = p * (1.0 - p)
    if not spread > 0.0:
        return float("nan"), int(some.sum()) - 1
    gap = events[some] - p * n[some]
    return float((gap**2 / n[some]).sum() / spread), int(some.sum()) - 1


def logit_slope(events: FloatArray, n: FloatArray, scores: FloatArray) -> Slope:
    """Return the slope of the log odds over the classes; NaN where it has no end.

    Maximum likelihood by Newton's method, the error from the information.
    """
    some = n > 0.0
    x, size, s = events[some], n[some], scores[some]
    total = float(size.sum())
    if not _has_maximum(x, size, s):
        return Slope(np.nan, np.nan)
    p = float(x.sum()) / total
    level, slope = float(np.log(p / (1.0 - p))), 0.0
    error = np.nan
    for _ in range(NEWTON):
        rate = 1.0 / (1.0 + np.exp(-(level + slope * s)))
        weight = size * rate * (1.0 - rate)
        left = x - size * rate
        middle = float(weight @ s / weight.sum())
        spread = float(weight @ (s - middle) ** 2)
        step = float(left @ (s - middle)) / spread
        level += float(left.sum() / weight.sum()) - middle * step
        slope += step
        error = spread**-0.5
    return Slope(slope, error)


def _has_maximum(x: FloatArray, n: FloatArray, s: FloatArray) -> bool:
    """Tell whether neither outcome stands apart from the other along the classes."""
    yes, no = s[x > 0.0], s[x < n]
    if not yes.size or not no.size or s.size < 2:
        return False
    return bool(yes.max() > no.min() and no.max() > yes.min())
