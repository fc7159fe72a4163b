"""What changed from wave to wave, as one family of tests."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal, cast

import numpy as np

from nps._base.checks import (
    check_alternative,
    check_confidence_level,
    check_option,
)
from nps._base.labels.times import check_order, read_times
from nps._base.results import Intervals
from nps._inference.differences.compare import compare
from nps._inference.families.adjust_p_values import adjust_p_values
from nps._inference.families.compare_many import ALMOST_ONE
from nps._inference.families.family import Family
from nps._inference.people.compare_overlapping import compare_overlapping
from nps._inference.scores.estimate import estimate
from nps._inference.scores.methods import SURVEYS
from nps._inference.waves.change_results import Changes
from nps._inference.waves.panel import Panel, as_waves
from nps._inference.waves.references import notes_on_waves, references_of, within_segments
from nps._inference.waves.response_rates import rate_notes, response_rates
from nps._inference.waves.series import read_series
from nps._kernels.many_scores.multiplicity import ADJUSTMENTS
from nps._kernels.many_scores.simultaneous import bonferroni_tail, critical_value, family_p_values
from nps._samples.people.matching import MISSING_IDS_OPTIONS
from nps._samples.ratings import STANDARD

if TYPE_CHECKING:
    from nps._base.typing import Alternative, Invalid
    from nps._inference.differences.comparisons import Comparison, Comparisons
    from nps._inference.differences.methods import DifferenceMethodName
    from nps._inference.families.compare_many import AdjustName
    from nps._inference.people.compare_overlapping import OverlapMethodName
    from nps._inference.waves.series import Series
    from nps._kernels import FloatArray, IntArray
    from nps._kernels.many_scores.simultaneous import Tail
    from nps._samples.ratings import Scale
    from nps._surveys.kinds import AnyCohorts, ManySamples

METHODS = ("score", "wald", "welch")
PANEL_METHODS = ("wald", "score", "gls", "t", "pooled")


def changes(
    waves: AnyCohorts | Mapping[object, object],
    *,
    against: object = "previous",
    time: str | None = None,
    times: object = None,
    ids: Mapping[object, object] | None = None,
    invited: object = None,
    missing_ids: Literal["raise", "unmatched"] = "raise",
    adjust: AdjustName = "holm",
    method: str | None = None,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> Changes:
    r"""Report the score of each wave and its change, with tests that know how many they are.

    Of eleven month-on-month tests of a score that never moves, one or more is significant at 5%
    in four years out of ten. The adjusted p-values are those to act on.

    Parameters
    ----------
    waves : Cohorts, SurveyCohorts, or mapping from label to ratings
        The waves in order of time. Of cohorts with several keys one is the time and the others are
        segments, each a series of its own: no wave is held against one of another segment.
        Weighted ones come from `survey_by` if they asked the same
        clusters, and as a mapping from label to `SurveySample` if not. With `ids` a mapping from
        wave to its ratings.
    against : {"previous", "base", "same-period-last-year"} or a label, default "previous"
        What each wave is held against: the wave before it that has answers, the first that has,
        the wave of the same month, quarter or week one year earlier, or the wave with this label.
    time : str, optional
        Name of the key that is the time, where `waves` have several. By default the only one whose
        labels are dates, periods or years, or else the only one that has an order.
    times : 1-D collection or mapping from label to time, optional
        When each wave was taken, as in `trend`; by default the labels, if they are times. Needed
        for "same-period-last-year", and checked to ascend.
    ids : mapping from label to ids, optional
        Who gave each answer of each wave. People in both waves of a comparison are then matched
        and their correlation enters its standard error. Not for weighted waves: there the people
        are the clusters of `survey_by`.
    invited : int, sequence or mapping from label to int, optional
        People who were asked in each wave, the silent among them. By default those who answered
        and those who are counted missing or off the scale, where any are. A note then says where
        response rates differ by more than 5 points, and by how much the silent must differ from
        the others for that alone to make the change. Not for weighted waves.
    missing_ids : {"raise", "unmatched"}, default "raise"
        Answers without an id are an error, or of people who are in that wave only.
    adjust : str, default "holm"
        For the number of changes: "holm", "hochberg", "hommel", "bonferroni", "benjamini-hochberg",
        "benjamini-yekutieli" or "none", as in `adjust_p_values`; or "max-z", as in `compare_many`,
        which agrees with the intervals.
    method : str, optional
        How two waves are compared: "score" (default), "wald" or "welch", as in `compare`, weighted
        ones by "score", "wald-t" or "wald"; with `ids` "wald" (default), "score", "gls", "t" or
        "pooled", as in `compare_overlapping`.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        "greater" asks which waves are above their reference.
    confidence_level : float, default 0.95
        Of all changes together; of each on its own where `adjust` is "none". Always of each score
        on its own.
    scale : Scale, default STANDARD
        Which ratings belong to which class, where `waves` are ratings.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or count as not given.

    Returns
    -------
    Changes
        One row for each wave; the change is NaN where there is nothing to compare with. With
        segments, all keys are labels, all changes are one family, and ``found[segment]`` is what
        this function gives for that segment alone.

    Raises
    ------
    OptionError
        If waves are not in order of time, no key or more than one can be the time, a label is
        unknown, ids repeat within a wave or are
        missing, or an option is not allowed.

    See Also
    --------
    trend : A line through all waves.
    decompose_series : Why the score changed.
    compare_many : Families of comparisons without a time.

    Notes
    -----
    Each change is ``wave - reference``, with interval and p-value of `compare` or, with ids,
    `compare_overlapping`. The family that `adjust` sees is all changes of the series. Neighbouring
    changes share a wave and so go against each other: their tests are dependent, which Holm,
    Bonferroni, "max-z" and Benjamini-Yekutieli allow for.

    The intervals of the changes hold all at once, as in `compare_many`: they are widened to the
    quantile of the largest of the statistics (Dunnett's for one reference and different people,
    else Sidak's bound, or Bonferroni's if one-sided). With ``adjust="max-z"`` an adjusted p-value
    is below ``1 - confidence_level`` exactly when its interval leaves 0 out; Holm's method finds
    a little more than such intervals show.

    Examples
    --------
    >>> import nps
    >>> waves = nps.Cohorts.from_counts(
    ...     [2022, 2023, 2024, 2025],
    ...     [460, 480, 540, 530],
    ...     [310, 300, 280, 290],
    ...     [230, 220, 180, 180],
    ... )
    >>> print(nps.changes(waves))
    Changes of NPS over 4 waves with 95% CI, p adjusted by holm (score method)
    2022: NPS 23.0
    2023: NPS 26.0, change +3.0 [-5.5, +11.5] from 2022, p = 0.400, adjusted 0.800
    2024: NPS 36.0, change +10.0 [+1.6, +18.3] from 2023, p = 0.004, adjusted 0.013
    2025: NPS 35.0, change -1.0 [-9.2, +7.2] from 2024, p = 0.771, adjusted 0.800
    """
    check_option("adjust", adjust, (*ADJUSTMENTS, "max-z"))
    check_option("missing_ids", missing_ids, MISSING_IDS_OPTIONS)
    panel = None
    if ids is not None:
        panel = Panel.read(waves, ids, missing_ids=missing_ids, scale=scale, invalid=invalid)
    if method is None:
        method = "score" if panel is None else "wald"
    cohorts = as_waves(waves, scale, invalid)
    weighted = cohorts._survey is not None
    allowed: Collection[str] = SURVEYS if weighted else METHODS
    check_option("method", method, allowed if panel is None else PANEL_METHODS)
    check_alternative(alternative)
    level = check_confidence_level(confidence_level)
    rates = response_rates(cohorts, invited)
    series = read_series(cohorts, time, times=times)
    axis, order = None, np.arange(len(cohorts))
    if series is None:
        axis = read_times(times, cohorts, None)
        check_order(axis, cohorts)
        references = references_of(cohorts, axis, against)
    else:
        order = np.array(series.rows())
        rates = None if rates is None else rates[order]
        cohorts, references = cohorts._take(order), within_segments(series, against)
    rows = np.flatnonzero((references >= 0) & (cohorts.n > 0))
    sides = 2 if alternative == "two-sided" else 1
    tail = _joint_tail(cohorts, rows, references[rows], panel, sides)
    single = level
    if adjust != "none" and rows.size > 1:
        far = critical_value(tail, 1.0 - level, rows.size, sides)
        single = min(1.0 - float(bonferroni_tail(np.array([far]), 1.0, sides)[0]), ALMOST_ONE)
    found: Sequence[FloatArray]
    more: tuple[str, ...] = ()
    matched: tuple[int | None, ...] | None = None
    if panel is None:
        compared = _compared(cohorts, rows, references[rows], method, alternative, single)
        found, method, more = _columns_of(compared), compared.method, compared.notes
    else:
        pairs = [
            compare_overlapping(
                panel.transitions(int(order[row]), int(order[reference])),
                method=cast("OverlapMethodName", method),
                alternative=alternative,
                confidence_level=single,
            )
            for row, reference in zip(rows.tolist(), references[rows].tolist(), strict=True)
        ]
        found, matched = _in_columns(pairs), _matched(pairs, rows, len(cohorts))
    change, error, low, high, statistic, p_value = (
        _at_rows(column, rows, len(cohorts)) for column in found
    )
    if adjust != "max-z":
        adjusted = adjust_p_values(p_value, method=adjust)
    else:
        adjusted = family_p_values(tail, p_value, sides) if rows.size > 1 else p_value
    held = set(rows.tolist())
    return Changes(
        waves=cohorts,
        score_interval=estimate(cohorts, confidence_level=level).confidence_interval,
        references=tuple(
            cohorts.labels[j] if i in held else None for i, j in enumerate(references.tolist())
        ),
        change=change,
        standard_error=error,
        confidence_interval=Intervals(low, high),
        statistic=statistic,
        p_value=p_value,
        adjusted_p_value=adjusted,
        matched=matched,
        confidence_level=level,
        alternative=alternative,
        method=method,
        adjust=adjust,
        notes=(
            *notes_on_waves(cohorts, rows, against, series),
            *(more if weighted else ()),
            *rate_notes(cohorts, rates, rows, references[rows], change[rows]),
        ),
        _series=series,
        _again=None
        if series is None or panel is not None
        else partial(
            _of_segment,
            partial(
                changes, against=against, times=series.by_wave(times), adjust=adjust,
                method=method, alternative=alternative, confidence_level=level,
            ),
            None if invited is None else cohorts.n / cast("FloatArray", rates),
        ),
    )  # fmt: skip


def _of_segment(
    again: Callable[..., Changes], asked: FloatArray | None, series: Series[AnyCohorts], row: int
) -> Changes:
    """Return the changes of one segment, with those of it who were asked."""
    line = series.lines[row]
    start = sum(len(other.rows) for other in series.lines[:row])
    invited = None
    if asked is not None:
        invited = np.rint(asked[start : start + len(line.rows)]).astype(np.int64).tolist()
    return again(line.waves, invited=invited)


def _matched(pairs: Sequence[Comparison], rows: IntArray, size: int) -> tuple[int | None, ...]:
    """Return how many people answered twice, None where nothing is compared."""
    both: list[int | None] = [None] * size
    for row, pair in zip(rows.tolist(), pairs, strict=True):
        both[row] = pair.matched
    return tuple(both)


def _joint_tail(
    waves: ManySamples, rows: IntArray, references: IntArray, panel: Panel | None, sides: int
) -> Tail:
    """Return c -> P(max > c) over the changes if nothing changed, or an upper bound."""
    kind = "previous"
    if panel is None and rows.size and (references == references[0]).all():
        kind = "reference"
    position = int(references[0]) if rows.size else 0
    return Family(kind, position).joint_tail(waves, rows.size, sides)


def _compared(
    waves: ManySamples,
    rows: IntArray,
    references: IntArray,
    method: str,
    alternative: Alternative,
    level: float,
) -> Comparisons:
    labels = waves._labels.take(rows.tolist())
    return compare(
        waves._relabelled(rows, labels),
        waves._relabelled(references, labels),
        method=cast("DifferenceMethodName", method),
        alternative=alternative,
        confidence_level=level,
    )


def _columns_of(found: Comparisons) -> Sequence[FloatArray]:
    """Return difference, standard error, both ends, statistic and p-value of each row."""
    low, high = found.confidence_interval
    return found.difference, found.standard_error, low, high, found.statistic, found.p_value


def _in_columns(pairs: Sequence[Comparison]) -> Sequence[FloatArray]:
    table = [
        (
            pair.difference,
            pair.standard_error,
            *pair.confidence_interval,
            pair.statistic,
            pair.p_value,
        )
        for pair in pairs
    ]
    return list(np.array(table, dtype=np.float64).reshape(-1, 6).T)


def _at_rows(column: FloatArray, rows: IntArray, size: int) -> FloatArray:
    full = np.full(size, np.nan)
    full[rows] = column
    return full
