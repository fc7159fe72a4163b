"""Counting beside the plainest loop there is, on every type, scale and size that takes its own way.

The oracle counts with a dictionary of Python numbers; it shares nothing with the kernels.
"""

from __future__ import annotations

import math
import tracemalloc
from collections import Counter

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nps._kernels.counting.bit_planes import UNIT
from nps._kernels.counting.levels import (
    CHUNK,
    CHUNK_OF_BYTES,
    FEW,
    PAIRS,
    count_levels,
    count_levels_by,
    cross_count,
    level_codes,
)

INTEGERS = [f"{order}{kind}{size}" for order in "<>" for kind in "iu" for size in (1, 2, 4, 8)]
FLOATS = [f"{order}f{size}" for order in "<>" for size in (2, 4, 8)]
TYPES = [*INTEGERS, *FLOATS, np.longdouble]
RNG = np.random.default_rng(20251122)

#: Ends of scales: the usual one, below and above 0, one to beyond what a byte or a half can hold.
SCALES = [
    (0, 10), (1, 5), (-5, 5), (-3, 12), (0, 15), (0, 16), (5, 300), (200, 260), (0, 255), (0, 256),
    (-1, 255),
]  # fmt: skip
FAR_SCALES = [(300, 310), (-600, -590), (2**24 + 1, 2**24 + 4), (2**53 - 3, 2**53)]


def plainly(values, low, high, absent=None):
    """Levels, missing and invalid by Python's own numbers."""
    counts, missing, invalid = Counter(), 0, 0
    for i, value in enumerate(values):
        number = value.item() if hasattr(value, "item") else value
        if (absent is not None and absent[i]) or number != number:
            missing += 1
        elif low <= number <= high and number == math.floor(number):
            counts[int(number)] += 1
        else:
            invalid += 1
    return [counts[k] for k in range(low, high + 1)], missing, invalid


@pytest.mark.parametrize("dtype", TYPES, ids=str)
@pytest.mark.parametrize(("low", "high"), [*SCALES, *FAR_SCALES])
def test_hostile_values_of_every_type(dtype, low, high):
    dtype = np.dtype(dtype)
    with np.errstate(over="ignore"):
        if dtype.kind == "f":
            around = [low, high, low - 1, high + 1, 0.0, -0.0, 255, 256, 257, 1e4, -1e4, 2.0**63]
            values = np.array([*around, 8.5, math.nan, math.inf, -math.inf, 1e300], dtype=dtype)
            values = np.concatenate([values, np.nextafter(values, dtype.type(np.inf))])
        else:
            limits = np.iinfo(dtype)
            around = [low, high, low - 1, high + 1, 0, 7, 255, 256, limits.min, limits.max]
            kept = [k for k in around if limits.min <= k <= limits.max]
            values = np.array(kept, dtype=dtype)
    values = values.astype(dtype)
    assert count_levels(values, low, high) == plainly(values, low, high)
    codes = level_codes(values, low, high).tolist()
    levels, missing, invalid = plainly(values, low, high)
    assert np.bincount(codes, minlength=len(levels) + 2).tolist() == [*levels, missing, invalid]


@pytest.mark.parametrize("dtype", ["i1", "u1", ">i2", "i4", "u8", "i8", "f4", ">f8"])
@pytest.mark.parametrize(
    "size", [FEW, FEW + 1, UNIT * 100, CHUNK - 1, CHUNK, CHUNK + 1, CHUNK_OF_BYTES + UNIT + 1]
)
def test_sizes_around_the_chunks(dtype, size):
    values = RNG.integers(0, 11, size).astype(dtype)
    assert count_levels(values, 0, 10) == (np.bincount(values.astype(int)).tolist(), 0, 0)
    values[[0, size // 2, -1]] = 11
    absent = np.zeros(size, dtype=bool)
    absent[[1, -1]] = True
    levels, missing, invalid = count_levels(values, 0, 10, absent)
    assert (sum(levels), missing, invalid) == (size - 4, 2, 2)
    kept = ~absent & (values < 11)
    assert levels == np.bincount(values[kept].astype(int), minlength=11).tolist()


@pytest.mark.parametrize(("low", "high"), SCALES)
@pytest.mark.parametrize("dtype", ["i2", "f8"])
def test_any_scale_on_many_answers(low, high, dtype):
    values = RNG.integers(low - 1, high + 2, FEW + 100).astype(dtype)
    if dtype == "f8":
        values[::7] += 0.5
        values[::11] = np.nan
    assert count_levels(values, low, high) == plainly(values, low, high)


def test_views_and_locked_arrays():
    values = RNG.integers(0, 11, 3 * FEW).astype(np.int32)
    for view in (values[::-1], values[1::3], np.broadcast_to(np.uint8(9), FEW + 5), values[5:]):
        view.flags.writeable = False
        assert count_levels(view, 0, 10) == plainly(view, 0, 10)
    packed = np.zeros(2 * FEW, dtype=[("pad", "u1"), ("rating", "i4")])
    packed["rating"] = values[: 2 * FEW]  # not aligned
    assert count_levels(packed["rating"], 0, 10) == plainly(values[: 2 * FEW], 0, 10)


@given(
    hnp.arrays(np.float64, st.integers(0, 40), elements=st.floats() | st.integers(-2, 12)),
    st.integers(-2, 2),
    st.integers(3, 12),
)
@example(np.array([-0.0, np.nextafter(9.0, 10.0)]), 0, 10)
def test_any_floats(values, low, high):
    assert count_levels(values, low, high) == plainly(values, low, high)


@pytest.mark.parametrize("dtype", ["u1", "i8", "f8"])
@pytest.mark.parametrize("size", [0, 1, 1000, PAIRS + 1])
@pytest.mark.parametrize("hostile", [False, True])
def test_counting_by_group_is_counting_each_group(dtype, size, hostile):
    values = RNG.integers(0, 13 if hostile else 11, size).astype(dtype)
    if hostile and dtype == "f8":
        values[::5] = np.nan
    absent = RNG.random(size) < 0.1 if hostile else None
    groups = RNG.integers(0, 3, size).astype(np.int32)
    table = count_levels_by(groups, 4, values, 0, 10, absent)
    assert table.shape == (4, 13)
    for group in range(4):
        inside = groups == group
        levels, *left_out = count_levels(
            values[inside], 0, 10, None if absent is None else absent[inside]
        )
        assert table[group].tolist() == [*levels, *left_out]


@pytest.mark.parametrize("dtype", ["i1", "i8", "f8", ">f4"])
@pytest.mark.parametrize("size", [1_000_000, 3_000_000])
def test_memory_does_not_grow_with_the_data(dtype, size):
    values = np.resize(np.arange(11), size).astype(dtype)
    values[-1] = 11  # the way with masks needs the most
    absent, groups = np.zeros((2, size), dtype=bool)
    for task in (
        lambda: count_levels(values, 0, 10),
        lambda: count_levels(values, 0, 10, absent),
        lambda: count_levels_by(groups.view(np.int8), 1, values, 0, 10),
    ):
        tracemalloc.start()
        task()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most <= 4e6


def test_pairs_of_codes():
    groups, codes = RNG.integers(0, 3, PAIRS + 5), RNG.integers(0, 4, PAIRS + 5)
    table = cross_count(groups, codes, 3, 4)
    assert table.tolist() == np.bincount(groups * 4 + codes, minlength=12).reshape(3, 4).tolist()


@pytest.mark.parametrize("n_groups", [3, 5_000])
@pytest.mark.parametrize("dtype", [np.int16, np.int32, np.int64])
def test_few_and_many_groups_are_counted_alike(n_groups, dtype):
    rng = np.random.default_rng(n_groups)
    groups = rng.integers(0, n_groups, 20_000).astype(dtype)
    values = rng.integers(-1, 12, groups.size)
    table = count_levels_by(groups, n_groups, values, 0, 10)
    inside = (values >= 0) & (values <= 10)
    assert table.shape == (n_groups, 13)
    pairs = np.zeros((n_groups, 11), dtype=np.int64)
    np.add.at(pairs, (groups[inside], values[inside]), 1)
    assert np.array_equal(table[:, :11], pairs)
    assert not table[:, 11].any()
    assert np.array_equal(table[:, 12], np.bincount(groups[~inside], minlength=n_groups))
