"""The sections of the page.

Bars beside numbers are plain HTML; where Matplotlib is installed, pictures of `nps.plot` join.
"""

from __future__ import annotations

import html
import math
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nps import __version__
from nps._base import text as display
from nps._base.tables import html as _html
from nps._base.text import CLASSES
from nps._base.words.methods import about_method
from nps._base.words.saying import speaker
from nps._command import printing as _report
from nps._command.pages.figures import Picture, figures
from nps._command.pages.pictures import score_pictures
from nps._command.pages.style import POLICY, STYLE
from nps._command.printing import shown
from nps._command.sections import comments, drivers, findings, response, segments, target, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nps._base.tables.html import Markup
    from nps._base.typing import LanguageName
    from nps._base.words.saying import Say
    from nps._command.report import Change, Report

#: Rows of a table that are open at first, and rows that the page has at most.
OPEN = 20
SHOWN = 5000


def as_html(report: Report, language: LanguageName) -> str:
    """Return the report as one page."""
    say = speaker(language)
    names, pictures = count(), partial(score_pictures, report, say, language)
    title = report.title or say(
        "report.group", group=say("report.title"), sentence=_file_name(report)
    )
    written = _beside(comments, report.comments, say, language, names)
    body = [
        *_head(report, say, language),
        *_section(say("report.findings"), _findings(report, say, language)),
        *_section(say("report.target"), _beside(target, report.target, say, language, names)),
        *_section(say("report.groups"), _groups(report, say)),
        *_section(say("report.cohorts"), _cohorts(report, say)),
        *_section(say("report.changes"), _changes(report, say)),
        *_section(say("report.drivers"), _beside(drivers, report.drivers, say, language, names)),
        *_section(comments.title(report.comments, say), written),
        *_section(say("report.segments"), _beside(segments, report.segments, say, language, names)),
        *_section(say("report.value"), _beside(value, report.value, say, language, names)),
        *_section(say("report.response"), _beside(response, report.response, say, language, names)),
        *_section(say("report.pictures"), figures(pictures, names)),
        *_section(say("report.ratings"), _ratings(report, say)),
        *_section(say("report.data"), _data(report, say)),
        *_section(say("report.methods"), _methods(report, say)),
        f"<footer><p>{_text(say('report.made by', version=__version__))}</p></footer>",
    ]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{say("language tag")}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            f"<title>{_text(title)}</title>",
            f"<style>\n{STYLE}{_html.CELLS}</style>",
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>\n",
        ]
    )


def _text(text: str) -> str:
    """Return text on one line that no browser reads as markup."""
    return html.escape(display.label_text(text))


def _file_name(report: Report) -> str:
    """Return the name of the file; readers of the page need not know where it lies."""
    return shown(Path(report.file).name, 100)


def _section(title: str, parts: Sequence[str]) -> list[str]:
    return ["<section>", f"<h2>{_text(title)}</h2>", *parts, "</section>"] if parts else []


def _list(items: Iterable[str]) -> str:
    lines = (_text(item).replace("p = ", "p&nbsp;=&nbsp;") for item in items)
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"


def _table(header: Sequence[str], rows: Sequence[Sequence[object]], say: Say) -> list[str]:
    """Return a table; of a long one the first rows, the others, without bars, open at a click."""
    more = len(rows) - SHOWN
    foot = say("report.more", k=more) if more > 0 else ""
    if len(rows) <= OPEN:
        return [f'<div class="wide">{_html.table(header, rows)}</div>']
    plain = [["" if isinstance(x, _html.Markup) else x for x in row] for row in rows[OPEN:SHOWN]]
    rest = _html.table(header, plain, foot=foot, styled=False)
    summary = _text(say("report.others", k=len(rows) - OPEN))
    return [
        f'<div class="wide">{_html.table(header, rows[:OPEN])}</div>',
        f'<details><summary>{summary}</summary><div class="wide">{rest}</div></details>',
    ]


def _head(report: Report, say: Say, language: LanguageName) -> list[str]:
    wave, total = findings.headline(report)
    rating = shown(report.rating, 100)
    source = say("report.source", file=_file_name(report), rows=report.rows, rating=rating)
    shares = _html.shares_bar((total.survey or total.counts).shares, list(map(say, CLASSES)))
    limits = total.confidence_interval
    parts = _report.shares(total)
    colours = (_html.PROMOTERS, _html.PASSIVES, _html.DETRACTORS)
    classes = [
        f'<span><i style="background:{colour}"></i>{_text(say(name))} {part}</span>'
        for name, part, colour in zip(CLASSES, parts, colours, strict=True)
    ]
    level = display.level_percent(total.confidence_level)
    low, high = map(display.points, limits)
    interval = say("two-sided", level=level, low=low, high=high)
    return [
        f"<header><h1>{_text(report.title or say('report.title'))}</h1>",
        f"<p>{_text(source)}</p>",
        f"<p>{_text(say.joined(report.author or '', date.today().isoformat()))}</p></header>",
        '<div class="score">',
        *([f"<span>{_text(shown(wave))}</span>"] if wave is not None else []),
        f"<strong>{display.points(total.score)}</strong>",
        f"{_text(say('none') if math.isnan(limits.low) else interval)}",
        _html.interval_bar(total.score, *limits, _html.SCORES),
        '<div class="ends"><span>-100</span><span>0</span><span>100</span></div>',
        shares,
        f'<div class="key">{" ".join(reversed(classes))}</div>',
        "</div>",
        *(f"<p>{_text(sentence)}</p>" for sentence in findings.opening(report, language)),
    ]


def _findings(report: Report, say: Say, language: LanguageName) -> list[str]:
    found = findings.findings(report, say, language)
    return [_list(found)] if found else []


def _groups(report: Report, say: Say) -> list[str]:
    rows = findings.group_rows(report, say)
    if not rows:
        return []
    level = _report.interval_head(report.confidence_level, say)
    return _table(findings.group_header(report, say, level), rows, say)


def _cohorts(report: Report, say: Say) -> list[str]:
    columns = ("nps", "scale", "shares", "n", "missing", "invalid")
    heads = [say(f"report.{name}") for name in columns]
    heads.insert(1, _report.interval_head(report.confidence_level, say))
    rows = []
    for key, estimate in report.cohorts.items():
        counts, (low, high) = estimate.counts, estimate.confidence_interval
        label = " / ".join(_report.labels(report, key, say)) or say("report.all")
        rows.append(
            (
                label,
                say.translated(display.points(estimate.score)),
                say.translated(display.interval(low, high)) if counts.n else "",
                _html.interval_bar(estimate.score, low, high, _html.SCORES),
                _html.shares_bar((estimate.survey or counts).shares, list(map(say, CLASSES)))
                if counts.n
                else "",
                counts.n,
                counts.missing,
                counts.invalid,
            )
        )
    return _table([" / ".join(_report.header_shown(report, say)), *heads], rows, say)


def _changes(report: Report, say: Say) -> list[str]:
    if report.wave is None:
        return []
    if not report.changes:
        return [f"<p>{_text(say('report.one wave'))}</p>"]
    found = [change.comparison for change in report.changes]
    bars = _html.interval_bars(
        (one.difference for one in found),
        (one.confidence_interval.low for one in found),
        (one.confidence_interval.high for one in found),
    )
    rows = [_change_row(change, bar, say) for change, bar in zip(report.changes, bars, strict=True)]
    level = _report.interval_head(report.confidence_level, say)
    header = [say("report.step"), say("report.change"), level, "", say("report.p"),
              say("report.verdict")]  # fmt: skip
    family = say("report.single", k=len(found)) if len(found) > 1 else ""
    return [*_table(header, rows, say), *([f"<p>{_text(family)}</p>"] if family else [])]


def _change_row(change: Change, bar: Markup, say: Say) -> tuple[object, ...]:
    found = change.comparison
    who = findings.group_name(change.group, say)
    step = f"{shown(change.before)} → {shown(change.after)}"
    return (
        say("comma").join(filter(None, [who, step])),
        say.translated(display.points(found.difference, signed=True)),
        say.translated(display.interval(*found.confidence_interval, signed=True)),
        bar,
        say.translated(display.p_number(_report.p_of(change))),
        say(f"report.{_report.verdict(change)}"),
    )


def _beside(
    section: Any, found: Any, say: Say, language: LanguageName, names: Iterator[int]
) -> list[str]:
    """Return what a section says beside the scores, if it was asked for."""
    if found is None:
        return []
    said = found.summary(language)
    return [
        f"<p>{_text(said)}</p>",
        *_table(section.html_header(found, say), section.html_rows(found, say), say),
        *figures(lambda: (Picture(axes, said) for axes in section.drawn(found, language)), names),
        _list(section.html_notes(found, say)),
    ]


def _ratings(report: Report, say: Say) -> list[str]:
    levels, scale = report.total.distribution, report.scale
    if levels is None:  # the answers were classes
        return []
    most = max(levels)
    shades = (_html.DETRACTORS, _html.PASSIVES, _html.PROMOTERS)
    colours = [shades[code] for code in scale._class_codes().tolist()]
    parts = display.percentages([k / report.total.n for k in levels])
    rows = [
        (str(rating), _html.part_bar(k / most, colour), k, part)
        for rating, k, part, colour in zip(scale.ratings, levels, parts, colours, strict=True)
    ]
    return _table([say("report.rating"), "", say("report.n"), say("report.share")], rows, say)


def _data(report: Report, say: Say) -> list[str]:
    left_out = _report.said_left_out(report.total, report.invalid_values, say)
    remarks = _report.remarks(report, say)
    return [_list([left_out, *(remarks or [say("report.nothing to add")])])]


def _methods(report: Report, say: Say) -> list[str]:
    methods = [("counting", "score"), ("interval", report.cohorts[None, None].method)]
    if report.changes:
        methods.append(("difference", report.changes[0].comparison.method))
    for found in (report.target, report.drivers, report.comments, report.segments, report.value,
                  report.response):  # fmt: skip
        methods += [] if found is None else found._methods()
    return [_list(" ".join(about_method(say, *method)) for method in methods)]
