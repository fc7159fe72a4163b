"""Square-and-add intervals."""

from __future__ import annotations

import numpy as np
from numpy.testing import assert_allclose

from nps._kernels.one_score.mover import mover_jeffreys, mover_wilson
from nps._kernels.one_score.shares import jeffreys, wilson


def test_square_and_add_by_hand():
    for kernel, share in ((mover_wilson, wilson), (mover_jeffreys, jeffreys)):
        (l1, u1), (l2, u2) = share(7, 10, 0.025), share(1, 10, 0.025)
        r = -np.sqrt(0.7 * 0.1 / (0.3 * 0.9))
        x, y = 0.7 - l1, u2 - 0.1
        low = 0.6 - np.sqrt(x * x - 2 * r * x * y + y * y)
        x, y = u1 - 0.7, 0.1 - l2
        high = 0.6 + np.sqrt(x * x - 2 * r * x * y + y * y)
        assert_allclose(kernel(7, 2, 1, 0.025), (low, high), rtol=1e-14)


def test_with_one_class_missing_there_is_no_correlation():
    low, high = mover_wilson(6, 0, 0, 0.05)
    share = wilson(6, 6, 0.05)[0]
    # Both shares are then as uncertain as each other: 1 - low of one, high of the other.
    assert_allclose(low, 1.0 - np.sqrt(2.0) * (1.0 - share), rtol=1e-13)
    assert high == 1.0


def test_opposed_shares_add_up():
    # Without passives the correlation is -1 and the distances add.
    low, high = mover_wilson(6, 0, 4, 0.05)
    assert_allclose([low, high], 2.0 * np.array(wilson(6, 10, 0.05)) - 1.0, rtol=1e-13)
