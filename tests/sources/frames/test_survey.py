"""A survey in a frame is that of its columns, whatever engine adds it up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from engines import ALL, EAGER, EVERY, LAZY
from frame_tables import (
    DESIGNS,
    INF,
    NAN,
    SURVEY,
    assert_same_survey,
    columns_of,
)
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._sources.frames import found as answers
from nps._sources.frames import opened
from nps._sources.frames.found import collect as collected

#: Its support is moving to a package of its own; until then it works.
pytestmark = pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning")

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
        fetched.append(collected(rows))
        return fetched[-1]

    monkeypatch.setattr(answers, "collect", collect)
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
    refused(nps.InputTypeError, "several stages need the columns", clusters="s", population=(5, 9))
    refused(nps.InputTypeError, "population must be a whole", clusters="s", population=b"size")
    refused(nps.InputTypeError, "clusters must be the name of a column", clusters=["s", 5])
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


def staged(seed: int = 3) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    district = np.repeat(np.arange(8), 12)
    return {
        "rating": rng.integers(0, 11, 96),
        "w": rng.uniform(0.5, 2.0, 96),
        "district": district,
        "school": district * 10 + np.tile(np.repeat(np.arange(3), 4), 8),
        "group": rng.choice(["a", "b"], 96),
        "rep1": rng.uniform(0.0, 2.0, 96),
        "rep2": rng.uniform(0.0, 2.0, 96),
        "rep3": rng.uniform(0.0, 2.0, 96),
    }


@pytest.mark.parametrize("engine", EVERY)
def test_stages_and_replicates_of_a_frame_are_those_of_its_columns(engine):
    data = staged()
    frame = ALL[engine](pa.table(data))
    stages = ["district", "school"]
    sizes = (40, dict.fromkeys(range(8), 9))
    options = {"weights": data["w"], "clusters": {name: data[name] for name in stages}}
    found = nps.from_frame(frame, "rating", weight="w", clusters=stages, population=sizes)
    plain = nps.SurveySample(data["rating"], population=sizes, **options)
    assert found.standard_error == pytest.approx(plain.standard_error, rel=1e-12)
    one = nps.from_frame(frame, "rating", weight="w", clusters=["district"], by="group")
    same = nps.from_frame(frame, "rating", weight="w", clusters="district", by="group")
    assert one.covariance() == pytest.approx(same.covariance())
    names = ["rep1", "rep2", "rep3"]
    replicated = nps.from_frame(
        frame, "rating", weight="w", replicate_weights=names, replication="bootstrap"
    )
    columns = np.column_stack([data[name] for name in names])
    expected = nps.SurveySample(
        data["rating"], weights=data["w"], replicate_weights=columns, replication="bootstrap"
    )
    assert replicated.standard_error == pytest.approx(expected.standard_error, rel=1e-12)
    groups = nps.from_frame(
        frame, "rating", by="group", weight="w", replicate_weights=names, replication="bootstrap"
    )
    by_hand = nps.survey_by(
        data["rating"], data["group"], weights=data["w"], replicate_weights=columns,
        replication="bootstrap", order="sorted",
    )  # fmt: skip
    assert groups.covariance() == pytest.approx(by_hand.covariance())


def test_stages_and_replicates_that_are_refused():
    frame = pl.DataFrame(staged())
    lazy = frame.lazy()
    for error, said, clusters in [
        (nps.InputTypeError, "clusters must be a list of column names", 5),
        (nps.InputTypeError, "clusters must be a list of column names", []),
        (nps.OptionError, "clusters", ["shop"]),
    ]:
        with pytest.raises(error, match=said):
            nps.from_frame(lazy, "rating", clusters=clusters)
    with pytest.raises(nps.OptionError, match="replicate_weights must be a column of the frame"):
        nps.from_frame(lazy, "rating", replicate_weights=["rep0"], replication="bootstrap")
    with pytest.raises(nps.OptionError, match="weights must be finite and not negative"):
        nps.from_frame(lazy.with_columns(w=-1.0), "rating", weight="w", clusters=["district"])
    with pytest.raises(nps.RatingError, match="11"):
        nps.from_frame(lazy.with_columns(rating=11), "rating", clusters=["district", "school"])
    with pytest.raises(nps.InputTypeError, match="replicate_weights must be a list"):
        nps.from_frame(frame, "rating", replicate_weights="rep1", replication="bootstrap")
    with pytest.raises(nps.OptionError, match="replication belongs to a survey"):
        nps.from_frame(frame, "rating", replication="bootstrap")


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from([None, 8.5, 11.0]) | st.integers(0, 10).map(float),
            WEIGHTS,
            st.sampled_from(["n", "s", None]),
            st.integers(0, 3),
            st.integers(0, 2),
            st.floats(0.0, 2.0),
            st.floats(0.0, 2.0),
            st.dates(date(2024, 1, 1), date(2024, 4, 1)),
        ),
        min_size=1,
        max_size=25,
    ).filter(lambda rows: any(row[1] for row in rows)),
    engine=st.sampled_from(["polars lazy", "duckdb"]),
    design=st.sampled_from(["stages", "replicates"]),
    by=st.sampled_from([None, "g", ["g", "day"]]),
)
def test_any_stages_and_replicates_of_an_engine_are_those_of_pandas(rows, engine, design, by):
    names = ("r", "w", "g", "district", "school", "a", "b", "day")
    data = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    table = pa.table(data | {"other": ["x"] * len(rows)})
    options = {
        "stages": {"clusters": ["district", "school"], "lonely": "certainty",
                   "population": (9, dict.fromkeys(range(4), 5))},
        "replicates": {"replicate_weights": ["a", "b"], "replication": "bootstrap"},
    }[design]  # fmt: skip
    if isinstance(by, list):
        options = options | {"period": {"day": "month"}}
    frames = LAZY[engine](table), EAGER["pandas"](table)
    found, wanted = (
        nps.from_frame(frame, "r", by=by, weight="w", invalid="drop", **options) for frame in frames
    )
    if by is None:
        assert_same_survey(found, wanted)
        return
    assert found.labels == wanted.labels
    assert found.key_names == wanted.key_names
    for label in wanted:
        assert_same_survey(found[label], wanted[label])
    np.testing.assert_allclose(found.covariance(), wanted.covariance(), rtol=1e-9, atol=1e-8)


def test_only_the_columns_that_are_named_come_into_memory(monkeypatch):
    come = []

    def collect(rows):
        answer = collected(rows)
        come.append((sorted(answer.columns), len(answer)))
        return answer

    monkeypatch.setattr(opened, "collect", collect)
    frame = pl.DataFrame(staged()).lazy()
    nps.from_frame(frame, "rating", by="group", weight="w", clusters=["district", "school"])
    assert come == [(["district", "group", "rating", "school", "w"], 96)]
