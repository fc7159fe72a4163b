"""Windows over counts by period."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import counts

import nps

days = st.integers(0, 900).map(lambda k: date(2022, 1, 15) + timedelta(days=k))
answers = st.lists(st.tuples(days, st.integers(0, 10)), min_size=1, max_size=60)


@given(
    answers,
    st.integers(1, 4),
    st.sampled_from(["month", "quarter", "year"]),
    st.sampled_from(["drop", "keep"]),
)
def test_windows_of_months_are_those_over_the_answers(rows, window, unit, incomplete):
    when, ratings = [row[0] for row in rows], [row[1] for row in rows]
    waves = nps.count_by(ratings, {"when": when}, period=unit)
    whole = nps.rolling(waves, window=window, incomplete="keep")
    first = nps.rolling(waves, window=1).starts[0]
    if incomplete == "drop" and not (whole.starts >= first).any():
        with pytest.raises(nps.OptionError, match="span less than one window"):
            nps.rolling(waves, window=window)
        return
    found = nps.rolling(waves, window=window, incomplete=incomplete)
    for row, (start, end) in zip(
        found.labels, zip(found.starts, found.ends, strict=True), strict=True
    ):
        held = [rating for day, rating in rows if start <= np.datetime64(day) <= end]
        assert found[row] == nps.count(held)
    if incomplete == "keep":
        assert found.labels == waves.labels


def test_weeks_days_and_waves():
    weeks = nps.Cohorts.from_counts(
        ["2024-W01", "2024-W02", "2024-W04"], [5, 6, 7], [1, 1, 1], [0, 0, 0]
    )
    found = nps.rolling(weeks, window=2)
    assert found.labels == ("2024-W02", "2024-W04")  # the third week has no answers
    assert found.cohorts.promoters.tolist() == [11, 7]
    assert [str(day) for day in found.starts] == ["2024-01-01", "2024-01-15"]
    assert [str(day) for day in found.ends] == ["2024-01-14", "2024-01-28"]
    days = nps.Cohorts.from_counts(["2024-03-01", "2024-03-02"], [5, 6], [1, 1], [0, 0])
    assert str(nps.rolling(days, window=2).starts[0]) == "2024-03-01"
    waves = nps.Cohorts.from_counts(["spring", "launch", "late"], [5, 6, 7], [1, 1, 1], [0, 0, 0])
    found = nps.rolling(waves, window=2)
    assert found.labels == ("launch", "late")
    assert np.isnat(found.starts).all()
    uneven = nps.Cohorts.from_counts([1.5, 2.0, 7.0], [5, 6, 7], [1, 1, 1], [0, 0, 0])
    assert nps.rolling(uneven, window=2).cohorts.promoters.tolist() == [11, 13]


def test_a_distribution_is_added_up_too():
    waves = nps.count_by([10, 9, 3, None], {"year": [2022, 2023, 2024, 2024]})
    found = nps.rolling(waves, window=2)
    assert found[2024].distribution[9] == 1
    assert found[2024].missing == 1


def test_windows_of_one_period_do_not_overlap():
    waves = nps.count_by([10, 9, 3], {"year": [2022, 2023, 2024]})
    found = nps.rolling(waves, window=1)
    assert found.cohorts == waves
    assert found.notes == ()


def test_segments_with_too_few_periods_have_no_window():
    cells = nps.count_by(
        [10, 9, 3, 8], {"year": [2022, 2023, 2024, 2024], "shop": ["N", "N", "N", "S"]}
    )
    found = nps.rolling(cells, window=3)
    assert found.labels == ((2024, "N"),)
    assert found.notes[-1] == "Left out, shorter than one window: S."
    with pytest.raises(KeyError, match="'S'"):
        found["S"]
    with pytest.raises(nps.OptionError, match="3 periods span less than one window of 5"):
        nps.rolling(cells, window=5)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"window": "30D"}, "window must be a whole number of periods for cohorts"),
        ({"window": True}, "window must be a whole number of periods"),
        ({"window": 0}, "window must be"),
        ({"window": 2, "ids": [1]}, "ids: cohorts hold counts by period"),
        ({"window": 2, "dates": [1], "every": 2}, "dates, every: cohorts hold counts"),
        ({"window": 2, "min_n": -1}, "min_n must"),
    ],
)
def test_bad_options_are_refused(options, message):
    waves = nps.count_by([10, 9, 3], {"year": [2022, 2023, 2024]})
    with pytest.raises((nps.OptionError, nps.InputTypeError), match=f"^{message}"):
        nps.rolling(waves, **options)


def test_a_key_of_ratings_is_refused():
    with pytest.raises(nps.OptionError, match="time='year' names a key of cohorts"):
        nps.rolling([9, 3], window=1, time="year")


@given(st.lists(counts(min_n=0, max_n=20), min_size=3, max_size=8), st.integers(1, 3))
def test_sums_are_those_of_slices(samples, window):
    waves = nps.Cohorts.from_dict({2000 + i: sample for i, sample in enumerate(samples)})
    found = nps.rolling(waves, window=window)
    for i in range(window - 1, len(samples)):
        assert found[2000 + i] == sum(samples[i - window + 1 : i + 1], nps.Counts(0, 0, 0))
