"""Several contrasts at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.topics.drivers.joint import chi2_test, f_test, wald

seeds = st.integers(0, 2**32 - 1)


def spread(seed, size):
    rng = np.random.default_rng(seed)
    half = rng.normal(size=(size, size + 3)) * rng.uniform(0.1, 10.0, (size, 1))
    return rng.normal(size=size), half @ half.T


@given(seeds, st.integers(1, 5))
def test_it_is_a_quadratic_form(seed, size):
    values, covariance = spread(seed, size)
    found, rank = wald(values, covariance)
    assert rank == size
    assert_allclose(found, values @ np.linalg.solve(covariance, values), rtol=1e-6)


@given(seeds, st.integers(1, 4))
def test_contrasts_said_twice_count_once(seed, size):
    values, covariance = spread(seed, size)
    twice = np.vstack([np.eye(size), np.ones((1, size)), np.zeros((1, size))])
    found = wald(twice @ values, twice @ covariance @ twice.T)
    once = wald(values, covariance)
    assert found[1] == once[1] == size
    assert_allclose(found[0], once[0], rtol=1e-6)


@given(seeds, st.floats(1.0, 100.0))
def test_one_contrast_is_the_square_of_t(seed, freedom):
    from scipy.special import stdtr

    (value,), ((variance,),) = spread(seed, 1)
    statistic, *_, p = f_test(np.array([value]), np.array([[variance]]), freedom, hotelling=True)
    assert_allclose(statistic, value**2 / variance, rtol=1e-12)
    assert_allclose(p, 2 * stdtr(freedom, -abs(value) / np.sqrt(variance)), rtol=1e-8)


@given(seeds, st.integers(1, 4))
def test_chi_squared_is_f_with_endless_freedom(seed, size):
    values, covariance = spread(seed, size)
    statistic, rank, p = chi2_test(values, covariance)
    assert_allclose(statistic / rank, f_test(values, covariance, 1e9, hotelling=False)[0])
    assert_allclose(p, f_test(values, covariance, 1e9, hotelling=False)[3], atol=1e-6)


def test_without_freedom_or_spread_there_is_no_test():
    values, covariance = spread(1, 3)
    assert np.isnan(f_test(values, covariance, 2.0, hotelling=True)[0])
    assert np.isnan(f_test(values, covariance, 0.0, hotelling=False)[3])
    assert np.isnan(f_test(values, 0 * covariance, 9.0, hotelling=False)[0])
    assert np.isnan(chi2_test(values, 0 * covariance)[2])
    quadratic, _ = wald(values, covariance)
    tested = f_test(values, covariance, 10.0, hotelling=True)
    assert_allclose(tested[:3], [quadratic * 8 / 30, 3, 8])
