"""The top of a concave curve."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.topics.drivers.newton import inverse, maximise

seeds = st.integers(0, 2**32 - 1)


@given(st.floats(-3.0, 3.0))
def test_steps_that_overshoot_are_halved(start):
    """The plain step from beyond 1.09 leads further away each time."""

    def curve(x):
        return -float(np.log(np.cosh(x[0]))), -np.tanh(x), np.cosh(x[:, np.newaxis]) ** -2

    top = maximise(curve, np.array([start]))
    assert top.found
    assert_allclose(top.at, 0.0, atol=1e-12)
    assert_allclose(top.information, 1.0)


@given(seeds, st.integers(1, 5))
def test_a_parabola_takes_one_step(seed, size):
    rng = np.random.default_rng(seed)
    half = rng.normal(size=(size, size + 2))
    bend, centre = half @ half.T, rng.normal(size=size)

    def curve(x):
        away = x - centre
        return -0.5 * float(away @ bend @ away), -bend @ away, bend

    top = maximise(curve, np.zeros(size))
    assert top.found
    assert_allclose(top.at, centre, atol=1e-7)
    assert_allclose(inverse(bend) @ bend, np.eye(size), atol=1e-6)


def test_a_curve_that_rises_for_ever_has_no_top():
    def curve(x):
        return -float(np.log1p(np.exp(-x[0]))), 1 / (1 + np.exp(x)), np.exp(-x[:, np.newaxis])

    top = maximise(curve, np.zeros(1))
    assert not top.found
    assert top.step[0] > 0.5
