"""Each group held against the rest, and against the best by chance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.errors import OptionError
from nps._kernels.topics.segments.association import residuals
from nps._kernels.topics.segments.search import (
    Found,
    below,
    cell_sums,
    flip_errors,
    flipped,
    permuted,
    search_law,
)
from nps._kernels.two_scores.mover import mover_limits
from nps._kernels.two_scores.score import Pairs

if TYPE_CHECKING:
    from nps._kernels import FloatArray
    from nps.segments._cells import Cells
    from nps.segments._reading.people import People

#: Variance within both sides, as a part of that of all answers, that is nothing but rounding.
UNANIMOUS = 1e-12


class Held(NamedTuple):
    """Each group (K,) held against the rest, on the scale of -1 to 1, and the law of the best.

    `reach` is how far intervals go to both sides, `least` the least chance that there is.
    """

    mean: FloatArray
    rest: FloatArray
    error: FloatArray
    z: FloatArray
    critical: float
    reach: FloatArray
    law: Found
    least: float = 0.0


def units_of(people: People) -> int:
    """Return how many signs are flipped."""
    clusters = people.answered.clusters
    return people.n if clusters is None else int(clusters.max()) + 1


def held_by_nothing(people: People, cells: Cells, draws: int) -> Held:
    """Return what nothing can be told of, since all answers are in one class."""
    size = cells.n.size
    mean = np.full(size, float(people.answered.scores[0]))
    law = Found(np.zeros(draws), np.full(size, draws), np.full(size, draws))
    unknown = np.full(size, np.nan)
    return Held(mean, mean, unknown, np.zeros(size), math.nan, unknown, law)


def held_by_permutation(
    people: People, cells: Cells, draws: int, level: float, rng: np.random.Generator
) -> Held:
    """Hold groups against permutations of the answers."""
    scores, size = people.answered.scores, people.n
    n = cells.n.astype(np.float64)
    own = cell_sums(cells.columns, cells.pieces, n.size, scores[np.newaxis])[0]
    mean, rest = own / n, (scores.sum() - own) / (size - n)
    overall = scores.mean()
    squares = ((scores - overall) ** 2).sum()
    error = np.sqrt(squares / (size - 1) * (1.0 / n + 1.0 / (size - n)))
    z = (mean - rest) / error
    law = search_law(permuted(scores, cells.n, rng), np.abs(z), cells.columns, cells.pieces, draws)
    critical = law.critical(1.0 - level)

    # from the variance of all answers to that within both sides, which keeps the order of |z|
    def kept(z: FloatArray) -> FloatArray:
        part = 1.0 - z * z / (size - 1)
        return np.sqrt(np.where(part > UNANIMOUS, part, 0.0) * (size - 1) / (size - 2))

    def within(z: FloatArray) -> FloatArray:
        by = kept(z)
        return np.divide(z, by, out=np.copysign(np.inf, z), where=by > 0.0)

    inside, most = error * kept(z), float(within(np.array([critical]))[0])
    # without any variance within, that of all answers, which agrees with the test as well
    known = inside > 0.0
    reach = np.where(known | math.isinf(most), most, critical) * np.where(known, inside, error)
    return Held(mean, rest, inside, within(z), most, reach, law)


def held_by_flips(
    people: People, cells: Cells, draws: int, level: float, rng: np.random.Generator
) -> Held:
    """Hold groups against flips of the signs of weighted residuals, by cluster."""
    answered = people.answered
    if answered.clusters is not None and int(answered.clusters.max()) < 1:
        raise OptionError("clusters must be at least two, since errors come from how they vary.")
    size = cells.n.size
    weights = np.ones(people.n) if answered.weights is None else answered.weights
    residual = residuals(answered)
    table = np.stack([weights, weights * answered.scores])
    inside, own = cell_sums(cells.columns, cells.pieces, size, table)
    outside = weights.sum() - inside
    mean, rest = own / inside, ((weights * answered.scores).sum() - own) / outside
    error = flip_errors(answered, residual, cells.columns, cells.pieces, inside, outside)
    z = np.divide(mean - rest, error, out=np.zeros(size), where=error > 0.0)
    draw = flipped(
        residual, answered.clusters, inside, outside, np.where(error > 0.0, error, np.inf), rng
    )
    law = search_law(draw, np.abs(z), cells.columns, cells.pieces, draws)
    # no more can be told than by all ways to flip the signs
    least = 0.5 ** (units_of(people) - 1)
    critical = law.critical(1.0 - level) if below(least, 1.0 - level) else math.inf
    reach = np.multiply(critical, error, out=np.full(size, np.inf), where=error > 0.0)
    return Held(mean, rest, error, z, critical, reach, law, least)


def mover_reach(people: People, cells: Cells, critical: float) -> tuple[FloatArray, FloatArray]:
    """Return intervals from the score intervals of both sides, as wide as the search asks for."""
    scores, size = people.answered.scores, cells.n.size
    if math.isinf(critical):
        return np.full(size, -2.0), np.full(size, 2.0)
    table = np.stack([scores == 1, scores == 0, scores == -1]).astype(np.int8)
    inside = cell_sums(cells.columns, cells.pieces, size, table)
    outside = table.sum(axis=1, keepdims=True) - inside
    low, high = mover_limits(Pairs(*inside, *outside), critical)
    return low, high
