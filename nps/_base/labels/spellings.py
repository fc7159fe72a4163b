"""Every usual spelling of a time: what a text can mean, and what a column of texts means together.

A text such as "03/04/2024" can mean two days. Each reading has a name ("day, month, year"), and a
column means what all its texts can mean under one name. Where two names are left that put the texts
in different orders, the column is ambiguous and nobody guesses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol, cast

import numpy as np

from nps._base.columns.containers import package_of
from nps._base.labels.readings import NUMBERS, Moment, Readings, readings
from nps._base.text import shown

_NUMPY_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_PANDAS_UNITS = {"A": "year", "Y": "year", "Q": "quarter", "M": "month", "W": "week"}
_EPOCH_MONDAY = date(1970, 1, 5).toordinal()
_EPOCH = date(1970, 1, 1).toordinal()


class Column(NamedTuple):
    """What the texts of a column mean: the name of the reading, and a moment for each."""

    reading: str
    moments: tuple[Moment, ...]

    @property
    def is_time(self) -> bool:
        """Tell times, numbered waves and before and after from mere numbers."""
        return self.reading != NUMBERS


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Texts that are times, but of which nobody can tell which: two readings and an example."""

    text: str
    readings: tuple[str, str]

    def __str__(self) -> str:
        one, other = self.readings
        return f"{shown(self.text)} can be read as {one} or as {other}"


def read_spellings(texts: Sequence[str]) -> Column | Ambiguous | None:
    """Return what all texts mean together, how they are ambiguous, or None where they are names."""
    each: list[Readings] = []
    shared: set[str] = set()
    for text in texts:  # names are told by the first: a million labels are not all read
        each.append(readings(text))
        shared = shared & each[-1].keys() if len(each) > 1 else set(each[-1])
        if not shared:
            return None
    found = {name: tuple(one[name] for one in each) for name in (each or [{}])[0] if name in shared}
    found = {name: moments for name, moments in found.items() if not _turns(name, moments)}
    if not found:
        return _round_new_year(texts[0], *shared) if shared else None
    if len(found) > 1:
        found.pop(NUMBERS, None)  # what can be a time is one
    first, *others = found
    for other in others:
        if _differ(found[first], found[other]) and not _months_in_a_row(first, found[first]):
            at = next(i for i, m in enumerate(found[first]) if m != found[other][i])
            return Ambiguous(texts[at], (first, other))
    return Column(first, found[first])


def _differ(one: Sequence[Moment], other: Sequence[Moment]) -> bool:
    """Tell whether two readings put the texts in different orders, or the same units elsewhere."""
    if one[0].unit == other[0].unit != "order":
        return one != other if one[0].unit == "day" else _steps(one) != _steps(other)
    return _ranks(one) != _ranks(other)


def _months_in_a_row(name: str, moments: Sequence[Moment]) -> bool:
    """Tell months that follow each other, Dec 23, Jan 24, Feb 24, which days of a year do not."""
    places = {moment.position for moment in moments}
    return name == "a month" and len(places) > 1 and max(places) - min(places) == len(places) - 1


def _ranks(moments: Sequence[Moment]) -> list[int]:
    places = {p: i for i, p in enumerate(sorted({m.position for m in moments}))}
    return [places[m.position] for m in moments]


def _steps(moments: Sequence[Moment]) -> list[float]:
    return [moment.position - moments[0].position for moment in moments]


def _turns(name: str, moments: Sequence[Moment]) -> bool:
    """Tell whether months or quarters without a year run on from one year into the next."""
    if not name.endswith("of one year") or name.startswith("days"):
        return False
    size = {"month": 12, "quarter": 4, "half": 2}[str(moments[0].unit)]
    places = {int(moment.position) for moment in moments}
    absent = sorted(set(range(size)) - places)
    one_gap = bool(absent) and absent[-1] - absent[0] == len(absent) - 1
    return {0, size - 1} <= places and one_gap


def _round_new_year(text: str, name: str) -> Ambiguous:
    return Ambiguous(text, (name, "the end of one year and the beginning of the next"))


# ---------------------------------------------------------------- dates of libraries


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
    try:
        return Moment("day", float((value - np.datetime64(0, "s")) / np.timedelta64(1, "D")))
    except OverflowError:  # attoseconds, of which 64 bits hold nine seconds
        return Moment("day", 0.0)


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
