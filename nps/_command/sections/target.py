"""Where everybody and each group stand against the target that --target names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np

import nps
from nps._base import text as display
from nps._base.tables import html
from nps._base.words.notes import Note
from nps._base.words.saying import speaker
from nps._command.options import UsageError
from nps._command.printing import Table, header_shown, interval_head, labels, or_blank
from nps._command.printing import header as _keys
from nps._command.report import ADJUST, Target, against, latest_waves
from nps._command.sections.rows import refuse_one_table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence

    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._base.words.saying import Say
    from nps._command.printing import Part
    from nps._command.report import Key, Sample

#: The test that goes with a method of estimation; the score test goes with all others.
TESTS: Mapping[str, Literal["score", "wald", "t", "adjusted-wald", "skewness-corrected"]] = {
    "wald": "wald",
    "t": "t",
    "adjusted-wald": "adjusted-wald",
    "skewness-corrected": "skewness-corrected",
}


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
            Note(
                "--target must be a score, -100 to 100, such as 30, got {given}",
                given=f"{options.target:g}",
            )
        )
    if options.weight is not None:
        raise UsageError(
            Note("--target cannot be combined with --weight: no test of a target knows weights")
        )
    refuse_one_table(form, "--target")


def read_target(
    samples: Mapping[Key, Sample], by: Sequence[str], wave: str | None, options: argparse.Namespace
) -> Target | None:
    """Hold everybody and each group, in the latest wave with answers, against the target.

    All are one family: the intervals hold at once (Sidak's bound), and the p-values are adjusted
    for how many they are (Holm's method). Each is tested once: a single group is everybody, and
    several questions together would count each person several times.
    """
    if options.target is None:
        return None
    keys = list(latest_waves(samples).items())
    keys.sort(key=lambda key: key[0] is not None)  # everybody first
    if len(options.rating) > 1:
        keys = keys[1:]
    elif len(keys) == 2:
        keys = keys[:1]
    cohorts = nps.Cohorts.from_dict({i: samples[key] for i, key in enumerate(keys)})
    level, method = options.confidence_level, TESTS.get(options.method, "score")
    p_value = nps.compare_benchmark(cohorts, options.target, method=method).p_value
    tests = int(np.sum(~np.isnan(p_value)))
    table = nps.compare_benchmark(
        cohorts, options.target, method=method, confidence_level=level ** (1.0 / max(tests, 1))
    )
    adjusted = nps.adjust_p_values(p_value, method=ADJUST)
    rows = [replace(row, label=None, confidence_level=level) for row in table]
    if tests > 1:
        rows = [
            replace(row, adjusted_p_value=float(p), adjust=ADJUST)
            for row, p in zip(rows, adjusted, strict=True)
        ]
    return Target(options.target, by, wave, keys, rows)


def header(found: Target, say: Say) -> list[str]:
    """Return the names of the columns of a table of groups, after those of its labels."""
    level = interval_head(found.comparisons[0].confidence_level, say)
    return [say("report.nps"), say("report.from the target"), level, say("report.verdict")]


def rows(found: Target, say: Say) -> Iterator[list[str]]:
    """Yield a row for everybody and for each group, in words and rounded numbers."""
    for one in found.comparisons:
        known = one.difference == one.difference
        cells = [
            display.points(one.sample.score),
            display.points(one.difference, signed=True),
            display.interval(*one.confidence_interval, signed=True) if known else "",
            say(f"report.{against(one)}"),
        ]
        yield [*map(say.translated, cells)]


def lines(found: Target | None, language: LanguageName) -> list[Part]:
    """Return what a terminal shows, a blank line last; nothing without a target."""
    if found is None:
        return []
    say = speaker(language)
    names = header_shown(found, say)
    head = [*names, *header(found, say)]
    below = [
        [*labels(found, key, say), *row]
        for key, row in zip(found.keys, rows(found, say), strict=True)
    ]
    table = Table([head, *below], len(names), cut=True)
    return [say("report.target"), found.summary(language), table, *html_notes(found, say), ""]


def html_header(found: Target, say: Say) -> list[str]:
    """Return the head of a page's table, blank above the interval that is drawn."""
    head = header(found, say)
    return [" / ".join(header_shown(found, say)), *head[:3], "", *head[3:]]


def html_rows(found: Target, say: Say) -> list[list[object]]:
    """Return the rows of a page, with the interval drawn."""
    ends = [one.confidence_interval for one in found.comparisons]
    bars = html.interval_bars(
        [one.difference for one in found.comparisons],
        [end.low for end in ends],
        [end.high for end in ends],
    )
    names = [" / ".join(labels(found, key, say)) or say("report.all") for key in found.keys]
    return [
        [name, *row[:3], bar, *row[3:]]
        for name, row, bar in zip(names, rows(found, say), bars, strict=True)
    ]


def html_notes(found: Target, say: Say) -> list[str]:
    """Return how the table is read, if there are several tests, and what is left out of it."""
    k = sum(one.adjusted_p_value == one.adjusted_p_value for one in found.comparisons)
    several = found.comparisons[0].adjusted_p_value is not None
    alone = found.keys[0][0] is not None
    return [
        *([say("target.read", k=k)] if several else []),
        *([say("target.questions")] if alone else []),
    ]


def numbers(found: Target, say: Say) -> list[list[object]]:
    """Return a row of numbers that are not rounded for each group, under a header."""
    table: list[list[object]] = [
        [*_keys(found), "target", "difference", "low", "high", "p_value", "adjusted_p_value",
         "verdict"]
    ]  # fmt: skip
    for key, one in zip(found.keys, found.comparisons, strict=True):
        values = [one.difference, *one.confidence_interval, one.p_value, one.adjusted_p_value]
        cells = map(or_blank, values)
        table.append([*labels(found, key, say), found.target, *cells, against(one)])
    return table


def drawn(found: Target, language: LanguageName) -> list[Axes]:
    """Return no picture: the target is a line in those of the scores."""
    return []
