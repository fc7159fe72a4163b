"""Numbers of answers in a table of counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._sources.reading.counting import _whole


@given(st.integers(0, 2**53))
def test_whole_numbers_are_read_however_they_are_written(n):
    assert _whole(f" {n} ", "n") == n
    assert _whole(f"{n}.0", "n") == n
    assert _whole("", "n") == 0


@pytest.mark.parametrize("cell", ["many", "-1", "2.5", "1e400", "nan"])
def test_what_is_no_number_of_answers_is_named(cell):
    with pytest.raises((nps.OptionError, nps.InputTypeError), match="frequency: column 'n' must"):
        _whole(cell, "n")
