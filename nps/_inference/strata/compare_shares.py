"""Compare the shares of promoters, passives and detractors of two samples, as one family."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np

from nps._base.checks import check_alternative, check_confidence_level, check_option
from nps._base.errors import EmptySampleError, InputTypeError, OptionError
from nps._base.labels.labels import Labels
from nps._base.results import Intervals
from nps._base.text import CLASSES, shown
from nps._base.words.notes import Note
from nps._inference.differences.compare import compare
from nps._inference.differences.compare_benchmark import compare_benchmark
from nps._inference.differences.sides import CAVEATS, check_pair, named
from nps._inference.differences.weighted import share_differences
from nps._inference.evidence import one_sided, p_values, reaching, tail
from nps._inference.strata.share_changes import ShareChanges
from nps._kernels.many_scores.multiplicity import ADJUSTMENTS, adjusted
from nps._kernels.numerics.moments import around, upper_quantile
from nps._samples.cohorts import Cohorts
from nps._samples.counts import as_counts
from nps._samples.people.transitions import Transitions
from nps._surveys.cohorts import as_survey
from nps._surveys.kinds import is_weighted

if TYPE_CHECKING:
    from collections.abc import Collection

    from nps._base.typing import Alternative
    from nps._kernels import FloatArray
    from nps._kernels.many_scores.multiplicity import AdjustmentName

ShareDifferenceName: TypeAlias = Literal["score", "exact", "mid-p", "wald-t"]
#: How the shares of people asked twice are compared, as a single score against 0.
PAIRED = {"score": "score", "exact": "sign", "mid-p": "mid-p"}
METHODS = ("score", "exact", "mid-p", "wald-t")
SEPARATE = Note("Each interval holds by itself, not the three together.")


class _Found(NamedTuple):
    share: FloatArray
    reference_share: FloatArray
    error: FloatArray
    low: FloatArray
    high: FloatArray
    statistic: FloatArray
    p_value: FloatArray
    freedom: FloatArray | None = None
    notes: tuple[Note, ...] = ()


def compare_shares(
    sample: object,
    reference: object = None,
    *,
    names: tuple[str, str] | None = None,
    method: ShareDifferenceName = "score",
    adjust: AdjustmentName = "holm",
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
) -> ShareChanges:
    r"""Compare the shares of promoters, passives and detractors, as one family of three tests.

    Parameters
    ----------
    sample, reference : ratings, Counts or SurveySample; or one Transitions
        Two independent samples; if either has weights, the other is taken as one of constant
        weights. A `Transitions` takes the place of both: the same people, asked twice. The
        differences are ``sample - reference``, later minus earlier.
    names : tuple of two str, optional
        What sentences, tables and pictures call the two, such as ``("2025", "2024")``: the sample
        first.
    method : str, default "score"
        - "score": the score test and interval of Miettinen and Nurminen [1]_; for the same people
          McNemar's test with the interval of Tango [2]_. Weighted samples get "wald-t".
        - "exact": for the same people only, McNemar's exact test.
        - "mid-p": for the same people only, the same with ties counted half [3]_; no interval.
        - "wald-t": for weighted samples only, the difference under the design with Student's t.
    adjust : str, default "holm"
        How the three p-values are adjusted, as in `adjust_p_values`. Unless it is "none", the
        intervals hold together, by Bonferroni.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        "greater" asks whether the share rose.
    confidence_level : float, default 0.95
        Of the three intervals together, or of each if `adjust` is "none".

    Returns
    -------
    ShareChanges
        A row for each class, as fractions.

    Raises
    ------
    EmptySampleError
        If a sample has no valid answer.
    OptionError
        If an option is not allowed, or the method is not one for such samples.

    See Also
    --------
    what_moved : The score, the shares and the ratings side by side.
    estimate_shares : The shares of one sample.
    Transitions : Tests of all shares of the same people at once.

    Notes
    -----
    A share of one class is half a score of that class against all others, plus one half: with
    :math:`k` of :math:`n` answers in it, :math:`2 k/n - 1`. So "score" is `compare` of such scores,
    halved. Of the same people, b entered the class and c left it; the difference of the shares is
    :math:`(b - c)/n`, a score with b promoters and c detractors, tested against 0:
    :math:`z = (b - c)/\sqrt{b + c}` is McNemar's.

    References
    ----------
    .. [1] Miettinen O, Nurminen M (1985). Comparative analysis of two rates. Statistics in Medicine
       4(2), 213-226. doi:10.1002/sim.4780040211
    .. [2] Tango T (1998). Equivalence test and confidence interval for the difference in
       proportions for the paired-sample design. Statistics in Medicine 17(8), 891-908.
       doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B
    .. [3] Fagerland MW, Lydersen S, Laake P (2013). The McNemar test for binary matched-pairs data:
       mid-p and asymptotic are better than exact conditional. BMC Medical Research Methodology 13,
       91. doi:10.1186/1471-2288-13-91

    Examples
    --------
    >>> import nps
    >>> found = nps.compare_shares(nps.Counts(600, 250, 150), nps.Counts(500, 300, 200))
    >>> print(found["promoters"])
    50.0% to 60.0%, +10.0 [+4.7, +15.3] percentage points, adjusted p < 0.001

    The same people, asked twice:

    >>> moves = nps.Transitions([[30, 5, 2], [9, 20, 4], [3, 6, 21]])
    >>> print(nps.compare_shares(moves, method="exact")["detractors"])
    30.0% to 27.0%, -3.0 [-13.8, +7.6] percentage points, adjusted p = 1.000
    """
    called = check_pair(names)
    check_option("method", method, METHODS)
    check_option("adjust", adjust, ADJUSTMENTS)
    side = check_alternative(alternative)
    level = check_confidence_level(confidence_level)
    alone = level if adjust == "none" else 1.0 - (1.0 - level) / len(CLASSES)
    people = None
    if isinstance(sample, Transitions):
        if reference is not None:
            raise InputTypeError("a Transitions holds both answers: give no reference beside it.")
        people, used = "same", _of(method, PAIRED, "the same people asked twice")
        found = _paired(sample, used, side, alone)
    elif is_weighted(sample) or is_weighted(reference):
        chosen = "wald-t" if method == "score" else method
        used = _of(chosen, ("wald-t",), "weighted samples")
        found = _weighted(sample, reference, side, alone)
    else:
        used = _of(method, ("score",), "independent samples")
        found = _independent(sample, reference, side, alone)
    notes = [*found.notes, *([SEPARATE] if adjust == "none" else [])]
    if used == "mid-p":
        notes.append(CAVEATS["mid-p"])
    result = ShareChanges(
        _labels=Labels(CLASSES, ["class"]),
        share=found.share,
        reference_share=found.reference_share,
        difference=found.share - found.reference_share,
        standard_error=found.error,
        confidence_interval=Intervals(found.low, found.high),
        statistic=found.statistic,
        p_value=found.p_value,
        adjusted_p_value=None
        if adjust == "none"
        else adjusted(found.p_value, adjust, len(CLASSES)),
        degrees_of_freedom=found.freedom,
        confidence_level=level,
        alternative=side,
        method=used,
        adjust=adjust,
        people=people,
        notes=tuple(notes),
    )
    return named(result, called)


def _of(method: str, offered: Collection[str], kind: str) -> str:
    """Return the method if such samples have it."""
    if method not in offered:
        raise OptionError(
            f"method={method!r} is not offered for {kind}; they have"
            f" {', '.join(map(shown, offered))}."
        )
    return method


def _independent(
    sample: object, reference: object, alternative: Alternative, level: float
) -> _Found:
    mine, theirs = as_counts(sample), as_counts(reference, "reference")
    for side in (mine, theirs):
        side._size("shares")
    against_others = [
        Cohorts.from_counts(
            CLASSES,
            [getattr(side, name) for name in CLASSES],
            [0] * len(CLASSES),
            [side.n - getattr(side, name) for name in CLASSES],
        )
        for side in (mine, theirs)
    ]
    found = compare(*against_others, alternative=alternative, confidence_level=level)
    low, high = (end / 200.0 for end in found.confidence_interval)
    return _Found(
        np.array(mine.shares),
        np.array(theirs.shares),
        found.standard_error / 200.0,
        low,
        high,
        found.statistic,
        found.p_value,
    )


def _paired(moves: Transitions, method: str, alternative: Alternative, level: float) -> _Found:
    table = np.array(moves.table)
    stayed, n = np.diag(table), moves.n
    if not n:
        raise EmptySampleError("nobody answered twice: there are no shares to compare.")
    entered, left = table.sum(axis=0) - stayed, table.sum(axis=1) - stayed
    changed = Cohorts.from_counts(CLASSES, entered, n - entered - left, left)
    found = compare_benchmark(
        changed,
        0.0,
        method=PAIRED[method],  # type: ignore[call-overload]  # a name among its own
        alternative=alternative,
        confidence_level=level,
    )
    low, high = (end / 100.0 for end in found.confidence_interval)
    share, reference_share = (stayed + entered) / n, (stayed + left) / n
    low, high = reaching(low, high, share - reference_share)
    return _Found(
        share,
        reference_share,
        found.standard_error / 100.0,
        low,
        high,
        found.statistic,
        found.p_value,
    )


def _weighted(sample: object, reference: object, alternative: Alternative, level: float) -> _Found:
    mine, theirs = as_survey(sample), as_survey(reference, "reference")
    for side in (mine, theirs):
        side.counts._size("shares")
    found = share_differences(mine, theirs)
    difference = found.share - found.reference_share
    low, high = around(
        difference, upper_quantile(tail(alternative, 1.0 - level), found.freedom) * found.error, 1.0
    )
    low, high = one_sided(low, high, alternative, (-1.0, 1.0))
    p_value = p_values(found.statistic, alternative, found.freedom)
    return _Found(
        found.share,
        found.reference_share,
        found.error,
        low,
        high,
        found.statistic,
        p_value,
        found.freedom,
        found.notes,
    )
