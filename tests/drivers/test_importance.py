"""Shares of what drivers explain: against relaimpo, by identities, and what they must not say."""

from __future__ import annotations

import numpy as np
import pytest
from driver_data import CASES, LINEAR
from driver_strategies import seeds, survey, surveys
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

import nps

cases = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
few = settings(max_examples=8)


@cases
@pytest.mark.parametrize(("outcome", "name"), [("score", "nps_points"), ("rating", "score")])
def test_shares_are_those_of_r(case, outcome, name):
    options = {"outcome": outcome, "n_resamples": 0}
    found = nps.drivers.importance(case.ratings, case.factors, **options)
    lmg = case.values(f"relaimpo_{name}", "lmg")
    assert_allclose(found.r_squared_part, lmg, rtol=LINEAR)
    assert_allclose(found.share, lmg / lmg.sum(), rtol=LINEAR)
    assert_allclose(found.r_squared, case.value(f"lm_{name}", "r_squared"), rtol=LINEAR)
    options["method"] = "relative-weights"
    found = nps.drivers.importance(case.ratings, case.factors, **options)
    johnson = case.values(f"lm_{name}", "johnson_relative_weight")
    assert_allclose(found.r_squared_part, johnson, rtol=LINEAR)


def test_shares_without_effect_are_those_of_the_dossier():
    """Shares of drv_c beside what each would get with no effect, by an independent program."""
    case = CASES["drv_c"]
    found = nps.drivers.importance(case.ratings, case.factors, n_resamples=0)
    assert_allclose(
        found.share, [0.265, 0.197, 0.223, 0.099, 0.073, 0.036, 0.046, 0.060], atol=5e-4
    )
    expected = [0.093, 0.158, 0.123, 0.101, 0.049, 0.039, 0.035, 0.021]
    assert_allclose(found.share_without_effect, expected, atol=5e-4)


@given(surveys, st.sampled_from(["shapley", "relative-weights"]), st.booleans())
@few
def test_shares_add_up_and_ranks_follow(data, method, weighted):
    options = {"weights": data.weights} if weighted else {}
    found = nps.drivers.importance(
        data.ratings, data.factors, method=method, n_resamples=20, rng=1, **options
    )
    assert isinstance(found, nps.results.DriverImportance)
    assert all(isinstance(row, nps.results.DriverShare) for row in found)
    assert found.labels == tuple(data.factors)
    assert_allclose(found.share.sum(), 1.0)
    assert (found.share > 0.0).all()
    assert_allclose(found.r_squared_part.sum(), found.r_squared)
    effects = nps.drivers.effects(data.ratings, data.factors, **options)
    assert_allclose(found.r_squared, effects.r_squared)
    assert_array_equal(found.share[np.argsort(found.rank)], np.sort(found.share)[::-1])
    low, high = found.confidence_interval
    assert (low > 0.0).all()
    assert (low <= high).all()
    ranks = np.array([*found.rank_interval])
    assert_array_equal(ranks, np.rint(ranks))
    assert (ranks >= 1).all()
    assert (ranks <= 4).all()


@given(surveys, st.integers(0, 2**31))
@few
def test_a_seed_repeats_the_intervals(data, seed):
    one, other = (
        nps.drivers.importance(data.ratings, data.factors, n_resamples=15, rng=seed)
        for _ in range(2)
    )
    assert_array_equal([*one.confidence_interval], [*other.confidence_interval])


@given(seeds, st.randoms())
@few
def test_permuting_drivers_permutes_shares(seed, random):
    data = survey(seed)
    names = list(data.factors)
    random.shuffle(names)
    one = nps.drivers.importance(data.ratings, data.factors, n_resamples=0)
    factors = {name: data.factors[name] for name in names}
    other = nps.drivers.importance(data.ratings, factors, n_resamples=0)
    for name in names:
        assert_allclose(other[name].share, one[name].share)
        assert_allclose(other[name].share_without_effect, one[name].share_without_effect)


@given(surveys)
@few
def test_a_group_shares_as_one(data):
    found = nps.drivers.importance(
        data.ratings, data.factors, groups={"else": ["region", "vip", "staff"]}, n_resamples=0
    )
    assert found.labels == ("price", "else")
    alone, rest, every = (
        nps.drivers.effects(data.ratings, {name: data.factors[name] for name in names}).r_squared
        for names in (("price",), ("region", "vip", "staff"), tuple(data.factors))
    )
    assert_allclose(found["price"].r_squared_part, (alone + every - rest) / 2)


def test_percentiles_are_of_people_drawn_again():
    data = survey(3, 50)
    factors = {name: data.factors[name] for name in ("price", "staff")}
    found = nps.drivers.importance(
        data.ratings, factors, n_resamples=40, rng=np.random.default_rng(5)
    )
    rng = np.random.default_rng(5)
    draws, ranks = [], []
    for _ in range(40):
        rows = np.repeat(np.arange(50), np.bincount(rng.integers(0, 50, 50), minlength=50))
        again = data.rows(rows)
        one = nps.drivers.importance(
            again.ratings, {name: again.factors[name] for name in factors}, n_resamples=0
        )
        draws.append(one.share)
        ranks.append(one.rank)
    low, high = np.quantile(draws, [0.025, 0.975], axis=0)
    assert_allclose([*found.confidence_interval], [low, high])
    low, high = np.quantile(ranks, [0.025, 0.975], axis=0, method="inverted_cdf")
    assert_array_equal([*found.rank_interval], [low, high])
    assert found.n_resamples == 40


def test_clusters_are_drawn_as_wholes():
    data = survey(3, 60)
    clusters = np.repeat([1, 2, 3], 20)[np.random.default_rng(1).permutation(60)]
    found = nps.drivers.importance(
        data.ratings, {"price": data.factors["price"], "vip": data.factors["vip"]},
        clusters=clusters, n_resamples=200, rng=1,
    )  # fmt: skip
    possible = set()
    for drawn in np.ndindex(4, 4, 4):
        if sum(drawn) == 3:
            rows = np.concatenate([np.flatnonzero(np.repeat(clusters == c + 1, 1)) for c in range(3)
                                   for _ in range(drawn[c])])  # fmt: skip
            again = data.rows(rows)
            one = nps.drivers.importance(
                again.ratings, {"price": again.factors["price"], "vip": again.factors["vip"]},
                n_resamples=0,
            )  # fmt: skip
            possible.add(round(float(one["price"].share), 9))
    low, high = found["price"].confidence_interval
    assert min(possible) - 1e-9 <= low <= high <= max(possible) + 1e-9
    assert len(possible) == 10


def test_sums_have_shares_without_intervals():
    case = CASES["drv_a"]
    tally = nps.drivers.tally(case.ratings, case.factors)
    for outcome in ("score", "rating"):
        rows = nps.drivers.importance(case.ratings, case.factors, outcome=outcome, n_resamples=0)
        sums = nps.drivers.importance(tally, outcome=outcome)
        assert_allclose(sums.share, rows.share, rtol=LINEAR)
        assert sums.n_resamples == 0
        assert np.isnan([*sums.confidence_interval, *sums.rank_interval]).all()
        assert sums.notes == ("Without intervals, since resampling needs the rows of respondents.",)
    with pytest.raises(nps.OptionError, match=r"^factors, clusters: a Tally holds sums"):
        nps.drivers.importance(tally, case.factors, clusters=case.clusters)


def test_many_drivers_have_relative_weights():
    rng = np.random.default_rng(1)
    factors = {f"x{i}": rng.integers(1, 6, 100) for i in range(16)}
    found = nps.drivers.importance(rng.integers(0, 11, 100), factors, n_resamples=0)
    assert found.method == "relative-weights"
    assert found.notes[0].startswith("With 16 drivers relative weights take the place of Shapley")
    fifteen = {name: factors[name] for name in list(factors)[:15]}
    some = nps.drivers.importance(rng.integers(0, 11, 100), fifteen, n_resamples=0)
    assert some.method == "shapley"


def test_what_cannot_be_told_apart_is_told():
    data = survey(2)
    price = data.factors["price"]
    found = nps.drivers.importance(
        data.ratings,
        {"a": price, "b": price, "same": np.ones(60), "one": ["A"] * 60},
        n_resamples=9,
    )
    assert_allclose(found.share, [0.5, 0.5, 0.0, 0.0], atol=1e-9)
    assert found.notes == (
        "The same for everybody, so nothing can be said of it: one, same.",
        "These cannot be told apart, so their shares are no more than a convention: a, b."
        " groups=... takes them as one.",
    )
    nothing = nps.drivers.importance([9, 10, 9], {"a": [1, 2, 3]}, n_resamples=5)
    assert np.isnan(
        [nothing["a"].share, nothing["a"].share_without_effect, nothing.r_squared]
    ).all()
    assert nothing.notes[0].startswith("All answers are of one class")
    assert nothing.summary() == "The data do not tell what goes with the drivers (3 answers)."


def test_resamples_of_one_class_are_left_out():
    ratings = [10] * 11 + [3]
    found = nps.drivers.importance(
        ratings, {"x": [1, 2, 3, 4] * 3, "y": [2, 1, 1] * 4}, n_resamples=50, rng=1
    )
    assert np.isfinite([*found.confidence_interval]).all()


def test_gaps_are_shared_with_being_asked():
    data = survey(2, 80, gaps=True)
    asked = ~np.isnan(data.factors["staff"])
    found = nps.drivers.importance(data.ratings, data.factors, skipped="not-asked", n_resamples=0)
    by_hand = {
        **data.factors, "staff": np.where(asked, data.factors["staff"], 0.0), "asked": asked,
    }  # fmt: skip
    other = nps.drivers.importance(
        data.ratings, by_hand, groups={"staff": ["staff", "asked"]}, n_resamples=0
    )
    assert_allclose(found["staff"].share, other["staff"].share)
    dropped = nps.drivers.importance(data.ratings, data.factors, skipped="drop", n_resamples=0)
    assert dropped.notes[0].startswith("Left out because a driver is missing")


def test_the_result_is_a_table_without_a_p_value():
    case = CASES["drv_a"]
    found = nps.drivers.importance(case.ratings, case.factors, n_resamples=99, rng=1)
    assert not any("p_value" in name for name in found.to_dict())
    assert str(found["x1"]).startswith("54.7%  [")
    assert str(found).splitlines()[0] == (
        "Shares in what drivers explain of the score, R squared 0.439, n = 400, 95% CI"
        " (Shapley weights)"
    )
    assert found.to_pandas().loc["x5", "rank"] == 5
    assert "without effect" in found._repr_html_()
    assert found["x2"]._repr_html_().count("<tr>") == 5
    assert found.summary().startswith(
        "The drivers account for 43.9% of the variance of the score (400 answers); of that x1"
        " takes 54.7% (without an effect of its own 8.4%), x2"
    )
    assert found["x4"].summary().endswith("without an effect of its own it would take 3.2%.")
    assert "Shapley shares" in found.explain()
    with pytest.raises(ValueError, match="read-only"):
        found.share[0] = 1.0
    tally = nps.drivers.importance(nps.drivers.tally(case.ratings, case.factors))
    assert "n/a" in tally._repr_html_()


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"method": "lmg"}, nps.OptionError, "method must be one of 'shapley'"),
        ({"outcome": "nps"}, nps.OptionError, "outcome must be one of 'score'"),
        ({"n_resamples": 10**6}, nps.OptionError, "n_resamples must be at most 99,999"),
        ({"n_resamples": -1}, nps.OptionError, "n_resamples must not be negative"),
        ({"confidence_level": 95}, nps.OptionError, "Did you mean 0.95"),
        ({"rng": "today"}, nps.InputTypeError, "rng must be"),
        ({"factors": None}, nps.InputTypeError, "importance needs factors"),
    ],
)
def test_options_are_checked(options, error, words):
    data = survey(1)
    with pytest.raises(error, match=words):
        nps.drivers.importance(data.ratings, **{"factors": data.factors, **options})
