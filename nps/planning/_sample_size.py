"""How many answers it takes: to find a difference, to show that there is none, to know a score."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from nps._base import text
from nps._base.checks import check_points
from nps._base.errors import InputTypeError, OptionError
from nps._base.words.notes import Note
from nps.planning._calculation.arguments import check_power
from nps.planning._calculation.question import Question
from nps.planning._calculation.solving import (
    plan_for_assurance,
    plans_for_margin,
    plans_for_power,
)
from nps.planning._guesses import is_many
from nps.planning._many import questions_of
from nps.planning._results.tables import side_by_side

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from nps._base.typing import Alternative
    from nps.planning._calculation.question import CalculationName, MethodName, ShiftName
    from nps.planning._guesses import Many
    from nps.planning._results.plans import Plan
    from nps.planning._results.tables import Plans


@overload
def sample_size(  # type: ignore[overload-overlap]  # the general case is second
    sample: Many,
    reference: object = None,
    *,
    power: float = 0.8,
    margin_of_error: float | None = None,
    assurance: float | None = None,
    difference: float | None = None,
    shift: ShiftName = "both",
    null: float = 0.0,
    margin: float | None = None,
    ratio: float | Literal["optimal"] = 1.0,
    cost_ratio: float = 1.0,
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
) -> Plans: ...
@overload
def sample_size(
    sample: object,
    reference: object = None,
    *,
    power: float = 0.8,
    margin_of_error: float | None = None,
    assurance: float | None = None,
    difference: float | None = None,
    shift: ShiftName = "both",
    null: float = 0.0,
    margin: float | None = None,
    ratio: float | Literal["optimal"] = 1.0,
    cost_ratio: float = 1.0,
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
) -> Plan: ...
def sample_size(
    sample: object,
    reference: object = None,
    *,
    power: float = 0.8,
    margin_of_error: float | None = None,
    assurance: float | None = None,
    difference: float | None = None,
    shift: ShiftName = "both",
    null: float = 0.0,
    margin: float | None = None,
    ratio: float | Literal["optimal"] = 1.0,
    cost_ratio: float = 1.0,
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
) -> Plan | Plans:
    r"""Return how many answers it takes to find a difference, to rule one out, or to know a score.

    The power is that of the very test that will be used. For shares of 80:15:5 against a benchmark
    of 60 every calculator asks for 101 answers; with these the score test finds the difference 66
    times in a hundred, not 80. It takes 137.

    Parameters
    ----------
    sample : Counts, ratings, Shares, ScoreGuess or Transitions
        What is assumed of the answers: a pilot, known shares, or a guess. `Transitions` (people
        asked twice) stand for both samples. A mapping (`Cohorts`, too) or a list of pilots, shares
        or guesses makes a plan for each, and a thousand by formula in well under a second.
    reference : Counts, ratings, Shares or ScoreGuess, optional
        The same of the sample to compare with: one for all, or one for each label of many samples.
        Without it one score is held against `null`.
    power : float, default 0.8
        Probability with which the test is to find the difference.
    margin_of_error : float, optional
        Plan for precision instead: the half-width of the interval in points (the distance to its
        bound if it is one-sided), of the score or of the difference from the reference.
    assurance : float, optional
        Plan for the power averaged over what the pilot leaves open, in place of the power at the
        pilot's shares; with `margin_of_error`, for the chance that the margin is kept.
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
    ratio : float or "optimal", default 1
        Answers in the reference for each in the sample; "optimal" makes the most of all answers
        together, or of a budget.
    cost_ratio : float, default 1
        With ``ratio="optimal"``: what an answer in the reference costs, over one in the sample.
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
    Plan or Plans
        `n`, and what else it takes; infinite where no number is enough, with the reason among the
        notes. Of many samples all columns are named alike.

    Raises
    ------
    EmptySampleError
        If a pilot has no valid answer.
    OptionError, InputTypeError
        If an option is not allowed, the difference cannot be reached or contradicts the
        alternative, or the power is no more than the level.

    See Also
    --------
    power : What a given number of answers can show.
    detectable_difference : The smallest difference that it is likely to show.
    nps.equivalence, nps.compare, nps.compare_benchmark : The tests themselves.

    Notes
    -----
    Exact power is a saw-tooth: one answer more may lower it. The exact `n` is therefore good for
    good: the power is reached for it and for the next 150 numbers (50 with two samples). By the
    formula, with D the distance from the null, s_0 the standard error of one answer that the test
    estimates under the null, and s_1 the true one,

    .. math:: n = \left(\frac{z_{1-\alpha/2}\, s_0 + z_{power}\, s_1}{D}\right)^2,

    Connor [1]_ for one sample, Farrington and Manning [2]_ for two; Wald's formula has s_1 in place
    of s_0. n counts in this order: effective answers, then those of a finite population,
    n/(1 + (n - 1)/N), then the design effect, rounded up once, then invitations.

    References
    ----------
    .. [1] Connor RJ (1987). Sample size for testing differences in proportions for the
       paired-sample design. Biometrics 43(1), 207-211. doi:10.2307/2531961
    .. [2] Farrington CP, Manning G (1990). Test statistics and sample size formulae for comparative
       binomial trials with null hypothesis of non-zero risk difference or non-unity relative risk.
       Statistics in Medicine 9(12), 1447-1454. doi:10.1002/sim.4780091208

    Examples
    --------
    >>> import nps
    >>> plan = nps.planning.sample_size(nps.Shares(0.8, 0.15, 0.05), null=60)
    >>> plan.n
    137

    A tracker that should see a rise of 5 points from one wave to the next:

    >>> wave = nps.Counts(500, 300, 200)
    >>> plan = nps.planning.sample_size(wave, wave, difference=5, response_rate=0.2)
    >>> print(plan.summary())  # doctest: +NORMALIZE_WHITESPACE
    To see a rise of 5 points with 80% probability you need 3,757 answers in each sample: at a
    response rate of 20% invite 18,785 people; averaged over what the pilot leaves open, 80%.

    A first survey: nothing is known but a guess at the score, and 5 points either way will do.

    >>> guess = nps.planning.ScoreGuess(30)
    >>> plan = nps.planning.sample_size(guess, margin_of_error=5)
    >>> print(plan.summary())  # doctest: +NORMALIZE_WHITESPACE
    To know the score within 5 points (95% confidence) you need 1,395 answers; 320 may do if
    answers vary less.

    What would it take if the score were another? Many guesses at once give columns:

    >>> guesses = [nps.planning.ScoreGuess(score, passives=0.3) for score in range(0, 71, 10)]
    >>> nps.planning.sample_size(guesses, margin_of_error=5).n.tolist()
    [1074, 1059, 1013, 936, 829, 692, 524, 320]
    """
    target = check_power("power", power)
    promised = None if assurance is None else check_power("assurance", assurance)
    wanted = None if margin_of_error is None else _check_wanted(margin_of_error)

    def read(mine: object, theirs: object) -> Question:
        question = Question.read(
            mine, theirs, null=null, margin=margin, difference=difference, shift=shift,
            alternative=alternative, confidence_level=confidence_level, method=method,
            calculation=calculation, ratio=ratio, cost_ratio=cost_ratio, correlation=correlation,
            overlap=overlap, design_effect=design_effect, response_rate=response_rate,
            population=population, n_tests=n_tests,
        )  # fmt: skip
        if promised is not None and not question.has_pilot:
            raise InputTypeError(
                Note(
                    "{name} averages over what a pilot leaves open: give the pilot's nps.Counts as"
                    " sample or reference.",
                    name="assurance",
                )
            )
        if wanted is None:
            question.refuse_wrong_way()
            if promised is None:
                question.refuse_low_power(target)
            else:
                question.refuse_low_power(promised, "assurance")
        return question

    def solve(questions: Sequence[Question]) -> list[Plan]:
        if wanted is not None:
            return plans_for_margin(questions, wanted, promised)
        if promised is not None:
            return [plan_for_assurance(question, promised) for question in questions]
        return plans_for_power(questions, target)

    if is_many(sample):
        labels, questions = questions_of(sample, reference, read)
        return side_by_side(labels, solve(questions))
    return solve([read(sample, reference)])[0]


def _check_wanted(margin_of_error: object) -> float:
    """Return the margin to keep, on the scale of -1 to 1."""
    wanted = check_points("margin_of_error", margin_of_error, 100.0) / 100.0
    if wanted > 0.0:
        return wanted
    raise OptionError(
        Note("{name} must be above 0 points, got {value}.", name="margin_of_error",
             value=text.shown(margin_of_error))
    )  # fmt: skip
