"""Trimmed weights: bounds, totals and the values of R."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from weighting_data import MADE, PANEL, WEIGHTS

import nps


def test_trimming_is_that_of_r_as_far_as_r_keeps_to_the_bounds():
    # After each round R's strict trimming adds to those it has just raised to the lower bound, too,
    # which leaves them 2.2e-4 above it; ours leaves them at the bound.
    weights = nps.trim_weights(
        PANEL.weight, lower=45, upper=150, unit="weight", redistribute="equal"
    ).weights
    slack = WEIGHTS.trimmed_strict.min() - 45.0
    assert 0.0 < slack < 3e-4
    assert abs(weights - WEIGHTS.trimmed_strict).max() <= slack + 1e-9
    assert weights.sum() == pytest.approx(PANEL.weight.sum(), rel=1e-12)


@given(st.lists(st.floats(0.1, 30), min_size=1, max_size=30), st.floats(1.0, 4.0))
def test_trimming_keeps_the_total_within_bounds(weights, upper):
    trimmed = nps.trim_weights(weights, upper=upper)
    assert trimmed.total == pytest.approx(sum(weights))
    assert trimmed.largest <= upper * np.mean(weights) * (1 + 1e-12)
    assert trimmed.effective_n >= trimmed.base_effective_n * (1 - 1e-12)
    assert trimmed.labels == ()


def test_trimming_says_what_is_wrong():
    with pytest.raises(nps.InputTypeError, match="trimming would undo its margins"):
        nps.trim_weights(MADE["raked"])
    with pytest.raises(nps.OptionError, match="no room: 2 weights from 0 to 1\\.35 add up"):
        nps.trim_weights([1, 2], upper=0.9)
    with pytest.raises(nps.OptionError, match="no room"):
        nps.trim_weights([1, 2], lower=1.5)
