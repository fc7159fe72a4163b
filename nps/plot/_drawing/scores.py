"""Scores over time, a line through them, and the waves that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.words import pictures
from nps.plot._drawing.canvas import font_size, ink, room
from nps.plot._drawing.timeline import with_gaps

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._inference.scores.estimates import Estimates
    from nps._inference.waves.change_results import Changes
    from nps._inference.waves.trend_results import Trend
    from nps._kernels import FloatArray
    from nps.plot._drawing.style import Look

#: With more waves the ribbon alone shows the intervals.
_MANY = 80


def draw_scores(ax: Axes, x: FloatArray, found: Estimates, look: Look) -> None:
    """Draw the scores with their intervals; the line breaks where a wave is missing."""
    low, high = found.confidence_interval
    colour, many = look.palette.promoters, x.size > _MANY
    at, line, lower, upper = with_gaps(x, found.score, low, high)
    ax.fill_between(at, lower, upper, color=colour, alpha=0.18, linewidth=0.0, label="_ribbon")
    if not many:
        ax.vlines(x, low, high, color=colour, alpha=0.45, label="_intervals")
    ax.plot(at, line, "-", color=colour, label="_line")
    ax.plot(x, found.score, "o", color=colour, markersize=2.0 if many else 4.5, label="_scores")


def draw_trend(
    ax: Axes, x: FloatArray, trend: Trend, look: Look, colour: str | None = None
) -> None:
    """Draw the line of a trend, with its slope in the legend or in the colour of its segment."""
    slope = pictures.points(trend.slope, signed=True)
    t = trend.times[[int(trend.times.argmin()), int(trend.times.argmax())]]
    ax.plot(
        [x.min(), x.max()],
        trend.intercept + trend.slope * t,
        color=colour or "0.3",
        linestyle="-.",
        label="_trend"
        if colour
        else look.words.trend.format(slope, look.words.per[trend.time_unit]),
    )


def draw_target(ax: Axes, target: float, text: str) -> None:
    """Draw what is aimed at as a dotted line."""
    ax.axhline(target, color=ink(), linestyle=":", linewidth=1.6, label=text)


def mark_changes(
    ax: Axes,
    x: FloatArray,
    top: FloatArray,
    changes: Changes,
    look: Look,
    *,
    rows: slice = slice(None),
    named: bool = True,
) -> None:
    """Put a triangle over the waves that changed, with the change where there is room for it.

    `rows` says which of the changes stand at `x`; `named` ones are explained in the legend.
    """
    alpha = 1.0 - changes.confidence_level
    words = look.words
    change = changes.change[rows]
    found = np.flatnonzero(changes.adjusted_p_value[rows] < alpha)
    spacious = room(ax)[0] / np.unique(x).size > 5.0 * font_size()
    test = "p" if changes.adjust == "none" else words.adjusted.format(changes.adjust)
    meaning = words.changed.format(test=test, level=f"{alpha:.3g}")
    for sign, marker in ((1.0, "^"), (-1.0, "v")):
        at = found[np.sign(change[found]) == sign]
        ax.plot(
            x[at],
            top[at],
            marker,
            color=look.gain(sign)[0],
            markersize=8.0,
            linestyle="none",
            label=f"{words.up if sign > 0.0 else words.down}{words.colon}{meaning}"
            if named and at.size
            else "_none",
        )
        for row in at if spacious else ():
            ax.annotate(
                pictures.points(change[row], signed=True),
                (x[row], top[row]),
                (0.0, 6.0),
                textcoords="offset points",
                horizontalalignment="center",
                fontsize=font_size(),
            )
