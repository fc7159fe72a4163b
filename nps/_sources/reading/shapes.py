"""Tables of another shape than one row for each respondent, which give a number all the same.

A row for each question and respondent mixes answers to several questions. A row for each shop or
month holds scores, or averages, that happen to be whole numbers from 0 to 10.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from nps._base.errors import OptionError
from nps._base.labels.spellings import Column, read_spellings
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._base.words.saying import joined
from nps._samples.classify import CLASS_LABELS
from nps._sources.reading.cells import CellReader, objection, profile
from nps._sources.reading.naming import named
from nps._sources.reading.questions import STRONG, folded, meaning

if TYPE_CHECKING:
    from nps._samples.ratings import Scale
    from nps._sources.reading.cells import Profile
    from nps._sources.reading.doors import Door
    from nps._sources.reading.formats.tables import Table

#: More distinct cells than this are no names of questions.
_MOST_QUESTIONS = 200
#: Words of a sentence that asks something, at least.
_SENTENCE = 5
#: From so many rows on, one for each month is a table of results.
_FEW_PERIODS = 4
_MANY_DAYS = 10
#: Lines that are looked at for being in quotation marks as a whole, at least and at most.
_FEW_LINES, _SCANNED_LINES, _LONGEST_LINE = 3, 200, 10_000
#: A table of results has no more columns than a day, a score and what it is of.
_FEW_COLUMNS = 3
#: Headers that can mean nothing but how many answered.
_HOW_MANY = frozenset(
    """n|count|counts|freq|frequency|frequencies|responses|respondents|answers|number of responses
    number of answers|number of respondents|n responses|n respondents|response count|sample size
    anzahl antworten|antworten|haufigkeit|reponses|nombre de reponses|frequence|respuestas
    surveys|survey count|number of surveys|surveys completed|completed surveys|total surveys
    total responses|survey responses|nps responses|nps n|nps count|base|base size|valid n|volume
    frecuencia|respostas|frequencia|risposte|frequenza|antal svar|aantal antwoorden|frequentie
    回答数|回答人数|答题人数|样本量|样本数|频数|度数|응답수""".replace("\n    ", "|").split("|")
)


_UNITS = {
    "week": Note("week"), "month": Note("month"), "quarter": Note("quarter"),
    "half": Note("half-year"), "year": Note("year"), "day": Note("day"),
}  # fmt: skip
#: From each to the next, upwards or downwards.
_IN_A_ROW = ({1.0}, {-1.0})
#: All that a header says above years. Elsewhere 2021, 2022, 2023 may number the rows.
_YEAR = frozenset(
    """year|years|yr|fiscal|financial|calendar|survey|fy|of|the|season|jahr|geschaftsjahr|annee|an
    ano|exercice|anno|jaar|ar|rok|god|год|года|vuosi|yil|yili|年|年份|年度|年次|연도|년도
    년""".replace("\n    ", "|").split("|")
)
#: "n" says how many, "n°" and "N." number the rows.
_NAME = re.compile(r"[\w -]+")
#: "- id: 1", "nps: 9", as in YAML.
_ENTRY = re.compile(r"(?:- )?([^\W\d]\w{0,39}): ")


def mixed_questions(
    table: Table, rating: int, door: Door, filtered: Collection[int] = ()
) -> Note | None:
    """Say that the rows hold answers to several questions, of which one is the right one."""
    found = _several_questions(table, rating, filtered)
    if found is None:
        return None
    place, asking, other = found
    return Note(
        "the rows answer several questions: {column} says {asking} and {other}; {way} takes one",
        column=named(table.header[place]),
        asking=shown(asking),
        other=shown(other),
        way=door.where(table.header[place], asking),
    )


def refuse_mixed(table: Table, scale: Scale, door: Door) -> None:
    """Refuse a table with a row for each respondent and question, none of whose columns asks.

    Raises
    ------
    OptionError
        Says which rows are wanted, and which column, where only one holds ratings there.
    """
    found = _several_questions(table, -1)
    note = mixed_questions(table, -1, door)
    if found is None or note is None:
        return
    rows = [row for row in table.sample if row[found[0]].strip() == found[1]]
    fitting = []
    for i, name in enumerate(table.header):
        answers = profile([row[i] for row in rows], scale, CellReader(middle=scale._middle))
        if not objection(answers) and len(answers.seen) > len(CLASS_LABELS):
            fitting.append(name)
    way = door.where(table.header[found[0]], found[1], *fitting) if len(fitting) == 1 else None
    raise OptionError(note if way is None else note.about(way=way))


def refuse_wrapped(table: Table) -> None:
    """Refuse lines that were put into quotation marks as a whole, which leaves one column of them.

    Raises
    ------
    OptionError
        If the header and all cells of the only column are rows of the same length.
    """
    lines = [*table.header, *(row[0] for row in table.sample[:_SCANNED_LINES])]
    if len(table.header) > 1 or len(lines) < _FEW_LINES:
        return
    if any(len(line) > _LONGEST_LINE or "\n" in line or "\r" in line for line in lines):
        return
    for mark in ",;|":
        widths = {len(row) for row in csv.reader(lines, delimiter=mark)}
        if len(widths) == 1 and max(widths) > 1:
            raise OptionError(
                Note(
                    "the cells of the only column are whole lines, such as {line}: split them at"
                    " {mark}, and leave out quotation marks around them",
                    line=shown(lines[1]),
                    mark=repr(mark),
                )
            )


def headless(name: str, scale: Scale) -> Note | None:
    """Say that the name of a column is an answer, as it is where a file has no header."""
    if not name.isdecimal() or len(name) > len(str(scale.high)) or int(name) not in scale.ratings:
        return None
    return Note(
        "the column is called {name}: if the first row is an answer, write a header above it",
        name=shown(name),
    )


def _several_questions(
    table: Table, rating: int, filtered: Collection[int] = ()
) -> tuple[int, str, str] | None:
    """Return the column that says what each row answers, the question, and another one."""
    rows = table.sample
    for i in range(len(table.header)):
        cells = [cell for row in rows if (cell := row[i].strip())]
        kinds = list(dict.fromkeys(cells))
        recur = 1 < len(kinds) <= _MOST_QUESTIONS and 2 * len(kinds) <= len(cells)
        if i == rating or i in filtered or not recur:
            continue
        asking = [cell for cell in kinds if cells.count(cell) > 1 and _asks(cell)]
        if asking and len(asking) < len(kinds):
            return i, asking[0], next(cell for cell in kinds if cell not in asking)
    return None


def refuse_other_shapes(
    table: Table,
    rating: int,
    door: Door,
    *,
    filtered: Collection[int],
    frequency: bool,
    asks: bool,
) -> None:
    """Refuse a column that was guessed in a table whose rows are no respondents.

    Raises
    ------
    OptionError
        If rows answer several questions, unless the header `asks` the one; if each row is a group
        with its size, or a month of its own.
    """
    if not asks and (note := mixed_questions(table, rating, door, filtered)):
        way = door.rating(table.header[rating])
        raise OptionError(joined([note, Note("{way} reads all rows", way=way)]))
    _refuse_entries(table, rating)
    name, rows = table.header[rating], table.sample
    for i, other in enumerate(table.header if not frequency else ()):
        cells = [row[i].strip() for row in rows]
        says_so = folded(other) in _HOW_MANY and _NAME.fullmatch(other.strip())
        if i != rating and says_so and _are_sizes(cells):
            raise OptionError(
                Note(
                    "beside {name} there is a column {other} of whole numbers: is a row a group"
                    " with its score rather than an answer? {counting} counts each so often; {way}"
                    " reads rows as answers",
                    name=named(name),
                    other=named(other),
                    counting=door.frequency(name, other),
                    way=door.rating(name),
                )
            )
    for i, other in enumerate(table.header if table.complete else ()):
        cells = [row[i] for row in rows]
        if i != rating and i not in filtered and (unit := _period_of(other, cells)):
            raise OptionError(
                Note(
                    "each row is another {unit} in column {other}: are these scores or averages"
                    " rather than answers? {way} reads rows as answers",
                    unit=_UNITS.get(unit) or Note("year"),
                    other=named(other),
                    way=door.rating(name),
                )
            )


def _refuse_entries(table: Table, rating: int) -> None:
    """Refuse lines of names and values, which are a list of another kind than a table.

    Raises
    ------
    OptionError
        If the only column holds such lines of several names.
    """
    lines = [table.header[rating], *(row[rating].strip() for row in table.sample)]
    found = [entry for line in lines if (entry := _ENTRY.match(line))]
    if len(table.header) == 1 and len({entry[1] for entry in found}) > 1 < len(found):
        raise OptionError(
            Note(
                "the lines are names with values, such as {line}, rather than rows of a table:"
                " export the answers as CSV or JSON",
                line=shown(found[-1].string),
            )
        )


def _asks(cell: str) -> bool:
    """Tell whether a cell is the question, or says NPS, rather than a comment about it."""
    if meaning(cell).strength != STRONG:
        return False
    words = folded(cell).split()
    wide = re.search("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", cell)
    return bool(
        any("nps" in word for word in words)
        or "ltr" in words
        or cell.rstrip().endswith(("?", "？"))
        or len(words) >= _SENTENCE
        or wide
    )


def _are_sizes(cells: list[str]) -> bool:
    """Tell whether cells are whole numbers, not all of them 0 or 1, that do not number the rows."""
    whole = [re.sub(r"[,\s'’]", "", cell) for cell in cells if cell]
    if not whole or not all(cell.isdecimal() and len(cell) < 16 for cell in whole):
        return False
    sizes = list(map(int, whole))
    return max(sizes) > 1 and {b - a for a, b in pairwise(sizes)} != {1}


def daily(table: Table, rating: int, found: Profile) -> Note | None:
    """Say that each row is another day or year, in a row, as it is in a table of averages.

    Averages keep away from the ends of a scale, where answers crowd: of ten answers at least half
    would be 0, 9 or 10, and chance leaves them all out with probability 2**-10 < 0.001.
    """
    high = found.scale.high
    few = len(table.header) <= _FEW_COLUMNS and len(table.sample) >= _MANY_DAYS
    if not (table.complete and few) or found.seen & {found.scale.low, high - 1, high}:
        return None
    for i, name in enumerate(table.header):
        days = [row[i] for row in table.sample]
        clock = any(":" in day for day in days)
        unit, steps = _steps(days)
        if i != rating and not clock and unit in ("day", "year") and steps in _IN_A_ROW:
            return Note(
                "each row is another {unit} in column {other}, and none is left out: are these"
                " scores or averages rather than answers?",
                unit=_UNITS[unit],
                other=named(name),
            )
    return None


def _period_of(header: str, cells: list[str]) -> str:
    """Return "month" where each cell is another one, in a row; the same of weeks and quarters.

    And "year" where they are in order, and the header says that they are years or they do.
    """
    unit, steps = _steps(cells)
    if unit == "year":
        words = set(folded(header).split())
        said = (words and words <= _YEAR) or not any(cell.strip().isdecimal() for cell in cells)
        return unit if said and (min(steps) > 0 or max(steps) < 0) else ""
    return unit if unit in _UNITS and unit != "day" and steps in _IN_A_ROW else ""


def _steps(cells: list[str]) -> tuple[str, set[float]]:
    """Return of which unit all cells are, each another one, and how far each is from the next."""
    texts = [cell.strip() for cell in cells]
    if len(texts) < _FEW_PERIODS or not all(texts) or len(set(texts)) < len(texts):
        return "", set()
    found = read_spellings(texts)
    if not isinstance(found, Column):
        return "", set()
    units = {moment.unit for moment in found.moments}
    (unit,) = units if len(units) == 1 else {""}
    return str(unit), {b.position - a.position for a, b in pairwise(found.moments)}


def is_class_of(
    codes: Sequence[str], ratings: Sequence[str], scale: Scale, read: CellReader
) -> bool:
    """Tell whether a column says the class of the ratings in another, row by row."""
    seen: dict[str, int] = {}
    classes = scale._class_codes().tolist()
    for code, cell in zip(codes, ratings, strict=True):
        rating = read(cell)
        if not isinstance(rating, (int, float)) or rating not in scale.ratings:
            continue
        label = code.strip()
        if not label or (label not in seen and len(seen) == len(CLASS_LABELS)):
            return False
        if seen.setdefault(label, of := classes[int(rating) - scale.low]) != of:
            return False
    return len(seen) > 1 and len(set(seen.values())) == len(seen)
