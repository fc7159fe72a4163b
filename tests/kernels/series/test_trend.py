"""Lines through scores and trend tests, against metafor, coin and other R functions."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import FIFTEEN_DIGITS, examples, groups, rows

from nps._kernels.numerics.moments import moments, steady_variance
from nps._kernels.series import trend


def read_cases():
    cases = defaultdict(dict)
    for row in rows("trend"):
        numbers = {k: float(row[k]) for k in row if k not in NAMES and row[k]}
        key = (row["case_id"], row["times"], row["counts"])
        cases[key][row["method"], row["term"]] = numbers
    return cases


NAMES = ("case_id", "times", "counts", "method", "term")
CASES = read_cases()
EXAMPLES = examples("wave_examples")


def parse(case):
    _, times, counts = case
    t = np.array([float(x) for x in times.split(";")])
    cells = groups(counts)
    n, d, v = moments(*cells)
    return t, n, d, v, cells


def check_line(line, found, errors=True):
    intercept, variance = (float(x[0]) for x in line.at(np.zeros(1)))
    slope, level = found["slope"], found["intercept"]
    # a slope of 0 comes out of R as 1e-16
    assert_allclose(100 * line.slope, slope["estimate"], rtol=FIFTEEN_DIGITS, atol=1e-11)
    assert_allclose(100 * intercept, level["estimate"], rtol=FIFTEEN_DIGITS)
    if errors:
        error = 100 * np.sqrt(line.slope_variance)
        assert_allclose(error, slope["se"], rtol=FIFTEEN_DIGITS)
        assert_allclose(100 * np.sqrt(variance), level["se"], rtol=FIFTEEN_DIGITS)
        statistic = 100 * line.slope / error
        assert_allclose(statistic, slope["statistic"], rtol=FIFTEEN_DIGITS, atol=1e-11)


def rows_of(case, method):
    return {term: row for (name, term), row in CASES[case].items() if name == method}


def test_there_are_twenty_cases():
    assert len(CASES) == 20
    assert sum(map(len, CASES.values())) == 420


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_inverse_variance_lines_are_those_of_metafor(case):
    t, n, d, v, _ = parse(case)
    u = v / n
    line = trend.fit_line(t, d, u, 1 / u)
    check_line(line, rows_of(case, "metareg_FE"))
    check_line(line, rows_of(case, "wls_inverse_variance"), errors=False)
    lack = CASES[case]["metareg_FE", "residual_heterogeneity"]
    assert lack["df"] == t.size - 2
    # Q of equal waves is rounding noise in R
    assert_allclose(trend.scatter(line, t, d, u), lack["statistic"], rtol=1e-8, atol=1e-20)
    # uncorrelated but for rounding
    assert abs(line.covariance) < 1e-12 * np.sqrt(line.level_variance * line.slope_variance)
    # DerSimonian-Laird; the moment estimate subtracts near-equal sums
    tau2 = trend.between_waves(t, d, u)
    row = CASES[case]["metareg_DL", "slope"]
    assert_allclose(1e4 * tau2, row["extra"], rtol=1e-8)
    check_line(trend.fit_line(t, d, u + tau2, 1 / (u + tau2)), rows_of(case, "metareg_DL"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_equal_weights_and_weights_by_answers_are_those_of_lm(case):
    t, n, d, v, _ = parse(case)
    check_line(trend.fit_line(t, d, v / n, np.ones_like(d)), rows_of(case, "ols"), errors=False)
    line = trend.fit_line(t, d, v / n, n)
    check_line(line, rows_of(case, "wls_n"), errors=False)
    check_line(line, rows_of(case, "respondent_ols"), errors=False)
    # the sandwich of a regression on single answers squares their distance from the line
    residual = d - line.at(t)[0]
    robust = trend.fit_line(t, d, (v + residual**2) / n, n)
    check_line(robust, rows_of(case, "respondent_ols_HC0"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_trend_in_shares_is_that_of_prop_trend_test(case):
    t, _, _, _, (a, b, c) = parse(case)
    for name, (up, rest) in {"promoters": (a, b + c), "detractors": (c, a + b)}.items():
        z = trend.permutation_trend(t, up, np.zeros_like(up), rest)
        total = up.sum() + rest.sum()
        expected = CASES[case][f"prop_trend_{name}", "chi_squared"]["statistic"]
        # R divides the pooled variance by N, a permutation by N - 1
        assert_allclose(z**2 * total / (total - 1), expected, rtol=1e-9, atol=1e-20)


def test_permutation_trend_is_that_of_coin():
    table = rows("trend_permutation")
    assert len(table) == 25
    for row in table:
        cells = groups(row["groups"])
        z = trend.permutation_trend(np.arange(1.0, cells.shape[1] + 1), *cells)
        assert_allclose(z, float(row["statistic"]), rtol=FIFTEEN_DIGITS)
    example = EXAMPLES["k4_linear_trend_permutation"]
    cells = [[w[name] for w in example["input"]["cohorts"]] for name in KEYS]
    z = trend.permutation_trend(np.array(example["input"]["t"], float), *np.array(cells, float))
    assert z == pytest.approx(example["expected"]["z"], abs=0.5e-8)  # eight printed decimals


KEYS = ("promoters", "passives", "detractors")


def test_wls_trend_example():
    given_, expected = EXAMPLES["wls_trend"]["input"], EXAMPLES["wls_trend"]["expected"]
    t, d, u = (np.array(given_[name], float) for name in ("t", "nps", "variance"))
    line = trend.fit_line(t, d, u, 1 / u)
    level, variance = (float(x[0]) for x in line.at(np.zeros(1)))
    found = {
        "intercept": level,
        "slope": line.slope,
        "se_intercept": np.sqrt(variance),
        "se_slope": np.sqrt(line.slope_variance),
        "z_slope": line.slope / np.sqrt(line.slope_variance),
        "QE": trend.scatter(line, t, d, u),
    }
    for name, value in found.items():
        assert value == pytest.approx(expected[name], rel=1e-8), (
            name
        )  # eight or more digits printed


def test_cochran_armitage_reduction():
    example = EXAMPLES["cochran_armitage_reduction"]
    cells = np.array(example["input"]["cohorts"], float).T
    t, total = np.array(example["input"]["t"], float), cells.sum()
    z = trend.permutation_trend(t, *cells) * np.sqrt(total / (total - 1))
    expected = example["expected"]
    assert z == pytest.approx(expected["z"], abs=0.5e-3)  # printed digits
    # the linear model on single answers, as printed to four decimals of a share
    n, d, v = moments(*cells)
    line = trend.fit_line(t, d, v / n, n)
    half = 1.959964 * np.sqrt(line.slope_variance)
    for value, name in ((0.0, "slope"), (-half, "low"), (half, "high")):
        assert line.slope + value == pytest.approx(expected[name], abs=1e-4)


cells = st.integers(0, 60)
waves = st.lists(
    st.tuples(cells, cells, cells).filter(lambda w: sum(w) > 0), min_size=2, max_size=7
)


@given(waves, st.floats(-50, 50), st.floats(0.01, 100))
def test_time_may_be_shifted_and_stretched(ws, shift, stretch):
    table = np.array(ws, float).T
    t = np.arange(1.0, table.shape[1] + 1)
    n, d, _ = moments(*table)
    u = steady_variance(*table)[0] / n
    one = trend.fit_line(t, d, u, 1 / u)
    two = trend.fit_line(shift + stretch * t, d, u, 1 / u)
    tolerance = {"rtol": 1e-7, "atol": 1e-9}  # the shift costs up to four digits
    assert_allclose(two.slope * stretch, one.slope, **tolerance)
    assert_allclose(two.slope_variance * stretch**2, one.slope_variance, **tolerance)
    assert_allclose(two.level, one.level, **tolerance)
    z = trend.permutation_trend(t, *table)
    assert_allclose(trend.permutation_trend(shift + stretch * t, *table), z, **tolerance)


@given(waves)
def test_mirror_turns_slopes_round(ws):
    table = np.array(ws, float).T
    t = np.arange(table.shape[1]) ** 1.5
    _, d, _ = moments(*table)
    u, unanimous = steady_variance(*table)
    mirrored, same = steady_variance(*table[::-1])
    assert_allclose(mirrored, u, rtol=1e-12)
    assert (same == unanimous).all()
    assert trend.fit_line(t, -d, u, 1 / u).slope == -trend.fit_line(t, d, u, 1 / u).slope
    z = trend.permutation_trend(t, *table)
    assert_allclose(trend.permutation_trend(t, *table[::-1]), -z, rtol=1e-12, atol=1e-12)


def test_permutation_variance_is_that_of_all_permutations():
    from itertools import permutations

    scores = np.array([1, 1, 0, -1, 1, -1, 0.0])
    sizes, t = [2, 3, 2], np.array([0.0, 1.0, 5.0])
    per_answer = np.repeat(t, sizes)
    sums = np.array([per_answer @ np.array(p) for p in permutations(scores)])
    bounds = np.cumsum(sizes)[:-1]
    table = np.array(
        [[(part == s).sum() for s in (1, 0, -1)] for part in np.split(scores, bounds)], float
    ).T
    expected = (per_answer @ scores - sums.mean()) / sums.std()
    assert trend.permutation_trend(t, *table) == pytest.approx(expected, rel=1e-12)
    assert trend.permutation_trend(t, *np.array([[3, 2, 9], [0, 0, 0], [0, 0, 0]], float)) == 0.0


def test_variance_of_agreeing_answers():
    v, adjusted = steady_variance(
        np.array([5.0, 0.0, 3.0, 0.0]), np.array([0.0, 1.0, 2.0, 0.0]), np.zeros(4)
    )
    # (5.75, 1.5, .75) of 8 and (.75, 2.5, .75) of 4
    hand = [(5.75 + 0.75) / 8 - (5 / 8) ** 2, 1.5 / 4, 3 / 5 - (3 / 5) ** 2]
    assert_allclose(v[:3], hand, rtol=1e-12)
    assert np.isnan(v[3])
    assert adjusted.tolist() == [True, True, False, False]
