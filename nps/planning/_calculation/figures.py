"""Power, assurance and range of a question, or of many, at given numbers of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps.planning._calculation import exact, formula, margins
from nps.planning._calculation.arguments import whole
from nps.planning._calculation.exact import EXACT
from nps.planning._calculation.formula import ManySizes, Sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps.planning._calculation.question import Question

WITHOUT_END = 1e15
"""As many answers as make no difference any more."""


class Shown(NamedTuple):
    """What numbers of answers can show; the margin in points."""

    calculation: str
    power: float
    power_range: tuple[float, float] | None
    margin_of_error: float


def sizes_for(question: Question, n: float) -> Sizes:
    """Return the sizes of both samples at the question's ratio; the reference is rounded up."""
    if question.reference is None:
        return Sizes(n)
    return Sizes(n, whole(n * question.ratio))


def effective(question: Question, n: float, reference: float | None) -> Sizes:
    """Return what answers gathered by the question's design are worth.

    Everybody in a finite population is worth answers without end.
    """
    first = min(question.design.effective(n), WITHOUT_END)
    if reference is None:
        return Sizes(first)
    return Sizes(first, min(question.design.effective(reference), WITHOUT_END))


def power_at(question: Question, sizes: Sizes, calculation: str) -> float:
    """Return the power with so many answers."""
    if calculation == EXACT:
        return exact.power(question, question.claim, sizes)
    return float(formula.power(question, question.claim, sizes, formula.assumed(question)))


def shown(
    questions: Sequence[Question],
    sizes: Sequence[Sizes],
    calculation: str = "",
    drawn: Sequence[float] = (),
) -> list[Shown]:
    """Return what each question's answers can show; `drawn` are powers that were simulated.

    The questions differ in their shares and ratios alone: those by formula are columns.
    """
    ways = [
        calculation or exact.calculation_of(question, size)
        for question, size in zip(questions, sizes, strict=True)
    ]
    powers = drawn or _powers(questions, sizes, ways)
    open_ = [i for i, question in enumerate(questions) if not question.is_known]
    calm = [questions[i].calm() for i in open_]
    others = _powers(calm, [sizes[i] for i in open_], [ways[i] for i in open_])
    ends: dict[int, tuple[float, float]] = {
        i: (min(powers[i], other), max(powers[i], other))
        for i, other in zip(open_, others, strict=True)
    }
    margins_ = margins_at(questions, sizes)
    return [Shown(ways[i], powers[i], ends.get(i), margins_[i]) for i, _ in enumerate(questions)]


def _powers(
    questions: Sequence[Question], sizes: Sequence[Sizes], ways: Sequence[str]
) -> list[float]:
    """Return the power of each question, calculated in its way."""
    found = [
        exact.power(question, question.claim, size) if way == EXACT else 0.0
        for question, size, way in zip(questions, sizes, ways, strict=True)
    ]
    rest = [i for i, way in enumerate(ways) if way != EXACT]
    if rest:
        asked = [questions[i] for i in rest]
        first, spread = asked[0], formula.stacked(asked)
        columns = _stacked([sizes[i] for i in rest])
        powers = formula.power(first, first.claim, columns, spread).tolist()
        for i, power in zip(rest, powers, strict=True):
            found[i] = power
    return found


def margins_at(questions: Sequence[Question], sizes: Sequence[Sizes]) -> list[float]:
    """Return the margins to expect, in points."""
    found = margins.margin_at(questions[0], _stacked(sizes), formula.stacked(questions))
    return [100.0 * margin for margin in found.tolist()]


def _stacked(sizes: Sequence[Sizes]) -> ManySizes:
    others = [size.reference for size in sizes if size.reference is not None]
    n = np.array([size.n for size in sizes], dtype=np.float64)
    return ManySizes(n, np.array(others, dtype=np.float64) if others else None)


def assurance_at(question: Question, sizes: Sizes) -> float | None:
    """Return the power averaged over what the pilots leave open; None without a pilot.

    Only the claim in the direction of the assumed difference counts.
    """
    if not question.has_pilot:
        return None
    if exact.assurance_calculation_of(question, sizes) == EXACT:
        return exact.assurance(question, question.hoped, sizes)
    return formula.average_power(question, sizes, formula.uncertain(question))


def largest_assurance(question: Question) -> float:
    """Return what the assurance of more and more answers comes to."""
    sizes = Sizes(WITHOUT_END, None if question.reference is None else WITHOUT_END)
    return formula.average_power(question, sizes, formula.uncertain(question))
