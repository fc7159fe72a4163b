"""What was computed of a column comes back in a container like the one that came in."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps

CLASSES = ("detractor", "passive", "promoter")


def plain(column: object) -> list[str | None]:
    """The words of a column of any package; None is missing."""
    if isinstance(column, (pd.Series, pd.Index)):
        return [None if pd.isna(word) else word for word in column]
    if isinstance(column, (pl.Series, pa.Array, pa.ChunkedArray)):
        return (
            column.to_pylist() if isinstance(column, pa.ChunkedArray | pa.Array) else list(column)
        )
    return list(column)


@given(st.lists(st.none() | st.integers(0, 10), min_size=1, max_size=20))
def test_classes_are_the_same_in_each_container(ratings):
    words = [None if r is None else CLASSES[(r > 6) + (r > 8)] for r in ratings]
    floats = [np.nan if r is None else float(r) for r in ratings]
    containers = {
        list: ratings,
        tuple: tuple(ratings),
        np.ndarray: np.array(floats),
        pd.Series: pd.Series(ratings, dtype="Int64"),
        pd.CategoricalIndex: pd.Index(floats),
        pl.Series: pl.Series("nps", ratings, dtype=pl.Int8),
        pa.DictionaryArray: pa.array(ratings, pa.int8()),
        pa.ChunkedArray: pa.chunked_array([pa.array(ratings, pa.int8())]),
    }
    for kind, container in containers.items():
        found = nps.classify(container)
        assert type(found) is kind
        assert plain(found) == words


def test_what_is_in_order_stays_so():
    series = pd.Series([9, 3], index=["Ann", "Bob"], name="nps")
    found = nps.classify(series)
    assert (list(found.index), found.name) == (["Ann", "Bob"], "nps")
    assert found.cat.ordered
    assert tuple(found.cat.categories) == CLASSES
    assert found.max() == "promoter"
    assert nps.classify(pl.Series([9, 3])).dtype == pl.Enum(CLASSES)
    assert nps.classify(pa.array([9, 3])).type.ordered


@pytest.mark.parametrize("series", [pd.Series, pl.Series])
def test_numbers_read_from_text_are_missing_as_their_package_says_it(series):
    found = nps.parse_ratings(series(["10 - best", None, "7"]))
    assert isinstance(found, series)
    assert found.dtype in (np.dtype("f8"), pl.Float64, pl.Int64)
    assert int(found.isnull().sum() if series is pd.Series else found.null_count()) == 1
    assert sum(found.drop_nulls() if series is pl.Series else found.dropna()) == 17
    assert nps.parse_ratings(("10", None)) == (10.0, None)
    assert nps.parse_ratings(["10", None]) == [10.0, None]
    assert nps.parse_ratings(pa.array(["10", None])).to_pylist() == [10.0, None]
