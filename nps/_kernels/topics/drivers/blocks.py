"""Columns of respondents as a matrix, a block at a time, and their sums, which add.

A block holds a *row* for each column of the design, the first of them ones: what NumPy adds up over
respondents is then contiguous, and a column may be of any type (bytes for ratings and yes/no).

For respondents (1, x_1, ..., x_k) with weights w, the *Gram matrix* is

    G = sum_i w_i (1, x_i) (1, x_i)'.

Its first row holds the sum of weights and the sums of every column, the rest the sums of products:
all that a regression of some columns on others needs. The Gram matrix of two data sets together is
the sum of the two. Ratings, counts and yes/no columns make it whole numbers, exact up to 2**53.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from nps._kernels.numerics.chunks import parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nps._kernels import FloatArray, IntArray

#: Respondents in a block: with twenty columns it fits in a processor's cache.
BLOCK = 1 << 13
#: Which respondents: a range of them, or their positions.
Part: TypeAlias = "slice | IntArray"


def design_block(columns: Sequence[np.ndarray], centre: FloatArray, part: Part) -> FloatArray:
    """Return the ones and the columns less their centre for some respondents, (k + 1, m)."""
    size = part.stop - part.start if isinstance(part, slice) else part.size
    block = np.empty((len(columns) + 1, size))
    block[0] = 1.0
    for row, column, middle in zip(block[1:], columns, centre, strict=True):
        np.subtract(column[part], middle, out=row)
    return block


def column_means(columns: Sequence[np.ndarray], weights: FloatArray | None) -> FloatArray:
    """Return the mean of each column (k,); NaN without respondents."""
    if weights is None:
        return np.array([column.mean(dtype=np.float64) for column in columns], dtype=np.float64)
    total = weights.sum()
    return np.array([np.dot(weights, column) / total for column in columns], dtype=np.float64)


def gram(
    columns: Sequence[np.ndarray],
    size: int,
    weights: FloatArray | None = None,
    centre: FloatArray | None = None,
) -> FloatArray:
    """Return G (k + 1, k + 1) of the columns less their centre (by default 0)."""
    middle = np.zeros(len(columns)) if centre is None else centre
    total = np.zeros((len(columns) + 1, len(columns) + 1))
    for part in parts(size, BLOCK):
        block = design_block(columns, middle, part)
        total += (block if weights is None else block * weights[part]) @ block.T
    return total


def centred(sums: FloatArray) -> tuple[float, FloatArray, FloatArray]:
    """Return the sum of weights, the means and the sums of products around them."""
    weight = float(sums[0, 0])
    mean = sums[0, 1:] / weight
    return weight, mean, sums[1:, 1:] - weight * mean[:, np.newaxis] * mean


def whole_clusters(sizes: IntArray, block: int = BLOCK) -> Iterator[tuple[slice, slice]]:
    """Cut respondents in the order of their clusters into blocks that hold whole clusters.

    Yields the range of respondents and the range of clusters; a block is longer than `block` only
    where a single cluster is.
    """
    ends = np.cumsum(sizes)
    first, start = 0, 0
    while first < sizes.size:
        last = max(int(np.searchsorted(ends, start + block, side="right")), first + 1)
        end = int(ends[last - 1])
        yield slice(start, end), slice(first, last)
        first, start = last, end
