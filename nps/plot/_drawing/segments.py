"""Series of several segments in one picture: a line for each, or a small picture for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from nps._base.errors import OptionError
from nps._base.results import Intervals, Result
from nps._base.text import label_text
from nps._base.words import pictures
from nps._inference.monitoring.chart_series import ControlCharts
from nps._inference.scores.estimates import Estimates
from nps._inference.waves.trends import Trends
from nps.plot._drawing.canvas import (
    clear_spines,
    column_width,
    cut,
    drawing,
    font_size,
    ink,
    room,
    scaled,
    short,
    width,
)
from nps.plot._drawing.charts import draw_limits, draw_zones, ring_signals
from nps.plot._drawing.rows import against, estimated, estimates_of, say_target
from nps.plot._drawing.scores import draw_scores, draw_target, draw_trend, mark_changes
from nps.plot._drawing.timeline import explain_marks, place, span_labels, with_gaps

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._inference.waves.change_results import Changes
    from nps._inference.waves.series import Line, Series
    from nps._kernels import FloatArray
    from nps.plot._drawing.rows import Aim
    from nps.plot._drawing.style import Look

#: With more segments each has a small picture of its own.
LINES = 6
#: With more segments only those with most answers are drawn.
PANELS = 24
#: Told apart by most eyes, in this order (Okabe and Ito).
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
MARKERS = "osD^vP"
#: What estimates hold of each cohort beside its interval.
_COLUMNS = ("score", "standard_error", "margin_of_error")


@dataclass(frozen=True, slots=True, eq=False)
class Strand:
    """One segment of a picture: where its waves stand, their labels and scores."""

    segment: object
    x: FloatArray
    labels: Sequence[object]
    found: Estimates


def draw_series(
    waves: object,
    series: Series[Any],
    changes: Changes | None,
    chart: object,
    aim: Aim | None,
    ax: Axes | None,
    look: Look,
) -> Axes:
    """Draw several segments, in one picture or in small ones."""
    if chart is not None:
        raise OptionError(
            "chart is of one series, but the waves are of several segments: draw what"
            " nps.monitor(waves) returns."
        )
    if changes is not None and (
        changes._series is None or _waves_of(changes._series) != _waves_of(series)
    ):
        raise OptionError("changes must be of the same waves as the picture.")
    if changes is not None and changes._series is not None:
        series = changes._series
    strands = strands_of(waves, series)
    apart = isinstance(waves, ControlCharts) or len(strands) > LINES

    def draw(panel: Axes, strand: Strand) -> None:
        draw_scores(panel, strand.x, strand.found, look)
        if isinstance(waves, ControlCharts):
            own = waves.charts[series.position(strand.segment)]
            draw_zones(panel, strand.x, own, look)
            draw_limits(panel, strand.x, own, look)
            ring_signals(panel, strand.x, strand.found.score, own, look)
        if isinstance(waves, Trends):
            draw_trend(panel, strand.x, waves[strand.segment], look)
        if changes is not None:
            start, size = series.start(strand.segment), len(strand.x)
            top, rows = strand.found.confidence_interval.high, slice(start, start + size)
            mark_changes(panel, strand.x, top, changes, look, rows=rows, named=False)
        if aim is not None:
            draw_target(panel, aim.score, "_target")

    aimed = "" if aim is None else say_target(aim, _ends(strands, aim.score), look)
    about = waves if isinstance(waves, Result) else estimates_of(waves)
    rows, columns = panel_rows(min(len(strands), PANELS)) if apart else (1, 1)
    wide = 2.6 * columns + 1.0 if apart else 8.4
    with drawing(ax, *scaled(wide, max(4.4, 1.5 * rows)), look.about("waves", about)) as axes:
        if apart:
            draw_panels(axes, strands, draw, look)
            if aim is not None:
                axes.set_xlabel(f"{axes.get_xlabel()}\n{look.words.dotted}{aimed}")
        else:
            draw_lines(axes, strands, look)
            axes.yaxis.set_major_formatter(pictures.tick)
            if aim is not None:
                draw_target(axes, aim.score, aimed)
            if changes is not None:
                x = np.concatenate([strand.x for strand in strands])
                top = np.concatenate([s.found.confidence_interval.high for s in strands])
                mark_changes(axes, x, top, changes, look)
            if changes is not None or aim is not None:
                explain_marks(axes)
            for strand, colour in zip(strands, COLOURS, strict=False):
                if isinstance(waves, Trends):
                    draw_trend(axes, strand.x, waves[strand.segment], look, colour)
            _name_ends(axes, strands)
        found = strands[0].found
        shown = pictures.level(look.words, found.confidence_level, found.alternative)
        axes.set_ylabel(look.words.listed(look.words.score_axis, shown))
    return axes


def strands_of(waves: object, series: Series[Any]) -> list[Strand]:
    """Return each segment with its scores: those of estimates, which may be weighted, as they are.

    Others are estimated, at the level of the result where it has one.
    """
    level = getattr(waves, "confidence_level", 0.95)
    return [
        Strand(
            line.segment,
            place(line.axis),
            line.waves.labels,
            _taken(waves, line) if isinstance(waves, Estimates) else estimated(line.waves, level),
        )
        for line in series
    ]


def _taken(found: Estimates, line: Line[Any]) -> Estimates:
    """Return the estimates of one segment among those of all."""
    rows = np.array(line.rows)
    columns = {name: getattr(found, name)[rows] for name in _COLUMNS}
    ends = Intervals(*(end[rows] for end in found.confidence_interval))
    return replace(
        found, **columns, confidence_interval=ends, counts=line.waves, population=None, survey=None
    )


def _ends(strands: Sequence[Strand], target: float) -> FloatArray:
    """Return on which side of a target the last wave of each segment is."""
    sides = [against(strand.found, target) for strand in strands]
    known = [side[~np.isnan(side)] for side in sides]
    return np.array([side[-1] if side.size else np.nan for side in known])


def _waves_of(series: Series[Any]) -> dict[object, tuple[object, ...]]:
    return {line.segment: line.waves.labels for line in series}


def draw_lines(ax: Axes, strands: Sequence[Strand], look: Look) -> None:
    """Draw a line for each segment in one picture, with its name at the end."""
    faint = 0.14 if len(strands) <= 3 else 0.07
    for strand, colour, marker in zip(strands, COLOURS, MARKERS, strict=False):
        low, high = strand.found.confidence_interval
        at, score, lower, upper = with_gaps(strand.x, strand.found.score, low, high)
        ax.fill_between(at, lower, upper, color=colour, alpha=faint, linewidth=0.0, label="_ribbon")
        ax.plot(at, score, "-", color=colour, label="_line")
        ax.plot(strand.x, strand.found.score, marker, color=colour, markersize=4.5, label="_scores")
    span_labels(ax, _times(strands), look)


def _times(strands: Sequence[Strand]) -> dict[float, object]:
    """Return the labels of all times, by where they stand."""
    return {
        x: label
        for strand in strands
        for x, label in zip(strand.x.tolist(), strand.labels, strict=True)
    }


def _name_ends(ax: Axes, strands: Sequence[Strand]) -> None:
    """Write names and last scores right of the lines, moved apart where they would collide."""
    wide, tall = room(ax)
    ends = [_end(strand) for strand in strands]
    columns = max(8, int(0.34 * wide / column_width()) - 7)
    texts = [
        f"{cut(short(strand.segment), columns)} {pictures.points(value)}"
        for strand, (_, value) in zip(strands, ends, strict=True)
    ]
    bottom, top = ax.get_ylim()
    height = 1.6 * font_size() / tall * (top - bottom)
    heights = _apart(np.array([value for _, value in ends]), height, bottom, top)
    left, right = ax.get_xlim()
    room_for_text = column_width() * max(map(len, texts), default=0) + 1.5 * font_size()
    share = min(0.45, room_for_text / wide)
    end = left + (right - left) / (1.0 - share)
    ax.set_xlim(left, end)
    for text, colour, (x, value), y in zip(texts, COLOURS, ends, heights.tolist(), strict=False):
        if np.isnan(value):
            continue
        ax.plot([x, right], [value, y], color=colour, alpha=0.35, linewidth=0.8, label="_leader")
        ax.text(
            right,
            y,
            f" {text}",
            verticalalignment="center",
            fontsize=font_size(),
            color=colour,
            weight="bold",
        )


def _end(strand: Strand) -> tuple[float, float]:
    known = np.flatnonzero(~np.isnan(strand.found.score))
    if not known.size:
        return float(strand.x[-1]), float("nan")
    return float(strand.x[known[-1]]), float(strand.found.score[known[-1]])


def _apart(values: FloatArray, height: float, bottom: float, top: float) -> FloatArray:
    """Return places near the values, at least a line of text apart and inside the picture."""
    order = np.argsort(values)
    placed = np.clip(values[order], bottom + height / 2.0, top - height / 2.0)
    for i in range(1, placed.size):
        placed[i] = max(placed[i], placed[i - 1] + height)
    if placed.size and placed[-1] > top - height / 2.0:
        placed[-1] = top - height / 2.0
        for i in range(placed.size - 2, -1, -1):
            placed[i] = min(placed[i], placed[i + 1] - height)
    found = np.empty_like(placed)
    found[order] = placed
    return found


def panel_rows(size: int) -> tuple[int, int]:
    """Return rows and columns of the small pictures."""
    columns = 3 if size <= 9 else 4
    return -(-size // columns), columns


def largest(strands: Sequence[Strand]) -> list[Strand]:
    """Return the segments that have room: those with most answers, in their order."""
    n = np.array([strand.found.counts.n.sum() for strand in strands])
    kept = np.sort(np.argsort(-n, kind="stable")[:PANELS])
    return [strands[i] for i in kept.tolist()]


def draw_panels(
    ax: Axes,
    strands: Sequence[Strand],
    draw: Callable[[Axes, Strand], None],
    look: Look,
) -> None:
    """Draw a small picture for each segment, all on one scale."""
    shown = largest(strands)
    rows, columns = panel_rows(len(shown))
    clear_spines(ax, "top", "right", "bottom", "left")
    ax.set_xticks([])
    ax.set_yticks([])
    wide, tall = room(ax)
    gap_x, gap_y = 0.35 * font_size() / wide, 3.4 * font_size() / tall
    axis = 4.5 * font_size() / wide
    each = (1.0 - axis) / columns
    high = 1.0 / rows
    names = told_apart(
        [label_text(strand.segment) for strand in shown],
        int((each - 2.0 * gap_x) * wide / column_width()),
    )
    panels: list[Axes] = []
    for i, strand in enumerate(shown):
        row, column = divmod(i, columns)
        box = (
            axis + column * each + gap_x,
            1.0 - (row + 1) * high + gap_y / 2.0,
            each - 2.0 * gap_x,
            high - gap_y,
        )
        panel = ax.inset_axes(box)
        draw(panel, strand)
        panel.set_title(names[i], fontsize=font_size(), pad=2.0, loc="left")
        panel.set_xticks([])
        panel.grid(axis="y", color=ink(), alpha=0.12, linewidth=0.6)
        panel.tick_params(axis="y", labelleft=column == 0, length=0 if column else 2)
        panel.yaxis.set_major_formatter(pictures.tick)
        clear_spines(panel, "top", "right")
        panels.append(panel)
    _share_scale(panels)
    first = min(
        (x, str(short(label))) for s in shown for x, label in zip(s.x, s.labels, strict=True)
    )
    last = max(
        (x, str(short(label))) for s in shown for x, label in zip(s.x, s.labels, strict=True)
    )
    note = f"{first[1]} \N{EN DASH} {last[1]}" if first[1] != last[1] else first[1]
    if len(shown) < len(strands):
        note += "\n" + look.words.most_answers.format(shown=len(shown), all=len(strands))
    ax.set_xlabel(note)


def told_apart(names: Sequence[str], columns: int) -> list[str]:
    """Return names cut to so many columns, in the middle where their beginnings are the same."""
    found = [cut(name, columns) for name in names]
    if len(set(found)) == len(set(names)):
        return found
    half = max(2, columns // 2)
    return [
        name
        if width(name) <= columns
        else cut(name, half) + cut(name[::-1], half)[-2::-1]  # without the second ellipsis
        for name in names
    ]


def _share_scale(panels: Sequence[Axes]) -> None:
    lows, highs = zip(*(panel.get_ylim() for panel in panels), strict=True)
    lefts, rights = zip(*(panel.get_xlim() for panel in panels), strict=True)
    for panel in panels:
        panel.set_ylim(max(-104.0, min(lows)), min(104.0, max(highs)))
        panel.set_xlim(min(lefts), max(rights))
