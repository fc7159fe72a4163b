"""How the scores of waves vary together: of people who come back, or weighted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from survey_strategies import split, surveys

import nps
from nps import trend


def panel_of(seed, waves=4, people=60, stay=0.7, repeat=0.6, size=40):
    """Draw waves of some of the same people, who often repeat their answer."""
    rng = np.random.default_rng(seed)
    answers, ids, last = {}, {}, {}
    for wave in range(waves):
        who = rng.choice(people, size=size, replace=False) if stay else rng.permutation(size)
        who = who if stay else who + wave * size
        new = rng.choice([10, 8, 3], p=[0.5, 0.3, 0.2], size=size)
        said = [last[p] if p in last and rng.random() < repeat else int(x)
                for p, x in zip(who, new, strict=True)]  # fmt: skip
        last.update(zip(who, said, strict=True))
        answers[wave], ids[wave] = said, who.tolist()
    return answers, ids


def brute_covariance(answers, ids):
    """Sum the outer products of all people one by one, on the scale of points."""
    influence = {}
    for wave, column in answers.items():
        s = np.array([100.0 * ((x >= 9) - (x <= 6)) for x in column])
        for person, value in zip(ids[wave], (s - s.mean()) / s.size, strict=True):
            influence.setdefault(person, np.zeros(len(answers)))[wave] = value
    return sum(np.outer(v, v) for v in influence.values())


@pytest.mark.parametrize("method", ["regression", "wls", "contrast"])
def test_a_panel_adds_the_covariance_of_its_people(method):
    answers, ids = panel_of(3, repeat=0.95)
    alone = trend(nps.Cohorts.from_dict(answers), method=method)
    found = trend(answers, ids=ids, method=method)
    assert found.slope == pytest.approx(alone.slope, rel=1e-12)
    covariance = brute_covariance(answers, ids)
    t = np.arange(4.0)
    u = np.diag(covariance)
    w = {"regression": np.ones(4), "wls": 1 / u, "contrast": np.ones(4)}[method]
    arm = w * (t - w @ t / w.sum())
    arm /= arm @ t
    factor = 40 / 39 if method == "regression" else 1.0
    expected = np.sqrt(factor * arm @ covariance @ arm)
    assert found.standard_error == pytest.approx(expected, rel=1e-9)
    assert found.standard_error < alone.standard_error
    assert np.isnan(found.permutation.p_value)
    assert "answered in two waves or more" in found.notes[-1]
    # misfit of generalised least squares with the same covariance
    design = np.column_stack((np.ones(4), t))
    inverse = np.linalg.inv(covariance)
    d = found.waves.score
    best = np.linalg.solve(design.T @ inverse @ design, design.T @ inverse @ d)
    r = d - design @ best
    assert found.lack_of_fit.statistic == pytest.approx(r @ inverse @ r, rel=1e-6)
    assert found.lack_of_fit.degrees_of_freedom == 2
    assert found.homogeneity.degrees_of_freedom == 3


@pytest.mark.parametrize("method", ["regression", "wls", "contrast", "random-effects"])
def test_people_who_answered_once_are_independent_waves(method):
    answers, ids = panel_of(4, stay=0.0)
    alone = trend(nps.Cohorts.from_dict(answers), method=method)
    found = trend(answers, ids=ids, method=method)
    names = ("slope", "standard_error", "p_value", "intercept_standard_error",
             "between_wave_deviation")  # fmt: skip
    assert found.degrees_of_freedom == alone.degrees_of_freedom
    for name in names:
        assert getattr(found, name) == pytest.approx(getattr(alone, name), rel=1e-7, abs=1e-7)
    for name in ("lack_of_fit", "homogeneity"):
        mine, theirs = getattr(found, name), getattr(alone, name)
        assert mine.statistic == pytest.approx(theirs.statistic, rel=1e-7)
        assert mine.degrees_of_freedom == theirs.degrees_of_freedom


def test_two_waves_of_the_same_people_are_pairs():
    answers = {1: [10, 8, 3, 9, 7, 2, 10], 2: [10, 10, 8, 9, 3, 2, 9]}
    ids = dict.fromkeys(answers, range(7))
    pairs = nps.compare_paired(answers[2], answers[1], method="t")
    found = trend(answers, ids=ids)
    assert found.p_value == pytest.approx(pairs.p_value, rel=1e-9)
    assert found.degrees_of_freedom == pytest.approx(6.0)
    assert found.confidence_interval == pytest.approx(pairs.confidence_interval, rel=1e-9)
    wald = nps.compare_paired(answers[2], answers[1], method="wald")
    assert trend(answers, ids=ids, method="wls").p_value == pytest.approx(wald.p_value, rel=1e-9)


def test_a_part_of_the_same_people_has_the_freedom_of_derrick():
    answers = {1: [10, 8, 3, 9, 7, 2, 10], 2: [10, 10, 8, 9, 3]}
    ids = {1: [1, 2, 3, 4, 5, 6, 7], 2: [1, 2, 3, 8, 9]}
    pair = nps.compare_overlapping(
        answers[2], answers[1], sample_ids=ids[2], reference_ids=ids[1], method="t"
    )
    found = trend(answers, ids=ids)
    assert found.degrees_of_freedom == pytest.approx(pair.degrees_of_freedom, rel=1e-12)


def test_people_who_all_changed_alike_are_said_so():
    answers = {1: [10, 8, 10, 8], 2: [8, 3, 8, 3]}
    found = trend(answers, ids={1: range(4), 2: range(4)}, method="wls")
    assert found.statistic == -np.inf
    assert "Everybody changed alike" in " ".join(found.notes)
    assert str(found).startswith("slope -100.0")


@pytest.mark.slow
@pytest.mark.parametrize("repeat", [0.0, 0.6, 0.9])
def test_size_of_the_trend_of_a_panel(repeat):
    runs = 600
    rejected = 0
    for seed in range(runs):
        answers, ids = panel_of(seed, repeat=repeat)
        rejected += trend(answers, ids=ids).p_value < 0.05
    # four standard deviations of a share of 5% in so many runs
    assert abs(rejected / runs - 0.05) < 4 * np.sqrt(0.05 * 0.95 / runs)


TREND_METHODS = st.sampled_from(["regression", "wls", "random-effects", "contrast"])


@given(st.integers(20, 90), st.integers(0, 2**32 - 1), TREND_METHODS)
def test_equal_weights_give_the_trend_of_counts(n, seed, method):
    rng = np.random.default_rng(seed)
    wave = np.repeat([1, 2, 3, 5], n)
    ratings = rng.integers(0, 11, 4 * n)
    ratings[::n] = 10
    ratings[1::n] = 0
    counted = nps.trend(nps.count_by(ratings, wave), method=method)
    separate = {label: ratings[wave == label] for label in (1, 2, 3, 5)}
    weighted = nps.trend(nps.SurveyCohorts.from_dict(separate), method=method)
    assert weighted.waves.n.tolist() == [n] * 4
    # the design's variance has the divisor n - 1, that of counts n but for "regression"
    widening = 1.0 if method == "regression" else np.sqrt(n / (n - 1))
    if method == "random-effects" and (counted.between_wave_deviation > 0.0):
        assert weighted.slope == pytest.approx(counted.slope, rel=0.2, abs=0.2)
    else:
        assert weighted.slope == pytest.approx(counted.slope, rel=1e-6, abs=1e-6)
    if method != "random-effects":
        assert weighted.standard_error == pytest.approx(widening * counted.standard_error, rel=1e-6)
    assert np.isnan(weighted.permutation.p_value)


@given(surveys(missing=False, zero=False), st.lists(st.sampled_from([1, 2, 4]), min_size=40))
def test_a_slope_is_a_contrast_of_the_scores(survey, wave):
    cohorts = split(survey, wave[: len(survey)], "both")
    assume(len(cohorts) > 1)
    found = nps.trend(cohorts, method="contrast")
    t = np.array(cohorts.labels) - np.mean(cohorts.labels)
    arm = t / (t @ t)
    assert found.slope == pytest.approx(float(arm @ cohorts.score), abs=1e-9)
    covariance = cohorts.covariance()
    assume(np.diag(covariance).min() > 1e-6)
    # scores that move as one leave nothing but rounding
    expected = np.sqrt(max(arm @ covariance @ arm, 0.0))
    assert found.standard_error == pytest.approx(expected, rel=1e-6, abs=1e-5)


def test_two_waves_in_the_same_clusters():
    rng = np.random.default_rng(5)
    wave, clusters = np.repeat([1, 2], 150), np.tile(np.arange(30), 10)
    waves = nps.survey_by(rng.integers(0, 11, 300), wave, clusters=clusters)
    found = nps.trend(waves)
    single = nps.compare(waves[2], waves[1], method="wald-t")
    assert found.slope == pytest.approx(single.difference)
    assert found.standard_error == pytest.approx(single.standard_error)
    assert found.degrees_of_freedom == single.degrees_of_freedom
    assert found.p_value == pytest.approx(single.p_value)
    assert_allclose(found.confidence_interval, single.confidence_interval)
    assert "Binder (1983)" in found.explain()
    assert "Binder" not in nps.trend(waves.counts).explain()
    alone = found.forecast([3]).confidence_interval
    seen = found.forecast([3], n=50).confidence_interval
    assert seen.low[0] < alone.low[0] < alone.high[0] < seen.high[0]


def test_a_unanimous_wave_has_the_variance_of_adjusted_counts():
    waves = nps.SurveyCohorts.from_dict({1: [10, 9, 10, 9], 2: [10, 9, 3, 8], 3: [9, 2, 5, 8]})
    found = nps.trend(waves)
    assert "adjusted counts" in found.notes[0]
    assert np.isfinite(found.standard_error)
    assert found.homogeneity.degrees_of_freedom == 2


def test_a_census_has_no_trend_to_infer():
    waves = {year: nps.SurveySample([10, 9, 3], population=3) for year in (1, 2)}
    with pytest.raises(nps.OptionError, match="no uncertainty in '1': everybody was asked"):
        nps.trend(waves)
