"""Plans for several cohorts."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from planning_assumptions import guesses, inner_shares

import nps
from nps.planning import ScoreGuess, cohorts, power, sample_size

A, B, C = nps.Shares(0.5, 0.3, 0.2), nps.Shares(0.44, 0.3, 0.26), nps.Shares(0.4, 0.3, 0.3)

THREE = {"a": A, "b": B, "c": C}


def equally_spread(k: int) -> dict[int, ScoreGuess]:
    """Cohorts 10 points apart in all, each with a variance of .61."""
    scores = np.linspace(25.0, 35.0, k)
    return {i: ScoreGuess(s, passives=1.0 - 0.61 - (s / 100) ** 2) for i, s in enumerate(scores)}


@pytest.mark.parametrize(
    ("k", "omnibus", "pairs"), [(3, 1176, 1278), (4, 1198, 1478), (6, 1118, 1741)]
)
def test_families_agree_with_another_program(k, omnibus, pairs):
    family = equally_spread(k)
    assert abs(cohorts(family).n - omnibus) <= 1
    plan = cohorts(family, test="pairs", method="wald")
    assert abs(plan.n - pairs) <= 1
    assert plan.n_tests == k * (k - 1) // 2
    assert plan.n_total == k * plan.n
    assert plan.notes[0] == f"Planned for the difference between 0 and {k - 1}."


def test_an_analysis_of_variance_has_a_few_answers_more():
    family = equally_spread(4)
    by_f = cohorts(family, method="t")
    assert 0 < by_f.n - cohorts(family).n < 5
    assert_allclose(cohorts(family, method="t", n=by_f.n).power, by_f.power)


def test_twelve_waves_should_plan_on_the_trend():
    waves = {t: ScoreGuess(25 + t, passives=1 - 0.61 - ((25 + t) / 100) ** 2) for t in range(12)}
    trend = cohorts(waves, test="trend")
    assert trend.n == 335
    assert_allclose(trend.difference, 1.0)
    ends = sample_size(waves[11], waves[0], method="wald")
    assert ends.n == 792
    quarters = cohorts(waves, test="trend", times=[t / 4 for t in range(12)])
    assert quarters.n == trend.n
    assert_allclose(quarters.difference, 4.0)
    falling = cohorts(
        {-t: guess for t, guess in waves.items()}, test="trend", times=range(0, -12, -1)
    )
    assert_allclose(falling.difference, -1.0)
    assert cohorts(waves, test="trend", alternative="greater").n < trend.n


@settings(max_examples=15)
@given(
    st.lists(inner_shares, min_size=2, max_size=5),
    st.integers(5, 500),
    st.sampled_from(["omnibus", "trend"]),
)
def test_the_order_of_power_and_size_is_kept(some, n, test):
    family = dict(enumerate(some))
    plan = cohorts(family, n=n, test=test)
    assert 0.0 <= plan.power <= 1.0
    more = cohorts(family, n=2 * n, test=test)
    assert more.power >= plan.power - 1e-9
    if 0.1 < plan.power < 0.99 and plan.difference != 0.0:
        assert cohorts(family, power=plan.power, test=test).n <= n
    mirrored = {i: nps.Shares(*shares[::-1]) for i, shares in family.items()}
    assert_allclose(cohorts(mirrored, n=n, test=test).power, plan.power, rtol=1e-9)


@settings(max_examples=10)
@given(st.lists(guesses, min_size=2, max_size=4), st.integers(50, 400))
def test_guesses_leave_a_range(some, n):
    plan = cohorts(dict(enumerate(some)), n=n)
    if plan.power_range is not None:
        low, high = plan.power_range
        assert low == plan.power <= high
    planned = cohorts(dict(enumerate(some)))
    if planned.n_range is not None:
        assert planned.n_range[1] == planned.n >= planned.n_range[0]


def test_comparisons_are_planned_for_the_largest_difference():
    pairs = cohorts(THREE, test="pairs")
    alone = sample_size(A, C, n_tests=3)
    assert (pairs.n, pairs.power, pairs.goal) == (alone.n, alone.power, "pairs")
    chosen = cohorts(THREE, test="pairs", pair=("a", "b"))
    assert chosen.n == sample_size(A, B, n_tests=3).n
    reference = cohorts(THREE, test="reference", reference="b")
    assert reference.n_tests == 2
    assert reference.reference == "b"
    rest = cohorts(THREE, test="rest", n=200)
    pooled = nps.Shares(*np.mean([B, C], axis=0))
    assert_allclose(rest.power, power(A, pooled, n=200, n_reference=400, n_tests=3).power)
    assert rest.notes[0] == "Planned for the difference between a and all others together."
    assert rest.n_total == 600


def test_pilots_in_columns():
    waves = nps.Cohorts.from_counts(["2023", "2024"], [50, 40], [30, 30], [20, 30])
    plan = cohorts(waves)
    assert plan.sample == {"2023": nps.Counts(50, 30, 20), "2024": nps.Counts(40, 30, 30)}
    assert cohorts(waves, test="pairs", n=100).assurance is not None
    gathered = cohorts(waves, design_effect=1.5, response_rate=0.5, population=4000)
    assert gathered.n > plan.n
    assert gathered.n_invited == math.ceil(gathered.n / 0.5)
    assert len(gathered.notes) == 2


@pytest.mark.parametrize(
    ("family", "options", "message"),
    [
        (A, {}, "a mapping from labels"),
        ({"a": A}, {}, "at least two, got 1"),
        ({"a": A, "b": 30}, {}, "cohort 'b' must say what is known"),
        (THREE, {"n": 10, "power": 0.8}, "give n or power, not both"),
        (THREE, {"n": 0}, "n must be at least 1"),
        (THREE, {"power": 0.05}, "power must be above"),
        (THREE, {"test": "anova"}, "test must be one of"),
        (THREE, {"reference": "a"}, 'reference belongs to test="reference"'),
        (THREE, {"pair": ("a", "b")}, 'pair belongs to test="pairs"'),
        (THREE, {"times": [1, 2, 3]}, 'times belongs to test="trend"'),
        (THREE, {"test": "reference"}, "needs reference="),
        (THREE, {"test": "reference", "reference": "d"}, "no cohort is labelled 'd'"),
        (THREE, {"test": "pairs", "pair": ("a", "d")}, "no cohort is labelled 'd'"),
        (THREE, {"test": "pairs", "pair": ("a", "a")}, "two labels"),
        (THREE, {"test": "pairs", "pair": "ab"}, "two labels"),
        (THREE, {"test": "trend", "times": [1, 2]}, "for each of 3 cohorts, got 2"),
        (THREE, {"test": "trend", "times": [1, 1, 1]}, "times must differ"),
        (THREE, {"test": "trend", "times": 3}, "a number for each cohort"),
        (THREE, {"alternative": "greater"}, "has no direction"),
        (THREE, {"method": "wald"}, 'method must be "score" or "t"'),
        (THREE, {"method": "t", "test": "trend"}, 'method must be "score" or "wald"'),
        (THREE, {"calculation": "exact"}, "too many tables"),
        (THREE, {"n": 500, "population": 400}, "at most the population"),
    ],
)
def test_families_that_make_no_sense_are_refused(family, options, message):
    with pytest.raises((nps.OptionError, nps.InputTypeError), match=message):
        cohorts(family, **options)
