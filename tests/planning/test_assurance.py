"""Power averaged over what a pilot leaves open."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from planning_assumptions import (
    pilots,
)

import nps
from nps.planning import assurance, power

KNOWN, OTHER = nps.Shares(0.5, 0.3, 0.2), nps.Shares(0.3, 0.4, 0.3)


def test_assurance_is_that_of_another_program():
    for answers, expected in ((40, 0.646), (100, 0.705), (300, 0.759)):
        pilot = nps.Counts(*(round(answers * share) for share in KNOWN))
        plan = assurance(pilot, n=129, null=10)
        assert_allclose(plan.assurance, expected, atol=5e-4)
        assert_allclose(plan.power, 0.803, atol=5e-4)
        assert power(pilot, n=129, null=10).assurance == plan.assurance


def test_assurance_of_one_sided_and_equivalence_plans():
    pilot = nps.Counts(50, 30, 20)
    above = assurance(pilot, n=129, null=10, alternative="greater", confidence_level=0.975)
    assert_allclose(above.assurance, assurance(pilot, n=129, null=10).assurance)
    within = assurance(pilot, n=200, null=30, margin=25)
    assert 0.2 < within.assurance < within.power
    # nothing to hope for: both directions count
    assert assurance(pilot, n=50, null=30).assurance > 0.05


def test_a_given_difference_leaves_only_the_variance_open():
    pilot = nps.Counts(20, 12, 8)
    plan = assurance(pilot, n=129, null=10, difference=20)
    assert 0.795 < plan.assurance < 0.81
    twice = assurance(pilot, pilot, n=700, difference=11)
    assert_allclose(twice.assurance, twice.power, atol=0.01)
    # a pilot of one side, known shares of the other
    half = power(pilot, KNOWN, n=300, difference=15)
    assert_allclose(half.assurance, half.power, atol=0.02)


@settings(max_examples=10)
@given(pilots, st.integers(1, 60), st.integers(-80, 80))
def test_assurance_lies_below_certainty_and_between_the_powers(pilot, n, null):
    plan = assurance(pilot, n=n, null=null)
    assert 0.0 <= plan.assurance <= 1.0
    more = assurance(pilot, n=10**6, null=null)
    if pilot.score > null:
        certain = nps.posterior(pilot).probability_above(null)
        assert_allclose(more.assurance, certain, atol=5e-3)
