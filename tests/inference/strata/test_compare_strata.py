"""compare_strata: one difference over strata."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from reference_tables import FIFTEEN_DIGITS, groups, number, rows
from strategies import alternatives, small_counts

import nps
from nps import compare_strata

METHODS = ["score", "permutation", "fixed", "dersimonian-laird", "reml"]
methods = st.sampled_from(METHODS)
tables = st.lists(st.tuples(small_counts, small_counts), min_size=1, max_size=6)
NOW = nps.Cohorts.from_counts(["app", "shop"], [90, 20], [60, 10], [50, 10])
BEFORE = nps.Cohorts.from_counts(["app", "shop"], [10, 60], [20, 50], [20, 30])


def strata_of(table):
    return [
        nps.Cohorts.from_dict({f"s{i}": pair[side] for i, pair in enumerate(table)})
        for side in (0, 1)
    ]


def from_row(row):
    sides = [groups(row[name]).astype(np.int64) for name in ("group_1", "group_2")]
    return [nps.Cohorts.from_counts(range(side.shape[1]), *side) for side in sides]


@pytest.mark.parametrize(
    ("method", "in_r"),
    [("fixed", "inverse_variance_FE"), ("dersimonian-laird", "inverse_variance_DL")],
)
def test_inverse_variances_agree_with_metafor(method, in_r):
    agreed = 0
    for row in rows("stratified", method=in_r):
        found = compare_strata(*from_row(row), method=method)
        if found.notes:
            continue  # a stratum unanimous on both sides, which metafor leaves out
        agreed += 1
        assert found.difference == pytest.approx(number(row["estimate"]), rel=FIFTEEN_DIGITS)
        assert found.standard_error == pytest.approx(number(row["se"]), rel=FIFTEEN_DIGITS)
        assert found.p_value == pytest.approx(number(row["p_value"]), rel=1e-8, abs=1e-14)
        assert found.confidence_interval == pytest.approx(
            (number(row["lower"]), number(row["upper"])), rel=1e-8
        )
    assert agreed >= 15


def test_heterogeneity_agrees_with_metafor():
    for row in rows("stratified", method="heterogeneity_Q"):
        found = compare_strata(*from_row(row))
        if not found.notes:
            test = found.heterogeneity
            assert test.statistic == pytest.approx(number(row["statistic"]), rel=FIFTEEN_DIGITS)
            assert test.p_value == pytest.approx(number(row["p_value"]), rel=1e-8)


@given(small_counts, small_counts, alternatives, st.floats(-150, 150), st.floats(0.5, 0.99))
def test_one_stratum_is_compare(mine, theirs, alternative, null, level):
    asked = {"alternative": alternative, "null": null, "confidence_level": level}
    one = nps.compare(mine, theirs, **asked)
    found = compare_strata(*strata_of([(mine, theirs)]), **asked)
    assert found.confidence_interval == one.confidence_interval
    assert (found.p_value, found.statistic) == (one.p_value, one.statistic)
    assert found.difference == pytest.approx(one.difference, abs=1e-12)
    assert found.standard_error == pytest.approx(one.standard_error, rel=1e-12, abs=1e-12)
    divided = nps.compare(mine, theirs, method="permutation", **asked)
    found = compare_strata(*strata_of([(mine, theirs)]), method="permutation", **asked)
    assert found.p_value == pytest.approx(divided.p_value, rel=1e-9)
    assert found.confidence_interval == pytest.approx(divided.confidence_interval, abs=1e-6)


@given(tables, methods, alternatives, st.floats(-120, 120), st.floats(0.5, 0.99), st.booleans())
def test_p_and_interval_agree_and_sides_change_the_sign(
    table, method, alternative, null, level, mid_p
):
    asked = {"method": method, "confidence_level": level}
    asked |= {"mid_p": mid_p} if method == "permutation" else {}
    mine, theirs = strata_of(table)
    found = compare_strata(mine, theirs, null=null, alternative=alternative, **asked)
    low, high = found.confidence_interval
    gap = found.p_value - (1.0 - level)
    assume(abs(gap) > 1e-6 and not np.isnan(gap))
    assert (low <= null <= high) == (gap > 0)
    other = {"greater": "less", "less": "greater"}.get(alternative, alternative)
    turned = compare_strata(theirs, mine, null=-null, alternative=other, **asked)
    assert turned.difference == pytest.approx(-found.difference, abs=1e-9)
    assert turned.p_value == pytest.approx(found.p_value, rel=1e-6, abs=1e-9)
    assert turned.confidence_interval == pytest.approx((-high, -low), abs=1e-5)


@given(tables, methods, st.permutations(range(6)))
def test_neither_order_nor_empty_strata_count(table, method, order):
    mine, theirs = strata_of(table)
    found = compare_strata(mine, theirs, method=method)
    assert isinstance(found, nps.results.StrataComparison)
    labels = [f"s{i}" for i in order if i < len(table)]
    more = nps.Cohorts.from_dict({**mine.select(labels), "x": nps.Counts(5, 2, 1)})
    again = compare_strata(more, theirs, method=method)
    assert again.p_value == pytest.approx(found.p_value, rel=1e-9, abs=1e-12)
    assert again.confidence_interval == pytest.approx(found.confidence_interval, abs=1e-6)
    assert again.notes[0] == "1 stratum without answers on both sides left out: 'x'."
    assert found.weights.sum() == pytest.approx(1.0)
    assert found.score - found.reference_score == pytest.approx(found.difference, abs=1e-9)


def test_weighted_cohorts_go_by_their_design():
    rng = np.random.default_rng(5)
    sides = [
        nps.survey_by(
            rng.integers(low, 11, 400),
            rng.choice(["a", "b", "c"], 400),
            weights=rng.uniform(0.5, 2.0, 400),
        )
        for low in (0, 2)
    ]
    labels = ["a", "b", "c"]
    mine, theirs = (side.select(labels) for side in sides)
    found = compare_strata(mine, theirs)
    rows_ = nps.compare(mine, theirs, method="wald-t")
    effective = [side.describe().effective_n for side in (mine, theirs)]
    weights = effective[0] * effective[1] / (effective[0] + effective[1])
    weights /= weights.sum()
    assert found.difference == pytest.approx(weights @ rows_.difference, rel=1e-12)
    # strata of one survey hang together a little, by their common total
    independent = np.sqrt(weights**2 @ rows_.standard_error**2)
    assert found.standard_error == pytest.approx(independent, rel=0.05)
    assert found.degrees_of_freedom > rows_.degrees_of_freedom.max()
    assert "Weighted cohorts" in found.notes[0]
    for method in ("fixed", "dersimonian-laird", "reml"):
        pooled = compare_strata(mine, theirs, method=method)
        assert np.sign(pooled.difference) == np.sign(found.difference)
    counted = compare_strata(NOW, nps.SurveyCohorts.from_dict(BEFORE))
    assert counted.difference == pytest.approx(compare_strata(NOW, BEFORE).difference, rel=0.02)
    with pytest.raises(nps.OptionError, match="divides answers of equal weight"):
        compare_strata(mine, theirs, method="permutation")


def two_waves_of_one_survey(seed=2):
    rng = np.random.default_rng(seed)
    cluster, mood = rng.integers(0, 12, 900), rng.normal(0, 2, 12)
    wave, stratum = rng.integers(0, 2, 900), rng.choice(["a", "b", "c"], 900)
    # clusters that liked the later wave
    ratings = 7 + mood[cluster] * (wave - 0.5) * 2 + rng.normal(0, 2, 900)
    ratings = np.clip(np.round(ratings), 0, 10).astype(int)
    names = [f"{name}{number_}" for name, number_ in zip(stratum, wave, strict=True)]
    both = nps.survey_by(ratings, names, clusters=cluster, weights=rng.uniform(0.5, 2, 900))
    return [
        nps.SurveyCohorts.from_dict({name: both[f"{name}{number_}"] for name in "abc"})
        for number_ in (1, 0)
    ], both


@pytest.mark.parametrize("method", ["score", "fixed", "dersimonian-laird", "reml"])
def test_strata_of_one_survey_vary_together(method):
    (mine, theirs), both = two_waves_of_one_survey()
    found = compare_strata(mine, theirs, method=method)
    order = [both.labels.index(f"{name}{side}") for side in (1, 0) for name in "abc"]
    covariance = both.covariance()[np.ix_(order, order)]
    signed = np.concatenate((found.weights, -found.weights))
    squared = signed @ covariance @ signed
    if method in ("dersimonian-laird", "reml"):
        squared += found.tau**2 * found.weights @ found.weights
    assert found.standard_error == pytest.approx(np.sqrt(squared), rel=1e-9)
    difference = np.hstack((np.eye(3), -np.eye(3)))
    inverse = np.linalg.inv(difference @ covariance @ difference.T)
    gap = found.strata.difference - inverse.sum(axis=0) @ found.strata.difference / inverse.sum()
    assert found.heterogeneity.statistic == pytest.approx(gap @ inverse @ gap, rel=1e-8)
    # twelve clusters, whatever the number of strata that they are in
    assert found.degrees_of_freedom == (11.0 if method == "score" else None)


def test_weighted_unanimous_and_complete_strata():
    unanimous = nps.SurveyCohorts.from_dict({"a": nps.Counts(5, 0, 0), "b": nps.Counts(0, 0, 4)})
    found = compare_strata(unanimous, unanimous)
    assert found.p_value == 1.0
    low, high = found.confidence_interval
    assert -200.0 < low < -20.0
    assert high == -low
    assert found.notes[0].startswith("2 strata unanimous on both sides")
    # by hand: 3/4 answers more at either end, 3/2 between
    sizes = np.array([2.5, 2.0])
    variances = []
    for n in (5.0, 4.0):
        plus, all_ = n + 0.75, n + 3.0
        variances.append(((plus + 0.75) / all_ - ((plus - 0.75) / all_) ** 2) * 2 / n)
    w = sizes / sizes.sum()
    assert found.standard_error == pytest.approx(100 * np.sqrt(w**2 @ variances), rel=1e-9)
    everybody = nps.SurveyCohorts.from_dict({"a": nps.SurveySample([9, 3], population=2)})
    with pytest.raises(nps.OptionError, match="no uncertainty in 'a': everybody was asked"):
        compare_strata(everybody, everybody)
    other = nps.SurveyCohorts.from_dict({"a": nps.SurveySample([9, 3, 7, 8], weights=[1, 2, 1, 1])})
    against = compare_strata(other, everybody)
    assert against.standard_error == pytest.approx(other["a"].standard_error)


def test_by_division_answers_of_one_class_tell_nothing():
    same = nps.Cohorts.from_counts(["a", "b"], [3, 0], [0, 0], [0, 4])
    found = compare_strata(same, same, method="permutation", null=10)
    assert found.confidence_interval == (-200.0, 200.0)
    assert (found.p_value, found.statistic) == (1.0, 0.0)
    assert found.notes[-1].startswith("In each stratum all answers are in one class")
    halved = compare_strata(same, same, method="permutation", mid_p=True, confidence_level=0.25)
    assert halved.p_value == 0.5
    assert halved.confidence_interval == (0.0, 0.0)
    alone = nps.Counts(5, 0, 0)
    for method in ("permutation", "permutation-studentized"):
        one = nps.compare(alone, alone, method=method, null=10)
        assert one.confidence_interval == (-200.0, 200.0)
        assert one.p_value == 1.0
        assert 'method="score" can' in one.notes[2]
    blind = nps.compare(alone, alone, method="wald").summary()
    assert "anything from" not in blind


def test_it_reads_in_both_languages():
    found = compare_strata(NOW, BEFORE)
    assert found.summary() == (
        "NPS within 2 strata is 24.1 points higher than in the reference (22.2 against -1.9; 95%"
        " CI 5.4 to 41.5, p = 0.012); the strata do not differ detectably in it (chi2(1) = 3.69,"
        " p = 0.055)."
    )
    assert "在 2 个层内比较" in found.summary("zh")
    assert "stratified score test" in found.explain()
    table = found._repr_html_()
    assert "app" in table
    assert "56.2%" in table
    assert json.loads(json.dumps(found.to_dict()))["weights"] == [0.5625, 0.4375]
    moved = compare_strata(NOW, BEFORE, null=10, alternative="greater")
    assert str(moved).startswith("difference +24.1  [+8.5, +200.0]  95% lower bound, p = 0.068")
    one = compare_strata(NOW.select(["app"]), BEFORE)
    assert np.isnan(one.i_squared)
    assert one.summary().startswith("NPS within 1 stratum is 40.0 points higher")
    assert one.summary().endswith("p = 0.001).")
    assert one.heterogeneity.summary() == "There is no other stratum to compare it with."


def test_notes_say_what_the_numbers_hide():
    unanimous = nps.Cohorts.from_counts(["a", "b"], [3, 5], [0, 2], [0, 2])
    found = compare_strata(unanimous, unanimous)
    assert found.notes == (
        "1 stratum unanimous on both sides: the variance there is that of counts with 3 answers"
        " added.",
    )
    drawn = compare_strata(NOW, BEFORE, method="permutation", n_resamples=99, null=5)
    assert len(drawn.notes) == 2
    seeded = compare_strata(NOW, BEFORE, method="permutation", n_resamples=99, rng=1)
    assert seeded.notes == ()
    many = nps.Cohorts.from_dict({i: nps.Counts(1, 1, 1) for i in range(9)})
    assert compare_strata(many, many.select([0])).notes[0] == (
        "8 strata without answers on both sides left out: 1, 2, 3, 4, 5 and 3 more."
    )


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ({"sample": nps.Counts(5, 3, 2)}, nps.InputTypeError, "sample must be nps.Cohorts"),
        ({"reference": [1]}, nps.InputTypeError, "reference must be nps.Cohorts"),
        (
            {
                "method": "reml ",
            },
            nps.OptionError,
            "Did you mean 'reml'",
        ),
        ({"mid_p": True}, nps.OptionError, 'mid_p is an option of method="permutation"'),
        ({"rng": 1}, nps.OptionError, "rng is an option of"),
        ({"null": 300}, nps.OptionError, "null is in points"),
        (
            {"reference": nps.Cohorts.from_counts(["App"], [1], [1], [1])},
            nps.OptionError,
            "no stratum in common: 'app', 'shop' and 'App'",
        ),
        (
            {"reference": nps.Cohorts.from_counts(["app"], [0], [0], [0])},
            nps.EmptySampleError,
            "no stratum has answers on both sides",
        ),
        ({"method": "permutation", "n_resamples": 0}, nps.OptionError, "n_resamples must be"),
    ],
)
def test_bad_input_is_refused(arguments, error, said):
    with pytest.raises(error, match=said):
        compare_strata(**{"sample": NOW, "reference": BEFORE} | arguments)
