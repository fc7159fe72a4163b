"""The smallest difference that a number of answers is likely to find."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from nps._base.checks import check_number
from nps._kernels.numerics.roots import find_root
from nps.planning._calculation import exact, figures, notes
from nps.planning._calculation.arguments import check_power
from nps.planning._calculation.planned import planned
from nps.planning._calculation.question import SHIFTS, Question, ShiftName
from nps.planning._power import with_sizes

if TYPE_CHECKING:
    from nps._base.typing import Alternative
    from nps._kernels import FloatArray
    from nps.planning._calculation.formula import Sizes
    from nps.planning._calculation.question import CalculationName, MethodName
    from nps.planning._results.plans import Plan

#: A direction (1 up, -1 down) and a rule how people move, with the difference to find.
Moves: TypeAlias = "dict[tuple[int, ShiftName], float]"
#: A difference is found to this accuracy, on the scale of -2 to 2.
ACCURACY = 1e-9


def detectable_difference(
    sample: object,
    *,
    n: int,
    n_reference: int | None = None,
    power: float = 0.8,
    shift: ShiftName = "both",
    null: float | None = None,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    method: MethodName = "score",
    calculation: CalculationName = "auto",
    correlation: float = 0.0,
    overlap: float = 0.0,
    design_effect: float = 1.0,
    response_rate: float = 1.0,
    population: int | None = None,
    n_tests: int = 1,
) -> Plan:
    r"""Return the smallest difference that so many answers are likely to find.

    Parameters
    ----------
    sample : Counts, ratings, Shares or ScoreGuess
        What is assumed of the answers before the change; of two samples it is the reference.
    n : int
        Answers in the sample.
    n_reference : int, optional
        Answers in the reference. Without it, and without `overlap`, one score is held against
        `null`.
    power : float, default 0.8
        Probability with which the test is to find the difference.
    shift : {"both", "detractors-to-passives", "passives-to-promoters"}, default "both"
        Who moves when the score does. "both" tilts the shares: the least informative change. The
        notes say what the other rules come to.
    null : float, optional
        Difference under the null hypothesis in points, by default 0; of one sample its score, by
        default that of `sample`.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        As the test will have it: is the sample different, above, or below?
    confidence_level : float, default 0.95
        Of the test and interval.
    method : {"score", "wald", "t", "adjusted-wald"}, default "score"
        "score" is the library's test. "wald" (what most calculators print), "t" (G*Power and its
        like) and "adjusted-wald" (MeasuringU's rule) reproduce the plans of others, with a note on
        the power that the score test really has.
    calculation : {"auto", "exact", "asymptotic"}, default "auto"
        "exact" sums the probabilities of all outcomes that the test rejects; "asymptotic" is the
        formula with two standard errors. "auto" is exact up to 1,000 answers in one sample, and in
        two samples up to 10 million pairs of outcomes (some 150 answers in each), for the score
        test. "exact" goes up to 100,000 answers in one sample and some 1,000 in each of two.
    correlation : float, default 0
        Between the two answers of one person, -1 to 1; .4 to .7 is usual. Needs `overlap`.
    overlap : float, default 0
        Share of each of two waves that is in both, 0 to 1; 1 are the same people.
    design_effect : float, default 1
        By how many times clusters and weights raise the variance: `design_effect`.
    response_rate : float, default 1
        Share of the invited who answer; for `n_invited` only.
    population : int, optional
        Size of a finite population, of which nobody answers twice.
    n_tests : int, default 1
        Tests that share the level (Bonferroni).

    Returns
    -------
    Plan
        `difference`: a rise, or a fall with ``alternative="less"``. NaN where even the largest that
        the answers can move to is too small, with a note on it.

    Raises
    ------
    EmptySampleError
        If a pilot has no valid answer.
    OptionError, InputTypeError
        If an option is not allowed or the power is no more than the level.

    See Also
    --------
    sample_size : The answers that a difference takes.

    Notes
    -----
    Tilting gives class j the share p_j exp(k s_j) up to a factor, with s = 1, 0, -1 for promoters,
    passives and detractors: of all shares with the new score the closest to the old ones, in
    Kullback-Leibler divergence. The difference whose power is `power` is found by root finding.

    Examples
    --------
    >>> import nps
    >>> plan = nps.planning.detectable_difference(nps.Counts(500, 300, 200), n=400, n_reference=400)
    >>> print(plan.summary())  # doctest: +NORMALIZE_WHITESPACE
    With 400 answers in each sample the test sees a rise of 15 points with 80% probability;
    averaged over what the pilot leaves open, 80%.
    >>> print(plan.notes[-1])
    In the other direction: -15.9 points.
    """
    two = n_reference is not None or check_number("overlap", overlap) != 0.0
    question = Question.read(
        sample, sample if two else None, null=0.0 if null is None else null, margin=None,
        difference=None, shift=shift, alternative=alternative, confidence_level=confidence_level,
        method=method, calculation=calculation, correlation=correlation, overlap=overlap,
        design_effect=design_effect, response_rate=response_rate, population=population,
        n_tests=n_tests,
    )  # fmt: skip
    if null is None and question.reference is None:
        question = replace(question, null=question.sample.score)
    question, answers, others = with_sizes(question, n, n_reference)
    target = check_power("power", power)
    question.refuse_low_power(target)
    sizes = figures.effective(question, answers, others)
    way = exact.calculation_of(question, sizes)
    first = -1 if question.side < 0 else 1
    moves: Moves = {
        (side, rule): _smallest(replace(question, shift=rule), sizes, way, target, side)
        for side in ((1, -1) if not question.side else (first,))
        for rule in SHIFTS
    }
    found = moves.pop((first, shift))
    about = notes.about_other_moves(moves, first, shift)
    if not math.isnan(found):
        moved = question.at(found)
        return planned(moved, answers, others, solved_for="difference", more_notes=about)
    low, high = question.differences()
    furthest = question.at(high if first > 0 else low)
    most = figures.power_at(furthest, sizes, way)
    why = notes.about_reach(furthest.difference, most)
    plan = planned(furthest, answers, others, solved_for="difference", more_notes=[why, *about])
    return replace(plan, difference=math.nan)


def _smallest(question: Question, sizes: Sizes, way: str, target: float, side: int) -> float:
    """Return the difference whose power is the target, NaN where none is reachable."""
    low, high = question.differences()
    furthest = high if side > 0 else -low
    base = question.null if question.reference is not None else 0.0

    def excess(size: FloatArray) -> FloatArray:
        moved = [question.at(base + side * one) for one in size.tolist()]
        return np.array([figures.power_at(one, sizes, way) for one in moved]) - target

    ends = np.array([0.0]), np.array([furthest - side * base])
    if ends[1][0] <= 0.0 or excess(ends[1])[0] < 0.0:
        return math.nan
    return base + side * float(find_root(excess, *ends, absolute=ACCURACY)[0])
