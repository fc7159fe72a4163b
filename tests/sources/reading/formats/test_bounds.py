"""A small file that would be a huge table is refused before a reader makes room for it."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from answer_files import QUESTION

import nps

if TYPE_CHECKING:
    from pathlib import Path

FAR = r"a sheet of 1,?048,?576 rows by 16,?384 columns"
HEAD = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{QUESTION}</t></is></c></row>'


def workbook(path: Path, *, far: object) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, [QUESTION, 9, 9, 3])
        if far is None:
            sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
        else:
            sheet.write(1_048_575, 16_383, far)
    return path


def with_sheet(path: Path, rows: str, name: str = "xl/worksheets/sheet1.xml") -> Path:
    """Put rows of XML into a workbook in the place of its own."""
    whole = workbook(path.with_name("whole.xlsx"), far=None)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            if member == name:
                before, _, rest = content.partition(b"<sheetData>")
                after = rest.partition(b"</sheetData>")[2]
                content = before + b"<sheetData>" + rows.encode() + b"</sheetData>" + after
            new.writestr(member, content)
    return path


def document(path: Path, rows: str) -> Path:
    """Write an OpenDocument spreadsheet of these rows."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    head = f'<table:table-row><table:table-cell office:value-type="string"><text:p>{QUESTION}'
    content = (
        f'<?xml version="1.0"?><office:document-content{spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="S">{head}</text:p></table:table-cell></table:table-row>{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return path


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576"><v>9</v></c></row>',
        "<row r='1048576'><c s='0' r='XFD1048576'><v>9</v></c></row>",
        '<x:row r="1048576"><x:c  r = "XFD1048576"><x:v>9</x:v></x:c></x:row>',
        '<row r="1"><c r="XFD1"><v>9</v></c></row><row r="1048576"><c><v>9</v></c></row>',
    ],
)
def test_two_cells_far_from_each_other(tmp_path, rows):
    with pytest.raises(nps.TableError, match=FAR):
        nps.read_answers(with_sheet(tmp_path / "far.xlsx", HEAD + rows))


def test_a_tag_that_hides_where_its_cell_is(tmp_path):
    rows = f'{HEAD}<row r="2"><c {" " * 5000}r="XFD1048576"><v>9</v></c></row>'
    with pytest.raises(nps.TableError, match="damaged"):
        nps.read_answers(with_sheet(tmp_path / "far.xlsx", rows))


@pytest.mark.slow
def test_a_cell_with_a_value_counts_and_one_with_a_format_does_not(tmp_path):
    with pytest.raises(nps.TableError, match=FAR):
        nps.read_answers(workbook(tmp_path / "far.xlsx", far=1))
    formatted = workbook(tmp_path / "formatted.xlsx", far=None)
    assert nps.read_answers(formatted).count() == nps.Counts(2, 0, 1)


CELL = '<table:table-cell office:value-type="float" office:value="9"{}/>'


def test_repeated_cells_of_an_open_document(tmp_path):
    row = "<table:table-row{}>{}</table:table-row>"
    three = row.format(' table:number-rows-repeated="3"', CELL.format(""))
    blank = row.format(
        ' table:number-rows-repeated="1048000"',
        '<table:table-cell table:number-columns-repeated="16384"/>',
    )
    fine = document(tmp_path / "fine.ods", three + blank)
    assert nps.read_answers(fine).count() == nps.Counts(3, 0, 0)
    wide = CELL.format(' table:number-columns-repeated="16384"')
    far = row.format("", wide)
    for rows in (row.format(' table:number-rows-repeated="1048575"', wide), blank + three + far):
        with pytest.raises(nps.TableError, match="cells are the most"):
            nps.read_answers(document(tmp_path / "far.ods", rows))


@pytest.mark.slow
def test_merged_cells_beyond_the_table(tmp_path):
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, [QUESTION, 9, 9, 3])
        sheet.merge_range(900, 0, 1_048_575, 0, None)
        sheet.merge_range(1, 50, 3, 60, None)
    assert nps.read_answers(path).count() == nps.Counts(2, 0, 1)


def test_a_workbook_that_unpacks_to_too_much(tmp_path, monkeypatch):
    path = workbook(tmp_path / "survey.xlsx", far=None)
    monkeypatch.setattr("nps._sources.reading.formats.bounds.LARGEST", 1000)
    with pytest.raises(nps.TableError, match="unpacks to more than"):
        nps.read_answers(path)
