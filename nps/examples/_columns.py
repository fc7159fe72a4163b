"""A shipped file as columns."""

from __future__ import annotations

import csv
import io
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

#: A wheel has the files beside this one; a checkout keeps them in its folder of examples.
PLACES = (files("nps") / "examples", Path(__file__).parents[2] / "examples")


def columns_of(name: str, **numbers: Callable[[str], float]) -> dict[str, list[Any]]:
    """Return the columns of a file; `numbers` says which hold numbers, and of what kind."""
    file = next(place / f"{name}.csv" for place in PLACES if (place / f"{name}.csv").is_file())
    header, *rows = csv.reader(io.StringIO(file.read_text(encoding="utf-8")))
    columns: dict[str, list[Any]] = {
        head: list(cells) for head, cells in zip(header, zip(*rows, strict=True), strict=True)
    }
    for head, kind in numbers.items():
        columns[head] = [kind(cell) if cell else None for cell in columns[head]]
    return columns
