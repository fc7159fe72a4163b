"""Reference values: the one reader of tests/reference; its README says where each file is from."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = Path(__file__).parent / "reference"
CLASSES = ("promoters", "passives", "detractors")
#: R prints 15 digits; its own sums and ours lose a few more.
FIFTEEN_DIGITS = 1e-9

Row: TypeAlias = dict[str, str]


def rows(name: str, **wanted: str) -> list[Row]:
    """Return the rows of `name`.csv, all or those whose cells are as wanted; never none."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        found = [
            row
            for row in csv.DictReader(file)
            if all(row[column] == cell for column, cell in wanted.items())
        ]
    assert found, f"{name}.csv has no row with {wanted}"
    return found


def rows_by(name: str, *columns: str) -> dict[Any, list[Row]]:
    """Return the rows of `name`.csv by the cell of one column, or the cells of several."""
    groups: dict[Any, list[Row]] = {}
    for row in rows(name):
        key = tuple(row[column] for column in columns)
        groups.setdefault(key if len(columns) > 1 else key[0], []).append(row)
    return groups


def examples(name: str) -> Any:
    """Return what `name`.json holds."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def number(cell: str) -> float:
    """Return a cell as a number; R writes NA and NaN, and nothing where there is nothing."""
    return float("nan") if cell in {"", "NA", "NaN"} else float(cell)


def columns(table: Iterable[Row], *names: str) -> list[np.ndarray]:
    """Return columns of numbers."""
    table = list(table)
    return [np.array([number(row[name]) for row in table]) for name in names]


def classes(row: Row, suffix: str = "") -> tuple[int, int, int]:
    """Return promoters, passives and detractors of one row."""
    promoters, passives, detractors = (int(row[f"{name}{suffix}"]) for name in CLASSES)
    return promoters, passives, detractors


def groups(cell: str) -> np.ndarray:
    """Return promoters, passives, detractors as rows of numbers, from "50:30:20|60:25:15"."""
    return np.array([group.split(":") for group in cell.split("|")], dtype=np.float64).T
