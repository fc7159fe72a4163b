"""Tails, p-values, open ends: from statistics to what is said of them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from strategies import alternatives

from nps._inference.evidence import (
    Evidence,
    Method,
    interval,
    one_sided,
    p_values,
    reaching,
    tail,
    two_tails,
)

ENDS = (-200.0, 200.0)


@given(st.floats(-30.0, 30.0), alternatives, st.none() | st.floats(1.0, 1e6))
def test_p_values_are_scipy_s(z, alternative, freedom):
    law = stats.norm if freedom is None else stats.t(freedom)
    expected = {
        "two-sided": 2.0 * law.sf(abs(z)), "greater": law.sf(z), "less": law.cdf(z)
    }[alternative]  # fmt: skip
    alone = p_values(z, alternative, freedom)
    column = p_values(
        np.array([z, z]), alternative, None if freedom is None else np.full(2, freedom)
    )
    assert float(alone) == pytest.approx(expected, rel=1e-9)
    assert column.tolist() == [float(alone)] * 2


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), alternatives)
def test_two_tails_say_the_same_as_their_normal_equivalent(up_to, at_least, alternative):
    p_value, z = two_tails(up_to, at_least, alternative)
    assert 0.0 <= p_value <= 1.0
    assert (z >= 0.0) == (up_to <= at_least) or min(up_to, at_least) >= 0.5
    if alternative == "two-sided":
        assert p_value == pytest.approx(2.0 * stats.norm.sf(abs(z)), rel=1e-9)


def test_an_interval_has_all_of_alpha_at_the_one_end_it_has():
    assert tail("two-sided", 0.05) == 0.025
    assert tail("greater", 0.05) == tail("less", 0.05) == 0.05


def test_the_open_end_is_that_of_the_scale_unless_there_is_no_interval():
    low, high = np.array([1.0, np.nan]), np.array([2.0, np.nan])
    assert interval(1.0, 2.0, "two-sided", ENDS) == (1.0, 2.0)
    assert interval(1.0, 2.0, "greater", ENDS) == (1.0, 200.0)
    assert interval(1.0, 2.0, "less", ENDS) == (-200.0, 2.0)
    for alternative in ("greater", "less"):
        ends = one_sided(low, high, alternative, ENDS)
        assert (ends[0][0], ends[1][0]) == interval(1.0, 2.0, alternative, ENDS)
        assert np.isnan([end[1] for end in ends]).all()
        assert all(math.isnan(end) for end in interval(math.nan, math.nan, alternative, ENDS))


@pytest.mark.parametrize("single", [True, False])
def test_an_end_at_the_null_stays_there_in_points(single):
    shape = float if single else lambda x: np.array([x])

    def test(counts, null, alternative, alpha):
        one = shape(1.0)
        return Evidence(null, one, one, one, one)

    found = Method(test=test).in_points((shape(1.0),), 7.0, "two-sided", 0.95, 200.0, {})
    assert 100.0 * (7.0 / 100.0) != 7.0
    ends = np.ravel([found.low, found.high, found.standard_error])
    assert ends.tolist() == [7.0, 100.0, 100.0]


@given(st.floats(-200.0, 200.0), st.integers(-3, 3), st.booleans())
def test_rounding_cuts_off_no_estimate(seen, steps, many):
    end = seen
    for _ in range(abs(steps)):
        end = math.nextafter(end, math.copysign(math.inf, steps))
    near = np.array([end, math.nan]) if many else end
    low, high = reaching(near, near, np.array([seen, seen]) if many else seen)
    assert np.ravel(low)[0] == min(end, seen)
    assert np.ravel(high)[0] == max(end, seen)
    assert not many or np.isnan([low[1], high[1]]).all()


def test_a_limit_away_from_the_estimate_stays():
    assert reaching(2.0 + 1e-11, 1.0 - 1e-11, 1.0) == (2.0 + 1e-11, 1.0 - 1e-11)
    assert reaching(1.0 + 1e-11, 1.0 - 1e-11, 1.0) == (1.0 + 1e-11, 1.0 - 1e-11)
    assert reaching(1.0 + 9e-13, 1.0 - 9e-13, 1.0) == (1.0, 1.0)
