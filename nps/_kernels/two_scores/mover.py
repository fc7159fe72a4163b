"""The difference of two scores from their separate score intervals: square and add (MOVER).

With [l_i, u_i] the score interval of sample i at the critical value z,

    low = d - sqrt((d_1 - l_1)**2 + (u_2 - d_2)**2),
    high = d + sqrt((u_1 - d_1)**2 + (d_2 - l_2)**2),    d = d_1 - d_2.

Both distances grow with z, so each null difference is the end of exactly one such interval: the z
at which it is, with the sign of d - null, is the test statistic that agrees with the interval.

References
----------
Newcombe RG (1998). Interval estimation for the difference between independent proportions.
Statistics in Medicine 17(8), 873-890 (method 10, the case without passives).
doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I

Zou GY, Donner A (2008). Construction of confidence limits about effect measures: a general
approach. Statistics in Medicine 27(10), 1693-1702. doi:10.1002/sim.3095
"""

from __future__ import annotations

from math import copysign, exp, hypot, inf, log, nan, sqrt
from typing import TYPE_CHECKING, TypeAlias, cast

import numpy as np

from nps._kernels.numerics.chunks import in_blocks
from nps._kernels.numerics.moments import moments, moments_of
from nps._kernels.numerics.roots import find_increasing_root, find_root
from nps._kernels.one_score.score import limits_of_one, score_limits
from nps._kernels.two_scores.score import Pairs

if TYPE_CHECKING:
    from nps._kernels import FloatArray

    Classes: TypeAlias = tuple[float, float, float]

#: Critical values within exp(+-40) of the first guess are searched.
_FOLDS = 40.0


def mover_inference(
    pairs: Pairs, null: FloatArray | float, critical: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return lower limit, upper limit and statistic.

    Single numbers are worked out in Python's floats, which is far quicker.
    """
    if np.ndim(pairs.promoters) == np.ndim(null) == 0:
        found = _infer_one(pairs, float(null), critical)
        return cast("tuple[FloatArray, FloatArray, FloatArray]", found)
    return *mover_limits(pairs, critical), mover_statistic(pairs, np.asarray(null))


def mover_limits(pairs: Pairs, critical: FloatArray | float) -> tuple[FloatArray, FloatArray]:
    """Return the square-and-add limits; NaN where a sample is empty.

    A negative critical value, as one-sided bounds have below a level of 1/2, exchanges them.
    """
    observed = moments(*pairs[:3])[1] - moments(*pairs[3:])[1]
    mirrored = Pairs(*pairs[3:], *pairs[:3])
    size, turned = np.abs(critical), np.less(critical, 0.0)
    low, high = observed - _reach(pairs, size), observed + _reach(mirrored, size)
    return np.where(turned, high, low), np.where(turned, low, high)


def mover_statistic(pairs: Pairs, null: FloatArray) -> FloatArray:
    """Return the signed critical value whose interval ends at `null`; infinite if none does."""

    def statistic(*columns: FloatArray) -> tuple[FloatArray, FloatArray]:
        n1, d1, v1 = moments(*columns[:3])
        n2, d2, v2 = moments(*columns[3:6])
        gap = d1 - d2 - columns[6]
        above = gap > 0.0
        # A gap below 0 is a gap above 0 with sample and reference exchanged.
        mirrored = (*columns[3:6], *columns[:3])
        counts = [np.where(above, *both) for both in zip(columns[:6], mirrored, strict=True)]
        size = np.abs(gap)

        def excess(position: FloatArray, *given: FloatArray) -> FloatArray:
            start, size, *counts = given
            return np.log(_reach(Pairs(*counts), start * np.exp(position)) / size)

        with np.errstate(all="ignore"):
            start = size / np.sqrt((v1 + 1.0 / n1) / n1 + (v2 + 1.0 / n2) / n2)
            bound = np.full_like(start, _FOLDS)
            z = start * np.exp(find_root(excess, -bound, bound, start, size, *counts))
        most = np.where(above, np.hypot(1.0 + d1, 1.0 - d2), np.hypot(1.0 - d1, 1.0 + d2))
        z = np.where(gap == 0.0, 0.0, np.where(size < most, z, np.inf))
        z = np.where(above, z, -z) + 0.0 * gap  # NaN stays NaN
        return z, z

    return in_blocks(statistic, *pairs, null)[0]


def _reach(pairs: Pairs, critical: FloatArray | float) -> FloatArray:
    """Return the distance from the observed difference down to the lower limit."""
    low = score_limits(*pairs[:3], critical)[0]
    high = score_limits(*pairs[3:], critical)[1]
    return np.hypot(moments(*pairs[:3])[1] - low, high - moments(*pairs[3:])[1])


def _infer_one(pair: Pairs, null: float, critical: float) -> tuple[float, float, float]:
    """Return lower limit, upper limit and statistic of one pair of floats."""
    a1, b1, c1, a2, b2, c2 = map(float, pair)
    mine, theirs = (a1, b1, c1), (a2, b2, c2)
    if not (sum(mine) and sum(theirs)):
        return nan, nan, nan
    observed = moments_of(*mine)[1] - moments_of(*theirs)[1]
    size, gap = abs(critical), observed - null
    low = observed - _reach_of_one(mine, theirs, size)
    high = observed + _reach_of_one(theirs, mine, size)
    # a gap below 0 is a gap above 0 with sample and reference exchanged
    sides = (mine, theirs) if gap > 0.0 else (theirs, mine)
    z = copysign(_statistic_of_one(*sides, abs(gap)), gap) if gap else 0.0
    return (low, high, z) if critical >= 0.0 else (high, low, z)


def _statistic_of_one(first: Classes, second: Classes, gap: float) -> float:
    """Return the critical value whose lower limit is `gap` below the observed difference."""
    n1, d1, v1 = moments_of(*first)
    n2, d2, v2 = moments_of(*second)
    if gap >= hypot(1.0 + d1, 1.0 - d2):
        return inf
    start = gap / sqrt((v1 + 1.0 / n1) / n1 + (v2 + 1.0 / n2) / n2)
    last = (-inf, 0.0)

    def excess(position: float) -> tuple[float, float]:
        nonlocal last
        reach = _reach_of_one(first, second, start * exp(position))
        value = log(reach / gap) if reach else -inf
        before, last = last, (position, value)
        # reach grows nearly as the critical value does; then the secant knows better
        slope = (value - before[1]) / (position - before[0]) if before[0] > -inf else 1.0
        return value, slope

    return start * exp(find_increasing_root(excess, -_FOLDS, _FOLDS, 0.0))


def _reach_of_one(first: Classes, second: Classes, critical: float) -> float:
    low, high = limits_of_one(*first, critical)[0], limits_of_one(*second, critical)[1]
    return hypot(moments_of(*first)[1] - low, high - moments_of(*second)[1])
