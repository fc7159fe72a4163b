"""Tables and bars as HTML."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import counts
from table_parts import display, html

import nps


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
