"""Counting by group, beside a dictionary of lists: every kind of key, narrow and wide."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._kernels.counting.factorizing import ROWS, first_rows
from nps._kernels.counting.levels import PAIRS
from nps._samples.tallying.grouped import FEW_KEYS, ROWS_PER_KEY

RNG = np.random.default_rng(20251125)


def plainly(ratings, labels):
    """Cohorts by Python alone, in order of appearance."""
    rows = defaultdict(list)
    for rating, label in zip(ratings, labels, strict=True):
        rows[label].append(rating)
    return {label: nps.count(some, invalid="drop") for label, some in rows.items()}


def by_groups(ratings, keys):
    found = nps.count_by(ratings, keys, invalid="drop")
    return dict(zip(found.labels, found.values(), strict=True))


def check(ratings, keys, labels):
    found, expected = by_groups(ratings, keys), plainly(ratings, labels)
    assert list(found.items()) == list(expected.items())
    assert [type(label) for label in found] == [type(label) for label in expected]
    for label, counts in found.items():
        assert counts.distribution == expected[label].distribution


@given(
    st.sampled_from(["i1", "u1", ">i2", "u2", "i4", "u4", "i8", ">u8"]),
    st.sampled_from(["lowest", "middle", "highest"]),
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from([0, 5, 7, 9, 10, 11, None]))),
)
def test_integers_at_the_ends_of_their_type(kind, where, rows):
    limits = np.iinfo(kind)
    base = {"lowest": limits.min, "middle": 0, "highest": limits.max - 40}[where]
    labels = [base + step for step, _ in rows]
    ratings = [rating for _, rating in rows]
    check(ratings, np.array(labels, dtype=kind), labels)


@pytest.mark.parametrize("kind", ["u1", "i4", "u8"])
@pytest.mark.parametrize("width", [3, FEW_KEYS, FEW_KEYS + 1, 4_000])
def test_narrow_and_wide_ranges(kind, width):
    rows = FEW_KEYS * ROWS_PER_KEY + ROWS + PAIRS
    steps = RNG.integers(0, min(width, 250 if kind == "u1" else width), rows)
    steps[steps == 1] = 0  # a value in the range that does not occur
    steps[-1] = 1 if width == 3 else steps[-1]  # or at the very end only
    ratings = RNG.integers(0, 11, rows).astype("f4")
    ratings[::7], ratings[::11] = np.nan, 11
    keys = (steps + 5).astype(kind)
    check(ratings, keys, keys.tolist())


def test_other_kinds_of_keys():
    pd, pl, pa = (pytest.importorskip(name) for name in ("pandas", "polars", "pyarrow"))
    ratings = [9, 3, None, 11, 8, 10, 0]
    text = ["b", "a", "b", None, "c", "a", None]
    categories = pd.Categorical(text, categories=["z", "c", "b", "a"])
    for keys in (
        pd.Series(categories),
        pd.Series(text),
        pd.Series(text, dtype="string"),
        pl.Series(text, dtype=pl.Categorical),
        pl.Series(text),
        pa.array(text).dictionary_encode(),
        pa.array(text),
        text,
    ):
        check(ratings, keys, text)
    whole = [3, 1, 3, None, 2, 1, None]
    for keys in (
        pd.Series(whole),
        pd.Series(whole, dtype="Int64"),
        pl.Series(whole),
        pa.array(whole),
        np.array(whole, dtype=float),
        np.ma.masked_array([3, 1, 3, 7, 2, 1, 3], mask=[False] * 3 + [True] + [False] * 2 + [True]),
    ):
        check(ratings, keys, whole)
    days = [dt.datetime(2025, 1, day) for day in (1, 2, 1, 3, 3, 2, 1)]  # times keep their order
    check(ratings, np.array(days, dtype="M8[D]"), [day.date() for day in days])
    check(ratings, pd.Series(days), [pd.Timestamp(day) for day in days])
    check(ratings, pl.Series(days).dt.date(), [day.date() for day in days])
    yes = [True, False, True, True, False, True, False]
    check(ratings, np.array(yes), yes)
    check(ratings, pd.Series(yes), yes)
    whole = [f"shop {day.day}" for day in days]
    check(ratings, {"a": np.array(yes), "b": pd.Series(whole)}, list(zip(yes, whole, strict=True)))


@pytest.mark.parametrize("kind", ["datetime", "duration"])
def test_nanoseconds_of_polars_are_not_cut_off(kind):
    pl = pytest.importorskip("polars")
    dtype = pl.Datetime("ns") if kind == "datetime" else pl.Duration("ns")
    code = "M8[ns]" if kind == "datetime" else "m8[ns]"
    times = np.array([1, 2, np.iinfo(np.int64).min, 5000, 1]).astype(code)  # the third is NaT
    keys = pl.Series([1, 2, None, 5000, 1]).cast(dtype)
    found = nps.count_by([10, 0, 7, 8, 9], keys)
    assert sorted(counts.n for counts in found.values()) == [1, 1, 1, 2]
    plain = dt.datetime(1970, 1, 1, microsecond=5) if kind == "datetime" else dt.timedelta(0, 0, 5)
    if kind == "datetime":  # times come in their order, without one last
        assert found.labels[2:] == (plain, None)
    else:
        assert found.labels[2:] == (None, plain)
    assert nps.count_by([10, 0, 7, 8, 9], times).labels == found.labels


def test_groups_in_another_order_than_the_ratings_are_refused():
    pd = pytest.importorskip("pandas")
    ratings = pd.Series([10, 0, 7], index=["x", "y", "z"])
    shops = pd.Series(["a", "b", "a"], index=["z", "y", "x"])
    for groups in (shops, {"day": [1, 1, 2], "shop": shops}):
        with pytest.raises(nps.OptionError, match=r"same labels in different orders.*reindex"):
            nps.count_by(ratings, groups)
    assert nps.count_by(ratings, shops.reindex(ratings.index))["a"].n == 2
    assert nps.count_by(ratings, shops.reset_index(drop=True))["a"].n == 2  # by position
    assert nps.count_by(ratings, shops.to_numpy())["b"] == nps.Counts(0, 0, 1)


def test_a_label_with_several_codes_is_one_cohort():
    pa = pytest.importorskip("pyarrow")
    keys = pa.DictionaryArray.from_arrays([2, 0, 1, 3, None, 0], ["a", "a", "b", None])
    check([10, 9, 8, 7, 6, 0], keys, ["b", "a", "a", None, None, "a"])


def test_counting_narrow_keys_needs_no_memory_for_each_row():
    import tracemalloc

    ratings = RNG.integers(0, 11, 2_000_000).astype(np.uint8)
    keys = RNG.integers(-50, 50, 2_000_000).astype(np.int16)
    nps.count_by(ratings[:10], keys[:10])
    tracemalloc.start()
    nps.count_by(ratings, keys)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 4e6


@given(st.lists(st.integers(-5, 5), max_size=50))
def test_first_rows(values):
    low = min(values, default=0)
    wanted = np.array([k in values for k in range(low, max(values, default=0) + 1)])
    expected = [values.index(k) for k in sorted(set(values))]
    assert first_rows(np.array(values, dtype=np.int8), low, wanted).tolist() == expected
