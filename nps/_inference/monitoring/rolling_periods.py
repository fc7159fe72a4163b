"""Rolling windows over counts by period: so many months or waves, added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.columns.containers import weights_advice
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.days import check_count
from nps._base.labels.times import check_order, read_times
from nps._base.text import label_text, noun, shown
from nps._base.words.notes import Note
from nps._inference.monitoring.rolling_results import Rolling
from nps._inference.waves.series import read_series
from nps._samples.cohorts import COLUMNS, Cohorts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.labels.times import Times
    from nps._base.labels.zones import Instants
    from nps._kernels import FloatArray, IntArray

#: Segments that a note names.
SHOWN = 5
#: Months of a unit, or days; the place of a period counts them from 1970.
_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_DAYS = {"week": 7, "day": 1}
_FIRST_MONDAY = np.datetime64("1970-01-05", "D")


def roll_periods(cohorts: object, window: object, time: object, min_n: int, drop: bool) -> Rolling:
    """Add up so many periods of cohorts, of each segment by itself."""
    if not isinstance(cohorts, Cohorts):
        raise InputTypeError(
            f"ratings must be answers or nps.Cohorts by period, got {shown(cohorts)}."
            f"{weights_advice(cohorts)}"
        )
    if isinstance(window, bool) or not isinstance(window, (int, np.integer)):
        raise InputTypeError(
            "window must be a whole number of periods for cohorts, such as window=3, got"
            f" {shown(window)}. Windows of days need the answers with their dates:"
            " nps.rolling(ratings, dates, window=...)."
        )
    number = check_count("window", window)
    series = read_series(cohorts, time)
    if series is None:
        axis = read_times(None, cohorts, None)
        check_order(axis, cohorts)
        found = _windows(cohorts, axis, number, drop)
        _check_any([found], number, len(cohorts))
        return _rolling(found, cohorts._labels.take(found.at.tolist()), number, min_n)
    each = {line.segment: _windows(line.waves, line.axis, number, drop) for line in series}
    _check_any(list(each.values()), number, max(len(line.waves) for line in series))
    rows = [np.array(line.rows)[each[line.segment].at] for line in series]
    parts = {
        line.segment: _rolling(
            each[line.segment],
            line.waves._labels.take(each[line.segment].at.tolist()),
            number,
            min_n,
        )
        for line in series
        if each[line.segment].at.size
    }
    labels = cohorts._labels.take(np.concatenate(rows).tolist())
    whole = _Windows(*map(np.concatenate, zip(*each.values(), strict=True)))
    lost = [label_text(segment) for segment in each if segment not in parts]
    return _rolling(whole, labels, number, min_n, parts, lost)


class _Windows(NamedTuple):
    """Windows by the waves that they end with: their sums, one row for each, and their dates."""

    at: IntArray
    sums: IntArray
    starts: Instants
    ends: Instants


def _windows(waves: Cohorts, axis: Times, number: int, drop: bool) -> _Windows:
    places = axis.position
    unit = "wave"
    if axis.moments is not None:
        places = np.floor([moment.position for moment in axis.moments])
        unit = str(axis.moments[0].unit)
    elif (places % 1.0 != 0.0).any():  # times of waves that are no periods
        places = np.arange(places.size, dtype=np.float64)
    at = np.arange(places.size)
    if drop and at.size:
        at = np.flatnonzero(places - number + 1 >= places[0])
    columns, bins = waves._arrays()
    table = np.column_stack([*columns, *([] if bins is None else bins.T)])
    sums = np.vstack([np.zeros_like(table[:1]), np.cumsum(table, axis=0)])
    begin = np.searchsorted(places, places[at] - number, side="right")
    last = places[at]
    return _Windows(
        at,
        sums[at + 1] - sums[begin],
        _first_day(last - number + 1, unit),
        _first_day(last + 1, unit) - np.timedelta64(1, "D"),
    )


def _first_day(places: FloatArray, unit: str) -> Instants:
    """Return the first day of periods; not a time for waves of which only the order is known."""
    steps = places.astype(np.int64)
    if unit in _MONTHS:
        months = (steps * _MONTHS[unit]).astype("datetime64[M]")
        return np.asarray(months.astype("datetime64[D]"))
    if unit in _DAYS:
        start = _FIRST_MONDAY if unit == "week" else np.datetime64("1970-01-01", "D")
        return np.asarray(start + steps * np.timedelta64(_DAYS[unit], "D"))
    return np.full(steps.size, np.datetime64("NaT", "D"))


def _check_any(found: list[_Windows], number: int, size: int) -> None:
    if not any(windows.at.size for windows in found):
        raise OptionError(
            f"{noun(size, 'period')} span less than one window of {number}. Take a shorter one, or"
            ' incomplete="keep".'
        )


def _rolling(
    windows: _Windows,
    labels: Labels,
    number: int,
    min_n: int,
    segments: Mapping[object, Rolling] | None = None,
    lost: Sequence[str] = (),
) -> Rolling:
    classes = [np.ascontiguousarray(column) for column in windows.sums.T]
    bins = windows.sums[:, len(COLUMNS) :]
    cohorts = Cohorts._make(
        labels, classes[: len(COLUMNS)], np.ascontiguousarray(bins) if bins.shape[1] else None
    )
    some = ", ".join(lost[:SHOWN]) + (", ..." if len(lost) > SHOWN else "")
    overlap = Note("Windows overlap: neighbouring scores share answers and are not independent.")
    return Rolling(
        cohorts=cohorts,
        starts=windows.starts,
        ends=windows.ends,
        window=Note("the last {k:period} up to each", k=number),
        rule=Note("every answer"),
        min_n=min_n,
        notes=(
            *([overlap] if number > 1 else []),
            *too_few(cohorts, min_n),
            *([Note("Left out, shorter than one window: {segments}.", segments=some)] * bool(some)),
        ),
        _segments=segments or {},
    )


def too_few(cohorts: Cohorts, min_n: int) -> list[Note]:
    """Say how many windows have too few answers for a score."""
    thin = int((cohorts.n < min_n).sum())
    if not thin:
        return []
    return [
        Note(
            "{k} of {size} windows have fewer than {min_n} valid answers and no score.",
            k=thin,
            size=len(cohorts),
            min_n=min_n,
        )
    ]
