"""Times of waves: what is understood, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pandas as pd
import polars as pl
import pytest

import nps
from nps._base.labels.periods import period_of, year_before
from nps._base.labels.readings import Moment
from nps._base.labels.times import DAYS, read_moments, read_times


def moments(*times):
    return list(read_moments(times if len(times) > 1 else times[0], "times"))


@pytest.mark.parametrize(
    ("value", "unit", "position"),
    [
        ("2024", "year", 54),
        ("2024-03", "month", 54 * 12 + 2),
        (" 2024-Q3 ", "quarter", 54 * 4 + 2),
        ("2024q3", "quarter", 54 * 4 + 2),
        ("1970-01-04", "day", 3),
        ("1970-01-02T12", "day", 1.5),
        ("1970-W02", "week", 0),  # Monday 5 January 1970
        ("2024-W01", "week", (date(2024, 1, 1) - date(1970, 1, 5)).days / 7),
        (np.datetime64("2024"), "year", 54),
        (np.datetime64("2024-03"), "month", 54 * 12 + 2),
        (np.datetime64("2024-01-04", "W"), "week", (date(2024, 1, 1) - date(1970, 1, 5)).days / 7),
        (np.datetime64("1970-01-02"), "day", 1),
        (np.datetime64("1970-01-02T06:00"), "day", 1.25),
        (np.datetime64("1970-01-11", "2D"), "day", 10),
        (date(1970, 1, 3), "day", 2),
        (datetime(1970, 1, 3, 18), "day", 2.75),
        (datetime(1970, 1, 3, 1, tzinfo=UTC), "day", 2 + 1 / 24),
        # the clock there
        (datetime(1970, 1, 3, 1, tzinfo=timezone(timedelta(hours=1))), "day", 2 + 1 / 24),
        (pd.Timestamp("1970-01-03"), "day", 2),
        (pd.Period("2024", "Y"), "year", 54),
        (pd.Period("2024Q3"), "quarter", 54 * 4 + 2),
        (pd.Period("2024-03", "M"), "month", 54 * 12 + 2),
        (pd.Period("2024-01-03", "W"), "week", (date(2024, 1, 1) - date(1970, 1, 5)).days / 7),
        (pd.Period("1970-01-03", "D"), "day", 2),
        (pd.Period("1970-01-03 06:00", "h"), "day", 2.25),
        (3, None, 3),
        (2.5, None, 2.5),
        (np.int8(7), None, 7),
    ],
    ids=str,
)
def test_one_time(value, unit, position):
    (found,) = moments([value])
    assert found.unit == unit
    assert found.position == pytest.approx(position, abs=1e-9)  # of days, in microseconds


def test_columns_of_times():
    days = ["2024-01-01", "2024-02-15"]
    expected = moments(days)
    for column in (
        np.array(days, dtype="datetime64[ns]"),
        pd.Series(pd.to_datetime(days)),
        pd.to_datetime(days),
        pl.Series(days).str.to_date(),
        [date.fromisoformat(day) for day in days],
    ):
        assert moments(column) == expected
    assert moments(np.array([1, 2])) == [Moment(None, 1.0), Moment(None, 2.0)]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("Marching", "must be a number, a date"),
        ("2024-13", "must be a number, a date"),
        ("2023-W53", "must be a number, a date"),
        ("2024-02-30", "must be a number, a date"),
        ("2024-0330", "must be a number, a date"),
        ("now", "must be a number, a date"),
        (True, "must be a number, a date"),
        (float("inf"), "must be finite"),
        (None, "missing"),
        (float("nan"), "missing"),
        (pd.NaT, "missing"),
        (np.datetime64("NaT", "s"), "missing"),
        ("", "missing"),
    ],
    ids=str,
)
def test_no_time(value, message):
    with pytest.raises(nps.OptionError, match=rf"times\[0\].*{message}"):
        moments([value])


def test_kinds_do_not_mix():
    with pytest.raises(nps.OptionError, match="got months and days"):
        moments("2024-03", "2024-03-31")
    with pytest.raises(nps.OptionError, match="got numbers and years"):
        moments(2024, "2024")


def test_waves_need_all_their_times():
    waves = nps.Cohorts.from_counts(["a", "b"], [1, 2], [1, 2], [1, 2])
    with pytest.raises(nps.OptionError, match="no entry for the wave 'b'"):
        read_times({"a": 1}, waves, None)
    with pytest.raises(nps.OptionError, match="plain numbers"):
        read_times([1, 2], waves, "year")
    with pytest.raises(nps.OptionError, match="Did you mean 'month'"):
        read_times([1, 2], waves, "months")
    with_gap = nps.Cohorts.from_counts([1, None, 2], [1, 2, 3], [1, 2, 3], [1, 2, 3])
    with pytest.raises(nps.OptionError, match=r"one of them is missing \(None\)"):
        read_times(None, with_gap, None)
    nameless = nps.Cohorts.from_counts([None], [1], [2], [3])
    assert read_times(None, nameless, None).unit == "wave"


def test_a_year_before():
    def before(text):
        (found,) = year_before([period_of(moments([text])[0])])
        return found

    for text, earlier in {
        "2024-03": "2023-03",
        "2024-Q1": "2023-Q1",
        "2024": "2023",
        "2024-W05": "2023-W05",
        "2021-W01": "2020-W01",
    }.items():
        assert before(text) == moments([earlier])[0]
    assert before("2020-W53") is None
    assert before("2024-02-29") == moments(["2023-02"])[0]  # a date stands for its month
    assert before("1969-12-31") == moments(["1968-12"])[0]


def test_units_fit_together():
    assert DAYS["year"] == pytest.approx(12 * DAYS["month"], rel=1e-15)
    assert DAYS["year"] == pytest.approx(4 * DAYS["quarter"], rel=1e-15)
    assert DAYS["year"] == (400 * 365 + 97) / 400


def test_names_have_no_unit():
    waves = nps.Cohorts.from_counts(["Pro", "Con"], [5, 6], [3, 2], [1, 1])
    with pytest.raises(nps.OptionError, match="per='year' needs calendar times: the labels"):
        nps.trend(waves, per="year")
