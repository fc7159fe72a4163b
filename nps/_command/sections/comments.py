"""What comments go with, by the columns of a file that --comments and --themes name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

import nps
from nps._base import text as display
from nps._base.tables import html
from nps._base.text import CLASSES
from nps._base.words.notes import Note
from nps._base.words.saying import speaker
from nps._command.options import UsageError
from nps._command.printing import Table, interval_head, or_blank, shown
from nps._command.sections.drivers import PICTURED
from nps._command.sections.refusals import of_option
from nps._command.sections.rows import read_columns, refuse_other_rows

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._base.words.saying import Say
    from nps._command.printing import Part
    from nps._sources.answer_file import AnswerFile
    from nps.results import ThemeImpacts, Words

    Found: TypeAlias = ThemeImpacts | Words

#: Words that are listed, those of both sides together.
LISTED = 20
#: A dictionary larger than this is something else.
LARGEST = 1 << 22


def refuse_beside(options: argparse.Namespace, form: str) -> None:
    """Refuse what --comments cannot be combined with, before anything is read.

    Raises
    ------
    UsageError
        If something was asked for that is about other rows than those of one file.
    """
    if options.comments is None:
        for option, value in (("themes", options.themes), ("dictionary", options.dictionary)):
            if value is not None:
                raise UsageError(
                    Note(
                        "{option} is about comments: name their column with --comments",
                        option=f"--{option}",
                    )
                )
        return
    if options.themes is not None and options.dictionary is not None:
        raise UsageError(Note("--themes holds the codes that --dictionary would give: choose one"))
    refuse_other_rows(options, form, "--comments")
    if options.weight is not None and options.themes is None and options.dictionary is None:
        raise UsageError(Note("words of comments are counted without weights: name --themes, too"))


def read_dictionary(path: str) -> dict[str, list[str]]:
    """Return the themes of a file with their entries.

    Raises
    ------
    UsageError
        If it is not JSON such as {"price": ["expensive", "pric*"]}.
    """
    with Path(path).open("rb") as stream:
        content = stream.read(LARGEST + 1)  # a pipe and a device have no size
    if len(content) > LARGEST:
        raise _no_dictionary(path, Note("it must have at most {most} MB", most=LARGEST >> 20))
    try:
        given = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise _no_dictionary(
            path, Note("line {line}, column {column} is not JSON", **place)
        ) from None
    except (ValueError, RecursionError) as error:
        raise _no_dictionary(path, Note("it cannot be read: {error}", error=str(error))) from None
    if not isinstance(given, dict):
        raise _no_dictionary(path, Note("it holds {kind}", kind=repr(type(given).__name__)))
    return given


def _no_dictionary(path: str, why: Note) -> UsageError:
    return UsageError(
        Note(
            "--dictionary {path} must be JSON such as {such}: {why}",
            path=path,
            such='{"price": ["expensive", "pric*"]}',
            why=why,
        )
    )


def read_comments(file: AnswerFile, options: argparse.Namespace) -> Found:
    """Return what themes cost, or without themes which words go with promoters and detractors.

    Raises
    ------
    UsageError
        If the columns do not say it, with options as they are typed here.
    """
    dictionary = None if options.dictionary is None else read_dictionary(options.dictionary)
    level = options.confidence_level
    try:
        ratings, weighted, (comments, *coded) = read_columns(
            file,
            [] if options.weight is None else [options.weight],
            [options.comments, *([] if options.themes is None else [options.themes])],
        )
        weights = weighted[0] if weighted else None
        labels = coded[0] if coded else None
        if labels is None and dictionary is None:
            return nps.comments.words(
                comments, ratings, scale=file.scale, confidence_level=level
            )  # fmt: skip
        if labels is not None and not any(labels):
            raise UsageError(
                Note("--themes {column} names no theme of any comment", column=options.themes)
            )
        themes = (
            nps.comments.Themes(_coded(comments, labels))
            if labels is not None
            else nps.comments.code(comments, dictionary or {})
        )
        return nps.comments.impacts(
            ratings, themes, weights=weights, confidence_level=level, scale=file.scale
        )
    except (nps.OptionError, nps.InputTypeError, nps.EmptySampleError) as error:
        raise of_option("--comments", error) from None


def _coded(comments: list[str | None], labels: list[str | None]) -> list[str | None]:
    """Return labels of comments: none where there is a comment without any, None without both."""
    return [
        "" if label is None and comment is not None else label
        for comment, label in zip(comments, labels, strict=True)
    ]


def is_themes(found: Found) -> bool:
    """Tell impacts of themes from words."""
    return isinstance(found, nps.results.ThemeImpacts)


def title(found: Found | None, say: Say) -> str:
    """Return what stands above the section; nothing if no comments were named."""
    if found is None:
        return ""
    return say("report.themes" if is_themes(found) else "report.words")


def header(found: Found, say: Say) -> list[str]:
    """Return the names of the columns of a table of themes or of words."""
    if not isinstance(found, nps.results.ThemeImpacts):
        return [say("report.word"), say("report.comments"), say(CLASSES[0]), say(CLASSES[-1]),
                say("report.adjusted p")]  # fmt: skip
    level = interval_head(found.confidence_level, say)
    return [say("report.theme"), say("report.impact"), level, say("report.adjusted p"),
            say("report.comments"), say("report.nps"), say("report.rest"),
            say("report.adjusted impact"), say(CLASSES[0]), say(CLASSES[-1])]  # fmt: skip


def rows(found: Found, say: Say) -> Iterator[list[str]]:
    """Yield a row for each theme, or for the first words, in words and rounded numbers."""
    if not isinstance(found, nps.results.ThemeImpacts):
        for word in found._first(LISTED):
            shares = map(display.percent, (word.promoter_share, word.detractor_share))
            cells = [f"{word.n:,}", *shares, display.p_number(word.adjusted_p_value)]
            yield [shown(word.label, 60), *map(say.translated, cells)]
        return
    for row in map(found._row, _order(found)):
        known = row.impact == row.impact
        cells = [
            display.points(row.impact, signed=True),
            display.interval(*row.impact_interval, signed=True) if known else "",
            display.p_number(row.adjusted_p_value) if known else "",
            f"{row.n:,}",
            display.points(row.score),
            display.points(row.rest_score),
            display.points(row.adjusted_impact, signed=True),
            display.percent(row.promoter_share),
            display.percent(row.detractor_share),
        ]
        yield [shown(row.label, 60), *map(say.translated, cells)]


def _order(found: ThemeImpacts) -> list[int]:
    """Return the positions of themes, the costliest first and those that are unknown last."""
    return [int(i) for i in np.argsort(found.impact, kind="stable")]


def lines(found: Found | None, language: LanguageName) -> list[Part]:
    """Return what a terminal shows, a blank line last; nothing if no comments were named."""
    if found is None:
        return []
    say = speaker(language)
    table = Table([header(found, say), *rows(found, say)])
    above = say("terminal.themes" if is_themes(found) else "terminal.words", n=found.counts.n)
    return [above, table, *remarks(found, language), ""]


def numbers(found: Found, say: Say) -> list[list[object]]:
    """Return the same for other programs: numbers that are not rounded, blank if not known."""
    columns = found._columns()
    key = "theme" if is_themes(found) else "word"
    table: list[list[object]] = [[key, *columns]]
    for i, label in enumerate(found.labels):
        values = [column[i] for column in columns.values()]
        cells = [x.item() if isinstance(x, np.generic) else x for x in values]
        table.append([say.name(label), *map(or_blank, cells)])
    return table


def html_header(found: Found, say: Say) -> list[str]:
    """Return the head of a page's table, blank above intervals that are drawn."""
    head = header(found, say)
    return [*head[:3], "", *head[3:]] if is_themes(found) else head


def html_notes(found: Found, say: Say) -> list[str]:
    """Return how a page's table is read, and what was noted about it."""
    read = [say("report.themes read")] if is_themes(found) else []
    return [*read, *map(say.translated, found.notes)]


def html_rows(found: Found, say: Say) -> list[list[object]]:
    """Return the rows of a page, with intervals drawn where there are any."""
    if not isinstance(found, nps.results.ThemeImpacts):
        return [list[object](row) for row in rows(found, say)]
    columns = (found.impact, *found.impact_interval)
    bars = html.interval_bars(*(column[_order(found)].tolist() for column in columns))
    return [[*row[:3], bar, *row[3:]] for row, bar in zip(rows(found, say), bars, strict=True)]


def drawn(found: Found, language: LanguageName) -> list[Axes]:
    """Return the pictures of a page, if there is something to draw that is no poster."""
    if not isinstance(found, nps.results.ThemeImpacts):
        return [nps.plot.words(found, language=language)] if len(found) else []
    pictures = []
    for kind, values in (("impacts", found.impact), ("shares", found.share_difference)):
        if 0 < np.count_nonzero(values == values) <= PICTURED:
            pictures.append(nps.plot.impacts(found, kind=kind, language=language))  # type: ignore[arg-type]  # one of both
    return pictures


def remarks(found: Found, language: LanguageName) -> list[str]:
    """Return what was found in words, and what was noted about it."""
    say = speaker(language)
    return [found.summary(language), *map(say.translated, found.notes)]
