"""The Mann-Whitney test for two samples of ordered classes, with ties."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray


class Ranking(NamedTuple):
    """The statistic of Mann and Whitney, standardised, and what it estimates."""

    z: float
    superiority: float


def mann_whitney(sample: FloatArray, reference: FloatArray) -> Ranking:
    """Return z and P(X > Y) + P(X = Y)/2 from the numbers of answers in each class, lowest first.

    U = #(x > y) + #(x = y)/2 has mean n m/2 and, over all divisions of the N answers with t_k in
    class k, the variance (n m/12) (N + 1 - sum(t_k**3 - t_k)/(N (N - 1))). z is 0 where all answers
    are alike. Mann HB, Whitney DR (1947). On a test of whether one of two random variables is
    stochastically larger than the other. Annals of Mathematical Statistics 18(1), 50-60,
    doi:10.1214/aoms/1177730491; with ties Lehmann EL (1975). Nonparametrics, sec. 1.4.
    """
    n, m = sample.sum(), reference.sum()
    total, ties = n + m, sample + reference
    below = np.cumsum(reference) - reference
    superiority = float((sample / n) @ ((below + 0.5 * reference) / m))
    share = ties / total
    # (N + 1 - sum(t**3 - t)/(N (N - 1))) = N**2 (1 - sum share**3)/(N - 1), without cancelling
    spread = float(total * total / (total - 1.0) * (share * (1.0 - share) * (1.0 + share)).sum())
    error = np.sqrt(spread / (12.0 * n * m))
    z = (superiority - 0.5) / error if error > 0.0 else 0.0
    return Ranking(float(z), superiority)
