"""Variances of sums over respondents or clusters."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.topics.comments.linear import variances
from nps._kernels.topics.drivers.sandwich import Sampling


def sampling_of(codes):
    sizes = np.bincount(codes)
    order = np.argsort(codes, kind="stable")
    return Sampling(order, sizes, np.zeros(sizes.size, np.int64), np.zeros(1))


@given(st.integers(0, 2**32 - 1), st.integers(2, 60))
def test_it_is_that_of_the_totals_times_their_number(seed, n):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(3, n))
    alone = Sampling(None, np.ones(n, np.int64), np.zeros(n, np.int64), np.zeros(1))
    found = variances(lambda part: values[:, part], alone)
    assert_allclose(found, n * values.var(axis=1, ddof=1))
    codes = np.concatenate([[0, 1], rng.integers(0, 5, n - 2)]) if n > 2 else np.array([0, 1])
    _, codes = np.unique(codes, return_inverse=True)
    totals = np.array([np.bincount(codes, row) for row in values])
    expected = totals.shape[1] * totals.var(axis=1, ddof=1)
    assert_allclose(variances(lambda part: values[:, part], sampling_of(codes)), expected)


def test_blocks_of_clusters_join():
    rng = np.random.default_rng(1)
    n = 20_001
    values, codes = rng.normal(size=(1, n)), rng.integers(0, 700, n)
    totals = np.bincount(codes, values[0])
    found = variances(lambda part: values[:, part], sampling_of(codes))
    assert_allclose(found, totals.size * totals.var(ddof=1))
