"""The column of ratings in a frame whose user did not name it: found as in a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from nps._base.columns.containers import is_missing
from nps._base.errors import OptionError
from nps._base.text import shown
from nps._samples.cohorts import Cohorts
from nps._samples.counts import Counts
from nps._samples.ratings import check_scale
from nps._sources.frames.found import collect
from nps._sources.frames.opened import open_frame
from nps._sources.reading.cells import MOSTLY, CellReader
from nps._sources.reading.columns import choose_rating
from nps._sources.reading.doors import IN_FRAMES
from nps._sources.reading.formats.tables import RowTable
from nps._sources.reading.suspects import SCANNED_ROWS

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

    from nps._samples.ratings import Scale
    from nps._sources.reading.formats.tables import Row
    from nps._sources.reading.naming import Choice


def choose_column(frame: object, scale: Scale) -> tuple[str, Choice]:
    """Return the column whose header and first cells say that it holds the ratings, and why.

    Raises
    ------
    OptionError
        If no column does, several do, or what does holds something else.
    """
    opened = open_frame(frame)
    names: list[Any] = list(opened.collect_schema())  # pandas may have numbers as names
    if not names:
        raise OptionError("frame has no columns.")
    start = opened.head(SCANNED_ROWS + 1)
    rows = start if hasattr(start, "get_column") else collect(start)
    cells = [_texts(rows.get_column(name)) for name in rows.columns]  # old engines rename them
    sample: list[Row] = list(map(list, zip(*cells, strict=True)))
    headers = list(map(str, names))
    table = RowTable(headers, headers, lambda: iter([sample[:SCANNED_ROWS]]), len(sample))
    known = check_scale(scale)
    choice = choose_rating(table, known, IN_FRAMES, CellReader(middle=known._middle))
    return names[choice.columns[0]], choice


def refuse_other_cells(sample: object, rating: str, choice: Choice) -> None:
    """Hold the whole of a column that was guessed against the guess.

    Raises
    ------
    OptionError
        If most of it is off the scale, beyond the rows that were looked at.
    """
    if not isinstance(sample, (Counts, Cohorts)) or choice.profiles[0].codes:
        return
    counts = sample if isinstance(sample, Counts) else sample.total
    if counts.n < MOSTLY * (counts.n + counts.invalid):
        raise OptionError(
            f"{shown(rating)} would be the column, but {counts.invalid:,} of"
            f" {counts.n + counts.invalid:,} cells are off the scale;"
            f" {IN_FRAMES.rating(rating)} takes it all the same"
        )


def _texts(column: nw.Series[Any]) -> list[str]:
    """Return cells as they would stand in a file; blank where there is none."""
    try:
        values: Iterable[object] = column.to_list()
    except OverflowError:  # times that Python cannot hold
        return ["a time"] * len(column)
    return list(map(_text, values))


def _text(value: object) -> str:
    if is_missing(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
