"""The sign test: are promoters, of promoters and detractors, more or fewer than half.

If the true score is 0, the promoters among the m = promoters + detractors are Binomial(m, 1/2).
Passives say nothing. As a test of paired proportions it is the exact test of McNemar.

References
----------
Fagerland MW, Lydersen S, Laake P (2013). The McNemar test for binary matched-pairs data: mid-p and
asymptotic are better than exact conditional. BMC Medical Research Methodology 13, 91.
doi:10.1186/1471-2288-13-91
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray


def sign_tails(
    promoters: FloatArray, detractors: FloatArray, *, mid_p: bool
) -> tuple[FloatArray, FloatArray]:
    """Return P(X >= promoters) and P(X <= promoters); with mid-p, equality counts half."""
    tails = []
    for k, others in ((promoters, detractors), (detractors, promoters)):
        at_least = _at_least(k, others)
        tails.append(0.5 * (at_least + _at_least(k + 1.0, others - 1.0)) if mid_p else at_least)
    return tails[0], tails[1]


def _at_least(k: FloatArray, others: FloatArray) -> FloatArray:
    """Return P(X >= k), X ~ Binomial(k + others, 1/2)."""
    from scipy.special import betainc

    chance = betainc(np.maximum(k, 1.0), np.maximum(others + 1.0, 1.0), 0.5)
    return np.where(k <= 0.0, 1.0, np.where(others < 0.0, 0.0, chance))
