"""Workbooks as programs write them: formulas are stored without a value, or with 0."""

from __future__ import annotations

import re
import zipfile

import openpyxl
import pytest
import xlsxwriter
from command_line import main

import nps

CELLS = (9, 10, 3, 9)


def by_openpyxl(path, *, first=0):
    """Write formulas without values below the first so many answers."""
    book = openpyxl.Workbook()
    book.active.append(["id", "NPS"])
    for i, cell in enumerate(CELLS):
        book.active.append([i, cell if i < first else f"={cell}+0"])
    book.save(path)


def by_xlsxwriter(path, values):
    """Write formulas with these values, of which 0 is what is stored where nobody has said one."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Q & A")
        sheet.write_row(3, 2, ["id", "NPS", "seen"])
        for i, value in enumerate(values):
            sheet.write(i + 4, 2, i)
            sheet.write_formula(i + 4, 3, f"=A{i}", value=value)
            sheet.write_formula(i + 4, 4, "=TRUE()", value=True)


def test_formulas_without_a_value_are_blank_and_said(tmp_path):
    path = tmp_path / "answers.xlsx"
    by_openpyxl(path, first=3)
    file = nps.read_answers(path)
    assert file.count().distribution == (0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1)
    assert file.count().missing == 1
    (note,) = [note for note in file.notes if "formula" in note]
    assert note.startswith("'NPS' holds 1 formula that nobody has calculated, read as blank")


def test_the_command_says_what_to_do(tmp_path, capsys):
    path = tmp_path / "answers.xlsx"
    by_openpyxl(path)
    assert main([str(path)]) == 1
    told = capsys.readouterr().err
    assert "no valid answer in column 'NPS': 4 missing, 0 invalid; 'NPS' holds 4 formulas" in told
    assert "open the workbook in a spreadsheet, save it there" in told


@pytest.mark.parametrize(
    ("values", "missing"), [((0, 0, 0, 0), 4), ((0, 9, 10, 0), 0), (("", 9, 0, ""), 2)]
)
def test_noughts_are_none_where_all_formulas_of_a_column_have_them(values, missing, tmp_path):
    path = tmp_path / "answers.xlsx"
    by_xlsxwriter(path, values)
    assert nps.read_answers(path).count().missing == missing


def test_formulas_beside_and_below_the_answers(tmp_path):
    path = tmp_path / "answers.xlsx"
    book = openpyxl.Workbook()
    for row in [["", "id", "NPS", ""], ["", 1, 9, "=C2"], ["", 2, 3, ""], ["=A1", "", "", "=B9"]]:
        book.active.append([cell or None for cell in row])
    book.save(path)
    assert nps.read_answers(path).count().n == 2


def test_formulas_in_titles_are_not_told(tmp_path):
    path = tmp_path / "answers.xlsx"
    book = openpyxl.Workbook()
    for row in [["=TODAY()", ""], ["NPS", "id"], [9, 1], [3, 2], ["=A3", 3]]:
        book.active.append([cell or None for cell in row])
    book.save(path)
    (note,) = [note for note in nps.read_answers(path).notes if "formula" in note]
    assert note.startswith("'NPS' holds 1 formula that")


@pytest.mark.parametrize(
    ("value", "missing"),
    [(b'<v xml:space="preserve">9</v>', 0), (b"<v>9." + b"0" * 120 + b"</v>", 0), (b"<v/>", 1)],
)
def test_values_however_they_are_written(value, missing, tmp_path):
    path = tmp_path / "answers.xlsx"
    by_openpyxl(path, first=3)
    whole = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(whole, "w") as new:
        for name in old.namelist():
            found = re.sub(rb"<v ?/>|<v></v>", value, old.read(name))
            new.writestr(name, found if "sheet1" in name else old.read(name))
    assert nps.read_answers(whole).count().missing == missing
