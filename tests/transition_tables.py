"""Tables of moves, the columns they come from, and reference values for them."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import strategies as st
from strategies import ratings

cell = st.just(0) | st.integers(0, 12) | st.integers(0, 10**6)


tables = st.lists(cell, min_size=9, max_size=9).map(
    lambda c: tuple(tuple(c[i : i + 3]) for i in (0, 3, 6))
)


answers = ratings | st.none()


pairs = st.lists(st.tuples(answers, answers), max_size=40)


def columns(rows):
    return [mine for mine, _ in rows], [theirs for _, theirs in rows]


def reference_rows(*methods):
    path = Path(__file__).parents[0] / "reference/paired.csv"
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["method"] in methods]
    return [
        pytest.param(row, id="-".join(filter(None, (row["case_id"], row["method"]))))
        for row in rows
    ]


def nine(row):
    return np.reshape([int(x) for x in row["table"].split()], (3, 3))
