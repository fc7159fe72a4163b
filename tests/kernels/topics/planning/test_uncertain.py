"""Averages over what a pilot leaves open."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.topics.planning import claims, laws, one_score, precision, uncertain
from nps._kernels.topics.planning.claims import Claim

Z = 1.959963984540054


@pytest.mark.parametrize("dimensions", [2, 4])
def test_points_are_spread_evenly(dimensions):
    points = uncertain.spread_points(dimensions)
    assert points.shape == (dimensions, uncertain.POINTS)
    assert ((points >= 0.0) & (points < 1.0)).all()
    assert_allclose(points.mean(axis=1), 0.5, atol=1e-3)
    products = np.prod(points, axis=0).mean()
    assert_allclose(products, 0.5**dimensions, rtol=2e-3)


@given(st.tuples(*[st.floats(0.5, 60.0)] * 3))
def test_shares_follow_the_dirichlet_law(alpha):
    found = np.array(uncertain.shares_at(alpha, uncertain.spread_points(2)))
    total = sum(alpha)
    mean = np.array(alpha) / total
    assert_allclose(found.sum(axis=0), 1.0, rtol=1e-12)
    assert_allclose(found.mean(axis=1), mean, atol=1e-3)
    expected = mean * (1.0 - mean) / (total + 1.0)
    assert_allclose(found.var(axis=1), expected, rtol=0.02, atol=1e-6)


@pytest.mark.parametrize(
    ("answers", "chance", "size"), [(40, 0.54, 1093), (100, 0.53, 1041), (300, 0.52, 1000)]
)
def test_a_margin_can_be_promised_with_a_chance_only(answers, chance, size):
    """938 answers for 5 points at 50:30:20 by the plain formula, held against another program."""
    alpha = tuple(answers * share + 0.5 for share in (0.5, 0.3, 0.2))
    shares = uncertain.shares_at(alpha, uncertain.spread_points(2))
    needed = precision.sample_size(0.05, shares, None, 0.025, "wald")
    assert_allclose((needed <= 938).mean(), chance, atol=0.0051)
    assert_allclose(np.quantile(needed, 0.9), size, atol=2.0)


def test_the_average_of_formula_power_comes_close_to_exact_assurance():
    alpha, claim = (50.5, 30.5, 20.5), Claim(0.1, None)
    shares = uncertain.shares_at(alpha, uncertain.spread_points(2))
    errors = claims.score_errors(shares, 0.1)
    by_formula = claims.power(claim, errors, errors, 1000, Z).mean()
    exact = one_score.score_assurance(laws.dirichlet_multinomial(1000, alpha), claim, Z)
    assert_allclose(by_formula, exact, atol=1e-3)

    def average(n: float) -> float:
        return float(claims.power(claim, errors, errors, n, Z).mean())

    assert_allclose(average(uncertain.size_for_average(average, 0.9)), 0.9, rtol=1e-6)
    # the pilot leaves a chance that the score is below 10: no size is enough
    assert uncertain.size_for_average(average, 0.999) == np.inf
