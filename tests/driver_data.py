"""What R made of three data sets with drivers, and the data themselves."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

import numpy as np

REFERENCE = Path(__file__).parent / "reference"
SETS = ("drv_a", "drv_b", "drv_c")
#: Fifteen digits, less what R's matrix algebra and ours lose.
LINEAR = 1e-9
#: How close R's likelihood models come to their maximum.
LIKELIHOOD = 1e-6


def _read_data() -> dict[str, dict[str, np.ndarray]]:
    with (REFERENCE / "driver_data.json").open(encoding="utf-8") as file:
        return {
            name: {column: np.array(values) for column, values in columns.items()}
            for name, columns in json.load(file).items()
        }


def _read_values() -> dict[tuple[str, str, str], dict[str, dict[str, float]]]:
    values: dict[tuple[str, str, str], dict[str, dict[str, float]]] = defaultdict(dict)
    numbers = ("value", "se", "statistic", "df", "p_value", "lower", "upper")
    with (REFERENCE / "drivers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found = {name: float(row[name]) for name in numbers if row[name]}
            values[row["dataset"], row["model"], row["quantity"]][row["term"]] = found
    return values


DATA = _read_data()
VALUES = _read_values()


class Case:
    """One data set: its columns as kernels and verbs take them, and R's values for it."""

    def __init__(self, name: str) -> None:
        columns = DATA[name]
        self.name = name
        self.names = [column for column in columns if column.startswith("x")]
        self.columns = tuple(columns[column].astype(np.int8) for column in self.names)
        self.factors = {column: columns[column] for column in self.names}
        self.ratings = columns["score"]
        self.n, self.k = self.ratings.size, len(self.names)
        self.classes = ((self.ratings > 8).astype(np.int8) - (self.ratings < 7)).astype(np.int8)
        self.outcomes = (self.classes, self.classes == 1, self.classes == -1)
        self.clusters = columns["id"] % 20
        self.weights = 1.0 + (columns["id"] % 5) / 2.0

    def values(
        self, model: str, quantity: str, key: str = "value", *, intercept: bool = False
    ) -> np.ndarray:
        """R's values of a quantity, for each driver in order, or the intercept before them."""
        rows = VALUES[self.name, model, quantity]
        terms = [*["(Intercept)"] * intercept, *self.names]
        return np.array([rows[term][key] for term in terms])

    def value(
        self, model: str, quantity: str, key: str = "value", term: str | None = None
    ) -> float:
        """R's value of a quantity that has one row, or of a term."""
        rows = VALUES[self.name, model, quantity]
        if term is None:
            (term,) = rows
        return rows[term][key]


CASES = {name: Case(name) for name in SETS}
