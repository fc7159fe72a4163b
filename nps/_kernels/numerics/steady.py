"""Variance of one answer that never vanishes, for formulas that divide by it or add it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.numerics.moments import moments

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray

#: Added to promoters, passives and detractors of a unanimous sample: the (3, T) rule.
PSEUDO_ANSWERS = (0.75, 1.5, 0.75)


def steady_variance(
    promoters: FloatArray, passives: FloatArray, detractors: FloatArray
) -> tuple[FloatArray, BoolArray]:
    """Return the variance of one answer (divisor n), and where it had to be adjusted.

    Where all answers are in one class the observed variance is 0, and a weight n/v would be
    infinite. There the variance is that of the counts with 3/4 promoter, 3/2 passives and 3/4
    detractor added; n stays what it is. NaN where n = 0.
    """
    _, _, v = moments(promoters, passives, detractors)
    up, middle, down = PSEUDO_ANSWERS
    adjusted = moments(promoters + up, passives + middle, detractors + down)[2]
    unanimous = v == 0.0
    return np.where(unanimous, adjusted, v), unanimous
