"""CR2 and its degrees of freedom against clubSandwich and the dense definition."""

from __future__ import annotations

import numpy as np
import pytest
from driver_data import CASES, LINEAR
from driver_fits import fitted, raw, respondents, sampling, some_data
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from nps._kernels.topics.drivers import clusters
from nps._kernels.topics.drivers.clusters import cr2

seeds = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_errors_and_degrees_of_freedom_are_those_of_r(case):
    fit = fitted(case.columns, case.outcomes)
    contrasts = raw(fit)
    spread, freedom = cr2(case.columns, case.outcomes, fit, sampling(case.clusters), contrasts)
    errors = 100 * np.sqrt(np.diag(spread.covariance(contrasts)[0]))
    model, quantity = "lm_nps_points_cluster20", "CR2_satterthwaite"
    assert_allclose(errors, case.values(model, quantity, "se", intercept=True), rtol=LINEAR)
    assert_allclose(freedom, case.values(model, quantity, "df", intercept=True), rtol=LINEAR)


def by_definition(matrix, rest, codes, contrasts):
    """Bell and McCaffrey with every matrix written out."""
    n = len(rest)
    inverse = np.linalg.inv(matrix.T @ matrix)
    hat = matrix @ inverse @ matrix.T
    variance = np.zeros((len(contrasts), len(contrasts)))
    columns = []
    for g in np.unique(codes):
        mine = codes == g
        values, vectors = np.linalg.eigh(np.eye(mine.sum()) - hat[np.ix_(mine, mine)])
        corrected = (vectors / np.sqrt(values)) @ vectors.T
        toward = corrected @ matrix[mine] @ inverse @ contrasts.T
        score = toward.T @ rest[mine]
        variance += np.outer(score, score)
        columns.append((np.eye(n) - hat)[:, mine] @ toward)
    freedom = []
    for j in range(len(contrasts)):
        g = np.stack([column[:, j] for column in columns], axis=1)
        p = g.T @ g
        freedom.append(np.trace(p) ** 2 / np.trace(p @ p))
    return variance, np.array(freedom)


@given(seeds, st.integers(4, 12))
def test_it_is_what_bell_and_mccaffrey_define(seed, n_clusters):
    columns, _, outcomes = some_data(seed, 60, 2)
    codes = np.append(
        np.arange(n_clusters), np.random.default_rng(seed).integers(0, n_clusters, 60)
    )
    codes = codes[:60]
    fit = fitted(columns, outcomes)
    contrasts = np.vstack([raw(fit), [0.0, 1.0, 1.0]])
    spread, freedom = cr2(columns, outcomes, fit, sampling(codes), contrasts)
    matrix = np.stack([np.ones(60), *(c - m for c, m in zip(columns, fit.mean, strict=True))], 1)
    for q, outcome in enumerate(outcomes):
        rest = outcome - fit.outcome_mean[q] - matrix[:, 1:] @ fit.slopes[:, q]
        variance, expected = by_definition(matrix, rest, codes, contrasts)
        assert_allclose(spread.covariance(contrasts)[q], variance, rtol=1e-8, atol=1e-12)
        assert_allclose(freedom, expected, rtol=1e-8)


def test_many_small_clusters_go_by_the_series(monkeypatch):
    columns, _, outcomes = some_data(11, 3000, 2)
    codes = np.arange(3000) // 2
    fit = fitted(columns, outcomes)
    found = cr2(columns, outcomes, fit, sampling(codes), raw(fit))
    monkeypatch.setattr(clusters, "LIGHT", 0.0)
    expected = cr2(columns, outcomes, fit, sampling(codes), raw(fit))
    assert_allclose(found[0].meat, expected[0].meat, rtol=1e-12, atol=1e-15)
    assert_allclose(found[1], expected[1], rtol=1e-12)


@given(seeds, st.integers(2, 40))
def test_filled_up_clusters_are_those_of_their_own_size(seed, n_clusters):
    columns, _, outcomes = some_data(seed, 400, 2)
    drawn = np.sort(np.random.default_rng(seed).integers(0, n_clusters, 400))
    codes = np.unique(drawn, return_inverse=True)[1]  # none is empty
    fit = fitted(columns, outcomes)
    found = []
    for filled in (0, 1000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(clusters, "FILLED", filled)
            found.append(cr2(columns, outcomes, fit, sampling(codes), raw(fit)))
    assert_allclose(found[0][0].meat, found[1][0].meat, rtol=1e-9, atol=1e-13)
    assert_allclose(found[0][1], found[1][1], rtol=1e-9)


def test_what_one_cluster_alone_determines_has_no_error():
    columns, _, outcomes = some_data(12, 40, 2)
    codes = np.arange(40) % 8
    design = (*columns, codes == 3)
    fit = fitted(design, outcomes)
    contrasts = raw(fit)[1:]
    spread, freedom = cr2(design, outcomes, fit, sampling(codes), contrasts)
    assert_array_equal(spread.alone(contrasts), [False, False, True])
    assert_array_equal(np.isnan(freedom), [False, False, True])
    errors = spread.covariance(contrasts)
    assert np.isfinite(errors[:, :2, :2]).all()
    assert np.isnan(errors[:, 2]).all()


@given(seeds)
def test_respondents_as_clusters_have_the_errors_of_hc2(seed):
    columns, _, outcomes = some_data(seed, 30, 2)
    fit = fitted(columns, outcomes)
    spread, _ = cr2(columns, outcomes, fit, respondents(30), raw(fit))
    matrix = np.stack([np.ones(30), *columns], 1).astype(float)
    inverse = np.linalg.inv(matrix.T @ matrix)
    leverage = np.einsum("ij,jk,ik->i", matrix, inverse, matrix)
    rest = outcomes[0] - matrix @ (inverse @ matrix.T @ outcomes[0])
    half = matrix * (rest / np.sqrt(1 - leverage))[:, None]
    expected = inverse @ half.T @ half @ inverse
    assert_allclose(spread.covariance(raw(fit))[0], expected, rtol=1e-7, atol=1e-12)
