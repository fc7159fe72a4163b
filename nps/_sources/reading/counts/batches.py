"""Chosen columns of a table, some rows at a time: numbers as arrays, text as lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import OptionError, RatingError
from nps._base.text import shown
from nps._sources.reading.counts.tally import filters_of
from nps._sources.reading.naming import find_column, named

if TYPE_CHECKING:
    from nps._base.typing import Invalid
    from nps._kernels import FloatArray
    from nps._samples.ratings import Scale
    from nps._sources.reading.cells import CellReader
    from nps._sources.reading.formats.tables import Row, Table

    Batch = dict[str, FloatArray | list[str | None]]

#: Rows of a batch, or a few more.
BATCH_ROWS = 1 << 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which columns of a table are read, and how.

    Attributes
    ----------
    ratings : tuple of int
        Places of the columns with the answers.
    numbers, text : sequence of str
        Further columns.
    where : mapping
        From column to values: only these rows are read.
    """

    ratings: tuple[int, ...]
    scale: Scale
    read: CellReader
    invalid: Invalid
    numbers: Sequence[str] = ()
    text: Sequence[str] = ()
    where: Mapping[str, Sequence[object]]


def read_batches(table: Table, wanted: Wanted) -> Iterator[Batch]:
    """Yield the ratings and further columns, each under its header.

    Raises
    ------
    OptionError
        If there is no such column, or a cell is no number.
    RatingError
        If a rating is off the scale and that is an error.
    """
    numbers = [
        i for name in wanted.numbers if (i := find_column(table, name)) not in wanted.ratings
    ]
    text = [find_column(table, name) for name in wanted.text]
    if twice := {*wanted.ratings, *numbers} & set(text):
        name = named(table.header[min(twice)])
        raise OptionError(f"column {name} is wanted both as numbers and as text")
    filters = filters_of(table, wanted.where)
    for rows in _gathered(table):
        kept = [row for row in rows if all(keep(row[i]) for i, keep in filters)]
        columns = list(zip(*kept, strict=True)) or [()] * len(table.header)
        batch: Batch = {}
        for i in wanted.ratings:
            batch[table.header[i]] = _ratings(table, i, columns[i], wanted)
        for i in numbers:
            batch[table.header[i]] = _numbers(table, i, columns[i], wanted.read)
        for i in text:
            labels = table.labels.get(i, {})
            batch[table.header[i]] = [labels.get(cell, cell).strip() or None for cell in columns[i]]
        yield batch


def _gathered(table: Table) -> Iterator[list[Row]]:
    """Yield rows in longer lists; an empty table gives one without rows."""
    held: list[Row] = []
    for rows in table.chunks():
        held += rows
        if len(held) >= BATCH_ROWS:
            yield held
            held = []
    if held or not table.rows:
        yield held


def _ratings(table: Table, place: int, cells: Sequence[str], wanted: Wanted) -> FloatArray:
    """Return the ratings in cells, NaN where there is none."""
    read, scale = wanted.read.with_labels(table.labels.get(place, {})), wanted.scale
    known: dict[str, float] = {}
    for cell in dict.fromkeys(cells):
        answer = read(cell)
        if answer in scale.ratings:
            known[cell] = float(answer)  # type: ignore[arg-type]  # a number, since it is a rating
            continue
        known[cell] = np.nan
        if answer is not None and wanted.invalid == "raise":
            raise RatingError(
                f"rating: cells in column {named(table.header[place])} are no ratings from"
                f" {scale.low} to {scale.high}: {shown(answer)}. Clean them, name codes for"
                ' "no answer" with missing=, or leave them out with invalid="drop".'
            )
    return np.array([known[cell] for cell in cells], dtype=np.float64)


def _numbers(table: Table, place: int, cells: Sequence[str], read: CellReader) -> FloatArray:
    """Return the numbers in cells, NaN where there is no answer."""
    reader = read.with_labels(table.labels.get(place, {}))
    known: dict[str, float] = {}
    for cell in dict.fromkeys(cells):
        answer = reader(cell)
        if isinstance(answer, str):
            name = table.header[place]
            raise OptionError(
                f"column {named(name)} must hold numbers, got {shown(answer)}; text=[{shown(name)}]"
                " reads it as it stands"
            )
        known[cell] = np.nan if answer is None else float(answer)
    return np.array([known[cell] for cell in cells], dtype=np.float64)
