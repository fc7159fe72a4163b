"""Rolling windows against brute force, and what they take for dates."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import missing, ratings

import nps
from nps import rolling
from nps.results import Rolling

START = date(2024, 1, 29)
rows = st.lists(
    st.tuples(ratings | missing, st.integers(0, 70), st.sampled_from(["a", "b", "c", None])),
    min_size=1,
    max_size=25,
)
lengths = st.sampled_from(
    ["1 day", "7 days", "30 days", "2 weeks", "1 month", "2 months", "1 quarter"]
)
units = st.sampled_from(["day", "week", "month", "quarter", "year"])


def one_day_after_a_shift(end: date, window: str) -> date:
    """First day of a window, from the words of the documentation."""
    number, unit = int(window.split()[0]), window.split()[1].removesuffix("s")
    if unit in ("day", "week"):
        return end - timedelta(days=number * {"day": 1, "week": 7}[unit] - 1)
    months = number * {"month": 1, "quarter": 3, "year": 12}[unit]
    return (pd.Timestamp(end + timedelta(days=1)) - pd.DateOffset(months=months)).date()


def period_end(day: date, unit: str) -> date:
    frequency = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}[unit]
    return pd.Period(pd.Timestamp(day), frequency).end_time.date()


def expected_counts(found, days, window, keep):
    """Count by looking at every answer for every window."""
    for end in found.labels:
        start = one_day_after_a_shift(end, window)
        inside = [(r, d, p, i) for i, (r, d, p) in enumerate(days) if start <= d <= end]
        valid = [row for row in inside if isinstance(row[0], int)]
        if keep == "latest":
            latest = {}
            for row in sorted(valid, key=lambda row: (row[1], row[3])):
                latest[row[2] if row[2] is not None else row[3]] = row
            valid = list(latest.values())
        yield (
            end,
            start,
            nps.count([row[0] for row in valid]),
            len(inside) - len([row for row in inside if isinstance(row[0], int)]),
        )


@given(rows, lengths, units, st.sampled_from(["latest", "all"]))
def test_windows_of_the_calendar_by_brute_force(table, window, every, keep):
    days = [(r, START + timedelta(days=d), p) for r, d, p in table]
    answers, dates, people = (list(column) for column in zip(*days, strict=True))
    found = rolling(
        answers, dates, window=window, every=every, ids=people, keep=keep, incomplete="keep"
    )
    first, last = min(dates), max(dates)
    assert found.labels[0] == period_end(first, every)
    assert found.labels[-1] == period_end(last, every)
    assert all(x == period_end(x, every) for x in found.labels)
    assert len(set(found.labels)) == len(found)
    for i, (end, start, counts, lacking) in enumerate(expected_counts(found, days, window, keep)):
        mine = found.cohorts[end]
        assert mine.distribution == counts.distribution
        assert mine == nps.Counts(*(getattr(counts, x) for x in CLASSES), missing=lacking)
        assert found.starts[i].item() == start
        assert found.ends[i].item() == end
    begin = one_day_after_a_shift(period_end(first, every), f"1 {every}")
    kept = [x for x in found.labels if one_day_after_a_shift(x, window) >= begin]
    if kept:
        whole = rolling(answers, dates, window=window, every=every, ids=people, keep=keep)
        assert whole.labels == tuple(kept)
        assert all(whole.cohorts[x] == found.cohorts[x] for x in kept)
    else:
        with pytest.raises(nps.OptionError, match="span less than one window"):
            rolling(answers, dates, window=window, every=every)


CLASSES = ("promoters", "passives", "detractors")


@given(rows, st.integers(1, 12), st.integers(1, 5), st.sampled_from(["latest", "all"]))
def test_windows_by_number_by_brute_force(table, number, every, keep):
    days = [(r, START + timedelta(days=d), p) for r, d, p in table]
    answers, dates, people = (list(column) for column in zip(*days, strict=True))
    ordered = sorted(
        ((r, d, p, i) for i, (r, d, p) in enumerate(days) if isinstance(r, int)),
        key=lambda row: (row[1], row[3]),
    )
    options = {"window": number, "every": every, "ids": people, "keep": keep}
    if not ordered:
        with pytest.raises(nps.EmptySampleError, match="no valid answer"):
            rolling(answers, dates, **options)
        return
    for incomplete, first in (("drop", number), ("keep", every)):
        ends = list(range(first, len(ordered) + 1, every))
        if not ends:
            with pytest.raises(nps.OptionError, match="fewer than one window"):
                rolling(answers, dates, incomplete=incomplete, **options)
            continue
        found = rolling(answers, dates, incomplete=incomplete, **options)
        assert found.labels == tuple(ends)
        for end in ends:
            inside = ordered[max(0, end - number) : end]
            if keep == "latest":
                who = {row[2] if row[2] is not None else row[3]: row for row in inside}
                chosen = list(who.values())
            else:
                chosen = inside
            assert found.cohorts[end] == nps.count([row[0] for row in chosen])
            i = ends.index(end)
            assert (found.starts[i].item(), found.ends[i].item()) == (inside[0][1], inside[-1][1])


@given(st.lists(ratings | missing, min_size=1, max_size=30), st.integers(1, 5))
def test_answers_without_dates_come_as_they_stand(answers, number):
    valid = [r for r in answers if isinstance(r, int)]
    if len(valid) < number:
        return
    found = rolling(answers, window=number)
    for end in found.labels:
        assert found.cohorts[end] == nps.count(valid[end - number : end])
    assert np.isnat(found.starts).all()
    assert found.rule == "every answer"


DAYS = ["2025-01-10", "2025-01-20", "2025-02-05", "2025-02-20", "2025-03-02"]
FORMS = {
    "text": DAYS,
    "text with time": [f"{day}T12:30" for day in DAYS],
    "dates": [date.fromisoformat(day) for day in DAYS],
    "datetimes": [datetime.fromisoformat(f"{day}T23:59:59+05:00") for day in DAYS],
    "numpy": np.array(DAYS, dtype="datetime64[s]"),
    "numpy objects": list(np.array(DAYS, dtype="datetime64[D]")),
    "pandas": pd.Series(pd.to_datetime(DAYS)),
    "pandas with zone": pd.Series(pd.to_datetime(DAYS)).dt.tz_localize("Asia/Tokyo"),
    "index": pd.to_datetime(DAYS),
    "polars dates": pl.Series(DAYS).str.to_date(),
    "polars datetimes": pl.Series(DAYS).str.to_datetime("%Y-%m-%d"),
}


@pytest.mark.parametrize("dates", FORMS.values(), ids=FORMS)
def test_dates_in_any_form(dates):
    found = rolling([9, 3, 10, 8, 9], dates, window="2 months", every="month", incomplete="keep")
    assert found.labels == (date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31))
    assert found.cohorts.n.tolist() == [2, 4, 3]
    assert found.window == "the 2 months up to the end of each month"


def test_the_time_of_day_decides_which_answer_is_latest():
    times = ["2025-01-01T18:00", "2025-01-01T09:00"]
    found = rolling([3, 10], times, window=timedelta(days=1), ids=["ann", "ann"])
    assert found.cohorts[date(2025, 1, 1)] == nps.Counts(0, 0, 1)
    assert found.window == "the 1 day up to each day"
    tied = rolling([3, 10], ["2025-01-01"] * 2, window="1 day", ids=["ann", "ann"])
    assert tied.cohorts[date(2025, 1, 1)] == nps.Counts(1, 0, 0)
    # what is no answer replaces none
    gap = rolling([3, None], ["2025-01-01", "2025-01-02"], window="2 days", ids=["ann", "ann"])
    assert gap.cohorts[date(2025, 1, 2)] == nps.Counts(0, 0, 1, missing=1)


def test_notes_and_rules():
    dates = ["2025-01-01", None, "2025-01-03"]
    found = rolling([9, 9, 3], dates, window="2 days", ids=["ann", "bob", None])
    assert found.rule == "the latest valid answer of each person"
    assert "Windows overlap" in found.notes[0]
    assert "1 answer has no id" in found.notes[1]
    assert "In no window, without a date: 1 answer." in found.notes[2]
    assert found.labels == (date(2025, 1, 2), date(2025, 1, 3))
    scale = nps.Scale.conventional(1, 5)
    other = rolling([5, 9], dates[::2], window="3 days", scale=scale, invalid="drop")
    assert other.cohorts[date(2025, 1, 3)] == nps.Counts(1, 0, 0, invalid=1)
    assert (
        rolling([1, 2], window=2, every=2).window
        == "the last 2 valid answers up to each 2th answer"
    )


def test_errors_name_argument_value_and_way_out():
    def fails(kind, message, dates=tuple(DAYS), **options):
        with pytest.raises(kind, match=message):
            rolling([9, 3, 10, 8, 9], dates, **options)

    fails(nps.OptionError, "Did you mean 'day'", window="90 dayz")
    fails(nps.OptionError, "window must be a number of days", window="0 days")
    fails(nps.OptionError, "window must be a number of days", window="a month")
    fails(nps.OptionError, "whole days", window=timedelta(hours=5))
    fails(nps.InputTypeError, "window must be a length", window=2.5)
    fails(nps.InputTypeError, "window must be a length", window=True)
    fails(nps.OptionError, "window must be at least 1", window=0)
    fails(nps.OptionError, "every must be one of", window="2 days", every="fortnight")
    fails(nps.OptionError, "every must be at least 1", window=2, every=0)
    fails(nps.OptionError, "keep must be", window=2, keep="first")
    fails(nps.OptionError, "incomplete must be", window=2, incomplete="raise")
    fails(nps.OptionError, "invalid must be", window=2, invalid="keep")
    fails(nps.InputTypeError, "need dates", dates=None, window="2 days")
    fails(nps.OptionError, "same length", window="2 days", dates=DAYS[:2])
    fails(nps.OptionError, "same length", window="2 days", ids=["a"])
    fails(
        nps.OptionError,
        r"dates\[0\] must be a date",
        window="2 days",
        dates=[20250110] * 5,
    )
    fails(nps.OptionError, r"dates\[4\]", window="2 days", dates=[*DAYS[:4], "2025-02-30"])
    fails(nps.OptionError, r"dates\[4\]", window="2 days", dates=[*DAYS[:4], "2025-02"])
    fails(nps.EmptySampleError, "no answer has a date", window="2 days", dates=[None] * 5)
    with pytest.raises(nps.RatingError, match="11 at position 0"):
        rolling([11], ["2025-01-01"], window="1 day")


def test_leaves_as_text_html_and_frames():
    found = rolling([9, 3, 10, 8, 9], DAYS, window="1 month", every="month")
    assert isinstance(found, Rolling)
    assert found.cohorts.score.tolist() == [0.0, 50.0, 100.0]
    assert nps.estimate(found.cohorts)[date(2025, 3, 31)].score == 100.0
    frame = found.to_pandas()
    assert list(frame.columns[:4]) == ["start", "end", "n", "score"]
    assert found.to_polars()["start"].to_list()[0] == date(2025, 1, 1)
    document = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert document["starts"][0] == "2025-01-01"
    assert "3 windows" in found._repr_html_()
    lines = str(found).splitlines()
    assert lines[0] == "3 windows: the 1 month up to the end of each month; every answer"
    assert lines[1].startswith("2025-01-31: NPS 0.0")
    assert lines[-1].startswith("Windows overlap")
    many = rolling(range(11), np.arange("2024-01-01", "2024-01-12", dtype="datetime64[D]"),
                   window="1 day")  # fmt: skip
    assert len(many) == 11


@pytest.mark.parametrize(
    ("options", "meant"),
    [
        ({"window": "30D"}, 'Write window="30 days"'),
        ({"window": "1mo"}, 'Write window="1 month"'),
        ({"window": "3M"}, 'Write window="3 months"'),
        ({"window": "3X"}, r"got '3X'\.$"),
        ({"window": "30 days", "every": "M"}, "Write every='month'"),
    ],
)
def test_spellings_of_other_libraries_get_the_one_here(options, meant):
    with pytest.raises(nps.OptionError, match=meant):
        nps.rolling([9, 3], ["2024-01-01", "2024-01-02"], **options)
