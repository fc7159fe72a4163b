"""A part against the whole that contains it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import alternatives, counts, levels, small_counts

import nps
from nps import PublishedScore, compare_part

PART, REST = nps.Counts(60, 25, 15), nps.Counts(420, 295, 185)
EVERYBODY = PART + REST


def test_a_part_differs_from_the_whole_less_than_from_the_rest():
    found, rest = compare_part(PART, EVERYBODY), nps.compare(PART, REST)
    assert found.difference == pytest.approx(0.9 * rest.difference, rel=1e-12)
    # columns and a single pair solve the same equation, each to 1e-15, which dp/p = z dz carries on
    assert found.p_value == pytest.approx(rest.p_value, rel=1e-13)
    assert found.statistic == pytest.approx(rest.statistic, rel=1e-14)
    assert found.standard_error == pytest.approx(0.9 * rest.standard_error, rel=1e-12)
    expected = [0.9 * end for end in rest.confidence_interval]
    assert found.confidence_interval == pytest.approx(expected, rel=1e-12)
    assert (found.sample, found.reference) == (PART, EVERYBODY)


@given(counts(max_n=10**6), counts(max_n=10**6))
def test_the_standard_error_follows_from_the_covariance(part, rest):
    whole = part + rest
    found = compare_part(part, whole, method="wald")
    f = part.n / whole.n
    # Var(p) + Var(w) - 2 Cov(p, w), Cov = f Var(p), Var(w) = f^2 Var(p) + (1 - f)^2 Var(rest)
    own, other = part.variance / part.n, rest.variance / rest.n
    variance = own + f * f * own + (1 - f) ** 2 * other - 2 * f * own
    # the four terms cancel when the part is nearly everybody
    assert found.standard_error**2 == pytest.approx(variance, rel=1e-6, abs=1e-13 * own + 1e-300)


def test_the_covariance_in_a_simulation():
    rng = np.random.default_rng(8)
    drawn = (
        rng.multinomial(40, (0.5, 0.3, 0.2), size=100_000),
        rng.multinomial(120, (0.4, 0.3, 0.3), size=100_000),
    )
    part, rest = ((x[:, 0] - x[:, 2]) / x.sum(axis=1) for x in drawn)
    whole = 0.25 * part + 0.75 * rest
    truth = compare_part(
        nps.Counts(20, 12, 8), nps.Counts(68, 48, 44), method="wald"
    ).standard_error
    # the standard deviation of 100,000 draws is known to 0.22%; four of them
    assert 100 * np.std(part - whole) == pytest.approx(truth, rel=0.009)


@given(small_counts, small_counts, st.integers(-150, 150), alternatives, levels)
def test_p_value_and_interval_agree(part, rest, null, alternative, level):
    whole = part + rest
    if abs(null) > 200 * rest.n / whole.n:
        with pytest.raises(nps.OptionError, match="out of reach"):
            compare_part(part, whole, null=null)
        return
    found = compare_part(part, whole, null=null, alternative=alternative, confidence_level=level)
    low, high = found.confidence_interval
    if min(abs(low - null), abs(high - null)) > 1e-7:
        assert (not low <= null <= high) == (found.p_value < 1.0 - level)


def test_permutation_ties_stay_inside():
    # The exact test rejects nothing with two answers: the null is an end of the interval.
    found = compare_part(
        nps.Counts(1, 0, 0), nps.Counts(1, 0, 3), method="permutation", alternative="greater",
        confidence_level=0.75,
    )  # fmt: skip
    assert found.p_value == pytest.approx(0.25, rel=1e-12)


def test_columns():
    parts = nps.Cohorts.from_counts(
        ["North", "South", "None"], [60, 420, 0], [25, 295, 0], [15, 185, 0]
    )
    table = compare_part(parts, parts.total)
    assert table["North"].p_value == compare_part(PART, EVERYBODY).p_value
    # South is all that is not North: the same test, the other way round
    assert table["South"].statistic == pytest.approx(-table["North"].statistic, rel=1e-9)
    assert math.isnan(table["None"].p_value)
    assert table.notes == ("1 row has a side without a valid answer.",)
    each = nps.Cohorts.from_dict(dict.fromkeys(parts, parts.total))
    again = compare_part(parts, each)
    np.testing.assert_array_equal(again.p_value, table.p_value)
    alone = compare_part(nps.Cohorts.from_dict({"all": EVERYBODY, "North": PART}), EVERYBODY)
    assert math.isnan(alone["all"].p_value)
    assert alone["North"].p_value == table["North"].p_value
    assert "parts are the whole" in alone.notes[-1]


def test_a_finite_population():
    plain = compare_part(PART, EVERYBODY)
    half = compare_part(PART, EVERYBODY, population=2000)
    # the same as with (N - 1)/(N - n) = 1999/1000 times as many answers
    assert half.standard_error == pytest.approx(plain.standard_error / math.sqrt(1.999), rel=1e-12)
    assert half.p_value < plain.p_value
    assert half.notes == ("Finite population of 2,000: the whole is 50.0% of it.",)
    everybody = compare_part(PART, EVERYBODY, population=1000)
    assert everybody.confidence_interval == (everybody.difference, everybody.difference)
    assert (everybody.standard_error, everybody.p_value) == (0.0, 0.0)
    assert everybody.statistic == math.inf
    assert "the difference is known" in everybody.notes[0]
    assert compare_part(PART, EVERYBODY, population=1000, alternative="less").p_value == 1.0
    same = compare_part(nps.Counts(1, 1, 1), nps.Counts(2, 2, 2), population=6)
    assert (same.statistic, same.p_value) == (0.0, 1.0)
    table = compare_part(nps.Cohorts.from_dict({"North": PART}), EVERYBODY, population=2000)
    assert table["North"].p_value == pytest.approx(half.p_value, rel=1e-12)
    assert "Finite population" in table.notes[0]


@pytest.mark.parametrize(
    ("part", "whole", "options", "error", "message"),
    [
        (PART, nps.Counts(50, 300, 200), {}, nps.OptionError, "has 60 promoters and the whole 50"),
        (PART, PART, {}, nps.OptionError, "the part is the whole"),
        (PART, EVERYBODY, {"population": 999}, nps.OptionError, "at least the number of valid"),
        (PART, EVERYBODY, {"population": 2000, "method": "permutation"}, nps.OptionError, "finite"),
        (nps.Counts(0, 0, 0), EVERYBODY, {}, nps.EmptySampleError, "difference"),
        (PART, PublishedScore(20, 1000), {}, nps.InputTypeError, "has no parts"),
        (PART, nps.Cohorts.from_dict({1: PART}), {}, nps.InputTypeError, "must be one sample"),
        (
            nps.Cohorts.from_dict({1: PART}),
            nps.Cohorts.from_dict({2: EVERYBODY}),
            {},
            nps.OptionError,
            "whole has no 1",
        ),
    ],
)
def test_what_is_refused(part, whole, options, error, message):
    with pytest.raises(error, match=message):
        compare_part(part, whole, **options)
