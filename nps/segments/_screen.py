"""All groups held against the best by chance: `screen`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np

from nps._base.checks import check_confidence_level, check_option, check_rng, check_whole
from nps._base.errors import OptionError
from nps._base.labels.labels import Labels
from nps._base.results import Intervals
from nps._base.words.notes import Note
from nps._kernels.topics.segments.association import residuals
from nps._kernels.topics.segments.search import (
    Found,
    cell_sums,
    flip_errors,
    flipped,
    permuted,
    search_law,
)
from nps._kernels.two_scores.mover import mover_limits
from nps._kernels.two_scores.score import Pairs
from nps._samples.ratings import STANDARD
from nps.segments._cells import read_cells
from nps.segments._reading.people import check_min_n, read_people
from nps.segments._results.screen import SegmentScreen

if TYPE_CHECKING:
    from nps._base.typing import Invalid, Rng
    from nps._kernels import FloatArray
    from nps._samples.ratings import Scale
    from nps.segments._cells import Cells
    from nps.segments._reading.people import People

ScreenMethodName: TypeAlias = Literal["pooled", "mover"]
METHODS = ("pooled", "mover")
#: Factors of one group.
DEEPEST = 2
#: Draws at most.
MOST_PERMUTATIONS = 99_999

#: With more clusters there are more ways to flip their signs than draws.
FEW_CLUSTERS = 20


class _Held(NamedTuple):
    """Each group (K,) held against the rest, on the scale of -1 to 1, and the law of the best."""

    mean: FloatArray
    rest: FloatArray
    error: FloatArray
    z: FloatArray
    critical: float
    law: Found


def screen(
    ratings: object,
    factors: object,
    *,
    depth: Literal[1, 2] = 1,
    min_n: int = 30,
    n_permutations: int = 999,
    rng: Rng = None,
    confidence_level: float = 0.95,
    method: ScreenMethodName = "pooled",
    weights: object = None,
    clusters: object = None,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> SegmentScreen:
    """Hold every group of respondents against the rest, and the best against the best by chance.

    Who looks at thirty groups finds one that seems to differ although none does: with 500 answers
    the best of 30 random groups lies 17 points away on average. So each group is held against the
    largest difference that the same search finds when the answers are dealt to the respondents at
    random, and intervals are wide enough that all of them hold together.

    Parameters
    ----------
    ratings : 1-D collection or AnswerFile
        Answers to "how likely are you to recommend us?"; containers and missing answers as in
        `count`. Or a file of them as `nps.read_answers` gives it.
    factors : mapping from str to 1-D collection, or data frame, or list of str
        What is known of the same respondents in the same order; beside a file the names of its
        columns, as are weights and clusters. Each level of a category is a
        group, and so is "missing". Numbers with more than ten distinct values are cut at their
        quartiles.
    depth : {1, 2}, default 1
        Groups of one factor, or of any two crossed as well.
    min_n : int, default 30
        Respondents that a group must have inside and outside.
    n_permutations : int, default 999
        Random draws, from 1 / (1 - confidence level) - 1 to 99,999.
    rng : None, int, SeedSequence or Generator
        Source of random numbers; a whole number makes the result repeatable.
    confidence_level : float, default 0.95
        Chance that all intervals hold together.
    method : {"pooled", "mover"}, default "pooled"
        Intervals from the pooled variance of both sides, which agree with the test; or from both
        score intervals (square and add), which allow for unequal variances. With weights or
        clusters there is one way, named "sign-flip" in the result.
    weights : 1-D collection or Weighting, optional
        Sampling weights.
    clusters : 1-D collection, optional
        Shop, account or person of each respondent, whose answers resemble each other.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are left out.

    Returns
    -------
    SegmentScreen
        A row for each group, those furthest from chance first.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise".
    OptionError
        If no group is large enough, there are too many, a factor was made of the ratings, or an
        option is out of its range.
    EmptySampleError
        If there is no valid answer.

    See Also
    --------
    find : Groups of more than two factors, as a tree.
    nps.compare_many : Groups that were named beforehand.

    Notes
    -----
    With m_k and m_0 the mean of +1, 0, -1 inside and outside group k, s2 the variance within both
    (divisor N - 2) and B draws,

    ``z_k = (m_k - m_0) / sqrt(s2 (1/n_k + 1/(N - n_k)))``,
    ``p_max = (1 + #{max_j |z*_j| >= |z_k|}) / (1 + B)``,

    where z* is what the same groups give after the answers were permuted [1]_. The interval is
    ``difference -+ c se`` with c the quantile of ``max |z*|``: it leaves 0 out exactly where p_max
    is below 1 less the confidence level. With weights or clusters the signs of whole clusters of
    weighted residuals are flipped at random [2]_ in place of permuting.

    That a group stands out says that its answers go with what defines it, not why. A factor that
    was made of the ratings, such as clusters of customers found with the rating among the data,
    differs by construction.

    References
    ----------
    .. [1] Westfall PH, Young SS (1993). Resampling-Based Multiple Testing. Wiley.
    .. [2] Hemerik J, Goeman JJ, Finos L (2020). Robust testing in generalized linear models by sign
       flipping score contributions. Journal of the Royal Statistical Society B 82(3), 841-864.
       doi:10.1111/rssb.12369

    Examples
    --------
    >>> import nps
    >>> import numpy as np
    >>> draw = np.random.default_rng(1)
    >>> region, age = draw.choice(["North", "South", "West"], 800), draw.integers(18, 80, 800)
    >>> ratings = np.where(region == "North", draw.integers(0, 11, 800), draw.integers(5, 11, 800))
    >>> found = nps.segments.screen(ratings, {"region": region, "age": age}, rng=1)
    >>> [row.label for row in found if row.p_max < 0.05]
    ['region = North', 'region = South', 'region = West']
    """
    level = check_confidence_level(confidence_level)
    check_option("method", method, METHODS)
    deep = check_whole("depth", depth)
    if not 1 <= deep <= DEEPEST:
        raise OptionError(
            f"depth must be 1 or 2, got {depth!r}; for groups of more factors use"
            " nps.segments.find."
        )
    draws = _check_draws(n_permutations, level)
    least = check_min_n(min_n)
    generator = check_rng(rng)
    people = read_people(
        ratings, factors, weights=weights, clusters=clusters, scale=scale, invalid=invalid
    )
    if people.designed and method == "mover":
        raise OptionError(
            'method="mover" has no way to allow for weights and clusters: leave it out.'
        )
    cells = read_cells(people, deep, least)
    notes = list(people.notes)
    if (people.answered.scores == people.answered.scores[0]).all():
        notes.append(Note("All answers are in one class, so no group can differ."))
        held = _nothing(people, cells, draws)
    elif people.designed:
        held = _by_flips(people, cells, draws, level, generator)
        notes += _few_clusters(people, draws)
    else:
        held = _by_permutation(people, cells, draws, level, generator)
    return _result(
        people, cells, held, draws, notes, deep, least, level,
        "sign-flip" if people.designed else method,
    )  # fmt: skip


def _check_draws(n_permutations: object, level: float) -> int:
    draws = check_whole("n_permutations", n_permutations)
    fewest = math.ceil(1.0 / (1.0 - level) - 1e-9) - 1
    if not fewest <= draws <= MOST_PERMUTATIONS:
        raise OptionError(
            f"n_permutations must be from {fewest:,} (with confidence_level={level:g}, fewer cannot"
            f" find anything) to {MOST_PERMUTATIONS:,}, got {n_permutations!r}."
        )
    return draws


def _few_clusters(people: People, draws: int) -> list[Note]:
    clusters = people.answered.clusters
    size = people.n if clusters is None else int(clusters.max()) + 1
    if size > FEW_CLUSTERS or 2 ** (size - 1) > draws:
        return []
    return [
        Note(
            "Only {n:cluster}: with so few there are {k} ways to flip signs, so p-values are"
            " coarse.",
            n=size,
            k=f"{2 ** (size - 1):,}",
        )
    ]


def _nothing(people: People, cells: Cells, draws: int) -> _Held:
    size = cells.n.size
    mean = np.full(size, float(people.answered.scores[0]))
    law = Found(np.zeros(draws), np.full(size, draws), np.full(size, draws))
    return _Held(mean, mean, np.full(size, np.nan), np.zeros(size), math.nan, law)


def _by_permutation(
    people: People, cells: Cells, draws: int, level: float, rng: np.random.Generator
) -> _Held:
    scores, size = people.answered.scores, people.n
    n = cells.n.astype(np.float64)
    own = cell_sums(cells.columns, cells.pieces, n.size, scores[np.newaxis])[0]
    mean, rest = own / n, (scores.sum() - own) / (size - n)
    overall = scores.mean()
    squares = ((scores - overall) ** 2).sum()
    error = np.sqrt(squares / (size - 1) * (1.0 / n + 1.0 / (size - n)))
    z = (mean - rest) / error
    law = search_law(permuted(scores, cells.n, rng), np.abs(z), cells.columns, cells.pieces, draws)

    # from the variance of all answers to that within both sides, which keeps the order of |z|
    def within(z: FloatArray) -> FloatArray:
        return z * np.sqrt((size - 2) / np.maximum(size - 1 - z * z, 1e-300))

    error = error * np.sqrt(np.maximum(size - 1 - z * z, 0.0) / (size - 2))
    return _Held(
        mean, rest, error, within(z), float(within(np.array(law.critical(1.0 - level)))), law
    )


def _by_flips(
    people: People, cells: Cells, draws: int, level: float, rng: np.random.Generator
) -> _Held:
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
    return _Held(mean, rest, error, z, law.critical(1.0 - level), law)


def _result(
    people: People,
    cells: Cells,
    held: _Held,
    draws: int,
    notes: list[Note],
    depth: int,
    min_n: int,
    level: float,
    method: str,
) -> SegmentScreen:
    gap = held.mean - held.rest
    if method == "mover":
        low, high = _mover(people, cells, held.critical)
    else:
        low, high = gap - held.critical * held.error, gap + held.critical * held.error
    order = np.argsort(-np.abs(held.z), kind="stable")
    answered = people.answered
    total = float(np.average(answered.scores, weights=answered.weights))
    return SegmentScreen(
        _labels=Labels([cells.names[i] for i in order]),
        variables=tuple(cells.variables[i] for i in order),
        n=cells.n[order],
        score=100.0 * held.mean[order],
        rest_score=100.0 * held.rest[order],
        difference=100.0 * gap[order],
        standard_error=100.0 * held.error[order],
        z=held.z[order],
        p_max=np.divide(1.0 + held.law.reached, 1.0 + draws)[order],
        adjusted_p_value=np.divide(1.0 + held.law.above, 1.0 + draws)[order],
        confidence_interval=Intervals(100.0 * low[order], 100.0 * high[order]),
        critical=held.critical,
        total_score=100.0 * total,
        n_respondents=people.n,
        method=method,
        n_permutations=draws,
        depth=depth,
        min_n=min_n,
        confidence_level=level,
        notes=tuple(notes),
    )


def _mover(people: People, cells: Cells, critical: float) -> tuple[FloatArray, FloatArray]:
    """Return intervals from the score intervals of both sides, as wide as the search asks for."""
    scores, size = people.answered.scores, cells.n.size
    table = np.stack([scores == 1, scores == 0, scores == -1]).astype(np.int8)
    inside = cell_sums(cells.columns, cells.pieces, size, table)
    outside = table.sum(axis=1, keepdims=True) - inside
    low, high = mover_limits(Pairs(*inside, *outside), critical)
    return low, high
