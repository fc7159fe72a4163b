"""The stratified score and permutation tests, against coin, enumeration and single tables."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import FIFTEEN_DIGITS, groups, number, rows

from nps._kernels.many_scores import strata
from nps._kernels.two_scores import score
from nps._kernels.two_scores.score import Pairs

Z = 1.959963984540054
RNG = np.random.default_rng(0)
cells = st.tuples(*[st.integers(0, 12)] * 3).filter(lambda abc: sum(abc) > 0)
tables = st.lists(st.tuples(cells, cells), min_size=1, max_size=6)


def pairs_of(table):
    return Pairs(*np.array([(*mine, *theirs) for mine, theirs in table], dtype=np.float64).T)


def from_row(row):
    return Pairs(*groups(row["group_1"]), *groups(row["group_2"]))


def test_the_weighted_mean_and_its_error_are_those_in_r():
    for row in rows("stratified", method="mantel_haenszel_weights"):
        pairs = from_row(row)
        weights = strata.weights_by_size(pairs)
        difference, variance = strata.differences(pairs)
        assert 100 * weights @ difference == pytest.approx(
            number(row["estimate"]), rel=FIFTEEN_DIGITS
        )
        assert 100 * (weights**2 @ variance) ** 0.5 == pytest.approx(
            number(row["se"]), rel=FIFTEEN_DIGITS
        )


def test_the_permutation_statistic_is_that_of_coin():
    for row in rows("stratified", method="coin_stratified_permutation"):
        pairs = from_row(row)
        weights = strata.weights_by_size(pairs)
        _, error, drawn = strata.permutation_law(pairs, "greater", False, None, RNG)
        statistic = weights @ strata.differences(pairs)[0] / error
        assert not drawn
        assert statistic == pytest.approx(number(row["statistic"]), rel=FIFTEEN_DIGITS)


def test_the_permutation_law_is_that_of_all_divisions():
    answers = [([1, 1, 0, -1], [1, 0, -1]), ([1, -1], [0, -1, -1])]
    counted = [
        tuple(tuple(side.count(s) for s in (1, 0, -1)) for side in stratum) for stratum in answers
    ]
    pairs = pairs_of(counted)
    weights = strata.weights_by_size(pairs)
    divided = []
    for mine, theirs in answers:
        everybody = np.array(mine + theirs, dtype=float)
        chosen = [list(who) for who in combinations(range(everybody.size), len(mine))]
        total = everybody.sum()
        divided.append(
            [everybody[who].mean() - (total - everybody[who].sum()) / len(theirs) for who in chosen]
        )
    found = np.array([weights @ np.array(each) for each in product(*divided)])
    observed = float(weights @ strata.differences(pairs)[0])
    for alternative, extreme in (
        ("greater", found >= observed - 1e-12),
        ("less", found <= observed + 1e-12),
        ("two-sided", np.abs(found) >= abs(observed) - 1e-12),
    ):
        law, error, _ = strata.permutation_law(pairs, alternative, False, None, RNG)
        t = {"greater": observed, "less": -observed, "two-sided": abs(observed)}[alternative]
        assert law.p_value(t / error) == pytest.approx(extreme.mean(), rel=1e-12)
    assert found.std() == pytest.approx(error, rel=1e-12)


@given(cells, cells, st.floats(-1.9, 1.9))
@example((1, 0, 0), (1, 0, 0), 0.0)
@example((0, 0, 1), (0, 0, 1), 5e-219)
def test_one_stratum_is_a_single_table(mine, theirs, null):
    pairs = pairs_of([(mine, theirs)])
    low, high, z = strata.score_inference(pairs, np.ones(1), null, Z)
    one = score.score_inference(pairs, np.array([null]), Z)
    # the square root of a difference of rounding, where nothing varies
    assert_allclose([low, high, z], np.ravel(one), rtol=1e-9, atol=1e-7)


@pytest.mark.slow
@given(tables, st.floats(-1.9, 1.9), st.floats(0.1, 4.0))
@example([((1, 0, 0), (0, 0, 1)), ((2, 0, 0), (0, 0, 3))], 1.5, Z)  # nothing varies
@example([((0, 0, 7), (0, 11, 0)), ((1, 0, 0), (1, 0, 0))], 5e-45, 1.0)
@example([((3, 0, 0), (2, 0, 0)), ((0, 1, 0), (0, 4, 0))], 0.0, Z)
def test_the_interval_holds_what_the_test_does_not_reject(table, null, critical):
    pairs = pairs_of(table)
    weights = strata.weights_by_size(pairs)
    low, high, z = strata.score_inference(pairs, weights, null, critical)
    assert low <= weights @ strata.differences(pairs)[0] + 1e-12 <= high + 2e-12
    if abs(abs(z) - critical) > 1e-6:
        assert (low <= null <= high) == (abs(z) < critical)
    mirrored = Pairs(*(pairs[i] for i in (2, 1, 0, 5, 4, 3)))
    turned = strata.score_inference(mirrored, weights, -null, critical)
    assert_allclose(turned, [-high, -low, -z], rtol=1e-9, atol=1e-9)


def test_an_end_that_no_step_tells_from_the_difference_is_the_difference():
    # unanimous samples have an error a step beside; here as large as the step, level next to 0
    pairs = pairs_of([((3, 0, 0), (0, 5, 0)), ((2, 0, 0), (0, 4, 0))])
    weights = strata.weights_by_size(pairs)
    step = 1.0 - (1.0 - strata.BESIDE)
    error = np.sqrt(weights**2 @ strata.constrained_variance(pairs, 1.0 - strata.BESIDE))
    low, _, _ = strata.score_inference(pairs, weights, 0.0, step / error)
    assert low == 1.0


def test_a_difference_of_rounding_is_none():
    # unanimous samples that are alike have no variance at their difference of 0
    alike = pairs_of([((3, 0, 0), (5, 0, 0)), ((0, 2, 0), (0, 4, 0))])
    assert strata.constrained_variance(alike, strata.ROUNDING).tolist() == [0.0, 0.0]
    assert (strata.constrained_variance(alike, 1e-6) > 0.0).all()


def test_below_a_level_of_one_half_the_ends_change_places():
    pairs = pairs_of([((5, 3, 2), (4, 4, 2)), ((1, 2, 3), (2, 2, 2))])
    weights = strata.weights_by_size(pairs)
    low, high, _ = strata.score_inference(pairs, weights, 0.0, 0.5)
    assert strata.score_inference(pairs, weights, 0.0, -0.5)[:2] == (high, low)


def test_drawn_divisions_agree_with_the_law():
    pairs = pairs_of([((5, 3, 2), (4, 4, 2)), ((1, 2, 3), (2, 2, 2)), ((8, 1, 1), (3, 3, 3))])
    exact, error, _ = strata.permutation_law(pairs, "two-sided", False, None, RNG)
    drawn, same, random = strata.permutation_law(
        pairs, "two-sided", False, 40_000, np.random.default_rng(7)
    )
    assert random
    assert same == error
    for at in (0.5, 1.0, 2.0):
        p = exact.p_value(at)
        assert drawn.p_value(at) == pytest.approx(p, abs=5 * (p * (1 - p) / 40_000) ** 0.5)


def test_divisions_too_many_to_list_are_drawn():
    sample = (2_000_000, 2_000_000, 2_000_000)
    pairs = pairs_of([(sample, sample), ((5, 3, 2), (4, 4, 2))])
    law, error, drawn = strata.permutation_law(
        pairs, "two-sided", False, None, np.random.default_rng(2)
    )
    assert drawn
    assert law.p_value(0.0) == 1.0
    assert law.critical(0.05) == pytest.approx(Z, abs=0.05)
    assert error > 0.0
