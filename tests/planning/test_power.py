"""What answers can show."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from planning_assumptions import (
    assumptions,
    guesses,
    inner_shares,
    score_of,
    shares,
    swapped,
)

import nps
from nps.planning import ScoreGuess, assurance, detectable_difference, power

KNOWN, OTHER = nps.Shares(0.5, 0.3, 0.2), nps.Shares(0.3, 0.4, 0.3)


def test_power_of_one_sample_is_that_of_the_enumeration():
    """R, by other code: see tests/reference/exact_power.csv for more."""
    assert_allclose(power(KNOWN, n=10).power, 0.179723971600001, rtol=1e-12)
    shares = nps.Shares(0.8, 0.15, 0.05)
    assert_allclose(power(shares, n=20, null=60).power, 0.0556518567969044, rtol=1e-10)


def test_power_of_two_samples_is_that_of_the_enumeration():
    first, second = nps.Shares(0.8, 0.15, 0.05), nps.Shares(0.3, 0.3, 0.4)
    plan = power(first, second, n=6, n_reference=9)
    assert_allclose(plan.power, 0.457774118885581, atol=2e-8)
    assert (plan.goal, plan.n_total, plan.calculation) == ("difference", 15, "exact")
    assert_allclose(power(KNOWN, KNOWN, n=8).power, 0.0479140291775459, atol=2e-8)


@settings(max_examples=20)
@given(st.integers(2, 40), shares, st.sampled_from([0.8, 0.95, 0.99]))
def test_power_at_the_null_is_one_less_coverage(n, known, level):
    theta = score_of(known)
    found = power(known, n=n, null=theta, confidence_level=level).power
    covered = 0.0
    for a in range(n + 1):
        for c in range(n - a + 1):
            counts = (a, n - a - c, c)
            ways = math.lgamma(n + 1) - sum(math.lgamma(k + 1) for k in counts)
            terms = [
                k * math.log(p) if k else 0.0
                for k, p in zip(counts, known, strict=True)
                if k == 0 or p
            ]
            if any(k and not p for k, p in zip(counts, known, strict=True)):
                continue
            low, high = nps.estimate(
                nps.Counts(*counts), confidence_level=level
            ).confidence_interval
            # an end at the truth itself, up to rounding, is not rejected either
            if low - 1e-7 <= theta <= high + 1e-7:
                covered += math.exp(ways + sum(terms))
    assert_allclose(found, 1.0 - covered, atol=1e-9)


@given(
    inner_shares, st.integers(1, 200), st.integers(-90, 90), st.sampled_from(["score", "wald", "t"])
)
def test_swapping_the_classes_mirrors(known, n, null, method):
    straight = power(known, n=n, null=null, method=method)
    mirrored = power(swapped(known), n=n, null=-null, method=method)
    assert_allclose(straight.power, mirrored.power, atol=1e-9)
    assert_allclose(straight.margin_of_error, mirrored.margin_of_error, rtol=1e-9)


@given(inner_shares, inner_shares, st.integers(2, 25), st.integers(2, 25))
def test_exchanging_the_samples_mirrors(known, other, n, m):
    straight = power(known, other, n=n, n_reference=m)
    turned = power(other, known, n=m, n_reference=n)
    assert_allclose(straight.power, turned.power, atol=4e-8)
    assert_allclose(straight.difference, -turned.difference, atol=1e-9)


@settings(max_examples=20)
@given(
    assumptions, assumptions | st.none(), st.integers(1, 60),
    st.sampled_from(["exact", "asymptotic"]), st.sampled_from(["score", "wald"]),
)  # fmt: skip
def test_power_never_falls_when_the_level_falls(sample, reference, n, calculation, method):
    options = {"n": n, "calculation": calculation, "method": method}
    strict, mild = (
        power(sample, reference, confidence_level=level, **options) for level in (0.99, 0.9)
    )
    assert mild.power >= strict.power - 1e-9
    assert 0.0 <= strict.power <= mild.power + 1e-9 <= 1.0 + 2e-9
    if strict.power_range is not None:
        low, high = strict.power_range
        assert low <= strict.power <= high


@given(guesses, st.integers(1, 100))
def test_a_guess_has_a_range_that_known_shares_fill(guess, n):
    plan = power(guess, n=n, null=0, method="wald")
    ends = sorted(power(shares, n=n, null=0, method="wald").power for shares in guess.shares_bounds)
    if plan.power_range is None:
        assert ends[0] == ends[1] == plan.power
    else:
        assert_allclose(plan.power_range, ends)


@pytest.mark.parametrize(
    ("function", "options", "message"),
    [
        (power, {"n": 0}, "n must be at least 1"),
        (power, {"n": 10.5}, "n must be a whole number"),
        (power, {"n": 10, "n_reference": 10}, "give a reference"),
        (power, {"n": 10, "reference": OTHER, "n_reference": 0}, "n_reference must be at least 1"),
        (power, {"n": 10, "reference": OTHER, "n_reference": 12, "overlap": 1}, "must be n where"),
        (power, {"n": 600, "population": 500}, "at most the population of 500"),
        (power, {"n": 10, "alternative": "less"}, 'Did you mean "greater"'),
        (power, {"n": 10, "rng": 1}, 'rng belongs to calculation="simulation"'),
        (power, {"n": 10, "n_resamples": 10}, 'n_resamples belongs to calculation="simulation"'),
        (power, {"n": 10, "calculation": "simulation", "n_resamples": 0}, "1 to 10,000,000"),
        (power, {"n": 10, "calculation": "simulation", "method": "adjusted-wald"}, "has no test"),
        (
            power,
            {"n": 10, "reference": OTHER, "overlap": 1, "calculation": "simulation"},
            "needs to know how they move",
        ),
        (power, {"n": 2 * 10**9, "calculation": "simulation"}, "draws at most 1,000,000,000"),
        (assurance, {"n": 10, "sample": KNOWN}, "nps.planning.power takes it"),
        (assurance, {"n": 10, "sample": ScoreGuess(30)}, "got ScoreGuess"),
        (assurance, {"n": 10, "sample": 30}, "pilot must be a one-dimensional collection"),
        (detectable_difference, {"n": 100, "power": 0.04}, "power must be above"),
        (detectable_difference, {"n": 100, "power": 1}, "strictly between 0 and 1"),
    ],
)
def test_what_makes_no_sense_is_refused(function, options, message):
    given = {"sample": KNOWN, **options}
    sides = [given.pop("sample")]
    if "reference" in given:
        sides.append(given.pop("reference"))
    with pytest.raises((nps.OptionError, nps.InputTypeError), match=message):
        function(*sides, **given)


def test_ratings_are_a_pilot_too():
    ratings = np.repeat([10, 7, 0], [50, 30, 20])
    assert (
        power(ratings, n=129, null=10).power == power(nps.Counts(50, 30, 20), n=129, null=10).power
    )
    assert assurance(ratings, n=129, null=10).sample == nps.Counts(50, 30, 20)
