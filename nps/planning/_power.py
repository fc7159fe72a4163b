"""What a number of answers can show: the power of the test that will be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from nps._base import text
from nps._base.checks import check_rng, check_whole
from nps._base.errors import OptionError
from nps.planning._calculation import figures, notes, simulated
from nps.planning._calculation.arguments import check_size
from nps.planning._calculation.planned import planned
from nps.planning._calculation.question import CALCULATIONS, SIMULATION, Question
from nps.planning._guesses import is_many
from nps.planning._many import questions_of
from nps.planning._results.tables import side_by_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.typing import Alternative, Rng
    from nps.planning._calculation.question import CalculationName, MethodName, ShiftName
    from nps.planning._guesses import Many
    from nps.planning._results.plans import Plan
    from nps.planning._results.tables import Plans

#: Samples drawn unless told otherwise, and the most that may be.
USUAL_RESAMPLES, MOST_RESAMPLES = 10_000, 10_000_000
#: Largest sample that is drawn.
LARGEST_DRAWN = 10**9


@overload
def power(  # type: ignore[overload-overlap]  # the general case is second
    sample: Many,
    reference: object = None,
    *,
    n: int,
    n_reference: int | None = None,
    difference: float | None = None,
    shift: ShiftName = "both",
    null: float = 0.0,
    margin: float | None = None,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    method: MethodName = "score",
    calculation: CalculationName | Literal["simulation"] = "auto",
    correlation: float = 0.0,
    overlap: float = 0.0,
    design_effect: float = 1.0,
    response_rate: float = 1.0,
    population: int | None = None,
    n_tests: int = 1,
    n_resamples: int | None = None,
    rng: Rng = None,
) -> Plans: ...
@overload
def power(
    sample: object,
    reference: object = None,
    *,
    n: int,
    n_reference: int | None = None,
    difference: float | None = None,
    shift: ShiftName = "both",
    null: float = 0.0,
    margin: float | None = None,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    method: MethodName = "score",
    calculation: CalculationName | Literal["simulation"] = "auto",
    correlation: float = 0.0,
    overlap: float = 0.0,
    design_effect: float = 1.0,
    response_rate: float = 1.0,
    population: int | None = None,
    n_tests: int = 1,
    n_resamples: int | None = None,
    rng: Rng = None,
) -> Plan: ...
def power(
    sample: object,
    reference: object = None,
    *,
    n: int,
    n_reference: int | None = None,
    difference: float | None = None,
    shift: ShiftName = "both",
    null: float = 0.0,
    margin: float | None = None,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    method: MethodName = "score",
    calculation: CalculationName | Literal["simulation"] = "auto",
    correlation: float = 0.0,
    overlap: float = 0.0,
    design_effect: float = 1.0,
    response_rate: float = 1.0,
    population: int | None = None,
    n_tests: int = 1,
    n_resamples: int | None = None,
    rng: Rng = None,
) -> Plan | Plans:
    r"""Return the probability that a test with so many answers finds what is assumed.

    Parameters
    ----------
    sample : Counts, ratings, Shares, ScoreGuess or Transitions
        What is assumed of the answers: a pilot, known shares, or a guess. `Transitions` (people
        asked twice) stand for both samples. A mapping (`Cohorts`, too) or a list of pilots, shares
        or guesses makes a plan for each.
    reference : Counts, ratings, Shares or ScoreGuess, optional
        The same of the sample to compare with: one for all, or one for each label of many samples.
        Without it one score is held against `null`.
    n, n_reference : int
        Answers in the sample, and in the reference (by default as many).
    difference : float, optional
        True difference in points, from the reference or, of one sample, from `null`. The sample's
        shares are moved to it by `shift`. By default it is what the assumed shares say.
    shift : {"both", "detractors-to-passives", "passives-to-promoters"}, default "both"
        Who moves when the score does. "both" tilts the shares: the least informative change.
    null : float, default 0
        Difference under the null hypothesis in points; of one sample its score.
    margin : float, optional
        Largest difference that does not matter, in points, around `null`. A two-sided plan is for
        equivalence (two one-sided tests), a one-sided one for non-inferiority ("greater": no worse
        by more than the margin).
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        As the test will have it: is the sample different, above, or below?
    confidence_level : float, default 0.95
        Of the test and interval.
    method : {"score", "wald", "t", "adjusted-wald"}, default "score"
        "score" is the library's test. "wald" (what most calculators print), "t" (G*Power and its
        like) and "adjusted-wald" (MeasuringU's rule) reproduce the plans of others, with a note on
        the power that the score test really has.
    calculation : {"auto", "exact", "asymptotic", "simulation"}, default "auto"
        "exact" sums the probabilities of all outcomes that the test rejects; "asymptotic" is the
        formula with two standard errors. "auto" is exact up to 1,000 answers in one sample, and in
        two samples up to 10 million pairs of outcomes (some 150 answers in each), for the score
        test. "exact" goes up to 100,000 answers in one sample and some 1,000 in each of two.
        "simulation" draws samples and tests them; people seen twice (`Transitions`) have nothing
        more exact.
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
    n_resamples : int, default 10,000
        Samples drawn by a simulation, at most 10 million.
    rng : None, int, SeedSequence or Generator
        Source of random numbers of a simulation; a number makes it reproducible.

    Returns
    -------
    Plan or Plans
        `power`; its range where a guess leaves one, and beside it the `assurance` where a pilot
        was given.

    Raises
    ------
    EmptySampleError
        If a pilot has no valid answer.
    OptionError, InputTypeError
        If an option is not allowed, the difference cannot be reached or contradicts the
        alternative, or a sum would be too long.

    See Also
    --------
    sample_size : The answers that a power takes.

    Notes
    -----
    Exact power of one sample is the multinomial probability of all counts (a, b, c) with
    ``|z(a, b, c)| >= z_crit``, z being the statistic of `compare_benchmark`; of two samples, of all
    pairs of counts that `compare` rejects (there outcomes of a probability below 2e-8 in all are
    left out). By formula, with D the distance from the null, s_0 the standard error of one answer
    that the test estimates under the null and s_1 the true one, it is

    .. math:: \Phi\left(\frac{D\sqrt n - z s_0}{s_1}\right) +
              \Phi\left(\frac{-D\sqrt n - z s_0}{s_1}\right).

    In two samples s_0 comes from the constrained likelihood of the expected counts, without the
    factor N/(N - 1) of the test: against exact power that is off by less than .01 from 50 answers
    in each sample on, and mostly a little low.

    Examples
    --------
    >>> import nps
    >>> before, after = nps.Shares(0.3, 0.4, 0.3), nps.Shares(0.5, 0.3, 0.2)
    >>> print(nps.planning.power(after, before, n=50))
    n = 50 each: power 0.475 for a difference of +30.0 points (95% two-sided, score method, exact)

    A pilot of forty answers is not sure of its own shares:

    >>> plan = nps.planning.power(nps.Counts(20, 12, 8), n=129, null=10)
    >>> print(f"{plan.power:.2f} if the pilot is right, {plan.assurance:.2f} on average")
    0.80 if the pilot is right, 0.65 on average
    """

    def read(mine: object, theirs: object) -> Question:
        question = Question.read(
            mine, theirs, null=null, margin=margin, difference=difference, shift=shift,
            alternative=alternative, confidence_level=confidence_level, method=method,
            calculation=calculation, correlation=correlation, overlap=overlap,
            design_effect=design_effect, response_rate=response_rate, population=population,
            n_tests=n_tests, calculations=(*CALCULATIONS, SIMULATION),
        )  # fmt: skip
        question, _, _ = with_sizes(question, n, n_reference)
        question.refuse_wrong_way()
        return question

    def solve(questions: Sequence[Question]) -> list[Plan]:
        _, answers, others = with_sizes(questions[0], n, n_reference)
        if questions[0].calculation == SIMULATION:
            return [_simulated(one, answers, others, n_resamples, rng) for one in questions]
        for name, value in (("n_resamples", n_resamples), ("rng", rng)):
            if value is not None:
                raise OptionError(f'{name} belongs to calculation="simulation".')
        sizes = [figures.effective(one, answers, others) for one in questions]
        return [
            planned(one, answers, others, solved_for="power", shown=found)
            for one, found in zip(questions, figures.shown(questions, sizes), strict=True)
        ]

    if is_many(sample):
        labels, questions = questions_of(sample, reference, read)
        return side_by_side(labels, solve(questions))
    return solve([read(sample, reference)])[0]


def with_sizes(
    question: Question, n: object, n_reference: object
) -> tuple[Question, int, int | None]:
    """Return the question at the ratio of two given sizes, and these; one may stand for both."""
    answers = check_size("n", n)
    if question.reference is None:
        if n_reference is not None:
            raise OptionError("n_reference is about two samples: give a reference, too.")
        question.refuse_too_many(answers)
        return question, answers, None
    others = answers if n_reference is None else check_size("n_reference", n_reference)
    question.refuse_too_many(answers, others)
    if question.is_panel and others != answers:
        raise OptionError("n_reference must be n where samples share people.")
    return question.at_ratio(others / answers), answers, others


def _simulated(
    question: Question, n: int, reference: int | None, n_resamples: object, rng: object
) -> Plan:
    draws = USUAL_RESAMPLES if n_resamples is None else check_whole("n_resamples", n_resamples)
    if not 1 <= draws <= MOST_RESAMPLES:
        raise OptionError(
            f"n_resamples must be 1 to {MOST_RESAMPLES:,}, got {text.shown(n_resamples)}."
        )
    if question.is_panel and question.table is None:
        raise OptionError(
            'calculation="simulation" of people seen twice needs to know how they move: give'
            " nps.Transitions as sample."
        )
    if question.method == "adjusted-wald" or (question.is_panel and question.method != "score"):
        raise OptionError(
            f'calculation="simulation" has no test for method="{question.method}" here; use'
            ' "score".'
        )
    sizes = figures.effective(question, n, reference)
    if max(size for size in sizes if size is not None) > LARGEST_DRAWN:
        raise OptionError(f'calculation="simulation" draws at most {LARGEST_DRAWN:,} answers.')
    share = simulated.power(question, sizes, draws, check_rng(rng))
    error = simulated.error(share, draws)
    formula = question.with_method(question.method)
    (found,) = figures.shown([formula], [sizes], SIMULATION, [share])
    return planned(
        formula, n, reference, solved_for="power", shown=found,
        more_notes=[notes.about_draws(draws, error)],
    )  # fmt: skip
