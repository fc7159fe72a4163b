"""Power by drawing samples and testing them, with the tests that the library would use."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from nps._inference.differences.benchmark_methods import BENCHMARKS
from nps._inference.differences.methods import DIFFERENCES
from nps._inference.evidence import p_values
from nps._kernels.same_people.multinomial import multinomial_statistic
from nps._kernels.same_people.paired import DIFFERENCES as CHANGES
from nps._kernels.same_people.paired import difference_counts
from nps._kernels.two_scores.score import Pairs

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray
    from nps._samples.counts import Shares
    from nps.planning._calculation.formula import Sizes
    from nps.planning._calculation.question import Question

BLOCK = 100_000
"""Samples drawn at a time."""


def power(question: Question, sizes: Sizes, n_resamples: int, rng: np.random.Generator) -> float:
    """Return the share of drawn samples that lead to the claim."""
    made = 0
    for start in range(0, n_resamples, BLOCK):
        draws = min(BLOCK, n_resamples - start)
        made += int(np.count_nonzero(_claimed(question, sizes, draws, rng)))
    return made / n_resamples


def error(share: float, n_resamples: int) -> float:
    """Return the standard error of such a share."""
    return math.sqrt(share * (1.0 - share) / n_resamples)


def _claimed(question: Question, sizes: Sizes, draws: int, rng: np.random.Generator) -> BoolArray:
    claim = question.claim
    sides = []
    if claim.above is not None:
        sides.append((claim.above, "greater"))
    if claim.below is not None:
        sides.append((claim.below, "less"))
    counts = _drawn(question, sizes, draws, rng)
    reached = [
        _p_values(question, counts, np.full(draws, null), side) <= question.tail
        for null, side in sides
    ]
    joined = np.logical_and if claim.both else np.logical_or
    return np.asarray(joined.reduce(reached))


def _drawn(
    question: Question, sizes: Sizes, draws: int, rng: np.random.Generator
) -> tuple[FloatArray, ...]:
    """Return columns of counts: of one sample, of two, or of differences of people seen twice."""
    n = math.floor(sizes.n + 1e-9)
    if question.table is not None:
        table = np.array(question.table.table, dtype=np.float64).reshape(-1)
        people = rng.multinomial(n, table / table.sum(), size=draws)
        return tuple(difference_counts(people.reshape(-1, 3, 3).astype(np.float64)).T)
    counts = [_columns(n, question.sample.shares, draws, rng)]
    if question.reference is not None and sizes.reference is not None:
        m = math.floor(sizes.reference + 1e-9)
        counts.append(_columns(m, question.reference.shares, draws, rng))
    return tuple(column for sample in counts for column in sample)


def _columns(n: int, shares: Shares, draws: int, rng: np.random.Generator) -> FloatArray:
    return rng.multinomial(n, np.array(shares), size=draws).T.astype(np.float64)


def _p_values(
    question: Question, counts: tuple[FloatArray, ...], null: FloatArray, side: str
) -> FloatArray:
    alpha = question.tail
    if question.table is not None:
        z = multinomial_statistic(np.stack(counts, axis=-1), CHANGES, null)
        return p_values(z, side)
    if question.reference is None:
        return BENCHMARKS[question.method].test(counts, null, side, alpha).p_value
    name = "welch" if question.method == "t" else question.method
    return DIFFERENCES[name].test(Pairs(*counts), null, side, alpha).p_value
