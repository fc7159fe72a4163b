"""The picture of a plan, or of looks, shows its numbers."""

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
    guess = nps.planning.sample_size(nps.planning.ScoreGuess(30), margin_of_error=5)
    band = element(guess.plot(), "what the guess leaves open").get_paths()[0].vertices
    assert band[:, 1].min() == pytest.approx(guess.curve().margin_low.min())
    assert "what the guess leaves open" not in elements(ax)
    curve = nps.plot.plan(plan.curve([100, 1000]))
    assert element(curve, "_curve").get_xdata() == pytest.approx([100, 1000])
    assert "_plan" not in elements(curve)


@few
@given(st.integers(2, 15), st.sampled_from(["two-sided", "greater", "less"]))
def test_looks_are_their_boundaries(k, alternative):
    plan = nps.planning.looks(k, alternative=alternative)
    ax, bounds = plan.plot(), plan.boundaries
    sides = {"two-sided": [1, -1], "greater": [1], "less": [-1]}[alternative]
    drawn = [name for name in elements(ax) if name.startswith("_boundary")]
    assert drawn == [f"_boundary {side:+d}" for side in sides]
    for side in sides:
        line = element(ax, f"_boundary {side:+d}")
        assert line.get_xdata() == pytest.approx(100.0 * plan.information)
        assert line.get_ydata() == pytest.approx(side * bounds)
        # the last boundary is written beside it, unless there are many
        last = f"{side * bounds[-1]:.2f}".replace("-", "\N{MINUS SIGN}")
        assert (last in words(ax)) == (k <= 12)
    stop = element(ax, "stop: the difference is shown").get_paths()[0].vertices
    assert np.abs(stop[:, 1]).min() == pytest.approx(bounds.min())
    single = {"two-sided": 1.96, "greater": 1.645, "less": -1.645}[alternative]
    assert element(ax, "a single look").get_ydata()[0] == pytest.approx(single, abs=5e-4)
    low, high = ax.get_ylim()
    assert (low < 0.0, high > 0.0) == (-1 in sides, 1 in sides)


def test_boundaries_far_off_do_not_squeeze_the_rest():
    plan = nps.planning.looks(200)
    ax = nps.plot.plan(plan, language="en")
    assert plan.boundaries[0] > 30.0
    assert ax.get_ylim() == (-8.0, 8.0)
    assert element(ax, "_boundary +1").get_marker() == "None"
    assert has_colour(pixels(ax), BLUE)
    early = nps.planning.looks(information=(0.02, 1.0)).plot()
    assert "1.96" in words(early)
    assert "15.81" not in words(early)


def test_what_is_no_plan_has_no_picture_of_one():
    with pytest.raises(nps.InputTypeError, match=r"plan must be what nps\.planning returns"):
        nps.plot.plan(nps.Counts(5, 3, 2))


def test_known_shares_leave_nothing_open():
    plan = nps.planning.power(nps.Shares(0.5, 0.3, 0.2), n=40, null=60)
    ax = plan.plot()
    assert "what the guess leaves open" not in elements(ax)
    assert ax.get_legend() is None
    assert "n = 40: 79%" in words(ax)
