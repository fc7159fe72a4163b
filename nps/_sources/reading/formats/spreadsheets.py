"""Excel (.xlsx, .xlsm, .xlsb, .xls) and OpenDocument, through python-calamine."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from nps._base.checks import did_you_mean
from nps._base.errors import OptionError, TableError, needing
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._sources.reading.formats.bounds import check_size
from nps._sources.reading.formats.formulas import uncalculated
from nps._sources.reading.formats.headers import find_heading
from nps._sources.reading.formats.json_files import cell_text
from nps._sources.reading.formats.tables import CHUNK_ROWS, Row, RowTable, Table

if TYPE_CHECKING:
    from pathlib import Path

#: No number above is a rating from 0 to 10.
_TOP = 10
#: Digits of a number that Python reads from text, and that may be one of a sheet.
_DIGITS = 9


def choose_sheet(
    path: Path, sheet: str | int | None, option: str, holds_ratings: Callable[[Table], bool]
) -> Table:
    """Return the sheet that was named, the only one, or the only one with a column of ratings.

    Raises
    ------
    TableError
        If the workbook is damaged, protected, or empty.
    OptionError
        If there is no such sheet, or several may be meant.
    ModuleNotFoundError
        If python-calamine is not installed.
    """
    book = _open(path)
    names = list(book.sheet_names)
    if sheet is not None:
        return _table(book, path, _named(sheet, names, option))
    tables = {name: table for name in names if (table := _read(book, path, name)) is not None}
    if not tables:
        raise TableError(Note("the workbook is empty"))
    if len(tables) == 1:
        return next(iter(tables.values()))
    fitting = [name for name, table in tables.items() if holds_ratings(table)]
    if len(fitting) == 1:
        note = Note(
            "the answers are on the sheet {sheet} of {k}", sheet=shown(fitting[0]), k=len(tables)
        )
        return _table(book, path, fitting[0], note)
    held = tuple(map(shown, fitting or tables))
    raise OptionError(
        Note(
            "{k} sheets may hold the ratings: {held}; name one with {option}",
            k=str(len(fitting)),
            held=held,
            option=option,
        )
        if fitting
        else Note(
            "no sheet holds ratings: {held}; name one with {option}", held=held, option=option
        )
    )


def _open(path: Path) -> Any:
    with needing("excel", "Excel files are read with python-calamine"):
        import python_calamine
    try:
        check_size(path)
        return python_calamine.load_workbook(str(path))
    except TableError:
        raise
    except (
        python_calamine.CalamineError, zipfile.BadZipFile, zlib.error, EOFError, OSError,
        NotImplementedError, RuntimeError, ValueError,
    ) as error:  # fmt: skip
        raise TableError(
            Note("this workbook is damaged or protected: {error}", error=str(error))
        ) from None


def _named(sheet: str | int, names: Sequence[str], option: str) -> str:
    if isinstance(sheet, str) and sheet in names:
        return sheet
    number = int(sheet) if isinstance(sheet, int) or _is_short(sheet) else 0
    if 1 <= number <= len(names):
        return names[number - 1]
    held = tuple(map(shown, names))
    raise OptionError(
        Note(
            "{option}: no sheet {sheet}; there are {held}.{meant}",
            option=option,
            sheet=shown(sheet),
            held=held,
            meant=did_you_mean(sheet, names),
        )
    )


def _read(book: Any, path: Path, name: str) -> Table | None:
    """Return a sheet as a table, None if it is empty or no table (a chart)."""
    try:
        return _table(book, path, name)
    except TableError:
        return None


def _table(book: Any, path: Path, name: str, note: Note | None = None) -> Table:
    import python_calamine

    try:
        sheet = book.get_sheet_by_name(name)
        cells = sheet.to_python(skip_empty_area=True)
    except (python_calamine.CalamineError, OSError) as error:
        raise TableError(
            Note("the sheet {sheet} is damaged: {error}", sheet=shown(name), error=str(error))
        ) from None
    texts = [[_text(value) for value in line] for line in cells]
    lacking = _without_values(texts, sheet.start, uncalculated(path, name))
    rows = [row for row in texts if any(row)]
    if not rows:
        raise TableError(Note("the sheet {sheet} is empty", sheet=shown(name)))
    heading = find_heading(rows)
    width = len(heading.names)
    body = rows[heading.first :]
    notes = [*heading.notes, *([note] if note is not None else [])]
    above = next((i for i, row in enumerate(texts) if body and row is body[0]), len(texts))
    if _fill_merged(sheet, texts, above):
        notes.append(Note("what stands in merged cells was read for each of their rows"))
    told = Counter(column for row, column in lacking if row >= above)
    notes += [
        Note(
            "{column} holds {k:formula} that nobody has calculated, read as blank: open the"
            " workbook in a spreadsheet, save it there, and read it again",
            k=k,
            column=shown(heading.names[column]),
        )
        for column, k in told.items()
    ]
    spreads = heading.spreads
    header = [*heading.names, *(spread.name for spread in spreads)]
    questions = [*heading.questions, *(spread.name for spread in spreads)]
    parts = frozenset(i for s in spreads for i in range(s.start, s.start + len(s.answers)))

    def chunks() -> Iterator[list[Row]]:
        for i in range(0, len(body), CHUNK_ROWS):
            yield [
                [*row[:width], *(spread.cell(row) for spread in spreads)]
                for row in body[i : i + CHUNK_ROWS]
            ]

    return RowTable(header, questions, chunks, len(body), notes=notes, parts=parts)


def _without_values(
    texts: Sequence[Row], start: tuple[int, int] | None, places: Mapping[int, Sequence[int]]
) -> list[tuple[int, int]]:
    """Blank formulas that have no value; return their rows and columns in the table."""
    if start is None or not places:
        return []
    lacking = {(row - start[0], column - start[1]) for column in places for row in places[column]}
    found = [(i, j) for i, line in enumerate(texts) for j in range(len(line)) if (i, j) in lacking]
    for i, j in found:
        texts[i][j] = ""
    return found


def _fill_merged(sheet: Any, texts: Sequence[Row], first: int) -> bool:
    """Write the text of cells that are merged downwards into all their rows; tell if there were.

    A number that may be a rating is one answer and stays where it is.
    """
    filled, room = False, sum(map(len, texts))
    begin_row, begin_column = sheet.start
    for (top, left), (bottom, _) in getattr(sheet, "merged_cell_ranges", None) or ():
        row, column, end = top - begin_row, left - begin_column, bottom - begin_row + 1
        room -= end - row  # cells belong to one range at most
        inside = first <= row < len(texts) and 0 <= column < len(texts[row]) and room >= 0
        text = texts[row][column] if inside else ""
        if text and end > row + 1 and not (_is_short(text) and int(text) <= _TOP):
            for line in texts[row + 1 : end]:
                line[column] = text
            filled = True
    return filled


def _is_short(text: str) -> bool:
    """Tell a whole number that is not of thousands of digits, which Python would not read."""
    return text.isdecimal() and len(text) <= _DIGITS


def _text(value: object) -> str:
    """Return a cell as text: dates as ISO 8601, at midnight without a time."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return cell_text(value).strip()
