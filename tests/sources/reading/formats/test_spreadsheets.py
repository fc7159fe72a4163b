"""Sheets that cannot be read."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from answer_files import ANSWERS, EXPECTED, QUESTION, by_openpyxl, by_xlsxwriter

import nps
from nps._sources.reading.formats import formulas, spreadsheets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_damaged_sheet_is_named(tmp_path):
    class Book:
        def get_sheet_by_name(self, name):
            raise OSError("unexpected end")

    with pytest.raises(nps.TableError, match="the sheet 'Answers' is damaged: unexpected end"):
        spreadsheets._table(Book(), tmp_path, "Answers")


def test_a_sheet_without_rows_holds_no_ratings(tmp_path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Read me").write(0, 0, "Survey of spring, see the next sheet")
        sheet = book.add_worksheet("Answers")
        for row, cells in enumerate([["id", "NPS"], [1, 9], [2, 3], [3, 7]]):
            sheet.write_row(row, 0, cells)
    file = nps.read_answers(path)
    assert file.count() == nps.Counts(1, 1, 1)
    assert "the answers are on the sheet 'Answers' of 2" in file.notes


def by_pandas(path: Path) -> None:
    frame = pd.DataFrame({"id": range(6), QUESTION: ANSWERS})
    frame.to_excel(path, index=False, engine="openpyxl")


@pytest.mark.parametrize("write", [by_openpyxl, by_xlsxwriter, by_pandas])
def test_workbooks(tmp_path: Path, write: Callable[[Path], None]) -> None:
    path = tmp_path / "survey.xlsx"
    write(path)
    file = nps.read_answers(path)
    assert (file.format, file.rating, file.count()) == ("excel", QUESTION, EXPECTED)
    if write is by_openpyxl:
        assert file.notes == ("1 row above the header left out",)
        assert file.column("when")[0] == "2024-03-01 09:30:00"


def test_cells_of_a_workbook_as_text() -> None:
    cells = {
        9.0: "9", 8.5: "8.5", True: "TRUE", "x ": "x", None: "", date(2024, 3, 1): "2024-03-01",
        datetime(2024, 3, 1): "2024-03-01", time(9, 30): "09:30:00",
        timedelta(hours=26): "1 day, 2:00:00",
    }  # fmt: skip
    assert {value: spreadsheets._text(value) for value in cells} == cells


def test_several_sheets(tmp_path: Path) -> None:
    path = tmp_path / "survey.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, header in (("Notes", "remark"), ("Data", QUESTION), ("Empty", None)):
            sheet = book.add_worksheet(name)
            if header:
                sheet.write_column(0, 0, ["id", 1, 2, 3])
                sheet.write_column(0, 1, [header, 9, 9, 3] if header == QUESTION else ["a"] * 4)
    file = nps.read_answers(path)
    assert file.count() == nps.Counts(2, 0, 1)
    assert file.notes == ("the answers are on the sheet 'Data' of 2",)
    assert nps.read_answers(path, sheet="Data").count() == file.count()
    assert nps.read_answers(path, sheet=2).count() == file.count()
    assert nps.read_answers(path, sheet="2").count() == file.count()
    with pytest.raises(nps.OptionError, match=r"no sheet 'data '; there are .* mean 'Data'\?"):
        nps.read_answers(path, sheet="data ")
    with pytest.raises(nps.TableError, match="the sheet 'Empty' is empty"):
        nps.read_answers(path, sheet="Empty")
    with pytest.raises(nps.OptionError, match="no sheet '999"):
        nps.read_answers(path, sheet="9" * 5000)


def test_merged_cells_of_thousands_of_digits(tmp_path: Path) -> None:
    path = tmp_path / "survey.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_column(0, 1, [QUESTION, 9, 9, 3])
        sheet.write(0, 0, "shop")
        sheet.merge_range(1, 0, 3, 0, "9" * 5000)
    assert set(nps.read_answers(path).count(by="shop")) == {"9" * 5000}


@pytest.mark.parametrize(("headers", "message"), [
    ((QUESTION, "NPS"), "2 sheets may hold the ratings: 'S0', 'S1'; name one with sheet="),
    (("a", "b"), "no sheet holds ratings: 'S0', 'S1'; name one with"),
])  # fmt: skip
def test_which_sheet_is_asked(tmp_path: Path, headers: tuple[str, str], message: str) -> None:
    path = tmp_path / "survey.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for i, header in enumerate(headers):
            sheet = book.add_worksheet(f"S{i}")
            sheet.write_column(0, 0, ["id", "x", "y", "z"])
            sheet.write_column(0, 1, [header, 9, 9, 3])
    with pytest.raises(nps.OptionError, match=message):
        nps.read_answers(path)


def test_a_workbook_with_nothing_in_it_and_a_damaged_one(tmp_path: Path) -> None:
    path = tmp_path / "survey.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(nps.TableError, match="the workbook is empty"):
        nps.read_answers(path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(nps.TableError, match="packed with zip, and damaged or protected"):
        nps.read_answers(path)
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    with pytest.raises(nps.TableError, match="this workbook is damaged or protected"):
        nps.read_answers(tmp_path / "old.xls")


def test_an_answer_spread_over_columns_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "survey.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Respondent", QUESTION])
        sheet.write_row(1, 1, [str(i) for i in range(11)])
        for i, answer in enumerate([10, 9, 3]):
            sheet.write(2 + i, 0, i)
            sheet.write(2 + i, 1 + answer, str(answer))
    assert nps.read_answers(path).count() == nps.Counts(2, 0, 1)


def test_where_formulas_without_values_stand(tmp_path, monkeypatch):
    path = tmp_path / "answers.xlsx"
    book = openpyxl.Workbook()
    for row in [["id", "NPS"], *([i, f"={i}+0"] for i in range(4))]:
        book.active.append(row)
    book.save(path)
    whole = formulas.uncalculated(path, "Sheet")
    assert whole == {1: [1, 2, 3, 4]}
    monkeypatch.setattr(formulas, "_PIECE", 150)  # pieces that end within a cell
    assert formulas.uncalculated(path, "Sheet") == whole
    assert formulas.uncalculated(path, "another") == {}
    path.write_bytes(b"no archive")
    assert formulas.uncalculated(path, "Sheet") == {}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<table/>")
    assert formulas.uncalculated(path, "Sheet") == {}
