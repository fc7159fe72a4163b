"""Raking against convex optimisation, projections against least squares, trimming against roots."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import minimize

from nps._kernels.weights.raking import main_effects, rake

seeds = st.integers(0, 2**32 - 1)
OPTIONS = {"low": 0.0, "high": inf, "tolerance": 1e-12, "max_iterations": 5000}


def problem(seed, sizes=(3, 2), types=14):
    """Random types, and margins that some positive weights between 0.5 and 2 times start meet."""
    rng = np.random.default_rng(seed)
    start, copies = rng.uniform(0.5, 3.0, types), rng.integers(1, 6, types).astype(float)
    codes = [rng.permutation(np.arange(types) % size) for size in sizes]
    truth = start * rng.uniform(0.6, 1.6, types)
    margins = [
        (c, np.bincount(c, copies * truth, size)) for c, size in zip(codes, sizes, strict=True)
    ]
    return start, copies, margins, truth


def indicators(margins):
    return np.hstack([np.eye(wanted.size)[codes] for codes, wanted in margins])


def optimum(start, copies, margins, low, high):
    """The weights nearest to start, by sequential quadratic programming."""
    z = indicators(margins)
    wanted = np.concatenate([w for _, w in margins])
    free = np.ones(wanted.size, dtype=bool)  # one category of each further margin is redundant
    free[np.cumsum([w.size for _, w in margins])[1:] - 1] = False

    def distance(x):
        return copies @ (x * np.log(x / start) - x + start)

    found = minimize(
        distance,
        start,
        jac=lambda x: copies * np.log(x / start),
        method="SLSQP",
        bounds=[(max(low, 1e-9), None if high == inf else high)] * start.size,
        constraints={
            "type": "eq",
            "fun": lambda x: ((copies * x) @ z - wanted)[free],
            "jac": lambda x: (copies[:, None] * z).T[free],
        },
        options={"ftol": 1e-15, "maxiter": 1000},
    )
    return found.x


@given(seeds)
def test_margins_are_met_by_one_factor_for_each_category(seed):
    start, copies, margins, _ = problem(seed, (3, 2, 2))
    found = rake(start, copies, margins, **OPTIONS)
    for codes, wanted in margins:
        assert_allclose(np.bincount(codes, copies * found.weights), wanted, rtol=1e-10)
    z, logs = indicators(margins), np.log(found.weights / start)
    effects = np.linalg.lstsq(z, logs, rcond=None)[0]
    assert_allclose(z @ effects, logs, atol=1e-12)
    assert found.error <= 1e-12


@given(seeds, st.sampled_from([(0.0, inf), (0.0, 2.6), (0.9, inf), (0.8, 2.7)]))
def test_weights_are_the_nearest_that_meet_margins_and_bounds(seed, bounds):
    start, copies, margins, truth = problem(seed)
    low, high = min(bounds[0], truth.min()), max(bounds[1], truth.max())
    found = rake(start, copies, margins, **OPTIONS | {"low": low, "high": high})
    assert found.error <= 1e-12
    assert found.weights.min() >= low
    assert found.weights.max() <= high
    # The optimiser stops when a step changes its sum by 1e-15, so near a minimum at about the root.
    assert_allclose(found.weights, optimum(start, copies, margins, low, high), rtol=2e-6)


@given(seeds)
def test_the_order_of_margins_does_not_matter(seed):
    start, copies, margins, truth = problem(seed, (3, 2, 2))
    options = OPTIONS | {"low": truth.min(), "high": truth.max()}
    one = rake(start, copies, margins, **options)
    other = rake(start, copies, margins[::-1], **options)
    # two runs that stop at 1e-12 of the total
    assert_allclose(one.weights, other.weights, rtol=1e-8)


def test_a_start_of_zero_stays_whatever_the_bounds():
    codes, wanted = np.array([0, 0, 1]), np.array([2.0, 2.0])
    found = rake(np.array([0.0, 1, 1]), np.ones(3), [(codes, wanted)], **OPTIONS | {"low": 0.5})
    assert_array_equal(found.weights, [0, 2, 2])
    assert found.iterations == 1


def test_impossible_margins_stop_early_with_what_is_missing():
    # the only two types are (0, 0) and (1, 1), so both margins must be the same
    codes = np.array([0, 1])
    margins = [(codes, np.array([1.0, 1.0])), (codes, np.array([1.5, 0.5]))]
    found = rake(np.ones(2), np.ones(2), margins, **OPTIONS)
    assert found.error == pytest.approx(0.25)
    assert found.iterations == 200
    assert rake(np.ones(2), np.ones(2), margins, **OPTIONS | {"max_iterations": 7}).iterations == 7


def test_a_strong_association_is_slow_but_not_impossible():
    # each pass leaves the squared correlation of the table, 0.994 of the error
    a, b = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    half = np.array([0.5, 0.5])
    found = rake(
        np.array([1.0, 2e-3, 2e-3, 2.0]),
        np.ones(4),
        [(a, half), (b, half)],
        **OPTIONS | {"tolerance": 1e-6},
    )
    assert found.error <= 1e-6
    assert 1000 < found.iterations < 5000
    odds = found.weights[0] * found.weights[3] / (found.weights[1] * found.weights[2])
    assert odds == pytest.approx(5e5)


def test_slow_convergence_is_not_taken_for_impossible():
    # an empty cell makes raking converge as 1/k: still better by far more than 1% in 100 passes
    margins = [
        (np.array([0, 0, 1]), np.array([0.5, 0.5])), (np.array([0, 1, 1]), np.array([0.4, 0.6]))
    ]  # fmt: skip
    found = rake(np.array([1.0, 1e-6, 1.0]), np.ones(3), margins, **OPTIONS)
    assert_allclose(found.weights, [0.4, 0.1, 0.5], rtol=1e-10)


@given(seeds)
def test_main_effects_are_weighted_least_squares_on_indicators(seed):
    rng = np.random.default_rng(seed)
    types, k = 12, 2
    margins = [(rng.integers(0, size, types), np.zeros(size)) for size in (4, 3, 2)]
    mass, means = rng.uniform(0, 3, types) * rng.integers(0, 2, types), rng.normal(size=(types, k))
    fit = main_effects(mass, mass[:, None] * means, margins)
    root = np.sqrt(mass)[:, None]
    z = indicators(margins)
    expected = z @ np.linalg.lstsq(root * z, root * means, rcond=None)[0]
    # types without mass have no say and, where they alone have a category, no unique fit
    known = mass > 0
    assert_allclose(fit[known], expected[known], atol=1e-9)
