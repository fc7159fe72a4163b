"""Which groups stand out, by the columns of a file that --segments names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nps
from nps._base import text as display
from nps._base.tables import html
from nps._base.words.saying import speaker
from nps._command.printing import Table, interval_head, or_blank, shown
from nps._command.sections.refusals import of_option
from nps._command.sections.rows import SEED, refuse_other_rows

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._base.words.saying import Say
    from nps._command.printing import Part
    from nps._sources.answer_file import AnswerFile
    from nps.results import SegmentScreen

#: Groups that a table or picture for readers shows; JSON and workbooks hold all.
SHOWN = 12
#: Respondents of a group; more if --min-n asks for more.
LEAST = 30


def refuse_beside(options: argparse.Namespace, form: str) -> None:
    """Refuse what --segments cannot be combined with, before anything is read.

    Raises
    ------
    UsageError
        If something was asked for that is about other rows than those of one file.
    """
    if not options.segments:
        return
    refuse_other_rows(options, form, "--segments")


def read_segments(file: AnswerFile, options: argparse.Namespace) -> SegmentScreen:
    """Return all groups of one or two of the columns that were named, for all rows together.

    Raises
    ------
    UsageError
        If the columns hold no groups, with the reason.
    """
    try:
        return nps.segments.screen(
            file,
            list(dict.fromkeys(options.segments)),
            depth=2,
            min_n=max(LEAST, options.min_n or 0),
            rng=SEED,
            weights=options.weight,
            confidence_level=options.confidence_level,
            invalid="drop",
        )
    except nps.OptionError as error:
        raise of_option("--segments", error) from None


def header(found: SegmentScreen, say: Say) -> list[str]:
    """Return the names of the columns of a table of groups."""
    level = interval_head(found.confidence_level, say)
    return [say("report.segment"), say("report.n"), say("report.nps"), say("report.from the rest"),
            level, say("report.p of the best")]  # fmt: skip


def rows(found: SegmentScreen, say: Say) -> Iterator[list[str]]:
    """Yield a row for each of the first groups, in words and rounded numbers."""
    for position, row in enumerate(found):
        if position == SHOWN:
            return
        cells = [
            f"{row.n:,}",
            display.points(row.score),
            display.points(row.difference, signed=True),
            display.interval(*row.confidence_interval, signed=True),
            display.p_number(row.p_max),
        ]
        yield [shown(row.label, 60), *map(say.translated, cells)]


def lines(found: SegmentScreen | None, language: LanguageName) -> list[Part]:
    """Return what a terminal shows, a blank line last; nothing if no columns were named."""
    if found is None:
        return []
    say = speaker(language)
    table = Table([header(found, say), *rows(found, say)])
    return [say("report.segments"), table, *remarks(found, language), ""]


def numbers(found: SegmentScreen) -> list[list[object]]:
    """Return all groups for other programs: numbers that are not rounded, blank if not known."""
    columns = ("n", "score", "rest_score", "difference", "standard_error", "z", "p_max",
               "adjusted_p_value")  # fmt: skip
    table: list[list[object]] = [["group", *columns, "low", "high"]]
    for row in found:
        values = [*(getattr(row, name) for name in columns), *row.confidence_interval]
        table.append([row.label, *map(or_blank, values)])
    return table


def html_header(found: SegmentScreen, say: Say) -> list[str]:
    """Return the names of the columns of a page, that of the drawn interval blank."""
    head = header(found, say)
    return [*head[:5], "", *head[5:]]


def html_rows(found: SegmentScreen, say: Say) -> list[list[object]]:
    """Return the rows of a page, with the interval drawn."""
    low, high = (end[:SHOWN].tolist() for end in found.confidence_interval)
    bars = html.interval_bars(found.difference[:SHOWN].tolist(), low, high)
    return [[*row[:5], bar, *row[5:]] for row, bar in zip(rows(found, say), bars, strict=True)]


def drawn(found: SegmentScreen, language: LanguageName) -> list[Axes]:
    """Return the picture of a page."""
    return [nps.plot.segments(found, most=SHOWN, language=language)]


def html_notes(found: SegmentScreen, say: Say) -> list[str]:
    """Return what stands below the table of a page: how to read it, and what was noted."""
    hidden = len(found) - SHOWN
    more = [say("report.more segments", k=hidden)] if hidden > 0 else []
    read = say("report.segments read", k=len(found), draws=found.n_permutations, seed=f"{SEED}")
    return [*more, read, *map(say.translated, found.notes)]


def remarks(found: SegmentScreen, language: LanguageName) -> list[str]:
    """Return what was found in words, how to read it, and what was noted about it."""
    return [found.summary(language), *html_notes(found, speaker(language))]
