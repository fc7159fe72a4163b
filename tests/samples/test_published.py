"""A score known only from a publication: as uncertain as any composition of it."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from agreement import CLOSED, agrees, near_the_end
from hypothesis import given
from hypothesis import strategies as st
from strategies import alternatives, counts

import nps
from nps import PublishedScore
from nps._inference.differences.methods import DIFFERENCES
from nps._kernels.two_scores.score import Pairs
from nps._samples.published import nearest_scores


@given(
    counts(max_n=2000), st.integers(-100, 100), st.integers(1, 2000),
    st.sampled_from([m for m in CLOSED if m != "welch"]), alternatives, st.floats(0, 1),
)  # fmt: skip
def test_a_published_score_is_as_uncertain_as_any_composition_of_it(
    sample, score, n, method, alternative, passives
):
    found = nps.compare(sample, PublishedScore(score, n), method=method, alternative=alternative)
    theta = score / 100.0
    share = abs(theta) + (1.0 - abs(theta)) * (1.0 - passives)
    mix = n * (share + theta) / 2, n * (1.0 - share), n * (share - theta) / 2
    mine = sample.promoters, sample.passives, sample.detractors
    pairs = Pairs(*(np.array([float(k)]) for k in (*mine, *mix)))
    one = DIFFERENCES[method].test(pairs, np.zeros(1), alternative, 1.0 - 0.95)
    low, high = found.confidence_interval
    if alternative != "less":
        assert low <= 100.0 * one.low[0] + 1e-7
    if alternative != "greater":
        assert high >= 100.0 * one.high[0] - 1e-7
    assert found.p_value >= one.p_value[0] - 1e-9
    agrees(found) if not near_the_end(found) else None


def test_two_published_scores():
    found = nps.compare(PublishedScore(40, 1000), PublishedScore(30, 1000))
    assert found.difference == 10.0
    # nobody is a passive: two shares of .7 and .65, twice Miettinen and Nurminen
    worst = nps.compare(nps.Counts(700, 0, 300), nps.Counts(650, 0, 350))
    assert found.confidence_interval == pytest.approx(worst.confidence_interval, abs=1e-9)
    assert found.p_value == pytest.approx(worst.p_value, rel=1e-9)
    assert [note.split(" only")[0] for note in found.notes] == ["Of the sample", "Of the reference"]
    assert "40.0 vs 30.0, n = 1,000 vs 1,000" in str(found)
    assert ">1,000<" in found._repr_html_()


def test_variance_bounds_of_a_published_score():
    for a, b, c in [(50, 30, 20), (10, 0, 0), (0, 0, 7), (3, 9, 8), (0, 4, 0)]:
        sample = nps.Counts(a, b, c)
        low, high = PublishedScore(sample.score, sample.n).variance_bounds
        assert low - 1e-9 <= sample.variance <= high + 1e-9
    assert PublishedScore(40, 10).variance_bounds == (2400.0, 8400.0)
    assert str(PublishedScore(40.0, 1200)) == "NPS 40.0  n = 1,200 (published)"
    assert "1,200" in PublishedScore(40.0, 1200)._repr_html_()


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: PublishedScore(140, 10), nps.OptionError, "between -100 and 100"),
        (lambda: PublishedScore(14, 0), nps.EmptySampleError, "at least one answer"),
        (lambda: PublishedScore(14, 1.5), nps.OptionError, "whole number"),
        (
            lambda: nps.compare(nps.Counts(1, 1, 1), PublishedScore(0, 9), method="permutation"),
            nps.OptionError, "needs the counts of all classes",
        ),
        (
            lambda: nps.compare(nps.Cohorts.from_dict({1: [9]}), PublishedScore(0, 9)),
            nps.InputTypeError, "one by one",
        ),
    ],
)  # fmt: skip
def test_published_scores_are_checked(call, error, message):
    with pytest.raises(error, match=message):
        call()


@given(counts(min_n=1, max_n=400), st.integers(0, 6))
def test_a_score_that_a_sample_has_is_possible_however_it_is_rounded(sample, decimals):
    assert nearest_scores(round(sample.score, decimals), sample.n) is None
    assert nearest_scores(sample.score, sample.n) is None


@given(st.integers(1, 120), st.integers(-1000, 1000))
def test_scores_are_impossible_when_no_counts_round_to_them(n, tenths):
    score = tenths / 10
    digits = 0 if score.is_integer() else 1
    half = Fraction(1, 2 * 10**digits)
    target = Fraction(tenths, 10)
    possible = any(abs(Fraction(100 * k, n) - target) <= half for k in range(-n, n + 1))
    around = nearest_scores(score, n)
    assert (around is None) == possible
    if around:
        assert around[0] < score < around[1]


def test_impossible_figures_are_noted():
    ours = nps.Counts(50, 30, 20)
    (note,) = nps.compare(PublishedScore(57.8, 97), ours).notes[1:]
    assert "n = 97 has a score of 57.8; the nearest are 57.73 and 58.76." in note
    assert len(nps.compare(PublishedScore(57.7, 97), ours).notes) == 1
