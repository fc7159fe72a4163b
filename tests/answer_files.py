"""The same six answers as workbooks that two programs write, and what is counted of them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import nps

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "How likely are you to recommend us?"
ANSWERS = [10, 9, 9, 8, 3, None]
EXPECTED = nps.Counts(3, 1, 1, missing=1)


def by_openpyxl(path: Path) -> None:
    import openpyxl

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
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Answers")
        sheet.write_row(0, 0, ["id", QUESTION, "ok"])
        for i, answer in enumerate(ANSWERS):
            sheet.write_row(1 + i, 0, [i, answer, True])
