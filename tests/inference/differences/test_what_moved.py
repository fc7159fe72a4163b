"""What moved: shares beside the score, and the ratings as a whole."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_tables import classes, rows
from scipy.stats import mannwhitneyu
from strategies import counts, rating_lists

import nps
from nps import what_moved


def test_the_ordinal_test_agrees_with_coin_on_three_classes():
    table = rows("two_sample_methods", method="mann-whitney")
    assert len(table) == 55
    for row in table:
        pair = (nps.Counts(*classes(row, suffix)) for suffix in ("_1", "_2"))
        found = what_moved(*pair).ratings
        assert found.levels == 3
        assert found.statistic == pytest.approx(float(row["statistic"]), rel=1e-9, abs=1e-9)
        assert found.p_value == pytest.approx(float(row["p_value"]), rel=1e-8, abs=1e-14)


answers = rating_lists.filter(len)


@given(answers, answers)
def test_the_ordinal_test_is_scipys_on_ratings(first, second):
    found = what_moved(first, second).ratings
    assert found.levels == 11
    pairs = [(x > y) + 0.5 * (x == y) for x in first for y in second]
    assert found.superiority == pytest.approx(np.mean(pairs), rel=1e-12, abs=1e-15)
    if len({*first, *second}) == 1:
        assert (found.statistic, found.p_value) == (0.0, 1.0)
        return
    expected = mannwhitneyu(first, second, use_continuity=False, method="asymptotic")
    assert found.p_value == pytest.approx(expected.pvalue, rel=1e-9, abs=1e-14)


@given(counts(max_n=10**6), counts(max_n=10**6), st.sampled_from([0.8, 0.95, 0.99]))
def test_shares_are_compared_like_scores_without_passives(a, b, level):
    found = what_moved(a, b, confidence_level=level)
    for name in nps.Shares._fields:
        change = getattr(found, name)
        mine, theirs = getattr(a, name), getattr(b, name)
        as_scores = nps.compare(
            nps.Counts(mine, 0, a.n - mine), nps.Counts(theirs, 0, b.n - theirs),
            confidence_level=level,
        )  # fmt: skip
        halved = [end / 200 for end in as_scores.confidence_interval]
        assert change.confidence_interval == pytest.approx(halved, abs=1e-12)
        assert change.p_value == pytest.approx(as_scores.p_value, rel=1e-9, abs=1e-300)
        assert change.difference == pytest.approx(mine / a.n - theirs / b.n, abs=1e-15)
        low, high = change.confidence_interval
        if min(abs(low), abs(high)) > 1e-9:
            assert (not low <= 0.0 <= high) == (change.p_value < 1.0 - level)


@given(counts(), counts())
def test_the_changes_of_the_shares_make_the_change_of_the_score(a, b):
    found = what_moved(a, b)
    parts = [getattr(found, name).difference for name in nps.Shares._fields]
    assert sum(parts) == pytest.approx(0.0, abs=1e-12)
    assert 100 * (parts[0] - parts[2]) == pytest.approx(found.score.difference, abs=1e-9)


def test_ratings_can_rise_while_the_score_stays():
    before, after = [10] * 30 + [8] * 30 + [1] * 40, [10] * 30 + [8] * 30 + [6] * 40
    found = what_moved(after, before)
    assert (found.score.difference, found.score.p_value) == (0.0, 1.0)
    assert found.ratings.p_value < 0.05
    assert found.notes == ("The scores cannot be told apart, but the ratings can.",)


def test_the_score_can_rise_while_the_ratings_fall():
    before = [9] * 300 + [8] * 300 + [6] * 400
    after = [9] * 300 + [7] * 450 + [0] * 250
    found = what_moved(after, before)
    assert found.score.difference == 15.0
    assert found.ratings.statistic < 0
    assert found.notes == ("The score moved one way and the ratings as a whole the other.",)


def test_the_score_can_move_alone():
    before = [10] * 300 + [8] * 300 + [3] * 400
    after = [10] * 200 + [9] * 200 + [8] * 200 + [3] * 400
    found = what_moved(after, before)
    assert found.notes == ("The scores can be told apart, but the ratings as a whole cannot.",)


def test_counts_alone_are_ranked_by_class():
    found = what_moved(nps.Counts(50, 30, 20), [9, 8, 3] * 20)
    assert found.ratings.levels == 3
    assert "three classes are ranked" in found.notes[0]
    five = nps.Scale(promoters=(5, 5), passives=(4, 4), detractors=(1, 3))
    mixed = what_moved(nps.count([5, 4, 1] * 20, scale=five), [9, 8, 3] * 20)
    assert mixed.ratings.levels == 3


def test_text():
    found = what_moved(nps.Counts(520, 290, 190), nps.Counts(460, 310, 230))
    lines = str(found).splitlines()
    assert [line.split()[0] for line in lines] == ["score", *nps.Shares._fields, "ratings"]
    assert "46.0 % to 52.0 %, +6.0 [+1.6, +10.4] percentage points, p = 0.007" in lines[1]
    assert "on 3 classes" in lines[4]
    for part in (found, found.promoters, found.ratings):
        assert "<table" in part._repr_html_()
    whole = json.loads(json.dumps(found.to_dict()))
    assert whole["promoters"]["share"] == 0.52
    assert math.isclose(whole["score"]["difference"], 10.0)


def test_empty_samples():
    with pytest.raises(nps.EmptySampleError, match="difference"):
        what_moved([], [9])
    with pytest.raises(nps.EmptySampleError, match="difference"):
        what_moved([9], [None])
