"""Numbers that stand for times."""

from __future__ import annotations

import pytest

import nps


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["1704758400", "", "1704844800.25"], ["2024-01-09", "2024-01-10", None]),
        (["1704758400000"], ["2024-01-09"]),
        (["45300", "45301.5"], ["2024-01-09", "2024-01-10"]),
        (["", ""], [None]),
    ],
)
def test_numbers_of_one_kind_are_times(cells, days):
    file = nps.read_answers([{"at": cell, "nps": 9} for cell in cells])
    assert [*file.count(by="at", period="day").labels] == days


@pytest.mark.parametrize(
    "cells", [["45300", "1704758400"], ["20095", "20097"], ["1704758400", "soon"], ["45300", "9"]]
)
def test_numbers_of_several_kinds_are_refused(cells):
    file = nps.read_answers([{"at": cell, "nps": 9} for cell in cells])
    with pytest.raises(nps.OptionError, match="column 'at'"):
        file.count(by="at", period="day")


def test_a_cell_far_down_that_is_no_such_number_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["at,nps", *["45300,9"] * 9000, "soon,9"]))
    with pytest.raises(nps.OptionError, match=r"column 'at'.*'soon'"):
        nps.read_answers(path).count(by="at", period="day")
