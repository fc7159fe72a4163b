"""Sheets that cannot be read."""

from __future__ import annotations

import pytest

import nps
from nps._sources.reading.formats.spreadsheets import _table


def test_a_damaged_sheet_is_named():
    class Book:
        def get_sheet_by_name(self, name):
            raise OSError("unexpected end")

    with pytest.raises(nps.TableError, match="the sheet 'Answers' is damaged: unexpected end"):
        _table(Book(), "Answers")


def test_a_sheet_without_rows_holds_no_ratings(tmp_path):
    pytest.importorskip("python_calamine")
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Read me").write(0, 0, "Survey of spring, see the next sheet")
        sheet = book.add_worksheet("Answers")
        for row, cells in enumerate([["id", "NPS"], [1, 9], [2, 3], [3, 7]]):
            sheet.write_row(row, 0, cells)
    file = nps.read_answers(path)
    assert file.count() == nps.Counts(1, 1, 1)
    assert "the answers are on the sheet 'Answers' of 2" in file.notes
