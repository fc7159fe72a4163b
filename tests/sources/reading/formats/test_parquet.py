"""Parquet files as tables of cells."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq

from nps._sources.reading.formats.parquet import ParquetTable


def test_the_position_is_the_rows_seen(tmp_path):
    path = tmp_path / "answers.parquet"
    pq.write_table(pa.table({"nps": list(range(11))}), path)
    table = ParquetTable(path)
    assert table.position == 0
    rows = [row for chunk in table.chunks() for row in chunk]
    assert [row[0] for row in rows] == [str(i) for i in range(11)]
    assert table.position == 11
    table.close()
