"""The Mann-Whitney test of ordered classes, against SciPy and pairs counted one by one."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu, norm, rankdata

from nps._kernels.two_scores.mann_whitney import mann_whitney, rank_sum_tails

tables = st.integers(1, 11).flatmap(
    lambda k: st.tuples(*[st.lists(st.integers(0, 20), min_size=k, max_size=k).filter(any)] * 2)
)


@given(tables)
def test_it_is_scipys_test_of_the_single_answers(table):
    first, second = (np.array(counts, dtype=np.float64) for counts in table)
    answers = [np.repeat(np.arange(one.size), one.astype(int)) for one in (first, second)]
    found = mann_whitney(first, second)
    pairs = [(x > y) + 0.5 * (x == y) for x in answers[0] for y in answers[1]]
    assert found.superiority == pytest.approx(np.mean(pairs), rel=1e-12, abs=1e-15)
    if np.unique(np.concatenate(answers)).size == 1:
        assert found == (0.0, 0.5)
        return
    expected = mannwhitneyu(*answers, use_continuity=False, method="asymptotic")
    assert 2.0 * norm.sf(abs(found.z)) == pytest.approx(expected.pvalue, rel=1e-9, abs=1e-14)


@given(tables)
def test_exchanging_the_samples_negates_the_statistic(table):
    first, second = (np.array(counts, dtype=np.float64) for counts in table)
    here, there = mann_whitney(first, second), mann_whitney(second, first)
    assert here.z == pytest.approx(-there.z, rel=1e-12, abs=1e-12)
    assert here.superiority + there.superiority == pytest.approx(1.0, abs=1e-14)


few = st.integers(2, 5).flatmap(
    lambda k: st.tuples(*[st.lists(st.integers(0, 2), min_size=k, max_size=k).filter(any)] * 2)
)


@given(few.filter(lambda table: sum(map(sum, table)) <= 12))
@example(([0, 1, 2], [2, 2, 0]))
def test_tails_of_the_rank_sum_count_all_divisions(table):
    first, second = (np.array(counts) for counts in table)
    ranks = rankdata(np.repeat(np.arange(first.size), first + second))
    size, known = int(first.sum()), np.cumsum(first + second)
    seen = (ranks[known - 1] * first).sum()
    sums = np.array([sum(some) for some in combinations(ranks, size)])
    far = np.abs(sums - sums.mean()) > np.abs(seen - sums.mean()) - 1e-9
    expected = (sums <= seen).mean(), (sums >= seen).mean(), far.mean()
    found = rank_sum_tails(first.astype(float), second.astype(float))
    assert found == pytest.approx(expected, rel=1e-12)


def test_trillions_of_answers_keep_their_digits():
    few = mann_whitney(np.array([3.0, 2.0, 5.0]), np.array([4.0, 4.0, 2.0]))
    many = mann_whitney(np.array([3e12, 2e12, 5e12]), np.array([4e12, 4e12, 2e12]))
    assert many.superiority == pytest.approx(few.superiority, rel=1e-14)
    # the variance of z's denominator goes with N - 1 instead of N
    assert many.z == pytest.approx(few.z * 1e6 * np.sqrt(20 / 19), rel=1e-12)
