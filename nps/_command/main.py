"""The library from a terminal: `python -m nps FILE` reads a survey export and prints its scores."""

from __future__ import annotations

import argparse
import difflib
import importlib.util
import json
import os
import re
import shlex
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import numpy as np

import nps
from nps._base.words.languages import languages
from nps._base.words.notes import Note
from nps._base.words.saying import speaker
from nps._command import report as _report
from nps._samples.audit import suspicions
from nps._samples.parsing import parse_rating
from nps._samples.ratings import STANDARD
from nps._sources.delimited import DelimitedFile
from nps._sources.opening import TableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nps._sources.delimited import Row

PROGRAM = "python -m nps"
DESCRIPTION = """\
Read answers to "how likely are you to recommend us, 0 to 10?" from a CSV or TSV file and print the
Net Promoter Score with its confidence interval: for everybody, for groups, and for survey waves
with the change from one to the next. Files of any size pass by as a stream.
"""
EPILOG = """\
examples:
  python -m nps survey.csv
  python -m nps survey.csv --by segment country
  python -m nps survey.csv --wave year --by segment
  python -m nps survey.csv --rating "How likely are you to recommend us?" --json > nps.json
  python -m nps survey.csv --wave year --by segment --html report.html
  gunzip -c survey.csv.gz | python -m nps - --rating nps

Columns are found by their exact header, or by any part of it that no other header has.
A blank cell is a missing answer and so is NA; 99, 11 or 8.5 are invalid. Both are counted and
shown, and enter no score. A change is called clear when its interval leaves out 0.

exit status: 0 scores printed, 1 no valid answer in the file, 2 bad usage or unreadable file
"""
#: What headers of the recommendation question say; the first line that fits a column decides.
TELLING_WORDS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"(?<![a-z])nps(?![a-z])|net.?promoter|recommend|recommand|recomend|empfehl|推荐|推薦",
        r"likel[yi]|rating|score|\b0\s*(?:-|–|to|bis|à|a)\s*10\b|评分|評分",
    )
)
#: A column holds ratings if this share of its answers are whole numbers 0 to 10.
MOSTLY = 0.8
SCANNED_ROWS = 1000
#: Names at least this alike may be slips of the keyboard.
NEAR = 0.6
#: More groups than this are respondents or comments, and a table of them helps nobody.
MOST_COHORTS = 100_000
#: Distinct invalid values that are kept by name.
MOST_VALUES = 1000


class CommandError(Exception):
    """Ends the command with a message and an exit status."""

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.status = status


@dataclass(slots=True)
class Tally:
    """Answers of one cohort."""

    levels: list[int] = field(default_factory=lambda: [0] * len(STANDARD.ratings))
    missing: int = 0
    invalid: int = 0

    def counts(self) -> nps.Counts:
        """Return the tally as counts."""
        promoters, passives, detractors = STANDARD._classes(np.array(self.levels))
        return nps.Counts(
            int(promoters),
            int(passives),
            int(detractors),
            missing=self.missing,
            invalid=self.invalid,
            distribution=tuple(self.levels),
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    options = _parser().parse_args(argv)
    try:
        report = _make_report(options)
        if options.json:
            _say(json.dumps(_report.as_dict(report), allow_nan=False, indent=2), sys.stdout)
        else:
            _say(_report.as_text(report), sys.stdout)
        if options.html:
            _write_page(report, options)
    except BrokenPipeError:  # whoever reads has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return 130
    except CommandError as error:
        return _fail(str(error), error.status)
    except TableError as error:
        return _fail(f"{options.file}: {error}")
    except OSError as error:
        return _fail(f"{options.file}: {error.strerror}")
    except nps.NPSError as error:
        return _fail(str(error))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("file", metavar="FILE", help="CSV or TSV file, with any of , ; | or tabs; - is the input")
    add("--rating", metavar="COLUMN", help="column of the answers (default: found by its header)")
    add("--by", metavar="COLUMN", action="extend", nargs="+", default=[], help="columns of groups")
    add("--wave", metavar="COLUMN", help="survey wave, such as a year: adds the changes in time")
    add("--confidence-level", metavar="L", type=float, default=0.95, help="default: 0.95")
    add("--method", metavar="M", default="score", help="as of nps.estimate, default: score")
    add("--encoding", metavar="NAME", help="of the file (default: found by its bytes)")
    add("--html", metavar="PAGE", help="also write a page with tables and pictures, for a browser")
    add("--language", choices=languages(), default="en", help="of the page, default: en")
    add("--version", action="version", version=f"nps {nps.__version__}")
    add("--json", action="store_true", help="print one JSON document instead of tables")
    return parser


def _make_report(options: argparse.Namespace) -> _report.Report:
    level, method = options.confidence_level, options.method
    nps.estimate(nps.Counts(1, 1, 1), confidence_level=level, method=method)  # refused early
    with DelimitedFile(options.file, options.encoding) as table:
        names = table.header
        rating, choice = (
            (find_column(names, options.rating), []) if options.rating else find_rating(table)
        )
        keys = [*options.by, *([options.wave] if options.wave else [])]
        groups = [find_column(names, key) for key in keys]
        found, invalid_values = _count(table, rating, groups)
    labels = {label[-1] for label in found} if options.wave else set[str]()
    waves, doubt = _report.order_waves(labels)
    counts = _report.arrange({label: tally.counts() for label, tally in found.items()}, waves)
    total = counts.get((None, None), nps.Counts(0, 0, 0))
    if not total.n:
        say = speaker("en")
        raise CommandError(
            f"no valid answer in column {names[rating]!r}: {total.missing:,} missing,"
            f" {total.invalid:,} invalid{_report.most_frequent(invalid_values, say)}",
            status=1,
        )
    doubts = suspicions(total.distribution or (), STANDARD, invalid_values)
    return _report.Report(
        file=options.file,
        rows=table.rows,
        rating=names[rating],
        by=[names[i] for i in groups[: len(options.by)]],
        wave=names[groups[-1]] if options.wave else None,
        confidence_level=level,
        cohorts=_report.estimates(counts, confidence_level=level, method=method),
        changes=_report.changes(counts, confidence_level=level, method=method),
        invalid_values=invalid_values,
        notes=[*choice, *table.notes, *([doubt] if doubt else []), *doubts],
    )


# ---------------------------------------------------------------- which column


def find_column(header: Sequence[str], wanted: str) -> int:
    """Return the column with this header, or the only one that contains it in any case."""
    if header.count(wanted) == 1:
        return header.index(wanted)
    folded = [name.casefold() for name in header]
    part = " ".join(wanted.split()).casefold()
    for matches in (
        [i for i, name in enumerate(folded) if name == part],
        [i for i, name in enumerate(folded) if part in name],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise CommandError(
                f"{len(matches)} columns match {wanted!r}: {_listed(header[i] for i in matches)}"
            )
    near = sorted(((_nearness(part, name), name) for name in header), reverse=True)[:3]
    names = [name for ratio, name in near if ratio >= NEAR]
    hint = f"did you mean {_listed(names)}?" if names else f"there are {_listed(header)}"
    raise CommandError(f"no column {wanted!r}; {hint}")


def _nearness(part: str, name: str) -> float:
    """Return how alike two texts are, 0 to 1: the whole header, or one word of it."""
    pieces = [name.casefold(), *name.casefold().split()]
    return max(difflib.SequenceMatcher(None, part, piece).ratio() for piece in pieces)


def find_rating(table: DelimitedFile) -> tuple[int, list[Note]]:
    """Return the one column whose header and cells say that it holds the ratings, or ask.

    With a note where the header of another column would have done, too.
    """
    header = table.header
    if len(header) == 1:
        return 0, []
    cells = zip(*table.sample[:SCANNED_ROWS], strict=True)
    fitting = [i for i, column in enumerate(cells) if _holds_ratings(column)]
    for words in TELLING_WORDS:
        candidates = [i for i in fitting if words.search(header[i])]
        if len(candidates) == 1:
            chosen = candidates[0]
            others = [
                i
                for i in fitting
                if i != chosen and any(telling.search(header[i]) for telling in TELLING_WORDS)
            ]
            note = Note(
                "the ratings are taken from {chosen}; --rating takes {others} instead",
                chosen=_listed([header[chosen]]),
                others=_listed(header[i] for i in others),
            )
            return chosen, [note] if others else []
        if candidates:
            raise CommandError(
                f"{len(candidates)} columns may hold the ratings; say which:"
                + "".join(f"\n  --rating {shlex.quote(header[i])}" for i in candidates)
            )
    hint = f"whole numbers from 0 to 10 are in {_listed(header[i] for i in fitting)}"
    raise CommandError(
        "no column holds ratings 0 to 10 under a header that says so; name it with --rating COLUMN;"
        f" {hint if fitting else f'there are {_listed(header)}'}"
    )


def _holds_ratings(cells: Iterable[str]) -> bool:
    answers = [answer for cell in cells if (answer := _answer(cell)) is not None]
    valid = sum(answer in STANDARD.ratings for answer in answers)
    return 0 < MOSTLY * len(answers) <= valid


def _listed(names: Iterable[str]) -> str:
    return ", ".join(repr(_report.shown(name, 100)) for name in names)


# ---------------------------------------------------------------- counting


@lru_cache(maxsize=4096)
def _answer(cell: str) -> int | float | str | None:
    """Return a rating, None if missing, or the invalid number or text (its beginning) itself."""
    try:
        return parse_rating(cell)
    except ValueError:
        return cell.strip()[:100]


def _count(
    table: DelimitedFile, rating: int, groups: Sequence[int]
) -> tuple[dict[tuple[str, ...], Tally], Counter[object]]:
    """Count the answers of each cohort, and the invalid values, in one pass over the file."""
    found: dict[tuple[str, ...], Tally] = {}
    invalid_values: Counter[object] = Counter()
    pick = itemgetter(rating, rating, *groups)  # twice, since one item alone would be no tuple
    for chunk in _chunks(table):
        for (cell, _, *keys), k in Counter(map(pick, chunk)).items():
            tally = found.setdefault(tuple(key.strip() for key in keys), Tally())
            answer = _answer(cell)
            if answer is None:
                tally.missing += k
            elif answer in STANDARD.ratings:
                tally.levels[int(answer)] += k
            else:
                tally.invalid += k
                if answer in invalid_values or len(invalid_values) < MOST_VALUES:
                    invalid_values[answer] += k
        if len(found) > MOST_COHORTS:
            raise CommandError(
                f"more than {MOST_COHORTS:,} groups; choose --by or --wave columns with"
                " fewer values"
            )
    return found, Counter(dict(invalid_values.most_common()))


def _chunks(table: DelimitedFile) -> Iterator[list[Row]]:
    """Read the file; on a terminal, with tqdm at hand, show how far it has come."""
    if not sys.stderr.isatty() or importlib.util.find_spec("tqdm") is None:
        yield from table.chunks()
        return
    from tqdm import tqdm

    with tqdm(total=table.size, unit="B", unit_scale=True, leave=False) as bar:
        for chunk in table.chunks():
            bar.update(table.position - bar.n)
            yield chunk


def _write_page(report: _report.Report, options: argparse.Namespace) -> None:
    from nps._command.page import as_html

    page = Path(options.html)
    if page.exists() and options.file != "-" and page.samefile(options.file):
        raise CommandError(f"--html {options.html} would overwrite the answers")
    try:
        page.write_text(as_html(report, options.language), encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{options.html}: {error.strerror}") from None


# ---------------------------------------------------------------- words to the terminal


def _fail(message: str, status: int = 2) -> int:
    _say(f"{PROGRAM}: error: {message}", sys.stderr)
    return status


def _say(text: str, stream: TextIO) -> None:
    """Print; letters that the terminal's encoding lacks become escapes instead of an error."""
    encoding = stream.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)
