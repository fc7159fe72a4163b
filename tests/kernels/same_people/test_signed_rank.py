"""The signed-rank test: its law is that of all signs of the changes."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm, rankdata, wilcoxon

from nps._kernels.same_people.signed_rank import (
    changes_by_size,
    signed_rank,
    signed_rank_steps,
    signed_rank_tails,
)

changes = st.lists(st.integers(-10, 10), min_size=1, max_size=40).filter(any)


def counted(values):
    sizes = range(1, 11)
    up = np.array([values.count(k) for k in sizes], float)
    return up, np.array([values.count(-k) for k in sizes], float)


@pytest.mark.filterwarnings("ignore:Sample size too small")  # of SciPy before 1.15
@given(changes)
def test_z_is_that_of_scipy(values):
    z = signed_rank(*counted(values))
    found = wilcoxon(values, zero_method="wilcox", correction=False, method="approx")
    assert abs(z) == pytest.approx(abs(found.zstatistic), rel=1e-9, abs=1e-12)
    ranks = rankdata(np.abs([x for x in values if x]))
    assert np.sign(round(z, 9)) == np.sign(round(ranks @ np.sign([x for x in values if x]), 9))


@given(changes.map(lambda values: values[:11]).filter(any))
def test_tails_count_all_signs(values):
    moved = np.array([x for x in values if x])
    twice = np.round(2 * rankdata(np.abs(moved)))
    signs = np.array(list(itertools.product((0, 1), repeat=moved.size)))
    sums, seen = signs @ twice, twice @ (moved > 0)
    expected = (sums <= seen).mean(), (sums >= seen).mean()
    # a few multiplications of binary fractions
    assert signed_rank_tails(*counted(values)) == pytest.approx(expected, rel=1e-12)


@given(st.permutations(range(1, 11)), st.lists(st.booleans(), min_size=10, max_size=10))
def test_without_ties_it_is_the_exact_test_of_scipy(sizes, rises):
    values = [k if up else -k for k, up in zip(sizes, rises, strict=True)]
    below, above = signed_rank_tails(*counted(values))
    assert above == pytest.approx(wilcoxon(values, alternative="greater", method="exact").pvalue)
    assert below == pytest.approx(wilcoxon(values, alternative="less", method="exact").pvalue)


def test_of_many_changes_both_laws_agree():
    up, down = np.full(10, 40.0), np.array([36.0] * 5 + [42.0] * 5)
    below, above = signed_rank_tails(up, down)
    z = signed_rank(up, down)
    # the normal law without a correction for continuity, and with 780 changes
    assert (above + 1.0 - below) / 2.0 == pytest.approx(norm.sf(z), rel=1e-3)
    assert signed_rank_steps(up, down) == (up + down).sum() ** 3


def test_changes_are_counted_by_size():
    up, down = changes_by_size(np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]]))
    assert up.tolist() == [2 + 6, 3]
    assert down.tolist() == [4 + 8, 7]


def test_nobody_changed():
    assert signed_rank(np.zeros(2), np.zeros(2)) == 0.0
    assert signed_rank_tails(np.zeros(2), np.zeros(2)) == (1.0, 1.0)
