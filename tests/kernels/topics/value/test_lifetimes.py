"""Worth over time: against R, against people followed step by step, and by small steps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import number, rows

from nps._kernels.topics.value.lifetimes import covariance, largest_root, lifetime

MARGIN, STAY = np.array([50.0, 40.0, 30.0]), np.array([0.98, 0.95, 0.88])
MOVES = np.array([[0.8, 0.15, 0.05], [0.15, 0.7, 0.15], [0.05, 0.25, 0.7]])
horizons = st.none() | st.integers(1, 12)


def test_values_are_those_of_r():
    found = lifetime(MARGIN, STAY, MOVES, 0.99, None)
    wanted = {row["term"]: number(row["value"]) for row in rows("value", dataset="markov")}
    # the rows are: dataset markov, model lifetime_value, by class
    assert len(wanted) == 3
    assert_allclose(
        found.value, [wanted[name] for name in ("promoter", "passive", "detractor")], rtol=1e-12
    )


def drawn(seed):
    draw = np.random.default_rng(seed)
    return draw.random(3) * 100, draw.random(3) * 0.9, draw.dirichlet(np.ones(3), 3)


@given(st.integers(0, 10**6), st.integers(1, 9))
def test_a_horizon_is_so_many_terms(seed, horizon):
    margin, stay, moves = drawn(seed)
    found = lifetime(margin, stay, moves, 0.9, horizon)
    people, total = np.eye(3), np.zeros(3)
    for period in range(horizon):  # follow one person of each class
        total += 0.9**period * people @ margin
        people = (people * stay) @ moves
    assert_allclose(found.value, total, rtol=1e-9)
    long = lifetime(margin, stay, moves, 0.9, 400)
    assert_allclose(long.value, lifetime(margin, stay, moves, 0.9, None).value, rtol=1e-9)


@given(st.integers(0, 10**6), horizons)
def test_derivatives_are_those_of_small_steps(seed, horizon):
    margin, stay, moves = drawn(seed)
    found = lifetime(margin, stay, moves, 0.9, horizon)
    step = 1e-6
    for i in range(3):
        more = margin.copy()
        more[i] += step
        slope = (lifetime(more, stay, moves, 0.9, horizon).value - found.value) / step
        assert_allclose(found.by_margin[:, i], slope, rtol=1e-4, atol=1e-5)
        for j in range(3):
            moved = moves.copy()
            moved[i, j] += step
            slope = (lifetime(margin, stay, moved, 0.9, horizon).value - found.value) / step
            assert_allclose(found.by_move[:, i, j], slope, rtol=1e-3, atol=1e-3)


def test_errors_are_those_of_people_drawn_again():
    people = np.array([400.0, 300.0, 300.0])
    found = lifetime(MARGIN, STAY, MOVES, 0.9, None)
    spread = covariance(found, MOVES, people, None)
    draw = np.random.default_rng(1)
    again = []
    for _ in range(2000):
        moved = np.array([draw.multinomial(int(n), row) / n for n, row in zip(people, MOVES)])  # noqa: B905
        again.append(lifetime(MARGIN, STAY, moved, 0.9, None).value)
    # an error from 2000 draws is known to about 1.6%, and the delta method is close to it
    assert_allclose(np.sqrt(np.diag(spread)), np.std(again, axis=0), rtol=0.08)
    assert spread[0, 2] == pytest.approx(np.cov(np.array(again).T)[0, 2], rel=0.25)


def test_errors_of_margins_pass_through():
    found = lifetime(MARGIN, STAY, MOVES, 0.9, None)
    errors = np.array([1.0, 2.0, 3.0])
    spread = covariance(found, MOVES, None, errors)
    assert_allclose(spread, found.by_margin @ np.diag(errors**2) @ found.by_margin.T)
    both = covariance(found, MOVES, np.full(3, 100.0), errors)
    assert_allclose(both, spread + covariance(found, MOVES, np.full(3, 100.0), None))
    assert (covariance(found, MOVES, None, None) == 0.0).all()


def test_what_shrinks_by_nothing_has_no_end():
    assert largest_root(np.ones(3), MOVES, 1.0) == pytest.approx(1.0)
    assert largest_root(STAY, np.eye(3), 0.99) == pytest.approx(0.98 * 0.99)
