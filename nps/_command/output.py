"""What is written: a text for people, or tables for other programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from nps._base.tables.sheet import guarded
from nps._base.tables.workbook import Page, workbook
from nps._base.text import CLASSES
from nps._base.words.saying import speaker
from nps._command.printing import (
    as_markdown,
    as_text,
    header,
    labels,
    or_blank,
    p_of,
    parts,
    verdict,
)
from nps._command.report import as_dict
from nps._command.sections import comments, drivers, response, segments, target, value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.typing import LanguageName
    from nps._command.printing import Part
    from nps._command.report import Change, Report

_NUMBERS = ("n", *CLASSES, "score", "low", "high", "missing", "invalid")
_CHANGES = ("before", "change", "change_low", "change_high", "p_value", "adjusted_p_value",
            "verdict")  # fmt: skip


def render(report: Report, form: str, language: LanguageName, *, raw_labels: bool) -> str | bytes:
    """Return the report in a format: text, or the bytes of a workbook."""
    if form == "json":
        return json.dumps(as_dict(report), allow_nan=False, indent=2) + "\n"
    if form in ("table", "markdown"):
        return (as_text if form == "table" else as_markdown)(_parts(report, language))
    rows = table(report, language)
    if form == "xlsx":
        return _workbook(rows, report, language)
    return comma_separated(
        rows if raw_labels else [[guarded(cell) for cell in row] for row in rows]
    )


def _parts(report: Report, language: LanguageName) -> list[Part]:
    further: list[Part] = [
        *target.lines(report.target, language),
        *drivers.lines(report.drivers, language),
        *comments.lines(report.comments, language),
        *segments.lines(report.segments, language),
        *value.lines(report.value, language),
        *response.lines(report.response, language),
    ]
    return parts(report, language, further)


def _further(report: Report, language: LanguageName) -> list[tuple[str, list[list[object]]]]:
    """Return the tables beside that of scores, with the names of their sheets."""
    say, found = speaker(language), []
    if report.target is not None:
        found.append(("Target", target.numbers(report.target, say)))
    if report.drivers is not None:
        found.append(("Drivers", drivers.numbers(report.drivers, say)))
    if report.comments is not None:
        found.append(("Comments", comments.numbers(report.comments, say)))
    if report.segments is not None:
        found.append(("Segments", segments.numbers(report.segments)))
    if report.value is not None:
        found.append(("Value", value.numbers(report.value)))
    if report.response is not None:
        found.append(("Response", response.numbers(report.response)))
    return found


def comma_separated(rows: Sequence[Sequence[object]]) -> str:
    """Return rows as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def table(report: Report, language: LanguageName) -> list[list[object]]:
    """Return a row for each cohort, with its change from the wave before, under a header.

    Numbers are not rounded. Shares of weighted answers are fractions, counts are people.
    """
    say = speaker(language)
    steps = {(change.group, change.after): change for change in report.changes}
    more = _CHANGES if report.changes else ()
    rows: list[list[object]] = [[*header(report), *_NUMBERS, *more]]
    for key, estimate in report.cohorts.items():
        counts = estimate.counts
        low, high = estimate.confidence_interval
        numbers = [counts.n, *(getattr(counts, name) for name in CLASSES), estimate.score, low,
                   high, counts.missing, counts.invalid]  # fmt: skip
        group, wave = key
        change = _change(steps.get((group, wave or ""))) if more else []
        rows.append([*labels(report, key, say), *map(or_blank, numbers), *change])
    return rows


def _change(found: Change | None) -> list[object]:
    if found is None:
        return [""] * len(_CHANGES)
    one = found.comparison
    numbers = [one.difference, *one.confidence_interval, one.p_value, p_of(found)]
    return [found.before, *map(or_blank, numbers), verdict(found)]


def _workbook(rows: Sequence[Sequence[object]], report: Report, language: LanguageName) -> bytes:
    """Return an .xlsx file with the table, and the notes on a sheet of their own."""
    notes = [[line] for line in as_text(_parts(report, language)).splitlines()]
    beside = [Page(name, table) for name, table in _further(report, language)]
    return workbook([Page("NPS", rows), Page("Notes", notes, head=0), *beside])
