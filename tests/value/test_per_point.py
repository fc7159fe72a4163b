"""The worth of a point: three routes, of which the third is the mean of the others."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from value_people import people, seeds

import nps

VALUES = {"promoter": 120, "passive": 80, "detractor": 60}
amounts = st.floats(-1e6, 1e6)


@given(amounts, amounts, amounts, st.integers(1, 10**6))
def test_the_long_way_is_the_mean_of_the_short_ones(a, b, c, customers):
    point = nps.value.per_point(
        {"promoters": a, "passives": b, "detractors": c}, customers=customers
    )
    assert isinstance(point, nps.results.PointValue)
    short = (point.detractor_to_passive + point.passive_to_promoter) / 2.0
    assert point.detractor_to_promoter == pytest.approx(short, abs=1e-3)
    assert point.detractor_to_passive == pytest.approx(customers * (b - c) / 100.0)
    assert point.passive_to_promoter == pytest.approx(customers * (a - b) / 100.0)
    assert math.isnan(point.detractor_to_passive_interval.low)


@given(seeds)
def test_intervals_are_those_of_the_differences(seed):
    data = people(seed)
    values = nps.value.by_class(data.ratings, data.spend, method="t", confidence_level=0.9)
    point = nps.value.per_point(values, customers=300)
    assert point.confidence_level == 0.9
    for pair, route, factor in (
        (("passive", "detractor"), "detractor_to_passive", 3.0),
        (("promoter", "passive"), "passive_to_promoter", 3.0),
        (("promoter", "detractor"), "detractor_to_promoter", 1.5),
    ):
        row = values.differences[pair]
        assert_allclose(getattr(point, route), factor * row.difference, rtol=1e-12)
        error = getattr(point, f"{route}_standard_error")
        assert_allclose(error, factor * row.standard_error, rtol=1e-12)
        ends = getattr(point, f"{route}_interval")
        assert_allclose(ends, [factor * end for end in row.confidence_interval], rtol=1e-12)


def test_it_speaks_of_association():
    point = nps.value.per_point(VALUES, customers=5000)
    assert "association" in point.summary()
    assert "5,000 customers" in point.summary()
    assert "+1,000" in str(point)
    assert "detractor to promoter" in point._repr_html_()
    assert str(nps.value.per_point(VALUES)).startswith("A point more goes with, for 1 customer\n")


@pytest.mark.parametrize(
    ("values", "kind", "message"),
    [
        ({"promoter": 1, "passive": 2}, nps.OptionError, "but lacks 'detractor'"),
        (VALUES | {"passiv": 2}, nps.OptionError, "got 'passiv'. Did you mean 'passive'"),
        (VALUES | {3: 2}, nps.OptionError, "got 3"),
        (VALUES | {"passive": "2"}, nps.InputTypeError, r"values\['passive'\] must be a number"),
        ([1, 2, 3], nps.InputTypeError, "values must be what by_class or lifetime return"),
    ],
)
def test_values_of_all_classes_are_needed(values, kind, message):
    with pytest.raises(kind, match=message):
        nps.value.per_point(values)


def test_sums_are_no_worth_of_a_customer():
    values = nps.value.by_class([10, 9, 7, 3], [1, 2, 3, 4], statistic="sum", method="t")
    with pytest.raises(nps.OptionError, match="these are sums: take by_class"):
        nps.value.per_point(values)
    with pytest.raises(nps.OptionError, match="customers must be above 0, got 0"):
        nps.value.per_point(VALUES, customers=0)
