"""A plan put together: one question, answered at given numbers of answers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from nps.planning._calculation import figures, formula, margins, notes
from nps.planning._calculation.exact import ASYMPTOTIC
from nps.planning._results.curves import CurvePoint
from nps.planning._results.plans import Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps.planning._calculation.figures import Shown
    from nps.planning._calculation.formula import Sizes
    from nps.planning._calculation.question import Question

Ends: TypeAlias = "tuple[int | float, int | float] | None"
NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that can be answered for any number of answers."""

    question: Question
    wanted: float | None = None
    """Margin of error to keep, in points; None where a test is planned."""

    @property
    def same_people(self) -> bool:
        """Whether everybody is in both samples."""
        return self.question.overlap == formula.EVERYBODY

    def at(self, n: int) -> CurvePoint:
        """Return what n answers can show."""
        question = self.question
        sizes = figures.effective(question, *figures.sizes_for(question, n))
        margin = margin_of(question, sizes)
        least = margin if question.is_known else margin_of(question.calm(), sizes)
        if self.wanted is not None:
            return CurvePoint(NAN, NAN, NAN, margin, min(margin, least))
        (found,) = figures.shown([question], [sizes])
        ends = found.power_range or (found.power, found.power)
        return CurvePoint(found.power, *ends, margin, min(margin, least))


def margin_of(question: Question, sizes: Sizes) -> float:
    """Return the margin to expect, in points."""
    return figures.margins_at([question], [sizes])[0]


def planned(
    question: Question,
    n: float,
    reference: float | None,
    *,
    solved_for: str,
    shown: Shown | None = None,
    n_range: Ends = None,
    more_notes: Sequence[str] = (),
) -> Plan:
    """Return the plan of a test with n answers, and `reference` of the reference."""
    sizes = figures.effective(question, n, reference)
    found = figures.shown([question], [sizes])[0] if shown is None else shown
    return _put_together(
        question,
        n,
        reference,
        model=Asked(question),
        goal=_goal(question),
        solved_for=solved_for,
        assurance=figures.assurance_at(question, sizes),
        n_range=n_range,
        **found._asdict(),
        difference=100.0 * question.difference,
        notes=(
            *notes.about_answers(question.sample, question.reference),
            *notes.about_test(question),
            *notes.about_power(question, sizes),
            *notes.about_design(question.design, sizes.n, n),
            *more_notes,
        ),
    )


def planned_margin(
    question: Question, n: float, wanted: float, margin_of_error: float, *, n_range: Ends
) -> Plan:
    """Return the plan of an interval from n answers."""
    reference = figures.sizes_for(question, n).reference
    sizes = figures.effective(question, n, reference)
    chance = margins.chance_of_margin(question, wanted, sizes.n) if question.has_pilot else None
    return _put_together(
        question,
        n,
        reference,
        model=Asked(question, 100.0 * wanted),
        goal="margin",
        solved_for="n",
        power=None,
        power_range=None,
        assurance=chance,
        calculation=ASYMPTOTIC,
        n_range=n_range,
        margin_of_error=margin_of_error,
        difference=None,
        notes=(
            *notes.about_answers(question.sample, question.reference),
            *notes.about_design(question.design, sizes.n, n),
        ),
    )


def unreachable(
    question: Question, *, power: float, why: Sequence[str], assurance: float | None = None
) -> Plan:
    """Return the plan that no number of answers fulfils, with what they come to."""
    endless = math.inf
    others = None if question.reference is None else endless
    return _put_together(
        question,
        endless,
        others,
        model=Asked(question),
        goal=_goal(question),
        solved_for="n",
        power=power,
        power_range=None,
        assurance=assurance,
        calculation=ASYMPTOTIC,
        n_range=None,
        margin_of_error=margin_of(question, figures.effective(question, endless, others)),
        difference=100.0 * question.difference,
        notes=(
            *notes.about_answers(question.sample, question.reference),
            *notes.about_test(question),
            *why,
        ),
    )


def _put_together(
    question: Question, n: float, reference: float | None, *, model: Asked, **found: object
) -> Plan:
    """Return a plan: what was found, what follows from it, and what was given."""
    design, table = question.design, question.table
    theirs = question.reference
    return Plan(
        n=n,
        n_reference=reference,
        n_total=n + (reference or 0),
        n_invited=n if math.isinf(n) else design.invited(n),
        null=100.0 * question.null,
        margin=None if question.margin is None else 100.0 * question.margin,
        alternative=question.alternative,
        confidence_level=question.confidence_level,
        n_tests=question.n_tests,
        method=question.method,
        design_effect=design.effect,
        response_rate=design.response_rate,
        population=design.population,
        sample=question.sample.given if table is None else table,
        reference=None if theirs is None or table is not None else theirs.given,
        _model=model,
        **found,  # type: ignore[arg-type]  # named by the callers above
    )


def _goal(question: Question) -> str:
    if question.margin is not None:
        return "non-inferiority" if question.side else "equivalence"
    if question.reference is None:
        return "benchmark"
    return "panel" if question.is_panel else "difference"
