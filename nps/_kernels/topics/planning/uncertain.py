"""Averages over what a pilot leaves open.

After a pilot the shares are Dirichlet(counts + 1/2). Where a table-by-table sum would be too long,
averages over that law are taken over a fixed set of evenly spread points, the same at every call:
an additive recurrence in two dimensions for each sample (passives, then promoters among the rest),
with steps from the generalised golden ratio, turned into shares by quantiles of beta laws.

References
----------
O'Hagan A, Stevens JW, Campbell MJ (2005). Assurance in clinical trial design. Pharmaceutical
Statistics 4(3), 187-201. doi:10.1002/pst.175

Spiegelhalter DJ, Freedman LS (1986). A predictive approach to selecting the size of a clinical
trial, based on subjective clinical opinion. Statistics in Medicine 5(1), 1-13.
doi:10.1002/sim.4780050103
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.topics.planning.claims import solve_size

if TYPE_CHECKING:
    from collections.abc import Callable

    from nps._kernels import FloatArray

POINTS = 1 << 14
PRIOR = 0.5
"""Added to each class of a pilot (Jeffreys)."""


def spread_points(dimensions: int, points: int = POINTS) -> FloatArray:
    """Return points spread evenly over the unit cube, shape (dimensions, points)."""
    ratio = 2.0
    for _ in range(64):  # the root of x**(d + 1) = x + 1
        ratio = (1.0 + ratio) ** (1.0 / (dimensions + 1.0))
    steps = ratio ** -np.arange(1.0, dimensions + 1.0)
    return np.asarray((0.5 + np.outer(steps, np.arange(1.0, points + 1.0))) % 1.0)


def shares_at(
    alpha: tuple[float, float, float], points: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the shares of a Dirichlet law at two rows of `points` of the unit square."""
    from scipy.special import betaincinv

    up, level, down = alpha
    passives = betaincinv(level, up + down, points[0])
    among_others = betaincinv(up, down, points[1])
    rest = 1.0 - passives
    return rest * among_others, passives, rest * (1.0 - among_others)


def size_for_average(average: Callable[[float], float], target: float) -> float:
    """Return the n, not whole, at which a growing average reaches `target`; infinite if none does.

    `average` takes the number of answers.
    """

    def excess(position: FloatArray, goal: FloatArray) -> FloatArray:
        return np.array([average(float(np.exp(one))) for one in position]) - goal

    return float(solve_size(excess, np.array([target]))[0])
