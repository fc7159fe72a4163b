from __future__ import annotations

import math

import numpy as np
import pytest

from nps import _display


@pytest.mark.parametrize(
    ("value", "plain", "signed"),
    [
        (37.5, "37.5", "+37.5"),
        (-0.04, "0.0", "+0.0"),
        (-0.06, "-0.1", "-0.1"),
        (100.0, "100.0", "+100.0"),
        (math.nan, "n/a", "n/a"),
    ],
)
def test_points_have_one_digit_and_no_negative_zero(value, plain, signed):
    assert _display.points(value) == plain
    assert _display.points(value, signed=True) == signed


def test_intervals_in_brackets():
    assert _display.interval(-1.04, 2.0) == "[-1.0, 2.0]"
    assert _display.interval(-1.04, 2.0, signed=True) == "[-1.0, +2.0]"
    assert _display.interval(math.nan, 2.0) == "[no interval]"
    assert _display.interval(2.0, math.nan) == "[no interval]"


@pytest.mark.parametrize(
    ("level", "alternative", "text"),
    [
        (0.95, "two-sided", "95 % CI"),
        (0.9, "greater", "90 % lower bound"),
        (0.999, "less", "99.9 % upper bound"),
        (0.07, "two-sided", "7 % CI"),
        (1 - 1e-12, "two-sided", "99.9999999999 % CI"),
        (1e-9, "two-sided", "1e-07 % CI"),
    ],
)
def test_levels_in_percent_never_reach_100(level, alternative, text):
    assert _display.level(level, alternative) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0171, "p = 0.017"), (0.00099, "p < 0.001"), (0.001, "p = 0.001"), (1.0, "p = 1.000"),
     (math.nan, "p = n/a"), (0.0, "p < 0.001")],
)  # fmt: skip
def test_p_values(value, text):
    assert _display.p_value(value) == text


@pytest.mark.parametrize(
    ("label", "text"),
    [
        (None, "(missing)"),
        ("", "(blank)"),
        (" \u3000", "(blank)"),
        (0, "0"),
        (("North", None, ""), "North / (missing) / (blank)"),
        ("a\nb\tc", r"a\nb\tc"),
        ("\x1b[31mred\x00", r"\x1b[31mred\x00"),
        ("Größe 中文\u3000👩‍🔬", "Größe 中文\u3000👩‍🔬"),
    ],
)
def test_labels_are_one_visible_line(label, text):
    assert _display.label_text(label) == text


def test_cells():
    assert _display.cell(1234567) == "1,234,567"
    assert _display.cell(np.int64(1234)) == "1,234"
    assert _display.cell(np.float32(1.25)) == "1.2"
    assert _display.cell("<b>") == "<b>"


def test_values_in_messages_are_cut_short():
    assert _display.shown("abc") == "'abc'"
    assert _display.shown("x" * 1000) == "'" + "x" * 59 + "... (1,002 characters)"
    assert _display.shown(10**5000) == "a number of thousands of digits"
    assert len(_display.shown(10**400)) < 90


def test_tables_escape_everything():
    table = _display.html_table(
        ["<h>", "n"], [["<script>alert(1)</script>", 1]], caption="<c>", foot="<f> & 'x'"
    )
    assert "<script" not in table
    for text in ("&lt;h&gt;", "&lt;script&gt;", "&lt;c&gt;", "&lt;f&gt; &amp; &#x27;x&#x27;"):
        assert text in table
    assert table.index("&lt;c&gt;") < table.index("&lt;h&gt;") < table.index("&lt;script&gt;")
    assert table.index("</table>") < table.index("&lt;f&gt;")


def test_text_stands_left_and_numbers_right():
    table = _display.html_table([], [["name", 5]])
    assert "<caption" not in table
    assert "<thead" not in table
    assert table.endswith("</table>")
    first, second = table.split("<td ")[1:]
    assert "text-align:left" in first
    assert "text-align:right" in second
