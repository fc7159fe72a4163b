"""Functions for floats against NumPy's."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps._kernels.numerics import plain

numbers = st.floats(-1e300, 1e300)


@given(numbers, numbers)
def test_two_numbers_give_what_they_give_numpy(x, y):
    for name in ("maximum", "minimum", "copysign"):
        assert getattr(plain, name)(x, y) == getattr(np, name)(x, y)
    assert plain.where(x < y, x, y) == np.where(x < y, x, y)


@given(st.floats(-1.0, 1.0))
def test_one_number_gives_what_it_gives_numpy(x):
    assert plain.sqrt(abs(x)) == np.sqrt(abs(x))  # IEEE rounds roots rightly
    for name in ("arcsin", "cos"):
        # two libraries may differ in the last digit
        assert getattr(plain, name)(x) == pytest.approx(getattr(np, name)(x), rel=4e-16)


def test_all_are_named_as_numpy_names_them():
    assert all(callable(getattr(np, name)) for name in plain.__all__)
    assert math.isclose(plain.arcsin(1.0), math.pi / 2)
