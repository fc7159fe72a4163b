"""Parquet: only the columns asked for are read, some rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from nps._base.errors import TableError, needing
from nps._sources.reading.formats.headers import column_names
from nps._sources.reading.formats.json_files import cell_text
from nps._sources.reading.formats.tables import Cells, Row, Table

if TYPE_CHECKING:
    from pathlib import Path

    from nps._base.words.notes import Note

#: Rows in memory at a time.
BATCH_ROWS = 1 << 18
_SAMPLE_ROWS = 5000
_WHERE = "_nps_{}"


class ParquetTable(Table):
    """A file in Parquet.

    Parameters
    ----------
    path : Path
        The file.

    Raises
    ------
    TableError
        If it is damaged.
    """

    def __init__(self, path: Path) -> None:
        with needing("parquet", "Parquet is read with PyArrow"):
            import pyarrow as pa
            import pyarrow.parquet as pq
        try:
            self._file = pq.ParquetFile(path)
        except (pa.ArrowInvalid, OSError) as error:
            raise TableError(f"this Parquet file is damaged: {error}") from None
        names = self._file.schema_arrow.names
        self.header = column_names(names)
        self.questions = list(names)
        self.labels = {}
        self.size = self._file.metadata.num_rows
        self.rows = 0
        first = next(self._file.iter_batches(_SAMPLE_ROWS), None)
        self.sample = [] if first is None else _rows_of(first)
        self.complete = len(self.sample) == self.size

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    @property
    def notes(self) -> list[Note]:
        """Nothing has to be guessed."""
        return []

    @property
    def position(self) -> int:
        """Rows seen so far."""
        return self.rows

    def chunks(self) -> Iterator[list[Row]]:
        """Yield the rows in lists."""
        self.rows = 0
        for batch in self._file.iter_batches(BATCH_ROWS):
            self.rows += batch.num_rows
            yield _rows_of(batch)

    def combinations(
        self, columns: Sequence[int], advance: Callable[[int], object] = lambda _: None
    ) -> Iterator[Mapping[Cells, int]]:
        """Yield how often values occur together, which PyArrow counts batch by batch."""
        self.rows = 0
        names = [self.questions[i] for i in columns]
        distinct = list(dict.fromkeys(names))
        for batch in self._file.iter_batches(BATCH_ROWS, columns=distinct):
            self.rows += batch.num_rows
            yield count_rows(batch, names)
            advance(batch.num_rows)


def count_rows(batch: Any, names: Sequence[str]) -> dict[Cells, int]:
    """Return how often the values of these columns occur together, as text."""
    import pyarrow as pa

    columns = [batch.column(name) for name in names]
    keys = [_WHERE.format(i) for i in range(len(names))]
    table = pa.table(dict(zip(keys, columns, strict=True)))
    seen: dict[Cells, int] = {}
    try:
        grouped = table.group_by(keys, use_threads=False).aggregate([([], "count_all")])
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):  # lists and structs cannot be grouped
        rows = zip(*(map(cell_text, column.to_pylist()) for column in columns), strict=True)
        for cells in rows:
            seen[cells] = seen.get(cells, 0) + 1
        return seen
    values = [map(cell_text, grouped.column(key).to_pylist()) for key in keys]
    counts = grouped.column("count_all").to_pylist()
    for *cells_of, k in zip(*values, counts, strict=True):
        cells = tuple(cells_of)
        seen[cells] = seen.get(cells, 0) + k
    return seen


def _rows_of(batch: Any) -> list[Row]:
    columns = [map(cell_text, column.to_pylist()) for column in batch.columns]
    return [list(row) for row in zip(*columns, strict=True)] if columns else []
