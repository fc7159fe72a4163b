"""Wald-type intervals: formulas written out by hand, and their corners."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.stats import t as student_t

from nps._kernels.numerics.moments import normal_quantile, student_quantile
from nps._kernels.one_score import wald

cell = st.integers(0, 200)
tails = st.floats(1e-5, 0.4)


@given(cell, cell, cell, tails)
def test_pseudo_answers_are_answers(a, b, c, tail):
    if a + b + c:
        assert_array_equal(
            wald.bonett_price(a, b, c, tail), np.array(wald.wald(a + 1, b, c + 1, tail))
        )
        assert_array_equal(
            wald.adjusted_wald(a, b, c, tail), wald.wald(a + 0.75, b + 1.5, c + 0.75, tail)
        )
        assert_array_equal(
            wald.agresti_min(a, b, c, tail), wald.wald(a + 0.5, b + 1, c + 0.5, tail)
        )


def test_unanimous_samples_have_no_wald_width_and_no_t_interval():
    for counts in ((5, 0, 0), (0, 5, 0), (0, 0, 5), (1, 0, 0)):
        low, high = wald.wald(*counts, 0.025)
        assert low == high
        assert np.isnan(wald.t(*counts, 0.025)).all()


@given(cell, cell, cell, tails)
def test_may_johnson_limits_solve_their_equation(a, b, c, tail):
    n = a + b + c
    if n == 0:
        return
    d, share, h = (a - c) / n, (a + c) / n, normal_quantile(tail) ** 2 / n
    for theta in wald.may_johnson(a, b, c, tail):
        assert -1 <= theta <= 1
        assert_allclose((d - theta) ** 2, h * (share - theta**2), rtol=1e-9, atol=1e-14 * (1 + h))


def test_may_johnson_of_passives_is_a_point():
    assert_array_equal(wald.may_johnson(0, 9, 0, 0.025), (0.0, 0.0))


def test_goodman_critical_values():
    # Any sample gives half the width as a multiple of sqrt(v/n).
    def critical(kernel):
        low, high = kernel(50, 30, 20, 0.025)
        return (high - low) / 2 / sqrt((30 * 70 + 4 * 50 * 20) / 100**3)

    assert_allclose(critical(wald.goodman), normal_quantile(0.025 / 3), rtol=1e-12)
    assert_allclose(critical(wald.goodman_scheffe), sqrt(-2 * log(0.05)), rtol=1e-12)
    assert_allclose(critical(wald.wald), 1.959963984540054, rtol=1e-12)


def test_t_allows_for_a_finite_population():
    d = 0.3
    low, high = wald.t(50, 30, 20, 0.025)
    lower, higher = wald.t(50, 30, 20, 0.025, 0.75)
    assert_allclose([d - lower, higher - d], [(d - low) / 2, (high - d) / 2], rtol=1e-12)


@pytest.mark.parametrize("tail", [1e-9, 0.001, 0.025, 0.2, 0.25, 0.4, 0.5, 0.6, 0.975])
def test_student_quantiles_are_put_back_into_their_law(tail: float) -> None:
    freedom = np.array([1.0, 1.5, 2.0, 9.0, 100.0, 1e6])
    quantile = student_quantile(freedom, tail)
    # scipy's t law is an independent route, good to about 1e-12 in the middle of its range
    assert_allclose(student_t.sf(quantile, freedom), tail, rtol=1e-9)
    assert np.isnan(student_quantile(np.array([np.nan]), tail)).all()
