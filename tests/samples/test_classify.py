"""Answers as classes, in the container that came in."""

from __future__ import annotations

from collections import deque
from decimal import Decimal
from fractions import Fraction

import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import nps


@pytest.mark.parametrize(
    "answer", [9, 9.0, np.int8(9), np.float16(9), Decimal(9), Fraction(9), np.uint64(9)]
)
def test_a_single_answer(answer):
    assert nps.classify(answer) == "promoter"


@pytest.mark.parametrize(
    "gap",
    [None, float("nan"), pd.NA, pd.NaT, np.ma.masked, np.datetime64("NaT", "s"), Decimal("sNaN")],
)
def test_a_single_gap(gap):
    assert nps.classify(gap) is None
    assert nps.classify([gap, 3]) == [None, "detractor"]


@pytest.mark.parametrize(
    "answer", [11, -1, 8.5, float("inf"), 10**400, pytest.param(10**5000, id="huge"), True]
)
def test_a_single_answer_off_the_scale(answer):
    with pytest.raises(nps.RatingError, match="1 of 1 answers are not whole numbers from 0 to 10"):
        nps.classify(answer)
    assert nps.classify(answer, invalid="drop") is None


@pytest.mark.parametrize("words", ["9", "", "promoter", b"9"])
def test_a_single_text_is_not_guessed_at(words):
    with pytest.raises(nps.RatingTypeError, match=r"nps\.parse_ratings"):
        nps.classify(words)


ANSWERS = [9, None, 3, 7]


NAMED = ["promoter", None, "detractor", "passive"]


def test_python_containers_come_back():
    assert nps.classify(ANSWERS) == NAMED
    assert nps.classify(tuple(ANSWERS)) == tuple(NAMED)
    assert nps.classify(iter(ANSWERS)) == NAMED
    assert nps.classify(deque(ANSWERS)) == NAMED
    assert nps.classify({1: 9, 2: 3}.values()) == ["promoter", "detractor"]
    assert nps.classify([]) == []
    assert nps.classify(memoryview(bytes([9]))) == ["promoter"]


def test_numpy_gives_objects():
    found = nps.classify(np.array([9, np.nan, 3, 7]))
    assert found.dtype == object
    assert found.tolist() == NAMED
    masked = np.ma.array([9, 99, 3, 7], mask=[0, 1, 0, 0])
    assert nps.classify(masked).tolist() == NAMED


@pytest.mark.parametrize("dtype", ["float64", "Int64", "UInt8", "int64[pyarrow]", "category"])
def test_pandas_keeps_index_and_name(dtype):
    index = pd.Index(["b", "a", "a", "c"], name="who")  # unsorted, repeated
    answers = pd.Series(ANSWERS, index=index, name="nps")
    found = nps.classify(answers.astype(dtype))
    assert isinstance(found, pd.Series)
    assert found.index.equals(index)
    assert found.name == "nps"
    assert found.cat.ordered
    assert found.cat.categories.tolist() == ["detractor", "passive", "promoter"]
    assert found.astype(object).where(found.notna(), None).tolist() == NAMED


def test_other_pandas_columns_give_a_categorical_index():
    for column in (pd.Index([9, 3], name="q"), pd.array([9, 3]), pd.Categorical([9, 3])):
        found = nps.classify(column)
        assert isinstance(found, pd.CategoricalIndex)
        assert found.tolist() == ["promoter", "detractor"]
    assert nps.classify(pd.Index([9], name="q")).name == "q"


def test_polars_gives_an_enum():
    found = nps.classify(pl.Series("nps", ANSWERS))
    assert found.name == "nps"
    assert found.dtype == pl.Enum(["detractor", "passive", "promoter"])
    assert found.to_list() == NAMED


def test_arrow_gives_a_dictionary():
    for column in (pa.array(ANSWERS), pa.chunked_array([ANSWERS[:1], ANSWERS[1:]])):
        found = nps.classify(column)
        assert isinstance(found, pa.ChunkedArray) == isinstance(column, pa.ChunkedArray)
        assert found.type.ordered
        assert found.to_pylist() == NAMED


def test_narwhals_gives_narwhals():
    series = nw.from_native(pl.Series("nps", ANSWERS), series_only=True)
    found = nps.classify(series)
    assert isinstance(found, nw.Series)
    assert found.to_list() == NAMED
    assert nps.count(series).n == 3
