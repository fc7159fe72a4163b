"""Effects of drivers: against R, by identities, and at the ends of what data can say."""

from __future__ import annotations

import numpy as np
import pytest
from driver_data import CASES, LIKELIHOOD, LINEAR
from driver_strategies import seeds, survey, surveys, surveys_with_gaps
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

import nps

cases = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
#: Each example fits a model of likelihood.
few = settings(max_examples=8)
NUMBERS = (
    "effect", "standard_error", "statistic", "p_value", "adjusted_p_value", "promoter_effect",
    "detractor_effect", "effect_per_range", "level", "potential", "contribution", "correlation",
    "vif",
)  # fmt: skip


# ------------------------------------------------------------------ outside values


@cases
def test_linear_effects_are_those_of_r(case):
    found = nps.drivers.effects(case.ratings, case.factors)
    model = "lm_nps_points"
    assert found.labels == tuple(case.names)
    assert_allclose(found.effect, case.values(model, "coefficient"), rtol=LINEAR)
    assert_allclose(found.standard_error, case.values(model, "se_HC3", "se"), rtol=LINEAR)
    assert_allclose(found.p_value, case.values(model, "se_HC3", "p_value"), rtol=1e-7)
    assert_allclose(found.vif, case.values(model, "vif"), rtol=LINEAR)
    assert_allclose(found.correlation, case.values("cor_nps_points", "pearson"), rtol=LINEAR)
    assert_allclose(found.r_squared, case.value(model, "r_squared"), rtol=LINEAR)
    intercept = case.value(model, "coefficient", term="(Intercept)")
    assert_allclose(found.intercept, intercept, rtol=LINEAR)
    assert_allclose(
        found.omnibus.statistic, case.value(model, "hc3_wald_f", "statistic"), rtol=LINEAR
    )
    assert found.errors == "HC3"
    assert_array_equal(found.degrees_of_freedom, case.n - case.k - 1)


@cases
def test_effects_of_a_tally_have_the_classical_errors_of_r(case):
    found = nps.drivers.effects(nps.drivers.tally(case.ratings, case.factors))
    model = "lm_nps_points"
    assert_allclose(found.effect, case.values(model, "coefficient"), rtol=LINEAR)
    assert_allclose(found.standard_error, case.values(model, "coefficient", "se"), rtol=LINEAR)
    low, high = found.confidence_interval
    assert_allclose(low, case.values(model, "coefficient", "lower"), rtol=LINEAR)
    assert_allclose(high, case.values(model, "coefficient", "upper"), rtol=LINEAR)
    assert_allclose(found.omnibus.statistic, case.value(model, "f_statistic"), rtol=LINEAR)
    assert found.errors == "classical"


@cases
def test_clusters_have_the_errors_of_clubsandwich(case):
    found = nps.drivers.effects(case.ratings, case.factors, clusters=case.clusters)
    model, quantity = "lm_nps_points_cluster20", "CR2_satterthwaite"
    assert_allclose(found.standard_error, case.values(model, quantity, "se"), rtol=LINEAR)
    assert_allclose(found.degrees_of_freedom, case.values(model, quantity, "df"), rtol=LINEAR)
    assert_allclose(found.p_value, case.values(model, quantity, "p_value"), rtol=1e-7)
    assert found.errors == "CR2"


@cases
@pytest.mark.parametrize("clustered", [False, True])
def test_weights_have_the_errors_of_survey(case, clustered):
    options = {"clusters": case.clusters} if clustered else {}
    found = nps.drivers.effects(case.ratings, case.factors, weights=case.weights, **options)
    model = "svyglm_weights_cluster20" if clustered else "svyglm_weights"
    assert_allclose(found.effect, case.values(model, "coefficient"), rtol=LINEAR)
    assert_allclose(found.standard_error, case.values(model, "coefficient", "se"), rtol=LINEAR)
    assert_array_equal(found.degrees_of_freedom, case.values(model, "coefficient", "df"))
    assert_allclose(found.p_value, case.values(model, "coefficient", "p_value"), rtol=1e-7)
    assert found.errors == "linearized"
    # a sampling frame that has been drawn in full leaves no doubt
    strata = np.zeros(case.n)
    whole = nps.drivers.effects(case.ratings, case.factors, strata=strata, population={0: case.n})
    assert_allclose(whole.standard_error, 0.0, atol=1e-12)


@cases
@pytest.mark.parametrize(
    ("method", "rows"), [("ordinal", "polr_class"), ("multinomial", "multinom")]
)
def test_models_of_the_classes_are_those_of_r(case, method, rows):
    found = nps.drivers.effects(case.ratings, case.factors, method=method)
    assert_allclose(found.effect, case.values(rows, "ame_nps"), rtol=LIKELIHOOD)
    # R's errors come from a numerical derivative
    assert_allclose(found.standard_error, case.values(rows, "ame_nps", "se"), rtol=1e-5)
    assert (found.method, found.errors) == (method, "likelihood")
    if method == "ordinal":
        p = case.value("polr_vs_multinom", "lr_proportional_odds", "p_value")
        assert any(f"(p = {p:.3f})" in note and "proportional odds" in note for note in found.notes)


# ------------------------------------------------------------------ identities


@given(surveys, st.sampled_from(["linear", "ordinal", "multinomial"]), st.booleans())
@settings(max_examples=12)
def test_the_effect_is_that_on_promoters_less_that_on_detractors(data, method, clustered):
    options = {"clusters": data.clusters} if clustered else {}
    found = nps.drivers.effects(data.ratings, data.factors, method=method, **options)
    assume(not np.isnan(found.effect).any())
    assert_allclose(found.effect, found.promoter_effect - found.detractor_effect, atol=1e-9)
    low, high = found.confidence_interval
    assert_allclose((low + high) / 2, found.effect, atol=1e-9)
    assert_array_equal(found.p_value < 0.05, (low > 0) | (high < 0))
    assert (found.adjusted_p_value >= found.p_value).all()


@given(surveys_with_gaps)
def test_contributions_and_intercept_add_up_to_the_score(data):
    found = nps.drivers.effects(data.ratings, data.factors, skipped="not-asked")
    assert isinstance(found, nps.results.DriverEffects)
    assert all(isinstance(row, nps.results.DriverEffect) for row in found)
    assert isinstance(found.design, nps.results.DriverDesign)
    assume(not np.isnan(found.effect).any())
    assert_allclose(found.contribution.sum() + found.intercept, found.score, atol=1e-8)
    assert_allclose(found.score, nps.score(data.ratings))
    assert found.counts == nps.Counts(*(getattr(nps.count(data.ratings), c) for c in
                                        ("promoters", "passives", "detractors")))  # fmt: skip
    weighted = nps.drivers.effects(
        data.ratings, data.factors, skipped="not-asked", weights=data.weights
    )
    assume(not np.isnan(weighted.effect).any())
    assert_allclose(weighted.contribution.sum() + weighted.intercept, weighted.score, atol=1e-8)
    assert_allclose(weighted.score, nps.SurveySample(data.ratings, weights=data.weights).score)


@given(seeds)
def test_one_yes_no_driver_is_the_difference_of_two_scores(seed):
    data = survey(seed, 200)
    vip = data.factors["vip"]
    found = nps.drivers.effects(data.ratings, {"vip": vip})
    welch = nps.compare(data.ratings[vip], data.ratings[~vip], method="welch")
    assert_allclose(found["vip"].effect, welch.difference, atol=1e-10)
    # HC3 has n/(n - 1)**2 where Welch has 1/(n - 1): a relative 1/(2n) of each group
    smaller = min(vip.sum(), (~vip).sum())
    assert_allclose(found["vip"].standard_error, welch.standard_error, rtol=1.0 / smaller)
    yes, no = (nps.estimate_shares(data.ratings[who]) for who in (vip, ~vip))
    assert_allclose(
        found["vip"].promoter_effect, 100 * (yes["promoters"].share - no["promoters"].share)
    )
    logit = nps.drivers.effects(data.ratings, {"vip": vip}, method="multinomial")
    assert_allclose(logit["vip"].effect, welch.difference, atol=1e-8)


@given(seeds)
def test_a_category_alone_has_the_scores_of_its_levels(seed):
    data = survey(seed, 150)
    found = nps.drivers.effects(data.ratings, {"region": data.factors["region"]})
    scores = nps.count_by(data.ratings, data.factors["region"])
    for level in ("North", "South"):
        row = found[f"region: {level}"]
        assert_allclose(row.effect, scores[level].score - scores["East"].score, atol=1e-10)
        assert (row.base, row.kind, row.driver) == ("East", "category", "region")
        assert_allclose(row.level, 100 * scores[level].n / 150)


@given(surveys, st.randoms())
def test_permuting_drivers_and_people_permutes_results(data, random):
    found = nps.drivers.effects(data.ratings, data.factors)
    names = list(data.factors)
    random.shuffle(names)
    people = list(range(data.ratings.size))
    random.shuffle(people)
    moved = data.rows(people)
    other = nps.drivers.effects(moved.ratings, {name: moved.factors[name] for name in names})
    assert set(other.labels) == set(found.labels)
    for label in found.labels:
        for name in NUMBERS:
            assert_allclose(
                getattr(other[label], name), getattr(found[label], name), rtol=1e-6, atol=1e-8
            )


@given(surveys, st.floats(0.01, 100.0))
def test_weights_times_a_constant_change_nothing(data, constant):
    one, other = (
        nps.drivers.effects(data.ratings, data.factors, weights=c * data.weights)
        for c in (1.0, constant)
    )
    for name in NUMBERS:
        assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-6, atol=1e-8)


@given(surveys)
@few
def test_weights_count_people_more_than_once(data):
    """Whole weights give the effects of people repeated, whatever the method."""
    often = np.random.default_rng(data.ratings.sum()).integers(1, 4, data.ratings.size)
    repeated = data.rows(np.repeat(np.arange(often.size), often))
    for method in ("linear", "ordinal", "multinomial"):
        one = nps.drivers.effects(data.ratings, data.factors, weights=often, method=method)
        other = nps.drivers.effects(repeated.ratings, repeated.factors, method=method)
        assert_allclose(one.effect, other.effect, rtol=1e-5, atol=1e-6)


@given(seeds)
def test_a_scale_twice_as_long_halves_the_effect_and_leaves_the_range(seed):
    data = survey(seed)
    factors = {"price": data.factors["price"], "vip": data.factors["vip"]}
    scales = {"price": (1, 5)}
    one = nps.drivers.effects(data.ratings, factors, factor_scales=scales)
    factors["price"] = 2 * data.factors["price"] - 2
    two = nps.drivers.effects(data.ratings, factors, factor_scales={"price": (0, 8)})
    assert_allclose(two["price"].effect, one["price"].effect / 2, atol=1e-9)
    for name in ("effect_per_range", "level", "potential"):
        assert_allclose(getattr(two["price"], name), getattr(one["price"], name), atol=1e-8)
    assert_allclose(two["vip"].effect, one["vip"].effect, atol=1e-9)


def test_level_and_potential_are_what_they_say():
    price = np.array([1, 2, 3, 4, 5, 5, 4, 3] * 5)
    ratings = np.array([2, 5, 7, 8, 9, 10, 9, 6] * 5)
    scales = {"price": (1, 5)}
    found = nps.drivers.effects(ratings, {"price": price}, factor_scales=scales)["price"]
    mean = price.mean()
    assert_allclose(found.level, 100 * (mean - 1) / 4)
    assert found.level_range == (1.0, 5.0)
    assert_allclose(found.potential, found.effect * (5 - mean))
    error = price.std(ddof=1) / np.sqrt(40)
    t = 2.0226909  # Student's quantile on 39 degrees of freedom
    assert_allclose(found.level_interval.high - found.level, 25 * t * error, rtol=1e-6)
    # the delta method: effect and mean are both estimated
    spread = np.hypot((5 - mean) * found.standard_error, found.effect * error)
    t = 2.0243942  # on 38
    assert_allclose(found.potential_interval.high - found.potential, t * spread, rtol=1e-6)
    declared = nps.drivers.effects(ratings, {"price": price}, factor_scales=scales)
    assert not any("Scale taken" in note for note in declared.notes)
    seen = nps.drivers.effects(ratings, {"price": price})
    assert seen.notes[-1].startswith("Scale taken from the answers seen, lowest to highest: price.")


def test_a_top_that_nobody_is_near_is_out_of_sight():
    data = survey(1, 100)
    staff = data.factors["staff"] / 4
    found = nps.drivers.effects(
        data.ratings, {"staff": staff, "price": data.factors["price"]},
        factor_scales={"staff": (0, 10), "price": (1, 5)},
    )  # fmt: skip
    assert found.notes == (
        "Hardly anybody rates near the top, so the potential goes beyond the answers seen: staff.",
    )


# ------------------------------------------------------------------ questions not asked


@given(surveys_with_gaps)
def test_being_asked_is_a_term_of_its_own(data):
    found = nps.drivers.effects(data.ratings, data.factors, skipped="not-asked")
    asked = ~np.isnan(data.factors["staff"])
    staff = data.factors["staff"]
    by_hand = {
        "asked": asked,
        "centred": np.where(asked, staff - np.nanmean(staff), 0.0),
        **{name: data.factors[name] for name in ("price", "vip", "region")},
    }
    other = nps.drivers.effects(data.ratings, by_hand)
    assume(not np.isnan(other.effect).any())
    for label, name in (("staff", "centred"), ("staff: asked", "asked"), ("price", "price")):
        for quantity in ("effect", "standard_error", "p_value", "adjusted_p_value", "vif"):
            assert_allclose(
                getattr(found[label], quantity),
                getattr(other[name], quantity),
                rtol=1e-6,
                atol=1e-9,
            )
    row = found["staff"]
    assert row.n_asked == asked.sum()
    assert_allclose(
        row.correlation, np.corrcoef(staff[asked], nps.to_points(data.ratings[asked]))[0, 1]
    )
    mean = np.nanmean(staff)
    assert_allclose(
        row.level, 100 * (mean - np.nanmin(staff)) / (np.nanmax(staff) - np.nanmin(staff))
    )
    # only those who were asked can rate higher
    assert_allclose(row.potential, asked.mean() * row.effect * (np.nanmax(staff) - mean), atol=1e-9)
    assert_allclose(found["staff: asked"].level, 100 * asked.mean())
    assert np.isnan(found["staff: asked"].potential)
    assert (found["staff: asked"].kind, row.kind) == ("asked", "rating")


@given(seeds)
@few
def test_models_of_the_classes_compare_the_asked_with_the_others(seed):
    data = survey(seed, 120, gaps=True)
    for method in ("ordinal", "multinomial"):
        found = nps.drivers.effects(data.ratings, data.factors, skipped="not-asked", method=method)
        assume(not np.isnan(found.effect).any())
        linear = nps.drivers.effects(data.ratings, data.factors, skipped="not-asked")
        # straight lines and curves of the same data agree to a fraction of their errors
        assert (np.abs(found.effect - linear.effect) < 2.0 * linear.standard_error).all()
        assert np.nanmax(found.potential) <= 200
        assert np.isnan(found.contribution).all()
        assert np.isnan(found.intercept)


def test_gaps_are_an_error_that_says_what_they_may_mean():
    data = survey(3, gaps=True)
    gone = int(np.isnan(data.factors["staff"]).sum())
    with pytest.raises(nps.OptionError, match=rf"'staff' \({gone} of 60\).*not-asked.*drop"):
        nps.drivers.effects(data.ratings, data.factors)
    many = {f"x{i}": np.where(np.arange(60) == i, np.nan, 1.0 + np.arange(60)) for i in range(9)}
    with pytest.raises(nps.OptionError, match=r"'x5' \(1 of 60\) and 3 more\."):
        nps.drivers.effects(data.ratings, many)
    # gaps of people who do not count are none
    ratings = np.where(np.isnan(data.factors["staff"]), np.nan, data.ratings)
    assert nps.drivers.effects(ratings, data.factors).n == 60 - gone
    weights = np.where(np.isnan(data.factors["staff"]), 0.0, 1.0)
    assert nps.drivers.effects(data.ratings, data.factors, weights=weights).n == 60 - gone


def test_those_left_out_are_counted():
    data = survey(3, gaps=True)
    gone = int(np.isnan(data.factors["staff"]).sum())
    found = nps.drivers.effects(data.ratings, data.factors, skipped="drop")
    assert found.n == 60 - gone
    assert found.notes[0] == f"Left out because a driver is missing: {gone} respondents."
    rows = data.rows(~np.isnan(data.factors["staff"]))
    assert_allclose(found.effect, nps.drivers.effects(rows.ratings, rows.factors).effect)
    with pytest.raises(nps.EmptySampleError, match="an answer for each driver: there is none"):
        nps.drivers.effects([9, 3], {"x": [1.0, None], "y": [None, 2.0]}, skipped="drop")
    with pytest.raises(nps.EmptySampleError, match="valid answer, got none"):
        nps.drivers.effects([None, None], {"x": [1, 2]})


# ------------------------------------------------------------------ groups


@given(surveys)
def test_a_group_is_the_sum_of_its_members(data):
    alone = nps.drivers.effects(data.ratings, data.factors)
    found = nps.drivers.effects(
        data.ratings, data.factors, groups={"offer": ["staff", "price", "vip"]}
    )
    assert found.labels == ("offer", "region: North", "region: South")
    row, members = found["offer"], [alone[name] for name in ("price", "staff", "vip")]
    assert (row.driver, row.kind) == ("price, staff, vip", "group")
    assert_allclose(row.effect, sum(one.effect for one in members), atol=1e-9)
    assert_allclose(row.potential, sum(one.potential for one in members), atol=1e-8)
    assert_allclose(row.contribution, sum(one.contribution for one in members), atol=1e-8)
    assert_allclose(row.effect_per_range, sum(one.effect_per_range for one in members), atol=1e-8)
    assert_allclose(row.level, np.mean([one.level for one in members]))
    assert np.isnan([row.correlation, row.vif, row.level_range.low]).all()


def test_what_cannot_be_told_apart_can_as_a_group():
    data = survey(7)
    factors = {"a": data.factors["price"], "b": data.factors["price"], "vip": data.factors["vip"]}
    apart = nps.drivers.effects(data.ratings, factors)
    assert np.isnan([apart["a"].effect, apart["b"].effect]).all()
    assert apart.notes[0] == "These cannot be told apart, so none has an effect of its own: a, b."
    assert np.isnan(apart.intercept)
    one = nps.drivers.effects(data.ratings, {"a": factors["a"], "vip": factors["vip"]})
    assert_allclose(apart["vip"].effect, one["vip"].effect)
    assert_allclose(apart["vip"].standard_error, one["vip"].standard_error)
    together = nps.drivers.effects(data.ratings, factors, groups={"both": ["a", "b"]})["both"]
    assert_allclose(together.effect, one["a"].effect)
    assert_allclose(together.standard_error, one["a"].standard_error)
    assert_allclose(together.effect_per_range, one["a"].effect_per_range)
    assert together.level_range == one["a"].level_range
    assert np.isnan(together.potential)
    longer = nps.drivers.effects(
        data.ratings, factors, groups={"both": ["a", "b"]}, factor_scales={"a": (0, 10)}
    )["both"]
    assert np.isnan(longer.effect_per_range)


def test_drivers_that_move_together_are_named():
    data = survey(2, 300)
    rng = np.random.default_rng(1)
    near = data.factors["staff"] + rng.normal(0, 0.1, 300)
    factors = {"staff": data.factors["staff"], "again": near, "price": data.factors["price"]}
    found = nps.drivers.effects(data.ratings, factors)
    assert any(
        note == "These move together, which makes the effect of each uncertain: staff, again."
        " groups=... takes them as one."
        for note in found.notes
    )
    assert found["staff"].vif > 10 > found["price"].vif
    linear = nps.drivers.effects(data.ratings, factors, groups={"staff": ["staff", "again"]})
    assert linear["staff"].standard_error < found["staff"].standard_error / 5


@pytest.mark.parametrize(
    ("groups", "error", "words"),
    [
        ([("a", ["price"])], nps.InputTypeError, "groups must be a mapping from the name"),
        ({1: ["price"]}, nps.InputTypeError, "groups must be named by text, got 1"),
        ({"a": "price"}, nps.InputTypeError, r"groups\['a'\] must be a list of factors"),
        ({"a": []}, nps.InputTypeError, r"groups\['a'\] must be a list of factors"),
        ({"a": ["prise"]}, nps.OptionError, "'prise', which is no factor; .* Did you mean 'price'"),
        ({"a": ["price", "price"]}, nps.OptionError, "'price' is in groups twice: in 'a'"),
        ({"a": ["price"], "b": ["price"]}, nps.OptionError, "twice: in 'a' and 'b'"),
        ({"vip": ["price"]}, nps.OptionError, "group 'vip' is called as a factor outside of it"),
        ({"a": ["region"]}, nps.OptionError, r"groups\['a'\] holds 'region', a category"),
    ],
)  # fmt: skip
def test_groups_that_make_no_sense_are_refused(groups, error, words):
    data = survey(1)
    with pytest.raises(error, match=words):
        nps.drivers.effects(data.ratings, data.factors, groups=groups)


# ------------------------------------------------------------------ honest ends


def test_all_of_one_class_has_nothing_to_explain():
    found = nps.drivers.effects([9, 10, 9, 10, 9], {"x": [1, 2, 3, 4, 4]})
    assert np.isnan(found["x"].effect)
    assert np.isnan(found["x"].potential)
    assert np.isnan(found.omnibus.p_value)
    assert found.notes[0] == (
        "All answers are of one class, so there is nothing that drivers could go with."
    )
    assert str(found["x"]) == "effect n/a"
    for method in ("ordinal", "multinomial"):
        other = nps.drivers.effects([9, 10, 9, 10, 9], {"x": [1, 2, 3, 4, 4]}, method=method)
        assert np.isnan(other["x"].effect)


def test_a_driver_that_never_varies_is_named():
    data = survey(1)
    factors = {"same": np.full(60, 7), "one": np.full(60, "A"), "price": data.factors["price"]}
    found = nps.drivers.effects(data.ratings, factors)
    assert found.labels == ("same", "price")
    assert np.isnan(found["same"].effect)
    assert found.notes[0] == "The same for everybody, so nothing can be said of it: one, same."
    alone = nps.drivers.effects(data.ratings, {"price": data.factors["price"]})
    assert_allclose(found["price"].effect, alone["price"].effect)
    nothing = nps.drivers.effects(data.ratings, {"one": np.full(60, "A")})
    assert len(nothing) == 0
    assert np.isnan(nothing.omnibus.p_value)


def test_too_few_answers_are_refused():
    with pytest.raises(nps.OptionError, match="3 answers are too few for 2 columns of drivers"):
        nps.drivers.effects([9, 3, 8], {"a": [1, 2, 4], "b": [2, 2, 1]})
    found = nps.drivers.effects([9, 3, 8, 10], {"a": [1, 2, 4, 3], "b": [2, 2, 1, 1]})
    assert "Only 4 answers for 2 columns of drivers: effects are hardly known." in found.notes


def test_a_level_of_one_respondent_has_no_error():
    data = survey(4)
    region = data.factors["region"].astype(object)
    region[11] = "West"
    found = nps.drivers.effects(data.ratings, {"region": region, "price": data.factors["price"]})
    west = found["region: West"]
    assert np.isfinite(west.effect)
    assert np.isnan([west.standard_error, west.p_value, west.confidence_interval.low]).all()
    assert "Without an error, since it rests on a single respondent: region: West." in found.notes
    assert np.isfinite(found["price"].standard_error)
    alone = np.arange(60) % 6
    clustered = nps.drivers.effects(
        data.ratings, {"first": alone == 0, "price": data.factors["price"]}, clusters=alone
    )
    assert any("rests on a single cluster: first" in note for note in clustered.notes)


def test_few_clusters_are_told():
    data = survey(4)
    found = nps.drivers.effects(
        data.ratings, {"price": data.factors["price"]}, clusters=np.arange(60) % 3
    )
    assert found["price"].degrees_of_freedom < 4
    assert any(note.startswith("Less than 4 degrees of freedom") for note in found.notes)
    none = nps.drivers.effects(
        data.ratings, data.factors, clusters=np.arange(60) % 3, weights=data.weights
    )
    assert np.isnan(none.degrees_of_freedom).all()
    assert any(note.startswith("No degrees of freedom are left") for note in none.notes)
    logit = nps.drivers.effects(
        data.ratings, data.factors, clusters=np.arange(60) % 3, weights=data.weights,
        method="multinomial",
    )  # fmt: skip
    assert np.isnan(logit.p_value).all()


def test_drivers_that_explain_nothing_together_are_told():
    rng = np.random.default_rng(8)
    found = nps.drivers.effects(rng.integers(0, 11, 100), {"x": rng.integers(1, 6, 100)})
    assert found.omnibus.p_value > 0.05
    assert any(
        note.startswith("All drivers together go with the score no more") for note in found.notes
    )


@pytest.mark.parametrize("method", ["ordinal", "multinomial"])
def test_classes_that_a_driver_separates_have_no_model(method):
    data = survey(6)
    factors = {"happy": data.ratings > 8, "price": data.factors["price"]}
    found = nps.drivers.effects(data.ratings, factors, method=method)
    assert np.isnan(found.effect).all()
    assert found.notes[0].startswith(f"The {method} model has no estimate")
    assert "by: happy. The linear method has one." in found.notes[0]
    assert np.isnan(found.omnibus.p_value)
    assert np.isfinite(nps.drivers.effects(data.ratings, factors)["happy"].effect)


@pytest.mark.parametrize("gone", ["promoters", "passives", "detractors"])
def test_two_classes_are_a_logistic_regression(gone):
    data = survey(6, 200)
    labels = np.array(nps.classify(data.ratings.tolist()))
    rows = data.rows(labels != gone.removesuffix("s"))
    found = [
        nps.drivers.effects(rows.ratings, rows.factors, method=method)
        for method in ("ordinal", "multinomial")
    ]
    assert_allclose(found[0].effect, found[1].effect)
    assert found[0].notes[0] == "Only two classes occur, so the model is a logistic regression."
    if gone != "passives":
        silent = "promoter_effect" if gone == "promoters" else "detractor_effect"
        assert_allclose(getattr(found[0], silent), 0.0, atol=1e-12)


def test_proportional_odds_that_do_not_hold_are_told():
    rng = np.random.default_rng(2)
    x = rng.integers(0, 11, 800)
    y = rng.integers(0, 11, 800)
    detractor = rng.random(800) < 1 / (1 + np.exp(x - 4))
    promoter = rng.random(800) < 1 / (1 + np.exp(6 - y))
    ratings = np.where(detractor, 3, np.where(promoter, 10, 7))
    found = nps.drivers.effects(ratings, {"x": x, "y": y}, method="ordinal")
    assert any(note.startswith("Proportional odds, which the ordinal") for note in found.notes)


@pytest.mark.parametrize("method", ["ordinal", "multinomial"])
def test_models_of_clusters_have_the_errors_of_the_design(method):
    data = survey(9, 300)
    plain, clustered, weighted = (
        nps.drivers.effects(data.ratings, data.factors, method=method, **options)
        for options in ({}, {"clusters": data.clusters}, {"weights": np.ones(300)})
    )
    assert_allclose(clustered.effect, plain.effect)
    assert_allclose(weighted.effect, plain.effect)
    assert (clustered.errors, weighted.errors) == ("linearized", "linearized")
    assert_array_equal(clustered.degrees_of_freedom, 7.0)
    assert_array_equal(weighted.degrees_of_freedom, 299 - 5)
    # without clusters, and the model about right, the sandwich is near the likelihood
    assert_allclose(weighted.standard_error, plain.standard_error, rtol=0.3)


# ------------------------------------------------------------------ the result


def test_the_result_is_a_table():
    case = CASES["drv_a"]
    found = nps.drivers.effects(case.ratings, case.factors)
    assert isinstance(found, nps.results.DriverEffects)
    assert [row.label for row in found] == case.names
    assert isinstance(found["x2"], nps.results.DriverEffect)
    assert found.to_pandas().loc["x1", "effect"] == found["x1"].effect
    assert found.to_polars()["driver"].to_list() == case.names
    assert str(found).splitlines()[1].startswith("x1: +27.7  [+22.8, +32.5]  p < 0.001 (promoters")
    assert found.to_dict()["labels"] == case.names
    assert "x1" in found._repr_html_()
    assert found["x1"]._repr_html_().count("<tr>") == 9
    for name in NUMBERS:
        with pytest.raises(ValueError, match="read-only"):
            getattr(found, name)[0] = 1.0
    with pytest.raises(ValueError, match="read-only"):
        found.potential_interval.low[0] = 1.0


def test_summaries_say_what_goes_with_what():
    case = CASES["drv_a"]
    found = nps.drivers.effects(case.ratings, case.factors)
    assert found.summary() == (
        "3 of 5 effects are clear of chance: a point more of x1 goes with +27.7 points (95% CI"
        " 22.8 to 32.5), a point more of x3 goes with +11.5 points (95% CI 6.2 to 16.7) and a"
        " point more of x2 goes with +7.4 points (95% CI 1.6 to 13.2) (400 answers)."
    )
    data = survey(1, 200, gaps=True)
    every = nps.drivers.effects(
        data.ratings, data.factors, skipped="not-asked", groups={"offer": ["price", "vip"]}
    )
    kinds = {row.kind: row.summary() for row in every}
    assert kinds.keys() == {"group", "rating", "asked", "category"}
    assert kinds["asked"].startswith("Having been asked about staff, and an average answer, goes")
    assert "South instead of East goes with" in kinds["category"]
    assert "A point more of all in offer goes with" in kinds["group"]
    rng = np.random.default_rng(8)
    nothing = nps.drivers.effects(rng.integers(0, 11, 100), {"x": rng.integers(1, 6, 100)})
    assert nothing.summary() == "None of 1 effect is clear of chance (100 answers)."
    unknown = nps.drivers.effects([9, 10, 9, 10], {"x": [1, 2, 3, 4]})
    assert unknown.summary() == "The data do not tell what goes with the drivers (4 answers)."
    assert unknown["x"].summary() == "The data do not tell what goes with x."
    assert "HC3" in found.explain()
    assert found.omnibus.summary().startswith("The drivers together go with the score (F(5, 394)")
    assert nothing.omnibus.summary().startswith("The drivers together go with the score no more")
    assert unknown.omnibus.summary().endswith("cannot be tested.")


def test_the_design_goes_to_other_tools():
    data = survey(3, 50, gaps=True)
    found = nps.drivers.effects(
        data.ratings, data.factors, skipped="not-asked", weights=data.weights
    )
    x, y, names, weights = found.design
    assert names == ("price", "staff: asked", "staff", "vip", "region: North", "region: South")
    assert x.shape == (50, 6)
    assert_array_equal(y, nps.to_points(data.ratings))
    assert_array_equal(weights, data.weights)
    root = np.sqrt(weights)
    full = np.column_stack([np.ones(50), x])
    slopes = np.linalg.lstsq(full * root[:, None], y * root, rcond=None)[0]
    assert_allclose(found["price"].effect, slopes[1], atol=1e-9)
    assert nps.drivers.effects(data.ratings, {"vip": data.factors["vip"]}).design.weights is None
    with pytest.raises(nps.InputTypeError, match="made of a Tally"):
        _ = nps.drivers.effects(
            nps.drivers.tally(data.ratings, {"vip": data.factors["vip"]})
        ).design


# ------------------------------------------------------------------ what goes in


def test_weights_and_strata_go_through_the_design():
    data = survey(5, 120)
    strata = np.where(data.clusters < 4, "a", "b")
    found = nps.drivers.effects(
        data.ratings, {"vip": data.factors["vip"]}, weights=data.weights, strata=strata,
        clusters=data.clusters, population={"a": 40, "b": 40},
    )["vip"]  # fmt: skip
    sides = nps.survey_by(
        data.ratings, data.factors["vip"], weights=data.weights, strata=strata,
        clusters=data.clusters, population={"a": 40, "b": 40},
    )  # fmt: skip
    both = nps.compare(sides[True], sides[False])
    assert_allclose(found.effect, both.difference, atol=1e-9)
    # a slope on membership is linearised as the difference of two domains is
    assert_allclose(found.standard_error, both.standard_error, rtol=1e-9)
    assert found.degrees_of_freedom == 8 - 2 - 1


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"method": "Linear"}, nps.OptionError, "Did you mean 'linear'"),
        ({"skipped": "mean"}, nps.OptionError, "one of 'raise', 'not-asked', 'drop'"),
        ({"adjust": "bh"}, nps.OptionError, "adjust must be one of"),
        ({"confidence_level": 95}, nps.OptionError, "Did you mean 0.95"),
        ({"weights": [1.0]}, nps.OptionError, "same length"),
        ({"clusters": [1, 2]}, nps.OptionError, "same length"),
        ({"clusters": {"a": [1] * 60, "b": [1] * 60}}, nps.OptionError, "that of the first stage"),
        ({"population": [100, None]}, nps.OptionError, "population must be a number, or a mapping"),
        ({"population": 10}, nps.OptionError, "but the sample has 60 of 10"),
        ({"strata": ["a"] * 59 + ["b"]}, nps.OptionError, "stratum 'b' has a single one"),
        ({"factor_scales": {"prize": (1, 5)}}, nps.OptionError, "Did you mean 'price'"),
        ({"factor_scales": [("price", 1, 5)]}, nps.InputTypeError, "must be a mapping"),
        ({"factor_scales": {"price": 5}}, nps.InputTypeError, r"factor_scales\['price'\] must be"),
        ({"factor_scales": {"price": (5, 1)}}, nps.OptionError, "with low < high"),
        ({"factor_scales": {"price": (2, 5)}}, nps.OptionError, "from 2 to 5, such as 1"),
        ({"factor_scales": {"price": (1, 4)}}, nps.OptionError, "from 1 to 4, such as 5"),
        ({"factor_scales": {"vip": (0, 1)}}, nps.OptionError, "factor 'vip' is yes/no"),
        ({"factor_scales": {"region": (0, 1)}}, nps.OptionError, "'region' is a category"),
    ],
)  # fmt: skip
def test_options_are_checked(options, error, words):
    data = survey(1)
    with pytest.raises(error, match=words):
        nps.drivers.effects(data.ratings, data.factors, **options)


def test_answers_off_the_scale_are_an_error_or_counted():
    data = survey(1)
    ratings = data.ratings.astype(float)
    ratings[0], ratings[1] = 99, np.nan
    with pytest.raises(nps.RatingError, match="99"):
        nps.drivers.effects(ratings, data.factors)
    found = nps.drivers.effects(ratings, data.factors, invalid="drop")
    assert (found.n, found.counts.missing, found.counts.invalid) == (58, 1, 1)
    five = nps.Scale.conventional(1, 5)
    stars = np.clip(data.ratings // 2, 1, 5)
    assert (
        nps.drivers.effects(stars, data.factors, scale=five).score
        == nps.count(stars, scale=five).score
    )
