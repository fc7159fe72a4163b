"""Distinct sets of themes stand for the rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nps._kernels.topics.comments.cells import cells_of, together


@given(st.integers(0, 2**32 - 1), st.sampled_from([1, 3, 61, 62, 63, 125, 130]), st.integers(1, 90))
@settings(max_examples=40)
def test_they_hold_what_the_rows_hold(seed, k, n):
    rng = np.random.default_rng(seed)
    columns = rng.random((k, n)) < rng.uniform(0.0, 0.3)
    columns = columns[:, rng.integers(0, n, n)]  # some sets come again
    classes = rng.integers(-1, 2, n).astype(np.int8)
    cells = cells_of(columns, classes)
    sets = {}
    for row, s in zip(columns.T.tolist(), classes.tolist(), strict=True):
        sets.setdefault(tuple(row), [0, 0, 0])[1 - s] += 1
    found = {
        tuple(row): count
        for row, count in zip(cells.mentions.T.tolist(), cells.counts.tolist(), strict=True)
    }
    assert found == sets
    assert cells.mentions.shape[1] == len(sets)
    expected = np.stack(
        [(columns & (classes == s)).astype(int) @ columns.T.astype(int) for s in (1, 0, -1)], axis=2
    )
    table = together(cells)
    assert table.dtype == np.int64
    assert table.tolist() == expected.tolist()


@pytest.mark.parametrize("n", [(1 << 15) - 1, 1 << 15, (1 << 15) + 1])
def test_blocks_join(n):
    rng = np.random.default_rng(n)
    columns = rng.random((15, n)) < 0.5
    classes = rng.integers(-1, 2, n).astype(np.int8)
    cells = cells_of(columns, classes)
    assert cells.counts.sum(axis=0).tolist() == [int((classes == s).sum()) for s in (1, 0, -1)]
    each = np.arange(15)
    assert together(cells)[each, each].sum(axis=1).tolist() == columns.sum(axis=1).tolist()


def test_without_rows_there_are_none():
    cells = cells_of(np.zeros((2, 0), bool), np.zeros(0, np.int8))
    assert together(cells).tolist() == np.zeros((2, 2, 3)).tolist()
