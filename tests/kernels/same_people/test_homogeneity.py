"""Tests of marginal homogeneity, against published values and generalised inverses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_tables import examples

from nps._kernels.same_people import homogeneity

EXAMPLES = examples("paired_examples")
cell = st.just(0) | st.integers(0, 9) | st.integers(0, 10**5)


@pytest.mark.parametrize("example", EXAMPLES["marginal_homogeneity"], ids=lambda e: e["id"])
def test_published_tests_of_marginal_homogeneity(example):
    table = np.array(example["table"], float)
    close = {"abs": example["tolerance"]}
    statistic, freedom = homogeneity.stuart_maxwell(table)
    assert statistic == pytest.approx(example["stuart_maxwell"], **close)
    assert freedom == example["df"]
    if "bhapkar" in example:
        n = table.sum()
        assert homogeneity.bhapkar(statistic, n) == pytest.approx(example["bhapkar"], **close)
    if "bowker" in example:
        assert homogeneity.bowker(table) == (pytest.approx(example["bowker"], **close), 3)


@given(st.lists(cell, min_size=25, max_size=25).map(lambda c: np.reshape(c, (5, 5)).astype(float)))
def test_stuart_maxwell_is_a_quadratic_form_in_a_generalised_inverse(table):
    d = table.sum(1) - table.sum(0)
    covariance = np.diag(table.sum(1) + table.sum(0)) - table - table.T
    inverse = np.linalg.pinv(covariance, rcond=1e-12, hermitian=True)
    statistic, freedom = homogeneity.stuart_maxwell(table)
    # pinv loses the digits between the smallest and the largest count, up to 1e5
    assert statistic == pytest.approx(d @ inverse @ d, rel=1e-6, abs=1e-9)
    assert freedom == np.linalg.matrix_rank(covariance, tol=1e-6)


def test_classes_are_linked_by_chains_of_any_length():
    order = np.array([0, 10, 9, 8, 1, 2, 3, 4, 5, 6, 7])  # from 1 to 0 it takes four steps
    chain = np.zeros((11, 11))
    chain[order[:-1], order[1:]] = np.arange(1.0, 11.0)
    assert homogeneity.stuart_maxwell(chain)[1] == 10
    chain[10, 9] = 0.0
    assert homogeneity.stuart_maxwell(chain)[1] == 9
