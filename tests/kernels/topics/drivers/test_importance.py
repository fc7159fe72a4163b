"""Shares of R squared against relaimpo, and against every order written out."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from driver_data import CASES, LINEAR
from driver_fits import some_data
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from nps._kernels.topics.drivers.blocks import centred, gram
from nps._kernels.topics.drivers.importance import (
    relative_weights,
    resampled_products,
    shapley,
    subsets_explained,
    without_effect,
)

seeds = st.integers(0, 2**32 - 1)


def correlations(columns, outcome):
    products = centred(gram([*columns, outcome], outcome.size))[2]
    scale = np.sqrt(np.diag(products))
    r = products / np.outer(scale, scale)
    return r[:-1, :-1], r[:-1, -1]


def made(seed, k):
    """Correlations of k drivers and an outcome, far from singular."""
    half = np.random.default_rng(seed).normal(size=(k + 1, 3 * k + 3))
    products = half @ half.T
    r = products / np.sqrt(np.outer(np.diag(products), np.diag(products)))
    return r[:-1, :-1], r[:-1, -1]


def explained(among, outcome, some):
    some = list(some)
    if not some:
        return 0.0
    slopes = np.linalg.lstsq(among[np.ix_(some, some)], outcome[some], rcond=1e-10)[0]
    return outcome[some] @ slopes


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize("what", ["nps_points", "score"])
def test_shares_are_those_of_r(case, what):
    outcome = case.classes if what == "nps_points" else case.ratings
    among, r = correlations(case.columns, outcome)
    alone = [1] * case.k
    found = shapley(among, r, alone)
    assert_allclose(found, case.values(f"relaimpo_{what}", "lmg"), rtol=LINEAR)
    weights = relative_weights(among, r, alone)
    assert_allclose(weights, case.values(f"lm_{what}", "johnson_relative_weight"), rtol=LINEAR)
    whole = case.value(f"lm_{what}", "r_squared")
    assert_allclose([found.sum(), weights.sum()], whole, rtol=LINEAR)


@given(seeds, st.lists(st.integers(1, 2), min_size=1, max_size=4))
def test_shapley_averages_over_all_orders(seed, sizes):
    among, r = made(seed, sum(sizes))
    ends = np.cumsum(sizes)
    members = [range(e - s, e) for e, s in zip(ends, sizes, strict=True)]
    expected = np.zeros(len(sizes))
    orders = list(permutations(range(len(sizes))))
    for order in orders:
        inside = []
        for j in order:
            before = explained(among, r, inside)
            inside.extend(members[j])
            expected[j] += (explained(among, r, inside) - before) / len(orders)
    assert_allclose(shapley(among, r, sizes), expected, atol=1e-10)
    assert_allclose(relative_weights(among, r, sizes).sum(), expected.sum(), atol=1e-10)


@given(seeds, st.integers(1, 4))
def test_every_subset_has_its_r_squared(seed, k):
    among, r = made(seed, k)
    table = subsets_explained(among, r, [1] * k)
    for inside in np.ndindex(*table.shape):
        assert_allclose(table[inside], explained(among, r, np.flatnonzero(inside)), atol=1e-10)


@given(seeds, st.integers(2, 6))
def test_permuting_drivers_permutes_shares(seed, k):
    among, r = made(seed, k)
    order = np.random.default_rng(seed).permutation(k)
    alone = [1] * k
    for shares in (shapley, relative_weights):
        one = shares(among, r, alone)
        other = shares(among[np.ix_(order, order)], r[order], alone)
        assert_allclose(other, one[order], atol=1e-12)
        left = without_effect(shares, among, r, alone)
        permuted = without_effect(shares, among[np.ix_(order, order)], r[order], alone)
        assert_allclose(permuted, left[order], atol=1e-12)


def test_a_driver_said_twice_shares_with_itself():
    columns, classes, _ = some_data(1, 80, 3)
    among, r = correlations((*columns, columns[0]), classes)
    shares = shapley(among, r, [1] * 4)
    assert_allclose(shares[0], shares[3], rtol=1e-9)
    alone = correlations(columns, classes)
    assert_allclose(shares.sum(), shapley(*alone, [1] * 3).sum(), rtol=1e-9)
    weights = relative_weights(among, r, [1] * 4)
    assert_allclose(weights.sum(), shares.sum(), rtol=1e-9)


@pytest.mark.parametrize("correlation", [0.0, 0.3, -0.5, 0.8])
@pytest.mark.parametrize("shares", [shapley, relative_weights])
def test_a_driver_without_effect_borrows_half_of_the_square_of_its_correlation(correlation, shares):
    """Two drivers, r = (1, rho): Shapley (rho**2 + 0)/2; Johnson 2 (rho/2)**2, by hand."""
    among = np.array([[1.0, correlation], [correlation, 1.0]])
    found = shares(among, among[0], [1, 1])
    assert_allclose(found, [1 - correlation**2 / 2, correlation**2 / 2], atol=1e-14)
    # it has no effect, so what it would get without one is what it gets
    assert_allclose(without_effect(shares, among, among[0], [1, 1])[1], found[1], atol=1e-14)


def test_what_a_driver_would_get_without_effect_is_nothing_where_it_stands_alone():
    found = without_effect(shapley, np.eye(3), np.array([0.5, 0.3, 0.0]), [1, 1, 1])
    assert_allclose(found, 0.0, atol=1e-15)
    assert_array_equal(without_effect(shapley, np.eye(2), np.array([0.5, 0.0]), [1, 1]), [0.0, 0.0])
    assert_array_equal(without_effect(shapley, np.eye(1), np.array([0.5]), [1]), [0.0])


@given(seeds, st.integers(1, 30), st.booleans())
def test_a_resample_has_the_sums_of_its_rows(seed, n, weighted):
    rng = np.random.default_rng(seed)
    columns = tuple(rng.integers(0, 11, n).astype(np.int8) for _ in range(3))
    weights = rng.uniform(0.5, 2.0, n) if weighted else None
    draws = [np.bincount(rng.integers(0, n, n), minlength=n) for _ in range(5)]
    drawn = iter(draws)
    found = resampled_products(columns, np.arange(3.0), lambda: next(drawn), 5, weights)
    for sums, counts in zip(found, draws, strict=True):
        rows = np.repeat(np.arange(n), counts)
        picked = tuple(c[rows] for c in columns)
        expected = gram(picked, n, None if weights is None else weights[rows], np.arange(3.0))
        assert_allclose(sums, expected, rtol=1e-12, atol=1e-9)
