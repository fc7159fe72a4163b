"""The methods of `compare`: outside values, one statistic, degenerate data, options."""

from __future__ import annotations

import math

import numpy as np
import pytest
import reference_tables
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import FIFTEEN_DIGITS, Row, classes, number
from scipy.stats import norm
from strategies import alternatives, counts, levels, swap_tails

import nps
from nps import PublishedScore, bootstrap, posterior
from nps._inference.differences.methods import DIFFERENCES
from nps._kernels.laws import dirichlet
from nps._kernels.two_scores import bayes as two_sample_bayes
from nps._kernels.two_scores import score as two_sample
from nps._kernels.two_scores import wald as two_sample_wald
from nps._kernels.two_scores.score import Pairs

CLOSED = [
    "score", "score-mee", "mover", "wald", "wald-pooled", "welch", "adjusted-wald", "lewis-sauro",
]  # fmt: skip
DISCRETE = ["permutation", "permutation-studentized", "bootstrap"]


def rows(method: str) -> list[Row]:
    return reference_tables.rows("two_sample_methods", method=method)


def samples(row: Row) -> tuple[nps.Counts, nps.Counts]:
    return nps.Counts(*classes(row, "_1")), nps.Counts(*classes(row, "_2"))


def pairs_of(a: nps.Counts, b: nps.Counts, size: int = 1) -> Pairs:
    six = a.promoters, a.passives, a.detractors, b.promoters, b.passives, b.detractors
    return Pairs(*(np.full(size, float(k)) for k in six))


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


def test_pseudo_counts_of_any_size_agree_with_r():
    for row in rows("pseudo-1-0-1"):
        estimate = two_sample_wald.with_pseudo_counts(pairs_of(*samples(row)), (1.0, 0.0, 1.0))
        assert 100.0 * estimate.error[0] == pytest.approx(number(row["standard_error"]), rel=1e-9)
        assert 100.0 * estimate.centre[0] == pytest.approx(
            number(row["difference"]), rel=1e-9, abs=1e-12
        )


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


@given(
    st.tuples(*[st.floats(0.4, 50)] * 3), st.tuples(*[st.floats(0.4, 50)] * 3), st.floats(-1.9, 1.9)
)
@settings(max_examples=15)
@example((0.5, 0.5, 10.5), (0.5, 10.5, 0.5), -0.7)
@example((3.5, 0.5, 0.5), (0.5, 0.5, 2.5), 1.3)
def test_the_law_of_a_posterior_difference_is_one_and_symmetric(first, second, x):
    below, above = two_sample_bayes.DifferenceLaw(first, second).tails(x)
    # the rule of integration promises about 1e-12, to 1e-9 for parameters below 1/2
    assert below + above == pytest.approx(1.0, abs=1e-9)
    swapped, _ = two_sample_bayes.DifferenceLaw(second, first).tails(-x)
    assert above == pytest.approx(swapped, rel=1e-8, abs=1e-12)


@pytest.mark.parametrize(
    ("first", "second", "x"),
    [
        ((3.0, 20.0, 20.0), (1.5, 8.0, 1.5), -0.316),
        ((8.0, 1.5, 8.0), (1.5, 1.5, 1.5), 0.78),
        ((1.0, 3.0, 1.0), (8.0, 20.0, 20.0), 1.4),
    ],
)
def test_the_law_of_a_posterior_difference_by_another_rule(first, second, x):
    # integrate over the other sample, with many Gauss-Legendre nodes between all kinks
    kinks = np.array([-1.0, 0.0, 1.0])
    edges = np.unique(np.clip(np.concatenate((kinks, kinks + x)), -1.0, 1.0))
    unit, weights = np.polynomial.legendre.leggauss(300)
    half = 0.5 * np.diff(edges)[:, None]
    nodes = (edges[:-1, None] + half * (1.0 + unit)).ravel()

    def law(shape, at):
        return dirichlet.distribution(at, *(np.full(at.size, part) for part in shape))

    density, below = law(first, nodes)[2], law(second, nodes - x)[0]
    expected = ((half * weights).ravel() * density) @ below
    assert two_sample_bayes.DifferenceLaw(first, second).tails(x)[1] == pytest.approx(
        expected,
        rel=1e-6,  # what Gauss-Legendre keeps at ends with half powers
    )


@pytest.mark.parametrize("turned", [False, True])
def test_against_a_score_known_almost_for_certain_it_is_one_posterior(turned):
    # a score of 0.1 known to 1e-6: the difference is above x where the other is above x + 0.1
    certain, open_one = (4e11, 3e11, 3e11), (20.5, 10.5, 5.5)
    for x in (0.0, 0.2, 0.45):
        wanted = posterior(nps.Counts(20, 10, 5)).probability_above(100.0 * (x + 0.1))
        if turned:
            found, _ = two_sample_bayes.DifferenceLaw(certain, open_one).tails(-x)
        else:
            _, found = two_sample_bayes.DifferenceLaw(open_one, certain).tails(x)
        assert found == pytest.approx(wanted, rel=1e-5)


# ------------------------------------------------------------------ one statistic


def agrees(found: nps.results.Comparison) -> None:
    low, high = found.confidence_interval
    if math.isnan(found.p_value):
        assert math.isnan(low)
        assert math.isnan(high)
        assert "undefined" in " ".join(found.notes)
        return
    excluded = not low <= found.null <= high
    assert excluded == (found.p_value < 1.0 - found.confidence_level)


#: Whole points, often ends of intervals of discrete methods, and hundredths.
nulls = (
    st.just(0.0)
    | st.integers(-200, 200).map(float)
    | st.integers(-19_990, 19_990).map(lambda k: k / 100)
)


def near_the_end(found: nps.results.Comparison) -> bool:
    """Rounding decides where the null is an end of the interval to the last digits."""
    return min(abs(end - found.null) for end in found.confidence_interval) < 1e-7


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


@given(counts(max_n=10**9), counts(max_n=10**9), levels, st.booleans())
@example(nps.Counts(0, 0, 1), nps.Counts(0, 0, 137205), 0.125, False)
def test_the_ends_of_the_score_interval_have_the_critical_statistic(a, b, level, corrected):
    pairs = pairs_of(a, b)
    critical = float(norm.isf((1 - level) / 2))
    for end, sign in zip(
        two_sample.score_limits(pairs, critical, corrected=corrected), (1, -1), strict=True
    ):
        if abs(end[0]) < 2.0 - 1e-12:
            z = two_sample.score_statistic(pairs, end, corrected=corrected)[0]
            # the end is good to 2e-14 (seen: 1.2e-14), and z is at most proportional to the gap
            gap = abs((a.score - b.score) / 100 - end[0])
            assert z == pytest.approx(sign * critical, rel=1e-8 + 2e-14 / gap, abs=1e-15)


@given(tiny, tiny, st.floats(-1.99, 1.99), st.floats(-1.99, 1.99))
def test_the_score_statistic_falls_as_the_null_grows(a, b, first, second):
    pairs = pairs_of(a, b, 2)
    lower, upper = two_sample.score_statistic(pairs, np.array(sorted((first, second))))
    assert lower >= upper - 1e-12 * (1.0 + abs(upper))


def test_the_score_statistic_falls_for_every_small_table():
    tables = np.array([(a, n - a - c, c) for n in range(1, 6) for a in range(n + 1)
                       for c in range(n - a + 1)], dtype=float)  # fmt: skip
    i, j = np.indices((len(tables), len(tables))).reshape(2, -1)
    pairs = Pairs(*tables[i].T, *tables[j].T)
    grid = np.concatenate(([-2.0, -1.9999999], np.linspace(-1.95, 1.95, 40), [1.9999999, 2.0]))
    previous = np.full(i.size, np.inf)
    for delta in grid:
        z = two_sample.score_statistic(pairs, np.full(i.size, delta))
        assert not np.isnan(z).any()
        assert (z <= previous + 1e-9).all()
        previous = z


def test_the_factor_of_miettinen_and_nurminen():
    a, b = nps.Counts(7, 2, 1), nps.Counts(3, 4, 5)
    with_it, without = (nps.compare(a, b, method=method) for method in ("score", "score-mee"))
    assert without.statistic == pytest.approx(with_it.statistic * math.sqrt(22 / 21), rel=1e-12)


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
    if method == "welch":
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


@pytest.mark.parametrize("method", list(DIFFERENCES))
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


@given(
    counts(max_n=2000), st.integers(-100, 100), st.integers(1, 2000),
    st.sampled_from([m for m in CLOSED if m != "welch"]), alternatives, st.floats(0, 1),
)  # fmt: skip
def test_a_published_score_is_as_uncertain_as_any_composition_of_it(
    sample, score, n, method, alternative, passives
):
    found = nps.compare(sample, PublishedScore(score, n), method=method, alternative=alternative)
    theta = score / 100.0
    share = abs(theta) + (1.0 - abs(theta)) * (1.0 - passives)
    mix = n * (share + theta) / 2, n * (1.0 - share), n * (share - theta) / 2
    mine = sample.promoters, sample.passives, sample.detractors
    pairs = Pairs(*(np.array([float(k)]) for k in (*mine, *mix)))
    one = DIFFERENCES[method].test(pairs, np.zeros(1), alternative, 1.0 - 0.95)
    low, high = found.confidence_interval
    if alternative != "less":
        assert low <= 100.0 * one.low[0] + 1e-7
    if alternative != "greater":
        assert high >= 100.0 * one.high[0] - 1e-7
    assert found.p_value >= one.p_value[0] - 1e-9
    agrees(found) if not near_the_end(found) else None


def test_two_published_scores():
    found = nps.compare(PublishedScore(40, 1000), PublishedScore(30, 1000))
    assert found.difference == 10.0
    # nobody is a passive: two shares of .7 and .65, twice Miettinen and Nurminen
    worst = nps.compare(nps.Counts(700, 0, 300), nps.Counts(650, 0, 350))
    assert found.confidence_interval == pytest.approx(worst.confidence_interval, abs=1e-9)
    assert found.p_value == pytest.approx(worst.p_value, rel=1e-9)
    assert [note.split(" only")[0] for note in found.notes] == ["Of the sample", "Of the reference"]
    assert "40.0 vs 30.0, n = 1,000 vs 1,000" in str(found)
    assert ">1,000<" in found._repr_html_()


def test_variance_bounds_of_a_published_score():
    for a, b, c in [(50, 30, 20), (10, 0, 0), (0, 0, 7), (3, 9, 8), (0, 4, 0)]:
        sample = nps.Counts(a, b, c)
        low, high = PublishedScore(sample.score, sample.n).variance_bounds
        assert low - 1e-9 <= sample.variance <= high + 1e-9
    assert PublishedScore(40, 10).variance_bounds == (2400.0, 8400.0)
    assert str(PublishedScore(40.0, 1200)) == "NPS 40.0  n = 1,200 (published)"
    assert "1,200" in PublishedScore(40.0, 1200)._repr_html_()


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: PublishedScore(140, 10), nps.OptionError, "between -100 and 100"),
        (lambda: PublishedScore(14, 0), nps.EmptySampleError, "at least one answer"),
        (lambda: PublishedScore(14, 1.5), nps.OptionError, "whole number"),
        (
            lambda: nps.compare(nps.Counts(1, 1, 1), PublishedScore(0, 9), method="permutation"),
            nps.OptionError, "needs the counts of all classes",
        ),
        (
            lambda: nps.compare(nps.Cohorts.from_dict({1: [9]}), PublishedScore(0, 9)),
            nps.InputTypeError, "one by one",
        ),
    ],
)  # fmt: skip
def test_published_scores_are_checked(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_a_permutation_test_of_another_null_says_what_it_is():
    a, b = nps.Counts(5, 3, 2), nps.Counts(4, 4, 2)
    assert not any("moved along" in note for note in nps.compare(a, b, method="permutation").notes)
    moved = nps.compare(a, b, method="permutation", null=10)
    assert any("moved along" in note for note in moved.notes)
