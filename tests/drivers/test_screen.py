"""Screening: found on one half, estimated on the other."""

from __future__ import annotations

import numpy as np
import pytest
from driver_strategies import seeds, survey
from hypothesis import given, settings
from numpy.testing import assert_allclose

import nps


def many(seed, n=800, k=40):
    rng = np.random.default_rng(seed)
    factors = {f"q{i}": rng.integers(1, 6, n) for i in range(k)}
    ratings = np.clip(2 * factors["q7"] + rng.integers(-2, 3, n), 0, 10)
    return ratings, factors


@given(seeds)
@settings(max_examples=10)
def test_what_is_there_is_found_on_people_who_took_no_part(seed):
    ratings, factors = many(seed)
    found = nps.drivers.screen(ratings, factors, rng=seed)
    assert found.labels[0] == "q7"
    assert len(found) <= 10
    assert found.n == 400
    assert (np.diff(np.abs(found.effect)) <= 0).all()
    assert_allclose(found.adjusted_p_value, nps.adjust_p_values(found.p_value))
    everybody = nps.drivers.effects(ratings, factors)["q7"]
    assert abs(found["q7"].effect - everybody.effect) < 5 * found["q7"].standard_error
    again = nps.drivers.screen(ratings, factors, rng=seed)
    assert again.labels == found.labels
    assert_allclose(again.effect, found.effect)


@pytest.mark.slow
def test_noise_is_found_as_rarely_as_promised():
    """Forty drivers without an effect, a hundred times: any is found in one of ten at most."""
    times = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        factors = {f"q{i}": rng.integers(1, 6, 300) for i in range(20)}
        times += len(nps.drivers.screen(rng.integers(0, 11, 300), factors, rng=seed)) > 0
    # binomial with 100 trials of 10%: more than 18 have a probability below 1 in 100
    assert times <= 18


def test_notes_say_how_it_was_found():
    ratings, factors = many(1)
    found = nps.drivers.screen(ratings, factors, rng=1, false_discovery_rate=0.05)
    assert found.notes[0] == (
        "Found among 40 rows on 400 respondents, by a false discovery rate of 0.05; effects are"
        " those of the other 400."
    )
    assert found["q7"].label == "q7"
    assert found.to_pandas().index[0] == "q7"
    nothing = nps.drivers.screen(np.arange(300) % 11, {"x": np.arange(300) % 2 == 0}, rng=1)
    assert len(nothing) == 0


def test_clusters_stay_on_one_side():
    data = survey(1, 400)
    found = nps.drivers.screen(
        data.ratings, {"price": data.factors["price"]}, clusters=data.clusters, rng=2
    )
    assert found.errors == "CR2"
    sizes = np.bincount(data.clusters)
    sums = {sum(sizes[list(some)]) for some in _halves(range(8))}
    assert found.n in sums
    price = {"price": data.factors["price"]}
    with pytest.raises(nps.OptionError, match="clusters must be at least two"):
        nps.drivers.screen(data.ratings, price, clusters=[1] * 400)
    with pytest.raises(nps.OptionError, match="at least 4 clusters to halve, got 3"):
        nps.drivers.screen(data.ratings, price, clusters=data.clusters % 3)
    with pytest.raises(nps.OptionError, match="at least 4 respondents to halve, got 3"):
        nps.drivers.screen([9, 3, 8], {"x": [1, 2, 3]})


def _halves(clusters):
    from itertools import combinations

    return combinations(clusters, 4)


def test_levels_that_only_one_half_has_are_told():
    rng = np.random.default_rng(5)
    region = np.array(["East", "West"] * 100, dtype=object)
    region[:4] = "North"
    ratings = np.where(region == "North", 10, rng.integers(0, 7, 200))
    told = []
    for seed in range(40):
        found = nps.drivers.screen(ratings, {"region": region}, rng=seed, false_discovery_rate=0.9)
        told += [note for note in found.notes if note.startswith("Found, but nobody")]
    assert told
    assert set(told) == {"Found, but nobody in the other half has it: region: North."}


@pytest.mark.parametrize("rate", [0, 1, -0.1, 5])
def test_rates_are_checked(rate):
    with pytest.raises(nps.OptionError, match="false_discovery_rate must be between 0 and 1"):
        nps.drivers.screen([9, 3, 8], {"x": [1, 2, 3]}, false_discovery_rate=rate)
