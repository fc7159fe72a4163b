"""Which rows of an export are its header: titles above it, questions below the names, no header.

Qualtrics writes three rows (names, questions, ImportId), SurveyMonkey two (questions, answer
choices), spreadsheets have titles above the header, and some files have no header at all. Rows of
a header are never respondents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from nps._base.words.notes import Note
from nps._samples.parsing import parse_rating, says_no_answer
from nps._sources.reading.questions import NONE, STRONG, folded, meaning

Row = list[str]

#: Rows above the header that are looked at.
MOST_TITLES = 40
_LOOKED_AT = 200
#: What the second row of a SurveyMonkey export says where a question has one column.
_RESPONSES = frozenset(
    map(
        folded,
        """response|open-ended response|réponse|réponse ouverte|antwort|offene antwort|respuesta
        respuesta abierta|resposta|resposta aberta|risposta|risposta aperta|antwoord|open antwoord
        svar|öppet svar|åbent svar|vastaus|avoin vastaus|odpowiedź|odpowiedź otwarta|yanıt
        açık uçlu yanıt|ответ|открытый ответ|回答|自由回答|开放式回答|응답|주관식 응답""".replace(
            "\n        ", "|"
        ).split("|"),
    )
)
_IMPORT_ID = re.compile(r"\{[\"']{1,2}ImportId")
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}.{0,20}")
_UNMARKED = frozenset({"", "0", "false", "no", "unchecked", "not selected", "n"})


@dataclass(frozen=True, slots=True)
class Spread:
    """One question in several columns, one for each answer, of which a respondent marks one.

    Attributes
    ----------
    name : str
        The question.
    start : int
        The first of its columns.
    answers : tuple of str
        What each column stands for, such as "10 - Extremely likely".
    by_text : bool
        The mark is the answer itself, rather than 1 beside 0 or a tick beside a blank.
    """

    name: str
    start: int
    answers: tuple[str, ...]
    by_text: bool

    def cell(self, row: Row) -> str:
        """Return the answer that a row marks, blank if none; several are none that can be read."""
        cells = [cell.strip() for cell in row[self.start : self.start + len(self.answers)]]
        if self.by_text:
            marked = [a for a, cell in zip(self.answers, cells, strict=True) if cell]
        else:
            marked = [
                a
                for a, cell in zip(self.answers, cells, strict=True)
                if cell.casefold() not in _UNMARKED
            ]
        return marked[0] if len(marked) == 1 else " | ".join(marked)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the answers.

    Attributes
    ----------
    first : int
        How many rows come before the first answer, empty lines not counted.
    names, questions : list of str
        A distinct name for each column, and the fullest text that says what it holds.
    spreads : tuple of Spread
        Questions in several columns.
    notes : tuple of str
        What was guessed.
    """

    first: int
    names: list[str]
    questions: list[str]
    spreads: tuple[Spread, ...] = ()
    notes: tuple[Note, ...] = ()


def find_heading(rows: Sequence[Row]) -> Heading:
    """Return which of the first rows are the header, and what the columns are called."""
    tidy = [[" ".join(cell.lstrip("\ufeff").split()) for cell in row] for row in rows[:_LOOKED_AT]]
    titles = _titles(tidy)
    notes: tuple[Note, ...] = ()
    if titles:
        notes = (Note("{k:row} above the header left out", k=titles),)
    names, below = tidy[titles], tidy[titles + 1 :]
    if below and _is_answers(names, below):
        blank = [f"(column {i})" for i in range(1, len(names) + 1)]
        headless = Note("the file has no header: its first row was read as an answer")
        return Heading(titles, blank, blank, notes=(*notes, headless))
    depth = _depth(names, below)
    questions, sub = names, [""] * len(names)
    if depth > 1 and any(map(_IMPORT_ID.match, below[depth - 2])):
        questions = _filled(below[0], len(names)) if depth == 3 else names
    elif depth == 2:
        sub = _filled(below[0], len(names))
        questions = _with_choices(names, sub)
    questions = [text or name for text, name in zip(questions, names, strict=True)]
    spreads = _spreads(names, sub, below[1:]) if depth == 2 else ()
    shown = [n or q for n, q in zip(names, questions, strict=True)]
    if depth > 1:
        notes = (*notes, Note("{k:row} were read as the header", k=depth))
    if depth == 2 and any(sub):
        shown = questions
    return Heading(titles + depth, column_names(shown), questions, spreads, notes)


def column_names(cells: Sequence[str]) -> list[str]:
    """Give every column one distinct name: spaces tidied, blank and repeated names numbered."""
    tidy = [" ".join(cell.split()) for cell in cells]
    seen = Counter(tidy)
    return [
        f"{name} (column {i})".lstrip() if not name or seen[name] > 1 else name
        for i, name in enumerate(tidy, start=1)
    ]


def _filled(row: Row, width: int) -> Row:
    return [*row[:width], *[""] * (width - len(row))]


# ---------------------------------------------------------------- above the header


def _titles(rows: Sequence[Row]) -> int:
    """Return how many rows above the header are titles: a few cells over a row that names all."""
    held = [{i for i, cell in enumerate(row) if cell} for row in rows]
    sizes = sorted(map(len, held))
    usual = sizes[3 * (len(sizes) - 1) // 4]
    entries = [len(cells) < usual and _is_entry(row) for row, cells in zip(rows, held, strict=True)]
    asking = next((i for i, row in enumerate(rows[:MOST_TITLES]) if _asks_among_others(row)), 0)
    if all(cells <= {0, 1} for cells in held[:asking]) and any(
        entries[i] or len(held[i]) == 1 for i in range(asking)
    ):
        return asking
    titles = 0
    for i, cells in enumerate(held[:MOST_TITLES]):
        if len(cells) > 1 and 2 * len(cells) >= usual and not entries[i]:
            break
        if usual < 2 or len(cells) >= usual:
            break
        header = next(
            (j for j in range(i + 1, len(rows)) if 2 * len(held[j]) >= usual and not entries[j]),
            None,
        )
        if header is None or not _names_columns(rows[header]):
            break
        if any(entries[i:header]) and len(held[header]) < usual - 1:
            break
        if len(cells) > 1 and not entries[i] and not cells <= held[header]:
            break
        titles = i + 1
    return titles


def _asks_among_others(row: Row) -> bool:
    """Tell whether a row holds the question or NPS, two names beside it, and no number."""
    filled = [cell for cell in row if cell]
    asks = len(filled) > 2 and any(meaning(cell).strength == STRONG for cell in filled)
    return asks and not any(map(_is_number, filled))


def _is_entry(row: Row) -> bool:
    """Tell whether a row is a name and its value, such as "Generated" and a day."""
    name, value, *_ = [*filter(None, row), "", ""]
    both = sum(map(bool, row)) == 2 and not (_is_number(name) or _DATE.fullmatch(name))
    return both and bool(_is_number(value) or _DATE.fullmatch(value))


def _names_columns(row: Row) -> bool:
    """Tell whether a row looks like names rather than answers."""
    filled = [cell for cell in row if cell]
    if any(meaning(cell).strength != NONE for cell in filled):
        return True
    return not any(_is_number(cell) or _DATE.fullmatch(cell) for cell in filled)


# ---------------------------------------------------------------- below the names


def _depth(names: Row, below: Sequence[Row]) -> int:
    """Return how many rows the header has: 1, 2 or 3."""
    for depth in (2, 3):
        if len(below) >= depth - 1:
            last = [cell for cell in below[depth - 2] if cell]
            if last and 2 * sum(bool(_IMPORT_ID.match(cell)) for cell in last) > len(last):
                return depth
    if not below:
        return 1
    sub = _filled(below[0], len(names))
    if any(folded(cell) in _RESPONSES for cell in sub if cell):
        return 2
    if _runs(names, sub):
        return 2
    return 2 if _is_text_over_numbers(sub, below[1:]) else 1


def _runs(names: Row, sub: Row) -> list[range]:
    """Return the columns below each name that is followed by blank names over distinct choices."""
    found = []
    for start, name in enumerate(names):
        if not name:
            continue
        blank = len(list(takewhile(lambda i: not names[i], range(start + 1, len(names)))))
        run = range(start, start + blank + 1)
        choices = [sub[i] for i in run]
        if blank and all(choices) and len(set(choices)) == len(choices):
            found.append(run)
    # a first answer may fill a few cells below blank names; a header leaves blank what is named
    return found if any(name and not sub[i] for i, name in enumerate(names)) else []


def _is_text_over_numbers(sub: Row, below: Sequence[Row]) -> bool:
    """Tell whether a row says in words what the columns of numbers below it hold."""
    columns = []
    for i, cell in enumerate(sub):
        held = [row[i] for row in below if i < len(row) and row[i] and not says_no_answer(row[i])]
        if cell and len(held) >= 3 and sum(map(_is_number, held)) >= 0.95 * len(held):
            columns.append(cell)
    in_words = [
        not _is_number(cell) and not says_no_answer(cell) and bool(re.search(r"[^\W\d_]{2}", cell))
        for cell in columns
    ]
    telling = len(columns) > 1 or any(len(cell.split()) > 2 for cell in columns)
    return bool(columns) and all(in_words) and telling


def _with_choices(names: Row, sub: Row) -> Row:
    """Return the question of each column, with the choice that the column stands for."""
    questions, asked = [], ""
    for name, choice in zip(names, sub, strict=True):
        asked = name or asked
        plain = not choice or folded(choice) in _RESPONSES
        questions.append(asked if plain else f"{asked} / {choice}" if asked else choice)
    return questions


def _spreads(names: Row, sub: Row, below: Sequence[Row]) -> tuple[Spread, ...]:
    """Return the questions whose answers 0 to 10, or 1 to 10, are columns of their own."""
    found = []
    for run in _runs(names, sub):
        rated = [i for i in run if _rating_of(sub[i]) is not None]
        ratings = sorted(r for i in rated if (r := _rating_of(sub[i])) is not None)
        if ratings not in (list(range(11)), list(range(1, 11))):
            continue
        if rated != list(range(rated[0], rated[-1] + 1)):
            continue
        answers = tuple(sub[i] for i in rated)
        marks = [(row[i], sub[i]) for row in below for i in rated if i < len(row) and row[i]]
        by_text = all(mark == choice for mark, choice in marks)
        found.append(Spread(names[run.start], rated[0], answers, by_text))
    return tuple(found)


def _rating_of(text: str) -> int | None:
    try:
        number = parse_rating(text)
    except ValueError:
        return None
    return int(number) if number is not None and number in range(11) else None


# ---------------------------------------------------------------- no header at all


def _is_answers(row: Row, below: Iterable[Row]) -> bool:
    """Tell whether the first row holds numbers and dates like those below it.

    A word is an answer where it occurs again below, as no name of a column does.
    """
    table = list(below)
    filled = [(i, cell) for i, cell in enumerate(row) if cell]
    words = [(i, c) for i, c in filled if not (_is_number(c) or _DATE.fullmatch(c))]
    if any(all(other[i : i + 1] != [word] for other in table) for i, word in words):
        return False
    numbers = [(i, _number(cell)) for i, cell in filled if _is_number(cell)]
    for i, number in numbers:
        others = [_number(other[i]) for other in table if i < len(other) and _is_number(other[i])]
        if not others or not min(*others, 0) <= number <= max(2 * max(others), 10):
            return False
    return bool(numbers)


def _is_number(cell: str) -> bool:
    try:
        return parse_rating(cell) is not None and not re.search(r"[^\W\d_]", cell)
    except ValueError:
        return False


def _number(cell: str) -> float:
    return float(parse_rating(cell) or 0)


def column_names_with(names: list[str], more: list[str]) -> list[str]:
    """Return names with those of more columns, which stay distinct."""
    found = list(names)
    for name in more:
        found.append(name if name not in found else f"{name} (all answers)")
    return found
