"""Power by drawing samples."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planning_assumptions import (
    inner_shares,
)

import nps
from nps.planning import power

KNOWN, OTHER = nps.Shares(0.5, 0.3, 0.2), nps.Shares(0.3, 0.4, 0.3)

MOVES = nps.Transitions([[35, 5, 0], [15, 20, 5], [10, 5, 5]])


@pytest.mark.slow
@settings(max_examples=10)
@given(inner_shares, inner_shares, st.integers(5, 30))
def test_simulation_agrees_within_its_error(known, other, n):
    drawn = power(known, other, n=n, calculation="simulation", rng=n, n_resamples=20_000)
    summed = power(known, other, n=n)
    error = math.sqrt(max(summed.power * (1.0 - summed.power), 1e-4) / 20_000)
    # five standard errors: one of two million such draws is farther out
    assert abs(drawn.power - summed.power) < 5.0 * error
    assert drawn.calculation == "simulation"
    assert drawn.notes[-1].startswith("Power from 20,000 drawn samples")


def test_people_seen_twice_are_simulated_from_their_table():
    drawn = power(MOVES, n=200, difference=None, calculation="simulation", rng=2)
    formula = power(MOVES, n=200)
    assert abs(drawn.power - formula.power) < 0.02
    few = power(MOVES, n=40, calculation="simulation", rng=2, n_resamples=150_000)
    assert few.notes[-1].startswith("Power from 150,000")
    assert power(MOVES, n=40, calculation="simulation", rng=2, n_resamples=150_000) == few
