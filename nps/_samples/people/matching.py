"""Find people again: two columns of answers with respondent ids become one row for each person."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_option, check_same_length
from nps._base.columns.containers import as_column
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.keys import factorize
from nps._base.text import shown
from nps._kernels.counting.factorizing import factorize_integers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels import BoolArray, IntArray

KEEP_OPTIONS = ("error", "latest")
MISSING_IDS_OPTIONS = ("raise", "unmatched")
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Wave:
    """The rows of one wave: coded answers (0..K-1, K missing, K + 1 invalid), ids, times."""

    name: str
    answers: IntArray
    ids: object
    times: object = None


@dataclass(frozen=True, slots=True)
class _People:
    """Who is in a wave (None: somebody without an id), and what each answered."""

    ids: Sequence[object]
    answers: IntArray


def match(
    sample: Wave, reference: Wave, levels: int, *, keep: str, missing_ids: str
) -> tuple[IntArray, IntArray]:
    """Return the coded answers of all people in the sample and in the reference, K where absent."""
    check_option("keep", keep, KEEP_OPTIONS)
    check_option("missing_ids", missing_ids, MISSING_IDS_OPTIONS)
    mine = _people(sample, levels, keep, missing_ids)
    theirs = _people(reference, levels, keep, missing_ids)
    found = _places(mine.ids, theirs.ids)
    if not (found >= 0).any():
        _check_same_kind(sample, reference, mine.ids, theirs.ids)
    again = found >= 0
    gone = np.ones(len(theirs.ids), dtype=np.bool_)
    gone[found[again]] = False
    absent = np.full(len(mine.ids), levels, dtype=np.int64)
    absent[again] = theirs.answers[found[again]]
    return (
        np.concatenate((mine.answers, np.full(int(gone.sum()), levels, dtype=np.int64))),
        np.concatenate((absent, theirs.answers[gone])),
    )


def _places(ids: Sequence[object], among: Sequence[object]) -> IntArray:
    """Return where each id stands among distinct others, -1 where it does not or is missing."""
    if set(map(type, ids)) == set(map(type, among)) == {int}:
        try:
            both = np.array([*among, *ids], dtype=np.int64)
        except OverflowError:
            pass  # beyond the machine's integers: looked up as objects below
        else:
            found = factorize_integers(both)[1][len(among) :]  # the others are 0, 1, 2, ...
            return np.where(found < len(among), found, -1)
    places = dict(zip(among, range(len(among)), strict=True))
    places.pop(None, None)
    return np.fromiter(map(places.get, ids, repeat(-1)), dtype=np.int64, count=len(ids))


def _people(wave: Wave, levels: int, keep: str, missing_ids: str) -> _People:
    name = f"{wave.name}_ids"
    ids, persons = factorize(wave.ids, name)
    check_same_length(wave.name, wave.answers.size, name, persons.size)
    if None in ids:
        nameless = np.flatnonzero(persons == ids.index(None))
        if missing_ids == "raise":
            raise OptionError(
                f"{name}: {nameless.size} of {persons.size} ids are missing, the first at position"
                f' {nameless[0]}. Pass missing_ids="unmatched" to keep these answers as people who'
                " are in this wave only, or leave the rows out."
            )
        persons[nameless] = len(ids) + np.arange(nameless.size)
        ids = [*ids, *[None] * nameless.size]
    answers = np.full(len(ids), levels, dtype=np.int64)
    if keep == "latest":
        answers[persons[wave.answers > levels]] = levels + 1
        rows = _latest(wave, ids, persons, levels)
    else:
        if wave.times is not None:
            times = as_column(wave.times, f"{wave.name}_times")
            check_same_length(name, persons.size, f"{wave.name}_times", len(times))
        _refuse_repeated(name, ids, np.bincount(persons, minlength=len(ids)) > 1)
        rows = np.arange(persons.size)
    answers[persons[rows]] = wave.answers[rows]
    return _People(ids, answers)


def _refuse_repeated(name: str, ids: Sequence[object], repeated: BoolArray) -> None:
    positions = np.flatnonzero(repeated)
    if positions.size:
        raise OptionError(
            f"{name}: {positions.size} ids occur more than once: {_some(ids, positions)}. A person"
            ' counts once: remove the repeats, or pass keep="latest" with sample_times and'
            " reference_times to use each person's latest answer."
        )


def _latest(wave: Wave, ids: Sequence[object], persons: IntArray, levels: int) -> IntArray:
    """Return the row of each person's latest valid answer."""
    when = _ranks(wave)
    rows = np.flatnonzero(wave.answers < levels)
    rows = rows[np.lexsort((wave.answers[rows], when[rows], persons[rows]))]
    if (when[rows] < 0).any():
        raise OptionError(
            f"{wave.name}_times: {int((when[rows] < 0).sum())} answers have no time, so that it"
            " cannot be said which is the latest."
        )
    who, at, what = persons[rows], when[rows], wave.answers[rows]
    last = np.append(who[1:] != who[:-1], True)[: who.size]
    newest = np.zeros(len(ids), dtype=np.int64)
    newest[who[last]] = at[last]
    tied = (who[1:] == who[:-1]) & (at[:-1] == newest[who[:-1]]) & (what[1:] != what[:-1])
    if tied.any():
        positions = np.unique(who[1:][tied])
        raise OptionError(
            f"{wave.name}_ids: {positions.size} people gave different answers at the same latest"
            f" time: {_some(ids, positions)}. Remove all but one."
        )
    return np.asarray(rows[last])


def _ranks(wave: Wave) -> IntArray:
    """Return the order of the times, -1 where one is missing."""
    name = f"{wave.name}_times"
    if wave.times is None:
        raise OptionError(f'keep="latest" needs {name}: when each answer was given.')
    moments, codes = factorize(wave.times, name)
    check_same_length(wave.name, wave.answers.size, name, codes.size)
    known = [moment for moment in moments if moment is not None]
    if any(isinstance(moment, str) for moment in known):
        raise InputTypeError(
            f"{name} must be dates or numbers, got text such as {shown(known[0])}, which does not"
            " sort by time. Convert it first, for example with pandas.to_datetime."
        )
    try:
        ranks = {moment: i for i, moment in enumerate(sorted(known))}  # type: ignore[type-var]  # may fail
    except TypeError:
        raise InputTypeError(
            f"{name} must be all of one kind, such as dates with or without a time zone."
        ) from None
    ranked = np.array([-1 if x is None else ranks[x] for x in moments], dtype=np.int64)
    return np.asarray(ranked[codes])


def _check_same_kind(
    sample: Wave, reference: Wave, mine: Sequence[object], theirs: Sequence[object]
) -> None:
    """Refuse to call everybody new when one wave has ids as text and the other as numbers."""
    kinds = [{isinstance(x, str) for x in ids if x is not None} for ids in (mine, theirs)]
    if kinds in ([{True}, {False}], [{False}, {True}]):
        raise InputTypeError(
            f"no id is in both waves, but {sample.name}_ids look like {shown(mine[0])} and"
            f" {reference.name}_ids like {shown(theirs[0])}: text never equals a number. Convert"
            " one of them."
        )


def _some(ids: Sequence[object], positions: IntArray) -> str:
    more = ", ..." if positions.size > _SHOWN else ""
    return ", ".join(shown(ids[i]) for i in positions[:_SHOWN]) + more
