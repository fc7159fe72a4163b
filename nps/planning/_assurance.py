"""The power of a test averaged over what a pilot leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nps._base.errors import InputTypeError
from nps._samples.counts import Shares, as_counts
from nps.planning._guesses import ScoreGuess
from nps.planning._power import power

if TYPE_CHECKING:
    from nps._base.typing import Alternative
    from nps.planning._calculation.question import CalculationName, MethodName, ShiftName
    from nps.planning._results.plans import Plan


def assurance(
    pilot: object,
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
    calculation: CalculationName = "auto",
    design_effect: float = 1.0,
    response_rate: float = 1.0,
    population: int | None = None,
    n_tests: int = 1,
) -> Plan:
    r"""Return the chance that a test succeeds, given no more than a pilot.

    Power is a promise about one set of shares. A pilot leaves many possible, among them some with
    nothing to find; assurance averages the power over them, and is what a budget should be asked
    with.

    Parameters
    ----------
    pilot : Counts or ratings
        Answers that were given. The shares are Dirichlet with 1/2 added to each class.
    reference : Counts, ratings, Shares or ScoreGuess, optional
        A second pilot, or shares that are known; without it one score is held against `null`.
    n, n_reference : int
        Answers to come in the sample, and in the reference (by default as many).
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
    calculation : {"auto", "exact", "asymptotic"}, default "auto"
        "exact" sums the probabilities of all outcomes that the test rejects; "asymptotic" is the
        formula with two standard errors. "auto" is exact up to 1,000 answers in one sample, and in
        two samples up to 10 million pairs of outcomes (some 150 answers in each), for the score
        test. "exact" goes up to 100,000 answers in one sample and some 1,000 in each of two.
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
        `assurance`, and beside it the `power` at the pilot's own shares.

    Raises
    ------
    EmptySampleError
        If a pilot has no valid answer.
    OptionError, InputTypeError
        If an option is not allowed, the difference cannot be reached or contradicts the
        alternative, or what is given is no pilot.

    See Also
    --------
    power : The same numbers, also without a pilot.
    sample_size : With ``assurance=``, the answers that an assurance takes.

    Notes
    -----
    Only the claim in the direction of the assumed difference counts [1]_ [2]_. One sample is summed
    over the Dirichlet-multinomial law of its counts up to 500 answers, two over the products of
    two such laws where they have up to 10 million pairs; beyond, the formula is averaged over
    16,384 evenly spread shares. As n grows the assurance comes to the pilot's own probability that
    there is something to find, which no number of answers exceeds. With `difference=` only the
    variance is uncertain.

    References
    ----------
    .. [1] O'Hagan A, Stevens JW, Campbell MJ (2005). Assurance in clinical trial design.
       Pharmaceutical Statistics 4(3), 187-201. doi:10.1002/pst.175
    .. [2] Spiegelhalter DJ, Freedman LS (1986). A predictive approach to selecting the size of a
       clinical trial, based on subjective clinical opinion. Statistics in Medicine 5(1), 1-13.
       doi:10.1002/sim.4780050103

    Examples
    --------
    >>> import nps
    >>> plan = nps.planning.assurance(nps.Counts(20, 12, 8), n=129, null=10)
    >>> print(f"assurance {plan.assurance:.3f}, power {plan.power:.3f}")
    assurance 0.646, power 0.803
    """
    if isinstance(pilot, (ScoreGuess, Shares)):
        raise InputTypeError(
            "pilot must be answers that were given, nps.Counts or ratings: only they say how sure"
            f" they are; got {type(pilot).__name__}. nps.planning.power takes it."
        )
    return power(
        as_counts(pilot, "pilot"), reference, n=n, n_reference=n_reference, difference=difference,
        shift=shift, null=null, margin=margin, alternative=alternative,
        confidence_level=confidence_level, method=method, calculation=calculation,
        design_effect=design_effect, response_rate=response_rate, population=population,
        n_tests=n_tests,
    )  # fmt: skip
