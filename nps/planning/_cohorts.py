"""How many answers in each of several cohorts, or waves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from nps._base import text
from nps._base.checks import check_number, check_option
from nps._base.columns.frozen import frozen
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import shown
from nps._kernels.numerics.moments import moments
from nps._samples.counts import Shares
from nps.planning._calculation import notes
from nps.planning._calculation.arguments import check_power, check_size
from nps.planning._calculation.families import Family, plan_of_family
from nps.planning._calculation.question import TWO_SIDED, Question
from nps.planning._guesses import Assumed
from nps.planning._power import power as power_of
from nps.planning._sample_size import sample_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.typing import Alternative
    from nps._kernels import FloatArray
    from nps.planning._calculation.question import CalculationName, MethodName
    from nps.planning._results.plans import Plan

TESTS = ("omnibus", "pairs", "reference", "rest", "trend")
#: Power where neither it nor n is given.
USUAL_POWER = 0.8


def cohorts(
    cohorts: object,
    *,
    n: int | None = None,
    power: float | None = None,
    test: Literal["omnibus", "pairs", "reference", "rest", "trend"] = "omnibus",
    reference: object = None,
    pair: tuple[object, object] | None = None,
    times: Sequence[float] | None = None,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    method: MethodName = "score",
    calculation: CalculationName = "auto",
    design_effect: float = 1.0,
    response_rate: float = 1.0,
    population: int | None = None,
) -> Plan:
    r"""Plan the answers in each of several cohorts, or waves.

    Parameters
    ----------
    cohorts : Cohorts, or mapping from label to Counts, ratings, Shares or ScoreGuess
        What is assumed of each cohort; each will have as many answers.
    n : int, optional
        Answers in each cohort: then the power is what is asked for.
    power : float, default 0.8
        Probability with which the test is to find what is assumed.
    test : {"omnibus", "pairs", "reference", "rest", "trend"}, default "omnibus"
        "omnibus": do any differ? "pairs": all pairs; "reference": all against one; "rest": each
        against all others together; "trend": is there a slope over the waves? A tracker of many
        waves should plan on the trend, which takes the fewest answers.
    reference : label, optional
        With ``test="reference"``, the cohort to compare with.
    pair : tuple of two labels, optional
        With ``test="pairs"``, the pair whose difference should be found. By default, and with the
        other tests, it is the largest, as a note says.
    times : sequence of float, optional
        With ``test="trend"``, the times of the waves; by default 0, 1, 2, ...
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        As the test will have it; an omnibus test has no direction.
    confidence_level : float, default 0.95
        Of all tests together: comparisons share it (Bonferroni).
    method : {"score", "wald", "t", "adjusted-wald"}, default "score"
        As in `sample_size` for comparisons. An omnibus test is planned by chi-squared ("score") or
        by the analysis of variance ("t"), a trend by the normal law.
    calculation : {"auto", "exact", "asymptotic"}, default "auto"
        As in `sample_size`; omnibus tests and trends are not calculated exactly.
    design_effect, response_rate : float, default 1
        As in `sample_size`.
    population : int, optional
        As in `sample_size`; the size of each cohort's own.

    Returns
    -------
    Plan
        `n` is that of each cohort, `n_total` of all together; `difference` is the one planned for,
        the spread of the scores (omnibus), or the slope per unit of time (trend). Pilots give an
        `assurance`, but for the omnibus test: it has no direction to be averaged in, and would
        take the luck of small pilots for differences.

    Raises
    ------
    EmptySampleError
        If a cohort has no valid answer.
    OptionError, InputTypeError
        If an option is not allowed, or does not belong to the test.

    See Also
    --------
    nps.compare_many, nps.trend : The tests themselves.

    Notes
    -----
    With n answers in each of k cohorts, scores theta_i and the variance v of one answer within
    cohorts, the omnibus statistic is chi-squared with k - 1 degrees of freedom and noncentrality

    .. math:: \lambda = n \sum_i (\theta_i - \bar\theta)^2 / v,

    and the slope over times t_i has the standard error sqrt(v / (n S)) with S the sum of squared
    deviations of the times.

    Examples
    --------
    Twelve waves that rise by a point each:

    >>> import nps
    >>> waves = {wave: nps.planning.ScoreGuess(20 + wave, passives=0.3) for wave in range(12)}
    >>> nps.planning.cohorts(waves, test="trend").n
    348
    >>> nps.planning.cohorts(waves, test="pairs", pair=(0, 11)).n
    1857
    """
    assumed = _assumed(cohorts)
    check_option("test", test, TESTS)
    if n is not None and power is not None:
        raise OptionError("give n or power, not both: one of them is what is asked for.")
    owners = {
        "reference": (reference, "reference"),
        "pair": (pair, "pairs"),
        "times": (times, "trend"),
    }
    for name, (value, owner) in owners.items():
        if value is not None and test != owner:
            raise OptionError(f'{name} belongs to test="{owner}", got test="{test}".')
    options: dict[str, Any] = {
        "alternative": alternative,
        "confidence_level": confidence_level,
        "method": method,
        "calculation": calculation,
        "design_effect": design_effect,
        "response_rate": response_rate,
        "population": population,
    }
    size = None if n is None else check_size("n", n)
    target = check_power("power", USUAL_POWER if power is None else power)
    if test in ("omnibus", "trend"):
        return plan_of_family(_family(assumed, test, times, options), assumed, size, target)
    first, second, tests = _compared(assumed, test, reference, pair)
    pooled = test == "rest"
    ratio = len(assumed) - 1 if pooled else 1
    sides: tuple[object, object] = (
        assumed[first].given,
        _rest(assumed, first) if pooled else assumed[second].given,
    )
    plan = (
        sample_size(*sides, power=target, ratio=float(ratio), n_tests=tests, **options)
        if size is None
        else power_of(*sides, n=size, n_reference=ratio * size, n_tests=tests, **options)
    )
    return replace(
        plan,
        goal=test,
        n_reference=None,
        n_total=len(assumed) * plan.n,
        sample=frozen({label: side.given for label, side in assumed.items()}),
        reference=reference,
        notes=(notes.about_pair(first, None if pooled else second), *plan.notes),
    )


def _assumed(cohorts: object) -> dict[object, Assumed]:
    """Return what is assumed of each cohort, by label."""
    if not isinstance(cohorts, Mapping):
        raise InputTypeError(
            "cohorts must be nps.Cohorts, or a mapping from labels to nps.Counts, nps.Shares or"
            f" nps.planning.ScoreGuess, got {text.shown_kind(cohorts)}."
        )
    found = {
        label: Assumed.read(given, f"cohort {shown(label)}") for label, given in cohorts.items()
    }
    if len(found) < 2:
        raise OptionError(f"cohorts must be at least two, got {len(found)}.")
    return found


def _compared(
    assumed: Mapping[object, Assumed], test: str, reference: object, pair: object
) -> tuple[object, object, int]:
    """Return the two labels whose difference is planned for, and how many tests there will be.

    Unless a pair is named they are those that differ most.
    """
    labels, k = list(assumed), len(assumed)
    if test == "pairs":
        tests = k * (k - 1) // 2
        if pair is not None:
            if not isinstance(pair, tuple) or len(pair) != 2 or pair[0] == pair[1]:
                raise InputTypeError(f"pair must be two labels, got {text.shown(pair)}.")
            return _known(assumed, pair[0]), _known(assumed, pair[1]), tests
        first, second = max(combinations(labels, 2), key=lambda two: _apart(assumed, *two))
        return first, second, tests
    if test == "reference":
        if reference is None:
            raise OptionError(f'test="reference" needs reference=, one of the labels {labels}.')
        base = _known(assumed, reference)
        others = [label for label in labels if label != base]
        return max(others, key=lambda label: _apart(assumed, label, base)), base, k - 1
    middle = sum(side.score for side in assumed.values()) / k
    return max(labels, key=lambda label: abs(assumed[label].score - middle)), None, k


def _known(assumed: Mapping[object, Assumed], label: object) -> object:
    if label in assumed:
        return label
    raise OptionError(f"no cohort is labelled {shown(label)}; there are {list(assumed)}.")


def _apart(assumed: Mapping[object, Assumed], one: object, other: object) -> float:
    return abs(assumed[one].score - assumed[other].score)


def _rest(assumed: Mapping[object, Assumed], left_out: object) -> Shares:
    """Return the shares of all other cohorts together, each with as many answers."""
    others = np.array([side.shares for label, side in assumed.items() if label != left_out])
    return Shares(*(float(share) for share in others.mean(axis=0)))


def _family(
    assumed: Mapping[object, Assumed], test: str, times: object, options: Mapping[str, object]
) -> Family:
    """Return cohorts to be tested together."""
    wild, calm = (
        np.array([float(moments(*shares)[2]) for shares in both])
        for both in zip(*((side.shares, side.calm) for side in assumed.values()), strict=True)
    )
    widest = list(assumed.values())[int(wild.argmax())]
    question = Question.read(
        widest.given, None, null=0.0, margin=None, difference=None, shift="both",
        **options,  # type: ignore[arg-type]  # each is checked there
    )  # fmt: skip
    if test == "omnibus" and question.alternative != TWO_SIDED:
        raise OptionError('test="omnibus" has no direction: leave out alternative.')
    allowed = ("score", "t") if test == "omnibus" else ("score", "wald")
    if question.method not in allowed:
        names = " or ".join(f'"{name}"' for name in allowed)
        raise OptionError(f'method must be {names} for test="{test}", got "{question.method}".')
    if question.calculation == "exact":
        raise OptionError(f'calculation="exact" has too many tables for test="{test}".')
    scores = np.array([side.score for side in assumed.values()])
    return Family(test, question, scores, wild, calm, _times(times, scores.size))


def _times(given: object, k: int) -> FloatArray:
    if given is None:
        return np.arange(float(k))
    try:
        times = [check_number("times", one) for one in given]  # type: ignore[attr-defined]  # or not
    except TypeError:
        raise InputTypeError(
            f"times must be a number for each cohort, got {text.shown(given)}."
        ) from None
    if len(times) != k:
        raise OptionError(f"times must be a number for each of {k} cohorts, got {len(times)}.")
    if len(set(times)) < 2:
        raise OptionError(f"times must differ, got {text.shown(times)}.")
    return np.array(times)
