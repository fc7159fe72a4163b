"""HC3 against R and the jackknife that it is, designs against R and the definition."""

from __future__ import annotations

import numpy as np
import pytest
from driver_data import CASES, LINEAR
from driver_fits import fitted, raw, respondents, sampling, some_data
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from nps._kernels.topics.drivers.joint import f_test
from nps._kernels.topics.drivers.sandwich import (
    design_spread,
    hc3,
    linearized_spread,
    mean_covariance,
)

seeds = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_hc3_is_that_of_r(case):
    fit = fitted(case.columns, case.outcomes)
    spread = hc3(case.columns, case.outcomes, case.n, fit)
    covariance = 1e4 * spread.covariance(raw(fit))[0]
    expected = case.values("lm_nps_points", "se_HC3", "se", intercept=True)
    assert_allclose(np.sqrt(np.diag(covariance)), expected, rtol=LINEAR)
    slopes = 100 * fit.slopes[:, 0]
    tested = f_test(slopes, covariance[1:, 1:], case.n - case.k - 1, hotelling=False)
    reference = case.value("lm_nps_points", "hc3_wald_f", "statistic")
    assert_allclose(tested[0], reference, rtol=LINEAR)
    assert_array_equal(tested[1:3], [case.k, case.n - case.k - 1])


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize("model", ["svyglm_weights", "svyglm_weights_cluster20"])
def test_weighted_errors_are_those_of_r(case, model):
    drawn = sampling(case.clusters) if "cluster" in model else respondents(case.n)
    fit = fitted(case.columns, case.outcomes, case.weights)
    spread = design_spread(case.columns, case.outcomes, case.weights, fit, drawn)
    contrasts = raw(fit)
    found = 100 * contrasts @ np.append(fit.outcome_mean[0], fit.slopes[:, 0])
    errors = 100 * np.sqrt(np.diag(spread.covariance(contrasts)[0]))
    assert_allclose(found, case.values(model, "coefficient", intercept=True), rtol=LINEAR)
    assert_allclose(errors, case.values(model, "coefficient", "se", intercept=True), rtol=LINEAR)
    freedom = case.values(model, "coefficient", "df")
    assert_array_equal(freedom, drawn.freedom - case.k)


@given(seeds)
def test_hc3_adds_up_what_deleting_each_respondent_changes(seed):
    columns, _, outcomes = some_data(seed, 14, 2)
    fit = fitted(columns, outcomes)
    assume(fit.rank == 3)
    spread = hc3(columns, outcomes, 14, fit)
    changes = np.zeros((3, 14, 2))
    for i in range(14):
        less = fitted([np.delete(c, i) for c in columns], [np.delete(y, i) for y in outcomes])
        assume(less.rank == 3)
        changes[:, i] = (less.slopes - fit.slopes).T
    expected = np.einsum("qij,qik->qjk", changes, changes)
    assert_allclose(spread.covariance(raw(fit)[1:]), expected, rtol=1e-7, atol=1e-12)


def test_who_alone_determines_a_slope_leaves_the_other_errors_alone():
    columns, _, outcomes = some_data(7, 30)
    alone = np.zeros(30, np.int8)
    alone[4] = 1
    fit = fitted((*columns, alone), outcomes)
    spread = hc3((*columns, alone), outcomes, 30, fit)
    without = [np.delete(c, 4) for c in columns], [np.delete(y, 4) for y in outcomes]
    less = fitted(*without)
    expected = hc3(*without, 29, less).covariance(raw(less)[1:])
    found = spread.covariance(raw(fit)[1:])
    assert_allclose(found[:, :3, :3], expected, rtol=1e-9)
    assert np.isnan(found[:, 3]).all()
    assert_array_equal(spread.alone(raw(fit)[1:]), [False, False, False, True])


@given(seeds, st.integers(1, 3), st.integers(1, 30))
def test_designs_follow_their_definition(seed, n_strata, block):
    rng = np.random.default_rng(seed)
    clusters = np.concatenate([np.arange(12), rng.integers(0, 12, 30)])
    strata = np.sort(
        np.concatenate([np.arange(n_strata), rng.integers(0, n_strata, 12 - n_strata)])
    )
    fraction = rng.uniform(0.0, 0.5, n_strata)
    u = rng.normal(size=(2, 42))
    expected = np.zeros((2, 2))
    for h in range(n_strata):
        totals = np.stack([u[:, clusters == g].sum(axis=1) for g in np.flatnonzero(strata == h)])
        if len(totals) > 1:
            around = totals - totals.mean(axis=0)
            factor = (1 - fraction[h]) * len(totals) / (len(totals) - 1)
            expected += factor * around.T @ around
    drawn = sampling(clusters, strata, fraction)
    assert_allclose(linearized_spread(lambda part: u[:, part], drawn), expected, atol=1e-12)
    assert drawn.freedom == 12 - n_strata


@given(seeds, st.floats(0.1, 10.0))
def test_weights_times_a_constant_change_nothing(seed, constant):
    columns, _, outcomes = some_data(seed, 20)
    weights = np.random.default_rng(seed).uniform(0.5, 2.0, 20)
    found = []
    for w in (weights, constant * weights):
        fit = fitted(columns, outcomes, w)
        spread = design_spread(columns, outcomes, w, fit, respondents(20))
        means = mean_covariance(columns, w, fit, respondents(20))
        found.append((fit.slopes, spread.covariance(raw(fit)), means))
    for one, other in zip(*found, strict=True):
        assert_allclose(one, other, rtol=1e-8, atol=1e-10)


@given(seeds)
def test_means_without_weights_have_their_textbook_covariance(seed):
    columns, _, outcomes = some_data(seed, 20)
    fit = fitted(columns, outcomes)
    expected = np.cov(np.stack(columns).astype(float)) / 20
    assert_allclose(mean_covariance(columns, None, fit, respondents(20)), expected, atol=1e-13)
    assert_allclose(fit.products / (20 * 19), expected, atol=1e-13)
