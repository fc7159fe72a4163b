"""Chunks, files and saved states give what all answers at once give."""

from __future__ import annotations

import gzip
import json
import sys
import warnings

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_lists, lists_with_missing, rating_lists

import nps
from nps._sources import streams
from nps._sources.reading.counts import tally
from nps._sources.reading.formats.text import delimited

ROWS = {
    "shop": ["North", "South", None, "North", "West", "South"],
    "wave": [1, 1, 2, 2, 1, 1],
    "rating": [10, 3, 9, None, 8, 11],
    "more": [0.5] * 6,
}
TABLE = pa.table(ROWS)
BY_SHOP = nps.count_by(ROWS["rating"], {"shop": ROWS["shop"]}, invalid="drop", order="sorted")


@given(st.lists(hostile_lists, max_size=5))
def test_batches_of_ratings(batches):
    found = nps.count_stream(iter(batches), invalid="drop")
    assert found == nps.count([x for batch in batches for x in batch], invalid="drop")


@given(rating_lists, rating_lists, st.lists(st.sampled_from("ab"), min_size=60, max_size=60))
def test_update_adds_and_changes_nothing(first, second, groups):
    state = nps.count(first)
    assert state.update(second) == nps.count(first + second)
    assert state == nps.count(first)
    many = nps.count_by(first, groups[: len(first)])
    both = many.update(second, groups[: len(second)])
    whole = nps.count_by(first + second, groups[: len(first)] + groups[: len(second)])
    assert both == whole
    np.testing.assert_array_equal(both.distribution, whole.distribution)
    assert many == nps.count_by(first, groups[: len(first)])


@given(lists_with_missing, lists_with_missing)
def test_a_saved_state_goes_on(first, second):
    saved = json.dumps(nps.count(first).to_dict())
    state = nps.Counts.from_dict(json.loads(saved)).update(second)
    whole = nps.count(first + second)
    assert state == whole
    assert state.distribution == whole.distribution
    empty = nps.Cohorts.from_dict(json.loads(json.dumps(nps.Cohorts.from_dict({}).to_dict())))
    cohorts = empty.update(first, ["a"] * len(first))
    cohorts = nps.Cohorts.from_dict(json.loads(json.dumps(cohorts.to_dict())))
    cohorts = cohorts.update(second, ["a"] * len(second))
    assert cohorts.total == whole
    assert cohorts.total.distribution in (whole.distribution, ())


DAYS = pd.to_datetime(["2025-03-31", "2025-04-01", "2025-03-31"])


@pytest.mark.parametrize(
    "days",
    [
        DAYS.to_series(),
        DAYS.tz_localize("Europe/Berlin").to_series(),
        DAYS.to_period("M").to_series(),
        (DAYS - DAYS[0]).to_series(),
        pd.cut(pd.Series([1, 5, 1]), [0, 2, 8]),
        DAYS.to_numpy().astype("M8[D]"),
        pl.Series(DAYS.date),
        pa.array(DAYS),
    ],
    ids=lambda days: str(days.dtype if hasattr(days, "dtype") else days.type),
)
def test_a_saved_state_goes_on_with_dates(days):
    """The cohorts of the saved days are those of the new ones, not texts beside them."""
    state = nps.count_by([10, 3, None], days)
    saved = json.loads(json.dumps(state.to_dict()))
    both = nps.Cohorts.from_dict(saved).update([9, 9, 9], days)
    assert both == nps.count_by([10, 3, None, 9, 9, 9], [*state, next(iter(state))] * 2)
    chunk = pd.DataFrame({"day": list(state), "rating": 8})
    more = nps.count_stream([chunk], "rating", by="day")
    assert len(both) == 2
    assert set(nps.Cohorts.from_dict(saved) + more) == set(both)
    weighted = nps.survey_by([10, 3, None], days, weights=[1, 2, 3])
    again = nps.SurveyCohorts.from_dict(json.loads(json.dumps(weighted.to_dict())))
    assert list(again + nps.survey_by([9, 9, 9], days)) == list(both)


@pytest.mark.parametrize("size", [1, 4, 10])
def test_frames_in_chunks(size):
    frame = pd.DataFrame(ROWS)
    chunks = (frame.iloc[i : i + size] for i in range(0, len(frame), size))
    found = nps.count_stream(chunks, "rating", by="shop", invalid="drop")
    assert found == BY_SHOP
    assert found.labels == ("North", "South", "West", None)
    assert nps.count_stream([pl.LazyFrame(ROWS)], "rating", invalid="drop") == BY_SHOP.total
    reader = TABLE.to_reader(max_chunksize=size)
    assert nps.count_stream(reader, "rating", by=["shop"], invalid="drop") == BY_SHOP


def test_nothing_at_all():
    assert nps.count_stream([]) == nps.Counts(0, 0, 0)
    nobody = nps.count_stream(iter(()), "rating", by=["shop", "wave"])
    assert len(nobody) == 0
    assert nobody.key_names == ("shop", "wave")


@pytest.mark.parametrize("batch", [2, 100])
@pytest.mark.parametrize("name", ["answers.parquet", "ANSWERS.PQ"])
def test_parquet(tmp_path, monkeypatch, batch, name):
    monkeypatch.setattr(streams, "BATCH_ROWS", batch)
    path = tmp_path / name
    pq.write_table(TABLE, path)
    assert nps.count_stream(path, "rating", by="shop", invalid="drop") == BY_SHOP
    assert nps.count_stream(str(path), "rating", invalid="drop") == BY_SHOP.total
    both = nps.count_stream(path, "rating", by=["shop", "wave"], invalid="drop")
    assert both["North", 1] == nps.Counts(1, 0, 0)
    # a column may be the rating and a key
    assert nps.count_stream(path, "rating", by="rating", invalid="drop")[11].invalid == 1
    with pytest.raises(nps.OptionError, match=r"rating must be a column .* Did you mean 'rating'"):
        nps.count_stream(path, "ratings")


def test_parquet_without_rows(tmp_path):
    path = tmp_path / "empty.parquet"
    pq.write_table(TABLE.slice(0, 0), path)
    assert nps.count_stream(path, "rating") == nps.Counts(0, 0, 0)
    assert nps.count_stream(path, "rating", by="shop").key_names == ("shop",)


TEXT = (
    'shop;wave;rating\n North ;1;10 - Extremely likely\nSouth;1;3\n;2;9\nNorth;2;N/A\n"West";1;8\n'
)


@pytest.mark.parametrize("distinct", [1, 1 << 16])
def test_text(tmp_path, monkeypatch, distinct):
    monkeypatch.setattr(delimited, "MOST_DISTINCT", distinct)
    path = tmp_path / "answers.csv"
    path.write_text(TEXT, encoding="utf-8")
    found = nps.count_stream(path, "rating", by="shop")
    assert found.labels == ("North", "South", "West", None)
    assert found["North"] == nps.Counts(1, 0, 0, missing=1)
    assert nps.count_stream(path, "rating") == found.total
    assert nps.count_stream(path, "rating", by=["wave", "shop"])["1", "West"].passives == 1


def test_the_column_is_found_as_read_answers_finds_it(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("id,NPS,NPS_GROUP\n1,9,3\n2,3,1\n3,7,2\n", encoding="utf-8")
    assert nps.count_stream(path) == nps.Counts(1, 1, 1)
    assert nps.count_stream(path, by="id")["2"] == nps.Counts(0, 0, 1)
    path.write_text("id,NPS\n1,9/10\n", encoding="utf-8")
    with pytest.raises(nps.OptionError, match="'NPS' would be the column, but 1 of 1 cell can't"):
        nps.count_stream(path)


def test_text_that_is_no_rating(tmp_path):
    path = tmp_path / "answers.csv"
    cells = ["9", "11", "8.5", "likely", "abc", "def", "ghi"]
    path.write_text("rating\n" + "\n".join(cells) + "\n", encoding="utf-8")
    with pytest.raises(
        nps.RatingError, match=r"'rating' are no ratings from 0 to 10: 11, .*\.\.\."
    ):
        nps.count_stream(path, "rating")
    found = nps.count_stream(path, "rating", invalid="drop")
    assert found == nps.Counts(1, 0, 0, invalid=6)
    with pytest.raises(nps.OptionError, match="no column 'score', but 'rating'"):
        nps.count_stream(path, "score")


def test_rows_that_do_not_fit_are_told(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("shop,rating\nNorth,9\nSouth,8,extra,3\nWest,7\n", encoding="utf-8")
    with pytest.warns(UserWarning, match="1 row with more than 2 cells left out"):
        assert nps.count_stream(path, "rating") == nps.Counts(1, 1, 0)


def test_a_progress_bar(tmp_path, capsys):
    path = tmp_path / "answers.parquet"
    pq.write_table(TABLE, path)
    nps.count_stream(path, "rating", invalid="drop", progress=True)
    assert "6.00/6.00" in capsys.readouterr().err.replace(" ", "")
    text = tmp_path / "answers.csv"
    text.write_text(TEXT, encoding="utf-8")
    nps.count_stream(text, "rating", progress=True)
    assert "100%" in capsys.readouterr().err
    nps.count_stream([[9], [10]], progress=True)
    assert "chunks" in capsys.readouterr().err
    nps.count_stream([[9], [10]])
    assert not capsys.readouterr().err


def test_what_is_no_stream_is_refused(monkeypatch, tmp_path):
    for wrong in (None, 5, b"path", {9: 1}, {9, 10}):
        with pytest.raises(nps.InputTypeError, match="source must be"):
            nps.count_stream(wrong)
    with pytest.raises(nps.InputTypeError):
        nps.count_stream([10, 9, 3])
    with pytest.raises(nps.InputTypeError):
        nps.count_stream(pd.DataFrame(ROWS), "rating")
    with pytest.raises(nps.InputTypeError, match="progress must be True or False, got 1"):
        nps.count_stream([[9]], progress=1)
    with pytest.raises(nps.OptionError, match="rating must name the column"):
        nps.count_stream([[9]], by="shop")
    with pytest.raises(nps.OptionError, match="rating must name the column"):
        nps.count_stream(tmp_path)
    with pytest.raises(FileNotFoundError):
        nps.count_stream(tmp_path / "answers.csv", "rating")
    with pytest.raises(FileNotFoundError, match=r"pathlib.Path\(...\).glob"):
        nps.count_stream(tmp_path / "part-*.parquet", "rating")
    with pytest.raises(
        nps.OptionError, match=r"no Parquet file in the directory .*glob\('\*.csv'\)"
    ):
        nps.count_stream(tmp_path, "rating")
    with pytest.raises(nps.InputTypeError, match="encoding must be a name such as 'cp1252', got 5"):
        nps.count_stream([[9]], encoding=5)


@pytest.mark.parametrize(
    "frame", [pd.DataFrame(ROWS), pl.DataFrame(ROWS), pl.LazyFrame(ROWS), TABLE]
)
def test_one_frame_belongs_to_from_frame(frame):
    with pytest.raises(nps.InputTypeError, match=r"got one frame: .*nps.from_frame"):
        nps.count_stream(frame, "rating")


def test_keys_are_checked_before_anything_is_read():
    chunks, names = iter([pd.DataFrame(ROWS)]), iter(["shop"])
    for wrong in (5, names, {"shop"}, ["shop", 5]):
        with pytest.raises(nps.InputTypeError, match="by must be"):
            nps.count_stream(chunks, "rating", by=wrong)
    for wrong in ([], ["shop", "shop"]):
        with pytest.raises(nps.OptionError, match="by must be"):
            nps.count_stream(chunks, "rating", by=wrong)
    assert next(names) == "shop"
    assert nps.count_stream(chunks, "rating", by="shop", invalid="drop") == BY_SHOP


def test_what_lacks_an_optional_package_names_it(monkeypatch, tmp_path):
    path = tmp_path / "answers.parquet"
    pq.write_table(TABLE, path)
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    with pytest.raises(ModuleNotFoundError, match=r"tqdm: pip install \"nps\[progress\]\""):
        nps.count_stream([[9]], progress=True)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(ModuleNotFoundError, match=r"PyArrow: pip install \"nps\[parquet\]\""):
        nps.count_stream(path, "rating")


# ---------------------------------------------------------------- several files


@pytest.fixture
def spark(tmp_path):
    """Write a directory as Spark does: parts, what it hides, a level for each value of a key."""
    directory = tmp_path / "answers.parquet"
    (directory / "wave=2").mkdir(parents=True)
    (directory / "_temporary").mkdir()
    (directory / "empty.parquet").mkdir()
    pq.write_table(TABLE.slice(0, 2), directory / "part-0.snappy.parquet")
    pq.write_table(TABLE.slice(2), directory / "wave=2" / "part-1.parquet")
    for hidden in ("_SUCCESS", ".part-0.crc", "_metadata.parquet", "_temporary/part-2.parquet"):
        (directory / hidden).write_bytes(b"none of the answers")
    return directory


def test_a_directory_of_parquet_files(spark, capsys):
    assert nps.count_stream(spark, "rating", by="shop", invalid="drop") == BY_SHOP
    found = nps.count_stream(str(spark), "rating", invalid="drop", progress=True)
    assert found == BY_SHOP.total
    assert "2.00/2.00" in capsys.readouterr().err.replace(" ", "")


def test_several_files_and_frames(tmp_path, spark):
    text = tmp_path / "answers.csv"
    text.write_text("shop,rating\nNorth,9\n", encoding="utf-8")
    wanted = BY_SHOP.update([9, 9, 9], ["North"] * 3).sort_by("label")
    chunks = [text, str(text), spark, pl.DataFrame({"shop": ["North"], "rating": [9]})]
    assert nps.count_stream(chunks, "rating", by="shop", invalid="drop") == wanted
    assert nps.count_stream(tmp_path.glob("*.csv"), "rating") == nps.Counts(1, 0, 0)


def test_parquet_by_another_name(tmp_path):
    path = tmp_path / "answers.data"
    pq.write_table(TABLE, path)
    assert nps.count_stream(path, "rating", by="shop", invalid="drop") == BY_SHOP


def test_text_packed_with_gzip(tmp_path):
    path = tmp_path / "answers.csv.gz"
    path.write_bytes(gzip.compress(TEXT.encode("utf-16")))
    assert nps.count_stream(path, "rating") == nps.Counts(2, 1, 1, missing=1)


def test_an_encoding_is_for_text(tmp_path):
    text, parquet = tmp_path / "answers.csv", tmp_path / "answers.parquet"
    text.write_bytes("店,rating\n北京,9\n".encode("gbk"))
    pq.write_table(TABLE, parquet)
    assert list(nps.count_stream(text, "rating", by="店", encoding="gbk")) == ["北京"]
    assert list(nps.count_stream([text], "rating", by="店", encoding="gbk")) == ["北京"]
    with pytest.raises(nps.NPSError, match=r"name the right encoding with encoding=\.\.\."):
        nps.count_stream(text, "rating", encoding="utf-8")
    with pytest.warns(UserWarning, match=r"name the encoding with encoding=\.\.\."):
        nps.count_stream(text, "rating")
    for source in (parquet, [parquet], [pd.DataFrame(ROWS)]):
        with pytest.raises(nps.OptionError, match="encoding is for files of text"):
            nps.count_stream(source, "rating", encoding="gbk")


# ---------------------------------------------------------------- where it went wrong


def test_a_warning_points_at_whoever_called(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("shop,rating\nNorth,9\nSouth,8,extra\n", encoding="utf-8")
    for source in (path, [path]):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            nps.count_stream(source, "rating")
        (warning,) = caught
        assert warning.filename == __file__
        assert str(warning.message).startswith(f"{path}: 1 row with more than 2 cells")


def notes_of(source, *names):
    with pytest.raises(nps.RatingError) as caught:
        nps.count_stream(source, *names)
    return caught.value.__notes__


def test_an_error_says_where_it_came_up(tmp_path, monkeypatch):
    monkeypatch.setattr(streams, "BATCH_ROWS", 2)
    assert notes_of([[9], [10], [99]]) == ["in chunk 2 of source, counted from 0"]
    frames = (pd.DataFrame({"r": [n]}) for n in (9, 99))
    assert notes_of(frames, "r") == ["in chunk 1 of source, counted from 0"]
    parquet, text = tmp_path / "answers.parquet", tmp_path / "answers.csv"
    pq.write_table(TABLE, parquet)
    text.write_text("rating\n99\n", encoding="utf-8")
    rows = "in the 2 rows from row 4 on, counted from 0"
    assert notes_of(parquet, "rating") == [rows, f"in {parquet}"]
    assert notes_of([text], "rating") == [f"in {text}", "in chunk 0 of source, counted from 0"]


# ---------------------------------------------------------------- many labels


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 30) | st.none(), st.integers(0, 11))), max_size=8)
)
def test_labels_meet_again_in_any_chunk(chunks):
    kept = [chunk for chunk in chunks if chunk]
    frames = (pl.DataFrame(chunk, ["k", "r"], orient="row") for chunk in kept)
    found = nps.count_stream(frames, "r", by="k", invalid="drop")
    keys, ratings = ([row[i] for chunk in kept for row in chunk] for i in (0, 1))
    whole = nps.count_by(ratings, {"k": keys}, invalid="drop", order="sorted")
    assert found == whole
    np.testing.assert_array_equal(found.distribution, whole.distribution.reshape(-1, 11))


def test_new_labels_in_each_chunk_cost_their_own_rows_alone(monkeypatch):
    """Labels are numbered once and not again with each chunk that comes after."""
    built = []
    new = streams.Labels.__init__
    monkeypatch.setattr(
        "nps._base.labels.labels.Labels.__init__",
        lambda self, values, *more, **kinds: (
            built.append(len(values)) or new(self, values, *more, **kinds)
        ),
    )
    chunks = [pl.DataFrame({"k": range(i, i + 10), "r": 9}) for i in range(0, 1000, 10)]
    assert len(nps.count_stream(chunks, "r", by="k")) == 1000
    assert sum(built) == 3000  # in the chunks, together, and sorted


@pytest.mark.parametrize("kind", ["text", "frames", "parquet"])
def test_more_labels_than_anybody_reads_are_refused_with_what_to_type(tmp_path, monkeypatch, kind):
    monkeypatch.setattr(tally, "MOST_LABELS", 40)
    monkeypatch.setattr(streams, "BATCH_ROWS", 10)
    times = pd.date_range("2024-01-30", periods=60, freq="h").astype(str)
    frame = pd.DataFrame({"nps": 9, "at": times})
    chunks = [frame[start : start + 10] for start in range(0, 60, 10)]
    text, parquet = tmp_path / "answers.csv", tmp_path / "answers.parquet"
    frame.to_csv(text, index=False)
    frame.to_parquet(parquet)
    source = {"text": text, "frames": chunks, "parquet": parquet}[kind]
    with pytest.raises(nps.OptionError, match=r'more than 40 cohorts.*as period="month" does'):
        nps.count_stream(source, "nps", by="at")
    by_month = nps.count_stream(source, "nps", by="at", period="month")
    assert {label: one.n for label, one in by_month.items()} == {"2024-01": 48, "2024-02": 12}
    with pytest.raises(nps.OptionError, match=r"more than 40"):
        nps.count_stream(source, "nps", by=["nps", "at"])
    few = nps.count_stream(chunks[:4], "nps", by="at")
    assert len(few) == 40
