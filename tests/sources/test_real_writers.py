"""Files as other programs really write them: Parquet, workbooks, JSON, SPSS, Stata and SAS."""

from __future__ import annotations

import json
import tempfile
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
import xlsxwriter
from answer_files import ANSWERS, EXPECTED, QUESTION
from hypothesis import example, given
from hypothesis import strategies as st

import nps

if TYPE_CHECKING:
    from collections.abc import Callable


def sizes(cohorts: object) -> dict[object, int]:
    assert isinstance(cohorts, nps.Cohorts)
    return {label: counts.n for label, counts in cohorts.items()}


# ---------------------------------------------------------------- Parquet


def parquet_of_pandas(path: Path) -> None:
    times = pd.date_range("2024-01-31 23:30", periods=6, freq="D", tz="Europe/Berlin")
    frame = pd.DataFrame(
        {"nps": pd.array(ANSWERS, "Int8"), "shop": pd.Categorical(list("NSNSNS")), "moment": times},
        index=list("abcdef"),
    )
    frame.to_parquet(path)


def parquet_of_polars(path: Path) -> None:
    times = pl.Series([datetime(2024, 1, 31, 23, 30) + timedelta(days=i) for i in range(6)])
    pl.DataFrame({
        "nps": pl.Series(ANSWERS, dtype=pl.Int8),
        "shop": pl.Series(list("NSNSNS"), dtype=pl.Enum(["N", "S"])),
        "moment": times.dt.replace_time_zone("Europe/Berlin"),
    }).write_parquet(path)  # fmt: skip


def parquet_of_duckdb(path: Path) -> None:
    rows = ", ".join(
        f"({'NULL' if x is None else x}, '{'NS'[i % 2]}', timestamp '2024-01-31 23:30' + {i} * "
        "interval 1 day)"
        for i, x in enumerate(ANSWERS)
    )
    duckdb.sql(f"COPY (SELECT * FROM (VALUES {rows}) AS t(nps, shop, moment)) TO '{path}'")


@pytest.mark.parametrize("write", [parquet_of_pandas, parquet_of_polars, parquet_of_duckdb])
def test_parquet_of_each_writer(tmp_path: Path, write: Callable[[Path], None]) -> None:
    path = tmp_path / "answers.parquet"
    write(path)
    file = nps.read_answers(path)
    assert (file.rating, file.count()) == ("nps", EXPECTED)
    assert sizes(file.count(by="shop")) == {"N": 3, "S": 2}
    assert sizes(file.count(by="moment", period="month")) == {"2024-01": 1, "2024-02": 4}


@pytest.mark.parametrize(
    "column",
    [
        pa.array([10.0, 9.0, float("nan")], from_pandas=False),
        pa.array([Decimal("10.00"), Decimal("9.00"), None]),
        pa.array(["10", "9 - good", None], pa.large_string()),
        pa.array([10, 9, None], pa.uint64()),
    ],
    ids=["NaN", "decimals", "text", "unsigned"],
)
def test_numbers_of_every_kind(tmp_path: Path, column: pa.Array) -> None:
    pq.write_table(pa.table({"nps": column}), tmp_path / "answers.parquet")
    assert nps.read_answers(tmp_path / "answers.parquet").count() == nps.Counts(2, 0, 0, missing=1)


def test_counts_out_of_a_database_are_no_answers(tmp_path: Path) -> None:
    path = tmp_path / "answers.parquet"
    grouped = "SELECT nps::DECIMAL(4, 1) AS nps, count(*) AS n FROM (VALUES (10), (9), (3)) t(nps)"
    duckdb.sql(f"COPY ({grouped} GROUP BY ALL ORDER BY 1) TO '{path}'")
    with pytest.raises(nps.OptionError, match="is this a table of counts"):
        nps.read_answers(path)


# ---------------------------------------------------------------- JSON


@pytest.mark.parametrize("orient", ["records", "lines", "table", "split", "columns", "index"])
def test_json_of_pandas(tmp_path: Path, orient: str) -> None:
    frame = pd.DataFrame({"nps": ANSWERS, "at": [datetime(2024, 3, 1 + i) for i in range(6)]})
    lines = orient == "lines"
    frame.to_json(
        tmp_path / "a.json", orient="records" if lines else orient, lines=lines, date_format="iso"
    )
    file = nps.read_answers(tmp_path / "a.json")
    assert file.count() == EXPECTED
    assert sizes(file.count(by="at", period="month")) == {"2024-03": 5}


def test_json_without_names_gives_no_number(tmp_path: Path) -> None:
    frame = pd.DataFrame({"nps": ANSWERS, "shop": list("NSNSNS")})
    frame.to_json(tmp_path / "a.json", orient="values")
    with pytest.raises(nps.NPSError):
        nps.read_answers(tmp_path / "a.json")


@pytest.mark.parametrize("lines", [True, False])
def test_json_of_polars(tmp_path: Path, lines: bool) -> None:
    frame = pl.DataFrame({"nps": ANSWERS, "shop": list("NSNSNS")})
    (frame.write_ndjson if lines else frame.write_json)(tmp_path / "a.json")
    assert nps.read_answers(tmp_path / "a.json").count() == EXPECTED


def test_a_page_of_an_api(tmp_path: Path) -> None:
    document = {"responses": [{"nps": 9}, {"nps": 3}], "next": "https://example.org/2"}
    (tmp_path / "a.json").write_text(json.dumps(document))
    file = nps.read_answers(tmp_path / "a.json")
    assert file.count() == nps.Counts(1, 0, 1)
    assert file.notes == (
        "the answers are the list 'responses' of the document",
        "the document says 'next: \"https://example.org/2\"' beside 2 records: is it one page of"
        " several?",
    )


# ---------------------------------------------------------------- SPSS, Stata, SAS


def saved(path: Path, values: list[object], **options: object) -> nps.results.AnswerFile:
    pyreadstat.write_sav(pd.DataFrame({"Q7": values}), path, column_labels=[QUESTION], **options)
    return nps.read_answers(path)


@pytest.mark.parametrize(
    ("codes", "missing"),
    [
        ([97.0, 98.0, 99.0], [{"lo": 97, "hi": 99}]),
        ([11.0, 12.0, -1.0], [{"lo": 11, "hi": 12}, -1]),
    ],
)
def test_ranges_of_missing_values(
    tmp_path: Path, codes: list[float], missing: list[object]
) -> None:
    values = [10.0, 9.0, 9.0, 8.0, 3.0, *codes]
    file = saved(tmp_path / "a.sav", values, missing_ranges={"Q7": missing})
    assert file.count() == nps.Counts(3, 1, 1, missing=3)


def test_other_files_of_spss(tmp_path: Path) -> None:
    values = [10.0, 9.0, 9.0, 8.0, 3.0, np.nan]
    assert saved(tmp_path / "a.zsav", values, compress=True).count() == EXPECTED
    assert saved(tmp_path / "a.sav", ["10", "9", "9", "8", "3", ""]).count() == EXPECTED
    pyreadstat.write_por(pd.DataFrame({"Q7": values}), tmp_path / "a.por", column_labels=[QUESTION])
    assert nps.read_answers(tmp_path / "a.por").count() == EXPECTED


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ({1: "Promoter", 2: "Passive", 3: "Detractor"}, "are these classes"),
        ({1: "9-10", 2: "7-8", 3: "0-6"}, "are these classes"),
    ],
)
def test_classes_in_spss(tmp_path: Path, labels: dict[int, str], message: str) -> None:
    values = [1.0, 2.0, 3.0] * 3
    with pytest.raises(nps.OptionError, match=message):
        saved(tmp_path / "a.sav", values, variable_value_labels={"Q7": labels})


def test_a_scale_that_spss_labels_turn_round(tmp_path: Path) -> None:
    labels = {0: "Extremely likely", 10: "Not at all likely"}
    with pytest.raises(nps.OptionError, match="0 is the best answer and 10 the worst"):
        saved(tmp_path / "a.sav", [10.0, 9, 1, 0], variable_value_labels={"Q7": labels})


@given(st.lists(st.integers(0, 10), min_size=5, max_size=30), st.integers(-3, 5))
@example([0, 1, 9, 10, 6], 1)
def test_positions_of_which_only_the_ends_have_labels(answers: list[int], shift: int) -> None:
    """What is between two labelled ends is stored as they are, and the other ends say how."""
    labels = {shift: "0 Not at all likely", 10 + shift: "10 Extremely likely", 99: "No answer"}
    with tempfile.TemporaryDirectory() as folder:
        pyreadstat.write_sav(
            pd.DataFrame({"Q7": [float(x + shift) for x in answers] + [99.0]}),
            Path(folder) / "a.sav",
            column_labels=[QUESTION],
            variable_value_labels={"Q7": labels},
        )
        file = nps.read_answers(Path(folder) / "a.sav", rating="Q7")
        counts = file.count()
        assert counts == nps.count([*answers, None])
        says = any("the others were read so, too" in note for note in file.notes)
        assert says == (shift != 0)


def test_ends_that_contradict_each_other_say_nothing(tmp_path: Path) -> None:
    labels = {1: "0 Not at all likely", 10: "10 Extremely likely"}
    file = saved(tmp_path / "a.sav", [10.0, 9, 2, 1, 8], variable_value_labels={"Q7": labels})
    assert file.column("Q7")[1:3] == ["9", "2"]
    assert file.notes == ()


def test_files_of_stata(tmp_path: Path) -> None:
    path = tmp_path / "a.dta"
    values = pd.DataFrame({"Q7": [10, 9, 9, 8, 3, "a", "b"]}, dtype=object)
    pyreadstat.write_dta(
        values, path, column_labels=[QUESTION], missing_user_values={"Q7": ["a", "b"]},
        variable_value_labels={"Q7": {"a": "refused", "b": "don't know"}},
    )  # fmt: skip
    assert nps.read_answers(path).count() == nps.Counts(3, 1, 1, missing=2)
    codes = pd.Categorical(["10", "9", "9", "8", "3", "0"])  # stored as 0, 1, ...
    pd.DataFrame({"nps": codes}).to_stata(path, write_index=False)
    assert nps.read_answers(path).count() == nps.Counts(3, 1, 2)
    frame = pd.DataFrame({"q": [10, 9, 9, 8, 3, np.nan]})
    frame.to_stata(path, variable_labels={"q": QUESTION})
    assert nps.read_answers(path).count() == EXPECTED


def test_an_old_transport_file_of_sas(tmp_path: Path) -> None:
    frame = pd.DataFrame({"NPS": [10, 9, 9, 8, 3, np.nan]})
    pyreadstat.write_xport(frame, tmp_path / "a.xpt", file_format_version=5)
    assert nps.read_answers(tmp_path / "a.xpt").count() == EXPECTED


# ---------------------------------------------------------------- workbooks

MERGED = "what stands in merged cells was read for each of their rows"


def workbook(path: Path, fill: Callable[..., None]) -> nps.results.AnswerFile:
    with xlsxwriter.Workbook(path) as book:
        fill(book.add_worksheet(), book)
    return nps.read_answers(path)


def test_groups_in_merged_cells(tmp_path: Path) -> None:
    def fill(sheet: xlsxwriter.worksheet.Worksheet, _: object) -> None:
        sheet.merge_range(1, 1, 1, 3, "Customer survey")
        sheet.write_row(3, 1, ["Region", "Year", "NPS"])
        sheet.merge_range(4, 1, 7, 1, "North")
        sheet.merge_range(8, 1, 11, 1, "South")
        sheet.merge_range(4, 2, 11, 2, 2024)
        for i, answer in enumerate([10, 9, 9, 8, 3, 0, 7]):
            sheet.write(4 + i, 3, answer)
        sheet.merge_range(10, 3, 11, 3, 7)

    file = workbook(tmp_path / "a.xlsx", fill)
    assert file.count().n == 7  # an answer in merged cells is one
    assert sizes(file.count(by="Region")) == {"North": 4, "South": 3}
    assert sizes(file.count(by="Year")) == {"2024": 7}
    assert MERGED in file.notes


def test_merged_headers_are_left_as_they_are(tmp_path: Path) -> None:
    def fill(sheet: xlsxwriter.worksheet.Worksheet, _: object) -> None:
        sheet.merge_range(0, 0, 1, 0, "id")
        sheet.merge_range(0, 1, 0, 2, "NPS")
        sheet.write_row(1, 1, ["Shop", "Web"])
        for i, answer in enumerate([10, 9, 9, 8, 3]):
            sheet.write_row(2 + i, 0, [i, answer, 10 - answer])

    with pytest.raises(nps.OptionError, match="2 columns may hold the ratings"):
        workbook(tmp_path / "a.xlsx", fill)
    file = nps.read_answers(tmp_path / "a.xlsx", rating="Shop")
    assert file.count() == nps.Counts(3, 1, 1)
    assert MERGED not in file.notes


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (lambda sheet, row, x, book: sheet.write(row, 1, x / 10, book), "are these averages"),
        (lambda sheet, row, x, book: sheet.write_datetime(row, 1, date(2024, x, 9), book), "read"),
    ],
    ids=["percent", "dates"],
)
def test_numbers_that_a_workbook_shows_as_something_else(
    tmp_path: Path, write: Callable[..., None], message: str
) -> None:
    def fill(sheet: xlsxwriter.worksheet.Worksheet, book: xlsxwriter.Workbook) -> None:
        shown = book.add_format({"num_format": "0%" if message != "read" else "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["id", "NPS"])
        for row, answer in enumerate([10, 9, 9, 8, 3], 1):
            sheet.write(row, 0, row)
            write(sheet, row, answer, shown)

    with pytest.raises(nps.OptionError, match=message):
        workbook(tmp_path / "a.xlsx", fill)


@pytest.mark.parametrize("label", ["Total", None])
def test_a_row_of_totals(tmp_path: Path, label: str | None) -> None:
    def fill(sheet: xlsxwriter.worksheet.Worksheet, _: object) -> None:
        first = {"header": "id"} | ({"total_string": label} if label else {})
        sheet.add_table(0, 0, 7, 1, {
            "data": list(enumerate([10, 9, 9, 8, 3, 0])), "total_row": True,
            "columns": [first, {"header": "NPS", "total_function": "average", "total_value": 6}],
        })  # fmt: skip

    if label:
        with pytest.raises(nps.OptionError, match="the last row says 'Total'"):
            workbook(tmp_path / "a.xlsx", fill)
    else:
        (note,) = workbook(tmp_path / "a.xlsx", fill).notes
        assert note.startswith("the last row holds nothing but '6' in 'NPS': is it a result")


def test_what_is_typed_as_text_and_what_is_not_computed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for i, cell in enumerate(["NPS", "10", " 9", "9 ", "8", "3", None, "=9"]):
        book.active.append(["id" if i == 0 else i, cell])
    book.save(tmp_path / "a.xlsx")
    assert nps.read_answers(tmp_path / "a.xlsx").count() == nps.Counts(3, 1, 1, missing=2)
