"""Power and margin along numbers of answers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from planning_assumptions import assumptions, guesses

import nps
from nps.planning import ScoreGuess, cohorts, power, sample_size

KNOWN, OTHER = nps.Shares(0.5, 0.3, 0.2), nps.Shares(0.3, 0.4, 0.3)


@settings(max_examples=10)
@given(assumptions, st.lists(st.integers(1, 400), min_size=1, max_size=5))
def test_a_curve_has_the_powers_of_its_sizes(sample, sizes):
    plan = power(sample, n=50, null=0, calculation="asymptotic")
    curve = plan.curve(sizes)
    assert isinstance(plan, nps.results.Plan)
    assert isinstance(curve, nps.results.PlanCurve)
    assert curve.labels == tuple(sorted(set(sizes)))
    columns = curve.power, curve.power_low, curve.power_high
    for n, p, low, high in zip(curve.labels, *columns, strict=True):
        alone = power(sample, n=n, null=0, calculation="asymptotic")
        assert_allclose(p, alone.power)
        assert (low, high) == (alone.power_range or (alone.power, alone.power))
    assert not curve.power.flags.writeable


@given(guesses)
def test_a_margin_falls_along_its_curve(guess):
    curve = sample_size(guess, margin_of_error=5).curve()
    assert np.isnan(curve.power).all()
    assert (np.diff(curve.margin_of_error) <= 1e-9).all()
    least, most = guess.shares_bounds
    calm = sample_size(least, margin_of_error=5).curve(curve.labels)
    assert_allclose(curve.margin_low, calm.margin_of_error, atol=1e-9)
    assert (curve.margin_low <= curve.margin_of_error).all()
    known = sample_size(most, margin_of_error=5).curve(curve.labels)
    assert_allclose(known.margin_low, known.margin_of_error)


def test_curves_as_text_and_frames():
    plan = sample_size(KNOWN, OTHER)
    curve = plan.curve([100, 50])
    assert str(curve) == (
        "2 numbers of answers\nn = 50: power 0.475, margin of error 30.5\n"
        "n = 100: power 0.768, margin of error 21.6"
    )
    assert curve.summary() == "From 50 to 100 answers the power goes from 47 to 77%."
    assert curve.summary("zh") == "回答从 50 份增至 100 份，功效从 47% 变为 77%。"
    assert curve.explain() == curve.summary()
    assert list(curve.to_pandas().index) == [50, 100]
    assert "power low" in curve._repr_html_()
    margins = sample_size(KNOWN, margin_of_error=10).curve([100, 400])
    assert margins.summary() == (
        "From 100 to 400 answers the margin of error goes from 15.2 to 7.6 points."
    )
    assert "误差从 15.2 分变为 7.6 分" in margins.summary("zh")
    assert len(sample_size(KNOWN, KNOWN).curve()) == 40
    for bad in ([], range(1, 1002)):
        with pytest.raises(nps.OptionError, match="n must be 1 to 1,000 numbers"):
            plan.curve(bad)
    with pytest.raises(nps.OptionError, match="each at least 1"):
        plan.curve([0])


def test_cohorts_have_curves_too():
    plan = cohorts({"a": ScoreGuess(30), "b": ScoreGuess(20)}, n=300)
    curve = plan.curve([300])
    assert_allclose(curve.power[0], plan.power)
    assert_allclose((curve.power_low[0], curve.power_high[0]), plan.power_range)
    assert_allclose(curve.margin_of_error[0], plan.margin_of_error)
    assert curve.margin_low[0] < plan.margin_of_error
