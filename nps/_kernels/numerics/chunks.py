"""Work through long columns a block at a time, so that memory stays bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import ArrayLike

    from nps._kernels import FloatArray

BLOCK = 1 << 14
"""Cohorts per block: a dozen float64 columns of this length fit in a processor's cache."""


def in_blocks(
    limits: Callable[..., tuple[FloatArray, FloatArray]],
    *columns: ArrayLike,
    block: int = BLOCK,
) -> tuple[FloatArray, FloatArray]:
    """Return `limits(*columns)`, computed on `block` elements at a time.

    The columns are broadcast against each other first; `limits` sees one-dimensional arrays and
    returns two of the same length, and the results have the broadcast shape.
    """
    arrays = [np.asarray(column, dtype=np.float64) for column in columns]
    shape = np.broadcast(*arrays).shape
    flat = [
        array.reshape(-1) if array.shape == shape else np.full(shape, array).reshape(-1)
        for array in arrays
    ]
    size = flat[0].size
    if size <= block:
        low, high = limits(*flat)
    else:
        low, high = np.empty((2, size))
        for part in parts(size, block):
            low[part], high[part] = limits(*(column[part] for column in flat))
    return low.reshape(shape), high.reshape(shape)


def where_answered(
    limits: Callable[..., tuple[FloatArray, FloatArray]],
    promoters: ArrayLike,
    passives: ArrayLike,
    detractors: ArrayLike,
    *,
    block: int = BLOCK,
) -> tuple[FloatArray, FloatArray]:
    """Return limits of blocks of samples, with NaN for samples without answers."""

    def defined(a: FloatArray, b: FloatArray, c: FloatArray) -> tuple[FloatArray, FloatArray]:
        some = a + b + c > 0.0
        low, high = np.full(a.size, np.nan), np.full(a.size, np.nan)
        low[some], high[some] = limits(a[some], b[some], c[some])
        return low, high

    return in_blocks(defined, promoters, passives, detractors, block=block)


def parts(size: int, step: int) -> Iterator[slice]:
    """Cut 0..size into slices of at most `step`."""
    for start in range(0, size, step):
        yield slice(start, min(start + step, size))
