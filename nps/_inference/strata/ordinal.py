"""Are ratings as a whole higher? The test of Mann and Whitney, exact or under a design."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import OptionError
from nps._base.tests import Test
from nps._base.words.saying import CLASSES
from nps._inference.evidence import p_values
from nps._kernels.numerics.moments import ratio
from nps._kernels.two_scores.mann_whitney import (
    MAX_STEPS,
    exact_steps,
    mann_whitney,
    rank_sum_tails,
)

if TYPE_CHECKING:
    from nps._samples.counts import Counts
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
