"""How options are spelled where a message appears: what is said can be typed."""

from __future__ import annotations

import ast
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps._sources.reading.doors import IN_PYTHON, IN_STREAMS, LONGEST_NAME, TERMINAL

NAMES = st.lists(st.text(min_size=1, max_size=LONGEST_NAME), min_size=1, max_size=4)


@given(NAMES)
def test_names_can_be_typed_as_they_are_said(names):
    assert shlex.split(TERMINAL.rating(*names)) == ["--rating", *names]
    (argument,) = ast.parse(f"f({IN_PYTHON.rating(*names)})", mode="eval").body.keywords
    typed = ast.literal_eval(argument.value)
    assert argument.arg == "rating"
    assert ([typed] if isinstance(typed, str) else typed) == names


@given(NAMES)
def test_tables_of_counts_are_said_with_both_columns(names):
    first, last = names[0], names[-1]
    words = shlex.split(TERMINAL.frequency(first, last))
    assert words == ["--rating", first, "--frequency", last]
    assert f"frequency={last!r}" in IN_PYTHON.frequency(first, last)


@pytest.mark.parametrize(
    ("low", "high", "typed", "argument"),
    [
        (1, 5, "--scale 1-5", "scale=nps.Scale.conventional(1, 5)"),
        (1, 7, "--scale 1-7", "scale=nps.Scale.conventional(1, 7)"),
        (0, 5, "--scale with cut points", "scale=nps.Scale(...)"),
    ],
)
def test_scales_and_other_options(low, high, typed, argument):
    assert TERMINAL.scale(low, high) == typed
    assert IN_PYTHON.scale(low, high) == argument
    assert (TERMINAL.option("when", "DATE"), IN_PYTHON.option("when")) == (
        "--when DATE",
        "when=...",
    )


def test_remedies_name_the_option_of_their_door():
    assert TERMINAL.remedies.missing("99") == "--missing 99 leaves it out if it is."
    assert IN_PYTHON.remedies.missing("99") == "missing=[99] leaves it out if it is."


def test_a_name_too_long_to_type_is_cut():
    assert len(IN_PYTHON.rating("x" * 5000)) < 2 * LONGEST_NAME


def test_where_rows_are_not_chosen_the_way_leads_to_read_answers():
    asked = ("question", "nps")
    assert TERMINAL.where(*asked, "my answer") == "--rating 'my answer' --where question=nps"
    assert IN_PYTHON.where(*asked, "a") == "rating='a', where={'question': 'nps'}"
    assert IN_STREAMS.where(*asked) == "read_answers(..., where={'question': 'nps'})"
    assert IN_PYTHON.read("NPS", 1, 5) == "rating='NPS', scale=nps.Scale.conventional(1, 5)"
    assert IN_STREAMS.read("NPS") == "read_answers(..., rating='NPS').count()"
