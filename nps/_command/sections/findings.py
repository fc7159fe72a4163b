"""What to read first: the latest wave, the clear changes, and a line for each group."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import nps
from nps._base import text as display
from nps._base.tables import html
from nps._command.printing import named, shown, verdict
from nps._command.report import latest_waves
from nps._inference.differences.telling import change_summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.typing import LanguageName
    from nps._base.words.saying import Say
    from nps._command.report import Change, Report
    from nps.results import Estimate

#: Clear changes that are told in words.
TOLD = 12


class Headline(NamedTuple):
    """The wave that a report is about, None where there is none, and its score."""

    wave: str | None
    estimate: Estimate


def headline(report: Report) -> Headline:
    """Return the latest wave of everybody with answers, or everybody."""
    wave = latest_waves(report.samples)[None]
    if not wave:
        return Headline(None, report.cohorts[None, None])
    return Headline(wave, replace(report.cohorts[None, wave], label=shown(wave)))


def opening(report: Report, language: LanguageName) -> list[str]:
    """Return the score of the latest wave and its change, each in a sentence."""
    wave, latest = headline(report)
    own = [change for change in report.changes if change.group is None and change.after == wave]
    return [latest.summary(language), *(_told(change, language) for change in own)]


def findings(report: Report, say: Say, language: LanguageName) -> list[str]:
    """Return the clear changes, the largest that is certain first, and how many others are."""
    if not report.changes:
        return []
    clear = [change for change in report.changes if verdict(change) == "clear"]
    clear.sort(key=_certain, reverse=True)
    told = []
    for change in clear[:TOLD]:
        who = group_name(change.group, say)
        sentence = _told(change, language)
        told.append(say("report.group", group=who, sentence=sentence) if who else sentence)
    more, others = len(clear) - TOLD, len(report.changes) - len(clear)
    if more > 0:
        told.append(say("report.clear more", k=more))
    if others:
        told.append(say("report.no clear change" if clear else "report.none clear", k=others))
    return told


def _certain(change: Change) -> tuple[float, float]:
    """Return how large a change is at least, as the interval of all changes at once says, and is.

    The size alone would put the noise of small groups first, the p-value large groups.
    """
    low, high = change.comparison.confidence_interval
    difference = change.comparison.difference
    return (low if difference > 0.0 else -high), abs(difference)


def _told(change: Change, language: LanguageName) -> str:
    return change_summary(change.comparison, shown(change.before), shown(change.after), language)


def group_name(group: tuple[str, ...] | None, say: Say) -> str:
    """Return the labels of a group as one text, empty for everybody."""
    return say("comma").join(named(label, say) for label in group or ())


def group_header(report: Report, say: Say, interval: str) -> list[str]:
    """Return the headings of `group_rows`."""
    names = ["wave", "nps", "scale", "n", "change", "verdict", "all waves"]
    heads = [say(f"report.{name}") for name in names]
    heads.insert(2, interval)
    return [" / ".join(named(name, say) for name in report.by), *heads]


def group_rows(report: Report, say: Say) -> list[tuple[object, ...]]:
    """Return a line for each group: its latest wave, the change to it, and all of its waves."""
    latest = latest_waves(report.samples)
    changes = {(change.group, change.after): change for change in report.changes}
    waves: dict[tuple[str, ...], list[Headline]] = {}
    for (group, wave), one in report.cohorts.items():
        if group is not None and wave is not None:
            waves.setdefault(group, []).append(Headline(wave, one))
    rows: list[tuple[object, ...]] = []
    for group, known in waves.items():
        wave = latest.get(group, known[-1].wave)
        one = report.cohorts[group, wave]
        low, high = one.confidence_interval
        change = changes.get((group, wave or ""))
        together = "" if one.survey else _together([line.estimate for line in known], say)
        rows.append(
            (
                group_name(group, say),
                named(wave or "", say),
                say.translated(display.points(one.score)),
                say.translated(display.interval(low, high)) if one.counts.n else "",
                html.interval_bar(one.score, low, high, html.SCORES),
                one.counts.n,
                _change(change, say),
                say(f"report.{verdict(change)}") if change is not None else "",
                together,
            )
        )
    return rows


def _change(change: Change | None, say: Say) -> str:
    if change is None:
        return ""
    return say.translated(display.points(change.comparison.difference, signed=True))


def _together(estimates: Sequence[Estimate], say: Say) -> str:
    """Return the score of all waves and their answers."""
    total = sum((one.counts for one in estimates), nps.Counts(0, 0, 0))
    score = display.points(total.score) if total.n else display.points(float("nan"))
    return say("report.score of n", score=say.translated(score), n=total.n)
