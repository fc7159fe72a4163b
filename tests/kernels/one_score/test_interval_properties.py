"""What every one-sample interval kernel must do, whatever the counts.

The exact unconditional one, slow and for small samples, is put through the same in its own file.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from nps._kernels.one_score import melded, mover, score, skewness, wald

INTERVALS = {
    "score": score.score_interval,
    "skewness": skewness.skewness_interval,
    "wald": wald.wald,
    "t": wald.t,
    "adjusted_wald": wald.adjusted_wald,
    "agresti_min": wald.agresti_min,
    "bonett_price": wald.bonett_price,
    "goodman": wald.goodman,
    "goodman_scheffe": wald.goodman_scheffe,
    "may_johnson": wald.may_johnson,
    "mover_wilson": mover.mover_wilson,
    "mover_jeffreys": mover.mover_jeffreys,
    "melded": melded.melded,
}
#: Their centre is drawn towards 0: at low levels the score itself may be left out.
SHRINKING = {"adjusted_wald", "agresti_min", "bonett_price"}
#: Limits cannot be nearer to each other than rounding allows.
ROUNDING = 4e-16

small = st.integers(0, 12)
tails = st.sampled_from([0.25, 0.1, 0.05, 0.025, 0.005]) | st.floats(1e-6, 0.495)
cell = small | st.integers(0, 10**6)
cells = st.tuples(cell, cell, cell).filter(any)
every = pytest.mark.parametrize("name", INTERVALS)


@every
@given(st.data())
def test_limits_are_ordered_inside_the_scale_and_mirror(name, data):
    kernel = INTERVALS[name]
    a, b, c = data.draw(cells)
    tail = data.draw(tails)
    low, high = kernel(float(a), float(b), float(c), tail)
    if np.isnan(low):
        assert name == "t"
        assert np.isnan(high)
        return
    assert -1.0 <= low <= high <= 1.0
    mirrored = kernel(float(c), float(b), float(a), tail)
    assert (mirrored[0], mirrored[1]) == (-high, -low)
    d = (a - c) / (a + b + c)
    if name not in SHRINKING:
        assert low - ROUNDING <= d <= high + ROUNDING


@every
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_higher_level_gives_a_wider_interval(name, data):
    counts = [float(x) for x in data.draw(cells)]
    tail, smaller = sorted((data.draw(tails), data.draw(tails)), reverse=True)
    (low, high), (lower, higher) = (INTERVALS[name](*counts, t) for t in (tail, smaller))
    # `t` is undefined at every level or at none.
    assert np.isnan(low) == np.isnan(lower)
    slack = 1e-12 if name in ("melded", "skewness") else ROUNDING  # root finding
    assert not lower > low + slack
    assert not higher < high - slack


@every
def test_a_column_gives_what_its_elements_give_one_by_one(name):
    kernel = INTERVALS[name]
    rng = np.random.default_rng(20260101)
    a, b, c = rng.integers(0, 6, (3, 40)).astype(float)
    a[0] = b[0] = c[0] = 0.0
    low, high = kernel(a, b, c, 0.05)
    singly = np.array([kernel(*counts, 0.05) for counts in zip(a, b, c, strict=True)])
    assert low.shape == (40,)
    # Vector instructions may round cosines differently from single evaluations.
    assert_allclose(np.stack([low, high], axis=1), singly, rtol=0, atol=1e-14)
    assert np.isnan(low[0])
    assert np.isnan(high[0])


@every
def test_counts_broadcast(name):
    kernel = INTERVALS[name]
    low, high = kernel(np.arange(3.0)[:, None], np.arange(1.0, 5.0), 2.0, 0.1)
    assert low.shape == high.shape == (3, 4)
    assert_allclose((low[2, 1], high[2, 1]), kernel(2.0, 2.0, 2.0, 0.1), atol=1e-14)
    empty = kernel(np.zeros(0), np.zeros(0), np.zeros(0), 0.1)
    assert empty[0].shape == empty[1].shape == (0,)


@pytest.mark.parametrize("name", sorted(INTERVALS.keys() - {"melded"}))
def test_extreme_sizes_stay_in_order(name):
    n = float(2**53)
    counts = np.array(
        [[n, 0, 0], [0, n, 0], [1, n, 0], [n, 1, 0], [n, n, n], [n, 0, n], [1, n, 1], [n, 7, 1]]
    ).T
    for tail in (0.49, 0.025, 1e-12):
        low, high = INTERVALS[name](*counts, tail)
        known = np.isfinite(low)
        assert_array_equal(known, np.isfinite(high))
        assert known.sum() >= 6
        assert np.all((low <= high)[known])
        assert np.all((high - low)[known] < 1e-5)


@pytest.mark.parametrize("name", sorted(INTERVALS))
def test_tails_beyond_one_half_keep_lower_bounds_rising(name):
    # One-sided bounds at levels below 50%.
    bounds = [INTERVALS[name](6.0, 5.0, 3.0, tail)[0] for tail in (0.3, 0.45, 0.5, 0.55, 0.9)]
    assert np.all(np.diff(bounds) >= -1e-15)
