"""Worth over time: against R, against following people, and what the moves leave open."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import number, rows
from value_people import people

import nps

MARGIN, STAY = [50, 40, 30], [0.98, 0.95, 0.88]
SHARES = [[0.8, 0.15, 0.05], [0.15, 0.7, 0.15], [0.05, 0.25, 0.7]]
MOVES = nps.Transitions([[80, 15, 5], [15, 70, 15], [5, 25, 70]])
LABELS = ("promoter", "passive", "detractor")


def test_values_are_those_of_r():
    found = nps.value.lifetime(MARGIN, STAY, MOVES, discount=0.99)
    assert isinstance(found, nps.results.ClassValues)
    for row in rows("value", dataset="markov"):
        assert found[row["term"]].value == pytest.approx(number(row["value"]), rel=1e-12)
    # the formula that lets everybody stay what they are
    static = nps.value.lifetime(MARGIN, STAY, discount=0.99)
    assert_allclose(static.value, np.array(MARGIN) / (1.0 - 0.99 * np.array(STAY)))
    gap = static.differences["promoter", "detractor"].difference
    assert round(gap) == 1445
    assert any("Nobody changes class" in note for note in static.notes)


margins = st.lists(st.floats(0.0, 1e4), min_size=3, max_size=3)
shares = st.lists(st.floats(0.0, 1.0), min_size=3, max_size=3)


@given(margins, shares, st.floats(0.05, 0.99), st.integers(1, 30))
def test_everybody_alike_is_a_geometric_sum(margin, stay, discount, horizon):
    everybody = nps.value.lifetime(margin[0], stay[0], MOVES, discount=discount, horizon=horizon)
    factor = discount * stay[0]
    total = margin[0] * sum(factor**t for t in range(horizon))
    assert_allclose(everybody.value, total, rtol=1e-9, atol=1e-9)
    one = nps.value.lifetime(margin, stay, MOVES, discount=discount, horizon=1)
    assert_allclose(one.value, margin)
    assert_allclose(one.standard_error, 0.0, atol=1e-12)


@given(margins, shares, st.floats(0.05, 0.99))
def test_table_and_mapping_say_the_same(margin, stay, discount):
    one = nps.value.lifetime(margin, stay, MOVES, discount=discount)
    other = nps.value.lifetime(
        dict(zip(LABELS, margin, strict=True)),
        {f"{label}s": share for label, share in zip(LABELS, stay, strict=True)},
        SHARES,
        discount=discount,
    )
    assert_allclose(one.value, other.value, rtol=1e-12)
    assert np.isnan(other.standard_error).all()
    point = nps.value.per_point(one)
    assert point.detractor_to_promoter == pytest.approx(
        (point.detractor_to_passive + point.passive_to_promoter) / 2, abs=1e-6
    )


def test_more_people_are_known_better():
    few, many = (
        nps.value.lifetime(MARGIN, STAY, table, discount=0.9)
        for table in (MOVES, sum([MOVES] * 100, MOVES))
    )
    assert_allclose(few.standard_error / many.standard_error, math.sqrt(101))
    row = few["promoter"]
    assert_allclose(row.confidence_interval, row.value + np.array([-1, 1]) * 1.959964
                    * row.standard_error, rtol=1e-6)  # fmt: skip
    pair = few.differences["promoter", "detractor"]
    assert pair.statistic == pytest.approx(pair.difference / pair.standard_error)
    assert pair.ratio == pytest.approx(few.value[0] / few.value[2])
    low, high = pair.ratio_interval
    assert low < pair.ratio < high


def test_margins_bring_their_errors():
    data = people(1, 300)
    values = nps.value.by_class(data.ratings, data.spend, method="t")
    without = nps.value.lifetime(values, STAY, SHARES, discount=0.9)
    both = nps.value.lifetime(values, STAY, MOVES, discount=0.9)
    moves = nps.value.lifetime(values.value, STAY, MOVES, discount=0.9)
    assert_allclose(both.standard_error**2, without.standard_error**2 + moves.standard_error**2)
    assert_allclose(both.value, moves.value)
    lone = nps.value.by_class([10, 9, 8, 3], [1, 2, 3, 4], method="t")
    assert np.isnan(nps.value.lifetime(lone, STAY, SHARES, discount=0.9).standard_error).all()


def test_differences_have_the_error_of_what_is_left_of_each_margin():
    data = people(2, 300)
    values = nps.value.by_class(data.ratings, data.spend, method="t")
    found = nps.value.lifetime(values, STAY, SHARES, discount=0.9)
    # worth is linear in the margins, so a margin of 1 in one class gives what each error is times
    pulls = np.array(
        [
            nps.value.lifetime(one, STAY, SHARES, discount=0.9).differences.difference
            for one in np.eye(3)
        ]
    )
    assert_allclose(found.differences.standard_error, np.sqrt(values.standard_error**2 @ pulls**2))


def test_losses_have_no_ratio():
    found = nps.value.lifetime([50, 0, -20], STAY, MOVES, discount=0.5, horizon=1)
    assert np.isnan(found.differences["promoter", "detractor"].ratio)
    assert found.differences["promoter", "detractor"].difference == 70
    assert "lifetime" in str(found)
    assert "markov" in found._headline()
    assert "lifetime" in found._repr_html_()
    assert "lifetime" in found["promoter"]._repr_html_()
    assert list(found.to_pandas().columns) == ["value", "standard_error", "low", "high"]


@pytest.mark.parametrize(
    ("options", "kind", "message"),
    [
        ({"discount": 1.2}, nps.OptionError, "discount must be above 0 and at most 1, got 1.2"),
        ({"discount": 0}, nps.OptionError, "a rate of 3% a period is a discount of 0.97"),
        ({"retention": 95}, nps.OptionError, "retention must be shares .* Did you mean 0.95"),
        ({"retention": -0.1}, nps.OptionError, "retention must be shares from 0 to 1, got -0.1"),
        ({"retention": [0.9, 0.8]}, nps.OptionError, "retention must have three numbers"),
        ({"margin": {"promoter": 1}}, nps.OptionError, "margin must have a number for each class"),
        ({"margin": 1e300}, nps.OptionError, "margin must be at most 1e.50 in size, got 1e.300"),
        ({"margin": "50"}, nps.InputTypeError, "margin must be a number"),
        ({"retention": 1, "discount": 1}, nps.OptionError, "horizon must be given where nobody"),
        ({"horizon": 0}, nps.OptionError, "horizon must be at least 1"),
        ({"horizon": 10**12}, nps.OptionError, "horizon must be at most 10,000, got 1000000000000"),
        ({"transitions": [[1, 2]]}, nps.InputTypeError, "transitions must be nps.Transitions, or"),
        ({"transitions": "abc"}, nps.InputTypeError, "transitions must be nps.Transitions, or"),
        ({"transitions": [[80, 15, 5]] * 3}, nps.OptionError, "rows of shares that add up to 1"),
        ({"transitions": [[0.8, 0.1, 0.0]] * 3}, nps.OptionError, "rows of shares that add up"),
        ({"transitions": nps.Transitions([[1, 0, 0], [0, 0, 0], [0, 0, 1]])}, nps.OptionError,
         "nobody was a passive before"),
    ],
)  # fmt: skip
def test_what_has_no_worth_is_refused(options, kind, message):
    arguments = {"margin": MARGIN, "retention": STAY, "transitions": MOVES, "discount": 0.9}
    arguments |= options
    with pytest.raises(kind, match=message):
        nps.value.lifetime(arguments.pop("margin"), arguments.pop("retention"), **arguments)


def test_margins_of_other_kinds_are_refused():
    data = people(1, 60)
    sums = nps.value.by_class(data.ratings, data.spend, statistic="sum", method="t")
    with pytest.raises(nps.OptionError, match="margin must be the mean of a period"):
        nps.value.lifetime(sums, STAY, discount=0.9)
    gap = nps.value.by_class([10, 10, 3, 3], [1, 2, 3, 4], method="t")
    with pytest.raises(nps.OptionError, match="but one is unknown"):
        nps.value.lifetime(gap, STAY, discount=0.9)


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, -2, 10**400, True, None, "0.5", [0.5], np.array([0.5]), 0.5j]
)
def test_bad_discounts_are_refused_by_name(value):
    with pytest.raises((nps.OptionError, nps.InputTypeError), match=r"^discount must be"):
        nps.value.lifetime(MARGIN, STAY, MOVES, discount=value)
