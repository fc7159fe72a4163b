"""Power from two standard errors: against R, printed tables, exact power, and turned round."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from planning_tables import TWO_SIDED, Z, by_test, errors_of
from reference_tables import columns, rows

from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.topics.planning import claims, laws, one_score, two_scores
from nps._kernels.topics.planning.claims import Claim

inner = st.tuples(*[st.integers(1, 20)] * 3).map(
    lambda weights: tuple(weight / sum(weights) for weight in weights)
)


def test_wald_power_agrees_with_pwr():
    for table, claim, tail in by_test(rows("power", method="z_one_sample", solved_for="power")):
        gap, deviation, n, power = columns(table, "delta", "sd_1", "n1", "power")
        errors = errors_of(gap, deviation)
        found = claims.power(claim, errors, errors, n, normal_quantile(tail))
        assert_allclose(found, power, rtol=1e-11)


def test_wald_sample_size_agrees_with_pwr():
    for table, claim, tail in by_test(rows("power", method="z_one_sample", solved_for="n")):
        gap, deviation, n, power = columns(table, "delta", "sd_1", "n1", "power")
        errors = errors_of(gap, deviation)
        found = claims.sample_size(claim, errors, errors, power, normal_quantile(tail))
        # R's root finder stops at 6e-5 of the interval it starts from
        assert_allclose(found, n, rtol=1e-6)


def test_connor_and_mess_are_reproduced():
    """Connor (1987): 23 pairs; MESS 0.5.12: 247.997 and 233.09 pairs by power_mcnemar_test."""
    for known, power, expected, digits in (
        ((0.45, 0.5, 0.05), 0.8, 22.1, None),
        ((0.25, 0.625, 0.125), 0.9, 247.997, 5e-4),
        ((0.2, 0.7, 0.1), 0.8, 233.09, 5e-3),
    ):
        errors = claims.score_errors(known, 0.0)
        found = float(claims.sample_size(TWO_SIDED, errors, errors, power, Z))
        if digits is None:
            assert np.ceil(found) == 23.0
        else:
            assert_allclose(found, expected, atol=digits)


@pytest.mark.parametrize(
    ("known", "null", "score", "wald"),
    [
        ((0.5, 0.3, 0.2), 0.0, 59, 54), ((0.5, 0.3, 0.2), 0.1, 130, 120),
        ((0.6, 0.3, 0.1), 0.3, 106, 89), ((0.7, 0.2, 0.1), 0.3, 53, 39),
        ((0.8, 0.15, 0.05), 0.6, 140, 101), ((0.9, 0.1, 0.0), 0.7, 49, 18),
        ((0.6, 0.4, 0.0), 0.3, 30, 21),
    ],
)  # fmt: skip
def test_sizes_of_one_sample_agree_with_another_program(known, null, score, wald):
    claim = Claim(null, null)
    for make, expected in ((claims.score_errors, score), (claims.wald_errors, wald)):
        errors = make(known, null)
        assert np.ceil(claims.sample_size(claim, errors, errors, 0.8, Z)) == expected


def test_sizes_of_two_samples_agree_with_another_program():
    first = np.array([[0.6, 0.3, 0.1], [0.8, 0.15, 0.05], [0.7, 0.3, 0.0]]).T
    second = np.array([[0.35, 0.35, 0.3], [0.5, 0.3, 0.2], [0.4, 0.4, 0.2]]).T
    for make, expected in (
        (claims.score_errors_of_two, [46, 39, 24]),
        (claims.wald_errors_of_two, [43, 35, 25]),
    ):
        errors = make(tuple(first), tuple(second), 1.0, 0.0)
        found = claims.sample_size(TWO_SIDED, errors, errors, 0.8, Z)
        assert np.ceil(found).tolist() == expected


def test_equivalence_agrees_with_another_program():
    known, z = (0.5, 0.3, 0.2), normal_quantile(0.05)
    for margin, n, power in ((0.1, 1000, 0.777), (0.1, 1500, 0.937), (0.05, 4500, 0.836)):
        claim = Claim(-margin, margin, both=True)
        below = claims.score_errors_of_two(known, known, 1.0, -margin)
        above = claims.score_errors_of_two(known, known, 1.0, margin)
        assert_allclose(claims.power(claim, below, above, n, z), power, atol=5.1e-4)


def test_a_trend_needs_fewer_than_its_ends():
    """1 point per wave over 12 waves: 335 per wave; first against last: 792."""
    times = np.arange(12.0)
    error = np.sqrt(0.61 / ((times - times.mean()) ** 2).sum())
    trend = errors_of(np.array(0.01), np.array(error))
    ends = errors_of(np.array(0.11), np.array(np.sqrt(2 * 0.61)))
    found = [float(claims.sample_size(TWO_SIDED, e, e, 0.8, Z)) for e in (trend, ends)]
    assert np.ceil(found).tolist() == [335, 792]


@given(inner, st.floats(-0.8, 0.8), st.floats(0.2, 0.99))
@example((1 / 3, 1 / 3, 1 / 3), 8.489472074739107e-247, 0.5)  # a gap whose square has no number
def test_a_size_of_one_sample_has_its_power(known, null, target):
    claim = Claim(null, null)
    errors = claims.score_errors(known, null)
    n = claims.sample_size(claim, errors, errors, target, Z)
    if abs(errors.gap) < 1e-3:
        return
    assert_allclose(claims.power(claim, errors, errors, n, Z), target, rtol=1e-9)


@given(inner, inner, st.floats(0.2, 5.0), st.floats(-0.5, 0.5), st.booleans())
def test_a_size_of_two_samples_has_its_power_and_both_orders_agree(
    known, other, ratio, null, score
):
    make = claims.score_errors_of_two if score else claims.wald_errors_of_two
    errors, swapped = make(known, other, ratio, null), make(other, known, 1.0 / ratio, -null)
    if abs(errors.gap) < 1e-3:
        return
    n = claims.sample_size(TWO_SIDED, errors, errors, 0.8, Z)
    assert_allclose(claims.power(TWO_SIDED, errors, errors, n, Z), 0.8, rtol=1e-9)
    m = claims.sample_size(TWO_SIDED, swapped, swapped, 0.8, Z)
    assert_allclose(n * ratio, m, rtol=1e-6)


@given(inner)
def test_against_itself_power_is_the_level_and_no_size_is_enough(known):
    theta = known[0] - known[2]
    for errors in (
        claims.score_errors(known, theta),
        claims.score_errors_of_two(known, known, 2.0, 0.0),
    ):
        still = errors._replace(gap=errors.gap * 0.0)
        assert_allclose(claims.power(TWO_SIDED, still, still, 50.0, Z), 0.05, rtol=1e-6)
        assert claims.sample_size(TWO_SIDED, still, still, 0.8, Z) == np.inf


def test_a_gap_of_rounding_is_none():
    known, moved = (0.5, 0.3, 0.2), (0.525, 0.3, 0.175)
    errors = claims.score_errors_of_two(moved, known, 1.0, 0.05)
    assert errors.gap == 0.0
    assert_allclose(claims.power(TWO_SIDED, errors, errors, 400.0, Z), 0.05)


def test_the_formula_comes_close_to_exact_power():
    known, other = (0.5, 0.3, 0.2), (0.3, 0.4, 0.3)
    errors = claims.score_errors(known, 0.1)
    by_formula = claims.power(Claim(0.1, 0.1), errors, errors, 300, Z)
    exact = one_score.score_power(300, known, Claim(0.1, 0.1), Z)
    assert_allclose(by_formula, exact, atol=0.005)
    errors = claims.score_errors_of_two(known, other, 1.0, 0.0)
    by_formula = claims.power(TWO_SIDED, errors, errors, 80, Z)
    pair = laws.multinomial(80, known), laws.multinomial(80, other)
    assert_allclose(by_formula, two_scores.chance_of_claim(*pair, TWO_SIDED, 0.025), atol=0.005)


def test_shares_without_chance_decide_at_once():
    for null, power in ((0.5, 1.0), (1.0, 0.0)):
        errors = claims.score_errors((1.0, 0.0, 0.0), null)
        assert claims.power(Claim(null, None), errors, errors, 400.0, Z) == power
    assert (
        claims.power(Claim(None, 0.5), *[claims.score_errors((1.0, 0.0, 0.0), 0.5)] * 2, 400, Z)
        == 0
    )


def test_people_seen_twice_need_fewer():
    known, other = (0.5, 0.3, 0.2), (0.45, 0.3, 0.25)
    apart = claims.errors_of_change(known, other, 0.0, 0.5, 0.0)
    panel = claims.errors_of_change(known, other, 1.0, 0.5, 0.0)
    separate = claims.wald_errors_of_two(known, other, 1.0, 0.0)
    assert_allclose(apart, separate)
    v1, v2 = 0.61, 0.66
    assert_allclose(panel.under_truth**2, v1 + v2 - np.sqrt(v1 * v2), rtol=1e-12)
    # everybody the same twice: nothing is left to chance
    assert claims.errors_of_change(known, known, 1.0, 1.0, 0.0).under_truth == 0.0


def test_a_thousand_plans_are_made_at_once():
    rng = np.random.default_rng(3)
    first, second = rng.dirichlet([2, 2, 2], 1000).T, rng.dirichlet([2, 2, 2], 1000).T
    errors = claims.score_errors_of_two(tuple(first), tuple(second), 1.0, 0.0)
    n = claims.sample_size(TWO_SIDED, errors, errors, 0.8, Z)
    assert n.shape == (1000,)
    assert (n > 0.0).all()
