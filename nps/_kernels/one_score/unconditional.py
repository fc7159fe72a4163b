"""The exact unconditional interval: the score test with its exact distribution.

For a null score theta the p-value of "the true score is at most theta" is the chance, at the worst
share of passives, that a sample of n has a score statistic z(theta) at least as large as the one
observed,

    p(theta) = sup over shares with score theta of P(z(X; theta) >= z(x; theta)),

and the lower limit is the smallest theta with p(theta) > tail; the upper limit is the mirrored
lower limit of the mirrored counts. No approximation is involved, so the interval covers with at
least the stated probability whatever the shares are.

The region R(theta) = {X: z(X; theta) >= z(x; theta)} changes with theta, and p jumps where it
does. So theta is never judged alone, but a cell [u, v] at a time: within a narrow cell R(theta) is
part of R(u) or R(v), and since more promoters and fewer detractors only lead further into such a
region, its probability under any theta of the cell is at most its largest probability under v.
A cell is rejected if that is at most `tail`, else halved, leftmost half first, down to the width
`RESOLUTION`; the left end of the first cell that is never rejected is the limit. Limits are thus
too wide by at most `RESOLUTION`. The supremum is searched on a grid
that is refined around its best point.

The cost grows with n**2: a few tenths of a second for a sample of 50, two seconds for one of 200.

References
----------
Hsueh HM, Liu JP, Chen JJ (2001). Unconditional exact tests for equivalence or noninferiority for
paired binary endpoints. Biometrics 57(2), 478-483. doi:10.1111/j.0006-341X.2001.00478.x

Sidik K (2003). Exact unconditional tests for testing non-inferiority in matched-pairs design.
Statistics in Medicine 22(2), 265-278.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.one_score.score import score_statistic

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nps._kernels import FloatArray, IntArray

CELLS = 64
"""Cells to begin with, narrow enough for their ends to speak for the regions between them."""
RESOLUTION = 1e-7
TINY = 1e-12
"""Distance from -1 of the first theta, where every sample still has a finite statistic."""
TIE = 1e-9
GRID = 0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, 129))
"""Where the nuisance share is tried first, as a fraction of its range: denser at both ends."""


def unconditional(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the exact unconditional limits, `tail` at most left out at each end.

    Whole counts only, n at most a few hundred: each different sample is computed once, one by one.
    """
    columns = np.broadcast_arrays(*(np.asarray(x) for x in (promoters, passives, detractors)))
    samples, where = np.unique(
        np.stack([column.reshape(-1) for column in columns], axis=1), axis=0, return_inverse=True
    )
    limits = np.array(
        [
            (_lower_limit(a, b, c, tail), -_lower_limit(c, b, a, tail))
            for a, b, c in samples.astype(np.int64).tolist()
        ]
    ).reshape(-1, 2)
    low, high = limits[where.reshape(-1)].T
    return low.reshape(columns[0].shape), high.reshape(columns[0].shape)


def unconditional_p_value(promoters: int, passives: int, detractors: int, theta: float) -> float:
    """Return p(theta), small when the sample speaks for a score above theta (-1 < theta < 1)."""
    n = promoters + passives + detractors
    return _largest_chance(_region(promoters, passives, detractors, theta), n, theta)


@lru_cache(maxsize=1024)  # of a table and of its rows, and of its text and its picture
def _lower_limit(promoters: int, passives: int, detractors: int, tail: float) -> float:
    """Return the left end of the first cell that cannot be rejected."""
    n = promoters + passives + detractors
    if detractors == n:
        return -1.0 if n else float("nan")
    d = (promoters - detractors) / n
    edges = np.linspace(-1.0, d, CELLS + 1).tolist()
    # Cells to be judged, the leftmost on top; the region at a cell's left end comes with it.
    waiting = list(pairwise(edges))[::-1]
    left = _region(promoters, passives, detractors, -1.0 + TINY)
    while waiting:
        u, v = waiting.pop()
        right = _region(promoters, passives, detractors, v)
        if _largest_chance(np.minimum(left, right), n, v) <= tail:
            left = right
        elif v - u <= RESOLUTION:
            return float(u)
        else:
            middle = 0.5 * (u + v)
            waiting += [(middle, v), (u, middle)]
    return d


def _region(promoters: int, passives: int, detractors: int, theta: float) -> IntArray:
    """Return, for each number of detractors, the fewest promoters that put a sample in R(theta).

    It is n + 1 where no sample with so many detractors belongs to R(theta).
    """
    n = promoters + passives + detractors
    a, c = np.nonzero(np.add.outer(np.arange(n + 1), np.arange(n + 1)) <= n)
    observed = float(score_statistic(promoters, passives, detractors, theta))
    # Equal statistics may differ in the last digits.
    enough = score_statistic(a, n - a - c, c, theta) >= observed - TIE * (1.0 + abs(observed))
    first = np.full(n + 1, n + 1)
    np.minimum.at(first, c[enough], a[enough])
    return first


def _largest_chance(first: IntArray, n: int, theta: float) -> float:
    """Return the largest P(promoters >= first[detractors]) over all shares with score theta."""
    room = 0.5 * (1.0 - abs(theta))
    chances = _chance(first, n, theta, room * GRID)
    best = int(chances.argmax())
    low, high = GRID[max(best - 1, 0)], GRID[min(best + 1, GRID.size - 1)]
    finer = np.linspace(low, high, 33)
    return min(1.0, float(max(chances[best], _chance(first, n, theta, room * finer).max())))


def _chance(first: IntArray, n: int, theta: float, minor: FloatArray) -> FloatArray:
    """Return P(promoters >= first[detractors]) where `minor` is the smaller extreme share.

    The detractors are binomial, and so are the promoters among all others.
    """
    from scipy.special import betainc, gammaln, xlog1py, xlogy

    c = np.arange(n + 1.0)
    others = n - c
    p_pro, p_det = minor[:, None] + max(theta, 0.0), minor[:, None] + max(-theta, 0.0)
    ways = gammaln(n + 1.0) - gammaln(c + 1.0) - gammaln(others + 1.0)
    chance_of_c = np.exp(ways + xlogy(c, p_det) + xlog1py(others, -p_det))
    share = np.clip(p_pro / np.maximum(1.0 - p_det, p_pro), 0.0, 1.0)
    enough = betainc(np.maximum(first, 1), np.maximum(others - first + 1.0, 1.0), share)
    enough = np.where(first == 0, 1.0, np.where(first > others, 0.0, enough))
    return np.asarray((chance_of_c * enough).sum(axis=1))
