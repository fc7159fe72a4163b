"""How the shares of the classes move when the score does.

A score that rises by D leaves open who changed. Three rules:

- "both": exponential tilting, p_j proportional to q_j exp(k s_j): of all shares with the new score
  those closest to the old ones (in Kullback-Leibler divergence). It keeps p_pro p_det / p_pas**2,
  which makes the share of passives the root of a quadratic,

      p_pas = w q_pas / (q_pas + sqrt((theta q_pas)**2 + 4 w q_pro q_det)),    w = 1 - theta**2.

- "detractors-to-passives": a rise makes passives of detractors, a fall detractors of passives.
- "passives-to-promoters": a rise makes promoters of passives, a fall passives of promoters.

A class that nobody is in stays empty under tilting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray
    from nps._kernels.topics.planning.claims import Number, Shares

Shift: TypeAlias = Literal["both", "detractors-to-passives", "passives-to-promoters"]
Moved: TypeAlias = "tuple[FloatArray, FloatArray, FloatArray]"


def shifted(shares: Shares, score: Number, shift: Shift = "both") -> Moved:
    """Return shares of promoters, passives and detractors with this score; NaN beyond `reach`."""
    pro, pas, det = (np.asarray(share, dtype=np.float64) for share in shares)
    theta = np.asarray(score, dtype=np.float64)
    if shift == "both":
        moved = _tilted(pro, pas, det, theta)
    else:
        rise = theta - (pro - det)
        if shift == "detractors-to-passives":
            moved = pro + 0.0 * rise, pas + rise, det - rise
        else:
            moved = pro + rise, pas - rise, det + 0.0 * rise
    low, high = reach(shares, shift)
    inside = (theta >= low) & (theta <= high)
    pro, pas, det = (np.where(inside, np.maximum(share, 0.0), np.nan) for share in moved)
    return pro, pas, det


def reach(shares: Shares, shift: Shift = "both") -> tuple[FloatArray, FloatArray]:
    """Return the lowest and the highest score that the rule can lead to."""
    pro, pas, det = (np.asarray(share, dtype=np.float64) for share in shares)
    if shift == "both":
        low = np.where(det > 0.0, -1.0, np.where(pas > 0.0, 0.0, 1.0))
        high = np.where(pro > 0.0, 1.0, np.where(pas > 0.0, 0.0, -1.0))
        return low, high
    score = pro - det
    if shift == "detractors-to-passives":
        return score - pas, score + det
    return score - pro, score + pas


def _tilted(pro: FloatArray, pas: FloatArray, det: FloatArray, theta: FloatArray) -> Moved:
    rest = (1.0 - theta) * (1.0 + theta)
    with np.errstate(divide="ignore", invalid="ignore"):  # beyond the scale there is no root
        root = np.sqrt((theta * pas) ** 2 + 4.0 * pro * det * rest)
        passives = np.where(pas > 0.0, rest * pas / (pas + root), 0.0)
    return 0.5 * (1.0 - passives + theta), passives, 0.5 * (1.0 - passives - theta)
