"""What those who did not answer leave open: along a line of what they may think, or by cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base import text
from nps._base.errors import EmptySampleError, InputTypeError
from nps._base.text import shown_kind
from nps._base.words import pictures
from nps._inference.scores.estimate import estimate
from nps._kernels.topics.response.bounds import ends_interval
from nps.plot._drawing.canvas import (
    clear_spines,
    drawing,
    ink,
    legend_inside,
    scaled,
    short,
)
from nps.plot._drawing.rows import label_rows, row_order, say_nobody, size_for
from nps.plot._drawing.style import check_look, tint
from nps.plot._forest import forest
from nps.response._results.bounds import ResponseBounds
from nps.response._results.gap import ResponseGap
from nps.response._results.many_bounds import ManyResponseBounds

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._kernels import FloatArray
    from nps.plot._drawing.rows import RowOrder
    from nps.plot._drawing.style import Colours, Look

#: Scores of the silent at which the band is computed.
STEPS = 41


def response(
    bounds: ResponseBounds | ManyResponseBounds | ResponseGap,
    *,
    ax: Axes | None = None,
    order: RowOrder = "given",
    palette: Colours = None,
    language: LanguageName = "en",
) -> Axes:
    """Draw the score of all who were asked against that of those who did not answer.

    The line goes from the one worst case to the other; marked on it are the score of those who
    answered and the point at which the score of all is 0. Of many cohorts it draws a row each: the
    bounds as a bar, their interval as a line, the score of those who answered as a dot.

    Parameters
    ----------
    bounds : ResponseBounds, ManyResponseBounds or ResponseGap
        What `nps.response.bounds` gave, or `nps.response.gap`: its groups one below the other.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
    order : {"given", "score", "label", "n"}, default "given"
        Rows from the top, as in `nps.plot.forest`; for many cohorts.
    palette : mapping or sequence of colours, optional
        As in `nps.plot.distribution`; the line has the colour of promoters.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    EmptySampleError
        If there is no cohort to draw.

    See Also
    --------
    nps.response.bounds, nps.response.gap : The numbers.

    Examples
    --------
    >>> import nps
    >>> found = nps.response.bounds(nps.Counts(110, 60, 30), invited=1000)
    >>> ax = nps.plot.response(found)
    >>> print(ax.get_xlabel())
    score of those who did not answer (points)
    """
    look = check_look(palette, False, language)
    if isinstance(bounds, ResponseGap):
        found = estimate(bounds.cohorts, confidence_level=bounds.confidence_level)
        return forest(found, ax=ax, order=order, language=language)
    if isinstance(bounds, ManyResponseBounds):
        return _draw_rows(bounds, ax, order, look)
    row_order(order, [], np.empty(0), np.empty(0))
    if not isinstance(bounds, ResponseBounds):
        raise InputTypeError(
            f"bounds must be what nps.response.bounds or gap gave, got {shown_kind(bounds)}."
        )
    if not bounds.counts.n:
        raise EmptySampleError("nobody answered, so there is no line to draw.")
    words = look.words
    with drawing(ax, *scaled(7.0, 4.6), look.about("response", bounds)) as axes:
        axes.set_xlabel(words.silent_axis)
        axes.set_ylabel(words.asked_axis)
        axes.set_xlim(-104.0, 104.0)
        axes.set_ylim(-112.0, 112.0)
        _draw_line(axes, bounds, look)
        _mark_points(axes, bounds, look)
        axes.xaxis.set_major_formatter(pictures.tick)
        axes.yaxis.set_major_formatter(pictures.tick)
        high = bounds.score_if(-20.0) >= 30.0  # the line takes the upper left
        axes.legend(loc="lower right" if high else "upper left", frameon=False, fontsize="small")
        clear_spines(axes, "top", "right")
    return axes


def _draw_line(axes: Axes, bounds: ResponseBounds, look: Look) -> None:
    """Draw the score of all for each score of the silent, with its interval."""
    silent = np.linspace(-100.0, 100.0, STEPS)
    line = np.array([bounds.score_if(x) for x in silent])
    low, high = _band(bounds, silent)
    colour, words = look.palette.promoters, look.words
    level = pictures.level(words, bounds.confidence_level)
    axes.axhline(0.0, color="0.5", linewidth=0.8, zorder=1, label="_zero")
    if bounds.plausible is not None:
        axes.axvspan(*bounds.plausible, color="0.5", alpha=0.18, linewidth=0.0, zorder=0,
                     label=words.plausible)  # fmt: skip
    axes.fill_between(silent, low, high, color=tint(colour, 0.25), linewidth=0.0, label=level)
    axes.plot(silent, line, color=colour, linewidth=2.0, label="_line")


def _band(bounds: ResponseBounds, silent: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the interval of the score of all for each score of the silent, in points."""
    counts = bounds.counts
    asked, population = float(bounds.invited), bounds.population
    scale = 1.0
    if population is not None:
        if population == bounds.invited:
            line = np.array([bounds.score_if(x) for x in silent])
            return line, line
        scale = (population - 1.0) / (population - asked)
    parts = (counts.promoters, counts.passives, counts.detractors, asked - counts.n)
    a, b, c, m = (scale * float(k) for k in parts)
    alpha = 1.0 - bounds.confidence_level
    ends = [ends_interval(a, b, c, m, alpha, x / 100.0, x / 100.0) for x in silent.tolist()]
    low, high = np.array(ends, dtype=np.float64).T
    return 100.0 * low, 100.0 * high


def _mark_points(axes: Axes, bounds: ResponseBounds, look: Look) -> None:
    """Mark both worst cases, the score of those who answered, and where the score of all is 0."""
    low, high = bounds.bounds
    tipping, score = bounds.tipping_point(), bounds.score
    answered = f"{look.words.answered}{look.words.colon}{pictures.points(score)}"
    axes.plot([score], [score], "o", color=ink(), markersize=7.0, zorder=4, label=answered)
    if abs(tipping) <= 100.0:
        turns = f"{look.words.tipping}{look.words.colon}{pictures.points(tipping)}"
        axes.plot([tipping], [0.0], "D", color=ink(), markersize=6.0, markerfacecolor="white",
                  zorder=4, label=turns)  # fmt: skip
    for x, y, side in ((-100.0, low, 1.0), (100.0, high, -1.0)):
        axes.plot([x], [y], "s", color=look.palette.promoters, markersize=5.0, label="_end")
        axes.annotate(
            pictures.points(y),
            (x, y),
            xytext=(7.0 * side, -9.0 * side),
            textcoords="offset points",
            horizontalalignment="left" if side > 0.0 else "right",
            verticalalignment="top" if side > 0.0 else "bottom",
        )


def _draw_rows(bounds: ManyResponseBounds, ax: Axes | None, order: RowOrder, look: Look) -> Axes:
    """Draw a row for each cohort."""
    if not len(bounds):
        raise EmptySampleError("there are no cohorts to draw.")
    words = look.words
    places = row_order(order, bounds.labels, bounds.score, bounds.counts.n.astype(np.float64))
    score, rate = bounds.score[places], bounds.response_rate[places]
    low, high, least, most = (
        np.where(np.isnan(score), np.nan, end[places])
        for end in (*bounds.bounds, *bounds.confidence_interval)
    )
    rows = np.arange(float(len(places)))
    names = [
        short(bounds.labels[i]) + words.bracketed.format(text.percent(share))
        for i, share in zip(places, rate.tolist(), strict=True)
    ]
    beside = {
        words.asked: [
            "" if np.isnan(ends[0]) else pictures.interval(words, *ends)
            for ends in zip(low.tolist(), high.tolist(), strict=True)
        ]
    }
    level = pictures.level(words, bounds.confidence_level)
    named = [words.asked, level, words.answered]
    with drawing(ax, *size_for(names, beside, 0.32), look.about("response", bounds)) as axes:
        axes.set_xlabel(words.score_axis)
        axes.set_xlim(-104.0, 104.0)
        axes.barh(rows, high - low, left=low, height=0.42, color=tint(look.palette.promoters, 0.45),
                  edgecolor=look.palette.promoters, linewidth=1.0,
                  label=words.asked)  # fmt: skip
        axes.hlines(rows, least, most, color=ink(), linewidth=1.2, zorder=3, label=level)
        axes.plot(score, rows, "o", color=ink(), markersize=5.0, zorder=4, label=words.answered)
        say_nobody(axes, score, -104.0, look)
        label_rows(axes, names, beside, look, legend=named)
        legend_inside(axes)
        axes.xaxis.set_major_formatter(pictures.tick)
        axes.grid(axis="x", color=ink(), alpha=0.12, linewidth=0.6)
        axes.set_axisbelow(True)
        clear_spines(axes, "top", "right", "left")
    return axes
