"""How numbers of answers are written."""

from __future__ import annotations

import pytest
from command_line import main
from hypothesis import given
from hypothesis import strategies as st

import nps


def number(cell: str) -> int:
    file = nps.read_answers([{"score": "9", "n": cell}], rating="score")
    return file.count(frequency="n").n


@given(st.integers(0, 2**53))
def test_whole_numbers_are_read_however_they_are_written(n):
    assert number(f" {n} ") == number(f"{n}.0") == n
    assert number("") == 0


@pytest.mark.parametrize("cell", ["many", "-1", "2.5", "1e400", "nan", "1,23", "01,234"])
def test_what_is_no_number_of_answers_is_named(cell):
    with pytest.raises((nps.OptionError, nps.InputTypeError), match="frequency: column 'n' must"):
        number(cell)


def test_a_point_that_may_stand_between_thousands_is_refused():
    for cell in ("1.000", "12.500", "1.000.000"):
        with pytest.raises(nps.OptionError, match="in column 'n' may be a thousand or one"):
            number(cell)
    assert number("10.0") == 10


@given(st.integers(1000, 2**53), st.sampled_from([",", " ", "\u00a0", "\u202f", "'", "’"]))
def test_thousands_may_have_marks(n, mark):
    assert number(f"{n:,}".replace(",", mark)) == n


def test_commas_between_thousands_are_said(tmp_path, capsys):
    path = tmp_path / "counts.csv"
    path.write_text("\n".join(["score;n", *(f"{i};{1234 * i:,}" for i in range(11))]))
    assert main([str(path), "--rating", "score", "--frequency", "n"]) == 0
    assert "Note: '1,234' is read as 1234." in capsys.readouterr().out
