"""How results look: few digits in text, small tables in HTML, labels escaped."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterable, Sequence

import numpy as np

_TABLE = "border-collapse:collapse;font-variant-numeric:tabular-nums"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CELL = "padding:.15em .7em;text-align:{align};border-bottom:1px solid rgba(128,128,128,.25)"


def shown(value: object) -> str:
    """Return a value as it would be typed, cut short where it is long, for messages."""
    try:
        text = repr(value)
    except ValueError:  # Python does not print whole numbers of more than 4300 digits
        return "a number of thousands of digits"
    return text if len(text) <= 80 else f"{text[:60]}... ({len(text):,} characters)"


def points(value: float, *, signed: bool = False) -> str:
    """Return points with one digit; `signed` puts a plus before gains; NaN reads n/a."""
    if math.isnan(value):
        return "n/a"
    rounded = round(value, 1) + 0.0  # no "-0.0"
    return f"{rounded:+.1f}" if signed else f"{rounded:.1f}"


def interval(low: float, high: float, *, signed: bool = False) -> str:
    """Return [low, high] in points, or say that there is none."""
    if math.isnan(low) or math.isnan(high):
        return "[no interval]"
    return f"[{points(low, signed=signed)}, {points(high, signed=signed)}]"


def level(confidence_level: float, alternative: str = "two-sided") -> str:
    """Return "95 % CI", or which end is open for a one-sided interval."""
    side = {"two-sided": "CI", "greater": "lower bound", "less": "upper bound"}[alternative]
    percent = f"{100 * confidence_level:g}"
    if percent == "100":  # no level reaches it
        percent = f"{100 * confidence_level}"
    return f"{percent} % {side}"


def p_value(value: float) -> str:
    """Return "p = 0.017", "p < 0.001" or "p = n/a"."""
    if math.isnan(value):
        return "p = n/a"
    if value < 0.001:
        return "p < 0.001"
    return f"p = {value:.3f}"


def label_text(label: object) -> str:
    """Return a cohort label as people read it, on one line; what would not show is made visible."""
    if label is None:
        return "(missing)"
    if isinstance(label, tuple):
        return " / ".join(label_text(part) for part in label)
    text = _CONTROL.sub(lambda found: repr(found[0])[1:-1], str(label))
    return text if text.strip() else "(blank)"


def cell(value: object) -> str:
    """Return one cell of a table: numbers with few digits, the rest as text."""
    if isinstance(value, (float, np.floating)):
        return points(float(value))
    if isinstance(value, (int, np.integer)):
        return f"{value:,}"
    return str(value)


def html_table(
    header: Sequence[str], rows: Iterable[Sequence[object]], caption: str = "", foot: str = ""
) -> str:
    """Return an HTML table; numbers stand to the right, text is escaped, colours are inherited."""
    parts = [f'<table class="nps" style="{_TABLE}">']
    if caption:
        parts.append(f'<caption style="text-align:left">{html.escape(caption)}</caption>')
    if header:
        cells = "".join(
            _html_cell("th", name, "right" if i else "left") for i, name in enumerate(header)
        )
        parts.append(f"<thead><tr>{cells}</tr></thead>")
    parts.append("<tbody>")
    for row in rows:
        cells = "".join(
            _html_cell("td", value, "right" if i else "left") for i, value in enumerate(row)
        )
        parts.append(f"<tr>{cells}</tr>")
    parts.append("</tbody></table>")
    if foot:
        parts.append(f'<div style="font-size:85%;opacity:.8">{html.escape(foot)}</div>')
    return "".join(parts)


def _html_cell(tag: str, value: object, align: str) -> str:
    style = _CELL.format(align=align)
    return f'<{tag} style="{style}">{html.escape(cell(value))}</{tag}>'
