"""The library from a terminal: `nps FILE` reads a survey export and prints its scores."""

from __future__ import annotations

import errno
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

import nps
from nps._base.tables.saving import write_file
from nps._base.words.notes import Note
from nps._base.words.saying import joined, speaker
from nps._command import report as _report
from nps._command.options import (
    FORMAT_OF,
    NothingValid,
    UsageError,
    program,
    read_options,
    read_order,
)
from nps._command.output import render
from nps._command.planning.options import read_plan_options
from nps._command.planning.output import render_plan
from nps._command.planning.plan import make_plan
from nps._command.printing import most_frequent
from nps._command.progress import progress
from nps._command.sections import comments, drivers, response, segments, target, value
from nps._command.sections.refusals import refuse_alone, spelled
from nps._command.small_groups import hide_small, refuse_small
from nps._command.writing import (
    find_file,
    print_error,
    print_out,
    refuse_input,
    refuse_output_into_input,
    refuse_twice,
)
from nps._samples.tallying.suspicions import suspicions
from nps._sources.reading.counts.counting import COLUMN_KEY
from nps._sources.reading.counts.recurring import recurring
from nps._sources.reading.doors import TERMINAL

if TYPE_CHECKING:
    import argparse

    from nps.results import (
        ClassOutcomes,
        ClassValues,
        DriverEffects,
        SegmentScreen,
        ThemeImpacts,
        Words,
    )

#: More groups than this are respondents or comments, and a table of them helps nobody.
MOST_COHORTS = 100_000
#: The word that asks for a plan; a file of that name is ./plan.
PLAN = "plan"
#: The key of waves that are files.
FILE_KEY = Note("file")
#: From so many rows on, waves that are as many as half of them are times, not waves.
_FEW_ROWS = 5

Label = tuple[str, ...]


@dataclass(slots=True)
class _Found:
    """What all files together hold."""

    rows: int = 0
    ratings: list[str] = field(default_factory=list)
    samples: dict[Label, _report.Sample] = field(default_factory=dict)
    invalid_values: Counter[object] = field(default_factory=Counter)
    notes: list[Note] = field(default_factory=list)
    scale: nps.Scale = nps.STANDARD
    drivers: DriverEffects | None = None
    comments: ThemeImpacts | Words | None = None
    segments: SegmentScreen | None = None
    value: ClassValues | ClassOutcomes | None = None


def run() -> None:
    """Be the program `nps`; one that is told to end leaves no half file behind."""
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    sys.exit(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    words = sys.argv[1:] if argv is None else list(argv)
    work, options = (
        (_plan, read_plan_options(words[1:]))
        if words[:1] == [PLAN]
        else (_report_on, read_options(words))
    )
    try:
        work(options)
    except BrokenPipeError:  # whoever reads has seen enough, as `head` does
        return 0
    except KeyboardInterrupt:
        return 130
    except NothingValid as error:
        return _fail(error, options, 1)
    except OSError as error:
        said = Note("{name}: {error}", name=error.filename, error=_of_system(error))
        return _fail(OSError(said) if error.filename else error, options)
    except (UsageError, nps.NPSError, ModuleNotFoundError) as error:
        return _fail(error, options)
    return 0


def _report_on(options: argparse.Namespace) -> None:
    """Read files, and print or write their scores."""
    form = _format(options)
    inputs = [*options.files, *([] if options.dictionary is None else [options.dictionary])]
    for option in ("output", "html"):
        if path := getattr(options, option):
            refuse_input(f"--{option}", path, inputs)
    for section in (drivers, comments, response, segments, target, value):
        section.refuse_beside(options, form)
    refuse_twice([("--output", options.output), ("--html", options.html)])
    if not options.output:
        refuse_output_into_input(inputs)
    for option in ("title", "author"):
        if getattr(options, option) is not None and not options.html:
            raise UsageError(Note("{option} is of the page: add --html PAGE", option=f"--{option}"))
    refuse_small(options)
    refuse_alone(options)
    report = _make_report(options)
    _out(render(report, form, options.language, raw_labels=options.raw_labels), options.output)
    if options.html:
        from nps._command.pages.page import as_html

        write_file(options.html, as_html(report, options.language))


def _plan(options: argparse.Namespace) -> None:
    """Plan, and print or write the plan."""
    form = _format(options)
    if form == "xlsx":
        raise UsageError(Note("a plan is no workbook: --output plan.csv, .md, .json or .txt"))
    files = [] if options.file is None else [options.file]
    if options.output:
        refuse_input("--output", options.output, files)
    else:
        refuse_output_into_input(files)
    _out(render_plan(make_plan(options), form, options.language), options.output)


def _out(content: str | bytes, path: str | None) -> None:
    if path:
        write_file(path, content)
    else:
        print_out(cast("str", content))


def _format(options: argparse.Namespace) -> str:
    """Return the format that was asked for, by name or by the name of the file."""
    if options.json and options.format not in (None, "json"):
        raise UsageError(
            Note("--json and --format {form} contradict each other", form=options.format)
        )
    by_name = FORMAT_OF.get(Path(options.output).suffix.casefold()) if options.output else None
    form = "json" if options.json else options.format or by_name or "table"
    if form == "xlsx" and not options.output:
        raise UsageError(Note("--format xlsx needs --output, such as --output nps.xlsx"))
    return str(form)


def _make_report(options: argparse.Namespace) -> _report.Report:
    level, method = options.confidence_level, options.method
    nps.estimate(nps.Counts(1, 1, 1), confidence_level=level, method=method)  # refused early
    files = list(dict.fromkeys(options.files))
    by_file = len(files) > 1 and not options.append
    if by_file and options.wave:
        raise UsageError(
            Note("several files are waves; with --wave put them together with --append")
        )
    found = _Found()
    for name, wave in zip(files, _wave_names(files), strict=True):
        with _naming(name):
            _read(found, name, options, (wave,) if by_file else ())
    by = [Note(COLUMN_KEY)] if len(options.rating) > 1 else []
    by += options.by_headers
    wave = FILE_KEY if by_file else options.wave_header
    has_waves = wave is not None
    _refuse_times(found, by, has_waves=has_waves, options=options)
    order = read_order(options.order) or (_wave_names(files) if by_file else [])
    several, all_answers = len(options.rating) > 1, _answers(found)
    if options.min_n is not None:
        found.samples, hidden = hide_small(
            found.samples, options.min_n, has_waves=has_waves, by_question=several
        )
        for option in ("invited", "value"):
            if getattr(options, option) is not None and _answers(found) < all_answers:
                raise UsageError(
                    Note(
                        "{option} counts people of waves that --min-n leaves out",
                        option=f"--{option}",
                    )
                )
        found.notes += hidden
    labels = {label[-1] for label in found.samples} if has_waves else set[str]()
    waves = _report.order_waves(labels, [wave for wave in order if wave in labels] or order)
    samples = _report.arrange(found.samples, waves)
    total = samples.get((None, None), nps.Counts(0, 0, 0))
    if not total.n:
        raise NothingValid(_nothing_valid(found, total))
    cohorts = _report.estimates(samples, confidence_level=level, method=method)
    levels = cohorts[None, None].counts.distribution or [0] * len(found.scale.ratings)
    doubts = suspicions(levels, found.scale, found.invalid_values, TERMINAL.remedies)
    return _report.Report(
        file=", ".join(files),
        rows=found.rows,
        rating=", ".join(dict.fromkeys(found.ratings)),
        by=by,
        wave=wave,
        confidence_level=level,
        samples=samples,
        cohorts=cohorts,
        changes=_report.changes(samples, confidence_level=level, method=method),
        invalid_values=found.invalid_values,
        notes=list(dict.fromkeys([*found.notes, *doubts])),
        scale=found.scale,
        drivers=found.drivers,
        comments=found.comments,
        segments=found.segments,
        value=found.value,
        target=target.read_target(samples, by, wave, options),
        by_question=several,
        response=response.read_response(total, options),
        title=options.title,
        author=options.author,
    )


def _read(found: _Found, name: str, options: argparse.Namespace, wave: Label) -> None:
    """Count one file and add it to what was found."""
    file = find_file(name, options)
    plan = file._plan(
        by=(*options.by, *([options.wave] if options.wave else [])),
        period=options.period,
        timezone=options.timezone,
        respondent=options.respondent,
        when=options.when,
        keep=options.keep,
        weight=options.weight,
        frequency=options.frequency,
    )
    with file._open() as table:
        steps = table.size * len(plan.ratings)
    with progress(sys.stderr, name, steps) as advance:
        counted = file._counted(plan, advance)
    headers = counted.keys
    options.by_headers = list(headers[: len(options.by)])
    options.wave_header = headers[-1] if options.wave else None
    found.rows += counted.rows
    found.ratings += [file.rating] if isinstance(file.rating, str) else file.rating
    found.notes += [*file._said, *counted.notes]
    if options.respondent is None:
        with file._open() as table:
            found.notes += recurring(table, TERMINAL, file._where)
    found.invalid_values.update(dict(counted.tally.invalid_values.most_common()))
    found.scale = file.scale
    found.drivers = drivers.read_drivers(file, options) if options.drivers else None
    found.comments = comments.read_comments(file, options) if options.comments else None
    found.segments = segments.read_segments(file, options) if options.segments else None
    if options.value is not None:
        found.value, read_as = value.read_value(file, options)
        found.notes += read_as
    sample = counted.sample
    parts: Mapping[object, object] = sample if isinstance(sample, Mapping) else {(): sample}
    for key, one in parts.items():
        label = key if isinstance(key, tuple) else (key,)
        named = (*("" if part is None else str(part) for part in label), *wave)
        known = found.samples.get(named)
        found.samples[named] = one if known is None else known + one  # type: ignore[assignment]  # of a kind
    if len(found.samples) > MOST_COHORTS:
        raise UsageError(
            Note(
                "more than {most} groups; choose --by or --wave columns with fewer values",
                most=MOST_COHORTS,
            )
        )


def _wave_names(files: Sequence[str]) -> list[str]:
    """Return what files are called as waves: their names, as short as they are distinct."""
    stems = [Path(name).name.partition(".")[0] or name for name in files]
    return stems if len(set(stems)) == len(stems) else list(files)


def _refuse_times(
    found: _Found, by: Sequence[str], *, has_waves: bool, options: argparse.Namespace
) -> None:
    """Refuse waves, or groups, of which nearly every row has its own."""
    n_by = len(by)
    waves = {label[-1] for label in found.samples} if has_waves and options.wave else set()
    if found.rows >= _FEW_ROWS and 2 * len(waves) > found.rows:
        raise UsageError(
            Note(
                "{waves} waves of {rows} rows: are these times? --period month puts them into"
                " months; or choose another column than {column}",
                waves=len(waves),
                rows=found.rows,
                column=repr(options.wave_header),
            )
        )
    groups = {label[:n_by] for label in found.samples}
    if n_by and found.rows >= 10 * _FEW_ROWS and 2 * len(groups) > found.rows:
        raise UsageError(
            Note(
                "{groups} groups of {rows} rows: choose --by columns with fewer values",
                groups=len(groups),
                rows=found.rows,
            )
        )


def _answers(found: _Found) -> int:
    return sum(sample.n for sample in found.samples.values())


def _nothing_valid(found: _Found, total: _report.Sample) -> str:
    missing = sum(getattr(sample, "missing", 0) for sample in found.samples.values())
    invalid = sum(getattr(sample, "invalid", 0) for sample in found.samples.values())
    columns = tuple(map(repr, dict.fromkeys(found.ratings)))
    if not found.rows:
        return Note(
            "no valid answer in column {columns}: there is no row below the header", columns=columns
        )
    said = Note(
        "no valid answer in column {columns}: {missing} missing, {invalid} invalid{values}",
        columns=columns,
        missing=missing,
        invalid=invalid,
        values=most_frequent(found.invalid_values),
    )
    return joined([said, *(found.notes if not invalid else ())])


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """Say which file cannot be read."""
    try:
        yield
    except nps.TableError as error:
        raise nps.TableError(Note("{name}: {error}", name=name, error=error.args[0])) from None
    except OSError as error:
        if error.filename is None:  # one of reading, not of opening
            raise OSError(error.errno, error.strerror or str(error), name) from None
        raise


# ---------------------------------------------------------------- words to the terminal


def _fail(error: Exception, options: argparse.Namespace, status: int = 2) -> int:
    say = speaker(options.language)
    said = spelled(error, options, say)
    print_error(say("terminal.error", program=program(), message=said) + "\n")
    return status


def _of_system(error: OSError) -> str:
    """Return what a system says, in words that other languages have where it is usual."""
    known = {
        errno.ENOENT: Note("No such file or directory"),
        errno.EACCES: Note("Permission denied"),
        errno.EISDIR: Note("Is a directory"),
    }
    return known.get(error.errno or 0, str(error.strerror))
