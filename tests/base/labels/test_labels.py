from __future__ import annotations

import datetime as dt
import enum
import math
from decimal import Decimal

import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import nps
from nps._base.labels.labels import Labels, sort_key, sorted_positions

JAN = dt.datetime(2025, 1, 1)
FEB = dt.datetime(2025, 2, 1)
Region = enum.Enum("Region", "NORTH SOUTH")

#: A column of four group labels, and the distinct labels in order of appearance with their sizes.
COLUMNS = {
    "NaN in floats": ([1.0, math.nan, np.nan, None], {1: 1, None: 3}),
    "years turned to floats": (np.array([2024, np.nan, 2025, 2024]), {2024: 2, None: 1, 2025: 1}),
    "real floats": (np.array([1.0, 1.5, np.inf, np.nan]), {1.0: 1, 1.5: 1, math.inf: 1, None: 1}),
    "all kinds of missing": (
        np.array([None, np.nan, pd.NA, pd.NaT], dtype=object),
        {None: 4},
    ),
    "missing in pandas": (pd.Series(["a", None, np.nan, pd.NA], dtype=object), {"a": 1, None: 3}),
    "pandas categories": (
        pd.Categorical(["b", None, "a", "b"], categories=["z", "a", "b"]),
        {"b": 2, None: 1, "a": 1},
    ),
    "pandas nullable": (pd.Series([1, None, 2, 1], dtype="Int64"), {1: 2, None: 1, 2: 1}),
    "pandas booleans": (
        pd.Series([True, None, False, True], dtype="boolean"),
        {True: 2, None: 1, False: 1},
    ),
    "booleans": (np.array([True, False, True, True]), {True: 3, False: 1}),
    "text": (np.array(["a", "", "a", " "]), {"a": 2, "": 1, " ": 1}),
    "NumPy text in a list": ([np.str_("a"), "a", "b", "b"], {"a": 2, "b": 2}),
    "NumPy numbers in a list": ([np.int64(1), 1, 2.0, 2], {1: 2, 2: 2}),
    "numbers and digits": ([1, "1", 1.0, "1"], {1: 2, "1": 2}),
    "unsorted integers": (np.array([3, 1, 3, 2], dtype=np.uint8), {3: 2, 1: 1, 2: 1}),
    "masked": (np.ma.array([3, 99, 3, 2], mask=[0, 1, 0, 0]), {3: 2, None: 1, 2: 1}),
    "pairs": ([("a", 1), ("a", math.nan), ("a", None), ("a", 1)], {("a", 1): 2, ("a", None): 2}),
    "pandas pairs": (
        pd.MultiIndex.from_tuples([("a", 1), ("b", None), ("a", 1), ("b", None)]),
        {("a", 1): 2, ("b", None): 2},
    ),
    "nanoseconds": (
        np.array([JAN, JAN, "NaT", FEB], dtype="M8[ns]"),
        {JAN: 2, None: 1, FEB: 1},
    ),
    "days": (
        np.array([JAN, FEB, "NaT", FEB], dtype="M8[D]"),
        {JAN.date(): 1, FEB.date(): 2, None: 1},
    ),
    "durations": (
        np.array([1, 1, 2, 2], dtype="m8[h]"),
        {dt.timedelta(hours=h): 2 for h in (1, 2)},
    ),
    "pandas times": (pd.Series([JAN, None, FEB, JAN]), {JAN: 2, None: 1, FEB: 1}),
    "pandas months": (
        pd.Series(pd.PeriodIndex(["2025-01", "2025-02", "2025-01", None], freq="M")),
        {pd.Period("2025-01", "M"): 2, pd.Period("2025-02", "M"): 1, None: 1},
    ),
    "pandas bands": (
        pd.cut(pd.Series([18, 40, 18, 99]), [0, 30, 60]),
        {pd.Interval(0, 30): 2, pd.Interval(30, 60): 1, None: 1},
    ),
    "polars": (pl.Series(["a", None, "a", "b"]), {"a": 2, None: 1, "b": 1}),
    "polars NaN": (pl.Series([1.0, None, math.nan, 2.0]), {1: 1, None: 2, 2: 1}),
    "polars dates": (pl.Series([JAN.date(), None] * 2), {JAN.date(): 2, None: 2}),
    "arrow dictionary": (
        pa.array(["a", None, "a", "b"]).dictionary_encode(),
        {"a": 2, None: 1, "b": 1},
    ),
    "arrow chunks": (pa.chunked_array([[1, None], [2, 1]]), {1: 2, None: 1, 2: 1}),
    "decimals": ([Decimal("1.0"), Decimal(1), Decimal("nan"), 1], {1: 3, None: 1}),
    "an iterator": (iter("abab"), {"a": 2, "b": 2}),
    "big endian": (np.array([3, 1, 3, 2], dtype=">i8"), {3: 2, 1: 1, 2: 1}),
    "big-endian floats": (np.array([3, 1.5, 3, np.nan], dtype=">f4"), {3.0: 2, 1.5: 1, None: 1}),
    "zeros of either sign": (np.array([0.0, -0.0, 1.5, 1.5]), {0.0: 2, 1.5: 2}),
    "wide integers": (np.array([2**62, -(2**62), 2**62, 0]), {2**62: 2, -(2**62): 1, 0: 1}),
    "masked dates": (
        np.ma.array([JAN, FEB, JAN, FEB], mask=[0, 1, 0, 0], dtype="M8[us]"),
        {JAN: 2, None: 1, FEB: 1},
    ),
    "polars categories": (
        pl.Series(["b", None, "a", "b"], dtype=pl.Categorical),
        {"b": 2, None: 1, "a": 1},
    ),
    "polars choice": (
        pl.Series(["b", None, "a", "b"], dtype=pl.Enum(["z", "a", "b"])),
        {"b": 2, None: 1, "a": 1},
    ),
    "polars times": (pl.Series([JAN, None, FEB, JAN]), {JAN: 2, None: 1, FEB: 1}),
    "polars integers": (pl.Series([5, None, 5, 7]), {5: 2, None: 1, 7: 1}),
    "polars booleans": (pl.Series([True, None, True, False]), {True: 2, None: 1, False: 1}),
    "arrow text": (pa.array(["a", None, "a", "b"]), {"a": 2, None: 1, "b": 1}),
    "arrow dates": (
        pa.array([JAN.date(), None, FEB.date(), None]),
        {
            JAN.date(): 1,
            None: 2,
            FEB.date(): 1,
        },
    ),
    "arrow floats": (pa.array([1.0, None, math.nan, 2.0]), {1: 1, None: 2, 2: 1}),
    "arrow chunks of dictionaries": (
        pa.chunked_array([pa.array(x).dictionary_encode() for x in (["a", "b"], ["b", None])]),
        {"a": 1, "b": 2, None: 1},
    ),
    "narwhals": (
        nw.from_native(pl.Series(["a", None, "a", "b"]), series_only=True),
        {
            "a": 2,
            None: 1,
            "b": 1,
        },
    ),
}


#: Columns whose labels have an order of their own: of time, or of categories.
IN_ORDER = {
    "years turned to floats": [2024, 2025],
    "nanoseconds": [JAN, FEB],
    "pandas times": [JAN, FEB],
    "masked dates": [JAN, FEB],
    "polars times": [JAN, FEB],
    "polars choice": ["a", "b"],
    "arrow dates": [JAN.date(), FEB.date()],
}


@pytest.mark.parametrize("name", COLUMNS)
def test_group_labels(name):
    column, expected = COLUMNS[name]
    found = nps.count_by([9, 9, 9, 9], column)
    assert (list(found) == list(expected)) is (name not in IN_ORDER)
    if name in IN_ORDER:
        expected = {**{x: expected[x] for x in IN_ORDER[name]}, None: expected[None]}
    assert list(found) == list(expected)
    assert found.n.tolist() == list(expected.values())
    kinds = {type(part) for x in found for part in (x if isinstance(x, tuple) else (x,))}
    assert not any(issubclass(kind, np.generic) for kind in kinds)
    found._repr_html_()
    found.to_dict()
    in_order = nps.count_by(
        [9, 9, 9, 9], list(found) + [next(iter(found))] * (4 - len(found)), order="sorted"
    )
    assert set(in_order) == set(found)


@pytest.mark.parametrize(
    "column",
    [
        [[1], [2]],
        pd.Series([[1], [2]]),
        pl.Series([[1], [2]]),
        pa.array([[1], [2]]),
        [Decimal("sNaN"), 1],
    ],
)
def test_labels_that_cannot_be_looked_up(column):
    with pytest.raises(nps.InputTypeError, match="groups must hold hashable labels"):
        nps.count_by([9, 9], column)
    with pytest.raises(nps.InputTypeError, match="labels must be hashable"):
        Labels([[1]])


def test_key_names():
    assert nps.count_by([9], pd.Series(["a"], name="shop")).key_names == ("shop",)
    assert nps.count_by([9], pd.Series(["a"], name=5)).key_names == ()
    assert nps.count_by([9], {"shop": ["a"]}).key_names == ("shop",)
    assert nps.count_by([9], {5: ["a"], "x": ["b"]}).key_names == ("5", "x")
    assert Labels(["a"], "shop").keys == ("shop",)
    with pytest.raises(nps.OptionError, match="key names must be distinct"):
        Labels([("a", "b")], ["k", "k"])
    for bad in ("a", ("a",), ("a", "b", "c")):
        with pytest.raises(nps.OptionError, match="must be a tuple with a part for each of"):
            Labels([bad], ["k", "l"])


ORDERED = [
    -math.inf, -1, False, "2", 2.5, "10", 10**400, "", "a2", "A10", "a10", "Week 2", "Week 10",
    JAN.date(), FEB.date(), None,
]  # fmt: skip


def test_labels_sort_as_people_expect():
    shuffled = ORDERED[::-1]
    assert [shuffled[i] for i in sorted_positions(shuffled)] == ORDERED
    assert sort_key("2") < sort_key("10") < sort_key("-")
    assert sort_key(("a", 2)) < sort_key(("a", 10)) < sort_key(("a", None)) < sort_key(("b", 1))


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([Region.SOUTH, None, Region.NORTH], [Region.NORTH, Region.SOUTH, None]),
        (["z", ("a", 10), ("a", 2)], [("a", 2), ("a", 10), "z"]),
        ([2j, 1j], [1j, 2j]),
        ([FEB, JAN.replace(tzinfo=dt.UTC)], [JAN.replace(tzinfo=dt.UTC), FEB]),
        (["²", "1"], ["1", "²"]),
        (["a" + "9" * 5000, "a1"], ["a1", "a" + "9" * 5000]),
    ],
)
def test_what_has_no_order_sorts_by_its_text(labels, expected):
    assert [labels[i] for i in sorted_positions(labels)] == expected
    assert list(nps.count_by([9] * len(labels), labels, order="sorted")) == expected


def test_looking_up():
    labels = Labels([f"shop {i}" for i in range(10)])
    assert labels.position("shop 7") == 7
    assert "shop 7" in labels
    assert ["shop 7"] not in labels
    assert Labels(["a"]) == Labels(["a"])
    assert Labels(["a"]) != Labels(["a"], ["k"])
    assert Labels(["a"]) != ["a"]
    with pytest.raises(
        KeyError, match=r"labelled 'Shop 7'; there are 'shop 0'.*, \.\.\.\. Did you mean"
    ):
        labels.position("Shop 7")
    with pytest.raises(KeyError, match=r"labelled \['a'\]; there are 'a'\."):
        Labels(["a"]).position(["a"])
    with pytest.raises(nps.OptionError, match="must be distinct, but 'a' occurs more than once"):
        Labels(["b", "a", "a"])


def test_categories_rank_what_they_hold():
    ranked = Labels(["b", None, "a"], categories=[("a", "b")]).ranked()
    assert [moment.position for moment in ranked] == [2.0, 1.0]
    assert Labels(["b", "later"], categories=[("a", "b")]).ranked() is None
    assert Labels(["b"]).ranked() is None
