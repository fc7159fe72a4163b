"""Trees: those of R, honest leaves, people sent to their leaves, and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest
from driver_data import CASES
from hypothesis import given, settings
from numpy.testing import assert_allclose
from reference_tables import FIFTEEN_DIGITS, columns, rows
from scipy import stats
from segment_strategies import asked, seeds, surveys

import nps

few = settings(max_examples=15)
PLANS = {"plan": ["pro"] * 8 + ["basic"] * 8}
RATINGS = [10, 9, 9, 10, 8, 9, 10, 9, 3, 6, 7, 2, 5, 8, 0, 6]
#: A level at which nearly any factor splits.
LOW = 1e-9


def full(ratings, factors, **options):
    return nps.segments.find(ratings, factors, honest=False, **options)


# ------------------------------------------------------------------ outside values


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize("kind", ["numeric", "factor"])
def test_a_factor_is_tested_as_by_coin(case, kind):
    for row in rows("segments", dataset=case.name, model=f"coin_quadratic_{kind}_x"):
        values = case.factors[row["term"]]
        column = values if kind == "numeric" else [f"level {value}" for value in values]
        found = full(
            case.ratings, {"x": column}, max_depth=1, min_n=2, confidence_level=LOW
        ).splits[0]
        assert_allclose(found.statistic, float(row["value"]), rtol=FIFTEEN_DIGITS)
        assert found.degrees_of_freedom == float(row["df"])
        expected = stats.chi2.sf(found.statistic, found.degrees_of_freedom)
        assert_allclose(found.p_value, expected, rtol=1e-6, atol=1e-15)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_numbers_are_cut_as_by_coin(case):
    for row in rows("segments", dataset=case.name, model="coin_maxstat_split"):
        found = full(
            case.ratings, {"x": case.factors[row["term"]]}, max_depth=1, min_n=case.n // 10,
            confidence_level=LOW,
        ).splits[0]  # fmt: skip
        assert found.cut == float(row["value"])
        assert_allclose(found.cut_statistic, float(row["statistic"]), rtol=FIFTEEN_DIGITS)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_trees_are_those_of_ctree(case):
    nodes = rows("segments", dataset=case.name, model="ctree")
    score, n = columns([row for row in nodes if row["quantity"] == "nps"], "value", "df")
    (root,) = columns([row for row in nodes if row["term"] == "root"], "value")
    (variable,) = {row["term"] for row in nodes if row["quantity"] == "root_varid"}
    found = full(case.ratings, case.factors, max_depth=30, min_n=7)
    assert_allclose(found.leaves.score, score, atol=1e-9)
    assert found.leaves.n.tolist() == n.tolist()
    assert (found.splits[0].variable, found.splits[0].cut) == (variable, root[0])


# ------------------------------------------------------------------ leaves and people


@given(surveys)
@few
def test_leaves_are_the_people_whom_assign_sends_there(data):
    found = full(data.ratings, data.factors, min_n=20)
    assert isinstance(found, nps.results.SegmentTree)
    assert all(isinstance(split, nps.results.SegmentSplit) for split in found.splits)
    where = found.assign(data.factors)
    assert set(where) == set(found.rules)
    again = nps.count_by(data.ratings, where, order=list(found.rules))
    assert list(again) == list(found.leaves)
    assert [again[rule] for rule in again] == [found.leaves[rule] for rule in found.leaves]
    assert found.leaves.total == nps.count(data.ratings)
    assert len(found.splits) == len(found) - 1
    assert all(found.leaves.n >= 20)


@given(seeds)
@few
def test_honest_leaves_hold_the_half_that_did_not_split(seed):
    data = asked(seed, 800)
    found = nps.segments.find(data.ratings, data.factors, rng=seed)
    assert (found.n_split, found.n_estimate) == (400, 400)
    assert found.leaves.total.n == 400
    assert all(found.leaves.n >= 30)
    assert found == nps.segments.find(data.ratings, data.factors, rng=seed)
    for row in found:
        own = nps.estimate(found.leaves[row.label])
        assert_allclose(row.confidence_interval, own.confidence_interval)


def test_the_half_that_estimates_has_no_say_in_the_splits():
    data = asked(4, 800)
    rng = np.random.default_rng(4)
    found = nps.segments.find(data.ratings, data.factors, rng=4)
    chosen = np.zeros(800, dtype=bool)
    chosen[rng.permutation(800)[:400]] = True
    other = np.where(chosen, data.ratings, 10 - data.ratings % 4)
    again = nps.segments.find(other, data.factors, rng=4)
    assert again.splits == found.splits
    assert len(found.splits) >= 1
    assert again.leaves.total == nps.count(other[~chosen])


@given(seeds)
@few
def test_factors_and_levels_may_stand_in_any_order_and_be_called_otherwise(seed):
    data = asked(seed, 400)
    found = full(data.ratings, data.factors, min_n=20)
    turned = full(data.ratings, dict(reversed(data.factors.items())), min_n=20)
    assert set(turned.leaves.n.tolist()) == set(found.leaves.n.tolist())
    scaled = full(data.ratings, data.factors | {"age": 3.0 * data.factors["age"] - 7}, min_n=20)
    assert scaled.leaves.n.tolist() == found.leaves.n.tolist()
    assert_allclose([s.statistic for s in scaled.splits], [s.statistic for s in found.splits])


def test_conditions_on_one_factor_become_one():
    rng = np.random.default_rng(5)
    x = rng.integers(0, 100, 3000)
    ratings = np.where(x < 30, 3, np.where(x < 60, 8, np.where(x < 80, 10, 5)))
    ratings = np.where(rng.random(3000) < 0.3, rng.integers(0, 11, 3000), ratings)
    found = full(ratings, {"x": x}, confidence_level=0.9999)
    assert found.rules == ("x <= 29", "29 < x <= 59", "59 < x <= 79", "x > 79")
    assert found.assign({"x": [29, 29.5, 59, 79, 80]}).tolist() == [
        "x <= 29", "29 < x <= 59", "29 < x <= 59", "59 < x <= 79", "x > 79",
    ]  # fmt: skip


def test_missing_is_a_level():
    rng = np.random.default_rng(6)
    x = rng.normal(size=2000)
    gone = rng.random(2000) < 0.3
    y = np.where(gone, 3, rng.integers(7, 11, 2000))
    y = np.where(rng.random(2000) < 0.1, 5, y)
    found = full(y, {"x": np.where(gone, np.nan, x)}, max_depth=1)
    assert found.rules == ("x = (missing)", "x = any number")
    assert found.splits[0].degrees_of_freedom == 2
    assert found.assign({"x": [None, 3.0]}).tolist() == list(found.rules)
    low = np.where(gone | (x < 0), 3, 10) * (rng.random(2000) < 0.9)
    found = full(low, {"x": np.where(gone, np.nan, x)}, max_depth=1)
    assert found.rules[0].endswith("or (missing)")
    assert found.assign({"x": [None]}).tolist() == [found.rules[0]]
    text = np.where(gone, None, np.where(x > 0, "up", "down"))
    found = full(y, {"x": text}, max_depth=1)
    assert found.rules == ("x = (missing)", "x = down, up")


def test_categories_in_order_are_cut_in_their_order():
    rng = np.random.default_rng(7)
    sizes = ["S", "M", "L", "XL"]
    code = rng.integers(0, 4, 1200)
    ratings = np.where(code >= 2, rng.integers(0, 11, 1200), rng.integers(7, 11, 1200))
    size = np.array(sizes)[code]
    ordered = pd.Categorical(size, categories=sizes, ordered=True)
    for column in (pd.Series(ordered), pl.Series(size, dtype=pl.Enum(sizes))):
        found = full(ratings, {"size": column}, max_depth=1)
        assert found.rules == ("size = S, M", "size = L, XL")
        assert found.splits[0].degrees_of_freedom == 1
        assert found.assign({"size": ["XL", "S"]}).tolist() == ["size = L, XL", "size = S, M"]
    plain = full(ratings, {"size": pd.Series(pd.Categorical(size, categories=sizes))}, max_depth=1)
    assert plain.splits[0].degrees_of_freedom == 3


def test_new_levels_go_where_most_went():
    data = asked(8, 900, unhappy=0.9)
    found = full(data.ratings, {"plan": data.factors["plan"]})
    assert found.rules == ("plan = basic", "plan = pro, team")
    assert found.assign({"plan": ["gold", None]}).tolist() == ["plan = pro, team"] * 2
    frame = pd.DataFrame({"plan": ["basic", "team"], "more": [1, 2]})
    assert found.assign(frame).tolist() == list(found.rules)


def test_weights_and_clusters():
    data = asked(9, 1600)
    found = nps.segments.find(
        data.ratings, data.factors, weights=data.weights, clusters=data.clusters, rng=2
    )
    assert isinstance(found.leaves, nps.SurveyCohorts)
    assert len(found) >= 2
    assert sorted(found.leaves.labels) == sorted(found.rules)
    # whole clusters estimate: 20 of 40
    assert str(found.leaves).count(" 20 clusters") == len(found)
    weights = nps.segments.find(data.ratings, data.factors, weights=2 * data.weights, rng=2)
    same = nps.segments.find(data.ratings, data.factors, weights=data.weights, rng=2)
    assert weights.rules == same.rules
    thirds = {"plan": {"basic": 0.3, "pro": 0.4, "team": 0.3}}
    raked = nps.rake({"plan": data.factors["plan"]}, thirds)
    assert len(nps.segments.find(data.ratings, data.factors, weights=raked, rng=2)) >= 1


# ------------------------------------------------------------------ no effect, and effects


def test_nothing_is_split_where_nothing_is():
    # 300 samples, split in about 5%: between 4 and 29 with a chance of 1 - 4e-4
    rng, splits, held, leaves = np.random.default_rng(12), 0, 0, 0
    for _ in range(300):
        factors = {f"f{j}": rng.integers(0, 2 + j % 4, 300) for j in range(6)}
        ratings = rng.choice([10, 8, 3], 300, p=[0.5, 0.3, 0.2])
        found = nps.segments.find(ratings, factors, rng=rng)
        splits += bool(found.splits)
        low, high = found.estimates.confidence_interval
        held += int(((low <= 30.0) & (high >= 30.0)).sum())
        leaves += len(found)
    low, high = stats.binom.interval(1 - 4e-4, 300, 0.05)
    assert low <= splits <= high
    assert held >= stats.binom.ppf(2e-4, leaves, 0.95)


def test_what_is_there_is_found():
    data = asked(10, 4000)
    found = nps.segments.find(data.ratings, data.factors, rng=1)
    assert {split.variable for split in found.splits} >= {"plan", "age"}
    worst = found.rules[int(np.argmin(found.leaves.score))]
    assert "plan = basic" in worst
    assert "age > " in worst


# ------------------------------------------------------------------ words, ends, refusals


def test_notes_say_what_the_scores_hide():
    data = asked(11, 400)
    honest = nps.segments.find(data.ratings, data.factors, rng=1)
    assert honest.notes[0].startswith("Halves of 400 respondents find little")
    both = full(data.ratings, data.factors)
    assert both.splits
    assert both.notes[0].startswith("The same respondents chose the splits")
    assert nps.segments.find(asked(1, 1000).ratings, asked(1, 1000).factors, rng=1).notes == ()


def test_a_tree_without_splits_is_everybody():
    found = full([10, 9, 3] * 30, {"x": [1, 1, 1] * 30})
    assert found.rules == ("everybody",)
    assert found.assign({"x": [1, 2]}).tolist() == ["everybody", "everybody"]
    assert found["everybody"].counts == nps.count([10, 9, 3] * 30)
    assert full([10] * 90, {"x": list(range(90))}).splits == ()
    assert found.summary() == (
        "No segment stands out: none of 1 factor goes with the score beyond chance (90 answers)."
    )


def test_it_leaves_as_a_table():
    found = full(RATINGS, PLANS, min_n=5)
    assert found.to_pandas().loc["plan = basic", "n"] == 8
    assert found.to_dict()["rules"] == list(found.rules)
    assert (
        str(found).splitlines()[0]
        == "2 segments by 1 split, n = 16, 95% CI (tree on the same answers)"
    )
    assert "plan = basic" in found._repr_html_()


def test_a_split_names_its_law():
    options = {"honest": False, "min_n": 5, "confidence_level": 0.5}
    plain = nps.segments.find(RATINGS, PLANS, **options).splits[0]
    assert plain.units is None
    assert " chi2(1) = 12.25, " in str(plain)
    clusters = np.arange(16) // 2
    by_shop = nps.segments.find(RATINGS, PLANS, clusters=clusters, **options).splits[0]
    assert by_shop.units == 8
    assert f"  Hotelling(1; 8 units) = {by_shop.statistic:.2f}, " in str(by_shop)
    assert "Hotelling" in by_shop._repr_html_()
    assert "chi-squared" not in by_shop._repr_html_()
    # the law as it is said: 8 times a Beta(1/2, 7/2) variable
    assert by_shop.p_value == pytest.approx(stats.beta.sf(by_shop.statistic / 8, 0.5, 3.5))
    weighted = nps.segments.find(RATINGS, PLANS, weights=np.arange(1, 17), **options)
    assert weighted.splits[0].units == 16
    for language, law in (("en", "Hotelling's law"), ("zh", "霍特林分布")):
        assert law in weighted.explain(language)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"max_depth": 0}, nps.OptionError, "max_depth must be from 1 to 30"),
        ({"max_depth": 31}, nps.OptionError, "max_depth must be from 1 to 30"),
        ({"honest": 1}, nps.InputTypeError, "honest must be True or False"),
        ({"ratings": [9], "factors": {"a": [1]}}, nps.OptionError, "at least two respondents"),
        ({"clusters": [1] * 16}, nps.OptionError, "4 clusters to halve, two for each half, got 1"),
        (
            {"clusters": [1, 2] * 8},
            nps.OptionError,
            "4 clusters to halve, two for each half, got 2",
        ),
        ({"clusters": [1, 2, 3, 3] * 4}, nps.OptionError, "got 3; honest=False makes no halves"),
        ({"factors": [PLANS["plan"]]}, nps.InputTypeError, "factors must be a mapping"),
        ({"ratings": [None] * 16}, nps.EmptySampleError, "valid answer"),
        ({"weights": [-1.0] * 16}, nps.OptionError, "weights must be finite and not negative"),
    ],
)
def test_what_cannot_be_is_refused(options, error, message):
    with pytest.raises(error, match=message):
        nps.segments.find(**({"ratings": RATINGS, "factors": PLANS, "rng": 1} | options))


def test_assign_says_what_it_needs():
    data = asked(3, 900)
    found = full(data.ratings, {"plan": data.factors["plan"], "age": data.factors["age"]})
    assert {split.variable for split in found.splits} == {"plan", "age"}
    with pytest.raises(nps.OptionError, match="factors must hold 'age'"):
        found.assign({"plan": ["basic"]})
    with pytest.raises(nps.OptionError, match="factor 'age' must hold numbers"):
        found.assign({"plan": ["basic"], "age": ["old"]})
    with pytest.raises(nps.OptionError, match="'plan' has 1 rows and 'age' 2"):
        found.assign({"plan": ["basic"], "age": [3, 4]})
    nobody = found.assign({"plan": ["basic", None], "age": [None, None]})
    assert set(nobody) <= set(found.rules)
