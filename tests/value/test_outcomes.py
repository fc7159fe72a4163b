"""What happened to the classes: against R, and rates of people one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import number, rows
from value_people import of_class, people, seeds

import nps

ASKED, LEFT = nps.Counts(250, 150, 100), nps.Counts(12, 24, 30)
LABELS = ("promoter", "passive", "detractor")


def test_churn_is_that_of_r():
    found = nps.value.outcomes(ASKED, LEFT)
    for name in ("passive", "detractor"):
        (row,) = rows("value", dataset="churn", model="koopman_score_ratio", term=name)
        assert found[name].risk_ratio == pytest.approx(number(row["value"]), rel=1e-12)
        limits = [number(row["lower"]), number(row["upper"])]
        assert_allclose(found[name].risk_ratio_interval, limits, rtol=1e-8)
    (row,) = rows("value", dataset="churn", model="prop_trend_test")
    assert found.trend.statistic == pytest.approx(number(row["value"]), rel=1e-9)
    assert found.trend.p_value == pytest.approx(number(row["p_value"]), rel=1e-7)
    assert found.trend.degrees_of_freedom == 1
    (row,) = rows("value", dataset="churn", model="chisq_3x2")
    assert found.any_difference.p_value == pytest.approx(number(row["p_value"]), rel=1e-7)
    (row,) = rows("value", dataset="churn", model="logit_linear_in_class")
    assert found.log_odds_per_class == pytest.approx(number(row["value"]), rel=1e-6)
    assert found.log_odds_standard_error == pytest.approx(number(row["se"]), rel=1e-6)


def test_the_auc_is_counted_in_pairs():
    found = nps.value.outcomes(ASKED, LEFT)
    yes, no = (12, 24, 30), (238, 126, 70)
    better = sum(y * (sum(no[i + 1 :]) + no[i] / 2) for i, y in enumerate(yes))
    assert found.auc == pytest.approx(better / (66 * 434))
    low, high = found.auc_interval
    assert (high - low) / 2 == pytest.approx(1.959964 * found.auc_standard_error, rel=1e-6)


@given(seeds, st.sampled_from(LABELS))
def test_rows_of_people_are_counts_of_them(seed, reference):
    data = people(seed)
    found = nps.value.outcomes(data.ratings, data.left, reference=reference)
    assert isinstance(found, nps.results.ClassOutcomes)
    counted = nps.value.outcomes(
        nps.count(data.ratings), nps.count(data.ratings[data.left]), reference=f"{reference}s"
    )
    assert found.to_dict() | {"counts": 0} == counted.to_dict() | {"counts": 0}
    for row in found:
        assert isinstance(row, nps.results.ClassOutcome)
        who = of_class(data.ratings, row.label)
        assert (row.n, row.events) == (who.sum(), (who & data.left).sum())
        if row.label == reference:
            assert math.isnan(row.difference)
            assert math.isnan(row.risk_ratio)
        elif row.n and found[reference].n:
            assert row.difference == pytest.approx(row.rate - found[reference].rate)


@given(seeds)
def test_staying_is_leaving_in_the_mirror(seed):
    data = people(seed)
    left, stayed = (nps.value.outcomes(data.ratings, x) for x in (data.left, ~data.left))
    assert_allclose(left.rate, 1.0 - stayed.rate)
    assert_allclose(left.difference, -stayed.difference)
    assert_allclose(left.confidence_interval.low, -stayed.confidence_interval.high, atol=1e-9)
    assert_allclose(left.p_value, stayed.p_value, rtol=1e-6)
    assert_allclose(left.rate_interval.low, 1.0 - stayed.rate_interval.high, atol=1e-12)
    assert left.trend.statistic == pytest.approx(stayed.trend.statistic, abs=1e-8)
    if data.left.any() and not data.left.all():
        assert left.auc == pytest.approx(1.0 - stayed.auc)


def test_differences_are_the_score_test_of_two_rates():
    found = nps.value.outcomes(ASKED, LEFT)
    pair = nps.compare_shares(nps.Counts(30, 0, 70), nps.Counts(12, 0, 238), adjust="none")
    row = pair["promoters"]
    assert found["detractor"].difference == pytest.approx(row.difference)
    assert_allclose(found["detractor"].confidence_interval, row.confidence_interval, rtol=1e-9)
    assert found["detractor"].p_value == pytest.approx(row.p_value)
    family = nps.adjust_p_values(found.p_value)
    assert_allclose(found.adjusted_p_value, family)
    assert nps.value.outcomes(ASKED, LEFT, adjust="none")["passive"].adjusted_p_value == (
        found["passive"].p_value
    )


def test_missing_outcomes_are_left_out():
    found = nps.value.outcomes([10, 9, 8, 3, None], [0, None, 1, True, False])
    assert found.counts == nps.Counts(1, 1, 1, missing=1)
    assert found.events.tolist() == [0, 1, 1]
    assert any("1 answer without an outcome" in note for note in found.notes)
    masked = np.ma.MaskedArray([0, 0, 1, 1, 0], mask=[0, 1, 0, 0, 0])
    assert nps.value.outcomes([10, 9, 8, 3, None], masked) == found


def test_what_nothing_happened_to():
    found = nps.value.outcomes(nps.Counts(20, 0, 10), nps.Counts(0, 0, 3))
    assert math.isnan(found["passive"].rate)
    assert found["detractor"].risk_ratio == math.inf
    assert found["detractor"].risk_ratio_interval.high == math.inf
    assert found["detractor"].risk_ratio_interval.low > 1.0
    assert "it happened to 30.0% of detractors" in found.summary()
    never = nps.value.outcomes(ASKED, nps.Counts(0, 0, 0))
    assert math.isnan(never.trend.p_value)
    assert math.isnan(never.any_difference.p_value)
    assert math.isnan(never.auc)
    assert math.isnan(never.auc_interval.low)
    assert "with the classes cannot be tested" in never.summary()
    assert "无法检验" in never.summary("zh")
    always = nps.value.outcomes(ASKED, ASKED)
    assert math.isnan(always.trend.p_value)
    assert "with the classes cannot be tested" in always.summary()
    one = nps.value.outcomes(nps.Counts(20, 0, 0), nps.Counts(3, 0, 0))
    assert math.isnan(one.any_difference.p_value)
    assert math.isnan(one.trend.p_value)
    assert "with the classes cannot be tested" in one.summary()
    assert "cannot be tested" in one.any_difference.summary()
    assert any("too few of one kind" in note for note in one.notes)


@pytest.mark.parametrize(
    ("ratings", "happened", "kind", "message"),
    [
        ([10, 3], ["yes", "no"], nps.InputTypeError, "happened must be True or False, .* 'yes' at"),
        ([10, 3], [0, 2], nps.OptionError, "happened must be True or False, or 1 or 0, got 2"),
        ([10, 3], [1], nps.OptionError, "ratings and happened must have the same length"),
        ([10, 3], ASKED, nps.InputTypeError, "ratings must be nps.Counts where happened is"),
        (ASKED, [0, 1], nps.InputTypeError, "happened must be nps.Counts where ratings is"),
        (LEFT, ASKED, nps.OptionError, "happened to 250 of 12 promoters"),
        (nps.Counts(0, 0, 0), nps.Counts(0, 0, 0), nps.EmptySampleError, "ratings must hold"),
        ([None, 3], [1, None], nps.EmptySampleError, "has both, a valid answer and an outcome"),
    ],
)
def test_what_is_no_outcome_is_refused(ratings, happened, kind, message):
    with pytest.raises(kind, match=message):
        nps.value.outcomes(ratings, happened)


@pytest.mark.parametrize("reference", ["promotor", "", None, 1, ["promoter"]])
def test_the_reference_is_a_class(reference):
    with pytest.raises((nps.OptionError, nps.InputTypeError), match=r"^reference must be one of"):
        nps.value.outcomes(ASKED, LEFT, reference=reference)


def test_it_leaves_as_a_table():
    found = nps.value.outcomes(ASKED, LEFT)
    assert found.to_pandas().loc["detractor", "risk_ratio"] == 6.25
    assert "30.0%" in found._repr_html_()
    assert "6.25" in found["detractors"]._repr_html_()
    assert "trend: chi2(1) = 40.89" in str(found)
    empty = nps.value.outcomes(nps.Counts(20, 0, 10), nps.Counts(0, 0, 3))["passive"]
    assert str(empty) == "n/a (0 of 0)"
    assert "no passives" in empty.summary()
