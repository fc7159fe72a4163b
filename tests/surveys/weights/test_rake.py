"""Raking, post-stratification and trimming: R's survey as the judge, properties, messages."""

from __future__ import annotations

import contextlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from weighting_data import (
    MADE,
    MARGINS,
    PANEL,
    RESULTS,
    SMALL,
    SMALL_TARGETS,
    WEIGHTS,
    surveys,
)

import nps


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


# -- properties ------------------------------------------------------------------------------------


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


# -- containers, numbers and texts -----------------------------------------------------------------


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


def test_a_lower_bound_alone():
    made = nps.rake(PANEL, MARGINS, base_weights=PANEL.weight, lower=0.4)
    assert made.smallest == pytest.approx(0.4 * 50_000 / 600)
    assert made.smallest < made.largest
    assert made.upper == np.inf
    assert_allclose(made.after, made.target, atol=1e-10)
    assert made.trimmed > 0
    assert nps.trim_weights([1, 1, 2, 8], lower=0.5, upper=None).trimmed == 2


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


def test_impossible_margins_can_be_noted_instead():
    made = nps.rake({"age": ["old", "new"], "sex": ["f", "m"]}, SMALL_TARGETS, unconverged="note")
    assert not made.converged
    assert made.largest_error > 0.05
    assert made.notes[0].startswith("NOT CONVERGED: the margins cannot be met together")
    assert "NOT MET, largest error" in str(made)
    assert made.notes[0] in str(made)
