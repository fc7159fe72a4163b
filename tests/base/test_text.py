from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps._base import text as display


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
    assert display.points(value) == plain
    assert display.points(value, signed=True) == signed


def test_an_error_that_cannot_be_shown_is_told_by_its_kind():
    class Mute(ValueError):
        def __str__(self) -> str:
            raise RuntimeError

    assert display.told(Mute()) == "Mute: "
    assert display.told(ValueError("3 is\r\n odd")) == "3 is odd"
    assert display.told(KeyError("a")) == "KeyError: 'a'"


def test_intervals_in_brackets():
    assert display.interval(-1.04, 2.0) == "[-1.0, 2.0]"
    assert display.interval(-1.04, 2.0, signed=True) == "[-1.0, +2.0]"
    assert display.interval(math.nan, 2.0) == "[no interval]"
    assert display.interval(2.0, math.nan) == "[no interval]"


@pytest.mark.parametrize(
    ("level", "alternative", "text"),
    [
        (0.95, "two-sided", "95% CI"),
        (0.9, "greater", "90% lower bound"),
        (0.999, "less", "99.9% upper bound"),
        (0.07, "two-sided", "7% CI"),
        (1 - 1e-12, "two-sided", "99.9999999999% CI"),
        (1e-9, "two-sided", "1e-07% CI"),
    ],
)
def test_levels_in_percent_never_reach_100(level, alternative, text):
    assert display.level(level, alternative) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0171, "p = 0.017"), (0.00099, "p < 0.001"), (0.001, "p = 0.001"), (1.0, "p = 1.000"),
     (math.nan, "p = n/a"), (0.0, "p < 0.001")],
)  # fmt: skip
def test_p_values(value, text):
    assert display.p_value(value) == text


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
    assert display.label_text(label) == text


def test_cells():
    assert display.cell(1234567) == "1,234,567"
    assert display.cell(np.int64(1234)) == "1,234"
    assert display.cell(np.float32(1.24)) == "1.2"
    assert display.cell("<b>") == "<b>"


def test_values_in_messages_are_cut_short():
    assert display.shown("abc") == "'abc'"
    assert display.shown("x" * 1000) == "'" + "x" * 59 + "... (1,002 characters)"
    assert display.shown(10**5000) == "a number of thousands of digits"
    assert len(display.shown(10**400)) < 90


def test_p_values_show_on_which_side_of_a_level_they_are():
    assert display.p_value(0.0499, 0.05) == "p = 0.0499"
    assert display.p_value(0.0496, 0.05) == "p = 0.0496"
    assert display.p_value(0.049, 0.05) == "p = 0.049"
    assert display.p_value(0.05, 0.05) == "p = 0.050000"
    assert display.p_number(0.017) == "0.017"
    assert display.p_number(0.0001) == "< 0.001"
    assert display.p_number(math.nan) == "n/a"


def test_nouns_agree_with_their_number():
    assert display.noun(1, "answer") == "1 answer"
    assert display.noun(0, "answer") == "0 answers"
    assert display.noun(1_000, "person", "people") == "1,000 people"


def test_what_a_message_says_of_a_wrong_value():
    assert display.shown_kind(30) == "30"
    assert display.shown_kind({"a": 1}) == "dict"


def test_percent():
    assert display.percent(0.123456) == "12.3%"
    assert display.percent(math.nan) == "n/a"


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=11).filter(any))
def test_each_percentage_is_rounded_by_itself(numbers):
    shares = [k / sum(numbers) for k in numbers]
    shown = display.percentages(shares)
    for part, share in zip(shown, shares, strict=True):
        assert abs(float(part.removesuffix("%")) - 100 * share) < 0.05 + 1e-9
    for k, part in zip(numbers, shown, strict=True):
        assert {part} == {other for m, other in zip(numbers, shown, strict=True) if m == k}


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("a\u202eb", "a\\u202eb"), ("\u2066a\u2069", "\\u2066a\\u2069"), ("a\u200bb", "a\\u200bb"),
        ("a\u200db", "a\\u200db"), ("a\u200c", "a\\u200c"), ("\ufeffa", "\\ufeffa"),
        ("a\xadb", "a\\xadb"),
        ("a\ufe0f", "a\\ufe0f"), ("\ud800", "\\ud800"), ("\U000e0041", "\\U000e0041"),
        ("\u3164", "\\u3164"),
        ("a\nb", "a\\nb"), ("a\x1b[31m", "a\\x1b[31m"), ("a\u2028", "a\\u2028"),
        # what Persian, Hindi and emoji need to be read stays
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",) * 2,
        ("\u0915\u094d\u200d\u0937",) * 2,
        ("\U0001f469\u200d\U0001f469\u200d\U0001f467",) * 2, ("\u2764\ufe0f",) * 2,
        ("1\ufe0f\u20e3",) * 2,
        ("\u2764\ufe0f\u200d\U0001f525",) * 2, ("Z\xfcrich, \u6771\u4eac",) * 2,
    ],
)  # fmt: skip
def test_what_hides_is_made_visible_and_scripts_stay(label, expected):
    assert display.label_text(label) == expected
    assert display.visible(display.visible(label)) == expected
    assert display.cell(label) == expected
