"""Are ratings as a whole higher? Of others, under a design, or of the same people."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import OptionError
from nps._base.tests import Test
from nps._base.text import CLASSES
from nps._base.words.notes import Note
from nps._inference.evidence import p_values
from nps._kernels.numerics.moments import ratio
from nps._kernels.same_people.signed_rank import (
    changes_by_size,
    signed_rank,
    signed_rank_steps,
    signed_rank_tails,
)
from nps._kernels.two_scores.mann_whitney import (
    MAX_STEPS,
    exact_steps,
    mann_whitney,
    rank_sum_tails,
)

#: With fewer changes a note says that the normal law is rough.
FEW_CHANGED = 10

if TYPE_CHECKING:
    from nps._samples.counts import Counts
    from nps._samples.people.transitions import Transitions
    from nps._surveys.samples import SurveySample


def ordinal(sample: Counts, reference: Counts, alternative: str, exact: bool) -> Test:
    """Compare ratings, or classes where the ratings are not known."""
    levels = [side.distribution for side in (sample, reference)]
    if None in levels or len({len(bins) for bins in levels if bins is not None}) > 1:
        levels = [(side.detractors, side.passives, side.promoters) for side in (sample, reference)]
    mine, theirs = (np.array(bins, dtype=np.float64) for bins in levels)
    found = mann_whitney(mine, theirs)
    p_value = float(p_values(np.array(found.z), alternative))
    if exact:
        if exact_steps(mine, theirs) > MAX_STEPS:
            raise OptionError(
                f"exact=True is for a few hundred answers, got {sample.n:,} and {reference.n:,}: of"
                " so many the normal law says the same."
            )
        below, above, apart = rank_sum_tails(mine, theirs)
        p_value = {"two-sided": apart, "greater": above, "less": below}[alternative]
    return Test(
        question="ratings",
        method="exact Mann-Whitney" if exact else "Mann-Whitney",
        superiority=found.superiority,
        statistic=found.z,
        p_value=p_value,
        levels=mine.size,
    )


def weighted_ordinal(sample: SurveySample, reference: SurveySample, alternative: str) -> Test:
    """Compare the classes of weighted samples under their designs."""
    from scipy.special import ndtri, stdtr

    from nps._inference.differences.weighted import superiority

    chance, error, freedom = superiority(sample, reference)
    t = float(ratio(np.array(chance - 0.5), np.array(error)))
    return Test(
        question="ratings",
        method="Mann-Whitney under the design",
        superiority=chance,
        statistic=float(math.copysign(ndtri(stdtr(freedom, -abs(t))), t)) if t else 0.0,
        p_value=float(p_values(t, alternative, freedom)),
        levels=len(CLASSES),
    )


def paired_ordinal(moves: Transitions, alternative: str, exact: bool) -> Test:
    """Compare the two ratings of the same people, or their classes where ratings are not known."""
    rows = moves.table if moves.rating_table is None else moves.rating_table
    table = np.array(rows, dtype=np.float64)
    up, down = changes_by_size(table[::-1, ::-1] if moves.rating_table is None else table)
    changed, z, notes = int((up + down).sum()), signed_rank(up, down), []
    p_value = float(p_values(z, alternative))
    if exact:
        if signed_rank_steps(up, down) > MAX_STEPS:
            raise OptionError(
                f"exact=True is for about 1,200 changes at most, got {changed:,}: of so many the"
                " normal law says the same."
            )
        below, above = signed_rank_tails(up, down)
        both = min(1.0, 2.0 * min(below, above))
        p_value = {"two-sided": both, "greater": above, "less": below}[alternative]
    elif 0 < changed < FEW_CHANGED:
        notes.append(
            Note(
                "Only {changed:person|people} changed, too few for the normal law to be exact:"
                " exact=True takes the exact one.",
                changed=changed,
            )
        )
    return Test(
        question="paired ratings",
        method="exact signed-rank" if exact else "signed-rank",
        superiority=float(0.5 + 0.5 * (up.sum() - down.sum()) / table.sum()),
        statistic=z,
        p_value=p_value,
        levels=len(table),
        notes=tuple(notes),
    )
