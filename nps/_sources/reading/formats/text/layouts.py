"""How the characters of a text form cells: which delimiter, and whether cells are quoted.

Whole lines whose quotation marks stand at the ends of cells are cut by comparing bytes, many at a
time. What another reader could take in another way is left to the `csv` module: odd quotation marks
or line ends, a row that is not as wide as the header. So what comes out is what `csv` gives.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nps._kernels import BoolArray, IntArray
    from nps._sources.reading.formats.tables import Row

    Bytes = np.ndarray[tuple[int], np.dtype[np.uint8]]

DELIMITERS = (",", ";", "\t", "|")
#: Stands for "nothing separates cells here": a control character that no survey contains.
NO_DELIMITER = "\x1f"
#: Bytes behind a block that may be read with its last cell.
PADDING = 32
#: With a larger share of rows that are not as wide as the header, a block goes to `csv`.
_FEW = 0.25
_QUOTE, _RETURN, _NEWLINE = b'"\r\n'
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
        rows.extend(row for row in layout.read(StringIO(text, newline="")) if row)
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


# ---------------------------------------------------------------- many cells at a time


class Rows(NamedTuple):
    """The rows of a block.

    Attributes
    ----------
    data : array
        The bytes of the block, with some before and after it; until the next block is cut.
    seps : array
        Where cells end; the first is the byte before the block.
    width : int
        How many cells a row should have.
    first : array or None
        For each row as wide as the header, the place among `seps` before its first cell. None where
        all rows are: then it is every `width`-th place.
    row : array
        Its number among all rows of the block.
    odd : list of (int, bytes)
        Number and text of the other rows.
    used : int
        How many bytes of the block are whole rows.
    """

    data: Bytes
    seps: IntArray
    width: int
    first: IntArray | None
    row: IntArray
    odd: list[tuple[int, bytes]]
    used: int

    def bounds(self, column: int) -> tuple[IntArray, IntArray]:
        """Return where the cells of a column begin and end."""
        if self.first is None:
            n = len(self.row)
            start = self.seps[column :: self.width][:n] + 1
            end = self.seps[column + 1 :: self.width][:n]
        else:
            start = self.seps.take(self.first + column) + 1
            end = self.seps.take(self.first + (column + 1))
        if column == self.width - 1:  # a line may end with two characters
            end = end - (self.data.take(end - 1) == _RETURN)
        return start, end


@dataclass(slots=True)
class Cutter:
    """Finds cells in whole lines, block by block, in memory that is used again.

    Parameters
    ----------
    delimiter : int
        Stands between cells.
    width : int
        How many cells a row should have.
    quoted : bool
        Cells may stand in quotation marks.
    """

    delimiter: int
    width: int
    quoted: bool
    _data: Bytes = field(default_factory=lambda: np.empty(0, dtype=np.uint8))
    _masks: BoolArray = field(default_factory=lambda: np.empty((2, 0), dtype=np.bool_))

    def cut(self, block: bytes) -> Rows | None:
        """Return where the cells of lines lie, or None where `csv` has to say it."""
        if b"\0" in block or not block.endswith(b"\n"):
            return None
        codes = self._held(block)
        data, (mask, other) = self._data, self._masks[:, : len(codes)]
        np.equal(codes, _NEWLINE, out=mask)
        if b"\r" in block:
            np.equal(codes, _RETURN, out=other)
            if (other[:-1] > mask[1:]).any():
                return None
        n_lines = np.count_nonzero(mask) - 1
        mask |= np.equal(codes, self.delimiter, out=other)
        if quotes := self.quoted and b'"' in block:
            mask |= np.equal(codes, _QUOTE, out=other)
        seps = np.flatnonzero(mask)
        width, longest = self.width, csv.field_size_limit()
        if not quotes and len(seps) == n_lines * width + 1:
            ends = seps[::width]
            if (codes.take(ends) == _NEWLINE).all() and np.diff(ends).max(initial=0) <= longest:
                return Rows(data, seps, width, None, np.arange(n_lines), [], int(ends[-1]))
        kinds = codes.take(seps)
        if quotes:
            is_quote = kinds == _QUOTE
            if not self._are_at_the_ends(seps.compress(is_quote)):
                return None
            # the sum may run over, but stays odd within quotation marks
            outside = np.cumsum(is_quote, dtype=np.uint8) & 1 == 0
            outside &= ~is_quote
            seps, kinds = seps.compress(outside), kinds.compress(outside)
        lines = np.flatnonzero(kinds == _NEWLINE)
        ends = seps[lines]
        if np.diff(ends).max(initial=0) > longest:
            return None
        fitting = np.diff(lines) == width
        others = np.flatnonzero(~fitting)
        if len(others) > _FEW * len(fitting):
            return None
        odd = [(int(i), data[ends[i] + 1 : ends[i + 1] + 1].tobytes()) for i in others]
        first = lines[:-1][fitting] if odd else None
        return Rows(data, seps, width, first, np.flatnonzero(fitting), odd, int(ends[-1]))

    def _held(self, block: bytes) -> Bytes:
        """Copy a block, between line ends, to where it is cut."""
        n, more = len(block) + 1, PADDING
        if len(self._data) < n + more:
            self._data = np.empty(2 * n + more, dtype=np.uint8)
            self._masks = np.empty((2, 2 * n), dtype=np.bool_)
        self._data[0] = _NEWLINE
        self._data[1:n] = np.frombuffer(block, dtype=np.uint8)
        self._data[n : n + more] = _NEWLINE
        return self._data[:n]

    def _are_at_the_ends(self, places: IntArray) -> bool:
        """Tell whether every quotation mark begins a cell, ends one, or stands for itself twice."""
        before, after = np.zeros(256, dtype=np.bool_), np.zeros(256, dtype=np.bool_)
        before[[self.delimiter, _NEWLINE, _QUOTE]] = True
        after[[self.delimiter, _NEWLINE, _QUOTE, _RETURN]] = True
        opening, closing = self._data[places[::2] - 1], self._data[places[1::2] + 1]
        return bool(before[opening].all() and after[closing].all())


def cell_text(raw: bytes, *, quoted: bool) -> str:
    """Return what `csv` makes of a cell, without the quotation marks around it."""
    if quoted and raw.startswith(b'"'):
        return raw[1:-1].replace(b'""', b'"').decode("utf-8", "surrogatepass")
    return raw.lstrip(b" ").decode("utf-8", "surrogatepass")
