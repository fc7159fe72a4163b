"""Tango's interval: the closed form against the test it inverts."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.special import xlogy

from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.one_score.score import (
    constrained_shares,
    score_interval,
    score_limits,
    score_statistic,
)
from nps._kernels.one_score.shares import wilson

positive = st.integers(0, 40)
thetas = st.floats(-1.0, 1.0)


def all_tables(largest):
    a, b, c = np.indices((largest + 1,) * 3).reshape(3, -1)
    n = a + b + c
    keep = (n > 0) & (n <= largest)
    return a[keep].astype(float), b[keep].astype(float), c[keep].astype(float)


@pytest.mark.parametrize("level", [0.05, 0.3, 0.52, 0.5204998778, 0.8, 0.95, 0.999, 1 - 1e-8])
def test_closed_form_is_where_the_score_statistic_crosses_its_critical_value(level):
    a, b, c = all_tables(25)
    assert a.size == 3275
    d, tail = (a - c) / (a + b + c), 0.5 * (1.0 - level)
    z = normal_quantile(tail)
    low, high = score_interval(a, b, c, tail)
    for sign, limit in ((1.0, low), (-1.0, high)):
        inner, outer = d.copy(), np.full_like(d, -sign)
        for _ in range(60):
            middle = 0.5 * (inner + outer)
            beyond = sign * score_statistic(a, b, c, middle) > z
            inner, outer = np.where(beyond, inner, middle), np.where(beyond, middle, outer)
        # 60 halvings of an interval of length 2 leave rounding only.
        assert_allclose(limit, outer, rtol=0, atol=1e-15)


def cubic(a, b, c, g, theta):
    """The cubic of the published quartic with the root d divided out, in exact arithmetic."""
    a, b, c, g, x = (Fraction(value) for value in (a, b, c, g, theta))
    n, s, m = a + b + c, a - c, a + c
    return (
        n * (n + g) ** 2 * x**3
        - 3 * n * s * (n + g) * x**2
        + ((3 * n + g) * s**2 - g * n * (m + g)) * x
        - s * (s**2 - g * m)
    )


@pytest.mark.parametrize("minority", [1e-3, 1e-6, 1e-9, 0.5, 2.0])
@pytest.mark.parametrize("off", [0.0, 1e-12, 1e-9, 1e-6, -1e-6, 1e-4, -1e-4])
def test_nearly_equal_roots_keep_twelve_digits(minority, off):
    # One promoter among many passives at z**2 near half the variance times n.
    a, b, c = 1.0, 4000.0, minority
    n = a + b + c
    v = (b * (a + c) + 4 * a * c) / n**2
    z = np.sqrt(0.5 * v * n) * (1.0 + off)
    g = Fraction(float(z)) ** 2
    low, high = (float(limit) for limit in score_limits(a, b, c, z))
    step = 1e-12 * (high - low)
    assert cubic(a, b, c, g, low - step) < 0 < cubic(a, b, c, g, low + step)
    assert cubic(a, b, c, g, high - step) < 0 < cubic(a, b, c, g, high + step)
    mirrored = score_limits(c, b, a, z)
    assert (mirrored[0], mirrored[1]) == (-high, -low)


@pytest.mark.parametrize("passives", [3.0, 1e3, 1e9, 1e15])
@pytest.mark.parametrize("factor", [0.3, 0.999, 1.0, 1.0 + 1e-12, 1.001, 4.0])
def test_without_detractors_the_lower_limit_is_one_of_two_explicit_roots(passives, factor):
    n = passives + 1.0
    v = passives / n**2
    h = 0.5 * v * factor
    low, _ = score_limits(1.0, passives, 0.0, np.sqrt(h * n))
    expected = min((1 / n - h) / (1 + h), (1 / n + h / 2 - np.sqrt(h * (v + h / 4))) / (1 + h))
    assert_allclose(low, expected, rtol=0, atol=1e-13 / n)


def test_corners_are_exact():
    z = normal_quantile(0.025)
    n = np.array([1.0, 3.0, 10.0, 1e6])
    zero, g = np.zeros(4), z * z
    low, high = score_interval(n, zero, zero, 0.025)
    assert_array_equal(high, 1.0)
    assert_allclose(low, (n - g) / (n + g), rtol=0, atol=1e-15)
    low, high = score_interval(zero, zero, n, 0.025)
    assert_array_equal(low, -1.0)
    # Rounding alone would give 1 - 1e-16 for some of these.
    assert_array_equal(score_limits(6.0, 0.0, 0.0, np.linspace(0.0, 6.0, 5000))[1], 1.0)
    low, high = score_interval(zero, n, zero, 0.025)
    assert_array_equal(low, -high)
    assert_allclose(high, g / (n + g), rtol=1e-14)
    low, high = score_interval(n, 2 * n, n, 0.025)
    assert_array_equal(low, -high)
    assert_allclose(high, np.sqrt(g * (2 * n + g)) / (4 * n + g), rtol=1e-14)


@given(positive, positive, st.floats(1e-6, 0.5))
def test_without_passives_it_is_wilsons_interval(a, c, tail):
    if a + c:
        ours = score_interval(a, 0, c, tail)
        share = np.array(wilson(a, a + c, tail))
        assert_allclose(ours, 2.0 * share - 1.0, rtol=0, atol=1e-15)


@given(positive, positive, positive)
def test_at_zero_the_statistic_is_mcnemars(a, b, c):
    if a + b + c:
        expected = (a - c) / np.sqrt(a + c) if a + c else 0.0
        assert_allclose(score_statistic(a, b, c, 0.0), expected, rtol=1e-14)


def test_statistic_where_the_null_leaves_no_variance():
    assert score_statistic(3, 0, 0, 1.0) == 0.0
    assert score_statistic(3, 1, 0, 1.0) == -np.inf
    assert score_statistic(0, 0, 3, -1.0) == 0.0
    assert score_statistic(0, 1, 3, -1.0) == np.inf
    assert score_statistic(0, 5, 0, 0.0) == 0.0
    assert np.isnan(score_statistic(0, 0, 0, 0.3))


@given(positive, positive, positive, thetas)
@example(0, 7, 0, 0.0)
@example(7, 0, 0, 1.0)
@example(7, 0, 0, -1.0)
def test_constrained_shares_are_the_most_likely_with_that_score(a, b, c, theta):
    if a + b + c == 0:
        return
    shares = np.array(constrained_shares(a, b, c, theta))
    assert np.all(shares >= 0.0)
    assert_allclose(shares.sum(), 1.0, rtol=0, atol=1e-15)
    assert_allclose(shares[0] - shares[2], theta, rtol=0, atol=1e-15)
    minor = np.linspace(0.0, 0.5 * (1.0 - abs(theta)), 101)
    others = np.stack(
        [minor + max(theta, 0.0), 1.0 - abs(theta) - 2.0 * minor, minor + max(-theta, 0.0)]
    )

    def likelihood(p):
        return xlogy(np.array([a, b, c])[:, None], p).sum(axis=0)

    # A share that should be 0 may come out as 1e-17, or the other way about near the ends, where
    # the logarithm is steep: there nothing more can be said.
    if abs(theta) < 1 - 1e-9:
        assert likelihood(shares[:, None])[0] >= likelihood(others).max() - 1e-6


@pytest.mark.parametrize("theta", [0.5, 0.9, 1 - 1e-9])
def test_tiny_constrained_shares_keep_their_digits(theta):
    # One detractor among a billion: exact rational steps of Newton's method from above.
    a, b, c = 10, 10**9, 1
    n, t = Fraction(a + b + c), Fraction(theta)
    k = (2 - (a - c) / n) * t - (a + c) / n
    p = c / n
    for _ in range(6):
        p -= (2 * p * p + k * p - c / n * t * (1 - t)) / (4 * p + k)
        p = p.limit_denominator(10**60)
    assert_allclose(constrained_shares(a, b, c, theta)[2], float(p), rtol=1e-14)
    assert_allclose(constrained_shares(c, b, a, -theta)[0], float(p), rtol=1e-14)


@given(positive, positive, positive, thetas)
def test_statistic_falls_as_theta_grows(a, b, c, theta):
    if a + b + c:
        grid = np.sort(np.append(np.linspace(-0.999, 0.999, 50), 0.999 * theta))
        assert np.all(np.diff(score_statistic(a, b, c, grid)) <= 1e-9)


def test_negative_critical_values_exchange_the_limits():
    low, high = score_limits(7, 2, 1, 1.5)
    assert (high, low) == tuple(score_limits(7, 2, 1, -1.5))


def test_critical_values_may_differ_by_element():
    low, _ = score_limits(7.0, 2.0, 1.0, np.array([1.0, 2.0]))
    assert low[0] == score_limits(7.0, 2.0, 1.0, np.array([1.0]))[0]
    assert low[1] == score_limits(7.0, 2.0, 1.0, np.array([2.0]))[0]


@given(positive, positive, positive, st.floats(0.0, 40.0))
@example(0, 0, 0, 1.0)
@example(9, 0, 0, 1.0)  # two roots meet, for the lower limit
@example(0, 0, 9, 1.0)  # and for the upper
@example(3, 4, 2, 0.0)
def test_one_sample_is_worked_out_as_columns_are(a, b, c, critical):
    alone = score_limits(float(a), float(b), float(c), critical)
    column = score_limits(*np.array([[a], [b], [c]], dtype=np.float64), np.array([critical]))
    # sine, cosine and arc sine of two libraries differ in their last digits, by 1e-16 of 1
    assert_allclose(alone, np.ravel(column), rtol=0, atol=1e-14)
