"""Which column holds the ratings: by its header and its cells, or a clear reason why none does.

A guess is certain, said, or refused. One strong header over ratings is taken; of several the
reader lists all; a strong header over something else stops, since a weaker one must not win in
silence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from nps._base.errors import OptionError
from nps._base.text import label_text
from nps._base.words.notes import Lines, Note
from nps._base.words.saying import joined
from nps._samples.ratings import STANDARD
from nps._sources.reading.anchors import refuse_reversal, reversal
from nps._sources.reading.cells import (
    CellReader,
    Profile,
    is_comment,
    low_top,
    objection,
    profile,
    scale_of_cells,
    usual_top,
)
from nps._sources.reading.naming import Candidate, Choice, find_column, listed, named, supposed
from nps._sources.reading.questions import NONE, STRONG, WEAK, Meaning, meaning_of
from nps._sources.reading.shapes import daily, is_class_of, mixed_questions, refuse_other_shapes
from nps._sources.reading.suspects import (
    SCANNED_ROWS,
    bare_footer,
    impossible_scores,
    named_middle,
    refuse_results,
    refuse_table_of_counts,
    refuse_totals,
    stated_scale,
)

if TYPE_CHECKING:
    from nps._samples.ratings import Scale
    from nps._sources.reading.doors import Door
    from nps._sources.reading.formats.tables import Table


@dataclass(slots=True)
class _Column:
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
class _Search:
    """All that is known of the columns of a table."""

    table: Table
    scale: Scale
    door: Door
    columns: list[_Column] = field(default_factory=list)

    def candidates(self, taken: Iterable[int], why: str) -> tuple[Candidate, ...]:
        chosen = set(taken)
        return tuple(
            Candidate(c.name, c.question, c.place in chosen, why if c.place in chosen else _why(c))
            for c in self.columns
        )


def choose_rating(
    table: Table,
    scale: Scale,
    door: Door,
    read: CellReader,
    *,
    frequency: bool = False,
    filtered: Collection[int] = (),
) -> Choice:
    """Return the one column whose header and cells say that it holds the ratings, or refuse.

    Raises
    ------
    OptionError
        If no column does, several do, or what does holds something else; rows are chosen by the
        columns in `filtered`.
    """
    search = _Search(table, scale, door)
    _look(search, read)
    strong = [c for c in search.columns if c.meaning.strength == STRONG and not c.class_of]
    fitting = [c for c in strong if not c.objection]
    if len(fitting) > 1:
        _refuse_several(fitting, door)
    alone = len(search.columns) == 1
    if fitting and (items := _items(search, fitting[0])):
        _refuse_several([*fitting, *items], door)
    if fitting:
        chosen, why = fitting[0], "its header asks for a recommendation and its cells are ratings"
    else:
        contradicting = [c for c in strong if c.found.n and not is_comment(c.found)]
        if contradicting:
            _refuse_cells(search, contradicting)
        chosen, why = _weaker(search, strong, alone=alone)
    if not frequency:
        refuse_table_of_counts(table, chosen.place, scale, door)
    asks = chosen.meaning.strength == STRONG
    refuse_other_shapes(
        table, chosen.place, door, filtered=filtered, frequency=frequency, asks=asks
    )
    refuse_totals(table, chosen.place, door)
    refuse_results(table, chosen.place, door)
    refuse_reversal(chosen.name, _asked_in_full(chosen), chosen.labels(), scale, door)
    if note := _other_scale(search, chosen):
        way = Note("{way} takes the column as it stands", way=door.rating(chosen.name))
        raise OptionError(joined([note, way]))
    place, found, said_so = chosen.place, chosen.found, asks or frequency or not chosen.found.n
    weak = None if said_so else supposed(chosen.name, scale, door, alone=alone)
    middle = named_middle(chosen.labels(), read.middle, door)
    odd = filter(None, [weak, bare_footer(table, place), daily(table, place, found), middle])
    notes = (*_note_others(search, chosen), *odd)
    return Choice((place,), search.candidates([place], why), why, notes, (found,))


def named_ratings(
    table: Table,
    wanted: Sequence[str],
    scale: Scale,
    door: Door,
    read: CellReader,
    filtered: Collection[int] = (),
) -> Choice:
    """Return the columns of these names."""
    places = tuple(find_column(table, name) for name in wanted)
    search = _Search(table, scale, door)
    _look(search, read)
    why = "it was named"
    taken = [c for c in search.columns if c.place in places]
    turned = [reversal(c.name, _asked_in_full(c), c.labels(), scale, door) for c in taken]
    turned += [_other_scale(search, c) for c in taken]
    turned += [named_middle(c.labels(), read.middle, door) for c in taken]
    weak = [c.place for c in taken if c.meaning.strength != STRONG]
    mixed = [mixed_questions(table, place, door, filtered) for place in weak]
    notes = tuple(filter(None, (*turned, *mixed)))
    found = tuple(c.found for c in taken)
    return Choice(places, search.candidates(places, why), why, notes, found)


def _look(search: _Search, read: CellReader) -> None:
    """Judge every column by its header and its cells."""
    table = search.table
    rows = table.sample[:SCANNED_ROWS]
    for place, (name, question) in enumerate(zip(table.header, table.questions, strict=True)):
        if place in table.parts:
            continue
        cells = [row[place] for row in rows]
        names = table.labels.get(place, {})
        reader = read.with_labels(names)
        found = profile(cells, search.scale, reader)
        said = meaning_of(name, question)
        column = _Column(place, name, question, said, found, cells, reader, names)
        column.objection = objection(found)
        search.columns.append(column)
    rated = [c for c in search.columns if len(c.found.seen & set(search.scale.ratings)) > 3]
    for column in search.columns:
        for other in rated:
            if other is not column and is_class_of(
                column.cells, other.cells, search.scale, other.read
            ):
                column.class_of = other.name
                break


def _items(search: _Search, chosen: _Column) -> list[_Column]:
    """Return further ratings of the same question: "... [Product]" beside "... [Support]"."""
    asked, bracket, _ = chosen.question.rpartition("[")
    return [
        c
        for c in search.columns
        if bracket and c.meaning.but_for and c.question.rpartition("[")[0] == asked
        and c.found.valid and not c.objection and not c.class_of
    ]  # fmt: skip


def _other_scale(search: _Search, column: _Column) -> Note | None:
    """Say that a column was asked on another scale than 0-10, where that is how it is read."""
    if search.scale != STANDARD:
        return None
    names, seen = column.names, column.found.seen
    cells = (names.get(cell, cell) for cell in column.cells)
    return stated_scale(column.name, column.question, seen, cells, search.door)


def _asked_in_full(column: _Column) -> str:
    """Return all that stands above a column."""
    return "\n".join(dict.fromkeys((column.question, column.name)))


def _why(column: _Column) -> str:
    """Say why a column was left out."""
    if column.class_of:
        return Note("it holds the classes of {column}", column=named(column.class_of))
    if column.meaning.but_for:
        return Note("its header says {word}", word=repr(column.meaning.but_for))
    if column.meaning.strength == NONE or not column.objection:
        return Note("its header does not ask for a recommendation")
    return column.objection


# ---------------------------------------------------------------- what is taken


def _weaker(search: _Search, strong: list[_Column], *, alone: bool) -> tuple[_Column, str]:
    """Return a column that has no strong header, where nothing speaks against it."""
    empty = [c for c in strong if not c.found.n]
    if len(empty) == 1:
        return empty[0], "its header asks for a recommendation, though its cells are blank"
    if alone:
        (only,) = search.columns
        if only.objection and only.found.n:
            _refuse_cells(search, [only])
        return _not_too_low(search, only), "it is the only column"
    weak = [c for c in search.columns if c.meaning.strength == WEAK and not c.class_of]
    fitting = [c for c in weak if not c.objection]
    if len(fitting) > 1:
        _refuse_several(fitting, search.door)
    if fitting:
        chosen = _not_too_low(search, fitting[0])
        return chosen, "its header speaks of a rating, and its cells are ratings"
    blank = [c for c in weak if not c.found.n]
    if len(blank) == 1 and len(weak) == 1:
        return blank[0], "its header speaks of a rating, though its cells are blank"
    contradicting = [c for c in weak if c.found.n and not is_comment(c.found)]
    if contradicting:
        _refuse_cells(search, contradicting)
    return _refuse_all(search)


def _not_too_low(search: _Search, chosen: _Column) -> _Column:
    """Return a column without a strong header, or refuse one that leaves the top unused."""
    top = low_top(chosen.found)
    if top is not None:
        chosen.objection = Note(
            "no answer of {n} is above {top}, and its header does not say that it asks for a"
            " recommendation",
            n=chosen.found.n, top=top,
        )  # fmt: skip
        _refuse_cells(search, [chosen], usual_top(chosen.found))
    return chosen


def _note_others(search: _Search, chosen: _Column) -> tuple[Note, ...]:
    """Say which other columns a header spoke for, and why they were left out."""
    left_out = [
        c
        for c in search.columns
        if c is not chosen
        and c.meaning.strength != NONE
        and (c.class_of or not is_comment(c.found))
    ]
    return tuple(
        Note(
            "the ratings are taken from {chosen}, not from {other}: {reason}",
            chosen=named(chosen.name),
            other=named(c.name),
            reason=_why(c),
        )
        for c in left_out[:4]
    )


# ---------------------------------------------------------------- what is refused


def _refuse_several(columns: Sequence[_Column], door: Door) -> NoReturn:
    each = Lines("".join(f"\n  {door.rating(c.name)}{_asked(c)}" for c in columns))
    way = door.rating(*(c.name for c in columns))
    both = Note("\n  {way} takes them side by side", way=way) if len(columns) < 9 else ""
    raise OptionError(
        Note(
            "{k} columns may hold the ratings; say which:{each}{both}",
            k=len(columns),
            each=each,
            both=both,
        )
    )


def _asked(column: _Column) -> str:
    return "" if column.question == column.name else f"  ({label_text(column.question)[:80]})"


def _refuse_cells(search: _Search, columns: Sequence[_Column], top: int | None = None) -> NoReturn:
    door, chosen = search.door, columns[0]
    said: list[str] = [
        Note("{name} would be the column, but {why}", name=named(c.name), why=c.objection)
        for c in columns
    ]
    if "classes:" in chosen.objection:
        said.append(Note("{way} counts the words", way=door.rating(chosen.name)))
    elif top := top or scale_of_cells(chosen.found):
        said.append(Note("{way} takes it so", way=door.on_scale(chosen.name, 1, top)))
    elif not chosen.found.valid:
        said.append(Note("name another column with {way}", way=door.option("rating", "COLUMN")))
    if chosen.found.valid:
        scale = f"{search.scale.low}-{search.scale.high}"
        said.append(Note("{way} takes it as {scale}", way=door.rating(chosen.name), scale=scale))
    raise OptionError(
        joined([*said, *(x for c in columns for x in impossible_scores(search.table, c.place))])
    )


def _refuse_all(search: _Search) -> NoReturn:
    door = search.door
    refuse_results(search.table, None, door)
    fitting = [c for c in search.columns if not c.objection and not c.class_of]
    asking = [c for c in fitting if re.search(r"[?？]", c.question) or c.question.count(" ") > 3]
    but_for = [c for c in search.columns if c.meaning.but_for]
    said: list[str] = [
        Note(
            "no column holds ratings 0 to 10 under a header that says so; name it with {way}",
            way=door.option("rating", "COLUMN"),
        )
    ]
    said += [
        Note("{name} is left out ({why})", name=named(c.name), why=_why(c)) for c in but_for[:4]
    ]
    if asking:
        ways = Lines("".join(f"\n  {door.rating(c.name)}{_asked(c)}" for c in asking))
        raise OptionError(Note("{said}{ways}", said=joined(said), ways=ways))
    names = listed(c.name for c in fitting or search.columns)
    if fitting:
        said.append(Note("whole numbers from 0 to 10 are in {names}", names=names))
    else:
        said.append(Note("there are {names}", names=names))
    raise OptionError(joined(said))
