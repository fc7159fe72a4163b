"""Arguments that the verbs share."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

import nps
from nps.planning import ScoreGuess, sample_size

KNOWN = nps.Shares(0.5, 0.3, 0.2)


@given(st.integers(10, 3000), st.floats(1.0, 3.0), st.floats(0.05, 1.0), st.integers(500, 10**6))
def test_every_factor_counts_in_its_order(n0, effect, rate, population):
    guess = ScoreGuess(0)
    half = 100.0 * 1.959963984540054 / math.sqrt(n0)
    options = {"margin_of_error": half, "method": "wald"}
    plan = sample_size(
        guess, design_effect=effect, response_rate=rate, population=population, **options
    )
    drawn = n0 / (1.0 + (n0 - 1.0) / population) * effect
    expected = math.ceil(min(drawn, population) - 1e-6)
    assert plan.n == expected
    assert plan.n_invited == math.ceil(plan.n / rate - 1e-6)


def test_transitions_say_all_about_both_waves():
    moves = nps.Transitions([[35, 5, 0], [15, 20, 5], [10, 5, 5]])
    plan = sample_size(moves)
    assert (plan.goal, plan.sample, plan.reference) == ("panel", moves, None)
    assert_allclose(plan.difference, 30.0)
    for reference, options in ((KNOWN, {}), (None, {"overlap": 0.5})):
        with pytest.raises((nps.InputTypeError, nps.OptionError), match="leave out"):
            sample_size(moves, reference, **options)
    with pytest.raises(nps.InputTypeError, match="as sample alone"):
        sample_size(KNOWN, moves)
    with pytest.raises(nps.OptionError, match="leave nothing to plan with"):
        sample_size(nps.Transitions(np.zeros((3, 3), dtype=int)))
    still = nps.Transitions([[10, 0, 0], [0, 0, 0], [0, 0, 0]])
    assert math.isinf(sample_size(still).n)


def test_an_empty_pilot_is_no_pilot():
    with pytest.raises(nps.EmptySampleError, match="has no valid answer to plan with"):
        sample_size(nps.Counts(0, 0, 0))
    with pytest.raises(nps.InputTypeError, match="must be unweighted"):
        sample_size(nps.SurveySample([9, 10, 3], weights=[1.0, 2.0, 1.0]))
