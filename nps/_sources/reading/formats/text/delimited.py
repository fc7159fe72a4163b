"""Survey exports as a stream of rows: which encoding, which delimiter, which rows do not fit.

The first million characters of a file decide how it is read, and then it passes by in pieces, so
that memory does not grow with the file. Nothing is repaired in silence: what had to be
guessed and what did not fit is kept and put into words by `DelimitedFile.notes`.
"""

from __future__ import annotations

import copy
import csv
import os
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import islice
from typing import BinaryIO, NoReturn, Self

from nps._base.errors import TableError
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._sources.reading.formats.headers import column_names_with, find_heading
from nps._sources.reading.formats.opening import Source, open_source
from nps._sources.reading.formats.tables import (
    CHUNK_ROWS,
    MOST_DISTINCT,
    Cells,
    Row,
    Table,
    nothing,
)
from nps._sources.reading.formats.text.blocks import (
    LONGEST_LINE,
    LONGEST_REST,
    Combinations,
    WholeLines,
    split_lines,
    utf_8_of,
)
from nps._sources.reading.formats.text.cutting import Cutter, Room
from nps._sources.reading.formats.text.encodings import find_encoding, note_on_encoding
from nps._sources.reading.formats.text.layouts import sniff_layout

SAMPLE_SIZE = 2**20

_CONTROLS = re.compile("[\0-\x08\x0e-\x1f]")
#: Characters that are no delimiters to the reader of blocks.
_NEVER_BETWEEN = ' "\r\n\0'
_BINARY = Note("this looks like a binary file; export the answers as CSV")
#: What survey tools write first, so that Excel splits the columns.
_SEPARATOR = re.compile(r'"?sep=(.|\\t)"?\r?\n', re.IGNORECASE)
#: Fed to the reader after the last line; it comes back as a row unless a quotation is still open.
_END = "\0end of file\0"


class DelimitedFile(Table):
    """A CSV or TSV file, read in one pass.

    Parameters
    ----------
    source : str or Source
        The file; "-" is standard input. What is packed, or cannot be rewound, is first copied to a
        temporary file.
    encoding : str, optional
        Overrules what the bytes suggest.
    option : str
        What messages call the way to name the encoding.
    skip : int, default 0
        Lines above the header that are left out.

    Attributes
    ----------
    encoding, layout
        How the file is read.
    rows, short_rows, long_rows : int
        Rows seen so far, how many lack cells at the end (they are filled with blanks), and how
        many have cells that no column claims (they are left out: their answers may have shifted).
    """

    def __init__(
        self,
        source: str | Source,
        encoding: str | None = None,
        *,
        option: str = "--encoding",
        skip: int = 0,
    ) -> None:
        self._option = option
        self._source = open_source(source) if isinstance(source, str) else source
        if self._source.kind == "parquet":
            raise TableError("this is a Parquet file: nps.read_answers and nps.from_frame read it")
        self._bytes = self._source.stream()
        try:
            self._notes: list[Note] = list(self._source.notes)
            self._is_valid = False  # as UTF-8, every byte of it
            self.encoding, self._errors = (
                (encoding, "strict") if encoding else self._guess_encoding()
            )
            self._skip = skip
            self._find_layout()
        except BaseException:
            self._bytes.close()
            raise

    def _find_layout(self) -> None:
        """Decide by the first characters what are cells and which rows are the header."""
        text = _as_text(self._bytes, self.encoding, self._errors)
        with self._decoding():
            for _ in range(self._skip):
                text.readline(LONGEST_LINE)
            start = text.read(SAMPLE_SIZE)
        text.detach()
        if len(_CONTROLS.findall(start)) * 50 > len(start):
            raise TableError(_BINARY)
        truncated = len(start) == SAMPLE_SIZE
        separator = _SEPARATOR.match(start)
        begin = separator.end() if separator else 0
        given = separator[1].replace("\\t", "\t") if separator else None
        self.layout, records = sniff_layout(start[begin:], truncated=truncated, delimiter=given)
        if not records:
            never = Note("its first row never ends")
            raise TableError(never if truncated else Note("the file is empty"))
        heading = find_heading(records)
        self._first = heading.first + bool(separator)
        self._spreads = heading.spreads
        self._notes += heading.notes
        self._width = len(heading.names)
        self.header = column_names_with(heading.names, [spread.name for spread in self._spreads])
        self.questions = [*heading.questions, *(spread.name for spread in self._spreads)]
        self.parts = frozenset(
            i for s in self._spreads for i in range(s.start, s.start + len(s.answers))
        )
        self.labels = {}
        self.rows = self.short_rows = self.long_rows = 0
        self.sample = self._fit(records[heading.first :])
        self.complete = not truncated
        if truncated:  # the rest of the file says how many there are
            self.short_rows = self.long_rows = 0

    def again(self) -> Self:
        """Return the same file opened once more, without finding out anew how it is read."""
        other = copy.copy(self)
        other._bytes = self._source.stream()
        return other

    def close(self) -> None:
        """Close the file."""
        self._bytes.close()

    @property
    def size(self) -> int:  # type: ignore[override]  # known only while the file is open
        """Bytes in the file."""
        return os.fstat(self._bytes.fileno()).st_size

    @property
    def position(self) -> int:
        """Bytes read so far."""
        return self._bytes.tell()

    @property
    def notes(self) -> list[Note]:
        """What was guessed and what did not fit, in words."""
        notes = list(self._notes)
        width = self._width
        if self.short_rows:
            notes.append(
                Note(
                    "{k:row} with fewer than {width} cells: the cells missing at the end were read"
                    " as blank",
                    k=self.short_rows,
                    width=width,
                )
            )
        if self.long_rows:
            notes.append(
                Note(
                    "{k:row} with more than {width} cells left out, because the answers may stand"
                    " in the wrong column",
                    k=self.long_rows,
                    width=width,
                )
            )
        return notes

    def chunks(self) -> Iterator[list[Row]]:
        """Yield the rows below the header in lists, each row as wide as the header."""
        _, _, records = self._begin()
        while True:
            with self._decoding():
                chunk = list(islice(records, CHUNK_ROWS))
            ended = self._has_ended(chunk)
            yield self._fit(chunk)
            if ended:
                return

    def _begin(self) -> tuple[WholeLines, deque[str], Iterator[Row]]:
        """Begin a pass below the header: lines to come, those held already, and rows of both."""
        self.rows = self.short_rows = self.long_rows = 0
        lines = WholeLines(utf_8_of(self._bytes, self.encoding, self._errors, valid=self._is_valid))
        held: deque[str] = deque()
        feed = self._feed(held, lines)
        for _ in range(self._skip):
            next(feed)
        records = self.layout.read(feed)
        with self._decoding():
            for _ in range(self._first):
                if _END in next(filter(None, records))[-1]:
                    self._refuse_open_quotation()
        return lines, held, records

    def _has_ended(self, chunk: list[Row]) -> bool:
        """Tell whether the file ends with these rows, and leave out what says so."""
        if not chunk[-1] or _END not in chunk[-1][-1]:
            return False
        if chunk.pop() != [_END]:
            self._fit(chunk)
            self._refuse_open_quotation()
        return True

    def _refuse_open_quotation(self) -> NoReturn:
        raise TableError(
            Note(
                "a quotation mark is opened and never closed in or after row {row}; close it, or"
                " the rows below it are lost",
                row=self.rows + 1,
            )
        )

    # ------------------------------------------------------------ how often cells occur together

    def combinations(
        self, columns: Sequence[int], advance: Callable[[int], object] = nothing
    ) -> Iterator[Mapping[Cells, int]]:
        """Yield how often the cells of these columns occur together, in parts that add up."""
        delimiter, quoted = self.layout.delimiter, self.layout.quoted
        if max(columns) >= self._width or not delimiter.isascii() or delimiter in _NEVER_BETWEEN:
            yield from super().combinations(columns, advance)
            return
        found = Combinations(columns, self._width, quoted)
        lines, held, _ = self._begin()
        lines.give_back("".join(held).encode("utf-8", "surrogatepass"))
        cutter = Cutter(ord(delimiter), self._width, quoted)
        position = 0
        while self._take(lines, cutter.room):
            rows = cutter.cut()
            rest = cutter.room.text(0 if rows is None else rows.used)
            if rows is not None:
                self.rows += len(rows.row)
                found.add(rows, [(i, self._fit(self._records(row))) for i, row in rows.odd])
            if rows is None or len(rest) > LONGEST_REST or (rest and lines.ended):
                self._read_oddities(rest, lines, found)
            else:
                lines.give_back(rest)
            if len(found.seen) >= MOST_DISTINCT:
                yield found.flush()
            advance(self.position - position)
            position = self.position
        yield found.flush()

    def _take(self, lines: WholeLines, room: Room) -> bool:
        with self._decoding():
            return lines.take(room)

    def _records(self, block: bytes) -> list[Row]:
        return list(self.layout.read(split_lines(block)))

    def _feed(self, held: deque[str], lines: WholeLines) -> Iterator[str]:
        """Yield the lines held, then those of the next block, which is held then, and so on."""
        room = Room()
        while True:
            while held:
                yield held.popleft()
            if not self._take(lines, room):
                yield _END
                return
            held.extend(split_lines(room.text()))

    def _read_oddities(self, block: bytes, lines: WholeLines, found: Combinations) -> None:
        """Let `csv` read a block, and as much beyond it as its last row needs."""
        held = deque(split_lines(block))
        records = self.layout.read(self._feed(held, lines))
        while held:
            with self._decoding():  # a quarter, since rows may take several lines
                chunk = list(islice(records, min(len(held) // 4 + 1, CHUNK_ROWS)))
            self._has_ended(chunk)
            found.add_texts(self._fit(chunk))

    def _fit(self, records: list[Row]) -> list[Row]:
        """Make every row as wide as the header, or leave it out, and keep count."""
        width = self._width
        if set(map(len, records)) == {width}:  # nearly always, and much faster
            fitting = records
        else:
            fitting = []
            for row in records:
                missing = width - len(row)
                if missing > 0:
                    if not row and width > 1:  # an empty line is no answer, unless it is all
                        continue
                    self.short_rows += bool(row)
                    fitting.append(row + [""] * missing)
                elif missing < 0 and any(cell.strip() for cell in row[width:]):
                    self.rows += 1
                    self.long_rows += 1
                else:
                    fitting.append(row[:width])
        self.rows += len(fitting)
        if self._spreads:
            return [[*row, *(spread.cell(row) for spread in self._spreads)] for row in fitting]
        return fitting

    @contextmanager
    def _decoding(self) -> Iterator[None]:
        """Read, and say how a wrong encoding is put right, or which row never ends."""
        try:
            yield
        except UnicodeError as error:
            way = self._option
            said = Note("{error}; name the right encoding with {way}", error=str(error), way=way)
            raise TableError(said) from None
        except csv.Error as error:
            raise TableError(
                Note(
                    "{error}: a longer cell is no answer; is a quotation mark opened and never"
                    " closed?",
                    error=str(error),
                )
            ) from None

    def _guess_encoding(self) -> tuple[str, str]:
        found = find_encoding(self._bytes)
        if found is None:
            raise TableError(_BINARY)
        self._is_valid = found.name == "utf-8" and found.failed_at is None
        if found.failed_at is not None:
            self._notes.append(note_on_encoding(found, self._option))
        return found.name, "replace" if found.damaged else "strict"


def _as_text(stream: BinaryIO, encoding: str, errors: str) -> TextIOWrapper:
    try:
        return TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")
    except LookupError:
        said = Note("unknown encoding {name}, try utf-8, cp1252 or gbk", name=shown(encoding))
        raise TableError(said) from None
