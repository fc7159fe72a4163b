"""A table as it is pasted: what stands in its head, its cells, above and below it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from nps._base.tables.html import Markup, is_bar
from nps._base.text import Number, points, visible
from nps._base.text import cell as text_cell
from nps._base.words.languages import load
from nps._base.words.methods import method_note
from nps._base.words.notes import BETWEEN, Note
from nps._base.words.saying import Method, Name

if TYPE_CHECKING:
    from nps._base.words.saying import Say

#: What stands in a cell of a sheet: text, a whole number, or a number with the text it shows as.
Cell: TypeAlias = "str | int | Number"
#: A spreadsheet takes what begins so for a formula; East Asian ones the wide signs too.
FORMULA = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20")
UP, DOWN = "↑", "↓"
#: Heading of the arrows.
SIGNIFICANT = "significant"
#: Columns of p-values, and those whose sign a finding has: the first that a result has.
_TESTS = ("adjusted_p_value", "p_value")
_SIZES = ("change", "difference", "slope", "effect", "effect_change", "share_difference")
_BETWEEN = re.compile(r"(?:[-+\d.,% ]+|n/a) (?:to|vs|of) (?:[-+\d.,% ]+|n/a)")
_LEVEL = re.compile(r"(\S+?) ?% (CI|lower bound|upper bound)")
#: A column of one side that has a name.
_SIDE = re.compile(r"(n|score|share|benchmark) \((.+)\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table for a document or a spreadsheet.

    Attributes
    ----------
    head : tuple of str
        What stands over each column.
    rows : tuple of tuple
        Cells; a `Number` is a number for a spreadsheet and its text for all else.
    title : str
        A sentence for above the table.
    notes : tuple of str
        Sentences for below it.
    spans : tuple of str
        What stands over the head; neighbours that share one are one cell. Empty if there is none.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    notes: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()

    def flat_head(self, say: Say) -> list[str]:
        """Return a head of one line, for what has no cells over several columns."""
        if not self.spans:
            return list(self.head)
        pairs = zip(self.spans, self.head, strict=True)
        return [
            say("report.group", group=span, sentence=name) if span and name else span or name
            for span, name in pairs
        ]

    def runs(self) -> list[tuple[str, int, int]]:
        """Return what stands over the head, with the first and the last column under it."""
        found: list[tuple[str, int, int]] = []
        for i, span in enumerate(self.spans):
            if found and span and found[-1][0] == span:
                found[-1] = (span, found[-1][1], i)
            else:
                found.append((span, i, i))
        return found


def heading(say: Say, text: str) -> str:
    """Return the head of a column in a language; names, and what nobody translated, stay."""
    if isinstance(text, Name):
        return str(text)
    if isinstance(text, Note):
        return say.translated(text)
    level, side = _LEVEL.fullmatch(text), _SIDE.fullmatch(text)
    known = load(say.language, "tables").HEADINGS
    if side is not None:
        named = Note(" ({values})", values=side[2])
        return f"{known.get(side[1], side[1])}{say.translated(named)}"
    if level is not None:
        return f"{level[1]}% {known.get(level[2], level[2])}"
    if _BETWEEN.fullmatch(text):  # numbers with a word between them
        for word in (" to ", " vs ", " of ", "n/a"):
            text = text.replace(word, known.get(word, word))
        return text
    if text in known:
        return str(known[text])
    parts = text.split(BETWEEN)
    words = [known.get(part, say.translated(part)) for part in parts]
    listed = all(word != part for word, part in zip(words, parts, strict=True))
    return say.translated(BETWEEN).join(words) if listed else text


def cell(value: object, say: Say) -> Cell:
    """Return a value of a table as a cell in a language."""
    if isinstance(value, Number):
        return say_number(value, say)
    if isinstance(value, Method) and value.kind:
        return method_note(value.kind, value, say.language).name
    if isinstance(value, (bool, np.bool_)):
        return heading(say, "yes" if value else "no")
    if isinstance(value, (float, np.floating)):
        return say_number(points(float(value)), say)
    if isinstance(value, (int, np.integer)):
        return int(value)
    return visible(heading(say, value if isinstance(value, str) else text_cell(value)))


def say_number(number: Number, say: Say) -> Cell:
    """Return a number, or that there is none in the words of a language."""
    return say.translated(str(number)) if math.isnan(number.value) else number


def terms(found: object) -> tuple[float, float, bool]:
    """Return the level of the tests of a result, what they test, and whether they are adjusted."""
    alpha = 1.0 - getattr(found, "confidence_level", 0.95)
    return alpha, getattr(found, "null", 0.0), getattr(found, "adjust", "") != "none"


def by_adjustment(
    found: object, columns: Mapping[str, Sequence[object]]
) -> Mapping[str, Sequence[object]]:
    """Return the columns of a result, whose p-values are called adjusted only if they are."""
    if terms(found)[2]:
        return columns
    return {"p" if name == "adjusted p" else name: column for name, column in columns.items()}


def marks(columns: Mapping[str, Any], alpha: float, null: float = 0.0) -> list[str] | None:
    """Return an arrow for each row that is significantly above or below the null value.

    None where the columns hold no tests.
    """
    found = next((columns[name] for name in _TESTS if name in columns), None)
    sized = next((columns[name] for name in _SIZES if name in columns), None)
    if found is None or sized is None:
        return None
    return [
        (UP if x > null else DOWN) if p < alpha and x != null else ""
        for p, x in zip(np.asarray(found).tolist(), np.asarray(sized).tolist(), strict=True)
    ]


def about_marks(
    columns: Mapping[str, object], alpha: float, null: float = 0.0, adjusted: bool = True
) -> Note:
    """Return what the arrows mean."""
    if null:
        return Note(
            "↑ significantly above {null}, ↓ significantly below {null} (p < {alpha}).",
            null=f"{null:g}",
            alpha=f"{alpha:g}",
        )
    if adjusted and _TESTS[0] in columns:
        return Note(
            "↑ significantly higher, ↓ significantly lower (adjusted p < {alpha}).",
            alpha=f"{alpha:g}",
        )
    return Note("↑ significantly higher, ↓ significantly lower (p < {alpha}).", alpha=f"{alpha:g}")


def without_pictures(
    head: Sequence[str], rows: Iterable[Sequence[object]]
) -> tuple[list[str], list[list[object]]]:
    """Return a table without the rows and the columns that hold nothing but bars."""
    kept = [row for row in rows if not _pictures(row[1:])]
    width = max(map(len, [head, *kept]))
    names = list(head) or [""] * width
    shown = [
        i
        for i, name in enumerate(names)
        if not i
        or not (is_bar(name) and all(isinstance(row[i], Markup) or not row[i] for row in kept))
    ]
    table = [["" if isinstance(row[i], Markup) else row[i] for i in shown] for row in kept]
    return [names[i] for i in shown], table


def _pictures(values: Sequence[object]) -> bool:
    """Return whether there are bars and nothing else."""
    bars = [isinstance(value, Markup) for value in values]
    return any(bars) and all(bar or value == "" for bar, value in zip(bars, values, strict=True))


def guarded(value: object) -> object:
    """Return text so that no spreadsheet takes it for a formula."""
    if isinstance(value, str) and not isinstance(value, Number) and value.startswith(FORMULA):
        return f"'{value}"
    return value
