"""A difference of two scores in the parts of levels and of effects."""

from __future__ import annotations

import numpy as np
import pytest
from driver_data import CASES, LINEAR
from driver_fits import fitted, respondents, some_data
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.topics.drivers.sandwich import hc3, mean_covariance
from nps._kernels.topics.drivers.two_waves import Wave, changed

seeds = st.integers(0, 2**32 - 1)


def wave(columns, outcomes):
    n = outcomes[0].size
    fit = fitted(columns, outcomes)
    covariance = hc3(columns, outcomes, n, fit).covariance(np.eye(len(columns) + 1))[0]
    means = mean_covariance(columns, None, fit, respondents(n))
    return Wave(fit.outcome_mean[0], fit.mean, means, fit.slopes[:, 0], covariance)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_parts_and_errors_are_those_of_r(case):
    half = case.n // 2
    first, second = (
        wave([c[part] for c in case.columns], [y[part] for y in case.outcomes])
        for part in (slice(0, half), slice(half, None))
    )
    parts = changed(second, first, np.eye(case.k))
    model = "oaxaca_symmetric"
    expected = [case.value(model, "part", term=t) for t in ("levels", "effects")]
    assert_allclose(100 * parts.in_sum, expected, rtol=LINEAR)
    errors = [case.value(model, "part", "se", term=t) for t in ("levels", "effects")]
    assert_allclose(100 * np.sqrt(parts.in_sum_variance), errors, rtol=LINEAR)
    assert_allclose(100 * parts.levels, case.values(model, "level_part"), rtol=LINEAR)


@given(seeds, seeds)
def test_parts_add_up_and_change_sides(one, other):
    first, second = (wave(*some_data(seed, 40)[::2]) for seed in (one, other))
    groups = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    parts = changed(first, second, groups)
    back = changed(second, first, groups)
    assert_allclose(parts.in_sum.sum(), first.score - second.score, atol=1e-12)
    assert_allclose(parts.levels.sum(), parts.in_sum[0], atol=1e-12)
    assert_allclose(parts.levels_covariance.sum(), parts.in_sum_variance[0], rtol=1e-9)
    contributions = groups @ (first.mean * first.slopes - second.mean * second.slopes)
    assert_allclose(parts.levels + parts.effects, contributions, atol=1e-12)
    for here, there in zip(parts[::2], back[::2], strict=True):
        assert_allclose(here, -there, atol=1e-12)
    for here, there in zip(parts[1::2], back[1::2], strict=True):
        assert_allclose(here, there, rtol=1e-9, atol=1e-15)
    same = changed(first, first, groups)
    assert_allclose(same.in_sum, 0.0)
