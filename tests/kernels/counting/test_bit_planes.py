"""Codes counted 64 at a time, against counting them one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps._kernels.counting.bit_planes import MOST_LEVELS, UNIT, PlaneCounter


@given(
    st.integers(2, MOST_LEVELS),
    st.lists(st.integers(0, MOST_LEVELS - 1), max_size=60),
    st.integers(1, 3),
)
def test_bit_planes_count_codes(levels, few, units):
    codes = np.zeros(units * UNIT, dtype=np.uint8)
    codes[: len(few)] = [code % levels for code in few]
    planes = PlaneCounter(levels, 4 * UNIT)
    planes.add(codes)
    planes.add(codes)
    expected = 2 * np.bincount(codes, minlength=levels)
    assert planes.counts().tolist() == expected[1:].tolist()


@pytest.mark.parametrize("level", range(MOST_LEVELS))
def test_bytes_hold_the_sums_of_three_full_words(level):
    planes = PlaneCounter(MOST_LEVELS, UNIT)
    planes.add(np.full(UNIT, level, dtype=np.uint8))
    assert planes.counts().tolist() == [UNIT * (k == level) for k in range(1, MOST_LEVELS)]
