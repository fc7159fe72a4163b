from __future__ import annotations

import numpy as np
import pytest

from nps._kernels.numerics.chunks import in_blocks, parts


@pytest.mark.parametrize("size", [0, 1, 5, 6, 7, 100])
def test_blocks_change_nothing(size):
    seen = []

    def limits(x, y):
        seen.append(x.size)
        assert x.shape == y.shape == (x.size,)
        return x - y, x + y

    x = np.arange(2.0 * size).reshape(2, size)
    low, high = in_blocks(limits, x, 3, block=6)
    assert (low == x - 3).all()
    assert (high == x + 3).all()
    assert low.shape == high.shape == (2, size)
    assert max(seen) <= 6
    assert sum(seen) == 2 * size


def test_parts_cover_everything_once():
    assert list(parts(7, 3)) == [slice(0, 3), slice(3, 6), slice(6, 7)]
    assert list(parts(0, 3)) == []
