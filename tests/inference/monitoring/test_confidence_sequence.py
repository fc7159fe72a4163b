"""Confidence sequences: valid at all times, whatever the cuts, saved and restored, added."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import examples
from strategies import lists_with_missing, rating_lists

import nps
from nps import ConfidenceSequence

methods = st.sampled_from(["betting", "empirical-bernstein"])
EXAMPLES = examples("wave_examples")
SCORES = EXAMPLES["cs_hedged_betting"]["input"]["scores"]
RATINGS = [{1: 10, 0: 8, -1: 3}[score] for score in SCORES]


def test_interval_of_the_authors_rounded_outwards():
    expected = EXAMPLES["cs_hedged_betting"]["expected"]
    pairs = zip(expected["lower"], expected["upper"], strict=True)
    for k, (low, high) in zip((1, 5, 10, 20), pairs, strict=True):
        ours = ConfidenceSequence().update(RATINGS[:k]).confidence_interval
        # rounded outwards to 0.1 point; the authors' grid adds 0.02
        assert 100 * low - 0.1 <= ours.low <= 100 * low + 0.021
        assert 100 * high - 0.021 <= ours.high <= 100 * high + 0.1
    found = ConfidenceSequence(method="empirical-bernstein").update(RATINGS).confidence_interval
    assert found == pytest.approx((-45.088474, 100.0), abs=0.5e-5)


def test_before_the_first_answer():
    start = ConfidenceSequence(0.9)
    assert start.confidence_interval == (-100.0, 100.0)
    assert np.isnan(start.score)
    assert start.n == 0
    assert start.update([None, ""]).counts == nps.Counts(0, 0, 0, missing=2)
    assert start.notes == ()
    assert "NPS n/a" in str(start)
    empty = ConfidenceSequence(method="empirical-bernstein")
    assert (empty + empty).confidence_interval == (-100.0, 100.0)
    assert (start + start).confidence_interval == (-100.0, 100.0)


@given(rating_lists, rating_lists, methods)
def test_intervals_only_shrink(one, two, method):
    first = ConfidenceSequence(method=method).update(one)
    second = first.update(two)
    if np.isnan(second.confidence_interval.low):
        return
    assert first.confidence_interval.low <= second.confidence_interval.low
    assert second.confidence_interval.high <= first.confidence_interval.high


@given(rating_lists, methods)
def test_mirror(answers, method):
    turned = [{True: 0, False: 8 if r > 6 else 10}[r > 8] for r in answers]
    one = ConfidenceSequence(method=method).update(answers).confidence_interval
    two = ConfidenceSequence(method=method).update(turned).confidence_interval
    assert two == pytest.approx((-one.high, -one.low), abs=1e-9, nan_ok=True)


@given(lists_with_missing, st.integers(0, 60), methods)
def test_a_stream_may_be_cut_and_saved_anywhere(answers, cut, method):
    whole = ConfidenceSequence(method=method).update(answers)
    part = ConfidenceSequence(method=method).update(answers[:cut])
    restored = ConfidenceSequence.from_dict(json.loads(json.dumps(part.to_dict())))
    assert restored == part
    assert restored.update(answers[cut:]) == part.update(answers[cut:])
    rest = restored.update(answers[cut:])
    assert rest.counts == whole.counts == nps.count(answers)
    assert rest.confidence_interval == pytest.approx(whole.confidence_interval, abs=1e-9)
    # products over other blocks of answers
    assert_allclose(rest._state.capital, whole._state.capital, rtol=1e-9, atol=1e-11)


@given(rating_lists, rating_lists, methods)
def test_adding_is_symmetric_and_nothing_adds_nothing(one, two, method):
    start = ConfidenceSequence(method=method)
    a, b = start.update(one), start.update(two)
    assert a + b == b + a
    assert (a + b).counts == nps.count([*one, *two])
    # the past of one stream is not carried over, so that its interval may only widen
    alone = (a + start).confidence_interval
    if not np.isnan(a.confidence_interval.low):
        assert alone.low <= a.confidence_interval.low + 1e-9
        assert alone.high >= a.confidence_interval.high - 1e-9


@pytest.mark.parametrize("method", ["betting", "empirical-bernstein"])
def test_two_streams_say_more_than_one(method):
    rng = np.random.default_rng(6)
    start = ConfidenceSequence(method=method)
    a, b = (start.update(rng.choice([10, 8, 3], p=[0.6, 0.25, 0.15], size=600)) for _ in range(2))
    together = (a + b).confidence_interval
    for alone in (a.confidence_interval, b.confidence_interval):
        assert together.high - together.low < alone.high - alone.low
    assert (a + b).n == 1200


def test_wider_levels_contain_narrower_ones():
    inner = ConfidenceSequence(0.8).update(RATINGS * 5).confidence_interval
    outer = ConfidenceSequence(0.99).update(RATINGS * 5).confidence_interval
    assert outer.low < inner.low < inner.high < outer.high


@given(rating_lists, rating_lists, methods)
def test_a_score_outside_its_interval_says_why(one, two, method):
    found = ConfidenceSequence(0.5, method=method).update(one * 9).update(two)
    low, high = found.confidence_interval
    inside = not found.n or low <= found.score <= high
    assert bool(found.notes) == (not inside)
    assert str(found).endswith("".join(found.notes))
    said = {"en": ("lies outside", "not one true"), "zh": ("区间之外", "并非始终不变")}
    for language, words in said.items():
        assert any(word in found.summary(language) for word in words) == (not inside)
    assert "\n" not in repr(found)


def test_a_score_that_leaves_its_interval():
    moved = ConfidenceSequence().update([10] * 200).update([0] * 8)
    assert moved.score < moved.confidence_interval.low
    assert moved.notes[0].startswith("The score of all answers lies outside the interval")


@pytest.mark.parametrize("method", ["betting", "empirical-bernstein"])
def test_a_stream_that_moves_is_found_out(method):
    moved = ConfidenceSequence(method=method).update([10] * 300).update([0] * 3000)
    assert np.isnan(moved.confidence_interval.low)
    assert moved.notes[0].startswith("No score fits the whole stream")
    assert "[no interval]" in str(moved)
    assert "n/a" not in moved.summary()
    assert "there was not one true score all along" in moved.summary()
    again = ConfidenceSequence.from_dict(json.loads(json.dumps(moved.to_dict())))
    assert np.isnan(again.update([10]).confidence_interval.high)


def test_other_scales_and_invalid_answers():
    scale = nps.Scale.conventional(1, 5)
    found = ConfidenceSequence().update([5, 5, 4, 1, 7, None], scale=scale, invalid="drop")
    assert found.counts == nps.Counts(2, 1, 1, missing=1, invalid=1)
    assert found.score == 25.0
    with pytest.raises(nps.RatingError, match="11 at position 1"):
        ConfidenceSequence().update([10, 11])


def test_errors_name_argument_value_and_way_out():
    sequence = ConfidenceSequence()
    for counted in (nps.Counts(1, 2, 3), nps.Cohorts.from_counts([1], [1], [1], [1])):
        with pytest.raises(nps.InputTypeError, match="in the order in which they came"):
            sequence.update(counted)
    with pytest.raises(nps.OptionError, match="Did you mean 'betting'"):
        ConfidenceSequence(method="beting")
    with pytest.raises(nps.OptionError, match=r"Did you mean 0\.95"):
        ConfidenceSequence(95)
    with pytest.raises(nps.OptionError, match="same method"):
        sequence + ConfidenceSequence(method="empirical-bernstein")
    with pytest.raises(nps.OptionError, match=r"same confidence_level, got 0\.95 and 0\.9"):
        sequence + ConfidenceSequence(0.9)
    with pytest.raises(TypeError):
        sequence + 1
    with pytest.raises(nps.InputTypeError, match="mapping must be a mapping"):
        ConfidenceSequence.from_dict([1])
    saved = sequence.to_dict()
    with pytest.raises(nps.OptionError, match="must have the keys"):
        ConfidenceSequence.from_dict({**saved, "more": 1})
    with pytest.raises(nps.InputTypeError, match="method must be"):
        ConfidenceSequence.from_dict({"confidence_level": 0.9})
    for broken in ([1, 2], "text", None, [0, 0, float("nan")]):
        with pytest.raises(nps.OptionError, match="stakes is not what"):
            ConfidenceSequence.from_dict({**saved, "stakes": broken})


def test_is_a_value():
    one, two = (ConfidenceSequence().update(RATINGS) for _ in range(2))
    assert one == two
    assert one != two.update([10])
    assert one != "text"
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)
    with pytest.raises(AttributeError):
        one.confidence_level = 0.9
    assert one.update([]) == one
    assert repr(one) == f"<ConfidenceSequence: {one}>"
    assert "valid at all times" in one._repr_html_()
    with pytest.raises(ValueError, match="read-only"):
        ConfidenceSequence()._state.capital[0][0] = 1.0


def streams(shares, runs, length):
    rng = np.random.default_rng(8)
    return rng.choice([10, 8, 3], p=shares, size=(runs, length))


@pytest.mark.slow
@pytest.mark.parametrize("method", ["betting", "empirical-bernstein"])
@pytest.mark.parametrize("shares", [(0.5, 0.3, 0.2), (0.9, 0.08, 0.02)])
def test_the_truth_is_rarely_ever_left_out(method, shares):
    """Looked at after each of 250 answers: an interval that leaves the truth once has left it."""
    truth = 100 * (shares[0] - shares[2])
    start = ConfidenceSequence(0.9, method)
    ends = [start.update(stream).confidence_interval for stream in streams(shares, 200, 250)]
    missed = sum(not low <= truth <= high for low, high in ends)
    # at most 10%, and four standard deviations of 200 runs at 10% are 8.5%
    assert missed / 200 <= 0.10 + 4 * np.sqrt(0.1 * 0.9 / 200)


def test_a_usual_interval_looked_at_as_often_leaves_the_truth_out():
    misses = 0
    for stream in streams((0.5, 0.3, 0.2), 100, 250):
        columns = [np.cumsum(stream == rating) for rating in (10, 8, 3)]
        looks = nps.Cohorts.from_counts(range(250), *columns)
        low, high = nps.estimate(looks, confidence_level=0.9).confidence_interval
        misses += bool(((low > 30.0) | (high < 30.0)).any())
    assert misses / 100 > 0.3  # against 10% promised
