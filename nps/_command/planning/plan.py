"""`nps plan`: how many answers it takes, or what a number of answers can show."""

from __future__ import annotations

import inspect
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import nps
from nps import planning
from nps._base.words.notes import Note
from nps._command.options import (
    ARGUMENTS,
    NothingValid,
    UsageError,
)
from nps._command.planning.options import read_passives, read_shares, read_three
from nps._command.printing import option_of
from nps._command.writing import find_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from nps.results import LookPlan, Plan, PlanCurve, Plans

#: Options that are no arguments of a plan.
OTHERS = frozenset({
    "file", "rating", "where", "missing", "scale", "frequency", "sheet", "skip", "encoding",
    "pilot", "shares", "score", "passives", "looks", "spending", "curve", "format", "json",
    "output", "language",
})  # fmt: skip
WHAT_FOR = Note(
    "say what the answers are for: --margin-of-error 5 (to know the score), --target 50 (is it"
    " above or below?), --difference 5 (does it change from one wave to the next?), or --n 400"
    " (what can so many show?)"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A plan, or plans by score; what was asked for besides, and the pilot if it is a file."""

    plan: Plan | Plans
    looks: LookPlan | None
    curve: PlanCurve | None
    pilot: nps.Counts | None


def _and(words: Sequence[str]) -> Note:
    *first, last = words
    return Note("{first} and {last}", first=tuple(first), last=last)


def _known(options: argparse.Namespace) -> object:
    """Return what is known of the answers: of several scores, a guess for each."""
    names = [name for name in ("pilot", "shares", "score") if hasattr(options, name)]
    given = [*(["FILE"] if options.file is not None else []), *(f"--{name}" for name in names)]
    if len(given) != 1:
        said = (
            Note("{options} say it twice", options=_and(given))
            if given
            else Note("nothing says it")
        )
        raise UsageError(
            Note(
                "what is known of the answers? {said}: give a FILE, --pilot 20:12:8, --shares"
                " 50:30:20 or --score 30",
                said=said,
            )
        )
    if hasattr(options, "passives") and given != ["--score"]:
        raise UsageError(Note("{option} goes with {other}", option="--passives", other="--score"))
    if options.file is not None:
        return _pilot_of(options)
    if given == ["--pilot"]:
        counts = read_three("--pilot", options.pilot)
        if not all(k.is_integer() for k in counts) or not any(counts):
            raise UsageError(
                Note(
                    "--pilot are people, whole numbers, some at least: {given}",
                    given=repr(options.pilot),
                )
            )
        return nps.Counts(*map(int, counts))
    if given == ["--shares"]:
        return read_shares(options.shares)
    among = read_passives(options.passives) if hasattr(options, "passives") else None
    guesses = {f"{score:g}": planning.ScoreGuess(score, passives=among) for score in options.score}
    return guesses if len(guesses) > 1 else next(iter(guesses.values()))


def _pilot_of(options: argparse.Namespace) -> object:
    pilot = find_file(options.file, options).count(frequency=options.frequency, invalid="drop")
    if not pilot.n:
        raise NothingValid(Note("no valid answer in {name}", name=options.file))
    return pilot


# ---------------------------------------------------------------- which plan


def make_plan(options: argparse.Namespace) -> Asked:
    """Return the plan that the options ask for.

    Raises
    ------
    UsageError
        If they do not say what is known, or what for, or do not go together.
    NothingValid
        If a file has no answer to plan with.
    """
    sample = _known(options)
    arguments: dict[str, Any] = {
        ARGUMENTS.get(name, name): value
        for name, value in vars(options).items()
        if name not in OTHERS
    }
    verb, sides = _verb(sample, arguments)
    allowed = inspect.signature(verb).parameters
    for name in arguments:
        if name not in allowed:
            option = option_of(name)
            raise UsageError(
                Note("{option} says nothing with --n here", option=option)
                if "n" in arguments
                else Note("{option} says nothing without --n here", option=option)
            )
    plan = verb(*sides, **arguments)
    looks = _looks_of(options, plan, arguments)
    if options.curve and (looks is not None or isinstance(plan, nps.results.Plans)):
        raise UsageError(
            Note("--curve is a table of one plan by itself: leave out --looks, or scores")
        )
    read = sample if options.file is not None and isinstance(sample, nps.Counts) else None
    return Asked(plan, looks, plan.curve() if options.curve else None, read)


def _verb(
    sample: object, arguments: dict[str, Any]
) -> tuple[Callable[..., Any], tuple[object, ...]]:
    """Return the verb that is asked for, and its data: one sample, or the same one twice."""
    precision = "margin_of_error" in arguments
    aims = {"null", "difference", "margin"} & arguments.keys()
    one = "null" in arguments or precision
    if precision and (aims or "n" in arguments):
        others = sorted(aims | ({"n"} & arguments.keys()))
        raise UsageError(
            Note(
                "--margin-of-error and {option} are two plans: ask for one at a time",
                option=option_of(others[0]),
            )
        )
    sides = (sample,) if one else (sample, sample)
    if "n" not in arguments:
        if not (aims or precision):
            raise UsageError(WHAT_FOR)
        return planning.sample_size, sides
    if aims:
        return planning.power, sides
    if isinstance(sample, dict):
        raise UsageError(Note("--n with several scores needs --target, --difference or --margin"))
    arguments.setdefault("n_reference", arguments["n"])
    return planning.detectable_difference, (sample,)


def _looks_of(
    options: argparse.Namespace, plan: Plan | Plans, arguments: dict[str, Any]
) -> LookPlan | None:
    """Return boundaries for looks at the test of a plan."""
    spending = getattr(options, "spending", None)
    typed = getattr(options, "looks", None)
    if typed is None:
        if spending is not None:
            raise UsageError(
                Note("{option} goes with {other}", option="--spending", other="--looks")
            )
        return None
    if isinstance(plan, nps.results.Plans) or plan.power is None or plan.margin is not None:
        raise UsageError(Note("--looks are at one test: of a --target, or of a --difference"))
    shared: dict[str, Any] = {
        name: arguments[name]
        for name in ("alternative", "confidence_level", "power")
        if name in arguments
    }
    if spending is not None:
        shared["spending"] = spending
    try:
        parts = [float(part) for part in typed.split(",")]
    except ValueError:
        parts = [math.nan]
    if not all(map(math.isfinite, parts)):
        raise UsageError(
            Note("--looks must be such as 5 or 0.5,0.75,1, got {typed}", typed=repr(typed))
        )
    if len(parts) == 1 and parts[0].is_integer():
        return planning.looks(int(parts[0]), **shared)
    return planning.looks(information=parts, **shared)
