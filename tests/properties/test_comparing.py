"""Differences: exchange, agreement of test and interval, reductions, columns against pairs."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.optimize import brentq, minimize_scalar
from scipy.special import xlogy
from strategies import alternatives, cohorts, counts, levels, small_counts, swap_tails

import nps

few = settings(max_examples=30)  # a single comparison by score takes milliseconds

METHODS = ["score", "wald", "welch"]
methods = st.sampled_from(METHODS)
OTHER = {"two-sided": "two-sided", "greater": "less", "less": "greater"}
#: The bracketing root finder stops within 1e-15 of a place on its path; a limit may move by more.
ROUNDING = 1e-6
one_sided_levels = st.floats(0.5, 0.9999)
nulls = st.integers(-19_900, 19_900).map(lambda k: k / 100)


@few
@given(counts(), counts(), methods, levels, alternatives)
@example(nps.Counts(0, 5, 0), nps.Counts(0, 7, 0), "score", 0.95, "two-sided")
@example(nps.Counts(1, 0, 0), nps.Counts(0, 0, 1), "score", 0.95, "two-sided")
@example(nps.Counts(2**52, 0, 1), nps.Counts(1, 0, 2**52), "score", 0.95, "greater")
def test_limits_are_ordered_and_on_the_scale(sample, reference, method, level, alternative):
    found = nps.compare(
        sample, reference, method=method, confidence_level=level, alternative=alternative
    )
    assert isinstance(found, nps.results.Comparison)
    assert isinstance(found.confidence_interval, nps.ConfidenceInterval)
    assert found.difference == nps.score(sample) - nps.score(reference)
    low, high = found.confidence_interval
    if math.isnan(found.p_value):
        assert method == "welch"
        assert math.isnan(low)
        assert math.isnan(high)
        return
    assert 0.0 <= found.p_value <= 1.0
    assert -200.0 <= low <= high <= 200.0
    if alternative == "two-sided" or level >= 0.5:
        assert low - ROUNDING <= found.difference <= high + ROUNDING
    assert all(type(x) is float for x in (low, high, found.p_value, found.statistic))


@few
@given(small_counts, small_counts)
def test_the_score_method_is_always_defined(sample, reference):
    found = nps.compare(sample, reference)
    low, high = found.confidence_interval
    assert high - low > 1.0
    assert 0.0 <= found.p_value <= 1.0


@few
@given(counts(), counts(), methods, nulls, alternatives)
def test_exchanging_the_groups_negates_the_difference(a, b, method, null, alternative):
    there = nps.compare(a, b, method=method, null=null, alternative=alternative)
    back = nps.compare(b, a, method=method, null=-null, alternative=OTHER[alternative])
    low, high = there.confidence_interval
    close = {"abs": ROUNDING, "nan_ok": True}
    assert back.difference == -there.difference
    assert back.confidence_interval == pytest.approx((-high, -low), **close)
    assert back.statistic == pytest.approx(-there.statistic, rel=1e-6, **close)
    assert back.p_value == pytest.approx(there.p_value, rel=1e-6, **close)


@few
@given(counts(), counts(), methods)
def test_swapping_the_tails_negates_the_difference(a, b, method):
    plain = nps.compare(a, b, method=method)
    turned = nps.compare(swap_tails(a), swap_tails(b), method=method)
    low, high = plain.confidence_interval
    close = {"abs": ROUNDING, "nan_ok": True}
    assert turned.confidence_interval == pytest.approx((-high, -low), **close)
    assert turned.p_value == pytest.approx(plain.p_value, rel=1e-6, **close)


@few
@given(counts(), methods)
def test_a_sample_does_not_differ_from_itself(sample, method):
    found = nps.compare(sample, sample, method=method)
    if not math.isnan(found.p_value):
        assert (found.difference, found.statistic, found.p_value) == (0.0, 0.0, 1.0)


@few
@given(counts(), counts(), methods, nulls, one_sided_levels, alternatives)
def test_p_value_and_interval_agree(a, b, method, null, level, alternative):
    found = nps.compare(
        a, b, method=method, null=null, confidence_level=level, alternative=alternative
    )
    assume(not math.isnan(found.p_value))
    low, high = found.confidence_interval
    assume(min(abs(null - low), abs(null - high)) > 1e-5)  # not a matter of the last digits
    assert (found.p_value < 1.0 - level) == (not low <= null <= high)


@few
@given(counts(max_n=1000), counts(max_n=1000), methods, st.floats(0.5, 0.999))
def test_the_test_of_a_limit_is_at_its_level(a, b, method, level):
    low, high = nps.compare(a, b, method=method, confidence_level=level).confidence_interval
    assume(not math.isnan(low))
    for end in (low, high):
        if abs(end) < 199.999 and high - low > 1e-3:
            p_value = nps.compare(a, b, method=method, null=end).p_value
            assert p_value == pytest.approx(1.0 - level, rel=1e-5)


@few
@given(counts(), counts(), methods, nulls)
def test_the_three_alternatives_share_one_statistic(a, b, method, null):
    found = {
        alternative: nps.compare(a, b, method=method, null=null, alternative=alternative)
        for alternative in OTHER
    }
    two, greater, less = found["two-sided"], found["greater"], found["less"]
    assume(not math.isnan(two.p_value))
    assert two.statistic == greater.statistic == less.statistic
    assert greater.p_value + less.p_value == pytest.approx(1.0)
    assert two.p_value == pytest.approx(2.0 * min(greater.p_value, less.p_value))
    assert (two.statistic > 0) == (two.difference > null) or two.statistic == 0
    if two.degrees_of_freedom is None:
        normal = 2.0 * NormalDist().cdf(-abs(two.statistic))
        assert two.p_value == pytest.approx(normal, abs=1e-14)


def miettinen_nurminen_z(x1: int, n1: int, x2: int, n2: int, delta: float) -> float:
    """The binomial statistic with restricted estimates from their printed closed form."""
    n, x = n1 + n2, x1 + x2
    l3, l2 = n, (n1 + 2 * n2) * delta - n - x
    l1, l0 = (n2 * delta - n - 2 * x2) * delta + x, x2 * delta * (1 - delta)
    q = l2**3 / (3 * l3) ** 3 - l1 * l2 / (6 * l3**2) + l0 / (2 * l3)
    p = math.copysign(math.sqrt(max(l2**2 / (3 * l3) ** 2 - l1 / (3 * l3), 0.0)), q)
    ratio = q / p**3 if p else 0.0
    angle = (math.pi + math.acos(min(max(ratio, -1.0), 1.0))) / 3
    p2 = min(max(2 * p * math.cos(angle) - l2 / (3 * l3), 0.0), 1.0)
    p1 = min(max(p2 + delta, 0.0), 1.0)
    variance = (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * n / (n - 1)
    gap = x1 / n1 - x2 / n2 - delta
    return (
        gap / math.sqrt(variance)
        if gap and variance
        else math.copysign(math.inf, gap)
        if gap
        else 0.0
    )


shares = st.tuples(st.integers(0, 60), st.integers(0, 60)).filter(lambda pair: sum(pair) > 0)


@few
@given(shares, shares, st.floats(-0.9, 0.9))
def test_without_passives_it_is_miettinen_and_nurminens_test(first, second, delta):
    (x1, y1), (x2, y2) = first, second
    found = nps.compare(nps.Counts(x1, 0, y1), nps.Counts(x2, 0, y2), null=200.0 * delta)
    expected = miettinen_nurminen_z(x1, x1 + y1, x2, x2 + y2, delta)
    # their cubic cancels, ours is traced by its multiplier
    assert found.statistic == pytest.approx(expected, rel=1e-5, abs=1e-5)


@few
@given(shares, shares)
def test_without_passives_it_is_miettinen_and_nurminens_interval(first, second):
    (x1, y1), (x2, y2) = first, second
    z = NormalDist().inv_cdf(0.975)
    observed = x1 / (x1 + y1) - x2 / (x2 + y2)

    def solve(sign: int, outer: float) -> float:
        def excess(delta: float) -> float:
            return sign * miettinen_nurminen_z(x1, x1 + y1, x2, x2 + y2, delta) - z

        near, far = observed, outer * (1 - 1e-9)
        if abs(near) == 1.0 or excess(far) < 0:
            return outer
        return brentq(excess, near, far, xtol=1e-12)

    limits = nps.compare(nps.Counts(x1, 0, y1), nps.Counts(x2, 0, y2)).confidence_interval
    expected = 200.0 * solve(1, -1.0), 200.0 * solve(-1, 1.0)
    if abs(observed) < 1.0:
        assert limits == pytest.approx(expected, abs=1e-4)


def profile(counts: nps.Counts, theta: float) -> tuple[float, float]:
    """Return the largest log-likelihood at a score, by search, and the variance it implies."""
    a, b, c = counts.promoters, counts.passives, counts.detractors

    def minus(p_det: float) -> float:
        middle = 1.0 - theta - 2.0 * p_det
        return -float(xlogy(a, p_det + theta) + xlogy(b, max(middle, 0.0)) + xlogy(c, p_det))

    ends = max(0.0, -theta), (1.0 - theta) / 2.0
    p_det = minimize_scalar(minus, bounds=ends, method="bounded", options={"xatol": 1e-11}).x
    return -minus(p_det), 2.0 * p_det + theta - theta**2


@pytest.mark.parametrize("null", [-40.0, 0.0, 15.0])
@pytest.mark.parametrize(
    ("sample", "reference"), [((7, 2, 1), (3, 4, 5)), ((12, 5, 9), (30, 2, 4)), ((2, 9, 3),
    (5, 5, 5))]
)  # fmt: skip
def test_the_score_statistic_maximises_the_likelihood(sample, reference, null):
    one, two = nps.Counts(*sample), nps.Counts(*reference)
    delta = null / 100.0

    def minus(theta: float) -> float:
        return -(profile(one, theta + delta)[0] + profile(two, theta)[0])

    ends = max(-1.0, -1.0 - delta) + 1e-9, min(1.0, 1.0 - delta) - 1e-9
    theta = minimize_scalar(minus, bounds=ends, method="bounded", options={"xatol": 1e-10}).x
    total = one.n + two.n
    variance = profile(one, theta + delta)[1] / one.n + profile(two, theta)[1] / two.n
    expected = (one.score - two.score - null) / 100.0 / math.sqrt(variance * total / (total - 1))
    # a search over values sees a maximum only to the root of the machine's precision
    assert nps.compare(one, two, null=null).statistic == pytest.approx(expected, abs=1e-5)


@few
@given(small_counts, small_counts, st.integers(200, 10_000))
def test_large_samples_make_the_methods_agree(a, b, k):
    classes = ((c.promoters, c.passives, c.detractors) for c in (a, b))
    many = [nps.Counts(*(k * (x + 1) for x in three)) for three in classes]
    found = [nps.compare(*many, method=method) for method in METHODS]
    errors = [one.standard_error for one in found]
    limits = [one.confidence_interval for one in found]
    assert errors == pytest.approx([errors[0]] * 3, rel=0.01)
    assert_allclose(limits, [limits[0]] * 3, rtol=0.0, atol=0.1 * errors[0])  # of order 1/sqrt(n)


@few
@given(cohorts(min_n=0), counts(), methods, levels, st.sampled_from([0.0, 5.0]))
def test_columns_give_the_rows_of_single_pairs(many, reference, method, level, null):
    options = {"method": method, "confidence_level": level, "null": null}
    found = nps.compare(many, reference, **options)
    assert isinstance(found, nps.results.Comparisons)
    assert isinstance(found.confidence_interval, nps.results.Intervals)
    for label, row in zip(many, found, strict=True):
        if many[label].n == 0:
            assert math.isnan(row.p_value)
            assert math.isnan(row.difference)
            assert row.notes[0] == "The sample has no valid answer."
            continue
        alone = nps.compare(many[label], reference, **options)
        close = {"abs": ROUNDING, "nan_ok": True}
        assert row.confidence_interval == pytest.approx(alone.confidence_interval, **close)
        assert row.p_value == pytest.approx(alone.p_value, **close)
        assert row.statistic == pytest.approx(alone.statistic, rel=1e-9, **close)
        assert (row.difference, row.notes) == (alone.difference, alone.notes)
        assert (row.sample, row.reference) == (alone.sample, alone.reference)


@few
@given(cohorts(), st.randoms())
def test_cohorts_are_compared_by_label(many, random):
    shuffled = many.select(random.sample(list(many), len(many)))
    found = nps.compare(many, shuffled)
    assert list(found.labels) == list(many)
    assert np.nan_to_num(found.difference).tolist() == [0.0] * len(many)
