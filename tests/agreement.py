"""P-value and interval of a comparison come from one statistic."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import nps

#: Methods in closed form, quick for columns of any length.
CLOSED = [
    "score", "score-mee", "mover", "wald", "wald-pooled", "welch", "student", "adjusted-wald",
    "lewis-sauro",
]  # fmt: skip


def agrees(found: nps.results.Comparison) -> None:
    """Demand that the null is outside the interval where the p-value is below 1 - level."""
    low, high = found.confidence_interval
    if math.isnan(found.p_value):
        assert math.isnan(low)
        assert math.isnan(high)
        assert "undefined" in " ".join(found.notes)
        return
    excluded = not low <= found.null <= high
    assert excluded == (found.p_value < 1.0 - found.confidence_level)


def near_the_end(found: nps.results.Comparison) -> bool:
    """Rounding decides where the null is an end of the interval to the last digits."""
    return min(abs(end - found.null) for end in found.confidence_interval) < 1e-7
