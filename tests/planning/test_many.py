"""Many plans in one call are those of single calls."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from planning_assumptions import ScoreGuess, assumptions

import nps

KNOWN = nps.Shares(0.5, 0.3, 0.2)
PILOT = nps.Counts(20, 12, 8)
MOVES = nps.Transitions([[30, 5, 2], [9, 20, 4], [3, 6, 21]])
room = nps.planning


def plans_of(verb, samples, reference=None, **options):
    """The plan of each sample alone."""
    return [verb(one, reference, **options) for one in samples]


def assert_same(plans, singles):
    assert len(plans) == len(singles)
    for one, alone in zip(plans, singles, strict=True):
        mine, theirs = one.to_dict(), alone.to_dict()
        assert mine.keys() == theirs.keys()
        for name, value in theirs.items():
            if isinstance(value, float) or (isinstance(value, list) and name.endswith("range")):
                assert_allclose(mine[name], value, rtol=1e-9, err_msg=name)
            else:
                assert mine[name] == value, name


@settings(max_examples=10)
@given(
    st.lists(assumptions, min_size=1, max_size=4),
    st.sampled_from(["score", "wald", "t", "adjusted-wald"]),
    st.sampled_from([None, KNOWN, ScoreGuess(20, passives=0.3)]),
    st.sampled_from([1.0, 2.5]),
)
def test_columns_are_single_plans(samples, method, reference, ratio):
    options = {
        "method": method,
        "calculation": "asymptotic",
        "null": -95 if reference is None else 7,
    }
    if reference is not None:
        options["ratio"] = ratio
    plans = room.sample_size(samples, reference, **options)
    assert plans.labels == tuple(range(len(samples)))
    assert_same(plans, plans_of(room.sample_size, samples, reference, **options))
    options.pop("ratio", None)
    plans = room.power(samples, reference, n=77, **options)
    assert_same(plans, plans_of(room.power, samples, reference, n=77, **options))


@pytest.mark.slow
@settings(max_examples=4)
@given(st.lists(assumptions, min_size=1, max_size=3), st.sampled_from([None, KNOWN]))
def test_margins_in_columns_are_single_margins(samples, reference):
    options = {"margin_of_error": 6, "response_rate": 0.3, "design_effect": 1.4}
    plans = room.sample_size(samples, reference, **options)
    assert_same(plans, plans_of(room.sample_size, samples, reference, **options))


@pytest.mark.slow
def test_each_plan_is_exact_where_it_would_be_alone():
    samples = {"near": nps.Shares(0.42, 0.3, 0.28), "far": nps.Shares(0.6, 0.3, 0.1)}
    plans = room.sample_size(samples)
    assert plans.calculation == ("exact", "exact")
    assert_same(plans, plans_of(room.sample_size, samples.values()))
    mixed = room.power(samples, KNOWN, n=2000)
    assert mixed.calculation == ("asymptotic", "asymptotic")
    low = nps.Shares(0.3, 0.3, 0.4)
    two = room.sample_size(samples, low, ratio="optimal")
    assert two.calculation == ("asymptotic", "exact")
    assert_same(two, plans_of(room.sample_size, samples.values(), low, ratio="optimal"))


def test_each_has_its_reference_and_its_assurance():
    now = nps.Cohorts.from_counts(["N", "S"], [50, 40], [30, 30], [20, 30])
    then = {"S": nps.Counts(20, 30, 50), "N": nps.Counts(30, 30, 40)}
    plans = room.power(now, then, n=60)
    for label in ("N", "S"):
        assert plans[label] == room.power(now[label], then[label], n=60)
    assert plans.assurance.tolist() == [plans["N"].assurance, plans["S"].assurance]
    sure = room.sample_size(now, assurance=0.7)
    assert sure["S"] == room.sample_size(now["S"], assurance=0.7)
    assert plans["N"].sample == now["N"]
    assert plans["S"].reference == then["S"]
    # a list has a list beside it
    listed = room.power([KNOWN, PILOT], [PILOT, KNOWN], n=60)
    assert_same(listed, [room.power(KNOWN, PILOT, n=60), room.power(PILOT, KNOWN, n=60)])
    array = np.empty(2, dtype=object)
    array[:] = [PILOT, ScoreGuess(3)]
    assert room.sample_size(array, margin_of_error=9).n.size == 2


def test_draws_of_many():
    plans = room.power([KNOWN, PILOT], n=50, null=10, calculation="simulation", rng=3)
    alone = room.power(KNOWN, n=50, null=10, calculation="simulation", rng=3)
    assert plans[0] == alone
    assert plans.calculation == ("simulation", "simulation")


def test_ratings_are_one_sample():
    plan = room.sample_size([10, 9, 8, 3], margin_of_error=9)
    assert isinstance(plan, nps.results.Plan)
    assert isinstance(room.sample_size(KNOWN, null=10), nps.results.Plan)


@pytest.mark.parametrize(
    ("sample", "reference", "options", "message"),
    [
        ({}, None, {}, "sample must hold at least one cohort"),
        ({"N": PILOT, "S": 30}, None, {}, r"^S: sample must say .*ScoreGuess\(30\)"),
        ([PILOT, nps.Counts(0, 0, 0)], None, {}, "^1: sample has no valid answer"),
        ({"N": PILOT, "S": MOVES}, None, {}, "^S: Transitions are planned one at a time"),
        ({0: MOVES}, None, {"margin_of_error": 5}, "^0: Transitions are planned one at a"),
        ({"N": PILOT}, {"S": PILOT}, {}, "same labels as sample; only one of them has N"),
        ({"N": PILOT}, {"N": PILOT, "S": PILOT}, {}, "only one of them has S"),
        ([PILOT], [PILOT, PILOT], {}, "only one of them has 1"),
        ({"N": KNOWN}, None, {"assurance": 0.8}, "^N: assurance averages over"),
        ({"N": KNOWN}, None, {"null": 40, "alternative": "greater"}, '^N: alternative="greater"'),
        ({"N": KNOWN}, None, {"power": 0.04}, "^N: power must be above"),
    ],
)
def test_what_cannot_be_planned_is_named(sample, reference, options, message):
    with pytest.raises((nps.OptionError, nps.InputTypeError, nps.EmptySampleError), match=message):
        room.sample_size(sample, reference, **options)


@pytest.mark.parametrize(
    "call",
    [
        lambda: room.detectable_difference([PILOT], n=10),
        lambda: room.assurance({"N": PILOT}, n=10),
        lambda: room.sample_size(KNOWN, [PILOT]),
        lambda: room.power(KNOWN, {"N": PILOT}, n=10),
    ],
)
def test_where_one_is_asked_for_many_are_refused(call):
    message = r"(sample|reference|pilot) must be (one sample here, got 1|ratings or nps\.Counts)"
    with pytest.raises(nps.InputTypeError, match=message):
        call()


def test_a_thousand_plans_by_formula_are_those_made_one_by_one():
    before = [ScoreGuess(score) for score in np.linspace(-60, 55, 1000)]
    plans = room.sample_size(before, before, difference=5, calculation="asymptotic")
    assert_same([plans[0], plans[999]], [
        room.sample_size(one, one, difference=5, calculation="asymptotic")
        for one in (before[0], before[999])
    ])  # fmt: skip
