"""Tables that are no lists of answers: counts of answers, results with a total."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from nps._base.errors import OptionError
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._base.words.saying import joined
from nps._samples.parsing import is_of_stars
from nps._samples.published import nearest_scores
from nps._sources.reading.anchors import anchors, ends
from nps._sources.reading.cells import answer_in, class_of
from nps._sources.reading.naming import named
from nps._sources.reading.questions import STRONG, counts_header, folded, meaning, says_total

if TYPE_CHECKING:
    from nps._samples.ratings import Scale
    from nps._sources.reading.doors import Door
    from nps._sources.reading.formats.tables import Row, Table

SCANNED_ROWS = 5000
#: From so many rows on, ratings that stand in order without repetition are no accident.
_IN_ORDER = 6
_SHARE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,15})?")
#: Shares that are rounded in print still add up to 1 within this.
_ROUNDED = 0.015
_TOP, _STARS = 10, 5
#: A scale in a header: 1-5, 1 to 7, 0 bis 100, 1～5.
_STATED = re.compile(
    r"(?<![A-Za-z\d.,/-])([01]) ?(?:-|–|—|~|～|至|到|から|to|bis|à|a|al|até|tot|till|til|do) ?"
    r"(\d{1,3})(?![\d.,/-])"
)
_SCORE = re.compile(r"[-+]?[0-9]{1,3}(\.[0-9]{1,6})?")
#: Among so many answers every score in print is one that they can have.
_MOST_ANSWERS = 10**9
_DIGITS = 16
#: Rows at the end, and letters of a word, that may be statistics.
_FOOTER = 9
#: Beside a median these are statistics; by themselves they may be names.
_BESIDE_STATISTICS = frozenset({"min", "max", "n", "base", "sd", "var", "count"})


def refuse_table_of_counts(
    table: Table, rating: int, scale: Scale, door: Door, *, by_name: bool = False
) -> None:
    """Refuse a table that says how many gave each rating, which is no list of answers.

    Raises
    ------
    OptionError
        If every rating occurs once, in each group, beside a column of counts.
    """
    rows = table.sample
    if not table.complete or len(rows) < 3 or len(rows) > SCANNED_ROWS:
        return
    if len({row[rating] for row in rows}) < 3:
        return
    whole = {
        i: [row[i] for row in rows]
        for i in range(len(table.header))
        if i != rating and _are_counts([row[i] for row in rows])
    }
    in_order = not by_name and _in_order([row[rating] for row in rows], scale)
    counting = [i for i in whole if counts_header(table.header[i])]
    for i in counting:
        if _once_in_each_group(rows, rating, i) or (in_order and not _is_numbering(whole[i])):
            raise OptionError(_of_counts(table, rating, i, door))
    _refuse_shares(table, rating, scale, door, by_name=by_name)
    for i, cells in whole.items():
        if in_order and i not in counting and not _is_numbering(cells):
            way = Note("{way} reads rows as answers", way=door.rating(table.header[rating]))
            raise OptionError(joined([_of_counts(table, rating, i, door), way]))


def _of_counts(table: Table, rating: int, counts: int, door: Door) -> Note:
    return Note(
        "every rating occurs once and there is a column {name} of whole numbers: is this a"
        " table of counts? {way} reads it",
        name=named(table.header[counts]),
        way=door.frequency(table.header[rating], table.header[counts]),
    )


def _refuse_shares(table: Table, rating: int, scale: Scale, door: Door, *, by_name: bool) -> None:
    """Refuse a table that says which share gave each rating, or is of each class."""
    rows = [row for row in table.sample if not says_total(row[rating])]
    once = len({class_of(row[rating]) for row in rows}) == len(rows)
    by_class = once and all(class_of(row[rating]) for row in rows)
    if not by_class and (by_name or not _in_order([row[rating] for row in rows], scale)):
        return
    for i, name in enumerate(table.header):
        cells = _bare([row[i] for row in rows])
        if i == rating or not all(_SHARE.fullmatch(cell) for cell in cells):
            continue
        whole = sum(map(float, cells))
        if min(abs(whole - 1.0), abs(whole / 100.0 - 1.0)) < _ROUNDED:
            said = Note(
                "every rating occurs once and column {column} adds up to {whole}: are these"
                " shares of answers rather than answers? nps.Counts.from_shares takes shares",
                column=named(name),
                whole=f"{whole:.3g}",
            )
            way = Note("{way} reads rows as answers", way=door.rating(table.header[rating]))
            raise OptionError(said if by_class else joined([said, way]))


def refuse_results(table: Table, rating: int | None, door: Door) -> None:
    """Refuse a table with columns of promoters and detractors, beside the ratings or without any.

    Raises
    ------
    OptionError
        If there are such columns, of whole numbers.
    """
    classes = {class_of(name): i for i, name in enumerate(table.header) if i != rating}
    places = [classes[kind] for kind in ("promoter", "detractor") if kind in classes]
    if len(places) < 2 or not table.sample:
        return
    if all(_are_counts([row[i] for row in table.sample]) for i in places):
        first, second = (named(table.header[i]) for i in places)
        said = Note(
            "columns {first} and {second} hold whole numbers: are these results rather than"
            " answers? nps.Cohorts.from_counts takes them",
            first=first,
            second=second,
        )
        if rating is None:
            raise OptionError(said)
        way = Note("{way} reads rows as answers", way=door.rating(table.header[rating]))
        raise OptionError(joined([said, way]))


def stated_scale(
    name: str, question: str, seen: Iterable[float], cells: Iterable[str], door: Door
) -> Note | None:
    """Say that a header, or stars in its cells, are of another scale, which all answers fit."""
    highest = max(seen, default=0)
    stars = next(filter(is_of_stars, dict.fromkeys(cells)), None)
    if stars is not None and highest <= _STARS:
        return Note(
            "the cells of {name} are stars such as {cell}, none above 5: {scale} reads them so",
            name=named(name),
            cell=shown(stars.strip()),
            scale=door.scale(1, _STARS),
        )
    low, high, best = ends(anchors(question))
    said = [(low, high, f"{low} to {high}")] if best > 0 and low in (0, 1) else []
    stated = [(int(found[1]), int(found[2]), found[0]) for found in _STATED.finditer(question)]
    for low, high, words in stated + said:
        if high > low + 1 and high != _TOP and highest <= high:
            return Note(
                "the header {name} says {words}, which is not 0-10: {scale} reads them so",
                name=named(name),
                words=words,
                scale=door.scale(low, high),
            )
    return None


def named_middle(labels: Iterable[tuple[object, str]], middle: float, door: Door) -> Note | None:
    """Say that a name of the middle of the scale, beside another number, means no answer."""
    for answer, label in labels:
        if answer == middle and answer_in(label, math.inf) is None:
            return Note(
                "{cell} counts as the middle of the scale: is it no answer? {remedy}",
                cell=shown(label.strip()),
                remedy=door.remedies.missing(repr(label.strip())),
            )
    return None


def _are_counts(cells: Sequence[str]) -> bool:
    return all(re.fullmatch(r"\s{0,9}\d[\d,.\s'’]{0,20}", cell) for cell in cells) and any(
        cell.strip() != "0" for cell in cells
    )


def _once_in_each_group(rows: Sequence[Row], rating: int, count: int) -> bool:
    """Tell whether each combination of the other columns has each rating once, and several.

    Shares beside the counts are no groups.
    """
    columns = [i for i in range(len(rows[0])) if i not in (rating, count)]
    others = [i for i in columns if not _are_shares([row[i] for row in rows])]
    keys = [tuple(row[i] for i in others) for row in rows]
    pairs = {(key, row[rating].strip()) for key, row in zip(keys, rows, strict=True)}
    return len(pairs) == len(rows) and len(rows) >= 3 * len(set(keys))


def _are_shares(cells: Sequence[str]) -> bool:
    """Tell whether cells are numbers of which one at least has a point or is in percent."""
    broken = any("%" in cell or "." in cell or "," in cell for cell in cells)
    return broken and all(_SHARE.fullmatch(cell) for cell in _bare(cells))


def _bare(cells: Sequence[str]) -> list[str]:
    return [cell.strip().removesuffix("%").strip().replace(",", ".") for cell in cells]


def _in_order(cells: Sequence[str], scale: Scale) -> bool:
    """Tell whether ratings stand in order and none occurs twice."""
    ratings = [i for cell in cells for i in scale.ratings if cell.strip() == str(i)]
    if len(ratings) < _IN_ORDER or len(ratings) < len(cells) - 1:
        return False
    return len(set(ratings)) == len(ratings) and ratings in (sorted(ratings), sorted(ratings)[::-1])


def _is_numbering(cells: Sequence[str]) -> bool:
    """Tell whether cells only number the rows."""
    numbers = [int(re.sub(r"\D", "", cell)) for cell in cells]
    return len({b - a for a, b in pairwise(numbers)}) <= 1


def refuse_totals(table: Table, rating: int, door: Door) -> None:
    """Refuse a table of results, whose first or last row adds up or averages the others.

    Raises
    ------
    OptionError
        If a cell of that row says so.
    """
    if len(table.sample) < 2:
        return
    _refuse_subtotals(table, rating, door)
    if found := _total_row(table, rating):
        raise OptionError(
            Note(
                "the {end} row says {said}: are these results rather than answers? {way} takes"
                " {name} all the same",
                end=Note("first") if found[0] == "first" else Note("last"),
                said=shown(found[1].strip()),
                way=door.rating(table.header[rating]),
                name=named(table.header[rating]),
            )
        )


def total_among_answers(table: Table, rating: int) -> Note | None:
    """Say that the first or last row of a column that was named adds up the others."""
    found = _total_row(table, rating) if len(table.sample) > 1 else None
    if found is None:
        return None
    return Note(
        "the {end} row says {said}: is it a result rather than an answer?",
        end=Note("first") if found[0] == "first" else Note("last"),
        said=shown(found[1].strip()),
    )


def _total_row(table: Table, rating: int) -> tuple[str, str] | None:
    """Return which row adds up or averages the others, and the cell that says so."""
    rows = table.sample
    for end, row in [("first", rows[0]), *(("last", row) for row in _footer(table, rating))]:
        for i, cell in enumerate(row if row[rating].strip() else ()):
            # what occurs more than once is a group called "all"
            once = i != rating and [row[i] for row in rows].count(cell) == 1
            if once and (says_total(cell) or (end == "last" and _names_result(rows, i, cell))):
                return end, cell
    return None


def _names_result(rows: Sequence[Row], place: int, cell: str) -> bool:
    """Tell whether a cell says NPS or n in a column of numbers, dates or codes."""
    others = [row[place] for row in rows if row[place] != cell and row[place].strip()]
    says_so = counts_header(cell) or (len(cell) < _IN_ORDER and meaning(cell).strength == STRONG)
    return says_so and len(others) > 2 and all(re.search(r"\d", other) for other in others)


def _refuse_subtotals(table: Table, rating: int, door: Door) -> None:
    """Refuse rows that add up or average those above: "North Average" below rows of "North".

    Raises
    ------
    OptionError
        If there is one, or a row that is the header of another table.
    """
    header, rows = table.header, table.sample[:SCANNED_ROWS]
    name, said = header[rating], None
    for i in range(len(header)):
        cells = ["", *(row[i] for row in rows if row[rating].strip()), ""] if i != rating else []
        for before, cell, after in zip(cells, cells[1:], cells[2:], strict=False):
            words = folded(cell).split() if before != cell != after else []
            ends = ((words[:-1], words[-1:]), (words[1:], words[:1])) if words[1:] else ()
            beside = {folded(before), folded(after)}
            if any(says_total(*last) and " ".join(rest) in beside for rest, last in ends):
                said = Note("a row says {said}", said=shown(cell.strip()))
    for row in rows:
        alike = [i for i, title in enumerate(header) if row[i].strip() == title != name]
        cell = row[rating].strip()
        if alike and not alike.count(rating) and cell != name and re.match(r"[^\W\d]", cell):
            where = named(header[alike[0]])
            said = Note("a row says {said} below {where} once more", said=shown(cell), where=where)
    if said is not None:
        way = door.rating(name)
        raise OptionError(
            Note(
                "{said}: are there other rows than answers? {way} takes {name} all the same",
                said=said,
                way=way,
                name=named(name),
            )
        )


def bare_footer(table: Table, rating: int) -> Note | None:
    """Say that the last row holds nothing but a number below the ratings, as no other row does."""
    rows = table.sample
    if not table.complete or len(rows) < _IN_ORDER or len(table.header) < 2:
        return None
    *above, last = [sum(bool(cell.strip()) for cell in row) for row in rows]
    if last != 1 or not rows[-1][rating].strip() or 1 in above:
        return None
    return Note(
        "the last row holds nothing but {cell} in {name}: is it a result rather than an answer?",
        cell=shown(rows[-1][rating].strip()),
        name=named(table.header[rating]),
    )


def _footer(table: Table, rating: int) -> Iterator[Row]:
    """Yield the last row, and those above it as long as they may be statistics or blank, too."""
    for row in reversed(table.sample[-_FOOTER:] if table.complete else []):
        yield row
        words = {folded(cell) for i, cell in enumerate(row) if i != rating and len(cell) < _FOOTER}
        if row[rating].strip() and not words & _BESIDE_STATISTICS:
            return


def impossible_scores(table: Table, place: int) -> list[str]:
    """Say which scores of a table of results no sample of their size has, the first two."""
    sizes = [i for i, name in enumerate(table.header) if i != place and counts_header(name)]
    said: list[str] = []
    for row in table.sample if len(sizes) == 1 else ():
        score, n = row[place].strip(), row[sizes[0]].strip().replace(",", "")
        whole = n.isdecimal() and len(n) < _DIGITS
        if not (whole and _SCORE.fullmatch(score) and 0 < int(n) <= _MOST_ANSWERS):
            continue
        if abs(float(score)) <= 100.0 and nearest_scores(float(score), int(n)):
            said.append(Note("no sample of n = {n} has {score}", n=int(n), score=score))
    return said[:2]
