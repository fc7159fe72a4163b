"""Weighted samples in the functions that take many: families, changes, decompositions."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.stats import t as student_t
from survey_strategies import kinds, segments, split, surveys

import nps

approx = pytest.approx
waves = st.lists(st.sampled_from([2024, 2025]), min_size=40, max_size=40)


# ---------------------------------------------------------------- families


@given(surveys(), segments, kinds, st.sampled_from(["pairs", "previous", "rest", "label"]))
def test_a_family_is_its_single_comparisons(survey, segment, kind, against):
    cohorts = split(survey, segment[: len(survey)], kind)
    assume(len(cohorts) > 1 and cohorts.n.min() > 0)
    label = cohorts.labels[0] if against == "label" else against
    family = nps.compare_many(cohorts, against=label, method="wald-t", adjust="none")
    for (one, other), row in zip(family.labels, family, strict=True):
        others = [cohorts[name] for name in cohorts if name != one]
        reference = sum(others) if other == "rest" else cohorts[other]
        single = nps.compare(cohorts[one], reference, method="wald-t")
        assert row.difference == approx(single.difference, abs=1e-9)
        assert row.standard_error == approx(single.standard_error, rel=1e-6, abs=1e-6)
        assert_allclose(row.confidence_interval, single.confidence_interval, rtol=1e-6, atol=1e-5)
    assert family.cohorts is cohorts
    assert np.isnan(family.omnibus.permutation.p_value)
    assert family.omnibus.main is family.omnibus.wald


@given(surveys(), segments, st.sampled_from(["two-sided", "greater", "less"]))
def test_simultaneous_intervals_agree_with_max_z(survey, segment, alternative):
    cohorts = split(survey, segment[: len(survey)], "both")
    assume(len(cohorts) > 1)
    family = nps.compare_many(
        cohorts, adjust="max-z", method="wald-t", alternative=alternative, confidence_level=0.9
    )
    low, high = family.confidence_interval
    clear = np.abs(family.adjusted_p_value - 0.1) > 1e-6
    outside = (low > 0.0) | (high < 0.0)
    assert (outside == family.significant)[clear & ~np.isnan(family.p_value)].all()


def test_two_cohorts_have_one_test():
    cohorts = nps.survey_by(
        [10, 9, 3, 8, 9, 10, 7, 2, 4, 9],
        list("abababbaab"),
        weights=[2, 1, 1, 3, 2, 1, 1, 1, 2, 1],
        clusters=[0, 0, 1, 1, 2, 2, 3, 3, 4, 4],
    )
    family = nps.compare_many(cohorts, method="wald-t")
    (row,) = family
    wald = family.omnibus.wald
    assert wald is not None
    assert wald.statistic == approx(row.statistic**2)
    # one degree of freedom is spent on the contrast, as in R's regTermTest
    assert wald.denominator_degrees_of_freedom == row.degrees_of_freedom - 1
    assert "Wald F of the design" in str(family)
    assert str(family.omnibus) == str(wald)
    assert "(Wald F of the design: p = " in family.omnibus.to_markdown()
    assert ">wald<" in family.omnibus._repr_html_()


def test_a_family_of_empty_and_unanimous_cohorts():
    cohorts = nps.SurveyCohorts.from_dict(
        {"a": [10, 9, 9], "b": [10, 10, 9, 10], "c": [None, None], "d": [3, 9, 10, 8]}
    )
    family = nps.compare_many(cohorts)
    assert np.isnan(family.p_value).sum() == 3
    assert family.omnibus.wald.p_value != family.omnibus.wald.p_value  # no variance in two of them
    rest = nps.compare_many(cohorts, against="rest")
    assert [row.reference.n for row in rest] == [8, 7, 11, 7]
    with pytest.raises(nps.OptionError, match="method must be"):
        nps.compare_many(cohorts, method="welch")


# ---------------------------------------------------------------- changes


@given(surveys(), waves, kinds)
def test_changes_are_the_single_comparisons(survey, wave, kind):
    cohorts = split(survey, wave[: len(survey)], kind)
    assume(len(cohorts) == 2 and cohorts.n.min() > 0)
    cohorts = cohorts.select([2024, 2025])
    found = nps.changes(cohorts, method="wald-t")
    single = nps.compare(cohorts[2025], cohorts[2024], method="wald-t")
    row = found[2025]
    assert row.change == approx(single.difference)
    assert row.standard_error == approx(single.standard_error)
    assert_allclose(row.confidence_interval, single.confidence_interval)
    assert row.score == cohorts[2025].score
    assert row.counts == cohorts[2025].counts
    estimates = nps.estimate(cohorts).confidence_interval
    assert_allclose(found.score_interval.low, estimates.low)


def test_separate_surveys_are_independent_waves():
    surveys = {
        2024: nps.SurveySample([10, 9, 3, 8, 9, 10], weights=[1, 2, 1, 1, 3, 1]),
        2025: nps.SurveySample([10, 9, 9, 8, 2], weights=[1, 1, 2, 1, 1]),
    }
    found = nps.changes(surveys)
    single = nps.compare(surveys[2025], surveys[2024])
    assert found.method == "score"
    assert_allclose(found[2025].confidence_interval, single.confidence_interval)
    panel = nps.changes(
        nps.survey_by([10, 9, 3, 8, 9, 10], [1, 1, 1, 2, 2, 2], clusters=[1, 2, 3, 1, 2, 3])
    )
    assert panel.method == "wald-t"
    assert "in common" in panel.notes[-1]


# ---------------------------------------------------------------- decompositions


def parts(first, second):
    """Mix and rate of Kitagawa from totals of class and segment, written out."""
    (w1, r1), (w2, r2) = (
        (t.sum(axis=1) / t.sum(), (t[:, 0] - t[:, 2]) / t.sum(axis=1)) for t in (first, second)
    )
    centre = (w1 @ r1 + w2 @ r2) / 2.0
    mix = (w2 - w1) * ((r1 + r2) / 2.0 - centre)
    rate = (w1 + w2) / 2.0 * (r2 - r1)
    return np.concatenate((mix, rate, [mix.sum(), rate.sum(), mix.sum() + rate.sum()]))


def test_errors_are_those_of_the_linearised_parts():
    """Derivatives by differences, totals of rows by hand: an independent way to the same errors."""
    rng = np.random.default_rng(3)
    n = 900
    ratings, wave = rng.integers(0, 11, n), rng.choice([2024, 2025], n)
    segment, weights = rng.choice(["a", "b", "c"], n), rng.lognormal(0.0, 0.5, n)
    clusters = rng.integers(0, 60, n)
    strata = clusters % 3
    cohorts = nps.survey_by(
        ratings, {"wave": wave, "segment": segment},
        weights=weights, strata=strata, clusters=clusters, order="sorted",
    )  # fmt: skip
    found = nps.decompose_series(cohorts)[2025]

    classes = np.select([ratings >= 9, ratings >= 7], [0, 1], 2)
    cell = (wave - 2024) * 9 + np.searchsorted(["a", "b", "c"], segment) * 3 + classes
    totals = np.bincount(cell, weights, minlength=18)
    step = 1e-4
    slopes = np.stack(
        [
            (parts(*up.reshape(2, 3, 3)) - parts(*down.reshape(2, 3, 3))) / (2.0 * step)
            for up, down in ((totals + e, totals - e) for e in step * np.eye(18))
        ]
    )
    z = weights[:, None] * slopes[cell]
    variance = np.zeros(z.shape[1])
    for h in range(3):
        rows = [z[clusters == i].sum(axis=0) for i in np.unique(clusters[strata == h])]
        variance += len(rows) ** 2 / (len(rows) - 1) * np.var(rows, axis=0)
    low, high = found.total.confidence_interval
    # 60 clusters in three strata
    half = student_t.ppf(0.975, 57) * found.total.standard_error
    assert (high - low) / 2.0 == approx(half, rel=1e-9)
    assert "57 degrees of freedom" in found.notes[0]
    errors = [
        *found.segments["mix"].standard_error, *found.segments["rate"].standard_error,
        found.mix.standard_error, found.rate.standard_error, found.total.standard_error,
    ]  # fmt: skip
    # differences of slopes over a step of 1e-4 are good to about 1e-8
    assert_allclose(errors, 100.0 * np.sqrt(variance), rtol=1e-6)


@given(surveys(), segments, waves, kinds)
def test_mix_and_rate_add_up(survey, segment, wave, kind):
    size = len(survey)
    cohorts = split(survey, {"wave": wave[:size], "segment": segment[:size]}, kind)
    groups = {label: [x for x in cohorts if x[0] == label] for label in (2024, 2025)}
    assume(all(any(cohorts[x].n for x in labels) for labels in groups.values()))
    common = {x[1] for x in groups[2024]} & {x[1] for x in groups[2025]}
    assume(common)
    found = nps.decompose_series(cohorts.select(groups[2024] + groups[2025]))[2025]
    assert found.mix.change + found.rate.change == approx(found.total.change, abs=1e-9)
    scores = {label: sum(cohorts[x] for x in labels) for label, labels in groups.items()}
    assert found.total.change == approx(scores[2025].score - scores[2024].score, abs=1e-9)
    assert found.share.sum() == approx(1.0)
    single = nps.compare(scores[2025], scores[2024], method="wald-t")
    assert found.total.standard_error == approx(single.standard_error, rel=1e-6, abs=1e-5)


@given(st.integers(60, 180), st.integers(0, 2**32 - 1))
def test_equal_weights_give_the_decomposition_of_counts(n, seed):
    rng = np.random.default_rng(seed)
    # a promoter, a passive and a detractor in each segment: no variance of adjusted counts
    one, two = (
        (
            np.append(rng.integers(0, 11, n - 6), [9, 7, 0] * 2),
            np.append(rng.choice(["a", "b"], n - 6), ["a"] * 3 + ["b"] * 3),
        )
        for _ in range(2)
    )
    counted = nps.decompose(nps.count_by(*two), nps.count_by(*one))
    weighted = nps.decompose(nps.survey_by(*two), nps.survey_by(*one))
    assert weighted.mix.change == approx(counted.mix.change)
    assert weighted.rate.change == approx(counted.rate.change)
    # divisors n and n - 1
    widening = np.sqrt(n / (n - 1))
    for name in ("mix", "rate"):
        mine, theirs = (found.segments[name].standard_error for found in (weighted, counted))
        assert_allclose(mine, widening * theirs, rtol=1e-9)
    assert weighted.total.standard_error == approx(widening * counted.total.standard_error)


@pytest.mark.parametrize("kind", ["respondents", "clusters", "replicates"])
def test_new_and_gone_segments(kind):
    ratings = [10, 9, 3, 8, 9, 10, 7, 2]
    clusters = [1, 1, 2, 2, 3, 3, 4, 4] if kind != "respondents" else None
    first = nps.survey_by(ratings, list("aabbaabb"), clusters=clusters)
    second = nps.survey_by(ratings, list("bbccbbcc"), clusters=clusters)
    if kind == "replicates":
        first, second = first.with_replicates("jk1"), second.with_replicates("jk1")
    found = nps.decompose(second, first)
    assert found.status == ("gone", "both", "new")
    assert found.rate.change == approx(0.5 * (second["b"].score - first["b"].score))
    assert np.isfinite(found.mix.standard_error)


def test_waves_of_a_decomposition_are_of_one_kind():
    weighted = nps.survey_by([10, 9, 3], ["a", "a", "b"])
    counted = nps.count_by([10, 9, 3], ["a", "a", "b"])
    with pytest.raises(nps.InputTypeError, match="both be"):
        nps.decompose(weighted, counted)
    apart = nps.SurveyCohorts.from_dict({"a": [10, 9], "b": [3, 4]})
    with pytest.raises(nps.OptionError, match="groups of one survey"):
        nps.decompose(apart, weighted)
    with pytest.raises(nps.OptionError, match="survey_by"):
        nps.decompose_series(weighted)


# ---------------------------------------------------------------- said of weights


WEIGHTED = {
    2023: nps.SurveySample([10, 10, 9, 3, 8] * 8, weights=[1, 1, 1, 4, 2] * 8),
    2024: nps.SurveySample([10, 10, 9, 9, 2] * 8, weights=[1, 2, 1, 1, 3] * 8),
    2025: nps.SurveySample([10, 10, 9, 9, 8] * 8, weights=[1, 1, 1, 1, 3] * 8),
}
MANY = nps.SurveyCohorts.from_dict(WEIGHTED)
SHARED = nps.survey_by(
    [10, 9, 3, 8, 2, 10, 7] * 12,
    list("aabb") * 21,
    weights=[1, 2] * 42,
    clusters=[i // 4 for i in range(84)],
)


def test_changes_are_told_by_weighted_scores():
    found = nps.changes(WEIGHTED)
    for text in (found.summary(), found[2025].summary()):
        assert (
            "NPS (weighted) did not change detectably between 2024 and 2025 (25.0 to 57.1" in text
        )
    assert str(found[2025]).startswith("NPS 57.1 (unweighted 80.0), change +32.1")
    assert found.to_pandas()["unweighted_score"].tolist() == approx([40.0, 60.0, 80.0])
    assert found[2024].survey.kish_n == approx(WEIGHTED[2024].kish_n)
    assert "unweighted" in found._repr_html_()
    assert "unweighted" not in nps.changes({1: [9, 3], 2: [9, 9]})._repr_html_()
    assert "3 weighted waves" in str(nps.trend(WEIGHTED))


def test_the_unweighted_stands_beside_the_weighted():
    one, other = WEIGHTED[2025], WEIGHTED[2023]
    found, many = nps.compare(one, other), nps.compare(MANY, WEIGHTED[2023])
    assert "NPS 57.1 vs -11.1, n = 40 vs 40, unweighted 80.0 vs 40.0 (score method)" in str(found)
    assert "without weights 80.0 against 40.0" in found.summary()
    assert "\u672a\u52a0\u6743\u4e3a 80.0" in found.summary(language="zh")
    for name in ("Kish", "design effect", "degrees of freedom", "unweighted NPS"):
        assert name in found._repr_html_()
    columns = many.to_pandas()
    assert columns["unweighted_score"].tolist() == approx([40.0, 60.0, 80.0])
    assert columns["reference_kish_n"].tolist() == approx([other.kish_n] * 3)
    assert "reference unweighted score" in many._repr_html_()
    assert "difference_degrees_of_freedom" not in nps.compare(MANY, MANY, method="wald").to_pandas()


def test_tables_of_weighted_scores_picture_weighted_shares():
    html = nps.estimate(MANY)._repr_html_()
    assert "33.3% promoters, 22.2% passives, 44.4% detractors" in html
    for name in ("unweighted", "design effect", "effective n", "Kish n", "df"):
        assert f">{name}</th>" in html


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_methods_of_weighted_results_are_told(language):
    family = nps.compare_many(SHARED)
    assert family.method == "wald-t"
    pair = SHARED["a"], SHARED["b"]
    results = (
        family, family["a", "b"], nps.changes(SHARED.select(list(SHARED))),
        nps.equivalence(*pair, margin=20),
    )  # fmt: skip
    for found in results:
        assert "10.2307/1402588" in found.explain(language=language)
    assert "10.2307/1402588" not in nps.compare_many(nps.count_by([9, 3], ["a", "b"])).explain()
    for omnibus in (family, family.omnibus):
        assert "10.1080/00031305.1990.10475737" in omnibus.explain(language=language)
    p_value = f"p = {family.omnibus.wald.p_value:.3f}".replace("p = 0.000", "p < 0.001")
    assert p_value in family.summary(language=language)
    assert p_value in family.omnibus.summary(language=language)


# ---------------------------------------------------------------- never dropped silently


SINGLE, OTHER = WEIGHTED[2023], WEIGHTED[2024]


@pytest.mark.parametrize(
    "ask",
    [
        lambda: nps.bootstrap(SINGLE),
        lambda: nps.bootstrap([9, 3], OTHER),
        lambda: nps.posterior(MANY),
        lambda: nps.compare_benchmark(SINGLE, 10),
        lambda: nps.compare_part(SINGLE, OTHER),
        lambda: nps.compare_paired(SINGLE, OTHER),
        lambda: nps.compare_overlapping(SINGLE, OTHER, sample_ids=[1], reference_ids=[1]),
        lambda: nps.rank(MANY),
        lambda: nps.shrink(MANY),
        lambda: nps.monitor(MANY),
        lambda: nps.standardize(MANY, to={2023: 1}),
        lambda: nps.count(SINGLE),
        lambda: nps.rolling(MANY, window=3),
    ],
)
def test_functions_without_a_method_for_weights_refuse_them(ask):
    with pytest.raises((nps.InputTypeError, nps.RatingTypeError), match="no method for weights"):
        ask()


def test_the_counts_go_where_weights_do_not():
    assert nps.rank(MANY.counts).labels
    assert nps.posterior(SINGLE.counts).counts == SINGLE.counts
    segments = nps.count_by([9, 3], [2023, 2024])
    with pytest.raises(nps.InputTypeError, match=r"dict\(zip\(to.labels, to.sum_of_weights\)\)"):
        nps.standardize(segments, to=MANY)
    mix = dict(zip(MANY.labels[:2], MANY.sum_of_weights[:2], strict=True))
    assert nps.standardize(segments, to=mix).score == approx(100 * (72 - 64) / 136)


@pytest.mark.parametrize("ask", [nps.changes, nps.trend])
@pytest.mark.parametrize("waves", [WEIGHTED, MANY])
def test_weighted_waves_and_ids_are_refused(ask, waves):
    with pytest.raises(nps.InputTypeError, match=r"give them as clusters: nps\.survey_by"):
        ask(waves, ids={year: range(40) for year in WEIGHTED})


@pytest.mark.parametrize("ask", [nps.changes, nps.trend])
def test_ratings_beside_weighted_waves_are_not_read_by_another_scale(ask):
    with pytest.raises(nps.OptionError, match="invalid: survey samples hold counts"):
        ask({**WEIGHTED, 2026: [9, 3, 99]}, invalid="drop")


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: nps.score(WEIGHTED), "nps.SurveyCohorts.from_dict"),
        (lambda: nps.compare(SINGLE, MANY), "reference must be one sample, got SurveyCohorts"),
        (lambda: nps.compare(SINGLE, nps.PublishedScore(30, 100)), "reference is a PublishedScore"),
        (lambda: nps.equivalence(MANY, SINGLE, margin=5), "must be one sample, got SurveyCohorts"),
    ],
)
def test_what_is_meant_is_said(ask, message):
    with pytest.raises(nps.InputTypeError, match=message):
        ask()


@pytest.mark.parametrize("method", ["score", "wald-t", "wald"])
def test_equivalence_of_weighted_samples_is_two_comparisons(method):
    found = nps.equivalence(SINGLE, OTHER, margin=40, method=method)
    low = nps.compare(SINGLE, OTHER, method=method, null=-40, alternative="greater")
    high = nps.compare(SINGLE, OTHER, method=method, null=40, alternative="less")
    assert found.p_value == max(low.p_value, high.p_value)
    assert found.difference == approx(SINGLE.score - OTHER.score)
    assert found.confidence_interval.low == approx(low.confidence_interval.low)
    assert found.method == method
    shared = nps.equivalence(SHARED["a"], SHARED["b"], margin=40)
    assert shared.method == "wald-t"
    with pytest.raises(nps.OptionError, match="'score', 'wald-t', 'wald', got 'welch'"):
        nps.equivalence(SINGLE, [9, 3], margin=40, method="welch")


def test_a_wave_of_one_respondent_is_named():
    waves = {**WEIGHTED, 2026: nps.SurveySample([10])}
    with pytest.raises(nps.OptionError, match=r"^2026: the sample has a single respondent, which"):
        nps.changes(waves)
    with pytest.raises(
        nps.OptionError, match=r"^the sample has a single respondent, .* only a score"
    ):
        nps.estimate(waves[2026])


# ---------------------------------------------------------------- beside slopes and decompositions


@given(surveys(), waves, kinds)
def test_a_trend_says_what_each_wave_is_worth(survey, wave, kind):
    cohorts = split(survey, wave[: len(survey)], kind)
    assume(len(cohorts) == 2 and cohorts.n.min() > 0)
    found = nps.trend(cohorts)
    assert type(found) is nps.results.Trend
    state = json.loads(json.dumps(found.to_dict(), allow_nan=False))["survey"]
    for label, wave in cohorts.items():
        assert found.survey[label].to_dict() == {**wave.describe().to_dict(), "label": label}
        assert state["kish_n"][state["labels"].index(label)] == approx(wave.kish_n)


def test_a_trend_shows_what_each_wave_is_worth():
    found = nps.trend(WEIGHTED)
    first = found.survey[2023]
    line = (
        f"NPS -11.1, unweighted 40.0, n = 40 (effective {first.effective_n:.1f}, Kish 28.2), design"
    )
    assert f"2023: {line}" in str(found)
    assert line in found._repr_html_()
    # one line for the slope, one for each wave
    assert str(found).count("\n") == 3
    counted = nps.trend(MANY.counts)
    assert type(counted) is nps.results.Trend
    assert "survey" not in counted.to_dict()
    assert "unweighted" not in str(counted) + counted._repr_html_()
    many = nps.trend({year: nps.SurveySample([10, 9, 3, 8]) for year in range(1980, 2015)})
    assert str(many).endswith("... and 5 more")
    assert "... and 5 more" in many._repr_html_()


@given(surveys(), segments, waves, kinds)
def test_a_decomposition_says_what_each_wave_is_worth(survey, segment, wave, kind):
    size = len(survey)
    cohorts = split(survey, {"wave": wave[:size], "segment": segment[:size]}, kind)
    both = [cohorts.select([x for x in cohorts if x[0] == year]) for year in (2024, 2025)]
    assume(all(part.n.any() for part in both))
    assume({x[1] for x in both[0]} & {x[1] for x in both[1]})
    series = nps.decompose_series({2024: regrouped(both[0]), 2025: regrouped(both[1])})
    found = series[2025]
    assert type(found) is nps.results.Decomposition
    for mine, part in zip((found.reference, found.sample), both, strict=True):
        assert mine.to_dict() == part.total.describe().to_dict()
    assert found.total.change == approx(found.sample.score - found.reference.score, abs=1e-9)
    state = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert state["sample"]["kish_n"] == approx(found.sample.kish_n)
    frame = series.to_pandas()
    assert frame["reference_unweighted_score"].tolist() == [found.reference.unweighted_score]
    assert frame["difference_degrees_of_freedom"].tolist() == [found.degrees_of_freedom]


def regrouped(cohorts):
    """Return the segments of one wave under their own labels."""
    return nps.SurveyCohorts.from_dict({label[1]: cohorts[label] for label in cohorts})


def test_a_decomposition_shows_what_each_wave_is_worth():
    rng = np.random.default_rng(8)
    series = nps.decompose_series(
        nps.survey_by(
            rng.integers(0, 11, 400),
            {"wave": np.repeat([2024, 2025], 200), "segment": rng.choice(["a", "b"], 400)},
            weights=rng.choice([1, 2, 5], 400),
            clusters=rng.integers(0, 40, 400),
        )
    )
    found = series[2025]
    first, second = found.reference, found.sample
    for text in (str(found), found._repr_html_()):
        assert (
            f"previous wave: NPS {first.score:.1f}, unweighted {first.unweighted_score:.1f}" in text
        )
        assert f"design effect {second.design_effect:.2f}, {second.degrees_of_freedom:g} df" in text
        assert f"Kish {second.kish_n:.1f}" in text
    html = series._repr_html_()
    assert "unweighted score" in html
    assert "reference unweighted score" in html
    assert "design effect" not in html
    for result in (found, series):
        assert "10.2307/1402588" in result.explain()
    low, high = found.mix.confidence_interval
    half = student_t.ppf(0.975, found.degrees_of_freedom) * found.mix.standard_error
    assert (high - low) / 2.0 == approx(half)
    counted = nps.decompose_series(dict.fromkeys((1, 2), MANY.counts))
    assert type(counted[2]) is nps.results.Decomposition
    assert "sample" not in counted[2].to_dict()
    assert "unweighted" not in str(counted) + counted._repr_html_()
    assert "10.2307/1402588" not in counted.explain()
