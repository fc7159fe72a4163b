"""The margin of error to expect from n answers, and the n that gives a margin.

The margin is that of the interval at the expected counts, n times the shares, which need not be
whole: half the width of a two-sided interval, or the distance from the estimate to its one bound.
MeasuringU's rule n = z**2 v / h**2 - 3 inverts a margin of z sqrt(v/(n + 3)), nearly that of the
(3, T) interval.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._kernels.numerics.moments import moments, normal_quantile, student_quantile
from nps._kernels.one_score.score import score_limits
from nps._kernels.topics.planning.claims import solve_size
from nps._kernels.two_scores import score as two_scores

if TYPE_CHECKING:
    from nps._kernels import FloatArray
    from nps._kernels.topics.planning.claims import Number

Interval: TypeAlias = Literal["score", "wald", "t", "adjusted-wald"]
Columns: TypeAlias = "tuple[FloatArray, FloatArray, FloatArray]"
"""Promoters, passives and detractors: expected counts, or shares."""

#: What is added to the number of answers; t takes divisors n - 1, the (3, T) rule adds three.
EXTRA = {"wald": 0.0, "t": -1.0, "adjusted-wald": 3.0}


def margin(
    counts: Columns,
    reference: Columns | None,
    tail: float,
    interval: Interval = "score",
    side: int = 0,
) -> FloatArray:
    """Return the margin of one score, or of its difference from a reference, at expected counts.

    `tail` is left out at each end that the interval has; `side` is 1 for a lower bound alone, -1
    for an upper bound alone and 0 for both. NaN where t has no second answer.
    """
    n, centre, v = moments(*counts)
    if interval == "score":
        critical = normal_quantile(tail)
        if reference is None:
            low, high = score_limits(*counts, critical)
        else:
            low, high = two_scores.score_limits(two_scores.Pairs(*counts, *reference), critical)
            centre = centre - moments(*reference)[1]
        return 0.5 * (high - low) if side == 0 else centre - low if side > 0 else high - centre
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = v / (n + EXTRA[interval])
        parts = variance * variance / (n + EXTRA[interval])
        if reference is not None:
            n, _, v = moments(*reference)
            other = v / (n + EXTRA[interval])
            parts = parts + other * other / (n + EXTRA[interval])
            variance = variance + other
        if interval == "t":
            return student_quantile(variance * variance / parts, tail) * np.sqrt(variance)
    return normal_quantile(tail) * np.sqrt(variance)


def sample_size(
    wanted: Number,
    shares: Columns,
    reference: Columns | None,
    tail: float,
    interval: Interval = "score",
    side: int = 0,
) -> FloatArray:
    """Return the n, not whole, with the margin `wanted`.

    `reference` is the shares of a second sample times its size for each answer of the first.
    """

    def spare(position: FloatArray, goal: FloatArray, *columns: FloatArray) -> FloatArray:
        counts = tuple(np.exp(position) * column for column in columns)
        second = counts[3:] if reference is not None else None
        found = margin(counts[:3], second, tail, interval, side)  # type: ignore[arg-type]  # three each
        # a t interval of one answer has no end
        return goal - np.where(np.isnan(found), np.inf, found)

    columns = np.broadcast_arrays(wanted, *shares, *(reference or ()))
    found = solve_size(spare, *(np.ravel(column) for column in columns))
    return found.reshape(columns[0].shape)
