"""Early against late answers, and channels against each other."""

from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import cohorts, counts

import nps

MAILINGS = {"invitation": nps.Counts(50, 30, 20), "reminder": nps.Counts(20, 15, 25)}


def test_two_mailings():
    found = nps.response.gap(MAILINGS, invited=800)
    assert found.comparison.difference == pytest.approx(-100 / 12 - 30)
    assert found.trend is None
    assert found.response_rate.tolist() == [0.125, 0.2]
    # 160 answered: 15.625; 640 did not: -8.33
    assert found.score_if_like_last == pytest.approx((160 * 15.625 - 640 * 100 / 12) / 800)
    assert found.summary().startswith("Late answers are worse: the score is 30.0 points in invit")
    assert any("is an assumption" in note for note in found.notes)
    assert not nps.response.gap(MAILINGS).notes
    turned = dict(reversed(MAILINGS.items()))
    assert nps.response.gap(turned).summary().startswith("Late answers are better")


@given(counts(max_n=500), counts(max_n=500), st.integers(0, 900))
def test_two_groups_are_a_comparison(early, late, silent):
    found = nps.response.gap({"a": early, "b": late}, invited=early.n + late.n + silent)
    assert type(found) is nps.results.ResponseGap
    assert found.comparison.to_dict() == nps.compare(late, early).to_dict()
    bounds = nps.response.bounds(early + late, invited=early.n + late.n + silent)
    assert found.score_if_like_last == pytest.approx(bounds.score_if(late.score), abs=1e-9)
    assert found.response_rate[-1] == pytest.approx(bounds.response_rate)
    said = found.summary()
    assert ("do not differ detectably" in said) == (found.comparison.p_value >= 0.05)
    assert ("are worse" in said) == (found.comparison.p_value < 0.05 and late.score < early.score)


@given(cohorts(min_n=1))
def test_more_groups_are_a_trend(groups):
    assume(len(groups) > 2)
    found = nps.response.gap(groups)
    line = nps.trend(groups, times=range(len(groups)))
    assert found.trend.slope == pytest.approx(line.slope)
    assert found.trend.p_value == pytest.approx(line.p_value, nan_ok=True)
    assert found.score.tolist() == groups.score.tolist()
    low, high = nps.estimate(groups).confidence_interval
    assert found.confidence_interval.low.tolist() == low.tolist()
    assert found.confidence_interval.high.tolist() == high.tolist()


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 3)), min_size=2, max_size=60))
def test_ratings_with_a_reminder_each(rows):
    ratings, reminders = zip(*rows, strict=True)
    assume(len(set(reminders)) > 1)
    found = nps.response.gap(ratings, order=reminders)
    assert list(found.labels) == sorted(set(reminders))
    for label in found.labels:
        mine = [rating for rating, k in rows if k == label]
        assert found.cohorts[label] == nps.count(mine)


@given(st.permutations(range(40)), st.integers(2, 6))
def test_parts_are_about_equal_and_in_order(days, parts):
    ratings = [10 if day < 20 else 3 for day in days]
    found = nps.response.gap(ratings, order=np.array(days) + 0.5, parts=parts)
    sizes = found.cohorts.n
    assert sizes.sum() == 40
    assert sizes.max() - sizes.min() <= 1
    assert list(found.labels) == [f"{k + 1}/{parts}" for k in range(parts)]
    assert (np.diff(found.score) <= 0).all()
    assert (found.score[0], found.score[-1]) == (100.0, -100.0)


def test_answers_of_one_day_stay_together():
    days = np.repeat(np.arange(14), [60, *[1] * 13])
    found = nps.response.gap([9] * days.size, order=days, parts=4)
    assert found.cohorts.n.sum() == days.size
    assert found.cohorts.n.max() >= 60


@pytest.mark.parametrize("kind", ["datetime", "date", "pandas", "numpy", "timedelta", "gaps"])
def test_times_of_every_kind(kind):
    days = [float(k) for k in range(20)]
    start = dt.datetime(2026, 1, 1)
    order = {
        "datetime": [start + dt.timedelta(days=k) for k in days],
        "date": [start.date() + dt.timedelta(days=k) for k in days],
        "pandas": pd.Series([pd.Timestamp(start) + pd.Timedelta(days=k) for k in days]),
        "numpy": np.datetime64("2026-01-01") + np.arange(20),
        "timedelta": np.arange(20).astype("timedelta64[h]"),
        "gaps": np.ma.masked_array([*days, 99.0], [False] * 20 + [True]),
    }[kind]
    ratings = [10] * 10 + [3] * 10 + [None] * (kind == "gaps")
    found = nps.response.gap(ratings, order=order, parts=2)
    assert found.score.tolist() == [100.0, -100.0]
    assert not found.cohorts.total.missing  # never answered, so at no time


def test_those_counted_missing_were_asked():
    groups = {"a": nps.Counts(50, 30, 20, missing=100), "b": nps.Counts(20, 15, 25, missing=40)}
    found = nps.response.gap(groups)
    given = nps.response.gap(groups, invited=300)
    assert found.response_rate.tolist() == given.response_rate.tolist() == [1 / 3, 160 / 300]
    assert found.score_if_like_last == given.score_if_like_last
    assert any("Asked were 300" in note for note in found.notes)
    assert not any("Asked were" in note for note in given.notes)
    assert nps.response.bounds(nps.Counts(70, 45, 45, missing=140)).invited == 300
    channels = nps.response.gap(groups, ordered=False)
    assert channels.response_rate.tolist() == [0.5, 0.6]
    assert channels.r_indicator == nps.response.gap(
        groups, ordered=False, invited=[200, 100]
    ).r_indicator  # fmt: skip
    silent = nps.response.gap([9, 3, None, None], order=[1, 2, None, 2])
    assert silent.response_rate.tolist() == [0.25, 0.5]
    assert any("Asked were 4" in note for note in silent.notes)


def test_late_or_not():
    found = nps.response.gap([10, 9, 3, 2], order=[False, False, True, True])
    assert found.labels == (False, True)
    assert found.comparison.difference == -200.0


def test_channels_have_no_order():
    groups = nps.Cohorts.from_counts(["mail", "phone"], [50, 20], [30, 15], [20, 25])
    found = nps.response.gap(groups, ordered=False, invited={"mail": 400, "phone": 100})
    assert found.response_rate.tolist() == [0.25, 0.6]
    assert found.comparison is None is found.trend
    rest = nps.compare_many(groups, against="rest")
    assert found.comparisons.p_value.tolist() == rest.p_value.tolist()
    # 1 - 2 sd over 500 people of whom 400 have 0.25 and 100 have 0.6
    sd = np.std([0.25] * 400 + [0.6] * 100, ddof=1)
    assert found.r_indicator == pytest.approx(1 - 2 * sd)
    assert "R-indicator 0.72" in found.summary()
    assert "any difference at all" in str(found)
    even = nps.response.gap(groups, ordered=False, invited=[200, 120])
    assert even.r_indicator == pytest.approx(1.0)
    plain = nps.response.gap(groups, ordered=False)
    assert plain.r_indicator is None
    assert "R-indicator" not in plain.summary()
    one = nps.response.gap({"a": [9], "b": [3]}, ordered=False, invited=1)
    assert one.r_indicator == 1.0


def test_groups_without_answers_are_left_out():
    three = {"a": [9, 3], "b": [], "c": [9, 10]}
    found = nps.response.gap(three)
    assert found.labels == ("a", "c")
    assert found.notes == ("Left out, without a valid answer: 1 of 3 groups.",)
    channels = nps.response.gap(three, ordered=False, invited=[4, 6, 2])
    assert channels.response_rate.tolist() == [0.5, 1.0]
    # those of b were asked too: 4, 6 and 2 people with rates 1/2, 0 and 1
    sd = np.std([0.5] * 4 + [0.0] * 6 + [1.0] * 2, ddof=1)
    assert channels.r_indicator == pytest.approx(1 - 2 * sd)


def test_how_it_leaves():
    found = nps.response.gap(MAILINGS, invited=800)
    frame = found.to_pandas()
    assert frame.loc["reminder", "response_rate"] == 0.2
    assert "had answered" in found._repr_html_()
    assert "had answered" not in nps.response.gap(MAILINGS)._repr_html_()
    saved = json.loads(json.dumps(found.to_dict()))
    assert saved["comparison"]["difference"] == pytest.approx(-100 / 12 - 30)
    assert "trend" not in saved
    assert "late against early" in found.explain()
    ax = found.plot()
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "invitation (n = 100)", "reminder (n = 60)"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"sample": [9, 3]}, "order must say when each of the ratings came, or sample be groups"),
        (
            {"sample": [9, 3], "order": [1]},
            "order and sample must have the same length, got 1 and 2",
        ),
        ({"sample": [9, 3], "order": [1, None]}, "but of 1 it is missing"),
        ({"sample": [9, 3], "order": ["a", "b"]}, "order must hold numbers, or dates and times"),
        ({"sample": [9, 3], "order": ["a", "b"]}, "For channels write ordered=False"),
        (
            {
                "sample": [9, 3],
                "order": [dt.datetime(2026, 1, 1), dt.datetime(2026, 1, 2, tzinfo=dt.UTC)],
            },
            "of which all or none have a zone",
        ),
        (
            {"sample": [9, 3], "order": pd.Categorical(["a", "b"])},
            "order is a Categorical without an order",
        ),
        ({"sample": [9, 3], "order": [dt.date(2026, 1, 1), "x"]}, "order must hold numbers, or"),
        ({"sample": [9, 3], "order": [[1, 2]]}, "order must be a 1-D collection"),
        ({"sample": MAILINGS, "order": [1, 2]}, "order is for single ratings"),
        ({"sample": MAILINGS, "parts": 1}, "parts must be at least 2, got 1"),
        ({"sample": MAILINGS, "ordered": 1}, "ordered must be True or False, got 1"),
        (
            {"sample": MAILINGS, "invited": 159},
            "invited must be at least the number of valid answers",
        ),
        (
            {"sample": {"a": [9]}},
            "a gap is between two groups with answers at least, but there is 1",
        ),
        ({"sample": {"a": []}}, "but there are none"),
        ({"sample": {"a": nps.SurveySample([9], weights=[1])}}, "sample must be counted answers"),
        ({"sample": nps.SurveySample([9], weights=[1])}, "sample must be counted answers"),
    ],
)
def test_what_is_refused(arguments, message):
    with pytest.raises(nps.NPSError, match=message):
        nps.response.gap(**arguments)


def test_places_with_gaps_are_whole_numbers_again():
    found = nps.response.gap([9, 3, None], order=[0, 2, None])
    assert found.labels == (0, 2)
    assert all(type(label) is int for label in found.labels)
    halves = nps.response.gap([9, 3], order=[0.5, 2])
    assert halves.labels == (0.5, 2.0)


def test_a_line_is_said_where_there_is_one():
    said = nps.response.gap({"a": [9] * 9, "b": [9, 8, 3] * 3, "c": [3] * 9}).summary()
    assert "over 3 groups the line changes by -100.0 points a group" in said
    assert "No difference between the 2 groups" in (
        nps.response.gap({"a": [9, 3], "b": [9, 3]}, ordered=False).summary()
    )
