"""What moved: shares beside the score, and the ratings as a whole."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_tables import classes, rows
from scipy.stats import brunnermunzel, mannwhitneyu, rankdata
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


@pytest.mark.parametrize("kind", ["asymptotic", "exact"])
def test_one_sided_and_exact_tests_agree_with_coin(kind):
    table = rows("wilcoxon", kind=kind)
    assert len(table) > 60
    for row in table:
        pair = (nps.Counts(*classes(row, suffix)) for suffix in ("_1", "_2"))
        found = what_moved(*pair, alternative=row["alternative"], exact=kind == "exact")
        assert found.ratings.p_value == pytest.approx(float(row["p_value"]), rel=1e-8, abs=1e-12)
        assert found.score.alternative == row["alternative"]


answers = rating_lists.filter(len)


@given(answers, answers, st.sampled_from(["two-sided", "less", "greater"]))
def test_exact_ordinal_tests_count_every_division(first, second, alternative):
    both = np.array([*first, *second])
    n = len(first)
    if math.comb(both.size, n) > 3000:
        first, second = first[:5], second[:5]
        both, n = np.array([*first, *second]), len(first)
    ranks = rankdata(both)
    sums = np.array([ranks[list(rows_)].sum() for rows_ in combinations(range(both.size), n)])
    seen, mean = ranks[:n].sum(), ranks.mean() * n
    extreme = {
        "two-sided": np.abs(sums - mean) >= abs(seen - mean) - 1e-9,
        "greater": sums >= seen - 1e-9,
        "less": sums <= seen + 1e-9,
    }[alternative]
    found = what_moved(first, second, alternative=alternative, exact=True).ratings
    assert found.p_value == pytest.approx(extreme.mean(), rel=1e-9)
    assert found.method == "exact Mann-Whitney"


@given(
    st.lists(st.integers(0, 10), min_size=2, max_size=40),
    st.lists(st.integers(0, 10), min_size=2, max_size=40),
    st.sampled_from(["two-sided", "less", "greater"]),
)
def test_without_weights_the_design_gives_the_test_of_brunner_and_munzel(first, second, side):
    sides = [nps.SurveySample(ratings) for ratings in (first, second)]
    found = what_moved(*sides, alternative=side).ratings
    scores = [np.digitize(ratings, [6.5, 8.5]) for ratings in (first, second)]
    pairs = [(x > y) + 0.5 * (x == y) for x in scores[0] for y in scores[1]]
    assert found.superiority == pytest.approx(np.mean(pairs), abs=1e-12)
    placed = [rankdata(np.concatenate(scores)), *map(rankdata, scores)]
    apart = placed[0][: len(first)] - placed[1], placed[0][len(first) :] - placed[2]
    if max(map(np.ptp, apart)) > 0.0:
        expected = brunnermunzel(scores[0], scores[1], alternative=side)
        assert found.p_value == pytest.approx(expected.pvalue, rel=1e-6, abs=1e-9)


def test_weighted_samples_are_compared_by_their_designs():
    rng = np.random.default_rng(8)
    ratings, region = rng.integers(0, 11, 600), rng.choice(["a", "b"], 600)
    regions = nps.survey_by(ratings, region, weights=rng.uniform(0.5, 2, 600))
    found = what_moved(regions["a"], regions["b"])
    assert found.score == nps.compare(regions["a"], regions["b"])
    shares = nps.compare_shares(regions["a"], regions["b"], adjust="none")
    for name in nps.Shares._fields:
        change, same = getattr(found, name), shares[name]
        assert change.confidence_interval == pytest.approx(same.confidence_interval, rel=1e-12)
        assert change.p_value == pytest.approx(same.p_value)
    assert found.notes[-1] == (
        "The ratings themselves are not known, so the three classes are ranked."
    )
    assert "linearised difference of shares" in found.explain()
    alike = what_moved(regions["a"], regions["a"])
    assert alike.ratings.superiority == pytest.approx(0.5)
    with pytest.raises(nps.OptionError, match="exact=True is for answers of equal weight"):
        what_moved(regions["a"], regions["b"], exact=True)
    with pytest.raises(nps.InputTypeError, match="exact must be True or False"):
        what_moved([9], [3], exact=1)
    with pytest.raises(nps.OptionError, match="got 5,000 and 5,000"):
        what_moved(nps.Counts(5000, 0, 0), nps.Counts(0, 0, 5000), exact=True)


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


moved_people = st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=1, max_size=12)
sides = st.sampled_from(["two-sided", "less", "greater"])


def test_the_same_people_are_ranked_as_by_wilcoxon_in_r():
    table = rows("paired", method="wilcoxon_signed_rank")
    assert len(table) == 37
    for row in table:
        cells = np.reshape([int(x) for x in row["table"].split()], (3, 3))
        found = what_moved(nps.Transitions(cells.tolist())).ratings
        assert found.p_value == pytest.approx(float(row["p_value"]), rel=1e-9, abs=1e-15)
        assert (found.method, found.levels) == ("signed-rank", 3)


@given(moved_people, sides)
def test_the_exact_test_of_the_same_people_takes_all_signs(people, side):
    later, earlier = map(list, zip(*people, strict=True))
    moves = nps.Transitions.from_ratings(later, earlier)
    found = what_moved(moves, alternative=side, exact=True).ratings
    gaps = np.subtract(later, earlier)
    assert found.superiority == pytest.approx(np.mean((gaps > 0) + 0.5 * (gaps == 0)))
    gaps = gaps[gaps != 0]
    ranks = np.round(2 * rankdata(np.abs(gaps)))
    sums = np.array(list(product((-1, 1), repeat=gaps.size))) @ ranks
    seen = ranks @ np.sign(gaps)
    expected = {
        "two-sided": np.abs(sums) >= abs(seen), "greater": sums >= seen, "less": sums <= seen,
    }[side]  # fmt: skip
    assert found.p_value == pytest.approx(expected.mean(), rel=1e-12)
    assert (found.method, found.levels) == ("exact signed-rank", 11)


@given(moved_people, sides)
def test_turned_round_the_same_people_moved_the_other_way(people, side):
    later, earlier = map(list, zip(*people, strict=True))
    there = what_moved(nps.Transitions.from_ratings(later, earlier), alternative=side)
    other = {"two-sided": "two-sided", "less": "greater", "greater": "less"}[side]
    back = what_moved(nps.Transitions.from_ratings(earlier, later), alternative=other)
    assert there.ratings.statistic == pytest.approx(-back.ratings.statistic)
    assert there.ratings.p_value == pytest.approx(back.ratings.p_value)
    assert there.ratings.superiority == pytest.approx(1.0 - back.ratings.superiority)


def test_the_same_people_are_compared_as_such():
    moves = nps.Transitions([[30, 5, 2], [9, 20, 4], [3, 6, 21]], unanswered=3)
    found = what_moved(moves, confidence_level=0.9)
    assert found.score == nps.compare_paired(moves, confidence_level=0.9)
    shares = nps.compare_shares(moves, adjust="none", confidence_level=0.9)
    for name in nps.Shares._fields:
        assert getattr(found, name) == replace(shares[name], label=None)
    assert found.notes == (
        "3 people are left out: 3 in neither.",
        "The ratings themselves are not known, so the three classes are ranked.",
    )
    assert "a later answer is higher with probability 0.535" in str(found)
    assert found.ratings.summary() == (
        "Ratings of the same people as a whole did not change detectably: a later answer beats the"
        f" earlier one with a probability of 0.535 (p = {found.ratings.p_value:.3f})."
    )
    for said in ("signed-rank", "Tango", "McNemar"):
        assert said in found.explain()
    few = what_moved(nps.Transitions.from_ratings([3, 9, 8, 9], [1, 9, 9, 5]))
    (note,) = few.ratings.notes
    assert note in few.notes
    assert note.startswith("Only 3 people changed, too few for the normal law to be exact")
    nine = [[40, 0, 0], [9, 0, 0], [0, 0, 0]]
    assert what_moved(nps.Transitions(nine)).ratings.notes
    nine[1][0] = 10
    assert not what_moved(nps.Transitions(nine)).ratings.notes
    assert not what_moved(nps.Transitions([[4, 0, 0], [0] * 3, [0] * 3])).ratings.notes


@pytest.mark.parametrize(("later", "word"), [([9, 9, 8], "rose"), ([1, 0, 2], "fell")])
def test_the_same_people_rose_or_fell(later, word):
    moves = nps.Transitions.from_ratings(later * 5, [5] * 15)
    said = what_moved(moves).ratings.summary()
    assert said.startswith(f"Ratings of the same people {word}, changes ranked by their size")


def test_what_is_refused_of_the_same_people():
    moves = nps.Transitions([[30, 5, 2], [9, 20, 4], [3, 6, 21]])
    with pytest.raises(nps.InputTypeError, match="give no reference beside it"):
        what_moved(moves, [9])
    with pytest.raises(nps.EmptySampleError, match="nobody answered twice"):
        what_moved(nps.Transitions([[0] * 3] * 3))
    with pytest.raises(nps.OptionError, match=r"about 1,200 changes at most, got 2,000"):
        what_moved(nps.Transitions([[0, 2000, 0], [0] * 3, [0] * 3]), exact=True)
    with pytest.raises(nps.InputTypeError, match="reference"):
        what_moved([9, 3])


def test_names_reach_what_is_said_of_the_ratings():
    found = what_moved([10] * 9, [3] * 9, names=("Q2", "Q1"))
    assert "an answer of Q2 beats one of Q1 with a probability" in found.summary()
    assert "Q2的回答高于Q1回答的概率" in found.summary("zh").replace(" ", "")
    assert "an answer of the sample beats one of the reference" in found.ratings.summary()


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
    assert "46.0% to 52.0%, +6.0 [+1.6, +10.4] percentage points, p = 0.007" in lines[1]
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
