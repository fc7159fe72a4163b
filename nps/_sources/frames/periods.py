"""Times of a frame put into periods: by its engine, of which whole periods come back.

The engine cuts times off; labels are made here by the same hand as those of columns in memory, so
that all engines give the same. An engine that keeps the time zone in its connection cannot move
times to another one: it gives hours (minutes, where a zone is not whole hours from UTC), and they
are moved here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.periods import (
    Period,
    PeriodName,
    check_period,
    numbered_periods,
    period_column,
    period_keys,
)
from nps._base.labels.zones import check_timezone, on_clock, zone_of
from nps._base.text import shown
from nps._sources.frames.opened import unused

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

    from nps._sources.frames.found import Found
    from nps._sources.frames.opened import OpenedTable

_UNITS = {"day": "1d", "month": "1mo", "quarter": "1q", "year": "1y"}
#: Engines that cut off no more than days.
_DAYS_ONLY = ("dask",)


@dataclass(frozen=True, slots=True)
class FramePeriods:
    """Which key columns go into which periods, and in whose time.

    `made` tells that the labels are made before counting, as those of columns in memory are; `here`
    that an engine gives instants of the `zones` that its columns have, which are moved here.
    """

    names: Mapping[str, PeriodName]
    timezone: str | None = None
    zones: Mapping[str, str | None] = field(default_factory=dict)
    made: bool = False
    here: bool = False

    @classmethod
    def read(
        cls, table: OpenedTable, keys: Sequence[str], period: Period, timezone: str | None
    ) -> FramePeriods:
        """Check the options against the columns that a frame has."""
        check_timezone(timezone)
        if period is None:
            if timezone is not None:
                raise OptionError('timezone needs period, such as period="month".')
            return cls({})
        if not keys:
            raise OptionError('period needs by: the column that holds the times, as by="when".')
        if table.held is not None:
            columns = {key: table.native(key) for key in keys}
            return cls(period_keys(period, columns), timezone, made=True)
        wanted = check_period(period, keys)
        schema = table.schema
        if isinstance(wanted, str):
            times = [key for key in keys if len(keys) == 1 or schema[key].is_temporal()]
            if len(times) != 1:
                raise OptionError(
                    f"period={shown(wanted)} needs one key that holds times, but of {list(keys)}"
                    f" {', '.join(map(shown, times)) + ' do' if times else 'none does'}."
                    f" Say which: period={{{shown(keys[0])}: {shown(wanted)}}}."
                )
            wanted = {times[0]: cast("PeriodName", wanted)}
        for key in wanted or {}:
            if not str(schema[key]).startswith(("Date", "Datetime")):
                raise InputTypeError(
                    f"by: column {shown(key)} holds {schema[key]}, of which an engine makes no"
                    " periods. CAST it to a date or a timestamp first."
                )
        zones = {key: _zone(table, key) for key in wanted or {}}
        here = timezone is not None and _in_connection(table)
        return cls(wanted or {}, timezone, zones, here=here)

    def cut(self, table: OpenedTable, keys: Sequence[str]) -> tuple[OpenedTable, list[str]]:
        """Return the frame with a further column for each time cut off where its period begins.

        Beside it the columns that hold the keys now: a time may be needed as it is, too.
        """
        if not self.names:
            return table, list(keys)
        taken = set(table.schema)
        fresh = {key: unused(f"{key} by {period}", taken) for key, period in self.names.items()}
        columns = [
            (
                self._expression(table, key)
                if table.held is None
                else self._series(table.held, key)
            ).alias(fresh[key])
            for key in self.names
        ]
        return table.with_columns(*columns), [fresh.get(key, key) for key in keys]

    def _series(self, held: nw.DataFrame[Any], key: str) -> nw.Series[Any]:
        """Return the labels of a column in memory."""
        import narwhals.stable.v2 as nw

        native = held.get_column(key).to_native()
        keys = period_column(native, self.names[key], self.timezone, f"column {shown(key)}")
        texts = list(keys.labels_at(np.arange(len(held))))
        return nw.new_series(key, texts, nw.String(), backend=held.implementation)

    def _expression(self, table: OpenedTable, key: str) -> nw.Expr:
        """Return what an engine makes of a time; weeks are numbers, since few engines know them."""
        import narwhals.stable.v2 as nw

        column, period, zone = nw.col(key), self.names[key], _zone(table, key)
        if self.timezone is not None and zone is None:
            raise OptionError(
                f"timezone moves times that have a zone, but those of column {shown(key)} have"
                " none. Leave timezone out, or say first in which zone they are."
            )
        if self.here:
            whole = all(map(_is_whole_hours, (str(zone), str(self.timezone))))
            return column.dt.truncate("1h" if whole else "1m")
        if zone is not None:
            moved = column if self.timezone is None else column.dt.convert_time_zone(self.timezone)
            column = moved.dt.replace_time_zone(None)
        if period == "week":
            return _week(column)
        days_only = str(table.frame.implementation) in _DAYS_ONLY
        return column.dt.truncate("1d" if days_only else _UNITS[period])

    def labels(self, found: Found, role: str, name: str) -> object:
        """Return the labels of a key as they came back, those of times as periods."""
        if name not in self.names or self.made:
            return found.key(role, name)
        period, column = self.names[name], found.table.get_column(role)
        if period == "week" and not self.here:
            return numbered_periods(column.to_list(), period)
        found.key(role, name)  # says what Python cannot hold
        if self.here:
            aware = [_aware(time, str(self.zones[name])) for time in column.to_list()]
            return period_column(aware, period, self.timezone, f"column {shown(name)}")
        clock = [_naive(time) for time in column.to_list()]  # some engines add a zone
        return period_column(clock, period, None, f"column {shown(name)}")

    def refuse_people(self) -> None:
        """Refuse to count people by periods that are put together here."""
        if self.here:
            raise OptionError(
                "timezone cannot be combined with respondent here: this engine keeps the time zone"
                f" in its connection. Set it there, as in SET TimeZone = {shown(self.timezone)},"
                " and leave timezone out."
            )


def _zone(table: OpenedTable, key: str) -> str | None:
    zone = getattr(table.schema[key], "time_zone", None)
    return None if zone == "<unknown>" else zone  # as an old narwhals calls that of a session


def _is_whole_hours(zone: str) -> bool:
    """Tell whether a zone was whole hours from UTC on the first of each month since 1970."""
    months = np.arange("1970-01", "2038-01", dtype="datetime64[M]").astype("datetime64[us]")
    shifts = on_clock(months, zone_of(zone)) - months
    return bool((shifts % np.timedelta64(1, "h") == np.timedelta64(0, "us")).all())


def _aware(time: object, zone: str) -> object:
    naive = isinstance(time, datetime) and time.tzinfo is None
    return time.replace(tzinfo=zone_of(zone)) if naive else time  # type: ignore[attr-defined]


def _naive(time: object) -> object:
    return time.replace(tzinfo=None) if isinstance(time, datetime) and time.tzinfo else time


def _in_connection(table: OpenedTable) -> bool:
    """Tell engines that keep the time zone in the connection rather than in the column."""
    kind = table.frame.implementation
    return not (kind.is_polars() or kind.is_dask() or kind.is_pandas() or kind.is_pyarrow())


def _week(column: nw.Expr) -> nw.Expr:
    """Return the number of the week of a date since 1970, by the civil calendar."""
    import narwhals.stable.v2 as nw

    year, month, day = column.dt.year(), column.dt.month(), column.dt.day()
    early = nw.when(month <= 2).then(nw.lit(1)).otherwise(nw.lit(0))
    year, month = year - early, month + 12 * early - 3  # years from March: the leap day is last
    days = 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 1
    return (days - 719468 + 3) // 7
