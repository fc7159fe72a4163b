"""Confidence sequences against the authors' code, and against the definition written out."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from reference_tables import examples

from nps._kernels.series import betting
from nps._kernels.series.betting import Bernstein, Stakes

EXAMPLES = examples("wave_examples")
GIVEN = EXAMPLES["cs_hedged_betting"]["input"]
X = (np.array(GIVEN["scores"]) + 1.0) / 2.0
ALPHA = 0.05
#: As fine as the authors' grid: 1e-4 of a score.
GRID = np.arange(1.0, 20000.0) / 20000.0


def betting_limits(x, grid=GRID):
    stakes, _, _ = betting.place(x, ALPHA, Stakes())
    zero = np.zeros(grid.size)
    _, _, most = betting.log_capital(x, stakes, grid, zero, zero)
    alive = grid[most < log(2 / ALPHA)]
    return 2 * alive[0] - 1, 2 * alive[-1] - 1


def bernstein_path(x):
    stakes, before, _ = betting.place(x, ALPHA, Stakes())
    low, high, _ = betting.empirical_bernstein(x, stakes, before, True, ALPHA, Bernstein())
    low, high = np.maximum.accumulate(low), np.minimum.accumulate(high)
    return np.maximum(2 * low - 1, -1), np.minimum(2 * high - 1, 1)


def test_hedged_capital_of_the_authors():
    expected = EXAMPLES["cs_hedged_betting"]["expected"]
    tolerance = EXAMPLES["cs_hedged_betting"]["abs_tol"]  # theirs is wider by a cell of the grid
    for k, low, high in zip(GIVEN["at"], expected["lower"], expected["upper"], strict=True):
        assert betting_limits(X[:k]) == pytest.approx((low, high), abs=tolerance)
    longer = EXAMPLES["confidence_sequences_200"]["expected"]
    # a cell of the grid and half a printed digit
    assert betting_limits(np.tile(X, 10)) == pytest.approx(longer["betting"], abs=2.1e-4)


def test_empirical_bernstein_of_the_authors():
    expected = EXAMPLES["cs_empirical_bernstein"]["expected"]
    low, high = bernstein_path(X)
    at = np.array(GIVEN["at"]) - 1
    assert_allclose(low[at], expected["lower"], atol=0.5e-7)  # printed decimals
    assert_allclose(high[at], expected["upper"], atol=0.5e-7)
    low, high = bernstein_path(np.tile(X, 10))
    longer = EXAMPLES["confidence_sequences_200"]["expected"]["empirical_bernstein"]
    assert (low[-1], high[-1]) == pytest.approx(longer, abs=1e-4)


streams = st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=1, max_size=150).map(np.array)
alphas = st.sampled_from([0.01, 0.05, 0.2])


@given(streams, alphas)
def test_capital_by_the_definition(x, alpha):
    grid = np.array([0.01, 0.3, 0.5, 0.77, 0.999])
    stakes, before, sums = betting.place(x, alpha, Stakes())
    zero = np.zeros(grid.size)
    up, down, most = betting.log_capital(x, stakes, grid, zero, zero)
    for j, m in enumerate(grid):
        rich, poor, highest = 1.0, 1.0, 0.0
        seen, squares = 0.0, 0.0
        for i, value in enumerate(x, start=1):
            variance = (0.25 + squares) / i
            stake = sqrt(2 * log(2 / alpha) / (variance * i * log(1 + i)))
            assert stakes[i - 1] == pytest.approx(stake, rel=1e-12)
            assert before[i - 1] == pytest.approx(seen / max(i - 1, 1), rel=1e-12)
            rich *= 1 + min(stake, 0.5 / m) * (value - m)
            poor *= 1 - min(stake, 0.5 / (1 - m)) * (value - m)
            highest = max(highest, rich, poor) if i > 1 else max(rich, poor)
            seen += value
            squares += (value - (0.5 + seen) / (i + 1)) ** 2
        # products of up to 150 factors; their logarithms near 0 lose relative digits
        assert_allclose([up[j], down[j]], [log(rich), log(poor)], rtol=1e-9, atol=1e-11)
        assert_allclose(most[j], log(highest), rtol=1e-9, atol=1e-11)
    assert sums == pytest.approx((x.size, seen, squares), rel=1e-12)


@given(streams, alphas)
def test_empirical_bernstein_by_the_definition(x, alpha):
    def lower(x):
        total = won = cost = seen = squares = 0.0
        path = []
        for i, value in enumerate(x, start=1):
            variance = (0.25 + squares) / i
            stake = min(sqrt(2 * log(2 / alpha) / (variance * i * log(1 + i))), 0.5)
            mean = seen / (i - 1) if i > 1 else 0.0
            total, won = total + stake, won + stake * value
            cost += (-log(1 - stake) - stake) * (value - mean) ** 2
            seen += value
            squares += (value - (0.5 + seen) / (i + 1)) ** 2
            path.append((won - log(2 / alpha) - cost) / total)
        return np.array(path)

    stakes, before, _ = betting.place(x, alpha, Stakes())
    low, high, sums = betting.empirical_bernstein(x, stakes, before, True, alpha, Bernstein())
    assert_allclose(low, lower(x), rtol=1e-9, atol=1e-10)
    assert_allclose(high, 1 - lower(1 - x), rtol=1e-9, atol=1e-10)
    assert_allclose(betting.bernstein_limits(sums, alpha), (low[-1], high[-1]), rtol=1e-14)


@given(streams, alphas, st.integers(0, 150))
def test_a_stream_may_be_cut_anywhere(x, alpha, cut):
    grid = np.linspace(0.01, 0.99, 9)
    zero = np.zeros(grid.size)
    stakes, before, sums = betting.place(x, alpha, Stakes())
    whole = betting.log_capital(x, stakes, grid, zero, zero)
    bernstein = betting.empirical_bernstein(x, stakes, before, True, alpha, Bernstein())
    one, two = x[:cut], x[cut:]
    first, mean, past = betting.place(one, alpha, Stakes())
    second, later, end = betting.place(two, alpha, past)
    assert_array_equal(np.concatenate((first, second)), stakes)
    assert_array_equal(np.concatenate((mean, later)), before)
    assert end == sums
    up, down, most = betting.log_capital(one, first, grid, zero, zero)
    up, down, later_most = betting.log_capital(two, second, grid, up, down)
    # products are taken over other blocks
    found = (up, down, np.maximum(most, later_most))
    assert_allclose(np.array(found), np.array(whole), rtol=1e-9, atol=1e-11)
    if one.size:
        *_, state = betting.empirical_bernstein(one, first, mean, True, alpha, Bernstein())
        *_, state = betting.empirical_bernstein(two, second, later, False, alpha, state)
        assert state == bernstein[2]


@given(streams)
def test_capital_is_monotone_in_the_mean(x):
    stakes, _, _ = betting.place(x, ALPHA, Stakes())
    grid = np.linspace(0.001, 0.999, 200)
    up, down, _ = betting.log_capital(x, stakes, grid, np.zeros(200), np.zeros(200))
    assert (np.diff(up) <= 1e-9).all()
    assert (np.diff(down) >= -1e-9).all()
