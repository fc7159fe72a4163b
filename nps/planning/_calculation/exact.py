"""Exact power and assurance, and where they are quick enough."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from nps._base.errors import OptionError
from nps._base.words.notes import Note
from nps._kernels.numerics.moments import student_quantile
from nps._kernels.topics.planning import laws, one_score, two_scores

if TYPE_CHECKING:
    from nps._kernels.topics.planning.claims import Claim
    from nps._kernels.topics.planning.laws import Law
    from nps._kernels.topics.planning.two_scores import Test
    from nps.planning._calculation.formula import Sizes
    from nps.planning._calculation.question import Question
    from nps.planning._guesses import Assumed

EXACT, ASYMPTOTIC, SIMULATION = "exact", "asymptotic", "simulation"

AUTO_ANSWERS = 1_000
"""Largest single sample whose power is exact unasked."""
AUTO_ASSURED = 500
"""Largest single sample whose assurance is exact unasked."""
AUTO_PAIRS = 10_000_000
"""Most pairs of tables of two samples summed unasked: those of some 150 answers in each."""
LARGEST = 100_000
"""Largest single sample for an exact power by the score test."""
LARGEST_TABLE = 2_000
"""Largest sample of which every table is looked at."""
LARGEST_PAIRS = 500_000_000
"""Most pairs of tables for an exact power: those of some 1,000 answers in each sample."""
LARGEST_T_PAIRS = 50_000_000
"""The same for Welch's t, which judges pair by pair."""


def calculation_of(question: Question, sizes: Sizes) -> str:
    """Return "exact" or "asymptotic"; an exact one that was asked for may be too much."""
    if question.calculation == ASYMPTOTIC or question.is_panel:
        return ASYMPTOTIC
    if question.calculation == EXACT:
        _refuse_too_much(question, sizes)
        return EXACT
    if question.method != "score" or max(_whole(sizes)) > AUTO_ANSWERS:
        return ASYMPTOTIC
    return EXACT if _pairs(question, sizes) <= AUTO_PAIRS else ASYMPTOTIC


def assurance_calculation_of(question: Question, sizes: Sizes) -> str:
    """Return how the assurance is had: one law of the tables of each sample, or shares drawn."""
    if question.fixed or calculation_of(question, sizes) == ASYMPTOTIC:
        return ASYMPTOTIC
    if max(_whole(sizes)) > AUTO_ASSURED:
        return ASYMPTOTIC
    return EXACT if _pairs(question, sizes, pilot=True) <= AUTO_PAIRS else ASYMPTOTIC


def power(question: Question, claim: Claim, sizes: Sizes, enough: float = 1.0) -> float:
    """Return the exact chance of a claim with the assumed shares; once `enough`, perhaps less."""
    n = _whole(sizes)
    if question.reference is None and question.method == "score":
        known = question.sample.shares
        return one_score.score_power(n[0], known, claim, question.critical) if n[0] else 0.0
    return _over_tables(question, claim, sizes, enough, pilot=False)


def assurance(question: Question, claim: Claim, sizes: Sizes, enough: float = 1.0) -> float:
    """Return the exact chance of a claim with the shares that the pilots leave open."""
    return _over_tables(question, claim, sizes, enough, pilot=True)


def _over_tables(
    question: Question, claim: Claim, sizes: Sizes, enough: float, *, pilot: bool
) -> float:
    fewest = 2 if question.method == "t" else 1
    if min(_whole(sizes)) < fewest:
        return 0.0
    first, *second = _laws(question, sizes, pilot=pilot)
    if second:
        test: Test = question.method  # type: ignore[assignment]  # one of three
        return two_scores.chance_of_claim(first, second[0], claim, question.tail, test, enough)
    if question.method == "score":
        return one_score.score_assurance(first, claim, question.critical)
    student = question.method == "t"
    critical = (
        float(student_quantile(first.n - 1.0, question.tail)) if student else question.critical
    )
    return one_score.wald_chance(first, claim, critical, student=student)


def _laws(question: Question, sizes: Sizes, *, pilot: bool) -> list[Law]:
    """Return the law of the tables of each sample."""
    sides = [side for side in (question.sample, question.reference) if side is not None]
    return [_law(n, side, pilot) for n, side in zip(_whole(sizes), sides, strict=True)]


def _law(n: int, side: Assumed, pilot: bool) -> Law:
    if pilot and side.alpha is not None:
        return laws.dirichlet_multinomial(n, side.alpha)
    return laws.multinomial(n, side.shares)


def _whole(sizes: Sizes) -> list[int]:
    """Return whole numbers of answers; what a design leaves of one answer does not count."""
    return [math.floor(n + 1e-9) for n in sizes if n is not None]


def _pairs(question: Question, sizes: Sizes, *, pilot: bool = False) -> int:
    """Return how many pairs of tables two samples have; one sample is never too much."""
    if question.reference is None:
        return 0
    first, second = _laws(question, sizes, pilot=pilot)
    return two_scores.pairs_of_tables(first, second)


def _refuse_too_much(question: Question, sizes: Sizes) -> None:
    largest, score = max(_whole(sizes)), question.method == "score"
    limit = LARGEST if score and question.reference is None else LARGEST_TABLE
    if largest > limit:
        raise OptionError(
            Note(
                'calculation="exact" goes up to {limit} answers here, got {largest}. Use "auto" or'
                ' "asymptotic".',
                limit=limit,
                largest=largest,
            )
        )
    pairs, most = _pairs(question, sizes), LARGEST_PAIRS if score else LARGEST_T_PAIRS
    if pairs > most:
        raise OptionError(
            Note(
                'calculation="exact" goes up to {most} pairs of tables, got {pairs}. Use "auto" or'
                ' "asymptotic".',
                most=most,
                pairs=pairs,
            )
        )
