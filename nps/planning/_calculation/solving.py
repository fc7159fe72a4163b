"""How many answers: for one question, or for many at once that differ in their shares alone.

By formula all questions are columns. Where the power is exact, each n is searched from there.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.topics.planning.uncertain import size_for_average
from nps.planning._calculation import exact, figures, formula, margins, notes
from nps.planning._calculation.arguments import whole
from nps.planning._calculation.exact import EXACT
from nps.planning._calculation.planned import planned, planned_margin, unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nps._kernels.topics.planning.claims import Claim
    from nps.planning._calculation.question import Question
    from nps.planning._results.plans import Plan

WINDOW_OF_ONE, WINDOW_OF_TWO = 150, 50
"""How many larger numbers of answers must have the power, too: of one sample, of two."""


def plans_for_power(questions: Sequence[Question], target: float) -> list[Plan]:
    """Return the plan of each question whose power is the target."""
    able = [i for i, question in enumerate(questions) if not question.is_hopeless]
    found = dict(zip(able, _plans_for_power([questions[i] for i in able], target), strict=True))
    return [
        found[i]
        if i in found
        else unreachable(one, power=1.0 - one.level, why=notes.about_failure(one))
        for i, one in enumerate(questions)
    ]


def _plans_for_power(questions: Sequence[Question], target: float) -> list[Plan]:
    sizes = _sizes_for_power(questions, target)
    open_ = [i for i, question in enumerate(questions) if not question.is_known]
    calm = _sizes_for_power([questions[i].calm() for i in open_], target)
    ends = {i: _ends(sizes[i], n, questions[i]) for i, n in zip(open_, calm, strict=True)}
    gathered = [_gathered(one, n) for one, n in zip(questions, sizes, strict=True)]
    worth = [
        figures.effective(one, *answers) for one, answers in zip(questions, gathered, strict=True)
    ]
    shown = figures.shown(questions, worth) if questions else []
    return [
        planned(one, *gathered[i], solved_for="n", shown=shown[i], n_range=ends.get(i))
        for i, one in enumerate(questions)
    ]


def _sizes_for_power(questions: Sequence[Question], target: float) -> list[float]:
    """Return the answers of simple random samples with the power, for good where it is exact."""
    if not questions:
        return []
    ratios = np.array([question.ratio for question in questions])
    spread = formula.stacked(questions)
    by_formula = formula.sample_size(questions[0], target, spread, ratios).tolist()
    return [_size_for_power(one, target, n) for one, n in zip(questions, by_formula, strict=True)]


def _size_for_power(question: Question, target: float, by_formula: float) -> float:
    if question.calculation == exact.ASYMPTOTIC:
        return by_formula
    start = int(whole(by_formula))
    if exact.calculation_of(question, figures.sizes_for(question, start)) != EXACT:
        return by_formula
    return _for_good(question, exact.power, question.claim, target, start)


def plan_for_assurance(question: Question, promised: float) -> Plan:
    """Return the plan whose power, averaged over the pilot, is as promised."""
    if question.is_hopeless:
        return unreachable(question, power=1.0 - question.level, why=notes.about_failure(question))
    largest = figures.largest_assurance(question)
    if largest <= promised:
        why = notes.about_ceiling(largest)
        return unreachable(question, power=1.0, assurance=largest, why=why)
    spread = formula.uncertain(question)
    n = size_for_average(
        lambda k: formula.average_power(question, figures.sizes_for(question, k), spread), promised
    )
    start = int(whole(n))
    if exact.assurance_calculation_of(question, figures.sizes_for(question, start)) == EXACT:
        n = _for_good(question, exact.assurance, question.hoped, promised, start)
    return planned(question, *_gathered(question, n), solved_for="n")


def _for_good(
    question: Question, chance: Callable[..., float], claim: Claim, target: float, start: int
) -> float:
    """Return the n whose exact chance of the claim is the target, and stays so for a while."""

    def reached(n: int) -> float:
        return chance(question, claim, figures.sizes_for(question, n), target)

    one = question.reference is None
    window, most = (WINDOW_OF_ONE, exact.LARGEST) if one else (WINDOW_OF_TWO, exact.LARGEST_TABLE)
    return smallest_for_good(reached, target, start, window, most)


def plans_for_margin(
    questions: Sequence[Question], wanted: float, promised: float | None
) -> list[Plan]:
    """Return the plan of each question whose interval has the margin, for sure or with a chance."""
    open_ = [i for i, question in enumerate(questions) if not question.is_known]
    if promised is None:
        sizes = _sizes_for_margin(questions, wanted)
        calm = _sizes_for_margin([questions[i].calm() for i in open_], wanted)
    else:
        sizes = [margins.size_for_chance(question, wanted, promised) for question in questions]
        calm = [sizes[i] for i in open_]
    ends = {i: _ends(sizes[i], n, questions[i]) for i, n in zip(open_, calm, strict=True)}
    answers = [_gathered(one, n)[0] for one, n in zip(questions, sizes, strict=True)]
    worth = [
        figures.effective(one, n, figures.sizes_for(one, n).reference)
        for one, n in zip(questions, answers, strict=True)
    ]
    found = figures.margins_at(questions, worth)
    return [
        planned_margin(one, answers[i], wanted, found[i], n_range=ends.get(i))
        for i, one in enumerate(questions)
    ]


def _sizes_for_margin(questions: Sequence[Question], wanted: float) -> list[float]:
    if not questions:
        return []
    ratios = np.array([question.ratio for question in questions])
    found = margins.size_for_margin(questions[0], wanted, formula.stacked(questions), ratios)
    sizes: list[float] = found.tolist()
    return sizes


def _gathered(question: Question, n: float) -> tuple[float, float | None]:
    """Return the answers to gather of both samples, for n that count in the first."""
    answers = max(whole(question.design.answers(n)), 1)
    if question.reference is None:
        return answers, None
    others = question.design.answers(figures.sizes_for(question, n).reference or 0.0)
    return answers, max(whole(others), 1)


def _ends(n: float, other: float, question: Question) -> tuple[float, float]:
    least, most = sorted(_gathered(question, size)[0] for size in (n, other))
    return least, most


def smallest_for_good(
    power: Callable[[int], float], target: float, start: int, window: int, most: int
) -> int:
    """Return an n whose power, and that of the next `window` numbers, is at least `target`.

    Exact power is a saw-tooth: it falls a little where one answer more moves the boundary of the
    test. From `start` the search goes up past every n that falls short, then down to the last one
    that does not. Nothing above `most` is looked at; the n beyond it is returned where even that
    falls short.
    """
    known = cache(power)
    n = max(start, 1)
    while n <= most:
        top = min(n + window, most)
        short = next((k for k in range(top, n - 1, -1) if known(k) < target), None)
        if short is None:
            break
        n = short + 1
    while 1 < n <= most and known(n - 1) >= target:
        n -= 1
    return n
