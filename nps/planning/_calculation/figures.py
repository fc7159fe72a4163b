"""Power, assurance and range of one question at given numbers of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nps.planning._calculation import exact, formula
from nps.planning._calculation.arguments import whole
from nps.planning._calculation.exact import EXACT
from nps.planning._calculation.formula import Sizes

if TYPE_CHECKING:
    from nps.planning._calculation.question import Question

WITHOUT_END = 1e15
"""As many answers as make no difference any more."""


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
