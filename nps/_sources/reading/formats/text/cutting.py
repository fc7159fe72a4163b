"""Where the cells of a block of text lie, found for many bytes at a time.

Whole lines whose quotation marks stand at the ends of cells are cut by comparing bytes. What
another reader could take in another way is left to the `csv` module: odd quotation marks or line
ends, a row that is not as wide as the header. So what comes out is what `csv` gives.
"""

from __future__ import annotations

import csv
import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from nps._sources.reading.formats.text.quotations import WORD_BITS, outside_quotations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nps._kernels import BoolArray, IntArray

    Bytes = np.ndarray[tuple[int], np.dtype[np.uint8]]

#: Bytes behind a block that may be read with its last cell.
PADDING = 32
#: Smaller files have no threads of their own.
SMALL_BYTES = 2**23
#: More do not help: what is cut has to be counted.
MOST_THREADS = 4
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
    _masks: BoolArray = field(default_factory=lambda: np.empty((4, 0), dtype=np.bool_))

    def cut(self, block: bytes) -> Rows | None:
        """Return where the cells of lines lie, or None where `csv` has to say it."""
        if b"\0" in block or not block.endswith(b"\n"):
            return None
        codes = self._held(block)
        mask, line_ends, returns, quotes = self._masks[:, : len(codes)]
        np.equal(codes, _NEWLINE, out=line_ends)
        if has_returns := b"\r" in block:
            np.equal(codes, _RETURN, out=returns)
            if np.greater(returns[:-1], line_ends[1:], out=mask[:-1]).any():
                return None
        np.equal(codes, self.delimiter, out=mask)
        mask |= line_ends
        if self.quoted and b'"' in block:
            np.equal(codes, _QUOTE, out=quotes)
            places = outside_quotations(quotes, mask, returns if has_returns else None)
            if places is None:
                return None
            seps = places[: np.searchsorted(places, len(block) + 1)]
        else:
            seps = np.flatnonzero(mask[: len(block) + 1])
        is_line_end = codes.take(seps) == _NEWLINE
        n_lines = np.count_nonzero(is_line_end) - 1
        width, longest = self.width, csv.field_size_limit()
        if len(seps) == n_lines * width + 1 and is_line_end[::width].all():
            ends = seps[::width]
            if np.diff(ends).max(initial=0) <= longest:
                return Rows(self._data, seps, width, None, np.arange(n_lines), [], int(ends[-1]))
        lines = np.flatnonzero(is_line_end)
        ends = seps[lines]
        if np.diff(ends).max(initial=0) > longest:
            return None
        fitting = np.diff(lines) == width
        others = np.flatnonzero(~fitting)
        if len(others) > _FEW * len(fitting):
            return None
        odd = [(int(i), self._data[ends[i] + 1 : ends[i + 1] + 1].tobytes()) for i in others]
        first = lines[:-1][fitting] if odd else None
        return Rows(self._data, seps, width, first, np.flatnonzero(fitting), odd, int(ends[-1]))

    def _held(self, block: bytes) -> Bytes:
        """Copy a block, between line ends, to where it is cut; return it with more line ends.

        It is as long as whole integers have bits.
        """
        n = len(block) + 1
        more = WORD_BITS + PADDING
        if len(self._data) < n + more:
            self._data = np.empty(2 * n + more, dtype=np.uint8)
            self._masks = np.empty((4, 2 * n + more), dtype=np.bool_)
        self._data[0] = _NEWLINE
        self._data[1:n] = np.frombuffer(block, dtype=np.uint8)
        self._data[n : n + more] = _NEWLINE
        return self._data[: -(-n // WORD_BITS) * WORD_BITS]


class Ahead:
    """Cuts blocks while those before them are counted, in threads where that pays.

    Parameters
    ----------
    take : callable
        Returns the next block; nothing at the end.
    delimiter, width, quoted
        As of `Cutter`.
    size : int
        Bytes in the file.
    """

    def __init__(
        self, take: Callable[[], bytes], delimiter: int, width: int, *, quoted: bool, size: int
    ) -> None:
        threads = min(os.cpu_count() or 1, MOST_THREADS) if size > SMALL_BYTES else 0
        self._take = take
        self._pool = ThreadPoolExecutor(threads) if threads else None
        self._most = threads + 1
        self._cutters = cycle([Cutter(delimiter, width, quoted) for _ in range(self._most)])
        self._ahead = 1
        self._begun: deque[tuple[bytes, Callable[[], Rows | None]]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown()

    def __iter__(self) -> Iterator[tuple[bytes, Rows | None]]:
        """Yield blocks and their rows, which are there until the next; None is left to `csv`."""
        while begun := self._begin():
            block, wait = begun
            yield block, wait()

    def _begin(self) -> tuple[bytes, Callable[[], Rows | None]] | None:
        while len(self._begun) < self._ahead and (block := self._take()):
            cut = partial(next(self._cutters).cut, block)
            self._begun.append((block, self._pool.submit(cut).result if self._pool else cut))
        self._ahead = min(self._ahead + 1, self._most)
        return self._begun.popleft() if self._begun else None

    def give_back(self) -> bytes:
        """Return what was taken and is not to be cut as it is: another block ends elsewhere."""
        self._ahead = 1
        for _, wait in self._begun:
            wait()
        block = b"".join(block for block, _ in self._begun)
        self._begun.clear()
        return block


def cell_text(raw: bytes, *, quoted: bool) -> str:
    """Return what `csv` makes of a cell, without the quotation marks around it."""
    if quoted and raw.startswith(b'"'):
        return raw[1:-1].replace(b'""', b'"').decode("utf-8", "surrogatepass")
    return raw.lstrip(b" ").decode("utf-8", "surrogatepass")
