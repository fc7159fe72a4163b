"""How large a workbook may be, seen before a reader makes room for all of its cells.

Readers hold a sheet as a rectangle: two cells in opposite corners of an empty one would take more
memory than there is, and end the program.
"""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nps._base.errors import TableError
from nps._base.words.notes import Note

if TYPE_CHECKING:
    from pathlib import Path

#: Most bytes that come out of a workbook, and most cells of the rectangle that a sheet fills.
LARGEST, CELLS = 2**31, 50_000_000
_PIECE, _TAG = 2**20, 1000
#: Tags that are longer than writers make them hide where their cell is.
_LONG = re.compile(rb"<(?:\w{1,20}:)?(?:c|row)\s[^<>]{900}")
_CELL = re.compile(rb"<(?:\w{1,20}:)?c(?:\s([^<>]{0,900}))?>")
_WIDE = re.compile(rb'<c r="[A-Za-z]{2}')
_ROW = re.compile(rb"<(?:\w{1,20}:)?row\s([^<>]{0,900}[^<>/])>")
_PLACE = re.compile(rb"""(?:^|\s)r\s{0,99}=\s{0,99}["']([A-Za-z]{0,7})(\d{1,9})""", re.MULTILINE)
_OPEN_TAG = re.compile(
    rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]{0,9999})>"
)
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s{0,99}=\s{0,99}["'](\d{1,10})""")


def check_size(path: Path) -> None:
    """Refuse a workbook that is too large in memory, however small its file is.

    Raises
    ------
    TableError
        Says the limit.
    """
    if not zipfile.is_zipfile(path):
        return  # the older kind has 65,536 rows of 256 cells at most
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if sum(member.file_size for member in members) > LARGEST:
            raise TableError(
                Note(
                    "a workbook that unpacks to more than {limit} GB; save the answers as CSV",
                    limit=LARGEST // 2**30,
                )
            )
        for member in members:
            if member.filename == "content.xml":
                rows, columns = _size_of_open_document(_pieces(archive, member))
            else:  # read to its end, which is where a size that is not as told is seen
                wide = {_may_be_wide(piece) for piece in _pieces(archive, member)}
                if wide == {False}:
                    continue
                rows, columns = _size_of_sheet(_pieces(archive, member))
            if rows * columns > CELLS:
                raise TableError(
                    Note(
                        "a sheet of {rows} rows by {columns} columns, and {most} cells are the"
                        " most; delete what stands far from the answers, or save them as CSV",
                        rows=rows,
                        columns=columns,
                        most=CELLS,
                    )
                )


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what is packed, in pieces that end between tags, as far as tags are short."""
    with archive.open(member) as content:
        rest = b""
        while piece := content.read(_PIECE):
            rest += piece
            cut = rest.rfind(b"<", len(rest) - _TAG)
            cut = len(rest) if cut < 0 or b">" in rest[cut:] else cut
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def _may_be_wide(piece: bytes) -> bool:
    """Tell whether cells may stand beyond column Z: fewer are never too many."""
    usual = piece.count(b'<c r="')
    cells = piece.count(b"<c ") + piece.count(b"<c>") + piece.count(b":c ") + piece.count(b":c>")
    return usual < cells or _WIDE.search(piece) is not None


def _size_of_sheet(pieces: Iterator[bytes]) -> tuple[int, int]:
    """Return the last row and the last column of a sheet that hold anything."""
    last_row = last_column = last_started = 0
    somewhere = True
    for piece in pieces:
        if _LONG.search(piece):
            raise TableError(Note("this workbook is damaged or protected: {error}", error="<c>"))
        cells = [cell for cell in _CELL.findall(piece) if not cell.endswith(b"/")]
        places = _PLACE.findall(b"\n".join(cells))
        somewhere = somewhere and len(places) >= len(cells)
        starts = _PLACE.findall(b"\n".join(_ROW.findall(piece)))
        last_started = max([last_started, *(int(row) for _, row in starts)])
        last_row = max([last_row, *(int(row) for _, row in places)])
        last_column = max([last_column, *map(_column, {name for name, _ in places})])
    return (last_row if somewhere else max(last_row, last_started)), last_column


def _column(name: bytes) -> int:
    """Return which column is called so: A is 1, AA is 27."""
    number = 0
    for letter in name.upper():
        number = 26 * number + letter - 64
    return number


def _size_of_open_document(pieces: Iterator[bytes]) -> tuple[int, int]:
    """Return the last row and the last column that hold anything, of the largest table."""
    rows = columns = above = height = column = 0
    found = (0, 0)
    for piece in pieces:
        for tag in _OPEN_TAG.finditer(piece):
            kind, told = tag[1], tag[2]
            times = int(repeated[1]) if (repeated := _REPEATED.search(told)) else 1
            if kind == b"table":
                rows = columns = above = height = 0
            elif kind == b"table-row":
                above, height, column = above + height, times, 0
            else:
                column += times
                if not told.endswith(b"/") or b"office:" in told:
                    rows, columns = above + height, max(columns, column)
                    found = max(found, (rows, columns), key=math.prod)
    return found
