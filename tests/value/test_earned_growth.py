"""Earned growth is an account; only the earned share is an estimate."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

import nps

revenue = st.floats(0.0, 1e9)


@given(st.floats(1.0, 1e9), revenue, revenue, st.floats(0.0, 1.0))
def test_its_parts_add_up(then, now, new, share):
    found = nps.value.earned_growth(then, now, revenue_now_new=new, earned_share=share)
    assert isinstance(found, nps.results.EarnedGrowth)
    growth = found.net_revenue_retention + found.earned_new_customers - 1.0
    assert found.earned_growth == pytest.approx(growth)
    total = found.net_revenue_retention + found.earned_new_customers + found.bought_new_customers
    assert total == pytest.approx((now + new) / then)
    assert math.isnan(found.confidence_interval.low)


def test_the_earned_share_has_wilsons_interval():
    found = nps.value.earned_growth(100, 96, revenue_now_new=20, earned_share=(60, 100))
    # Wilson for 60 of 100 at 95%: 0.5020 to 0.6906 (R's prop.test without correction)
    assert_allclose(found.earned_share_interval, (0.5020026, 0.6905987), atol=1e-6)
    assert_allclose(found.confidence_interval, (0.96 + 0.2 * 0.5020026 - 1, 0.96 + 0.2 * 0.6905987
                    - 1), atol=1e-6)  # fmt: skip
    assert found.earned_growth == pytest.approx(0.08)
    assert "association" in found.summary()
    assert "96.0%" in found._repr_html_()
    exact = nps.value.earned_growth(100, 96, revenue_now_new=20, earned_share=0.6)
    assert "[" not in str(exact)


@pytest.mark.parametrize(
    ("options", "kind", "message"),
    [
        ({"revenue_then": 0}, nps.OptionError, "revenue_then must be above 0"),
        ({"revenue_now": -1}, nps.OptionError, "revenue_now must not be negative"),
        ({"earned_share": 60}, nps.OptionError, "from 0 to 1, got 60. Did you mean 0.6"),
        ({"earned_share": -1}, nps.OptionError, "from 0 to 1, got -1.$"),
        ({"earned_share": (60,)}, nps.OptionError, "how many of how many, got"),
        ({"earned_share": (60, 50)}, nps.OptionError, "how many of how many were earned"),
        ({"earned_share": (0, 0)}, nps.OptionError, "how many of how many were earned"),
        ({"earned_share": "60%"}, nps.InputTypeError, "earned_share must be a number"),
    ],
)
def test_what_is_no_account_is_refused(options, kind, message):
    arguments = {"revenue_then": 100, "revenue_now": 96, "revenue_now_new": 20, "earned_share": 0.6}
    with pytest.raises(kind, match=message):
        nps.value.earned_growth(**arguments | options)


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, 10**400, True, None, "0.5", [0.5], (1.5, 2), (3,), 0.5j]
)
@pytest.mark.parametrize("name", ["revenue_then", "revenue_now", "revenue_now_new", "earned_share"])
def test_bad_numbers_are_refused_by_name(name, value):
    arguments = {"revenue_then": 100, "revenue_now": 96, "revenue_now_new": 20, "earned_share": 0.6}
    with pytest.raises((nps.OptionError, nps.InputTypeError), match=rf"^{name} "):
        nps.value.earned_growth(**arguments | {name: value})
