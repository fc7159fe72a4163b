"""Tables of moves, the columns they come from, and reference values for them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import strategies as st
from reference_tables import rows
from strategies import ratings

cell = st.just(0) | st.integers(0, 12) | st.integers(0, 10**6)


tables = st.lists(cell, min_size=9, max_size=9).map(
    lambda c: tuple(tuple(c[i : i + 3]) for i in (0, 3, 6))
)


answers = ratings | st.none()


pairs = st.lists(st.tuples(answers, answers), max_size=40)


def columns(people):
    return [mine for mine, _ in people], [theirs for _, theirs in people]


def reference_rows(*methods):
    return [
        pytest.param(row, id="-".join(filter(None, (row["case_id"], row["method"]))))
        for row in rows("paired")
        if row["method"] in methods
    ]


def nine(row):
    return np.reshape([int(x) for x in row["table"].split()], (3, 3))
