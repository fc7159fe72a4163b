"""Cohorts that are tested together, at the edges."""

from __future__ import annotations

import math

import numpy as np
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


def test_a_trend_of_pilots_has_an_assurance():
    pilots = {t: nps.Counts(30 + 4 * t, 30, 40 - 4 * t) for t in range(4)}
    plan = cohorts(pilots, test="trend", n=150)
    rng = np.random.default_rng(5)
    draws = np.array([
        rng.dirichlet([c.promoters + 0.5, c.passives + 0.5, c.detractors + 0.5], 400)
        for c in pilots.values()
    ])  # fmt: skip
    options = {"test": "trend", "n": 150, "alternative": "greater", "confidence_level": 0.975}
    rising = np.dot([-3, -1, 1, 3], draws[:, :, 0] - draws[:, :, 2]) > 0.0
    powers = [
        cohorts({t: nps.Shares(*draws[t, i]) for t in pilots}, **options).power if up else 0.0
        for i, up in enumerate(rising)
    ]
    # 400 powers of standard deviation .3 have a mean that is off by .015
    assert abs(plan.assurance - np.mean(powers)) < 0.05
    falling = cohorts({-t: pilot for t, pilot in pilots.items()}, test="trend", n=150,
                      times=[0, -1, -2, -3])  # fmt: skip
    assert_allclose(falling.assurance, plan.assurance, rtol=1e-9)
    one_sided = cohorts(pilots, **options)
    assert_allclose(one_sided.assurance, plan.assurance)
    # what is known is averaged over nothing
    some = {0: A, 1: nps.Counts(5000, 3000, 2000), 2: C}
    assert_allclose(cohorts(some, test="trend", n=90).assurance,
                    cohorts(some, test="trend", n=90).power, atol=0.01)  # fmt: skip
    assert cohorts({0: A, 1: C}, test="trend", n=90).assurance is None
    assert cohorts(pilots, n=90).assurance is None


@pytest.mark.parametrize(("given", "meant"), [("greater", "less"), ("less", "greater")])
def test_a_trend_the_other_way_is_refused(given, meant):
    rising = {0: C, 1: B, 2: A} if given == "less" else {0: A, 1: B, 2: C}
    for options in ({}, {"n": 90}):
        with pytest.raises(
            nps.OptionError, match=f'points per unit of time. Did you mean "{meant}"'
        ):
            cohorts(rising, test="trend", alternative=given, **options)
