"""Dates of answers, and windows of the calendar that end every so often."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import numpy as np

from nps._base.checks import check_option, check_whole, did_you_mean
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import shown
from nps._base.words.notes import Note

if TYPE_CHECKING:
    from nps._base.labels.zones import Instants

#: How often calendar windows may end, and the units of their length.
UNITS = ("day", "week", "month", "quarter", "year")
#: What pandas, Polars and SQL call them.
ALIASES = {
    **dict.fromkeys(("D", "B", "1d", "d", "days"), "day"),
    **dict.fromkeys(("W", "W-SUN", "W-MON", "1w", "w", "weeks"), "week"),
    **dict.fromkeys(("M", "MS", "ME", "BM", "1mo", "mo", "months"), "month"),
    **dict.fromkeys(("Q", "QS", "QE", "BQ", "1q", "quarters"), "quarter"),
    **dict.fromkeys(("Y", "A", "YS", "YE", "AS", "1y", "years"), "year"),
}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
#: A length as pandas and Polars write it: 30D, 1mo.
_SHORT = re.compile(r"(\d+)([A-Za-z]+)")
_LENGTH = re.compile(r"(\d+)\s+([a-z]+?)s?")
_ONE_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True)
class Length:
    """Length of a calendar window: so many days or so many months."""

    text: Note
    days: int
    months: int

    @classmethod
    def read(cls, window: object) -> Length:
        """Understand "90 days", "12 weeks", "3 months", "1 year" or a timedelta of whole days."""
        if isinstance(window, timedelta):
            if window % timedelta(days=1) or window <= timedelta(0):
                raise OptionError(f"window must be whole days, got {shown(window)}.")
            return cls(_length(window.days, "day"), window.days, 0)
        if not isinstance(window, str):
            raise InputTypeError(
                'window must be a length such as "90 days" or "3 months", or a number of answers,'
                f" got {shown(window)}."
            )
        found = _LENGTH.fullmatch(window.strip())
        number, unit = (int(found[1]), found[2]) if found else (0, "")
        if unit not in UNITS or not number:
            raise OptionError(
                'window must be a number of days, weeks, months, quarters or years, such as "90'
                f' days", got {shown(window)}.{_spelled(window) or did_you_mean(unit, UNITS)}'
            )
        text = _length(number, unit)
        if unit in _MONTHS:
            return cls(text, 0, number * _MONTHS[unit])
        return cls(text, number * (7 if unit == "week" else 1), 0)

    def before(self, ends: Instants) -> Instants:
        """Return the last day before each window that ends with these days."""
        if self.days:
            return ends - np.timedelta64(self.days, "D")
        after = ends + _ONE_DAY
        month = after.astype("datetime64[M]")
        day = after - month.astype("datetime64[D]")  # days since the first of the month
        first = (month - np.timedelta64(self.months, "M")).astype("datetime64[D]")
        last = (month - np.timedelta64(self.months - 1, "M")).astype("datetime64[D]") - _ONE_DAY
        # 31 March less a month is the last of February
        return cast("Instants", np.minimum(first + day, last) - _ONE_DAY)


def _length(number: int, unit: str) -> Note:
    match unit:
        case "day":
            return Note("{k:day}", k=number)
        case "week":
            return Note("{k:week}", k=number)
        case "month":
            return Note("{k:month}", k=number)
        case "quarter":
            return Note("{k:quarter}", k=number)
        case _:
            return Note("{k:year}", k=number)


def _spelled(window: str) -> str:
    """Say how a length such as 30D is written here."""
    found = _SHORT.fullmatch(window.strip())
    if found is None or found[2] not in ALIASES:
        return ""
    return f' Write window="{int(found[1])} {ALIASES[found[2]]}{"s" * (int(found[1]) != 1)}".'


def period_ends(first: np.datetime64, last: np.datetime64, every: object) -> Instants:
    """Return the last days of all periods from the one of `first` to the one of `last`."""
    if isinstance(every, str) and every in ALIASES:
        raise OptionError(
            f"every must be one of {', '.join(map(repr, UNITS))}, got {shown(every)}."
            f" Write every={ALIASES[every]!r}."
        )
    check_option("every", every, UNITS)
    if every == "day":
        return cast("Instants", np.arange(first, last + _ONE_DAY))
    if every == "week":  # 4 January 1970 was a Sunday
        sunday = np.datetime64("1970-01-04", "D")
        weeks = [-((sunday - day) // np.timedelta64(7, "D")) for day in (first, last)]
        return sunday + 7 * np.arange(weeks[0], weeks[1] + 1) * _ONE_DAY
    step = _MONTHS[str(every)]
    index = [int(day.astype("datetime64[M]").astype(np.int64)) // step for day in (first, last)]
    months = (step * np.arange(index[0] + 1, index[1] + 2)).astype("datetime64[M]")
    return cast("Instants", months.astype("datetime64[D]") - _ONE_DAY)


def days_of(instants: Instants) -> Instants:
    """Return the calendar days."""
    return instants.astype("datetime64[D]")


def check_count(name: str, value: object) -> int:
    """Return a number of answers, 1 or more."""
    number = check_whole(name, value)
    if not number:
        raise OptionError(f"{name} must be at least 1, got 0.")
    return number
