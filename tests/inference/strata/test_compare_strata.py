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


def test_it_reads_in_both_languages():
    found = compare_strata(NOW, BEFORE)
    assert found.summary() == (
        "Within 2 strata NPS is 24.1 points higher than in the reference (22.2 against -1.9; 95 %"
        " CI 5.4 to 41.5, p = 0.012); the strata do not differ detectably in it (chi2(1) = 3.69,"
        " p = 0.055)."
    )
    assert "在 2 个层内比较" in found.summary("zh")
    assert "stratified score test" in found.explain()
    table = found._repr_html_()
    assert "app" in table
    assert "56.2 %" in table
    assert json.loads(json.dumps(found.to_dict()))["weights"] == [0.5625, 0.4375]
    moved = compare_strata(NOW, BEFORE, null=10, alternative="greater")
    assert str(moved).startswith("difference +24.1  [+8.5, +200.0]  95 % lower bound, p = 0.068")
    one = compare_strata(NOW.select(["app"]), BEFORE)
    assert np.isnan(one.i_squared)
    assert one.summary().startswith("Within 1 stratum NPS is 40.0 points higher")
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
