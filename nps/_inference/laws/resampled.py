"""Laws of a resampled score or difference, on their lattice of whole numbers.

All three kinds answer the same questions about k, the resampled value minus the observed one in
units of one lattice step: `steps` of them make one whole (100 points).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING, Protocol

import numpy as np

from nps._base.errors import OptionError
from nps._kernels.laws.convolution import SumLaw, sum_law

if TYPE_CHECKING:
    from nps._kernels import FloatArray, IntArray
    from nps._samples.counts import Counts

#: A law is written out in full (support, probabilities) up to this many points.
LARGEST_TABLE = 1 << 22
#: Products of counts stay below this, so that 64-bit integers hold them.
LARGEST_STEP = 1 << 60


class Law(Protocol):
    """What a result needs to know about the resampled values."""

    @property
    def first(self) -> int:
        """Return the smallest k."""

    @property
    def last(self) -> int:
        """Return the largest k."""

    def cdf(self, k: IntArray) -> FloatArray:
        """Return the probability that the resampled value is at most k."""

    def table(self) -> tuple[IntArray, FloatArray]:
        """Return all values k and their probabilities."""


def quantile(law: Law, threshold: float) -> int:
    """Return the smallest k whose distribution function reaches the threshold."""
    below, reached = law.first - 1, law.last
    while reached - below > 1:
        middle = (below + reached) // 2
        if law.cdf(np.array([middle]))[0] >= threshold:
            reached = middle
        else:
            below = middle
    return reached


def like(shape: FloatArray, values: FloatArray) -> float | FloatArray:
    """Return values in a shape that was asked for: a float for a float."""
    return float(values[0]) if shape.ndim == 0 else values.reshape(shape.shape)


def columns(counts: Counts) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return promoters, passives and detractors as arrays of one element."""
    a, b, c = (np.array([float(k)]) for k in (counts.promoters, counts.passives, counts.detractors))
    return a, b, c


def check_table(size: int) -> None:
    """Refuse to write out a law with too many points."""
    if size > LARGEST_TABLE:
        raise OptionError(
            f"the distribution has {size:,} points, too many to write out; ask one sample for its"
            " cdf or quantiles, and for a difference give n_resamples or use nps.compare."
        )


class OneSample:
    """The exact law of one resampled score."""

    def __init__(self, counts: Counts) -> None:
        self._law: SumLaw = sum_law(*columns(counts))
        self._stride = 1 if counts.passives else 2

    @property
    def first(self) -> int:
        """Return the smallest k."""
        return int(self._law.first[0])

    @property
    def last(self) -> int:
        """Return the largest k."""
        return int(self._law.last[0])

    def cdf(self, k: IntArray) -> FloatArray:
        """Return the probability that the resampled value is at most k."""
        return self._law.cdf(k.astype(np.float64))

    def table(self) -> tuple[IntArray, FloatArray]:
        """Return all values k and their probabilities; without passives every second k."""
        check_table(self.last - self.first + 1)
        # The observed value, k = 0, is one of the values.
        skip = self.first % self._stride
        k = np.arange(self.first + skip, self.last + 1, self._stride)
        return k, self._law.probabilities()[skip :: self._stride]


class Difference:
    """The exact law of the difference of two independently resampled scores.

    With n = g p and m = g q answers (g the greatest common divisor) the difference times g p q is
    k = i q - j p, where i and j are the resampled net scores. A value of the distribution function
    is one sum over i of P(i) P(j >= (i q - k)/p).
    """

    def __init__(self, sample: Counts, reference: Counts) -> None:
        self._i, self._p_i = OneSample(sample).table()
        self._j, self._p_j = OneSample(reference).table()
        common = gcd(sample.n, reference.n)
        self._p, self._q = sample.n // common, reference.n // common
        self._at_least = np.append(np.cumsum(self._p_j[::-1])[::-1], 0.0)

    @property
    def first(self) -> int:
        """Return the smallest k."""
        return int(self._i[0]) * self._q - int(self._j[-1]) * self._p

    @property
    def last(self) -> int:
        """Return the largest k."""
        return int(self._i[-1]) * self._q - int(self._j[0]) * self._p

    def cdf(self, k: IntArray) -> FloatArray:
        """Return the probability that the resampled value is at most k."""
        return np.array([self._cdf(int(one)) for one in k])

    def _cdf(self, k: int) -> float:
        least = -((k - self._i * self._q) // self._p)  # ceiling of (i q - k)/p
        place = np.searchsorted(self._j, least)
        return min(float(np.sum(self._p_i * self._at_least[place])), 1.0)

    def table(self) -> tuple[IntArray, FloatArray]:
        """Return all values k and their probabilities."""
        check_table(self._i.size * self._j.size)
        k = np.subtract.outer(self._i * self._q, self._j * self._p).ravel()
        support, place = np.unique(k, return_inverse=True)
        weights = np.multiply.outer(self._p_i, self._p_j).ravel()
        return support, np.bincount(place, weights).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Simulated:
    """The distribution of simulated values, sorted."""

    values: IntArray

    @property
    def first(self) -> int:
        """Return the smallest k."""
        return int(self.values[0])

    @property
    def last(self) -> int:
        """Return the largest k."""
        return int(self.values[-1])

    def cdf(self, k: IntArray) -> FloatArray:
        """Return the share of simulated values that are at most k."""
        return np.searchsorted(self.values, k, side="right") / self.values.size

    def table(self) -> tuple[IntArray, FloatArray]:
        """Return all values k and their shares."""
        support, times = np.unique(self.values, return_counts=True)
        return support, times / self.values.size


def lattice_steps(sample: Counts, reference: Counts | None) -> int:
    """Return how many lattice steps make one whole: n, or the least common multiple of both n."""
    if reference is None:
        return sample.n
    steps = sample.n * reference.n // gcd(sample.n, reference.n)
    if steps >= LARGEST_STEP:
        raise OptionError(
            f"resampled differences of samples with {sample.n:,} and {reference.n:,} answers lie"
            " closer together than 64-bit integers can tell; use nps.compare."
        )
    return steps


def groups(sample: Counts, reference: Counts | None) -> list[tuple[Counts, int]]:
    """Return each sample with the sign of its score in the difference."""
    return [(sample, 1)] if reference is None else [(sample, 1), (reference, -1)]


def net(sample: Counts, reference: Counts | None, steps: int) -> int:
    """Return the observed score or difference in lattice steps, a whole number."""
    return sum(
        sign * (counts.promoters - counts.detractors) * (steps // counts.n)
        for counts, sign in groups(sample, reference)
    )


def plug_in_error(sample: Counts, reference: Counts | None) -> float:
    """Return the standard error of the law, with divisor n."""
    return float(
        np.sqrt(sum(counts.variance / counts.n for counts, _ in groups(sample, reference)))
    )
