"""Differences of weighted scores: tests against intervals, shared designs, degrees of freedom."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from survey_strategies import kinds, segments, split, surveys

import nps

approx = pytest.approx


RATINGS = [10, 9, 3, 8, 9, 10, 7, 2]
DESIGN = {"weights": [2, 1, 1, 3, 2, 1, 1, 1], "clusters": list("aabbccdd")}
SMALL = nps.SurveySample(RATINGS, **DESIGN)
BY_SEGMENT = nps.survey_by(RATINGS, ["new", "old"] * 4, **DESIGN)


@given(
    surveys(), surveys(), st.sampled_from(["score", "wald-t", "wald"]), kinds, st.floats(-99, 99)
)
def test_p_values_agree_with_intervals(first, second, method, kind, null):
    pair = first.sample(kind), second.sample(kind)
    for alternative in ("two-sided", "greater", "less"):
        found = nps.compare(*pair, method=method, null=null, alternative=alternative)
        low, high = found.confidence_interval
        assume(min(abs(low - null), abs(high - null)) > 1e-6)
        assume(not np.isnan(found.p_value))
        assert (found.p_value < 0.05) == (not low <= null <= high)
        back = nps.compare(pair[1], pair[0], method=method, null=-null)
        assert back.difference == -found.difference
        if alternative == "two-sided":
            assert back.p_value == approx(found.p_value, abs=1e-9)
            assert back.confidence_interval == approx((-high, -low), abs=1e-7)


@given(surveys(), kinds)
def test_a_sample_against_its_equal(survey, kind):
    found = nps.compare(survey.sample(kind), survey.sample(kind))
    assert found.difference == 0.0
    assert found.statistic == 0.0
    assert found.p_value == approx(1.0)
    error = math.sqrt(2) * survey.sample(kind).standard_error
    assert found.standard_error == approx(error, abs=1e-6)


def test_separate_surveys_are_independent_even_if_clusters_have_the_same_names():
    found = nps.compare(SMALL, nps.SurveySample.from_dict(SMALL.to_dict()))
    assert found.method == "score"
    assert found.standard_error == approx(math.sqrt(2) * SMALL.standard_error)
    # a sample and itself, the same object, have nothing but their covariance
    itself = nps.compare(SMALL, SMALL)
    assert (itself.method, itself.standard_error, itself.p_value) == ("wald-t", 0.0, 1.0)


def test_counts_and_ratings_are_samples_of_constant_weight():
    ratings = [9, 10, 3, 7, 2, 9]
    against = [nps.compare(SMALL, other) for other in (ratings, nps.count(ratings))]
    assert against[0].p_value == against[1].p_value
    same = nps.compare(SMALL, nps.SurveySample(ratings))
    assert against[0].confidence_interval == same.confidence_interval
    assert nps.compare(ratings, SMALL).difference == -same.difference
    plain = nps.compare(nps.SurveySample(ratings), nps.SurveySample([9, 8, 3]), method="wald-t")
    welch = nps.compare(ratings, [9, 8, 3], method="welch")
    assert plain.p_value == approx(welch.p_value)
    assert plain.degrees_of_freedom == approx(welch.degrees_of_freedom)


def test_degrees_of_freedom_of_a_difference():
    """Welch and Satterthwaite's, with variances (v + 1/n)/n that unanimous answers have too."""
    sure = nps.SurveySample([9] * 12, clusters=np.repeat(range(4), 3))
    mixed = nps.SurveySample([9, 3, 9, 7, 2, 10])
    sizes = [one.describe().effective_n for one in (sure, mixed)]
    # shares 3/6, 1/6, 2/6: variance 5/6 - 1/36
    parts = [(v + 1 / n) / n for v, n in zip((0.0, 5 / 6 - 1 / 36), sizes, strict=True)]
    expected = sum(parts) ** 2 / (parts[0] ** 2 / 3 + parts[1] ** 2 / 5)
    assert nps.compare(sure, mixed).degrees_of_freedom == approx(expected)
    assert nps.compare(sure, mixed, method="wald-t").degrees_of_freedom == approx(5.0)
    assert nps.compare(sure, mixed, method="wald").degrees_of_freedom is None


def test_unanimous_samples_compare():
    happy, sad = (nps.SurveySample([r] * 8, clusters=np.repeat(range(4), 2)) for r in (9, 3))
    found = nps.compare(happy, sad)
    assert 0.0 < found.p_value < 0.05
    assert found.confidence_interval.low > 0.0
    for method in ("wald", "wald-t"):
        certain = nps.compare(happy, sad, method=method)
        assert (certain.p_value, certain.confidence_interval) == (0.0, (200.0, 200.0))


@given(surveys(), segments, kinds)
def test_a_difference_has_the_covariance(survey, segment, kind):
    cohorts = split(survey, segment, kind)
    answered = [label for label in cohorts if cohorts[label].n]
    assume(len(answered) > 1)
    first, second = (cohorts[label] for label in answered[:2])
    found = nps.compare(first, second, method="wald-t")
    matrix = cohorts.select(answered[:2]).covariance()
    variance = matrix[0, 0] + matrix[1, 1] - 2 * matrix[0, 1]
    assert found.standard_error == approx(math.sqrt(max(variance, 0.0)), rel=1e-6, abs=1e-5)
    together = first + second
    assert found.degrees_of_freedom == together.degrees_of_freedom
    if kind == "weights":
        assert matrix[0, 1] == approx(0.0, abs=1e-8 * matrix[0, 0] + 1e-9)
        assert nps.compare(first, second).method == "score"


def test_a_part_against_the_whole():
    x = [9, 10, 3, 8, 9, 2, 7, 10]
    points = np.array([1, 1, -1, 0, 1, -1, 0, 1])
    part = np.array([1] * 3 + [0] * 5)
    z = part * (points - points[:3].mean()) / 3 - (points - points.mean()) / 8
    for design in ({}, {"clusters": range(8)}):
        cohorts = nps.survey_by(x, ["a"] * 3 + ["b"] * 5, **design)
        whole = cohorts.total
        found = nps.compare(cohorts["a"], whole)
        assert found.difference == approx(100 / 3 - 25)
        assert found.method == "wald-t"
        assert found.standard_error == approx(100 * math.sqrt(8 / 7 * np.sum(z**2)))
        assert found.degrees_of_freedom == whole.degrees_of_freedom
        assert nps.compare(whole, cohorts["a"]).standard_error == approx(found.standard_error)
    three = nps.survey_by(x, list("aaabbccc"))
    with pytest.raises(nps.OptionError, match="overlap in part"):
        nps.compare(three["a"] + three["b"], three["b"] + three["c"])


@given(surveys(), segments, kinds)
def test_compared_columns_are_the_single_comparisons(survey, segment, kind):
    cohorts = split(survey, segment, kind)
    cohorts = cohorts.select([label for label in cohorts if cohorts[label].n])
    reference = nps.SurveySample([9, 3, 8, 10, 2])
    found = nps.compare(cohorts, reference)
    assert isinstance(found, nps.results.Comparisons)
    for row in found:
        alone = nps.compare(cohorts[row.label], reference)
        assert isinstance(row, nps.results.Comparison)
        assert row.p_value == approx(alone.p_value, nan_ok=True)
        assert row.confidence_interval == approx(alone.confidence_interval, nan_ok=True)
        assert (row.method, row.notes) == (alone.method, alone.notes)


def test_comparing_label_by_label():
    other = nps.Cohorts.from_dict({"old": [9, 3, 8], "new": [10, 10, 3]})
    found = nps.compare(BY_SEGMENT, other)
    assert found.labels == ("new", "old")
    assert found["old"].reference.n == 3
    turned = nps.compare(other, BY_SEGMENT)
    assert turned["new"].difference == -found["new"].difference
    with pytest.raises(nps.OptionError, match="has no 'new'"):
        nps.compare(BY_SEGMENT, other.select(["old"]))
    with pytest.raises(nps.OptionError, match="has no 'new'"):
        nps.compare(BY_SEGMENT[1:], other)
    shared = nps.compare(BY_SEGMENT, BY_SEGMENT["old"])
    assert shared.method == "wald-t"
    assert "in common" in shared.notes[0]
