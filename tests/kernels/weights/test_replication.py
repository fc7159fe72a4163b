"""Replicates: what each leaves out, balances or draws, and the variance that comes of them."""

from __future__ import annotations

import itertools
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.weights.replication import (
    bootstrap_factors,
    hadamard,
    half_sample_factors,
    jackknife_totals,
    replicate_deviations,
)

TOTALS = np.random.default_rng(7).uniform(1.0, 9.0, size=(6, 3))


@given(st.integers(1, 70))
def test_rows_of_a_hadamard_matrix_are_balanced(order):
    matrix = hadamard(order)
    size = matrix.shape[0]
    assert order <= size < 2 * order
    assert set(np.unique(matrix)) <= {-1, 1}
    assert_allclose(matrix @ matrix.T, size * np.eye(size))


@given(st.integers(1, 9), st.floats(0.0, 0.9))
def test_half_samples_weight_one_cluster_up_and_the_other_down(n_strata, rho):
    strata = np.repeat(np.arange(n_strata), 2)
    factors = half_sample_factors(strata, n_strata, rho)
    first, second = factors[:, 0::2], factors[:, 1::2]
    assert_allclose(first + second, 2.0)
    assert_allclose(np.minimum(first, second), rho)
    # over all replicates each cluster is in as often as out, whatever the others are
    leads = first - 1.0
    assert_allclose(leads.sum(axis=0), 0.0, atol=1e-12)
    both = leads.T @ leads
    assert_allclose(both, np.diag(np.diag(both)), atol=1e-12)


def test_the_jackknife_leaves_one_out_and_weights_up_the_rest_of_its_stratum():
    strata = np.array([0, 0, 0, 1, 1, 1])
    sums = np.stack([TOTALS[:3].sum(axis=0), TOTALS[3:].sum(axis=0)])
    found = jackknife_totals(TOTALS, strata, sums, np.array([3, 3]))
    for i, row in enumerate(found):
        here = [j for j in range(6) if strata[j] == strata[i] and j != i]
        there = [j for j in range(6) if strata[j] != strata[i]]
        expected = TOTALS[here].sum(axis=0) * 1.5 + TOTALS[there].sum(axis=0)
        assert_allclose(row, expected)


@given(st.integers(2, 6), st.integers(0, 2**32))
def test_each_bootstrap_replicate_draws_one_cluster_less_than_there_are(n, seed):
    strata = np.repeat([0, 1], [n, 2])
    factors = bootstrap_factors(strata, np.array([n, 2]), 50, np.random.default_rng(seed))
    drawn = factors[:, strata == 0] * (n - 1.0) / n
    assert_allclose(drawn, np.round(drawn), atol=1e-12)
    assert_allclose(drawn.sum(axis=1), n - 1.0)
    assert_allclose(factors[:, strata == 1].sum(axis=1), 2.0)


@pytest.mark.parametrize("centre", ["mean", "full"])
def test_deviations_are_those_of_shares_from_their_centre(centre):
    scales = np.array([0.5, 0.5, 0.0, 2.0, 1.0, 1.0])
    classes = TOTALS.sum(axis=0)
    replicates = np.vstack([TOTALS[:5], np.zeros(3)])
    found = replicate_deviations(replicates, classes, scales, centre)
    shares = TOTALS[:5] / TOTALS[:5].sum(axis=1, keepdims=True)
    counted = shares[scales[:5] > 0.0]
    middle = counted.mean(axis=0) if centre == "mean" else classes / classes.sum()
    assert_allclose(found[:5], np.sqrt(scales[:5])[:, None] * (shares - middle))
    assert not found[5].any()  # nobody of the domain is in this replicate


class EveryDraw:
    """In place of a generator: each of the n**(n - 1) equally likely draws once."""

    def multinomial(self, draws: int, shares: np.ndarray, size: int) -> np.ndarray:
        n = shares.size
        taken = np.array(list(itertools.product(range(n), repeat=draws)))
        assert len(taken) == size
        assert_allclose(shares, 1.0 / n)
        return np.stack([(taken == i).sum(axis=1) for i in range(n)], axis=1)


@pytest.mark.parametrize("n", [2, 3, 4])
def test_over_every_draw_the_bootstrap_of_rao_and_wu_is_the_variance_of_the_textbook(n):
    # Rao and Wu (1988), section 2: with n - 1 draws and the factor n/(n - 1) the variance of the
    # total is that of sampling with replacement, n times the sample variance with divisor n - 1
    sizes = np.array([n])
    factors = bootstrap_factors(np.zeros(n, dtype=int), sizes, n ** (n - 1), EveryDraw())
    values = np.array([1.0, 4.0, 6.0, 11.0])[:n]
    totals = factors @ values
    assert totals.mean() == pytest.approx(values.sum(), rel=1e-12)
    assert totals.var() == pytest.approx(n * statistics.variance(values), rel=1e-12)
