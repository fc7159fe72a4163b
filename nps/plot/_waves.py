"""Scores over time: intervals as a ribbon, significant changes and signals marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import InputTypeError, OptionError
from nps._base.text import shown
from nps._base.words import pictures
from nps._inference.monitoring.control_charts import ControlChart
from nps._inference.monitoring.rolling import Rolling
from nps._inference.waves.change_results import Changes
from nps._inference.waves.trend_results import Trend
from nps.plot._drawing.canvas import drawing, font_size, room
from nps.plot._drawing.charts import OF_SCORES, draw_limits, draw_other_chart, ring_signals
from nps.plot._drawing.rows import estimated, estimates_of
from nps.plot._drawing.style import check_look
from nps.plot._drawing.timeline import (
    figure_width,
    finish,
    label_ends,
    positions,
    wave_labels,
    with_gaps,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._inference.scores.estimates import Estimates
    from nps._kernels import FloatArray
    from nps._samples.cohorts import Cohorts
    from nps.plot._drawing.style import Colours, Look

#: With more waves the ribbon alone shows the intervals.
_MANY = 80


def waves(
    waves: object,
    *,
    ax: Axes | None = None,
    changes: Changes | None = None,
    chart: ControlChart | None = None,
    times: object = None,
    palette: Colours = None,
    language: LanguageName = "en",
) -> Axes:
    r"""Draw scores over time with their intervals, and what is out of the ordinary.

    Parameters
    ----------
    waves : Cohorts, Changes, ControlChart, Trend, Rolling, Estimates, or mapping to samples
        In order of time. `Changes` brings its marks along, `ControlChart` its limits, `Trend` its
        line.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``, that grows with the waves.
    changes : Changes, optional
        Marks the waves that changed: those with an adjusted p-value below 1 - confidence level.
    chart : ControlChart, optional
        Draws the control limits and rings the signals; of the methods "laney" and "shewhart". The
        others chart no scores: draw them on their own.
    times : 1-D collection, or mapping from label to time, optional
        When the waves were taken, as in `nps.trend`. By default what the labels say, or else equal
        steps.
    palette : mapping or sequence of colours, optional
        As in `nps.plot.distribution`: rises have the colour of promoters, falls and signals that
        of detractors.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    OptionError
        If the waves are not in order of time, or `changes` or `chart` are of other waves.
    EmptySampleError
        If there are no waves.

    See Also
    --------
    nps.changes, nps.monitor, nps.trend, nps.rolling : The numbers.

    Notes
    -----
    The line breaks where a wave has no answers, and where the step in time is more than 1.5 times
    the median step: what happened in between is not known.

    Examples
    --------
    >>> import nps
    >>> years = nps.Cohorts.from_counts(
    ...     [2023, 2024, 2025], [480, 540, 530], [300, 280, 290], [220, 180, 180]
    ... )
    >>> ax = nps.plot.waves(nps.changes(years))
    >>> ax.get_xticklabels()[0].get_text()
    '2023\nn = 1,000'
    """
    look = check_look(palette, False, language)
    if isinstance(waves, ControlChart) and waves.method not in OF_SCORES:
        return draw_other_chart(waves, ax, times, look)
    if isinstance(waves, Changes) and changes is None:
        changes = waves
    if isinstance(waves, ControlChart) and chart is None:
        chart = waves
    if isinstance(waves, Trend) and times is None:
        times = waves.times
    found = _scores_of(waves)
    _check_same_waves(changes, chart, found.counts)
    x, labels = positions(found.counts, times), wave_labels(found.counts)
    with drawing(ax, figure_width(labels), 4.4) as axes:
        _draw_scores(axes, x, found, look)
        if isinstance(waves, Trend):
            _draw_trend(axes, x, waves, look)
        if chart is not None:
            draw_limits(axes, x, chart, look)
            ring_signals(axes, x, found.score, chart, look)
        if changes is not None:
            _mark_changes(axes, x, found.confidence_interval.high, changes, look)
        label_ends(axes, x, found.score)
        level = pictures.level(look.words, found.confidence_level, found.alternative)
        axes.set_ylabel(f"{look.words.score_axis}, {level}")
        axes.yaxis.set_major_formatter(pictures.tick)
        finish(axes, x, labels, look)
    return axes


def _scores_of(waves: object) -> Estimates:
    """Return the scores with intervals, at the level of the result where it has one."""
    if isinstance(waves, (Changes, Trend)):
        return estimated(waves.waves, waves.confidence_level)
    if isinstance(waves, ControlChart):
        return estimates_of(waves.waves)
    return estimates_of(waves.cohorts if isinstance(waves, Rolling) else waves)


def _draw_scores(ax: Axes, x: FloatArray, found: Estimates, look: Look) -> None:
    low, high = found.confidence_interval
    colour, many = look.palette.promoters, x.size > _MANY
    at, line, lower, upper = with_gaps(x, found.score, low, high)
    ax.fill_between(at, lower, upper, color=colour, alpha=0.18, linewidth=0.0, label="_ribbon")
    if not many:
        ax.vlines(x, low, high, color=colour, alpha=0.45, label="_intervals")
    ax.plot(at, line, "-", color=colour, label="_line")
    ax.plot(x, found.score, "o", color=colour, markersize=2.0 if many else 4.5, label="_scores")


def _check_same_waves(changes: object, chart: object, waves: Cohorts) -> None:
    if changes is not None and not isinstance(changes, Changes):
        raise InputTypeError(f"changes must be what nps.changes returns, got {shown(changes)}.")
    if chart is not None and not isinstance(chart, ControlChart):
        raise InputTypeError(f"chart must be what nps.monitor returns, got {shown(chart)}.")
    if chart is not None and chart.method not in OF_SCORES:
        raise OptionError(
            f'chart must be of the scores, by method="laney" or "shewhart", got {chart.method!r},'
            " which has an axis of its own: draw it with nps.plot.waves(chart)."
        )
    for name, result in (("changes", changes), ("chart", chart)):
        if result is not None and result.labels != waves.labels:
            raise OptionError(f"{name} must be of the same waves as the picture.")


def _draw_trend(ax: Axes, x: FloatArray, trend: Trend, look: Look) -> None:
    slope = pictures.points(trend.slope, signed=True)
    ax.plot(
        x[[0, -1]],
        trend.intercept + trend.slope * x[[0, -1]],
        color="0.3",
        linestyle="-.",
        label=look.words.trend.format(slope, look.words.per[trend.time_unit]),
    )


def _mark_changes(ax: Axes, x: FloatArray, top: FloatArray, changes: Changes, look: Look) -> None:
    """Put a triangle over the waves that changed, with the change where there is room for it."""
    alpha = 1.0 - changes.confidence_level
    words = look.words
    found = np.flatnonzero(changes.adjusted_p_value < alpha)
    spacious = room(ax)[0] / len(x) > 5.0 * font_size()
    test = "p" if changes.adjust == "none" else words.adjusted.format(changes.adjust)
    meaning = words.changed.format(test=test, level=f"{alpha:.3g}")
    for sign, marker in ((1.0, "^"), (-1.0, "v")):
        rows = found[np.sign(changes.change[found]) == sign]
        ax.plot(
            x[rows],
            top[rows],
            marker,
            color=look.gain(sign)[0],
            markersize=8.0,
            linestyle="none",
            label=f"{words.up if sign > 0.0 else words.down}: {meaning}" if rows.size else "_none",
        )
        for row in rows if spacious else ():
            ax.annotate(
                pictures.points(changes.change[row], signed=True),
                (x[row], top[row]),
                (0.0, 6.0),
                textcoords="offset points",
                horizontalalignment="center",
                fontsize=font_size(),
            )
