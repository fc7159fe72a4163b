"""Times put into periods: labels, clocks, zones, and what is refused."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from calendar_labels import label

import nps
from nps._base.labels import periods
from nps._base.labels.periods import period_keys

PERIODS = ("day", "week", "month", "quarter", "year")
UTC = dt.UTC
INSTANTS = [
    dt.datetime(2024, 1, 31, 23, 30, tzinfo=UTC), dt.datetime(2024, 2, 10, 10, tzinfo=UTC), None,
    dt.datetime(2024, 12, 31, 23, 30, tzinfo=UTC), dt.datetime(2024, 3, 31, 1, 30, tzinfo=UTC),
]  # fmt: skip
SERIES = pd.Series(INSTANTS, dtype="datetime64[us, UTC]")
RATINGS = [9, 10, 3, 8, 7]
#: The same instants with a zone, in every container.
AWARE = {
    "text": [x and x.isoformat() for x in INSTANTS],
    "text with Z": [x and f"{x:%Y-%m-%dT%H:%M:%SZ}" for x in INSTANTS],
    "text with UTC": [x and f"{x:%Y-%m-%d %H:%M UTC}" for x in INSTANTS],
    "short offsets": [x and f"{x:%Y-%m-%d %H:%M:%S.%f}+00" for x in INSTANTS],
    "objects": INSTANTS,
    "pandas": SERIES,
    "pandas arrow": SERIES.astype("timestamp[us, UTC][pyarrow]"),
    "pandas index": pd.DatetimeIndex(SERIES),
    "polars": pl.from_pandas(SERIES),
    "arrow": pa.array(INSTANTS, pa.timestamp("ms", "UTC")),
    "arrow offset": pa.array(INSTANTS, pa.timestamp("us", "+00:00")),
    "arrow chunks": pa.chunked_array([pa.array(INSTANTS, pa.timestamp("ns", "UTC"))]),
}


@pytest.mark.parametrize("name", AWARE)
@pytest.mark.parametrize("period", PERIODS)
def test_every_container_gives_the_same(name, period):
    own = nps.count_by(RATINGS, AWARE[name], period=period)
    days = sorted(x.date() for x in INSTANTS if x)
    assert list(own) == [*dict.fromkeys(label(day, period) for day in days), None]
    moved = nps.count_by(RATINGS, AWARE[name], period=period, timezone="Asia/Kolkata")
    there = sorted(x.astimezone(ZoneInfo("Asia/Kolkata")).date() for x in INSTANTS if x)
    assert list(moved) == [*dict.fromkeys(label(day, period) for day in there), None]
    assert own.n.sum() == moved.n.sum() == 5


def test_the_clock_is_that_of_the_column_or_text():
    kolkata = SERIES.dt.tz_convert("Asia/Kolkata")
    for column in (kolkata, pl.from_pandas(kolkata), pa.array(kolkata), kolkata.tolist()):
        assert list(nps.count_by(RATINGS, column, period="month")) == [
            "2024-02", "2024-03", "2025-01", None,
        ]  # fmt: skip
    texts = ["2024-01-31T23:30:00Z", "2024-02-01T00:30:00+02:00", "2024-02-10 10:00:00 UTC"]
    assert list(nps.count_by([9, 3, 10], texts, period="month")) == ["2024-01", "2024-02"]
    moved = nps.count_by([9, 3, 10], texts, period="day", timezone="Europe/Berlin")
    assert list(moved) == ["2024-01-31", "2024-02-01", "2024-02-10"]
    assert moved["2024-01-31"] == nps.count([3])


NAIVE = [x and x.replace(tzinfo=None) for x in INSTANTS]


@pytest.mark.parametrize(
    "column",
    [
        np.array(NAIVE, dtype="M8[ns]"), pd.Series(NAIVE), pl.Series(NAIVE), pa.array(NAIVE), NAIVE,
        [x and x.date() for x in NAIVE], [x and str(x) for x in NAIVE], ["1/31/2024"] * 5,
        pd.Series(NAIVE).astype("timestamp[us][pyarrow]"),
    ],
    ids=lambda column: type(column).__name__,
)  # fmt: skip
def test_times_without_a_zone_stay_where_they_are(column):
    assert next(iter(nps.count_by(RATINGS, column, period="month"))) == "2024-01"
    with pytest.raises(nps.OptionError, match="timezone moves times that have a zone, but "):
        nps.count_by(RATINGS, column, period="month", timezone="UTC")


def test_periods_become_longer_ones():
    months = ["2024-01", "Feb 2024", None, "2023-12", "2024-04"]
    assert list(nps.count_by(RATINGS, months, period="quarter")) == [
        "2023-Q4", "2024-Q1", "2024-Q2", None,
    ]  # fmt: skip
    assert list(nps.count_by(RATINGS, months, period="year")) == ["2023", "2024", None]
    assert list(nps.count_by([9, 8], ["2024-W01", "2024-W02"], period="week")) == [
        "2024-W01", "2024-W02",
    ]  # fmt: skip
    halves = pd.Series(pd.PeriodIndex(["2024-01", "2024-02"], freq="M"))
    assert list(nps.count_by([9, 8], halves, period="quarter")) == ["2024-Q1"]
    with pytest.raises(nps.OptionError, match="holds months, which have no days"):
        nps.count_by(RATINGS, months, period="day")
    with pytest.raises(nps.OptionError, match="holds quarters, which have no months"):
        nps.count_by([9, 8], ["2024-Q1", "2024-Q2"], period="month")
    with pytest.raises(nps.OptionError, match="all of one kind, got"):
        nps.count_by([9, 8], [pd.Period("2024-01", "M"), dt.date(2024, 1, 1)], period="year")


def test_of_several_keys_one_holds_times():
    keys = {"shop": list("NSNSN"), "when": AWARE["text"], "n": [1, 2, 3, 4, 5]}
    one = nps.count_by(RATINGS, keys, period="year")
    assert one == nps.count_by(RATINGS, keys, period={"when": "year"})
    assert one.key_names == ("shop", "when", "n")
    survey = nps.survey_by(RATINGS, keys, weights=[1] * 5, period="year")
    assert list(survey) == list(one)
    two = {"a": AWARE["pandas"], "b": [x and x.date() for x in NAIVE]}
    with pytest.raises(nps.OptionError, match=r"needs one key that holds times, .* 'a', 'b' do"):
        nps.count_by(RATINGS, two, period="year")
    assert len(nps.count_by(RATINGS, two, period={"a": "year", "b": "quarter"})) == 3
    with pytest.raises(nps.OptionError, match="none does"):
        nps.count_by(RATINGS, {"a": list("NSNSN"), "b": [[1]] * 5}, period="year")
    with pytest.raises(nps.OptionError, match="period names 'c', but the keys are"):
        nps.count_by(RATINGS, two, period={"c": "year"})
    named = pd.Series(NAIVE, name="when")
    assert nps.count_by(RATINGS, named, period={"when": "year"}).key_names == ("when",)
    assert nps.count_by(RATINGS, named, period="year").key_names == ("when",)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"period": "M"}, "got 'M'. Write period='month'"),
        ({"period": "30D"}, r"got '30D'\. For windows .* nps\.rolling"),
        ({"period": pd.Grouper(freq="ME")}, "Write period='month'"),
        ({"period": "monthly"}, "period must be"),
        ({"period": 3}, "period must be"),
        ({"timezone": "Europe/Berlin"}, "timezone needs period"),
        ({"period": "day", "timezone": "Berlin"}, "Did you mean 'Europe/Berlin'"),
        ({"period": "day", "timezone": 3}, "timezone must be a name"),
    ],
)
def test_options_are_refused_by_name(options, message):
    with pytest.raises((nps.OptionError, nps.InputTypeError), match=message):
        nps.count_by(RATINGS, AWARE["pandas"], **options)


@pytest.mark.parametrize(
    ("column", "message"),
    [
        (["2024-02-30"], "must be a date, .* got '2024-02-30'"),
        (["yesterday"], "got 'yesterday'"),
        (["2024-01-01", "soon"], "got 'soon'"),
        (["Pre", "Post"], "got 'Pre'"),
        (["03/04/2024", "05/06/2024"], "can be read as .* Write dates as 2024-03-31"),
        ([2024, 2025], "got 2024"),
        ([True], "got True"),
    ],
)
def test_what_is_no_time_is_shown(column, message):
    with pytest.raises(nps.OptionError, match=message):
        nps.count_by([9] * len(column), column, period="year")


def test_nothing_is_asked_for():
    assert period_keys(None, {"when": NAIVE}) == {}


@pytest.mark.parametrize("period", ["day", "week", "month", "quarter", "year"])
def test_a_lost_date_is_not_the_period_that_counting_starts_from(period):
    # pandas names the periods; a date that is missing has none, also beside January 1970
    times = pd.to_datetime(["1970-01-01", None, "1971-01-01", "1970-01-01", None])
    code = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}[period]
    known = pd.Series(times.to_period(code).astype(str)).mask(times.isna(), None)
    for column in (times, times.to_numpy(), list(times.date), pd.Series(times)):
        found = nps.count_by([10, 9, 3, 2, 8], column, period=period)
        assert [sample.n for sample in found.values()] == [2, 1, 2]
        assert found[None] == nps.Counts(1, 1, 0)
        assert len(found) == known.nunique(dropna=False)


def test_an_engine_may_lose_a_date():
    keys = periods.numbered_periods([0, None, float("nan"), 12, 0], "month")
    assert keys.labels_at(np.arange(5)) == ["1970-01", None, None, "1971-01", "1970-01"]
    assert keys.missing.tolist() == [False, True, True, False, False]
