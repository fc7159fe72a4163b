"""Two waves that share some of their people: the difference of scores and its standard error.

Of n1 answers in the sample and n2 in the reference, m come from people in both. The difference
d1 - d2 of the scores of all answers has the variance

    V1/n1 + V2/n2 - 2 m C / (n1 n2),

C the covariance of the two answers of one person, and the methods differ in what they put for V and
C (divisors n unless said otherwise; r is the correlation in the m pairs, 0 where it is undefined):

    wald    V1, V2 from all answers of each wave, C from the pairs
    pooled  V1 = V2 = V from all answers of both waves, C = r V        (Derrick et al. 2015, z8)
    t       S1**2, S2**2 with divisors n - 1, C = r S1 S2, Student's t (Derrick et al. 2017)
    gls     the means of the pairs and of the others, each weighted for the smallest variance

Written as above, the variance loses its digits to cancellation when most people answer alike. With
x**2 = V1/n1, y**2 = V2/n2 and k = m / sqrt(n1 n2) it is the sum

    (1 - k) (x**2 + y**2) + k ((x - y)**2 + 2 x y (1 - r))

of positive terms. Without common people "wald" and "t" are the Wald and Welch methods for two
independent samples; with the same people in both they are the Wald and t methods for pairs.

Generalised least squares estimates each score from its own pairs and others and from the other
wave, which tells whether the people in both waves are unlike the rest. With u1 = n1 - m and
u2 = n2 - m others and q = sqrt(V2/V1) the weights of the pairs are

    a = m (n2 + r u1 q) / (n1 n2 - r**2 u1 u2),     b = m (n1 + r u2 / q) / (n1 n2 - r**2 u1 u2).

The correlation of a handful of pairs is no guide to weights (with five of them, and r as it is, the
test errs in 20% of cases instead of 5%), so r is shrunk there to r m / (m + 10); the variance,
which holds for any weights, uses r as it is.

Tables have rows for the reference and columns for the sample in their last two axes, the counts of
those who answered once have classes along their last axis; scores rise or fall with the classes.

References
----------
Derrick B, Dobson-McKittrick A, Toher D, White P (2015). Test statistics for comparing two
proportions with partially overlapping samples. Journal of Applied Quantitative Methods 10(3), 1-14.

Derrick B, Russ B, Toher D, White P (2017). Test statistics for the comparison of means for two
samples that include both paired and independent observations. Journal of Modern Applied Statistical
Methods 16(1), 137-157. doi:10.22237/jmasm/1493597280

Patterson HD (1950). Sampling on successive occasions with partial replacement of units. Journal of
the Royal Statistical Society B 12(2), 241-255.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nps._kernels import FloatArray

SCORES = np.array([1.0, 0.0, -1.0])
"""Scores of promoters, passives and detractors."""
SHRINKAGE = 10.0
"""Pairs' worth of doubt about their correlation, for weights."""
ROUNDING = 1e-24
"""A variance this small against its parts is none: all changed alike."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference with its standard error, and the degrees of freedom of Student's t."""

    value: FloatArray
    error: FloatArray
    freedom: FloatArray | None = None


@dataclass(frozen=True, slots=True)
class Overlap:
    """What the methods need of two waves: index 1 is the sample, 2 the reference."""

    n1: FloatArray
    n2: FloatArray
    matched: FloatArray
    d1: FloatArray
    d2: FloatArray
    ss1: FloatArray  # sums of squares about the mean of the wave
    ss2: FloatArray
    once1: FloatArray  # mean of those in this wave alone, 0 where there are none
    once2: FloatArray
    pairs1: FloatArray  # mean of the pairs, 0 where there are none
    pairs2: FloatArray
    extra1: FloatArray  # sum of squares less that within the pairs
    extra2: FloatArray
    pairs: FloatArray  # sum of squares of s/n1 - r/n2 about its mean, over the pairs
    unlike: FloatArray  # 1 - r

    @property
    def correlation(self) -> FloatArray:
        """Correlation of the two answers in the pairs, 0 where it is undefined."""
        return 1.0 - self.unlike


def overlap(
    tables: ArrayLike, sample_only: ArrayLike, reference_only: ArrayLike, scores: ArrayLike = SCORES
) -> Overlap:
    """Return the sums that all methods share."""
    t, s = np.asarray(tables, dtype=np.float64), np.asarray(scores, dtype=np.float64)
    u1, u2 = (np.asarray(x, dtype=np.float64) for x in (sample_only, reference_only))
    both1, both2 = t.sum(axis=-2), t.sum(axis=-1)
    matched = both1.sum(axis=-1)
    n1, n2 = matched + u1.sum(axis=-1), matched + u2.sum(axis=-1)
    pairs1, within1, once1, d1, extra1 = _wave(both1, u1, s)
    pairs2, within2, once2, d2, extra2 = _wave(both2, u2, s)

    def spread(scale1: FloatArray, scale2: FloatArray) -> FloatArray:
        """Sum over the pairs of the squared difference of the two centred and scaled answers."""
        column = (s - pairs1[..., None]) * scale1[..., None]
        row = (s - pairs2[..., None]) * scale2[..., None]
        return np.asarray((t * (column[..., None, :] - row[..., :, None]) ** 2).sum(axis=(-2, -1)))

    with np.errstate(invalid="ignore", divide="ignore"):
        varied = (within1 > 0.0) & (within2 > 0.0)
        standard1 = np.where(varied, 1.0 / np.sqrt(within1), 0.0)
        standard2 = np.where(varied, 1.0 / np.sqrt(within2), 0.0)
        unlike = np.where(varied, 0.5 * spread(standard1, standard2), 1.0)
        pairs = np.where(matched > 0.0, spread(1.0 / n1, 1.0 / n2), 0.0)
    return Overlap(
        n1=n1, n2=n2, matched=matched, d1=d1, d2=d2, ss1=within1 + extra1, ss2=within2 + extra2,
        once1=once1, once2=once2, pairs1=pairs1, pairs2=pairs2, extra1=extra1, extra2=extra2,
        pairs=pairs, unlike=unlike,
    )  # fmt: skip


def _wave(
    both: FloatArray, once: FloatArray, s: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return mean and sum of squares of the pairs, mean of the others, mean of all, extra."""
    m, u = both.sum(axis=-1), once.sum(axis=-1)
    with np.errstate(invalid="ignore"):
        paired = np.where(m > 0.0, (both * s).sum(axis=-1) / m, 0.0)
        single = np.where(u > 0.0, (once * s).sum(axis=-1) / u, 0.0)
        mean = ((both + once) * s).sum(axis=-1) / (m + u)
        between = m * u / (m + u) * (paired - single) ** 2
    within = (both * (s - paired[..., None]) ** 2).sum(axis=-1)
    return paired, within, single, mean, between + (once * (s - single[..., None]) ** 2).sum(-1)


def wald(o: Overlap) -> Difference:
    """Return d1 - d2 with V1, V2 from all answers and C from the pairs.

    The variance is that of s/n1 - r/n2 over the pairs, plus what the others add to each wave.
    """
    with np.errstate(invalid="ignore"):
        variance = o.pairs + o.extra1 / o.n1**2 + o.extra2 / o.n2**2
    return Difference(o.d1 - o.d2, np.sqrt(variance))


def pooled(o: Overlap) -> Difference:
    """Return d1 - d2 with one variance for both waves, as if their scores were equal."""
    n = o.n1 + o.n2
    with np.errstate(invalid="ignore"):
        common = (o.ss1 + o.ss2 + o.n1 * o.n2 / n * (o.d1 - o.d2) ** 2) / n
        variance = _variance(o, np.sqrt(common / o.n1), np.sqrt(common / o.n2))
    return Difference(o.d1 - o.d2, np.sqrt(variance))


def t(o: Overlap) -> Difference:
    """Return d1 - d2 with divisors n - 1 and Derrick's degrees of freedom.

    With g Welch's degrees of freedom, df = (m - 1) + (g - m + 1)/(u1 + u2 + 2m) (u1 + u2). NaN
    where a wave has fewer than two answers or nothing varies.
    """
    f1, f2 = (np.where(n > 1.0, n - 1.0, np.nan) for n in (o.n1, o.n2))
    w1, w2 = o.ss1 / f1 / o.n1, o.ss2 / f2 / o.n2
    variance = _variance(o, np.sqrt(w1), np.sqrt(w2))
    variance = np.where(variance > ROUNDING * (w1 + w2), variance, np.nan)
    w1, w2 = (np.where(np.isnan(variance), np.nan, w) for w in (w1, w2))
    welch = (w1 + w2) ** 2 / (w1**2 / f1 + w2**2 / f2)
    once = o.n1 + o.n2 - 2.0 * o.matched
    pairs = o.matched - 1.0
    freedom = pairs + (welch - pairs) / (o.n1 + o.n2) * once
    return Difference(o.d1 - o.d2, np.sqrt(variance), freedom)


def gls(o: Overlap) -> Difference:
    """Return the difference of smallest variance among weighted means of pairs and others."""
    u1, u2 = o.n1 - o.matched, o.n2 - o.matched
    r = o.correlation * o.matched / (o.matched + SHRINKAGE)
    with np.errstate(invalid="ignore", divide="ignore"):
        v1, v2 = o.ss1 / o.n1, o.ss2 / o.n2
        varied = (v1 > 0.0) & (v2 > 0.0)
        q = np.sqrt(np.where(varied, v2, 1.0) / np.where(varied, v1, 1.0))
        r = np.where(varied, r, 0.0)
        base = o.n1 * o.n2 - r * r * u1 * u2
        a = o.matched * (o.n2 + r * u1 * q) / base
        b = o.matched * (o.n1 + r * u2 / q) / base
        value = a * o.pairs1 + (1.0 - a) * o.once1 - b * o.pairs2 - (1.0 - b) * o.once2
        x = np.where(o.matched > 0.0, a * np.sqrt(v1 / o.matched), 0.0)
        y = np.where(o.matched > 0.0, b * np.sqrt(v2 / o.matched), 0.0)
        variance = (x - y) ** 2 + 2.0 * x * y * o.unlike
        variance += np.where(u1 > 0.0, (1.0 - a) ** 2 * v1 / u1, 0.0)
        variance += np.where(u2 > 0.0, (1.0 - b) ** 2 * v2 / u2, 0.0)
    return Difference(value, np.sqrt(variance))


def strata(
    tables: ArrayLike, sample_only: ArrayLike, reference_only: ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return counts, scores and the factor F with which `strata_score` tests d1 - d2.

    The difference is the sum of three means: of m (s/n1 - r/n2) over the pairs, of u1 s/n1 over
    those in the sample alone, of -u2 r/n2 over those in the reference alone. F is N/(N - 1) for two
    independent samples of N answers together and 1 for pairs; between them N/(N - h), with h the
    share of answers that people gave who answered once.
    """
    t = np.asarray(tables, dtype=np.float64).reshape(-1, 9)
    once = [np.asarray(x, dtype=np.float64).reshape(-1, 3) for x in (sample_only, reference_only)]
    matched, u1, u2 = t.sum(axis=1), once[0].sum(axis=1), once[1].sum(axis=1)
    n1, n2 = matched + u1, matched + u2
    s, r = np.tile(SCORES, 3), np.repeat(SCORES, 3)
    counts = np.zeros((matched.size, 3, 9))
    counts[:, 0], counts[:, 1, :3], counts[:, 2, :3] = t, *once
    scores = np.stack(
        (
            (matched / n1)[:, None] * s - (matched / n2)[:, None] * r,
            (u1 / n1)[:, None] * s,
            (u2 / n2)[:, None] * -s,
        ),
        axis=1,
    )
    return counts, scores, (n1 + n2) / (n1 + n2 - (u1 + u2) / (n1 + n2))


def _variance(o: Overlap, x: FloatArray, y: FloatArray) -> FloatArray:
    """Return x**2 + y**2 - 2 k r x y without cancellation."""
    product = o.n1 * o.n2
    shared = o.matched / np.sqrt(product)
    u1, u2 = o.n1 - o.matched, o.n2 - o.matched
    alone = (o.matched * (u1 + u2) + u1 * u2) / product / (1.0 + shared)
    return np.asarray(alone * (x * x + y * y) + shared * ((x - y) ** 2 + 2.0 * x * y * o.unlike))
