"""How many answers: published plans, the promise of the power."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from planning_assumptions import guesses, inner_shares, pilots, score_of, shares

import nps
from nps.planning import ScoreGuess, power, sample_size

KNOWN = nps.Shares(0.5, 0.3, 0.2)


def with_variance(score: float, variance: float) -> ScoreGuess:
    """A guess whose answers have this variance, on the scale of -1 to 1."""
    return ScoreGuess(score, passives=1.0 - variance - (score / 100.0) ** 2)


def test_connor_is_reproduced():
    assert sample_size(nps.Shares(0.45, 0.5, 0.05), calculation="asymptotic").n == 23


@pytest.mark.parametrize(
    ("up", "down", "wanted", "n"), [(0.25, 0.125, 0.9, 248), (0.2, 0.1, 0.8, 234)]
)
def test_mess_is_reproduced(up, down, wanted, n):
    plan = sample_size(
        nps.Shares(up, 1.0 - up - down, down), power=wanted, calculation="asymptotic"
    )
    assert plan.n == n


@pytest.mark.parametrize(
    ("population", "n"), [(100, 80), (500, 218), (1000, 278), (10_000, 370), (10**6, 384)]
)
def test_krejcie_and_morgan_are_reproduced(population, n):
    """A margin of .05 for p = .5 is one of 10 points at the largest variance.

    Their table of 1970 rounds 217.5 down, here it is rounded up.
    """
    plan = sample_size(ScoreGuess(0), margin_of_error=10, population=population, method="wald")
    assert plan.n == n


@pytest.mark.parametrize(("points", "n"), [(5, 1655), (10, 412)])
def test_measuringu_is_reproduced(points, n):
    """A variance of .67 and one-sided z of 1.645 and .842, as their benchmark tables have it."""
    guess = with_variance(points, 0.67)
    assert sample_size(guess, method="adjusted-wald", alternative="greater").n == n


@pytest.mark.parametrize(
    ("known", "null", "exact", "score", "wald", "true"),
    [
        ((0.5, 0.3, 0.2), 0, 59, 59, 54, 0.770), ((0.5, 0.3, 0.2), 10, 129, 130, 120, 0.775),
        ((0.6, 0.3, 0.1), 30, 105, 106, 89, 0.737), ((0.7, 0.2, 0.1), 30, 51, 53, 39, 0.684),
        ((0.8, 0.15, 0.05), 60, 137, 140, 101, 0.658), ((0.9, 0.1, 0.0), 70, 42, 49, 18, 0.000),
        ((0.6, 0.4, 0.0), 30, 25, 30, 21, 0.691),
    ],
)  # fmt: skip
def test_sizes_of_one_sample_agree_with_another_program(known, null, exact, score, wald, true):
    known = nps.Shares(*known)
    plan = sample_size(known, null=null)
    assert (plan.n, plan.calculation, plan.goal) == (exact, "exact", "benchmark")
    assert sample_size(known, null=null, calculation="asymptotic").n == score
    textbook = sample_size(known, null=null, method="wald")
    assert (textbook.n, textbook.calculation) == (wald, "asymptotic")
    (note,) = textbook.notes
    assert (
        f"a power of {true:.3f}" in note or f"{power(known, n=wald, null=null).power:.3f}" in note
    )
    assert_allclose(power(known, n=wald, null=null).power, true, atol=5e-4)


@pytest.mark.parametrize(
    ("known", "other", "exact", "score", "wald"),
    [
        ((0.6, 0.3, 0.1), (0.35, 0.35, 0.3), 45, 46, 43),
        ((0.8, 0.15, 0.05), (0.5, 0.3, 0.2), 37, 39, 35),
        ((0.7, 0.3, 0.0), (0.4, 0.4, 0.2), 23, 24, 25),
    ],
)
def test_sizes_of_two_samples_agree_with_another_program(known, other, exact, score, wald):
    pair = nps.Shares(*known), nps.Shares(*other)
    plan = sample_size(*pair)
    assert (plan.n, plan.n_reference, plan.n_total) == (exact, exact, 2 * exact)
    assert plan.calculation == "exact"
    assert sample_size(*pair, calculation="asymptotic").n == score
    assert sample_size(*pair, method="wald").n == wald


def test_margins_agree_with_another_program():
    for known, method, sizes in (
        (KNOWN, "wald", (59, 235, 938)), (KNOWN, "score", (58, 233, 936)),
        (nps.Shares(0.8, 0.15, 0.05), "score", (31, 115, 446)),
    ):  # fmt: skip
        found = [sample_size(known, margin_of_error=h, method=method).n for h in (20, 10, 5)]
        assert tuple(found) == sizes


def test_a_score_alone_has_a_range_of_sizes():
    """The table of the variance given only the score, by Wald's formula."""
    for score, least, most in ((20, 246, 1476), (30, 323, 1399), (50, 385, 1153), (70, 323, 784)):
        plan = sample_size(ScoreGuess(score), margin_of_error=5, method="wald")
        assert plan.n == most
        assert plan.n_range == (least, most)
    plan = sample_size(ScoreGuess(30, passives=(0.15, 0.45)), margin_of_error=5, method="wald")
    assert plan.n_range == (707, 1168)
    assert "largest variance" in plan.notes[0]


def test_overlap_halves_what_a_panel_needs():
    separate = sample_size(KNOWN, KNOWN, difference=10, method="wald")
    panel = sample_size(KNOWN, KNOWN, difference=10, overlap=1.0, correlation=0.5)
    assert panel.goal == "panel"
    assert 0.49 < panel.n / separate.n < 0.51
    half = sample_size(KNOWN, KNOWN, difference=10, overlap=0.5, correlation=0.5)
    assert panel.n < half.n < separate.n


def test_assurance_agrees_with_another_program():
    """About 361, 184 and 139 answers; here the smallest that stay above .8."""
    for answers, about in ((40, 361), (100, 184), (300, 139)):
        pilot = nps.Counts(*(round(answers * share) for share in KNOWN))
        plan = sample_size(pilot, null=10, assurance=0.8)
        assert abs(plan.n / about - 1.0) < 0.07
        assert plan.assurance >= 0.8
        assert nps.planning.assurance(pilot, n=plan.n - 1, null=10).assurance < 0.8


def test_a_margin_can_be_promised_with_a_chance():
    pilot = nps.Counts(20, 12, 8)
    plain = sample_size(pilot, margin_of_error=5, method="wald")
    assert plain.n == 938
    assert_allclose(plain.assurance, 0.54, atol=0.005)
    promised = sample_size(pilot, margin_of_error=5, method="wald", assurance=0.9)
    assert abs(promised.n - 1093) <= 2
    assert_allclose(promised.assurance, 0.9, atol=1e-3)
    assert promised.power is None


@pytest.mark.slow
@settings(max_examples=15)
@given(inner_shares, st.integers(-80, 80), st.sampled_from([0.6, 0.8, 0.9]))
def test_power_is_what_was_asked_for_and_stays_so(known, null, target):
    assume(abs(score_of(known) - null) > 12)
    plan = sample_size(known, null=null, power=target)
    assert plan.power >= target
    assert plan.calculation == "exact"
    assert power(known, n=plan.n, null=null).power == plan.power
    later = [power(known, n=plan.n + k, null=null).power for k in (1, 2, 3, 40, 150)]
    assert min(later) >= target
    assert plan.n == 1 or power(known, n=plan.n - 1, null=null).power < target


@settings(max_examples=10)
@given(inner_shares, inner_shares, st.sampled_from([0.5, 1.0, 2.0]))
def test_power_of_two_samples_is_what_was_asked_for(known, other, ratio):
    assume(abs(score_of(known) - score_of(other)) > 45)
    plan = sample_size(known, other, ratio=ratio)
    assert plan.power >= 0.8
    assert plan.n_reference == math.ceil(ratio * plan.n)
    again = power(known, other, n=plan.n, n_reference=plan.n_reference)
    assert (again.power, again.calculation) == (plan.power, plan.calculation)


@given(inner_shares, inner_shares, st.sampled_from(["score", "wald", "t"]), st.floats(0.3, 3.0))
def test_formulas_keep_their_promise_too(known, other, method, ratio):
    assume(abs(score_of(known) - score_of(other)) > 2)
    options = {"method": method, "calculation": "asymptotic"}
    plan = sample_size(known, other, ratio=ratio, **options)
    assert plan.power >= 0.8 - 1e-9
    assert (
        power(known, other, n=plan.n, n_reference=plan.n_reference, **options).power == plan.power
    )


@given(shares, st.sampled_from([0.5, 2.0, 20.0]))
def test_margins_are_kept(known, wanted):
    plan = sample_size(known, margin_of_error=wanted)
    assert plan.margin_of_error <= wanted + 1e-9 or plan.n == 1
    counts = [plan.n * share for share in known]
    if all(abs(x - round(x)) < 1e-9 for x in counts):
        estimate = nps.estimate(nps.Counts(*map(round, counts)))
        assert_allclose(plan.margin_of_error, estimate.margin_of_error, rtol=1e-7)


@given(guesses, st.sampled_from([1.0, 5.0]))
def test_a_guess_plans_for_the_largest_variance(guess, wanted):
    plan = sample_size(guess, margin_of_error=wanted)
    least, most = guess.shares_bounds
    ends = [sample_size(shares, margin_of_error=wanted).n for shares in (least, most)]
    assert plan.n == max(ends) == ends[1]
    if plan.n_range is not None:
        assert plan.n_range == tuple(ends)


@pytest.mark.slow
@settings(max_examples=8)
@given(pilots, st.sampled_from([0.6, 0.7]))
def test_assurance_is_what_was_asked_for(pilot, target):
    assume(pilot.score > 25)
    plan = sample_size(pilot, null=0, assurance=target)
    if math.isinf(plan.n):
        assert plan.assurance <= target
    else:
        assert plan.assurance >= target - 2e-3


def test_an_optimal_ratio_takes_the_fewest_answers():
    pair = nps.Shares(0.9, 0.1, 0.0), nps.Shares(0.5, 0.1, 0.4)
    options = {"method": "wald", "power": 0.9}
    best = sample_size(*pair, ratio="optimal", **options)
    for ratio in (1.0, 2.0, 5.0):
        assert best.n_total <= sample_size(*pair, ratio=ratio, **options).n_total + 1
    dear = sample_size(*pair, ratio="optimal", cost_ratio=4.0, **options)
    assert dear.n_reference < best.n_reference


def test_non_inferiority_and_equivalence():
    worse = sample_size(KNOWN, KNOWN, margin=10, alternative="greater")
    assert (worse.goal, worse.margin) == ("non-inferiority", 10.0)
    mirrored = nps.Shares(0.2, 0.3, 0.5)
    assert sample_size(mirrored, mirrored, margin=10, alternative="less").n == worse.n
    both = sample_size(KNOWN, KNOWN, margin=10)
    assert both.goal == "equivalence"
    assert worse.n < both.n
    # a true difference within the margin makes it harder
    assert sample_size(KNOWN, KNOWN, margin=10, difference=3).n > both.n
    assert_allclose(power(KNOWN, KNOWN, n=1000, margin=10).power, 0.777, atol=6e-4)


def test_measuringus_rule_plans_for_equivalence_too():
    plan = sample_size(KNOWN, KNOWN, margin=20, method="adjusted-wald", power=0.9)
    # one side alone, at the worse of both distances
    assert plan.n == math.ceil((1.645 + 1.282) ** 2 * 1.22 / 0.2**2 - 3)


@pytest.mark.slow
def test_assurance_of_two_pilots_by_formula_and_exactly():
    first, second = nps.Counts(60, 30, 10), nps.Counts(30, 35, 35)
    plan = sample_size(first, second, assurance=0.8)
    assert plan.assurance >= 0.8
    large = sample_size(nps.Counts(400, 350, 250), nps.Counts(330, 350, 320), assurance=0.6)
    assert large.calculation == "asymptotic"
    assert_allclose(large.assurance, 0.6, atol=1e-3)
