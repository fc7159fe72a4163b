"""How a group of people is called: "plan = basic & age <= 34"."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from nps._base.text import label_text, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Between two conditions that both hold.
AND = " & "


class Range(NamedTuple):
    """Numbers above `low` up to `high`, and whether those without a number belong to it."""

    low: float = -math.inf
    high: float = math.inf
    missing: bool = False


def number_text(value: float) -> str:
    """Return a number with all digits that it has."""
    return f"{value:.15g}"


def range_text(name: str, range_: Range, *, gaps: bool) -> str:
    """Return what numbers a group has; `gaps` says whether anybody has none."""
    name = visible(name)
    low, high, missing = range_
    if low >= high:
        return f"{name} = {label_text(None)}"
    if low == -math.inf and high == math.inf:
        return f"{name} = any number" if gaps and not missing else ""
    if low == -math.inf:
        text = f"{name} <= {number_text(high)}"
    elif high == math.inf:
        text = f"{name} > {number_text(low)}"
    else:
        text = f"{number_text(low)} < {name} <= {number_text(high)}"
    return f"{text} or {label_text(None)}" if missing else text


def levels_text(name: str, levels: Sequence[object]) -> str:
    """Return what levels of a category a group has."""
    return f"{visible(name)} = {', '.join(map(label_text, levels))}"
