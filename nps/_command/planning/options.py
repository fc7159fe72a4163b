"""How the options of `nps plan` are typed, and what their values mean."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import nps
from nps._base.words.languages import languages
from nps._base.words.notes import Note
from nps._command.options import Parser, UsageError, program, typed_language, with_dashes
from nps._command.printing import as_typed

if TYPE_CHECKING:
    from collections.abc import Sequence

DESCRIPTION = """\
Say how many answers it takes, with the power of the test that will be used: to know a score within
a margin, to see whether it is above a target, or to see it change from one wave to the next. With
--n say what so many answers can show.
"""
EPILOG = """\
examples:
  %(prog)s --score 30 --margin-of-error 5
  %(prog)s --score 0 20 40 60 --passives 15-45%% --margin-of-error 5
  %(prog)s --shares 80:15:5 --target 60
  %(prog)s --shares 40:35:25 --difference 8 --looks 5
  %(prog)s --pilot 20:12:8 --target 10 --assurance 0.8
  %(prog)s survey.csv --difference 5 --response-rate 20%%
  %(prog)s survey.csv --n 400
  %(prog)s --score 30 --difference 5 --curve --format csv

A score alone leaves open how much answers vary: the plan counts with the worst and says what the
best would do. A file of the name plan is read as ./plan.
"""
FORMATS = ("table", "csv", "markdown", "json")


def read_plan_options(argv: Sequence[str]) -> argparse.Namespace:
    """Return the options as they were typed; those that were not are left out.

    Raises
    ------
    SystemExit
        With status 2 where they cannot be read, with 0 after --help.
    """
    parser = _parser()
    parser.language = typed_language(argv)
    return parser.parse_args(with_dashes(parser, argv))


def _parser() -> Parser:
    parser = Parser(
        prog=f"{program()} plan",
        usage="%(prog)s [FILE] [options]",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        argument_default=argparse.SUPPRESS,
    )
    parser.prefix = "plan."
    known = parser.add_argument_group("what is known: one of these")
    add = known.add_argument
    add("file", metavar="FILE", nargs="?", default=None, help="answers of a pilot or the last wave")
    add("--pilot", metavar="P:P:D", help="promoters, passives, detractors that were counted")
    add("--shares", metavar="P:P:D", help="their shares, such as 50:30:20")
    add("--score", metavar="S", type=float, nargs="+", help="a guess; several: a plan for each")
    add("--passives", metavar="Q", help="with --score: share of passives, such as 15-45%%")
    aim = parser.add_argument_group("what the answers are for")
    add = aim.add_argument
    add("--margin-of-error", metavar="E", type=float, help="to know the score within E points")
    add("--target", metavar="T", type=float, help="to see whether the score differs from T")
    add("--difference", metavar="D", type=float, help="to see a change of D points between waves")
    add("--margin", metavar="M", type=float, help="to show that two scores differ by less than M")
    add("--n", metavar="N", type=int, help="what can N answers show?")
    add("--n-reference", metavar="N", type=int, help="answers in the other wave, with --n")
    test = parser.add_argument_group("the test")
    add = test.add_argument
    add("--power", metavar="P", type=_share, help="chance to see what is there (default: 0.8)")
    add("--assurance", metavar="P", type=_share, help="the same averaged over a pilot")
    add("--confidence-level", metavar="L", type=_share, help="default: 0.95")
    add("--alternative", metavar="A", help="two-sided (default), greater or less")
    add("--method", metavar="M", help="score (default), wald, t or adjusted-wald")
    add("--calculation", metavar="C", help="auto (default), exact or asymptotic")
    add("--shift", metavar="S", help="both, detractors-to-passives or passives-to-promoters")
    add("--tests", metavar="K", type=int, help="tests that share the level")
    add("--looks", metavar="K", help="looks at the test: 5, or shares such as 0.5,0.75,1")
    add("--spending", metavar="S", help="with --looks: obrien-fleming (default) or pocock")
    gather = parser.add_argument_group("how answers are gathered")
    add = gather.add_argument
    add("--response-rate", metavar="R", type=_share, help="share of the invited who answer")
    add("--population", metavar="N", type=int, help="people there are")
    add("--design-effect", metavar="D", type=float, help="of clusters and weights")
    add("--ratio", metavar="R", type=_ratio, help="answers in the other wave for each; or optimal")
    add(
        "--cost-ratio",
        metavar="C",
        type=float,
        help="with --ratio optimal: cost of one of them",
    )
    add("--overlap", metavar="O", type=_share, help="share of each wave that is in both")
    add("--correlation", metavar="R", type=float, help="between the two answers of a person")
    _add_file_options(parser)
    printing = parser.add_argument_group("what is printed")
    add = printing.add_argument
    add("--curve", action="store_true", default=False, help="power or margin for other numbers")
    add("--format", choices=FORMATS, default=None, help="default: table, or by --output")
    add("--json", action="store_true", default=False, help="the same as --format json")
    add("--output", metavar="FILE", default=None, help="write there instead of printing")
    add("--language", choices=languages(), default="en", help="of all that is printed")
    return parser


def _add_file_options(parser: argparse.ArgumentParser) -> None:
    reading = parser.add_argument_group("how the file is read")
    add = reading.add_argument
    add("--rating", metavar="COLUMN", default=None, help="column of the answers")
    add("--where", metavar="COLUMN=VALUE", action="append", default=[],
        help="only rows with this value")  # fmt: skip
    add("--missing", metavar="CODES", default=None, help='what means "no answer", such as -1,99')
    add(
        "--scale",
        metavar="SCALE",
        default=None,
        help="1-5, 1-7, 1-10, or cut points such as 0-6,7-8,9-10",
    )
    add("--frequency", metavar="COLUMN", default=None, help="how many gave the answer")
    add("--sheet", metavar="NAME", default=None, help="of a workbook, or its number")
    add("--skip", metavar="LINES", type=int, default=0, help="lines above the header")
    add("--encoding", metavar="NAME", default=None, help="of a text file")


def typed(text: str) -> str:
    """Return what the library says with its arguments as the options that they are here."""
    return as_typed(text, _parser()._option_string_actions)


# ---------------------------------------------------------------- what values mean


def _number(text: str) -> float:
    """Read a number; "20%" is 0.2."""
    return float(text.strip().removesuffix("%")) / (100.0 if "%" in text else 1.0)


def _share(text: str) -> float:
    try:
        return _number(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"must be a share such as 0.2 or 20%, got {text!r}"
        ) from None


def _ratio(text: str) -> float | str:
    return text if text == "optimal" else _share(text)


def read_three(option: str, text: str) -> list[float]:
    """Read "50:30:20": promoters, passives and detractors."""
    try:
        parts = [_number(part) for part in text.replace(",", ":").split(":")]
    except ValueError:
        parts = []
    if len(parts) == 3:
        return parts
    raise UsageError(
        Note(
            "{option} must be promoters:passives:detractors, such as 50:30:20, got {text}",
            option=option,
            text=repr(text),
        )
    )


def read_shares(text: str) -> nps.Shares:
    """Read shares that add to 1 or to 100, but for rounding."""
    parts = read_three("--shares", text)
    total = sum(parts)
    for whole in (1.0, 100.0):
        if abs(total - whole) <= 0.005 * whole and min(parts) >= 0.0:
            return nps.Shares(*(part / total for part in parts))
    raise UsageError(
        Note(
            "--shares must add to 100 (or 1), got {text}, which adds to {total}",
            text=repr(text),
            total=f"{total:g}",
        )
    )


def read_passives(text: str) -> float | tuple[float, float]:
    """Read "0.3", "30%", "0.15-0.45" or "15-45%"."""
    least, dash, most = text.partition("-")
    try:
        if not dash:
            return _number(least)
        percent = "%" if most.strip().endswith("%") and not least.strip().endswith("%") else ""
        return _number(least + percent), _number(most)
    except ValueError:
        raise UsageError(
            Note(
                "--passives must be a share or a range, such as 0.3 or 15-45%, got {text}",
                text=repr(text),
            )
        ) from None
