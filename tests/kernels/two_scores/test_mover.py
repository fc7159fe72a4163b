"""Square and add for one pair, against its columns, and of both by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from single_pairs import agree, column, nulls, samples, single, tails

from nps._kernels.numerics.moments import moments, normal_quantile
from nps._kernels.one_score.score import score_limits
from nps._kernels.two_scores.mover import mover_inference, mover_limits, mover_statistic
from nps._kernels.two_scores.score import Pairs


@given(samples, samples, nulls, tails)
@example((5, 0, 0), (0, 0, 5), 1.99, 0.025)
@example((5, 0, 0), (5, 0, 0), 0.0, 0.9)
@example((3, 4, 5), (5, 4, 3), 1.9, 0.025)  # beyond the reach of every interval
def test_one_pair_has_the_numbers_of_columns(sample, reference, null, tail):
    critical = normal_quantile(tail)
    pair = sample + reference
    columns = column(pair)
    wanted = *mover_limits(columns, critical), mover_statistic(columns, np.array([null]))
    alone = mover_inference(single(pair), null, critical)
    z = float(alone[2])
    # where an end hardly moves with the critical value, several of them have theirs at the null
    there = [end[0] for end in mover_limits(columns, abs(z))] if math.isfinite(z) else []
    if there and min(abs(end - null) for end in there) < 1e-13:
        wanted = *wanted[:2], np.array([z])
    agree(alone, wanted, pair, null)


@pytest.mark.parametrize("pair", [(0, 0, 0, 3, 2, 1), (3, 2, 1, 0, 0, 0)])
def test_a_side_without_answers_has_no_numbers(pair):
    assert all(math.isnan(x) for x in mover_inference(single(pair), 0.0, 1.96))


tables = st.tuples(*[st.integers(0, 30).map(float)] * 3).filter(any)
criticals = st.floats(0.05, 5.0)


def pairs_of(first, second):
    return Pairs(*(np.array([k]) for k in (*first, *second)))


@given(tables, tables, criticals)
def test_limits_are_squares_added_by_hand(first, second, z):
    (d1, d2) = (float(moments(*one)[1]) for one in (first, second))
    (l1, u1), (l2, u2) = (map(float, score_limits(*one, z)) for one in (first, second))
    low, high = (float(end[0]) for end in mover_limits(pairs_of(first, second), z))
    assert low == pytest.approx(d1 - d2 - np.hypot(d1 - l1, u2 - d2), abs=1e-14)
    assert high == pytest.approx(d1 - d2 + np.hypot(u1 - d1, d2 - l2), abs=1e-14)


@given(tables, tables, criticals)
def test_the_statistic_of_a_limit_is_its_critical_value(first, second, z):
    pairs = pairs_of(first, second)
    low, high = mover_limits(pairs, z)
    # the reach grows with z, but ever more slowly near the ends: the root is good to 1e-6 there
    assert_allclose(mover_statistic(pairs, low), z, rtol=1e-6)
    assert_allclose(mover_statistic(pairs, high), -z, rtol=1e-6)


@given(tables, tables, criticals)
def test_exchanging_the_tables_mirrors_both(first, second, z):
    here, there = pairs_of(first, second), pairs_of(second, first)
    low, high = mover_limits(here, z)
    assert_allclose(mover_limits(there, z), (-high, -low), atol=1e-15)
    assert_allclose(mover_limits(here, -z), (high, low), atol=1e-15)


def test_no_interval_reaches_further_than_both_scales():
    # two scores of 0 can be told to differ by at most the square root of 2, whatever the level
    pairs = pairs_of((0.0, 9.0, 0.0), (4.0, 0.0, 4.0))
    assert mover_statistic(pairs, np.array([-1.5])).tolist() == [np.inf]
    assert np.isfinite(mover_statistic(pairs, np.array([-1.2]))).all()
    # limits get to 1 and -1 where the level is 1, and at no level before
    assert np.sqrt(2.0) == np.hypot(1.0, 1.0)
    assert mover_statistic(pairs, np.array([-np.sqrt(2.0)])).tolist() == [np.inf]
    assert mover_statistic(pairs, np.array([np.sqrt(2.0)])).tolist() == [-np.inf]


def test_without_answers_there_is_nothing():
    pairs = pairs_of((0.0, 0.0, 0.0), (4.0, 0.0, 4.0))
    assert np.isnan(mover_limits(pairs, 1.96)).all()
    assert np.isnan(mover_statistic(pairs, np.array([0.0]))).all()
