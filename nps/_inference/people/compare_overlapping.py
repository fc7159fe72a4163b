"""Compare two waves that share some of their people."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._base.checks import (
    TINY,
    check_alternative,
    check_confidence_level,
    check_option,
    check_points,
)
from nps._base.errors import InputTypeError
from nps._base.words.notes import Note
from nps._inference.differences.comparisons import Comparison
from nps._inference.differences.sides import check_pair, named, tiny_side
from nps._inference.evidence import interval, p_values, tail
from nps._kernels.numerics.moments import normal_quantile, ratio, upper_quantile
from nps._kernels.same_people import overlap
from nps._kernels.same_people.strata_score import strata_inference
from nps._samples.people.transitions import Transitions
from nps._samples.ratings import STANDARD
from nps._samples.tallying.codes import refuse_beside_transitions

if TYPE_CHECKING:
    from nps._base.typing import Alternative, Invalid
    from nps._kernels.same_people.overlap import Difference, Overlap
    from nps._samples.counts import Counts
    from nps._samples.ratings import Scale

OverlapMethodName: TypeAlias = Literal["wald", "score", "gls", "t", "pooled"]

#: How each method estimates the difference and its standard error; "score" tests it otherwise.
METHODS: Mapping[str, Callable[[Overlap], Difference]] = {
    "wald": overlap.wald,
    "score": overlap.wald,
    "gls": overlap.gls,
    "t": overlap.t,
    "pooled": overlap.pooled,
}
#: With fewer people in both waves a note says that their correlation is hardly known.
FEW_MATCHED = 30
#: What rounding may leave of a standard error of 0.
NO_ERROR = 1e-12


def compare_overlapping(
    sample: object,
    reference: object = None,
    *,
    names: tuple[str, str] | None = None,
    sample_ids: object = None,
    reference_ids: object = None,
    method: OverlapMethodName = "wald",
    null: float = 0.0,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    keep: Literal["error", "latest"] = "error",
    sample_times: object = None,
    reference_times: object = None,
    missing_ids: Literal["raise", "unmatched"] = "raise",
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> Comparison:
    r"""Compare the scores of two waves of which some people answered both.

    A panel that is partly renewed gives neither two independent samples nor the same people twice.
    All answers are used here, with the covariance that the common people bring in.

    Parameters
    ----------
    sample, reference : 1-D collections of ratings, or one Transitions
        The later and the earlier wave, in any order of people; the difference is
        ``sample - reference``. A `Transitions` takes the place of both, ids included, and may be
        the sum of many.
    names : tuple of two str, optional
        What sentences, tables and pictures call the two, such as ``("2025", "2024")``: the sample
        first.
    sample_ids, reference_ids : 1-D collections
        Who gave each answer: anything hashable, of the same kind in both waves.
    method : {"wald", "score", "gls", "t", "pooled"}, default "wald"
        "wald": difference of the two scores, z test with separate variances.
        "score": the same difference against the variance of the shares that are most likely under
        each null difference. For small waves, and those in which nearly all agree: never of zero
        width, never beyond -200..200 points, its level held or nearly.
        "gls": weighs those who answered twice against those who answered once, for the smallest
        variance. Its difference is not that of the two scores; narrower where people answer much
        alike (a correlation above 0.5), no better below.
        "t": as "wald" with divisors n - 1 and Student's t, for small waves [2]_.
        "pooled": one variance for both waves, to reproduce the z8 test of [1]_.
    null : float, default 0.0
        Difference under the null hypothesis, in points.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        As in `compare`.
    confidence_level : float, default 0.95
        Strictly between 0 and 1.
    keep : {"error", "latest"}, default "error"
        What to do with an id that occurs more than once in a wave. "latest" takes the latest valid
        answer, by `sample_times` and `reference_times`.
    sample_times, reference_times : 1-D collections, optional
        When each answer was given: dates, times or numbers. Only for ``keep="latest"``.
    missing_ids : {"raise", "unmatched"}, default "raise"
        Answers without an id are an error, or of people who are in that wave only.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or count as not given.

    Returns
    -------
    Comparison
        A `Comparison` with the numbers of people matched, new and lost. Who gave no valid answer
        in a wave counts as not in that wave.

    Raises
    ------
    EmptySampleError
        If a wave has no valid answer.
    OptionError
        If ids repeat (they are named) or are missing, an option is not allowed, or options for
        reading ratings stand beside a `Transitions`.
    InputTypeError
        If ids are not given, or are text in one wave and not in the other.

    See Also
    --------
    compare_paired : The same people in both waves.
    compare : Nobody in both waves.
    Transitions.from_ids : The numbers behind it.

    Notes
    -----
    With m people in both waves, V the variances of an answer scored +1, 0, -1 and C the covariance
    of the two answers of one person, the difference of the scores of all answers has the variance

    .. math:: \frac{V_1}{n_1} + \frac{V_2}{n_2} - \frac{2 m C}{n_1 n_2}.

    Nobody in common gives ``compare(method="wald")``, everybody ``compare_paired(method="wald")``
    (and "score" the methods "score" of both, "t" the methods "welch" and "t"). "score" takes those
    in both waves, those in the sample alone and those in the reference alone as three samples, and
    estimates their shares together under each null difference, by maximum likelihood; its
    ``standard_error`` is that of "wald", for orientation. "gls" chooses the weights a and b of the
    pairs in
    :math:`a \bar s_{both} + (1 - a) \bar s_{once} - b \bar r_{both} - (1 - b) \bar r_{once}`
    that minimise the variance of the difference [3]_, with the correlation r shrunk to
    r m/(m + 10), because that of a few pairs would mislead the weights.

    References
    ----------
    .. [1] Derrick B, Dobson-McKittrick A, Toher D, White P (2015). Test statistics for comparing
       two proportions with partially overlapping samples. Journal of Applied Quantitative Methods
       10(3), 1-14.
    .. [2] Derrick B, Russ B, Toher D, White P (2017). Test statistics for the comparison of means
       for two samples that include both paired and independent observations. Journal of Modern
       Applied Statistical Methods 16(1), 137-157. doi:10.22237/jmasm/1493597280
    .. [3] Patterson HD (1950). Sampling on successive occasions with partial replacement of units.
       Journal of the Royal Statistical Society B 12(2), 241-255.

    Examples
    --------
    >>> import nps
    >>> change = nps.compare_overlapping(
    ...     [9, 10, 8, 10, 6, 9],
    ...     [7, 9, 8, 3, 5],
    ...     sample_ids=["ann", "bob", "cy", "dan", "eve", "fay"],
    ...     reference_ids=["bob", "cy", "dan", "gus", "hal"],
    ... )
    >>> print(f"{change.difference:+.1f} points, p = {change.p_value:.2f}")
    +70.0 points, p = 0.16
    >>> change.matched, change.new, change.lost
    (3, 3, 2)
    """
    called = check_pair(names)
    check_option("method", method, METHODS)
    theta = check_points("null", null, 200.0) / 100.0
    check_alternative(alternative)
    level = check_confidence_level(confidence_level)
    if isinstance(sample, Transitions) and reference is None:
        refuse_beside_transitions(
            sample_ids=sample_ids is not None,
            reference_ids=reference_ids is not None,
            keep=keep != "error",
            sample_times=sample_times is not None,
            reference_times=reference_times is not None,
            missing_ids=missing_ids != "raise",
            scale=scale != STANDARD,
            invalid=invalid != "raise",
        )
        moves = sample
    elif sample_ids is None or reference_ids is None:
        raise InputTypeError(
            "compare_overlapping needs to know who gave each answer: pass sample_ids and"
            " reference_ids, or one nps.Transitions. Use compare for independent samples."
        )
    else:
        moves = Transitions.from_ids(
            sample,
            reference,
            sample_ids=sample_ids,
            reference_ids=reference_ids,
            keep=keep,
            sample_times=sample_times,
            reference_times=reference_times,
            missing_ids=missing_ids,
            scale=scale,
            invalid=invalid,
        )
    mine, theirs = moves.sample + moves.sample_only, moves.reference + moves.reference_only
    for wave in (mine, theirs):
        wave._size("difference")
    groups = moves.table, _cells(moves.sample_only), _cells(moves.reference_only)
    found = METHODS[method](overlap.overlap(*groups))
    value, error = float(found.value), float(found.error)
    freedom = None if found.freedom is None else float(found.freedom)
    out = tail(alternative, 1.0 - level)
    if method == "score":
        counts, scores, factor = overlap.strata(*groups)
        solved = strata_inference(counts, scores, np.array([theta]), normal_quantile(out), factor)
        low, high, statistic = (float(x[0]) for x in solved)
    else:
        half = float(upper_quantile(out, freedom)) * error
        low, high, statistic = value - half, value + half, float(ratio(value - theta, error))
    low, high = (min(max(end, -2.0), 2.0) for end in (low, high))
    result = Comparison(
        difference=100.0 * value if method == "gls" else mine.score - theirs.score,
        standard_error=100.0 * error,
        confidence_interval=interval(100.0 * low, 100.0 * high, alternative, (-200.0, 200.0)),
        confidence_level=level,
        statistic=statistic,
        p_value=float(p_values(statistic, alternative, freedom)),
        null=100.0 * theta,
        alternative=alternative,
        method=method,
        degrees_of_freedom=freedom,
        sample=mine,
        reference=theirs,
        people="some",
        transitions=moves,
        notes=tuple(_notes(mine, theirs, moves.n, method, error)),
    )
    return named(result, called)


def _cells(counts: Counts) -> tuple[int, int, int]:
    return counts.promoters, counts.passives, counts.detractors


def _notes(
    sample: Counts, reference: Counts, matched: int, method: str, error: float
) -> list[Note]:
    notes = [
        tiny_side(name, counts.n)
        for name, counts in (("sample", sample), ("reference", reference))
        if counts.n < TINY
    ]
    if not matched:
        notes.append(Note("Nobody answered in both waves: these are independent samples."))
    elif method == "gls" and matched < FEW_MATCHED:
        notes.append(
            Note(
                "Only {matched:person|people} answered in both waves, too few to gain by weights.",
                matched=matched,
            )
        )
    if math.isnan(error):
        notes.append(
            Note(
                'method="{method}" is undefined for these answers; method="score" is not.',
                method=method,
            )
        )
    elif error < NO_ERROR and method != "score":
        notes.append(
            Note(
                "Nothing varies in these answers, so this method sees no uncertainty at all;"
                ' method="score" does.'
            )
        )
    return notes
