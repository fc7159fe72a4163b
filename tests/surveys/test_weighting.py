"""Raking, post-stratification and trimming: R's survey as the judge, properties, messages."""

from __future__ import annotations

import contextlib
import dataclasses
import json

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from house import ROOT
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from reference_tables import rows

import nps

PANEL = pd.read_csv(ROOT / "examples/weighted_panel.csv")
POPULATION = pd.read_csv(ROOT / "examples/weighted_panel_population.csv")
WEIGHTS = pd.DataFrame(rows("panel_weights")).astype(float)
RESULTS = rows("panel_results")
NAMES = ["age", "gender", "region"]
MARGINS = {
    name: dict(zip(table.category, table.population, strict=True))
    for name, table in POPULATION[POPULATION.gender.isna()].groupby("variable")
}
CELLS = {
    (row.category, row.gender): row.population
    for row in POPULATION[POPULATION.gender.notna()].itertuples()
}
GROUPS = PANEL.group.nunique()
JACKKNIFE = np.stack(
    [
        np.where(PANEL.group == g, 0.0, PANEL.weight * GROUPS / (GROUPS - 1))
        for g in range(1, GROUPS + 1)
    ],
    axis=1,
)


def calibrated(name):
    variables = PANEL[NAMES]
    return nps.Weighting.from_weights(WEIGHTS[name], variables, base_weights=PANEL.weight)


MADE = {
    "raked": nps.rake(PANEL, MARGINS, base_weights=PANEL.weight, residuals="unweighted"),
    "calibrated_raking": nps.rake(PANEL, MARGINS, base_weights=PANEL.weight),
    "poststratified": nps.poststratify(PANEL[["age", "gender"]], CELLS, base_weights=PANEL.weight),
    "calibrated_linear": calibrated("calibrated_linear"),
    "calibrated_logit": calibrated("calibrated_logit"),
}


def asked(row, **design):
    """The estimate, standard error and degrees of freedom that a row of R is about."""
    if row["domain"] == "all":
        sample = nps.SurveySample(PANEL.rating, **design)
        freedom = sample.degrees_of_freedom
        if row["variable"] == "nps":
            return sample.score, sample.standard_error, freedom
        k = ["promoter", "passive", "detractor"].index(row["variable"])
        variance = sample._share_covariance(sample)[k, k]
        return 100.0 * sample.shares[k], 100.0 * np.sqrt(variance), freedom
    groups = nps.survey_by(PANEL.rating, PANEL.age, **design)
    sign = np.zeros(len(groups))
    for name, value in zip(
        row["domain"].removeprefix("age=").split(" minus "), (1, -1), strict=False
    ):
        sign[groups.labels.index(name)] = value
    return sign @ groups.score, np.sqrt(sign @ groups.covariance() @ sign), float(row["df"])


def rows_of(*designs):
    about = [r for r in RESULTS if r["design"] in designs and r["analysis"] != "kish_effective_n"]
    return [pytest.param(r, id=f"{r['design']}-{r['domain']}-{r['variable']}") for r in about]


def check(row, found):
    """Compare with R to 1e-9; its own raking stops at an epsilon, ours at 1e-11 of the total."""
    estimate, error, freedom = found
    assert estimate == pytest.approx(float(row["estimate"]), rel=1e-9)
    assert error == pytest.approx(float(row["se"]), rel=1e-9)
    assert freedom == float(row["df"])


# R's weights carry 15 digits, and its raking stops at its own epsilon.
@pytest.mark.parametrize("name", ["raked", "calibrated_raking", "poststratified"])
def test_weights_are_those_of_r(name):
    assert_allclose(MADE[name].weights, WEIGHTS[name], rtol=1e-9)


@pytest.mark.parametrize("row", [r for r in RESULTS if r["analysis"] == "kish_effective_n"])
def test_kish_effective_n_is_that_of_r(row):
    name = {"raked_strata_fpc": "raked", "raked_as_fixed_weights": "raked"}.get(
        row["design"], row["design"].replace("rep_JK1_groups_", "")
    )
    if name == "rep_JK1_groups":
        n = MADE["raked"].base_effective_n
    elif name in WEIGHTS:
        n = nps.Weighting.from_weights(WEIGHTS[name], PANEL[["age"]]).effective_n
    assert n == pytest.approx(float(row["estimate"]), rel=1e-10)


@pytest.mark.parametrize("row", rows_of(*MADE))
def test_margins_make_the_errors_of_r(row):
    check(row, asked(row, weights=MADE[row["design"]]))


@pytest.mark.parametrize("row", rows_of("raked_strata_fpc"))
def test_raked_within_strata_of_a_finite_population(row):
    design = {"strata": PANEL.region, "population": MARGINS["region"]}
    check(row, asked(row, weights=MADE["raked"], **design))


@pytest.mark.parametrize("row", rows_of("raked_as_fixed_weights"))
def test_without_margins_weights_count_as_given(row):
    fixed = nps.trim_weights(MADE["raked"].weights, upper=None)
    assert_array_equal(fixed.weights, MADE["raked"].weights)
    check(row, asked(row, weights=fixed))


REPLICATED = {
    "rep_JK1_groups": (PANEL.weight, JACKKNIFE),
    "rep_JK1_groups_raked": (MADE["raked"].weights, MADE["raked"].replicates(JACKKNIFE)),
    "rep_JK1_groups_poststratified": (
        MADE["poststratified"].weights, MADE["poststratified"].replicates(JACKKNIFE)
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", rows_of(*REPLICATED))
def test_replicates_raked_again_make_the_errors_of_r(row):
    weights, replicates = REPLICATED[row["design"]]
    check(row, asked(row, weights=weights, replicate_weights=replicates, replication="jk1"))


def test_replicates_and_residuals_agree_in_a_large_sample():
    # leave-one-out of all 600: both are consistent, and differ by terms of order 1/n
    n, weighting = len(PANEL), MADE["calibrated_raking"]
    base = PANEL.weight.to_numpy()[:, np.newaxis] * (1.0 - np.eye(n)) * n / (n - 1)
    jackknife = nps.SurveySample(
        PANEL.rating, weights=weighting.weights, replicate_weights=weighting.replicates(base)
    )
    residual = nps.SurveySample(PANEL.rating, weights=weighting)
    assert jackknife.standard_error == pytest.approx(residual.standard_error, rel=0.02)
    assert jackknife.standard_error != residual.standard_error


@pytest.mark.slow
def test_errors_are_those_of_repeated_surveys():
    """600 samples of 300: the spread of a standard deviation is 3 %, three of which are allowed."""
    rng = np.random.default_rng(20261121)
    size = 20_000
    old, north = rng.random(size) < 0.4, rng.random(size) < 0.5
    happy = rng.random(size) < 0.15 + 0.45 * old + 0.25 * north
    rating = np.where(happy, 9, np.where(rng.random(size) < 0.4, 8, 3))
    margins = {"old": {1: old.sum(), 0: (~old).sum()}, "north": {1: north.sum(), 0: (~north).sum()}}
    scores, known, naive = [], [], []
    for _ in range(600):
        drawn = rng.integers(0, size, 300)
        weighting = nps.rake({"old": old[drawn] * 1, "north": north[drawn] * 1}, margins)
        sample = nps.SurveySample(rating[drawn], weights=weighting)
        scores.append(sample.score)
        known.append(sample.standard_error)
        naive.append(nps.SurveySample(rating[drawn], weights=weighting.weights).standard_error)
    truth = 100.0 * ((rating >= 9).mean() - (rating <= 6).mean())
    assert np.mean(scores) == pytest.approx(truth, abs=4 * np.std(scores) / 600**0.5)
    assert np.std(scores) == pytest.approx(np.mean(known), rel=0.09)
    assert np.mean(naive) > 1.12 * np.mean(known)


def test_trimming_is_that_of_r_as_far_as_r_keeps_to_the_bounds():
    # After each round R's strict trimming adds to those it has just raised to the lower bound, too,
    # which leaves them 2.2e-4 above it; ours leaves them at the bound.
    weights = nps.trim_weights(
        PANEL.weight, lower=45, upper=150, unit="weight", redistribute="equal"
    ).weights
    slack = WEIGHTS.trimmed_strict.min() - 45.0
    assert 0.0 < slack < 3e-4
    assert abs(weights - WEIGHTS.trimmed_strict).max() <= slack + 1e-9
    assert weights.sum() == pytest.approx(PANEL.weight.sum(), rel=1e-12)


# -- properties ------------------------------------------------------------------------------------

sizes = st.tuples(st.integers(1, 4), st.integers(1, 3))


@st.composite
def surveys(draw, full=True):
    """Two variables of which all cells are occupied, base weights, and margins to be had."""
    size = draw(sizes)
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    cells = np.concatenate([np.arange(size[0] * size[1])] * 2 + [rng.integers(0, size[0], 5)])
    variables = {"a": cells // size[1], "b": cells % size[1]}
    base = rng.uniform(0.5, 3.0, cells.size)
    targets = {
        name: {i: float(s) for i, s in enumerate(rng.dirichlet(np.full(k, 5.0)))}
        for name, k in zip("ab", size, strict=True)
    }
    return variables, targets, base


@given(surveys(), st.floats(0.01, 1e6))
def test_margins_are_met_and_scale_does_not_matter(survey, factor):
    variables, targets, base = survey
    weighting = nps.rake(variables, targets, base_weights=base)
    assert isinstance(weighting, nps.Weighting)
    assert weighting.converged
    assert weighting.largest_error < 1e-10
    assert_allclose(weighting.after, weighting.target, atol=1e-10)
    assert weighting.total == pytest.approx(base.sum())
    scaled = nps.rake(variables, targets, base_weights=base * factor, total=base.sum())
    assert_allclose(scaled.weights, weighting.weights, rtol=1e-8)
    assert scaled.effective_n == pytest.approx(weighting.effective_n)
    swapped = nps.rake(variables, dict(reversed(targets.items())), base_weights=base)
    assert_allclose(swapped.weights, weighting.weights, rtol=1e-7)


@given(surveys())
def test_what_depends_on_margins_alone_has_no_residual(survey):
    variables, targets, base = survey
    weighting = nps.rake(variables, targets, base_weights=base)
    explained = np.stack([variables["a"] ** 2.0, 3.0 - (variables["b"] == 0)], axis=1)
    assert_allclose(weighting._residuals(explained), 0.0, atol=1e-7)
    other = np.random.default_rng(0).normal(size=(base.size, 1))
    for codes in variables.values():  # orthogonal to every category, in base weights
        part = weighting._residuals(other)[:, 0] * base
        assert_allclose(np.bincount(codes, part), 0.0, atol=1e-9)


@given(surveys(), st.booleans())
def test_poststratification_is_raking_to_one_margin(survey, crossed):
    variables, targets, base = survey
    if crossed:
        pairs = list(zip(*map(np.ndarray.tolist, variables.values()), strict=True))
        cells = {pair: 1.0 + i for i, pair in enumerate(dict.fromkeys(pairs))}
    else:
        variables, cells = {"a": variables["a"]}, targets["a"]
        pairs = variables["a"]
    made = nps.poststratify(variables, cells, base_weights=base)
    raked = nps.rake({"all": pairs}, {"all": cells}, base_weights=base)
    assert_array_equal(made.weights, raked.weights)
    assert made.iterations == 1
    columns = np.random.default_rng(1).normal(size=(base.size, 2))
    cell = pd.factorize(pd.Series(list(pairs)))[0]
    deviations = columns - np.stack(
        [np.bincount(cell, base * y)[cell] / np.bincount(cell, base)[cell] for y in columns.T],
        axis=1,
    )
    assert_allclose(made._residuals(columns), deviations, atol=1e-8)


@given(surveys(), st.floats(1.05, 3.0))
def test_bounds_and_margins_hold_together(survey, upper):
    variables, targets, base = survey
    plain = nps.rake(variables, targets, base_weights=base)
    bounded = None
    with contextlib.suppress(nps.OptionError):  # no room, or not for both margins
        bounded = nps.rake(variables, targets, base_weights=base, upper=upper, lower=0.1)
    assume(bounded is not None)
    assert bounded.converged
    assert bounded.upper == pytest.approx(upper * plain.weights.mean())
    assert bounded.largest <= bounded.upper
    assert bounded.smallest >= bounded.lower
    assert_allclose(bounded.after, bounded.target, atol=1e-9)
    if plain.largest <= bounded.upper and plain.smallest >= bounded.lower:
        assert_allclose(bounded.weights, plain.weights, rtol=1e-7)
        assert bounded.trimmed == 0


@given(st.lists(st.floats(0.1, 30), min_size=1, max_size=30), st.floats(1.0, 4.0))
def test_trimming_keeps_the_total_within_bounds(weights, upper):
    trimmed = nps.trim_weights(weights, upper=upper)
    assert trimmed.total == pytest.approx(sum(weights))
    assert trimmed.largest <= upper * np.mean(weights) * (1 + 1e-12)
    assert trimmed.effective_n >= trimmed.base_effective_n * (1 - 1e-12)
    assert trimmed.labels == ()


@given(
    st.lists(st.tuples(st.integers(0, 10) | st.none(), st.integers(0, 4)), min_size=1), st.data()
)
def test_each_account_has_one_vote_or_its_revenue(pairs, data):
    ratings, accounts = zip(*pairs, strict=True)
    weights = nps.account_weights(ratings, accounts)
    votes = pd.Series(weights).groupby(list(accounts)).sum()
    answered = {a for r, a in pairs if r is not None}
    for account, vote in votes.items():
        assert vote == pytest.approx(float(account in answered))
    revenue = {a: data.draw(st.floats(1, 100)) for a in set(accounts)}
    earned = nps.account_weights(ratings, accounts, revenue=[revenue[a] for a in accounts])
    assert_allclose(earned, weights * [revenue[a] for a in accounts])


# -- containers, numbers and texts -----------------------------------------------------------------

SMALL = {"age": ["old", "old", "new"], "sex": ["f", "m", "f"]}
SMALL_TARGETS = {"age": {"old": 0.5, "new": 0.5}, "sex": {"f": 0.7, "m": 0.3}}


@pytest.mark.parametrize(
    "kind",
    [dict, pd.DataFrame, pl.DataFrame, pa.table],
    ids=["mapping", "pandas", "polars", "arrow"],
)
def test_variables_come_in_any_container(kind):
    made = nps.rake(kind(SMALL), SMALL_TARGETS)
    assert_allclose(made.weights, [0.6, 0.9, 1.5], rtol=1e-9)
    cells = pd.Series(
        [2.0, 1.0, 3.0], index=pd.MultiIndex.from_tuples([("old", "f"), ("old", "m"), ("new", "f")])
    )
    assert_allclose(nps.poststratify(kind(SMALL), cells).weights, [2, 1, 3])


def test_weights_add_up_to_what_was_asked():
    assert nps.rake(SMALL, SMALL_TARGETS).total == pytest.approx(3.0)
    assert nps.rake(SMALL, SMALL_TARGETS, base_weights=[2, 2, 4]).total == pytest.approx(8.0)
    assert nps.rake(SMALL, SMALL_TARGETS, total=500).total == pytest.approx(500.0)
    mixed = SMALL_TARGETS | {"sex": {"f": 70, "m": 30}}
    assert nps.rake(SMALL, mixed).total == pytest.approx(100.0)
    rounded = {"age": {"old": 500, "new": 500}, "sex": {"f": 701, "m": 300}}
    assert nps.rake(SMALL, rounded, total=1000).total == pytest.approx(1000.0)


def test_a_target_of_zero_takes_respondents_out():
    targets = SMALL_TARGETS | {"sex": {"f": 1.0, "m": 0.0}}
    made = nps.rake(SMALL, targets, lower=0.2, upper=3)
    assert_allclose(made.weights, [1.5, 0.0, 1.5])
    assert made.notes == ("1 respondents are in a category with a target of 0 and have no weight.",)
    assert made.smallest == pytest.approx(1.5)
    assert made.design_effect == pytest.approx(1.0)
    assert_allclose(made._residuals(np.array([[1.0], [7], [2]]))[[0, 2]], 0.0, atol=1e-12)


def test_who_is_taken_out_has_no_say_in_the_residuals():
    ages, sexes = list("abab" * 3), list("ffmm" * 2 + "ffff")
    y = np.arange(24.0).reshape(12, 2) ** 2
    targets = {"age": {"a": 0.3, "b": 0.7}, "sex": {"f": 1, "m": 0}}
    women = np.array(sexes) == "f"
    for options in ({}, {"residuals": "unweighted"}):
        all_of_them = nps.rake({"age": ages, "sex": sexes}, targets, **options)
        alone = nps.rake({"age": np.array(ages)[women]}, {"age": targets["age"]}, **options)
        assert_allclose(all_of_them._residuals(y)[women], alone._residuals(y[women]), atol=1e-9)


def test_a_lower_bound_alone():
    made = nps.rake(PANEL, MARGINS, base_weights=PANEL.weight, lower=0.4)
    assert made.smallest == pytest.approx(0.4 * 50_000 / 600)
    assert made.smallest < made.largest
    assert made.upper == np.inf
    assert_allclose(made.after, made.target, atol=1e-10)
    assert made.trimmed > 0
    assert nps.trim_weights([1, 1, 2, 8], lower=0.5, upper=None).trimmed == 2


def test_the_missing_category_can_have_a_target():
    made = nps.poststratify({"age": ["old", None, float("nan")]}, {"old": 1, None: 3})
    assert_allclose(made.weights, [1.0, 1.5, 1.5])


def test_the_table_of_categories():
    made = nps.rake(SMALL, SMALL_TARGETS)
    assert made.labels == (("age", "old"), ("age", "new"), ("sex", "f"), ("sex", "m"))
    assert_array_equal(made.respondents, [2, 1, 2, 1])
    assert_allclose(made.before, [2 / 3, 1 / 3, 2 / 3, 1 / 3])
    frame = made.to_pandas()
    assert list(frame.columns) == ["respondents", "before", "after", "target"]
    assert list(frame.index.names) == ["variable", "category"]
    assert made.to_polars()["category"].to_list() == ["old", "new", "f", "m"]
    saved = json.loads(json.dumps(made.to_dict(), allow_nan=False))
    assert saved["effective_n"] == pytest.approx(9 / (0.6**2 + 0.9**2 + 1.5**2))
    assert saved["upper"] is None
    assert saved["converged"] is True
    assert "weights" not in saved


def test_the_effective_number_holds_for_weights_of_any_size():
    made = nps.trim_weights([1e-90, 2e-90], upper=None)
    assert made.effective_n == pytest.approx(9 / 5)
    assert made.base_design_effect == pytest.approx(10 / 9)


def test_weightings_are_frozen():
    made = nps.rake(SMALL, SMALL_TARGETS)
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.method = "guess"
    with pytest.raises(ValueError, match="read-only"):
        made.weights[0] = 1.0


def test_what_went_in_stays_as_it_was():
    base = np.array([1.0, 2.0, 3.0])
    nps.rake(SMALL, SMALL_TARGETS, base_weights=base)
    nps.trim_weights(base, upper=1.2)
    assert_array_equal(base, [1, 2, 3])
    assert base.flags.writeable


def test_how_weightings_look():
    made = nps.rake(SMALL, SMALL_TARGETS)
    assert str(made).splitlines()[0].endswith("iterations: 0.6 to 1.5")
    assert "<caption" in made._repr_html_()
    assert "<td" in made._repr_html_()
    assert "70.0 %" in made._repr_html_()
    assert "design effect 1.14 (before 1.00)" in made._repr_html_()
    odd = nps.poststratify({"<b>": ["<i>", "x"]}, {"<i>": 1, "x": 1})
    assert "<i>" not in odd._repr_html_()
    assert str(odd).startswith("Weights of 2 respondents by post-stratification to 2 cells: 1 to 1")
    assert str(nps.trim_weights([1, 2])).splitlines() == [
        "Weights of 2 respondents by trimming: 1 to 2, 0 at a bound",
        "effective n 1.8 (before 1.8), design effect 1.11 (before 1.11)",
    ]
    assert "calibration to 3 margins" in str(MADE["calibrated_linear"])
    assert MADE["calibrated_linear"].labels[0] == ("age", "18-29")


def test_units_of_bounds():
    weights = np.array([0.0, 1, 1, 2, 8])
    for unit, upper, cap in (("mean", 2, 6), ("median", 3, 4.5), ("weight", 5, 5)):
        assert nps.trim_weights(weights, upper=upper, unit=unit).upper == cap, unit
    made = nps.trim_weights(weights, lower=0.25, upper=0.75, unit="quantile")
    assert (made.lower, made.upper) == (1.0, 3.5)
    assert made.trimmed == 2  # the spread pushes a second one up
    assert_allclose(made.weights, [0, 2.5, 2.5, 3.5, 3.5])


# -- messages --------------------------------------------------------------------------------------

REFUSED = {
    "no target": (
        SMALL | {"age": ["old", "old", "New"]}, {}, {},
        r"targets\['age'\] has no target for 'New' of 'age', which 1 respondents have, the first"
        r" at position 2; it has 'old', 'new'. Did you mean 'new'",
    ),
    "no target at all like it": (
        SMALL | {"age": ["old", "old", 7]}, {}, {}, "Add its target, or 0 to give",
    ),
    "numbers and text": (
        {"age": [1, 2, 2]}, {"age": {"1": 0.5, "2": 0.5}}, {}, "Text never equals a number: '1'",
    ),
    "missing category": (
        SMALL | {"age": ["old", None, "new"]}, {}, {},
        r"the missing category \(None\) of 'age', which 1 .* Leave out or fill in",
    ),
    "no respondents": (
        SMALL, {"age": {"old": 0.5, "new": 0.4, "olds": 0.1}}, {},
        r"targets\['age'\]\['olds'\] wants 0.1, but no respondent .* there are 'old', 'new'."
        " Did you mean 'old'.*Merge",
    ),
    "many categories": (
        {"age": list(range(10))}, {"age": dict.fromkeys(range(9), 1)}, {}, r"7, \.\.\.",
    ),
    "no respondents with weight": (SMALL, {}, {"base_weights": [1, 1, 0]}, "'new'.* wants 0.5"),
    "totals": (
        SMALL, {"age": {"old": 500, "new": 400}, "sex": {"f": 500, "m": 500}}, {},
        r"different totals: targets\['age'\] to 900, targets\['sex'\] to 1,000.*pass total=",
    ),
    "shares": (
        SMALL, {"age": {"old": 0.5, "new": 0.4}}, {}, r"shares must add up to 1, got 0.9.*total=",
    ),
    "negative": (SMALL, {"age": {"old": -1, "new": 2}}, {}, r"\['age'\]\['old'\] must not be neg"),
    "NaN": (SMALL, {"age": {"old": float("nan"), "new": 2}}, {}, r"\['old'\] must be a finite num"),
    "all zero": (SMALL, {"age": {"old": 0, "new": 0}}, {}, "a positive count or share for one"),
    "column": (SMALL, {"ages": {"old": 1}}, {}, "no column 'ages'; it has 'age', 'sex'.*mean 'age"),
    "lengths": (
        SMALL | {"sex": ["f", "m"]}, SMALL_TARGETS, {},
        r"variables\['age'\] and variables\['sex'\] must have the same length, got 3 and 2",
    ),
    "no rows": ({"age": []}, {"age": {"old": 1}}, {}, "variables must have a row"),
    "base lengths": (SMALL, {}, {"base_weights": [1, 2]}, "base_weights and variables .* 2 and 3"),
    "base negative": (SMALL, {}, {"base_weights": [1, -2, 1]}, "got -2.0 at position 1"),
    "base NaN": (SMALL, {}, {"base_weights": [1, None, 1]}, "got nan at position 1"),
    "base zero": (SMALL, {}, {"base_weights": [0, 0, 0]}, "a positive weight at least once"),
    "total": (SMALL, {}, {"total": 0}, "total must be positive, got 0"),
    "upper below mean": (SMALL, {}, {"upper": 1.01}, "no room: 'new' of 'age' wants 1.5, but its"),
    "lower above mean": (SMALL, {}, {"lower": 0.9}, "no room: 'old' of 'age' wants 1.5"),
    "crossed bounds": (SMALL, {}, {"lower": 2, "upper": 1}, "above lower, got lower=2 and upper=1"),
    "no weights": (SMALL, {}, {"upper": 0}, "upper must be positive"),
    "negative bound": (SMALL, {}, {"lower": -1}, "lower must be at least 0 with unit='mean'"),
    "quantile": (SMALL, {}, {"upper": 5, "unit": "quantile"}, "between 0 and 1 with unit='quant"),
    "impossible": (
        {"age": ["old", "new"], "sex": ["f", "m"]}, {}, {},
        r"the margins cannot be met together: after 200 iterations .* instead of.*merge small"
        ".*unconverged",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("variables", "targets", "options", "message"), REFUSED.values(), ids=REFUSED
)
def test_messages_say_what_is_wrong(variables, targets, options, message):
    age_only = len(variables) == 1 or "base_weights" in options or "lower" in options
    wanted = targets or ({"age": SMALL_TARGETS["age"]} if age_only else SMALL_TARGETS)
    with pytest.raises(nps.OptionError, match=f"(?s){message}"):
        nps.rake(variables, wanted, **options)


@pytest.mark.parametrize("targets", [None, [], {}, "age", 5])
def test_targets_must_be_a_mapping(targets):
    with pytest.raises(nps.InputTypeError, match="targets must be a mapping from variable"):
        nps.rake(SMALL, targets)


def test_variables_must_be_columns_with_names():
    with pytest.raises(nps.InputTypeError, match="variables must be a data frame, or a mapping"):
        nps.rake([["old", "new"]], SMALL_TARGETS)


def test_cells_must_be_a_mapping():
    with pytest.raises(nps.InputTypeError, match="targets must be a mapping from category to"):
        nps.poststratify(SMALL, [1, 2])
    with pytest.raises(nps.OptionError, match="variables must have at least one column"):
        nps.poststratify({}, {"old": 1})
    with pytest.raises(nps.OptionError, match=r"no target for \('new', 'f'\) of 'age / sex'"):
        nps.poststratify(SMALL, {("old", "f"): 1, ("old", "m"): 1})


def test_impossible_margins_can_be_noted_instead():
    made = nps.rake({"age": ["old", "new"], "sex": ["f", "m"]}, SMALL_TARGETS, unconverged="note")
    assert not made.converged
    assert made.largest_error > 0.05
    assert made.notes[0].startswith("NOT CONVERGED: the margins cannot be met together")
    assert "NOT MET, largest error" in str(made)
    assert made.notes[0] in str(made)


def test_trimming_says_what_is_wrong():
    with pytest.raises(nps.InputTypeError, match="trimming would undo its margins"):
        nps.trim_weights(MADE["raked"])
    with pytest.raises(nps.OptionError, match="no room: 2 weights from 0 to 1\\.35 add up"):
        nps.trim_weights([1, 2], upper=0.9)
    with pytest.raises(nps.OptionError, match="no room"):
        nps.trim_weights([1, 2], lower=1.5)


def test_replicates_say_what_is_wrong():
    with pytest.raises(nps.OptionError, match="these weights were only trimmed"):
        nps.trim_weights([1, 2]).replicates(np.ones((2, 2)))
    with pytest.raises(nps.OptionError, match=r"replicate_weights must have 600 rows.*\(2, 2\)"):
        MADE["raked"].replicates(np.ones((2, 2)))
    gone = np.where((PANEL.age == "60+").to_numpy()[:, np.newaxis], [[1.0, 0.0]], 1.0)
    with pytest.raises(nps.OptionError, match=r"the margins of replicate 1 .*'60\+'"):
        MADE["raked"].replicates(gone)


def test_accounts_say_what_is_wrong():
    with pytest.raises(
        nps.OptionError, match="accounts: 1 of 2 are missing, the first at position 1"
    ):
        nps.account_weights([9, 3], ["a", None])
    with pytest.raises(nps.OptionError, match="ratings and accounts must have the same length"):
        nps.account_weights([9, 3], ["a"])
    with pytest.raises(nps.OptionError, match="'a' has 5 and, at position 2, 6"):
        nps.account_weights([9, 3, 7], ["a", "b", "a"], revenue=[5, 1, 6])
    with pytest.raises(nps.OptionError, match="ratings and revenue must have the same length"):
        nps.account_weights([9, 3], ["a", "b"], revenue=[5])
    with pytest.raises(nps.RatingError, match="11 at position 1"):
        nps.account_weights([9, 11], ["a", "a"])
    assert_array_equal(nps.account_weights([9, 11], ["a", "a"], invalid="drop"), [1, 0])
