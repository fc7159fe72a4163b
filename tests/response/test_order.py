"""When answers came, or by which way, in whatever column says so."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps


@pytest.mark.parametrize("kind", ["datetime", "pandas", "gaps"])
def test_times_with_a_zone_are_compared_in_utc(kind):
    west, east = (dt.timezone(dt.timedelta(hours=h)) for h in (-9, 9))
    early = dt.datetime(2026, 1, 2, 8, tzinfo=east)  # 1 January, 23:00 in UTC
    late = dt.datetime(2026, 1, 1, 16, tzinfo=west)  # 2 January, 01:00 in UTC
    order = [late, early]
    if kind == "pandas":
        order = pd.Series([pd.Timestamp(x).tz_convert("Asia/Tokyo") for x in order])
    found = nps.response.gap(
        [3, 10] + [None] * (kind == "gaps"), order=[*order, None] if kind == "gaps" else order
    )
    assert found.labels == (dt.datetime(2026, 1, 1, 23), dt.datetime(2026, 1, 2, 1))
    assert found.score.tolist() == [100.0, -100.0]


@pytest.mark.parametrize("unit", ["D", "s", "ns"])
def test_days_are_called_by_their_dates(unit):
    days = np.array(["2026-01-01", "2026-01-02"], dtype=f"datetime64[{unit}]")
    assert nps.response.gap([9, 3], order=days).labels == (
        dt.date(2026, 1, 1), dt.date(2026, 1, 2)
    )  # fmt: skip
    found = nps.response.gap([9, 3], order=pd.Series(days))
    assert str(found).count("2026-01-0") == 2
    assert "datetime" not in str(found) + found.summary()
    waited = np.array([1, 2], dtype="timedelta64[h]").astype("timedelta64[ns]")
    labels = nps.response.gap([9, 3], order=waited).labels
    assert labels == (dt.timedelta(hours=1), dt.timedelta(hours=2))


@pytest.mark.parametrize("order", [[True, None], [10**400, 1]], ids=["flags", "beyond floats"])
def test_what_is_no_number_of_a_machine_is_no_order(order):
    with pytest.raises(nps.InputTypeError, match="order must hold numbers"):
        nps.response.gap([9, 3], order=pd.Series(order, dtype=object))


def test_categories_have_their_order():
    steps = ["invitation", "reminder", "call"]
    order = pd.Categorical(["call", "invitation", "reminder", None], steps, ordered=True)
    for column in (order, pd.Series(order)):
        found = nps.response.gap([2, 10, 7, None], order=column)
        assert found.labels == tuple(steps)
        assert found.score.tolist() == [100.0, 0.0, -100.0]
    channels = nps.response.gap([2, 10], order=pd.Categorical(["web", "app"]), ordered=False)
    assert channels.labels == ("app", "web")
    many = pd.Categorical([f"{k:02}" for k in range(20)], ordered=True)
    assert nps.response.gap([9] * 10 + [3] * 10, order=many, parts=2).labels == ("1/2", "2/2")


def test_channels_of_each_rating():
    ratings, channel = [10, 9, 3, None, None], ["web", "app", "web", "app", None]
    found = nps.response.gap(ratings, order=channel, ordered=False)
    assert found.labels == ("app", "web")
    assert found.score.tolist() == [100.0, 0.0]
    assert found.response_rate.tolist() == [0.5, 1.0]
    assert "1 answer missing and of no group, so left out." in found.notes
    assert any("Asked were 4" in note for note in found.notes)
    array = nps.response.gap(ratings[:4], order=np.array(channel[:4]), ordered=False)
    assert array.labels == found.labels
    assert nps.response.gap([9, 3], order=[1, 2], ordered=False).labels == (1, 2)
    assert len(nps.response.gap([9] * 20, order=range(20), ordered=False)) == 4
    names = [f"{k:02}" for k in range(20)]  # of which none is cut
    assert nps.response.gap([9] * 20, order=names, ordered=False).labels == tuple(names)


@given(
    st.lists(st.sampled_from(["app", "web", "mail"]), min_size=2).filter(lambda x: len(set(x)) > 1)
)
def test_channels_as_text_are_those_counted_by_name(channel):
    ratings = [k % 11 for k in range(len(channel))]
    found = nps.response.gap(ratings, order=channel, ordered=False)
    for name, score in zip(found.labels, found.score.tolist(), strict=True):
        own = [x for x, y in zip(ratings, channel, strict=True) if y == name]
        assert score == nps.count(own).score
