"""The score of all who were asked, whatever the silent think."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import brentq
from scipy.stats import norm

from nps._kernels.one_score.score import score_interval
from nps._kernels.same_people.multinomial import multinomial_statistic
from nps._kernels.topics.response.bounds import critical_value, ends, ends_interval, variance

few = st.integers(0, 400)
alphas = st.floats(1e-6, 0.6)
edges = st.floats(-1, 1)


@given(few, few, few, few, edges, edges)
def test_ends_are_means_over_all_who_were_asked(a, b, c, m, low, high):
    assume(a + b + c + m)
    everybody = [1.0] * a + [0.0] * b + [-1.0] * c
    for end, silent in zip(ends(a, b, c, m, low, high), (low, high), strict=True):
        assert float(end) == pytest.approx(np.mean(everybody + [silent] * m), abs=1e-12)
    for silent in (low, high):
        plug_in = variance(*(np.array([float(k)]) for k in (a, b, c, m)), silent)
        expected = np.var(everybody + [silent] * m)
        assert plug_in == pytest.approx(expected, abs=1e-12)  # abs: about a true 0


@pytest.mark.parametrize("alpha", [1e-9, 0.01, 0.05, 0.3])
def test_the_quantile_solves_its_equation(alpha):
    # an independent root, with the equation as it is printed
    widths = np.array([0.1, 0.7, 2.0, 5.0])
    ours = critical_value(widths, alpha)
    for c, w in zip(ours, widths, strict=True):
        root = brentq(lambda x, w=w: norm.cdf(x + w) - norm.cdf(-x) - (1 - alpha), 0, 8, xtol=1e-13)
        # as printed it subtracts from 1, so its root is known to an ulp of 1 over the density
        assert c == pytest.approx(root, abs=1e-12 + 1e-15 / norm.pdf(c))


def test_the_quantile_goes_from_one_to_two_sides():
    found = critical_value(np.array([np.inf, 40.0, 1e-12, 0.0, np.nan]), 0.05)
    assert_allclose(found[:2], norm.isf(0.05), rtol=1e-13)
    assert_allclose(found[2:4], norm.isf(0.025), rtol=1e-9)
    assert np.isnan(found[4])
    assert critical_value(np.array([9.0]), 0.7) == 0.0  # never within the bounds


@given(few, few, few, alphas)
def test_without_silent_people_it_is_the_score_interval(a, b, c, alpha):
    assume(a + b + c)
    assert_array_equal(ends_interval(a, b, c, 0, alpha), score_interval(a, b, c, 0.5 * alpha))
    tight = ends_interval(a, b, c, 0, alpha, -0.3, 0.4)
    assert_allclose(tight, score_interval(a, b, c, 0.5 * alpha), rtol=0, atol=1e-13)


@given(few, few, few, st.integers(1, 400), alphas)
def test_worst_cases_are_two_samples_of_all(a, b, c, m, alpha):
    low, high = ends_interval(a, b, c, m, alpha)
    # general silent scores lead to the same place
    near = ends_interval(a, b, c, m, alpha, np.nextafter(-1, 0), np.nextafter(1, 0))
    assert_allclose([low, high], near, rtol=0, atol=1e-7)
    least, most = ends(a, b, c, m)
    assert low <= least + 1e-15
    assert high >= most - 1e-15
    # the mirror: who is above is below
    mirrored = ends_interval(c, b, a, m, alpha)
    assert_allclose([low, high], [-mirrored[1], -mirrored[0]], rtol=0, atol=1e-13)


@given(few, few, few, st.integers(1, 400), edges, edges, st.floats(0.001, 0.3))
def test_limits_are_where_the_test_of_the_end_rejects(a, b, c, m, one, other, alpha):
    assume(a + b + c)
    low, high = sorted((one, other))
    least, most = (float(x) for x in ends_interval(a, b, c, m, alpha, low, high))
    spread = [variance(*(np.array([float(k)]) for k in (a, b, c, m)), end) for end in (low, high)]
    error = np.sqrt(np.maximum(*spread) / (a + b + c + m))
    assume(error > 0)
    width = (high - low) * m / (a + b + c + m) / error
    critical = critical_value(width, alpha)[0]
    for limit, silent, sign in ((least, low, 1.0), (most, high, -1.0)):
        if abs(limit) < 1.0 - 1e-9:
            z = multinomial_statistic([a, b, c, m], [1.0, 0.0, -1.0, silent], limit)
            assert float(z) == pytest.approx(sign * critical, abs=1e-6)


def test_columns_are_their_rows():
    rng = np.random.default_rng(5)
    table = rng.integers(0, 50, (4, 300)).astype(float)
    for low, high in ((-1.0, 1.0), (-0.2, 0.5), (0.25, 0.25)):
        whole = ends_interval(*table, 0.05, low, high)
        for i in range(0, 300, 37):
            alone = ends_interval(*table[:, i], 0.05, low, high)
            assert_allclose([end[i] for end in whole], alone, rtol=0, atol=1e-14)


def test_nobody_asked_and_nobody_answered():
    assert np.isnan(ends_interval(0, 0, 0, 0, 0.05)).all()
    assert np.isnan(ends(0, 0, 0, 0)).all()
    assert_array_equal(ends_interval(0, 0, 0, 5, 0.05), [-1.0, 1.0])
