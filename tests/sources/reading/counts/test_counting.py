"""Numbers of answers in a table of counts."""

from __future__ import annotations

import pytest

import nps
from nps._sources.reading.formats.text.delimited import DelimitedFile


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


def test_numbers_become_periods_and_that_is_said():
    """A service writes seconds since 1970, in UTC; a zone that is named moves them."""
    rows = [{"at": 1704067200 + 86_400 * day, "nps": 9, "shop": "N"} for day in (0, 1, 31, 60)]
    file = nps.read_answers(rows)
    assert [*file.count(by="at", period="month").labels] == ["2024-01", "2024-02", "2024-03"]
    moved = file.count(by="at", period="month", timezone="America/New_York")
    assert [*moved.labels] == ["2023-12", "2024-01", "2024-02"]
    both = file.count(by=["shop", "at"], period="month")
    assert [*both.labels] == [("N", "2024-01"), ("N", "2024-02"), ("N", "2024-03")]
    plan = file._plan(by=("at",), period="month")
    assert "1704067200 in 'at' is read as 2024-01-01 00:00 UTC" in file._counted(plan).notes
    days = nps.read_answers([{"day": 45300 + i, "nps": 9} for i in range(40)])
    assert [*days.count(by="day", period="month").labels] == ["2024-01", "2024-02"]
