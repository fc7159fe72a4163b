"""One weighted sample: adding, scaling, reducing to plain counts, refusing what is wrong."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from survey_samples import LONELY, SMALL, Poststratified, numbers
from survey_strategies import KINDS, Survey, kinds, surveys

import nps

approx = pytest.approx


# ---------------------------------------------------------------- adding


# ---------------------------------------------------------------- weights


@given(surveys(), kinds, st.sampled_from([1e-6, 0.1, 10.0, 1e8]), st.sampled_from([0.8, 0.95]))
def test_the_scale_of_the_weights_means_nothing(survey, kind, factor, level):
    sample = survey.sample(kind)
    scaled = survey.weighing([factor * w for w in survey.weights]).sample(kind)
    assert scaled.score == approx(sample.score, abs=1e-10)
    assert_allclose(scaled.standard_error, sample.standard_error, rtol=1e-7, atol=1e-6)
    assume(sample.standard_error > 1e-3)
    same = [0, 1, 2, 3, 4, 6, 7, 9, 10, 11]  # not what looks at the size of the population
    assert_allclose(numbers(scaled)[same], numbers(sample)[same], rtol=1e-9, atol=1e-9)
    for method in ("score", "wald-t", "wald"):
        mine, theirs = (
            nps.estimate(one, method=method, confidence_level=level).confidence_interval
            for one in (scaled, sample)
        )
        assert mine == approx(theirs, rel=1e-9, abs=1e-7)


@given(st.lists(st.integers(0, 10), min_size=2, max_size=40), st.sampled_from([None, 1, 7.5]))
def test_constant_weights_give_the_unweighted_answer(ratings, weight):
    weights = None if weight is None else [weight] * len(ratings)
    sample, counts = nps.SurveySample(ratings, weights=weights), nps.count(ratings)
    plain = nps.estimate(counts, method="t")
    assert sample.counts == counts
    assert sample.score == approx(counts.score, abs=1e-12)
    assert sample.standard_error == approx(plain.standard_error, abs=1e-6)
    assert sample.kish_n == approx(len(ratings))
    assert sample.degrees_of_freedom == len(ratings) - 1
    assume(plain.standard_error > 0.0)
    about = sample.describe()
    assert about.design_effect == approx(1.0)
    assert about.effective_n == approx(len(ratings) - 1)
    limits = nps.estimate(sample, method="wald-t").confidence_interval
    assert limits == approx(plain.confidence_interval)


@given(surveys(missing=False))
def test_a_weight_of_zero_leaves_a_respondent_out(survey):
    there = np.flatnonzero(survey.weights)
    for kind in KINDS:
        assert survey.sample(kind) == survey.take(there).sample(kind)


@given(surveys())
def test_missing_answers_keep_their_place(survey):
    sample = survey.sample("clusters")
    z, ratings, weights = [], np.array(survey.ratings, dtype=float), np.array(survey.weights)
    known = ~np.isnan(ratings) & (weights > 0)
    assert sample.n == known.sum()
    scores = np.where(ratings >= 9, 1.0, np.where(ratings >= 7, 0.0, -1.0))
    d = np.sum(weights[known] * scores[known]) / weights[known].sum()
    # textbook formula, with every cluster, also those in which nobody answered
    for cluster in set(survey.clusters):
        mine = known & (np.array(survey.clusters) == cluster)
        z.append(np.sum(weights[mine] * (scores[mine] - d)) / weights[known].sum())
    n = len(z)
    error = 100 * np.sqrt(n / (n - 1) * np.sum((np.array(z) - np.mean(z)) ** 2))
    assert sample.standard_error == approx(error, rel=1e-9, abs=1e-6)


@given(surveys(), kinds)
def test_seen_in_a_mirror(survey, kind):
    mirrored = survey.sample(kind, scale=nps.STANDARD)
    turned = Survey(
        [None if r is None else 10 - r for r in survey.ratings],
        survey.weights, survey.strata, survey.clusters,
    ).sample(kind, scale=nps.STANDARD.mirrored())  # fmt: skip
    assert turned.score == approx(mirrored.score)
    opposite = survey.sample(
        kind, scale=nps.Scale(promoters=(0, 6), passives=(7, 8), detractors=(9, 10))
    )
    assert opposite.score == approx(-mirrored.score)
    assert opposite.standard_error == approx(mirrored.standard_error, rel=1e-7, abs=1e-6)
    assume(mirrored.standard_error > 1e-3)
    low, high = nps.estimate(mirrored).confidence_interval
    assert nps.estimate(opposite).confidence_interval == approx((-high, -low), abs=1e-7)


# ------------------------------------------------------------ finite population, lonely clusters


@given(surveys(missing=False, zero=False), st.integers(0, 50))
def test_a_finite_population_takes_its_share_of_the_variance(survey, more):
    clusters = len(set(survey.clusters))
    limited = survey.sample("clusters", population=clusters + more)
    endless = survey.sample("clusters")
    left = math.sqrt(more / (clusters + more))
    assert limited.standard_error == approx(left * endless.standard_error, abs=1e-7)
    assume(endless.standard_error > 1e-3)
    if more:
        ratio = limited.describe().effective_n / endless.describe().effective_n
        assert ratio == approx(1 / left**2)
    else:
        assert nps.estimate(limited).confidence_interval == approx([limited.score] * 2, abs=1e-9)


def test_a_census_of_people_who_agree_leaves_no_doubt():
    census = nps.SurveySample([9, 10, 9], population=3)
    assert nps.estimate(census).confidence_interval == (100.0, 100.0)
    some = nps.estimate(nps.SurveySample([9, 10, 9], population=6))
    none = nps.estimate(nps.SurveySample([9, 10, 9]))
    assert none.confidence_interval.low < some.confidence_interval.low < 100.0
    assert nps.estimate(nps.SurveySample([9, 3, 9], population=3)).notes == (
        "A tiny sample: only 3 valid answers.",
        "Few clusters: 2 degrees of freedom. The standard error is itself uncertain.",
        "The design leaves no uncertainty.",
    )


def test_populations_of_strata():
    given = {"ratings": [10, 9, 3, 8], "strata": ["a", "a", "b", "b"]}
    sample = nps.SurveySample(**given, population={"a": 4, "b": 2, "c": 1})
    # stratum b was asked completely, and in a nothing varies
    assert sample.standard_error == 0.0
    half = sample + nps.SurveySample([3, 3], strata=["c", "c"], population={"c": 2})
    assert half.standard_error == 0.0
    with pytest.raises(nps.OptionError, match="stratum 'a' has two populations: 4 and 9"):
        sample + nps.SurveySample([3, 3], strata=["a", "a"], population={"a": 9})


def test_a_lonely_cluster_is_an_error_that_names_the_stratum():
    sample = nps.SurveySample(**LONELY)
    assert sample.score == approx(100 / 6)
    for ask in (nps.estimate, lambda one: nps.compare(one, [9, 3]), lambda one: one.describe()):
        with pytest.raises(nps.OptionError, match="stratum 'b' has a single cluster, which says"):
            ask(sample)


def test_options_for_lonely_clusters_by_hand():
    # linearised values: d = 1/6; strata a: clusters (2 - 2d, -1 - 2d)/6, b: (0 - 2d)/6
    d = 1 / 6
    a1, a2, b1 = (2 - 2 * d) / 6, (-1 - 2 * d) / 6, (0 - 2 * d) / 6
    within = 2 * ((a1 - (a1 + a2) / 2) ** 2 + (a2 - (a1 + a2) / 2) ** 2)
    expected = {"certainty": within, "adjust": within + b1**2, "average": 2 * within}
    for lonely, variance in expected.items():
        sample = nps.SurveySample(**LONELY, lonely=lonely)
        assert sample.standard_error == approx(100 * math.sqrt(variance))
        assert sample.degrees_of_freedom == 1
    alone = {"ratings": [10, 3], "clusters": [1, 1]}
    assert math.isnan(nps.SurveySample(**alone, lonely="average").standard_error)
    estimate = nps.estimate(nps.SurveySample(**alone, lonely="certainty"))
    assert estimate.notes[1] == "No degrees of freedom: there are no more clusters than strata."
    assert math.isnan(estimate.confidence_interval.low)
    # a stratum that was asked completely is not lonely
    census = nps.SurveySample(**LONELY, population={"a": 4, "b": 1})
    assert census.standard_error == approx(100 * math.sqrt(within / 2))
    assert census.describe().effective_n > 0


def test_strata_that_hardly_vary_within():
    # in each stratum all but one agree: what is left of the sums of squares is 1/20,000 of them
    ratings = np.repeat([9, 7, 2, 7], [20_000, 1, 20_000, 1])
    strata = np.repeat(["up", "down"], 20_001)
    n = 20_001
    within = np.var([1.0] * 20_000 + [0.0], ddof=1) * n  # of one stratum's total
    expected = 100 * math.sqrt(2 * within) / (2 * n)
    sample = nps.SurveySample(ratings, strata=strata)
    assert sample.standard_error == approx(expected, rel=1e-9)
    clusters = nps.SurveySample(ratings, strata=strata, clusters=range(2 * n))
    # sums of 20,000 rows that cancel to 1/20,000: 2e4 * 2e4 * 1e-16
    assert clusters.standard_error == approx(expected, rel=4e-8)


# ---------------------------------------------------------------- intervals


def test_the_effective_size_is_never_more_than_the_answers():
    # clusters that are all alike: the error is 0, the sample still is one of eight
    sample = nps.SurveySample([9, 3] * 4, clusters=np.repeat(range(4), 2))
    assert sample.standard_error == 0.0
    assert sample.describe().effective_n == 8.0
    low, high = nps.estimate(sample).confidence_interval
    assert low < 0.0 < high


# ---------------------------------------------------------------- comparing


def test_options_of_other_methods_are_refused():
    with pytest.raises(nps.OptionError, match="mid_p, n_resamples, rng and prior are options"):
        nps.compare(SMALL, SMALL, mid_p=True)
    with pytest.raises(nps.OptionError, match="population belongs to the design"):
        nps.estimate(SMALL, population=100)
    with pytest.raises(nps.OptionError, match=r"method must be one of 'score', 'wald-t', 'wald'"):
        nps.estimate(SMALL, method="t")
    with pytest.raises(nps.OptionError, match="method must be one of"):
        nps.compare(SMALL, SMALL, method="welch")


# ---------------------------------------------------------------- in and out


def test_text():
    assert repr(SMALL) == "<SurveySample: n = 8, 4 clusters>"
    assert str(nps.SurveySample([9, None, 12], invalid="drop")) == (
        "weighted NPS 100.0  n = 1 (unweighted NPS 100.0, 1 missing, 1 invalid), no clusters"
    )
    assert str(nps.SurveySample([None], strata=["x"])) == "no valid answer  1 strata, 1 missing"
    assert "12 clusters" not in str(SMALL)
    both = nps.SurveySample([9, 3], strata=["x", "y"], clusters=[1, 1])
    assert str(both).endswith("2 clusters in 2 strata")
    assert str(SMALL.with_replicates("jk1")).endswith("4 replicates")
    assert "weighted share" in SMALL._repr_html_()
    assert "weighted share" in nps.SurveySample([None])._repr_html_()
    estimate = nps.estimate(SMALL)
    assert "effective" in str(estimate)
    assert "design effect" in estimate._repr_html_()
    assert "Kish" in SMALL.describe()._repr_html_()
    comparison = nps.compare(SMALL, [9, 3, 3])
    assert "tiny" in comparison.notes[0]
    assert "NPS 33.3 vs -33.3" in str(comparison)
    assert "reference" in comparison._repr_html_()
    json.dumps([estimate.to_dict(), comparison.to_dict(), SMALL.describe().to_dict()])


def test_nothing_can_be_set():
    with pytest.raises(AttributeError, match="immutable, cannot set 'lonely'"):
        SMALL.lonely = "adjust"
    with pytest.raises(AttributeError, match="immutable, cannot delete 'counts'"):
        del SMALL.counts


# ---------------------------------------------------------------- what is refused


def test_nobody_answered():
    nobody = nps.SurveySample([None, None], weights=[1, 2])
    for ask in (
        nps.score, nps.estimate, lambda one: one.describe(), lambda one: one.standard_error,
        lambda one: one.shares, lambda one: one.kish_n, lambda one: one.unweighted_score,
        lambda one: nps.compare(one, [9]), lambda one: nps.compare([9], one),
    ):  # fmt: skip
        with pytest.raises(nps.EmptySampleError):
            ask(nobody)
    assert nobody.n == 0
    assert nobody.sum_of_weights == 0.0
    assert nps.SurveySample([9, 3], weights=[0, 0]).n == 0


# ---------------------------------------------------------------- replicates


# ---------------------------------------------------------------- calibrated weights


def test_residuals_of_calibration_make_the_variance():
    rng = np.random.default_rng(11)
    groups, base = np.arange(60) % 3, rng.uniform(1, 2, 60)
    ratings = np.where(groups == 0, 9, np.where(groups == 1, 7, 2))
    weighting = Poststratified(groups, base, [50, 30, 20])
    sample = nps.SurveySample(ratings, weights=weighting)
    assert sample.score == approx(30.0)
    # the groups explain the answers wholly, and their sizes are known
    assert sample.standard_error == approx(0.0, abs=1e-6)
    assert sample.degrees_of_freedom == 59
    naive = nps.SurveySample(ratings, weights=weighting.weights)
    assert naive.standard_error > 5.0
    mixed = rng.integers(0, 11, 60)
    clusters = np.repeat(range(12), 5)
    calibrated = nps.SurveySample(mixed, weights=weighting, clusters=clusters)
    assert calibrated.degrees_of_freedom == 11
    points = np.where(mixed >= 9, 1.0, np.where(mixed >= 7, 0.0, -1.0))
    w = weighting.weights
    e = weighting._residuals((points - np.average(points, weights=w))[:, None])[:, 0]
    z = np.bincount(clusters, w * e) / w.sum()
    assert calibrated.standard_error == approx(
        100 * math.sqrt(12 / 11 * np.sum((z - z.mean()) ** 2))
    )
    with pytest.raises(nps.OptionError, match="calibrated anew in each replicate"):
        calibrated.with_replicates("jk1")
    with pytest.raises(nps.OptionError, match="cannot stand beside replicate_weights"):
        nps.SurveySample(mixed, weights=weighting, replicate_weights=np.ones((60, 2)))


# ---------------------------------------------------------------- size


def test_a_million_weighted_rows():
    rng = np.random.default_rng(2)
    n = 10**6
    columns = {
        "ratings": rng.integers(0, 11, n, dtype=np.int8),
        "weights": rng.lognormal(size=n),
        "clusters": rng.integers(0, 10_000, n),
    }

    found = nps.SurveySample(**columns)
    scored = 1.0 * (columns["ratings"] > 8) - (columns["ratings"] < 7)
    expected = 100 * (columns["weights"] @ scored) / columns["weights"].sum()
    assert found.score == pytest.approx(expected, rel=1e-12)
    assert found.degrees_of_freedom == 9_999
