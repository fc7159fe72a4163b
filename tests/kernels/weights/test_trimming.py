"""Trimmed weights: total, bounds and order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import brentq

from nps._kernels.weights.trimming import trim

weights = st.lists(st.floats(0.01, 50), min_size=2, max_size=30).map(np.array)


@given(weights, st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.booleans())
def test_trimmed_weights_keep_total_bounds_and_order(w, down, up, equal):
    mean = w.mean()
    low, high = w.min() + down * (mean - w.min()), w.max() + up * (mean - w.max())
    found = trim(w, low, high, equal=equal)
    assert found.sum() == pytest.approx(w.sum(), rel=1e-12)
    slack = 1e-12 * mean
    assert found.min() >= low - slack
    assert found.max() <= high + slack
    assert (np.diff(found[np.argsort(w)]) >= -slack).all()
    assert_allclose(trim(found, low, high, equal=equal), found, rtol=1e-12)


@given(weights, st.floats(0.05, 0.95))
def test_a_cap_alone_raises_all_others_alike(w, up):
    high = w.max() + up * (w.mean() - w.max())

    def excess(move):
        return np.minimum(move(w), high).sum() - w.sum()

    if np.ptp(w) > 0.1:
        top = w.sum() / w.min()
        factor = brentq(lambda f: excess(lambda x: x * f), 1.0, top, xtol=1e-14, rtol=1e-14)
        assert_allclose(trim(w, 0.0, high, equal=False), np.minimum(w * factor, high), rtol=1e-9)
        amount = brentq(lambda a: excess(lambda x: x + a), 0.0, w.sum(), xtol=1e-14, rtol=1e-14)
        assert_allclose(trim(w, 0.0, high, equal=True), np.minimum(w + amount, high), rtol=1e-9)


def test_zeros_are_not_trimmed():
    assert_array_equal(trim(np.array([0.0, 1, 3]), 1.5, 9, equal=False), [0, 1.5, 2.5])


def test_where_everybody_was_cut_the_rest_goes_to_the_opposite_bound():
    assert_allclose(trim(np.array([0.1, 10]), 1, 6, equal=False), [4.1, 6])
    assert_allclose(trim(np.array([0.1, 0.2, 3.7]), 1, 3, equal=True), [1, 1, 2])
    assert_array_equal(trim(np.array([1.0, 3]), 0, 1.5, equal=True), [1.5, 1.5])  # out of reach
