"""Intervals of weighted scores: in order, inside, and of many as of one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from survey_strategies import kinds, segments, split, surveys

import nps

approx = pytest.approx


@given(surveys(), kinds, st.sampled_from(["two-sided", "greater", "less"]), st.floats(0.05, 0.99))
def test_intervals_are_in_order_and_inside(survey, kind, alternative, level):
    sample = survey.sample(kind)
    for method in ("score", "wald-t", "wald"):
        found = nps.estimate(sample, method=method, alternative=alternative, confidence_level=level)
        low, high = found.confidence_interval
        assert -100.0 <= low <= high <= 100.0
        assert found.margin_of_error >= 0.0
        if alternative == "two-sided":
            assert low - 1e-9 <= found.score <= high + 1e-9
            if method == "score":
                assert low < high
        assert (high == 100.0) or alternative != "greater"
        assert (low == -100.0) or alternative != "less"


@given(surveys(missing=False, zero=False), st.sampled_from([0.8, 0.95]))
def test_a_bound_is_an_end_of_the_wider_interval(survey, level):
    sample = survey.sample()
    low, high = nps.estimate(sample, confidence_level=2 * level - 1).confidence_interval
    for alternative, end in (("greater", low), ("less", high)):
        found = nps.estimate(sample, confidence_level=level, alternative=alternative)
        assert end in found.confidence_interval or approx(end) in found.confidence_interval


def test_the_score_interval_of_large_samples_is_the_t_interval():
    rng = np.random.default_rng(3)
    sample = nps.SurveySample(
        rng.integers(0, 11, 10**6), weights=rng.uniform(1, 2, 10**6), clusters=np.arange(10**6) % 40
    )
    # the two part by terms of order 1/n_eff
    score, plain = (nps.estimate(sample, method=method) for method in ("score", "wald-t"))
    assert tuple(score.confidence_interval) == approx(plain.confidence_interval, abs=2e-2)
    assert score.standard_error == plain.standard_error


def test_unanimous_answers_have_an_interval():
    sample = nps.SurveySample([9, 10, 9, 10], weights=[1, 2, 3, 1], clusters=[1, 1, 2, 2])
    found = nps.estimate(sample)
    assert found.standard_error == 0.0
    assert found.survey.effective_n == approx(sample.kish_n)
    assert found.confidence_interval.low < found.confidence_interval.high == 100.0
    assert "the interval is" in found.notes[-1]
    blind = nps.estimate(sample, method="wald")
    assert blind.confidence_interval == (100.0, 100.0)
    assert 'method="score" does' in blind.notes[-1]


@given(surveys(), segments, kinds, st.sampled_from(["score", "wald-t", "wald"]))
def test_columns_are_the_single_estimates(survey, segment, kind, method):
    cohorts = split(survey, segment, kind)
    together = nps.estimate(cohorts, method=method)
    about = cohorts.describe()
    assert isinstance(together, nps.results.Estimates)
    assert isinstance(about, nps.results.SurveySummaries)
    for i, (label, sample) in enumerate(cohorts.items()):
        row = together[label]
        assert isinstance(row, nps.results.Estimate)
        assert isinstance(row.survey, nps.results.SurveySummary)
        if not sample.n:
            assert np.isnan(about.standard_error[i])
            assert "n/a" in row._repr_html_()
            continue
        alone = nps.estimate(sample, method=method)
        assert row.label == label
        assert row.confidence_interval == approx(alone.confidence_interval, nan_ok=True)
        assert row.notes == alone.notes
        assert row.survey.standard_error == sample.standard_error == about.standard_error[i]
        assert about[label].counts == sample.counts
        assert together.score[i] == alone.score == nps.score(sample) == nps.score(cohorts)[i]
