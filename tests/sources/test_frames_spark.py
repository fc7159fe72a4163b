"""The same table from Spark, in local mode: `nox -s spark`. Needs PySpark and Java."""

from __future__ import annotations

import shutil

import pyarrow as pa
import pytest
from frame_tables import (
    DESIGNS,
    KEYS,
    PEOPLE,
    RATINGS,
    SURVEY,
    assert_same,
    assert_same_survey,
    columns_of,
    expected,
    one_answer_each,
)

import nps

pyspark = pytest.importorskip("pyspark", reason="PySpark is not installed")
pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
    pytest.mark.filterwarnings("ignore"),  # PySpark leaves sockets and files to the collector
]
#: Spark has no unsigned numbers.
SIGNED = [name for name in RATINGS if not name.startswith("uint")]


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",  # compiling takes longer than such small data
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.driver.memory": "1g",
        "spark.sql.session.timeZone": "UTC",
    }
    builder = SparkSession.builder.master("local[1]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture
def hold(spark, tmp_path):
    """Return what hands a table to Spark, through a file, so that its types stay as they are."""

    def hand_over(table: pa.Table):
        import pyarrow.parquet as pq

        pq.write_table(table, tmp_path / "answers.parquet", coerce_timestamps="us")
        return spark.read.parquet(str(tmp_path / "answers.parquet"))

    return hand_over


@pytest.mark.parametrize("rating", SIGNED)
def test_every_type_of_ratings_counts_the_same(hold, rating):
    table = pa.table({"r": RATINGS[rating], "k": pa.array(KEYS["text"])})
    found = nps.from_frame(hold(table), "r", by="k", invalid="drop")
    assert_same(found, expected(table, "r", ["k"]))


#: Spark has no time of day and no nanoseconds, Parquet no durations.
SHARED = [key for key in KEYS if key not in ("hours", "nanoseconds", "durations")]


@pytest.mark.parametrize("key", SHARED)
def test_every_type_of_keys_gives_the_same_labels(hold, key):
    table = pa.table({"r": RATINGS["float64"], "k": pa.array(KEYS[key])})
    found = nps.from_frame(hold(table), "r", by="k", invalid="drop")
    assert_same(found, expected(table, "r", ["k"]))


def test_each_person_counts_once(hold):
    keys, people, times, ratings = (list(column) for column in zip(*PEOPLE, strict=True))
    frame = hold(pa.table({"r": ratings, "k": keys, "p": people, "t": times}))
    for keep in ("latest", "first"):
        found = nps.from_frame(
            frame, "r", by="k", respondent="p", when="t", keep=keep, invalid="drop"
        )
        assert_same(found, one_answer_each(PEOPLE, keep))


def test_a_survey_is_that_of_its_columns(hold):
    table, options = pa.table(SURVEY), DESIGNS["both"]
    columns = columns_of(table, options)
    found = nps.from_frame(hold(table), "r", invalid="drop", **options)
    assert_same_survey(found, nps.SurveySample(SURVEY["r"], invalid="drop", **columns))
    by = nps.from_frame(hold(table), "r", by="k", invalid="drop", weight="w")
    wanted = nps.survey_by(
        SURVEY["r"], SURVEY["k"], weights=SURVEY["w"], order="sorted", invalid="drop"
    )
    assert by.labels == wanted.labels
    for label in wanted:
        assert_same_survey(by[label], wanted[label])
    bad = hold(pa.table({"r": [9, 9, 3], "w": [1.0, None, float("nan")]}))
    with pytest.raises(nps.OptionError, match="got nan in a row of column 'w' and at 1 more"):
        nps.from_frame(bad, "r", weight="w")


def test_off_scale_answers_are_shown(hold):
    with pytest.raises(nps.RatingError, match=r"1 answers in column 'r' .* 11"):
        nps.from_frame(hold(pa.table({"r": [9, 11, None]})), "r")


def test_the_query_as_text(spark, hold):
    table = pa.table({"r": RATINGS["float64"], "k": pa.array(KEYS["text"])})
    hold(table).createOrReplaceTempView("answers")
    rows = spark.sql(nps.counts_query("answers", "r", by="k", dialect="spark")).collect()
    found = nps.Cohorts.from_rows(rows, keys=["k"], invalid="drop")
    assert_same(found, expected(table, "r", ["k"]))
