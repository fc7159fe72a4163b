"""What `python -m nps` says about a file: the cohorts put in order, as text and as JSON."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import nps
from nps._base import text as display
from nps._base.labels.labels import sort_key
from nps._base.results import plain
from nps._base.words.notes import Note
from nps._base.words.saying import speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nps import Counts
    from nps._base.words.saying import Say
    from nps._inference.scores.methods import IntervalMethodName
    from nps.results import Comparison, Estimate

#: One cohort: the values of the --by columns (None: all together), and the wave (None: all).
Key = tuple[tuple[str, ...] | None, str | None]
#: The comparison that goes with a method of estimation; the score method goes with all others.
COMPARISONS: Mapping[str, Literal["score", "wald", "welch"]] = {"wald": "wald", "t": "welch"}
#: Dates that do not sort as they stand, after dots, dashes and spaces have become slashes.
DATE_FORMATS = (
    "%d/%m/%Y", "%m/%d/%Y", "%d/%m/%y", "%m/%d/%y", "%m/%Y", "%b/%Y", "%B/%Y", "%b/%y", "%b", "%B"
)  # fmt: skip
LONGEST_LABEL = 30
SHOWN_VALUES = 8
SHOWN_NOTES = 8


@dataclass(frozen=True, slots=True)
class Change:
    """A wave held against the one before it."""

    group: tuple[str, ...] | None
    before: str
    after: str
    comparison: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that is said about a file. The last cohort is everybody."""

    file: str
    rows: int
    rating: str
    by: Sequence[str]
    wave: str | None
    confidence_level: float
    cohorts: Mapping[Key, Estimate]
    changes: Sequence[Change]
    invalid_values: Mapping[object, int]
    notes: Sequence[str]

    @property
    def total(self) -> Counts:
        """Everybody together."""
        return self.cohorts[None, None].counts


def arrange(counts: Mapping[tuple[str, ...], Counts], waves: Sequence[str]) -> dict[Key, Counts]:
    """Add up and order: each wave of everybody, each wave of each group, everybody.

    The last part of a label is its wave if there are waves.
    """
    sums: dict[Key, Counts] = {}
    for label, sample in counts.items():
        group, wave = (label[:-1], label[-1]) if waves else (label, None)
        keys: set[Key] = {(group or None, wave), (None, wave), (None, None)}
        for key in keys:
            sums[key] = sums[key] + sample if key in sums else sample
    groups = sorted({group for group, _ in sums if group is not None}, key=_group_order)
    steps: Sequence[str | None] = waves or [None]
    ordered: list[Key] = [
        *((None, wave) for wave in waves),
        *((group, wave) for group in groups for wave in steps),
        (None, None),
    ]
    return {key: sums[key] for key in ordered if key in sums}


def estimates(
    counts: Mapping[Key, Counts], *, confidence_level: float, method: IntervalMethodName
) -> dict[Key, Estimate]:
    """Estimate all cohorts at once."""
    cohorts = nps.Cohorts.from_dict(dict(enumerate(counts.values())))
    table = nps.estimate(cohorts, confidence_level=confidence_level, method=method)
    # the labels here are mere positions
    return {key: replace(row, label=None) for key, row in zip(counts, table, strict=True)}


def changes(counts: Mapping[Key, Counts], *, confidence_level: float, method: str) -> list[Change]:
    """Compare every wave with the one before it; blank waves have no place in the sequence."""
    sequences: dict[tuple[str, ...] | None, list[str]] = {}
    for group, wave in counts:
        if wave:
            sequences.setdefault(group, []).append(wave)
    steps = [
        (group, before, after)
        for group, waves in sequences.items()
        for before, after in pairwise(waves)
    ]
    table = nps.compare(
        nps.Cohorts.from_dict({step: counts[step[0], step[2]] for step in steps}),
        nps.Cohorts.from_dict({step: counts[step[0], step[1]] for step in steps}),
        confidence_level=confidence_level,
        method=COMPARISONS.get(method, "score"),
    )
    rows = (replace(row, label=None) for row in table)
    return [Change(*step, found) for step, found in zip(steps, rows, strict=True)]


def order_waves(labels: Iterable[str]) -> tuple[list[str], Note | None]:
    """Order waves in time, and say so where dates can be read in two ways.

    Numbers by value and text with its numbers by value (wave 2 before wave 10, 2024-05 before
    2024-11), unless all labels are dates of one format. Blank comes last.
    """
    named = sorted(filter(None, labels), key=sort_key)
    blank = [""] if "" in labels else []
    readings = [order for fmt in DATE_FORMATS if (order := _in_time(named, fmt))]
    if not readings:
        return named + blank, None
    note = None
    if readings[0] != readings[-1]:
        note = Note(
            "waves such as {wave} were read as day/month/year; 2024-12-31 leaves no doubt",
            wave=named[0],
        )
    return readings[0] + blank, note


def _in_time(labels: Sequence[str], fmt: str) -> list[str]:
    separators = str.maketrans(".- ", "///")
    try:
        return sorted(labels, key=lambda x: datetime.strptime(x.translate(separators), fmt))
    except ValueError:
        return []


def _group_order(group: tuple[str, ...]) -> list[tuple[object, ...]]:
    return [(not label, sort_key(label)) for label in group]


# ---------------------------------------------------------------- JSON


def as_dict(report: Report) -> dict[str, object]:
    """Return the report as plain Python that JSON takes; what is undefined is None.

    A group names its columns and their values, and is empty for everybody together. A wave of None
    stands for all waves. Blank labels stay blank.
    """

    def labels(group: tuple[str, ...] | None) -> dict[str, str]:
        return dict(zip(report.by, group or (), strict=False))

    return {
        "file": report.file,
        "rows": report.rows,
        "rating": report.rating,
        "by": list(report.by),
        "wave": report.wave,
        "total": _numbers(report.cohorts[None, None]),
        "cohorts": [
            {"group": labels(group), "wave": wave, **_numbers(estimate)}
            for (group, wave), estimate in report.cohorts.items()
            if (group, wave) != (None, None)
        ],
        "changes": [
            {
                "group": labels(change.group),
                "before": change.before,
                "after": change.after,
                "comparison": _numbers(change.comparison),
            }
            for change in report.changes
        ],
        "missing": report.total.missing,
        "invalid": report.total.invalid,
        "invalid_values": {str(value): k for value, k in report.invalid_values.items()},
        "notes": plain(report.notes),
    }


def _numbers(result: Estimate | Comparison) -> dict[str, object]:
    return {name: value for name, value in result.to_dict().items() if name != "label"}


# ---------------------------------------------------------------- text


def as_text(report: Report) -> str:
    """Return the report as people read it."""
    say = speaker("en")
    lines = [f"{report.file}: {report.rows:,} rows, ratings in {shown(report.rating, 100)!r}", ""]
    lines += _table(report, say)
    if report.wave is not None:
        lines += ["", *_changes(report)]
    left_out = [
        f"{k:,} {what}"
        for what, k in (("missing", report.total.missing), ("invalid", report.total.invalid))
    ]
    lines += ["", f"Not counted: {', '.join(left_out)}{most_frequent(report.invalid_values, say)}."]
    lines += [f"Note: {note.removesuffix('.')}." for note in remarks(report, say)]
    return "\n".join(lines)


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
        *about_cohorts[:SHOWN_NOTES],
        *([say("report.more notes", k=more)] if more > 0 else []),
    ]


def labels(report: Report, key: Key, say: Say) -> list[str]:
    """Return one label for each column that the cohorts are made from."""
    group, wave = key
    found = [say("report.all")] * len(report.by)
    if group is not None:
        found = [named(label, say) for label in group]
    if report.wave is not None:
        found.append(say("report.all") if wave is None else named(wave, say))
    return found


def _table(report: Report, say: Say) -> list[str]:
    level = display.level(report.confidence_level)
    names = [*report.by, *([report.wave] if report.wave is not None else [])]
    header = [*map(shown, names), "n", "promoters", "passives", "detractors", "NPS", level,
              "missing", "invalid"]  # fmt: skip
    rows = [header]
    for key, estimate in report.cohorts.items():
        counts = estimate.counts
        rows.append([
            *labels(report, key, say),
            f"{counts.n:,}",
            *_percentages(counts),
            display.points(estimate.score),
            display.interval(*estimate.confidence_interval) if counts.n else "",
            f"{counts.missing:,}",
            f"{counts.invalid:,}",
        ])  # fmt: skip
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            _pad(cell, width, left=i < len(names))
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _percentages(counts: Counts) -> list[str]:
    """Percentages with one digit that sum to 100: rounded by the largest remainder."""
    return display.percentages(counts.shares) if counts.n else [""] * 3


def _changes(report: Report) -> list[str]:
    if not report.changes:
        return ["Change: none, there is only one wave."]
    method, level = report.changes[0].comparison.method, display.level(report.confidence_level)
    lines = [f"Change from the wave before ({level}, {method} method, each tested on its own)"]
    for change in report.changes:
        who = ", ".join(map(shown, change.group)) + ", " if change.group else ""
        lines.append(f"{who}{shown(change.before)} -> {shown(change.after)}: {_verdict(change)}")
    return lines


def _verdict(change: Change) -> str:
    found = change.comparison
    if math.isnan(found.difference):
        return "n/a, a wave without a valid answer"
    verdict = "no clear change"
    if math.isnan(found.p_value):
        verdict = "the method has no answer"
    elif found.p_value < 1 - found.confidence_level:
        verdict = "a clear change"
    difference = display.points(found.difference, signed=True)
    interval = display.interval(*found.confidence_interval, signed=True)
    return f"{difference} {interval}, {display.p_value(found.p_value)}: {verdict}"


def most_frequent(values: Mapping[object, int], say: Say) -> str:
    """Name the first few values, in brackets."""
    if not values:
        return ""
    parts = [f"{shown(str(value))!r} x {k:,}" for value, k in list(values.items())[:SHOWN_VALUES]]
    more = len(values) - SHOWN_VALUES
    return say(
        "report.values",
        values=say("comma").join(parts),
        more=say("report.more values", k=more) if more > 0 else "",
    )


def named(label: str, say: Say) -> str:
    """Return a label as `shown`, in the words of a language where it is blank."""
    return shown(label) if label.strip() else say("blank label")


def shown(label: str, longest: int = LONGEST_LABEL) -> str:
    """Return a label on one line without control characters, cut if long; blank made visible."""
    text = "".join(c if c.isprintable() else "?" for c in " ".join(label.split()))
    text = display.label_text(text)
    return text if len(text) <= longest else text[: longest - 3] + "..."


def _width(text: str) -> int:
    """Columns that a text takes up on a terminal: two for most Chinese, none for an accent."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


def _pad(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
