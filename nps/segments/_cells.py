"""The groups that are looked at: levels of one factor, or of two crossed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.errors import OptionError
from nps._base.text import noun
from nps._base.words.notes import Note
from nps._kernels.topics.segments.search import Piece
from nps.segments._reading.people import distinct_names
from nps.segments._reading.wording import AND, Range, levels_text, range_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels import IntArray
    from nps.segments._reading.factors import Column, Factor
    from nps.segments._reading.people import People

#: Numbers with more distinct values than this are cut at their quartiles.
EACH = 10
#: Groups that are looked at in one go, at most.
MOST_CELLS = 100_000


class Cells(NamedTuple):
    """The groups of a screen: what they are called and made of, and who is in them."""

    names: list[str]
    variables: list[tuple[str, ...]]
    columns: list[IntArray]
    pieces: list[Piece]
    n: IntArray


def read_cells(people: People, depth: int, min_n: int) -> Cells:
    """Return the groups with enough respondents inside and outside."""
    found = [_levels(column) for column in people.columns]
    columns = [np.asarray(codes, dtype=np.int64) for codes, _ in found]
    texts = [names for _, names in found]
    called = [factor.name for factor in people.factors]
    single = [np.bincount(codes, minlength=len(names)) for codes, names in found]
    pieces: list[Piece] = []
    names: list[str] = []
    variables: list[tuple[str, ...]] = []
    sizes: list[IntArray] = []
    total = 0
    pairs = [(j, -1) for j in range(len(columns))]
    if depth > 1:
        pairs += [(i, j) for i in range(len(columns)) for j in range(i + 1, len(columns))]
    for first, second in pairs:
        piece = Piece(first, second, 1 if second < 0 else len(texts[second]), np.empty(0, np.int64))
        n = single[first]
        if second >= 0:
            n = np.bincount(
                piece.codes(columns, slice(None)), minlength=n.size * len(texts[second])
            )
        wanted = (n >= min_n) & (people.n - n >= min_n)
        if second >= 0:  # a level that lies within one of the other factor is no new group
            wanted &= (n != np.repeat(single[first], piece.width)) & (
                n != np.tile(single[second], single[first].size)
            )
        there = np.flatnonzero(wanted)
        cell = np.full(n.size, -1, dtype=np.int64)
        cell[there] = total + np.arange(there.size)
        total += there.size
        if total > MOST_CELLS:
            raise OptionError(
                f"screen looks at {MOST_CELLS:,} groups at most, but of"
                f" {noun(len(columns), 'factor')} at depth={depth} there are more: give fewer"
                f" factors or levels, or a larger min_n."
            )
        pieces.append(piece._replace(cell=cell))
        sizes.append(n[there])
        for code in there.tolist():
            if second < 0:
                names.append(texts[first][code])
                variables.append((called[first],))
            else:
                one, other = divmod(code, piece.width)
                names.append(f"{texts[first][one]}{AND}{texts[second][other]}")
                variables.append((called[first], called[second]))
    if not total:
        raise OptionError(
            Note(
                "no group of the factors has min_n={least} respondents inside and outside, of"
                " {n:respondent} in all.",
                least=str(min_n),
                n=people.n,
            )
        )
    distinct_names(names)
    return Cells(names, variables, columns, pieces, np.concatenate(sizes))


def _levels(column: Column) -> tuple[IntArray, list[str]]:
    """Return a code for each respondent, and what each code is called."""
    factor, codes = column
    size = len(factor.levels)
    if factor.kind == "number" and size > EACH:
        return _quarters(factor, codes)
    names = [levels_text(factor.name, [level]) for level in _shown(factor)]
    return codes, names + [levels_text(factor.name, [None])] * factor.missing


def _shown(factor: Factor) -> Sequence[object]:
    """Return levels as they read: whole numbers without a point."""
    if factor.kind != "number":
        return factor.levels
    return [f"{level:.15g}" for level in factor.levels]


def _quarters(factor: Factor, codes: IntArray) -> tuple[IntArray, list[str]]:
    """Cut numbers at their quartiles, as values that occur."""
    size = len(factor.levels)
    below = np.cumsum(np.bincount(codes, minlength=size)[:size])
    ends = np.searchsorted(below, below[-1] * np.array([0.25, 0.5, 0.75]))
    ends = np.unique(ends[ends < size - 1])
    levels = [float(x) for x in factor.levels]  # type: ignore[arg-type]  # numbers
    cuts = [-np.inf, *(levels[end] for end in ends.tolist()), np.inf]
    names = [range_text(factor.name, Range(low, high), gaps=False) for low, high in pairwise(cuts)]
    turn = np.searchsorted(ends, np.arange(size))
    if factor.missing:
        turn = np.append(turn, len(names))
        names.append(levels_text(factor.name, [None]))
    return turn[codes], names
