"""Who counts: answers, factors, weights and clusters of the same respondents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_whole
from nps._base.errors import EmptySampleError, OptionError
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._kernels.topics.segments.association import Answered
from nps._samples.ratings import check_scale
from nps._samples.tallying.codes import check_same_order, read_codes
from nps._sources.kinds import is_file
from nps._surveys.design.drawing import read_units, read_weights
from nps.segments._reading.factors import read_factors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels import FloatArray, IntArray
    from nps._samples.ratings import Scale
    from nps.segments._reading.factors import Column, Factor

#: Respondents of whom a factor may tell the class by chance.
ENOUGH_TO_TELL = 20
#: Fewer people than this on one side tell nothing, whatever is asked for.
LEAST = 2


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """The respondents with a valid answer.

    Attributes
    ----------
    answered : Answered
        +1, 0, -1, with weights and clusters.
    codes : (n,) int
        Their ratings, from 0 for the lowest of the scale.
    columns : tuple of Column
        The factors, of these respondents.
    scale : Scale
    notes : tuple of str
        Who was left out.
    """

    answered: Answered
    codes: IntArray
    columns: tuple[Column, ...]
    scale: Scale
    notes: tuple[Note, ...]

    @property
    def n(self) -> int:
        """Respondents that count."""
        return self.codes.size

    @property
    def factors(self) -> tuple[Factor, ...]:
        """What is known of the factors apart from their rows."""
        return tuple(column.factor for column in self.columns)

    @property
    def designed(self) -> bool:
        """Whether there are weights or clusters."""
        return self.answered.weights is not None or self.answered.clusters is not None


def read_people(
    ratings: object,
    factors: object,
    *,
    weights: object,
    clusters: object,
    scale: Scale,
    invalid: str,
) -> People:
    """Read answers and factors; who gave no valid answer, or has no weight, is left out."""
    check_scale(scale)
    if is_file(ratings):
        from nps._sources.respondents import read_file

        ratings, factors, weights, clusters, _, scale = read_file(
            ratings, factors, weights=weights, clusters=clusters, strata=None, rated=(),
            scale=scale, invalid=invalid,
        )  # fmt: skip
        invalid = "drop"  # or it would have been refused
    for column in factors.values() if isinstance(factors, Mapping) else [factors]:
        check_same_order(ratings=ratings, factors=column)
    codes = read_codes(ratings, "ratings", scale, invalid)
    size, levels = codes.size, len(scale.ratings)
    columns = read_factors(factors, size)
    w: FloatArray | None = None
    if weights is not None:
        given = getattr(weights, "weights", weights)  # a `Weighting` has them, and its residuals
        w = read_weights(given, size)
    units = None if clusters is None else read_units(clusters, "clusters", size)[1]
    valid = codes < levels
    counted = valid if w is None else valid & (w > 0.0)
    if not counted.any():
        raise EmptySampleError("segments need respondents with a valid answer, got none.")
    kept = None if counted.all() else counted
    rows = np.flatnonzero(counted)
    scores = np.append(scale._class_codes() - 1, (0, 0))[codes]
    people = People(
        answered=Answered(scores, w, units).some(rows),
        codes=codes[rows],
        columns=tuple(column.of(kept) for column in columns),
        scale=scale,
        notes=_left_out(int(size - valid.sum()), int((valid & ~counted).sum())),
    )
    _check_circular(people)
    return people


def _left_out(without_answer: int, without_weight: int) -> tuple[Note, ...]:
    notes = []
    if without_answer:
        notes.append(Note("Left out without a valid answer: {n:respondent}.", n=without_answer))
    if without_weight:
        notes.append(Note("Left out with a weight of 0: {n:respondent}.", n=without_weight))
    return tuple(notes)


def _check_circular(people: People) -> None:
    """Refuse a factor that is made of the ratings: each of its levels has one class."""
    scores = people.answered.scores
    if people.n < ENOUGH_TO_TELL or (scores == scores[0]).all():
        return
    for factor, codes in people.columns:
        if not 1 < factor.n_levels <= len(people.scale.ratings):
            continue
        n = np.bincount(codes, minlength=factor.n_levels)
        for score in (-1, 0, 1):
            alike = np.bincount(codes[scores == score], minlength=factor.n_levels)
            n = np.where(alike == n, 0, n)
        if not n.any():
            raise OptionError(
                Note(
                    "factor {name} tells the class of every respondent, so it holds the ratings or"
                    " was made of them; a segment is something else that is known of people.",
                    name=shown(factor.name),
                )
            )


def check_min_n(min_n: object) -> int:
    """Return the least number of respondents of a segment."""
    least = check_whole("min_n", min_n)
    if least < LEAST:
        raise OptionError(f"min_n must be at least {LEAST}, got {shown(min_n)}.")
    return least


def distinct_names(names: Sequence[str]) -> None:
    """Refuse two segments that would be called alike."""
    if len(set(names)) < len(names):
        twice = next(name for i, name in enumerate(names) if name in names[:i])
        raise OptionError(
            f"two segments would be called {shown(twice)}: rename a factor or a level."
        )
