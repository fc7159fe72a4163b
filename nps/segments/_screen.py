"""All groups held against the best by chance: `screen`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._base.checks import check_confidence_level, check_option, check_rng, check_whole
from nps._base.errors import OptionError
from nps._base.labels.labels import Labels
from nps._base.results import Intervals
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._kernels.topics.segments.search import below
from nps._samples.ratings import STANDARD
from nps.segments._cells import read_cells
from nps.segments._holding import (
    held_by_flips,
    held_by_nothing,
    held_by_permutation,
    mover_reach,
    units_of,
)
from nps.segments._reading.people import check_min_n, read_people
from nps.segments._results.screen import SegmentScreen

if TYPE_CHECKING:
    from nps._base.typing import Invalid, Rng
    from nps._samples.ratings import Scale
    from nps.segments._cells import Cells
    from nps.segments._holding import Held
    from nps.segments._reading.people import People

ScreenMethodName: TypeAlias = Literal["pooled", "mover"]
METHODS = ("pooled", "mover")
#: Factors of one group.
DEEPEST = 2
#: Draws at most.
MOST_PERMUTATIONS = 99_999

#: With more clusters there are more ways to flip their signs than draws.
FEW_CLUSTERS = 20


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
        Random draws, from 1 / (1 - confidence level) to 99,999.
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
    is below 1 less the confidence level, and goes no further than -200 and 200. Where all inside
    and all outside answer alike, s2 is 0, and the variance of all answers takes its place in the
    interval. With weights or clusters the signs of whole clusters of
    weighted residuals are flipped at random [2]_ in place of permuting; with G clusters p is never
    less than 2**(1 - G).

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
            f"depth must be 1 or 2, got {shown(depth)}; for groups of more factors use"
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
        held = held_by_nothing(people, cells, draws)
    elif people.designed:
        held = held_by_flips(people, cells, draws, level, generator)
        notes += _few_clusters(people, draws, level)
    else:
        held = held_by_permutation(people, cells, draws, level, generator)
    return _result(
        people, cells, held, draws, notes, deep, least, level,
        "sign-flip" if people.designed else method,
    )  # fmt: skip


def _check_draws(n_permutations: object, level: float) -> int:
    draws = check_whole("n_permutations", n_permutations)
    fewest = math.floor(1.0 / (1.0 - level) + 1e-9)
    if not fewest <= draws <= MOST_PERMUTATIONS:
        raise OptionError(
            f"n_permutations must be from {fewest:,} (with confidence_level={level:g}, fewer cannot"
            f" find anything) to {MOST_PERMUTATIONS:,}, got {shown(n_permutations)}."
        )
    return draws


def _few_clusters(people: People, draws: int, level: float) -> list[Note]:
    size = units_of(people)
    if not below(0.5 ** (size - 1), 1.0 - level):
        return [
            Note(
                "Only {n:cluster}: with so few there are {k} ways to flip signs, so that no group"
                " can be told from chance at this confidence level.",
                n=size,
                k=f"{2 ** (size - 1):,}",
            )
        ]
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


def _result(
    people: People,
    cells: Cells,
    held: Held,
    draws: int,
    notes: list[Note],
    depth: int,
    min_n: int,
    level: float,
    method: str,
) -> SegmentScreen:
    gap = held.mean - held.rest
    order = np.argsort(-np.abs(held.z), kind="stable")
    if method == "mover":
        low, high = mover_reach(people, cells, held.critical)
    else:
        low, high = gap - held.reach, gap + held.reach
    low, high = np.clip(low, -2.0, 2.0), np.clip(high, -2.0, 2.0)
    p_max, adjusted = (
        np.maximum(np.divide(1.0 + times, 1.0 + draws), held.least)[order]
        for times in (held.law.reached, held.law.above)
    )
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
        p_max=p_max,
        adjusted_p_value=adjusted,
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
