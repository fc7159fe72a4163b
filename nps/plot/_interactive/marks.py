"""What is drawn of rows: dots with intervals, stacked and plain bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from nps.plot._drawing.style import DEFAULT, Palette

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.words.pictures import Words

#: A part of a chart, as Vega-Lite has it.
Part: TypeAlias = "dict[str, Any]"
#: Width of a chart in pixels, and height of one of its rows.
WIDTH, ROW, HEIGHT = 480, 22, 280
#: The end of a one-sided interval that is that of the scale.
_NO_BOUND = {"greater": "high", "less": "low"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What a chart shows: its rows, and how their numbers are called and written."""

    title: str
    rows: Sequence[Mapping[str, object]]
    axis: str
    words: Words
    interval: str = ""
    alternative: str = "two-sided"
    signed: bool = False
    whole: bool = False
    line: float | None = None
    label: str = ""
    colours: Mapping[str, str] | None = None


def dots(chart: Chart) -> Part:
    """Return rows with a dot and its interval each, and a line to hold them against."""
    places: Part = {"y": _rows(chart), "tooltip": hover(chart)}
    across = {"type": "quantitative", "title": chart.axis, "scale": {"zero": False}}
    low = {"field": "low", **across}
    if chart.colours:
        scale = {"domain": list(chart.colours), "range": list(chart.colours.values())}
        places["color"] = {"field": "class", "type": "nominal", "scale": scale, "title": None}
    layers: list[Part] = [
        {"mark": "rule", "encoding": {"x": low, "x2": {"field": "high"}, **places}},
        {
            "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
            "encoding": {"x": {"field": "value", **across}, **places},
        },
    ]
    if chart.line is not None:
        mark = {"type": "rule", "strokeDash": [4, 3], "opacity": 0.6}
        layers.append({"mark": mark, "encoding": {"x": {"datum": chart.line, **across}}})
    return {"width": WIDTH, "height": {"step": ROW}, "layer": layers}


def stacked(chart: Chart) -> Part:
    """Return a bar for each row, made of the shares of the classes."""
    share = {"field": "share", "type": "quantitative", "title": chart.axis}
    encoding = {
        "x": {**share, "stack": "zero", "scale": {"domain": [0, 100]}},
        "y": _rows(chart),
        "color": _classes(chart.words),
        "order": {"field": "place", "type": "quantitative"},
        "tooltip": hover(chart),
    }
    return {"width": WIDTH, "height": {"step": ROW}, "mark": "bar", "encoding": encoding}


def columns(chart: Chart) -> Part:
    """Return a column for each rating, or for each class."""
    encoding = {
        "x": {**_rows(chart), "title": chart.label or None, "axis": {"labelAngle": 0}},
        "y": {"field": "share", "type": "quantitative", "title": chart.axis},
        "color": _classes(chart.words),
        "tooltip": hover(chart),
    }
    return {"width": WIDTH, "height": HEIGHT, "mark": "bar", "encoding": encoding}


def _rows(chart: Chart) -> Part:
    """Return where rows stand: in the order given, those without a number, too."""
    names = list(dict.fromkeys(row["label"] for row in chart.rows))
    place = {"type": "nominal", "sort": None, "scale": {"domain": names}}
    return {"field": "label", **place, "title": None}


def _classes(words: Words) -> Part:
    """Return colours by class, those of the pictures."""
    names = [getattr(words, name) for name in Palette._fields[::-1]]
    scale = {"domain": names, "range": list(DEFAULT[::-1])}
    return {"field": "class", "type": "nominal", "scale": scale, "title": None}


def hover(chart: Chart) -> list[Part]:
    """Return what a row tells where the pointer is: its names and numbers."""
    words, points = chart.words, "+.1f" if chart.signed else "," if chart.whole else ".1f"
    known = {
        "segment": ("", ""),
        "label": (chart.label, ""),
        "class": ("", ""),
        "share": (words.share_axis, ".1f"),
        "score": (words.scores, points),
        "value": (chart.axis.partition(",")[0], points),
        "low": (f"{chart.interval} ≥", points),
        "high": (f"{chart.interval} ≤", points),
        "lower": (f"{words.limits} ≥", points),
        "upper": (f"{words.limits} ≤", points),
        "n": (words.answers_axis, ","),
    }
    return [
        {"field": name, "title": title or " ", **_written(form)}
        for name, (title, form) in known.items()
        if any(name in row for row in chart.rows) and name != _NO_BOUND.get(chart.alternative)
    ]


def _written(form: str) -> Part:
    return {"type": "quantitative", "format": form} if form else {"type": "nominal"}
