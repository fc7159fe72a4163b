"""The compact letter display: cohorts that share a letter cannot be told apart.

Piepho HP (2004). An algorithm for a letter-based representation of all-pairwise comparisons.
Journal of Computational and Graphical Statistics 13(2), 456-466. doi:10.1198/1061860043515
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import BoolArray


def letter_groups(different: BoolArray) -> BoolArray:
    """Return one row for each letter: which cohorts carry it.

    `different` is the symmetric matrix of significant differences. Two cohorts share a letter if
    and only if they are not different. Insert and absorb: start with one letter for all; each
    difference splits the letters that still join its two cohorts, and a letter whose cohorts
    another letter joins too is dropped.
    """
    groups = np.ones((1, different.shape[0]), dtype=np.bool_)
    for i, j in np.argwhere(np.triu(different)):
        joined = groups[:, i] & groups[:, j]
        split = np.repeat(groups[joined], 2, axis=0)
        split[0::2, i] = False
        split[1::2, j] = False
        groups = groups[~joined]
        for row in split:
            if not (groups | ~row).all(axis=1).any():
                groups = np.vstack([groups, row])
    first_members = [tuple(~row) for row in groups]
    return groups[sorted(range(len(groups)), key=first_members.__getitem__)]
