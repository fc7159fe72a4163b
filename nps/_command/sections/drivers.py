"""What goes with the score, by the columns of a file that --drivers names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import nps
from nps._base import text as display
from nps._base.tables import html
from nps._base.text import CLASSES
from nps._base.words.notes import Note
from nps._base.words.saying import speaker
from nps._command.options import UsageError
from nps._command.printing import Table, interval_head, or_blank, shown
from nps._command.sections.refusals import of_option
from nps._command.sections.rows import refuse_other_rows

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._base.words.saying import Say
    from nps._command.printing import Part
    from nps._sources.answer_file import AnswerFile
    from nps.results import DriverEffect, DriverEffects

#: With more rows than this a picture would be a poster.
PICTURED = 60
#: A sentence of a note on what to write in Python.
_IN_PYTHON = re.compile(r"[^.。]*\b(?:factor_scales|groups)=\.\.\.[^.。]*[.。]")


def refuse_beside(options: argparse.Namespace, form: str) -> None:
    """Refuse what --drivers cannot be combined with, before anything is read.

    Raises
    ------
    UsageError
        If something was asked for that is about other rows than those of one file.
    """
    if not options.drivers:
        if options.skipped:
            raise UsageError(Note("--skipped is about drivers: name their columns with --drivers"))
        return
    refuse_other_rows(options, form, "--drivers")


def read_drivers(file: AnswerFile, options: argparse.Namespace) -> DriverEffects:
    """Return what goes with the columns that were named, for all rows together.

    Raises
    ------
    UsageError
        If the columns do not say it, with options as they are typed here.
    """
    try:
        return nps.drivers.effects(
            file,
            list(dict.fromkeys(options.drivers)),
            weights=options.weight,
            skipped=options.skipped or "raise",
            confidence_level=options.confidence_level,
            invalid="drop",
        )
    except nps.OptionError as error:
        raise of_option("--drivers", error) from None


def name_of(row: DriverEffect, say: Say) -> str:
    """Return what a driver is called, with what a point of it means where that is not clear."""
    label = shown(row.driver if row.kind == "asked" else row.label, 60)
    words = {"asked": "report.asked", "yes-no": "report.yes", "category": "report.against"}
    return say(words[row.kind], label=label, base=shown(row.base)) if row.kind in words else label


def header(found: DriverEffects, say: Say) -> list[str]:
    """Return the names of the columns of a table of drivers."""
    level = interval_head(found.confidence_level, say)
    return [say("report.driver"), say("report.effect"), level, say("report.adjusted p"),
            say(CLASSES[0]), say(CLASSES[-1]), say("report.level"),
            say("report.potential")]  # fmt: skip


def rows(found: DriverEffects, say: Say) -> Iterator[list[str]]:
    """Yield a row for each driver, in words and rounded numbers."""
    for row in found:
        known = row.effect == row.effect
        cells = [
            display.points(row.effect, signed=True),
            display.interval(*row.confidence_interval, signed=True) if known else "",
            display.p_number(row.adjusted_p_value) if known else "",
            display.points(row.promoter_effect, signed=True) if known else "",
            display.points(row.detractor_effect, signed=True) if known else "",
            display.points(row.level),
            display.points(row.potential, signed=True) if row.potential == row.potential else "",
        ]
        yield [name_of(row, say), *map(say.translated, cells)]


def lines(found: DriverEffects | None, language: LanguageName) -> list[Part]:
    """Return what a terminal shows, a blank line last; nothing if no drivers were named."""
    if found is None:
        return []
    say = speaker(language)
    table = Table([header(found, say), *rows(found, say)])
    return [say("terminal.drivers", n=found.n), table, *remarks(found, language), ""]


def numbers(found: DriverEffects, say: Say) -> list[list[object]]:
    """Return the same for other programs: numbers that are not rounded, blank if not known."""
    columns = ("effect", "low", "high", "p_value", "adjusted_p_value", "promoter_effect",
               "detractor_effect", "level", "potential", "n_asked")  # fmt: skip
    table: list[list[object]] = [["driver", *columns]]
    for row in found:
        low, high = row.confidence_interval
        values = [row.effect, low, high, *(getattr(row, name) for name in columns[3:])]
        table.append([name_of(row, say), *map(or_blank, values)])
    return table


def html_header(found: DriverEffects, say: Say) -> list[str]:
    """Return the head of a page's table, blank above the interval that is drawn."""
    head = header(found, say)
    return [*head[:3], "", *head[3:]]


def html_notes(found: DriverEffects, say: Say) -> list[str]:
    """Return how a page's table is read, and what was noted about it."""
    return [say("report.drivers read"), *remarks(found, say.language)]


def html_rows(found: DriverEffects, say: Say) -> list[list[object]]:
    """Return the rows of a page, with the interval drawn."""
    low, high = found.confidence_interval
    bars = html.interval_bars(found.effect.tolist(), low.tolist(), high.tolist())
    return [[*row[:3], bar, *row[3:]] for row, bar in zip(rows(found, say), bars, strict=True)]


def drawn(found: DriverEffects, language: LanguageName) -> list[Axes]:
    """Return the picture of a page, if there is something to draw that is no poster."""
    known = sum(effect == effect for effect in found.effect)
    fits = 0 < known <= PICTURED
    return [nps.plot.drivers(found, kind="effects", language=language)] if fits else []


def remarks(found: DriverEffects, language: LanguageName) -> list[str]:
    """Return what was found in words, and what was noted about it."""
    say = speaker(language)
    notes = (_IN_PYTHON.sub("", say.translated(note)) for note in found.notes)
    return [found.omnibus.summary(language), *notes]
