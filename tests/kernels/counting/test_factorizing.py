"""Numbering distinct values, beside a dictionary."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps._kernels.counting import factorizing
from nps._kernels.counting.factorizing import ROWS, SLOTS, factorize_integers, first_rows

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


@given(st.sampled_from(["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"]), st.data())
def test_ranges_wider_than_half_a_type(dtype, data):
    limits = np.iinfo(dtype)
    any_value = st.integers(limits.min, limits.max)
    low, high = sorted((data.draw(any_value), data.draw(any_value)))
    values = np.array(data.draw(st.lists(st.integers(low, high), min_size=1)), dtype=dtype)
    first, codes = factorize_integers(values)
    assert (first.tolist(), codes.tolist()) == plainly(values.tolist())
    wanted = np.isin(np.arange(2**8), values - np.int64(values.min())) if dtype[1] == "1" else None
    if wanted is not None:
        rows = first_rows(values, int(values.min()), wanted)
        assert rows.tolist() == first[np.argsort(values[first])].tolist()


def test_two_bytes_over_three_quarters_of_their_range():
    values = np.resize(np.arange(-24576, 24574), 70_000).astype(np.int16)
    first, codes = factorize_integers(values)
    assert first.tolist() == list(range(49_150))
    assert (codes == np.resize(np.arange(49_150), 70_000)).all()


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
