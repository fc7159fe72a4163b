"""Small files of answers: six in two workbooks, and what is counted of them; a survey in CSV."""

from __future__ import annotations

import csv
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


ROWS = [
    {"id": "a", "shop": "N", "year": "2023", "nps": "9", "w": "1.5", "at": "2024-01-01"},
    {"id": "b", "shop": "S", "year": "2023", "nps": "3", "w": "0.5", "at": "2024-01-02"},
    {"id": "a", "shop": "N", "year": "2024", "nps": "10 - best", "w": "1", "at": "2024-02-01"},
    {"id": "b", "shop": "S", "year": "2024", "nps": "", "w": "1", "at": "2024-02-02"},
    {"id": "", "shop": "N", "year": "2024", "nps": "8", "w": "2", "at": ""},
    {"id": "c", "shop": " ", "year": "2024", "nps": "99", "w": "1", "at": "2024-03-01"},
]


def saved(folder: Path, rows: list[dict[str, str]], name: str = "survey.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path
