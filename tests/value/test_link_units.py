"""Scores of units and an outcome: against R, without noise, and where noise is all there is."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import number, rows
from value_people import seeds, units

import nps

COHORTS, GROWTH = units()
methods = st.sampled_from(["calibrated", "moment", "ols"])


def value(model, column="value", term="x", quantity="slope"):
    (row,) = rows("value", dataset="units", model=model, term=term, quantity=quantity)
    return number(row[column])


def test_slopes_are_those_of_r():
    found = nps.value.link_units(COHORTS, GROWTH)
    assert found.slope == pytest.approx(value("regression_calibration"), rel=1e-6)
    error = value("regression_calibration", quantity="jackknife_se")
    assert found.standard_error == pytest.approx(error, rel=1e-6)
    assert found.ols_slope == pytest.approx(value("ols"), rel=1e-9)
    assert found.ols_standard_error == pytest.approx(value("ols", "se"), rel=1e-9)
    assert found.reliability == pytest.approx(value("reliability", quantity="lambda"), rel=1e-9)
    assert found.common_score == pytest.approx(value("paule_mandel", quantity="mu"), rel=1e-6)
    assert found.spread**2 == pytest.approx(value("paule_mandel", quantity="tau2"), rel=1e-6)
    assert found.shrunken_score[0] == pytest.approx(
        value("blup", term="1", quantity="shrunken"), rel=1e-6
    )
    moment = nps.value.link_units(COHORTS, GROWTH, method="moment")
    assert moment.slope == pytest.approx(value("moment_corrected"), rel=1e-9)
    # t(10) at 97.5%: 2.228
    low, high = found.confidence_interval
    assert_allclose([low, high], found.slope + np.array([-1, 1]) * 2.2281389 * error, rtol=1e-5)


def drawn(seed, k=12):
    draw = np.random.default_rng(seed)
    shares = draw.dirichlet([6.0, 4.0, 3.0], k)
    counts = np.array([draw.multinomial(40, p) for p in shares])
    cohorts = nps.Cohorts.from_counts([f"u{i}" for i in range(k)], *counts.T)
    return cohorts, 10.0 * (shares[:, 0] - shares[:, 2]) + draw.normal(size=k)


@given(seeds, methods)
def test_without_noise_it_is_least_squares(seed, method):
    cohorts, outcome = drawn(seed)
    found = nps.value.link_units(cohorts, outcome, method=method, standard_errors=np.zeros(12))
    slope, intercept = np.polyfit(cohorts.score, outcome, 1)
    assert_allclose([found.slope, found.ols_slope], slope, rtol=1e-7, atol=1e-12)
    assert found.intercept == pytest.approx(intercept, abs=1e-7)
    assert isinstance(found, nps.results.UnitLink)
    assert found.reliability == 1.0
    assert_allclose(found.shrunken_score, cohorts.score)
    assert found.corrected_correlation == pytest.approx(found.correlation)


@given(seeds, methods)
def test_labels_or_order_and_mirror(seed, method):
    cohorts, outcome = drawn(seed)
    one = nps.value.link_units(cohorts, outcome, method=method)
    by_label = dict(zip(cohorts.labels, outcome.tolist(), strict=True))
    assert one == nps.value.link_units(cohorts, dict(reversed(by_label.items())), method=method)
    mirror = nps.Cohorts.from_counts(
        cohorts.labels, cohorts.detractors, cohorts.passives, cohorts.promoters
    )
    other = nps.value.link_units(mirror, outcome, method=method)
    assert_allclose(other.slope, -one.slope, rtol=1e-6)
    assert_allclose(other.standard_error, one.standard_error, rtol=1e-5)
    assert other.reliability == pytest.approx(one.reliability)


def test_the_plain_slope_is_flatter():
    found = nps.value.link_units(COHORTS, GROWTH)
    assert 0.0 < found.ols_slope < found.slope
    assert found.correlation < found.corrected_correlation <= 1.0
    plain = nps.value.link_units(COHORTS, GROWTH, method="ols")
    assert plain.slope == plain.ols_slope == found.ols_slope
    assert plain.confidence_interval == found.ols_interval


def test_scores_that_are_noise_are_refused():
    same = nps.Cohorts.from_counts(range(6), [5, 11, 4, 5, 5, 6], [5] * 6, [5, 4, 11, 5, 5, 5])
    found = nps.value.link_units(same, range(6))
    assert math.isnan(found.slope)
    assert math.isnan(found.corrected_correlation)
    assert math.isfinite(found.ols_slope)
    assert 0.0 < found.reliability < 0.2
    assert any("below 0.2" in note for note in found.notes)
    assert "too noisy" in found.summary()
    assert "association" in found.summary()
    assert math.isfinite(nps.value.link_units(same, range(6), method="ols").slope)


@pytest.mark.parametrize("method", ["calibrated", "moment", "ols"])
def test_an_outcome_that_is_the_same_everywhere_has_no_slope(method):
    found = nps.value.link_units(COHORTS, [0.1] * len(COHORTS), method=method)
    assert found.slope == found.ols_slope == 0.0
    assert found.intercept == 0.1
    assert "Outcome per point of NPS: 0.00" in str(found)


def test_scores_closer_than_noise_have_no_reliability():
    same = nps.Cohorts.from_counts(range(8), [50, 51, 49, 50] * 2, [50] * 8, [50, 49, 51, 50] * 2)
    found = nps.value.link_units(same, range(8))
    assert found.reliability == 0.0
    assert "reliability none" in str(found)
    assert "-" not in str(found).split("reliability")[1].split(",")[0]
    assert "they have no reliability" in found.summary()
    assert "没有信度" in found.summary("zh")
    assert any("have no reliability: they differ by no more" in note for note in found.notes)


def test_unanimous_units_are_not_certain():
    cohorts = nps.Cohorts.from_counts(range(5), [9, 5, 6, 3, 4], [0, 2, 2, 4, 5], [0, 3, 2, 5, 1])
    found = nps.value.link_units(cohorts, [5, 3, 4, 1, 2])
    # nine promoters: 9.75, 1.5, 0.75 of 12
    theta = 9.0 / 12.0
    assert found.score_standard_error[0] ** 2 == pytest.approx(1e4 * (10.5 / 12 - theta**2) / 9)
    p, d = 0.5, 0.3
    assert found.score_standard_error[1] ** 2 == pytest.approx(1e4 * (p + d - (p - d) ** 2) / 10)


def test_units_without_something_are_left_out():
    gaps = GROWTH.copy()
    gaps[3] = np.nan
    weights = np.ones(12)
    weights[0] = 0.0
    found = nps.value.link_units(COHORTS, gaps, weights=weights)
    assert len(found) == 10
    kept = [i for i in range(12) if i not in (0, 3)]
    alone = nps.value.link_units(COHORTS.select([COHORTS.labels[i] for i in kept]), GROWTH[kept])
    assert found.slope == pytest.approx(alone.slope, rel=1e-9)
    assert any("2 units without" in note for note in found.notes)
    errors = dict.fromkeys(COHORTS.labels[:8], 5.0)
    assert len(nps.value.link_units(COHORTS, GROWTH, standard_errors=errors)) == 8


def test_weights_count_units_more():
    weights = np.linspace(1.0, 3.0, 12)
    found = nps.value.link_units(COHORTS, GROWTH, method="ols", weights=weights)
    slope, _ = np.polyfit(COHORTS.score, GROWTH, 1, w=np.sqrt(weights))
    assert found.slope == pytest.approx(slope)
    assert nps.value.link_units(COHORTS, GROWTH, weights=7 * np.ones(12)).slope == pytest.approx(
        nps.value.link_units(COHORTS, GROWTH).slope
    )


def test_weighted_units_have_the_errors_of_their_design():
    draw = np.random.default_rng(2)
    ratings, where = draw.integers(0, 11, 300), draw.integers(0, 6, 300)
    cohorts = nps.survey_by(ratings, where, weights=draw.random(300) + 0.5)
    found = nps.value.link_units(cohorts, dict.fromkeys(range(6), 1.0) | {2: 3.0})
    assert_allclose(found.score_standard_error, nps.estimate(cohorts).standard_error)
    alike = nps.survey_by([10] * 6 + [3, 9] * 9, list("aaaaaa" + "bbbbbb" + "cccccc" + "dddddd"),
                          weights=[1.0] * 24)  # fmt: skip
    with pytest.raises(nps.OptionError, match="same length"):
        nps.value.link_units(alike, [1.0])
    assert nps.value.link_units(alike, [1.0, 2.0, 3.0, 5.0]).score_standard_error[0] > 0.0


@pytest.mark.parametrize(
    ("cohorts", "outcome", "options", "kind", "message"),
    [
        ({"a": [9]}, [1], {}, nps.InputTypeError, "cohorts must be nps.Cohorts"),
        (COHORTS, [1, 2], {}, nps.OptionError, "cohorts and outcome must have the same length"),
        (COHORTS, {99: 1}, {}, nps.OptionError, "outcome names '99', which is no unit"),
        (COHORTS[:3], [1, 2, 3], {}, nps.OptionError, "at least 4 units with a score and an"),
        (COHORTS, GROWTH, {"weights": [-1] * 12}, nps.OptionError, "weights must not be negative"),
        (COHORTS, GROWTH, {"standard_errors": [-1] * 12}, nps.OptionError, "standard_errors must"),
        (COHORTS, ["a"] * 12, {}, nps.InputTypeError, "outcome must be numbers"),
        (nps.Cohorts.from_counts(range(5), [2] * 5, [3] * 5, [1] * 5), range(5), {},
         nps.OptionError, "cohorts must differ in their scores"),
    ],
)  # fmt: skip
def test_what_is_no_link_is_refused(cohorts, outcome, options, kind, message):
    with pytest.raises(kind, match=message):
        nps.value.link_units(cohorts, outcome, **options)


def test_it_leaves_as_a_table():
    found = nps.value.link_units(COHORTS, GROWTH)
    assert found.to_pandas().loc[1, "outcome"] == 6.1
    assert "shrunken" in found._repr_html_()
    assert "reliability 0.83" in str(found)
    assert "0.83" in found.summary()


def test_intervals_hold_the_true_slope_where_least_squares_does_not():
    # a seeded slice of benchmarks/value_simulations.py: 50 units of 50 answers, the true slope 0.1
    draw = np.random.default_rng(7)
    held = {"ols": 0, "calibrated": 0, "moment": 0}
    for _ in range(60):
        score = np.clip(draw.normal(0.2, 0.155, 50), -0.6, 0.6)
        shares = np.array([0.35 + score / 2, np.full(50, 0.3), 0.35 - score / 2]).T
        counts = np.array([draw.multinomial(50, p) for p in shares])
        outcome = 10.0 * score + draw.normal(size=50)
        cohorts = nps.Cohorts.from_counts(range(50), *counts.T)
        for method in held:
            low, high = nps.value.link_units(cohorts, outcome, method=method).confidence_interval
            held[method] += low <= 0.1 <= high
    # of 60 intervals at 93% fewer than 48 hold with a chance of 1 in 3,000
    assert min(held["calibrated"], held["moment"]) >= 48
    assert held["ols"] <= 20  # a chance of 0.09 each
