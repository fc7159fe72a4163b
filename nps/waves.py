"""What changed from wave to wave, as one family of tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

import numpy as np

from nps._display import shown
from nps._times import period_of, read_times, year_before
from nps._validation import (
    check_alternative,
    check_confidence_level,
    check_option,
    did_you_mean,
)
from nps.cohorts import COLUMNS, Cohorts
from nps.comparison import compare
from nps.counts import Counts, count
from nps.errors import EmptySampleError, InputTypeError, OptionError
from nps.estimates import TINY
from nps.estimation import estimate
from nps.multiplicity import ADJUSTMENTS, adjust_p_values
from nps.overlapping import compare_overlapping
from nps.ratings import INVALID_OPTIONS, STANDARD, check_scale
from nps.results import Intervals
from nps.wave_changes import Changes

if TYPE_CHECKING:
    from nps._times import Times
    from nps._typing import Alternative, FloatArray, IntArray, Invalid
    from nps.comparison import DifferenceMethodName
    from nps.comparisons import Comparison
    from nps.multiplicity import AdjustmentName
    from nps.overlapping import OverlapMethodName
    from nps.ratings import Scale

AGAINST = ("previous", "base", "same-period-last-year")
METHODS = ("score", "wald", "welch")
PANEL_METHODS = ("wald", "gls", "t", "pooled")


def changes(
    waves: Cohorts | Mapping[object, object],
    *,
    against: object = "previous",
    times: object = None,
    ids: Mapping[object, object] | None = None,
    adjust: AdjustmentName = "holm",
    method: str | None = None,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> Changes:
    r"""Report the score of each wave and its change, with tests that know how many they are.

    Of eleven month-on-month tests of a score that never moves, one or more is significant at 5 %
    in four years out of ten. The adjusted p-values are those to act on.

    Parameters
    ----------
    waves : Cohorts, or mapping from label to ratings
        The waves in order of time. With `ids` a mapping from wave to its ratings.
    against : {"previous", "base", "same-period-last-year"} or a label, default "previous"
        What each wave is held against: the wave before it that has answers, the first that has,
        the wave of the same month, quarter or week one year earlier, or the wave with this label.
    times : 1-D collection or mapping from label to time, optional
        When each wave was taken, as in `trend`; by default the labels, if they are times. Needed
        for "same-period-last-year", and checked to ascend.
    ids : mapping from label to ids, optional
        Who gave each answer of each wave. People in both waves of a comparison are then matched
        and their correlation enters its standard error.
    adjust : str, default "holm"
        For the number of changes: "holm", "hochberg", "bonferroni", "benjamini-hochberg",
        "benjamini-yekutieli" or "none", as in `adjust_p_values`.
    method : str, optional
        How two waves are compared: "score" (default), "wald" or "welch", as in `compare`; with
        `ids` "wald" (default), "gls", "t" or "pooled", as in `compare_overlapping`.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        "greater" asks which waves are above their reference.
    confidence_level : float, default 0.95
        Of each interval on its own.
    scale : Scale, default STANDARD
        Which ratings belong to which class, where `waves` are ratings.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or count as not given.

    Returns
    -------
    Changes
        One row for each wave; the change is NaN where there is nothing to compare with.

    Raises
    ------
    OptionError
        If waves are not in order of time, a label is unknown, or an option is not allowed.

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
    Bonferroni and Benjamini-Yekutieli allow for. Intervals are not widened.

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
    Changes of NPS over 4 waves with 95 % CI, p adjusted by holm (score method)
    2022: NPS 23.0
    2023: NPS 26.0, change +3.0 [-4.0, +10.0] from 2022, p = 0.400, adjusted 0.800
    2024: NPS 36.0, change +10.0 [+3.1, +16.8] from 2023, p = 0.004, adjusted 0.013
    2025: NPS 35.0, change -1.0 [-7.7, +5.7] from 2024, p = 0.771, adjusted 0.800
    """
    check_option("adjust", adjust, ADJUSTMENTS)
    check_scale(scale)
    check_option("invalid", invalid, INVALID_OPTIONS)
    panel = ids is not None
    if method is None:
        method = "wald" if panel else "score"
    check_option("method", method, PANEL_METHODS if panel else METHODS)
    check_alternative(alternative)
    level = check_confidence_level(confidence_level)
    cohorts = _as_cohorts(waves, scale, invalid)
    references = _references(cohorts, against, times)
    rows = np.flatnonzero((references >= 0) & (cohorts.n > 0))
    found: Sequence[FloatArray]
    matched: tuple[int | None, ...] | None = None
    if ids is None:
        found = _independent(cohorts, rows, references[rows], method, alternative, level)
    else:
        answers = _answers_of(waves, ids)
        pairs = [
            compare_overlapping(
                *(answers[cohorts.labels[i]][0] for i in (row, reference)),
                sample_ids=answers[cohorts.labels[row]][1],
                reference_ids=answers[cohorts.labels[reference]][1],
                method=cast("OverlapMethodName", method),
                alternative=alternative,
                confidence_level=level,
                scale=scale,
                invalid=invalid,
            )
            for row, reference in zip(rows.tolist(), references[rows].tolist(), strict=True)
        ]
        found = _in_columns(pairs)
        both: list[int | None] = [None] * len(cohorts)
        for row, pair in zip(rows.tolist(), pairs, strict=True):
            both[row] = pair.matched
        matched = tuple(both)
    change, error, low, high, statistic, p_value = (
        _at_rows(column, rows, len(cohorts)) for column in found
    )
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
        adjusted_p_value=adjust_p_values(p_value, method=adjust),
        matched=matched,
        confidence_level=level,
        alternative=alternative,
        method=method,
        adjust=adjust,
        notes=tuple(_notes(cohorts, rows, against)),
    )


def _as_cohorts(waves: object, scale: Scale, invalid: Invalid) -> Cohorts:
    if isinstance(waves, Cohorts):
        return waves
    if not isinstance(waves, Mapping):
        raise InputTypeError(
            f"waves must be nps.Cohorts or a mapping from wave to ratings, got {shown(waves)}."
        )
    return Cohorts.from_dict(
        {
            label: sample
            if isinstance(sample, Counts)
            else count(sample, scale=scale, invalid=invalid)
            for label, sample in waves.items()
        }
    )


def _references(waves: Cohorts, against: object, times: object) -> IntArray:
    """Return the position of the wave that each is held against, -1 where there is none."""
    axis = read_times(times, waves, None)
    late = np.flatnonzero(np.diff(axis.position) < 0.0)
    if late.size:
        one, two = waves.labels[late[0]], waves.labels[late[0] + 1]
        raise OptionError(
            f"waves must be in order of time, but {two!r} stands after {one!r}. Sort them with"
            ' waves.sort_by("label").'
        )
    size = len(waves)
    answered = np.flatnonzero(waves.n > 0)
    nobody = np.full(size, -1, dtype=np.int64)
    if against == "previous":
        nobody[answered[1:]] = answered[:-1]
        return nobody
    if against == "same-period-last-year":
        return _year_ago(axis)
    if against == "base":
        position = int(answered[0]) if answered.size else -1
    elif against in waves:
        position = waves._labels.position(against)
        if not waves.n[position]:
            raise EmptySampleError(f"the wave {against!r} has no valid answer to compare with.")
    else:
        options = [*AGAINST, *(label for label in waves if isinstance(label, str))]
        raise OptionError(
            'against must be "previous", "base", "same-period-last-year" or the label of a wave,'
            f" got {shown(against)}.{did_you_mean(against, options)}"
        )
    references = np.full(size, position, dtype=np.int64)
    references[position : position + 1] = -1
    return references


def _year_ago(axis: Times) -> IntArray:
    if axis.moments is None:
        raise OptionError(
            'against="same-period-last-year" needs calendar times: labels such as "2024-03",'
            ' "2024-Q1" or dates, or times=[...]. For yearly waves write against="previous".'
        )
    periods = [period_of(moment) for moment in axis.moments]
    where = {period: i for i, period in enumerate(periods)}
    if len(where) < len(periods):
        raise OptionError(
            'against="same-period-last-year" needs one wave a period at most, but two lie in the'
            ' same month. For weekly waves give times such as "2024-W05".'
        )
    return np.array(
        [-1 if before is None else where.get(before, -1) for before in year_before(periods)],
        dtype=np.int64,
    )


def _independent(
    waves: Cohorts,
    rows: IntArray,
    references: IntArray,
    method: str,
    alternative: Alternative,
    level: float,
) -> Sequence[FloatArray]:
    """Return difference, standard error, both ends, statistic and p-value of each row."""
    sample = waves._take(rows)
    columns = [getattr(waves, name)[references] for name in COLUMNS]
    other = Cohorts._make(sample._labels, columns)
    found = compare(
        sample,
        other,
        method=cast("DifferenceMethodName", method),
        alternative=alternative,
        confidence_level=level,
    )
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


def _answers_of(waves: object, ids: object) -> Mapping[object, tuple[object, object]]:
    """Return ratings and ids of each wave."""
    if isinstance(waves, Cohorts) or not isinstance(ids, Mapping):
        raise InputTypeError(
            "to match people, waves must be a mapping from wave to its ratings and ids a mapping"
            " from wave to its ids: cohorts hold counts only."
        )
    samples = cast("Mapping[object, object]", waves)
    lacking = [label for label in samples if label not in ids]
    if lacking:
        raise OptionError(f"ids has no entry for the wave {lacking[0]!r}.")
    return {label: (sample, ids[label]) for label, sample in samples.items()}


def _notes(waves: Cohorts, rows: IntArray, against: object) -> list[str]:
    """Say what the numbers alone would hide."""
    notes: list[str] = []
    empty = int((waves.n == 0).sum())
    if empty:
        notes.append(f"{empty} of {len(waves)} waves have no valid answer.")
    tiny = int(((waves.n > 0) & (waves.n < TINY)).sum())
    if tiny:
        notes.append(f"{tiny} of {len(waves)} waves have fewer than {TINY} valid answers.")
    if against == "same-period-last-year" and not rows.size:
        notes.append("No wave has its counterpart one year earlier.")
    return notes
