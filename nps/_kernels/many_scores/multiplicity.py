"""P-values adjusted for their number.

The formulas stand with their sources at `adjust_p_values`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray

AdjustmentName: TypeAlias = Literal[
    "holm", "hochberg", "hommel", "bonferroni", "benjamini-hochberg", "benjamini-yekutieli", "none"
]
ADJUSTMENTS: tuple[AdjustmentName, ...] = get_args(AdjustmentName)


def adjusted(p: FloatArray, method: str, n: int) -> FloatArray:
    """Return adjusted p-values of a family of n tests; those that are not here have larger ones."""
    if method == "none" or not p.size:
        return p
    if method == "bonferroni":
        return np.minimum(1.0, n * p)
    order = np.argsort(p, kind="stable")
    ordered, rank = p[order], np.arange(1.0, p.size + 1.0)
    if method == "hommel":
        steps = _hommel(ordered, n)
    elif method == "holm":
        steps = np.maximum.accumulate((n + 1.0 - rank) * ordered)
    else:
        factor = n + 1.0 - rank if method == "hochberg" else n / rank
        if method == "benjamini-yekutieli":
            factor *= _harmonic(n)
        steps = np.minimum.accumulate((factor * ordered)[::-1])[::-1]
    found = np.empty_like(p)
    found[order] = np.minimum(1.0, steps)
    return found


def _hommel(ordered: FloatArray, n: int) -> FloatArray:
    """Return for each test the largest of Simes' p-values of all sets of tests that contain it.

    Of the sets of m tests the largest is that of the m largest p-values. Tests below those join the
    m - 1 largest, and come first among them. Tests that are not here have p-values of 1.
    """
    every = np.append(ordered, np.ones(n - ordered.size))
    found = every.copy()
    for m in range(2, n + 1):
        others = float((m * every[n - m + 1 :] / np.arange(2, m + 1)).min())
        joined = np.minimum(m * every[: n - m + 1], others)
        np.maximum(found[: n - m + 1], joined, out=found[: n - m + 1])
        np.maximum(found[n - m + 1 :], joined[-1], out=found[n - m + 1 :])
    return found[: ordered.size]


def _harmonic(n: int) -> float:
    from scipy.special import digamma

    return float(digamma(n + 1.0)) + float(np.euler_gamma)
