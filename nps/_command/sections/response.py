"""What those who did not answer leave open, for the number of people that --invited names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nps
from nps._base import text as display
from nps._base.tables import html
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._base.words.saying import speaker
from nps._command.options import UsageError
from nps._command.printing import interval_head, or_blank
from nps._command.sections.rows import refuse_one_table

if TYPE_CHECKING:
    import argparse

    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._base.words.saying import Say
    from nps.results import ResponseBounds

#: What --invited says if every row of the file is somebody who was asked.
ROWS = "rows"
#: Digits of more people than there can be.
DIGITS = 30


def refuse_beside(options: argparse.Namespace, form: str) -> None:
    """Refuse what --invited cannot be combined with, before anything is read.

    Raises
    ------
    UsageError
        If it is no number of people, or there are weights.
    """
    given = options.invited
    if given is None:
        return
    if given != ROWS and not (given.isascii() and given.isdigit() and len(given) <= DIGITS):
        raise UsageError(
            Note(
                "--invited takes how many people were asked, such as 2500, or the word {word} if"
                " every row is one of them, got {given}",
                word=ROWS,
                given=shown(given),
            )
        )
    if options.weight is not None:
        raise UsageError(
            Note(
                "--invited cannot be combined with --weight: weights say already what is known of"
                " those who did not answer"
            )
        )
    refuse_one_table(form, "--invited")


def read_response(
    total: nps.Counts | nps.SurveySample, options: argparse.Namespace
) -> ResponseBounds | None:
    """Return what is left open of the score of everybody together; None if nobody asks.

    Raises
    ------
    OptionError
        If fewer were asked than answered.
    """
    if options.invited is None or not isinstance(total, nps.Counts):
        return None
    rows = total.n + total.missing + total.invalid
    asked = rows if options.invited == ROWS else int(options.invited)
    return nps.response.bounds(total, invited=asked, confidence_level=options.confidence_level)


def lines(found: ResponseBounds | None, language: LanguageName) -> list[str]:
    """Return what a terminal shows, a blank line last; nothing if nobody asks."""
    if found is None:
        return []
    return [speaker(language)("report.response"), found.summary(language), ""]


def html_header(found: ResponseBounds, say: Say) -> list[str]:
    """Return the head of a page's table, blank above the interval that is drawn."""
    level = interval_head(found.confidence_level, say)
    return [say("response.asked"), say("response.answered"), say("report.nps"),
            say("response.of all"), "", level]  # fmt: skip


def html_rows(found: ResponseBounds, say: Say) -> list[list[object]]:
    """Return the one row of that table, with the bounds drawn."""
    bar = html.interval_bar(found.score, *found.bounds, html.SCORES)
    rate = Note(" ({values})", values=display.percent(found.response_rate))
    answered = f"{found.counts.n:,}{say.translated(rate)}"
    bounds, limits = (display.interval(*ends) for ends in (found.bounds, found.confidence_interval))
    return [[f"{found.invited:,}", answered, display.points(found.score), bounds, bar, limits]]


def html_notes(found: ResponseBounds, say: Say) -> list[str]:
    """Return what was noted, less what the report says of everybody anyway."""
    said = set(nps.estimate(found.counts).notes)
    return [say.translated(note) for note in found.notes if note not in said]


def numbers(found: ResponseBounds) -> list[list[object]]:
    """Return a row of numbers that are not rounded, under a header, for other programs."""
    (low, high), (least, most) = found.bounds, found.confidence_interval
    turn = found.tipping_point()
    row: dict[str, object] = {
        "invited": found.invited,
        "n": found.counts.n,
        "response_rate": found.response_rate,
        "score": found.score,
        "low": low,
        "high": high,
        "interval_low": least,
        "interval_high": most,
        "bias_per_10_points": found.bias_per_10_points,
        "tipping_point": or_blank(turn),
    }
    return [list(row), list(row.values())]


def drawn(found: ResponseBounds, language: LanguageName) -> list[Axes]:
    """Return the picture of a page; none where everybody answered."""
    silent = found.counts.n < found.invited
    return [nps.plot.response(found, language=language)] if silent else []
