"""The smallest difference that answers are likely to find."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from planning_assumptions import (
    guesses,
    inner_shares,
    score_of,
)

import nps
from nps.planning import detectable_difference, power

KNOWN, OTHER = nps.Shares(0.5, 0.3, 0.2), nps.Shares(0.3, 0.4, 0.3)


@settings(max_examples=8)
@given(inner_shares, st.integers(40, 300), st.sampled_from([0.5, 0.8]))
def test_a_detectable_difference_has_the_power(known, n, target):
    plan = detectable_difference(known, n=n, power=target)
    if math.isnan(plan.difference):
        assert "Not reachable" in plan.notes[0]
        return
    assert plan.difference > 0.0
    assert_allclose(plan.power, target, atol=1e-6)
    again = power(known, n=n, null=score_of(known), difference=plan.difference)
    assert_allclose(again.power, target, atol=1e-6)


@given(inner_shares, st.integers(200, 2000), st.sampled_from(["greater", "less"]))
def test_a_detectable_difference_goes_the_way_that_was_asked(known, n, alternative):
    plan = detectable_difference(
        known, n=n, n_reference=n, alternative=alternative, calculation="asymptotic"
    )
    if not math.isnan(plan.difference):
        assert (plan.difference > 0.0) == (alternative == "greater")
        assert_allclose(plan.power, 0.8, atol=1e-6)


@pytest.mark.slow
@given(guesses, st.integers(500, 5000))
def test_a_guess_has_a_detectable_difference_too(guess, n):
    plan = detectable_difference(guess, n=n, n_reference=n, calculation="asymptotic")
    if not math.isnan(plan.difference):
        low, high = plan.power_range or (0.8, 0.8)
        assert low - 1e-6 <= 0.8 <= high + 1e-6


def test_the_other_rules_and_directions_are_said():
    plan = detectable_difference(KNOWN, n=400, n_reference=400)
    assert_allclose(plan.difference, 15.0, atol=0.05)
    rules, back = plan.notes[-2:]
    assert 'by shift="detractors-to-passives"' in rules
    assert 'by shift="passives-to-promoters"' in rules
    assert back == "In the other direction: -15.9 points."
    fewer = detectable_difference(KNOWN, n=400, n_reference=400, shift="detractors-to-passives")
    assert fewer.difference < plan.difference
    panel = detectable_difference(KNOWN, n=400, overlap=1, correlation=0.5)
    assert panel.difference < 0.75 * plan.difference
    against = detectable_difference(KNOWN, n=400, null=0)
    assert_allclose(against.power, 0.8, atol=1e-6)
    assert against.null == 0.0
    shifted = detectable_difference(KNOWN, n=400, n_reference=400, null=5)
    assert_allclose(shifted.difference, plan.difference + 5.0, atol=0.3)


def test_a_difference_that_is_out_of_reach_is_no_number():
    plan = detectable_difference(nps.Shares(0.95, 0.03, 0.02), n=20, n_reference=20)
    assert math.isnan(plan.difference)
    assert "+7.0 points, has a power of" in " ".join(plan.notes)
    assert "no difference is seen with the wanted probability" in plan.summary()
    everybody = nps.Shares(1.0, 0.0, 0.0)
    assert math.isnan(detectable_difference(everybody, n=50).difference)
    down = detectable_difference(nps.Shares(0.0, 0.0, 1.0), n=50, alternative="less")
    assert math.isnan(down.difference)
