"""The options of the command: how they are typed, and what was meant where they are not known."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import nps
from nps._base.labels.periods import PERIODS
from nps._base.words.languages import languages, load
from nps._base.words.notes import Note
from nps._base.words.saying import joined, speaker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from nps._base.typing import LanguageName

#: Options under another name than the argument of the library that they are.
ARGUMENTS = {"looks": "information", "target": "null", "tests": "n_tests", "weight": "weights"}
FORMATS = ("table", "csv", "markdown", "json", "xlsx")
#: By the name of the file that is written.
FORMAT_OF = {".csv": "csv", ".md": "markdown", ".json": "json", ".xlsx": "xlsx", ".txt": "table"}
DESCRIPTION = """\
Read answers to "how likely are you to recommend us, 0 to 10?" from a survey export and print the
Net Promoter Score with its confidence interval: for everybody, for groups, and for survey waves
with the change from one to the next. CSV and TSV files of any size pass by as a stream; JSON,
Parquet, Excel, SPSS, Stata and SAS files are read too, also packed with gzip or zip.
"""
EPILOG = """\
examples:
  %(prog)s survey.csv
  %(prog)s survey.csv --by segment country
  %(prog)s survey.csv --wave year --by segment
  %(prog)s survey.csv --wave submitted_at --period month
  %(prog)s spring.csv autumn.csv
  %(prog)s survey.xlsx --sheet Answers --missing -1,99
  %(prog)s counts.csv --rating score --frequency count
  %(prog)s survey.csv --rating "How likely are you to recommend us?" --json > nps.json
  %(prog)s survey.csv --wave year --by segment --html report.html
  %(prog)s survey.csv --wave year --by segment --target 30
  %(prog)s survey.csv --drivers price staff support --skipped not-asked
  %(prog)s survey.csv --comments why --themes codes --html report.html
  %(prog)s survey.csv --segments plan region age
  %(prog)s survey.csv --value spend
  gunzip -c survey.csv.gz | %(prog)s - --rating nps
  %(prog)s plan --score 30 --difference 5     (how many answers? see %(prog)s plan --help)

Columns are found by their exact header, or by any part of it that no other header has.
A blank cell is a missing answer and so is NA; 99, 11 or 8.5 are invalid. Both are counted and
shown, and enter no score. A change is called clear when its p-value, adjusted for the number of
changes, says so.

exit status: 0 scores printed, 1 no valid answer in the file, 2 bad usage, an unreadable file, or a
question that is not clear: no column of ratings, two of them, waves in no order
"""
#: What --skipped means.
SKIPPED = "a blank driver is a question that did not concern them, or leaves them out of this"
#: What argparse knows to be no option.
_NEGATIVE = re.compile(r"-\d+|-\d*\.\d+")


class UsageError(Exception):
    """Options that mean nothing, or not together."""


class NothingValid(Exception):
    """There is no valid answer in the file."""


def program() -> str:
    """Return how the command was called."""
    return "nps" if Path(sys.argv[0]).stem == "nps" else "python -m nps"


#: What argparse says, as it is typed in every version of Python, and the note that it is.
_SAID: tuple[tuple[str, Callable[[dict[str, str]], Note]], ...] = (
    (
        r"unrecognized arguments: (?P<words>.*)",
        lambda found: Note("unrecognized arguments: {words}", **found),
    ),
    (
        r"argument (?P<option>.*?): invalid choice: (?P<word>.*?) \(choose from (?P<choices>.*)\)",
        lambda found: Note("{option} must be one of {choices}, got {word}", **found),
    ),
    (
        r"argument (?P<option>.*?): invalid (?:int|float) value: (?P<word>.*)",
        lambda found: Note("{option} must be a number, got {word}", **found),
    ),
    (
        r"argument (?P<option>.*?): expected (?:one|at least one) argument",
        lambda found: Note("{option} needs a value", **found),
    ),
    (
        r"argument (?P<option>.*?): ignored explicit argument (?P<word>.*)",
        lambda found: Note("{option} takes no value, got {word}", **found),
    ),
    (
        r"argument (?P<option>.*?): must be a share such as 0.2 or 20%, got (?P<word>.*)",
        lambda found: Note("{option} must be a share such as 0.2 or 20%, got {word}", **found),
    ),
    (
        r"ambiguous option: (?P<word>.*?) could match (?P<options>.*)",
        lambda found: Note("{word} may be any of {options}", **found),
    ),
    (
        r"the following arguments are required: (?P<names>.*)",
        lambda found: Note("something is missing: {names}", **found),
    ),
)


class Parser(argparse.ArgumentParser):
    """Says which option was meant, in the language that was asked for."""

    language: LanguageName = "en"
    #: What stands before the names of texts that are not those of `nps` itself.
    prefix = ""

    def texts(self) -> Iterator[tuple[str, object, str]]:
        """Yield what --help says: the name of each text, and the attribute that holds it."""
        for name in ("usage", "description", "epilog"):
            yield name, self, name
        for group in self._action_groups:
            for action in group._group_actions[:1]:
                yield f"{action.dest}:", group, "title"
        for action in self._actions:
            yield action.dest, action, "help"

    def format_help(self) -> str:
        """Return what --help shows; what argparse puts together is translated piece by piece."""
        known: Mapping[str, str] = load(self.language, "help").HELP
        for name, owner, attribute in self.texts():
            if getattr(owner, attribute) is not None:
                said = known.get(f"{self.prefix}{name}", known.get(name, getattr(owner, attribute)))
                setattr(owner, attribute, said)
        rest = super().format_help().removeprefix("usage: ")
        return known.get("usage: ", "usage: ") + rest.replace(":\n", known.get(":\n", ":\n"))

    def error(self, message: str) -> NoReturn:
        """Print what is wrong, and end with status 2."""
        unknown = message.partition("unrecognized arguments: ")[2].split()
        known = [option for action in self._actions for option in action.option_strings]
        hints = [
            Note("did you mean {option}?", option=close[0])
            for word in unknown
            if word.startswith("--")
            and (close := difflib.get_close_matches(word.partition("=")[0], known, 1))
        ]
        if self.language == "en":
            super().error(f"{message}; {' '.join(hints)}" if hints else message)
        known_as = ((re.fullmatch(pattern, message), note) for pattern, note in _SAID)
        said = next((note(found.groupdict()) for found, note in known_as if found), message)
        say = speaker(self.language)
        told = say.translated(joined([said, *hints]))
        self.exit(2, say("terminal.error", program=self.prog, message=told) + "\n")


def read_options(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return the options as they were typed.

    Raises
    ------
    SystemExit
        With status 2 where they cannot be read, with 0 after --help and --version.
    """
    argv = sys.argv[1:] if argv is None else argv
    parser = _parser()
    parser.language = typed_language(argv)
    options = parser.parse_args(with_dashes(parser, argv))
    if not options.files:
        _take_file(options)
    if not options.files:
        parser.error("the following arguments are required: FILE")
    return options


def typed_language(argv: Sequence[str]) -> LanguageName:
    """Return the language that was asked for, even if nothing else can be read."""
    for word, value in pairwise([*argv, ""]):
        name = value if word == "--language" else word.removeprefix("--language=")
        if name in languages() and name != word:
            return name
    return "en"


def _parser() -> Parser:
    form = argparse.RawDescriptionHelpFormatter
    parser = Parser(prog=program(), description=DESCRIPTION, epilog=EPILOG, formatter_class=form)
    add = parser.add_argument
    add("files", metavar="FILE", nargs="*", help="survey export; - is the input. Several: waves")
    reading = parser.add_argument_group("which answers")
    add, several = reading.add_argument, _several(reading)
    several("--rating", "COLUMN", "answers; several stand side by side")
    several("--where", "COLUMN=VALUE", "only rows with this value")
    add("--missing", metavar="CODES", help='what means "no answer", such as -1,99')
    add("--scale", metavar="SCALE", help="1-5, 1-7, 1-10, or cut points such as 0-6,7-8,9-10")
    add("--frequency", metavar="COLUMN", help="how many gave the answer: a table of counts")
    add("--weight", metavar="COLUMN", help="weights of the respondents")
    add("--respondent", metavar="COLUMN", help="who answered: each person counts once")
    add("--when", metavar="COLUMN", help="when each answered, with --respondent")
    add("--keep", choices=("latest", "first"), default="latest", help="with --respondent")
    groups = parser.add_argument_group("groups and waves")
    add, several = groups.add_argument, _several(groups)
    several("--by", "COLUMN", "columns of groups")
    add("--wave", metavar="COLUMN", help="survey wave, such as a year: adds the changes in time")
    add("--period", metavar="PERIOD", choices=PERIODS, help="times by day, week, month, and so on")
    add("--timezone", metavar="ZONE", help="whose calendar counts, such as Europe/Berlin")
    add("--order", metavar="A,B", help="the waves in order of time")
    add("--append", action="store_true", help="put several files together")
    add("--min-n", metavar="N", type=int, help="put groups with fewer answers together")
    add("--target", metavar="SCORE", type=float, help="hold the latest scores against it")
    drivers = parser.add_argument_group("what goes with the score")
    _several(drivers)("--drivers", "COLUMN", "ratings, yes/no or categories of the same people")
    drivers.add_argument("--skipped", choices=("not-asked", "drop"), help=SKIPPED)
    texts = parser.add_argument_group("what comments go with")
    add = texts.add_argument
    add("--comments", metavar="COLUMN", help="what people wrote; alone: words of either side")
    add("--themes", metavar="COLUMN", help="codes of the comments, such as price;staff")
    add("--dictionary", metavar="FILE", help='JSON such as {"price": ["expensive", "pric*"]}')
    silent = parser.add_argument_group("who did not answer")
    silent.add_argument("--invited", metavar="N", help="people who were asked, or: rows")
    several = _several(parser.add_argument_group("which groups stand out"))
    several("--segments", "COLUMN", "what is known of people: all groups of one or two of these")
    since = parser.add_argument_group("what each class was worth since")
    since.add_argument("--value", metavar="COLUMN", help="amounts, such as spend, or 0 and 1: left")
    files = parser.add_argument_group("how files are read")
    add = files.add_argument
    add("--sheet", metavar="NAME", help="of a workbook, or its number")
    add("--skip", metavar="LINES", type=int, default=0, help="lines above the header")
    add("--encoding", metavar="NAME", help="of a text file (default: found by trying)")
    printing = parser.add_argument_group("what is printed")
    add = printing.add_argument
    add("--confidence-level", metavar="L", type=float, default=0.95, help="default: 0.95")
    add("--method", metavar="M", default="score", help="as of nps.estimate, default: score")
    add("--format", choices=FORMATS, help="default: table, or by the name of --output")
    add("--json", action="store_true", help="the same as --format json")
    add("--output", metavar="FILE", help="write there instead of printing")
    add("--raw-labels", action="store_true", help="csv: no ' before labels such as =A1")
    add("--html", metavar="PAGE", help="also write a page with tables and pictures, for a browser")
    add("--title", metavar="TEXT", help="title of the page")
    add("--author", metavar="TEXT", help="author of the page")
    add("--language", choices=languages(), default="en", help="of all that is printed")
    add("--version", action="version", version=f"nps {nps.__version__}")
    return parser


def _several(group: argparse._ArgumentGroup) -> Callable[[str, str, str], None]:
    """Return what adds an option of several values, which may also be repeated."""

    def add(option: str, name: str, tip: str) -> None:
        group.add_argument(option, metavar=name, action="extend", nargs="+", default=[], help=tip)

    return add


def with_dashes(parser: argparse.ArgumentParser, argv: Sequence[str]) -> list[str]:
    """Let values begin with a dash, as in --missing -1,99: what is no option is a value."""
    takes_value = {
        option
        for action in parser._actions
        for option in action.option_strings
        if action.nargs != 0 and option.startswith("--")
    }
    options = {option for action in parser._actions for option in action.option_strings}
    found: list[str] = []
    for word in argv:
        value = word.startswith("-") and word != "-" and not word.startswith("--")
        value = value and not _NEGATIVE.fullmatch(word)  # these argparse takes itself
        if value and word not in options and found and found[-1] in takes_value:
            found[-1] += f"={word}"
        else:
            found.append(word)
    return found


def _take_file(options: argparse.Namespace) -> None:
    """Let the file come last, after an option that takes several names."""
    for name in ("rating", "by", "where", "drivers", "segments"):
        given = getattr(options, name)
        if len(given) > 1 and (given[-1] == "-" or Path(given[-1]).is_file()):
            options.files = [given.pop()]
            return


# ---------------------------------------------------------------- what values mean


def read_scale(text: str | None) -> nps.Scale | None:
    """Read "1-5", or cut points as detractors, passives and promoters: "0-6,7-8,9-10"."""
    if text is None:
        return None
    try:
        bounds = [tuple(int(end) for end in part.split("-")) for part in text.split(",")]
        ranges = [(ends[0], ends[-1]) for ends in bounds if 1 <= len(ends) <= 2]
    except ValueError:
        ranges = []
    if len(ranges) == 1 and "," not in text:
        with suppress(nps.OptionError):  # of scales without a convention
            return nps.Scale.conventional(*ranges[0])
    if len(ranges) != 3:
        raise UsageError(
            Note(
                "--scale must be such as 1-5, or three ranges such as 0-6,7-8,9-10, got {text}",
                text=repr(text),
            )
        )
    detractors, passives, promoters = ranges
    return nps.Scale(promoters=promoters, passives=passives, detractors=detractors)


def read_codes(text: str | None) -> list[float | str]:
    """Read codes between commas, numbers as numbers."""
    codes: list[float | str] = []
    for part in (text or "").split(","):
        try:
            codes.append(float(part))
        except ValueError:
            if part.strip():
                codes.append(part.strip())
    return codes


def read_where(given: Sequence[str]) -> dict[str, list[str]]:
    """Read COLUMN=VALUE; several values of a column are alternatives."""
    wanted: dict[str, list[str]] = {}
    for part in given:
        column, equals, value = part.partition("=")
        if not equals or not column.strip():
            raise UsageError(Note("--where must be COLUMN=VALUE, got {part}", part=repr(part)))
        wanted.setdefault(column.strip(), []).append(value.strip())
    return wanted


def read_order(text: str | None) -> list[str]:
    """Read labels between commas."""
    return [part.strip() for part in text.split(",") if part.strip()] if text else []
