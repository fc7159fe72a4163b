"""The axis of time: where waves stand, where the line breaks, which labels fit."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import OptionError
from nps._base.labels.times import DAYS, read_times
from nps._base.words import pictures
from nps.plot._drawing.canvas import (
    clear_spines,
    font_size,
    ink,
    legend_columns,
    legend_inside,
    room,
    scale,
    short,
    text_width,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.labels.times import Times
    from nps._kernels import FloatArray, IntArray
    from nps._samples.cohorts import Cohorts
    from nps.plot._drawing.style import Look

#: Where axes remember which times they name.
_KNOWN = "_nps_waves"
#: Periods as labels write them, how many a year has, and how many may lie between two labels.
_PERIODS = (
    (r"(\d{4})-(\d\d)", 12, (1, 2, 3, 6, 12, 24, 60, 120, 240)),
    (r"(\d{4})-Q(\d)", 4, (1, 2, 4, 8, 20, 40, 80)),
    (r"(\d{4})()", 1, (1, 2, 5, 10, 20, 50)),
)
#: A step in time this many times the usual one means that a wave is missing.
GAP = 1.5


def place(axis: Times, times: FloatArray | None = None) -> FloatArray:
    """Return times on an axis that all pictures share: days for times of the calendar."""
    at = axis.position if times is None else times
    return axis.origin + at * DAYS[axis.unit] if axis.unit in DAYS else at


def positions(waves: Cohorts, times: object) -> FloatArray:
    """Return where the waves stand in time; they must be in order."""
    x = place(read_times(times, waves, None))
    if np.any(np.diff(x) < 0.0):
        raise OptionError('waves must be in order of time. Sort them with waves.sort_by("label").')
    return x


def with_gaps(x: FloatArray, *columns: FloatArray) -> list[FloatArray]:
    """Return the columns with a NaN where time jumps, so that lines drawn through them break."""
    return [np.insert(column.astype(np.float64), jumps(x), np.nan) for column in (x, *columns)]


def jumps(x: FloatArray) -> IntArray:
    """Return which waves come after a time without one."""
    steps = np.diff(x)
    return np.flatnonzero(steps > GAP * np.median(steps)) + 1 if steps.size else steps.astype(int)


def wave_labels(waves: Cohorts) -> list[str]:
    """Return the label of each wave with its n underneath."""
    return [f"{short(label)}\nn = {n:,}" for label, n in zip(waves.labels, waves.n, strict=True)]


def figure_width(labels: Sequence[str]) -> float:
    """Return the width of a new figure in inches: it grows, up to a page that can be printed."""
    least, most = 6.4 * scale(), 13.0 * scale()
    return float(np.clip(2.4 + len(labels) * _each(labels) / 60.0, least, most))


def _each(labels: Sequence[str]) -> float:
    """Return the room that a label takes, in points."""
    return text_width(line for label in labels for line in label.split("\n")) + 0.6 * font_size()


def finish(ax: Axes, x: FloatArray, labels: Sequence[str], look: Look) -> None:
    """Label the waves as far as there is room, with some to spare on all sides of the lines."""
    span_labels(ax, dict(zip(x.tolist(), labels, strict=True)), look)
    if ax.dataLim.y1 == -np.inf:  # nobody answered
        ax.set_ylim(-100.0, 100.0)
    explain_marks(ax)


def explain_marks(ax: Axes) -> None:
    """Say in a legend above the lines what is drawn beside them, if anything is."""
    if names := ax.get_legend_handles_labels()[1]:
        low, high = ax.get_ylim()
        lines = math.ceil(len(names) / legend_columns(ax, names))
        taken = min((1.3 * lines + 1.0) * font_size() / room(ax)[1], 0.6)
        ax.set_ylim(low, high + max(0.16, taken / (1.0 - taken)) * (high - low))
        legend_inside(ax)


def span_labels(ax: Axes, named: Mapping[float, object], look: Look) -> None:
    """Label times, those of lines that were drawn on the axes before among them."""
    known: dict[float, str] = getattr(ax, _KNOWN, {})
    for at, label in named.items():
        text = label if isinstance(label, str) else short(label)
        if known.setdefault(at, text) != text:  # of two lines only the time, not the answers
            known[at] = text.split("\n")[0]
    setattr(ax, _KNOWN, known)
    x = np.array(sorted(known))
    labels = [known[at] for at in x.tolist()]
    wide, size = room(ax)[0], font_size()
    margin = min(4.5 * size / wide, 0.3)
    span = (x[-1] - x[0]) / (1.0 - 2.0 * margin) or 1.0
    ax.set_xlim((x[0] + x[-1] - span) / 2.0, (x[0] + x[-1] + span) / 2.0)
    apart = span * _each(labels) / wide
    shown = _at_round_times(x, labels, apart) or _without_collisions(x, apart)
    ax.set_xticks(x[shown], [labels[i] for i in shown])
    ax.set_xticks(x, minor=True)
    ax.tick_params(axis="x", which="minor", length=2)
    if len(shown) < len(labels):
        ax.set_xlabel(f"({look.words.thinned})")
    ax.grid(axis="y", color=ink(), alpha=0.12, linewidth=0.6)
    clear_spines(ax, "top", "right")


def _at_round_times(x: FloatArray, labels: Sequence[str], apart: float) -> list[int]:
    """Return the labels of periods at the start of years, halves and so on, where all have room.

    None but for years, quarters and months of which some find no room.
    """
    if np.all(np.diff(x) >= apart * (1.0 - 1e-9)):
        return []
    for pattern, per_year, steps in _PERIODS:
        read = [re.fullmatch(pattern, label.partition("\n")[0]) for label in labels]
        if not all(read):
            continue
        number = [per_year * int(one[1]) + int(one[2] or 1) - 1 for one in read if one]
        tried = ([i for i, period in enumerate(number) if period % step == 0] for step in steps)
        fit = (some for some in tried if np.all(np.diff(x[some]) >= apart * (1.0 - 1e-9)))
        shown = next(fit, [])
        return shown if len(shown) > 1 else []
    return []


def _without_collisions(x: FloatArray, apart: float) -> list[int]:
    """Return the positions of the labels that stay: each so far from the one before."""
    shown = [0]
    for i in range(1, x.size):
        if x[i] - x[shown[-1]] >= apart * (1.0 - 1e-9):
            shown.append(i)
    return shown


def label_ends(ax: Axes, x: FloatArray, value: FloatArray) -> None:
    """Write the first and the last value beside their points."""
    known = np.flatnonzero(~np.isnan(value))
    for i, side in {known[0]: -1, known[-1]: 1}.items() if known.size else ():
        ax.annotate(
            pictures.points(value[i]),
            (x[i], value[i]),
            (9.0 * side, 0.0),
            textcoords="offset points",
            horizontalalignment="right" if side < 0 else "left",
            verticalalignment="center",
            fontsize=font_size(),
            weight="bold",
        )
