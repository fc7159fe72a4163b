"""Key columns as integers: whatever holds the labels, the groups are those of a plain list."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

import nps

RATINGS = st.integers(0, 10)
WORDS = st.sampled_from(["North", "South", "Ost", "西"])
DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1))


def counted(ratings, keys):
    cohorts = nps.count_by(ratings, keys)
    return {label: cohorts[label] for label in cohorts}


@given(st.lists(st.tuples(RATINGS, WORDS | st.none()), min_size=1, max_size=20))
def test_words(rows):
    ratings, words = map(list, zip(*rows, strict=True))
    plain = counted(ratings, words)
    for column in (
        pd.Series(words, dtype=object),
        pd.Series(words, dtype="category"),
        pl.Series(words, dtype=pl.String),
        pl.Series(words, dtype=pl.Categorical),
        pl.Series(words, dtype=pl.Enum(["西", "Ost", "South", "North"])),
        pa.array(words, pa.string()),
        pa.chunked_array([pa.array(words, pa.string()).dictionary_encode()]),
    ):
        assert counted(ratings, column) == plain


@given(st.lists(st.tuples(RATINGS, st.integers(-9, 9)), min_size=1, max_size=20))
def test_numbers_in_either_byte_order(rows):
    ratings, numbers = map(list, zip(*rows, strict=True))
    plain = counted(ratings, numbers)
    for kind in ("<i2", ">i4", "<f4", ">f8", "i8"):
        assert counted(ratings, np.array(numbers, dtype=kind)) == plain
    assert counted(ratings, np.ma.masked_array(numbers)) == plain
    assert counted(ratings, pl.Series(numbers)) == plain


@given(st.lists(st.tuples(RATINGS, DAYS), min_size=1, max_size=20))
def test_days(rows):
    ratings, days = map(list, zip(*rows, strict=True))
    plain = counted(ratings, days)
    assert counted(ratings, pl.Series(days)) == plain
    assert counted(ratings, pa.array(days)) == plain
    assert counted(ratings, np.array(days, dtype="M8[D]")) == plain


def test_numbers_that_are_equal_are_one_label_and_what_is_missing_too():
    cohorts = nps.count_by([9, 9, 9, 9, 9], np.array([0.0, -0.0, np.nan, -np.nan, 1.0]))
    assert dict(zip(cohorts, cohorts.n.tolist(), strict=True)) == {0: 2, None: 2, 1: 1}


def test_the_order_of_categories_is_known_only_where_they_have_one():
    months = ["Jun", "May", "Apr"]  # an order that is not the calendar's, to see who decides
    given_order = pd.Categorical(months, categories=months, ordered=True)
    for column in (given_order, pl.Series(months, dtype=pl.Enum(months))):
        assert list(nps.changes(nps.count_by([9, 8, 3], column)).labels) == months
    found = nps.changes(nps.count_by([9, 8, 3], pd.Categorical(months)))
    assert list(found.labels) == months[::-1]
