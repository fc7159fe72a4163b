from __future__ import annotations

import array
import math
import sys
import tracemalloc
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import nps
from nps._base.columns import containers

GAPS = [
    None, math.nan, np.float32("nan"), np.longdouble("nan"),
    pd.NA, pd.NaT, np.ma.masked, "", " \t\n",
    "\u3000", Decimal("nan"), Decimal("sNaN"),
    np.datetime64("NaT", "s"), np.timedelta64("NaT", "s"),
]  # fmt: skip


@pytest.mark.parametrize("value", GAPS, ids=repr)
def test_ways_of_saying_nothing(value):
    assert containers.is_missing(value)
    assert math.isnan(containers.as_number(value))
    counted = nps.count([9, value, 3])
    assert (counted.promoters, counted.detractors, counted.missing) == (1, 1, 1)


@pytest.mark.parametrize(
    "value", [0, 0.0, False, "0", "NA", [], (), Decimal(0), np.datetime64(0, "D")]
)
def test_what_says_something(value):
    assert not containers.is_missing(value)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (7, 7), (7.0, 7), (np.int8(-7), -7), (np.float16(7), 7), (Decimal("7.0"), 7),
        (Fraction(14, 2), 7), (2**53, 2**53), (np.uint64(7), 7),
        (2**53 + 2, math.inf), (-(10**400), math.inf), (Decimal("1E+999999"), math.inf),
        (np.uint64(2**64 - 1), math.inf), (np.float16("inf"), math.inf), (-math.inf, math.inf),
        (7.5, math.inf), (Fraction(1, 3), math.inf), (np.float16(7.5), math.inf),
        (True, math.inf), (np.False_, math.inf), ("7", math.inf), (7 + 0j, math.inf),
        (np.timedelta64(7, "D"), math.inf), ([7], math.inf), (np.datetime64("2025"), math.inf),
    ],
)  # fmt: skip
def test_one_answer_as_a_number(value, number):
    assert containers.as_number(value) == number


ROUGH = {
    "uint64 beyond int64": (np.array([2**64 - 1, 9], dtype=np.uint64), (1, 0, 0, 0, 1)),
    "longdouble just off": (np.nextafter(np.array([9, 8], np.longdouble), 11), (0, 0, 0, 0, 2)),
    "float just off": (np.nextafter(np.array([9.0, 8.0]), 11), (0, 0, 0, 0, 2)),
    "negative zero": (np.array([-0.0]), (0, 0, 1, 0, 0)),
    "big endian": (np.array([9, 3], dtype=">i4"), (1, 0, 1, 0, 0)),
    "strided": (np.arange(11)[::-5], (1, 0, 2, 0, 0)),
    "read-only": (np.broadcast_to(np.uint8(9), 5), (5, 0, 0, 0, 0)),
    "masked": (np.ma.array([9, 99, 3], mask=[0, 1, 0]), (1, 0, 1, 1, 0)),
    "masked NaN": (np.ma.array([9, math.nan, 3], mask=[1, 0, 0]), (0, 0, 1, 2, 0)),
    "masked objects": (np.ma.array([9, "x", None], mask=[0, 1, 0], dtype=object), (1, 0, 0, 2, 0)),
    "masked booleans": (np.ma.array([True, False], mask=[1, 1]), (0, 0, 0, 2, 0)),
    "all masked": (np.ma.masked_all(3), (0, 0, 0, 3, 0)),
    "dates": (np.array(["2025", "NaT"], dtype="M8[ns]"), (0, 0, 0, 1, 1)),
    "complex": (np.array([9 + 0j]), (0, 0, 0, 0, 1)),
    "bytes": (np.array([b"9"]), (0, 0, 0, 0, 1)),
    "text": (np.array(["9", " "]), (0, 0, 0, 1, 1)),
    "new text": (np.array(["9", ""], dtype=np.dtypes.StringDType()), (0, 0, 0, 1, 1)),
    "records": (np.zeros(2, dtype=[("a", int)]), (0, 0, 0, 0, 2)),
    "array.array": (array.array("b", [9, 3]), (1, 0, 1, 0, 0)),
    "nested": ([[9, 10], (9,), 9], (1, 0, 0, 0, 2)),
    "huge whole numbers": ([10**400, -(10**5000), 2**63, 9], (1, 0, 0, 0, 3)),
    "huge beside None": ([2**64, None, 9.0], (1, 0, 0, 1, 1)),
    "boolean series": (pd.Series([True, None], dtype="boolean"), (0, 0, 0, 1, 1)),
    "categories of text": (pd.Series(["9", None], dtype="category"), (0, 0, 0, 1, 1)),
    "categories of booleans": (pd.Series([True]).astype("category"), (0, 0, 0, 0, 1)),
    "no categories": (pd.Series([None, None], dtype="category"), (0, 0, 0, 2, 0)),
    "nullable categories": (pd.Series([9, None], dtype="Int64").astype("category"),
    (1, 0, 0, 1, 0)),
    "sparse": (pd.Series(pd.arrays.SparseArray([9.0, math.nan])), (1, 0, 0, 1, 0)),
    "arrow decimals": (
        pd.Series([Decimal("9.0"), None, Decimal("8.5")], dtype=pd.ArrowDtype(pa.decimal128(3, 1))),
        (1, 0, 0, 1, 1),
    ),
    "arrow unsigned": (pd.Series([9, 3], dtype="uint64[pyarrow]"), (1, 0, 1, 0, 0)),
    "nothing but null": (pd.Series([None], dtype=pd.ArrowDtype(pa.null())), (0, 0, 0, 1, 0)),
    "empty series": (pd.Series([], dtype=object), (0, 0, 0, 0, 0)),
    "range index": (pd.RangeIndex(11), (2, 2, 7, 0, 0)),
    "zoned dates": (pd.Series(pd.to_datetime(["2025", None], utc=True)), (0, 0, 0, 1, 1)),
    "polars NaN and null": (pl.Series([9.0, math.nan, None]), (1, 0, 0, 2, 0)),
    "polars decimals": (pl.Series([Decimal(9), None]), (1, 0, 0, 1, 0)),
    "polars objects": (pl.Series([9, "x"], dtype=pl.Object), (1, 0, 0, 0, 1)),
    "polars categories": (pl.Series(["9", None], dtype=pl.Categorical), (0, 0, 0, 1, 1)),
    "polars nulls": (pl.Series([None, None]), (0, 0, 0, 2, 0)),
    "arrow halves": (pa.array([np.float16(9)], pa.float16()), (1, 0, 0, 0, 0)),
    "arrow unsigned beyond": (pa.array([2**64 - 1, 9], pa.uint64()), (1, 0, 0, 0, 1)),
    "chunked dictionaries": (
        pa.chunked_array([pa.array(x).dictionary_encode() for x in ([9, None], [3])]),
        (1, 0, 1, 1, 0),
    ),
    "dictionary of text": (pa.array(["9", None]).dictionary_encode(), (0, 0, 0, 1, 1)),
    "no chunks": (pa.chunked_array([], pa.int64()), (0, 0, 0, 0, 0)),
}  # fmt: skip


@pytest.mark.parametrize("name", ROUGH)
def test_rough_columns(name):
    column, (promoters, passives, detractors, missing, invalid) = ROUGH[name]
    expected = nps.Counts(promoters, passives, detractors, missing=missing, invalid=invalid)
    assert nps.count(column, invalid="drop") == expected
    assert nps.count_by(column, ["a"] * len(column), invalid="drop").get("a", expected) == expected
    report = nps.audit(column)
    assert (report.missing, report.invalid) == (missing, invalid)
    if invalid:
        with pytest.raises(nps.RatingError, match=f"{invalid} of {len(column)} answers are not"):
            nps.count(column)


def test_a_wide_scale_in_a_narrow_dtype():
    scale = nps.Scale(promoters=(250, 300), passives=(200, 249), detractors=(0, 199))
    for dtype in (np.uint8, np.float16, np.int16):
        assert nps.count(np.array([100, 210], dtype=dtype), scale=scale).score == -50.0


def test_counting_reads_in_chunks():
    answers = np.tile(np.arange(11, dtype=np.int8), 20_000)
    counted = nps.count(answers)
    assert counted.distribution == (20_000,) * 11
    with pytest.raises(nps.RatingError, match=r"1 of 220000 answers .* 11 at position 219999"):
        nps.count(np.concatenate([answers[:-1], [11]]))
    halves = np.arange(answers.size) % 2
    assert nps.count_by(answers, halves).total == counted


def test_the_original_of_a_masked_answer_is_nothing():
    answers = containers.read_answers(np.ma.array([9, 11], mask=[1, 0]))
    assert [answers.original(i) for i in range(len(answers))] == [None, 11]


PLAIN = np.resize(np.arange(11), 1_000_000)
WITHOUT_NULLS = {
    "NumPy": lambda x: x,
    "pandas": pd.Series,
    "pandas nullable": lambda x: pd.Series(pd.array(x)),
    "pandas by Arrow": lambda x: pd.Series(x, dtype=pd.ArrowDtype(pa.from_numpy_dtype(x.dtype))),
    "Polars": pl.Series,
    "Arrow": pa.array,
    "Arrow, one chunk": lambda x: pa.chunked_array([pa.array(x)]),
}


@pytest.mark.parametrize("name", WITHOUT_NULLS)
@pytest.mark.parametrize("dtype", ["int8", "uint16", "int64", "float32", "float64"])
def test_columns_without_nulls_are_not_copied(name, dtype):
    column = WITHOUT_NULLS[name](PLAIN.astype(dtype))
    nps.count(column)
    tracemalloc.start()
    counted = nps.count(column)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert counted.n == PLAIN.size
    assert most < 4e6
    values = containers.read_answers(column).values
    assert values.dtype == dtype
    again = containers.read_answers(column).values
    assert values.ctypes.data == again.ctypes.data  # both see the column's own memory


WITH_NULLS = {
    "pandas": lambda x, gone, kind: pd.Series(x, dtype=kind.title()).mask(gone),
    "pandas by Arrow": lambda x, gone, kind: pd.Series(
        pd.arrays.ArrowExtensionArray(pa.array(x, mask=gone))
    ),
    "Polars": lambda x, gone, kind: pl.Series(
        pa.array(x, mask=gone).to_pylist(), dtype=POLARS[kind]
    ),
    "Polars slice": lambda x, gone, kind: pl.Series(
        [3, None, *pa.array(x, mask=gone).to_pylist()], dtype=POLARS[kind]
    )[2:],
    "Arrow": lambda x, gone, kind: pa.array(x, mask=gone),
    "Arrow slice": lambda x, gone, kind: pa.concat_arrays(
        [pa.array([3, None], type=pa.from_numpy_dtype(x.dtype)), pa.array(x, mask=gone)]
    )[2:],
    "Arrow chunks": lambda x, gone, kind: pa.chunked_array(
        [pa.array(x[:7], mask=gone[:7]), pa.array(x[7:], mask=gone[7:])]
    ),
    "masked": lambda x, gone, kind: np.ma.array(x, mask=gone),
}
POLARS = {"int8": pl.Int8, "int64": pl.Int64, "float32": pl.Float32, "float64": pl.Float64}


@pytest.mark.parametrize("name", WITH_NULLS)
@pytest.mark.parametrize("kind", POLARS)
def test_columns_with_nulls_in_every_container(name, kind):
    rng = np.random.default_rng(3)
    ratings, gone = rng.integers(0, 11, 20), rng.random(20) < 0.4
    column = WITH_NULLS[name](ratings.astype(kind), gone, kind)
    counted = nps.count(column)
    assert counted == nps.count(
        [None if g else r for r, g in zip(ratings.tolist(), gone, strict=True)]
    )
    assert counted.missing == gone.sum()
    answers = containers.read_answers(column)
    assert [answers.original(i) for i in np.flatnonzero(gone)] in (
        [None] * counted.missing,
        pytest.approx([math.nan] * counted.missing, nan_ok=True),
    )


@pytest.mark.parametrize("kind", ["Int8", "UInt64", "Float32", "Float64"])
@pytest.mark.parametrize("gone", [[], [1, 3]])
def test_nullable_columns_of_a_pandas_that_keeps_them_otherwise(kind, gone):
    column = pd.Series([9, 3, 7, 10], dtype=kind)
    column[gone] = pd.NA
    without_parts = SimpleNamespace(
        array=object(), dtype=column.dtype, to_numpy=column.to_numpy, isna=column.isna
    )
    for one, other in zip(
        containers._parts_of_nullable(column),
        containers._parts_of_nullable(without_parts),
        strict=True,
    ):
        assert one.dtype == other.dtype
        assert (np.delete(one, gone) == np.delete(other, gone)).all()
    assert nps.count(column).missing == len(gone)


@pytest.mark.parametrize("kind", [pl.Int8, pl.Int64, pl.UInt32, pl.Float64])
def test_polars_columns_with_nulls_where_there_is_no_pyarrow(monkeypatch, kind):
    column = pl.Series([9, None, 7, 10, None, 0], dtype=kind)
    with_arrow = nps.count(column)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert nps.count(column) == with_arrow == nps.Counts(2, 1, 1, missing=2)
    assert nps.classify(column).to_list()[:2] == ["promoter", None]


def test_categories_of_booleans_are_no_ratings():
    for flags in ([True, False], [True, False, None]):
        column = pd.Series(flags).astype("category")
        with pytest.raises(nps.RatingTypeError, match="True at position 0"):
            nps.count(column)


@pytest.mark.parametrize(
    "levels", [range(11), [float(k) for k in range(11)], [-3, 300, 8], [2**40, 9, 8]]
)
def test_categories_of_numbers_take_few_bytes(levels):
    numbers = np.resize(np.array(list(levels)), 1_000_000)
    column = pd.Series(pd.Categorical(numbers))
    tracemalloc.start()
    counted = nps.count(column, invalid="drop")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert counted == nps.count(numbers, invalid="drop")
    assert most < 4e6 + (containers.read_answers(column).values.itemsize + 1) * numbers.size
    column[5:7] = np.nan
    assert nps.count(column, invalid="drop").missing == 2


def test_refusing_needs_no_memory_for_each_answer():
    answers = np.full(3_000_000, 9, dtype=np.uint8)
    answers[[5, 2_999_999]] = 99, 11
    tracemalloc.start()
    with pytest.raises(nps.RatingError, match=r"2 of 3000000 .* 99 at position 5, 11 at .*999"):
        nps.count(answers)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 4e6


def test_large_integers_beside_nulls_keep_their_digits():
    odd = 2**53 + 1
    for column in (
        pd.Series([odd, None], dtype="Int64"),
        pl.Series([odd, None]),
        pa.array([odd, None]),
    ):
        with pytest.raises(nps.RatingError, match=f"{odd} at position 0"):
            nps.count(column)
        assert nps.count_by([9, 9], column).labels == (odd, None)
