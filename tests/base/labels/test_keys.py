"""Key columns: which groups they hold, and which row belongs to which."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps


@pytest.mark.parametrize(
    "groups", [pd.DataFrame({"a": [1, 2]}), pl.DataFrame({"a": [1, 2]}), "ab", {1, 2}, 5, None]
)
def test_what_is_no_key(groups):
    with pytest.raises(nps.InputTypeError, match="groups must"):
        nps.count_by([9, 9], groups)


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        (["a"], "ratings and groups must have the same length, got 2 and 1"),
        ({"k": ["a"]}, r"ratings and groups\['k'\] must have the same length, got 2 and 1"),
        ({}, "at least one key column, got an empty mapping"),
        ({1: ["a", "b"], "1": ["a", "b"]}, r"distinct key names, got \[1, '1'\]"),
        ({"": ["a", "b"], "k": ["a", "b"]}, r"distinct key names, got \['', 'k'\]"),
    ],
)
def test_keys_that_do_not_fit(groups, message):
    with pytest.raises(nps.OptionError, match=message):
        nps.count_by([9, 9], groups)


def test_many_keys_keep_the_order_of_appearance():
    keys = {f"k{i}": [(row >> i) % 3 for row in range(200)] for i in range(40)}
    rows = list(zip(*keys.values(), strict=True))
    found = nps.count_by([9] * 200, keys)
    assert list(found) == list(dict.fromkeys(rows))
    assert found.total.n == 200


PARTS = st.sampled_from(["a", "b", None])


@given(st.lists(st.tuples(st.integers(0, 10), PARTS, PARTS, st.integers(0, 2)), min_size=1))
def test_several_keys_group_as_pandas_does(rows):
    frame = pd.DataFrame(rows, columns=["rating", "x", "y", "z"])
    found = nps.count_by(frame["rating"], {key: frame[key] for key in "xyz"})
    groups = frame.groupby(["x", "y", "z"], dropna=False, sort=False)["rating"]
    expected = {
        tuple(None if pd.isna(part) else part for part in label): nps.count(ratings)
        for label, ratings in groups
    }
    assert {label: found[label] for label in found} == expected
