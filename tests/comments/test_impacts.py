"""How many points a theme costs: one number under four names, with its interval and test."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from comment_samples import classes, of_counts, sample, seeds
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import number, rows

import nps

few = settings(max_examples=25)
POINTS = np.array([1.0, 0.0, -1.0])


def impacts(data, **options):
    return nps.comments.impacts(*data, **options)


@pytest.mark.parametrize("row", rows("themes", model="theme_impact"))
def test_impacts_of_reference(row):
    counts = [*map(int, row["dataset"].split(":"))]
    found = impacts(of_counts(counts[:3], counts[3:]))["price"]
    assert_allclose(found.impact, number(row["value"]), atol=1e-12)
    if row["quantity"] != "qualtrics_form":
        assert_allclose(found.impact_standard_error, number(row["se"]), rtol=1e-12)


@pytest.mark.parametrize("row", rows("themes", model="prop_test"))
def test_share_differences_of_reference(row):
    yes, no, of_detractors, others = map(int, row["dataset"].split(":"))
    data = of_counts((yes, 5, of_detractors), (no, 8, others))
    found = impacts(data)["price"]
    assert_allclose(100.0 * found.share_difference, number(row["value"]))
    # without the N/(N - 1) of Miettinen and Nurminen it is the chi-squared test
    from scipy.stats import norm

    n = yes + no + of_detractors + others
    z = norm.isf(found.share_difference_p_value / 2.0)
    assert_allclose(z**2 * n / (n - 1), number(row["statistic"]), rtol=1e-6)
    exact = number(next(r["p_value"] for r in rows("themes", model="fisher")
                        if r["dataset"] == row["dataset"]))  # fmt: skip
    assert 0.1 < found.share_difference_p_value / exact < 10.0


@given(classes, classes)
def test_the_forms_of_three_vendors_are_one_number(theme, rest):
    found = impacts(of_counts(theme, rest))["price"]
    whole = nps.Counts(*np.add(theme, rest).tolist())
    mine, others = nps.Counts(*theme), nps.Counts(*rest)
    n, n_theme = whole.n, mine.n
    without = whole.score - others.score  # Thematic, Kapiche
    qualtrics = n_theme * (mine.score - whole.score) / (n - n_theme)
    share_times_lift = n_theme / n * (mine.score - others.score)  # consultants
    for form in (without, qualtrics, share_times_lift):
        assert_allclose(found.impact, form, atol=1e-9)
    assert abs(found.impact) <= 200.0 * found.share + 1e-9
    assert (found.n, found.score, found.rest_score) == (n_theme, mine.score, others.score)


def check_duality(found, level):
    low, high = found.impact_interval
    inside = (low <= 0.0) & (high >= 0.0)
    clear = np.abs(found.p_value - (1.0 - level)) > 1e-9  # rounding at the very end
    assert ((found.p_value > 1.0 - level) == inside)[clear].all()
    apart = found.confidence_interval
    assert (inside == ((apart.low <= 0.0) & (apart.high >= 0.0)))[clear].all()
    assert (low <= found.impact).all()
    assert (found.impact <= high).all()


@given(classes, classes, st.sampled_from([0.5, 0.8, 0.95, 0.999]))
def test_the_interval_excludes_0_exactly_when_the_test_rejects(theme, rest, level):
    check_duality(impacts(of_counts(theme, rest), confidence_level=level), level)


def test_and_so_it_does_in_a_thousand_random_tables():
    rng = np.random.default_rng(17)
    found = []
    for n in (12, 40, 90, 200):
        ratings = rng.integers(0, 11, n)
        chances = rng.dirichlet(np.ones(3), 250)[
            :, (np.array(nps.to_points(ratings)) // 100 + 1).astype(int)
        ]
        themes = rng.random((250, n)) < chances
        some = themes.any(axis=1) & ~themes.all(axis=1)
        one = nps.comments.impacts(ratings, themes[some].T)
        check_duality(one, 0.95)
        found += (one.p_value < 0.05).tolist()
    assert len(found) > 900
    assert 100 < sum(found) < len(found) - 100  # both kinds occur


@given(classes, classes)
def test_the_parts_are_what_the_library_says_elsewhere(theme, rest):
    found = impacts(of_counts(theme, rest))["price"]
    mine, others = nps.Counts(*theme), nps.Counts(*rest)
    compared = nps.compare(mine, others)
    for name in ("difference", "standard_error", "statistic", "p_value", "confidence_interval"):
        assert_allclose(getattr(found, name), getattr(compared, name))
    assert_allclose(found.score_interval, nps.estimate(mine).confidence_interval)
    of_share = nps.estimate_shares(nps.Counts(mine.n, 0, others.n))["promoters"]
    assert_allclose(found.share, of_share.share)
    assert_allclose(found.share_interval, of_share.confidence_interval)
    if theme[0] + rest[0] and theme[2] + rest[2]:
        sides = [nps.Counts(theme[c], 0, rest[c]) for c in (0, 2)]
        apart = nps.compare(*sides)
        assert_allclose(found.share_difference, apart.difference / 200.0)
        assert_allclose(found.share_difference_p_value, apart.p_value)
        ends = np.array(apart.confidence_interval) / 200.0
        assert_allclose(found.share_difference_interval, ends)
        assert_allclose(found.promoter_share - found.detractor_share, found.share_difference)
    else:
        assert np.isnan(found.share_difference)


@given(classes, classes)
def test_promoters_and_detractors_mirror(theme, rest):
    found = impacts(of_counts(theme, rest))["price"]
    mirrored = impacts(of_counts(theme[::-1], rest[::-1]))["price"]
    for name in ("impact", "difference", "adjusted_impact", "share_difference"):
        assert_allclose(getattr(mirrored, name), -getattr(found, name), atol=1e-9)
        interval = "confidence_interval" if name == "difference" else f"{name}_interval"
        low, high = getattr(found, interval)
        assert_allclose(getattr(mirrored, interval), (-high, -low), atol=1e-6)
    assert_allclose(mirrored.p_value, found.p_value, atol=1e-9)
    # those who do not mention it are a theme, too: all but the sign of the difference turns
    turned = impacts(of_counts(rest, theme))["price"]
    assert_allclose(turned.difference, -found.difference, atol=1e-9)
    assert_allclose(turned.p_value, found.p_value, atol=1e-9)


@given(seeds)
@few
def test_adjusted_impacts_and_intercept_are_the_score(seed):
    data = sample(seed)
    found = impacts(data)
    assert_allclose(found.adjusted_impact.sum() + found.intercept, found.overall_score, atol=1e-9)
    assert found.overall_score == nps.score(data.ratings)
    x = np.stack([np.ones(120), *data.themes.values()], axis=1)
    b = np.linalg.lstsq(x, 100.0 * nps.to_points(data.ratings) / 100.0, rcond=None)[0]
    assert_allclose(found.adjusted_impact, found.share * b[1:], atol=1e-9)
    assert_allclose(found.intercept, b[0], atol=1e-9)
    # the slopes are those of drivers that are yes or no
    drivers = nps.drivers.effects(data.ratings, data.themes)
    assert_allclose(found.adjusted_impact, drivers.contribution, atol=1e-9)
    # a theme alone has nothing to be adjusted for
    one = impacts((data.ratings, {"price": data.themes["price"]}))["price"]
    assert_allclose(one.adjusted_impact, one.impact, atol=1e-9)
    assert_allclose(one.adjusted_impact_standard_error, one.impact_standard_error, rtol=0.1)


@given(seeds)
@few
def test_sums_stand_for_rows(seed):
    data = sample(seed)
    whole, sums = impacts(data), nps.comments.impacts(nps.comments.tally(*data))
    same = [name for name in whole.to_dict() if "adjusted_impact_" not in name]
    for name in same:
        if name not in ("errors", "notes"):
            assert sums.to_dict()[name] == whole.to_dict()[name], name
    assert (sums.errors, whole.errors) == ("classical", "HC3")
    assert_allclose(
        sums.adjusted_impact_standard_error, whole.adjusted_impact_standard_error, rtol=0.4
    )


@pytest.mark.slow
@given(seeds)
@few
def test_weights_count_respondents_more_than_once(seed):
    data = sample(seed, n=60)
    w = np.random.default_rng(seed).integers(1, 4, 60)
    weighted = impacts(data, weights=w)
    again = impacts(
        (np.repeat(data.ratings, w), {k: np.repeat(x, w) for k, x in data.themes.items()})
    )
    names = ("share", "score", "rest_score", "difference", "impact", "adjusted_impact",
             "promoter_share", "detractor_share", "share_difference")  # fmt: skip
    for name in names:
        assert_allclose(getattr(weighted, name), getattr(again, name), atol=1e-9)
    assert_allclose([weighted.overall_score, weighted.intercept],
                    [again.overall_score, again.intercept])  # fmt: skip
    assert (weighted.method, weighted.errors) == ("design", "linearized")
    check_duality(weighted, 0.95)
    # zero weights leave respondents out
    zero = np.concatenate([w, np.zeros(60)])
    twice = (np.tile(data.ratings, 2), {k: np.tile(x, 2) for k, x in data.themes.items()})
    assert impacts(twice, weights=zero).impact.tolist() == weighted.impact.tolist()


@pytest.mark.slow
@given(seeds)
@few
def test_constant_weights_are_nearly_none_and_clusters_are_those_of_surveys(seed):
    data = sample(seed)
    plain, weighted = impacts(data), impacts(data, weights=np.full(120, 2.5))
    n = 120
    assert_allclose(weighted.impact, plain.impact)
    assert_allclose(
        weighted.impact_standard_error, plain.impact_standard_error * np.sqrt(n / (n - 1))
    )
    shops = np.arange(120) % 17
    clustered = impacts(data, clusters=shops)
    surveys = nps.survey_by(data.ratings, data.themes["price"], clusters=shops)
    compared = nps.compare(surveys[True], surveys[False])
    row = clustered["price"]
    assert_allclose(row.confidence_interval, compared.confidence_interval)
    assert_allclose(row.p_value, compared.p_value)
    assert_allclose(row.score_interval, nps.estimate(surveys[True]).confidence_interval)
    check_duality(clustered, 0.95)
    # each answer twice in a cluster of its own pair is each answer once
    pairs = impacts(
        (np.repeat(data.ratings, 2), {k: np.repeat(x, 2) for k, x in data.themes.items()}),
        clusters=np.repeat(np.arange(120), 2),
    )
    assert_allclose(pairs.impact_standard_error, weighted.impact_standard_error)
    single = impacts(data, clusters=np.arange(120))
    assert_allclose(single.adjusted_impact_standard_error, weighted.adjusted_impact_standard_error)


def machine_of(data, seed, wrong=0.1):
    rng = np.random.default_rng(seed)
    return {k: x ^ (rng.random(x.size) < wrong) for k, x in data.themes.items()}


def seen_by_people(data, seen):
    return {k: np.where(seen, x, np.nan) for k, x in data.themes.items()}


@given(seeds)
@few
def test_people_who_coded_all_overrule_the_machine(seed):
    data = sample(seed, n=200)
    human = impacts(data)
    found = impacts((data.ratings, machine_of(data, seed)), validation=data.themes)
    names = ("share", "score", "rest_score", "difference", "impact", "adjusted_impact",
             "promoter_share", "detractor_share", "share_difference")  # fmt: skip
    for name in names:
        assert_allclose(getattr(found, name), getattr(human, name), atol=1e-9)
    assert_allclose(found.intercept, human.intercept)
    ratio = found.impact_standard_error / human.impact_standard_error
    assert_allclose(ratio, np.sqrt(200 / 199))
    assert found.method == "validated"
    check_duality(found, 0.95)


@given(seeds)
@few
def test_corrected_impacts_are_the_difference_estimator(seed):
    data = sample(seed, n=400)
    seen = np.random.default_rng(seed).random(400) < 0.5
    machine = machine_of(data, seed)
    found = impacts((data.ratings, machine), validation=seen_by_people(data, seen))
    s = np.array(nps.to_points(data.ratings)) / 100.0
    u = s - s.mean()
    for row in found:
        g, t = machine[row.label].astype(float), data.themes[row.label].astype(float)
        assume(t[seen].sum() >= 10)
        target = (g * u).mean() + ((t - g) * u)[seen].mean()
        q = g.mean() + (t - g)[seen].mean()
        assert_allclose(row.share, q)
        assert_allclose(row.impact, 100.0 * target / (1.0 - q), atol=1e-9)
        assert_allclose(row.share * row.difference, row.impact, atol=1e-9)
        assert_allclose(row.score - row.rest_score, row.difference, atol=1e-9)
    assert_allclose(found.adjusted_impact.sum() + found.intercept, found.overall_score, atol=1e-9)
    check_duality(found, 0.95)
    agreement = found.agreement
    for row in agreement:
        g, t = machine[row.label][seen], data.themes[row.label][seen]
        assert (row.n, row.n_human, row.n_machine) == (seen.sum(), t.sum(), g.sum())
        assert row.sensitivity == (g & t).sum() / t.sum()
        assert row.specificity == (~g & ~t).sum() / (~t).sum()
        assert row.sensitivity_interval.low < row.sensitivity <= row.sensitivity_interval.high
        assert row.specificity_interval.low < row.specificity <= row.specificity_interval.high
    # a subset coded with weights of one
    same = impacts((data.ratings, machine), validation=seen_by_people(data, seen),
                   weights=np.ones(400))  # fmt: skip
    assert_allclose(same.impact, found.impact)
    assert_allclose(same.impact_standard_error, found.impact_standard_error)


def test_a_machine_that_errs_shrinks_impacts_and_people_mend_it():
    # C5: theme of 6%, sensitivity .8, specificity .97, n = 2000, m = 200; the truth is known
    rng = np.random.default_rng(5)
    mine, rest = np.array([0.1, 0.2, 0.7]), np.array([0.5, 0.3, 0.2])
    truth = 100.0 * 0.06 * (mine @ POINTS - rest @ POINTS)
    alone, mended, covered = [], [], 0
    for _ in range(60):
        t = rng.random(2000) < 0.06
        draw = rng.random(2000)
        cut = np.where(t[:, np.newaxis], np.cumsum(mine), np.cumsum(rest))
        ratings = np.array([10, 7, 0])[(draw[:, np.newaxis] > cut).sum(axis=1).clip(0, 2)]
        g = np.where(t, rng.random(2000) < 0.8, rng.random(2000) < 0.03)
        seen = np.arange(2000) < 200
        human = {"price": np.where(seen, t, np.nan)}
        alone.append(nps.comments.impacts(ratings, {"price": g}).impact[0])
        found = nps.comments.impacts(ratings, {"price": g}, validation=human)
        mended.append(found.impact[0])
        low, high = found.impact_interval
        covered += low[0] <= truth <= high[0]
    # the means of 60 are within four standard errors; the machine alone is off by more than a point
    kept = ~np.isnan(mended)
    error = np.nanstd(mended) / np.sqrt(kept.sum())
    assert abs(np.nanmean(mended) - truth) < 4.0 * error
    assert np.mean(alone) - truth > 0.8
    assert covered >= 45


def test_of_all_who_answered_codes_are_corrected_where_there_was_a_comment():
    rng = np.random.default_rng(7)
    n = 4000
    ratings = rng.choice([10, 8, 3], n, p=[0.5, 0.3, 0.2])
    wrote = rng.random(n) < np.where(ratings == 3, 0.6, 0.4)
    t = wrote & (rng.random(n) < np.where(ratings == 3, 0.5, 0.25))
    g = wrote & np.where(t, rng.random(n) < 0.6, rng.random(n) < 0.05)
    seen = rng.random(n) < 0.5  # of whom some gave no comment, which teaches nothing
    machine, human = ({"price": np.where(who, x, np.nan)} for x, who in ((g, wrote), (t, seen)))
    found = nps.comments.impacts(ratings, machine, validation=human, base="all")["price"]
    part = nps.comments.impacts(ratings, machine, validation=human)["price"]
    assert found.share == pytest.approx(part.share * wrote.mean())
    low, high = found.share_interval
    assert low < t.mean() < high
    for mine, among, who in (
        (found.promoter_share, part.promoter_share, ratings == 10),
        (found.detractor_share, part.detractor_share, ratings == 3),
    ):
        assert mine == pytest.approx(among * wrote[who].mean())
    truth = nps.comments.impacts(ratings, {"price": t})["price"]
    assert abs(found.impact - truth.impact) < 3.0 * found.impact_standard_error
    low, high = found.score_interval
    assert low < truth.score < high


def test_who_counts():
    ratings = [10, 9, None, 3, 2, 8, 10, 10]
    themes = ["", "price", "price", "price", None, "price;staff", None, "staff"]
    found = nps.comments.impacts(ratings, themes)
    assert found.counts == nps.Counts(3, 1, 1)
    assert found.respondents == nps.Counts(4, 1, 2, missing=1)
    assert found.n.tolist() == [3, 2]
    assert found.overall_score == pytest.approx(40.0)
    assert "Base: the 5 respondents with a coded comment, whose score is 40.0" in found.notes[0]
    assert "that of all 7 is 28.6 (p = " in found.notes[0]
    assert "Few mentions, fewer than 5: price, staff." in found.notes
    everybody = nps.comments.impacts(ratings, themes, base="all")
    assert everybody.counts == nps.Counts(4, 1, 2)
    assert everybody["price"].share == pytest.approx(3 / 7)
    assert "Of these 2 respondents have no coded comment" in everybody.notes[0]
    assert nps.comments.impacts(nps.comments.tally(ratings, themes), base="all").to_dict()[
        "impact"
    ] == pytest.approx(everybody.impact.tolist())
    off = nps.comments.impacts([10, 99, 3], ["a", "a", ""], invalid="drop")
    assert (off.respondents.invalid, off.counts.n) == (1, 2)
    other = nps.comments.impacts([5, 1], ["a", ""], scale=nps.Scale((5, 5), (4, 4), (1, 3)))
    assert other["a"].score == 100.0


def test_what_cannot_be_known_is_not_a_number():
    found = nps.comments.impacts(
        [10, 9, 3, 7], {"never": [0, 0, 0, 0], "always": [1, 1, 1, 1], "twin": [1, 0, 1, 0],
                        "its twin": [1, 0, 1, 0]},
    )  # fmt: skip
    assert np.isnan(found.impact).tolist() == [True, True, False, False]
    assert np.isnan(found.impact_standard_error).tolist() == [True, True, False, False]
    assert np.isnan(found.adjusted_impact).all()
    assert "Mentioned by nobody or by everybody" in found.notes[0]
    assert found.notes[-1].endswith("of its own: twin, its twin.")
    assert str(found["never"]) == "impact n/a (0 mentions)"
    assert found["always"].share == 1.0
    one = nps.comments.impacts([10, 3], ["a", ""])
    assert np.isnan(one.adjusted_impact_interval.low).all()
    unanimous = nps.comments.impacts([10] * 9, [["a"]] * 4 + [[]] * 5)["a"]
    assert (unanimous.impact, unanimous.p_value) == (0.0, 1.0)
    assert unanimous.impact_interval.low < 0.0 < unanimous.impact_interval.high
    assert np.isnan(unanimous.share_difference)


def test_too_few_codes_of_people_are_refused_theme_by_theme():
    data = sample(3, n=300)
    seen = np.arange(300) < 60
    themes = machine_of(data, 1) | {"rare": np.arange(300) % 50 == 0}
    human = seen_by_people(data, seen) | {"rare": np.where(seen, np.arange(300) % 50 == 0, np.nan)}
    found = nps.comments.impacts(data.ratings, themes, validation=human)
    assert np.isnan(found["rare"].impact)
    assert np.isnan(found["rare"].impact_interval).all()
    assert not np.isnan(found["price"].impact)
    # the others are held without it
    del themes["rare"]
    others = nps.comments.impacts(data.ratings, themes, validation=seen_by_people(data, seen))
    assert_allclose(found.adjusted_impact, [*others.adjusted_impact, np.nan])
    assert_allclose(found.adjusted_impact_standard_error[:3], others.adjusted_impact_standard_error)
    assert found.adjusted_impact[:3].sum() + found.intercept == pytest.approx(found.overall_score)
    themes["rare"] = np.arange(300) % 50 == 0
    said = " ".join(found.notes)
    assert "hold only themes that could be corrected, not these: rare." in said
    assert "People coded 60 comments" in said
    assert "fewer than 10 mentions, too few to correct the machine: " in said
    assert "fewer than 200 comments" in said
    # people may have found no mention of a theme at all, or know themes of their own
    text = nps.comments.Themes(["staff;other" if x else "" for x in data.themes["staff"]])
    alone = nps.comments.impacts(data.ratings, {"staff": themes["staff"], "rare": themes["rare"]},
                                 validation=text, clusters=np.arange(300) % 40)  # fmt: skip
    assert alone.agreement["rare"].n_human == 0
    assert not np.isnan(alone["staff"].impact)
    said = " ".join(alone.notes)
    assert "Not among the themes of validation" in said
    assert "looked for them and found none: rare." in said
    assert "In validation only, and left out: other." in said
    assert "validation" not in " ".join(found.notes)


def test_a_corrected_share_that_may_be_0_or_1_tells_nothing():
    coded, people = ["a", "", "a", ""] * 30, ["a", None, "", None] * 30
    ratings = [9, 2, 5, 10] * 30
    for flip in (False, True):
        themes, human = (
            {"a": [None if x is None else (x == "a") != flip for x in column]}
            for column in (coded, people)
        )
        found = nps.comments.impacts(ratings, themes, validation=human)
        for name, value in found["a"].to_dict().items():
            if name not in ("label", "n") and not isinstance(value, dict):
                assert value is None, name
        assert found.notes[-1].endswith("nothing else is known of them: a.")
        assert found.explain(language="zh").endswith("因此其余数值无从得知：a。")
        assert "do not tell" in found.summary()
        assert np.isnan(found.intercept)


@given(seeds, st.floats(0.02, 0.3), st.floats(0.01, 0.4))
@few
def test_corrected_figures_are_possible_ones(seed, share, wrong):
    rng = np.random.default_rng(seed)
    t = rng.random(200) < share
    ratings = np.where(t, rng.choice([0, 3, 8], 200), rng.choice([8, 9, 10], 200))
    g, seen = t ^ (rng.random(200) < wrong), rng.random(200) < 0.6
    human = {"a": np.where(seen, t, np.nan)}
    found = nps.comments.impacts(ratings, {"a": g}, validation=human)["a"]
    for name, least, most in (
        ("share", 0.0, 1.0), ("promoter_share", 0.0, 1.0), ("detractor_share", 0.0, 1.0),
        ("score", -100.0, 100.0), ("rest_score", -100.0, 100.0), ("difference", -200.0, 200.0),
        ("share_difference", -1.0, 1.0),
    ):  # fmt: skip
        value = getattr(found, name)
        assert np.isnan(value) or least <= value <= most
    assert not found.share_interval.low <= 0.0


def test_codes_of_people_that_cannot_tell_themes_apart_say_so():
    data = sample(3, n=300)
    seen = np.arange(300) % 2 == 0
    price, human = machine_of(data, 1)["price"], np.where(seen, data.themes["price"], np.nan)
    found = nps.comments.impacts(data.ratings, {"a": price, "b": price},
                                 validation={"a": human, "b": human})  # fmt: skip
    assert not np.isnan(found.impact).any()
    assert np.isnan(found.adjusted_impact).all()
    assert "so there are no adjusted impacts." in found.notes[-1]


def test_what_is_not_tested_is_not_counted_as_tested():
    one = nps.comments.impacts([9, 2, 5], ["a", "", "a"], weights=[0, 0, 1.5])
    assert np.isnan(one.impact).all()
    assert one.overall_score == -100.0
    assert "do not tell" in one.summary()
    few = nps.comments.impacts([10, 3, 10, 2], {"a": [1, 0, 1, 0], "b": [1, 0, 0, 0]},
                               clusters=[1, 1, 2, 3])  # fmt: skip
    assert np.isnan(few.p_value).any() != np.isnan(few.impact).any()
    untested = np.isnan(few.p_value)
    names = ", ".join(name for name, no in zip(few.labels, untested, strict=True) if no)
    assert few.notes[-1].endswith(f"too much alike, to test these: {names}.")
    assert few.explain(language="zh").endswith(f"以下主题无法检验：{names}。")
    assert ("do not tell" in few.summary()) == untested.all()
    human = nps.comments.impacts([9, 2, 5], ["a", "", "a"], weights=[0, 0, 1], validation=["a"] * 3)
    assert np.isnan(human.impact).all()


def test_p_values_are_adjusted_for_the_number_of_themes():
    data = sample(8)
    for how in ("holm", "benjamini-hochberg", "none"):
        found = impacts(data, adjust=how)
        expected = nps.adjust_p_values(found.p_value, method=how)
        assert found.adjusted_p_value.tolist() == expected.tolist()
        sides = nps.adjust_p_values(found.share_difference_p_value, method=how)
        assert found.share_difference_adjusted_p_value.tolist() == sides.tolist()


@given(seeds)
@few
def test_results_leave_as_tables_and_rows(seed):
    found = impacts(sample(seed))
    assert isinstance(found, nps.results.ThemeImpacts)
    row = found["staff"]
    assert isinstance(row, nps.results.ThemeImpact)
    assert row.impact == found.impact[1]
    frame = found.to_pandas()
    assert frame.index.name == "theme"
    assert frame.loc["staff", "impact_low"] == row.impact_interval.low
    assert found.to_polars()["theme"].to_list() == ["price", "staff", "app"]
    json.dumps(found.to_dict(), allow_nan=False)
    assert "<table" in found._repr_html_()
    assert "<table" in row._repr_html_()
    checked = impacts(sample(seed), validation=sample(seed).themes).agreement
    assert isinstance(checked, nps.results.ThemeAgreements)
    assert isinstance(checked["app"], nps.results.ThemeAgreement)
    assert checked.to_pandas().loc["app", "kappa"] == 1.0
    assert "leaves out 100.0%" in str(checked)
    assert "<table" in checked._repr_html_()
    assert "<table" in checked["app"]._repr_html_()


def test_columns_of_every_container_do():
    data = sample(2)
    expected = impacts(data).impact.tolist()
    for ratings in (
        data.ratings.tolist(),
        pd.Series(data.ratings),
        pd.array(data.ratings, "Int64"),
    ):
        assert nps.comments.impacts(ratings, data.themes).impact.tolist() == expected
    assert nps.comments.impacts(data.ratings, pd.DataFrame(data.themes)).impact.tolist() == expected


def refused(message, *given, kind=(nps.OptionError, nps.InputTypeError), **options):
    with pytest.raises(kind, match=message):
        nps.comments.impacts(*given, **options)


def test_pandas_columns_in_different_orders_are_refused():
    people = list("abcd")
    ratings, turned = pd.Series([10, 9, 3, 2], people), pd.Series(["x", "", "", "x"], people[::-1])
    aligned = turned.reindex(people)
    order = "hold the same labels in different orders"
    refused(order, ratings, turned)
    refused(r"ratings and themes\['x'\] are read", ratings, {"x": turned == "x"})
    refused(r"themes\['x'\] and themes\['y'\]", [10, 9, 3, 2],
            {"x": turned == "x", "y": aligned == "x"})  # fmt: skip
    refused("ratings and themes", ratings, pd.DataFrame({"x": turned == "x"}))
    refused("themes and validation", [10, 9, 3, 2], aligned, validation=turned)
    for name, column in (("weights", [1, 2, 1, 1]), ("clusters", [1, 2, 3, 4])):
        beside = pd.Series(column, people[::-1])
        refused(f"ratings and {name}", ratings, aligned, **{name: beside})
        same = impacts((ratings, aligned), **{name: beside.reindex(people)})
        assert same.counts.n == 4
    refused(r"ratings and clusters\['shop'\]", ratings, aligned, clusters={"shop": beside})
    # other labels are not the same people, and no labels are taken as they stand
    numbered = aligned.reset_index(drop=True)
    assert impacts((ratings, numbered)).to_dict() == impacts((ratings, aligned)).to_dict()
    for verb in (
        nps.comments.tally,
        lambda r, t: nps.comments.pairs({"x": t == "x", "y": r > 5}, r),
    ):
        with pytest.raises(nps.OptionError, match=order):
            verb(ratings, turned)


def test_what_does_not_fit_is_refused_by_name():
    ratings, themes = [10, 9, 3], ["price", "", None]
    refused("impacts needs themes", ratings)
    refused("ratings and themes must have the same length, got 3 and 2", ratings, ["a", ""])
    refused("themes must be a mapping", ratings, 5)
    refused("validation must be a mapping", ratings, themes, validation=5)
    refused(
        "themes and validation must have the same length", ratings, themes, validation=["price"]
    )
    refused("validation must code the same themes, but has none of 'price'", ratings, themes,
            validation=["prise", "", ""])  # fmt: skip
    refused("ratings and weights must have the same length", ratings, themes, weights=[1, 2])
    refused("clusters must be at least two", ratings, themes, clusters=["a", "a", "a"])
    refused("clusters must be one column", ratings, themes,
            clusters={"shop": [1, 2, 3], "team": [1, 2, 3]})  # fmt: skip
    refused("base must be one of 'commented', 'all'", ratings, themes, base="everybody")
    refused("must be whole numbers|are not whole", [10, 99, 3], themes, kind=nps.RatingError)
    refused("a valid answer and a coded comment, got none", ratings, [None] * 2 + ["a"],
            weights=[1, 1, 0], kind=nps.EmptySampleError)  # fmt: skip
    refused("with a valid answer, got none", [None], ["a"], kind=nps.EmptySampleError)
    sums = nps.comments.tally(ratings, themes)
    refused("weights: a Tally holds sums", sums, weights=[1, 2, 3])
    refused("themes: a Tally holds sums", sums, themes)


def test_notes_name_a_few_of_many():
    themes = nps.comments.Themes(np.zeros((4, 9)), names=[f"t{i}" for i in range(9)])
    found = nps.comments.impacts([10, 9, 3, 7], themes)
    assert found.notes[0].endswith("compare: t0, t1, t2, t3, t4, t5 and 3 more.")
    empty = nps.comments.tally([10, 9], [None, "a"])
    assert "Base" in nps.comments.impacts(empty).notes[0]


def test_clusters_hold_for_codes_of_people_too():
    data = sample(6, n=400)
    seen = np.arange(400) % 2 == 0
    machine = machine_of(data, 2)
    human = seen_by_people(data, seen)
    alone = impacts((data.ratings, machine), validation=human)
    pairs = impacts(
        (np.repeat(data.ratings, 2), {k: np.repeat(x, 2) for k, x in machine.items()}),
        validation={k: np.repeat(x, 2) for k, x in human.items()},
        clusters=np.repeat(np.arange(400), 2),
    )
    assert_allclose(pairs.impact, alone.impact)
    assert_allclose(pairs.impact_standard_error, alone.impact_standard_error)
    assert_allclose(pairs.p_value, alone.p_value)


def test_codes_of_people_stay_beside_their_comments():
    data = sample(9, n=300)
    seen = np.arange(300) % 2 == 0
    machine, human = machine_of(data, 4), seen_by_people(data, seen)
    gone = np.arange(300) % 7 == 0
    ratings = np.where(gone, np.nan, data.ratings)
    found = nps.comments.impacts(ratings, machine, validation=human)
    kept = nps.comments.impacts(
        data.ratings[~gone],
        {k: x[~gone] for k, x in machine.items()},
        validation={k: x[~gone] for k, x in human.items()},
    )
    assert_allclose(found.impact, kept.impact)
    assert found.agreement == kept.agreement
