"""Columns by their names: found by a part of them, shown on one line, taken or left out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from nps._base.errors import OptionError
from nps._base.text import label_text, shown
from nps._base.words.notes import Lines, Note, listing
from nps._base.words.saying import joined
from nps._sources.reading.cells import fold
from nps._sources.reading.questions import NONE

if TYPE_CHECKING:
    from nps._samples.ratings import Scale
    from nps._sources.reading.cells import CellReader, Profile
    from nps._sources.reading.doors import Door
    from nps._sources.reading.formats.tables import Table
    from nps._sources.reading.questions import Meaning

#: Names at least this alike may be slips of the keyboard.
NEAR = 0.6
_LONGEST_NAME = 100
#: What a column is called that has no name.
_NAMELESS = re.compile(r"\(column \d+\)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column, and why it was taken or left out.

    Attributes
    ----------
    column, question : str
        Its header and the fullest text that says what it holds.
    taken : bool
        It holds the ratings.
    reason : str
        Why, or why not.

    Examples
    --------
    >>> import nps
    >>> file = nps.read_answers([{"nps": 9, "nps_date": 2}, {"nps": 3, "nps_date": 3}])
    >>> file.candidates[1]
    Candidate(column='nps_date', question='nps_date', taken=False, reason="its header says 'date'")
    """

    column: str
    question: str
    taken: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The columns taken, what is said about all of them, what is to be noted, what they hold."""

    columns: tuple[int, ...]
    candidates: tuple[Candidate, ...]
    reason: str
    notes: tuple[Note, ...] = ()
    profiles: tuple[Profile, ...] = ()


@dataclass(slots=True)
class Column:
    """All that is known of a column."""

    place: int
    name: str
    question: str
    meaning: Meaning
    found: Profile
    cells: list[str]
    read: CellReader
    names: Mapping[str, str]
    objection: str = ""
    class_of: str = ""

    def labels(self) -> list[tuple[object, str]]:
        """Return the distinct cells as numbers with the words beside them."""
        return [(self.read(cell), self.names.get(cell, cell)) for cell in dict.fromkeys(self.cells)]


@dataclass(slots=True)
class Search:
    """All that is known of the columns of a table."""

    table: Table
    scale: Scale
    door: Door
    columns: list[Column] = field(default_factory=list)

    def candidates(self, taken: Iterable[int], why: str) -> tuple[Candidate, ...]:
        chosen = set(taken)
        return tuple(
            Candidate(
                c.name, c.question, c.place in chosen, why if c.place in chosen else why_not(c)
            )
            for c in self.columns
        )


def find_column(table: Table, wanted: str) -> int:
    """Return the column with this header or question, or the only one that contains it.

    Raises
    ------
    OptionError
        If there is none, or more than one.
    """
    header = table.header
    if header.count(wanted) == 1:
        return header.index(wanted)
    part = " ".join(wanted.split()).casefold()
    for texts in (header, table.questions):
        names = [name.casefold() for name in texts]
        for found in (
            [i for i, name in enumerate(names) if name == part],
            [i for i, name in enumerate(names) if part in name],
        ):
            matches = [i for i in found if i not in table.parts] or found
            if len(matches) == 1:
                return matches[0]
            if matches:
                raise OptionError(
                    Note(
                        "{k} columns match {wanted}: {names}",
                        k=len(matches),
                        wanted=shown(wanted),
                        names=listed(header[i] for i in matches),
                    )
                )
    near = sorted(((_nearness(part, name), name) for name in header), reverse=True)[:3]
    meant = [name for ratio, name in near if ratio >= NEAR]
    if meant:
        hint = Note("did you mean {names}?", names=listed(meant))
    else:
        hint = Note("there are {names}", names=listed(header))
    said = Note("no column {wanted}; {hint}", wanted=shown(wanted), hint=hint)
    raise OptionError(joined([said, *table.notes]))


def parts_of_names(table: Table, wanted: Iterable[str]) -> list[Note]:
    """Say which columns were found by a part of their name."""
    notes: list[Note] = []
    for part in dict.fromkeys(wanted):
        place = find_column(table, part)
        names = (table.header[place], table.questions[place])
        if fold(part) not in map(fold, names):
            notes.append(
                Note(
                    "{part} is read as the column {column}",
                    part=shown(part),
                    column=named(table.header[place]),
                )
            )
    return notes


def supposed(name: str, scale: Scale, door: Door, *, alone: bool) -> Note | None:
    """Say that a column is taken whose header does not ask: goals and marks are 0-10, too.

    Parameters
    ----------
    name : str
        Its header; one that was made up speaks neither for nor against it.
    scale : Scale
    door : Door
    alone : bool
        There is no other column to name.
    """
    if alone and _NAMELESS.fullmatch(name):
        return None
    said = Note(
        "{name} is taken for the answers from {low} to {high}, though its header does not say"
        " how likely people are to recommend",
        name=named(name),
        low=scale.low,
        high=scale.high,
    )
    way = Note("{way} names another column", way=door.option("rating", "COLUMN"))
    return said if alone else Note("{said}; {more}", said=said, more=way)


def _nearness(part: str, name: str) -> float:
    """Return how alike two texts are, 0 to 1: the whole header, or one word of it."""
    short = name[: _LONGEST_NAME * 3].casefold()
    pieces = [short, *short.split()]
    return max(difflib.SequenceMatcher(None, part[:300], piece).ratio() for piece in pieces)


def listed(names: Iterable[str]) -> Note:
    """Return names between commas, each on one line."""
    return listing(map(named, names), 30)


def named(name: str) -> str:
    text = label_text(name)
    return repr(text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 3]}...")


def refuse_several(columns: Sequence[tuple[str, str]], door: Door) -> NoReturn:
    """Refuse to choose among columns, given by their names and questions.

    Raises
    ------
    OptionError
        Says how each is named, and all of them.
    """
    names = [name for name, _ in columns]
    each = Lines("".join(f"\n  {door.rating(name)}{asked(name, text)}" for name, text in columns))
    way = door.rating(*names)
    both = Note("\n  {way} takes them side by side", way=way) if len(names) < 9 else ""
    raise OptionError(
        Note(
            "{k} columns may hold the ratings; say which:{each}{both}",
            k=len(columns),
            each=each,
            both=both,
        )
    )


def asked(name: str, question: str) -> str:
    """Return the question of a column in brackets, where its name is another text."""
    return "" if question == name else f"  ({label_text(question)[:80]})"


def why_not(column: Column) -> str:
    """Say why a column was left out."""
    if column.class_of:
        return Note("it holds the classes of {column}", column=named(column.class_of))
    if column.meaning.but_for:
        return Note("its header says {word}", word=repr(column.meaning.but_for))
    if column.meaning.strength == NONE or not column.objection:
        return Note("its header does not ask for a recommendation")
    return column.objection
