"""Tests of many scores at once, against R, SciPy and exact enumeration."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import FIFTEEN_DIGITS, columns, examples, groups, number, rows
from scipy.optimize import minimize
from scipy.special import gammaln
from scipy.stats import chi2_contingency, ttest_ind

from nps._kernels.many_scores.omnibus import (
    common_score,
    likelihood_ratio,
    permutation_chi2,
    wald,
    welch,
)

EXAMPLES = examples("many_examples")
TESTS = (permutation_chi2, welch, likelihood_ratio)

tables = st.lists(st.tuples(*[st.just(0) | st.integers(0, 40)] * 3), min_size=1, max_size=6).map(
    lambda cells: np.array(cells, dtype=np.float64).T
)


@pytest.mark.parametrize(
    ("kernel", "test"), [(permutation_chi2, "coin_oneway_k"), (welch, "welch_anova")]
)
def test_agrees_with_r(kernel, test: str) -> None:
    table = rows("k_sample", test=test)
    assert len(table) > 20
    for row in table:
        found = kernel(*groups(row["groups"]))
        # closed forms: 1e-9; R takes the tails of F and chi-square as they are
        assert_allclose(found.statistic, float(row["statistic"]), rtol=1e-9, atol=1e-12)
        assert_allclose(found.freedom, float(row["df1"]))
        assert_allclose(found.p_value, float(row["p_value"]), rtol=1e-8, atol=1e-15)
        if found.denominator is not None:
            assert_allclose(found.denominator, float(row["df2"]), rtol=1e-9)


def test_worked_examples() -> None:
    cohorts = EXAMPLES["k4_permutation_chi2"]["input"]["cohorts"]
    x = np.array([[c["promoters"], c["passives"], c["detractors"]] for c in cohorts], float).T
    printed = EXAMPLES["k4_permutation_chi2"]["expected"]
    found = permutation_chi2(*x)
    assert found.statistic == pytest.approx(printed["chi2"], rel=1e-12)
    assert found.p_value == pytest.approx(printed["p"], rel=1e-7)  # printed to 8 digits
    printed = EXAMPLES["k4_welch_anova"]["expected"]
    found = welch(*x)
    assert found.statistic == pytest.approx(printed["F"], rel=1e-5)  # printed to 6 digits
    assert found.denominator == pytest.approx(printed["df2"], rel=1e-5)
    assert found.p_value == pytest.approx(printed["p"], rel=1e-4)


@pytest.mark.parametrize("design", ["weights", "weights_fpc"])
def test_wald_is_that_of_r_where_domains_do_not_vary_together(design: str) -> None:
    """Domains of a simple random sample: no answer is in two of them."""
    chosen = {"dataset": "api_srs", "design": design, "variable": "nps"}
    domains = rows("survey_designs", analysis="svyby", **chosen)
    (expected,) = rows("survey_designs", analysis="regTermTest_F", **chosen)
    score, error, freedom = columns(domains, "estimate", "se", "degf")
    found = wald(score, np.diag(error**2), float(freedom[0]))
    assert found.statistic == pytest.approx(number(expected["statistic"]), rel=FIFTEEN_DIGITS)
    assert found.p_value == pytest.approx(number(expected["p_value"]), rel=FIFTEEN_DIGITS)
    assert (found.freedom, found.denominator) == (2.0, number(expected["degf"]))


@given(st.lists(st.floats(-1.0, 1.0), min_size=2, max_size=5), st.integers(5, 60))
def test_wald_asks_whether_scores_are_equal_whichever_is_the_first(scores, freedom) -> None:
    d = np.array(scores)
    spread = np.eye(d.size) / 50.0 + 0.01
    found, turned = wald(d, spread, freedom), wald(d[::-1] + 3.0, spread, freedom)
    # what all have in common moves them together, so only what is their own counts
    assert found.statistic * (d.size - 1) == pytest.approx(50.0 * ((d - d.mean()) ** 2).sum())
    assert turned.statistic == pytest.approx(float(found.statistic), rel=1e-6, abs=1e-9)
    few = wald(d, spread, d.size - 1.0)
    assert np.isnan([few.statistic, few.p_value]).all()
    same = wald(d, np.ones((d.size, d.size)), freedom)
    assert np.isnan([same.statistic, same.p_value]).all()


def test_without_passives_they_are_the_tests_of_a_two_by_k_table() -> None:
    table = np.array([[30.0, 12.0, 25.0, 8.0], [10.0, 18.0, 25.0, 12.0]])
    x = (table[0], np.zeros(4), table[1])
    g = chi2_contingency(table, correction=False, lambda_="log-likelihood")
    assert likelihood_ratio(*x).statistic == pytest.approx(g.statistic, rel=1e-10)
    assert likelihood_ratio(*x).p_value == pytest.approx(g.pvalue, rel=1e-10)
    pearson = chi2_contingency(table, correction=False).statistic
    n = table.sum()
    assert permutation_chi2(*x).statistic == pytest.approx(pearson * (n - 1) / n, rel=1e-12)


def test_welch_of_two_cohorts_is_the_square_of_t() -> None:
    x = np.array([[7.0, 3.0], [2.0, 4.0], [1.0, 5.0]])
    samples = [np.repeat([1.0, 0.0, -1.0], column.astype(int)) for column in x.T]
    t = ttest_ind(*samples, equal_var=False)
    found = welch(*x)
    assert found.statistic == pytest.approx(t.statistic**2, rel=1e-12)
    assert found.denominator == pytest.approx(t.df, rel=1e-12)
    assert found.p_value == pytest.approx(t.pvalue, rel=1e-12)


# older releases of SciPy say so when a step of theirs leaves the bounds
@pytest.mark.filterwarnings("ignore:Values in x were outside bounds:RuntimeWarning")
@pytest.mark.parametrize(
    "cohorts",
    [
        [(12, 5, 3), (4, 4, 2), (3, 1, 6)],
        [(9, 1, 0), (2, 6, 1), (0, 5, 5)],
        [(6, 0, 0), (3, 3, 3)],
    ],
)
def test_likelihood_ratio_is_the_maximum_over_all_equal_scores(cohorts: list[tuple]) -> None:
    x = np.array(cohorts, dtype=np.float64)
    k = len(cohorts)

    def minus_log_likelihood(p: np.ndarray) -> float:
        p = p.reshape(k, 3)
        return -float(np.where(x > 0, x * np.log(np.maximum(p, 1e-300)), 0.0).sum())

    constraints = [
        {"type": "eq", "fun": lambda p: p.reshape(k, 3).sum(axis=1) - 1.0},
        {"type": "eq", "fun": lambda p: np.diff(p.reshape(k, 3) @ [1.0, 0.0, -1.0])},
    ]
    start = np.full(3 * k, 1.0 / 3.0)
    best = minimize(
        minus_log_likelihood,
        start,
        bounds=[(1e-12, 1.0)] * (3 * k),
        constraints=constraints,
        method="SLSQP",
        options={"maxiter": 1000, "ftol": 1e-13},
    )
    own = minus_log_likelihood((x / x.sum(axis=1, keepdims=True)).ravel())
    # the optimiser stops within about 1e-6 of the top
    assert likelihood_ratio(*x.T).statistic == pytest.approx(2.0 * (best.fun - own), abs=2e-5)


@given(tables, st.randoms(use_true_random=False))
def test_order_mirror_and_empty_cohorts_change_nothing(x: np.ndarray, random) -> None:
    order = list(range(x.shape[1]))
    random.shuffle(order)
    padded = np.column_stack([x, np.zeros(3)])
    for test in TESTS:
        found = test(*x)
        for other in (test(*x[:, order]), test(*x[::-1]), test(*padded)):
            # sums in another order; p-values of large statistics magnify their rounding
            assert_allclose(other.statistic, found.statistic, rtol=1e-8, atol=1e-9)
            assert_allclose(other.p_value, found.p_value, rtol=1e-6, atol=1e-9)


@given(tables)
def test_statistics_are_not_negative_and_a_copy_of_all_changes_the_freedom(x: np.ndarray) -> None:
    k = int((x.sum(axis=0) > 0).sum())
    for test in TESTS:
        found = test(*x)
        if k < 2:
            assert np.isnan(found.p_value)
            assert np.isnan(found.freedom)
        elif test is not welch:
            assert found.statistic >= 0.0
            assert found.freedom == k - 1
    if k:
        twice = np.column_stack([x, x])
        assert common_score(*twice) == pytest.approx(float(common_score(*x)), abs=1e-9)


@pytest.mark.parametrize("row", [(10, 0, 0), (0, 7, 0), (3, 4, 2)])
def test_identical_cohorts_show_nothing(row: tuple[int, int, int]) -> None:
    x = np.array([row] * 4, dtype=np.float64).T
    for test in (permutation_chi2, likelihood_ratio):
        found = test(*x)
        assert found.statistic == pytest.approx(0.0, abs=1e-12)
        assert found.p_value == pytest.approx(1.0, abs=1e-6)


def test_unanimous_cohorts_only_trouble_welch() -> None:
    x = np.array([[10, 10, 3], [0, 0, 3], [0, 0, 4]], dtype=np.float64)
    assert np.isnan(welch(*x).p_value)
    assert permutation_chi2(*x).p_value < 0.001
    assert likelihood_ratio(*x).p_value < 0.001
    opposite = np.array([[8, 0], [0, 0], [0, 8]], dtype=np.float64)
    # half of all answers are promoters: 16 log 2 on each side
    assert likelihood_ratio(*opposite).statistic == pytest.approx(32.0 * np.log(2.0), rel=1e-12)


def test_a_block_of_tables_is_a_loop_over_them() -> None:
    x = np.random.default_rng(3).integers(0, 6, size=(3, 5, 7, 4)).astype(np.float64)
    for test in TESTS:
        block = test(*x)
        for i, j in np.ndindex(5, 7):
            one = test(*x[:, i, j])
            assert_allclose(block.statistic[i, j], one.statistic, rtol=1e-12, atol=1e-12)
            assert_allclose(block.p_value[i, j], one.p_value, rtol=1e-10)


def test_no_cohorts_at_all() -> None:
    for test in TESTS:
        assert np.isnan(test(*np.zeros((3, 0))).p_value)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shares", "permutation", "welch_size", "ratio"),
    [
        # sizes at a nominal 5%: enumerated exactly, and bounded by what each test promises
        ((0.5, 0.3, 0.2), (0.035, 0.055), (0.04, 0.06), (0.05, 0.09)),
        ((0.8, 0.15, 0.05), (0.02, 0.055), (0.0, 0.06), (0.0, 0.09)),
        ((0.1, 0.8, 0.1), (0.03, 0.055), (0.0, 0.06), (0.02, 0.09)),
    ],
)
def test_size_by_exact_enumeration(shares, permutation, welch_size, ratio) -> None:
    cells, triples, rejected = enumerated()
    ways = gammaln(11) - gammaln(cells + 1).sum(axis=0)
    weight = np.exp(ways + np.log(shares) @ cells)[triples].prod(axis=1)
    assert weight.sum() == pytest.approx(1.0)
    for where, (low, high) in zip(rejected, (permutation, welch_size, ratio), strict=True):
        assert low <= weight[where].sum() <= high


@cache
def enumerated():
    """Three cohorts of ten answers each, all 287,496 triples of tables, and where tests reject."""
    a, c = np.indices((11, 11))
    a, c = a[a + c <= 10], c[a + c <= 10]
    cells = np.stack([a, 10 - a - c, c]).astype(np.float64)
    triples = np.indices((cells.shape[1],) * 3).reshape(3, -1).T
    return cells, triples, [test(*cells[:, triples]).p_value < 0.05 for test in TESTS]
