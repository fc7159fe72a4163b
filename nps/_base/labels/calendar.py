"""Dates and periods of the libraries that have them, as counts of their unit."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol, cast

import numpy as np

from nps._base.columns.containers import package_of
from nps._base.labels.readings import Moment

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


def calendar_moment(value: object) -> Moment | None:
    """Return a date, datetime or period as a count of its unit, None if it is none of them."""
    if isinstance(value, np.datetime64):
        return _from_numpy(value)
    if package_of(value) == "pandas" and hasattr(value, "ordinal"):
        return _from_period(cast("_Period", value))
    if isinstance(value, datetime):  # the clock there: midnight in Tokyo is in the new month
        return _from_numpy(np.datetime64(value.replace(tzinfo=None), "us"))
    return Moment("day", float(value.toordinal() - _EPOCH)) if isinstance(value, date) else None


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
