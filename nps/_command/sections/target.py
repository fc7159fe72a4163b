"""Where everybody and each group stand against the target that --target names."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import nps
from nps._base import text as display
from nps._base.tables import html
from nps._base.words.saying import speaker
from nps._command.options import UsageError
from nps._command.printing import aligned, named, with_cut
from nps._command.report import Target

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._base.words.saying import Say
    from nps._command.report import Key, Sample
    from nps.results import Comparison

#: The test that goes with a method of estimation; the score test goes with all others.
TESTS: Mapping[str, Literal["score", "wald", "t", "adjusted-wald", "skewness-corrected"]] = {
    "wald": "wald",
    "t": "t",
    "adjusted-wald": "adjusted-wald",
    "skewness-corrected": "skewness-corrected",
}
ADJUST: Literal["holm"] = "holm"


def refuse_beside(options: argparse.Namespace, form: str) -> None:
    """Refuse a target that no score can reach, and what it cannot be combined with.

    Raises
    ------
    UsageError
        Before anything is read.
    """
    if options.target is None:
        return
    if not -100.0 <= options.target <= 100.0:
        raise UsageError(
            f"--target must be a score, -100 to 100, such as 30, got {options.target:g}"
        )
    if options.weight is not None:
        raise UsageError(
            "--target cannot be combined with --weight: no test of a target knows weights"
        )
    if form == "csv":
        raise UsageError("--format csv holds one table, and --target adds another: try xlsx")


def read_target(samples: Mapping[Key, Sample], options: argparse.Namespace) -> Target | None:
    """Hold everybody and each group, in the latest wave with answers, against the target.

    All are one family: the intervals hold at once (Sidak's bound), and the p-values are adjusted
    for how many they are (Holm's method).
    """
    if options.target is None:
        return None
    latest: dict[tuple[str, ...] | None, tuple[str | None, Sample]] = {}
    for (group, wave), sample in samples.items():
        if sample.n and (wave or group not in latest):  # a wave without a name is no time
            latest[group] = (wave, sample)
    found = {None: latest.pop(None), **latest}
    level = options.confidence_level
    table = nps.compare_benchmark(
        nps.Cohorts.from_dict({i: sample for i, (_, sample) in enumerate(found.values())}),
        options.target,
        method=TESTS.get(options.method, "score"),
        confidence_level=level ** (1.0 / len(found)),
    )
    adjusted = nps.adjust_p_values(table.p_value, method=ADJUST)
    rows = [replace(row, label=None, confidence_level=level) for row in table]
    if len(rows) > 1:
        rows = [
            replace(row, adjusted_p_value=float(p), adjust=ADJUST)
            for row, p in zip(rows, adjusted, strict=True)
        ]
    return Target(options.target, [(group, wave) for group, (wave, _) in found.items()], rows)


def verdict(found: Comparison) -> str:
    """Return "above", "below" or "unclear", or "no test"."""
    p = found.p_value if found.adjusted_p_value is None else found.adjusted_p_value
    if math.isnan(p):
        return "no test"
    clear = p < 1.0 - found.confidence_level
    return ("above" if found.difference > 0.0 else "below") if clear else "unclear"


def header(found: Target, say: Say) -> list[str]:
    """Return the names of the columns of a table of groups."""
    percent = display.level_percent(found.comparisons[0].confidence_level)
    level = say("report.interval", level=percent)
    return [say("report.segment"), say("report.nps"), say("report.from the target"), level,
            say("report.verdict")]  # fmt: skip


def rows(found: Target, say: Say) -> Iterator[list[str]]:
    """Yield a row for everybody and for each group, in words and rounded numbers."""
    for (group, wave), one in zip(found.keys, found.comparisons, strict=True):
        who = [say("report.all")] if group is None else [named(label, say) for label in group]
        where = " / ".join([*who, *([named(wave, say)] if wave else [])])
        known = one.difference == one.difference
        cells = [
            display.points(one.difference + found.target),
            display.points(one.difference, signed=True),
            display.interval(*one.confidence_interval, signed=True) if known else "",
            say(f"report.{verdict(one)}"),
        ]
        yield [where, *map(say.translated, cells)]


def lines(found: Target | None, language: LanguageName) -> list[str]:
    """Return what a terminal shows, a blank line last; nothing without a target."""
    if found is None:
        return []
    say = speaker(language)
    table = aligned(with_cut([header(found, say), *rows(found, say)], 1), 1)
    return [say("report.target"), found.summary(language), *table, *html_notes(found, say), ""]


def html_header(found: Target, say: Say) -> list[str]:
    """Return the head of a page's table, blank above the interval that is drawn."""
    head = header(found, say)
    return [*head[:4], "", *head[4:]]


def html_rows(found: Target, say: Say) -> list[list[object]]:
    """Return the rows of a page, with the interval drawn."""
    ends = [one.confidence_interval for one in found.comparisons]
    bars = html.interval_bars(
        [one.difference for one in found.comparisons],
        [end.low for end in ends],
        [end.high for end in ends],
    )
    return [[*row[:4], bar, *row[4:]] for row, bar in zip(rows(found, say), bars, strict=True)]


def html_notes(found: Target, say: Say) -> list[str]:
    """Return how the table is read, if there are several rows."""
    return [say("target.read", k=len(found.keys))] if len(found.keys) > 1 else []


def numbers(found: Target, say: Say) -> list[list[object]]:
    """Return a row of numbers that are not rounded for each group, under a header."""
    table: list[list[object]] = [
        [say("report.segment"), "target", "difference", "low", "high", "p_value",
         "adjusted_p_value", "verdict"]
    ]  # fmt: skip
    for row, one in zip(rows(found, say), found.comparisons, strict=True):
        values = [one.difference, *one.confidence_interval, one.p_value, one.adjusted_p_value]
        cells = ["" if x is None or math.isnan(x) else x for x in values]
        table.append([row[0], found.target, *cells, row[-1]])
    return table


def drawn(found: Target, language: LanguageName) -> list[Axes]:
    """Return no picture: the target is a line in those of the scores."""
    return []
