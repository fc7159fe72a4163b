"""Delimited text in blocks of bytes, and how often cells occur together in them.

Cells are compared as integers of eight bytes: rows that are alike have the same few integers, and
one row of each kind is made text. Rare rows, and those that `csv` had to read, are text all along.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING, BinaryIO, cast

import numpy as np

from nps._base.errors import TableError
from nps._sources.reading.formats.text.cutting import PADDING, cell_text

if TYPE_CHECKING:
    from io import BufferedReader

    from nps._kernels import BoolArray, IntArray
    from nps._sources.reading.formats.tables import Cells, Row
    from nps._sources.reading.formats.text.cutting import Bytes, Room, Rows

    Words = np.ndarray[tuple[int, ...], np.dtype[np.uint64]]

#: Bytes that pass by at a time: few for the caches of a processor, many for the interpreter.
BLOCK_BYTES = 2**20
#: A longer line is no line of a table.
LONGEST_LINE = 2**24
#: A quoted cell that runs on for longer goes to `csv`.
LONGEST_REST = 2**18
_NEWLINE = ord("\n")
_WORD = 8
#: Bytes of a cell that are compared as integers, as words; longer ones are compared as text.
_MOST_WORDS = PADDING // _WORD
_SLOT_BITS = 15
#: More combinations than this find no place of their own among the slots.
_MOST_SLOTS = 1 << 12
#: Odd numbers that spread the words of a row over the slots (from the golden ratio).
_SPREAD = 0x9E3779B97F4A7C15
#: Words of which only the first 0, 1, ... 8 bytes remain.
_MASKS = np.array([(1 << (8 * k)) - 1 for k in range(_WORD + 1)], dtype=np.uint64)
_NOBODY = np.uint64(2**64 - 1)  # UTF-8 has no such bytes


class WholeLines:
    """The lines of a file in UTF-8, in blocks that end where a line does.

    Parameters
    ----------
    read : callable
        Puts the next bytes where it is told, and returns how many; none at the end.
    """

    def __init__(self, read: Callable[[memoryview], int]) -> None:
        self._read = read
        self._rest = b""
        self.ended = False

    def take(self, room: Room) -> bool:
        """Put the next lines into a room; false at the end."""
        while not self.ended:
            more = self._read(room.begin(self._rest, BLOCK_BYTES))
            data, end = room.data, room.end + more
            if not more:
                self.ended = True
                if self._rest and not self._rest.endswith(b"\n"):
                    data[end] = _NEWLINE
                    end += 1
            line = data.rfind(b"\n", 1, end) + 1
            line = line or data.rfind(b"\r", 1, end - 1) + 1  # the last may be half a line end
            self._rest = bytes(data[line or 1 : end])
            if line:
                room.end = line
                return True
            if len(self._rest) > LONGEST_LINE < len(self._rest.decode("utf-8", "replace")):
                raise TableError(
                    f"a line of more than {LONGEST_LINE:,} characters: this is no table"
                )
        room.begin(self._rest)
        self._rest = b""
        return room.end > 1

    def give_back(self, block: bytes) -> None:
        """Take back what is no whole row: the next lines begin with it."""
        self._rest = block + self._rest


def utf_8_of(
    stream: BinaryIO, encoding: str, errors: str, *, valid: bool
) -> Callable[[memoryview], int]:
    """Return what reads a stream from its beginning, in UTF-8 whatever it is in."""
    stream.seek(0)
    if valid:
        return cast("BufferedReader", stream).readinto
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    held = b""

    def read(into: memoryview) -> int:
        nonlocal held
        while not held and (block := stream.read(BLOCK_BYTES)):
            held = decoder.decode(block).encode("utf-8", "surrogatepass")
        held = held or decoder.decode(b"", final=True).encode("utf-8", "surrogatepass")
        n = min(len(held), len(into))
        into[:n], held = held[:n], held[n:]
        return n

    return read


def split_lines(block: bytes) -> list[str]:
    """Return lines as text, with their ends."""
    return StringIO(block.decode("utf-8", "surrogatepass"), newline="").readlines()


@dataclass(slots=True)
class Combinations:
    """How often the cells of some columns occur together, over many blocks.

    Each row is a few integers, which have a place among slots. Rows whose place is taken by others
    are counted as text.

    Parameters
    ----------
    columns : sequence of int
        Which columns.
    width : int
        How many the table has.
    quoted : bool
        Cells may stand in quotation marks.
    """

    columns: Sequence[int]
    width: int
    quoted: bool
    seen: dict[Cells, int] = field(default_factory=dict)
    _sizes: list[int] = field(default_factory=list)
    _table: Words = field(init=False)
    _number: IntArray = field(init=False)
    _counts: IntArray = field(init=False)
    _cells: list[Cells] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._number = np.zeros(1 << _SLOT_BITS, dtype=np.intp)
        self._counts = np.zeros(_MOST_SLOTS, dtype=np.int64)

    def add(self, rows: Rows, odd: Iterable[tuple[int, Sequence[Row]]] = ()) -> None:
        """Count rows; those that are not as wide as the header come as what was made of them."""
        bounds = [rows.bounds(c) for c in self.columns]
        if not self._sizes:
            longest = [int((end - start).max(initial=1)) for start, end in bounds]
            self._sizes = [min(-(-size // _WORD), _MOST_WORDS) for size in longest]
            self._table = np.full((sum(self._sizes), 1 << _SLOT_BITS), _NOBODY)
        words, short = self._words(rows.data, bounds)
        slots = _slots(words)
        known = self._is_known(words, slots)
        known &= short
        found = [(i, self._pick(row), 1) for i, made in odd for row in made]
        if not known.all():
            strange = np.flatnonzero(~known & short)
            found += self._settle(strange, words, slots, rows, bounds)
            known[strange] = self._is_known(words[:, strange], slots[strange])
            rest = np.flatnonzero(~known)
            numbers, texts = rows.row[rest].tolist(), self._texts(rest, rows.data, bounds)
            found += [(i, cells, 1) for i, cells in zip(numbers, texts, strict=True)]
            slots = slots[known]
        n = len(self._cells)
        self._counts[:n] += np.bincount(self._number.take(slots), minlength=n)
        for _, cells, k in sorted(found):  # as they come in the file
            self.seen[cells] = self.seen.get(cells, 0) + k

    def _words(
        self, data: Bytes, bounds: Sequence[tuple[IntArray, IntArray]]
    ) -> tuple[Words, BoolArray]:
        """Return the cells of each row as integers, and which rows fit into them."""
        at = np.ndarray((len(data) - _WORD + 1,), "<u8", data, strides=(1,))
        short = np.ones(len(bounds[0][0]), dtype=np.bool_)
        words = np.empty((sum(self._sizes), len(short)), dtype=np.uint64)
        i = 0
        for k, (start, end) in zip(self._sizes, bounds, strict=True):
            size = end - start
            short &= size <= _WORD * k
            for j in range(k):
                rest = np.clip(size - _WORD * j, 0, _WORD) if j else np.minimum(size, _WORD)
                np.bitwise_and(at[start + _WORD * j if j else start], _MASKS[rest], out=words[i])
                i += 1
        return words, short

    def _is_known(self, words: Words, slots: IntArray) -> BoolArray:
        """Tell which rows are what their slot holds."""
        known: BoolArray = self._table[0].take(slots) == words[0]
        for held, word in zip(self._table[1:], words[1:], strict=True):
            known &= held.take(slots) == word
        return known

    def _settle(
        self,
        strange: IntArray,
        words: Words,
        slots: IntArray,
        rows: Rows,
        bounds: Sequence[tuple[IntArray, IntArray]],
    ) -> list[tuple[int, Cells, int]]:
        """Give empty slots to the first rows that want them; return these rows, not yet counted."""
        wanted, first = np.unique(slots[strange], return_index=True)
        free = self._table[0][wanted] == _NOBODY
        held = len(self._cells)
        room = len(self._counts) - held
        wanted, first = wanted[free][:room], strange[first[free][:room]]
        self._table[:, wanted] = words[:, first]
        texts = list(self._texts(first, rows.data, bounds))
        self._number[wanted] = np.arange(held, held + len(wanted))
        self._cells += texts
        return [(i, cells, 0) for i, cells in zip(rows.row[first].tolist(), texts, strict=True)]

    def _texts(
        self, which: IntArray, data: Bytes, bounds: Sequence[tuple[IntArray, IntArray]]
    ) -> Iterator[Cells]:
        """Return the cells of some rows as text."""
        columns = [
            [
                cell_text(data[s:e].tobytes(), quoted=self.quoted)
                for s, e in zip(start[which].tolist(), end[which].tolist(), strict=True)
            ]
            for start, end in bounds
        ]
        return zip(*columns, strict=True)

    def add_texts(self, rows: Iterable[Row]) -> None:
        """Count rows whose cells are text."""
        for cells in map(self._pick, rows):
            self.seen[cells] = self.seen.get(cells, 0) + 1

    def _pick(self, row: Row) -> Cells:
        return tuple([row[i] for i in self.columns])

    def flush(self) -> dict[Cells, int]:
        """Return what was counted since the last time, in the order of first appearance."""
        for i in np.flatnonzero(self._counts).tolist():
            cells = self._cells[i]
            self.seen[cells] = self.seen.get(cells, 0) + int(self._counts[i])
        self._counts[:] = 0
        seen, self.seen = self.seen, {}
        return seen


def _slots(words: Words) -> IntArray:
    """Return where rows have their place: the highest bits of a sum of multiples."""
    mixed = words[0] * np.uint64(_SPREAD)
    for i, word in enumerate(words[1:], start=1):
        mixed ^= mixed >> np.uint64(29)
        mixed += word
        mixed *= np.uint64(_SPREAD + 2 * i)
    slots: IntArray = (mixed >> np.uint64(64 - _SLOT_BITS)).astype(np.intp)
    return slots
