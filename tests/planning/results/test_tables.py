"""Many plans side by side."""

from __future__ import annotations

import json
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from planning_assumptions import ScoreGuess, assumptions

import nps

KNOWN = nps.Shares(0.5, 0.3, 0.2)
room = nps.planning
GUESSES = {score: ScoreGuess(score, passives=(0.2, 0.4)) for score in (0, 30, 60)}


@settings(max_examples=10)
@given(st.lists(assumptions, min_size=1, max_size=5))
def test_a_column_holds_what_the_rows_hold(samples):
    plans = room.power(samples, n=60, null=-97, calculation="asymptotic")
    assert isinstance(plans, nps.results.Plans)
    for name in ("n", "power", "margin_of_error", "difference", "n_total", "n_invited"):
        assert getattr(plans, name).tolist() == [getattr(plan, name) for plan in plans]
    for i, plan in enumerate(plans):
        low, high = plan.power_range or (plan.power, plan.power)
        assert (plans.power_low[i], plans.power_high[i]) == (low, high)
        assert set(plans.notes) <= set(plan.notes)
        assert np.isnan(plans.assurance[i]) == (plan.assurance is None)
    assert np.isnan(plans.n_reference).all()


def test_ranges_of_n_and_whole_numbers():
    plans = room.sample_size(GUESSES, margin_of_error=5, response_rate=0.5)
    assert plans.n.dtype == np.int64
    assert [plan.n_range for plan in plans] == list(zip(plans.n_low, plans.n_high, strict=True))
    assert (plans.n_invited == 2 * plans.n).all()
    with pytest.raises(ValueError, match="read-only"):
        plans.n[0] = 1
    assert plans.summary() == "3 plans: from 677 to 1,227 answers."
    assert plans.notes == (plans[0].notes[0],)


def test_where_no_number_is_enough():
    plans = room.sample_size({"at": ScoreGuess(10), "above": ScoreGuess(50)}, null=10)
    assert np.isinf(plans.n[0])
    assert plans.n.dtype == np.float64
    most = int(plans.n[1])
    assert plans.summary() == f"2 plans: {most} answers; for 1 of them no number is enough."
    never = room.sample_size([ScoreGuess(10)], null=10)
    assert never.summary() == "1 plan: no number of answers is enough."
    assert "unlimited" in plans._repr_html_()
    assert plans.to_dict()["n"] == [None, most]


def test_they_show_themselves_and_leave():
    plans = room.power(GUESSES, KNOWN, n=90, n_reference=60)
    assert str(plans).splitlines()[0] == "3 plans"
    assert str(plans).splitlines()[1] == f"0: {plans[0]}"
    assert plans.summary("zh").startswith("3 个方案：功效在")
    assert_allclose([plans.power.min(), plans.power.max()], [0.04987, 0.69920], atol=1e-5)
    assert plans.summary() == "3 plans: the power goes from 5.0 to 70%."
    page = plans._repr_html_()
    assert "n reference" in page
    assert "margin of error" in page
    frame = plans.to_pandas()
    assert frame.index.tolist() == [0, 30, 60]
    assert frame["n_reference"].tolist() == [60, 60, 60]
    assert set(frame["calculation"]) == {"exact"}
    assert json.loads(json.dumps(plans.to_dict(), allow_nan=False))["labels"] == [0, 30, 60]
    assert pickle.loads(pickle.dumps(plans))[30] == plans[30]
    assert plans[60].curve([90]).power[0] == plans.power[2]
    assert "power" in plans.explain()
    with pytest.raises(KeyError):
        plans["nobody"]
