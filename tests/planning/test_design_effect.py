"""What clusters and weights do."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

import nps
from nps.planning import design_effect, sample_size

A, B, C = nps.Shares(0.5, 0.3, 0.2), nps.Shares(0.44, 0.3, 0.26), nps.Shares(0.4, 0.3, 0.3)


@given(st.floats(1.0, 200.0), st.floats(0.0, 1.0), st.floats(0.0, 2.0), st.floats(0.0, 3.0))
def test_design_effects_multiply(size, icc, spread, weights):
    both = design_effect(cluster_size=size, icc=icc, cluster_size_cv=spread, weights_cv=weights)
    clusters = design_effect(cluster_size=size, icc=icc, cluster_size_cv=spread)
    assert_allclose(both, clusters * design_effect(weights_cv=weights))
    assert clusters >= 1.0
    assert_allclose(design_effect(weights_cv=weights), 1.0 + weights**2)


def test_a_pilots_correlation_comes_back_out():
    effect = design_effect(cluster_size=20, icc=0.05, cluster_size_cv=0.4, weights_cv=0.3)
    back = (effect / (1 + 0.3**2) - 1) / ((1 + 0.4**2) * 20 - 1)
    assert_allclose(back, 0.05)
    assert sample_size(A, null=10, design_effect=effect).n == math.ceil(129 * effect - 1e-9)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"cluster_size": 0.5}, "cluster_size must be at least 1"),
        ({"cluster_size_cv": -1}, "cluster_size_cv must be at least 0"),
        ({"weights_cv": -0.1}, "weights_cv must be at least 0"),
        ({"icc": 5}, r"between -1 and 1, got 5\. Did you mean 0.05\?"),
        ({"icc": -2}, "between -1 and 1, got -2"),
        ({"cluster_size": 20, "icc": -0.1}, "icc must be above -0.05263 in clusters of 20"),
    ],
)
def test_designs_that_cannot_be_are_refused(options, message):
    with pytest.raises(nps.OptionError, match=message):
        design_effect(**options)
