"""Moments of one answer and quantiles, against exact arithmetic and SciPy."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats

from nps._kernels.numerics.moments import (
    as_floats,
    moments,
    moments_of,
    ratio,
    steady_variance,
    upper_quantile,
)

cell = st.integers(0, 10**15)


@given(cell, cell, cell)
def test_moments_are_those_of_exact_arithmetic(a, b, c):
    n = a + b + c
    found = moments(a, b, c)
    if not n:
        assert np.isnan(found[1:]).all()
        return
    score = Fraction(a - c, n)
    variance = Fraction(a + c, n) - score**2
    # half a dozen roundings of positive terms, each of 1.1e-16
    for size, mean, spread in (found, moments_of(float(a), float(b), float(c))):
        assert size == n
        assert mean == pytest.approx(float(score), rel=1e-15)
        assert spread == pytest.approx(float(variance), rel=1e-15)


def test_a_steady_variance_is_that_of_the_counts_with_pseudo_answers():
    variance, unanimous = steady_variance(*np.array([[5.0, 0.0, 3.0], [0.0, 0.0, 4.0], [0, 0, 3]]))
    assert unanimous.tolist() == [True, False, False]
    # 5.75 promoters, 1.5 passives, 0.75 detractors of 8
    assert variance[0] == pytest.approx(6.5 / 8 - (5.0 / 8) ** 2)
    assert math.isnan(variance[1])
    assert variance[2] == pytest.approx(0.6)


@given(st.floats(1e-12, 0.999), st.floats(0.5, 1e6))
def test_upper_quantiles_are_scipy_s(tail, freedom):
    assert upper_quantile(tail) == pytest.approx(stats.norm.isf(tail), rel=1e-9, abs=1e-12)
    expected = stats.t.isf(tail, freedom)
    assert float(upper_quantile(tail, freedom)) == pytest.approx(expected, rel=1e-7, abs=1e-9)


def test_a_ratio_of_nothing_to_nothing_is_nothing():
    found = ratio(np.array([0.0, 1.0, -1.0, 3.0]), np.array([0.0, 0.0, 0.0, 2.0]))
    assert found.tolist() == [0.0, np.inf, -np.inf, 1.5]
    assert float(ratio(0.0, 0.0)) == 0.0
    assert math.isnan(ratio(np.nan, 0.0))


def test_single_numbers_stay_scalars():
    assert type(as_floats(2.0)) is type(as_floats(np.float64(2.0))) is np.float64
    assert_allclose(as_floats([1, 2]), [1.0, 2.0])
