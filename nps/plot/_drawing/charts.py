"""What a control chart adds to scores over time, and the charts of moving averages and sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.words import pictures
from nps.plot._drawing.canvas import drawing, scale
from nps.plot._drawing.timeline import figure_width, finish, positions, wave_labels, with_gaps

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._inference.monitoring.control_charts import ControlChart
    from nps._kernels import FloatArray
    from nps.plot._drawing.style import Look

#: Methods that chart the scores themselves; the others chart what is made of them.
OF_SCORES = ("laney", "shewhart")


def draw_limits(ax: Axes, x: FloatArray, chart: ControlChart, look: Look) -> None:
    """Draw the limits as steps, each over its wave, and the centre line of a chart in points."""
    if chart.method != "cusum":
        ax.axhline(
            chart.centre,
            color="0.45",
            linewidth=0.9,
            label=f"{look.words.centre} {pictures.points(chart.centre)}",
        )
    for name, limit in ((look.words.limits, chart.limits.low), ("_limits", chart.limits.high)):
        ax.plot(
            x, limit, color="0.45", linestyle="--", drawstyle="steps-mid", linewidth=1.0, label=name
        )


def draw_zones(ax: Axes, x: FloatArray, chart: ControlChart, look: Look) -> None:
    """Shade one and two thirds of the way from the centre to the limits, where rules look."""
    error = _standard_errors(chart)
    for thirds, name in ((2.0, "_zone"), (1.0, look.words.zones)):
        reach = chart.width * thirds / 3.0 * error
        low, high = (np.clip(chart.centre + side * reach, -100.0, 100.0) for side in (-1.0, 1.0))
        ax.fill_between(
            x, low, high, step="mid", color="0.45", alpha=0.1, linewidth=0.0, label=name
        )


def _standard_errors(chart: ControlChart) -> FloatArray:
    """Return the standard error of each wave in points, NaN where nothing tells it.

    Limits are cut off at the ends of the scale; the distance from the centre is not.
    """
    (low, high), z = chart.limits, chart.standardized
    far = np.maximum(high - chart.centre, chart.centre - low) / chart.width
    far = np.where((low <= -100.0) & (high >= 100.0), np.nan, far)
    away = np.abs(z) > 1e-6
    return np.where(away, np.abs(chart.value - chart.centre) / np.where(away, np.abs(z), 1.0), far)


def ring_signals(
    ax: Axes, x: FloatArray, value: FloatArray, chart: ControlChart, look: Look
) -> None:
    """Put a ring around the waves out of control."""
    out = np.array([label in chart.signals for label in chart.labels])
    if out.any():
        ax.plot(
            x[out],
            value[out],
            "o",
            markersize=12.0,
            markerfacecolor="none",
            markeredgecolor=look.palette.detractors,
            markeredgewidth=2.0,
            label=look.words.signal,
        )


def draw_other_chart(chart: ControlChart, ax: Axes | None, times: object, look: Look) -> Axes:
    """Draw moving averages in points among the scores, or cumulative sums in standard errors."""
    x, words = positions(chart.waves, times), look.words
    sums = chart.lower_value is not None
    labels = wave_labels(chart.waves)
    with drawing(ax, figure_width(labels), 4.4 * scale(), look.about("waves", chart)) as axes:
        lines = {words.upper_sum if sums else words.moving_average: chart.value}
        if chart.lower_value is not None:
            lines[words.lower_sum] = chart.lower_value
        else:
            axes.plot(x, chart.waves.score, "o", color="0.6", markersize=4.0, label=words.scores)
        for name, colour, marker, value in zip(
            lines,
            (look.palette.promoters, look.palette.detractors),
            ("o", "s"),
            lines.values(),
            strict=False,
        ):
            at, line = with_gaps(x, value)
            axes.plot(at, line, f"-{marker}", color=colour, markersize=4.0, label=name)
        draw_limits(axes, x, chart, look)
        lower = chart.value if chart.lower_value is None else chart.lower_value
        value = np.where(_breaks_low(chart), lower, chart.value)
        ring_signals(axes, x, value, chart, look)
        axes.set_ylabel(words.sums_axis if sums else words.score_axis)
        axes.yaxis.set_major_formatter(pictures.tick)
        finish(axes, x, labels, look)
    return axes


def _breaks_low(chart: ControlChart) -> list[bool]:
    """Tell which waves signal with the lower sum alone."""
    return [chart.signals.get(label, ()) == ("down",) for label in chart.labels]
