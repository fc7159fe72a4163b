"""Survey exports as a stream of rows: which encoding, which delimiter, which rows do not fit.

A file is opened once, its first million characters decide how it is read, and then it passes by in
chunks, so that memory does not grow with the file. Nothing is repaired in silence: what had to be
guessed and what did not fit is kept and put into words by `DelimitedFile.notes`.
"""

from __future__ import annotations

import codecs
import csv
import os
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO, TextIOWrapper
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO, Self

from nps._base.words.notes import Note
from nps._sources.opening import TableError, open_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

DELIMITERS = (",", ";", "\t", "|")
#: Stands for "nothing separates cells here": a control character that no survey contains.
NO_DELIMITER = "\x1f"
SAMPLE_SIZE = 2**20
CHUNK_ROWS = 1024
#: A longer cell is an unclosed quotation mark, not a comment.
LARGEST_CELL = 2**24

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f]")
_BINARY = "this looks like a binary file; export the answers as CSV"
_QUOTED_CELL = re.compile('"(?:[^"]|"")*"')
#: Fed to the reader after the last line; it comes back as a row unless a quotation is still open.
_END = "\0end of file\0"

Row = list[str]


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


class DelimitedFile:
    """A CSV or TSV file, read in one pass.

    Parameters
    ----------
    path : str
        The file; "-" is standard input. What is packed with gzip, or cannot be rewound, is first
        copied to a temporary file.
    encoding : str, optional
        Overrules what the bytes suggest.
    option : str
        What messages call the way to name the encoding.

    Attributes
    ----------
    header : list of str
        A name for each column, see `column_names`.
    sample : list of rows
        The first rows, before any chunk is read.
    encoding, layout
        How the file is read.
    rows, short_rows, long_rows : int
        Rows seen so far, how many lack cells at the end (they are filled with blanks), and how
        many have cells that no column claims (they are left out: their answers may have shifted).
    """

    def __init__(
        self, path: str, encoding: str | None = None, *, option: str = "--encoding"
    ) -> None:
        self._option = option
        self._bytes = open_bytes(path)
        try:
            self._notes: list[Note] = []
            self.encoding = encoding or self._sniff_encoding()
            self._text = _as_text(self._bytes, self.encoding)
            with self._decoding():
                start = self._text.read(SAMPLE_SIZE)
            if len(_CONTROLS.findall(start)) * 50 > len(start):
                raise TableError(_BINARY)
            truncated = len(start) == SAMPLE_SIZE
            self.layout, sample = sniff_layout(start, truncated=truncated)
            if not sample:
                raise TableError("its first row never ends" if truncated else "the file is empty")
            self.header = column_names(sample[0])
            self.rows = self.short_rows = self.long_rows = 0
            self.sample = self._fit(sample[1:])
        except BaseException:
            self._bytes.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._bytes.close()

    @property
    def size(self) -> int:
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
        width = len(self.header)
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
        self.rows = self.short_rows = self.long_rows = 0
        records = self.layout.read(chain(self._text, [_END]))
        self._text.seek(0)
        with self._decoding():
            next(filter(None, records))
        while True:
            with self._decoding():
                chunk = list(islice(records, CHUNK_ROWS))
            if len(chunk) == CHUNK_ROWS and chunk[-1] != [_END]:
                yield self._fit(chunk)
                continue
            if not chunk or chunk.pop() != [_END]:
                raise TableError(
                    "a quotation mark is opened and never closed in or after row"
                    f" {self.rows + len(chunk) + 1}; close it, or the rows below it are lost"
                )
            yield self._fit(chunk)
            return

    def _fit(self, records: list[Row]) -> list[Row]:
        """Make every row as wide as the header, or leave it out, and keep count."""
        width = len(self.header)
        if set(map(len, records)) == {width}:  # nearly always, and much faster
            self.rows += len(records)
            return records
        fitting = []
        for row in records:
            missing = width - len(row)
            if missing > 0:
                if not row and width > 1:  # an empty line is no answer, unless it is all there is
                    continue
                self.short_rows += bool(row)
                fitting.append(row + [""] * missing)
            elif missing < 0 and any(cell.strip() for cell in row[width:]):
                self.rows += 1
                self.long_rows += 1
            else:
                fitting.append(row[:width])
        self.rows += len(fitting)
        return fitting

    @contextmanager
    def _decoding(self) -> Iterator[None]:
        """Read, and say how a wrong encoding is put right."""
        try:
            with _reading():
                yield
        except UnicodeError as error:
            raise TableError(f"{error}; name the right encoding with {self._option}") from None

    def _sniff_encoding(self) -> str:
        encoding, failed_at = sniff_encoding(self._bytes)
        if failed_at is not None:
            self._notes.append(
                Note(
                    "not valid UTF-8 (byte {position}), so read as Latin-1; if letters look wrong,"
                    " name the encoding with {option}, such as cp1252 or gbk",
                    position=str(failed_at),
                    option=self._option,
                )
            )
        return encoding


def sniff_encoding(stream: BinaryIO) -> tuple[str, int | None]:
    """Return the encoding, and where UTF-8 fails if Latin-1 is the fallback.

    Text of any language has line ends, digits and delimiters; in UTF-16 each of them has a zero
    byte, before it (big endian) or after it (little endian).
    """
    start = stream.read(SAMPLE_SIZE)
    stream.seek(0)
    for mark, name in _BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return name, None
    if start.count(0) * 50 > len(start):
        name = "utf-16-le" if start[1::2].count(0) > start[0::2].count(0) else "utf-16-be"
        try:
            codecs.getincrementaldecoder(name)().decode(start)
        except UnicodeDecodeError:
            raise TableError(_BINARY) from None
        return name, None
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while True:
            checked = stream.tell() - len(decoder.getstate()[0])
            block = stream.read(SAMPLE_SIZE)
            decoder.decode(block, final=not block)
            if not block:
                return "utf-8", None
    except UnicodeDecodeError as error:
        return "latin-1", checked + error.start
    finally:
        stream.seek(0)


def sniff_layout(text: str, *, truncated: bool = False) -> tuple[Layout, list[Row]]:
    """Return how the start of a file is best read, and its rows so read, empty lines left out.

    A delimiter is good when the header has many cells and the rows have as many. With w the width
    of the header and v that of a row, a row agrees by (min(v, w) - 1)/(max(v, w) - 1), and the
    delimiter earns (w - 1) times the square of the mean agreement.
    """
    best: tuple[float, Layout, list[Row]] | None = None
    for delimiter in DELIMITERS:
        layout, rows = _sniff_quoting(text, delimiter, truncated)
        merit = _merit(rows)
        if merit > 0 and (best is None or merit > best[0]):
            best = merit, layout, rows
    if best is None:
        single = Layout(NO_DELIMITER, quoted=True)
        return single, _sample_rows(text, single, truncated)
    return best[1], best[2]


def column_names(cells: Row) -> list[str]:
    """Give every column one distinct name: spaces tidied, blank and repeated names numbered."""
    tidy = [" ".join(cell.split()) for cell in cells]
    seen = Counter(tidy)
    return [
        f"{name} (column {i})".lstrip() if not name or seen[name] > 1 else name
        for i, name in enumerate(tidy, start=1)
    ]


def _sniff_quoting(text: str, delimiter: str, truncated: bool) -> tuple[Layout, list[Row]]:
    """Decide whether a double quote at the start of a cell is a quotation or a plain character.

    When all rows are as wide as their header with quotation, that is the rule. Else the reading
    with more such rows is right, because a wrong one tears quoted line breaks apart or swallows
    rows. Between tabs quotation takes cells that are quoted from end to end.
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
    with _reading():
        rows = [row for row in layout.read(StringIO(text, newline="")) if row]
    return rows[:-1] if truncated else rows


def _fitting(rows: list[Row]) -> int:
    return sum(len(row) == len(rows[0]) for row in rows)


def _merit(rows: list[Row]) -> float:
    widths = [len(row) - 1 for row in rows]
    if not widths or widths[0] == 0:
        return 0.0
    width, below = widths[0], widths[1:] or widths
    agreement = sum(min(width, other) / max(width, other) for other in below) / len(below)
    return width * agreement**2


def _as_text(stream: BinaryIO, encoding: str) -> TextIOWrapper:
    try:
        return TextIOWrapper(stream, encoding=encoding, newline="")
    except LookupError:
        raise TableError(f"unknown encoding {encoding!r}, try utf-8, cp1252 or gbk") from None


@contextmanager
def _reading() -> Iterator[None]:
    """Allow long cells while this block reads, and say in words which row never ends."""
    limit = csv.field_size_limit(LARGEST_CELL)
    try:
        yield
    except csv.Error as error:
        raise TableError(f"{error}; is a quotation mark opened and never closed?") from None
    finally:
        csv.field_size_limit(limit)
