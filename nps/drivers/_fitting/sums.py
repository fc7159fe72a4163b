"""Sums of products of drivers and answers, which add up over parts of the data.

The columns are kept whole, so that parts fit together whatever occurs in each: of a rating or
yes/no "asked" and the answer or else 0, of a category one for each level, "not asked" among them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import OptionError
from nps._base.labels.labels import sorted_positions
from nps._base.text import shown
from nps._kernels.topics.drivers.blocks import gram
from nps._samples.counts import Counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.typing import Invalid
    from nps._kernels import FloatArray
    from nps._samples.ratings import Scale
    from nps.drivers._fitting.people import People
    from nps.drivers._reading.factors import Column, Factor

#: Promoter, detractor and rating, the last columns.
OUTCOMES = 3
#: Outcomes of a regression, made of these.
SCORE, PROMOTER, DETRACTOR, RATING = (
    (1.0, -1.0, 0.0),
    (1.0, 0.0, 0.0),
    (0.0, 1.0, 0.0),
    (0.0, 0.0, 1.0),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which columns to add up, and how they are read."""

    rating: str
    factors: Sequence[str]
    skipped: str
    factor_scales: Mapping[str, tuple[float, float]] | None
    scale: Scale
    invalid: Invalid


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """The Gram matrix of (1, columns of the drivers, promoter, detractor, rating)."""

    factors: tuple[Factor, ...]
    matrix: FloatArray
    counts: Counts
    n_dropped: int

    def __add__(self, other: Sums) -> Sums:
        empty = self.counts.n == 0 or other.counts.n == 0
        factors = tuple(
            _together(mine, theirs, empty)
            for mine, theirs in zip(self.factors, other.factors, strict=True)
        )
        matrix = self._placed(factors) + other._placed(factors)
        matrix.flags.writeable = False
        return Sums(factors, matrix, self.counts + other.counts, self.n_dropped + other.n_dropped)

    def _placed(self, factors: Sequence[Factor]) -> FloatArray:
        """Return the sums with a place for all levels of these factors."""
        parts = []
        for mine, wanted in zip(self.factors, factors, strict=True):
            part = np.zeros((width_of(wanted), 1 + width_of(mine)))
            if mine.kind != wanted.kind:  # not a single answer here: nobody was asked
                if None in wanted.levels:
                    part[wanted.levels.index(None), 0] = 1.0
            elif mine.kind == "category":
                for code, level in enumerate(mine.levels):
                    part[wanted.levels.index(level), 1 + code] = 1.0
            else:
                part[:, 1:] = np.eye(2)
            parts.append(part)
        return self._recoded(parts, np.eye(OUTCOMES))

    def for_regression(
        self, *outcomes: tuple[float, float, float]
    ) -> tuple[tuple[Factor, ...], FloatArray]:
        """Return the drivers, and the Gram matrix of a regression's columns and of outcomes."""
        parts, factors, place = [], [], 1
        for factor in self.factors:
            width = width_of(factor)
            gaps = factor.kind != "category" and bool(self.matrix[0, place] < self.matrix[0, 0])
            parts.append(np.eye(width, 1 + width, 1)[0 if gaps else 1 :])
            factors.append(replace(factor, gaps=gaps))
            place += width
        return tuple(factors), self._recoded(parts, np.array(outcomes))

    def _recoded(self, parts: Sequence[FloatArray], outcomes: FloatArray) -> FloatArray:
        """Return the sums of combinations of (1, columns) of each driver, and of outcomes."""
        size, place = len(self.matrix), 1
        rows = [np.eye(1, size)]
        for factor, part in zip(self.factors, parts, strict=True):
            width = width_of(factor)
            row = np.zeros((len(part), size))
            row[:, 0] = part[:, 0]
            row[:, place : place + width] = part[:, 1:]
            rows.append(row)
            place += width
        rows.append(np.hstack([np.zeros((len(outcomes), place)), outcomes]))
        coding = np.concatenate(rows)
        return np.asarray(coding @ self.matrix @ coding.T)


def width_of(factor: Factor) -> int:
    """Return the columns of a driver in the sums."""
    return len(factor.levels) if factor.kind == "category" else 2


def summed(
    factors: tuple[Factor, ...], matrix: FloatArray, missing: int, invalid: int, n_dropped: int
) -> Sums:
    """Return sums that were added up elsewhere."""
    n, promoters, detractors = (
        round(float(x)) for x in (matrix[0, 0], matrix[0, -3], matrix[0, -2])
    )
    counts = Counts(
        promoters, n - promoters - detractors, detractors, missing=missing, invalid=invalid
    )
    matrix.flags.writeable = False
    return Sums(factors, matrix, counts, n_dropped)


def sums_of_people(people: People) -> Sums:
    """Return the sums of respondents who have been read."""
    columns = [array for column in people.columns for array in _columns(column)]
    outcomes = (people.classes == 1, people.classes == -1, people.ratings)
    matrix = gram([*columns, *outcomes], people.n)
    matrix.flags.writeable = False
    return Sums(people.factors, matrix, people.counts, people.n_dropped)


def _columns(column: Column) -> list[np.ndarray]:
    factor, values, missing = column
    if factor.kind != "category":
        asked = np.ones(values.size, np.bool_) if missing is None else ~missing
        return [asked, column.design()[-1]]
    first = values == 0 if missing is None else (values == 0) & ~missing
    return [first, *column.design()] if factor.levels else []


def _together(mine: Factor, theirs: Factor, empty: bool) -> Factor:
    """Return what is known of a driver from two parts of the data, of which one may be empty."""
    n_asked = mine.n_asked + theirs.n_asked
    if mine.kind != theirs.kind:
        if mine.n_asked and theirs.n_asked:
            raise OptionError(
                f"factor {shown(mine.name)} must hold the same in all tallies, but is of kind"
                f" {mine.kind!r} in one and {theirs.kind!r} in another."
            )
        known = mine if mine.n_asked else theirs
        levels = _levels(known, known, () if empty else (None,))
        return replace(known, levels=levels, n_asked=n_asked)
    if mine.kind == "category":
        return replace(
            mine, levels=_levels(mine, theirs), order=_order(mine, theirs), n_asked=n_asked
        )
    if mine.declared != theirs.declared or (
        mine.declared and (mine.low, mine.high) != (theirs.low, theirs.high)
    ):
        raise OptionError(
            f"factor {shown(mine.name)} must have the same scale in all tallies: give factor_scales"
            " alike to each, or to none."
        )
    low, high = math.nan, math.nan
    if n_asked:
        low = float(np.nanmin([mine.low, theirs.low]))
        high = float(np.nanmax([mine.high, theirs.high]))
    return replace(mine, low=low, high=high, n_asked=n_asked)


def _order(mine: Factor, theirs: Factor) -> tuple[object, ...]:
    return mine.order if mine.order == theirs.order else ()


def _levels(mine: Factor, theirs: Factor, more: tuple[object, ...] = ()) -> tuple[object, ...]:
    """Return the levels of both, in their common order or else sorted, "not asked" last."""
    if mine.kind != "category":
        return ()
    found = list(dict.fromkeys((*mine.levels, *theirs.levels, *more)))
    known = [level for level in found if level is not None]
    order = _order(mine, theirs)
    if order:
        known.sort(key=order.index)
    else:
        known = [known[i] for i in sorted_positions(known)]
    return (*known, *([None] if None in found else []))
