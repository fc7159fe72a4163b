"""Times on the clock: of their own column or text, or moved to a time zone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np

from nps._base.checks import did_you_mean
from nps._base.columns.containers import as_column, as_objects, is_missing, package_of
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.spellings import Ambiguous, Column, calendar_moment, read_spellings
from nps._base.labels.tidying import is_hashable
from nps._base.text import shown
from nps._base.words.notes import Note

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from numpy.typing import NDArray

    from nps._base.labels.readings import Moment

    Instants: TypeAlias = NDArray[np.datetime64]

#: A written date and clock, with the zone that may stand behind it.
_WRITTEN = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}(?::\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?))?"
    r"(?: ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?",
    re.IGNORECASE,
)
#: The zone behind a clock in any other spelling: "10:00 AM GMT+1", "10:00 UTC", "10:00:00 +02:00".
_SPELLED = re.compile(
    r":\d{2}(?:[.,]\d{1,9})?(?: ?[ap]\.?m\.?)? ?"
    r"(?:(z|utc|gmt)|(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?)$",
    re.IGNORECASE,
)
_HOUR = np.timedelta64(1, "h")


def check_timezone(name: object) -> ZoneInfo | None:
    """Return the time zone of a name such as "Europe/Berlin"."""
    if name is None:
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

    if not isinstance(name, str):
        raise InputTypeError(f'timezone must be a name such as "Europe/Berlin", got {shown(name)}.')
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise OptionError(Note(
            '{name} must be a name such as "UTC" or "Europe/Berlin", got {value}.{hint}',
            name="timezone", value=shown(name),
            hint=did_you_mean(name, sorted(available_timezones())),
        )) from None  # fmt: skip


def read_clock(
    column: object, zone: tzinfo | None, name: str
) -> Instants | tuple[Moment | None, ...]:
    """Return times as they stand on the clock, NaT where missing.

    Without `zone` the clock is that of the column or of the written text. With it, times that have
    a zone are moved there, and those without are refused. A column of periods gives its moments.
    """
    native = cast("Any", column).to_native() if package_of(column) == "narwhals" else column
    package = package_of(native)
    if package == "pandas" and (kind := getattr(native, "dtype", None)) is not None:
        if str(kind).startswith(("datetime64[", "timestamp[")):
            return _pandas_clock(native, zone, name)
    elif package == "polars" and str(getattr(native, "dtype", "")).startswith("Datetime"):
        return _polars_clock(native, zone, name)
    elif package == "pyarrow" and str(getattr(native, "type", "")).startswith("timestamp["):
        return _arrow_clock(native, zone, name)
    values = as_column(native, name)
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        _refuse_zone(zone, name)
        return values.astype("datetime64[us]")
    return _read_objects(as_objects(values), zone, name)


def read_instants(dates: object, name: str) -> Instants:
    """Read dates, datetimes or text as they stand on the clock there, NaT where missing."""
    clock = read_clock(dates, None, name)
    if isinstance(clock, tuple):
        rows = as_objects(as_column(dates, name))
        period = next(row for row in rows if not is_missing(row))
        raise _no_time(period, _placed(name, rows, period))
    return clock


def read_moments(column: object, name: str) -> Instants:
    """Read times that are to be put in order: those with a zone as what they are in UTC.

    Raises
    ------
    OptionError
        If some have a zone and others do not, or they cannot be read.
    """
    given = as_objects(as_column(column, name))
    rows = [None if isinstance(row, str) and not row.strip() else row for row in given]
    known = [row for row in rows if not is_missing(row)]
    zoned = [row for row in known if _has_zone(row)]
    if zoned and len(zoned) < len(known):
        bare = next(row for row in known if not _has_zone(row))
        raise OptionError(
            f"{name} holds {shown(zoned[0])}, which has a zone, and {shown(bare)}, which has none."
        )
    clock = read_clock(rows, UTC if zoned else None, name)
    if not isinstance(clock, tuple):
        return clock
    places = [np.nan if moment is None else 1e6 * moment.position for moment in clock]
    gone = np.isnan(places)
    found = np.where(gone, 0, places).astype(np.int64).view("M8[us]")
    return np.where(gone, np.datetime64("NaT", "us"), found)


def _has_zone(value: object) -> bool:
    if isinstance(value, str):
        written = _WRITTEN.fullmatch(value.strip())
        return bool(written[3]) if written else spelled_offset(value) is not None
    return getattr(value, "tzinfo", None) is not None


def _refuse_zone(zone: tzinfo | None, name: str, text: str | None = None) -> None:
    if zone is not None:
        lack = (Note("{value} in {column} has none", value=shown(text), column=name) if text
                else Note("those of {column} have none", column=name))  # fmt: skip
        raise OptionError(Note(
            "{name} moves times that have a zone, but {lack}. Leave {name} out, or say first in"
            " which zone they are.", name="timezone", lack=lack))  # fmt: skip


def _pandas_clock(column: Any, zone: tzinfo | None, name: str) -> Instants:
    import pandas as pd

    series = pd.Series(column)
    if str(series.dtype).startswith("timestamp["):
        own = cast("Any", series.dtype).pyarrow_dtype.tz
        series = cast("Any", series).astype(f"datetime64[us, {own}]" if own else "datetime64[us]")
    if getattr(series.dtype, "tz", None) is None:
        _refuse_zone(zone, name)
    else:
        series = series if zone is None else series.dt.tz_convert(zone)
        series = series.dt.tz_localize(None)
    return series.to_numpy().astype("datetime64[us]")


def _polars_clock(series: Any, zone: tzinfo | None, name: str) -> Instants:
    if series.dtype.time_zone is None:
        _refuse_zone(zone, name)
    else:
        moved = series if zone is None else series.dt.convert_time_zone(str(zone))
        series = moved.dt.replace_time_zone(None)
    numbers = series.dt.cast_time_unit("us").to_physical()
    known = numbers.fill_null(np.iinfo(np.int64).min)  # as NumPy writes NaT
    return cast("Instants", known.to_numpy().view("datetime64[us]"))


def _arrow_clock(column: Any, zone: tzinfo | None, name: str) -> Instants:
    import pyarrow as pa

    own = column.type.tz
    plain = column.cast(pa.timestamp("us", own), safe=False).cast(pa.int64())
    instants = np.asarray(plain.to_numpy(zero_copy_only=False))
    if instants.dtype.kind == "f":  # NaN for null
        gone = np.isnan(instants)
        numbers = plain.fill_null(0).to_numpy(zero_copy_only=False).astype("datetime64[us]")
        utc = np.where(gone, np.datetime64("NaT", "us"), numbers)
    else:
        utc = instants.astype("datetime64[us]")
    if own is None:
        _refuse_zone(zone, name)
        return utc
    return on_clock(utc, zone_of(own) if zone is None else zone)


def zone_of(text: str) -> tzinfo:
    """Return the zone of a name or an offset such as +05:30."""
    if found := re.fullmatch(r"([+-])(\d{2}):?(\d{2})", text):
        minutes = 60 * int(found[2]) + int(found[3])
        return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))
    from zoneinfo import ZoneInfo

    return ZoneInfo(text)


def spelled_offset(text: str) -> timedelta | None:
    """Return how far ahead of UTC the clock of a written time is, None if it does not say.

    Examples
    --------
    >>> spelled_offset("2024/03/31 10:00:00 AM GMT+1")
    datetime.timedelta(seconds=3600)
    """
    found = _SPELLED.search(text.strip())
    if found is None:
        return None
    named, sign, hours, minutes = found.groups()
    if named:
        return timedelta(0)
    ahead = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return -ahead if sign == "-" else ahead


def on_clock(utc: Instants, zone: tzinfo) -> Instants:
    """Return what the clock of a zone shows at instants of UTC.

    The offset is looked up once for each hour, since it hardly ever changes within one; where it
    does, once for each instant.
    """
    known = ~np.isnat(utc)
    hours, place = np.unique(utc[known].astype("datetime64[h]"), return_inverse=True)
    first, after = (_offsets(edge, zone) for edge in (hours, hours + _HOUR))
    offset = first[place]
    changes = (first != after)[place]
    if changes.any():
        offset[changes] = _offsets(utc[known][changes], zone)
    found = utc.copy()
    found[known] = utc[known] + offset
    return found


def _offsets(utc: NDArray[Any], zone: tzinfo) -> np.ndarray[tuple[int], np.dtype[np.timedelta64]]:
    shifts = [
        cast("timedelta", moment.replace(tzinfo=UTC).astimezone(zone).utcoffset())
        for moment in cast("list[datetime]", utc.astype("datetime64[us]").tolist())
    ]
    return np.array(shifts, dtype="timedelta64[us]")


def _read_objects(
    rows: Sequence[object], zone: tzinfo | None, name: str
) -> Instants | tuple[Moment | None, ...]:
    """Read dates, datetimes and text; each distinct one once."""
    places: dict[object, int] = {}
    try:
        each = (places.setdefault(_distinct(x), len(places)) for x in rows)
        codes = np.fromiter(each, np.int64)
    except (TypeError, RecursionError):  # lists and the like, and tuples nested too deeply
        raise _no_time(next((x for x in rows if not is_hashable(x)), rows[0]), name) from None
    distinct = list(places)
    texts = [x.strip() for x in distinct if isinstance(x, str)]
    written = [_WRITTEN.fullmatch(text) for text in texts]
    if all(written) and len(texts) == sum(x is not None for x in distinct):
        made = iter([_from_written(found, zone, rows, name) for found in written if found])
        times = (np.datetime64("NaT", "us") if x is None else next(made) for x in distinct)
        return np.array([*times], dtype="datetime64[us]")[codes]
    moments = _moments(distinct, texts, zone, rows, name)
    units = {moment.unit for moment in moments if moment is not None}
    if units <= {"day"}:
        days = [np.nan if m is None else 86_400e6 * m.position for m in moments]
        gone = np.isnan(days)
        clock = np.where(gone, 0, np.round(np.nan_to_num(days))).astype(np.int64).view("M8[us]")
        return np.where(gone, np.datetime64("NaT", "us"), clock)[codes]
    if len(units) > 1:
        raise OptionError(f"{name} must be all of one kind, got {' and '.join(map(str, units))}.")
    return tuple(moments[code] for code in codes.tolist())


def _distinct(value: object) -> object:
    """Tell apart the same instant on two clocks, and nothing from nothing."""
    if is_missing(value):
        return None
    return (value, str(value)) if isinstance(value, datetime) else value


def _from_written(
    found: re.Match[str], zone: tzinfo | None, rows: Sequence[object], name: str
) -> np.datetime64:
    day, clock, written = found.groups()
    try:
        moment = np.datetime64(f"{day}T{(clock or '00').replace(',', '.')}", "us")
    except ValueError:  # 30 February
        raise _no_time(found[0], _placed(name, rows, found[0])) from None
    if zone is None:
        return moment
    if not written:
        _refuse_zone(zone, name, found[0])
    named = written.upper() in ("Z", "UTC", "GMT")
    short = written if named or len(written) > 3 else f"{written}00"
    offset = timedelta(0) if named else cast("timedelta", zone_of(short).utcoffset(None))
    utc = moment - np.timedelta64(offset)
    return cast("np.datetime64", on_clock(np.array([utc], dtype="datetime64[us]"), zone)[0])


def _moments(
    distinct: Sequence[object],
    texts: Sequence[str],
    zone: tzinfo | None,
    rows: Sequence[object],
    name: str,
) -> list[Moment | None]:
    meant = read_spellings(texts) if texts else None
    if isinstance(meant, Ambiguous):
        raise OptionError(f"{name}: {meant}. Write dates as 2024-03-31.")
    if texts and (meant is None or meant.moments[0].unit in (None, "order")):
        unread = [x for x in texts if not isinstance(read_spellings([texts[0], x]), Column)]
        raise _no_time((unread or texts)[0], _placed(name, rows, (unread or texts)[0]))
    spelled = iter(meant.moments if meant else ())
    return [_moment(x, spelled, zone, rows, name) for x in distinct]


def _moment(
    value: object, spelled: Any, zone: tzinfo | None, rows: Sequence[object], name: str
) -> Moment | None:
    if value is None:
        return None
    if isinstance(value, str):
        return _on_its_clock(value, cast("Moment", next(spelled)), zone, name)
    if isinstance(value, tuple) and value:  # a datetime beside its text
        value = value[0]
    if isinstance(value, datetime) and zone is not None and value.tzinfo is not None:
        value = value.astimezone(zone)
    elif isinstance(value, (date, np.datetime64)):
        _refuse_zone(zone, name)
    found = calendar_moment(value)
    if found is None:
        raise _no_time(value, _placed(name, rows, value))
    return found


def _on_its_clock(text: str, moment: Moment, zone: tzinfo | None, name: str) -> Moment:
    """Move a written time from the zone that stands behind it to another one."""
    if zone is None:
        return moment
    ahead = spelled_offset(text)
    if ahead is None:
        _refuse_zone(zone, name, text)
    shift = cast("timedelta", ahead) // timedelta(microseconds=1)
    utc = np.array([round(86_400e6 * moment.position) - shift], dtype="datetime64[us]")
    there = on_clock(utc, zone).astype(np.int64)
    return moment._replace(position=float(there[0]) / 86_400e6)


def _no_time(value: object, name: str) -> OptionError:
    return OptionError(
        f'{name} must be a date, a datetime or text such as "2024-03-31" or "2024-03-31T10:00Z",'
        f" got {shown(value)}."
    )


def _placed(name: str, rows: Sequence[object], value: object) -> str:
    """Return a name with the position at which a value first occurs."""
    *cells, own = (x.strip() if isinstance(x, str) else id(x) for x in (*rows, value))
    return f"{name}[{cells.index(own)}]" if own in cells else name
