"""Every engine gives the same table, bit for bit, whatever the columns hold."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import duckdb
import narwhals
import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from engines import ALL, EAGER, EVERY, LAZY, QUICK
from frame_tables import (
    INF,
    KEYS,
    NAN,
    RATINGS,
    START,
    assert_same,
    expected,
)
from hypothesis import given
from hypothesis import strategies as st

import nps

#: Its support is moving to a package of its own; until then it works.
pytestmark = pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning")
DECIMALS = pa.array(
    [Decimal(x) for x in ("10", "9.00", "8.50", "0", "-1", "11", "6.99")] + [None] * 7,
    pa.decimal128(10, 2),
)
#: Names that a query might stumble over: keywords, quotes, our own names.
ODD_NAMES = [
    "n",
    "bucket",
    "key_0",
    "person",
    "when",
    "level",
    "select",
    'a"b',
    "a b",
    "é",
    "len",
    "x'y",
]


@pytest.mark.parametrize("rating", RATINGS)
@pytest.mark.parametrize("engine", EVERY)
def test_every_type_of_ratings_counts_the_same(engine, rating):
    if engine == "sqlframe" and rating == "uint64":
        pytest.skip("SQLFrame has no such type")
    table = pa.table({"r": RATINGS[rating], "k": pa.array(KEYS["text"])})
    frame = ALL[engine](table)
    assert_same(nps.from_frame(frame, "r", by="k", invalid="drop"), expected(table, "r", ["k"]))
    whole = nps.from_frame(frame, "r", invalid="drop")
    wanted = nps.count(table["r"].to_pylist(), invalid="drop")
    assert whole == wanted
    assert whole.distribution == wanted.distribution


#: Engines that have no such keys, and what is said of them.
KEYLESS = {
    ("duckdb", "durations"): "holds intervals, whose months have no fixed length",
    ("ibis", "durations"): "holds intervals, whose months have no fixed length",
}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("engine", EVERY)
def test_every_type_of_keys_gives_the_same_labels(engine, key):
    if engine == "sqlframe" and key in ("nanoseconds", "durations", "nothing"):
        pytest.skip("SQLFrame has no such type")
    table = pa.table({"r": RATINGS["float64"], "k": pa.array(KEYS[key])})
    frame = ALL[engine](table)
    if message := KEYLESS.get((engine, key)):
        for option in ("by", "strata", "clusters"):
            with pytest.raises(nps.InputTypeError, match=f"{option}: column 'k' {message}"):
                nps.from_frame(frame, "r", **{option: "k"})
        return
    found = nps.from_frame(frame, "r", by="k", invalid="drop")
    assert_same(found, expected(table, "r", ["k"]))


@pytest.mark.parametrize("engine", EVERY)
def test_several_keys(engine):
    columns = {
        "r": RATINGS["int64"],
        "shop": pa.array(KEYS["text"]),
        "day": pa.array(KEYS["dates"]),
    }
    table = pa.table(columns)
    found = nps.from_frame(ALL[engine](table), "r", by=["shop", "day"], invalid="drop")
    assert_same(found, expected(table, "r", ["shop", "day"]))
    assert found.key_names == ("shop", "day")


@pytest.mark.parametrize("engine", [*EAGER, "polars lazy", "duckdb", "ibis"])
def test_names_that_a_query_might_stumble_over(engine):
    if engine not in ALL:
        pytest.skip(f"{engine} is not installed")
    columns = {name: pa.array([10, 9, None, 3, 11]) for name in ODD_NAMES}
    if engine == "duckdb" and duckdb.__version__ < "2":
        del columns['a"b']  # it takes the quote for its own
    table = pa.table(columns)
    frame = ALL[engine](table)
    for rating, key in pairwise(columns):
        found = nps.from_frame(frame, rating, by=[key, rating], invalid="drop")
        assert_same(found, expected(table, rating, [key, rating]))


@pytest.mark.parametrize("engine", [x for x in EVERY if not (x.values[0].startswith("dask"))])
@pytest.mark.parametrize("key", KEYS)
def test_hardly_any_rows(engine, key):
    if engine == "sqlframe" and key in ("nanoseconds", "durations", "nothing"):
        pytest.skip("SQLFrame has no such type")
    if (engine, key) in KEYLESS:
        pytest.skip("refused")
    for rows in (0, 1):
        table = pa.table(
            {"r": pa.array([9.0] * rows, pa.float64()), "k": pa.array(KEYS[key])[:rows]}
        )
        found = nps.from_frame(ALL[engine](table), "r", by="k")
        assert found.labels == expected(table, "r", ["k"]).labels
        assert found.key_names == ("k",)
        assert nps.from_frame(ALL[engine](table), "r") == nps.Counts(rows, 0, 0)


@pytest.mark.parametrize("engine", [x for x in EVERY if x.values[0].startswith("dask")])
@pytest.mark.parametrize("rows", [0, 1])
def test_hardly_any_rows_in_dask(engine, rows):
    table = pa.table({"r": pa.array([9.0] * rows, pa.float64()), "k": pa.array(["a"])[:rows]})
    found = nps.from_frame(ALL[engine](table), "r", by="k")
    assert found.labels == ("a",) * rows
    assert found.key_names == ("k",)


@pytest.mark.parametrize("engine", EVERY)
@pytest.mark.parametrize("kind", [pa.null(), pa.string()], ids=str)
def test_a_column_without_a_value_is_all_missing(engine, kind):
    if engine == "sqlframe" and kind == pa.null():
        pytest.skip("SQLFrame has no such type")
    table = pa.table({"r": pa.nulls(2, kind), "k": ["a", "b"], "p": [1, 1], "t": [1, 2]})
    frame = ALL[engine](table)
    assert nps.from_frame(frame, "r") == nps.Counts(0, 0, 0, missing=2)
    assert_same(nps.from_frame(frame, "r", by="k"), expected(table, "r", ["k"]))
    once = nps.from_frame(frame, "r", respondent="p", when="t")
    assert once == nps.Counts(0, 0, 0, missing=1)


def test_a_column_of_objects_is_judged_by_the_values_that_it_has():
    nothing = nps.Counts(0, 0, 0, missing=2)
    for gone in (None, pd.NA, NAN, pd.NaT):
        frame = pd.DataFrame({"r": pd.Series([gone, gone], dtype=object)})
        assert nps.from_frame(frame, "r") == nothing == nps.count(frame["r"])
    assert nps.from_frame(pd.DataFrame(columns=["r", "k"]), "r") == nps.Counts(0, 0, 0)
    late = pd.DataFrame({"r": pd.Series([None] * 150 + [9], dtype=object)})
    assert nps.from_frame(late, "r") == nps.Counts(1, 0, 0, missing=150)
    text = pd.DataFrame({"r": pd.Series([None] * 150 + ["9"], dtype=object)})
    with pytest.raises(nps.RatingTypeError, match=r"holds String.*nps\.parse_ratings"):
        nps.from_frame(text, "r", invalid="drop")
    chunks = [pd.DataFrame({"r": [9, 3]}), pd.DataFrame({"r": [None, None]})]
    assert nps.count_stream(chunks, "r") == nps.Counts(1, 0, 1, missing=2)


@pytest.mark.parametrize("engine", [*EAGER, "polars lazy", "duckdb", "ibis", "sqlframe"])
def test_decimals(engine):
    if engine not in ALL:
        pytest.skip(f"{engine} is not installed")
    frame = ALL[engine](pa.table({"r": DECIMALS}))
    found = nps.from_frame(frame, "r", invalid="drop")
    assert found.distribution == (1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1)
    assert (found.missing, found.invalid) == (7, 4)


#: Engines that answer fast enough for many examples.
SCALES = [
    nps.Scale.conventional(1, 5),
    nps.Scale((-1, 0), (-3, -2), (-5, -4)),
    nps.STANDARD.mirrored(),
]


@pytest.mark.parametrize("engine", sorted(LAZY.keys() - {"dask"}))
@pytest.mark.parametrize("rating", ["float64", "int8", "uint8"])
def test_other_scales(engine, rating):
    table = pa.table({"r": RATINGS[rating]})
    for scale in SCALES:
        found = nps.from_frame(LAZY[engine](table), "r", scale=scale, invalid="drop")
        wanted = nps.count(table["r"].to_pylist(), scale=scale, invalid="drop")
        assert found == wanted
        assert found.distribution == wanted.distribution


#: Scales with levels that a type cannot hold, beside the codes of what is missing or invalid.
WIDE = {
    "int8": (nps.Scale((100, 127), (0, 99), (-9, -1)), [127, 126, 99, None, -1, -128, 0]),
    "uint8": (nps.Scale((200, 255), (100, 199), (-5, 99)), [255, 254, 0, None, 130, 7, 3]),
    "uint64": (nps.Scale((2, 3), (-1, 1), (-5, -2)), [3, 2**64 - 1, 0, None, 2**63, 4, 1]),
    "float32": (
        nps.Scale((2**24, 2**24 + 2), (2**24 - 2, 2**24 - 1), (2**24 - 9, 2**24 - 3)),
        [2.0**24, 2.0**24 + 2, 2.0**24 + 4, None, 2.0**24 - 9, 2.5, 2.0**24 - 1],
    ),
}


@pytest.mark.parametrize("engine", EVERY)
@pytest.mark.parametrize("rating", WIDE)
def test_scales_that_are_wider_than_the_type(engine, rating):
    if engine == "sqlframe" and rating == "uint64":
        pytest.skip("SQLFrame has no such type")
    scale, ratings = WIDE[rating]
    table = pa.table({"r": pa.array(ratings, getattr(pa, rating)())})
    found = nps.from_frame(ALL[engine](table), "r", scale=scale, invalid="drop")
    wanted = nps.count(ratings, scale=scale, invalid="drop")
    assert found == wanted
    assert found.distribution == wanted.distribution


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from([None, NAN, 8.5, -1.0, 11.0, INF]) | st.integers(0, 10).map(float),
            st.sampled_from(["a", "b", "", None]),
            st.sampled_from([1, 2, None]),
        ),
        max_size=30,
    ),
    engine=st.sampled_from(QUICK),
    by=st.sampled_from([["k"], ["j"], ["k", "j"]]),
)
def test_a_frame_counts_as_its_columns_do(rows, engine, by):
    ratings, text, numbers = zip(*rows, strict=True) if rows else ((), (), ())
    table = pa.table(
        {
            "r": pa.array(ratings, pa.float64()),
            "k": pa.array(text, pa.string()),
            "j": pa.array(numbers, pa.int64()),
        }
    )
    found = nps.from_frame(ALL[engine](table), "r", by=by, invalid="drop")
    assert_same(found, expected(table, "r", by))
    assert found.total == nps.from_frame(ALL[engine](table), "r", invalid="drop")


# ---------------------------------------------------------------- back into frames


def test_results_leave_as_arrow_tables():
    found = nps.from_frame(pl.DataFrame({"n": ["a", "b", None], "r": [9, 3, None]}), "r", by="n")
    table = found.to_arrow()
    assert table.column_names[:2] == ["n_label", "n"]
    assert table.schema.field("n_label").type == pa.string()
    assert table.schema.field("promoters").type == pa.int64()
    assert table["n_label"].to_pylist() == ["a", "b", None]
    assert pl.DataFrame(table).select("promoters", "missing").rows() == [(1, 0), (0, 0), (0, 1)]
    assert nps.estimate(found).to_arrow()["score"].to_pylist()[:2] == [100.0, -100.0]
    mixed = nps.Cohorts.from_dict({"a": [9], 1: [3], None: [10]})
    assert mixed.to_arrow()["cohort"].to_pylist() == ["a", "1", None]
    dated = nps.Cohorts.from_dict({START.date(): [9]}, keys=["day"]).to_arrow()
    assert dated.schema.field("day").type == pa.date32()


def test_labels_have_the_types_that_people_expect():
    frame = pd.DataFrame({
        "r": [9, 3, 10], "day": pd.to_datetime(["2024-01-02", "2024-01-01", None]),
        "year": [2024, 2023, None], "kind": pd.Categorical(["b", "a", "b"]),
    })  # fmt: skip
    by_day = nps.from_frame(frame, "r", by="day")
    assert by_day.to_pandas().index.dtype.kind == "M"
    assert by_day.to_polars()["day"].dtype == pl.Datetime("us")
    by_year = nps.from_frame(frame, "r", by="year")
    assert by_year.labels == (2023, 2024, None)
    assert by_year.to_polars()["year"].dtype == pl.Int64
    assert by_year.to_arrow()["year"].type == pa.int64()
    by_kind = nps.from_frame(frame, "r", by="kind").to_pandas()
    assert by_kind.index.tolist() == ["a", "b"]


CONTAINERS = {
    "list": (list, [100.0, 0.0, -100.0, None]),
    "tuple": (tuple, (100.0, 0.0, -100.0, None)),
    "iterator": (iter, [100.0, 0.0, -100.0, None]),
}


@pytest.mark.parametrize(("make", "wanted"), CONTAINERS.values(), ids=CONTAINERS)
def test_points_in_the_container_that_came_in(make, wanted):
    assert nps.to_points(make([10, 7, 6, None])) == wanted


def test_points_in_columns():
    ratings, wanted = [9.0, 8.0, None, 0.0], [100.0, 0.0, None, -100.0]
    series = nps.to_points(pd.Series(ratings, index=list("wxyz"), name="r"))
    assert series.dtype == np.float64
    assert series.index.tolist() == list("wxyz")
    assert series.name == "r"
    assert series.isna().tolist() == [False, False, True, False]
    nullable = nps.to_points(pd.Series([9, None], dtype="Int64"))
    assert nullable.dtype == np.float64
    assert nps.to_points(pd.Index([9, 3], name="r")).equals(pd.Index([100.0, -100.0], name="r"))
    assert nps.to_points(pl.Series("r", ratings)).to_list() == wanted
    assert nps.to_points(pl.Series("r", ratings)).name == "r"
    assert nps.to_points(pa.array(ratings)).to_pylist() == wanted
    assert nps.to_points(pa.chunked_array([ratings])).to_pylist() == wanted
    wrapped = nps.to_points(narwhals.from_native(pl.Series("r", ratings), series_only=True))
    assert wrapped.to_list() == wanted
    for home in (narwhals, nw):
        series = home.from_native(pl.Series("r", ratings), series_only=True)
        assert type(nps.to_points(series)) is type(series)
        assert type(nps.classify(series)) is type(series)
    array = nps.to_points(np.array([9, 8, np.nan, 0]))
    np.testing.assert_array_equal(array, [100.0, 0.0, np.nan, -100.0])
    assert nps.to_points(9) == 100.0
    assert nps.to_points(None) is None
    with pytest.raises(nps.RatingError, match="11 at position 1"):
        nps.to_points([9, 11])
    assert nps.to_points([9, 11], invalid="drop") == [100.0, None]


@given(st.lists(st.integers(0, 10), min_size=1))
def test_the_mean_of_the_points_is_the_score(ratings):
    assert np.mean(nps.to_points(ratings)) == pytest.approx(nps.score(ratings), abs=1e-12)
