"""Every result reads as text, shows as HTML with labels escaped and goes to JSON."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from strategies import cohorts, counts, rating_lists

import nps

#: A label that would run if anybody forgot to escape it.
HOSTILE = "<script>alert('NPS')</script>"
answered = counts(min_n=2, max_n=1000)
several = st.lists(answered, min_size=3, max_size=5)


def check(result: object, kind: type) -> None:
    assert type(result) is kind
    state = json.dumps(result.to_dict(), allow_nan=False)
    assert isinstance(json.loads(state), dict)
    assert str(result).strip()
    page = result._repr_html_()
    assert "<table" in page
    assert "<script" not in page


def labelled(samples: list[nps.Counts]) -> nps.Cohorts:
    names = [HOSTILE, *map(str, range(2, len(samples) + 1))]
    return nps.Cohorts.from_dict(dict(zip(names, samples, strict=True)))


@given(answered, answered)
def test_results_of_one_and_two_samples(sample, reference):
    check(nps.bootstrap(sample), nps.results.BootstrapDistribution)
    check(nps.posterior(sample), nps.results.Posterior)
    check(nps.PublishedScore(sample.score, sample.n), nps.PublishedScore)
    check(nps.compare_benchmark(sample, 20.0), nps.results.Comparison)
    check(nps.compare_part(sample, sample + reference), nps.results.Comparison)
    check(nps.equivalence(sample, reference, margin=10.0), nps.results.Equivalence)


@given(
    st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=2, max_size=30),
    st.integers(1, 10),
)
def test_results_of_the_same_people(pairs, lost):
    later, earlier = map(list, zip(*pairs, strict=True))
    table = nps.Transitions.from_ratings(later, earlier)
    check(table, nps.Transitions)
    check(table.bowker(), nps.results.Test)
    check(nps.compare_paired(later, earlier), nps.results.Comparison)
    ids = list(range(len(pairs)))
    found = nps.compare_overlapping(
        later, earlier, sample_ids=ids, reference_ids=[i + lost for i in ids]
    )
    check(found, nps.results.Comparison)


@given(rating_lists.filter(bool), rating_lists.filter(bool))
def test_what_moved(later, earlier):
    found = nps.what_moved(later, earlier)
    check(found, nps.results.Movement)
    check(found.ratings, nps.results.Test)
    check(found.promoters, nps.results.ShareChange)
    pairs = zip(later, earlier, strict=False)
    same = nps.what_moved(nps.Transitions.from_ratings(*zip(*pairs, strict=True)))
    check(same, nps.results.Movement)
    check(same.ratings, nps.results.Test)


@given(several)
def test_results_of_many_cohorts(samples):
    many = labelled(samples)
    found = nps.compare_many(many)
    check(found, nps.results.ManyComparisons)
    check(next(iter(found)), nps.results.Comparison)
    check(found.omnibus, nps.results.OmnibusTests)
    check(found.omnibus.permutation, nps.results.Test)
    ranking = nps.rank(many)
    check(ranking, nps.results.Ranking)
    check(next(iter(ranking)), nps.results.RankedCohort)
    shrunken = nps.shrink(many)
    check(shrunken, nps.results.Shrinkage)
    check(next(iter(shrunken)), nps.results.ShrunkenScore)


@given(several)
def test_results_of_waves(samples):
    waves = labelled(samples)
    found = nps.changes(waves)
    check(found, nps.results.Changes)
    check(next(iter(found)), nps.results.WaveChange)
    slope = nps.trend(waves)
    check(slope, nps.results.Trend)
    check(slope.forecast([len(samples) + 1]), nps.results.Forecast)
    check(slope.permutation, nps.results.Test)
    chart = nps.monitor(waves, method="shewhart", dispersion="sampling")
    check(chart, nps.results.ControlChart)
    check(next(iter(chart)), nps.results.ChartPoint)


@given(several, st.data())
def test_results_of_segments(samples, data):
    current = labelled(samples)
    previous = labelled(data.draw(st.lists(answered, min_size=len(samples), max_size=len(samples))))
    found = nps.decompose(current, previous)
    check(found, nps.results.Decomposition)
    check(next(iter(found)), nps.results.SegmentChange)
    check(found.mix, nps.results.ChangePart)
    check(found.segments["rate"], nps.results.ChangeParts)
    check(nps.decompose_series({1: previous, 2: current}), nps.results.Decompositions)
    equal = dict.fromkeys(current, 1 / len(current))
    check(nps.standardize(current, to=equal), nps.results.Standardized)


@given(rating_lists.filter(lambda answers: len(answers) >= 3), st.integers(1, 3))
def test_results_of_streams(answers, window):
    check(nps.ConfidenceSequence().update(answers), nps.ConfidenceSequence)
    check(nps.rolling(answers, window=window), nps.results.Rolling)


@given(cohorts(min_n=1), st.sampled_from(["holm", "bonferroni", "benjamini-hochberg"]))
def test_adjusted_p_values_are_never_smaller(many, method):
    p_values = nps.compare(many, many.total).p_value
    assert (nps.adjust_p_values(p_values, method=method) >= p_values).all()
