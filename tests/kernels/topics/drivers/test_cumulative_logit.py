"""Proportional odds: against R, and derivatives against differences."""

from __future__ import annotations

import numpy as np
import pytest
from driver_data import CASES, LINEAR
from driver_fits import lines, model_of
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.topics.drivers.classes import fit_classes
from nps._kernels.topics.drivers.cumulative_logit import likelihood, probabilities

seeds = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_cumulative_logit_is_that_of_r(case):
    model = model_of("ordinal", case.columns, case.classes)
    top = fit_classes(model)
    assert top.found
    found = lines(model, top.at)
    expected = [
        case.value("clm_class", "coefficient", term=t)
        for t in ("detractor|passive", "passive|promoter")
    ]
    assert_allclose(found[:, 0], expected, rtol=LINEAR)
    # R writes thresholds minus the line
    assert_allclose(-found[0, 1:], case.values("clm_class", "coefficient"), rtol=LINEAR)
    expected = case.value("clm_class", "log_likelihood")
    assert_allclose(top.log_likelihood, expected, rtol=LINEAR)


def thresholds(seed):
    """Predictors of both thresholds, in order, and a class for each pair."""
    rng = np.random.default_rng(seed)
    low = rng.normal(scale=2.0, size=30)
    return np.stack([low, low + rng.uniform(0.05, 4.0, 30)]), rng.integers(-1, 2, 30)


@given(seeds)
def test_the_likelihood_is_the_log_of_the_probabilities(seed):
    predictors, classes = thresholds(seed)
    (promoter, detractor), _, _ = probabilities(predictors)
    expected = np.choose(classes + 1, [detractor, 1.0 - promoter - detractor, promoter])
    # what is left for passives is rounded to 1e-16, of 1e-6 at least
    assert_allclose(np.exp(likelihood(predictors, classes)[0]), expected, rtol=1e-9)


@given(seeds)
def test_curvatures_are_limits_of_differences(seed):
    predictors, classes = thresholds(seed)
    _, _, curvature = likelihood(predictors, classes)
    _, _, second = probabilities(predictors)
    for line in range(2):
        step = np.zeros((2, 1))
        step[line] = 1e-5
        ahead, behind = predictors + step, predictors - step
        slopes = likelihood(ahead, classes)[1] - likelihood(behind, classes)[1]
        # the next term is step**2/gap**2 of the curvature, with gaps of 0.05 at least
        assert_allclose(-slopes / 2e-5, curvature[line], rtol=1e-7, atol=1e-9)
        turns = probabilities(ahead)[1] - probabilities(behind)[1]
        assert_allclose(turns / 2e-5, second[:, line], atol=1e-9)


@pytest.mark.parametrize("gap", [0.0, -1.0])
def test_thresholds_out_of_order_leave_passives_no_chance(gap):
    predictors, classes = np.array([[0.5] * 3, [0.5 + gap] * 3]), np.array([1, 0, -1])
    value, _, _ = likelihood(predictors, classes)
    assert value[1] == -np.inf
    assert np.isfinite(value[[0, 2]]).all()


def test_far_thresholds_do_not_overflow():
    value, gradient, curvature = likelihood(
        np.array([[-800.0, -800.0, 700.0], [-700.0, 800.0, 800.0]]), np.array([1, 0, -1])
    )
    assert_allclose(value, 0.0, atol=1e-300)
    assert_allclose(gradient, 0.0, atol=1e-300)
    assert_allclose(curvature, 0.0, atol=1e-300)
