"""Variances of sums over respondents or clusters.

An estimate whose respondents contribute u_i to its error varies as their sum does. Of the totals
t_g of G clusters (or respondents) that is G/(G - 1) sum_g (t_g - mean t)^2, for each of many
estimates by itself; one alone does not vary, so its variance is NaN.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.topics.drivers.blocks import whole_clusters

if TYPE_CHECKING:
    from collections.abc import Callable

    from nps._kernels import FloatArray
    from nps._kernels.topics.drivers.blocks import Part
    from nps._kernels.topics.drivers.sandwich import Sampling


def variances(contributions: Callable[[Part], FloatArray], sampling: Sampling) -> FloatArray:
    """Return the variance of each sum (d,) of contributions, (d, m) for a part of m."""
    squares, sums = np.zeros(()), np.zeros(())
    for rows, clusters in whole_clusters(sampling.sizes):
        totals = contributions(rows if sampling.order is None else sampling.order[rows])
        sizes = sampling.sizes[clusters]
        if sizes.size < totals.shape[1]:
            totals = np.add.reduceat(totals, np.cumsum(sizes) - sizes, axis=1)
        squares = squares + np.einsum("ji,ji->j", totals, totals)
        sums = sums + totals.sum(axis=1)
    size = sampling.sizes.size
    if size < 2:
        return np.full(sums.shape, np.nan)
    return np.asarray(np.maximum(squares - sums**2 / size, 0.0) * (size / (size - 1.0)))
