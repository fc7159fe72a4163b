"""Root finding and block-wise work on columns."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nps._kernels.numerics.chunks import in_blocks
from nps._kernels.numerics.roots import find_root


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
