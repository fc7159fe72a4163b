"""Which column holds the ratings: by its header and its cells, or a clear reason why none does.

A guess is certain, said, or refused. One strong header over ratings is taken; of several the
reader lists all; a strong header over something else stops, since a weaker one must not win in
silence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NoReturn

from nps._base.errors import OptionError
from nps._base.words.notes import Lines, Note
from nps._base.words.saying import joined
from nps._samples.classify import CLASS_LABELS
from nps._samples.ratings import STANDARD
from nps._sources.reading.anchors import refuse_reversal, reversal
from nps._sources.reading.cells import (
    CellReader,
    class_of,
    coded,
    is_comment,
    low_top,
    objection,
    profile,
    scale_of_cells,
    usual_top,
)
from nps._sources.reading.naming import (
    Choice,
    Column,
    Search,
    asked,
    find_column,
    listed,
    named,
    refuse_several,
    supposed,
    why_not,
)
from nps._sources.reading.questions import NONE, STRONG, WEAK, meaning_of
from nps._sources.reading.shapes import (
    daily,
    headless,
    is_class_of,
    mixed_questions,
    refuse_mixed,
    refuse_other_shapes,
    refuse_wrapped,
)
from nps._sources.reading.suspects import (
    SCANNED_ROWS,
    bare_footer,
    impossible_scores,
    named_middle,
    refuse_results,
    refuse_table_of_counts,
    refuse_totals,
    stated_scale,
    total_among_answers,
)

if TYPE_CHECKING:
    from nps._samples.ratings import Scale
    from nps._sources.reading.doors import Door
    from nps._sources.reading.formats.tables import Table


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
    search = Search(table, scale, door)
    refuse_wrapped(table)
    _look(search, read)
    strong = [c for c in search.columns if c.meaning.strength == STRONG and not c.class_of]
    fitting = [c for c in strong if not c.objection]
    if len(fitting) > 1:
        refuse_several([(c.name, c.question) for c in fitting], door)
    alone = len(search.columns) == 1
    if fitting and (items := _items(search, fitting[0])):
        refuse_several([(c.name, c.question) for c in (*fitting, *items)], door)
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
    blank = None if found.n or asks or not table.sample else _numbers_in(_varied(search))
    daily_row = daily(table, place, found)
    odd = filter(None, [weak, bare_footer(table, place), daily_row, middle, blank])
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
    search = Search(table, scale, door)
    _look(search, read)
    why = "it was named"
    taken = [c for c in search.columns if c.place in places]
    turned = [reversal(c.name, _asked_in_full(c), c.labels(), scale, door) for c in taken]
    turned += [_other_scale(search, c) for c in taken]
    turned += [named_middle(c.labels(), read.middle, door) for c in taken]
    turned += [_coded_in(c) for c in taken]
    turned += [headless(c.name, scale) for c in taken]
    weak = [c.place for c in taken if c.meaning.strength != STRONG]
    mixed = [mixed_questions(table, place, door, filtered) for place in weak]
    if not filtered:
        turned += [total_among_answers(table, place) for place in places]
    notes = tuple(dict.fromkeys(filter(None, (*turned, *mixed))))
    found = tuple(c.found for c in taken)
    return Choice(places, search.candidates(places, why), why, notes, found)


def _look(search: Search, read: CellReader) -> None:
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
        column = Column(place, name, question, said, found, cells, reader, names)
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


def _items(search: Search, chosen: Column) -> list[Column]:
    """Return further ratings of the same question: "... [Product]" beside "... [Support]"."""
    asked, bracket, _ = chosen.question.rpartition("[")
    return [
        c
        for c in search.columns
        if bracket and c.meaning.but_for and c.question.rpartition("[")[0] == asked
        and c.found.valid and not c.objection and not c.class_of
    ]  # fmt: skip


def _other_scale(search: Search, column: Column) -> Note | None:
    """Say that a column was asked on another scale than 0-10, where that is how it is read."""
    if search.scale != STANDARD:
        return None
    names, seen = column.names, column.found.seen
    cells = (names.get(cell, cell) for cell in column.cells)
    return stated_scale(column.name, column.question, seen, cells, search.door)


def _coded_in(column: Column) -> Note | None:
    """Say that the values of a column that was named are codes rather than ratings."""
    why = coded(column.found)
    return Note("in {column} {reason}", column=named(column.name), reason=why) if why else None


def _asked_in_full(column: Column) -> str:
    """Return all that stands above a column."""
    return "\n".join(dict.fromkeys((column.question, column.name)))


# ---------------------------------------------------------------- what is taken


def _weaker(search: Search, strong: list[Column], *, alone: bool) -> tuple[Column, str]:
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
        refuse_several([(c.name, c.question) for c in fitting], search.door)
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


def _not_too_low(search: Search, chosen: Column) -> Column:
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


def _note_others(search: Search, chosen: Column) -> tuple[Note, ...]:
    """Say which other columns a header spoke for, and why they were left out."""
    left_out = [
        c
        for c in search.columns
        if c is not chosen
        and (c.meaning.strength != NONE or (c.meaning.but_for and c in _varied(search)))
        and (c.class_of or not is_comment(c.found))
    ]
    return tuple(
        Note(
            "the ratings are taken from {chosen}, not from {other}: {reason}",
            chosen=named(chosen.name),
            other=named(c.name),
            reason=why_not(c),
        )
        for c in left_out[:4]
    )


def _varied(search: Search) -> list[Column]:
    """Return the columns that hold ratings by their cells, more of them than classes have."""
    columns = [c for c in search.columns if not c.objection and not c.class_of]
    return [c for c in columns if len(c.found.seen) > len(CLASS_LABELS)]


def _numbers_in(columns: Sequence[Column]) -> Note | None:
    names = listed(c.name for c in columns)
    return Note("whole numbers from 0 to 10 are in {names}", names=names) if columns else None


# ---------------------------------------------------------------- what is refused


def _refuse_cells(search: Search, columns: Sequence[Column], top: int | None = None) -> NoReturn:
    door, chosen = search.door, columns[0]
    out_of_all = scale_of_cells(chosen.found, search.scale.high)
    said: list[str] = [
        Note("{name} would be the column, but {why}", name=named(c.name), why=c.objection)
        for c in columns
    ]
    if "classes:" in chosen.objection:
        said.append(Note("{way} counts the words", way=door.read(chosen.name)))
    elif top:
        said.append(Note("{way} takes it so", way=door.on_scale(chosen.name, 1, top)))
    elif top := scale_of_cells(chosen.found):
        said.append(Note("{way} takes it so", way=door.read(chosen.name, 1, top)))
    elif not (chosen.found.valid or out_of_all):
        said.append(Note("name another column with {way}", way=door.option("rating", "COLUMN")))
    if chosen.found.valid or out_of_all:
        scale = f"{search.scale.low}-{search.scale.high}"
        way = door.read(chosen.name) if out_of_all else door.rating(chosen.name)
        said.append(Note("{way} takes it as {scale}", way=way, scale=scale))
    raise OptionError(
        joined([*said, *(x for c in columns for x in impossible_scores(search.table, c.place))])
    )


def _refuse_all(search: Search) -> NoReturn:
    door = search.door
    refuse_results(search.table, None, door)
    refuse_mixed(search.table, search.scale, door)
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
        Note("{name} is left out ({why})", name=named(c.name), why=why_not(c)) for c in but_for[:4]
    ]
    if asking:
        ways = Lines(
            "".join(f"\n  {door.rating(c.name)}{asked(c.name, c.question)}" for c in asking)
        )
        raise OptionError(
            Note("{said}{ways}", said=joined([*said, *search.table.notes]), ways=ways)
        )
    for worded in [c for c in but_for if any(map(class_of, c.found.texts))][:1]:
        refuse_table_of_counts(search.table, worded.place, search.scale, door, by_name=True)
        said.append(Note("{way} counts the words", way=door.read(worded.name)))
    names = listed(c.name for c in search.columns)
    said.append(_numbers_in(fitting) or Note("there are {names}", names=names))
    said += filter(None, (headless(c.name, search.scale) for c in fitting))
    raise OptionError(joined([*said, *search.table.notes]))
