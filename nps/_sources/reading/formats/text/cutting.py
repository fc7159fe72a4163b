"""Where the cells of a block of text lie, found for many bytes at a time.

Whole lines whose quotation marks stand at the ends of cells are cut by comparing bytes. What
another reader could take in another way is left to the `csv` module: odd quotation marks or line
ends, a row that is not as wide as the header. So what comes out is what `csv` gives.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._sources.reading.formats.text.quotations import (
    WORD_BITS,
    bits,
    misplaced,
    one_later,
    outside_quotations,
)

if TYPE_CHECKING:
    from nps._kernels import BoolArray, IntArray

    Bytes = np.ndarray[tuple[int], np.dtype[np.uint8]]

#: Bytes behind a block that may be read with its last cell.
PADDING = 32
#: With a larger share of rows that are not as wide as the header, a block goes to `csv`.
_FEW = 0.25
_QUOTE, _RETURN, _NEWLINE = b'"\r\n'


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


class Room:
    """Memory for a block of lines, with a line end before them, which is used again.

    Attributes
    ----------
    data : bytearray
        What it holds.
    end : int
        Where the block ends; it begins at 1.
    """

    def __init__(self) -> None:
        self.data = bytearray(1)
        self.end = 1

    def begin(self, block: bytes, more: int = 0) -> memoryview:
        """Take a block, and return the room behind it for so many more bytes."""
        self.end = 1 + len(block)
        needed = self.end + more
        if len(self.data) < needed + WORD_BITS + PADDING:
            self.data = bytearray(2 * needed + WORD_BITS + PADDING)
            self.data[0] = _NEWLINE
        self.data[1 : self.end] = block
        return memoryview(self.data)[self.end : needed]

    def text(self, begin: int = 0) -> bytes:
        """Return the block, from one of its bytes on."""
        return bytes(self.data[1 + begin : self.end])


@dataclass(slots=True)
class Cutter:
    """Finds cells in the whole lines that its room holds.

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
    room: Room = field(default_factory=Room)
    _masks: BoolArray = field(default_factory=lambda: np.empty((2, 0), dtype=np.bool_))

    def cut(self) -> Rows | None:
        """Return where the cells of lines lie, or None where `csv` has to say it."""
        block, end = self.room.data, self.room.end
        if block[end - 1] != _NEWLINE or block.find(b"\0", 1, end) > 0:
            return None
        data: Bytes = np.frombuffer(block, dtype=np.uint8)
        data[end : end + WORD_BITS + PADDING] = _NEWLINE
        codes = data[: -(-end // WORD_BITS) * WORD_BITS]
        if self._masks.shape[1] < len(codes):
            self._masks = np.empty((2, len(data)), dtype=np.bool_)
        mask, line_ends = self._masks[:, : len(codes)]
        np.equal(codes, _NEWLINE, out=line_ends)
        stops, returns = bits(line_ends), None
        if block.find(_RETURN, 1, end) > 0:
            returns = bits(np.equal(codes, _RETURN, out=mask))
            if misplaced(returns, one_later(stops)):
                return None
        np.equal(codes, self.delimiter, out=mask)
        if self.quoted and block.find(_QUOTE, 1, end) > 0:
            stops |= bits(mask)
            marks = bits(np.equal(codes, _QUOTE, out=mask))
            places = outside_quotations(marks, stops, returns)
            if places is None:
                return None
            seps = places[: np.searchsorted(places, end)]
        else:
            mask |= line_ends
            seps = np.flatnonzero(mask[:end])
        is_line_end = codes.take(seps) == _NEWLINE
        rows_end = len(seps) - int(is_line_end[::-1].argmax())  # a quotation may be open behind it
        seps, is_line_end = seps[:rows_end], is_line_end[:rows_end]
        n_lines = np.count_nonzero(is_line_end) - 1
        width, longest = self.width, csv.field_size_limit()
        if len(seps) == n_lines * width + 1 and is_line_end[::width].all():
            ends = seps[::width]
            if np.diff(ends).max(initial=0) <= longest:
                return Rows(data, seps, width, None, np.arange(n_lines), [], int(ends[-1]))
        lines = np.flatnonzero(is_line_end)
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


def cell_text(raw: bytes, *, quoted: bool) -> str:
    """Return what `csv` makes of a cell, without the quotation marks around it."""
    if quoted and raw.startswith(b'"'):
        return raw[1:-1].replace(b'""', b'"').decode("utf-8", "surrogatepass")
    return raw.lstrip(b" ").decode("utf-8", "surrogatepass")
