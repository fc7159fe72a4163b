"""Parquet files as tables of cells."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from answer_files import ANSWERS, EXPECTED

import nps
from nps._sources.reading.formats.parquet import ParquetTable

if TYPE_CHECKING:
    from pathlib import Path


def test_the_position_is_the_rows_seen(tmp_path):
    path = tmp_path / "answers.parquet"
    pq.write_table(pa.table({"nps": list(range(11))}), path)
    table = ParquetTable(path)
    assert table.position == 0
    rows = [row for chunk in table.chunks() for row in chunk]
    assert [row[0] for row in rows] == [str(i) for i in range(11)]
    assert table.position == 11
    table.close()


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "answers.parquet"
    table = pa.table({
        "shop": pa.array(["N", "S", None, "N", "S", "N"]).dictionary_encode(),
        "nps": pa.array(ANSWERS, pa.int8()),
        "day": pa.array([date(2024, 3, 1)] * 6),
        "tags": [["a"], [], None, ["b", "c"], [], []],
    })  # fmt: skip
    pq.write_table(table, path)
    file = nps.read_answers(path)
    assert (file.format, file.rating, file.count()) == ("parquet", "nps", EXPECTED)
    assert list(file.count(by="shop")) == ["N", "S", None]
    assert list(file.count(by="day")) == ["2024-03-01"]
    assert file.count(by="tags")['["b", "c"]'].n == 1
    assert file.to_pandas()["shop"][0] == "N"
    with pytest.raises(nps.OptionError, match="encoding is for files of text"):
        nps.read_answers(path, encoding="gbk")
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(nps.TableError, match="this Parquet file is damaged"):
        nps.read_answers(path)


def test_parquet_without_rows_or_columns(tmp_path: Path) -> None:
    path = tmp_path / "answers.parquet"
    pq.write_table(pa.table({"nps": pa.array([], pa.int8())}), path)
    assert nps.read_answers(path).count() == nps.Counts(0, 0, 0)
