"""Normal shrinkage against metafor, and its limits."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from reference_tables import examples
from scipy.optimize import minimize_scalar

from nps._kernels.many_scores.normal_normal import fit, shrink

EXAMPLES = examples("many_examples")


def test_metafor() -> None:
    example = EXAMPLES["eb_normal_normal"]
    score = np.array(example["input"]["nps"])
    variance = np.array(example["input"]["variance"])
    printed = example["expected"]
    found = fit(score, variance)
    # metafor's iteration stops where a step in tau2 is below 1e-5, and what follows from tau2
    # inherits that
    assert found.variance == pytest.approx(printed["tau2"], abs=1e-5)
    assert found.mean == pytest.approx(printed["mu"], rel=1e-4)
    assert found.error == pytest.approx(printed["se_mu"], rel=1e-4)
    mean, deviation, weight = shrink(score, variance, found)
    assert_allclose(mean, printed["blup"], atol=6e-5)  # four printed digits, and tau2
    assert ((weight > 0.0) & (weight < 1.0)).all()
    assert (deviation < np.sqrt(variance)).all()


def test_restricted_likelihood_is_greatest_there() -> None:
    score = np.array(EXAMPLES["eb_normal_normal"]["input"]["nps"])
    variance = np.array(EXAMPLES["eb_normal_normal"]["input"]["variance"])

    def minus_log_likelihood(between: float) -> float:
        weight = 1.0 / (between + variance)
        mean = np.average(score, weights=weight)
        squares = (weight * (score - mean) ** 2).sum()
        return 0.5 * (np.log(weight.sum()) - np.log(weight).sum() + squares)

    best = minimize_scalar(minus_log_likelihood, bounds=(0.0, 1.0), options={"xatol": 1e-12})
    # a minimum is found to about the root of machine precision
    assert fit(score, variance).variance == pytest.approx(best.x, rel=1e-6)


def test_equal_variances_have_a_closed_form() -> None:
    score = np.array([0.1, 0.3, 0.5, 0.9])
    found = fit(score, np.full(4, 0.02))
    assert found.variance == pytest.approx(score.var(ddof=1) - 0.02, rel=1e-9)
    assert found.mean == pytest.approx(score.mean())


def test_no_more_scatter_than_chance_means_one_common_score() -> None:
    score, variance = np.array([0.30, 0.31, 0.29]), np.array([0.01, 0.02, 0.04])
    found = fit(score, variance)
    assert found.variance == 0.0
    mean, deviation, weight = shrink(score, variance, found)
    assert_allclose(mean, np.average(score, weights=1.0 / variance))
    assert_allclose(deviation, (1.0 / variance).sum() ** -0.5)
    assert (weight == 0.0).all()
