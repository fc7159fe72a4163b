"""The skewness-corrected score interval."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from nps._kernels.one_score.score import constrained_shares, score_interval, score_statistic
from nps._kernels.one_score.skewness import skewness_interval, skewness_statistic

cell = st.integers(0, 30)


@given(cell, cell, cell, st.floats(-0.99, 0.99))
def test_statistic_solves_the_published_quadratic(a, b, c, theta):
    n = a + b + c
    if n < 2 or theta == 0.0:
        return
    z = score_statistic(a, b, c, theta) * np.sqrt((n - 1) / n)
    p_pro, _, p_det = constrained_shares(a, b, c, theta)
    psi = p_pro + p_det
    variance = (psi - theta**2) / (n - 1)
    k = theta * (1 - 3 * psi + 2 * theta**2) / n**2 / (6 * variance**1.5)
    corrected = skewness_statistic(a, b, c, theta)
    scale = 1.0 + abs(z) + abs(k) + abs(k) * corrected**2
    # The published moments cancel where theta is near an end; 0.99 leaves nine digits.
    assert_allclose(k * corrected**2 + corrected, z + k, rtol=0, atol=1e-9 * scale)


@given(cell, cell, cell, st.sampled_from([0.16, 0.05, 0.025, 0.001]))
@example(12, 0, 0, 0.001)
@example(0, 9, 0, 0.16)
def test_limits_are_where_the_statistic_reaches_its_critical_value(a, b, c, tail):
    from statistics import NormalDist

    if a + b + c < 2:
        return
    z = -NormalDist().inv_cdf(tail)
    low, high = skewness_interval(a, b, c, tail)
    if low > -1.0:
        assert_allclose(skewness_statistic(a, b, c, low), z, rtol=0, atol=1e-9)
    if high < 1.0:
        assert_allclose(skewness_statistic(a, b, c, high), -z, rtol=0, atol=1e-9)
    d = (a - c) / (a + b + c)
    assert np.all(skewness_statistic(a, b, c, np.linspace(low, d, 20)[1:-1]) <= z + 1e-9)


@given(cell, cell, cell)
def test_statistic_falls_on_either_side_of_the_score(a, b, c):
    if a + b + c:
        d = (a - c) / (a + b + c)
        for grid in (np.linspace(-1.0, d, 60)[:-1], np.linspace(d, 1.0, 60)[1:]):
            assert np.all(np.diff(skewness_statistic(a, b, c, grid)) <= 1e-9)


def test_ends_of_the_scale():
    # The limits of the statistic towards an end: -1 for a unanimous sample, else by expansion.
    for a, b, c in ((12, 0, 0), (11, 1, 0), (9, 0, 3), (8, 3, 1)):
        near, at = (skewness_statistic(a, b, c, theta) for theta in (1 - 1e-10, 1.0))
        if a == 12:
            assert_allclose(near, -1.0, atol=1e-4)
            assert at == 0.0
        else:
            assert_allclose(at, near, rtol=1e-4)
    assert skewness_statistic(0, 5, 0, 0.0) == 0.0
    # (8, 3, 1) at the end: -sqrt(1 + 6 f n (1 - d)(b + 2c)/(b + 4c)), f = 12/11
    assert_allclose(
        skewness_statistic(8, 3, 1, 1.0), -np.sqrt(1 + 6 * 12 / 11 * 12 * (5 / 12) * 5 / 7)
    )


def test_one_answer_says_nothing():
    low, high = skewness_interval(
        np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0]), [0, 0, 1], 0.1
    )
    assert_array_equal(low, -1.0)
    assert_array_equal(high, 1.0)
    assert skewness_statistic(1, 0, 0, 0.2) == 0.0


def test_unanimous_samples_reach_the_end_even_at_low_levels():
    low, high = skewness_interval(10, 0, 0, 0.45)
    assert low < high == 1.0


def test_large_samples_approach_the_plain_score_interval():
    counts = (5e9, 3e9, 2e9)
    plain, corrected = score_interval(*counts, 0.025), skewness_interval(*counts, 0.025)
    # Skewness moves the limits by the order 1/n = 1e-10.
    assert_allclose(corrected, plain, rtol=0, atol=1e-9)
    assert not np.array_equal(corrected, plain)
