"""Square-and-add (MOVER) intervals: limits for two shares combined into limits for the score.

The score is the difference of the shares of promoters p1 and detractors p2, which vary together
with correlation r = -sqrt(p1 p2 / ((1 - p1)(1 - p2))). Where (l1, u1) and (l2, u2) are intervals
for the two shares,

    low  = d - sqrt((p1 - l1)**2 - 2 r (p1 - l1)(u2 - p2) + (u2 - p2)**2)
    high = d + sqrt((u1 - p1)**2 - 2 r (u1 - p1)(p2 - l2) + (p2 - l2)**2).

For pairs this is Newcombe's square-and-add interval with nobody in one cell, where his correction
of the correlation has no effect.

References
----------
Newcombe RG (1998). Improved confidence intervals for the difference between binomial proportions
based on paired data. Statistics in Medicine 17(22), 2635-2650.
doi:10.1002/(SICI)1097-0258(19981130)17:22<2635::AID-SIM954>3.0.CO;2-C

Zou GY, Donner A (2008). Construction of confidence limits about effect measures: a general
approach. Statistics in Medicine 27(10), 1693-1702. doi:10.1002/sim.3095

"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.one_score.shares import jeffreys, wilson

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

    from nps._kernels import FloatArray

    ShareInterval = Callable[[FloatArray, FloatArray, float], tuple[FloatArray, FloatArray]]


def mover_wilson(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the square-and-add limits from Wilson intervals for the two shares."""
    return _square_and_add(promoters, passives, detractors, tail, wilson)


def mover_jeffreys(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, tail: float
) -> tuple[FloatArray, FloatArray]:
    """Return the square-and-add limits from Jeffreys intervals for the two shares."""
    return _square_and_add(promoters, passives, detractors, tail, jeffreys)


def _square_and_add(
    promoters: ArrayLike,
    passives: ArrayLike,
    detractors: ArrayLike,
    tail: float,
    share_interval: ShareInterval,
) -> tuple[FloatArray, FloatArray]:
    a, b, c = (np.asarray(x, dtype=np.float64) for x in (promoters, passives, detractors))
    n = a + b + c
    low_1, high_1 = share_interval(a, n, tail)
    low_2, high_2 = share_interval(c, n, tail)
    with np.errstate(invalid="ignore", divide="ignore"):
        p1, p2, d = a / n, c / n, (a - c) / n
        # b + c and a + b are n - a and n - c; an empty one leaves no correlation to speak of.
        opposed = np.sqrt(np.where(a * c > 0.0, a / (a + b) * (c / (b + c)), 0.0))
    # At very low levels a Jeffreys interval may miss its share; that counts as no distance.
    down_1, up_1 = np.maximum(p1 - low_1, 0.0), np.maximum(high_1 - p1, 0.0)
    down_2, up_2 = np.maximum(p2 - low_2, 0.0), np.maximum(high_2 - p2, 0.0)
    down = np.sqrt(down_1**2 + up_2**2 + 2.0 * opposed * (down_1 * up_2))
    up = np.sqrt(up_1**2 + down_2**2 + 2.0 * opposed * (up_1 * down_2))
    return np.clip(d - down, -1.0, 1.0), np.clip(d + up, -1.0, 1.0)
