"""Tables in Excel files: numbers as numbers, text as text, never a formula."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nps._base.errors import OptionError, needing
from nps._base.tables.sheet import FORMULA
from nps._base.text import Number, whole_characters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.tables.sheet import Sheet

#: Widest column, in characters of the font.
_WIDEST = 40
#: What a workbook holds: lines in one sheet, and characters in a cell.
_LINES, _LETTERS = 1_048_576, 32_767


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of a workbook: its name, lines of cells, and the lines of its head from `first` on.

    `spans` are cells over several columns: line, first and last column, text.
    """

    name: str
    lines: Sequence[Sequence[object]]
    first: int = 0
    head: int = 1
    spans: Sequence[tuple[int, int, int, str]] = ()


def page_of(sheet: Sheet, name: str) -> Page:
    """Return a table as a page: title, head, rows, notes."""
    above: list[list[object]] = [[sheet.title], []] if sheet.title else []
    runs = sheet.runs()
    over = [[span if i == first else "" for span, first, last in runs for i in _to(first, last)]]
    head = [*(over if runs else []), sheet.head]
    below = [[], *([note] for note in sheet.notes)] if sheet.notes else []
    spans = [(len(above), first, last, span) for span, first, last in runs if last > first]
    return Page(name, [*above, *head, *sheet.rows, *below], len(above), len(head), spans)


def _to(first: int, last: int) -> range:
    return range(first, last + 1)


def workbook(pages: Sequence[Page]) -> bytes:
    """Return an .xlsx file with these pages.

    Raises
    ------
    ModuleNotFoundError
        If XlsxWriter is not installed.
    OptionError
        If there are more lines than a sheet holds.
    """
    with needing("excel", "Excel files are written with XlsxWriter"):
        import xlsxwriter
    for page in pages:
        if len(page.lines) > _LINES:
            raise OptionError(
                f"a sheet of Excel holds {_LINES:,} lines, and these are {len(page.lines):,}: write"
                " CSV, or fewer rows."
            )
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        formats = _Formats(book)
        for page in pages:
            sheet = book.add_worksheet(page.name)
            for i, line in enumerate(page.lines):
                is_head = page.first <= i < page.first + page.head
                for j, value in enumerate(line):
                    _write(sheet, i, j, value, formats, bold=is_head)
            for i, first, last, span in page.spans:
                sheet.merge_range(i, first, i, last, "", formats("", bold=True))
                _write(sheet, i, first, span, formats, bold=True)
            if page.head:
                sheet.freeze_panes(page.first + page.head, 0)
                _widths(sheet, page)
    return held.getvalue()


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[tuple[str, bool, bool], object] = {}

    def __call__(self, form: str, *, bold: bool = False, quoted: bool = False) -> object:
        key = (form, bold, quoted)
        if key not in self._known:
            wanted: dict[str, object] = {"num_format": form} if form else {}
            wanted |= {"bold": True} if bold else {}
            wanted |= {"quote_prefix": True} if quoted else {}
            self._known[key] = self._book.add_format(wanted)
        return self._known[key]


def _write(sheet: Any, i: int, j: int, value: object, formats: _Formats, *, bold: bool) -> None:
    if isinstance(value, Number) and abs(value.value) < float("inf"):
        sheet.write_number(i, j, value.value, formats(value.form, bold=bold))
    elif isinstance(value, str):
        if not value:
            return
        text = whole_characters(value)[:_LETTERS]
        # a label is never a formula, not even after somebody edits its cell
        quoted = text.startswith(FORMULA)
        sheet.write_string(i, j, text, formats("", bold=bold, quoted=quoted))
    else:
        sheet.write_number(i, j, value, formats("", bold=bold))


def _widths(sheet: Any, page: Page) -> None:
    """Make columns as wide as what stands in the table, though no wider than is read at once."""
    table = [line for line in page.lines[page.first :] if len(line) > 1]
    for j in range(max(map(len, table), default=0)):
        longest = max(len(str(line[j])) for line in table if j < len(line))
        sheet.set_column(j, j, min(longest, _WIDEST) + 2)
