"""Sign flips: the exact law of a paired difference whose signs are turned round."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from nps._kernels.same_people import paired, sign_flip

cell = st.just(0) | st.integers(0, 9) | st.integers(0, 10**5)
changes = st.lists(cell, min_size=5, max_size=5).filter(any).map(lambda c: np.array(c, float))
few_changes = (
    st.lists(st.integers(0, 3), min_size=5, max_size=5)
    .filter(lambda c: 0 < sum(c) <= 10)
    .map(lambda c: np.array(c, float))
)


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
