"""What those who did not answer leave open: closed forms, the dossier's figures, relations."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from strategies import cohorts, counts

import nps

FIFTH = nps.Counts(110, 60, 30)
levels = st.sampled_from([0.8, 0.9, 0.95, 0.99])
shares = (0.55, 0.30, 0.15)


@pytest.mark.parametrize(
    ("rate", "bounds", "interval"),
    [
        (0.2, (-72.0, 88.0), (-75.2, 89.9)),
        (0.6, (-16.0, 64.0), (-20.6, 67.2)),
        (0.9, (26.0, 46.0), (21.7, 49.7)),
    ],
)
def test_figures_computed_before(rate, bounds, interval):
    # NPS 40, 1,000 asked; computed for the method's description by other code
    answers = nps.Counts(*(round(1000 * rate * share) for share in shares))
    found = nps.response.bounds(answers, invited=1000)
    assert found.bounds == pytest.approx(bounds, abs=1e-9)
    assert [round(end, 1) for end in found.confidence_interval] == list(interval)


def test_the_numbers_of_a_fifth():
    found = nps.response.bounds(FIFTH, invited=1000, plausible=(0, 40))
    assert found.score == 40.0
    assert (found.response_rate, found.invited) == (0.2, 1000)
    assert found.bias_per_10_points == 8.0
    assert found.score_if(20) == 24.0
    assert found.tipping_point() == -10.0
    assert found.tipping_point(30) == 27.5
    assert found.plausible == (0.0, 40.0)
    assert found.plausible_bounds == (8.0, 40.0)
    low, high = found.response_rate_interval
    assert (round(low, 4), round(high, 4)) == (0.1764, 0.2259)  # Wilson 1927, by hand
    assert "8.0 to 40.0  [6.1, 41.6]" in str(found)


@given(counts(max_n=2000), st.integers(0, 5000), levels)
def test_bounds_hold_the_score_and_lie_within_their_interval(sample, silent, level):
    found = nps.response.bounds(sample, invited=sample.n + silent, confidence_level=level)
    assert type(found) is nps.results.ResponseBounds
    low, high = found.bounds
    worst, best = (
        nps.Counts(sample.promoters, sample.passives, sample.detractors + silent),
        nps.Counts(sample.promoters + silent, sample.passives, sample.detractors),
    )
    assert (low, high) == pytest.approx((worst.score, best.score), abs=1e-9)
    assert low - 1e-9 <= sample.score <= high + 1e-9
    assert found.confidence_interval.low <= low + 1e-9
    assert found.confidence_interval.high >= high - 1e-9
    # no wider than two two-sided intervals, no narrower than two one-sided ones
    wide, narrow = (
        [nps.estimate(end, confidence_level=p).confidence_interval for end in (worst, best)]
        for p in (level, 2 * level - 1)
    )
    assert wide[0].low - 1e-9 <= found.confidence_interval.low <= narrow[0].low + 1e-9
    assert narrow[1].high - 1e-9 <= found.confidence_interval.high <= wide[1].high + 1e-9
    assert high - low == pytest.approx(200 * (1 - found.response_rate), abs=1e-9)


@given(counts(max_n=10**6), levels)
def test_with_everybody_it_is_the_estimate(sample, level):
    found = nps.response.bounds(sample, invited=sample.n, confidence_level=level)
    alone = nps.estimate(sample, confidence_level=level)
    assert found.confidence_interval == alone.confidence_interval
    assert found.bounds == pytest.approx((alone.score, alone.score))
    assert math.isnan(found.tipping_point())
    assert found.bias_per_10_points == 0.0
    assert any("Everybody who was asked answered" in note for note in found.notes)


@given(counts(max_n=2000), st.integers(1, 5000), st.floats(-100, 100))
def test_tipping_points_tip(sample, silent, target):
    found = nps.response.bounds(sample, invited=sample.n + silent)
    tipping = found.tipping_point(target)
    if abs(tipping) <= 100:
        assert found.score_if(tipping) == pytest.approx(target, abs=1e-9)
        assert found.bounds.low - 1e-9 <= target <= found.bounds.high + 1e-9
    else:
        assert not found.bounds.low < target < found.bounds.high
    below = found.score - found.score_if(max(found.score - 10, -100))
    assert below == pytest.approx(
        found.bias_per_10_points * min(10, found.score + 100) / 10, abs=1e-9
    )


@given(counts(max_n=500), st.integers(0, 900), levels)
def test_the_whole_scale_is_the_worst_case(sample, silent, level):
    found = nps.response.bounds(
        sample, invited=sample.n + silent, plausible=(-100, 100), confidence_level=level
    )
    assert found.plausible_bounds == found.bounds
    assert found.plausible_interval == found.confidence_interval


@given(counts(max_n=500), st.integers(1, 900), st.floats(-100, 100), st.floats(-100, 100))
def test_what_is_thought_possible_narrows_the_bounds(sample, silent, one, other):
    low, high = sorted((one, other))
    found = nps.response.bounds(sample, invited=sample.n + silent, plausible=(low, high))
    assert found.plausible_bounds == pytest.approx(
        (found.score_if(low), found.score_if(high)), abs=1e-9
    )
    assert found.bounds.low - 1e-9 <= found.plausible_bounds.low
    assert found.plausible_bounds.high <= found.bounds.high + 1e-9
    assert found.plausible_interval.low <= found.plausible_bounds.low + 1e-9
    assert found.plausible_interval.high >= found.plausible_bounds.high - 1e-9
    outside = any("leaves out" in note for note in found.notes)
    assert outside == (not low <= sample.score <= high)


@given(cohorts(), st.integers(0, 50), st.booleans())
def test_columns_are_their_rows(many, silent, guess):
    assume(len(many))
    invited = many.n + silent * np.arange(len(many))
    plausible = (0, 50) if guess else None
    found = nps.response.bounds(many, invited=invited, plausible=plausible)
    assert type(found) is nps.results.ManyResponseBounds
    for i, (label, sample) in enumerate(many.items()):
        row = found[label]
        if not sample.n:
            assert math.isnan(row.score)
            assert row.notes == ("No valid answer: there is no score.",)
            continue
        alone = nps.response.bounds(sample, invited=int(invited[i]), plausible=plausible)
        assert row.notes == alone.notes
        assert str(row) == str(alone)
        assert row.confidence_interval == pytest.approx(alone.confidence_interval, abs=1e-9)
        assert found.tipping_point(20)[i] == pytest.approx(alone.tipping_point(20), nan_ok=True)
        assert found.score_if(20)[i] == pytest.approx(alone.score_if(20))


def test_everybody_of_a_population_was_asked():
    found = nps.response.bounds(FIFTH, invited=1000, population=1000, plausible=(0, 40))
    assert found.confidence_interval == found.bounds
    assert found.plausible_interval == found.plausible_bounds
    assert found.response_rate_interval == (0.2, 0.2)
    assert any("nothing is left to chance" in note for note in found.notes)
    many = nps.Cohorts.from_dict({"a": FIFTH, "b": FIFTH})
    both = nps.response.bounds(many, invited=1000, population={"a": 1000, "b": 4000})
    assert both["a"].confidence_interval == found.bounds
    assert both["a"].response_rate_interval == (0.2, 0.2)
    some = nps.response.bounds(FIFTH, invited=1000, population=4000)
    assert both["b"].confidence_interval == pytest.approx(some.confidence_interval)
    assert any("25.0% of it were asked" in note for note in some.notes)
    # a census of everybody is what `estimate` says of it
    alone = nps.estimate(FIFTH, population=500)
    assert nps.response.bounds(FIFTH, invited=200, population=500).confidence_interval == (
        pytest.approx(alone.confidence_interval, abs=1e-12)
    )


def test_those_counted_missing_were_asked():
    sample = nps.count([10, 9, 3, None, None, 11], invalid="drop")
    found = nps.response.bounds(sample)
    assert (found.invited, found.counts.n) == (6, 3)
    assert any("off the scale count as not given: 1" in note for note in found.notes)
    assert any("only 3 valid answers" in note for note in found.notes)
    assert nps.response.bounds([10, 9, 3, None, None, None]).bounds == found.bounds
    many = nps.Cohorts.from_dict({"a": sample, "b": [10, 3]})
    assert nps.response.bounds(many).invited.tolist() == [6, 2]
    assert nps.response.bounds(many).invited.dtype == np.int64


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "invited must say how many people were asked"),
        ({"invited": 199}, "invited must be at least the number of valid answers, 200, got 199"),
        ({"invited": 0.2}, "invited is a number of people, got 0.2. Of a response rate"),
        ({"invited": 900, "plausible": (40, 0)}, r"Did you mean \(0, 40\)\?"),
        ({"invited": 900, "plausible": 30}, r"plausible must be two scores in points, such as"),
        ({"invited": 900, "plausible": (0, 101)}, "plausible is in points and must lie between"),
        ({"invited": 900, "population": 899}, "population must be at least the number of people"),
    ],
)
def test_what_is_refused(options, message):
    with pytest.raises((nps.OptionError, nps.InputTypeError), match=message):
        nps.response.bounds(FIFTH, **options)


def test_cohorts_that_are_refused():
    many = nps.Cohorts.from_dict({"a": FIFTH, "b": FIFTH})
    with pytest.raises(nps.OptionError, match=r"invited\['b'\] must be at least"):
        nps.response.bounds(many, invited=[300, 100])
    with pytest.raises(nps.OptionError, match="invited has no entry for the cohort 'b'"):
        nps.response.bounds(many, invited={"a": 300})
    with pytest.raises(nps.OptionError, match=r"population\['b'\] must be at least the n"):
        nps.response.bounds(many, invited=400, population=[400, 300])
    with pytest.raises(nps.OptionError, match="invited must say how many"):
        nps.response.bounds(many)
    with pytest.raises(nps.EmptySampleError):
        nps.response.bounds([None, None])
    with pytest.raises(nps.InputTypeError, match="weights"):
        nps.response.bounds(nps.SurveySample([9, 3], weights=[1, 2]), invited=5)


def test_how_it_leaves():
    found = nps.response.bounds(FIFTH, invited=1000)
    saved = json.loads(json.dumps(found.to_dict()))
    assert saved["bounds"] == {"low": -72.0, "high": 88.0}
    assert "plausible" not in saved
    assert "lower for each 10 points" in found._repr_html_()
    many = nps.Cohorts.from_dict({"a": FIFTH, "b": nps.Counts(0, 0, 0)})
    table = nps.response.bounds(many, invited=[1000, 10], plausible=(0, 40))
    frame = table.to_pandas()
    assert frame.loc["a", ["low", "high", "plausible_low", "tipping_point"]].tolist() == (
        [-72.0, 88.0, 8.0, -10.0]
    )
    assert "if the silent score 0.0 to 40.0" in table._repr_html_()
    assert "if the silent score 0.0 to 40.0" in table["a"]._repr_html_()
    assert "plausible_low" not in nps.response.bounds(many, invited=1000).to_pandas()
    assert_array_equal(table.score_if(0), [8.0, 0.0])
    assert_allclose(table.tipping_point(), [-10.0, 0.0])


def test_what_is_said():
    said = nps.response.bounds(FIFTH, invited=1000).summary()
    assert said == (
        "The Net Promoter Score is 40.0 points among the 20.0% of 1,000 people who answered; of"
        " all who were asked it is between -72.0 and 88.0, whatever the others think (95% CI -75.2"
        " to 89.9); for each 10 points that they are below those who answered it is 8.0 points"
        " lower; it is below 0 if they score below -10.0."
    )
    bad = nps.response.bounds(nps.Counts(30, 60, 110), invited=1000).summary()
    assert "it is above 0 if they score above 10.0" in bad
    assert "stays above 0" in nps.response.bounds([9] * 9, invited=10).summary()
    assert "stays below 0" in nps.response.bounds([3] * 9, invited=10).summary()
    assert "all of the 9 people who were asked answered" in (
        nps.response.bounds([3] * 9, invited=9).summary()
    )


def test_what_is_said_of_many():
    many = nps.Cohorts.from_dict({"a": FIFTH, "b": nps.Counts(40, 30, 30), "c": []})
    found = nps.response.bounds(many, invited=[1000, 125, 9])
    assert found.summary() == (
        "2 cohorts: from 20.0% (a) to 80.0% (b) answered, which leaves 160.0 points open in the"
        " one and 40.0 in the other."
    )
    assert "worst-case bounds" in found.explain()
    alone = nps.response.bounds(many.select(["a", "c"]), invited=[1000, 9])
    assert alone.summary().startswith("The Net Promoter Score of a is 40.0 points among the 20.0%")
    nobody = nps.response.bounds(many.select(["c"]), invited=9)
    assert "unknown" in nobody.summary()
    assert "none of 9 people gave a valid answer" in nobody["c"].summary()


def test_what_is_said_of_a_guess():
    guess = nps.response.bounds(FIFTH, invited=1000, plausible=(0, 40))
    assert (
        "if they score between 0.0 and 40.0 it is between 8.0 and 40.0 (95% CI 6.1 to 41.6)"
    ) in guess.summary()
    assert "worst-case bounds" in guess.explain()
