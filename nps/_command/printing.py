"""The report as people read it, on a terminal or in a document."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from nps._base import text as display
from nps._base.tables.markdown import cell, markdown, paragraph
from nps._base.text import CLASSES
from nps._base.words.methods import method_note
from nps._base.words.notes import Note
from nps._base.words.saying import Say, speaker
from nps._command.options import ARGUMENTS

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from nps import Counts
    from nps._base.typing import LanguageName
    from nps._command.report import Change, Key, Report, Target
    from nps.results import Estimate

K = TypeVar("K")
#: Characters of a label in a table of a terminal.
LONGEST_LABEL = 30
SHOWN_VALUES = 8
#: An argument of the library with its value.
_IN_PYTHON = re.compile(r'\b([a-z_]+)=(?:"([\w-]+)"|\.\.\.)')
SHOWN_NOTES = 8


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows under a head, and how many columns of labels it begins with.

    Where labels are `cut`, a terminal shows only so much of a long one.
    """

    rows: Sequence[Sequence[str]]
    left: int = 1
    cut: bool = False


#: A part of what people read: a line, blank between two parts; a table; lines that are a list.
Part: TypeAlias = str | Table | list[str]


def parts(
    report: Report, language: LanguageName = "en", further: Sequence[Part] = ()
) -> list[Part]:
    """Return the report as people read it, with further parts above what was left out."""
    say = speaker(language)
    rating = shown(report.rating, 100)
    found: list[Part] = [
        say("terminal.source", file=report.file, rows=report.rows, rating=rating), "",
        _table(report, say),
        *(["", *_changes(report, say)] if report.wave is not None else []),
    ]  # fmt: skip
    total = report.total
    left_out = said_left_out(total, report.invalid_values, say)
    found += ["", *further, left_out]
    return [*found, *(say("terminal.note", note=ended(x, say)) for x in remarks(report, say))]


def as_text(found: Sequence[Part]) -> str:
    """Return parts as a terminal shows them."""
    lines: list[str] = []
    for part in found:
        if isinstance(part, Table):
            rows = with_cut(part.rows, part.left) if part.cut else part.rows
            lines += aligned([row for row in rows if any(row)], part.left)
        else:
            lines += [part] if isinstance(part, str) else part
    return "\n".join(lines) + "\n"


def as_markdown(found: Sequence[Part]) -> str:
    """Return parts as a document in Markdown: paragraphs, tables and lists."""
    written = []
    for part in found:
        if isinstance(part, Table):
            align = ["---" if i < part.left else "---:" for i in range(len(part.rows[0]))]
            written.append(markdown(part.rows, align))
        elif isinstance(part, list):
            written.append("".join(f"- {cell(line)}\n" for line in part))
        elif part:
            written.append(paragraph(part))
    return "\n".join(written)


def remarks(report: Report, say: Say) -> list[str]:
    """Return what was noted about the file and its cohorts, less what the table shows already."""
    about_cohorts = [
        say(
            "report.group",
            group=say("comma").join(labels(report, key, say)) or say("report.all"),
            sentence=say.translated(note),
        )
        for key, estimate in report.cohorts.items()
        if estimate.counts.n
        for note in estimate.notes
    ]
    more = len(about_cohorts) - SHOWN_NOTES
    return [
        *map(say.translated, report.notes),
        *(as_typed(note, ("--method",)) for note in about_cohorts[:SHOWN_NOTES]),
        *([say("report.more notes", k=more)] if more > 0 else []),
    ]


def option_of(argument: str) -> str:
    """Return the option that an argument of the library is."""
    names = {argument: option for option, argument in ARGUMENTS.items()}
    return f"--{names.get(argument, argument).replace('_', '-')}"


def as_typed(text: str, options: Container[str]) -> str:
    """Return a text in which arguments that are options stand as these are typed."""

    def typed(found: re.Match[str]) -> str:
        option = option_of(found[1])
        return " ".join(filter(None, [option, found[2]])) if option in options else found[0]

    return _IN_PYTHON.sub(typed, text)


def ended(note: str, say: Say) -> str:
    """Return a note with one mark at its end."""
    text = note if note.endswith("...") else note.rstrip(".。")
    return text if text.endswith(("?", "？", "!", "！", "...")) else say("sentence", text=text)


def labels(report: Report | Target, key: Key, say: Say) -> list[str]:
    """Return one label for each column that the cohorts are made from."""
    group, wave = key
    found = [say("report.all")] * len(report.by)
    if group is not None:
        found = [named(label, say) for label in group]
    if report.wave is not None:
        found.append(say("report.all") if wave is None else named(wave, say))
    return found


def header(report: Report | Target) -> list[str]:
    """Return the names of the columns that the cohorts are made from."""
    return [*report.by, *([report.wave] if report.wave is not None else [])]


def header_shown(report: Report | Target, say: Say) -> list[str]:
    """Return those names on one line each, in the words of a language where they are made here."""
    return [named(name, say) for name in header(report)]


def interval_head(confidence_level: float, say: Say) -> str:
    """Return what stands over the intervals of a table."""
    return say("report.interval", level=display.level_percent(confidence_level))


def or_blank(value: object) -> object:
    """Return a number as it is; what does not exist is blank."""
    return "" if value is None or value != value else value


def shares(estimate: Estimate) -> list[str]:
    """Return the shares of the classes as percentages, each rounded by itself."""
    known = estimate.counts.shares if estimate.survey is None else estimate.survey.shares
    return [display.percent(share) for share in known]


def _table(report: Report, say: Say) -> Table:
    level = interval_head(report.confidence_level, say)
    names = header_shown(report, say)
    head = [
        *names, say("terminal.n"), *map(say, CLASSES), say("report.nps"), level,
        say("report.missing"), say("report.invalid"),
    ]  # fmt: skip
    rows = [head]
    for key, estimate in report.cohorts.items():
        counts = estimate.counts
        interval = display.interval(*estimate.confidence_interval) if counts.n else ""
        rows.append([
            *labels(report, key, say),
            f"{counts.n:,}",
            *(shares(estimate) if counts.n else [""] * len(CLASSES)),
            say.translated(display.points(estimate.score)),
            say.translated(interval),
            f"{counts.missing:,}",
            f"{counts.invalid:,}",
        ])  # fmt: skip
    return Table(rows, len(names), cut=True)


def aligned(rows: Sequence[Sequence[str]], left: int = 0) -> list[str]:
    """Return rows as lines with columns below each other; the first `left` stand to the left."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            _pad(cell, width, left=i < left)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _changes(report: Report, say: Say) -> list[Part]:
    if not report.changes:
        return [say("report.one wave")]
    level = interval_head(report.confidence_level, say)
    found = report.changes[0].comparison
    name = method_note(*found._methods()[0], language=say.language).name
    k = len(report.changes)
    head = say("terminal.one change" if k == 1 else "terminal.changes", level=level,
               method=found.method, name=name, k=k)  # fmt: skip
    lines = []
    for change in report.changes:
        who = say("comma").join(named(label, say) for label in change.group or ())
        step = f"{shown(change.before)} -> {shown(change.after)}"
        told = _verdict(change, say)
        lines.append(say("report.group", group=say("comma").join(filter(None, [who, step])),
                         sentence=told))  # fmt: skip
    return [head, lines]


def _verdict(change: Change, say: Say) -> str:
    found = change.comparison
    if math.isnan(found.difference):
        return say("terminal.no answers")
    difference = display.points(found.difference, signed=True)
    interval = say.translated(display.interval(*found.confidence_interval, signed=True))
    p = say.translated(display.p_value(p_of(change), 1.0 - found.confidence_level))
    return say(f"terminal.{verdict(change)}", difference=difference, interval=interval, p=p)


def p_of(change: Change) -> float:
    """Return the p-value of a change, adjusted for how many changes there are."""
    found = change.comparison
    return found.p_value if found.adjusted_p_value is None else found.adjusted_p_value


def verdict(change: Change) -> str:
    """Return "clear", "unclear" or "no test"."""
    p = p_of(change)
    if math.isnan(p):
        return "no test"
    return "clear" if p < 1.0 - change.comparison.confidence_level else "unclear"


def said_left_out(counts: Counts, values: Mapping[object, int], say: Say) -> str:
    """Return what was not counted."""
    return say("report.left out", missing=counts.missing, invalid=counts.invalid,
               values=say.translated(most_frequent(values)))  # fmt: skip


def most_frequent(values: Mapping[object, int]) -> str:
    """Name the first few values, in brackets."""
    if not values:
        return ""
    few = tuple(
        Note("{value} x {k}", value=repr(shown(str(x), LONGEST_LABEL)), k=k)
        for x, k in list(values.items())[:SHOWN_VALUES]
    )
    more = len(values) - SHOWN_VALUES
    named = few if more <= 0 else Note("{values} and {k} other values", values=few, k=more)
    return Note(" ({values})", values=named)


def named(label: str, say: Say) -> str:
    """Return a label as `shown`, in the words of a language where it is blank or made here."""
    if isinstance(label, Note):
        return say.translated(label)
    return shown(label) if label.strip() else say("blank label")


def shown(label: str, longest: int | None = None) -> str:
    """Return a label on one line without control characters, cut if asked; blank made visible."""
    text = "".join(c if c.isprintable() else "?" for c in " ".join(label.split()))
    text = display.label_text(text)
    return text if longest is None or len(text) <= longest else text[: longest - 3] + "..."


def with_cut(rows: Sequence[Sequence[str]], left: int) -> list[list[str]]:
    """Return rows with the first `left` columns cut, different labels still different."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    for i, column in enumerate(columns[:left]):
        short = distinct({label: label for label in column}, LONGEST_LABEL)
        columns[i] = [short[label] for label in column]
    return [list(row) for row in zip(*columns, strict=True)]


def distinct(names: Mapping[K, str], longest: int | None = None) -> dict[K, str]:
    """Return a name for each key, cut in the middle if long, numbered where others are alike."""
    numbers: defaultdict[str, count[int]] = defaultdict(lambda: count(2))
    found: dict[K, str] = {}
    taken: set[str] = set()
    for key in sorted(names, key=lambda key: longest is not None and len(names[key]) > longest):
        name = _cut(names[key], longest)
        if name in taken:
            tries = (_cut(names[key], longest, f" ({number})") for number in numbers[name])
            name = next(one for one in tries if one not in taken)
        taken.add(name)
        found[key] = name
    return {key: found[key] for key in names}


def _cut(name: str, longest: int | None, end: str = "") -> str:
    room = None if longest is None else longest - len(end)
    if room is None or len(name) <= room:
        return name + end
    head = (room - 3) // 2
    return name[:head] + "..." + name[head + 3 - room :] + end


def _width(text: str) -> int:
    """Columns that a text takes up on a terminal: two for most Chinese, none for an accent."""
    wide = sum(map(display.is_wide, text))
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


def _pad(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
