"""Every engine gives the same table, bit for bit, whatever the columns hold."""

from __future__ import annotations

import datetime as dt
import math
import sys
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
from engines import ALL, EAGER, LAZY
from frame_tables import (
    DESIGNS,
    INF,
    KEYS,
    NAN,
    PEOPLE,
    RATINGS,
    START,
    SURVEY,
    assert_same,
    assert_same_survey,
    columns_of,
    expected,
    one_answer_each,
)
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._sources import engines, frames, survey_frames

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


#: Dask needs about a second for each question.
EVERY = [pytest.param(x, marks=pytest.mark.slow if "dask" in x else ()) for x in ALL]


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
QUICK = [*EAGER, "polars lazy", "duckdb"]
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


# ---------------------------------------------------------------- one answer of each person


@pytest.mark.parametrize("keep", ["latest", "first"])
@pytest.mark.parametrize("engine", EVERY)
def test_one_answer_of_each_person(engine, keep):
    keys, people, days, ratings = (list(column) for column in zip(*PEOPLE, strict=True))
    times = [START + dt.timedelta(days=day) for day in days]
    frame = ALL[engine](pa.table({"r": ratings, "k": keys, "p": people, "t": times}))
    found = nps.from_frame(frame, "r", by="k", respondent="p", when="t", keep=keep, invalid="drop")
    assert_same(found, one_answer_each(PEOPLE, keep))


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["a", "b", None]),
            st.sampled_from([1, 2, 3, None]),
            st.integers(0, 3),
            st.sampled_from([None, 0, 3, 7, 9, 10, 11]),
        ),
        min_size=1,
        max_size=25,
    ),
    engine=st.sampled_from(QUICK),
    keep=st.sampled_from(["latest", "first"]),
)
def test_each_person_counts_once(rows, engine, keep):
    keys, people, times, ratings = zip(*rows, strict=True)
    table = pa.table({
        "r": pa.array(ratings, pa.int64()), "k": pa.array(keys, pa.string()),
        "p": pa.array(people, pa.int64()),
        "t": pa.array([START + dt.timedelta(days=t) for t in times]),
    })  # fmt: skip
    frame = ALL[engine](table)
    found = nps.from_frame(frame, "r", by="k", respondent="p", when="t", keep=keep, invalid="drop")
    assert_same(found, one_answer_each(rows, keep))


@pytest.mark.parametrize("engine", [*EAGER, "polars lazy", "duckdb", "ibis"])
@pytest.mark.parametrize("keep", ["latest", "first"])
def test_durations_that_say_when(engine, keep):
    if engine not in ALL:
        pytest.skip(f"{engine} is not installed")
    times = [dt.timedelta(days=3), dt.timedelta(seconds=1), dt.timedelta(days=-1), None]
    frame = ALL[engine](pa.table({"r": [10, 8, 3, None], "p": [1, 1, 1, 2], "t": times}))
    found = nps.from_frame(frame, "r", respondent="p", when="t", keep=keep)
    wanted = {"latest": nps.Counts(1, 0, 0, missing=1), "first": nps.Counts(0, 0, 1, missing=1)}
    assert found == wanted[keep]


def test_a_large_file_is_read_once(monkeypatch):
    fetched = []

    def collect(rows):
        fetched.append(rows)
        return engines.collect(rows)

    monkeypatch.setattr(frames, "collect", collect)
    frame = pl.LazyFrame({"r": [9, 3, 11], "p": [1, None, None], "t": [1, 2, 3]})
    found = nps.from_frame(frame, "r", respondent="p", when="t", invalid="drop")
    assert found == nps.Counts(1, 0, 1, invalid=1)
    (plan,) = fetched
    assert plan.to_native().explain().count("DF [") == 1


# ---------------------------------------------------------------- surveys


SIZES = {"x": 8, "y": 9, "z": 7}


@pytest.mark.parametrize("design", ["clusters", "both"])
@pytest.mark.parametrize("engine", EVERY)
def test_a_survey_in_a_frame_is_that_of_its_columns(engine, design):
    table, options = pa.table(SURVEY), DESIGNS[design]
    frame, columns = ALL[engine](table), columns_of(pa.table(SURVEY), options)
    found = nps.from_frame(frame, "r", invalid="drop", **options)
    assert_same_survey(found, nps.SurveySample(SURVEY["r"], invalid="drop", **columns))
    assert found.standard_error > 0.0
    by = nps.from_frame(frame, "r", by=["k", "j"], invalid="drop", **options)
    keys = {name: SURVEY[name] for name in "kj"}
    wanted = nps.survey_by(SURVEY["r"], keys, invalid="drop", order="sorted", **columns)
    assert by.labels == wanted.labels
    assert by.key_names == wanted.key_names == ("k", "j")
    for label in wanted:
        assert_same_survey(by[label], wanted[label])
    np.testing.assert_allclose(by.covariance(), wanted.covariance(), rtol=1e-12, atol=1e-8)
    assert_same_survey(by.total, found)


#: Dyadic weights, whose sums are exact, and others.
WEIGHTS = st.sampled_from([0.0, 0.25, 1.0, 3.0]) | st.floats(1e-3, 1e3)


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from([None, 8.5, 11.0]) | st.integers(0, 10).map(float),
            WEIGHTS,
            st.sampled_from(["x", "y"]),
            st.integers(0, 3),
            st.sampled_from(["a", "b", None]),
        ),
        max_size=30,
    ),
    engine=st.sampled_from(["polars lazy", "duckdb", "pandas"]),
    design=st.sampled_from(sorted(DESIGNS)),
)
def test_any_survey_in_a_frame_is_that_of_its_columns(rows, engine, design):
    kinds = [pa.float64(), pa.float64(), pa.string(), pa.int64(), pa.string()]
    columns = zip(*rows, strict=True) if rows else [()] * 5
    table = pa.table(
        [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)], list("rwsck")
    )
    options, ratings = DESIGNS[design], table["r"].to_pylist()
    columns = columns_of(table, options)
    found = nps.from_frame(ALL[engine](table), "r", invalid="drop", **options)
    assert_same_survey(found, nps.SurveySample(ratings, invalid="drop", **columns))
    by = nps.from_frame(ALL[engine](table), "r", by="k", invalid="drop", **options)
    keys = {"k": table["k"].to_pylist()}
    wanted = nps.survey_by(ratings, keys, invalid="drop", order="sorted", **columns)
    assert by.labels == wanted.labels
    for label in wanted:
        assert_same_survey(by[label], wanted[label])


@pytest.mark.parametrize("engine", sorted(LAZY.keys() - {"dask", "dask arrow"}))
@pytest.mark.parametrize(
    "kind", [pa.float32(), pa.int8(), pa.int64(), pa.decimal128(6, 2)], ids=str
)
def test_weights_of_every_type(engine, kind):
    weights = [2, 1, 0, 3, 100]
    table = pa.table({"r": [10, 3, 9, 8, 0], "w": pa.array(map(Decimal, weights)).cast(kind)})
    found = nps.from_frame(LAZY[engine](table), "r", weight="w")
    assert_same_survey(found, nps.SurveySample(table["r"].to_pylist(), weights=weights))


@pytest.mark.parametrize("engine", sorted(LAZY.keys() - {"dask", "dask arrow"}))
@pytest.mark.parametrize("design", DESIGNS)
def test_sums_that_are_exact_make_equal_surveys(engine, design):
    weights = [0.25, 1.0, 3.0, 0.0, 0.5, 2.0, 1.0, 1.0, 4.0, 0.0, 1.0, 1.0, 2.0]
    table = pa.table(SURVEY | {"w": weights, "r": [5, 1, 3, 4, 5, None, 2, 5, 0, 4, 5, 1, 3]})
    options = {"scale": nps.Scale.conventional(1, 5), "invalid": "drop"}
    found = nps.from_frame(LAZY[engine](table), "r", **options, **DESIGNS[design])
    columns = columns_of(table, DESIGNS[design])
    assert found == nps.SurveySample(table["r"].to_pylist(), **options, **columns)


def test_strata_that_are_keys_too():
    table = pa.table(SURVEY)
    found = nps.from_frame(LAZY["duckdb"](table), "r", by="s", strata="s", invalid="drop")
    wanted = nps.survey_by(
        SURVEY["r"], SURVEY["s"], strata=SURVEY["s"], order="sorted", invalid="drop"
    )
    assert found.labels == wanted.labels
    for label in wanted:
        assert_same_survey(found[label], wanted[label])


def test_only_totals_leave_the_engine(monkeypatch):
    fetched = []

    def collect(rows):
        fetched.append(engines.collect(rows))
        return fetched[-1]

    monkeypatch.setattr(survey_frames, "collect", collect)
    rng = np.random.default_rng(1)
    frame = pl.LazyFrame({
        "r": rng.integers(0, 11, 20_000), "w": rng.random(20_000), "s": rng.integers(0, 2, 20_000),
        "c": rng.integers(0, 5, 20_000), "k": rng.integers(0, 3, 20_000), "w2": rng.random(20_000),
    }).with_columns(size=90 + pl.col("s"))  # fmt: skip
    nps.from_frame(frame, "r", weight="w")
    nps.from_frame(frame, "r", by="k", weight="w", strata="s", clusters="c")
    nps.from_frame(frame, "r", by="k", weight="w", strata="s", clusters="c", population="size")
    assert [len(table) for table in fetched] == [11, 11 * 3 * 2 * 5, 11 * 3 * 2 * 5]
    with pytest.raises(nps.OptionError, match=r"population must be one number in each"):
        nps.from_frame(frame, "r", weight="w", population="w2")  # an answer as small
    assert len(fetched[-1]) == 11


#: Each way to say the size of a population, with what `SurveySample` takes for it.
POPULATIONS = {
    "column": ({"weight": "w", "clusters": "c", "population": "all"}, 20),
    "number": ({"clusters": "c", "population": 20}, 20),
    "column of strata": ({"weight": "w", "strata": "s", "population": "size"}, SIZES),
    "column of clusters": (DESIGNS["both"] | {"population": "size"}, SIZES),
    "mapping": (DESIGNS["both"] | {"population": SIZES}, SIZES),
}


@pytest.mark.parametrize("kind", POPULATIONS)
@pytest.mark.parametrize("engine", EVERY)
def test_a_population_in_a_frame_is_that_of_its_columns(engine, kind):
    options, size = POPULATIONS[kind]
    table = pa.table(SURVEY)
    named = {option: name for option, name in options.items() if option != "population"}
    beside = {"degrees_of_freedom": 7, "lonely": "adjust", "invalid": "drop"}
    columns = columns_of(table, named) | {"population": size} | beside
    frame = ALL[engine](table)
    found = nps.from_frame(frame, "r", **options, **beside)
    wanted = nps.SurveySample(SURVEY["r"], **columns)
    assert_same_survey(found, wanted)
    assert (found.degrees_of_freedom, found.lonely) == (7, "adjust")
    endless = nps.from_frame(frame, "r", **named, **beside)
    assert 0.0 < found.standard_error < endless.standard_error
    by = nps.from_frame(frame, "r", by="k", **options, **beside)
    groups = nps.survey_by(SURVEY["r"], SURVEY["k"], order="sorted", **columns)
    assert by.labels == groups.labels
    for label in groups:
        assert_same_survey(by[label], groups[label])
    np.testing.assert_allclose(by.covariance(), groups.covariance(), rtol=1e-12, atol=1e-8)


@given(
    rows=st.lists(
        st.tuples(st.integers(0, 10), st.sampled_from("xyz"), st.integers(0, 3)), max_size=20
    ),
    sizes=st.fixed_dictionaries({stratum: st.integers(20, 99) for stratum in "xyz"}),
    engine=st.sampled_from(["polars lazy", "duckdb", "pandas", "polars", "pyarrow"]),
    clusters=st.booleans(),
)
def test_any_population_in_a_frame_is_that_of_its_columns(rows, sizes, engine, clusters):
    ratings, strata, shops = (list(x) for x in zip(*rows, strict=True)) if rows else ([], [], [])
    table = pa.table({
        "r": pa.array(ratings, pa.int64()), "s": pa.array(strata, pa.string()),
        "c": pa.array(shops, pa.int64()), "size": pa.array([sizes[h] for h in strata], pa.int32()),
    })  # fmt: skip
    options = {"strata": "s", "population": "size", "lonely": "average"}
    columns = {"strata": strata, "population": sizes, "lonely": "average"}
    if clusters:
        options, columns = options | {"clusters": "c"}, columns | {"clusters": shops}
    found = nps.from_frame(ALL[engine](table), "r", **options)
    assert_same_survey(found, nps.SurveySample(ratings, **columns))


@pytest.mark.parametrize("engine", [*EAGER, *sorted(LAZY.keys() - {"dask", "dask arrow"})])
@pytest.mark.parametrize(
    "kind", [pa.float64(), pa.float32(), pa.int8(), pa.uint16(), pa.decimal128(6, 2)], ids=str
)
def test_populations_of_every_type(engine, kind):
    if engine == "sqlframe" and kind == pa.uint16():
        pytest.skip("SQLFrame has no such type")
    sizes = pa.array(map(Decimal, [40, 50, 40, 50])).cast(kind)
    table = pa.table({"r": [10, 3, 9, 8], "s": [1.0, 2.5, 1.0, 2.5], "size": sizes})
    found = nps.from_frame(ALL[engine](table), "r", strata="s", population="size")
    wanted = nps.SurveySample([10, 3, 9, 8], strata=[1, 2.5, 1, 2.5], population={1: 40, 2.5: 50})
    assert_same_survey(found, wanted)


@pytest.mark.parametrize("engine", ["pandas", "polars", "pandas arrow", "polars lazy", "duckdb"])
@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ([9, 9, None, 9], "population must be finite and not negative, got nan (at|in a row)"),
        ([9, 9, NAN, 9], "population must be finite and not negative, got nan (at|in a row)"),
        ([9, -2, 9, 9], r"population must be finite and not negative, got -2\.0 (at|in a row)"),
        ([9, 9, 9, 8], r"one number in each stratum, but column 'size' has 8\.0 and 9\.0\."),
        ([8.5] * 4, r"population, column 'size', must be a whole number, got 8\.5"),
        ([INF] * 4, "population.* must be .*, got inf"),
        ([3] * 4, "the sample has 4 of 3"),
    ],
)
def test_populations_that_are_refused(engine, sizes, message):
    table = pa.table({"r": [10, 9, 8, 3], "w": [1.0] * 4, "size": pa.array(sizes, pa.float64())})
    with pytest.raises(nps.OptionError, match=message):
        nps.from_frame(ALL[engine](table), "r", weight="w", population="size")


@pytest.mark.parametrize("engine", ["polars", "polars lazy"])
def test_arguments_of_a_design_that_are_refused(engine):
    table = pa.table({
        "r": [10, 9, 8, 3], "s": ["x", "x", "y", "y"], "size": [9, 8, 9, 9], "t": list("1234"),
        "lost": ["x", None, "y", "y"],
    })  # fmt: skip
    frame = ALL[engine](table)

    def refused(error, match, **options):
        with pytest.raises(error, match=match):
            nps.from_frame(frame, "r", **options)

    refused(nps.OptionError, "'size' in stratum 'x' has 8.0 and 9.0", strata="s", population="size")
    refused(nps.OptionError, "population must be a column.*'r', 's'", strata="s", population="M")
    refused(nps.InputTypeError, "population must be numbers", strata="s", population="t")
    refused(nps.OptionError, "population must say for each stratum", strata="s", population=90)
    refused(nps.OptionError, "no entry for the stratum 'y'", strata="s", population={"x": 9})
    refused(nps.OptionError, "strata must be given too", clusters="s", population={"x": 9})
    refused(nps.OptionError, "strata must be known", strata="lost", population="size")
    refused(nps.InputTypeError, "several stages go .*SurveySample", clusters="s", population=(5, 9))
    refused(nps.InputTypeError, "population must be a whole", clusters="s", population=b"size")
    refused(nps.InputTypeError, "clusters must be the name of a column", clusters=["s", "t"])
    refused(nps.OptionError, "lonely must be one of", strata="s", lonely="merge")
    refused(nps.OptionError, "degrees_of_freedom must be above", strata="s", degrees_of_freedom=0)
    for alone in ({"population": 90}, {"degrees_of_freedom": 3}, {"lonely": "adjust"}):
        (name,) = alone
        refused(nps.OptionError, f"{name} belongs to a survey: give weight, strata", **alone)


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_an_engine_answers_means_nothing(random):
    rows = list(zip(*(SURVEY[name] for name in "rwsck"), strict=True))
    random.shuffle(rows)
    shuffled = pl.DataFrame(rows, schema=list("rwsck"), orient="row").lazy()
    ordered = pl.DataFrame({name: SURVEY[name] for name in "rwsck"}).lazy()
    options = DESIGNS["both"] | {"by": "k", "invalid": "drop"}
    drawn = [
        nps.from_frame(frame, "r", **options).with_replicates("bootstrap", n_replicates=20, rng=1)
        for frame in (shuffled, ordered)
    ]
    np.testing.assert_allclose(
        drawn[0].describe().standard_error, drawn[1].describe().standard_error, rtol=1e-9
    )


@pytest.mark.parametrize("engine", [x for x in EVERY if x.values[0] in LAZY])
def test_every_engine_finds_the_weights_that_are_refused(engine):
    weights = [1.0, None, NAN, INF, -INF, -2.0, -1e-300, 1e-101, 1e101, 0.0, -0.0, 1e-99, 1e99]
    table = pa.table({"r": [10] * 13, "w": weights})
    with pytest.raises(nps.OptionError, match=r"weights must be .* and at 7 more"):
        nps.from_frame(LAZY[engine](table), "r", weight="w")
    good = nps.from_frame(LAZY[engine](table.slice(9)), "r", weight="w")
    assert (good.n, good.sum_of_weights) == (2, 1e99)


@pytest.mark.parametrize("engine", ["polars lazy", "duckdb"])
@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([1.0, -2.0, 1.0, 0.0], r"got -2\.0 in a row of column 'w'; engines know no positions"),
        ([1.0, INF, 1.0, 0.0], r"got inf in a row of column 'w'; engines"),
        ([1.0, None, 1.0, 0.0], r"got nan in a row of column 'w'; engines"),
        ([1.0, NAN, 1.0, 0.0], r"got nan in a row of column 'w'; engines"),
        ([1.0, 1e-200, 1.0, 0.0], r"got 1e-200 in a row"),
        ([1.0, 1e200, 1.0, 0.0], r"got 1e\+200 in a row"),
        ([1.0, -1.0, -1.0, -1.0], r"got -1\.0 in a row of column 'w' and at 2 more; engines"),
    ],
)
def test_an_engine_says_what_is_wrong_with_weights(engine, weights, message):
    columns = {"r": [10, 9, None, 3], "w": pa.array(weights, pa.float64())}
    with pytest.raises(
        nps.OptionError, match=f"weights must be finite and not negative, {message}"
    ):
        nps.from_frame(ALL[engine](pa.table(columns)), "r", weight="w")
    with pytest.raises(nps.OptionError, match="weights must be finite and not negative, got"):
        nps.SurveySample(columns["r"], weights=weights)  # the same without an engine


def test_surveys_that_an_engine_refuses():
    frame = pl.LazyFrame({
        "r": [10, 9, 11, 3], "w": [1, 1, 0, 1], "t": list("1101"), "b": [True] * 4,
        "s": ["x", None, "x", None], "c": [1.0, 2.0, NAN, 3.0],
    })  # fmt: skip

    def refused(error, match, invalid="drop", **options):
        with pytest.raises(error, match=match):
            nps.from_frame(frame, "r", invalid=invalid, **options)

    refused(nps.RatingError, "1 answers in column 'r'.*11", invalid="raise", weight="w")
    refused(nps.InputTypeError, "weights must be numbers, but column 't' holds String", weight="t")
    refused(nps.InputTypeError, "weights must be numbers, but column 'b' holds Bool", weight="b")
    refused(nps.OptionError, "strata must be known .* 's' has none in 2 rows", strata="s")
    refused(nps.OptionError, "clusters must be known .* 'c' has none in 1 row.", clusters="c")
    refused(nps.OptionError, "invalid must be one of", invalid="keep", weight="w")
    refused(nps.OptionError, "strata must be a column", strata="q")
    refused(nps.InputTypeError, "scale must be", scale="0-10", weight="w")


# ---------------------------------------------------------------- what is refused


FRAME = pl.DataFrame({
    "r": [10, 9, None, 11], "p": [1, 1, 2, 2], "t": [1.0, None, float("nan"), 2.0],
    "text": list("9876"), "truth": [True] * 4, "day": [START.date()] * 4, "lists": [[1]] * 4,
})  # fmt: skip
LOCATIONS = {"memory": FRAME, "engine": FRAME.lazy()}


@pytest.mark.parametrize("frame", LOCATIONS.values(), ids=LOCATIONS)
def test_columns_that_are_no_ratings_are_refused(frame):
    advice = r"nps\.parse_ratings" if frame is FRAME else "CAST it to a number first"
    with pytest.raises(nps.RatingTypeError, match=rf"'text' holds String.*{advice}"):
        nps.from_frame(frame, "text", invalid="drop")
    with pytest.raises(nps.RatingTypeError, match=r"holds Boolean.*no ratings"):
        nps.from_frame(frame, "truth", invalid="drop")
    for name, kind in {"day": "Date", "lists": "List"}.items():
        with pytest.raises(nps.RatingTypeError, match=rf"holds {kind}.*convert it first"):
            nps.from_frame(frame, name, invalid="drop")


@pytest.mark.parametrize("frame", LOCATIONS.values(), ids=LOCATIONS)
def test_arguments_that_do_not_fit_are_refused(frame):
    def refused(error, match, rating="r", **options):
        with pytest.raises(error, match=match):
            nps.from_frame(frame, rating, **options)

    refused(nps.OptionError, r"rating must be a column.*there are 'r', 'p'", rating="score")
    refused(nps.OptionError, "Did you mean 'text'", rating="texts")
    refused(nps.InputTypeError, "rating must be the name of a column", rating=0)
    refused(nps.OptionError, "by must be a column", by="shop")
    refused(nps.OptionError, "by must name distinct columns", by=[])
    refused(nps.OptionError, "by must name distinct columns", by=["p", "p"])
    refused(nps.InputTypeError, "by must be a column name", by=5)
    refused(nps.InputTypeError, "by must be a column name", by=b"p")
    refused(nps.OptionError, "respondent needs when", respondent="p")
    refused(nps.OptionError, "when needs respondent", when="t")
    refused(nps.OptionError, "respondent must be a column", respondent="q", when="t")
    refused(nps.OptionError, "when must be a column", respondent="p", when="u")
    refused(nps.InputTypeError, "'text', which|'text' holds String", respondent="p", when="text")
    refused(nps.OptionError, "keep must be one of", keep="all")
    refused(nps.OptionError, "keep must be one of", keep="all", weight="t")
    refused(nps.OptionError, "keep needs respondent", keep="first")
    refused(nps.OptionError, "keep cannot be combined", respondent="p", when="t", weight="t")
    refused(nps.OptionError, "keep cannot be combined", keep="first", weight="t")
    refused(nps.OptionError, "weight must be a column", weight="w")
    refused(nps.RatingError, "11")
    refused(nps.RatingError, "11", respondent="p", when="p")
    refused(
        nps.OptionError, "1 valid answers of named .* have no time",
        respondent="p", when="t", invalid="drop",
    )  # fmt: skip


def test_names_that_stand_twice_are_refused():
    twice = pd.DataFrame([[9, 1, 2]], columns=["r", "x", "x"])
    for frame in (twice, pa.table([[9], [1], [2]], names=["r", "x", "x"])):
        with pytest.raises(nps.OptionError, match=r"a name for each column.*\n.*'x' 2 times"):
            nps.from_frame(frame, "r")


@pytest.mark.parametrize(
    "day", ["'infinity'::date", "'infinity'::timestamptz", "'0044-03-15 (BC)'::date"]
)
def test_days_that_python_cannot_hold_are_refused(day):
    frame = duckdb.sql(f"SELECT 9 AS r, {day} AS day")
    for option in ("by", "strata"):
        with pytest.raises(nps.OptionError, match="column 'day' holds a time that Python cannot"):
            nps.from_frame(frame, "r", **{option: "day"})


def test_dates_of_python_that_say_when_are_refused():
    frame = pd.DataFrame({"r": [9], "p": [1], "t": [START.date()]})
    with pytest.raises(nps.InputTypeError, match=r"'t' holds Object.*pd\.to_datetime"):
        nps.from_frame(frame, "r", respondent="p", when="t")


def test_off_scale_answers_of_an_engine_are_shown():
    frame = pl.LazyFrame({"r": [8.5, 11.0, -1.0, 12.0, math.inf, 99.0, 9.0]})
    with pytest.raises(nps.RatingError, match=r"6 answers in column 'r'.*8\.5, .*, \.\.\."):
        nps.from_frame(frame, "r")


def test_what_is_no_frame_is_refused(monkeypatch):
    for wrong in (None, 5, "answers", [10, 9], {"r": [9]}, pd.Series([9]), np.zeros((2, 2))):
        with pytest.raises(nps.InputTypeError, match="frame must be a data frame or relation"):
            nps.from_frame(wrong, "r")
    wide = pl.DataFrame({f"c{i}": [1] for i in range(9)})
    with pytest.raises(nps.OptionError, match=r"'c7', \.\.\."):
        nps.from_frame(wide, "r")
    monkeypatch.setitem(sys.modules, "narwhals.stable.v2", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'nps\[frames\]'"):
        nps.from_frame(FRAME, "r")


# ---------------------------------------------------------------- what else is taken


def test_frames_of_narwhals_and_batches_of_arrow():
    wanted = nps.Counts(2, 0, 0, missing=1, invalid=1)
    batch = FRAME.select("r").to_arrow().to_batches()[0]
    for frame in (nw.from_native(FRAME), narwhals.from_native(FRAME.lazy()), batch):
        assert nps.from_frame(frame, "r", invalid="drop") == wanted


def test_columns_of_objects_and_categories_in_memory():
    objects = pd.DataFrame({"r": pd.Series([9, None, "x", 10.0], dtype=object), "t": [1, 2, 3, 4]})
    wanted = nps.Counts(2, 0, 0, missing=1, invalid=1)
    assert nps.from_frame(objects, "r", invalid="drop") == wanted
    people = {"respondent": "t", "when": "t"}
    assert nps.from_frame(objects, "r", invalid="drop", **people) == wanted
    with pytest.raises(nps.RatingError, match="'x' at position 2"):
        nps.from_frame(objects, "r", **people)
    categories = pd.DataFrame({"r": pd.Categorical([9, 3, None])})
    assert nps.from_frame(categories, "r") == nps.Counts(1, 0, 1, missing=1)
    ordered = pd.Categorical([10, 3, None], categories=range(11), ordered=True)
    frame = pd.DataFrame({"r": ordered, "t": [1, 2, 3]})
    assert nps.from_frame(frame, "r") == nps.Counts(1, 0, 1, missing=1) == nps.count(ordered)
    assert nps.from_frame(frame, "r", **people) == nps.Counts(1, 0, 1, missing=1)


@pytest.mark.parametrize(
    ("version", "engine"),
    [("1.0.0", "cpu"), ("1.24.0", "cpu"), ("1.25.2", "streaming"), ("2.1.0", "streaming")],
)
def test_polars_streams_from_the_version_that_knows_how(monkeypatch, version, engine):
    asked, given = [], pl.LazyFrame.collect
    monkeypatch.setattr(pl, "__version__", version)
    monkeypatch.setattr(
        pl.LazyFrame, "collect", lambda rows, **how: asked.append(how) or given(rows, **how)
    )
    assert nps.from_frame(pl.LazyFrame({"r": [9]}), "r") == nps.Counts(1, 0, 0)
    assert asked == [{"engine": engine}]


@pytest.mark.parametrize("installed", ["polars", "pandas"])
def test_an_answer_comes_back_in_what_is_installed(monkeypatch, installed):
    monkeypatch.setattr(engines, "find_spec", lambda name: name == installed or None)
    frame = LAZY["duckdb"](pa.table({"r": [9, 3, None], "k": ["a", "a", None]}))
    assert nps.from_frame(frame, "r", by="k")["a"] == nps.Counts(1, 0, 1)


def test_the_rarer_people():
    frame = pl.LazyFrame({
        "r": [9, 3, 10, None, 11], "p": [1.0, 1.0, float("nan"), 2.0, 2.0],
        "t": [1.0, float("nan"), 1.0, 1.0, 1.0],
    })  # fmt: skip
    with pytest.raises(nps.OptionError, match="1 valid answers"):  # NaN is no time
        nps.from_frame(frame, "r", respondent="p", when="t", invalid="drop")
    dated = frame.with_columns(t=pl.col("t").fill_nan(0.0))
    found = nps.from_frame(dated, "r", respondent="p", when="t", invalid="drop")
    assert found == nps.Counts(2, 0, 0, invalid=1)  # NaN is nobody; 2 has no valid answer
    mirrored = nps.STANDARD.mirrored()
    tied = pl.LazyFrame({"r": [0, 10], "p": [1, 1], "t": [1, 1]})
    options = {"respondent": "p", "when": "t"}
    assert nps.from_frame(tied, "r", **options) == nps.Counts(0, 0, 1)
    assert nps.from_frame(tied, "r", scale=mirrored, **options) == nps.Counts(0, 0, 1)


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
