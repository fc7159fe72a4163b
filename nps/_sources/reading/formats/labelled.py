"""SPSS, Stata and SAS through pyreadstat: values with their labels, and what means "missing"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from nps._base.errors import TableError, needing
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._sources.reading.cells import labels_between
from nps._sources.reading.formats.headers import column_names
from nps._sources.reading.formats.json_files import cell_text
from nps._sources.reading.formats.tables import Row, Table

if TYPE_CHECKING:
    from pathlib import Path

#: Rows in memory at a time.
BATCH_ROWS = 50_000
_READERS = {
    ".sav": "read_sav", ".zsav": "read_sav", ".por": "read_por", ".dta": "read_dta",
    ".sas7bdat": "read_sas7bdat", ".xpt": "read_xport",
}  # fmt: skip


class LabelledTable(Table):
    """A file of a statistical package.

    Values that the file declares missing are blank. The label of a variable is its question, and
    the labels of values are kept beside them.

    Parameters
    ----------
    path : Path
        The file.
    kind : str
        "spss", "stata" or "sas".

    Raises
    ------
    TableError
        If it is damaged.
    ModuleNotFoundError
        If pyreadstat is not installed.
    """

    def __init__(self, path: Path, kind: str) -> None:
        with needing("spss", "SPSS, Stata and SAS files are read with pyreadstat"):
            import pyreadstat
        usual = {"spss": "read_sav", "stata": "read_dta", "sas": "read_sas7bdat"}[kind]
        self._reader = getattr(pyreadstat, _READERS.get(path.suffix.casefold(), usual))
        self._path = str(path)
        self._errors = (pyreadstat.PyreadstatError, pyreadstat.ReadstatError, ValueError)
        data, meta = self._take(0, BATCH_ROWS)
        names = list(meta.column_names)
        self.header = column_names(names)
        labels = meta.column_names_to_labels
        self.questions = [labels.get(name) or name for name in names]
        self.labels = {
            i: {
                cell_text(value): str(label)
                for value, label in meta.variable_value_labels[n].items()
            }
            for i, n in enumerate(names)
            if n in meta.variable_value_labels
        }
        between = {i: labels_between(known) for i, known in self.labels.items()}
        self.labels = {i: {**known, **between[i]} for i, known in self.labels.items()}
        self._notes = [
            Note(
                "only some values of {column} have labels, and by these {value} is stored for"
                " {label}: the others were read so, too",
                column=shown(self.header[i]),
                value=next(iter(more)),
                label=next(iter(more.values())),
            )
            for i, more in between.items()
            if more
        ]
        self.sample = _rows_of(data, names)
        self.size = meta.number_rows or len(self.sample)
        self.complete = len(self.sample) < BATCH_ROWS
        self._names = names
        self.rows = 0

    def _take(self, first: int, rows: int) -> tuple[Mapping[str, Any], Any]:
        try:
            return self._reader(  # type: ignore[no-any-return]
                self._path, output_format="dict", row_offset=first, row_limit=rows
            )
        except self._errors as error:
            raise TableError(Note("this file is damaged: {error}", error=str(error))) from None

    def close(self) -> None:
        """Do nothing: the file is opened for each batch."""

    @property
    def notes(self) -> list[Note]:
        """Say what values without a label were read as."""
        return list(self._notes)

    @property
    def position(self) -> int:
        """Rows seen so far."""
        return self.rows

    def chunks(self) -> Iterator[list[Row]]:
        """Yield the rows in lists."""
        self.rows = 0
        while True:
            rows = _rows_of(self._take(self.rows, BATCH_ROWS)[0], self._names)
            if not rows:
                return
            self.rows += len(rows)
            yield rows
            if len(rows) < BATCH_ROWS:
                return


def _rows_of(data: Mapping[str, Any], names: list[str]) -> list[Row]:
    columns = [[_text(value) for value in data[name]] for name in names]
    return [list(row) for row in zip(*columns, strict=True)] if columns else []


def _text(value: object) -> str:
    """Return a value as text; NaN is how a missing number is stored."""
    return "" if value != value else cell_text(value)
