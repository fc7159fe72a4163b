"""Tell whether the score of the same people changed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from nps._base.checks import (
    TINY,
    check_alternative,
    check_confidence_level,
    check_option,
    check_points,
)
from nps._base.errors import EmptySampleError, InputTypeError, OptionError
from nps._base.results import ConfidenceInterval
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._inference.differences.comparisons import Comparison
from nps._inference.differences.sides import check_pair, named, tiny_side
from nps._inference.evidence import interval, p_values, tail
from nps._kernels.same_people import multinomial, paired, sign_flip
from nps._samples.people.transitions import Transitions
from nps._samples.ratings import STANDARD
from nps._samples.tallying.codes import refuse_beside_transitions

if TYPE_CHECKING:
    from nps._base.typing import Alternative, Invalid
    from nps._kernels import FloatArray
    from nps._samples.counts import Counts
    from nps._samples.ratings import Scale

PairedMethodName: TypeAlias = Literal[
    "score", "wald", "t", "score-null", "permutation", "permutation-midp", "bootstrap"
]
Limits: TypeAlias = "tuple[FloatArray | float, FloatArray | float]"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Method:
    """A test of the mean difference and the interval that agrees with it.

    All take how many people changed by -2, ..., 2. Where no law of the statistic is used, `tails`
    gives the p-values against a smaller and against a greater mean.
    """

    statistic: Callable[[FloatArray, float], FloatArray]
    limits: Callable[[FloatArray, float], Limits] | None
    standard_error: Callable[[FloatArray], FloatArray] = paired.wald_error
    freedom: Callable[[FloatArray], FloatArray] | None = None
    tails: Callable[[FloatArray, float], tuple[float, float]] | None = None


def _sign_flip(counts: FloatArray, null: float) -> tuple[float, float]:
    return sign_flip.sign_flip_tails(counts)[:2]


def _sign_flip_midp(counts: FloatArray, null: float) -> tuple[float, float]:
    less, greater, equal = sign_flip.sign_flip_tails(counts)
    return less - 0.5 * equal, greater - 0.5 * equal


METHODS: Mapping[str, _Method] = {
    "score": _Method(
        statistic=lambda x, null: multinomial.multinomial_statistic(x, paired.DIFFERENCES, null),
        limits=lambda x, tail: multinomial.multinomial_interval(x, paired.DIFFERENCES, tail),
    ),
    "wald": _Method(statistic=paired.wald_statistic, limits=paired.wald_limits),
    "t": _Method(
        statistic=paired.t_statistic,
        limits=paired.t_limits,
        standard_error=paired.t_error,
        freedom=paired.t_freedom,
    ),
    "score-null": _Method(statistic=paired.null_statistic, limits=paired.null_limits),
    "permutation": _Method(statistic=paired.null_statistic, limits=None, tails=_sign_flip),
    "permutation-midp": _Method(
        statistic=paired.null_statistic, limits=None, tails=_sign_flip_midp
    ),
    "bootstrap": _Method(
        statistic=paired.wald_statistic,
        limits=sign_flip.bootstrap_limits,
        tails=sign_flip.bootstrap_tails,
    ),
}


def compare_paired(
    sample: object,
    reference: object = None,
    *,
    names: tuple[str, str] | None = None,
    method: PairedMethodName = "score",
    null: float = 0.0,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> Comparison:
    r"""Compare the scores of two waves answered by the same people.

    Treating a panel as two independent samples throws away what is known about each person, and
    makes the standard error too wide: 1.6 times at a correlation of 0.6.

    Parameters
    ----------
    sample, reference : 1-D collections of ratings in the same order, or one Transitions
        The later and the earlier answer of each person; the difference is ``sample - reference``.
        A `Transitions` takes the place of both. People who answered only once are left out, and
        counted in a note and in ``transitions``.
    names : tuple of two str, optional
        What sentences, tables and pictures call the two, such as ``("2025", "2024")``: the sample
        first.
    method : str, default "score"
        "score": constrained maximum likelihood on the differences -2..2. Holds its level, is
        conservative below 15 people, never leaves -200..200 points, and knows that a change nobody
        showed may still exist.
        "wald": the textbook z test, too many false alarms below 50 people.
        "t": the paired t test, undefined where everybody changed alike.
        "score-null": the variance under the null difference; at 0 the test of Fleiss, Levin and
        Paik for three ordered classes.
        "permutation": exact test that the two answers are exchangeable (sign flips), for
        ``null=0``; it has no interval. "permutation-midp" counts half of the ties.
        "bootstrap": percentiles of the exact law of the resampled mean; nothing is drawn.
    null : float, default 0.0
        Difference under the null hypothesis, in points.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        "greater" asks whether the difference is above `null` and gives a lower bound (high is
        200), "less" whether it is below and gives an upper bound (low is -200).
    confidence_level : float, default 0.95
        Strictly between 0 and 1.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or count as not given.

    Returns
    -------
    Comparison
        A `Comparison` with the `Transitions` beside it. ``statistic`` of the methods with an exact
        law is, for orientation, that of "score-null" (permutation) and of "wald" (bootstrap).

    Raises
    ------
    EmptySampleError
        If nobody answered twice.
    OptionError
        If the columns differ in length or in the order of their index, an option is not allowed,
        or `scale` or `invalid` stand beside a `Transitions`.
    RatingError
        If an answer is off the scale and `invalid` is "raise".

    See Also
    --------
    compare_overlapping : Two waves that share some of their people.
    Transitions : Who moved where; tests of all three shares.
    compare : Two independent samples.

    Notes
    -----
    Somebody who moved from passive to promoter changed by D = 1, from detractor to promoter by
    D = 2. The difference of scores is the mean d of D over n people. "score" holds d against the
    variance of the shares :math:`p_j` of D that are most likely under a mean :math:`\theta` [1]_,

    .. math:: z(\theta) = \frac{d - \theta}{\sqrt{\sum_j p_j (s_j - \theta)^2 / n}},
              \qquad s_j \in \{-2, ..., 2\},

    "score-null" against :math:`\sum_j \hat p_j (s_j - \theta)^2 / n` with the observed shares [2]_,
    whose interval is :math:`d \mp z \sqrt{V / (n - z^2)}` (all differences if :math:`n \le z^2`),
    "wald" against V/n. Each interval holds all :math:`\theta` that its test does not reject.

    References
    ----------
    .. [1] Tango T (1998). Equivalence test and confidence interval for the difference in
       proportions for the paired-sample design. Statistics in Medicine 17(8), 891-908.
       doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B (three scores)
    .. [2] Fleiss JL, Levin B, Paik MC (2003). Statistical Methods for Rates and Proportions, 3rd
       ed., sec. 13.4. doi:10.1002/0471445428

    Examples
    --------
    >>> import nps
    >>> spring = [6, 8, 9, 7, 10, 3, 8, 8, 5, 9]
    >>> autumn = [8, 9, 9, 9, 10, 7, 8, 9, 5, 8]
    >>> change = nps.compare_paired(autumn, spring)
    >>> print(f"{change.difference:+.1f} points, p = {change.p_value:.3f}")
    +40.0 points, p = 0.157
    >>> change.transitions.won
    0.42857142857142855

    Ten people are too few to tell, although 43% of those who were no promoters became one.
    """
    check_option("method", method, METHODS)
    theta = check_points("null", null, 200.0) / 100.0
    check_alternative(alternative)
    level = check_confidence_level(confidence_level)
    chosen = METHODS[method]
    if chosen.limits is None and theta:
        raise OptionError(
            f'method="{method}" tests whether the two answers are exchangeable, so null must be 0,'
            f' got {shown(null)}. method="score" takes any null.'
        )
    called = check_pair(names)
    moves = _transitions(sample, reference, scale, invalid)
    if not moves.n:
        raise EmptySampleError(
            f"nobody answered twice, so there is nothing to compare ({moves})."
            " Use compare for independent samples."
        )
    counts = paired.difference_counts(moves.table)
    difference = moves.sample.score - moves.reference.score
    statistic = float(chosen.statistic(counts, theta))
    freedom = None if chosen.freedom is None else float(chosen.freedom(counts))
    if chosen.tails is None:
        p_value = float(p_values(statistic, alternative, freedom))
    else:
        less, greater = chosen.tails(counts, theta)
        both = min(1.0, 2.0 * min(less, greater))
        p_value = {"less": less, "greater": greater, "two-sided": both}[alternative]
    if chosen.limits is None:
        limits = ConfidenceInterval(math.nan, math.nan)
    else:
        low, high = chosen.limits(counts, tail(alternative, 1.0 - level))
        limits = interval(100.0 * low, 100.0 * high, alternative, (-200.0, 200.0), difference)
    found = Comparison(
        difference=difference,
        standard_error=100.0 * float(chosen.standard_error(counts)),
        confidence_interval=limits,
        confidence_level=level,
        statistic=statistic,
        p_value=p_value,
        null=100.0 * theta,
        alternative=alternative,
        method=method,
        degrees_of_freedom=freedom,
        sample=moves.sample,
        reference=moves.reference,
        people="same",
        transitions=moves,
        notes=tuple(_notes(moves, method, counts)),
    )
    return named(found, called)


def _transitions(sample: object, reference: object, scale: Scale, invalid: Invalid) -> Transitions:
    if isinstance(sample, Transitions) and reference is None:
        refuse_beside_transitions(scale=scale != STANDARD, invalid=invalid != "raise")
        return sample
    if reference is None or isinstance(sample, Transitions):
        raise InputTypeError(
            "compare_paired takes two columns of ratings in the same order, or one nps.Transitions"
            " that holds both waves."
        )
    return Transitions.from_ratings(sample, reference, scale=scale, invalid=invalid)


def _chosen_by_their_class(before: Counts) -> Note | None:
    """Say, of people who were all in one class, that they change without any cause."""
    classes = {
        "promoter": (before.promoters, Note("promoters")),
        "passive": (before.passives, Note("passives")),
        "detractor": (before.detractors, Note("detractors")),
    }
    for one, (k, them) in classes.items():
        if 1 < k == before.n:
            return Note(
                "All {k} were {them} in the reference. If they were chosen for that, they drift"
                " back by themselves (regression to the mean), whatever was done: compare"
                ' nps.Transitions.after("{one}") with that of people who were left alone.',
                k=k,
                them=them,
                one=one,
            )
    return None


def _notes(moves: Transitions, method: str, counts: FloatArray) -> list[Note]:
    notes = []
    left_out = {
        Note("{k} answered in the sample only", k=moves.sample_only.n): moves.sample_only.n,
        Note("{k} in the reference only", k=moves.reference_only.n): moves.reference_only.n,
        Note("{k} in neither", k=moves.unanswered): moves.unanswered,
    }
    total, parts = sum(left_out.values()), tuple(part for part, k in left_out.items() if k)
    if total:
        notes.append(
            Note("{total:person is|people are} left out: {parts}.", total=total, parts=parts)
        )
    if moves.n < TINY:
        notes.append(tiny_side("sample", moves.n))
    alike = counts.max() == moves.n
    if method == "t" and (alike or moves.n < 2):
        notes.append(Note('method="t" is undefined for these people; method="score" is not.'))
    elif method in ("wald", "score-null", "bootstrap") and alike:
        notes.append(
            Note(
                "Everybody changed alike, so this method sees no uncertainty at all;"
                ' method="score" does.'
            )
        )
    elif METHODS[method].limits is None:
        notes.append(Note('A permutation test has no interval; method="score" has one.'))
    chosen = _chosen_by_their_class(moves.reference)
    if chosen is not None:
        notes.append(chosen)
    return notes
