"""The multinomial logit: against R, and derivatives against differences."""

from __future__ import annotations

import numpy as np
import pytest
from driver_data import CASES, LIKELIHOOD, LINEAR
from driver_fits import lines, model_of, some_data
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.topics.drivers.classes import average_shares, fit_classes
from nps._kernels.topics.drivers.multinomial_logit import likelihood, probabilities

seeds = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_multinomial_logit_is_that_of_r(case):
    model = model_of("multinomial", case.columns, case.classes)
    top = fit_classes(model)
    for found, name in zip(lines(model, top.at), ("promoter", "detractor"), strict=True):
        expected = case.values(f"multinom_{name}_vs_passive", "coefficient", intercept=True)
        assert_allclose(found, expected, rtol=LIKELIHOOD)
    ordinal = fit_classes(model_of("ordinal", case.columns, case.classes))
    ratio = 2 * (top.log_likelihood - ordinal.log_likelihood)
    assert_allclose(ratio, case.value("polr_vs_multinom", "lr_proportional_odds"), rtol=LINEAR)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize("name", ["promoter", "detractor"])
def test_two_classes_are_a_logistic_regression(case, name):
    chosen = case.classes == (1 if name == "promoter" else -1)
    classes = np.where(chosen, 1, -1).astype(np.int8)
    model = model_of("multinomial", case.columns, classes)
    top = fit_classes(model)
    expected = case.values(f"logit_{name}", "coefficient", intercept=True)
    # R's glm stops when the deviance changes by 1e-8 of itself
    assert_allclose(lines(model, top.at)[0], expected, rtol=LIKELIHOOD)
    assert_allclose(top.log_likelihood, case.value(f"logit_{name}", "log_likelihood"), rtol=LINEAR)


@given(seeds, st.booleans())
def test_the_multinomial_fit_predicts_the_shares_that_are(seed, weighted):
    columns, classes, _ = some_data(seed, 60, 2)
    weights = np.random.default_rng(seed).uniform(0.5, 2.0, 60) if weighted else None
    model = model_of("multinomial", columns, classes, weights)
    top = fit_classes(model)
    assume(top.found)
    shares, _ = average_shares(model, top.at, {})
    expected = [np.average(classes == c, weights=weights) for c in (1, -1)]
    assert_allclose(shares, expected, atol=1e-10)


def predictors_of(seed, lines, base):
    """Predictors of the classes with a line, and classes that occur."""
    rng = np.random.default_rng(seed)
    return rng.normal(scale=3.0, size=(len(lines), 30)), rng.choice([*lines, base], 30)


#: Classes with a line, and the base.
MODELS = [((1, 0), -1), ((1, -1), 0), ((1,), -1), ((0,), -1), ((1,), 0)]


@pytest.mark.parametrize(("lines", "base"), MODELS)
@given(seeds)
def test_the_likelihood_is_the_log_of_the_probabilities(lines, base, seed):
    predictors, classes = predictors_of(seed, lines, base)
    promoter, detractor = probabilities(predictors, lines, base)[0]
    expected = np.choose(classes + 1, [detractor, 1.0 - promoter - detractor, promoter])
    # what is left for passives is rounded to 1e-16
    value = likelihood(predictors, classes, lines)[0]
    assert_allclose(np.exp(value), expected, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize(("lines", "base"), MODELS)
@given(seeds)
def test_curvatures_are_limits_of_differences(lines, base, seed):
    predictors, classes = predictors_of(seed, lines, base)
    _, _, curvature = likelihood(predictors, classes, lines)
    _, _, second = probabilities(predictors, lines, base)
    for line in range(len(lines)):
        step = np.zeros((len(lines), 1))
        step[line] = 1e-5
        ahead, behind = predictors + step, predictors - step
        slopes = likelihood(ahead, classes, lines)[1] - likelihood(behind, classes, lines)[1]
        # the square of the step, and rounding over the step
        assert_allclose(-slopes / 2e-5, curvature[line], atol=1e-9)
        turns = probabilities(ahead, lines, base)[1] - probabilities(behind, lines, base)[1]
        assert_allclose(turns / 2e-5, second[:, line], atol=1e-9)


def test_far_predictors_do_not_overflow():
    value, gradient, _ = likelihood(
        np.array([[800.0, -800.0], [-800.0, -800.0]]), np.array([1, -1]), (1, 0)
    )
    assert_allclose(value, 0.0, atol=1e-300)
    assert_allclose(gradient, 0.0, atol=1e-300)
