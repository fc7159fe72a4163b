"""Drivers as they come: containers, kinds of columns, levels, and what is none."""

from __future__ import annotations

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from driver_strategies import survey
from numpy.testing import assert_allclose

import nps


def test_a_category_that_was_not_asked_has_a_level_for_it():
    data = survey(5, 200)
    region = np.where(np.arange(200) % 4 == 0, None, data.factors["region"])
    found = nps.drivers.effects(data.ratings, {"region": region}, skipped="not-asked")
    assert found.labels == ("region: North", "region: South", "region: not asked")
    scores = nps.count_by(data.ratings, region)
    assert_allclose(
        found["region: not asked"].effect, scores[None].score - scores["East"].score, atol=1e-10
    )
    assert found["region: North"].n_asked == 150
    assert found.design.names == ("region: North", "region: South", "region: not asked")


@pytest.mark.parametrize(
    "container", [list, tuple, np.array, pd.Series, pl.Series, "frame", "lazy"]
)
def test_containers_are_alike(container):
    data = survey(2, 40)
    expected = nps.drivers.effects(data.ratings, data.factors)
    if container in ("frame", "lazy"):
        factors = pl.DataFrame(data.factors)
        factors = factors.lazy() if container == "lazy" else pd.DataFrame(data.factors)
        found = nps.drivers.effects(pd.Series(data.ratings), factors)
    else:
        factors = {name: container(column.tolist()) for name, column in data.factors.items()}
        found = nps.drivers.effects(container(data.ratings.tolist()), factors)
    assert found.labels == expected.labels
    assert_allclose(found.effect, expected.effect)


def test_the_order_of_categories_chooses_the_base():
    data = survey(2, 60)
    region = pd.Categorical(data.factors["region"], categories=["South", "North", "East", "West"])
    found = nps.drivers.effects(data.ratings, {"region": region})
    assert found.labels == ("region: North", "region: East")
    assert set(found.base) == {"South"}
    enum = pl.Series(data.factors["region"], dtype=pl.Enum(["North", "South", "East"]))
    for column in (enum, nw.from_native(enum, series_only=True)):
        assert nps.drivers.effects(data.ratings, {"region": column}).base == ("North", "North")


@pytest.mark.parametrize(
    ("factors", "error", "words"),
    [
        (None, nps.InputTypeError, "effects needs factors: a mapping"),
        ([1, 2, 3], nps.InputTypeError, "factors must be a mapping from name to column"),
        ({}, nps.OptionError, "at least one column"),
        ({1: [1] * 12}, nps.InputTypeError, "named by text, got the name 1"),
        ({"x": [1, 2]}, nps.OptionError, "factor 'x' has 2 rows and ratings 12"),
        ({"x": ["1", "2"] * 6}, nps.OptionError, "text that reads as numbers, such as '1'"),
        ({"x": [1, "a"] * 6}, nps.InputTypeError, r"several kinds \(int, str\)"),
        ({"x": [{1}] * 12}, nps.InputTypeError, "values of type set"),
        ({"x": np.arange(12).astype("M8[D]")}, nps.InputTypeError, "holds dates or durations"),
        ({"x": [1.0, np.inf] * 6}, nps.OptionError, "finite numbers, got inf at position 1"),
        ({"x": [9, 10, 3, 7, 8, 6, 9, 10, 2, 7, 9, 4]}, nps.OptionError, "the ratings themselves"),
        ({"a: b": [True, False] * 6, "a": ["b", "c"] * 6, "c": ["x", "b"] * 6}, None, ""),
        ({"a: c": [True, False] * 6, "a": ["b", "c"] * 6}, nps.OptionError, "called 'a: c'"),
    ],
)  # fmt: skip
def test_factors_are_checked(factors, error, words):
    ratings = [9, 10, 3, 7, 8, 6, 9, 10, 2, 7, 9, 4]
    if error is None:
        assert len(nps.drivers.effects(ratings, factors)) == 3
        return
    with pytest.raises(error, match=words):
        nps.drivers.effects(ratings, factors)


def test_names_and_free_text_are_no_categories():
    names = [f"person {i}" for i in range(200)]
    with pytest.raises(nps.OptionError, match="has 200 different values, such as 'person 0'"):
        nps.drivers.effects([9] * 200, {"name": names})


def test_kinds_are_read_off_what_a_column_holds():
    ratings = [9, 10, 3, 7, 8, 6, 9, 10, 2, 7, 9, 4]
    price = [5, 4, 2, 4, 3, 2, 4, 5, 1, 3, 5, 2]
    columns = {
        "masked": np.ma.masked_equal(price, 2),
        "nullable": pd.array([None if x == 2 else x for x in price], dtype="Int64"),
        "objects": [None if x == 2 else x for x in price],
        "yes": [None if x == 2 else x > 3 for x in price],
        "flags": np.array(price) > 3,
        "masked flags": np.ma.masked_array(np.array(price) > 3, np.array(price) == 2),
        "large": np.array(price) * 1000,
        "larger": np.array(price) * 10**9,
        "decimal": np.array(price) + 0.5,
        "levels": pd.Categorical(["a" if x > 3 else "b" for x in price]),
    }
    kinds = {
        "masked": "rating", "nullable": "rating", "objects": "rating", "yes": "yes-no",
        "flags": "yes-no", "masked flags": "yes-no", "large": "rating", "larger": "rating",
        "decimal": "rating", "levels": "category",
    }  # fmt: skip
    for name, column in columns.items():
        found = nps.drivers.effects(ratings, {name: column}, skipped="not-asked")
        assert found.kind[0] == kinds[name]
        assert (len(found) == 2) == (
            name in ("masked", "nullable", "objects", "yes", "masked flags")
        )
        if len(found) == 2:
            assert found.n_asked[0] == 9
    one = nps.drivers.effects(ratings, {"large": columns["large"]})["large"]
    other = nps.drivers.effects(ratings, {"larger": columns["larger"]})["larger"]
    assert_allclose(one.effect, 1e6 * other.effect)
    empty = nps.drivers.effects(ratings, {"gone": [None] * 12, "price": price}, skipped="not-asked")
    assert np.isnan(empty["gone"].effect)


def test_rows_of_frames_in_another_order_are_noticed():
    ratings = pd.Series([9, 10, 3, 7, 8], index=list("abcde"))
    factors = pd.DataFrame({"x": [1, 2, 3, 4, 5]}, index=list("edcba"))
    with pytest.raises(nps.OptionError, match="same labels in different orders"):
        nps.drivers.effects(ratings, factors)
    with pytest.raises(nps.OptionError, match="same labels in different orders"):
        nps.drivers.effects(ratings, {"x": factors["x"]})
