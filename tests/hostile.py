"""Values that break what trusts its caller, and a call of every public callable to put them"
" into."""

from __future__ import annotations

import datetime as dt
import enum
import itertools
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable

NAN, INF = float("nan"), float("inf")


class Loud:
    """Raises when it is shown."""

    def __repr__(self) -> str:
        raise RuntimeError("shown")

    __str__ = __repr__


class Many:
    """Compares by element, as arrays do, and has no truth."""

    def __eq__(self, other: object) -> object:
        return np.array([True, False])

    __hash__ = None  # type: ignore[assignment]


class Shop(enum.Enum):
    """Labels that do not compare."""

    NORTH = "north"
    SOUTH = "south"


def _deep(kind: type) -> object:
    """Nested deeper than Python shows."""
    value: object = ()
    for _ in range(50_000):
        value = kind((value,))
    return value


def _itself() -> list[object]:
    """A list that holds itself."""
    value: list[object] = [1]
    value.append(value)
    return value


def _array(values: list[object]) -> np.ndarray:
    array = np.empty(len(values), dtype=object)
    for i, value in enumerate(values):
        array[i] = value
    return array


class Hostile(NamedTuple):
    """A value, made anew for each call, and what kind of thing it is."""

    kind: str
    make: Callable[[], object]


def _table() -> dict[str, Hostile]:
    when = dt.datetime(2024, 2, 29, 12, 30)
    found: dict[str, Hostile] = {}

    def add(kind: str, **values: Callable[[], object]) -> None:
        found.update({name: Hostile(kind, make) for name, make in values.items()})

    add("none", none=lambda: None)
    add(
        "missing",
        pandas_na=lambda: pd.NA,
        nat=lambda: pd.NaT,
        masked=lambda: np.ma.masked,
        numpy_nat=lambda: np.datetime64("NaT", "ns"),
    )
    add("bool", true=lambda: True, numpy_false=lambda: np.False_)
    add(
        "number",
        nan=lambda: NAN,
        infinite=lambda: -INF,
        tiny=lambda: 1e-310,
        minus=lambda: -1,
        nought=lambda: 0,
        minus_nought=lambda: -0.0,
        huge=lambda: 10**400,
        vast=lambda: 10**5000,
        beyond_int64=lambda: 2**64,
        most=lambda: 2**53 + 1,
        half=lambda: 0.5,
        float16=lambda: np.float16(7.5),
        uint64=lambda: np.uint64(2**64 - 1),
        big=lambda: 1e300,
        int8=lambda: np.int8(-128),
        long_double=lambda: np.longdouble("1e400"),
    )
    add(
        "other number",
        decimal=lambda: Decimal("0.5"),
        signalling=lambda: Decimal("sNaN"),
        decimal_nan=lambda: Decimal("NaN"),
        decimal_huge=lambda: Decimal("1e999999"),
        fraction=lambda: Fraction(1, 3),
        arrow_scalar=lambda: pa.scalar(5),
    )
    add("complex", imaginary=lambda: 1j, complex_nan=lambda: np.complex128(complex(NAN, 0)))
    add(
        "text",
        text=lambda: "no such thing",
        empty_text=lambda: "",
        nul=lambda: "a\0b",
        surrogate=lambda: "\ud800",
        right_to_left=lambda: "\u202eabc",
        braces=lambda: "{x} %s {",
        long_text=lambda: "x" * 100_000,
        numpy_text=lambda: np.str_("five"),
        formula=lambda: "=1+1",
    )
    add("bytes", raw=lambda: b"9", bytearray_=lambda: bytearray(b"9"))
    add(
        "date",
        date=lambda: when.date(),
        datetime=lambda: when,
        clock=lambda: when.time(),
        numpy_date=lambda: np.datetime64("2024-02-29"),
        timestamp=lambda: pd.Timestamp(when),
        aware=lambda: when.replace(tzinfo=dt.UTC),
    )
    add(
        "duration",
        duration=lambda: dt.timedelta(days=2),
        numpy_days=lambda: np.timedelta64(2, "D"),
        months=lambda: np.timedelta64(3, "M"),
    )
    add(
        "object",
        anything=object,
        loud=Loud,
        many=Many,
        a_type=lambda: int,
        call=lambda: len,
        dots=lambda: ...,
        module=lambda: np,
        a_slice=lambda: slice(None),
        shop=lambda: Shop.NORTH,
        not_implemented=lambda: NotImplemented,
        pandas_interval=lambda: pd.Interval(0, 1),
        generator_of_numbers=lambda: np.random.default_rng(1),
        expression=lambda: pl.col("x"),
        dtype=lambda: np.dtype("f8"),
    )
    add(
        "scalar array",
        nought_d=lambda: np.array(5.0),
        nought_d_text=lambda: np.array("a"),
        nought_d_object=lambda: np.array(None, dtype=object),
    )
    add(
        "table",
        square=lambda: np.ones((2, 2)),
        cube=lambda: np.ones((1, 1, 1)),
        frame=lambda: pd.DataFrame({"a": [1]}),
        polars_frame=lambda: pl.DataFrame({"a": [1]}),
        lazy=lambda: pl.LazyFrame({"a": [1]}),
        arrow_table=lambda: pa.table({"a": [1]}),
        no_rows=lambda: np.ones((0, 3)),
    )
    add(
        "mapping",
        no_mapping=dict,
        mapping=lambda: {"a": 1},
        odd_mapping=lambda: {None: [1], NAN: "x"},
        many_keys=lambda: {"promoters": 10**400, "passives": "x", "detractors": [1]},
        mapping_of_mappings=lambda: {"a": {"b": {"c": 1}}},
    )
    add("set", no_set=set, a_set=lambda: {1, 2}, frozen_set=lambda: frozenset("ab"))
    add(
        "numbers",
        one_column=lambda: np.array([0.5, 0.25]),
        reals=lambda: [9, 10, 3],
        small_ints=lambda: np.array([9, 200, 3], dtype=np.uint8),
        a_range=lambda: range(3),
        series=lambda: pd.Series([9.0, NAN, 3.0]),
        polars_series=lambda: pl.Series([9, None, 3]),
        arrow=lambda: pa.array([9, None, 3]),
        wrong_endian=lambda: np.array([9, 3], dtype=">i4"),
        strided=lambda: np.arange(9)[::-3],
    )
    add("empty", nothing=list, no_tuple=tuple)
    add(
        "odd numbers",
        unbounded=lambda: [INF, -INF, NAN],
        negative=lambda: [-1, -2],
        huge_numbers=lambda: [10**400, 1],
        vast_numbers=lambda: [10**5000],
        many_nans=lambda: [NAN] * 3,
        decimals=lambda: [Decimal("sNaN"), Decimal(1)],
        fractions=lambda: [Fraction(1, 3)],
        longs=lambda: np.array([1, 2], dtype=np.longdouble),
        tiny_numbers=lambda: [1e-310, 5e-324],
        huge_floats=lambda: [1e308, 1e308],
        whole_floats=lambda: [9.0, 1e18],
    )
    add(
        "masked numbers",
        masked_numbers=lambda: np.ma.MaskedArray([9.0, 0.5], [False, True]),
        all_masked=lambda: np.ma.MaskedArray([9, 3], True),
        masked_objects=lambda: np.ma.MaskedArray(_array([9, "x"]), [False, True]),
        nullable=lambda: pd.array([9, None], dtype="Int64"),
        with_masked=lambda: [9, np.ma.masked, 3],
    )
    add(
        "bools",
        bools=lambda: [True, False],
        bool_array=lambda: np.array([True, False]),
        nullable_bools=lambda: pd.array([True, None], dtype="boolean"),
    )
    add("complexes", complexes=lambda: np.array([1j, 2]), complex_list=lambda: [1j, 2])
    add(
        "texts",
        texts=lambda: ["a", "b"],
        text_array=lambda: np.array(["a", "b"]),
        surrogates=lambda: ["\ud800", "a"],
        categories=lambda: pd.Categorical(["a", None]),
        polars_texts=lambda: pl.Series(["a", None]),
        arrow_texts=lambda: pa.array(["a", None]),
        numeric_texts=lambda: ["9", "10"],
        formulas=lambda: ["=1+1", "@x"],
        tokens=lambda: np.array(["a", "b"], dtype="S1"),
        shops=lambda: list(Shop),
        bytes_list=lambda: [b"a", b"\xff"],
    )
    add(
        "dates",
        dates=lambda: [when.date(), when],
        date_array=lambda: np.array(["2024", "NaT"], "M8[D]"),
        odd_dates=lambda: np.array([2**62], "M8[as]"),
        stamps=lambda: pd.to_datetime(["2024-02-29"]),
        arrow_clock=lambda: pa.array([1, None], pa.time64("ns")),
        clocks=lambda: [when.time()],
        polars_clock=lambda: pl.Series([when.time(), None]),
        mixed_zones=lambda: [when, when.replace(tzinfo=dt.UTC)],
        arrow_stamps=lambda: pa.array([1], pa.timestamp("ns", "Europe/Berlin")),
        periods=lambda: pd.period_range("2024-01", periods=2, freq="M"),
    )
    add(
        "durations",
        durations=lambda: np.array([1, 2], "m8[s]"),
        months_array=lambda: np.array([1, 2], "m8[M]"),
        arrow_durations=lambda: pa.array([1], pa.duration("us")),
        polars_durations=lambda: pl.Series([dt.timedelta(1)]),
    )
    add(
        "objects",
        objects=lambda: [object(), 1],
        louds=lambda: [Loud()],
        manies=lambda: [Many()],
        dicts=lambda: [{"a": 1}],
        lists=lambda: [[1], [2]],
        arrays=lambda: [np.ones(2), np.ones(2)],
        arrow_lists=lambda: pa.array([[1], [2, 3]]),
        polars_lists=lambda: pl.Series([[1], [2]]),
        arrow_structs=lambda: pa.array([{"a": 1}]),
        polars_structs=lambda: pl.Series([{"a": 1}]),
        polars_objects=lambda: pl.Series([object()], dtype=pl.Object),
        record=lambda: np.zeros(2, "i4,f8"),
        mixed=lambda: [1, "a", None, 2.5],
        expressions=lambda: [pl.col("x")],
        intervals=lambda: pd.interval_range(0, 2),
        deep_tuple=lambda: _deep(tuple),
        deep_list=lambda: _deep(list),
        itself=_itself,
        nones=lambda: [None, None],
        nats=lambda: [pd.NaT],
        types=lambda: [int, str],
        voids=lambda: np.zeros(2, "V3"),
        tuples=lambda: [("a", 1), ("b", 2)],
        ragged=lambda: [[1, 2], [3]],
        ragged_objects=lambda: _array([[1, 2], [3]]),
    )
    add(
        "iterator",
        generator=lambda: (x for x in (9, 10)),
        mapped=lambda: map(str, [1]),
        endless_view=lambda: {"a": 1}.items(),
        chained=lambda: itertools.chain([9], ["x"]),
        memory=lambda: memoryview(b"\x09\x0a"),
    )
    return found


def places(value: object) -> list[object]:
    """Where one hostile value can be put into what somebody gives: places in it, or all of it."""
    if isinstance(value, (list, tuple)) and value:
        return [0, len(value) - 1, "all", "objects", "series"]
    if isinstance(value, dict) and value:
        key = next(iter(value))
        return ["key", key, *((key, place) for place in places(value[key]))]
    return []


def placed(value: object, place: object, make: Callable[[], object]) -> object:
    """Return what somebody gives with a hostile value in it."""
    if isinstance(value, dict):
        if place == "key":
            _, *rest = value.items()
            return {make(): next(iter(value.values())), **dict(rest)}
        if isinstance(place, tuple):
            return value | {place[0]: placed(value[place[0]], place[1], make)}
        return value | {place: make()}
    values = list(value)  # type: ignore[call-overload]  # a list or a tuple
    if place == "all":
        return [make() for _ in values]
    values[place if isinstance(place, int) else 0] = make()
    if place == "series":
        return pd.Series(_array(values), dtype=object)
    return _array(values) if place == "objects" else values


HOSTILE = _table()
KINDS = {hostile.kind for hostile in HOSTILE.values()}
#: What a cohort may be called; it comes out of every result again, as text or as it is.
LABELS: dict[str, Callable[[], object]] = {
    name: HOSTILE[name].make
    for name in (
        "surrogate", "right_to_left", "nul", "formula", "long_text", "braces", "empty_text", "raw",
        "infinite", "decimal_huge", "imaginary", "date", "clock", "duration", "months", "a_type",
        "anything", "shop", "pandas_interval", "true",
    )
} | {"tuple": lambda: ("a", ("b", 1))}  # fmt: skip
