"""Where to cut a factor in two: at the largest standardised difference between both sides.

With the levels in an order, the side of the first j has the share pi_j and the sum U_j of
residuals, whose variance is (1 - pi_j)**2 A_j + pi_j**2 (A - A_j) with A_j the spread of the side.
For unweighted answers that is S2 n_j (N - n_j) / N, so that |U_j| / sqrt(V_j) is the maximally
selected statistic of two samples (Hothorn & Lausen 2003). The levels of a category stand in the
order of their means: for an outcome that is a number no other division in two is better (Fisher
1958; Breiman et al. 1984, theorem 4.5).

References
----------
Breiman L, Friedman JH, Olshen RA, Stone CJ (1984). Classification and Regression Trees. Wadsworth.

Fisher WD (1958). On grouping for maximum homogeneity. Journal of the American Statistical
Association 53(284), 789-798. doi:10.1080/01621459.1958.10501479

Hothorn T, Lausen B (2003). On the exact distribution of maximally selected rank statistics.
Computational Statistics & Data Analysis 43(2), 121-137. doi:10.1016/S0167-9473(02)00225-6
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels import BoolArray, IntArray
    from nps._kernels.topics.segments.association import Levels


#: Statistics nearer than this, relative to their size, are equal: the first order has it.
TIE = 1e-9


class Cut(NamedTuple):
    """The best division: which levels (L,) are on the first side, and its statistic."""

    first: BoolArray
    statistic: float


def by_mean(levels: Levels) -> IntArray:
    """Return the levels that somebody has, by their mean."""
    there = np.flatnonzero(levels.n)
    return there[np.argsort(levels.sums[there] / levels.share[there], kind="stable")]


def best_cut(
    levels: Levels, orders: Sequence[IntArray], sizes: Sequence[IntArray], least: int
) -> Cut | None:
    """Return the best cut over all orders of the levels, or None where none is allowed.

    Each side must hold at least `least` respondents by each of `sizes`, each (L,).
    """
    best: Cut | None = None
    total = levels.spread.sum()
    for order in orders:
        share = np.cumsum(levels.share[order])[:-1]
        gap = np.abs(np.cumsum(levels.sums[order])[:-1])
        spread = np.cumsum(levels.spread[order])[:-1]
        variance = (1.0 - share) ** 2 * spread + share**2 * (total - spread)
        allowed = variance > 0.0
        for n in sizes:
            below = np.cumsum(n[order])[:-1]
            allowed &= (below >= least) & (n[order].sum() - below >= least)
        if not allowed.any():
            continue
        z = np.where(allowed, gap / np.sqrt(np.where(allowed, variance, 1.0)), -1.0)
        at = int(np.argmax(z))
        if best is None or z[at] > best.statistic * (1.0 + TIE):
            first = np.zeros(levels.n.size, dtype=np.bool_)
            first[order[: at + 1]] = True
            best = Cut(first, float(z[at]))
    return best
