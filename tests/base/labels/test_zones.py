"""Clocks of time zones, against the standard library."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from calendar_labels import label
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._base.labels.zones import on_clock, read_instants, zone_of

UTC = dt.UTC
PERIODS = ("day", "week", "month", "quarter", "year")
ZONES = ["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Africa/Monrovia"]


# Into the last year whose bare number is a time, 2100.
@given(
    st.lists(st.integers(-(2**31), 4_130_000_000), min_size=1, max_size=30), st.sampled_from(ZONES),
    st.sampled_from(PERIODS),
)  # fmt: skip
def test_the_clock_of_any_zone_is_that_of_the_standard_library(seconds, name, period):
    zone = ZoneInfo(name)
    utc = np.array(seconds, dtype="M8[s]").astype("M8[us]")
    aware = [x.replace(tzinfo=UTC) for x in utc.tolist()]
    there = [x.astimezone(zone).replace(tzinfo=None) for x in aware]
    assert on_clock(utc, zone).tolist() == there
    counted = nps.count_by([9] * len(aware), aware, period=period, timezone=name)
    assert list(counted) == list(dict.fromkeys(label(x.date(), period) for x in sorted(there)))


@pytest.mark.parametrize(
    ("text", "minutes"), [("+05:30", 330), ("-03:30", -210), ("+0545", 345), ("UTC", 0)]
)
def test_offsets(text, minutes):
    moment = dt.datetime(2024, 6, 1, tzinfo=UTC)
    assert moment.astimezone(zone_of(text)).utcoffset() == dt.timedelta(minutes=minutes)


def test_instants_keep_what_is_missing_and_say_where_one_cannot_be_read():
    found = read_instants(["2024-03-31T10:00:00,5Z", None, "2024-03-31"], "dates")
    assert found.tolist() == [
        dt.datetime(2024, 3, 31, 10, 0, 0, 500_000), None, dt.datetime(2024, 3, 31),
    ]  # fmt: skip
    for column, where in (
        (["2024-03-31", "2024-02"], r"dates\[1\] must be a date, .* got '2024-02'"),
        (["2024-03-31", " soon "], r"dates\[1\] must be a date, .* got 'soon'"),
        ([None, "2024-02", "2024-03"], r"dates\[1\] must be a date"),
        ([dt.date(2024, 1, 1), 3], r"dates\[1\] must be a date, .* got 3"),
    ):
        with pytest.raises(nps.OptionError, match=where):
            read_instants(column, "dates")
    offset = read_instants(["2024-03-31T10:00+05"], "dates")
    assert offset.tolist() == [dt.datetime(2024, 3, 31, 10)]


def test_a_clock_that_changes_within_an_hour():
    """Lord Howe Island moves its clocks by half an hour, at half past an hour of UTC."""
    zone = ZoneInfo("Australia/Lord_Howe")
    start = dt.datetime(2024, 4, 6, 14, tzinfo=UTC)
    aware = [start + dt.timedelta(minutes=10 * i) for i in range(18)]
    utc = np.array([x.replace(tzinfo=None) for x in aware], dtype="M8[us]")
    there = [x.astimezone(zone).replace(tzinfo=None) for x in aware]
    assert on_clock(utc, zone).tolist() == there
    assert len(set(np.diff(on_clock(utc, zone)).tolist())) == 2
