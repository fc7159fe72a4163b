"""Errors of scores under raked weights: residuals, and replicates raked again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose, assert_array_equal
from weighting_data import (
    MADE,
    MARGINS,
    PANEL,
    RESULTS,
    surveys,
)

import nps

GROUPS = PANEL.group.nunique()


JACKKNIFE = np.stack(
    [
        np.where(PANEL.group == g, 0.0, PANEL.weight * GROUPS / (GROUPS - 1))
        for g in range(1, GROUPS + 1)
    ],
    axis=1,
)


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
    """600 samples of 300: the spread of a standard deviation is 3%, three of which are allowed."""
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


def test_who_is_taken_out_has_no_say_in_the_residuals():
    ages, sexes = list("abab" * 3), list("ffmm" * 2 + "ffff")
    y = np.arange(24.0).reshape(12, 2) ** 2
    targets = {"age": {"a": 0.3, "b": 0.7}, "sex": {"f": 1, "m": 0}}
    women = np.array(sexes) == "f"
    for options in ({}, {"residuals": "unweighted"}):
        all_of_them = nps.rake({"age": ages, "sex": sexes}, targets, **options)
        alone = nps.rake({"age": np.array(ages)[women]}, {"age": targets["age"]}, **options)
        assert_allclose(all_of_them._residuals(y)[women], alone._residuals(y[women]), atol=1e-9)


def test_replicates_say_what_is_wrong():
    with pytest.raises(nps.OptionError, match="these weights were only trimmed"):
        nps.trim_weights([1, 2]).replicates(np.ones((2, 2)))
    with pytest.raises(nps.OptionError, match=r"replicate_weights must have 600 rows.*\(2, 2\)"):
        MADE["raked"].replicates(np.ones((2, 2)))
    gone = np.where((PANEL.age == "60+").to_numpy()[:, np.newaxis], [[1.0, 0.0]], 1.0)
    with pytest.raises(nps.OptionError, match=r"the margins of replicate 1 .*'60\+'"):
        MADE["raked"].replicates(gone)
