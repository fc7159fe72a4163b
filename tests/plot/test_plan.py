"""The picture of a plan shows its numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pictures import element, elements, has_colour, pixels, words

import nps

BLUE = "#0072B2"
#: Each example draws a picture.
few = settings(max_examples=5)


@few
@given(st.integers(-60, 60), st.integers(30, 600))
def test_a_plan_is_its_curve_with_a_mark(score, n):
    guess = nps.planning.ScoreGuess(score)
    assume(score != 0)
    plan = nps.planning.power(guess, n=n, calculation="asymptotic")
    ax, curve = nps.plot.plan(plan), plan.curve()
    line = element(ax, "_curve")
    assert line.get_xdata() == pytest.approx(curve.labels)
    assert line.get_ydata() == pytest.approx(100.0 * curve.power)
    assert element(ax, "_plan").get_xydata() == pytest.approx(np.array([[n, 100.0 * plan.power]]))
    band = element(ax, "what the guess leaves open").get_paths()[0].vertices
    assert band[:, 1].min() == pytest.approx(100.0 * curve.power_low.min())
    assert f"n = {n:,}" in words(ax)


def test_a_margin_falls_with_the_answers():
    plan = nps.planning.sample_size(nps.Shares(0.5, 0.3, 0.2), margin_of_error=5)
    ax = plan.plot()
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("answers", "margin of error (points)")
    assert "n = 936: 5.0" in words(ax)
    assert has_colour(pixels(ax), BLUE)
    curve = nps.plot.plan(plan.curve([100, 1000]))
    assert element(curve, "_curve").get_xdata() == pytest.approx([100, 1000])
    assert "_plan" not in elements(curve)


def test_what_is_no_plan_has_no_picture_of_one():
    with pytest.raises(nps.InputTypeError, match=r"plan must be what nps\.planning returns"):
        nps.plot.plan(nps.Counts(5, 3, 2))


def test_known_shares_leave_nothing_open():
    plan = nps.planning.power(nps.Shares(0.5, 0.3, 0.2), n=40, null=60)
    ax = plan.plot()
    assert "what the guess leaves open" not in elements(ax)
    assert ax.get_legend() is None
    assert "n = 40: 79 %" in words(ax)
