"""Work through long columns a block at a time, so that memory stays bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

    from nps._typing import FloatArray

BLOCK = 1 << 14
"""Cohorts per block: a dozen float64 columns of this length fit in a processor's cache."""


def in_blocks(
    limits: Callable[..., tuple[FloatArray, FloatArray]], *columns: ArrayLike, block: int = BLOCK
) -> tuple[FloatArray, FloatArray]:
    """Return `limits(*columns)`, computed on `block` elements at a time.

    The columns are broadcast against each other first; `limits` sees one-dimensional arrays and
    returns two of the same length, and the results have the broadcast shape.
    """
    spread = np.broadcast_arrays(*(np.asarray(column, dtype=np.float64) for column in columns))
    shape, flat = spread[0].shape, [column.reshape(-1) for column in spread]
    low, high = np.empty(flat[0].size), np.empty(flat[0].size)
    for start in range(0, low.size, block):
        part = slice(start, start + block)
        low[part], high[part] = limits(*(column[part] for column in flat))
    return low.reshape(shape), high.reshape(shape)
