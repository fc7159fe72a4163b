"""How the characters of a text form cells: which delimiter, and whether cells are quoted."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nps._sources.reading.formats.tables import Row

#: Of those that do equally well the first is taken: what stands least in prose and numbers.
DELIMITERS = ("\t", "|", ";", ",")
#: Stands for "nothing separates cells here": a control character that no survey contains.
NO_DELIMITER = "\x1f"
#: Characters by which delimiters are compared.
_ENOUGH = 2**17

_QUOTED_CELL = re.compile('"(?:[^"]|"")*"')


@dataclass(frozen=True, slots=True)
class Layout:
    """How the characters of a file form cells."""

    delimiter: str
    quoted: bool

    def read(self, lines: Iterable[str]) -> Iterator[Row]:
        """Split lines into rows; a quoted cell may run over several lines."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            skipinitialspace=True,
        )


def sniff_layout(
    text: str, *, truncated: bool = False, delimiter: str | None = None
) -> tuple[Layout, list[Row]]:
    """Return how the start of a file is best read, and its rows so read, empty lines left out.

    A delimiter is good when rows have many cells, and as many as one another. With w the usual
    width of a row and v that of another, it agrees by (min(v, w) - 1)/(max(v, w) - 1), and the
    delimiter earns (w - 1) times the square of the mean agreement.
    """
    start, cut = text[:_ENOUGH], truncated or len(text) > _ENOUGH
    best = 0.0
    for candidate in () if delimiter else DELIMITERS:
        merit = _merit(_sniff_quoting(start, candidate, cut)[1])
        if merit > best:
            best, delimiter = merit, candidate
    if delimiter is None:
        single = Layout(NO_DELIMITER, quoted=True)
        return single, _sample_rows(text, single, truncated)
    return _sniff_quoting(text, delimiter, truncated)


def _sniff_quoting(text: str, delimiter: str, truncated: bool) -> tuple[Layout, list[Row]]:
    """Decide whether a double quote at the start of a cell is a quotation or a plain character.

    When all rows are as wide as is usual with quotation, that is the rule. Else the reading with
    more such rows is right, because a wrong one tears quoted line breaks apart or swallows rows.
    Between tabs quotation takes cells that are quoted from end to end.
    """
    quoted, plain = Layout(delimiter, quoted=True), Layout(delimiter, quoted=False)
    rows = _sample_rows(text, quoted, truncated)
    if '"' not in text:
        return (plain if delimiter == "\t" else quoted), rows
    if delimiter != "\t" and rows and _fitting(rows) == len(rows):
        return quoted, rows
    plain_rows = _sample_rows(text, plain, truncated)
    surplus = _fitting(rows) - _fitting(plain_rows)
    if surplus == 0 and delimiter == "\t":
        opened = [cell for row in plain_rows for cell in row if cell.startswith('"')]
        surplus = 0 if opened and all(map(_QUOTED_CELL.fullmatch, opened)) else -1
    return (plain, plain_rows) if surplus < 0 else (quoted, rows)


def _sample_rows(text: str, layout: Layout, truncated: bool) -> list[Row]:
    """Return the rows of the beginning; none if a cell never ends."""
    rows: list[Row] = []
    try:
        rows.extend(filter(None, layout.read(StringIO(text, newline=""))))
    except csv.Error:
        return rows  # reading it in full says what is wrong
    return rows[:-1] if truncated else rows


def _usual_width(rows: list[Row]) -> int:
    """Return the width that most rows have, of several the largest."""
    widths = Counter(map(len, rows))
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _fitting(rows: list[Row]) -> int:
    width = _usual_width(rows)
    return sum(len(row) == width for row in rows)


def _merit(rows: list[Row]) -> float:
    width = _usual_width(rows) - 1
    if width < 1:
        return 0.0
    widths = Counter(len(row) - 1 for row in rows)
    if len(rows) > 1:
        widths[width] -= 1  # the row that says what is usual does not speak for itself
    agreement = sum(k * min(width, w) / max(width, w) for w, k in widths.items()) / widths.total()
    return width * agreement**2
