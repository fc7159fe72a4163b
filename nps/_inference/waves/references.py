"""Which wave each wave is held against, and what there is to say of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import TINY, did_you_mean
from nps._base.errors import EmptySampleError, OptionError
from nps._base.labels.periods import period_of, year_before
from nps._base.text import label_text, shown
from nps._base.words.notes import Note
from nps._inference.waves.wave_scores import without_answer

if TYPE_CHECKING:
    from nps._base.labels.times import Times
    from nps._inference.waves.series import Line, Series
    from nps._kernels import IntArray
    from nps._surveys.kinds import AnyCohorts, ManySamples

AGAINST = ("previous", "base", "same-period-last-year")


def within_segments(series: Series[AnyCohorts], against: object) -> IntArray:
    """Return the position of the wave of the same segment that each is held against."""
    found: list[IntArray] = []
    start = 0
    for line in series:
        if lacks(line, series, against):
            local = np.full(len(line.waves), -1, dtype=np.int64)
        else:
            local = references_of(line.waves, line.axis, against)
        found.append(np.where(local < 0, -1, local + start))
        start += local.size
    return np.concatenate(found)


def lacks(line: Line[AnyCohorts], series: Series[AnyCohorts], against: object) -> bool:
    """Tell whether only other segments have answers in the wave that changes are held against."""
    if against in AGAINST or against not in series.waves:
        return False
    labels = line.waves._labels
    return against not in labels or not line.waves.n[labels.position(against)]


def references_of(waves: ManySamples, axis: Times, against: object) -> IntArray:
    """Return the position of the wave that each is held against, -1 where there is none."""
    size = len(waves)
    answered = np.flatnonzero(waves.n > 0)
    nobody = np.full(size, -1, dtype=np.int64)
    word = against if isinstance(against, str) else None
    if word == "previous":
        nobody[answered[1:]] = answered[:-1]
        return nobody
    if word == "same-period-last-year":
        return _year_ago(axis)
    if word == "base":
        position = int(answered[0]) if answered.size else -1
    elif against in waves:
        position = waves._labels.position(against)
        if not waves.n[position]:
            raise EmptySampleError(
                f"the wave {shown(against)} has no valid answer to compare with."
            )
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


def notes_on_waves(
    waves: AnyCohorts, rows: IntArray, against: object, series: Series[AnyCohorts] | None
) -> list[Note]:
    """Say which waves are empty, tiny or without a reference."""
    notes: list[Note] = []
    empty = int((waves.n == 0).sum())
    if empty:
        notes.append(without_answer(empty, len(waves)))
    tiny = int(((waves.n > 0) & (waves.n < TINY)).sum())
    if tiny:
        notes.append(
            Note(
                "Of {size:wave}, {tiny:has|have} fewer than {few} valid answers.",
                tiny=tiny,
                size=len(waves),
                few=TINY,
            )
        )
    if against == "same-period-last-year" and not rows.size:
        notes.append(Note("No wave has its counterpart one year earlier."))
    lacking = 0 if series is None else sum(lacks(line, series, against) for line in series)
    if lacking:
        notes.append(
            Note(
                "Of {size:segment}, {k:has|have} no answer in the wave {label}, so their"
                " changes from it are unknown.",
                k=lacking,
                size=len(series or ()),
                label=label_text(against),
            )
        )
    return notes
