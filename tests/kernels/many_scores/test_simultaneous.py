"""Critical values of the largest of many statistics, against printed tables and SciPy."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.special import ndtr
from scipy.stats import multivariate_normal, norm, studentized_range

from nps._kernels.many_scores.simultaneous import (
    FAR,
    bonferroni_tail,
    critical_value,
    family_p_values,
    range_tail,
    reference_tail,
    sidak_tail,
)

ratio_lists = st.lists(st.floats(0.05, 20.0), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("cohorts", "printed"),
    [(2, 2.77), (3, 3.31), (4, 3.63), (5, 3.86), (6, 4.03), (7, 4.17), (8, 4.29), (9, 4.39)],
)
def test_pairs_have_the_printed_studentized_range(cohorts: int, printed: float) -> None:
    # upper 5% points for infinite degrees of freedom, as in every table of Tukey's test
    c = critical_value(partial(range_tail, cohorts=cohorts), 0.05, cohorts * (cohorts - 1) / 2, 2)
    assert round(c * np.sqrt(2.0), 2) == printed


@pytest.mark.parametrize(
    ("tests", "one_sided", "two_sided"),
    [
        (1, 1.64, 1.96),
        (2, 1.92, 2.21),
        (3, 2.06, 2.35),
        (4, 2.16, 2.44),
        (5, 2.23, 2.51),
        (6, 2.29, 2.57),
        (7, 2.34, 2.61),
        (8, 2.38, 2.65),
        (9, 2.42, 2.69),
    ],
)
def test_a_reference_has_the_values_of_dunnetts_tables(
    tests: int, one_sided: float, two_sided: float
) -> None:
    # Dunnett (1955, 1964): 5% points for infinite degrees of freedom and equal samples
    for sides, printed in ((1, one_sided), (2, two_sided)):
        tail = partial(reference_tail, ratios=np.ones(tests), sides=sides)
        assert round(critical_value(tail, 0.05, tests, sides), 2) == printed


@pytest.mark.parametrize("cohorts", [2, 3, 10, 60])
def test_range_tail_is_that_of_scipy(cohorts: int) -> None:
    c = np.array([0.5, 1.0, 2.0, 3.0, 4.0, 5.0])
    expected = studentized_range.sf(np.sqrt(2.0) * c, cohorts, np.inf)
    # SciPy takes 1 - cdf, so its tail is good to about 1e-13 absolute
    assert_allclose(range_tail(c, cohorts), expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("sides", [1, 2])
@pytest.mark.parametrize("ratios", [[1.0, 1.0], [0.3, 2.0, 1.0], [0.05, 0.06, 5.0]])
def test_reference_tail_is_the_normal_integral(ratios: list[float], sides: int) -> None:
    r = np.array(ratios)
    loading = 1.0 / np.sqrt(1.0 + r**2)
    correlation = np.outer(loading, loading)
    np.fill_diagonal(correlation, 1.0)
    law = multivariate_normal(cov=correlation, seed=1)
    law.maxpts, law.abseps, law.releps = 2_000_000, 1e-6, 1e-6
    for c in (0.7, 1.9, 3.0):
        lower = np.full(r.size, -c if sides == 2 else -np.inf)
        inside = law.cdf(np.full(r.size, c), lower_limit=lower)
        # SciPy integrates by quasi-Monte Carlo
        assert reference_tail(np.array([c]), r, sides)[0] == pytest.approx(1.0 - inside, abs=1e-5)


def test_a_sure_reference_leaves_independent_tests() -> None:
    c = np.linspace(0.0, 7.0, 30)
    assert_allclose(reference_tail(c, np.full(5, 1e9), 2), sidak_tail(c, 5.0), rtol=1e-9)
    assert_allclose(sidak_tail(c, 5.0)[1:], 1.0 - (1.0 - 2.0 * norm.sf(c[1:])) ** 5, atol=1e-15)


def test_two_cohorts_are_a_single_test() -> None:
    c = np.array([0.0, 0.3, 1.96, 5.0, 9.0, 30.0])
    assert_allclose(range_tail(c, 2), 2.0 * norm.sf(c), rtol=1e-10)
    assert_allclose(reference_tail(c, np.array([0.7]), 2), 2.0 * norm.sf(c), rtol=1e-10)
    assert_allclose(reference_tail(-c, np.array([0.7]), 1), norm.sf(-c), rtol=1e-10)


@pytest.mark.parametrize(
    "tail",
    [
        partial(range_tail, cohorts=3),
        partial(range_tail, cohorts=1000),
        partial(reference_tail, ratios=np.array([0.4, 1.0, 2.0]), sides=1),
        partial(reference_tail, ratios=np.array([0.05, 3.0]), sides=2),
    ],
)
def test_many_values_at_once_are_the_same_as_one_by_one(tail) -> None:
    c = np.linspace(-2.0, FAR + 2.0, 700)
    one_by_one = np.concatenate([tail(part) for part in np.split(c, 7)])
    assert_allclose(tail(c), one_by_one, rtol=2e-6)  # the interpolant's stated accuracy


@given(st.integers(2, 200), st.floats(0.001, 0.5))
def test_critical_value_gives_back_its_probability(cohorts: int, alpha: float) -> None:
    pairs = cohorts * (cohorts - 1) / 2
    tail = partial(range_tail, cohorts=cohorts)
    c = critical_value(tail, alpha, pairs, 2)
    assert tail(np.array([c]))[0] == pytest.approx(alpha, rel=1e-9)
    assert norm.isf(alpha / 2) - 1e-9 <= c <= norm.isf(alpha / 2 / pairs) + 1e-9


@given(ratio_lists, st.sampled_from([1, 2]))
def test_the_family_lies_between_one_test_and_bonferroni(ratios: list[float], sides: int) -> None:
    c = np.linspace(0.0, 10.0, 41)
    tail = reference_tail(c, np.array(ratios), sides)
    assert (np.diff(tail) <= 1e-12).all()
    assert (tail >= sides * ndtr(-c) * (1.0 - 1e-9)).all()
    assert (tail <= bonferroni_tail(c, len(ratios), sides)).all()
    if sides == 2:
        assert (tail <= sidak_tail(c, len(ratios)) + 1e-9).all()


@given(ratio_lists, st.floats(1.0, 3.0))
def test_a_surer_reference_never_lowers_the_bound(ratios: list[float], times: float) -> None:
    # Sidak (1968): less correlation, larger maximum
    c, r = np.array([0.5, 1.5, 2.5, 3.5]), np.array(ratios)
    assert (reference_tail(c, r * times, 2) >= reference_tail(c, r, 2) - 1e-9).all()


@pytest.mark.parametrize("errors", [[1, 1, 1, 1], [1, 1, 3, 3], [0.1, 1, 1, 5], [1, 2, 4, 8, 16]])
def test_unequal_errors_stay_below_the_bound(errors: list[float]) -> None:
    # Hayter (1984). 200,000 draws; the band is four binomial standard errors
    s = np.array(errors, dtype=np.float64)
    draws = np.random.default_rng(20).normal(size=(200_000, s.size)) * s
    i, j = np.triu_indices(s.size, 1)
    largest = (np.abs(draws[:, i] - draws[:, j]) / np.hypot(s[i], s[j])).max(axis=1)
    c = critical_value(partial(range_tail, cohorts=s.size), 0.05, i.size, 2)
    band = 4.0 * np.sqrt(0.05 * 0.95 / 200_000)
    assert (largest > c).mean() <= 0.05 + band
    if len(set(errors)) == 1:
        assert (largest > c).mean() >= 0.05 - band


def test_family_p_values_keep_the_missing_and_the_extreme() -> None:
    p = np.array([np.nan, 0.0, 1.0, 0.02, 1e-300])
    for tail, sides in (
        (partial(range_tail, cohorts=4), 2),
        (partial(reference_tail, ratios=np.ones(3), sides=1), 1),
        (partial(sidak_tail, tests=4.0), 2),
    ):
        adjusted = family_p_values(tail, p, sides)
        assert np.isnan(adjusted[0])
        assert adjusted[1:3].tolist() == [0.0, 1.0]
        assert 0.02 < adjusted[3] < 0.12
        assert 1e-300 <= adjusted[4] < 1e-298
