"""Rows with bars and intervals beside a line at 0."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from nps._base.words import pictures
from nps.plot._drawing.canvas import (
    clear_spines,
    drawing,
    ink,
    legend_inside,
)
from nps.plot._drawing.rows import fit_ticks, label_rows, size_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from matplotlib.axes import Axes

    from nps._base.words.pictures import Words
    from nps._kernels import FloatArray
    from nps.plot._drawing.canvas import About
    from nps.plot._drawing.style import Look

#: Bars and intervals lie one below the other in their row, so neither hides the other.
BAR, DOT = -0.12, 0.24


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars of one kind, a length for each row; those that point one way stand end to end."""

    name: str
    length: FloatArray
    colour: str
    hatch: str = ""


@dataclass(frozen=True, slots=True)
class Dots:
    """Values with intervals, one for each row; in the colour of text if none is given."""

    name: str
    value: FloatArray
    low: FloatArray
    high: FloatArray
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a picture of rows shows, from the top.

    The line stands at `null`, if that is no NaN, and is explained if its name has no underscore.
    """

    names: Sequence[str]
    axis: str
    bars: Sequence[Bars] = ()
    dots: Sequence[Dots] = ()
    marks: Dots | None = None
    beside: Mapping[str, Sequence[str]] = field(default_factory=dict)
    tick: Callable[..., str] = pictures.signed_tick
    null: float = 0.0
    null_name: str = "_zero"
    apart: float = 0.14
    whole: bool = False


def draw_rows(ax: Axes | None, found: Rows, look: Look, about: About) -> Axes:
    """Draw rows of bars, with dots and intervals below them where there are both."""
    size = len(found.names)
    rows = np.arange(float(size))
    names = [*(bar.name for bar in found.bars), *(dots.name for dots in found.dots)]
    names += [found.marks.name] if found.marks is not None else []
    names.append(found.null_name)
    named = [name for name in names if not name.startswith("_")]
    each = 0.42 if found.bars else 0.34
    with drawing(ax, *size_for(found.names, found.beside, each), about) as axes:
        axes.set_xlabel(found.axis)
        axes.set_xlim(*_limits(found))
        _draw_bars(axes, rows, found)
        down = (
            np.linspace(-found.apart, found.apart, len(found.dots))
            if len(found.dots) > 1
            else [0.0]
        )
        for shift, one in zip(down, found.dots, strict=False):
            at = rows + (DOT if found.bars else shift)
            colour = one.colour or ink()
            axes.hlines(at, one.low, one.high, color=colour, linewidth=1.4, label="_intervals")
            axes.plot(
                one.value, at, "o", color=colour, markersize=4.5, label=one.name,
                clip_on=not found.whole,
            )  # fmt: skip
        if found.marks is not None:
            axes.plot(
                found.marks.value, rows + BAR, "|", color=ink(), markersize=14.0,
                markeredgewidth=2.0, label=found.marks.name,
            )  # fmt: skip
        label_rows(axes, found.names, found.beside, look, legend=named)
        axes.vlines(
            found.null,
            -0.5,
            size - 0.4,
            color="0.4",
            linewidth=0.8,
            zorder=2.5,
            label=found.null_name,
        )
        axes.xaxis.set_major_formatter(found.tick)
        if found.whole:
            axes.locator_params(axis="x", integer=True, min_n_ticks=1)
        fit_ticks(axes, found.tick)
        axes.grid(axis="x", color=ink(), alpha=0.12, linewidth=0.6)
        axes.set_axisbelow(True)
        if named:
            legend_inside(axes)
        clear_spines(axes, "top", "right", "left")
    return axes


def _draw_bars(ax: Axes, rows: FloatArray, found: Rows) -> None:
    ends = np.zeros((2, rows.size))  # how far bars reach to the left and to the right
    for one in found.bars:
        side = (one.length > 0.0).astype(np.int64)
        start = ends[side, np.arange(rows.size)]
        ax.barh(
            rows + BAR,
            one.length,
            left=start,
            height=0.4,
            color=one.colour,
            hatch=one.hatch or None,
            edgecolor="white",
            linewidth=0.0,
            label=one.name,
        )
        ends[side, np.arange(rows.size)] = start + np.nan_to_num(one.length)


def _limits(found: Rows) -> tuple[float, float]:
    """Show the null, all of the bars and all of the intervals."""
    seen = [found.null]
    if found.bars:
        lengths = np.array([np.nan_to_num(one.length) for one in found.bars])
        seen += [*np.maximum(lengths, 0.0).sum(axis=0), *np.minimum(lengths, 0.0).sum(axis=0)]
    for one in (*found.dots, *([found.marks] if found.marks is not None else [])):
        seen += [*one.value, *one.low, *one.high]
    finite = [float(x) for x in seen if np.isfinite(x)]
    low, high = min(finite), max(finite)
    if found.whole:
        return low - 0.5, high + 0.5  # so that no tick names a rank that does not exist
    margin = 0.04 * (high - low) or 1.0  # where nothing has a length
    return low - margin * (not low >= found.null), high + margin


def written(
    words: Words, value: FloatArray, low: FloatArray, high: FloatArray, *, signed: bool = True
) -> list[str]:
    """Return values with their intervals as text; nothing where there is no value."""
    return [
        ""
        if np.isnan(x)
        else f"{pictures.points(x, signed=signed)}  {pictures.interval(words, a, b, signed=signed)}"
        for x, a, b in zip(value.tolist(), low.tolist(), high.tolist(), strict=True)
    ]
