"""Linearised variance of weighted shares: derivatives, single respondents, lonely strata."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from nps._kernels.weights.linearization import (
    design_covariance,
    linearized,
    linearized_products,
    net_variance,
    stratum_factor,
    sums_by_stratum,
)

totals = st.integers(2, 8).flatmap(lambda k: arrays(np.float64, (k, 3), elements=st.floats(0.1, 9)))


@given(totals)
def test_linearized_values_are_the_derivative_of_the_shares(table):
    classes = table.sum(axis=0)
    z = linearized(table, classes)
    assert_allclose(z.sum(axis=0), 0.0, atol=1e-12)
    step = 1e-6
    for row, value in zip(table, z, strict=True):
        ahead, behind = (classes + sign * step * row for sign in (1.0, -1.0))
        slope = (ahead / ahead.sum() - behind / behind.sum()) / (2.0 * step)
        # a central difference is off by the third derivative times step**2
        assert_allclose(slope, value, atol=1e-8)


@given(totals, st.lists(st.integers(0, 2), min_size=8, max_size=8))
def test_respondents_who_are_their_own_clusters(table, kinds):
    weights = table[:, 0]
    rows = np.zeros((weights.size, 3))
    rows[np.arange(weights.size), kinds[: weights.size]] = weights
    classes = rows.sum(axis=0)
    z = linearized(rows, classes)
    squares = (rows**2).sum(axis=0, keepdims=True)
    found = linearized_products(squares, classes, classes)[0]
    assert_allclose(found, np.einsum("pi,pj->ij", z, z), rtol=1e-10, atol=1e-14)


@given(totals, st.lists(st.integers(0, 2), min_size=8, max_size=8))
def test_sums_by_stratum_are_a_loop(table, strata):
    codes = np.array(strata[: table.shape[0]])
    expected = [table[codes == h].sum(axis=0) for h in range(3)]
    assert_allclose(sums_by_stratum(table, codes, 3), expected, rtol=1e-14)


def stage(table, lonely="certainty", sampled=None, fraction=0.0, present=True):
    z = linearized(table, table.sum(axis=0))
    products, sums = np.einsum("pi,pj->ij", z, z)[None], z.sum(axis=0)[None]
    n = np.array([table.shape[0] if sampled is None else sampled])
    return design_covariance(
        products, sums, sums, n, np.array([fraction]), np.array([present]), lonely
    )


@given(totals, st.floats(0.0, 1.0))
def test_one_stratum_is_the_sample_covariance_of_its_clusters(table, fraction):
    z = linearized(table, table.sum(axis=0))
    k = table.shape[0]
    expected = (1.0 - fraction) * k * np.cov(z.T)
    assert_allclose(stage(table, fraction=fraction), expected, rtol=1e-9, atol=1e-14)


def test_a_single_cluster_says_nothing_unless_it_is_told_to():
    table = np.array([[3.0, 1.0, 2.0]])
    z = np.array([[0.3, -0.1, -0.2]])
    products, sums = np.einsum("pi,pj->ij", z, z)[None], z
    given_ = (products, sums, sums, np.array([1]), np.array([0.0]), np.array([True]))
    assert not design_covariance(*given_, "certainty").any()
    assert_allclose(design_covariance(*given_, "adjust"), products[0])
    assert np.isnan(design_covariance(*given_, "average")).all()
    assert not stage(table).any()


def test_the_mean_of_the_other_strata_stands_for_a_lonely_one():
    rng = np.random.default_rng(3)
    z = rng.normal(size=(4, 3))
    products = np.stack([z[:3].T @ z[:3], z[3:].T @ z[3:]])
    sums = np.stack([z[:3].sum(axis=0), z[3]])
    given_ = (products, sums, sums, np.array([3, 1]), np.zeros(2), np.ones(2, dtype=bool))
    one = design_covariance(*given_, "certainty")
    assert_allclose(design_covariance(*given_, "average"), 2.0 * one)


def test_factors_of_strata():
    found = stratum_factor(np.array([1, 2, 5]), np.array([0.25, 0.0, 0.5]))
    assert_allclose(found, [0.75, 2.0, 0.625])


def test_the_net_variance_is_never_below_zero():
    covariance = np.array([[1.0, 0.0, 2.0], [0.0, 0.0, 0.0], [2.0, 0.0, 1.0]])
    assert net_variance(covariance, same=True) == 0.0
    assert net_variance(covariance, same=False) == pytest.approx(-2.0)
