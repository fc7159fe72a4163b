"""Adjusted p-values against SciPy and the sets of tests that Hommel's method closes over."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.stats import false_discovery_control

from nps._kernels.many_scores.multiplicity import adjusted

families = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=7).map(np.array)


@given(families)
def test_false_discoveries_are_those_of_scipy(p):
    for ours, theirs in (("benjamini-hochberg", "bh"), ("benjamini-yekutieli", "by")):
        assert_allclose(
            adjusted(p, ours, p.size), false_discovery_control(p, method=theirs), rtol=1e-12
        )


@given(families, st.integers(0, 2))
def test_hommel_closes_over_every_set_of_tests(p, more):
    every = np.append(p, np.ones(more))
    positions = range(every.size)
    largest = np.zeros(every.size)
    for m in range(1, every.size + 1):
        for some in combinations(positions, m):
            simes = (m * np.sort(every[list(some)]) / np.arange(1, m + 1)).min()
            largest[list(some)] = np.maximum(largest[list(some)], simes)
    assert_allclose(adjusted(p, "hommel", every.size), largest[: p.size], rtol=1e-12)


@pytest.mark.parametrize("method", ["holm", "hochberg", "hommel", "bonferroni"])
def test_a_single_test_stays_as_it_is(method):
    assert adjusted(np.array([0.3]), method, 1).tolist() == [0.3]
