"""Windows of the calendar, held against those of pandas."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps

ENDS = {
    "week": pd.offsets.Week(weekday=6),
    "month": pd.offsets.MonthEnd(),
    "quarter": pd.offsets.QuarterEnd(startingMonth=3),
    "year": pd.offsets.YearEnd(),
}
LENGTH = {"day": "days", "week": "weeks", "month": "months", "year": "years"}
DAYS = st.lists(st.dates(dt.date(2019, 1, 1), dt.date(2024, 12, 31)), min_size=1, max_size=12)


@given(DAYS, st.sampled_from(sorted(ENDS)))
def test_windows_end_where_periods_of_the_calendar_end(days, every):
    found = nps.rolling([9] * len(days), days, window="1 day", every=every, incomplete="keep")
    first, last = (ENDS[every].rollforward(pd.Timestamp(day)) for day in (min(days), max(days)))
    ends = [end.date() for end in pd.date_range(first, last, freq=ENDS[every])]
    assert list(found.cohorts) == ends


@given(DAYS, st.integers(1, 9), st.sampled_from(sorted(LENGTH)))
def test_windows_are_as_long_as_pandas_has_them(days, number, unit):
    found = nps.rolling(
        [9] * len(days), days, window=f"{number} {unit}", every="day", incomplete="keep"
    ).cohorts
    offset = pd.DateOffset(**{LENGTH[unit]: number})
    for end in [min(days), max(days)]:
        begin = (pd.Timestamp(end) + pd.Timedelta(days=1) - offset).date()
        assert found[end].n == sum(begin <= day <= end for day in days)


@pytest.mark.parametrize(
    ("window", "meant"),
    [("30D", '"30 days"'), ("1mo", '"1 month"'), ("2W", '"2 weeks"'), ("3 mnths", "'month'")],
)
def test_other_spellings_are_answered_with_ours(window, meant):
    with pytest.raises(nps.OptionError, match=meant):
        nps.rolling([9], [dt.date(2024, 1, 1)], window=window)
