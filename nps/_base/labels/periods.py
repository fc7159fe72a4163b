"""Periods of the calendar: times put into them, their labels, and the same period a year before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

import numpy as np

from nps._base.checks import check_option
from nps._base.columns.containers import package_of
from nps._base.columns.integer_keys import IntegerKeys
from nps._base.errors import OptionError
from nps._base.labels.days import ALIASES, days_of
from nps._base.labels.readings import Moment
from nps._base.labels.times import is_time_column
from nps._base.labels.zones import check_timezone, read_clock
from nps._base.text import shown
from nps._base.words.notes import Note

if TYPE_CHECKING:
    from nps._base.labels.zones import Instants
    from nps._kernels import BoolArray, IntArray

PeriodName: TypeAlias = Literal["day", "week", "month", "quarter", "year"]
#: One period for the only key that holds times, or one for each key named.
Period: TypeAlias = "PeriodName | Mapping[str, PeriodName] | None"
PERIODS = ("day", "week", "month", "quarter", "year")
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
_EPOCH_MONDAY = date(1970, 1, 5).toordinal()
_EPOCH = date(1970, 1, 1).toordinal()


# ---------------------------------------------------------------- options


def check_period(period: object, keys: Sequence[str]) -> Mapping[str, PeriodName] | str | None:
    """Return what `period` asks for: one name, or a name for each of some keys."""
    if period is None:
        return None
    if isinstance(period, Mapping):
        if not period:
            raise OptionError("period must name a key, got an empty mapping.")
        unknown = [key for key in period if not isinstance(key, str) or key not in keys]
        if unknown:
            raise OptionError(f"period names {shown(unknown[0])}, but the keys are {list(keys)}.")
        return {str(key): _check_name(name) for key, name in period.items()}
    return _check_name(period)


def _check_name(period: object) -> PeriodName:
    if package_of(period) == "pandas" or hasattr(period, "freqstr"):
        name = getattr(period, "freqstr", None) or getattr(period, "freq", None)
        period = getattr(name, "freqstr", name)
    if isinstance(period, str) and period not in PERIODS:
        if period in ALIASES:
            meant = Note(" Write {period}.", period=f"period={ALIASES[period]!r}")
        elif period[:1].isdigit():
            meant = Note(
                " For windows of so many days that overlap use nps.rolling(ratings, dates,"
                ' window="30 days").'
            )
        else:
            meant = None
        if meant:
            raise OptionError(
                Note(
                    "{name} must be one of {options}, got {value}.{hint}",
                    name="period",
                    options=tuple(map(repr, PERIODS)),
                    value=shown(period),
                    hint=meant,
                )
            )
    check_option("period", period, PERIODS)
    return cast("PeriodName", period)


# ---------------------------------------------------------------- columns


def bin_groups(groups: object, period: Period, timezone: str | None) -> object:
    """Return key columns with the times among them put into periods."""
    if period is None:
        if timezone is not None:
            raise OptionError('timezone needs period, such as period="month".')
        return groups
    if isinstance(groups, Mapping):
        names = period_keys(period, {str(key): column for key, column in groups.items()})
        return {
            key: period_column(column, names[key], timezone, f"groups[{shown(key)}]")
            if key in names
            else column
            for key, column in groups.items()
        }
    name = getattr(groups, "name", None)
    wanted = check_period(period, [name] if isinstance(name, str) else [])
    chosen = next(iter(wanted.values())) if isinstance(wanted, Mapping) else wanted
    binned = period_column(groups, cast("PeriodName", chosen), timezone, "groups")
    return {name: binned} if isinstance(name, str) and name else binned


def period_keys(period: Period, columns: Mapping[str, object]) -> Mapping[str, PeriodName]:
    """Return the period of each key that is to be put into one."""
    wanted = check_period(period, list(columns))
    if not isinstance(wanted, str):
        return wanted or {}
    times = (
        list(columns) if len(columns) == 1 else [x for x in columns if is_time_column(columns[x])]
    )
    if len(times) != 1:
        found = f"{', '.join(map(shown, times))} do" if times else "none does"
        raise OptionError(
            f"period={shown(wanted)} needs one key that holds times, but of groups {list(columns)}"
            f" {found}. Say which: period={{{shown(next(iter(columns), 'day'))}: {shown(wanted)}}}."
        )
    return {times[0]: cast("PeriodName", wanted)}


def period_column(
    column: object, period: PeriodName, timezone: str | None, name: str
) -> IntegerKeys:
    """Return a column of times as numbers of periods, whose labels are text such as 2024-03."""
    zone = check_timezone(timezone)
    clock = read_clock(column, zone, name)
    if isinstance(clock, tuple):  # periods already: only coarser ones can be made of them
        numbers, missing = _coarser(clock, period, name)
    else:
        missing = np.isnat(clock)
        numbers = number_of(np.where(missing, np.datetime64(0, "us"), clock), period)

    return _labelled(numbers, missing, period)


def _labelled(numbers: IntArray, missing: BoolArray, period: PeriodName) -> IntegerKeys:
    def labels_at(rows: IntArray) -> list[object]:
        return [
            None if missing[row] else label_of(int(numbers[row]), period)
            for row in np.asarray(rows).tolist()
        ]

    return IntegerKeys(numbers, missing if missing.any() else None, labels_at)


def numbered_periods(numbers: Sequence[int | None], period: PeriodName) -> IntegerKeys:
    """Return a column of numbers of periods, as an engine counts them."""
    gone = np.array([number is None or number != number for number in numbers], dtype=np.bool_)
    whole = np.array(
        [0 if absent else int(cast("int", x)) for x, absent in zip(numbers, gone, strict=True)],
        dtype=np.int64,
    )
    return _labelled(whole, gone, period)


def number_of(clock: Instants, period: PeriodName) -> IntArray:
    """Return how many periods after the one that holds 1 January 1970 each time is."""
    if period in _MONTHS_IN:
        months = clock.astype("datetime64[M]").astype(np.int64)
        return months // _MONTHS_IN[period]
    days = days_of(clock).astype(np.int64)
    return days if period == "day" else (days + 3) // 7


def label_of(number: int, period: PeriodName) -> str:
    """Return the label of a period: 2024, 2024-Q1, 2024-03, 2024-W05 or 2024-03-31."""
    if period == "year":
        return str(1970 + number)
    if period == "quarter":
        return f"{1970 + number // 4}-Q{number % 4 + 1}"
    if period == "month":
        return f"{1970 + number // 12}-{number % 12 + 1:02d}"
    if period == "day":
        return str(np.datetime64(number, "D"))
    year, week, _ = date.fromordinal(_EPOCH + 7 * number - 3).isocalendar()
    return f"{year}-W{week:02d}"


def _coarser(
    moments: tuple[Moment | None, ...], period: PeriodName, name: str
) -> tuple[IntArray, BoolArray]:
    """Put periods into longer ones: months into quarters and years."""
    unit = next(moment.unit for moment in moments if moment is not None)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(str(unit))
    first = 0
    if unit == period:
        months, size = 1, 1
        first = int(unit == "week")  # moments count from the Monday after the one here
    else:
        size = _MONTHS_IN.get(period, 0)
    if months is None or not size or size % months:
        raise OptionError(f"{name} holds {unit}s, which have no {period}s. Take a longer period.")
    missing = np.array([moment is None for moment in moments])
    numbers = np.array(
        [0 if m is None else int(m.position) * months // size + first for m in moments]
    )
    return numbers.astype(np.int64), missing


# ---------------------------------------------------------------- a year before


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
        steps = {"month": 12.0, "quarter": 4.0, "half": 2.0, "year": 1.0}[cast("str", period.unit)]
        return Moment(period.unit, period.position - steps)
    monday = date.fromordinal(_EPOCH_MONDAY + 7 * int(period.position))
    year, week, _ = monday.isocalendar()
    try:
        earlier = date.fromisocalendar(year - 1, week, 1)
    except ValueError:  # that year had no week 53
        return None
    return Moment("week", (earlier.toordinal() - _EPOCH_MONDAY) / 7.0)
