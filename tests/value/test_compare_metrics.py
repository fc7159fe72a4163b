"""Questions held against each other: against R, in any order, and what the door refuses."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from driver_data import DATA, SETS
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import number, rows
from value_people import seeds

import nps


def value(dataset, model, term, column="value"):
    (row,) = rows("value", dataset=dataset, model=model, term=term)
    return number(row[column])


@pytest.mark.parametrize("name", SETS)
def test_correlations_are_those_of_r(name):
    data = DATA[name]
    found = nps.value.compare_metrics(data["x1"], {}, ratings=data["score"])
    row = found.differences["rating", "class"]
    assert found.kind == "numeric"
    assert row.difference == pytest.approx(value(name, "zou2007_overlapping", "x1"), rel=1e-9)
    limits = [value(name, "zou2007_overlapping", "x1", end) for end in ("lower", "upper")]
    assert_allclose(row.confidence_interval, limits, rtol=1e-9)
    assert found["rating"].correlation == pytest.approx(
        np.corrcoef(data["x1"], data["score"])[0, 1]
    )


@pytest.mark.parametrize("name", SETS)
def test_areas_are_those_of_proc(name):
    data = DATA[name]
    happened = data["x1"] > np.median(data["x1"])
    found = nps.value.compare_metrics(happened, {}, ratings=data["score"])
    assert found.kind == "yes-no"
    for label, term in (("rating", "score"), ("class", "nps_points")):
        assert found[label].auc == pytest.approx(value(name, "delong", term), rel=1e-9)
        error = value(name, "delong", term, "se")
        assert found[label].standard_error == pytest.approx(error, rel=1e-9)
    row = found.differences["rating", "class"]
    assert row.statistic == pytest.approx(
        value(name, "delong", "difference", "statistic"), rel=1e-8
    )
    assert row.p_value == pytest.approx(value(name, "delong", "difference", "p_value"), rel=1e-6)


def drawn(seed, n=50):
    draw = np.random.default_rng(seed)
    mood = draw.normal(size=n)
    csat = np.clip(np.rint(3 + mood + draw.normal(size=n)), 1, 5)
    ces = np.clip(np.rint(3 - mood + draw.normal(size=n)), 1, 5)
    ratings = np.clip(np.rint(7 + 2 * mood + draw.normal(size=n)), 0, 10)
    return mood + draw.normal(size=n), {"csat": csat, "ces": ces}, ratings


@given(seeds, st.booleans())
def test_order_and_units_do_not_matter(seed, yes_no):
    outcome, metrics, ratings = drawn(seed)
    y = outcome > np.median(outcome) if yes_no else outcome
    found = nps.value.compare_metrics(y, metrics, ratings=ratings)
    assert isinstance(found, nps.results.MetricComparison)
    other = nps.value.compare_metrics(
        y if yes_no else 3.0 * y - 2.0,
        {"ces": 10.0 * metrics["ces"], "csat": metrics["csat"] + 5.0},
        ratings=ratings,
    )
    for row in found:
        assert isinstance(row, nps.results.MetricFit)
        mine = row.auc if yes_no else row.correlation
        theirs = other[row.label].auc if yes_no else other[row.label].correlation
        assert mine == pytest.approx(theirs, abs=1e-9)
        low, high = row.confidence_interval
        assert low <= mine <= high
    assert isinstance(found.differences, nps.results.MetricDifferences)
    for row in found.differences:
        assert isinstance(row, nps.results.MetricDifference)
        turned = other.differences[row.label[1], row.label[0]]
        assert turned.difference == pytest.approx(-row.difference, abs=1e-9)
        assert turned.confidence_interval.low == pytest.approx(
            -row.confidence_interval.high, abs=1e-8
        )
        assert turned.p_value == pytest.approx(row.p_value, abs=1e-8)
        assert turned.adjusted_p_value == pytest.approx(row.adjusted_p_value, abs=1e-8)


@given(seeds, st.booleans())
def test_what_is_reversed_goes_the_other_way(seed, yes_no):
    outcome, metrics, _ = drawn(seed)
    y = outcome > np.median(outcome) if yes_no else outcome
    one = nps.value.compare_metrics(y, metrics)
    other = nps.value.compare_metrics(y, metrics, reverse="ces")
    if yes_no:
        assert other["ces"].auc == pytest.approx(1.0 - one["ces"].auc)
    else:
        assert other["ces"].correlation == pytest.approx(-one["ces"].correlation)
    assert other["csat"] == one["csat"]


def test_low_values_that_go_with_the_outcome_are_told():
    outcome, metrics, ratings = drawn(1, 200)
    found = nps.value.compare_metrics(outcome, metrics, ratings=ratings)
    assert any("Low values go with the outcome: ces" in note for note in found.notes)
    turned = nps.value.compare_metrics(outcome, metrics, ratings=ratings, reverse=["ces"])
    assert len(turned.notes) == 1
    assert turned.labels == ("rating", "class", "top box", "csat", "ces")
    assert turned.best == "rating"


@pytest.mark.parametrize("yes_no", [False, True])
def test_what_goes_the_other_way_may_be_the_closest(yes_no):
    draw = np.random.default_rng(11)
    y = draw.normal(size=300)
    metrics = {
        "csat": 0.3 * y + draw.normal(size=300),
        "effort": -y + 0.3 * draw.normal(size=300),
    }
    outcome = y > 0.0 if yes_no else y
    found = nps.value.compare_metrics(outcome, metrics)
    assert (found["effort"].auc or found["effort"].correlation) < 0.1
    assert found.best == "effort"
    row = found.differences["effort", "csat"]
    assert row.difference > 0.25
    assert row.confidence_interval.low > 0.0
    assert row.statistic > 0.0
    said = found.summary()
    assert "effort goes with the outcome most closely" in said
    assert "low values go with the outcome, and are compared turned round: effort" in said
    assert "ahead of csat beyond chance" in said
    assert "低值与结果相随，已反转后比较：effort" in found.summary("zh")
    assert found.differences.summary().endswith("effort of csat.")
    # as if it had been turned by hand, but for the sign that is shown
    turned = nps.value.compare_metrics(outcome, metrics, reverse="effort")
    assert turned.best == "effort"
    assert_allclose(found.differences.difference, turned.differences.difference, atol=1e-12)
    assert_allclose(found.differences.p_value, turned.differences.p_value, atol=1e-12)
    for mine, theirs in zip(
        found.differences.confidence_interval, turned.differences.confidence_interval, strict=True
    ):
        assert_allclose(mine, theirs, atol=1e-12)
    assert "turned round" not in turned.summary()


def test_a_mirrored_scale_counts_its_own_way():
    outcome, metrics, ratings = drawn(2, 200)
    one = nps.value.compare_metrics(outcome, metrics, ratings=ratings)
    mirror = nps.value.compare_metrics(
        outcome, metrics, ratings=10 - ratings, scale=nps.STANDARD.mirrored()
    )
    for label in ("rating", "class", "top box"):
        assert mirror[label].correlation == pytest.approx(one[label].correlation)


def test_only_those_with_all_values_count():
    outcome, metrics, ratings = drawn(3)
    gaps = metrics | {"csat": np.where(np.arange(50) < 5, np.nan, metrics["csat"])}
    y = pd.Series(outcome)
    y[7] = None
    found = nps.value.compare_metrics(y, gaps, ratings=[*ratings[:-1], None])
    assert found.n == 43
    assert any("7 respondents without" in note for note in found.notes)
    kept = [i for i in range(5, 49) if i != 7]
    alone = nps.value.compare_metrics(
        outcome[kept], {k: v[kept] for k, v in metrics.items()}, ratings=ratings[kept]
    )
    assert_allclose(found.correlation, alone.correlation)


def test_two_metrics_need_no_adjustment_and_booleans_are_numbers():
    outcome, metrics, ratings = drawn(4)
    found = nps.value.compare_metrics(
        (outcome > 0).tolist(), {"satisfied": metrics["csat"] > 3, "likely": list(ratings > 8)}
    )
    assert found.kind == "yes-no"
    assert found.differences.p_value[0] == found.differences.adjusted_p_value[0]
    assert [key for key, _ in found._methods()] == ["metrics"]
    zeros = nps.value.compare_metrics((outcome > 0).astype(int), metrics)
    assert zeros.kind == "yes-no"
    assert nps.value.compare_metrics((outcome > 0).astype(int), metrics, kind="numeric").auc is None
    missing = [None, *(outcome > 0)[1:].tolist()]
    assert nps.value.compare_metrics(missing, metrics).n == 49


def test_a_metric_without_spread_has_no_fit():
    outcome, metrics, _ = drawn(5)
    found = nps.value.compare_metrics(outcome, metrics | {"same": np.ones(50)})
    assert math.isnan(found["same"].correlation)
    assert found.best in metrics
    assert any("no fit: same" in note for note in found.notes)
    assert "n/a" in str(found)
    flat = nps.value.compare_metrics(outcome > 0, metrics | {"same": np.ones(50)})
    assert math.isnan(flat["same"].auc)
    assert math.isnan(flat["same"].confidence_interval.low)
    assert flat.best in metrics
    assert any("no fit: same" in note for note in flat.notes)
    assert math.isnan(flat.differences["csat", "same"].p_value)
    assert math.isfinite(flat.differences["csat", "ces"].adjusted_p_value)


def test_what_is_said_is_what_is_clear():
    outcome, metrics, ratings = drawn(6, 2000)
    found = nps.value.compare_metrics(outcome, metrics, ratings=ratings, reverse="ces")
    assert "rating goes with the outcome most closely, as an association" in found.summary()
    assert "ahead of class, top box, csat, ces beyond chance" in found.summary()
    assert "评分" in found.summary("zh")
    assert "class of top box" in found.differences.summary()
    noise = np.random.default_rng(1)
    open_ = nps.value.compare_metrics(noise.random(30), {k: noise.random(30) for k in "ab"})
    assert "of no other beyond chance" in open_.summary()
    assert "differs beyond chance" in open_.differences.summary()
    assert "0.6" in found._repr_html_()
    assert "rating" in found["rating"]._repr_html_()
    assert "+" in found.differences._repr_html_()
    assert "rating" in found.differences["rating", "csat"]._repr_html_()
    assert "rating / csat: +" in str(found.differences)
    assert found.to_pandas().index.name == "metric"
    assert found.differences.to_pandas().loc[("csat", "ces"), "p_value"] == (
        found.differences["csat", "ces"].p_value
    )
    with pytest.raises(KeyError):
        found.differences["rating", "nothing"]


OUTCOME = [5, 1, 4, 9, 8, 2]
CSAT = {"csat": [3, 1, 3, 5, 4, 2]}


@pytest.mark.parametrize(
    ("outcome", "metrics", "options", "kind", "message"),
    [
        (OUTCOME, CSAT, {}, nps.OptionError, "metrics must be at least two"),
        (OUTCOME, [1, 2], {}, nps.InputTypeError, "metrics must be a mapping from name to column"),
        (OUTCOME, {1: [1] * 6}, {}, nps.InputTypeError, "metrics must be named by text"),
        (OUTCOME, {"a": [1]}, {}, nps.OptionError, "outcome and metrics.'a'. must have the same"),
        (OUTCOME, {"a": ["x"] * 6}, {}, nps.InputTypeError, "metrics.'a'. must be numbers"),
        (["x"] * 6, CSAT, {}, nps.InputTypeError, "outcome must be numbers"),
        (OUTCOME, CSAT, {"ratings": [9]}, nps.OptionError, "outcome and ratings must have"),
        (OUTCOME, {"class": [1] * 6}, {"ratings": [9] * 6}, nps.OptionError, "called 'class'"),
        (OUTCOME, CSAT, {"ratings": [11] * 6}, nps.RatingError, "ratings: 6 of 6"),
        (OUTCOME, CSAT, {"ratings": [9] * 6, "reverse": "cesat"}, nps.OptionError,
         "reverse names 'cesat', which is no metric.*Did you mean 'csat'"),
        (OUTCOME, CSAT, {"ratings": [9] * 6, "reverse": 5}, nps.InputTypeError, "reverse must be"),
        (OUTCOME, CSAT, {"ratings": [9] * 6, "kind": "yes-no"}, nps.OptionError,
         "outcome must be True or False"),
        ([0, 0, 0, 0, 0, 1], CSAT, {"ratings": [9] * 6}, nps.OptionError, "happened to 1 of 6"),
        ([1.5, 2, 3, None, None, None], CSAT, {"ratings": [9] * 6}, nps.OptionError,
         "must have 4 respondents with all values, got 3"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused(outcome, metrics, options, kind, message):
    with pytest.raises(kind, match=message):
        nps.value.compare_metrics(outcome, metrics, **options)
