"""All groups at once: what each is held against, the law of the best, and what is refused."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from numpy.testing import assert_allclose, assert_array_equal
from scipy import stats
from segment_strategies import asked, seeds, surveys

import nps

few = settings(max_examples=15)
PLANS = {"plan": ["pro"] * 8 + ["basic"] * 8}
RATINGS = [10, 9, 9, 10, 8, 9, 10, 9, 3, 6, 7, 2, 5, 8, 0, 6]


def screened(data, **options):
    return nps.segments.screen(
        data.ratings, data.factors, **{"n_permutations": 99, "rng": 1, **options}
    )


def members(data, label: str) -> np.ndarray:
    """Who is in a group, from what it is called."""
    inside = np.ones(data.ratings.size, dtype=bool)
    for part in label.split(" & "):
        if " = " in part:
            name, level = part.split(" = ")
            column = data.factors[name]
            if level == "(missing)":
                inside &= pd.isna(column)
            else:
                inside &= np.array([str(value) == level for value in column])
        else:
            frame = pd.DataFrame(data.factors)
            inside &= frame.eval(part).to_numpy(dtype=bool)
    return inside


def classes(ratings) -> np.ndarray:
    return np.where(ratings >= 9, 1, np.where(ratings <= 6, -1, 0))


# ------------------------------------------------------------------ each group against the rest


@given(surveys)
@few
def test_each_group_is_held_against_the_rest_by_student(data):
    found = screened(data, depth=2)
    scores = classes(data.ratings)
    assert {row.label for row in found} >= {"plan = basic", "region = South"}
    assert isinstance(found, nps.results.SegmentScreen)
    for row in found:
        assert isinstance(row, nps.results.Segment)
        inside = members(data, row.label)
        assert row.n == inside.sum() >= 30 <= (~inside).sum()
        t = stats.ttest_ind(scores[inside], scores[~inside])
        assert_allclose(row.z, t.statistic, rtol=1e-9, atol=1e-12)
        gap = 100 * (scores[inside].mean() - scores[~inside].mean())
        assert_allclose([row.difference, row.score - row.rest_score], gap, atol=1e-9)
        assert_allclose(row.z * row.standard_error, gap, rtol=1e-9, atol=1e-9)
        assert_allclose(row.score, nps.score(data.ratings[inside]))
        assert row.variables == tuple(
            name for name in data.factors if name in row.label.replace(" & ", " ").split()
        )


def test_every_large_enough_group_is_there_and_no_other():
    data = asked(3, 400)
    found = screened(data, depth=2, min_n=50)
    plans = [f"plan = {one}" for one in ("basic", "pro", "team")]
    wanted = [f"{plan} & vip = {vip}" for plan in plans for vip in (True, False)]
    for label in (*wanted, *plans):
        n = members(data, label).sum()
        assert (label in found.labels) == (50 <= n <= 350)
    # 400 people of whom a tenth has no age: four quarters by value, and those without
    ages = [row for row in found if row.variables == ("age",)]
    assert len(ages) == 4 + (np.isnan(data.factors["age"]).sum() >= 50)
    assert sum(row.n for row in ages) == 400 - np.isnan(data.factors["age"]).sum()


def test_numbers_with_few_values_are_groups_each():
    rng = np.random.default_rng(1)
    visits = np.where(rng.random(400) < 0.2, np.nan, rng.integers(1, 4, 400))
    found = nps.segments.screen(rng.integers(0, 11, 400), {"visits": visits}, rng=1)
    assert set(found.labels) == {"visits = 1", "visits = 2", "visits = 3", "visits = (missing)"}
    n = {row.label: row.n for row in found}
    assert n["visits = (missing)"] == np.isnan(visits).sum()


def test_a_group_within_another_is_looked_at_once():
    rng = np.random.default_rng(1)
    city = rng.choice(["Berlin", "Paris"], 300)
    country = np.where(city == "Berlin", "DE", "FR")
    vip = rng.random(300) < 0.5
    factors = {"city": city, "country": country, "vip": vip}
    found = nps.segments.screen(rng.integers(0, 11, 300), factors, depth=2, rng=1)
    assert "city = Berlin & vip = True" in found.labels
    assert not [label for label in found.labels if "city" in label and "country" in label]


# ------------------------------------------------------------------ the best by chance


@given(surveys)
@few
def test_p_values_agree_with_intervals_and_steps_go_below(data):
    for options in ({}, {"weights": data.weights}, {"clusters": data.clusters}):
        found = screened(data, confidence_level=0.9, **options)
        low, high = found.confidence_interval
        assert_array_equal(found.p_max < 0.1 - 1e-9, (low > 0) | (high < 0))
        assert_array_equal(found.clear, found.p_max < 0.1 - 1e-9)
        assert (found.adjusted_p_value <= found.p_max).all()
        assert (np.diff(np.abs(found.z)) <= 1e-9).all()
        assert (np.diff(found.p_max) >= 0).all()
        reach = found.critical * found.standard_error
        assert_allclose(low, np.maximum(found.difference - reach, -200.0), atol=1e-9)
        assert_allclose(high, np.minimum(found.difference + reach, 200.0), atol=1e-9)


@given(seeds)
@few
def test_one_group_and_its_complement_have_the_p_value_of_a_permutation_test(seed):
    rng = np.random.default_rng(seed)
    half = np.arange(60) < 30
    ratings = rng.integers(0, 11, 60)
    found = nps.segments.screen(ratings, {"half": half}, n_permutations=9999, rng=1)
    one, other = ratings[half], ratings[~half]
    exact = nps.compare(one, other, method="permutation").p_value
    assert_allclose(found["half = True"].z, -found["half = False"].z)
    # five binomial standard errors
    p = found["half = True"].p_max
    assert abs(p - exact) <= 5 * np.sqrt(max(exact * (1 - exact), 1e-4) / 9999)


@given(surveys)
@few
def test_weights_that_are_equal_and_clusters_of_one_change_no_score(data):
    plain = screened(data)
    for options in (
        {"weights": np.full(data.ratings.size, 2.5)},
        {"clusters": np.arange(data.ratings.size)},
    ):
        found = screened(data, **options)
        assert set(found.labels) == set(plain.labels)
        assert found.method == "sign-flip"
        for row in plain:
            assert_allclose(found[row.label].score, row.score)
            assert_allclose(found[row.label].difference, row.difference, atol=1e-9)
            # the variance of all answers about their mean, in place of that within both sides
            assert_allclose(found[row.label].z, row.z, rtol=0.35, atol=0.1)


@given(surveys)
@few
def test_turning_the_scale_round_turns_differences_round(data):
    mirror = nps.segments.screen(
        10 - data.ratings, data.factors, scale=nps.STANDARD.mirrored(), n_permutations=99, rng=1
    )
    found = screened(data)
    assert_allclose(found.difference, mirror.difference)
    turned = nps.segments.screen(
        data.ratings,
        {"plan": data.factors["plan"]},
        scale=nps.Scale(promoters=(0, 6), passives=(7, 8), detractors=(9, 10)),
        n_permutations=99,
        rng=1,
    )
    for row in nps.segments.screen(data.ratings, {"plan": data.factors["plan"]}, rng=1):
        assert_allclose(turned[row.label].difference, -row.difference)


@given(surveys)
@few
def test_square_and_add_intervals_come_from_both_score_intervals(data):
    found = screened(data, method="mover")
    level = 1 - 2 * stats.norm.sf(found.critical)
    for row in found:
        inside = members(data, row.label)
        sides = nps.count(data.ratings[inside]), nps.count(data.ratings[~inside])
        expected = nps.compare(*sides, method="mover", confidence_level=level).confidence_interval
        assert_allclose(row.confidence_interval, expected, rtol=1e-6, atol=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("options", [{}, {"clusters": np.arange(120) % 30}], ids=["all", "flips"])
def test_nothing_is_found_where_nothing_is(options):
    # 200 samples, found in 5% on average: at most 22 with a chance of 1 - 2e-4
    rng, hits = np.random.default_rng(11), 0
    for _ in range(200):
        factors = {f"flag {j}": rng.random(120) < 0.4 for j in range(6)}
        ratings = rng.choice([10, 8, 3], 120, p=[0.5, 0.3, 0.2])
        found = nps.segments.screen(
            ratings, factors, n_permutations=99, rng=rng, min_n=20, **options
        )
        hits += bool(found.clear.any())
    assert hits <= stats.binom.isf(2e-4, 200, 0.05)
    assert hits >= 1


# ------------------------------------------------------------------ frames, gaps, refusals


def test_frames_and_gaps():
    frame = pd.DataFrame(
        {"plan": pd.Categorical(PLANS["plan"] * 3), "code": pd.array([1, 2, None] * 16)}
    )
    ratings = [*RATINGS * 2, *RATINGS[:-1], None]
    found = nps.segments.screen(ratings, frame, min_n=5, rng=1)
    assert set(found.labels) == {
        "plan = basic", "plan = pro", "code = 1", "code = 2", "code = (missing)",
    }  # fmt: skip
    assert found.n_respondents == 47
    assert found.notes == ("Left out without a valid answer: 1 respondent.",)
    light = nps.segments.screen(RATINGS, PLANS, weights=[0, *[1] * 15], min_n=5, rng=1)
    assert "Left out with a weight of 0: 1 respondent." in light.notes
    assert light["plan = pro"].n == 7


def test_repeats_by_seed_and_leaves_as_a_table():
    one, other = (nps.segments.screen(RATINGS, PLANS, min_n=5, rng=3) for _ in range(2))
    assert one == other
    assert one.to_pandas().loc["plan = basic", "n"] == 8
    assert one.to_dict()["p_max"] == one.p_max.tolist()


def test_one_class_only_has_nothing_to_find():
    found = nps.segments.screen([10] * 16, PLANS, min_n=5, rng=1)
    assert (found.p_max == 1.0).all()
    assert np.isnan(found.confidence_interval.low).all()
    assert "All answers are in one class, so no group can differ." in found.notes


def test_few_clusters_are_told():
    found = nps.segments.screen(RATINGS, PLANS, min_n=5, clusters=[0, 1, 2, 3] * 4, rng=1)
    assert any(note.startswith("Only 4 clusters") for note in found.notes)


@pytest.mark.parametrize("n_clusters", [2, 3, 5])
def test_what_no_flip_of_signs_can_show_is_not_shown(n_clusters):
    # all flips together give each |z| twice, so that no chance is below 2 / 2**clusters
    clusters = np.arange(16) % n_clusters
    found = nps.segments.screen(RATINGS, PLANS, min_n=5, clusters=clusters, rng=1)
    assert (found.p_max >= 2 / 2**n_clusters).all()
    assert (found.adjusted_p_value >= 2 / 2**n_clusters).all()
    assert found.critical == np.inf
    low, high = found.confidence_interval
    assert_array_equal([*low, *high], [-200.0, -200.0, 200.0, 200.0])
    assert any("no group can be told from chance" in note for note in found.notes)
    assert not found.clear.any()


def test_a_chance_at_the_level_is_not_below_it_whatever_the_rounding():
    rng = np.random.default_rng(0)
    ratings, letters = rng.choice([10, 8, 2], 300), rng.choice(list("abc"), 300)
    # 10 draws at 90%: only the largest of all |z| leaves p = 1/11 below 0.1
    found = nps.segments.screen(
        ratings, {"x": letters}, rng=1, n_permutations=10, confidence_level=0.9
    )
    assert found.critical > 2.5
    for level in (0.9, 0.95, 0.99, 0.8, 0.7):
        row = replace(found["x = a"], p_max=round(1 - level, 9), confidence_level=level)
        assert "no further" in row.summary()
        screen = replace(found, p_max=np.full(3, round(1 - level, 9)), confidence_level=level)
        assert not screen.clear.any()
        with pytest.raises(nps.OptionError, match="n_permutations must be from"):
            nps.segments.screen(
                ratings, {"x": letters}, confidence_level=level,
                n_permutations=math.floor(1 / (1 - level) + 1e-9) - 1,
            )  # fmt: skip


@pytest.mark.parametrize("method", ["pooled", "mover"])
@pytest.mark.parametrize("ratings", [[3, 10, 10, 2], [10, 10, 2, 3]])
def test_too_few_respondents_have_limits_on_the_scale(ratings, method):
    found = nps.segments.screen(ratings, {"a": list("xxyy")}, rng=1, min_n=2, method=method)
    assert found.critical == np.inf
    low, high = found.confidence_interval
    assert_array_equal([*low, *high], [-200.0, -200.0, 200.0, 200.0])


def test_unanimous_groups_have_intervals_of_some_width():
    plans = {"a": ["x"] * 15 + ["y"] * 4}
    found = nps.segments.screen([10] * 15 + [1] * 4, plans, rng=1, min_n=2)
    low, high = found.confidence_interval
    assert_array_equal(found.z, [np.inf, -np.inf])
    assert_array_equal(found.standard_error, [0.0, 0.0])
    assert (found.p_max < 0.05).all()
    # z of the variance of all answers is sqrt(18), and intervals reach as far as its largest
    c = found.critical / np.sqrt(1 + (found.critical**2 - 1) / 18)
    reach = 200.0 * c / np.sqrt(18.0)
    assert_allclose(low, [200.0 - reach, -200.0])
    assert_allclose(high, [200.0, reach - 200.0])
    assert 50.0 < reach < 200.0
    assert found.to_dict()["z"] == [None, None] or found.to_dict()["z"][0] == np.inf


def test_intervals_end_where_the_scale_ends():
    ratings, plans = [10] * 29 + [8] + [1] * 4, {"a": ["x"] * 30 + ["y"] * 4}
    for weights in (None, np.arange(1.0, 35.0)):
        found = nps.segments.screen(ratings, plans, rng=1, min_n=2, weights=weights)
        low, high = found["a = x"].confidence_interval
        assert 0.0 < low < found["a = x"].difference < high == 200.0


def test_a_group_whose_clusters_all_balance_tells_nothing():
    # each cluster has the same score inside and outside, so that no flip moves the difference
    ratings, clusters = [10, 1] * 16, np.arange(32) // 4
    found = nps.segments.screen(ratings, {"a": list("xxyy") * 8}, rng=1, min_n=2, clusters=clusters)
    assert_array_equal(found.standard_error, [0.0, 0.0])
    low, high = found.confidence_interval
    assert_array_equal([*low, *high], [-200.0, -200.0, 200.0, 200.0])
    assert (found.p_max == 1.0).all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"depth": 3}, "depth must be 1 or 2, got 3"),
        ({"n_permutations": 19}, "n_permutations must be from 20"),
        ({"n_permutations": 100_000}, "to 99,999"),
        ({"min_n": 1}, "min_n must be at least 2"),
        ({"min_n": 9}, "no group of the factors has min_n=9 .*, of 16 respondents in all"),
        ({"method": "mower"}, "Did you mean 'mover'"),
        ({"method": "mover", "weights": [1] * 16}, "no way to allow for weights"),
        ({"clusters": [1] * 16}, "clusters must be at least two"),
        ({"factors": {"plan": PLANS["plan"][1:]}}, "must have the same length"),
        ({"factors": {"id": [f"customer {i}" for i in range(101)]}, "ratings": [9] * 101},
         "factor 'id' has 101 different values"),
        ({"factors": {"x": [np.inf] * 16}}, "must hold finite numbers"),
        ({"factors": {"rating": RATINGS * 2}, "ratings": RATINGS * 2}, "was made of them"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(options, message):
    given = {"ratings": RATINGS, "factors": PLANS, "min_n": 5, "rng": 1} | options
    with pytest.raises(nps.OptionError, match=message):
        nps.segments.screen(**given)


def test_too_many_groups_are_refused():
    rng = np.random.default_rng(1)
    factors = {f"f{i}": rng.integers(0, 9, 300) for i in range(60)}
    with pytest.raises(nps.OptionError, match="looks at 100,000 groups at most"):
        nps.segments.screen(rng.integers(0, 11, 300), factors, depth=2, min_n=2)


def test_two_groups_of_one_name_are_refused():
    factors = {"a": ["x"] * 8 + ["y"] * 8, "a = x & b": ["x", "y"] * 8, "b": ["x", "y"] * 8}
    twice = {"a": ["x", "y & b = x"] * 8, "b": ["x"] * 8 + ["y"] * 8}
    assert len(nps.segments.screen(RATINGS, factors, min_n=5, rng=1)) == 6
    twice |= {"a = y & b": ["x", "y"] * 8}
    with pytest.raises(nps.OptionError, match="two segments would be called"):
        nps.segments.screen(RATINGS, twice, min_n=3, rng=1)


def test_nobody_to_look_at():
    with pytest.raises(nps.EmptySampleError, match="segments need respondents"):
        nps.segments.screen([None, None], {"a": [1, 2]})
    with pytest.raises(nps.InputTypeError, match="factors must be a mapping"):
        nps.segments.screen([9, 3], [1, 2])


def test_any_container_and_any_label():
    days = [date(2025, 1, 1 + i % 2) for i in range(16)]
    found = nps.segments.screen(RATINGS, {"day": days, "rank": [1, None] * 8}, min_n=5, rng=1)
    assert {"day = 2025-01-01", "day = 2025-01-02", "rank = 1"} <= set(found.labels)
    frame = nw.from_native(pd.DataFrame(PLANS))
    named = nps.segments.screen(RATINGS, {"plan": frame["plan"]}, min_n=5, rng=1)
    assert named == nps.segments.screen(RATINGS, PLANS, min_n=5, rng=1)


def test_rows_show_themselves():
    found = nps.segments.screen(RATINGS, PLANS, min_n=5, rng=1)
    assert found.summary() in found.explain()
    assert "plan = basic" in found._repr_html_()
    assert "NPS of the rest" in found["plan = basic"]._repr_html_()
    assert "further than the best" in found["plan = basic"].summary()
