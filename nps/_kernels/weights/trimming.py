"""Trimming: cap weights and hand what is cut off to the others, so that the total stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray

#: Rounds beyond those that take a weight to a bound: rounding may leave a little to spread.
ROUNDS = 100


def trim(weights: FloatArray, low: float, high: float, *, equal: bool) -> FloatArray:
    """Cut weights to [low, high] and spread what was cut over those that were not.

    Spreading multiplies by one factor, or adds one amount if `equal`; it may push others over a
    bound, so both are repeated until nothing is left to spread: Potter (1990), Proc. Survey
    Research Methods Section, ASA, 225-230. If all others are at a bound, those that were cut at the
    opposite one take the rest. Weights of 0 stay 0. Bounds that cannot keep the total are met all
    the same; the caller compares.
    """
    counted = weights > 0.0
    total = weights.sum()
    others = counted & (weights >= low) & (weights <= high)
    trimmed = np.where(counted, np.clip(weights, low, high), 0.0)
    for _ in range(weights.size + ROUNDS):  # each takes another to a bound, or is the last
        missing = total - trimmed.sum()
        room = trimmed < high if missing > 0.0 else trimmed > low
        takers = others & room if (others & room).any() else counted & room
        if abs(missing) <= 1e-13 * total or not takers.any():
            break
        if equal:
            trimmed[takers] += missing / np.count_nonzero(takers)
        else:
            trimmed[takers] *= 1.0 + missing / trimmed[takers].sum()
        np.clip(trimmed, low, high, out=trimmed, where=counted)
    return trimmed
