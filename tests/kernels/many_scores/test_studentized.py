"""The studentized range, against SciPy's integration of its law and at its ends."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.stats import norm, studentized_range, t

from nps._kernels.many_scores.studentized import studentized_quantile, studentized_tail


@given(st.floats(0.0, 15.0), st.integers(2, 20), st.integers(3, 400))
@settings(max_examples=25)
def test_tails_are_those_of_scipy(largest, groups, freedom):
    found = studentized_tail(np.array([largest]), groups, np.array([float(freedom)]))[0]
    expected = studentized_range.sf(largest * np.sqrt(2.0), groups, freedom)
    # SciPy's double integral has some nine digits
    assert found == pytest.approx(expected, abs=2e-8)


@given(st.floats(0.0, 40.0), st.floats(1.0, 1e5))
def test_two_groups_are_students_t(largest, freedom):
    found = studentized_tail(np.array([largest]), 2, np.array([freedom]))[0]
    assert found == pytest.approx(2.0 * t.sf(largest, freedom), rel=1e-7, abs=1e-12)


@given(
    st.floats(0.001, 0.5), st.integers(2, 30), st.lists(st.floats(1.5, 1e4), min_size=1, max_size=6)
)
def test_quantiles_lead_back(alpha, groups, freedom):
    f = np.array([*freedom, np.nan])
    quantile = studentized_quantile(alpha, groups, f)
    assert np.isnan(quantile[-1])
    assert_allclose(studentized_tail(quantile, groups, f)[:-1], alpha, rtol=1e-9)
    order = np.argsort(f[:-1])
    assert (np.diff(quantile[:-1][order]) <= 1e-9).all()


def test_ends():
    freedom = np.array([1e13, 5.0, np.nan, 5.0])
    largest = np.array([1.96, np.inf, 1.0, 0.0])
    found = studentized_tail(largest, 2, freedom)
    assert found[0] == pytest.approx(2.0 * norm.sf(1.96), rel=1e-10)
    assert found[1] == pytest.approx(0.0, abs=1e-12)
    assert np.isnan(found[2])
    assert found[3] == pytest.approx(1.0)


def test_many_at_once_are_each_alone():
    largest, freedom = np.linspace(0.1, 6.0, 300), np.linspace(2.0, 90.0, 300)
    together = studentized_tail(largest, 7, freedom)
    for i in (0, 100, 255, 256, 299):
        alone = studentized_tail(largest[i : i + 1], 7, freedom[i : i + 1])[0]
        assert together[i] == pytest.approx(alone, rel=1e-9)
