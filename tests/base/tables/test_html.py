"""Tables and bars as HTML."""

from __future__ import annotations

import math
import re
from functools import cache
from html import unescape
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from every_result import RESULTS
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.ft2font import FT2Font
from strategies import counts
from table_parts import display, html

import nps

#: A wide font, as large as those of notebooks look, in pixels.
FONT = FT2Font(str(Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"))
FONT.set_size(12, 72)
CELL = re.compile(r"<t[hd]([^>]*)>(.*?)</t[hd]>")


@cache
def length(text: str) -> float:
    wide = sum(ord(letter) >= 0x2E80 for letter in text)
    FONT.set_text("".join(letter for letter in text if ord(letter) < 0x2E80), 0.0)
    return FONT.get_width_height()[0] / 64 + 12 * wide


def width(page: str) -> float:
    """Return how many pixels wide a table is at least: what may break breaks at every blank."""
    columns: dict[int, float] = {}
    for row in re.findall(r"<tr>(.*?)</tr>", page):
        for place, (style, inner) in enumerate(CELL.findall(row)):
            text = unescape(re.sub("<[^>]+>", "", inner))
            whole = [text] if "nowrap" in style else text.split()
            bar = re.search(r"width:(\d+)em", inner)
            needed = max([12 * int(bar[1]) if bar else 0, *map(length, whole)])
            columns[place] = max(columns.get(place, 0.0), needed + 0.9 * 12)
    return sum(columns.values())


def test_nothing_in_a_notebook_is_off_screen():
    pages = {f"{type(found).__name__} {i}": found._repr_html_() for i, found in enumerate(RESULTS)}
    assert {name: round(width(page)) for name, page in pages.items() if width(page) > 780} == {}
    assert all(page.startswith('<div style="overflow-x:auto"><table') for page in pages.values())
    assert max(map(width, pages.values())) > 500  # it does measure


def test_tables_escape_everything_but_markup():
    bar = html.part_bar(0.5)
    table = html.table(
        ["<h>", "n"], [["<script>alert(1)</script>", bar]], caption="<c>", foot="<f> & 'x'"
    )
    assert "<script" not in table
    assert bar in table
    for text in ("&lt;h&gt;", "&lt;script&gt;", "&lt;c&gt;", "&lt;f&gt; &amp; &#x27;x&#x27;"):
        assert text in table
    assert table.index("&lt;c&gt;") < table.index("&lt;h&gt;") < table.index("&lt;script&gt;")
    assert table.index("</table>") < table.index("&lt;f&gt;")


def test_text_stands_left_and_numbers_right():
    table = html.table([], [["name", 5]])
    assert "<caption" not in table
    assert "<thead" not in table
    assert table.endswith("</table>")
    first, second = table.split("<td ")[1:]
    assert "text-align:left" in first
    assert "text-align:right" in second


def widths(bar: str) -> list[float]:
    return [float(x) for x in re.findall(r"width:([\d.]+)%", bar)]


@given(counts())
def test_bars_of_shares_are_as_long_as_the_shares(sample):
    bar = html.shares_bar(sample.shares)
    assert widths(bar) == pytest.approx([100 * x for x in sample.shares[::-1]], abs=0.005)
    assert bar.index(html.DETRACTORS) < bar.index(html.PASSIVES) < bar.index(html.PROMOTERS)
    parts = zip(display.percentages(sample.shares), sample.shares._fields, strict=True)
    said = ", ".join(f"{part} {name}" for part, name in parts)
    assert f'aria-label="{said}"' in bar


@given(st.floats(-100, 100), st.floats(0, 100), st.floats(0, 100), st.sampled_from([100.0, 200.0]))
def test_bars_of_intervals_lie_where_the_numbers_are(value, below, above, reach):
    low, high = max(value - below, -reach), min(value + above, reach)
    bar = html.interval_bar(value, low, high, reach)
    zero, start, dot = (float(x) for x in re.findall(r"left:([\d.]+)%", bar))
    # half of the line for `reach` points, printed with two digits
    assert (zero, start, dot) == pytest.approx(
        (50.0, 50 + 50 * low / reach, 50 + 50 * value / reach), abs=0.0051
    )
    assert widths(bar)[-1] == pytest.approx(50 * (high - low) / reach, abs=0.0051)


def test_bars_say_nothing_where_there_is_nothing():
    nan = math.nan
    assert html.shares_bar([nan] * 3) == html.part_bar(nan) == ""
    assert html.interval_bar(nan, 0, 1, 100) == ""
    assert "width:" not in html.interval_bar(5, nan, nan, 100).partition("px")[2].partition("h")[2]
    assert html.interval_bars([], [], []) == []
    alone = html.interval_bars([0.0], [nan], [nan])
    assert "left:50.00%" in alone[0]


def test_rows_of_bars_share_one_line():
    short, long = html.interval_bars([5.0, 10.0], [0.0, -20.0], [10.0, 15.0])
    assert "left:62.50%" in short  # 5 on a line from -20 to 20
    assert "left:0.00%" in long
    infinite = html.interval_bars([5.0], [-math.inf], [10.0])
    assert "left:0.00%" in infinite[0]


@given(st.text(alphabet="<>&\"'/script \n\x1b=", min_size=1, max_size=20))
def test_labels_stay_text_in_every_table(label):
    many = nps.Cohorts.from_counts([label, 0], [5, 5], [3, 3], [2, 2])
    for result in (
        nps.compare_many(many), nps.rank(many), nps.shrink(many), nps.changes(many), many,
        nps.decompose(many, many), nps.estimate_shares(many), nps.trend(many).waves,
    ):  # fmt: skip
        page = result._repr_html_()
        assert not re.search(r"<(?!/?(table|caption|thead|tbody|tr|th|td|div)\b)", page)
        assert not re.search(r"<[^>]*\bon\w+=", page)


def test_a_million_rows_cost_no_more_than_thirty():
    many = nps.Cohorts.from_counts(range(100_000), *np.ones((3, 100_000), dtype=int))
    table = many._html_columns(30)
    assert {len(column) for column in table.values()} == {30}
    assert {len(column) for column in nps.estimate(many)._html_columns(30).values()} == {30}
