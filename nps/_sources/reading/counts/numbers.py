"""How numbers of answers are written: 1250, 1,250 or 1 250."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nps._base.errors import OptionError
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._sources.reading.naming import find_column

if TYPE_CHECKING:
    from nps._sources.reading.formats.tables import Table

#: Thousands as English writes them, and what stands between them where nothing else is meant.
_BY_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,5}")
_SPACE_IN_NUMBER = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'\u2019](?=\d{3}(?!\d))")


def said_of_numbers(table: Table, frequency: str | None) -> list[Note]:
    """Say that numbers of answers have commas between thousands, which others write for points."""
    place = None if frequency is None else find_column(table, frequency)
    cells = [] if place is None else [row[place].strip() for row in table.sample]
    return [
        Note("{cell} is read as {number}", cell=shown(cell), number=cell.replace(",", ""))
        for cell in cells
        if _BY_COMMAS.fullmatch(cell)
    ][:1]


@lru_cache(maxsize=1 << 12)
def whole_number(cell: str, column: str) -> int:
    """Return a number of answers."""
    text = _SPACE_IN_NUMBER.sub("", cell.strip())
    if _BY_COMMAS.fullmatch(text):
        text = text.replace(",", "")
    if text.isdecimal() and len(text) < 19:
        return int(text)
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", text):
        raise OptionError(
            Note(
                "frequency: {cell} in column {column} may be a thousand or one; write whole numbers"
                " without a point.",
                cell=shown(cell),
                column=shown(column),
            )
        )
    try:
        number = float(text or "0")
    except ValueError:
        number = -1.0
    if number < 0 or not number.is_integer():
        raise OptionError(
            Note(
                "frequency: column {column} must hold whole numbers from 0 on, got {cell}.",
                column=shown(column),
                cell=shown(cell),
            )
        )
    return int(number)
