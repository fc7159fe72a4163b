"""Numbers that stand for times."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from nps._sources.reading.counts.stamps import time_of, unit_of_stamps

DAY = datetime(2024, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cells", "unit", "first"),
    [
        (["1704758400", None, "1704758400.25"], "seconds", DAY),
        (["1704758400000"], "milliseconds", DAY),
        (["45300", "45301.5"], "days", DAY.replace(tzinfo=None)),
        (["45300", "1704758400"], None, "45300"),
        (["20095", "20097"], None, "20095"),
        (["2024", "2025"], None, "2024"),
        ([None, ""], None, None),
        ([], None, None),
    ],
)
def test_all_numbers_of_a_column_are_of_one_kind(cells, unit, first):
    assert unit_of_stamps(cells) == unit
    assert time_of(cells[0] if cells else None, unit) == first


def test_what_is_no_such_number_stays():
    assert time_of("soon", "days") == "soon"
    assert time_of("", "days") == ""
    assert time_of("45301.5", "days") == datetime(2024, 1, 10, 12)  # as stored
