"""Blocks of respondents and the sums over them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from nps._kernels.topics.drivers.blocks import (
    centred,
    column_means,
    design_block,
    gram,
    whole_clusters,
)

seeds = st.integers(0, 2**32 - 1)


def table(seed: int, n: int, k: int) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    kinds = (np.int8, np.float64, np.bool_)
    return tuple(rng.integers(0, 11, n).astype(kinds[j % 3]) for j in range(k))


@given(seeds, st.integers(1, 30), st.integers(0, 5))
def test_a_block_holds_ones_and_the_columns_less_their_centre(seed, n, k):
    columns = table(seed, n, k)
    some = np.random.default_rng(seed).integers(0, n, 7)
    block = design_block(columns, np.arange(k) / 2, some)
    assert_array_equal(block[0], 1.0)
    for j, column in enumerate(columns):
        assert_array_equal(block[j + 1], column[some].astype(float) - j / 2)
    assert_array_equal(
        design_block(columns, np.zeros(k), slice(0, n))[:, some[:1]].shape, (k + 1, 1)
    )


@given(seeds, st.integers(1, 40), st.integers(1, 40), st.integers(0, 4))
def test_sums_add_to_the_last_bit(seed, first, second, k):
    columns = table(seed, first + second, k)
    parts = [tuple(c[:first] for c in columns), tuple(c[first:] for c in columns)]
    together = gram(columns, first + second)
    assert_array_equal(together, gram(parts[0], first) + gram(parts[1], second))
    assert_array_equal(together, together.T)
    assert together[0, 0] == first + second


def test_long_columns_are_summed_in_blocks():
    columns = table(1, 20_000, 3)
    matrix = np.stack([np.ones(20_000), *columns])
    weights = np.random.default_rng(2).integers(0, 4, 20_000).astype(float)
    assert_array_equal(gram(columns, 20_000), matrix @ matrix.T)
    assert_array_equal(gram(columns, 20_000, weights), (matrix * weights) @ matrix.T)


@given(seeds, st.integers(2, 30))
def test_means_and_products_around_them(seed, n):
    columns = table(seed, n, 3)
    weights = np.random.default_rng(seed).uniform(0.5, 2.0, n)
    mean = column_means(columns, weights)
    assert_allclose(mean, np.average(np.stack(columns).astype(float), axis=1, weights=weights))
    assert_allclose(column_means(columns, None), [c.mean() for c in columns])
    weight, around, products = centred(gram(columns, n, weights, mean))
    assert_allclose(weight, weights.sum())
    assert_allclose(around, 0.0, atol=1e-13)
    expected = np.cov(np.stack(columns).astype(float), aweights=weights, ddof=0) * weight
    assert_allclose(products, expected, atol=1e-11)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=30), st.integers(1, 20))
def test_clusters_stay_whole(sizes, block):
    sizes = np.array(sizes)
    seen_rows, seen_clusters = 0, 0
    for rows, clusters in whole_clusters(sizes, block):
        assert (rows.start, clusters.start) == (seen_rows, seen_clusters)
        assert rows.stop - rows.start == sizes[clusters].sum()
        assert rows.stop - rows.start <= block or clusters.stop - clusters.start == 1
        seen_rows, seen_clusters = rows.stop, clusters.stop
    assert (seen_rows, seen_clusters) == (sizes.sum(), sizes.size)
