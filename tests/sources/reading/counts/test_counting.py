"""Numbers of answers in a table of counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._sources.reading.counts.counting import _whole
from nps._sources.reading.formats.text.delimited import DelimitedFile


@given(st.integers(0, 2**53))
def test_whole_numbers_are_read_however_they_are_written(n):
    assert _whole(f" {n} ", "n") == n
    assert _whole(f"{n}.0", "n") == n
    assert _whole("", "n") == 0


@pytest.mark.parametrize("cell", ["many", "-1", "2.5", "1e400", "nan"])
def test_what_is_no_number_of_answers_is_named(cell):
    with pytest.raises((nps.OptionError, nps.InputTypeError), match="frequency: column 'n' must"):
        _whole(cell, "n")


def test_days_before_months_are_known_in_every_part_of_a_file(tmp_path, monkeypatch):
    """One day that can be no month settles what 03/04/2024 means, wherever it stands."""
    rows = ["31/01/2024 10:00,9", *["03/04/2024 10:00,3"] * 3]
    path = tmp_path / "days.csv"
    path.write_text("\n".join(["when,nps", *rows]))
    parts = DelimitedFile.combinations
    monkeypatch.setattr(
        DelimitedFile, "combinations",
        lambda *given: ({cells: k} for part in parts(*given) for cells, k in part.items()),
    )  # fmt: skip
    counted = nps.read_answers(path).count(by="when", period="month")
    assert [(label, one.n) for label, one in counted.items()] == [("2024-01", 1), ("2024-04", 3)]
    path.write_text("when,nps\n03/04/2024 10:00,9\n04/04/2024 10:00,9\n")
    with pytest.raises(nps.OptionError, match="can be read as day, month, year or as month"):
        nps.read_answers(path).count(by="when", period="month")


def test_a_point_that_may_stand_between_thousands_is_refused():
    for cell in ("1.000", "12.500", "1.000.000"):
        with pytest.raises(nps.OptionError, match="in column 'n' may be a thousand or one"):
            _whole(cell, "n")
    assert _whole("10.0", "n") == 10
