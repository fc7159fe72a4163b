"""What the numbers of a plan alone would hide."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from nps._base import text
from nps._base.words.notes import Note
from nps._samples.counts import Counts
from nps.planning._calculation import exact, figures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nps.planning._calculation.arguments import Design
    from nps.planning._calculation.formula import Sizes
    from nps.planning._calculation.question import Question, ShiftName
    from nps.planning._guesses import Assumed

ANY_VARIANCE = Note(
    "A score alone leaves open how much answers vary: the plan counts with the largest variance"
    " that the guess allows."
)
EMPTY_CLASS = Note(
    "Nobody in the pilot is in one of the classes: a single such answer would change the plan."
)
EVERYBODY = Note("Everybody answers: nothing is left to estimate.")
BEST_CASE = Note(
    "Equivalence is planned for a difference of exactly 0, the best case; difference=... plans for"
    " another."
)
AT_THE_MARGIN = Note(
    "The assumed difference is at the margin: the test never claims more often than its level."
)
AT_THE_NULL = Note(
    "The truth is assumed to be what the test tries to refute: its power is its level, however many"
    " answer."
)


def about_design(design: Design, effective: float, answers: float) -> list[str]:
    """Say what stands between answers that count and invitations: every factor by its name."""
    if effective >= figures.WITHOUT_END:
        return [EVERYBODY]
    notes: list[str] = []
    steps: list[Note] = []
    if design.population is not None:
        steps.append(Note("drawn from a population of {population}", population=design.population))
    if design.effect != 1.0:
        steps.append(Note("at a design effect of {effect}", effect=f"{design.effect:g}"))
    if steps:
        notes.append(
            Note(
                "{n:answer} {steps}: worth {effective} of a simple random sample.",
                n=int(answers),
                steps=tuple(steps),
                effective=math.floor(effective + 1e-9),
            )
        )
    if design.response_rate < 1.0:
        notes.append(
            Note(
                "{n:answer} at a response rate of {rate}%: {invited:invitation}. More invitations"
                " make the score more precise, not less biased by who answers.",
                n=int(answers),
                rate=f"{100.0 * design.response_rate:g}",
                invited=int(design.invited(answers)),
            )
        )
    if design.population is not None and design.invited(answers) > design.population:
        notes.append(
            Note(
                "That is more than there are people: at this response rate {most:answer} at most.",
                most=math.floor(design.population * design.response_rate),
            )
        )
    return notes


def about_answers(*sides: Assumed | None) -> list[str]:
    """Say what the assumed answers leave open."""
    given = [side for side in sides if side is not None]
    empty = any(isinstance(side.given, Counts) and min(side.shares) == 0.0 for side in given)
    unknown = not all(side.is_known for side in given)
    return [*([ANY_VARIANCE] if unknown else []), *([EMPTY_CLASS] if empty else [])]


def about_test(question: Question) -> list[str]:
    """Say what the question itself makes easy to overlook."""
    notes: list[str] = []
    if question.n_tests > 1:
        level = f"{100.0 * question.level:.4g}"
        notes.append(
            Note(
                "{k:test} share the level: each is planned at {level}% (Bonferroni).",
                k=question.n_tests,
                level=level,
            )
        )
    if question.margin is not None and not question.side and not question.gap:
        notes.append(BEST_CASE)
    if question.fixed and question.reference is not None and question.sample.is_known:
        notes.append(_moved(question))
    if question.is_panel:
        notes.append(
            Note(
                "Rests on a correlation of {correlation} between two answers of one person, and"
                " {overlap}% of each wave in both.",
                correlation=f"{question.correlation:.2f}",
                overlap=f"{100.0 * question.overlap:.4g}",
            )
        )
    return notes


def _moved(question: Question) -> Note:
    promoters, passives, detractors = (f"{100.0 * share:.1f}" for share in question.sample.shares)
    return Note(
        "The sample is assumed to have {promoters}% promoters, {passives}% passives and"
        ' {detractors}% detractors (shift="{shift}").',
        promoters=promoters,
        passives=passives,
        detractors=detractors,
        shift=question.shift,
    )


def about_power(question: Question, sizes: Sizes) -> list[str]:
    """Say what the power really is, where the method tells another."""
    if question.method == "score" or question.is_panel:
        return []
    true = question.with_method("score")
    power = figures.power_at(true, sizes, exact.calculation_of(true, sizes))
    return [
        Note(
            'With these answers the score test (method="score") has a power of {power}; this is'
            ' what method="{method}" promises.',
            power=f"{power:.3f}",
            method=question.method,
        )
    ]


def about_draws(draws: int, error: float) -> Note:
    """Say how sure a simulated power is."""
    return Note(
        "Power from {draws:drawn sample}: its standard error is {error}.",
        draws=draws,
        error=f"{error:.4f}",
    )


def about_pair(first: object, second: object) -> Note:
    """Say which difference of many is planned for; None are all others together."""
    if second is None:
        return Note(
            "Planned for the difference between {first} and all others together.",
            first=text.label_text(first),
        )
    return Note(
        "Planned for the difference between {first} and {second}.",
        first=text.label_text(first),
        second=text.label_text(second),
    )


def about_failure(question: Question) -> list[str]:
    """Say why no number of answers is enough."""
    return [AT_THE_NULL if question.margin is None else AT_THE_MARGIN]


def about_ceiling(largest: float) -> list[str]:
    """Say that a pilot itself leaves too much open."""
    return [
        Note(
            "Not with any number of answers: the pilot leaves a chance of {chance} that there is"
            " nothing to find.",
            chance=f"{1.0 - largest:.3f}",
        )
    ]


def about_reach(difference: float, power: float) -> Note:
    """Say that answers cannot move far enough."""
    return Note(
        "Not reachable: even the largest difference that these answers can move to, {largest}"
        " points, has a power of {power}.",
        largest=text.points(100.0 * difference, signed=True),
        power=f"{power:.3f}",
    )


def about_other_moves(
    moves: Mapping[tuple[int, ShiftName], float], side: int, shift: ShiftName
) -> list[str]:
    """Say how far the score would have to move by the other rules, and the other way."""
    parts = tuple(
        Note(
            '{points} points by shift="{rule}"',
            points=text.points(100.0 * found, signed=True),
            rule=rule,
        )
        for (way, rule), found in moves.items()
        if way == side and not math.isnan(found)
    )
    about: list[str] = []
    if parts:
        about.append(Note("With other moves between the classes: {parts}.", parts=parts))
    back = moves.get((-side, shift), math.nan)
    if not math.isnan(back):
        points = text.points(100.0 * back, signed=True)
        about.append(Note("In the other direction: {points} points.", points=points))
    return about
