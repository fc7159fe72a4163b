"""Results in a notebook: small tables with bars of plain HTML; no script, nothing from outside.

Colours are inherited or translucent, so light and dark themes both work. The classes keep the three
colours that people with any kind of colour vision tell apart.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nps._base.text import CLASSES, cell, interval, percent, percentages, points

DETRACTORS, PASSIVES, PROMOTERS = "#D55E00", "rgba(128,128,128,.5)", "#0072B2"
#: Ends of the scale of scores, and of differences.
SCORES, DIFFERENCES = 100.0, 200.0

#: Cells up to this length, such as intervals, stay on one line.
UNBROKEN = 24

_TABLE = "border-collapse:collapse;font-variant-numeric:tabular-nums"
_CELL = "padding:.15em .45em;text-align:{align};border-bottom:1px solid rgba(128,128,128,.25)"
_SPAN = "padding:.15em .45em;text-align:left;border-bottom:1px solid rgba(128,128,128,.6)"
#: The style of cells, for pages that have one for all.
CELLS = (
    f".nps th, .nps td {{ {_CELL.format(align='right')}; white-space: nowrap }}\n"
    ".nps :first-child:is(th, td) { text-align: left }\n"
)
_BAR = "display:flex;width:6em;height:.8em;background:rgba(128,128,128,.15)"
_TRACK = "position:relative;width:5em;height:1em;background:rgba(128,128,128,.08)"
_NULL = "position:absolute;top:0;bottom:0;border-left:1px solid rgba(128,128,128,.7)"
_RANGE = "position:absolute;top:38%;height:24%;min-width:1px;background:currentColor;opacity:.5"
_DOT = (
    "position:absolute;top:50%;width:.5em;height:.5em;margin:-.25em 0 0 -.25em;border-radius:50%;"
    "background:currentColor"
)


#: Headings of columns that hold bars; so are those that end in "bar".
_BARS = ("", "shares", "-100 to 100")


#: Columns that tables leave to `to_pandas`.
_ASIDE = ("statistic", "design_effect_without_replacement")


def is_bar(heading: str) -> bool:
    """Return whether a column of that heading holds bars, which stand for numbers beside them."""
    return heading in _BARS or heading.endswith("bar")


class Markup(str):
    """Text that is HTML already; all other text is escaped."""

    __slots__ = ()


def table(
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    caption: str = "",
    foot: str = "",
    *,
    styled: bool = True,
    spans: Sequence[tuple[str, int, int]] = (),
) -> str:
    """Return an HTML table; text stands to the left, numbers to the right.

    Where a page has a style of its own for `CELLS`, cells need none. `spans` stand over the header:
    text, first and last column under it.
    """
    parts = [f'<table class="nps" style="{_TABLE}">']
    if caption:
        parts.append(f'<caption style="text-align:left">{html.escape(caption)}</caption>')
    if header:
        over = "".join(
            f'<th colspan="{last - first + 1}" scope="colgroup" style="{_SPAN if span else ""}">'
            f"{html.escape(span)}</th>"
            for span, first, last in spans
        )
        above = f"<tr>{over}</tr>" if over else ""
        parts.append(f"<thead>{above}{_row('th', header, styled=styled)}</thead>")
    parts += ["<tbody>", *(_row("td", row, styled=styled) for row in rows), "</tbody></table>"]
    if foot:
        lines = html.escape(foot).replace("\n", "<br>")
        parts.append(f'<div style="font-size:85%;opacity:.8">{lines}</div>')
    return "".join(parts)


def wide(*parts: Any) -> str:
    """Return a `table` that a narrow screen moves sideways by itself, not with all around it."""
    return f'<div style="overflow-x:auto">{table(*parts)}</div>'


def _row(tag: str, cells: Iterable[object], *, styled: bool) -> str:
    found = []
    for i, value in enumerate(cells):
        style = _CELL.format(align="right" if i else "left")
        text = value if isinstance(value, Markup) else html.escape(cell(value))
        if not styled:
            found.append(f"<{tag}>{text}</{tag}>")
            continue
        if tag == "td" and len(text) <= UNBROKEN:
            style += ";white-space:nowrap"
        found.append(f'<{tag} style="{style}">{text}</{tag}>')
    return f"<tr>{''.join(found)}</tr>"


def shares_bar(shares: Sequence[float], names: Sequence[str] = CLASSES) -> Markup:
    """Return a bar of detractors, passives and promoters, given in the opposite order."""
    if math.isnan(sum(shares)):
        return Markup()
    parts = list(zip(shares, (PROMOTERS, PASSIVES, DETRACTORS), strict=True))[::-1]
    said = ", ".join(
        f"{part} {name}" for part, name in zip(percentages(shares), names, strict=True)
    )
    inner = "".join(f'<div style="width:{100 * x:.2f}%;background:{c}"></div>' for x, c in parts)
    return _pictured(said, _BAR, inner)


def part_bar(part: float, colour: str = "currentColor") -> Markup:
    """Return a bar whose length is a part of the whole, 0 to 1."""
    if math.isnan(part):
        return Markup()
    style = f"width:{100 * part:.2f}%;background:{colour};opacity:.7"
    return Markup(f'<div style="{_BAR}"><div style="{style}"></div></div>')


def interval_bar(
    value: float, low: float, high: float, reach: float, null: float = 0.0, margin: float = 0.0
) -> Markup:
    """Return a dot with its interval on a line from -reach to reach, marked at `null`.

    A margin is marked on both sides of it.
    """
    if math.isnan(value):
        return Markup()

    def at(x: float) -> float:
        return 50.0 * (1.0 + min(max(x / reach, -1.0), 1.0))

    marked = (null, null - margin, null + margin) if margin else (null,)
    parts = [f'<div style="left:{at(x):.2f}%;{_NULL}"></div>' for x in marked]
    if not math.isnan(low + high):
        width = at(high) - at(low)
        parts.append(f'<div style="left:{at(low):.2f}%;width:{width:.2f}%;{_RANGE}"></div>')
    parts.append(f'<div style="left:{at(value):.2f}%;{_DOT}"></div>')
    said = f"{points(value)} {interval(low, high)}"
    return _pictured(said, _TRACK, "".join(parts))


def _pictured(said: str, style: str, inner: str) -> Markup:
    return Markup(
        f'<div role="img" aria-label="{said}" title="{said}" style="{style}">{inner}</div>'
    )


def interval_bars(
    values: Iterable[float],
    lows: Iterable[float],
    highs: Iterable[float],
    *,
    reach: float | None = None,
    null: float = 0.0,
) -> list[Markup]:
    """Return bars on one common line; by default it reaches as far as the furthest number."""
    rows = [tuple(map(float, row)) for row in zip(values, lows, highs, strict=True)]
    furthest = max((abs(x) for row in rows for x in row if math.isfinite(x)), default=0.0)
    size = reach or max(furthest, abs(null)) or 1.0
    return [interval_bar(value, low, high, size, null) for value, low, high in rows]


def plain(columns: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[object]]:
    """Return columns by what they are called: intervals in one column, shares in percent."""
    shown: dict[str, Sequence[object]] = {}
    for name, column in columns.items():
        stem = name.removesuffix("_low")
        upper = name.endswith("_high") and f"{name.removesuffix('_high')}_low" in columns
        if upper or name in _ASIDE:
            continue
        if stem != name and f"{stem}_high" in columns:
            ends = zip(column, columns[f"{stem}_high"], strict=True)
            shown[f"{stem.replace('_', ' ')} interval"] = [interval(*pair) for pair in ends]
        elif name.endswith("_share"):
            shown[name.removesuffix("_share").replace("_", " ")] = [percent(x) for x in column]
        else:
            shown["NPS" if name == "score" else name.replace("_", " ")] = column
    return shown


def shares_columns(
    columns: Mapping[str, Sequence[float]], rows: int
) -> dict[str, Sequence[object]]:
    """Return the shares of the first rows of columns that hold counts of the three classes."""
    counted = list(zip(*(columns[name][:rows] for name in CLASSES), strict=True))
    return {
        name: [percent(row[i] / sum(row) if sum(row) else math.nan) for row in counted]
        for i, name in enumerate(CLASSES)
    }


def left_out(columns: Mapping[str, Any], rows: int) -> dict[str, Sequence[object]]:
    """Return the first rows of missing and invalid answers, if any row has some."""
    names = [name for name in ("missing", "invalid") if any(columns[name])]
    return {name: list(columns[name][:rows]) for name in names}


def counted(columns: Mapping[str, Any], rows: int) -> dict[str, Sequence[object]]:
    """Return the first rows of columns that hold counts and scores as people see them."""
    first = {name: columns[name] for name in ("start", "end", "n") if name in columns}
    return {
        **{name: list(column[:rows]) for name, column in first.items()},
        "NPS": list(columns["score"][:rows]),
        "shares": shares_bars(columns, rows),
        **shares_columns(columns, rows),
        **left_out(columns, rows),
    }


def shares_bars(columns: Mapping[str, Sequence[float]], rows: int) -> list[Markup]:
    """Return a bar for each of the first rows of columns that hold counts of the three classes."""
    bars = []
    for row in zip(*(columns[name][:rows] for name in CLASSES), strict=True):
        n = float(sum(row))
        bars.append(shares_bar([float(k) / n if n else math.nan for k in row]))
    return bars
