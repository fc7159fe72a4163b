"""One answer of each person, whatever engine counts."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pyarrow as pa
import pytest
from engines import ALL, EAGER, EVERY, QUICK
from frame_tables import (
    PEOPLE,
    START,
    assert_same,
    one_answer_each,
)
from hypothesis import given
from hypothesis import strategies as st

import nps

#: Its support is moving to a package of its own; until then it works.
pytestmark = pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning")


@pytest.mark.parametrize("keep", ["latest", "first"])
@pytest.mark.parametrize("engine", EVERY)
def test_one_answer_of_each_person(engine, keep):
    keys, people, days, ratings = (list(column) for column in zip(*PEOPLE, strict=True))
    times = [START + dt.timedelta(days=day) for day in days]
    frame = ALL[engine](pa.table({"r": ratings, "k": keys, "p": people, "t": times}))
    found = nps.from_frame(frame, "r", by="k", respondent="p", when="t", keep=keep, invalid="drop")
    assert_same(found, one_answer_each(PEOPLE, keep))


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["a", "b", None]),
            st.sampled_from([1, 2, 3, None]),
            st.integers(0, 3),
            st.sampled_from([None, 0, 3, 7, 9, 10, 11]),
        ),
        min_size=1,
        max_size=25,
    ),
    engine=st.sampled_from(QUICK),
    keep=st.sampled_from(["latest", "first"]),
)
def test_each_person_counts_once(rows, engine, keep):
    keys, people, times, ratings = zip(*rows, strict=True)
    table = pa.table({
        "r": pa.array(ratings, pa.int64()), "k": pa.array(keys, pa.string()),
        "p": pa.array(people, pa.int64()),
        "t": pa.array([START + dt.timedelta(days=t) for t in times]),
    })  # fmt: skip
    frame = ALL[engine](table)
    found = nps.from_frame(frame, "r", by="k", respondent="p", when="t", keep=keep, invalid="drop")
    assert_same(found, one_answer_each(rows, keep))


@pytest.mark.parametrize("engine", [*EAGER, "polars lazy", "duckdb", "ibis"])
@pytest.mark.parametrize("keep", ["latest", "first"])
def test_durations_that_say_when(engine, keep):
    if engine not in ALL:
        pytest.skip(f"{engine} is not installed")
    times = [dt.timedelta(days=3), dt.timedelta(seconds=1), dt.timedelta(days=-1), None]
    frame = ALL[engine](pa.table({"r": [10, 8, 3, None], "p": [1, 1, 1, 2], "t": times}))
    found = nps.from_frame(frame, "r", respondent="p", when="t", keep=keep)
    wanted = {"latest": nps.Counts(1, 0, 0, missing=1), "first": nps.Counts(0, 0, 1, missing=1)}
    assert found == wanted[keep]


def test_the_rarer_people():
    frame = pl.LazyFrame({
        "r": [9, 3, 10, None, 11], "p": [1.0, 1.0, float("nan"), 2.0, 2.0],
        "t": [1.0, float("nan"), 1.0, 1.0, 1.0],
    })  # fmt: skip
    with pytest.raises(nps.OptionError, match="1 valid answers"):  # NaN is no time
        nps.from_frame(frame, "r", respondent="p", when="t", invalid="drop")
    dated = frame.with_columns(t=pl.col("t").fill_nan(0.0))
    found = nps.from_frame(dated, "r", respondent="p", when="t", invalid="drop")
    assert found == nps.Counts(2, 0, 0, invalid=1)  # NaN is nobody; 2 has no valid answer
    mirrored = nps.STANDARD.mirrored()
    tied = pl.LazyFrame({"r": [0, 10], "p": [1, 1], "t": [1, 1]})
    options = {"respondent": "p", "when": "t"}
    assert nps.from_frame(tied, "r", **options) == nps.Counts(0, 0, 1)
    assert nps.from_frame(tied, "r", scale=mirrored, **options) == nps.Counts(0, 0, 1)
