"""Kernels for people seen twice, against enumeration, direct formulas and published examples."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_tables import examples
from scipy import stats

from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.same_people import homogeneity, overlap, paired, sign_flip
from nps._kernels.same_people.multinomial import multinomial_interval, multinomial_statistic

EXAMPLES = examples("paired_examples")

cell = st.just(0) | st.integers(0, 9) | st.integers(0, 10**5)
tables = st.lists(cell, min_size=9, max_size=9).map(lambda c: np.reshape(c, (3, 3)).astype(float))
changes = st.lists(cell, min_size=5, max_size=5).filter(any).map(lambda c: np.array(c, float))
few_changes = (
    st.lists(st.integers(0, 3), min_size=5, max_size=5)
    .filter(lambda c: 0 < sum(c) <= 10)
    .map(lambda c: np.array(c, float))
)
tails = st.sampled_from([0.005, 0.025, 0.05, 0.1, 0.25])
once = st.lists(cell, min_size=3, max_size=3).map(lambda c: np.array(c, float))


def people(table, alone, gone):
    """Scores of individuals: the pairs' (reference, sample), then those in one wave only."""
    scores = np.array([1.0, 0.0, -1.0])
    rows, columns = np.indices((3, 3))
    repeats = table.astype(int).ravel()
    return (
        np.repeat(scores[rows.ravel()], repeats),
        np.repeat(scores[columns.ravel()], repeats),
        np.repeat(scores, np.asarray(alone, int)),
        np.repeat(scores, np.asarray(gone, int)),
    )


# ------------------------------------------------------------ differences


@given(tables)
def test_difference_counts_are_those_of_individual_people(table):
    expected = np.zeros(5)
    for i, j in itertools.product(range(3), range(3)):
        expected[(1 - j) - (1 - i) + 2] += table[i, j]  # sample score less reference score
    assert paired.difference_counts(table).tolist() == expected.tolist()


@given(st.lists(tables.filter(np.any), min_size=1, max_size=4))
def test_an_array_of_tables_is_a_loop_over_tables(many):
    x = paired.difference_counts(np.stack(many))
    for kernel in (paired.wald_limits, paired.t_limits, paired.null_limits):
        low, high = kernel(x, 0.025)
        for i, table in enumerate(many):
            one = kernel(paired.difference_counts(table), 0.025)
            np.testing.assert_array_equal((low[i], high[i]), one)


def test_people_without_answers_have_no_difference():
    x = np.zeros(5)
    for value in (paired.wald_error(x), paired.t_error(x), paired.null_statistic(x, 0.0)):
        assert np.isnan(value)


@given(few_changes, st.floats(-1.9, 1.9))
def test_moments_and_t_agree_with_scipy_on_individuals(x, theta):
    d = np.repeat(paired.DIFFERENCES, x.astype(int))
    n, mean, variance = paired.difference_moments(x)
    assert n == d.size
    assert mean == pytest.approx(d.mean(), abs=1e-15)
    assert variance == pytest.approx(d.var(), abs=1e-15)
    if d.size > 1 and np.ptp(d):
        expected = stats.ttest_1samp(d, theta)
        low, high = paired.t_limits(x, 0.025)
        interval = expected.confidence_interval(0.95)
        assert paired.t_statistic(x, theta) == pytest.approx(
            expected.statistic, rel=1e-9, abs=1e-12
        )
        assert paired.t_freedom(x) == d.size - 1
        assert (low, high) == pytest.approx(np.clip(interval, -2, 2), abs=1e-9)  # R's own accuracy
    else:
        assert np.isnan(paired.t_freedom(x))
        assert np.isnan(paired.t_limits(x, 0.025)).all()


@given(changes, tails)
def test_a_limit_put_back_into_its_test_gives_the_critical_value(x, tail):
    z = normal_quantile(tail)
    n, _, v = paired.difference_moments(x)
    for limits, statistic in (
        (paired.wald_limits, paired.wald_statistic),
        (paired.null_limits, paired.null_statistic),
    ):
        for end, expected in zip(limits(x, tail), (z, -z), strict=True):
            if abs(end) < 2.0 and v * n > 1e-9:
                # the interval of one person in 10^5 has ends that differ in few digits
                assert statistic(x, end) == pytest.approx(expected, rel=1e-6)


def test_the_null_variance_rejects_nothing_where_people_are_too_few():
    assert paired.null_limits([0, 0, 0, 3, 0], 0.025) == (-2.0, 2.0)
    assert abs(paired.null_statistic([0, 0, 0, 3, 0], -2.0)) < normal_quantile(0.025)


@pytest.mark.parametrize("example", EXAMPLES["mean_scores"], ids=lambda e: e["id"])
def test_published_differences_of_mean_scores(example):
    table, scores = np.array(example["table"], float), np.array(example["scores"], float)
    gaps = scores[:, None] - scores  # row less column
    values, inverse = np.unique(gaps, return_inverse=True)
    x = np.bincount(inverse.ravel(), weights=table.ravel())
    d = paired.difference_moments(x, values)[1]
    close = {"abs": example["tolerance"]}
    assert d == pytest.approx(example["estimate"], **close)
    assert paired.wald_statistic(x, 0.0, values) == pytest.approx(example["wald"], **close)
    assert paired.wald_limits(x, 0.025, values) == pytest.approx(example["wald_interval"], **close)
    # the printed interval of the null variance, which we do not offer, is d -+ 1.96 d / z
    half = normal_quantile(0.025) * d / paired.null_statistic(x, 0.0, values)
    assert half == pytest.approx(example["null_interval_half"], **close)
    if "null" in example:
        assert paired.null_statistic(x, 0.0, values) == pytest.approx(example["null"], **close)


def test_the_multinomial_score_example():
    example = EXAMPLES["multinomial_score"]
    x = paired.difference_counts(example["table"])[::-1]  # row less column
    close = {"abs": example["tolerance"]}
    z = multinomial_statistic(x, paired.DIFFERENCES, 0.0)
    low_high = multinomial_interval(x, paired.DIFFERENCES, 0.025)
    assert z == pytest.approx(example["statistic_at_0"], **close)
    assert low_high == pytest.approx(example["interval"], **close)


# ------------------------------------------------------------ exact laws


@given(few_changes)
def test_sign_flips_are_those_of_full_enumeration(x):
    d = np.repeat(paired.DIFFERENCES, x.astype(int))
    flips = np.array(list(itertools.product((1.0, -1.0), repeat=d.size))) @ np.abs(d)
    expected = [(flips <= d.sum()).mean(), (flips >= d.sum()).mean(), (flips == d.sum()).mean()]
    # a few multiplications of binary fractions
    assert sign_flip.sign_flip_tails(x) == pytest.approx(expected, rel=1e-13)


@given(changes)
def test_turning_the_changes_round_exchanges_the_tails_of_sign_flips(x):
    less, greater, equal = sign_flip.sign_flip_tails(x)
    assert sign_flip.sign_flip_tails(x[::-1]) == pytest.approx((greater, less, equal), rel=1e-12)
    # both tails hold the observed value
    assert less + greater - equal == pytest.approx(1.0, abs=1e-11)


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_with_single_steps_only_sign_flips_are_a_binomial_test(up, down):
    x = np.array([0.0, down, 7.0, up, 0.0])
    expected = stats.binom.sf(up - 1, up + down, 0.5)
    # cumulated logarithms of up to some thousand ratios
    assert sign_flip.sign_flip_tails(x)[1] == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize(
    "x", [[2e8, 3e8, 0, 3e8, 200_010_000], [0, 5e8, 0, 500_020_000, 0]], ids=["both", "single"]
)
def test_the_normal_law_of_many_sign_flips_continues_the_exact_one(x):
    counts = np.array(x, float)
    smaller = np.round(counts / 10.0)  # exact, a tenth of the people
    z = paired.null_statistic(counts, 0.0)
    assert counts[[0, 1, 3, 4]].sum() > 9e8
    assert sign_flip.sign_flip_tails(counts)[:2] == pytest.approx(
        (stats.norm.cdf(z), stats.norm.sf(z)), abs=1e-12
    )
    z = paired.null_statistic(smaller, 0.0)
    # what is left out of the normal law is half a step of the lattice: 0.4 / sqrt(1e8)
    assert sign_flip.sign_flip_tails(smaller)[1] == pytest.approx(stats.norm.sf(z), abs=1e-4)


@given(few_changes)
def test_the_resampled_law_is_a_convolution(x):
    law = np.array([1.0])
    for _ in range(int(x.sum())):
        law = np.convolve(law, x / x.sum())
    net = int(x @ paired.DIFFERENCES)
    first, found = sign_flip.resampled_law(x)
    start = first + net + 2 * int(x.sum())
    # rounding of a short Fourier transform
    np.testing.assert_allclose(found, law[start : start + found.size], atol=1e-14)
    assert law[start : start + found.size].sum() == pytest.approx(1.0, abs=1e-14)


@given(changes)
def test_the_resampled_law_has_the_moments_of_a_mean(x):
    n, d, v = paired.difference_moments(x)
    first, law = sign_flip.resampled_law(x)
    mean = (round(x @ paired.DIFFERENCES) + first + np.arange(law.size)) / n
    # 1e-16 times the square root of the number of people, or the number where values are skipped
    assert law.sum() == pytest.approx(1.0, abs=1e-9)
    assert law @ mean == pytest.approx(d, abs=1e-9)
    assert law @ (mean - d) ** 2 == pytest.approx(v / n, rel=1e-8, abs=1e-15)


@given(changes, tails)
def test_a_percentile_interval_holds_what_its_tails_do_not_reject(x, tail):
    low, high = sign_flip.bootstrap_limits(x, tail)
    n = x.sum()
    step = 1.0 / n
    assert -2.0 <= low <= high <= 2.0
    for theta, inside in ((low, True), (high, True), (low - step, False), (high + step, False)):
        assert (min(sign_flip.bootstrap_tails(x, theta)) >= tail) is inside


@given(changes, tails)
def test_turning_the_changes_round_mirrors_the_percentile_interval(x, tail):
    low, high = sign_flip.bootstrap_limits(x, tail)
    assert sign_flip.bootstrap_limits(x[::-1], tail) == (-high, -low)


@pytest.mark.parametrize("n", range(2, 40, 2))
def test_rounding_does_not_decide_a_tie(n):
    x = np.array([0.0, n / 2, 0.0, n / 2, 0.0])
    # P(d* = -1) = P(d* = 1) = 0.5**n exactly, so that both ends are reached
    assert sign_flip.bootstrap_limits(x, 0.5**n) == (-1.0, 1.0)


def test_the_normal_law_of_many_resampled_people_continues_the_exact_one():
    exact = np.array([5e6, 2e7, 9e7, 4e7, 8e6])
    beyond = exact * 10.0
    for x in (exact, beyond):
        _, d, v = paired.difference_moments(x)
        error = np.sqrt(v / x.sum())
        low, high = sign_flip.bootstrap_limits(x, 0.025)
        # the skewness moves an end by 1e-4 standard errors, the lattice by half a step
        assert ((low - d) / error, (high - d) / error) == pytest.approx((-1.96, 1.96), abs=4e-4)
        above, below = sign_flip.bootstrap_tails(x, float(d + error))
        assert (above, below) == pytest.approx((stats.norm.sf(1), stats.norm.cdf(1)), abs=1e-4)


# ------------------------------------------------------------ homogeneity


@pytest.mark.parametrize("example", EXAMPLES["marginal_homogeneity"], ids=lambda e: e["id"])
def test_published_tests_of_marginal_homogeneity(example):
    table = np.array(example["table"], float)
    close = {"abs": example["tolerance"]}
    statistic, freedom = homogeneity.stuart_maxwell(table)
    assert statistic == pytest.approx(example["stuart_maxwell"], **close)
    assert freedom == example["df"]
    if "bhapkar" in example:
        n = table.sum()
        assert homogeneity.bhapkar(statistic, n) == pytest.approx(example["bhapkar"], **close)
    if "bowker" in example:
        assert homogeneity.bowker(table) == (pytest.approx(example["bowker"], **close), 3)


@given(st.lists(cell, min_size=25, max_size=25).map(lambda c: np.reshape(c, (5, 5)).astype(float)))
def test_stuart_maxwell_is_a_quadratic_form_in_a_generalised_inverse(table):
    d = table.sum(1) - table.sum(0)
    covariance = np.diag(table.sum(1) + table.sum(0)) - table - table.T
    inverse = np.linalg.pinv(covariance, rcond=1e-12, hermitian=True)
    statistic, freedom = homogeneity.stuart_maxwell(table)
    # pinv loses the digits between the smallest and the largest count, up to 1e5
    assert statistic == pytest.approx(d @ inverse @ d, rel=1e-6, abs=1e-9)
    assert freedom == np.linalg.matrix_rank(covariance, tol=1e-6)


def test_classes_are_linked_by_chains_of_any_length():
    order = np.array([0, 10, 9, 8, 1, 2, 3, 4, 5, 6, 7])  # from 1 to 0 it takes four steps
    chain = np.zeros((11, 11))
    chain[order[:-1], order[1:]] = np.arange(1.0, 11.0)
    assert homogeneity.stuart_maxwell(chain)[1] == 10
    chain[10, 9] = 0.0
    assert homogeneity.stuart_maxwell(chain)[1] == 9


# ------------------------------------------------------------ overlap


@given(tables, once, once)
def test_the_wald_variance_is_that_of_individual_records(table, alone, gone):
    if not (table.sum() + alone.sum() and table.sum() + gone.sum()):
        return
    table, alone, gone = table % 10, alone % 10, gone % 10
    r, s, s_once, r_once = people(table, alone, gone)
    sample, reference = np.append(s, s_once), np.append(r, r_once)
    if not (sample.size and reference.size):
        return
    covariance = np.mean(s * r) - s.mean() * r.mean() if s.size else 0.0
    variance = sample.var() / sample.size + reference.var() / reference.size
    variance -= 2.0 * s.size * covariance / (sample.size * reference.size)
    found = overlap.wald(overlap.overlap(table, alone, gone))
    assert found.value == pytest.approx(sample.mean() - reference.mean(), abs=1e-14)
    assert found.error**2 == pytest.approx(variance, abs=1e-15)  # cancellation is on our right


@given(tables.map(lambda t: t + 1.0), once, once)
def test_gls_is_generalised_least_squares_of_four_means(table, alone, gone):
    o = overlap.overlap(table, alone + 1.0, gone + 1.0)
    m, u1, u2 = o.matched, o.n1 - o.matched, o.n2 - o.matched
    v1, v2 = o.ss1 / o.n1, o.ss2 / o.n2

    def covariance(r):
        c = r * np.sqrt(v1 * v2) / m
        block = np.array([[v1 / m, c], [c, v2 / m]])
        return np.block(
            [[block, np.zeros((2, 2))], [np.zeros((2, 2)), np.diag([v1 / u1, v2 / u2])]]
        )

    design = np.array([[1.0, 0.0], [0.0, 1.0]] * 2)  # pairs' sample, reference; others' likewise
    r = o.correlation
    shrunk = np.linalg.inv(covariance(r * m / (m + 10.0)))
    weights = np.array([1.0, -1.0]) @ np.linalg.inv(design.T @ shrunk @ design) @ design.T @ shrunk
    found = overlap.gls(o)
    means = np.array([o.pairs1, o.pairs2, o.once1, o.once2])
    # inverses of matrices whose entries differ by up to 1e5
    assert found.value == pytest.approx(weights @ means, abs=1e-9)
    assert found.error**2 == pytest.approx(weights @ covariance(r) @ weights, rel=1e-8, abs=1e-16)


@pytest.mark.parametrize("example", EXAMPLES["overlapping"], ids=lambda e: e["id"])
def test_published_partially_overlapping_samples(example):
    everybody = itertools.chain(*example["once"], *example["pairs"])
    levels = np.arange(min(example["pairs"][0] + example["once"][1]) - 1, max(everybody) + 1)
    place = {value: i for i, value in enumerate(levels.tolist())}
    table = np.zeros((levels.size, levels.size))
    for mine, theirs in zip(*example["pairs"], strict=True):
        table[place[theirs], place[mine]] += 1.0
    alone, gone = (
        np.bincount([place[x] for x in wave], minlength=levels.size) for wave in example["once"]
    )
    found = getattr(overlap, example["method"])(overlap.overlap(table, alone, gone, levels))
    z = found.value / found.error
    law = stats.norm if found.freedom is None else stats.t(found.freedom)
    interval = found.value + found.error * law.ppf(0.975) * np.array([-1.0, 1.0])
    assert found.value == pytest.approx(example["difference"], abs=example["tolerance"])
    assert z == pytest.approx(example["statistic"], abs=example["statistic_tolerance"])
    assert 2 * law.sf(abs(z)) == pytest.approx(example["p_value"], abs=example["p_tolerance"])
    assert interval == pytest.approx(example["interval"], abs=example["tolerance"])
    if found.freedom is not None:
        assert found.freedom == pytest.approx(example["df"], abs=example["df_tolerance"])


def test_overlapping_scores_from_individual_records():
    example = EXAMPLES["overlapping_scores"]
    sums = overlap.overlap(*(example[k] for k in ("table", "sample_only", "reference_only")))
    found, close = overlap.wald(sums), {"abs": example["tolerance"]}
    assert found.value == pytest.approx(example["difference"], **close)
    assert found.error == pytest.approx(example["standard_error"], **close)
    assert found.value / found.error == pytest.approx(example["statistic"], abs=1e-5)


@given(st.lists(st.tuples(tables.filter(np.any), once, once), min_size=1, max_size=4))
def test_an_array_of_overlaps_is_a_loop_over_overlaps(many):
    together = overlap.overlap(*(np.stack(parts) for parts in zip(*many, strict=True)))
    for method in (overlap.wald, overlap.gls, overlap.t, overlap.pooled):
        found = method(together)
        for i, one in enumerate(many):
            alone = method(overlap.overlap(*one))
            # sums over two axes are taken in another order
            np.testing.assert_allclose(
                (found.value[i], found.error[i]), (alone.value, alone.error), rtol=1e-12, atol=1e-15
            )
