"""Why the score changed: other customers, or customers who think otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._base.checks import TINY, check_confidence_level, check_option
from nps._base.errors import EmptySampleError, InputTypeError, OptionError
from nps._base.results import ConfidenceInterval, Intervals
from nps._base.text import label_text, shown
from nps._base.words.notes import Note
from nps._inference.differences.sides import check_pair, named
from nps._inference.mix.decompositions import Decomposition
from nps._inference.mix.parts import ChangePart, ChangeParts
from nps._inference.mix.segments import DOWN, NET, UP, Segments
from nps._kernels.numerics.moments import upper_quantile
from nps._surveys.kinds import is_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels.series.decomposition import Part
    from nps._surveys.kinds import AnyCohorts

DecompositionMethodName: TypeAlias = Literal["two-way", "three-way"]
METHODS = ("two-way", "three-way")
#: Segments that a note names.
SHOWN = 5


def decompose(
    current: AnyCohorts,
    previous: AnyCohorts,
    *,
    names: tuple[str, str] | None = None,
    method: DecompositionMethodName = "two-way",
    confidence_level: float = 0.95,
) -> Decomposition:
    r"""Split the change of the overall score into mix and rate.

    The score of all customers moves when segments grow or shrink (mix) and when the scores within
    segments move (rate). A score may fall although every segment likes you better.

    Parameters
    ----------
    current, previous : Cohorts or SurveyCohorts
        The segments of each wave, by label; the change is ``current - previous``. Weighted segments
        are the groups of one survey, from `survey_by`; their shares are shares of the weight.
    names : tuple of two str, optional
        What sentences, tables and pictures call the two, such as ``("2025", "2024")``: the current
        wave first.
    method : {"two-way", "three-way"}, default "two-way"
        "two-way": Kitagawa's, each difference weighted by the average of both waves.
        "three-way": mix at the scores of the previous wave, rate at its shares, and their
        interaction apart.
    confidence_level : float, default 0.95
        Of each interval on its own, strictly between 0 and 1.

    Returns
    -------
    Decomposition
        Mix, rate and total with intervals, the same for promoters and detractors, and what each
        segment adds. The parts sum to the total but for rounding in the last digit. Of weighted
        waves `sample` and `reference` say what they are worth.

    Raises
    ------
    EmptySampleError
        If a wave has no valid answer at all.
    OptionError
        If the waves have no segment in common.

    See Also
    --------
    decompose_series : Over many waves.
    standardize : The score at a fixed mix.

    Notes
    -----
    With shares w and scores r of the segments,

    .. math:: R_2 - R_1 = \sum_k (w_{2k} - w_{1k})\frac{r_{1k} + r_{2k}}{2}
              + \sum_k \frac{w_{1k} + w_{2k}}{2}(r_{2k} - r_{1k})

    is mix plus rate [1]_. The mix contribution of a segment is taken relative to the overall score,
    so that a growing segment helps only if it is better than the average. Promoter and detractor
    parts are the same formula for the shares of promoters and of detractors in each segment.

    Intervals are by the delta method: shares multinomial, scores independent of them,

    .. math:: \mathrm{var}(\mathrm{rate}) &= \sum \bar w_k^2 (v_{1k} + v_{2k})
              + \tfrac14 \Delta r'(C_1 + C_2)\Delta r \\
              \mathrm{var}(\mathrm{mix}) &= \tfrac14 \sum \Delta w_k^2 (v_{1k} + v_{2k})
              + \bar r'(C_1 + C_2)\bar r

    with v the squared standard errors of the scores and
    :math:`C_t = (\mathrm{diag}(w_t) - w_t w_t')/n_t`. Waves of counts are taken as independent
    samples. A segment of which all answers agree gets the variance of its counts plus 3/4, 3/2,
    3/4.

    Intervals of weighted segments follow from the covariance matrix of the shares that promoters,
    passives and detractors of each segment have of the whole, under the design [2]_, with Student's
    t and the degrees of freedom of the clusters: of the wave with fewer, if the waves are separate
    surveys. Waves that asked the same clusters (segments and waves as two keys of one `survey_by`)
    keep the covariance that this brings. So where people answered in both waves, with weights or
    without, make each person a cluster and take `decompose_series`:
    ``survey_by(ratings, {"wave": waves, "segment": segments}, clusters=ids)``. If all did, and stay
    in their segments, the total has the standard error of ``compare_paired(method="t")``.

    A segment with answers in one wave only takes its score in the other from there: all it does is
    mix, none of it rate. ``status`` says "new" or "gone".

    References
    ----------
    .. [1] Kitagawa EM (1955). Components of a difference between two rates. Journal of the American
       Statistical Association 50(272), 1168-1194. doi:10.1080/01621459.1955.10501299
    .. [2] Binder DA (1983). On the variances of asymptotically normal estimators from complex
       surveys. International Statistical Review 51(3), 279-292. doi:10.2307/1402588

    Examples
    --------
    >>> import nps
    >>> last_year = nps.Cohorts.from_counts(["shop", "web"], [410, 90], [240, 60], [150, 50])
    >>> this_year = nps.Cohorts.from_counts(["shop", "web"], [210, 260], [120, 180], [70, 160])
    >>> print(nps.decompose(this_year, last_year))
    NPS -6.0 [-12.9, +0.9] = mix -6.2 [-9.4, -2.9], rate +0.2 [-7.4, +7.7]  95% CI
    shop: -1.2 = mix -2.7 [-4.0, -1.4], rate +1.5 [-4.0, +7.0]  share 80.0% -> 40.0%, ...
    web: -4.8 = mix -3.5 [-5.6, -1.3], rate -1.3 [-6.5, +3.9]  share 20.0% -> 60.0%, ...

    The score fell because the less happy web customers are more now, not because anybody is less
    happy.
    """
    called = check_pair(names)
    check_option("method", method, METHODS)
    level = check_confidence_level(confidence_level)
    kinds = set()
    for name, wave in (("current", current), ("previous", previous)):
        if not is_many(wave):
            raise InputTypeError(
                f"{name} must be nps.Cohorts or nps.SurveyCohorts of segments, got {shown(wave)}."
            )
        if not wave.n.any():
            raise EmptySampleError(f"{name} has no valid answer: there is no score to decompose.")
        kinds.add(wave._survey is None)
    if len(kinds) > 1:
        raise InputTypeError(
            "current and previous must both be nps.Cohorts or both nps.SurveyCohorts, got one of"
            " each."
        )
    if not any(label in current for label in previous):
        raise OptionError(
            f"the two waves have no segment in common: {shown(list(current)[:5])} and"
            f" {shown(list(previous)[:5])}. Are the labels spelled the same?"
        )
    segments = Segments.read(previous, current)
    return named(_decomposed(segments, method, level), called)


def _decomposed(segments: Segments, method: str, level: float) -> Decomposition:
    tail, freedom = (1.0 - level) / 2.0, segments.freedom
    z = float(upper_quantile(tail, freedom))
    separate = method == "three-way"
    first, second = segments.first, segments.second
    net, up, down = (segments.parts(x, interaction=separate) for x in (NET, UP, DOWN))
    reference, sample = segments.survey or (None, None)
    was, now = first.n > 0, second.n > 0
    status = np.select([was & now, now, was], ["both", "new", "gone"], "empty").tolist()
    return Decomposition(
        _labels=segments.labels,
        total=_change(second.total - first.total, segments.total_variance(), z),
        mix=_summed(net["mix"], z),
        rate=_summed(net["rate"], z),
        interaction=_summed(net["interaction"], z) if separate else None,
        promoters={name: _summed(part, z) for name, part in up.items()},
        detractors={name: _summed(part, z) for name, part in down.items()},
        segments={name: _by_segment(part, z) for name, part in net.items()},
        share=second.share,
        previous_share=first.share,
        score=second.score,
        previous_score=first.score,
        n=second.n,
        previous_n=first.n,
        status=tuple(status),
        confidence_level=level,
        method=method,
        sample=sample,
        reference=reference,
        degrees_of_freedom=freedom,
        notes=tuple(_notes(segments, status)),
    )


def _change(change: float, variance: float, z: float) -> ChangePart:
    error = float(np.sqrt(variance))
    return ChangePart(
        change=100.0 * change,
        standard_error=100.0 * error,
        confidence_interval=ConfidenceInterval(
            100.0 * (change - z * error), 100.0 * (change + z * error)
        ),
    )


def _summed(part: Part, z: float) -> ChangePart:
    return _change(part.total, part.total_variance, z)


def _by_segment(part: Part, z: float) -> ChangeParts:
    change, error = 100.0 * part.contribution, 100.0 * np.sqrt(part.contribution_variance)
    return ChangeParts(
        change=change,
        standard_error=error,
        confidence_interval=Intervals(change - z * error, change + z * error),
    )


def _notes(segments: Segments, status: Sequence[str]) -> list[Note]:
    """Say what the numbers alone would hide."""
    notes: list[Note] = []
    first, second = segments.first, segments.second
    if segments.freedom is not None:
        notes.append(
            Note(
                "Weighted answers; intervals by Student's t with {freedom} degrees of freedom.",
                freedom=f"{segments.freedom:g}",
            )
        )
    for kind, other in (("new", "current"), ("gone", "previous")):
        names = [label_text(x) for x, s in zip(segments.labels, status, strict=True) if s == kind]
        if names:
            listed = {
                "status": Note(kind.capitalize()),
                "names": tuple(names[:SHOWN]),
                "wave": Note(other),
            }
            notes.append(
                Note(
                    "{status}: {names} and {more} more. With no score in the other wave, that of"
                    " the {wave} one stands in, and all their effect is mix.",
                    **listed,
                    more=len(names) - SHOWN,
                )
                if len(names) > SHOWN
                else Note(
                    "{status}: {names}. With no score in the other wave, that of the {wave} one"
                    " stands in, and all their effect is mix.",
                    **listed,
                )
            )
    tiny = int((((first.n > 0) & (first.n < TINY)) | ((second.n > 0) & (second.n < TINY))).sum())
    if tiny:
        notes.append(
            Note(
                "Of {size:segment}, {tiny:has|have} fewer than {few} answers in a wave, where"
                " the delta method is rough.",
                tiny=tiny,
                size=len(status),
                few=TINY,
            )
        )
    return notes
