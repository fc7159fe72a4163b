"""Groups of people that differ: all that were looked at, and those of a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.errors import InputTypeError
from nps._base.text import shown_kind
from nps._base.words import pictures
from nps.plot._drawing.canvas import (
    clear_spines,
    drawing,
    ink,
    legend_inside,
    short,
)
from nps.plot._drawing.rows import draw_intervals, fit_ticks, kept_rows, label_rows, size_for
from nps.plot._drawing.style import check_look
from nps.plot._shares import DOT, draw_bars, side_by_side, write_shares
from nps.segments._results.screen import SegmentScreen
from nps.segments._results.tree import SegmentTree

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._kernels import FloatArray
    from nps.plot._drawing.style import Colours
    from nps.segments._results.tree import Step

#: How wide a level of the tree is, in per cent of the bars.
LEVEL = 8.0


def segments(
    screen: SegmentScreen,
    *,
    most: int = 20,
    ax: Axes | None = None,
    palette: Colours = None,
    language: LanguageName = "en",
) -> Axes:
    """Draw how far groups of respondents are from the rest, with intervals that hold together.

    Parameters
    ----------
    screen : SegmentScreen
        What `nps.segments.screen` gave.
    most : int, default 20
        How many groups to draw, those furthest from chance; the lowest stands at the top, and the
        axis says how many are left out.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
    palette : mapping or sequence of colours, optional
        As in `nps.plot.distribution`; groups above the rest have the colour of promoters.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes
        Groups no further from the rest than the best by chance are grey and hollow.

    Raises
    ------
    OptionError
        If `most` is less than 1.

    See Also
    --------
    nps.segments.screen : The numbers.

    Examples
    --------
    >>> import nps
    >>> ratings = [10, 9, 9, 10, 8, 9, 10, 9, 3, 6, 7, 2, 5, 8, 0, 6]
    >>> plans = {"plan": ["pro"] * 8 + ["basic"] * 8}
    >>> ax = nps.plot.segments(nps.segments.screen(ratings, plans, min_n=5, rng=1))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['plan = basic', 'plan = pro']
    """
    look = check_look(palette, False, language)
    if not isinstance(screen, SegmentScreen):
        raise InputTypeError(
            f"screen must be what nps.segments.screen gave, got {shown_kind(screen)}."
        )
    first, rest = kept_rows(np.arange(len(screen)), most, "chance", look)
    order = first[np.argsort(screen.difference[first], kind="stable")]
    gap, clear = screen.difference[order], screen.clear[order]
    low, high = (end[order] for end in screen.confidence_interval)
    words, rows = look.words, np.arange(float(order.size))
    names = [short(screen.labels[i]) for i in order]
    beside = {
        "n": [f"{k:,}" for k in screen.n[order].tolist()],
        words.scores: [pictures.points(x) for x in screen.score[order].tolist()],
    }
    kinds = [
        (clear & (gap < 0.0), words.below_rest, look.palette.detractors),
        (clear & (gap > 0.0), words.above_rest, look.palette.promoters),
        (~clear, words.by_chance, "0.55"),
    ]
    with drawing(ax, *size_for(names, beside, 0.3), look.about("segments", screen)) as axes:
        level = pictures.level(words, screen.confidence_level)
        axes.set_xlabel(words.listed(words.rest_axis, level) + rest)
        axes.set_xlim(*_limits(gap, low, high))
        for mine, name, colour in kinds:
            if not mine.any():
                continue
            axes.hlines(
                rows[mine], low[mine], high[mine], color=colour, linewidth=2.4, label="_intervals"
            )
            face = "white" if name == words.by_chance else colour
            axes.plot(
                gap[mine], rows[mine], "o", color=colour, markerfacecolor=face, markersize=7.0,
                label=name,
            )  # fmt: skip
        there = [name for mine, name, _ in kinds if mine.any()]
        label_rows(axes, names, beside, look, legend=there)
        axes.vlines(0.0, -0.5, rows.size - 0.4, color="0.4", linewidth=0.8, label="_zero")
        axes.xaxis.set_major_formatter(pictures.signed_tick)
        axes.grid(axis="x", color=ink(), alpha=0.12, linewidth=0.6)
        axes.set_axisbelow(True)
        legend_inside(axes)
        clear_spines(axes, "top", "right", "left")
    return axes


def _limits(*columns: FloatArray) -> tuple[float, float]:
    seen = np.concatenate([[0.0], *columns])
    low, high = float(np.nanmin(seen)), float(np.nanmax(seen))
    margin = max(0.05 * (high - low), 1.0)
    return low - margin, high + margin


class _Line(NamedTuple):
    """A line of the tree: from a split down to one of its sides."""

    depth: int
    above: float
    below: float


def segment_tree(
    tree: SegmentTree,
    *,
    ax: Axes | None = None,
    palette: Colours = None,
    hatch: bool = False,
    language: LanguageName = "en",
) -> Axes:
    """Draw a tree of groups: who they are, how they were split, and what their answers are.

    Parameters
    ----------
    tree : SegmentTree
        What `nps.segments.find` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
    palette : mapping or sequence of colours, optional
        Colours of promoters, passives and detractors, as in `nps.plot.distribution`.
    hatch : bool, default False
        Hatch the detractors, for print without colour.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes
        A row for each leaf with its shares in per cent, its score and interval; the splits are
        lines that branch from the left, sides of a split from top to bottom.

    Raises
    ------
    InputTypeError
        If `tree` is no result of `nps.segments.find`.

    See Also
    --------
    nps.segments.find : The numbers.
    shares : The same bars without a tree.

    Examples
    --------
    >>> import nps
    >>> ratings = [10, 9, 9, 10, 8, 9, 10, 9, 3, 6, 7, 2, 5, 8, 0, 6]
    >>> plans = {"plan": ["pro"] * 8 + ["basic"] * 8}
    >>> ax = nps.plot.segment_tree(nps.segments.find(ratings, plans, honest=False, min_n=5))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['plan = basic', 'plan = pro']
    """
    look = check_look(palette, hatch, language)
    if not isinstance(tree, SegmentTree):
        raise InputTypeError(f"tree must be what nps.segments.find gave, got {shown_kind(tree)}.")
    words, found = look.words, tree.estimates
    widths = 100.0 * np.array([tuple(tree.leaves[rule].shares) for rule in found.labels]).T
    starts = side_by_side(widths)
    low, high = found.confidence_interval
    rows = np.arange(float(len(tree)))
    names = [short(rule) for rule in found.labels]
    beside = {
        "n": [f"{k:,}" for k in tree.leaves.n.tolist()],
        words.scores: [pictures.points(x) for x in found.score.tolist()],
    }
    lines = _lines(tree._steps)
    depth = 1 + max((line.depth for line in lines), default=-1)
    left = float(np.min([0.0, *starts[2], *low])) - 4.0
    with drawing(ax, *size_for(names, beside, 0.5), look.about("segment_tree", tree)) as axes:
        axes.set_xlabel(f"{words.share_axis} · {words.score_axis}")
        axes.set_xlim(
            left - LEVEL * (depth + (depth > 0)),
            float(np.max([*(starts[0] + widths[0]), *high])) + 3.0,
        )
        draw_bars(axes, rows, widths, starts, look)
        draw_intervals(axes, rows + DOT, found.score, low, high, words.scores)
        write_shares(axes, widths, starts, look)
        _draw_lines(axes, lines, left, depth)
        label_rows(axes, names, beside, look, legend=[*look.names(), words.scores])
        axes.vlines(0.0, -0.5, rows.size - 0.4, color="0.4", linewidth=0.8, zorder=2.5)
        axes.xaxis.set_major_formatter(pictures.tick)
        fit_ticks(axes, pictures.tick)
        axes.set_xticks([x for x in axes.get_xticks() if left <= x <= axes.get_xlim()[1]])
        legend_inside(axes)
        clear_spines(axes, "top", "right", "left")
    return axes


def _lines(steps: tuple[Step, ...]) -> list[_Line]:
    """Return the lines of a tree; leaves stand in the rows of their numbers."""
    at: dict[int, float] = {}
    for i in range(len(steps) - 1, -1, -1):  # what lies below a split comes after it
        ends = [at[end] if end >= 0 else -1.0 - end for end in (steps[i].low, steps[i].high)]
        at[i] = sum(ends) / 2.0
    depth = {0: 0}
    lines = []
    for i, step in enumerate(steps):
        for end in (step.low, step.high):
            if end >= 0:
                depth[end] = depth[i] + 1
            lines.append(_Line(depth[i], at[i], at[end] if end >= 0 else -1.0 - end))
    return lines


def _draw_lines(ax: Axes, lines: list[_Line], left: float, depth: int) -> None:
    """Draw each side of a split: down from the split, then to the next split or to the bar."""
    ends = {(line.depth, line.above) for line in lines}
    for line in lines:
        x = left - LEVEL * (depth - line.depth)
        further = (line.depth + 1, line.below) in ends
        stop = x + LEVEL if further else left
        ax.plot(
            [x, x, stop], [line.above, line.below, line.below], color="0.4", linewidth=1.2,
            label="_branch", solid_capstyle="butt",
        )  # fmt: skip
    if lines:
        x = left - LEVEL * depth
        ax.plot(
            [x - LEVEL / 2.0, x], [lines[0].above] * 2, color="0.4", linewidth=1.2, label="_root"
        )
