"""A difference of two scores by levels and effects of drivers."""

from __future__ import annotations

import numpy as np
import pytest
from driver_data import CASES, LINEAR
from driver_strategies import seeds, survey
from hypothesis import assume, given
from numpy.testing import assert_allclose

import nps


def waves(seed, **options):
    """Effects of two surveys of different people."""
    found = []
    for one in (seed, seed + 1):
        data = survey(one, 120)
        found.append(nps.drivers.effects(data.ratings, data.factors, **options))
    return found


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_parts_are_those_of_r(case):
    half = case.n // 2
    sides = [
        nps.drivers.effects(case.ratings[part], {k: v[part] for k, v in case.factors.items()})
        for part in (slice(half, None), slice(0, half))
    ]
    found = nps.drivers.compare(*sides)
    model = "oaxaca_symmetric"
    assert_allclose(found.levels, case.value(model, "part", term="levels"), rtol=LINEAR)
    assert_allclose(found.effects, case.value(model, "part", term="effects"), rtol=LINEAR)
    assert_allclose(found.difference, case.value(model, "part", term="total"), rtol=LINEAR)
    errors = [found.levels_standard_error, found.effects_standard_error]
    expected = [case.value(model, "part", "se", term=t) for t in ("levels", "effects")]
    assert_allclose(errors, expected, rtol=LINEAR)
    assert_allclose(found.level_part, case.values(model, "level_part"), rtol=LINEAR)
    assert_allclose(found.effect_change, case.values(model, "effect_change"), rtol=LINEAR)
    assert_allclose(found.standard_error, case.values(model, "effect_change", "se"), rtol=LINEAR)
    assert_allclose(found.p_value, case.values(model, "effect_change", "p_value"), rtol=LINEAR)


@given(seeds.filter(lambda seed: seed < 2**32 - 2))
def test_parts_add_up_and_change_sides(seed):
    after, before = waves(seed)
    assume(not np.isnan([*after.standard_error, *before.standard_error]).any())
    found = nps.drivers.compare(after, before)
    assert isinstance(found, nps.results.DriverChanges)
    assert all(isinstance(row, nps.results.DriverChange) for row in found)
    assert_allclose(found.levels + found.effects, found.difference, atol=1e-9)
    assert_allclose(found.difference, after.score - before.score)
    assert_allclose(found.level_part.sum(), found.levels, atol=1e-9)
    # part by part the change of the contributions, the rest is the intercept's
    assert_allclose(
        found.level_part + found.effect_part, after.contribution - before.contribution, atol=1e-8
    )
    rest = after.intercept - before.intercept
    assert_allclose(found.effect_part.sum() + rest, found.effects, atol=1e-8)
    assert_allclose(found.effect_change, after.effect - before.effect, atol=1e-9)
    back = nps.drivers.compare(before, after)
    assert_allclose(back.levels, -found.levels, atol=1e-9)
    assert_allclose(back.levels_standard_error, found.levels_standard_error)
    assert_allclose(back.effects_standard_error, found.effects_standard_error)
    assert_allclose(back.equal_effects.p_value, found.equal_effects.p_value, atol=1e-9)
    same = nps.drivers.compare(after, after)
    assert_allclose([same.levels, same.effects], 0.0, atol=1e-9)


@given(seeds.filter(lambda seed: seed < 2**32 - 2))
def test_a_category_alone_is_the_mix_of_segments(seed):
    """Levels are what `decompose` calls mix, effects what it calls rate."""
    sides, cohorts = [], []
    for one in (seed, seed + 1):
        data = survey(one, 120)
        sides.append(nps.drivers.effects(data.ratings, {"region": data.factors["region"]}))
        cohorts.append(nps.count_by(data.ratings, data.factors["region"]))
    found = nps.drivers.compare(*sides)
    parts = nps.decompose(*cohorts)
    assert_allclose(found.levels, parts.mix.change, atol=1e-9)
    assert_allclose(found.effects, parts.rate.change, atol=1e-9)


def test_errors_cover_what_two_samples_of_one_population_differ_by():
    """Sixty pairs of samples of the same people: parts differ from 0 by chance alone."""
    misses = np.zeros(2)
    for seed in range(60):
        data = survey(seed, 240)
        price = {"price": data.factors["price"], "staff": data.factors["staff"]}
        halves = [
            nps.drivers.effects(data.ratings[part], {k: v[part] for k, v in price.items()})
            for part in (slice(0, 120), slice(120, None))
        ]
        found = nps.drivers.compare(*halves)
        misses += [
            not low <= 0 <= high for low, high in (found.levels_interval, found.effects_interval)
        ]
    # binomial with 60 trials of 5%: 8 or more have a probability of 1 in 100
    assert (misses < 9).all()


def test_being_asked_is_compared_at_one_answer():
    sides = []
    for one in (1, 2):
        data = survey(one, 200, gaps=True)
        sides.append(nps.drivers.effects(data.ratings, data.factors, skipped="not-asked"))
    found = nps.drivers.compare(*sides)
    assert found.labels == (
        "price",
        "staff: asked",
        "staff",
        "vip",
        "region: North",
        "region: South",
    )
    assert_allclose(found.levels + found.effects, found.difference, atol=1e-9)
    assert_allclose(
        found["staff"].effect_change, sides[0]["staff"].effect - sides[1]["staff"].effect
    )
    assert_allclose(found.level_part.sum(), found.levels, atol=1e-9)


def test_sums_can_be_compared():
    case = CASES["drv_a"]
    sides = [
        nps.drivers.effects(
            nps.drivers.tally(case.ratings[part], {k: v[part] for k, v in case.factors.items()})
        )
        for part in (slice(0, 200), slice(200, None))
    ]
    found = nps.drivers.compare(*sides)
    assert str(found).startswith("NPS ")
    assert found.summary().startswith("From reference to sample the score differs by")
    assert found.notes[0].startswith("Errors take the variance to be the same")


def test_the_result_is_a_table():
    case = CASES["drv_a"]
    sides = [
        nps.drivers.effects(case.ratings[part], {k: v[part] for k, v in case.factors.items()})
        for part in (slice(200, None), slice(0, 200))
    ]
    found = nps.drivers.compare(*sides, names=("2025", "2024"))
    assert str(found).splitlines()[0] == (
        "NPS +12.5 from 2024 to 2025: levels -1.0 [-11.6, +9.7], effects +13.5 [+1.3, +25.7],"
        " 95% CI"
    )
    assert str(found["x1"]).startswith("level -1.3 [-9.0, +6.4], effect changed by +7.3 [")
    assert found.summary() == (
        "From 2024 to 2025 the score differs by +12.5 points: -1.0 (95% CI -11.6 to 9.7) go with"
        " the levels of the drivers, +13.5 (95% CI 1.3 to 25.7) with all else, their effects among"
        " it."
    )
    assert found["x1"].summary().startswith("-1.3 points of the difference go with the level of x1")
    assert found.equal_effects.summary().startswith("What goes with the drivers did not change")
    assert found.to_pandas().loc["x1", "level_part"] == found["x1"].level_part
    assert "from its level" in found._repr_html_()
    assert found["x1"]._repr_html_().count("<tr>") == 6
    assert "levels and effects" in found.explain()
    assert "Holm" not in nps.drivers.compare(*sides, adjust="none").explain()
    assert found.n == (200, 200)
    with pytest.raises(ValueError, match="read-only"):
        found.level_part[0] = 1.0


def test_levels_that_moved_are_named():
    rng = np.random.default_rng(3)
    sides = []
    for centre in (4, 2):
        price = np.clip(np.rint(rng.normal(centre, 1, 400)), 1, 5)
        ratings = np.clip(2 * price + rng.integers(-1, 2, 400), 0, 10)
        sides.append(nps.drivers.effects(ratings, {"price": price}))
    found = nps.drivers.compare(*sides)
    assert "clear of chance are the levels of price (+" in found.summary()


def test_sides_that_do_not_compare_are_refused():
    data = survey(1, 120)
    some = {name: data.factors[name] for name in ("price", "vip", "region")}
    base = nps.drivers.effects(data.ratings, some)

    def other(factors, **options):
        return nps.drivers.effects(data.ratings, factors, **options)

    east = np.where(data.factors["region"] == "East", "West", data.factors["region"])
    gaps = np.where(np.arange(120) % 5 == 0, np.nan, data.factors["price"])
    lost = np.where(np.arange(120) % 5 == 0, None, data.factors["region"])
    import pandas as pd

    turned = pd.Categorical(data.factors["region"], categories=["South", "North", "East"])
    same = {**some, "twin": data.factors["price"]}
    for side, words in (
        (other({"price": some["price"]}), "the same drivers in the same order"),
        (other({**some, "vip": data.factors["staff"]}), "kind 'yes-no' in the sample and 'rating'"),
        (other({**some, "region": east}), "level 'East' occurs on one side only"),
        (other({**some, "region": lost}, skipped="not-asked"), "being not asked occurs on one"),
        (other({**some, "region": turned}), "levels in the same order on both sides"),
        (other({**some, "price": gaps}, skipped="not-asked"), "of everybody in the reference"),
        (other(same), r"reference does not tell the effect of every driver \(price, twin\)"),
        (other(same, groups={"g": ["price", "twin"]}), "some of a group"),
    ):  # fmt: skip
        with pytest.raises(nps.OptionError, match=words):
            nps.drivers.compare(base, side)
    with pytest.raises(nps.OptionError, match="not asked of everybody in the sample alone"):
        nps.drivers.compare(other({**some, "price": gaps}, skipped="not-asked"), base)
    with pytest.raises(nps.InputTypeError, match="whose parts add up, got method='ordinal'"):
        nps.drivers.compare(base, other(some, method="ordinal"))
    with pytest.raises(nps.InputTypeError, match=r"sample must be what nps\.drivers\.effects gave"):
        nps.drivers.compare(nps.Counts(1, 2, 3), base)
    for names in (("a",), "ab", ("a", "a"), ("a", "b", "c")):
        with pytest.raises(nps.OptionError, match="names must be"):
            nps.drivers.compare(base, base, names=names)
    with pytest.raises(nps.InputTypeError, match="names must be"):
        nps.drivers.compare(base, base, names=7)


@given(seeds.filter(lambda seed: seed < 2**32 - 2))
def test_one_regression_of_both_waves_has_the_same_changes(seed):
    """What the guide says of people who answered twice: the product with the wave is the change."""
    sides = [survey(one, 120) for one in (seed, seed + 1)]
    names = ("price", "staff")
    found = nps.drivers.compare(
        *(nps.drivers.effects(d.ratings, {x: d.factors[x] for x in names}) for d in sides)
    )
    later = np.repeat([1, 0], 120)
    columns = {x: np.concatenate([d.factors[x] for d in sides]) for x in names}
    products = {f"{x} later": column * later for x, column in columns.items()}
    both = nps.drivers.effects(
        np.concatenate([d.ratings for d in sides]),
        columns | {"later": later == 1} | products,
        clusters=np.tile(np.arange(120), 2),
    )
    assert_allclose([both[x].effect for x in products], found.effect_change, atol=1e-7)
