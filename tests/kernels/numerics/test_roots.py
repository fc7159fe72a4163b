"""Root finding and block-wise work on columns."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from nps._kernels.numerics import roots
from nps._kernels.numerics.chunks import in_blocks
from nps._kernels.numerics.roots import STEPS, find_increasing_root, find_root


def test_roots_of_many_equations_at_once():
    target = np.array([0.0, 1e-12, 0.3, 2.0, 26.9])
    cube = find_root(lambda x, t: x**3 - t, np.zeros(5), np.full(5, 3.0), target)
    # The root of 1e-12 is 1e-4; `absolute` is 1e-15.
    assert_allclose(cube, np.cbrt(target), rtol=2e-15, atol=1e-15)


def test_few_evaluations_are_needed_and_converged_elements_leave():
    seen = []

    def excess(x, t):
        seen.append(x.size)
        return np.exp(x) - t

    target = np.linspace(1.5, 15.0, 1000)
    root = find_root(excess, np.full(1000, -1.0), np.full(1000, 4.0), target)
    assert_allclose(root, np.log(target), rtol=1e-14)
    assert len(seen) <= 20
    assert seen[-1] < 1000


def test_the_ends_may_come_in_either_order_and_be_infinite_there():
    with np.errstate(divide="ignore"):
        root = find_root(
            lambda x: 1.0 / x - 1.0 / (1.0 - x), np.array([0.0, 1.0]), np.array([1.0, 0.0])
        )
    assert_allclose(root, 0.5, rtol=1e-15)


def test_without_a_change_of_sign_the_end_nearer_to_zero_is_returned():
    low, high = np.array([0.0, 1.0, 2.0]), np.array([1.0, 0.0, 2.0])
    assert_array_equal(find_root(lambda x: x + 1.0, low, high), [0.0, 0.0, 2.0])
    # A tie goes to the first end.
    assert_array_equal(find_root(np.ones_like, low, high), low)


def test_jumps_are_located_too():
    root = find_root(lambda x: np.where(x < np.pi / 4, -1.0, 1.0), np.zeros(1), np.ones(1))
    assert_allclose(root, np.pi / 4, atol=2e-15)


def counted(function):
    """Return the function, and the list to which it adds the places that it is asked about."""
    seen = []

    def watched(x):
        seen.append(x)
        return function(x)

    return watched, seen


def test_one_increasing_equation_takes_few_steps():
    excess, seen = counted(lambda x: (math.exp(x) - 5.0, math.exp(x)))
    assert find_increasing_root(excess, -40.0, 40.0, 1.5) == pytest.approx(math.log(5.0), rel=1e-15)
    assert len(seen) <= 4


@given(st.floats(-35.0, 35.0), st.floats(0.01, 100.0), st.floats(-40.0, 40.0))
def test_one_increasing_equation_from_any_start(root, steep, start):
    # nearly flat on one side, so that Newton's steps leave the bracket or swing to and fro
    def excess(x):
        move = min(max(steep * (x - root), -700.0), 700.0)
        return 1.0 - math.exp(-move), steep * math.exp(-move)

    excess, seen = counted(excess)
    found = find_increasing_root(excess, -40.0, 40.0, start)
    # the value is 1e-16 off where it vanishes, and so the root by 1e-16 of its scale
    assert found == pytest.approx(root, abs=1e-14 * (1.0 + 1.0 / steep + abs(root)))
    assert len(seen) < STEPS // 2


def test_one_equation_that_is_infinite_or_jumps():
    def barred(x):
        return (math.log(x - 2.0), 1.0 / (x - 2.0)) if x > 2.0 else (-math.inf, 0.0)

    assert find_increasing_root(barred, -40.0, 40.0, 0.0) == pytest.approx(3.0, rel=1e-15)
    jump = find_increasing_root(lambda x: (-1.0 if x < 0.5 else 1.0, 0.0), -40.0, 40.0, 0.0)
    assert jump == pytest.approx(0.5, abs=1e-15)


def test_the_search_for_one_root_is_bounded(monkeypatch):
    monkeypatch.setattr(roots, "STEPS", 5)
    far = find_increasing_root(lambda x: (-1.0 if x < 0.5 else 1.0, 0.0), -40.0, 40.0, 0.0)
    assert abs(far - 0.5) <= 80.0 / 2.0**5


def test_one_equation_without_a_root_has_the_nearer_end():
    assert find_increasing_root(lambda x: (x + 50.0, 1.0), -40.0, 40.0, 0.0) == pytest.approx(-40.0)
    assert find_increasing_root(lambda x: (x - 50.0, 1.0), -40.0, 40.0, 0.0) == pytest.approx(40.0)


@pytest.mark.parametrize("block", [1, 7, 1000])
def test_blocks_cover_the_broadcast_columns(block):
    sizes = []

    def limits(x, y):
        sizes.append(x.size)
        return x - y, x + y

    x, y = np.arange(20.0).reshape(5, 4), np.arange(4.0)
    low, high = in_blocks(limits, x, y, block=block)
    assert_array_equal(low, x - y)
    assert_array_equal(high, x + y)
    assert max(sizes) <= block
    assert sum(sizes) == 20
