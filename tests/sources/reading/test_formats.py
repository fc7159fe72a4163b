"""Files as the programs that make them write them: workbooks, labelled files, Parquet, JSON."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
import xlsxwriter

import nps
from nps._sources.reading.formats import json_files, opening, spreadsheets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUESTION = "How likely are you to recommend us?"
ANSWERS = [10, 9, 9, 8, 3, None]
EXPECTED = nps.Counts(3, 1, 1, missing=1)


# ---------------------------------------------------------------- Excel


def by_openpyxl(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Customer survey, spring"
    sheet.merge_cells("A1:C1")
    sheet.append([])
    sheet.append(["id", QUESTION, "when"])
    for i, answer in enumerate(ANSWERS):
        sheet.append([i, answer, datetime(2024, 3, 1 + i, 9, 30)])
    book.save(path)


def by_xlsxwriter(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Answers")
        sheet.write_row(0, 0, ["id", QUESTION, "ok"])
        for i, answer in enumerate(ANSWERS):
            sheet.write_row(1 + i, 0, [i, answer, True])


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


# ---------------------------------------------------------------- SPSS, Stata, SAS


def frame_with(values: list[float | None]) -> pd.DataFrame:
    return pd.DataFrame({"ID": np.arange(len(values), dtype=float), "Q7": values,
                         "REGION": [1.0, 2.0] * (len(values) // 2)})  # fmt: skip


def test_spss_with_labels_and_missing_values(tmp_path: Path) -> None:
    path = tmp_path / "survey.sav"
    pyreadstat.write_sav(
        frame_with([10, 9, 98, 3, 99, None]),
        path,
        column_labels=["Respondent", QUESTION, "Region"],
        variable_value_labels={
            "Q7": {0: "Not at all likely", 10: "Extremely likely", 98: "Don't know"},
            "REGION": {1: "North", 2: "South"},
        },
        missing_ranges={"Q7": [99]},
    )
    file = nps.read_answers(path)
    assert (file.format, file.rating, file.question) == ("spss", "Q7", QUESTION)
    assert file.count() == nps.Counts(2, 0, 1, missing=3)
    regions = file.count(by="REGION")
    assert list(regions) == ["North", "South"]
    assert file.column("REGION") == ["North", "South"] * 3
    assert nps.read_answers(path, where={"REGION": "South"}).count().n == 2
    assert nps.read_answers(path, where={"REGION": 2}).count().n == 2


def test_a_code_that_no_label_explains_is_pointed_at(tmp_path: Path) -> None:
    path = tmp_path / "survey.sav"
    pyreadstat.write_sav(frame_with([10, 9, 98, 3, 8, 98]), path)
    file = nps.read_answers(path, rating="Q7")
    assert file.count(invalid="drop").invalid == 2
    assert file.notes[0].startswith("98 occurs 2 times: often a code")
    labels = {"Q7": {98.0: "keine Angabe", 3.0: "3"}}
    pyreadstat.write_sav(frame_with([10, 9, 98, 3, 8, 98]), path, variable_value_labels=labels)
    assert nps.read_answers(path, rating="Q7").count().missing == 2


def test_positions_whose_labels_are_the_answers(tmp_path: Path) -> None:
    """Stored 1 to 11 for the answers 0 to 10: the labels are right."""
    path = tmp_path / "survey.sav"
    labels = {i + 1.0: f"{i} points" for i in range(11)} | {99.0: "no answer"}
    pyreadstat.write_sav(
        frame_with([11, 10, 10, 9, 1, 99]),
        path,
        column_labels=["", QUESTION, ""],
        variable_value_labels={"Q7": labels},
    )
    assert nps.read_answers(path).count() == nps.Counts(3, 1, 1, missing=1)


def test_stata(tmp_path: Path) -> None:
    path = tmp_path / "survey.dta"
    pyreadstat.write_dta(
        frame_with([10, 9, 9, 8, 3, None]), path, column_labels=["", QUESTION, ""],
        variable_value_labels={"REGION": {1: "North", 2: "South"}},
    )  # fmt: skip
    file = nps.read_answers(path)
    assert (file.format, file.count()) == ("stata", EXPECTED)
    assert list(file.count(by="REGION")) == ["North", "South"]


def test_sas_transport(tmp_path: Path) -> None:
    path = tmp_path / "survey.xpt"
    pyreadstat.write_xport(
        frame_with([10, 9, 9, 8, 3, None]), path, column_labels=["", QUESTION, ""],
        file_format_version=8,
    )  # fmt: skip
    file = nps.read_answers(path)
    assert (file.format, file.count()) == ("sas", EXPECTED)


def test_labelled_files_pass_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nps._sources.reading.formats import labelled

    path = tmp_path / "survey.sav"
    pyreadstat.write_sav(frame_with([10, 9, 9, 8, 3, None] * 5), path)
    whole = nps.read_answers(path, rating="Q7").count()
    for rows in (1, 7, 30):
        monkeypatch.setattr(labelled, "BATCH_ROWS", rows)
        assert nps.read_answers(path, rating="Q7").count() == whole
    assert whole.n == 25


@pytest.mark.parametrize("name", ["survey.sav", "survey.dta", "survey.sas7bdat"])
def test_damaged_labelled_files(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"$FL2" + bytes(300) if name.endswith("sav") else b"\x72" * 300)
    with pytest.raises(nps.TableError, match="this file is damaged"):
        nps.read_answers(path)


# ---------------------------------------------------------------- Parquet


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "answers.parquet"
    table = pa.table({
        "shop": pa.array(["N", "S", None, "N", "S", "N"]).dictionary_encode(),
        "nps": pa.array(ANSWERS, pa.int8()),
        "day": pa.array([date(2024, 3, 1)] * 6),
        "tags": [["a"], [], None, ["b", "c"], [], []],
    })  # fmt: skip
    pq.write_table(table, path)
    file = nps.read_answers(path)
    assert (file.format, file.rating, file.count()) == ("parquet", "nps", EXPECTED)
    assert list(file.count(by="shop")) == ["N", "S", None]
    assert list(file.count(by="day")) == ["2024-03-01"]
    assert file.count(by="tags")['["b", "c"]'].n == 1
    assert file.to_pandas()["shop"][0] == "N"
    with pytest.raises(nps.OptionError, match="encoding is for files of text"):
        nps.read_answers(path, encoding="gbk")
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(nps.TableError, match="this Parquet file is damaged"):
        nps.read_answers(path)


def test_parquet_without_rows_or_columns(tmp_path: Path) -> None:
    path = tmp_path / "answers.parquet"
    pq.write_table(pa.table({"nps": pa.array([], pa.int8())}), path)
    assert nps.read_answers(path).count() == nps.Counts(0, 0, 0)


# ---------------------------------------------------------------- JSON


RECORDS = [{"id": i, "answers": {"nps": a, "why": None}} for i, a in enumerate(ANSWERS)]


@pytest.mark.parametrize(
    ("name", "text", "notes"),
    [
        ("a.json", json.dumps(RECORDS), ()),
        ("a.jsonl", "\n".join(map(json.dumps, RECORDS)) + "\n\n", ()),
        ("a.json", json.dumps({"page": 1, "responses": RECORDS}),
         ("the answers are the list 'responses' of the document",)),
        ("a.csv", json.dumps(RECORDS), ("the file holds JSON, whatever its name",)),
        ("a.ndjson", "\ufeff" + "\n".join(map(json.dumps, RECORDS)), ()),
    ],
)  # fmt: skip
def test_json(tmp_path: Path, name: str, text: str, notes: tuple[str, ...]) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    file = nps.read_answers(path)
    assert (file.format, file.rating, file.count()) == ("json", "answers.nps", EXPECTED)
    assert file.notes == notes


def test_values_of_json_as_cells() -> None:
    rows = [{"nps": 9.0, "x": {"deep": {"er": [1, "a"]}}, "ok": True, "big": 1e300, "half": 0.5}]
    file = nps.read_answers(rows)
    held = {name: file.column(name)[0] for name in file.columns}
    assert held == {
        "nps": "9", "x.deep.er": '[1, "a"]', "ok": "True", "big": "1e+300", "half": "0.5",
    }  # fmt: skip
    deep: dict[str, object] = {"nps": 9}
    for _ in range(9):
        deep = {"a": deep, "nps": 9}
    assert nps.read_answers([deep], rating="nps").columns[-1] == "nps"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": [{"nps": 9}], "b": [{"nps": 3}]}', "this JSON holds several lists of records: 'a'"),
        ('{"a": 1,\n"b": 2}', "this JSON holds no list of records"),
        ('"nps"', "this JSON holds no list of records"),
        ('[{"nps": 9}, {"nps"', "this looks like JSON, and it is damaged"),
        ('{"nps": 9}\n{"nps": 3\n', "line 2 is no JSON record; is the file damaged"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_json_that_is_no_table(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(nps.TableError, match=message):
        nps.read_answers(path)


def test_one_record_alone_and_encodings_of_json(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"nps": 9, "why": "gut"}', encoding="utf-8")
    assert nps.read_answers(path).count() == nps.Counts(1, 0, 0)
    path.write_bytes(json.dumps([{"推荐分数": 9}], ensure_ascii=False).encode("gbk"))
    assert nps.read_answers(path, encoding="gbk").count() == nps.Counts(1, 0, 0)
    with pytest.raises(nps.TableError, match=r"name the right encoding with encoding=\.\.\."):
        nps.read_answers(path, encoding="utf-8")
    with pytest.raises(nps.TableError, match="unknown encoding 'utf-88'"):
        nps.read_answers(path, encoding="utf-88")


def test_limits_of_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(RECORDS), encoding="utf-8")
    monkeypatch.setattr(json_files, "LARGEST", 10)
    with pytest.raises(nps.TableError, match="a file in JSON of more than 0 GiB"):
        nps.read_answers(path)
    monkeypatch.setattr(json_files, "_MOST_COLUMNS", 3)
    with pytest.raises(nps.TableError, match="the records have more than 3 different keys"):
        nps.read_answers([{str(i): 9} for i in range(9)])


# ---------------------------------------------------------------- packed, and no tables


CSV = b"id,nps\n1,9\n2,3\n3,10\n"


def zipped(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("r__", "r/"), content)
    return held.getvalue()


@pytest.mark.parametrize(
    "content",
    [gzip.compress(CSV), zipped(answers=CSV),
     zipped(folder__survey=CSV, **{"__MACOSX/._x": b"x", "x/": b""}),
     gzip.compress(b"\xef\xbb\xbf" + CSV)],
)  # fmt: skip
def test_what_is_packed(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "survey.csv.gz"
    path.write_bytes(content)
    file = nps.read_answers(path)
    assert file.count() == nps.Counts(2, 0, 1)
    assert file.count() == nps.Counts(2, 0, 1)


def test_a_packed_file_of_another_format(tmp_path: Path) -> None:
    inner = tmp_path / "x.xlsx"
    by_xlsxwriter(inner)
    path = tmp_path / "survey.parquet.gz"
    held = io.BytesIO()
    pq.write_table(pa.table({"nps": ANSWERS}), held)
    path.write_bytes(gzip.compress(held.getvalue()))
    assert nps.read_answers(path).count() == EXPECTED
    with inner.open("rb") as stream:
        assert nps.read_answers(stream).count() == EXPECTED


def test_copies_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    file = nps.read_answers(io.BytesIO(gzip.compress(CSV)))
    assert len(list(tmp_path.iterdir())) == 1
    assert file.count().n == 3
    del file
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (zipped(a=CSV, b=CSV), "packed with zip, and it holds 'a', 'b': unpack it, give one file"),
        (zipped(), "and it holds nothing|damaged"),
        (b"PK\x03\x04" + bytes(100), "packed with zip, and damaged or protected"),
        (b"%PDF-1.7\n", "this is no table but a PDF document"),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), "this is no table but a picture"),
        (b"SQLite format 3\0", "this is no table but an SQLite database"),
        (b"<!DOCTYPE html><table><tr><td>NPS</td></tr></table>", "this is a web page or XML"),
        (b"\xef\xbb\xbf \n<?xml version='1.0'?><Workbook/>", "this is a web page or XML"),
        (b"", "the file is empty"),
    ],
)
def test_what_is_no_table(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "survey.csv"
    path.write_bytes(content)
    with pytest.raises(nps.TableError, match=message):
        nps.read_answers(path)


def test_what_comes_out_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGEST_UNPACKED", 2**20)
    path = tmp_path / "survey.csv.gz"
    path.write_bytes(gzip.compress(bytes(2**22)))
    with pytest.raises(nps.TableError, match="more than 0 GiB come out of it"):
        nps.read_answers(path)


@pytest.mark.parametrize(
    ("module", "name", "extra"),
    [("python_calamine", "a.xlsx", "excel"), ("pyreadstat", "a.sav", "spss"),
     ("pyarrow", "a.parquet", "parquet")],
)  # fmt: skip
def test_what_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str, extra: str
) -> None:
    path = tmp_path / name
    if extra == "excel":
        by_xlsxwriter(path)
    else:
        path.write_bytes(b"PAR1" if extra == "parquet" else b"$FL2")
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(ModuleNotFoundError, match=rf"pip install 'nps\[{extra}\]'"):
        nps.read_answers(path)
