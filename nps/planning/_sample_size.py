"""How many answers it takes: to find a difference, to show that there is none, to know a score."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from nps._base import text
from nps._base.checks import check_points
from nps._base.errors import InputTypeError, OptionError
from nps._kernels.planning.uncertain import size_for_average
from nps.planning._calculation import exact, figures, formula, margins, notes
from nps.planning._calculation.arguments import check_power, whole
from nps.planning._calculation.exact import EXACT
from nps.planning._calculation.planned import planned, planned_margin, unreachable
from nps.planning._calculation.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from nps._base.typing import Alternative
    from nps._kernels.planning.claims import Claim
    from nps.planning._calculation.question import CalculationName, MethodName, ShiftName
    from nps.planning._results.plans import Plan

WINDOW_OF_ONE, WINDOW_OF_TWO = 150, 50
"""How many larger numbers of answers must have the power, too: of one sample, of two."""


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
) -> Plan:
    r"""Return how many answers it takes to find a difference, to rule one out, or to know a score.

    The power is that of the very test that will be used. For shares of 80:15:5 against a benchmark
    of 60 every calculator asks for 101 answers; with these the score test finds the difference 66
    times in a hundred, not 80. It takes 137.

    Parameters
    ----------
    sample : Counts, ratings, Shares, ScoreGuess or Transitions
        What is assumed of the answers: a pilot, known shares, or a guess. `Transitions` (people
        asked twice) stand for both samples.
    reference : Counts, ratings, Shares or ScoreGuess, optional
        The same of the sample to compare with. Without it one score is held against `null`.
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
    Plan
        `n`, and what else it takes; infinite where no number is enough, with the reason among the
        notes.

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
    To see a rise of 5 points with 80 % probability you need 3,757 answers in each sample: at a
    response rate of 20 % invite 18,785 people; averaged over what the pilot leaves open, 80 %.

    A first survey: nothing is known but a guess at the score, and 5 points either way will do.

    >>> guess = nps.planning.ScoreGuess(30)
    >>> plan = nps.planning.sample_size(guess, margin_of_error=5)
    >>> print(plan.summary())  # doctest: +NORMALIZE_WHITESPACE
    To know the score within 5 points (95 % confidence) you need 1,395 answers; 320 may do if
    answers vary less.
    """
    question = Question.read(
        sample, reference, null=null, margin=margin, difference=difference, shift=shift,
        alternative=alternative, confidence_level=confidence_level, method=method,
        calculation=calculation, ratio=ratio, cost_ratio=cost_ratio, correlation=correlation,
        overlap=overlap, design_effect=design_effect, response_rate=response_rate,
        population=population, n_tests=n_tests,
    )  # fmt: skip
    target = check_power("power", power)
    promised = None if assurance is None else check_power("assurance", assurance)
    if promised is not None and not question.has_pilot:
        raise InputTypeError(
            "assurance averages over what a pilot leaves open: give the pilot's nps.Counts as"
            " sample or reference."
        )
    if margin_of_error is not None:
        wanted = check_points("margin_of_error", margin_of_error, 100.0) / 100.0
        if wanted <= 0.0:
            raise OptionError(
                f"margin_of_error must be above 0 points, got {text.shown(margin_of_error)}."
            )
        return _for_margin(question, wanted, promised)
    question.refuse_wrong_way()
    if promised is None:
        question.refuse_low_power(target)
    else:
        question.refuse_low_power(promised, "assurance")
    if question.is_hopeless:
        return unreachable(question, power=1.0 - question.level, why=notes.about_failure(question))
    if promised is not None:
        return _for_assurance(question, promised)
    n = _for_power(question, target)
    ends = None if question.is_known else _ends(n, _for_power(question.calm(), target), question)
    answers, others = _gathered(question, n)
    return planned(question, answers, others, solved_for="n", n_range=ends)


def _for_power(question: Question, target: float) -> float:
    """Return the answers of a simple random sample whose power is the target, for good if exact."""
    by_formula = formula.sample_size(question, target, formula.assumed(question))
    start = int(whole(by_formula))
    if exact.calculation_of(question, figures.sizes_for(question, start)) != EXACT:
        return by_formula
    return _for_good(question, exact.power, question.claim, target, start)


def _for_assurance(question: Question, promised: float) -> Plan:
    """Return the plan whose power, averaged over the pilot, is as promised."""
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


def _for_margin(question: Question, wanted: float, promised: float | None) -> Plan:
    """Return the plan whose interval has the margin, at the expected counts or with a chance."""
    if promised is None:
        n = float(margins.size_for_margin(question, wanted, formula.assumed(question)))
        calm = question.calm()
        least = float(margins.size_for_margin(calm, wanted, formula.assumed(calm)))
    else:
        n = least = margins.size_for_chance(question, wanted, promised)
    ends = None if question.is_known else _ends(n, least, question)
    return planned_margin(question, _gathered(question, n)[0], wanted, n_range=ends)


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
