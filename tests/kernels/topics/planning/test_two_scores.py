"""Exact power of the tests of two scores, against other programs, enumeration, simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from planning_tables import (
    TWO_SIDED,
    Z,
    chance_of,
    claims,
    decided,
    every_table,
    nulls,
    parts,
    shares,
)
from reference_tables import rows

from nps._kernels.numerics.moments import normal_quantile, student_quantile
from nps._kernels.one_score.score import score_statistic
from nps._kernels.topics.planning import laws, one_score, two_scores
from nps._kernels.topics.planning.claims import Claim
from nps._kernels.two_scores import score as two_sample
from nps._kernels.two_scores import wald as two_sample_wald

#: Each sample leaves out tables of this probability.
LEFT_OUT = 2.0 * two_scores.DROPPED


@pytest.mark.parametrize("row", [row for row in rows("exact_power") if row["reference"]])
def test_power_of_two_samples_agrees_with_r(row):
    first = laws.multinomial(int(row["n"]), parts(row["shares"]))
    second = laws.multinomial(int(row["n_reference"]), parts(row["reference"]))
    found = two_scores.chance_of_claim(first, second, TWO_SIDED, 0.025)
    assert_allclose(found, float(row["power"]), atol=LEFT_OUT)


@pytest.mark.parametrize(
    ("method", "test"), [("simulated_wald_z", "wald"), ("simulated_welch_t", "t")]
)
def test_power_of_the_textbook_tests_agrees_with_simulations_in_r(method, test):
    distances = []
    for row in rows("power", method=method):
        if float(row["n1"]) > (60 if test == "t" else 400):
            continue  # a second each
        pair = [
            laws.multinomial(int(row[n]), parts(row[known]))
            for n, known in (("n1", "shares_1"), ("n2", "shares_2"))
        ]
        found = two_scores.chance_of_claim(*pair, TWO_SIDED, float(row["alpha"]) / 2.0, test)
        # rows in which all 200,000 draws rejected have no Monte-Carlo error
        error = max(float(row["mc_se"]), 5e-6)
        distances.append((found - float(row["power"])) / error)
    assert len(distances) >= 10
    # standard normal: the largest of 35 stays below 3.5 in 98 of 100 cases
    assert np.abs(distances).max() < 3.5
    assert abs(np.mean(distances)) < 3.5 / np.sqrt(len(distances))


@pytest.mark.parametrize(
    ("first", "second", "sizes", "power"),
    [
        ((0.5, 0.3, 0.2), (0.3, 0.4, 0.3), (20, 20), 0.219),
        ((0.5, 0.3, 0.2), (0.3, 0.4, 0.3), (80, 80), 0.672),
        ((0.8, 0.15, 0.05), (0.6, 0.25, 0.15), (20, 60), 0.361),
        ((0.8, 0.15, 0.05), (0.6, 0.25, 0.15), (60, 20), 0.482),
        ((0.9, 0.08, 0.02), (0.75, 0.2, 0.05), (25, 100), 0.169),
        ((0.7, 0.3, 0.0), (0.4, 0.4, 0.2), (30, 30), 0.900),
    ],
)
def test_power_of_two_samples_agrees_with_another_program(first, second, sizes, power):
    found = two_scores.chance_of_claim(
        laws.multinomial(sizes[0], first), laws.multinomial(sizes[1], second), TWO_SIDED, 0.025
    )
    assert_allclose(found, power, atol=0.0005 + 1e-9)


@given(st.integers(1, 8), st.integers(1, 8), shares, shares, claims, st.floats(0.001, 0.4))
def test_two_samples_are_the_sum_over_all_pairs(n, m, known, other, claim, tail):
    one, two = every_table(n), every_table(m)
    i, k = np.indices((one[0].size, two[0].size)).reshape(2, -1)
    pairs = two_sample.Pairs(*(x[i].astype(float) for x in one), *(x[k].astype(float) for x in two))
    z = [
        np.zeros(i.size)
        if null is None
        else two_sample.score_statistic(pairs, np.full(i.size, null))
        for null in (claim.above, claim.below)
    ]
    critical = normal_quantile(tail)
    first, second = laws.multinomial(n, known), laws.multinomial(m, other)
    chance = chance_of(n, first)[i] * chance_of(m, second)[k]
    rejected = decided(*z, claim, critical)
    # pairs on the boundary itself fall to either side by rounding
    near = np.minimum(np.abs(np.abs(z[0]) - critical), np.abs(np.abs(z[1]) - critical)) < 1e-9
    expected, doubtful = chance[rejected].sum(), chance[near].sum()
    found = two_scores.chance_of_claim(first, second, claim, tail)
    assert abs(found - expected) <= doubtful + LEFT_OUT


@pytest.mark.parametrize("test", ["wald", "t"])
@given(st.integers(2, 7), st.integers(2, 7), shares, shares, nulls)
@example(2, 2, (0.0, 1.0, 0.0), (0.0, 1.0, 0.0), 2e-309)  # next to the difference of 0
def test_textbook_tests_of_two_samples_are_sums_too(test, n, m, known, other, null):
    one, two = every_table(n), every_table(m)
    i, k = np.indices((one[0].size, two[0].size)).reshape(2, -1)
    pairs = two_sample.Pairs(*(x[i].astype(float) for x in one), *(x[k].astype(float) for x in two))
    found = two_sample_wald.wald(pairs) if test == "wald" else two_sample_wald.welch(pairs)
    z = two_sample_wald.statistic(found, np.full(i.size, null))
    critical = Z if test == "wald" else student_quantile(found.freedom, 0.025)
    rejected = np.abs(z) >= critical
    first, second = laws.multinomial(n, known), laws.multinomial(m, other)
    chance = chance_of(n, first)[i] * chance_of(m, second)[k]
    with np.errstate(invalid="ignore"):
        near = np.abs(np.abs(z) - critical) < 1e-9
    answer = two_scores.chance_of_claim(first, second, Claim(null, null), 0.025, test)
    assert abs(answer - chance[rejected].sum()) <= chance[near].sum() + LEFT_OUT


@given(st.integers(1, 60), nulls, st.floats(0.01, 4.0))
def test_z_grows_along_rows_and_with_the_extremes_of_one_score(n, theta, tilt):
    """What the boundaries rest on: z in promoters at given detractors, variance in non-passives."""
    for c in {0, n // 3, n}:
        a = np.arange(n - c + 1)
        z = score_statistic(a, n - c - a, np.full(a.size, c), theta)
        assert (np.diff(z) >= 0.0).all()
    for s in {0, n // 4, n}:
        j = np.arange((n - s) // 2 + 1)
        with np.errstate(invalid="ignore", divide="ignore"):
            v = two_sample.tilted_variance((j + s) / n, (n - s - 2 * j) / n, j / n, tilt)
        assert (np.diff(v) >= -1e-15).all()


@given(st.integers(1, 12), st.integers(1, 12), shares, shares, nulls)
def test_swapping_classes_or_samples_mirrors_two(n, m, known, other, null):
    def chance(first, second, claim):
        laws_of_both = (laws.multinomial(*first), laws.multinomial(*second))
        return two_scores.chance_of_claim(*laws_of_both, claim, 0.025)

    straight = chance((n, known), (m, other), Claim(null, None))
    mirrored = chance((n, known[::-1]), (m, other[::-1]), Claim(None, -null))
    exchanged = chance((m, other), (n, known), Claim(None, -null))
    assert_allclose([mirrored, exchanged], straight, atol=LEFT_OUT)


@given(st.integers(1, 40), shares, nulls, st.floats(0.001, 0.2), st.floats(1.0, 2.0))
def test_power_never_falls_when_the_level_falls(n, known, null, tail, times):
    claim = Claim(null, null)
    stricter = one_score.score_power(n, known, claim, normal_quantile(tail))
    assert one_score.score_power(n, known, claim, normal_quantile(tail * times)) >= stricter - 1e-12
    pair = laws.multinomial(min(n, 12), known), laws.multinomial(7, (0.2, 0.3, 0.5))
    strict = two_scores.chance_of_claim(*pair, claim, tail)
    assert two_scores.chance_of_claim(*pair, claim, tail * times) >= strict - LEFT_OUT


def test_simulation_agrees_within_its_error():
    rng = np.random.default_rng(15)
    known, other, draws = (0.6, 0.25, 0.15), (0.4, 0.35, 0.25), 20_000
    a, b = rng.multinomial(90, known, draws).T, rng.multinomial(60, other, draws).T
    pairs = two_sample.Pairs(*a.astype(float), *b.astype(float))
    rejected = np.abs(two_sample.score_statistic(pairs, np.zeros(draws))) >= Z
    exact = two_scores.chance_of_claim(
        laws.multinomial(90, known), laws.multinomial(60, other), TWO_SIDED, 0.025
    )
    # 4 standard errors of a share
    assert abs(rejected.mean() - exact) < 4.0 * np.sqrt(exact * (1.0 - exact) / draws)


def test_uncertain_shares_average_the_power_of_two_samples():
    """The law of tables under a pilot against a mean over draws of the shares themselves."""
    rng = np.random.default_rng(4)
    alpha, beta = (20.5, 12.5, 8.5), (12.5, 14.5, 14.5)
    pair = laws.dirichlet_multinomial(15, alpha), laws.dirichlet_multinomial(12, beta)
    exact = two_scores.chance_of_claim(*pair, Claim(0.0, None), 0.025)
    powers = [
        two_scores.chance_of_claim(
            laws.multinomial(15, tuple(p)), laws.multinomial(12, tuple(q)), Claim(0.0, None), 0.025
        )
        for p, q in zip(rng.dirichlet(alpha, 400), rng.dirichlet(beta, 400), strict=True)
    ]
    assert abs(np.mean(powers) - exact) < 4.0 * np.std(powers) / 20.0


def test_pairs_of_tables_are_those_with_a_chance():
    law = laws.multinomial(6, (0.5, 0.5, 0.0))
    assert two_scores.pairs_of_tables(law, law) == 49
