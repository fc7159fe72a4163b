"""When waves were taken: numbers, dates, periods or ISO text in, positions on one axis out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, cast

import numpy as np

from nps._base.checks import check_option, check_same_length
from nps._base.columns.containers import as_column, as_objects, is_missing, package_of
from nps._base.errors import OptionError
from nps._base.text import shown

if TYPE_CHECKING:
    from nps._kernels import FloatArray

TimeUnit: TypeAlias = Literal["day", "week", "month", "quarter", "year"]

#: Length of each unit in days, by the mean Gregorian year.
DAYS: Mapping[str, float] = {
    "day": 1.0,
    "week": 7.0,
    "month": 365.2425 / 12.0,
    "quarter": 365.2425 / 4.0,
    "year": 365.2425,
}
#: What a trend is expressed in for times of each resolution.
_NATURAL = {**{unit: unit for unit in DAYS}, "day": "year"}
_QUARTER = re.compile(r"(\d{4})[ -]?Q([1-4])", re.IGNORECASE)
_WEEK = re.compile(r"(\d{4})[ -]?W(\d{2})", re.IGNORECASE)
_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ]\d{2}(:\d{2}){0,2}(\.\d+)?)?)?)?")
_NUMPY_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_PANDAS_UNITS = {"A": "year", "Y": "year", "Q": "quarter", "M": "month", "W": "week"}
_EPOCH_MONDAY = date(1970, 1, 5).toordinal()
_EPOCH = date(1970, 1, 1).toordinal()


class _Period(Protocol):
    """What is used of a pandas Period."""

    freqstr: str
    ordinal: int
    qyear: int
    quarter: int
    year: int
    month: int
    start_time: datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as a count of its own unit since 1970; `unit` is None for a plain number."""

    unit: str | None
    position: float


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """Times of waves on one axis.

    Attributes
    ----------
    position : ndarray of float64
        In `unit`, since `origin` in days from 1970 for calendar times; plain numbers as given.
    unit : str
        "year", "month" and so on; "unit of time" for plain numbers; "wave" for a mere order.
    """

    position: FloatArray
    unit: str
    origin: float
    moments: tuple[Moment, ...] | None = None

    def locate(self, times: object) -> FloatArray:
        """Return the positions of other times on this axis."""
        moments = read_moments(times, "times")
        kinds = {moment.unit is None for moment in moments}
        if kinds == {self.unit in DAYS}:
            raise OptionError(
                f"times must be {'calendar times' if self.unit in DAYS else 'numbers'} as the"
                f" waves have them, got {shown(times)}."
            )
        return _positions(moments, self.unit, self.origin)


def read_times(times: object, waves: Collection[object], per: object) -> Times:
    """Return when the waves were taken: from `times`, from their labels, or just their order."""
    if per is not None:
        check_option("per", per, DAYS)
    if times is not None:
        column = times
        if isinstance(times, Mapping):
            lacking = [label for label in waves if label not in times]
            if lacking:
                raise OptionError(f"times has no entry for the wave {lacking[0]!r}.")
            column = [times[label] for label in waves]
        moments = read_moments(column, "times")
        check_same_length("times", len(moments), "the waves", len(waves))
        return _times(moments, per)
    known = label_moments(waves)
    if known is not None:
        return _times(known, per)
    if per is not None:
        raise OptionError(
            f"per={per!r} needs calendar times: the labels of the waves are none, so give"
            ' times=["2024-01-15", ...].'
        )
    return Times(np.arange(1.0, len(waves) + 1.0), "wave", 0.0)


def check_order(axis: Times, waves: Collection[object]) -> None:
    """Refuse waves that do not stand in order of time."""
    late = np.flatnonzero(np.diff(axis.position) < 0.0)
    if late.size:
        one, two = list(waves)[late[0] : late[0] + 2]
        raise OptionError(
            f"waves must be in order of time, but {two!r} stands after {one!r}. Sort them, for"
            ' example cohorts with waves.sort_by("label").'
        )


def label_moments(waves: Collection[object]) -> tuple[Moment, ...] | None:
    """Return the labels as times, or None if they are names."""
    named = [label for label in waves if label is not None]
    try:
        moments = read_moments(named, "labels")
    except OptionError:
        return None
    if not named:
        return None
    if len(named) < len(waves):
        raise OptionError(
            "the labels of the waves are times, but one of them is missing (None). Leave it out:"
            " waves.select([label for label in waves if label is not None])."
        )
    return moments


def read_moments(times: object, name: str) -> tuple[Moment, ...]:
    """Read numbers or calendar times, all of one resolution; dates and datetimes count as days."""
    objects = as_objects(as_column(times, name))
    moments = tuple(_moment(value, f"{name}[{i}]") for i, value in enumerate(objects))
    units = list(dict.fromkeys(moment.unit for moment in moments))
    if len(units) > 1:
        kinds = " and ".join("numbers" if unit is None else f"{unit}s" for unit in units)
        raise OptionError(f"{name} must be all of one kind, got {kinds}.")
    return moments


def _times(moments: Sequence[Moment], per: object) -> Times:
    own = moments[0].unit if moments else None
    if own is None:
        if per is not None:
            raise OptionError(
                f"per={per!r} needs calendar times, but the times are plain numbers. Dates, "
                'periods and text such as "2024-03" are calendar times.'
            )
        return Times(_positions(moments, "unit of time", 0.0), "unit of time", 0.0)
    unit = str(per or _NATURAL[own])
    origin = min(_days(moment) for moment in moments)
    return Times(_positions(moments, unit, origin), unit, origin, tuple(moments))


def _positions(moments: Sequence[Moment], unit: str, origin: float) -> FloatArray:
    if unit not in DAYS:
        return np.array([moment.position for moment in moments], dtype=np.float64)
    return np.array([(_days(moment) - origin) / DAYS[unit] for moment in moments])


def _days(moment: Moment) -> float:
    """Days since 1970, with years, quarters and months of mean length: equal steps stay equal."""
    return moment.position * DAYS[cast("str", moment.unit)]


def _moment(value: object, name: str) -> Moment:
    if is_missing(value):
        raise OptionError(f"{name} is missing: a wave needs a time. Leave it out with .select.")
    if isinstance(value, bool) or not isinstance(value, (int, float, np.number)):
        found = _calendar_moment(value)
        if found is None:
            raise OptionError(
                f'{name} must be a number, a date, a period or text such as "2024", "2024-03",'
                f' "2024-Q1", "2024-W05", "2024-03-31", got {shown(value)}.'
            )
        return found
    number = float(value)
    if not np.isfinite(number):
        raise OptionError(f"{name} must be finite, got {shown(value)}.")
    return Moment(None, number)


def _calendar_moment(value: object) -> Moment | None:
    if isinstance(value, str):
        return _from_text(value.strip())
    if isinstance(value, np.datetime64):
        return _from_numpy(value)
    if package_of(value) == "pandas" and hasattr(value, "ordinal"):
        return _from_period(cast("_Period", value))
    if isinstance(value, datetime):  # the clock there: midnight in Tokyo is in the new month
        return _from_numpy(np.datetime64(value.replace(tzinfo=None), "us"))
    return Moment("day", float(value.toordinal() - _EPOCH)) if isinstance(value, date) else None


def _from_text(text: str) -> Moment | None:
    if found := _QUARTER.fullmatch(text):
        return Moment("quarter", 4.0 * (int(found[1]) - 1970) + int(found[2]) - 1)
    try:
        if found := _WEEK.fullmatch(text):
            monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
            return Moment("week", (monday.toordinal() - _EPOCH_MONDAY) / 7.0)
        return _from_numpy(np.datetime64(text)) if _ISO.fullmatch(text) else None
    except ValueError:  # a thirteenth month, a fifty-fourth week
        return None


def _from_numpy(value: np.datetime64) -> Moment:
    unit, step = np.datetime_data(value.dtype)
    if step == 1 and unit in _NUMPY_UNITS:
        whole = float(value.astype(np.int64))
        # NumPy counts weeks from the Thursday of the epoch, ISO from the Monday before
        return Moment(_NUMPY_UNITS[unit], whole - 1.0 if unit == "W" else whole)
    return Moment("day", float((value - np.datetime64(0, "s")) / np.timedelta64(1, "D")))


def _from_period(period: _Period) -> Moment:
    unit = _PANDAS_UNITS.get(period.freqstr.partition("-")[0])
    if unit == "year":
        return Moment(unit, float(period.year - 1970))
    if unit == "quarter":
        return Moment(unit, 4.0 * (period.qyear - 1970) + period.quarter - 1)
    if unit == "month":
        return Moment(unit, 12.0 * (period.year - 1970) + period.month - 1)
    first = np.datetime64(period.start_time.replace(tzinfo=None), "us")
    day = _from_numpy(first)
    if unit == "week":
        return Moment(unit, (day.position + _EPOCH - _EPOCH_MONDAY) // 7.0)
    return day


def year_before(moments: Sequence[Moment]) -> list[Moment | None]:
    """Return the same month, quarter or ISO week one year earlier, None where there is none.

    Dates stand for their months.
    """
    return [_year_before(period_of(moment)) for moment in moments]


def period_of(moment: Moment) -> Moment:
    """Return the month of a date, and any other period as it is."""
    if moment.unit != "day":
        return moment
    day = date.fromordinal(_EPOCH + int(moment.position // 1))
    return Moment("month", 12.0 * (day.year - 1970) + day.month - 1)


def _year_before(period: Moment) -> Moment | None:
    if period.unit != "week":
        steps = {"month": 12.0, "quarter": 4.0, "year": 1.0}[cast("str", period.unit)]
        return Moment(period.unit, period.position - steps)
    monday = date.fromordinal(_EPOCH_MONDAY + 7 * int(period.position))
    year, week, _ = monday.isocalendar()
    try:
        earlier = date.fromisocalendar(year - 1, week, 1)
    except ValueError:  # that year had no week 53
        return None
    return Moment("week", (earlier.toordinal() - _EPOCH_MONDAY) / 7.0)
