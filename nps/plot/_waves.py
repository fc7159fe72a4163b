"""Scores over time: intervals as a ribbon, significant changes and signals marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from nps._base.errors import InputTypeError, OptionError
from nps._base.results import Result
from nps._base.text import shown
from nps._base.words import pictures
from nps._inference.monitoring.chart_series import ControlCharts
from nps._inference.monitoring.control_charts import ControlChart
from nps._inference.monitoring.rolling_results import Rolling
from nps._inference.scores.estimates import Estimates
from nps._inference.waves.change_results import Changes
from nps._inference.waves.series import read_series
from nps._inference.waves.trend_results import Trend
from nps._inference.waves.trends import Trends
from nps._samples.cohorts import Cohorts
from nps._surveys.kinds import is_many
from nps.plot._drawing.canvas import drawing, scale
from nps.plot._drawing.charts import (
    OF_SCORES,
    draw_limits,
    draw_other_chart,
    draw_zones,
    ring_signals,
)
from nps.plot._drawing.rows import against, check_target, estimated, estimates_of, say_target
from nps.plot._drawing.scores import draw_scores, draw_target, draw_trend, mark_changes
from nps.plot._drawing.segments import draw_series
from nps.plot._drawing.style import check_look
from nps.plot._drawing.timeline import (
    figure_width,
    finish,
    label_ends,
    place,
    positions,
    wave_labels,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._inference.waves.series import Series
    from nps._kernels import FloatArray
    from nps.plot._drawing.style import Colours


def waves(
    waves: object,
    *,
    ax: Axes | None = None,
    changes: Changes | None = None,
    chart: ControlChart | None = None,
    time: str | None = None,
    times: object = None,
    target: float | None = None,
    verdict: bool = True,
    palette: Colours = None,
    language: LanguageName = "en",
) -> Axes:
    r"""Draw scores over time with their intervals, and what is out of the ordinary.

    Of cohorts with several keys each segment is a line of its own; beyond six segments, and of
    control charts, each has a small picture of its own, all on one scale.

    Parameters
    ----------
    waves : Cohorts, Changes, ControlChart, Trend, Rolling, Estimates, or mapping to samples
        In order of time; `Trends` and `ControlCharts` too. `Changes` brings its marks along,
        `ControlChart` its limits, `Trend` its line.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``, that grows with the waves.
    changes : Changes, optional
        Marks the waves that changed: those with an adjusted p-value below 1 - confidence level.
    chart : ControlChart, optional
        Draws the control limits with the zones between them, and rings the signals; of the methods
        "laney" and "shewhart". The others chart no scores: draw them on their own.
    time : str, optional
        Name of the key that is the time, where there are several, as in `nps.changes`.
    times : 1-D collection, or mapping from label to time, optional
        When the waves were taken, as in `nps.trend`. By default what the labels say, or else equal
        steps.
    target : float, optional
        A score that is aimed at, in points, -100 to 100: a dotted line, with the side on which the
        interval of the last wave lies (of several segments, how many are above and below at the
        end).
    verdict : bool, default True
        Whether to say which intervals reach the target: not where adjusted tests decide instead.
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
        If the waves are not in order of time, `changes` or `chart` are of other waves, `target` is
        no score, or the chart is none of scores.
    EmptySampleError
        If there are no waves.

    See Also
    --------
    nps.changes, nps.monitor, nps.trend, nps.rolling : The numbers.

    Notes
    -----
    Times of the calendar stand at the same place in every picture, so lines may be drawn on one
    axes by several calls. The line breaks where a wave has no answers, and where the step in time
    is more than 1.5 times the median step: what happened in between is not known.

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
    aim = check_target(target, verdict)
    if isinstance(waves, ControlChart) and waves.method not in OF_SCORES:
        if aim is not None:
            raise OptionError(f"target is a score, but a chart by {waves.method!r} shows none.")
        return draw_other_chart(waves, ax, times, look)
    if isinstance(waves, Changes) and changes is None:
        changes = waves
    if isinstance(waves, ControlChart) and chart is None:
        chart = waves
    series = series_of(waves, time, times)
    if series is not None:
        return draw_series(waves, series, changes, chart, aim, ax, look)
    found = scores_of(waves)
    about = waves if isinstance(waves, Result) else found
    _check_same_waves(changes, chart, found.counts)
    x = places_of(waves, found, times)
    labels = wave_labels(found.counts)
    with drawing(ax, figure_width(labels), 4.4 * scale(), look.about("waves", about)) as axes:
        draw_scores(axes, x, found, look)
        if isinstance(waves, Trend):
            draw_trend(axes, x, waves, look)
        if chart is not None:
            draw_zones(axes, x, chart, look)
            draw_limits(axes, x, chart, look)
            ring_signals(axes, x, found.score, chart, look)
        if changes is not None:
            mark_changes(axes, x, found.confidence_interval.high, changes, look)
        if aim is not None:
            text = say_target(aim, against(found, aim.score), look, last=True)
            draw_target(axes, aim.score, text)
        label_ends(axes, x, found.score)
        level = pictures.level(look.words, found.confidence_level, found.alternative)
        axes.set_ylabel(look.words.listed(look.words.score_axis, level))
        axes.yaxis.set_major_formatter(pictures.tick)
        finish(axes, x, labels, look)
        bottom, top = axes.get_ylim()
        if top > 100.0 and not axes.get_autoscaley_on():  # the room for a legend is no score
            ticks = axes.get_yticks()
            axes.set_yticks(ticks[np.abs(ticks) <= 100.0])
            axes.set_ylim(bottom, top)
    return axes


def series_of(waves: object, time: object, times: object) -> Series[Any] | None:
    """Return the series of each segment, None where there is one series only."""
    if isinstance(waves, (Changes, Trends, ControlCharts)):
        return waves._series
    if isinstance(waves, (Trend, ControlChart)):
        return None
    samples = waves
    if isinstance(waves, Rolling):
        samples = waves._scored()
    elif isinstance(waves, Estimates):
        samples = waves.counts
    elif isinstance(waves, Mapping) and not is_many(waves):
        samples = Cohorts.from_dict(waves)
    if not is_many(samples) or not len(samples):
        return None
    return read_series(samples, time, times=times)


def scores_of(waves: object) -> Estimates:
    """Return the scores with intervals, at the level of the result where it has one."""
    if isinstance(waves, (Changes, Trend)):
        return estimated(waves.waves, waves.confidence_level)
    if isinstance(waves, ControlChart):
        return estimates_of(waves.waves, "waves")
    return estimates_of(waves._scored() if isinstance(waves, Rolling) else waves, "waves")


def places_of(waves: object, found: Estimates, times: object) -> FloatArray:
    """Return where the waves of one series stand in time."""
    if isinstance(waves, Trend) and times is None:
        return place(waves._axis, waves.times)
    return positions(found.counts, times)


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
