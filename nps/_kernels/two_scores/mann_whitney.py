"""The Mann-Whitney test for two samples of ordered classes, with ties.

The exact law of the rank sum over all divisions of the answers goes through the classes in turn:
of t_k answers in class k the sample holds j in C(t_k, j) ways, each of midrank r_k. So the numbers
of divisions by size and rank sum are a product of polynomials, one for each class (Streitberg &
Roehmel 1986, Exact distributions for permutation and rank tests: an introduction to some recently
published algorithms. Statistical Software Newsletter 12(1), 10-17).
"""

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


#: Additions that the exact law may take.
MAX_STEPS = 2e9


def exact_steps(sample: FloatArray, reference: FloatArray) -> float:
    """Return how many additions `rank_sum_tails` takes, about."""
    n, total = float(sample.sum()), float((sample + reference).sum())
    n = min(n, total - n)
    return total * n * 2.0 * n * (total + 1.0)


def rank_sum_tails(sample: FloatArray, reference: FloatArray) -> tuple[float, float, float]:
    """Return the chances of a rank sum this small, this large, and this far from its mean."""
    from scipy.special import gammaln

    if sample.sum() > reference.sum():  # the smaller one has fewer divisions to follow
        low, high, both = rank_sum_tails(reference, sample)
        return high, low, both
    n, ties = int(sample.sum()), (sample + reference).astype(np.int64)
    twice = 2 * np.cumsum(ties) - ties + 1  # twice the midranks
    twice -= twice[0]
    law = np.zeros((n + 1, n * int(twice[-1]) + 1))
    law[0, 0] = 1.0
    for t, rank in zip(ties.tolist(), twice.tolist(), strict=True):
        j = np.arange(min(t, n) + 1)
        ways = np.exp(gammaln(t + 1.0) - gammaln(j + 1.0) - gammaln(t - j + 1.0) - t * np.log(2.0))
        law = _with_class(law, ways, rank)
    chance = law[n] / law[n].sum()
    places = np.arange(chance.size)
    seen, mean = float(sample @ twice), float(n * (ties @ twice) / ties.sum())
    far = np.abs(places - mean) >= abs(seen - mean) - 1e-7 * (1.0 + mean)
    tails = (chance[places <= seen], chance[places >= seen], chance[far])
    below, above, apart = (min(1.0, float(part.sum())) for part in tails)
    return below, above, apart


def _with_class(law: FloatArray, ways: FloatArray, rank: int) -> FloatArray:
    """Return the law with one class more, of which j answers add j times its rank."""
    longer = np.zeros_like(law)
    rows, width = law.shape
    for j, number in enumerate(ways.tolist()):
        shift = j * rank
        longer[j:, shift:] += number * law[: rows - j, : width - shift]
    return longer
