"""How shares move with the score."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.topics.planning.shifts import reach, shifted

SHIFTS = ["both", "detractors-to-passives", "passives-to-promoters"]
shares = st.tuples(*[st.integers(0, 20)] * 3).filter(any).map(
    lambda weights: tuple(weight / sum(weights) for weight in weights)
)  # fmt: skip


@given(shares, st.floats(0.0, 1.0), st.sampled_from(SHIFTS))
def test_shares_have_the_score_that_was_asked_for(known, part, shift):
    low, high = reach(known, shift)
    theta = float(low + part * (high - low))
    moved = np.array(shifted(known, theta, shift))
    if shift == "both" and abs(theta) == 1.0 and moved.size == 0:
        return
    assert_allclose(moved.sum(), 1.0, rtol=1e-12)
    assert (moved >= 0.0).all()
    assert_allclose(moved[0] - moved[2], theta, atol=1e-12)


@given(shares, st.sampled_from(SHIFTS))
def test_the_same_score_moves_nobody(known, shift):
    assert_allclose(shifted(known, known[0] - known[2], shift), known, atol=1e-9)


@given(st.tuples(*[st.integers(1, 20)] * 3), st.floats(-0.99, 0.99))
def test_tilting_multiplies_by_powers_of_one_number(weights, theta):
    known = np.array(weights) / sum(weights)
    up, level, down = np.array(shifted(tuple(known), theta)) / known
    assert_allclose(up * down, level**2, rtol=1e-9)


@given(shares, st.floats(-2.0, 2.0), st.sampled_from(SHIFTS))
def test_beyond_its_reach_there_are_no_shares(known, theta, shift):
    low, high = reach(known, shift)
    moved = np.array(shifted(known, theta, shift))
    assert np.isnan(moved).all() == (not low <= theta <= high)


@pytest.mark.parametrize(
    ("shift", "expected"),
    [("detractors-to-passives", (0.5, 0.35, 0.15)), ("passives-to-promoters", (0.55, 0.25, 0.2))],
)
def test_people_move_one_class_up(shift, expected):
    assert_allclose(shifted((0.5, 0.3, 0.2), 0.35, shift), expected, rtol=1e-12)


def test_an_empty_class_stays_empty_when_tilted():
    assert_allclose(shifted((0.5, 0.5, 0.0), 0.8), (0.8, 0.2, 0.0), atol=1e-15)
    assert_allclose(shifted((0.5, 0.0, 0.5), 0.8), (0.9, 0.0, 0.1), atol=1e-15)
    assert np.isnan(shifted((0.5, 0.5, 0.0), -0.1)[0])
    assert_allclose(shifted((0.0, 1.0, 0.0), 0.0), (0.0, 1.0, 0.0))
