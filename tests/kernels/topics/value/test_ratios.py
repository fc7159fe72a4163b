"""Ratios: the limits are where the limits of the difference pass 0."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.topics.value.ratios import fieller, mover_difference, mover_ratio

positive = st.floats(1.0, 100.0)
parts = st.floats(0.01, 0.95)


@given(positive, positive, parts, parts, st.floats(-0.9, 0.9))
def test_fieller_leaves_out_ratios_that_are_clear_of_0(a, b, one, other, correlation):
    errors = one * a / 2.0, other * b / 2.0  # b is clear of 0 at 1.96
    variances = errors[0] ** 2, errors[1] ** 2
    covariance = correlation * errors[0] * errors[1]
    limits = fieller(a, b, variances, covariance, 1.96)
    assert limits[0] < a / b < limits[1]
    for r in limits:
        error = math.sqrt(variances[0] - 2.0 * r * covariance + r * r * variances[1])
        assert abs(a - r * b) / error == pytest.approx(1.96, rel=1e-6)


def test_fieller_without_an_end():
    assert all(map(math.isnan, fieller(1.0, 1.0, (0.01, 1.0), 0.0, 1.96)))
    assert fieller(6.0, 3.0, (0.0, 0.0), 0.0, 1.96) == (2.0, 2.0)


@given(positive, positive, parts, parts, st.floats(0.01, 3.0), st.floats(0.01, 3.0))
def test_mover_limits_are_where_those_of_the_difference_pass_0(a, b, one, other, up, over):
    around_a, around_b = (a * (1.0 - one), a * (1.0 + up)), (b * (1.0 - other), b * (1.0 + over))
    low, high = mover_ratio(a, b, around_a, around_b)
    assert 0.0 <= low < a / b < high
    for r, end in ((low, 0), (high, 1)):
        scaled = tuple(r * x for x in around_b)
        assert mover_difference(a, r * b, around_a, scaled)[end] == pytest.approx(0.0, abs=1e-7 * a)
    # the ratio turned round has the limits turned round
    assert_allclose(mover_ratio(b, a, around_b, around_a), (1.0 / high, 1.0 / low), rtol=1e-7)


def test_mover_without_an_end():
    assert mover_ratio(2.0, 1.0, (1.0, 3.0), (-0.1, 2.0))[1] == math.inf
    assert mover_ratio(0.0, 1.0, (0.0, 1.0), (0.5, 2.0))[0] == 0.0
    assert mover_ratio(0.0, 1.0, (-1.0, 0.0), (0.5, 2.0)) == (0.0, 0.0)
    assert all(map(math.isnan, mover_ratio(2.0, 1.0, (math.nan, math.nan), (0.5, 2.0))))


def test_differences_are_squares_added():
    low, high = mover_difference(10.0, 4.0, (7.0, 16.0), (1.0, 8.0))
    assert (low, high) == (6.0 - 5.0, 6.0 + math.hypot(6.0, 3.0))
