"""Intervals for one score: order, mirror, nesting, reductions, columns against single samples."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from strategies import alternatives, cohorts, counts, levels, small_counts, swap_tails

import nps

METHODS = ["score", "wald", "t", "adjusted-wald"]
methods = st.sampled_from(METHODS)
OTHER = {"two-sided": "two-sided", "greater": "less", "less": "greater"}
#: The last digits of a limit in points.
ROUNDING = 1e-10


@given(counts(), methods, levels, alternatives)
@example(nps.Counts(2**53 - 1, 0, 1), "score", 0.95, "two-sided")
@example(nps.Counts(0, 0, 1), "score", 1 - 1e-12, "less")
@example(nps.Counts(1, 1, 0), "score", 0.52, "two-sided")
@example(nps.Counts(1, 0, 0), "score", 1e-9, "two-sided")
def test_limits_are_ordered_and_on_the_scale(sample, method, level, alternative):
    found = nps.estimate(sample, method=method, confidence_level=level, alternative=alternative)
    assert isinstance(found, nps.results.Estimate)
    assert isinstance(found.confidence_interval, nps.ConfidenceInterval)
    low, high = found.confidence_interval
    if math.isnan(low):
        unanimous = sample.n in (sample.promoters, sample.passives, sample.detractors)
        assert method == "t"
        assert unanimous
        assert math.isnan(high)
        return
    assert -100.0 <= low <= high <= 100.0
    if alternative == "greater":
        assert high == 100.0
    if alternative == "less":
        assert low == -100.0
    if method != "adjusted-wald" and (alternative == "two-sided" or level >= 0.5):
        assert low - ROUNDING <= found.score <= high + ROUNDING
    assert all(type(x) is float for x in (low, high, found.score, found.standard_error))
    assert type(found.margin_of_error) is float
    if alternative == "two-sided":
        assert found.margin_of_error == (high - low) / 2.0
    else:
        bound = low if alternative == "greater" else high
        assert found.margin_of_error == abs(found.score - bound)


@given(counts(), methods, levels, alternatives)
def test_swapping_the_tails_mirrors_the_interval(sample, method, level, alternative):
    options = {"method": method, "confidence_level": level}
    low, high = nps.estimate(sample, alternative=alternative, **options).confidence_interval
    mirrored = nps.estimate(swap_tails(sample), alternative=OTHER[alternative], **options)
    assert mirrored.confidence_interval == pytest.approx((-high, -low), abs=ROUNDING, nan_ok=True)


@given(counts(), methods, levels, levels)
def test_a_higher_level_contains_a_lower_one(sample, method, one, other):
    lower, higher = sorted((one, other))
    narrow = nps.estimate(sample, method=method, confidence_level=lower).confidence_interval
    wide = nps.estimate(sample, method=method, confidence_level=higher).confidence_interval
    assume(not math.isnan(narrow.low))
    assert wide.low <= narrow.low + ROUNDING
    assert narrow.high <= wide.high + ROUNDING


@given(counts(), methods, st.floats(0.01, 0.99))
def test_a_bound_is_the_end_of_the_interval_with_twice_the_error(sample, method, level):
    low, high = nps.estimate(sample, method=method, confidence_level=level).confidence_interval
    one_sided = (1.0 + level) / 2.0
    options = {"method": method, "confidence_level": one_sided}
    lower = nps.estimate(sample, alternative="greater", **options).confidence_interval.low
    upper = nps.estimate(sample, alternative="less", **options).confidence_interval.high
    assert (lower, upper) == pytest.approx((low, high), abs=1e-9, nan_ok=True)


@given(small_counts, st.integers(2, 1000), st.sampled_from(["score", "wald", "adjusted-wald"]))
def test_more_of_the_same_keeps_the_score_and_narrows_the_interval(sample, k, method):
    more = nps.Counts(k * sample.promoters, k * sample.passives, k * sample.detractors)
    once, often = nps.estimate(sample, method=method), nps.estimate(more, method=method)
    assert often.score == pytest.approx(once.score)
    if method != "adjusted-wald":
        assert often.standard_error == pytest.approx(once.standard_error / math.sqrt(k))
    assert often.margin_of_error <= once.margin_of_error + ROUNDING


@given(small_counts)
def test_score_interval_never_collapses(sample):
    low, high = nps.estimate(sample).confidence_interval
    assert high - low > 1.0


def wilson(x: float, n: float, z: float) -> tuple[float, float]:
    """Wilson (1927), as printed in any textbook."""
    centre = (x + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(x * (n - x) / n + z * z / 4)
    return centre - half, centre + half


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.floats(0.01, 0.999999))
def test_without_passives_it_is_wilsons_interval(promoters, detractors, level):
    assume(promoters + detractors > 0)
    z = NormalDist().inv_cdf((1.0 + level) / 2.0)
    low, high = wilson(promoters, promoters + detractors, z)
    found = nps.estimate(nps.Counts(promoters, 0, detractors), confidence_level=level)
    # z from 1 - tail/2 loses digits against z from the tail
    assert found.confidence_interval == pytest.approx((200 * low - 100, 200 * high - 100), abs=1e-8)


def score_statistic(a: int, b: int, c: int, theta: float) -> float:
    """The test that Tango's interval inverts, from its constrained quadratic as printed."""
    n = a + b + c
    linear = -(a + c) + (2 * n - a + c) * theta
    root = math.sqrt(max(0.0, linear**2 + 8 * n * c * theta * (1 - theta)))
    p = min(max((root - linear) / (4 * n), 0.0, -theta), (1 - theta) / 2)
    return ((a - c) / n - theta) / math.sqrt((2 * p + theta - theta**2) / n)


@given(counts(max_n=2000), st.floats(0.2, 0.9999))
def test_the_score_test_is_at_its_level_at_both_limits(sample, level):
    z = NormalDist().inv_cdf((1.0 + level) / 2.0)
    abc = sample.promoters, sample.passives, sample.detractors
    for end, sign in zip(
        nps.estimate(sample, confidence_level=level).confidence_interval, (1, -1), strict=True
    ):
        if abs(end) < 100.0 - 1e-6:
            # the printed quadratic cancels near the ends of the scale
            assert sign * score_statistic(*abc, end / 100.0) == pytest.approx(z, rel=1e-5)


@given(counts(), levels)
def test_wald_and_adjusted_wald_by_their_formulas(sample, level):
    z = -NormalDist().inv_cdf((1.0 - level) / 2.0)
    abc = np.array([sample.promoters, sample.passives, sample.detractors], dtype=float)
    for method, added in (("wald", (0, 0, 0)), ("adjusted-wald", (0.75, 1.5, 0.75))):
        p = (abc + added) / (abc + added).sum()
        n = (abc + added).sum()
        centre = 100.0 * (p[0] - p[2])
        error = math.sqrt(np.dot(p, (np.array([100.0, 0.0, -100.0]) - centre) ** 2) / n)
        found = nps.estimate(sample, method=method, confidence_level=level)
        assert found.standard_error == pytest.approx(error, abs=1e-9)
        ends = np.clip([centre - z * error, centre + z * error], -100.0, 100.0)
        assert found.confidence_interval == pytest.approx(tuple(ends), abs=1e-7)


@given(cohorts(), methods, levels, alternatives)
def test_columns_give_the_rows_of_single_samples(many, method, level, alternative):
    options = {"method": method, "confidence_level": level, "alternative": alternative}
    found = nps.estimate(many, **options)
    assert isinstance(found, nps.results.Estimates)
    assert isinstance(found.confidence_interval, nps.results.Intervals)
    assert_array_equal(found.score, nps.score(many))
    for label, row in zip(many, found, strict=True):
        if many[label].n == 0:
            numbers = (row.score, row.standard_error, *row.confidence_interval)
            assert all(map(math.isnan, numbers))
            assert row.notes == ("No valid answer: there is no score.",)
            continue
        alone = nps.estimate(many[label], **options)
        assert row.label == label
        # SIMD and scalar loops may differ in the last digit
        close = {"rel": 1e-12, "abs": ROUNDING, "nan_ok": True}
        assert row.confidence_interval == pytest.approx(alone.confidence_interval, **close)
        assert row.standard_error == pytest.approx(alone.standard_error, **close)
        assert row.margin_of_error == pytest.approx(alone.margin_of_error, **close)
        assert (row.score, row.counts, row.notes) == (alone.score, alone.counts, alone.notes)


@given(small_counts, methods, st.integers(1, 10**6))
def test_a_finite_population_narrows_the_interval(sample, method, others):
    everywhere = nps.estimate(sample, method=method)
    finite = nps.estimate(sample, method=method, population=sample.n + others)
    assume(not math.isnan(everywhere.standard_error))
    assert finite.score == everywhere.score
    assert finite.standard_error <= everywhere.standard_error
    if method != "adjusted-wald" and not math.isnan(finite.confidence_interval.low):
        assert finite.margin_of_error <= everywhere.margin_of_error + ROUNDING
    factor = math.sqrt(others / (sample.n + others - (method != "t")))
    if method in ("wald", "t", "score"):
        assert finite.standard_error == pytest.approx(everywhere.standard_error * factor)


@given(small_counts, st.sampled_from(["score", "wald", "adjusted-wald"]))
def test_a_census_leaves_nothing_to_estimate(sample, method):
    found = nps.estimate(sample, method=method, population=sample.n)
    assert found.standard_error == 0.0
    assert found.confidence_interval == pytest.approx((sample.score, sample.score), abs=1e-12)
    with pytest.raises(nps.OptionError, match="population must be at least the number"):
        nps.estimate(sample, method=method, population=sample.n - 1)


@given(counts(), methods)
def test_a_huge_population_is_no_limit(sample, method):
    without = nps.estimate(sample, method=method)
    within = nps.estimate(sample, method=method, population=2**53)
    assert_allclose(within.confidence_interval, without.confidence_interval, rtol=0, atol=1e-3)
