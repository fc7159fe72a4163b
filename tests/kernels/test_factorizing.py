"""Numbering distinct values, beside a dictionary."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps._kernels import factorizing
from nps._kernels.factorizing import ROWS, SLOTS, factorize_integers

RNG = np.random.default_rng(20251123)


def plainly(values):
    numbers = {}
    codes = [numbers.setdefault(value, len(numbers)) for value in values]
    return [codes.index(i) for i in range(len(numbers))], codes


@given(
    st.lists(st.integers(-3, 3) | st.integers(-(2**63), 2**63 - 1), max_size=60),
    st.randoms(use_true_random=False),
)
def test_any_integers(values, random):
    first, codes = factorize_integers(np.array(values, dtype=np.int64))
    assert (first.tolist(), codes.tolist()) == plainly(values)
    gone = np.array([random.random() < 0.3 for _ in values], dtype=bool)
    labels = [None if out else value for value, out in zip(values, gone, strict=True)]
    first, codes = factorize_integers(np.array(values, dtype=np.int64), gone)
    assert (first.tolist(), codes.tolist()) == plainly(labels)


@pytest.mark.parametrize("dtype", ["i1", "u1", "i2", "u4", "i8", "u8"])
def test_every_type_and_its_ends(dtype):
    limits = np.iinfo(dtype)
    values = np.array([limits.max, limits.min, 3, limits.max, 5, 3, limits.min], dtype=dtype)
    first, codes = factorize_integers(values)
    assert (first.tolist(), codes.tolist()) == ([0, 1, 2, 4], [0, 1, 2, 0, 3, 2, 1])


@pytest.mark.parametrize("labels", [3, 1000, 2 * SLOTS])
@pytest.mark.parametrize("narrow", [True, False])
def test_many_rows(labels, narrow):
    names = np.arange(labels) if narrow else RNG.integers(-(2**62), 2**62, labels)
    values = np.concatenate([names[RNG.integers(0, labels, ROWS)], names, names[::-1]])
    first, codes = factorize_integers(values)
    assert (values[first][codes] == values).all()
    assert first.size == labels
    assert (np.diff(first) > 0).all()
    assert (codes[first] == np.arange(labels)).all()


def test_values_that_share_a_slot_try_again(monkeypatch):
    monkeypatch.setattr(factorizing, "SLOTS", 2)
    values = RNG.integers(-(2**62), 2**62, 500)[RNG.integers(0, 500, 3000)]
    first, codes = factorize_integers(values)
    assert (first.tolist(), codes.tolist()) == plainly(values.tolist())
