"""Cohorts that are tested together, at the edges."""

from __future__ import annotations

import math

import pytest
from numpy.testing import assert_allclose

import nps
from nps.planning import cohorts

A, B, C = nps.Shares(0.5, 0.3, 0.2), nps.Shares(0.44, 0.3, 0.26), nps.Shares(0.4, 0.3, 0.3)


def test_cohorts_that_are_alike_cannot_be_told_apart():
    for test in ("omnibus", "trend"):
        plan = cohorts({"a": A, "b": A}, test=test)
        assert math.isinf(plan.n)
        assert_allclose(plan.power, 0.05)
        assert cohorts({"a": A, "b": A}, test=test, n=100).power == pytest.approx(0.05)
    unanimous = {"a": nps.Shares(1, 0, 0), "b": nps.Shares(0, 0, 1)}
    assert cohorts(unanimous, n=5).power == 1.0
    assert cohorts(unanimous).n == 1
    assert cohorts(unanimous, method="t").n == 1
    assert cohorts(
        {"a": nps.Shares(1, 0, 0), "b": nps.Shares(1, 0, 0)}, n=5
    ).power == pytest.approx(0.05)
