"""Least squares against R and NumPy, and what the data cannot tell apart."""

from __future__ import annotations

import numpy as np
import pytest
from driver_data import CASES, LINEAR
from driver_fits import fitted, raw, some_data
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from nps._kernels.topics.drivers.blocks import gram
from nps._kernels.topics.drivers.joint import f_test
from nps._kernels.topics.drivers.least_squares import solve
from nps._kernels.topics.drivers.sandwich import classical

seeds = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_coefficients_and_classical_errors_are_those_of_r(case):
    fit = fitted(case.columns, case.outcomes)
    contrasts = raw(fit)
    found = 100 * contrasts @ np.append(fit.outcome_mean[0], fit.slopes[:, 0])
    covariance = classical(fit).covariance(contrasts)[0]
    model = "lm_nps_points"
    assert_allclose(found, case.values(model, "coefficient", intercept=True), rtol=LINEAR)
    errors = case.values(model, "coefficient", "se", intercept=True)
    assert_allclose(100 * np.sqrt(np.diag(covariance)), errors, rtol=LINEAR)
    assert_allclose(fit.r_squared[0], case.value(model, "r_squared"), rtol=LINEAR)
    assert_allclose(fit.inflation(), case.values(model, "vif"), rtol=LINEAR)
    assert_allclose(fit.correlation[:, 0], case.values("cor_nps_points", "pearson"), rtol=LINEAR)
    tested = f_test(found[1:], 1e4 * covariance[1:, 1:], case.n - case.k - 1, hotelling=False)
    expected = case.value(model, "f_statistic"), case.value(model, "f_statistic", "p_value")
    assert_allclose([tested[0], tested[3]], expected, rtol=LINEAR)


@given(seeds, st.integers(5, 40), st.integers(0, 4), st.booleans())
def test_slopes_are_those_of_numpy(seed, n, k, weighted):
    columns, _, outcomes = some_data(seed, n, k)
    weights = np.random.default_rng(seed).uniform(0.5, 3.0, n) if weighted else None
    fit = fitted(columns, outcomes, weights)
    matrix = np.stack([np.ones(n), *columns], axis=1).astype(float)
    assume(np.linalg.matrix_rank(matrix) == k + 1)
    root = np.ones(n) if weights is None else np.sqrt(weights)
    targets = np.stack(outcomes, axis=1).astype(float)
    expected = np.linalg.lstsq(matrix * root[:, None], targets * root[:, None], rcond=None)[0]
    assert fit.rank == k + 1
    assert_allclose(fit.slopes, expected[1:], atol=1e-9)
    assert_allclose(fit.outcome_mean - fit.mean @ fit.slopes, expected[0], atol=1e-8)
    rest = (targets - matrix @ expected) * root[:, None]
    assert_allclose(fit.residual, rest.T @ rest, atol=1e-9)
    # the effect on the score is that on promoters less that on detractors
    assert_allclose(fit.slopes[:, 0], fit.slopes[:, 1] - fit.slopes[:, 2], atol=1e-12)


@given(seeds, st.floats(-1e4, 1e4))
def test_sums_taken_around_another_centre_give_the_same(seed, shift):
    columns, _, outcomes = some_data(seed, 25)
    fit = fitted(columns, outcomes)
    assume(fit.rank == 4)
    centre = np.full(3, shift)
    other = solve(gram([*columns, *outcomes], 25, None, np.append(centre, np.zeros(3))), centre)
    assert other.rank == 4
    # a shift of 1e4 costs the square of 1e4 in digits
    assert_allclose(other.slopes, fit.slopes, atol=1e-6)
    assert_allclose(other.mean, fit.mean, rtol=1e-9, atol=1e-9)


def test_what_cannot_be_told_apart_is_named_and_the_rest_stays():
    columns, _, outcomes = some_data(3, 40, 5)
    twin = (10 - columns[0]).astype(np.int8)
    total = columns[1].astype(float) + columns[2]
    design = (*columns, twin, total, np.full(40, 0.1))
    fit = fitted(design, outcomes)
    known = [3, 4]
    assert fit.groups_of_collinear() == [[0, 5], [1, 2, 6]]
    assert_array_equal(np.flatnonzero(fit.estimable(np.eye(8))), known)
    assert_array_equal(fit.varies, [True] * 7 + [False])
    assert_array_equal(np.isnan(fit.inflation()), [j not in known for j in range(8)])
    clear = fitted(columns, outcomes)
    assert_allclose(fit.slopes[known], clear.slopes[known], atol=1e-12)
    assert_allclose(fit.r_squared, clear.r_squared)
    # one point more of x0 and one less of its mirror image, or of all three that hang together
    together = np.zeros((3, 8))
    together[0, [0, 5]] = 1.0, -1.0
    together[1, [1, 2, 6]] = 1.0, 1.0, 2.0
    together[2, [1, 2]] = 1.0, 1.0
    assert_array_equal(fit.estimable(together), [True, True, False])
    assert_allclose(together[0] @ fit.slopes, clear.slopes[0], atol=1e-12)


def test_an_outcome_that_all_agree_on_has_no_share_explained():
    columns, _, _ = some_data(4, 20)
    fit = fitted(columns, (np.ones(20, np.int8),))
    assert_array_equal(fit.slopes, np.zeros((3, 1)))
    assert np.isnan(fit.r_squared[0])
    assert np.isnan(fit.correlation).all()
    assert classical(fit).covariance(raw(fit))[0, 1, 1] == 0.0


def test_rounding_around_a_mean_explains_nothing():
    columns, _, _ = some_data(4, 20)
    same = np.full(20, 0.1)
    fit = solve(gram([*columns, same], 20), np.zeros(3))
    assert fit.total[0, 0] == 0.0
    assert np.isnan(fit.r_squared[0])


@pytest.mark.parametrize("seed", range(6, 11))
def test_sums_around_zero_tell_apart_what_their_digits_can(seed):
    columns, _, outcomes = some_data(seed, 300, 2)
    near = (columns[0] / 10.0, columns[1] / 10.0)
    years = tuple(2024.0 + c for c in (near[0], near[1], near[0] + near[1]))
    fit = solve(gram([*years, *outcomes], 300), np.zeros(3))
    # of the years only two differ by themselves, as of the tenths before 2024 was added
    rank = np.linalg.matrix_rank(np.stack([*near, near[0] + near[1]]))
    assert rank == 2
    assert fit.rank == 1 + rank
    assert fit.groups_of_collinear() == [[0, 1, 2]]


def test_large_numbers_far_from_zero_keep_their_digits():
    columns, _, outcomes = some_data(5, 200)
    years = tuple(2024.0 + c / 10.0 for c in columns)
    near, far = fitted(columns, outcomes), fitted(years, outcomes)
    assert_allclose(far.slopes, 10 * near.slopes, rtol=1e-9)
    summed = solve(gram([*years, *outcomes], 200), np.zeros(3))
    # (2024 / 0.2)**2 times the precision of a double
    assert_allclose(summed.slopes, far.slopes, rtol=1e-6)
