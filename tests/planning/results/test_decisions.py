"""Decisions at a look."""

from __future__ import annotations

import math
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nps
from nps.planning import looks


@settings(max_examples=20)
@given(st.integers(2, 8), st.floats(-6, 6), st.sampled_from(["two-sided", "greater", "less"]))
def test_a_decision_is_that_of_the_boundary(k, z, alternative):
    plan = looks(k, alternative=alternative)
    assert isinstance(plan, nps.results.LookPlan)
    ahead = {"two-sided": abs(z), "greater": z, "less": -z}[alternative]
    for look in range(1, k + 1):
        decision = plan.decide(look, z)
        reached = ahead >= plan.boundaries[look - 1]
        assert isinstance(decision, nps.results.LookDecision)
        assert decision.significant == reached
        assert decision == ("stop" if reached or look == k else "go on")
        assert decision.boundary == plan.boundaries[look - 1]


def test_decisions_speak_and_travel():
    plan = looks(5)
    stop, on, end = plan.decide(2, 3.5), plan.decide(2, -1.0), plan.decide(5, 1.0)
    assert (stop, on, end) == ("stop", "go on", "stop")
    assert stop.summary() == (
        "Look 2 of 5: z = 3.50 reaches the boundary of 3.36, so stop: the difference is shown."
    )
    assert on.summary("zh") == "第 2 次查看（共 5 次）：z = -1.00，未达到界限 3.36，继续进行。"
    assert end.summary().endswith("the test ends and no difference is shown.")
    again = pickle.loads(pickle.dumps(end))
    assert (again, again.summary(), again.significant) == (end, end.summary(), False)


def test_decisions_need_a_look_and_a_number():
    plan = looks(3)
    for look, z, message in (
        (4, 1.0, "look must be 1 to 3"),
        (0, 1.0, "look must be at least 1"),
        (1, math.nan, "statistic must be a finite"),
    ):
        with pytest.raises(nps.OptionError, match=message):
            plan.decide(look, z)
