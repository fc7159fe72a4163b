"""Chunks, files and saved states give what all answers at once give."""

from __future__ import annotations

import json
import sys

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
from nps import streams

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
    monkeypatch.setattr(streams, "MOST_DISTINCT", distinct)
    path = tmp_path / "answers.csv"
    path.write_text(TEXT, encoding="utf-8")
    found = nps.count_stream(path, "rating", by="shop")
    assert found.labels == ("North", "South", "West", None)
    assert found["North"] == nps.Counts(1, 0, 0, missing=1)
    assert nps.count_stream(path, "rating") == found.total
    assert nps.count_stream(path, "rating", by=["wave", "shop"])["1", "West"].passives == 1


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
        nps.count_stream(tmp_path / "answers.csv")
    with pytest.raises(FileNotFoundError):
        nps.count_stream(tmp_path / "answers.csv", "rating")
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    with pytest.raises(ModuleNotFoundError, match="tqdm"):
        nps.count_stream([[9]], progress=True)
