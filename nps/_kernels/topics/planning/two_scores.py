"""Exact power of the tests of two independent samples: all pairs of tables that reject.

Whether the score test rejects needs no root. With g = d_1 - d_2 - delta > 0 and the multiplier
lambda of its constrained likelihood (see the two-sample score kernel), F z**2 = lambda g, and
g = lambda V(lambda) grows with lambda. So z >= z_c exactly where lambda >= L = F z_c**2 / g, that
is where the variance V at L is small enough,

    V(L) = v_1(L/n_1)/n_1 + v_2(L/n_2)/n_2 <= g**2 / (F z_c**2).

L depends on the two net scores s_1, s_2 alone. For each pair of them the left side is a sum of one
term for each table of the first sample with net score s_1 and one for each table of the second:
tables are never paired for anything but an addition. The terms grow with the number of
non-passives, so the two extreme sums tell for most pairs of net scores that all pairs of tables
reject, or none.

Wald's z has g**2 / z_c**2 on the right and plain variances on the left. Welch's t takes its degrees
of freedom from both tables, and is judged pair by pair.

Tables that are too unlikely to matter are left out, `DROPPED` in all for each sample.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np

from nps._kernels.numerics.chunks import parts
from nps._kernels.numerics.moments import normal_quantile, student_quantile
from nps._kernels.topics.planning.laws import cells
from nps._kernels.two_scores.score import tilted_variance

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray, IntArray
    from nps._kernels.topics.planning.claims import Claim
    from nps._kernels.topics.planning.laws import Law

Test: TypeAlias = Literal["score", "wald", "t"]

Columns: TypeAlias = "IntArray | slice"
ALL = slice(None)

DROPPED = 1e-8
"""Probability of the tables left out on each side; the sum is too small by twice that at most."""
BLOCK = 1 << 18
"""Pairs of tables judged at a time."""


class Sample(NamedTuple):
    """Tables of one sample, in rows of one net score: shares of the classes, chance of each table.

    `last` is the last column of each row that is a table at all.
    """

    n: int
    scores: FloatArray
    promoters: FloatArray
    passives: FloatArray
    detractors: FloatArray
    chance: FloatArray
    last: IntArray


class Side(NamedTuple):
    """One side of a claim: the sample is ahead of the null (sign 1), or behind it (sign -1)."""

    first: Sample
    second: Sample
    null: float
    sign: float
    tail: float
    test: Test

    def gap(self, i: IntArray, k: IntArray) -> FloatArray:
        """Return how far net scores i of the first and k of the second sample are beyond."""
        return self.sign * (self.first.scores[i] - self.second.scores[k] - self.null)

    def judge(self, i: IntArray, k: IntArray) -> IntArray:
        """Return 1 where all pairs of tables with these net scores reject, -1 where none does."""
        gap = self.gap(i, k)
        verdict = np.full(gap.shape, -1)
        ahead = np.flatnonzero(gap > 0.0)
        if self.test == "t":
            verdict[ahead] = 0
            return verdict
        i, k = i[ahead], k[ahead]
        tilt, right = self._bound(gap[ahead])
        least = self._terms(i, k, tilt, np.zeros_like(i), np.zeros_like(k))
        most = self._terms(i, k, tilt, self.first.last[i], self.second.last[k])
        verdict[ahead] = np.where(sum(most) <= right, 1, np.where(sum(least) > right, -1, 0))
        return verdict

    def rejected(self, i: IntArray, k: IntArray) -> BoolArray:
        """Return which pairs of tables reject, shape (pairs of net scores, tables, tables)."""
        gap = self.gap(i, k)
        if self.test == "t":
            return self._beyond_t(i, k, gap)
        tilt, right = self._bound(gap[:, np.newaxis])
        one, other = self._terms(i, k, tilt)
        right = np.where(gap > 0.0, right[:, 0], -1.0)
        return one[:, :, np.newaxis] + other[:, np.newaxis, :] <= right[:, np.newaxis, np.newaxis]

    def _bound(self, gap: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the multiplier at which to look, and the largest variance that rejects."""
        n = self.first.n + self.second.n
        reach = normal_quantile(self.tail) ** 2 * (n / (n - 1.0) if self.test == "score" else 1.0)
        with np.errstate(divide="ignore", over="ignore"):
            return np.abs(reach / gap), gap * gap / reach

    def _terms(
        self, i: IntArray, k: IntArray, tilt: FloatArray, mine: Columns = ALL, theirs: Columns = ALL
    ) -> tuple[FloatArray, FloatArray]:
        """Return the variance that each sample contributes, of all tables or of some columns."""
        return (
            self._term(self.first, self.sign, i, mine, tilt),
            self._term(self.second, -self.sign, k, theirs, tilt),
        )

    def _term(
        self, sample: Sample, sign: float, row: IntArray, columns: Columns, tilt: FloatArray
    ) -> FloatArray:
        # weight leaves the promoters of the sample that is ahead, the detractors of the other
        away, toward = sample.promoters, sample.detractors
        if sign < 0.0:
            away, toward = toward, away
        a, b, c = away[row, columns], sample.passives[row, columns], toward[row, columns]
        if self.test != "score":
            return (b * (a + c) + 4.0 * a * c) / sample.n
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return tilted_variance(a, b, c, tilt / sample.n) / sample.n

    def _beyond_t(self, i: IntArray, k: IntArray, gap: FloatArray) -> BoolArray:
        from scipy.special import stdtr

        f1, f2 = self.first.n - 1.0, self.second.n - 1.0
        v1, v2 = self._terms(i, k, gap)
        w1 = (v1 * self.first.n / f1)[:, :, np.newaxis]
        w2 = (v2 * self.second.n / f2)[:, np.newaxis, :]
        with np.errstate(divide="ignore", invalid="ignore"):
            t = gap[:, np.newaxis, np.newaxis] / np.sqrt(w1 + w2)
            freedom = (w1 + w2) ** 2 / (w1 * w1 / f1 + w2 * w2 / f2)
        # the degrees of freedom lie between the smaller of n - 1 and n_1 + n_2 - 2
        least, most = (float(student_quantile(f, self.tail)) for f in (f1 + f2, min(f1, f2)))
        doubtful = (t >= least) & (t < most)
        rejected = (t >= most) & (w1 + w2 > 0.0)
        rejected[doubtful] = stdtr(freedom[doubtful], -t[doubtful]) <= self.tail
        return rejected


def pairs_of_tables(first: Law, second: Law) -> int:
    """Return how many pairs of tables have a chance worth summing."""
    tables = [int(np.count_nonzero(cells(law, DROPPED).chance)) for law in (first, second)]
    return tables[0] * tables[1]


def chance_of_claim(
    first: Law, second: Law, claim: Claim, tail: float, test: Test = "score", enough: float = 1.0
) -> float:
    """Return the chance that the test makes the claim, at level `tail` (below 1/2) on each side.

    The sum stops once it has reached `enough`; what is returned is then a lower bound.
    """
    one, other = _sample(first), _sample(second)
    sides = [
        Side(one, other, float(null), sign, tail, test)
        for null, sign in ((claim.above, 1.0), (claim.below, -1.0))
        if null is not None
    ]
    i, k = np.indices((one.scores.size, other.scores.size)).reshape(2, -1)
    verdicts = [side.judge(i, k) for side in sides]
    # of several sides the least sure decides where all are wanted, else the surest
    verdict = (np.minimum if claim.both else np.maximum).reduce(verdicts)
    by_score = np.outer(one.chance.sum(axis=1), other.chance.sum(axis=1)).reshape(-1)
    total = float(by_score[verdict > 0].sum())
    together = np.logical_and if claim.both else np.logical_or
    step = max(1, BLOCK // (one.chance.shape[1] * other.chance.shape[1]))
    for open_sides in product((True, False), repeat=len(sides)):
        # a side that is decided already does not change what the others say
        open_ = [(each == 0) == is_open for each, is_open in zip(verdicts, open_sides, strict=True)]
        undecided = np.flatnonzero(np.logical_and.reduce([verdict == 0, *open_]))
        undecided = undecided[np.argsort(-by_score[undecided])]
        asked = [side for side, is_open in zip(sides, open_sides, strict=True) if is_open]
        for part in parts(undecided.size, step):
            if total >= enough:
                return total
            rows, columns = i[undecided[part]], k[undecided[part]]
            rejected = together.reduce([side.rejected(rows, columns) for side in asked])
            inner = np.matmul(rejected.astype(np.float64), other.chance[columns][:, :, np.newaxis])
            total += float((one.chance[rows] * inner[:, :, 0]).sum())
    return total


def _sample(law: Law) -> Sample:
    found = cells(law, DROPPED)
    size = float(found.n)
    return Sample(
        found.n, found.net / size, found.promoters / size, found.passives / size,
        found.detractors / size, found.chance, found.last,
    )  # fmt: skip
