"""Tables of groups by classes, against SciPy and against every table counted by hand."""

from __future__ import annotations

import tracemalloc
from itertools import product
from math import factorial, prod

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from nps._kernels.many_scores import association

tables = st.lists(st.tuples(*[st.integers(0, 6)] * 3), min_size=2, max_size=4).map(np.array)
small = st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=2, max_size=3).map(np.array)
#: Scores of the classes.
SCORES = np.array([1.0, 0.0, -1.0])


def answers(table: np.ndarray) -> list[np.ndarray]:
    return [np.repeat(SCORES, row) for row in table if row.sum()]


@given(tables)
def test_chi_squared_is_that_of_scipy(table):
    found = association.chi_squared(table.astype(float))
    kept = association.filled(table)
    if min(kept.shape) < 2:
        assert np.isnan(found.p_value)
        return
    expected = stats.chi2_contingency(kept, correction=False)
    assert found.statistic == pytest.approx(expected.statistic, abs=1e-9)
    assert found.p_value == pytest.approx(expected.pvalue, rel=1e-9)
    assert found.freedom == expected.dof


@given(tables)
def test_ranks_and_means_are_those_of_scipy(table):
    groups = answers(table)
    several = len(groups) > 1 and len(set(np.concatenate(groups))) > 1
    ranks = association.kruskal_wallis(table.astype(float))
    means = association.analysis_of_variance(table.astype(float))
    assert means.freedom == len(groups) - 1
    assert means.denominator == sum(map(len, groups)) - len(groups)
    if not several:
        assert np.isnan(ranks.p_value)
        assert np.isnan(means.p_value)
        return
    expected = max(stats.kruskal(*groups).statistic, 0.0)  # SciPy's may be rounded below it
    assert ranks.statistic == pytest.approx(expected, abs=1e-9)
    assert ranks.p_value == pytest.approx(stats.chi2.sf(expected, len(groups) - 1), rel=1e-8)
    if sum(map(len, groups)) == len(groups) or not any(group.std() for group in groups):
        assert np.isnan(means.p_value)
        return
    expected = max(stats.f_oneway(*groups).statistic, 0.0)  # as above
    assert means.statistic == pytest.approx(expected, rel=1e-9, abs=1e-9)
    tail = stats.f.sf(expected, means.freedom, means.denominator)
    assert means.p_value == pytest.approx(tail, rel=1e-9)


def by_hand(table: np.ndarray) -> float:
    """Return Fisher's p-value from all tables with these totals."""
    rows, columns = table.sum(axis=1).tolist(), table.sum(axis=0)
    ways = [[(a, b, n - a - b) for a in range(n + 1) for b in range(n + 1 - a)] for n in rows]
    chances = {}
    for each in product(*ways):
        if (np.sum(each, axis=0) == columns).all():
            chances[each] = 1.0 / prod(factorial(x) for row in each for x in row)
    observed = chances[tuple(map(tuple, table.tolist()))]
    few = sum(chance for chance in chances.values() if chance <= observed * (1 + 1e-7))
    return few / sum(chances.values())


@given(small)
def test_fisher_counts_every_table(table):
    assume((table.sum(axis=1) > 0).sum() > 1)
    found = association.fisher(table, None, np.random.default_rng(1))
    assert found.p_value == pytest.approx(by_hand(table), rel=1e-9)
    assert not found.drawn


def test_fisher_draws_where_there_are_too_many_tables():
    rng = np.random.default_rng(7)
    table = rng.multinomial(400, [0.4, 0.3, 0.3], size=5)
    found = association.fisher(table, 2_000, rng)
    assert found.drawn
    expected = association.chi_squared(table.astype(float)).p_value
    # so many answers are nearly chi-squared; 6 standard errors of the draws, and 0.02 for that
    assert found.p_value == pytest.approx(float(expected), abs=6 * 0.5 / 2000**0.5 + 0.02)
    small_table = np.array([[6, 2, 1], [1, 3, 7], [2, 2, 2]])
    drawn = association.fisher(small_table, 20_000, rng).p_value
    exact = association.fisher(small_table, None, rng).p_value
    assert drawn == pytest.approx(exact, abs=6 * (exact * (1 - exact) / 20_000) ** 0.5)
    assert association.fisher(table, None, rng).drawn
    assert association.fisher(np.full((3, 3), 70), None, rng).drawn
    assert association.fisher(np.array([[9000, 9000, 9000], [8000, 8000, 9000]]), None, rng).drawn


def test_fisher_of_single_groups_and_classes():
    rng = np.random.default_rng(1)
    assert np.isnan(association.fisher(np.array([[3, 2, 1]]), None, rng).p_value)
    assert association.fisher(np.array([[3, 0, 0], [2, 0, 0]]), None, rng).p_value == 1.0


@given(st.lists(st.tuples(*[st.integers(1, 30)] * 3), min_size=2, max_size=4).map(np.array))
def test_without_a_design_rao_and_scott_are_pearson(table):
    sizes = table.sum(axis=1).astype(float)
    shares = table / sizes[:, None]
    k = sizes.size
    covariance = np.zeros((k, 3, k, 3))
    for g in range(k):
        covariance[g, :, g] = (np.diag(1.0 / shares[g]) - 1.0) / sizes[g]
    flat = covariance.reshape(3 * k, 3 * k)
    first = association.rao_scott(shares, sizes, flat, 1e9, second=False)
    pearson = association.chi_squared(table.astype(float))
    assert first.statistic == pytest.approx(float(pearson.statistic), rel=1e-7, abs=1e-9)
    assert first.p_value == pytest.approx(float(pearson.p_value), rel=1e-6)
    # a design effect of 2 throughout halves the statistic
    twice = association.rao_scott(shares, sizes, 2.0 * flat, 1e9, second=True)
    assert twice.freedom == pytest.approx(2.0 * (k - 1), rel=1e-7)
    expected = stats.chi2.sf(float(pearson.statistic) / 2.0, 2.0 * (k - 1))
    assert twice.p_value == pytest.approx(expected, rel=1e-5, abs=1e-9)
    none = association.rao_scott(shares[:1], sizes[:1], flat[:3, :3], 9.0, second=True)
    assert np.isnan(none.p_value)


@pytest.mark.parametrize("totals", [(2, 3, 4), (30, 7, 0), (0, 1, 5), (4, 0, 0)])
def test_all_ways_to_divide_a_group_are_there_once(totals):
    for n in range(sum(totals) + 1):
        x, y = association._divisions(*association._ways(n, np.array(totals)))
        every = {
            (a, b)
            for a in range(totals[0] + 1)
            for b in range(totals[1] + 1)
            if 0 <= n - a - b <= totals[2]
        }
        assert sorted(zip(x.tolist(), y.tolist(), strict=True)) == sorted(every)


def test_tables_are_looked_at_and_drawn_some_at_a_time(monkeypatch):
    rng = np.random.default_rng(3)
    many = np.array([[9, 5, 6], [12, 8, 2], [7, 9, 9]])
    two = np.array([[40, 33, 20], [31, 38, 25]])
    whole = [association.fisher(table, None, rng) for table in (many, two)]
    seen, longer = [], association._longer

    def watched(*given):
        found = longer(*given)
        seen.append(found.a.size)
        return found

    monkeypatch.setattr(association, "CHUNK", 50)
    monkeypatch.setattr(association, "_longer", watched)
    for table, exact in zip((many, two), whole, strict=True):
        again = association.fisher(table, None, rng)
        assert again.p_value == pytest.approx(exact.p_value, rel=1e-12)
        assert not again.drawn
    # a block of two large groups goes on to the end of one row of ways
    assert max(seen[1:]) <= 50 + 72
    monkeypatch.setattr(association, "DRAWN", 700)
    drawn, p = association.fisher(two, 20_000, rng).p_value, whole[1].p_value
    assert abs(drawn - p) < 5 * np.sqrt(p * (1 - p) / 20_000)


def test_a_first_group_of_too_many_tables_is_drawn(monkeypatch):
    table = np.array([[9, 5, 6], [12, 8, 2], [7, 9, 9]])
    # a group of 20 in three classes of 28, 22 and 17: ways to choose two, less those beyond the 17
    ways = 21 * 22 // 2 - (1 + 2 + 3)
    for most, drawn in ((8 * ways - 1, True), (1 << 25, False)):
        monkeypatch.setattr(association, "MAX_TABLES", most)
        assert association.fisher(table, None, np.random.default_rng(3)).drawn is drawn


@pytest.mark.parametrize(
    ("group", "groups", "exact"),
    [([1000, 1000, 890], 4, False), ([6, 5, 4], 9, False), ([5, 4, 3], 5, True)],
)
def test_stages_take_bounded_memory_whether_tables_are_too_many_or_not(group, groups, exact):
    table = np.array([group] * groups)
    tracemalloc.start()
    found = association._in_stages(table)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # some ten columns of twice CHUNK numbers
    assert peak < 10 * 8 * 2 * association.CHUNK + 25e6
    # all groups alike are the likeliest table, so that no other is more likely
    assert found == (pytest.approx(1.0, abs=1e-9) if exact else None)


def test_shares_that_do_not_vary_have_no_design_effect():
    shares, sizes = np.array([[0.5, 0.5], [0.25, 0.75]]), np.array([20.0, 40.0])
    still = association.rao_scott(shares, sizes, np.zeros((4, 4)), 50.0, second=True)
    assert np.isnan([still.statistic, still.p_value]).all()
    assert still.freedom == 1.0
    alone = association.rao_scott(np.eye(3), np.ones(3), np.eye(9), 50.0, second=False)
    assert np.isnan([alone.statistic, alone.p_value]).all()
    assert alone.freedom == 4.0
