"""Frames as they are opened: columns that are refused, and all that is taken."""

from __future__ import annotations

import math
import sys
from datetime import date

import duckdb
import narwhals
import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from frame_tables import (
    START,
)

import nps

#: Its support is moving to a package of its own; until then it works.
pytestmark = pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning")

FRAME = pl.DataFrame({
    "r": [10, 9, None, 11], "p": [1, 1, 2, 2], "t": [1.0, None, float("nan"), 2.0],
    "text": list("9876"), "truth": [True] * 4, "day": [START.date()] * 4, "lists": [[1]] * 4,
})  # fmt: skip
LOCATIONS = {"memory": FRAME, "engine": FRAME.lazy()}


@pytest.mark.parametrize("frame", LOCATIONS.values(), ids=LOCATIONS)
def test_columns_that_are_no_ratings_are_refused(frame):
    advice = r"nps\.parse_ratings" if frame is FRAME else "CAST it to a number first"
    with pytest.raises(nps.RatingTypeError, match=rf"'text' holds String.*{advice}"):
        nps.from_frame(frame, "text", invalid="drop")
    with pytest.raises(nps.RatingTypeError, match=r"holds Boolean.*no ratings"):
        nps.from_frame(frame, "truth", invalid="drop")
    for name, kind in {"day": "Date", "lists": "List"}.items():
        with pytest.raises(nps.RatingTypeError, match=rf"holds {kind}.*convert it first"):
            nps.from_frame(frame, name, invalid="drop")


@pytest.mark.parametrize("frame", LOCATIONS.values(), ids=LOCATIONS)
def test_arguments_that_do_not_fit_are_refused(frame):
    def refused(error, match, rating="r", **options):
        with pytest.raises(error, match=match):
            nps.from_frame(frame, rating, **options)

    refused(nps.OptionError, r"rating must be a column.*there are 'r', 'p'", rating="score")
    refused(nps.OptionError, "Did you mean 'text'", rating="texts")
    refused(nps.InputTypeError, "rating must be the name of a column", rating=0)
    refused(nps.OptionError, "by must be a column", by="shop")
    refused(nps.OptionError, "by must name distinct columns", by=[])
    refused(nps.OptionError, "by must name distinct columns", by=["p", "p"])
    refused(nps.InputTypeError, "by must be a column name", by=5)
    refused(nps.InputTypeError, "by must be a column name", by=b"p")
    for freq, written in (("QS", "'when', period='quarter'."), ("2W", "'when'."), ("h", "'when'.")):
        grouper = pd.Grouper(key="when", freq=freq)
        refused(nps.InputTypeError, f"write by={written}", by=grouper)
    refused(nps.OptionError, "respondent needs when", respondent="p")
    refused(nps.OptionError, "when needs respondent", when="t")
    refused(nps.OptionError, "respondent must be a column", respondent="q", when="t")
    refused(nps.OptionError, "when must be a column", respondent="p", when="u")
    error, says = (
        (nps.OptionError, "column 'text'.* must be a date")
        if frame is FRAME
        else (nps.InputTypeError, "'text', which|'text' holds String.* CAST")
    )
    refused(error, says, respondent="p", when="text")
    refused(nps.OptionError, "keep must be one of", keep="all")
    refused(nps.OptionError, "keep must be one of", keep="all", weight="t")
    refused(nps.OptionError, "keep needs respondent", keep="first")
    refused(nps.OptionError, "keep cannot be combined", respondent="p", when="t", weight="t")
    refused(nps.OptionError, "keep cannot be combined", keep="first", weight="t")
    refused(nps.OptionError, "weight must be a column", weight="w")
    refused(nps.RatingError, "11")
    refused(nps.RatingError, "11", respondent="p", when="p")
    refused(
        nps.OptionError, "1 valid answers of named .* have no time",
        respondent="p", when="t", invalid="drop",
    )  # fmt: skip


def test_names_that_stand_twice_are_refused():
    twice = pd.DataFrame([[9, 1, 2]], columns=["r", "x", "x"])
    for frame in (twice, pa.table([[9], [1], [2]], names=["r", "x", "x"])):
        with pytest.raises(nps.OptionError, match=r"a name for each column.*\n.*'x' 2 times"):
            nps.from_frame(frame, "r")


@pytest.mark.parametrize(
    "day", ["'infinity'::date", "'infinity'::timestamptz", "'0044-03-15 (BC)'::date"]
)
def test_days_that_python_cannot_hold_are_refused(day):
    frame = duckdb.sql(f"SELECT 9 AS r, {day} AS day")
    for option in ("by", "strata"):
        with pytest.raises(nps.OptionError, match="column 'day' holds a time that Python cannot"):
            nps.from_frame(frame, "r", **{option: "day"})


FORM = ("3/1 1:00 AM GMT+2", "3/1 12:30 AM GMT+1", "1/1 9:00 AM GMT+0", "1/1 9:00 AM GMT+1")
WRITTEN = [
    ["2024-03-01", "2024-04-01", "2024-01-01 10:00", "2024-01-01 09:59"],
    ["1.3.2024", "1.4.2024 8:00", "31.1.2024 10:00", "31.1.2024 9:59"],
    ["2024-03-01T00:30+02:00", "2024-02-29T23:30Z", "2024-01-01T10:00Z", "2024-01-01T11:59+02:00"],
    [
        "2024/3/1 1:00 AM GMT+2",
        "2024/3/1 12:30 AM GMT+1",
        "2024/1/1 9:00 AM GMT+0",
        "2024/1/1 9:00 AM GMT+1",
    ],
    ["2024-01", "2024-02", "2023-12", "2023-11"],
    [date(2024, 1, 3), date(2024, 1, 4), date(2024, 1, 2), date(2024, 1, 1)],
]


@pytest.mark.parametrize("times", WRITTEN, ids=lambda times: str(times[0]))
@pytest.mark.parametrize("library", [pd.DataFrame, pl.DataFrame, pa.table])
def test_times_as_text_say_when(times, library):
    frame = library({"r": [9, 3, 10, 2], "p": ["a", "a", "b", "b"], "t": times})
    assert nps.from_frame(frame, "r", respondent="p", when="t") == nps.Counts.from_rows(
        [(3, 1), (10, 1)]
    )
    first = nps.from_frame(frame, "r", respondent="p", when="t", keep="first")
    assert first.distribution[9] == first.distribution[2] == 1


def test_texts_that_are_no_times_are_refused():
    frame = pl.DataFrame({"r": [9, 3], "p": [1, 1], "t": ["2024-03-01T10:00Z", "2024-03-01 10:00"]})
    with pytest.raises(nps.OptionError, match="has a zone, and '2024-03-01 10:00', which has none"):
        nps.from_frame(frame, "r", respondent="p", when="t")
    with pytest.raises(nps.OptionError, match=r"when: column 't'.*must be a date"):
        nps.from_frame(frame.with_columns(t=pl.lit("soon")), "r", respondent="p", when="t")
    with pytest.raises(nps.OptionError, match=r"1 valid answers of named .* have no time"):
        nps.from_frame(
            frame.with_columns(t=pl.Series(["2024-03-01", " "])), "r", respondent="p", when="t"
        )


def test_off_scale_answers_of_an_engine_are_shown():
    frame = pl.LazyFrame({"r": [8.5, 11.0, -1.0, 12.0, math.inf, 99.0, 9.0]})
    with pytest.raises(nps.RatingError, match=r"6 answers in column 'r'.*8\.5, .*, \.\.\."):
        nps.from_frame(frame, "r")


def test_what_is_no_frame_is_refused(monkeypatch):
    for wrong in (None, 5, "answers", [10, 9], {"r": [9]}, pd.Series([9]), np.zeros((2, 2))):
        with pytest.raises(nps.InputTypeError, match="frame must be a data frame or relation"):
            nps.from_frame(wrong, "r")
    wide = pl.DataFrame({f"c{i}": [1] for i in range(9)})
    with pytest.raises(nps.OptionError, match=r"'c7', \.\.\."):
        nps.from_frame(wide, "r")
    monkeypatch.setitem(sys.modules, "narwhals.stable.v2", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install \"nps\[frames\]\""):
        nps.from_frame(FRAME, "r")


def test_frames_of_narwhals_and_batches_of_arrow():
    wanted = nps.Counts(2, 0, 0, missing=1, invalid=1)
    batch = FRAME.select("r").to_arrow().to_batches()[0]
    for frame in (nw.from_native(FRAME), narwhals.from_native(FRAME.lazy()), batch):
        assert nps.from_frame(frame, "r", invalid="drop") == wanted


def test_columns_of_objects_and_categories_in_memory():
    objects = pd.DataFrame({"r": pd.Series([9, None, "x", 10.0], dtype=object), "t": [1, 2, 3, 4]})
    wanted = nps.Counts(2, 0, 0, missing=1, invalid=1)
    assert nps.from_frame(objects, "r", invalid="drop") == wanted
    people = {"respondent": "t", "when": "t"}
    assert nps.from_frame(objects, "r", invalid="drop", **people) == wanted
    with pytest.raises(nps.RatingError, match="'x' at position 2"):
        nps.from_frame(objects, "r", **people)
    categories = pd.DataFrame({"r": pd.Categorical([9, 3, None])})
    assert nps.from_frame(categories, "r") == nps.Counts(1, 0, 1, missing=1)
    ordered = pd.Categorical([10, 3, None], categories=range(11), ordered=True)
    frame = pd.DataFrame({"r": ordered, "t": [1, 2, 3]})
    assert nps.from_frame(frame, "r") == nps.Counts(1, 0, 1, missing=1) == nps.count(ordered)
    assert nps.from_frame(frame, "r", **people) == nps.Counts(1, 0, 1, missing=1)
