"""Rows in one pass: how often cells occur together, in parts that add up."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from nps._sources.reading.formats import tables
from nps._sources.reading.formats.tables import RowTable

CELLS = st.sampled_from(["9", "3", "N", ""])
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS).map(list), max_size=30)


def table_of(rows: list[list[str]], chunk: int) -> RowTable:
    def chunks():
        return (rows[i : i + chunk] for i in range(0, len(rows), chunk))

    return RowTable(["a", "b", "c"], ["a?", "b?", "c?"], chunks, len(rows))


@given(ROWS, st.integers(1, 9), st.permutations([0, 1, 2]), st.integers(1, 3), st.integers(1, 5))
def test_parts_add_up_to_all_rows(rows, chunk, order, width, most):
    columns, usual = order[:width], tables.MOST_DISTINCT
    steps: list[int] = []
    tables.MOST_DISTINCT = most
    try:
        with table_of(rows, chunk) as table:
            found = list(table.combinations(columns, steps.append))
    finally:
        tables.MOST_DISTINCT = usual
    total: Counter[tuple[str, ...]] = Counter()
    for part in found:
        total.update(part)
    assert total == Counter(tuple(row[i] for i in columns) for row in rows)
    assert sum(steps) == table.position == table.rows == len(rows)


@given(ROWS, st.integers(1, 9))
def test_the_sample_is_the_first_chunk(rows, chunk):
    table = table_of(rows, chunk)
    assert table.sample == rows[:chunk]
    assert table.complete is (len(rows) <= chunk)
    assert (table.rows, table.notes, table.labels) == (0, [], {})
