"""The methods of `compare`: outside values, one statistic, degenerate data, options."""

from __future__ import annotations

import math

import numpy as np
import pytest
import reference_tables
from agreement import CLOSED, agrees, near_the_end
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from offered import offered
from reference_tables import FIFTEEN_DIGITS, Row, classes, number
from strategies import alternatives, counts, levels, swap_tails

import nps
from nps import bootstrap, posterior

DIFFERENCES = offered(lambda method: nps.compare([9], [3], method=method))
DISCRETE = ["permutation", "permutation-studentized", "bootstrap"]


def rows(method: str) -> list[Row]:
    return reference_tables.rows("two_sample_methods", method=method)


def samples(row: Row) -> tuple[nps.Counts, nps.Counts]:
    return nps.Counts(*classes(row, "_1")), nps.Counts(*classes(row, "_2"))


# ------------------------------------------------------------------ outside values


@pytest.mark.parametrize("method", ["mover", "lewis-sauro"])
def test_intervals_agree_with_r(method):
    found, expected = [], []
    for row in rows(method):
        level, alternative = float(row["confidence_level"]), row["alternative"]
        result = nps.compare(
            *samples(row), method=method, confidence_level=level, alternative=alternative
        )
        low, high = result.confidence_interval
        found.append([low, high])
        expected.append([max(number(row["low"]), -200.0), min(number(row["high"]), 200.0)])
        if row["p_value"]:
            assert result.p_value == pytest.approx(number(row["p_value"]), rel=1e-8, abs=1e-14)
            assert result.statistic == pytest.approx(number(row["statistic"]), rel=1e-9, abs=1e-9)
            assert result.standard_error == pytest.approx(number(row["standard_error"]), rel=1e-9)
    assert len(found) > 150
    # R found the MOVER's Tango limits by bisection to 1e-10 of the scale
    assert_allclose(found, expected, rtol=FIFTEEN_DIGITS, atol=1e-7)


def test_exact_permutation_agrees_with_coin():
    table = rows("permutation")
    assert len(table) == 132
    for row in table:
        found = nps.compare(*samples(row), method="permutation", alternative=row["alternative"])
        assert found.p_value == pytest.approx(number(row["p_value"]), rel=1e-12, abs=1e-15)


def test_the_permutation_statistic_agrees_with_coin():
    table = rows("permutation-z")
    assert len(table) == 55
    for row in table:
        if max(samples(row)[0].n, samples(row)[1].n) > 3000:
            continue  # the statistic is the same formula; leave out slow laws
        found = nps.compare(*samples(row), method="permutation")
        assert found.statistic == pytest.approx(number(row["statistic"]), rel=1e-9, abs=1e-9)


#: Newcombe (1998) and Fagerland, Lydersen & Laake (2017): two shares, doubled.
PRINTED = [
    ("score-mee", (56, 0, 14), (48, 0, 32), (0.0533, 0.3377)),
    ("score-mee", (5, 0, 51), (0, 0, 29), (-0.0313, 0.1926)),
    ("mover", (56, 0, 14), (48, 0, 32), (0.0524, 0.3339)),
    ("mover", (5, 0, 51), (0, 0, 29), (-0.0381, 0.1926)),
    ("mover", (7, 0, 27), (1, 0, 33), (0.0189, 0.3404)),
    ("score-mee", (7, 0, 27), (1, 0, 33), (0.0284, 0.3439)),
]


@pytest.mark.parametrize(("method", "sample", "reference", "shares"), PRINTED)
def test_printed_intervals_of_two_shares(method, sample, reference, shares):
    low, high = nps.compare(
        nps.Counts(*sample), nps.Counts(*reference), method=method
    ).confidence_interval
    assert (low / 200, high / 200) == pytest.approx(shares, abs=5.1e-5)


def test_bootstrap_agrees_with_the_bootstrap_distribution():
    for mine, theirs in [
        ((10, 6, 4), (6, 6, 8)),
        ((50, 30, 20), (40, 30, 31)),
        ((3, 0, 0), (1, 1, 1)),
    ]:
        sample, reference = nps.Counts(*mine), nps.Counts(*theirs)
        law = bootstrap(sample, reference)
        for alternative in ("two-sided", "greater", "less"):
            found = nps.compare(sample, reference, method="bootstrap", alternative=alternative)
            expected = law.confidence_interval("percentile", alternative=alternative)
            assert found.confidence_interval == pytest.approx(expected, abs=1e-9)
        greater = nps.compare(sample, reference, method="bootstrap", alternative="greater")
        # both are sums of the same terms; the p-value is rounded up by 1e-12
        assert greater.p_value == pytest.approx(law.cdf(0.0), abs=2e-12)


def test_bayes_agrees_with_the_posteriors():
    for mine, theirs in [
        ((10, 6, 4), (6, 6, 8)),
        ((500, 300, 200), (480, 300, 220)),
        ((3, 0, 0), (1, 1, 1)),
    ]:
        sample, reference = nps.Counts(*mine), nps.Counts(*theirs)
        for prior in ("jeffreys", (1.0, 2.0, 3.0)):
            found = nps.compare(sample, reference, method="bayes", prior=prior, alternative="less")
            ahead = posterior(sample, prior=prior).probability_above(
                posterior(reference, prior=prior)
            )
            assert found.p_value == pytest.approx(ahead, rel=1e-6)  # two ways to integrate
            both = [posterior(side, prior=prior).standard_deviation for side in (sample, reference)]
            assert found.standard_error == pytest.approx(math.hypot(*both), rel=1e-12)


def test_bayes_agrees_with_simulation():
    rng = np.random.default_rng(11)
    first, second = (rng.dirichlet(shape, 400_000) for shape in ((9.5, 2.5, 1.5), (3.5, 4.5, 5.5)))
    drawn = 100 * (first[:, 0] - first[:, 2] - second[:, 0] + second[:, 2])
    low, high = nps.compare(
        nps.Counts(9, 2, 1), nps.Counts(3, 4, 5), method="bayes"
    ).confidence_interval
    # five standard errors of a share of 400,000 draws
    band = 5 * math.sqrt(0.025 * 0.975 / 400_000)
    assert (drawn < low).mean() == pytest.approx(0.025, abs=band)
    assert (drawn > high).mean() == pytest.approx(0.025, abs=band)


# ------------------------------------------------------------------ one statistic


#: Whole points, often ends of intervals of discrete methods, and hundredths.
nulls = (
    st.just(0.0)
    | st.integers(-200, 200).map(float)
    | st.integers(-19_990, 19_990).map(lambda k: k / 100)
)


@given(
    counts(max_n=10**9), counts(max_n=10**9), st.sampled_from(CLOSED), nulls, alternatives, levels
)
@example(nps.Counts(5, 0, 0), nps.Counts(5, 0, 0), "score", 0.0, "two-sided", 0.95)
@example(nps.Counts(5, 0, 0), nps.Counts(0, 0, 5), "mover", 200.0, "two-sided", 0.95)
@example(nps.Counts(0, 1, 0), nps.Counts(0, 0, 10**9), "mover", -150.0, "greater", 0.99)
@example(nps.Counts(5, 3, 2), nps.Counts(4, 4, 2), "mover", 10.0, "greater", 0.25)
@example(nps.Counts(5, 3, 2), nps.Counts(4, 4, 2), "score", 10.0, "less", 0.25)
def test_p_value_and_interval_agree(a, b, method, null, alternative, level):
    found = nps.compare(
        a, b, method=method, null=null, alternative=alternative, confidence_level=level
    )
    if not near_the_end(found):
        agrees(found)


tiny = counts(max_n=12)


@given(tiny, tiny, st.sampled_from(DISCRETE), nulls, alternatives, levels, st.booleans())
@example(nps.Counts(3, 0, 0), nps.Counts(0, 0, 3), "permutation", 0.0, "greater", 0.95, False)
@example(nps.Counts(3, 0, 0), nps.Counts(0, 0, 3), "permutation", 0.0, "greater", 0.95, True)
@example(nps.Counts(7, 2, 1), nps.Counts(3, 4, 3), "bootstrap", 7.0, "two-sided", 0.8, False)
def test_p_value_and_interval_agree_where_probabilities_jump(
    a, b, method, null, alternative, level, mid_p
):
    options = {"mid_p": mid_p} if method.startswith("permutation") else {}
    if mid_p and level < 0.5:
        return  # counting half of the ties can reject even the observed difference
    found = nps.compare(
        a, b, method=method, null=null, alternative=alternative, confidence_level=level, **options
    )
    # here the null may well be an end: it is inside then, exactly, or just outside with mid-p
    agrees(found)


@pytest.mark.parametrize(("promoters", "null"), [(51, 7.0), (54, 14.0), (61, 28.0)])
def test_the_scale_does_not_part_an_end_from_the_null_that_it_equals(promoters, null):
    # 100 * (7 / 100) is 7.000000000000001
    found = nps.compare(
        nps.Counts(promoters, 30, 70 - promoters), nps.Counts(40, 30, 30), method="bootstrap",
        alternative="greater", confidence_level=0.9, null=null,
    )  # fmt: skip
    assert found.confidence_interval.low == null
    assert found.p_value >= 1.0 - 0.9


@given(tiny, tiny, st.sampled_from([0.0, 12.5, -60.0]), alternatives, st.sampled_from([0.8, 0.95]))
@settings(max_examples=10)
def test_p_value_and_interval_agree_for_posteriors(a, b, null, alternative, level):
    found = nps.compare(
        a, b, method="bayes", null=null, alternative=alternative, confidence_level=level
    )
    if not near_the_end(found):
        agrees(found)


@given(counts(max_n=10**6), counts(max_n=10**6), st.sampled_from(CLOSED), alternatives)
def test_exchanging_the_samples_negates_everything(a, b, method, alternative):
    other = {"two-sided": "two-sided", "greater": "less", "less": "greater"}[alternative]
    there = nps.compare(a, b, method=method, null=3.0, alternative=alternative)
    for back in (
        nps.compare(b, a, method=method, null=-3.0, alternative=other),
        nps.compare(swap_tails(a), swap_tails(b), method=method, null=-3.0, alternative=other),
    ):
        low, high = there.confidence_interval
        assert back.confidence_interval == pytest.approx((-high, -low), abs=1e-7, nan_ok=True)
        assert back.p_value == pytest.approx(there.p_value, rel=1e-6, abs=1e-300, nan_ok=True)


# ------------------------------------------------------------------ degenerate data


@pytest.mark.parametrize("method", [*CLOSED, *DISCRETE, "bayes"])
@pytest.mark.parametrize(
    ("a", "b"),
    [
        ((5, 0, 0), (5, 0, 0)),
        ((5, 0, 0), (0, 0, 5)),
        ((0, 4, 0), (0, 6, 0)),
        ((1, 0, 0), (0, 1, 0)),
    ],
)
def test_unanimous_samples(method, a, b):
    found = nps.compare(nps.Counts(*a), nps.Counts(*b), method=method)
    low, high = found.confidence_interval
    if method in ("welch", "student"):
        assert math.isnan(low)
        assert any("undefined" in note for note in found.notes)
        return
    assert 0.0 <= found.p_value <= 1.0
    assert -200.0 <= low <= high <= 200.0
    if low == high:
        assert any("no uncertainty" in note for note in found.notes)
    if a == b and method != "bayes":
        assert (found.statistic, found.p_value) == (0.0, 1.0)


def test_separated_samples_by_permutation():
    # two of the 252 divisions of five and five are so far apart
    for method in ("permutation", "permutation-studentized"):
        found = nps.compare(nps.Counts(5, 0, 0), nps.Counts(0, 0, 5), method=method)
        assert found.p_value == pytest.approx(2 / 252, rel=1e-12)
    certain = nps.compare(
        nps.Counts(5, 0, 0), nps.Counts(0, 0, 5), method="permutation-studentized",
        confidence_level=0.999,
    )  # fmt: skip
    assert certain.confidence_interval == (-200.0, 200.0)


def test_no_square_and_add_interval_reaches_every_difference():
    # two scores of 0 can be told to differ by at most the square root of 2, whatever the level
    found = nps.compare(nps.Counts(0, 9, 0), nps.Counts(4, 0, 4), method="mover", null=-150)
    assert (found.statistic, found.p_value) == (math.inf, 0.0)
    assert nps.compare(found.sample, found.reference, method="mover", null=-120).p_value > 0.0


def test_warnings_that_belong_to_a_method():
    a, b = nps.Counts(70, 20, 10), nps.Counts(60, 25, 15)
    assert "misses on one side" in nps.compare(a, b, method="lewis-sauro").notes[0]
    assert "posterior probability" in nps.compare(a, b, method="bayes").notes[0]
    columns = nps.Cohorts.from_dict({"a": a})
    assert "misses on one side" in nps.compare(columns, b, method="lewis-sauro").notes[0]
    assert "misses on one side" in nps.compare(columns, b, method="lewis-sauro")["a"].notes[0]


def test_mid_p_may_reject_the_observed_difference():
    found = nps.compare(
        nps.Counts(0, 0, 1), nps.Counts(0, 0, 1), method="permutation", mid_p=True,
        confidence_level=0.25,
    )  # fmt: skip
    assert found.p_value == 0.5
    assert found.confidence_interval == (0.0, 0.0)


# ------------------------------------------------------------------ many at once


@pytest.mark.parametrize("method", DIFFERENCES)
def test_columns_equal_a_loop_over_pairs(method):
    now = nps.Cohorts.from_counts(list("abcd"), [7, 5, 0, 3], [2, 0, 0, 4], [1, 0, 0, 5])
    then = nps.Cohorts.from_counts(list("abcd"), [3, 5, 1, 2], [4, 0, 1, 5], [5, 2, 1, 5])
    table = nps.compare(now, then, method=method, null=-5.0)
    assert math.isnan(table["c"].p_value)
    assert math.isnan(table["c"].standard_error)
    for label in "abd":
        alone = nps.compare(now[label], then[label], method=method, null=-5.0)
        row = table[label]
        assert row.confidence_interval == pytest.approx(alone.confidence_interval, rel=1e-12)
        for name in ("p_value", "statistic", "standard_error", "difference"):
            assert getattr(row, name) == pytest.approx(getattr(alone, name), rel=1e-12, abs=1e-12)


# ------------------------------------------------------------------ options


def test_draws_can_be_reproduced_and_say_so():
    a, b = nps.Counts(70, 20, 10), nps.Counts(60, 25, 15)
    options = {"method": "permutation", "n_resamples": 999}
    first, second = (nps.compare(a, b, rng=5, **options) for _ in range(2))
    assert first == second
    assert "random divisions" in first.notes[-1]
    assert first.p_value != nps.compare(a, b, rng=6, **options).p_value
    exact = nps.compare(a, b, method="permutation")
    assert exact.notes == ()
    table = nps.compare(nps.Cohorts.from_dict({"a": a}), b, rng=5, **options)
    assert "random divisions" in table.notes[0]
    assert table["a"].p_value == first.p_value


def test_mid_p_is_the_smaller():
    a, b = nps.Counts(7, 2, 1), nps.Counts(3, 4, 5)
    plain = nps.compare(a, b, method="permutation")
    assert plain.p_value == pytest.approx(0.043767378, abs=5.1e-10)
    assert plain.statistic == pytest.approx(2.0996031, abs=5.1e-8)
    mid = nps.compare(a, b, method="permutation", mid_p=True)
    assert mid.p_value == pytest.approx(0.032459027, abs=5.1e-10)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"method": "score", "mid_p": True}, "mid_p is an option of method='permutation' or"),
        ({"method": "score", "prior": "jeffreys"}, "prior is an option of method='bayes', not"),
        ({"method": "bootstrap", "rng": 1}, "rng is an option of method='permutation'"),
        ({"method": "permutation", "n_resamples": 0}, "n_resamples must be at least 1"),
        ({"method": "permutation", "n_resamples": 1.5}, "n_resamples must be a whole number"),
        ({"method": "permutation", "mid_p": 1}, "mid_p must be True or False"),
        ({"method": "bayes", "prior": "haldane"}, "not offered for differences"),
        ({"method": "bayes", "prior": "Jeffreys"}, "Did you mean 'jeffreys'"),
        ({"method": "permutations"}, "Did you mean 'permutation'"),
    ],
)
def test_options_are_checked(options, message):
    with pytest.raises((nps.OptionError, nps.InputTypeError), match=message):
        nps.compare(nps.Counts(7, 2, 1), nps.Counts(3, 4, 5), **options)


# ------------------------------------------------------------------ published scores


def test_a_permutation_test_of_another_null_says_what_it_is():
    a, b = nps.Counts(5, 3, 2), nps.Counts(4, 4, 2)
    assert not any("moved along" in note for note in nps.compare(a, b, method="permutation").notes)
    moved = nps.compare(a, b, method="permutation", null=10)
    assert any("moved along" in note for note in moved.notes)
