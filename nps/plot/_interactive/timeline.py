"""Scores over time: lines with ribbons, at their times, with what a result found in them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

import numpy as np

from nps._base.errors import OptionError
from nps._base.results import plain
from nps._base.words import pictures
from nps._inference.monitoring.chart_series import ControlCharts
from nps._inference.monitoring.control_charts import ControlChart
from nps._inference.monitoring.rolling_results import Rolling
from nps._inference.waves.change_results import Changes
from nps._inference.waves.trend_results import Trend
from nps._inference.waves.trends import Trends
from nps.plot._drawing.charts import OF_SCORES
from nps.plot._drawing.segments import strands_of
from nps.plot._drawing.timeline import jumps
from nps.plot._interactive import rows as _rows
from nps.plot._interactive.marks import HEIGHT, WIDTH, Chart, Part, hover
from nps.plot._waves import places_of, scores_of, series_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nps._base.words.pictures import Words
    from nps._kernels import FloatArray
    from nps.plot._interactive.rows import Row

#: Results that are scores over time.
OVER_TIME = (Changes, Trend, Trends, Rolling, ControlChart, ControlCharts)


def waves(result: object, time: str | None, words: Words) -> tuple[Chart, Part]:
    """Return the chart of scores over time: of a result, of cohorts or of their estimates."""
    series = series_of(result, time, None)
    for chart in _charts(result):
        if chart.method not in OF_SCORES:
            raise OptionError(
                f"a chart by {chart.method!r} shows no scores: draw it with result.plot(), or the"
                ' scores with nps.plot.spec(result.waves, kind="waves").'
            )
    rows: list[Row] = []
    if series is None:
        found = scores_of(result)
        rows = _placed(_rows.scores(found), places_of(result, found, None))
    else:
        names = dict(zip(series.waves, _rows.named(series.waves), strict=True))
        strands = strands_of(result, series)
        found = strands[0].found
        for strand, segment in zip(strands, _rows.named(series.segments), strict=True):
            for row, wave in zip(
                _placed(_rows.scores(strand.found), strand.x), strand.labels, strict=True
            ):
                rows.append({**row, "label": names[wave], "segment": segment})
    if more := list(_more(result)):
        rows = [{**row, **one} for row, one in zip(rows, more, strict=True)]
    level = pictures.level(words, found.confidence_level, found.alternative)
    drawn = Chart(
        title="waves",
        rows=rows, axis=words.listed(words.score_axis, level), interval=level, words=words,
        alternative=found.alternative,
        label="" if series is None else " / ".join(series.waves.keys),
    )  # fmt: skip
    return drawn, _lines(drawn)


def _placed(rows: list[Row], x: FloatArray) -> list[Row]:
    """Return waves with their place in time, and the number of the piece of line they are on."""
    pieces = np.cumsum(np.isin(np.arange(x.size), jumps(x))).tolist()
    return [
        {**row, "at": at, "piece": piece}
        for row, at, piece in zip(rows, x.tolist(), pieces, strict=True)
    ]


def _more(result: object) -> Iterator[Row]:
    """Return what a result knows of each wave beside its score, one segment after the other."""
    if isinstance(result, Changes):
        for change in result:
            yield {"marked": bool(change.adjusted_p_value < 1.0 - result.confidence_level)}
    for trend in _trends(result):
        fitted = trend.intercept + trend.slope * trend.times
        yield from ({"trend": height} for height in fitted.tolist())
    for chart in _charts(result):
        ends = (cast("list[object]", plain(end)) for end in chart.limits)
        for label, low, high in zip(chart.labels, *ends, strict=True):
            limits = {"lower": low, "upper": high, "centre": chart.centre}
            yield {**limits, "marked": label in chart.signals}


def _trends(result: object) -> tuple[Trend, ...]:
    if isinstance(result, Trends):
        return result.trends
    return (result,) if isinstance(result, Trend) else ()


def _charts(result: object) -> tuple[ControlChart, ...]:
    if isinstance(result, ControlCharts):
        return result.charts
    return (result,) if isinstance(result, ControlChart) else ()


def _lines(chart: Chart) -> Part:
    """Return scores with their intervals as ribbons, at their times; rings around what was found.

    Lines are dashed where they are limits or a trend.
    """
    rows = chart.rows
    up = {"type": "quantitative", "title": chart.axis, "scale": {"zero": False}}
    places: Part = {"x": _times(chart)}
    if "segment" in rows[0]:
        names = list(dict.fromkeys(row["segment"] for row in rows))
        places["color"] = {"field": "segment", "type": "nominal", "sort": names, "title": None}
    pieces = {"detail": {"field": "piece", "type": "nominal"}}
    value = {"y": {"field": "value", **up}}
    interval = {"y": {"field": "low", **up}, "y2": {"field": "high"}}
    layers: list[Part] = [
        {"mark": {"type": "area", "opacity": 0.18}, "encoding": {**places, **interval, **pieces}},
        {"mark": {"type": "rule", "opacity": 0.45}, "encoding": {**places, **interval}},
        {"mark": "line", "encoding": {**places, **value, **pieces}},
        {
            "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
            "encoding": {**places, **value, "tooltip": hover(chart)},
        },
    ]
    for name, dash, shape in (
        ("trend", [6, 3], "linear"),
        ("lower", [4, 3], "step"),
        ("upper", [4, 3], "step"),
        ("centre", [1, 0], "linear"),
    ):
        if name in rows[0]:
            mark = {"type": "line", "strokeDash": dash, "interpolate": shape, "opacity": 0.6}
            layers.append({"mark": mark, "encoding": {**places, "y": {"field": name, **up}}})
    if any(row.get("marked") for row in rows):
        ring = {"type": "point", "size": 220, "strokeWidth": 2}
        found = [{"filter": "datum.marked"}]
        layers.append({"mark": ring, "transform": found, "encoding": {**places, **value}})
    return {"width": WIDTH, "height": HEIGHT, "layer": layers}


def _times(chart: Chart) -> Part:
    """Return the axis of time: waves stand at their times, and bear their own names."""
    names = {row["at"]: row["label"] for row in chart.rows}
    at = sorted(names, key=lambda place: cast("float", place))
    told = json.dumps([names[place] for place in at])
    axis = {
        "values": at,
        "labelExpr": f"{told}[indexof({json.dumps(at)}, datum.value)]",
        "grid": False,
    }
    scale = {"zero": False, "nice": False, "padding": 16}
    return {"field": "at", "type": "quantitative", "title": chart.label or None, "axis": axis,
            "scale": scale}  # fmt: skip
