"""How numbers of answers are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._sources.reading.counts.numbers import said_of_numbers, whole_number
from nps._sources.reading.formats.json_files import table_of_records


@given(st.integers(0, 2**53))
def test_whole_numbers_are_read_however_they_are_written(n):
    assert whole_number(f" {n} ", "n") == n
    assert whole_number(f"{n}.0", "n") == n
    assert whole_number("", "n") == 0


@pytest.mark.parametrize("cell", ["many", "-1", "2.5", "1e400", "nan"])
def test_what_is_no_number_of_answers_is_named(cell):
    with pytest.raises((nps.OptionError, nps.InputTypeError), match="frequency: column 'n' must"):
        whole_number(cell, "n")


def test_a_point_that_may_stand_between_thousands_is_refused():
    for cell in ("1.000", "12.500", "1.000.000"):
        with pytest.raises(nps.OptionError, match="in column 'n' may be a thousand or one"):
            whole_number(cell, "n")
    assert whole_number("10.0", "n") == 10


@given(st.integers(1000, 2**53), st.sampled_from([",", " ", "\u00a0", "\u202f", "'", "’"]))
def test_thousands_may_have_marks(n, mark):
    assert whole_number(f"{n:,}".replace(",", mark), "n") == n


def test_commas_between_thousands_are_said():
    table = table_of_records([{"score": i, "n": f"{1234 * i:,}"} for i in range(11)])
    assert said_of_numbers(table, "n") == ["'1,234' is read as 1234"]
    assert said_of_numbers(table, "score") == said_of_numbers(table, None) == []
    with pytest.raises(nps.OptionError, match=r"got '1,23'"):
        whole_number("1,23", "n")
