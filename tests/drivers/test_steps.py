"""Penalties and rewards: against R, and kinds that are found only where they are."""

from __future__ import annotations

import numpy as np
import pytest
from driver_data import CASES, LINEAR, VALUES
from driver_strategies import seeds, survey
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

import nps

#: Cuts that leave no middle between them.
CUTS = {"price": 3, "staff": 5}
cases = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def rated(seed, n=200):
    data = survey(seed, n)
    return data, {name: data.factors[name] for name in ("price", "staff")}


@cases
def test_penalties_and_rewards_are_those_of_r(case):
    found = nps.drivers.steps(case.ratings, case.factors)
    rows = VALUES[case.name, "penalty_reward", "coefficient_HC3"]
    for name in case.names:
        row = found[name]
        for value, error, term in (
            (row.penalty, row.penalty_standard_error, f"{name}_low"),
            (row.reward, row.reward_standard_error, f"{name}_high"),
        ):
            if term not in rows:  # R leaves it out: nobody is in the middle
                assert np.isnan([value, error]).all()
                continue
            assert_allclose([value, error], [rows[term]["value"], rows[term]["se"]], rtol=LINEAR)
    if case.name == "drv_a":
        # it looks like a must-have, two to one, and is not one beyond chance
        assert_allclose(
            [found["x1"].asymmetry, found["x1"].standard_error], [-27.9, 16.1], atol=0.05
        )
        assert found["x1"].p_value == pytest.approx(0.08, abs=0.005)
        assert set(found.kind) == {"performance"}


@given(seeds)
def test_asymmetry_is_penalty_plus_reward(seed):
    data, factors = rated(seed)
    found = nps.drivers.steps(data.ratings, factors)
    assert isinstance(found, nps.results.DriverSteps)
    assert all(isinstance(row, nps.results.DriverStep) for row in found)
    assert_allclose(found.asymmetry, found.penalty + found.reward, atol=1e-9)
    assert_array_equal(np.array(found.kind) != "performance", found.adjusted_p_value < 0.05)
    for row in found:
        assert row.n_low == (factors[row.label] <= row.low_cut).sum()
        assert row.n_high == (factors[row.label] >= row.high_cut).sum()
    assert (found.low_cut < found.high_cut).all()


@given(seeds, st.floats(0.1, 9.0))
def test_weights_times_a_constant_change_nothing(seed, constant):
    data, factors = rated(seed)
    one, other = (
        nps.drivers.steps(data.ratings, factors, weights=c * data.weights) for c in (1.0, constant)
    )
    assert_allclose(one.penalty, other.penalty, atol=1e-8)
    assert_allclose(one.standard_error, other.standard_error, rtol=1e-6)
    assert one.errors == "linearized"


def test_one_driver_has_the_scores_of_its_steps():
    data, _ = rated(4)
    price = data.factors["price"]
    found = nps.drivers.steps(data.ratings, {"price": price}, low={"price": 2}, high={"price": 5})
    low, middle, high = (
        nps.count(data.ratings[who]).score
        for who in (price <= 2, (price > 2) & (price < 5), price >= 5)
    )
    row = found["price"]
    assert_allclose([row.penalty, row.reward], [low - middle, high - middle], atol=1e-9)
    assert (row.low_cut, row.high_cut) == (2, 5)
    assert (row.n_low, row.n_high) == ((price <= 2).sum(), (price >= 5).sum())


@pytest.mark.parametrize("kind", ["must-have", "delighter", "performance"])
def test_kinds_are_found_where_they_are(kind):
    rng = np.random.default_rng(1)
    x = rng.integers(1, 6, 600)
    if kind == "performance":  # the share of promoters rises along a straight line
        ratings = np.where(rng.random(600) < x / 6, 10, 3)
    else:
        centre = np.where(x < 3, 3, 8) if kind == "must-have" else np.where(x > 3, 10, 7)
        ratings = np.clip(centre + rng.integers(-2, 3, 600), 0, 10)
    factors = {"x": x, "else": rng.integers(1, 6, 600)}
    found = nps.drivers.steps(
        ratings, factors, low=dict.fromkeys(factors, 2), high=dict.fromkeys(factors, 4)
    )
    assert found["x"].kind == kind
    assert found["else"].kind == "performance"
    if kind == "performance":
        assert found.summary() == (
            "None of 2 drivers is a must-have or a delighter beyond chance (600 answers)."
        )
        assert "counts both ways" in found["x"].summary()
    else:
        assert found.summary() == f"Of 2 drivers, {kind}s are x (600 answers)."
        assert found["x"].summary().startswith(f"x is a {kind}: a bad rating goes with")


def test_what_has_no_step_is_told():
    data, _ = rated(3, 120)
    factors = {
        "two": np.where(np.arange(120) % 4, 4, 5),
        "bottom": np.ones(120),
        "flat": np.where(np.arange(120) < 100, 3, 2),
        "price": data.factors["price"],
    }
    found = nps.drivers.steps(data.ratings, factors)
    two = found["two"]
    assert np.isfinite(two.penalty)
    assert np.isnan([two.reward, two.asymmetry, two.p_value]).all()
    assert two.summary() == "The data do not tell what a bad and a good rating of two go with."
    assert np.isnan(found["bottom"].penalty)
    assert "Everybody's rating is bad, so there is no step: bottom, flat." in found.notes
    assert (
        "Nobody's rating is in the middle, so the penalty is against the good ratings and there is"
        " no reward: two." in found.notes
    )
    none = nps.drivers.steps(
        data.ratings, {"price": data.factors["price"]}, low={"price": 2}, high={"price": 9}
    )
    assert none.notes == ("No rating is above the middle, so there is no reward: price.",)
    few = nps.drivers.steps(data.ratings[:30], {k: v[:30] for k, v in rated(3, 120)[1].items()})
    assert "Only 30 answers for 2 drivers: steps need about twenty for each." in few.notes
    unanimous = nps.drivers.steps([10] * 30, {"x": [1, 2, 3, 4, 5] * 6})
    assert np.isnan(unanimous["x"].penalty)


def test_those_left_out_are_counted_and_clusters_count():
    data = survey(3, 80, gaps=True)
    factors = {name: data.factors[name] for name in ("price", "staff")}
    found = nps.drivers.steps(data.ratings, factors, skipped="drop", clusters=data.clusters)
    assert found.notes[0].startswith("Left out because a driver is missing")
    assert found.errors == "CR2"
    assert (found.degrees_of_freedom < 8).all()


def test_the_result_is_a_table():
    case = CASES["drv_a"]
    found = nps.drivers.steps(case.ratings, case.factors)
    assert str(found["x1"]).startswith("performance: penalty -57.5 [-75.4, -39.7], reward +29.6")
    assert found.to_pandas().loc["x1", "penalty"] == found["x1"].penalty
    assert str(found).splitlines()[0].startswith("Penalty of bad and reward of good ratings")
    assert "penalty CI" in found._repr_html_()
    assert found["x1"]._repr_html_().count("<tr>") == 7
    assert "penalty and reward" in found.explain()
    assert "Holm" not in nps.drivers.steps(case.ratings, case.factors, adjust="none").explain()
    with pytest.raises(ValueError, match="read-only"):
        found.penalty[0] = 1.0


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"low": 0.0}, nps.OptionError, "low must be a share between 0 and 1, got 0.0. For cuts"),
        ({"high": 1.5}, nps.OptionError, r"high must be a share .* high=\{'price': 1.5\}"),
        ({"low": "third"}, nps.InputTypeError, "low must be a number"),
        ({"low": 0.6, "high": 0.6}, nps.OptionError, "leave room between them"),
        ({"low": {"price": 2}}, nps.OptionError, "but lacks 'staff'"),
        ({"low": {"price": 2, "staff": 3, "x": 1}}, nps.OptionError, "names 'x', no factor"),
        ({"low": {"price": "a", "staff": 3}}, nps.InputTypeError, "must be a number"),
        ({"low": CUTS, "high": CUTS}, nps.OptionError, "overlap"),
        ({"skipped": "not-asked"}, nps.OptionError, "skipped must be one of 'raise', 'drop'"),
        ({"adjust": "bh"}, nps.OptionError, "adjust must be one of"),
    ],
)  # fmt: skip
def test_options_are_checked(options, error, words):
    data, factors = rated(1)
    with pytest.raises(error, match=words):
        nps.drivers.steps(data.ratings, factors, **options)


def test_only_ratings_have_steps():
    data = survey(1)
    for name, what in (("vip", "yes/no"), ("region", "a category")):
        with pytest.raises(nps.OptionError, match=f"factor '{name}' is {what}"):
            nps.drivers.steps(data.ratings, {name: data.factors[name]})
