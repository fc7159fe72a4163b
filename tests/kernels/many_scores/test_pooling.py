"""One value of many: fixed and random effects, against metafor and their own equations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import FIFTEEN_DIGITS, groups, number, rows
from scipy.stats import chi2

from nps._kernels.many_scores import pooling
from nps._kernels.numerics.moments import moments

IN_R = {"pooled_FE": "fixed", "pooled_DL": "dersimonian-laird", "pooled_REML": "reml"}
known = st.lists(
    st.tuples(st.integers(-100, 100), st.integers(1, 400)), min_size=1, max_size=12
).map(
    lambda pairs: tuple(np.array(column, dtype=np.float64) for column in zip(*pairs, strict=True))
)


@pytest.mark.parametrize("in_r", IN_R)
def test_scores_are_pooled_as_by_metafor(in_r):
    for row in rows("trend", method=in_r, term="pooled_nps"):
        n, d, v = moments(*groups(row["counts"]))
        found = pooling.pool(100 * d, 1e4 * v / n, IN_R[in_r])
        assert found.mean == pytest.approx(number(row["estimate"]), rel=FIFTEEN_DIGITS)
        assert found.variance**0.5 == pytest.approx(number(row["se"]), rel=FIFTEEN_DIGITS)
        # metafor stops REML where a step is below 1e-5 of it
        assert found.between == pytest.approx(number(row["extra"]), rel=1e-5, abs=1e-9)


@given(known, st.sampled_from(pooling.METHODS), st.floats(-50, 50), st.floats(0.1, 10))
def test_a_shift_moves_and_a_unit_stretches(values, method, shift, unit):
    y, v = values
    plain, moved = pooling.pool(y, v, method), pooling.pool(unit * y + shift, unit**2 * v, method)
    scale = unit * (1.0 + np.abs(y).max()) + abs(shift)
    assert_allclose(moved.mean, unit * plain.mean + shift, rtol=1e-6, atol=1e-6 * scale)
    assert_allclose(moved.between, unit**2 * plain.between, rtol=1e-6, atol=1e-9 * scale**2)
    assert plain.weights.sum() == pytest.approx(1.0)
    assert y.min() - 1e-9 <= plain.mean <= y.max() + 1e-9


@given(known)
def test_no_spread_is_likelier_than_that_of_reml(values):
    y, v = values
    found = pooling.pool(y, v, "reml").between

    def height(between: float) -> float:
        w = 1.0 / (v + between)
        mean = w @ y / w.sum()
        return 0.5 * float(np.log(w).sum() - np.log(w.sum()) - w @ (y - mean) ** 2)

    others = [0.0, *(found * np.geomspace(0.2, 5.0, 41)), *np.geomspace(0.01, 1e5, 60)]
    assert height(found) >= max(map(height, others)) - 1e-9


@given(known, st.floats(0.5, 0.99))
@example((np.array([1.0, 1.0]), np.array([1.0, 1.0])), 0.95)
def test_the_ends_of_the_spread_are_those_that_q_allows(values, level):
    y, v = values
    assume(y.size > 1)
    for end, beyond in zip(
        pooling.between_limits(y, v, level), ((1 - level) / 2, (1 + level) / 2), strict=True
    ):
        q, limit = pooling.scatter(y, v, end), chi2(y.size - 1).isf(beyond)
        assert q <= limit if end == 0.0 else q == pytest.approx(limit, rel=1e-9)


def test_one_value_is_itself():
    y, v = np.array([12.0]), np.array([4.0])
    for method in pooling.METHODS:
        assert pooling.pool(y, v, method)[:2] == (12.0, 4.0)
    assert np.isnan(pooling.between_limits(y, v, 0.95)).all()


@st.composite
def dependent(draw):
    """Values whose errors share a part, as those of groups within the same clusters do."""
    k = draw(st.integers(2, 7))
    y = np.array(draw(st.lists(st.integers(-60, 60), min_size=k, max_size=k)), dtype=np.float64)
    parts = st.lists(st.integers(-9, 9), min_size=k, max_size=k)
    shared = np.array([draw(parts), draw(parts)], dtype=np.float64)
    return y, shared.T @ shared + np.diag(
        draw(st.lists(st.integers(1, 90), min_size=k, max_size=k))
    )


@given(dependent(), st.sampled_from(pooling.METHODS))
def test_values_that_vary_together_have_the_variance_of_their_sum(values, method):
    y, covariance = values
    found = pooling.pool(y, covariance, method)
    matrix = covariance + found.between * np.eye(y.size)
    w = 1.0 / matrix.diagonal()
    assert found.mean == pytest.approx(np.average(y, weights=w), abs=1e-9)
    assert found.variance == pytest.approx(w @ matrix @ w / w.sum() ** 2, rel=1e-9)
    # Q is that of generalised least squares
    inverse = np.linalg.inv(covariance)
    gap = y - inverse.sum(axis=0) @ y / inverse.sum()
    q = pooling.scatter(y, covariance)
    assert q == pytest.approx(gap @ inverse @ gap, rel=1e-7, abs=1e-7)
    assert pooling.freedom(y, covariance) == y.size - 1


@given(dependent())
def test_dependent_values_take_the_likeliest_and_the_unbiased_spread(values):
    y, covariance = values

    def height(between: float) -> float:
        matrix = covariance + between * np.eye(y.size)
        inverse = np.linalg.inv(matrix)
        gap = y - inverse.sum(axis=0) @ y / inverse.sum()
        determinant = np.linalg.slogdet(matrix)[1]
        return -0.5 * float(determinant + np.log(inverse.sum()) + gap @ inverse @ gap)

    found = pooling.pool(y, covariance, "reml").between
    others = [0.0, *(found * np.geomspace(0.2, 5.0, 41)), *np.geomspace(0.01, 1e5, 60)]
    assert height(found) >= max(map(height, others)) - 1e-7
    # the moments: E sum w (y - mean)**2 is tr(W M (V + t I) M')
    w = 1.0 / covariance.diagonal()
    rest = np.eye(y.size) - np.outer(np.ones(y.size), w / w.sum())
    between = pooling.pool(y, covariance, "dersimonian-laird").between
    if between > 0.0:
        expected = np.trace(np.diag(w) @ rest @ (covariance + between * np.eye(y.size)) @ rest.T)
        assert w @ (rest @ y) ** 2 == pytest.approx(expected, rel=1e-9)


@given(known, st.sampled_from(pooling.METHODS))
def test_a_diagonal_matrix_is_its_variances(values, method):
    y, v = values
    alone, together = pooling.pool(y, v, method), pooling.pool(y, np.diag(v), method)
    assert together.mean == pytest.approx(alone.mean, rel=1e-6, abs=1e-6)
    assert together.variance == pytest.approx(alone.variance, rel=1e-6)
    assert together.between == pytest.approx(alone.between, rel=1e-6, abs=1e-6)
    assert pooling.scatter(y, np.diag(v)) == pytest.approx(pooling.scatter(y, v), abs=1e-6)
    ends = (pooling.between_limits(y, errors, 0.9) for errors in (v, np.diag(v)))
    assert_allclose(*ends, rtol=1e-6, atol=1e-6)


def test_what_moves_as_one_cannot_differ():
    together = np.full((3, 3), 4.0)
    assert pooling.freedom(np.array([1.0, 1.0, 1.0]), together) == 0
    found = pooling.pool(np.array([1.0, 1.0, 1.0]), together, "reml")
    assert (found.mean, found.variance, found.between) == pytest.approx((1.0, 4.0, 0.0))
