"""Labels as JSON knows them, each with the type that it had: dates come back as dates.

Text, finite numbers, booleans and None need no type, and tuples have one for each part. A type is
named with its package, and with what else its text leaves open: ``pandas.Period[M]``. Labels of
other types are saved as text under the mere name of their type, and are not read back.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias, cast
from uuid import UUID

import numpy as np

from nps._base.errors import OptionError
from nps._base.text import label_string, shown

if TYPE_CHECKING:
    #: A type, one for each part of a tuple, or None where JSON needs none.
    Kind: TypeAlias = "str | list[Kind] | None"

_DURATION = re.compile(r"(?:(-?\d+) days?, )?(\d+):(\d+):(\d+)(?:\.(\d{6}))?")
_CLOSED: Mapping[str, Literal["both", "left", "neither", "right"]] = {
    "[]": "both",
    "(]": "right",
    "[)": "left",
    "()": "neither",
}


def save_label(name: str, label: object) -> dict[str, object]:
    """Return a label under this name, and beside it its type if JSON would lose it.

    A tuple of labels may be saved as if it were one.
    """
    value, kind = _saved(label)
    return {name: value} if kind is None else {name: value, f"{name}_type": kind}


def read_label(name: str, state: Mapping[str, object]) -> object:
    """Return the label that `save_label` put into a state, or that JSON made of it."""
    return _restored(state[name], cast("Kind", state.get(f"{name}_type")))


def _saved(label: object) -> tuple[object, Kind]:
    if isinstance(label, tuple):
        parts = [_saved(part) for part in label]
        kinds = [kind for _, kind in parts]
        return [value for value, _ in parts], kinds if any(kinds) else None
    if label is None or isinstance(label, (str, int)):
        return label, None
    if isinstance(label, float) and math.isfinite(label):
        return label, None
    text = label.hex() if isinstance(label, bytes) else label_string(label)
    kind = _kind(label)
    return text, kind if _comes_back(text, kind, label) else type(label).__name__


def _kind(label: object) -> str:
    """Name the first of a label's classes that can be read, with what its text leaves open."""
    for kind in type(label).__mro__:
        name = f"{kind.__module__.partition('.')[0]}.{kind.__name__}"
        if name in _READERS:
            open_end = _OPEN[name](label) if name in _OPEN else None
            return f"{name}[{open_end}]" if open_end else name
    return ""


def _comes_back(text: str, kind: str, label: object) -> bool:
    """Tell whether what is read would be found among the labels: equal, with an equal hash."""
    try:
        found = _restored(text, kind)
    except OptionError:
        return False
    return found == label and hash(found) == hash(label)


def _restored(saved: object, kind: Kind) -> object:
    if isinstance(saved, list):
        kinds = [None] * len(saved) if kind is None else kind
        if isinstance(kinds, list) and len(kinds) == len(saved):
            return tuple(map(_restored, saved, kinds))
    elif kind is None:
        return saved
    elif isinstance(saved, str) and isinstance(kind, str):
        name, _, open_end = kind.partition("[")
        try:
            return _READERS[name](saved, open_end.removesuffix("]"))
        except (ArithmeticError, LookupError, OSError, TypeError, ValueError):
            pass
    raise OptionError(
        f"a saved label, {shown(saved)}, can't be read as {shown(kind)}. Labels that come back are"
        " text, numbers, dates, times, periods and tuples of them; make labels text before"
        " counting, or take them as text by removing their types from the saved state."
    )


# ---------------------------------------------------------------- what the text leaves open


def _zone(stamp: object) -> object:
    """Return the name of a time zone; a mere offset from UTC is in the text."""
    zone = getattr(stamp, "tzinfo", None)
    return getattr(zone, "key", None) or getattr(zone, "zone", None)


def _unit(date: object) -> object:
    return str(np.asarray(date).dtype).partition("[")[2].removesuffix("]")


def _ends(interval: object) -> object:
    end = getattr(interval, "left", None)
    return _kind(end.item() if isinstance(end, np.number) else end)


_OPEN: Mapping[str, Callable[[object], object]] = {
    "datetime.datetime": _zone,
    "numpy.datetime64": _unit,
    "numpy.timedelta64": _unit,
    "pandas.Interval": _ends,
    "pandas.Period": lambda period: getattr(period, "freqstr", None),
    "pandas.Timestamp": _zone,
}

# ---------------------------------------------------------------- readers


def _number(text: str, _: str) -> object:
    try:
        return int(text)
    except ValueError:
        return float(text)


def _datetime(text: str, zone: str) -> object:
    stamp = dt.datetime.fromisoformat(text)
    if not zone:
        return stamp
    from zoneinfo import ZoneInfo

    local = stamp.replace(tzinfo=ZoneInfo(zone))
    # the second of two equal times on the day when clocks are set back
    return local if local.utcoffset() == stamp.utcoffset() else local.replace(fold=1)


def _duration(text: str, _: str) -> object:
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ValueError(text)
    days, hours, minutes, seconds, microseconds = (int(part or 0) for part in found.groups())
    return dt.timedelta(days, seconds, microseconds, minutes=minutes, hours=hours)


def _numpy_date(text: str, unit: str) -> object:
    return np.datetime64(text).astype(f"M8[{unit}]")


def _numpy_duration(text: str, unit: str) -> object:
    """Read "50 seconds", which may be two steps of a unit of 25 seconds."""
    steps = np.int64(text.split()[0])
    return steps.astype(f"m8[{unit.lstrip('0123456789')}]").astype(f"m8[{unit}]")


def _pandas_timestamp(text: str, zone: str) -> object:
    import pandas as pd

    stamp = pd.Timestamp(text)
    return stamp.tz_convert(zone) if zone else stamp


def _pandas_duration(text: str, _: str) -> object:
    import pandas as pd

    return pd.Timedelta(text)


def _pandas_period(text: str, frequency: str) -> object:
    import pandas as pd

    return pd.Period(text, freq=frequency)


def _pandas_interval(text: str, kind: str) -> object:
    import pandas as pd

    left, right = (cast("float", _restored(end, kind)) for end in text[1:-1].split(", "))
    return pd.Interval(left, right, _CLOSED[text[0] + text[-1]])


_READERS: Mapping[str, Callable[[str, str], object]] = {
    "builtins.bytes": lambda text, _: bytes.fromhex(text),
    "builtins.float": _number,
    "builtins.int": _number,
    "datetime.date": lambda text, _: dt.date.fromisoformat(text),
    "datetime.datetime": _datetime,
    "datetime.time": lambda text, _: dt.time.fromisoformat(text),
    "datetime.timedelta": _duration,
    "decimal.Decimal": lambda text, _: Decimal(text),
    "fractions.Fraction": lambda text, _: Fraction(*map(int, text.split("/"))),
    "numpy.datetime64": _numpy_date,
    "numpy.timedelta64": _numpy_duration,
    "pandas.Interval": _pandas_interval,
    "pandas.Period": _pandas_period,
    "pandas.Timedelta": _pandas_duration,
    "pandas.Timestamp": _pandas_timestamp,
    "uuid.UUID": lambda text, _: UUID(text),
}
