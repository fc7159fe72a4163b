"""When waves were taken: numbers, dates, periods or ISO text in, positions on one axis out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, TypeGuard, cast

import numpy as np

from nps._base.checks import NO_NUMBERS, as_float, check_option, check_same_length
from nps._base.columns.containers import as_column, as_objects, is_missing, package_of
from nps._base.errors import OptionError
from nps._base.labels.readings import YEARS, Moment, readings
from nps._base.labels.spellings import Ambiguous, Column, calendar_moment, read_spellings
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
    "half": 365.2425 / 2.0,
    "year": 365.2425,
}
#: Numbers that are times are no larger than this.
LARGEST = 1e100
#: What a trend may be expressed in, and what it is for times of each resolution.
PER = ("day", "week", "month", "quarter", "year")
_NATURAL = {**{unit: unit for unit in DAYS}, "day": "year", "half": "year"}


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


class Named(Protocol):
    """What is used of labels."""

    values: tuple[object, ...]
    by_hand: bool

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[object]: ...
    def ranked(self) -> tuple[Moment, ...] | None: ...


class Waves(Protocol):
    """Cohorts, or labels."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[object]: ...


def read_times(times: object, waves: Waves, per: object) -> Times:
    """Return when the waves were taken: from `times`, from their labels, or an order by hand."""
    moments = wave_moments(times, waves, per)
    return in_steps(len(waves)) if moments is None else times_of(moments, per)


def wave_moments(
    times: object, waves: Waves, per: object, *, key: str | None = None
) -> tuple[Moment, ...] | None:
    """Return when each wave was taken, or None if all that is known is an order by hand.

    `key` is the key that the labels come from, where there are others.
    """
    if per is not None:
        check_option("per", per, PER)
    if times is not None:
        column = times
        if isinstance(times, Mapping):
            lacking = [label for label in waves if label not in times]
            if lacking:
                raise OptionError(f"times has no entry for the wave {shown(lacking[0])}.")
            column = [times[label] for label in waves]
        moments = read_moments(column, "times")
        check_same_length("times", len(moments), "the waves", len(waves))
        return moments
    labels = cast("Named", getattr(waves, "_labels", waves))
    known = label_moments(labels)
    if isinstance(known, tuple):
        return known
    if per is not None:
        raise OptionError(
            f"per={shown(per)} needs calendar times: the labels of the waves are none, so give"
            ' times=["2024-01-15", ...].'
        )
    if len(labels) > 1 and not labels.by_hand:
        raise _unknown_order(labels, known, key)
    return None


def in_steps(size: int) -> Times:
    """Return times of so many waves of which only the order is known."""
    return Times(np.arange(1.0, size + 1.0), "wave", 0.0)


def _unknown_order(labels: Named, why: Ambiguous | None, key: str | None) -> OptionError:
    some = ", ".join(map(shown, labels.values[:8])) + (", ..." if len(labels) > 8 else "")
    reason = str(why) if why else f"the labels {some} are no times"
    by_hand = f"waves.select([{some}]) in the order of time, or order=[...] where they are counted"
    if key is not None:
        by_hand = f"order={{{shown(key)}: [{some}]}} in the order of time, where they are counted"
    return OptionError(
        f"the order of the waves is not known: {reason}. Say which comes first, by hand: {by_hand};"
        " or rename them to times such as 2024-Q1."
    )


def check_order(axis: Times, waves: Iterable[object]) -> None:
    """Refuse waves that do not stand in order of time."""
    late = np.flatnonzero(np.diff(axis.position) < 0.0)
    if late.size:
        one, two = list(waves)[late[0] : late[0] + 2]
        raise OptionError(
            f"waves must be in order of time, but {shown(two)} stands after {shown(one)}. Sort"
            ' them, for example cohorts with waves.sort_by("label").'
        )


def label_moments(labels: Named) -> tuple[Moment, ...] | Ambiguous | None:
    """Return the labels as times, how they are ambiguous, or None if they are names."""
    named = [label for label in labels if label is not None]
    found = labels.ranked() or _read_labels(named)
    if isinstance(found, tuple) and len(named) < len(labels):
        raise OptionError(
            "the labels of the waves are times, but one of them is missing (None). Leave it out:"
            " waves.select([label for label in waves if label is not None]), or with several keys"
            " those whose label has no None."
        )
    return found


def _read_labels(named: Sequence[object]) -> tuple[Moment, ...] | Ambiguous | None:
    if not named:
        return None
    if isinstance(named[0], str):
        found = _read_column(named)
        return found.moments if isinstance(found, Column) else found
    try:
        return read_moments(named, "labels")
    except OptionError:
        return None


def time_positions(column: Sequence[object]) -> dict[object, float] | None:
    """Return where the labels of a key stand in time; None if they are names or mere numbers.

    Whole numbers are years from 1900 to 2100. Missing labels have no place.
    """
    first = next((label for label in column if label is not None), None)
    if not _may_be_time(first):
        return None
    labels = [label for label in dict.fromkeys(column) if label is not None]
    if isinstance(first, str):
        found = _read_column(labels)
        if isinstance(found, Ambiguous | None) or not found.is_time:
            return None
        return {x: moment.position for x, moment in zip(labels, found.moments, strict=True)}
    if isinstance(first, (int, float)):
        return dict(zip(labels, map(float, labels), strict=True)) if _are_years(labels) else None
    moments = _read_labels(labels)
    if not isinstance(moments, tuple):
        return None
    ranked: Sequence[object]
    try:  # by themselves: a count of days has no room for nanoseconds
        ranked = sorted(cast("Sequence[date]", labels))
    except TypeError:  # those of NumPy beside those of Python
        days = dict(zip(labels, moments, strict=True))
        ranked = sorted(labels, key=lambda label: (days[label].position, str(label)))
    return {label: float(place) for place, label in enumerate(ranked)}


def is_time_column(column: object) -> bool:
    """Tell whether a key column holds times: dates, or texts that are times."""
    kind = str(getattr(column, "dtype", getattr(column, "type", "")))
    if kind.lower().startswith(("datetime", "timestamp", "date", "period", "<m8", ">m8")):
        return True
    some = [x for x in as_objects(as_column(column, "groups"))[:1000] if not is_missing(x)]
    if not some or isinstance(some[0], (int, float)):
        return False
    if isinstance(some[0], str):
        found = _read_column(some)
        return isinstance(found, Ambiguous) or (found is not None and found.is_time)
    return isinstance(_read_labels(some), tuple)


def _may_be_time(label: object) -> bool:
    if isinstance(label, str):
        return bool(readings(label))
    if isinstance(label, (int, float)):
        return _are_years([label])
    return isinstance(label, (date, np.datetime64)) or package_of(label) == "pandas"


def _are_years(labels: Sequence[object]) -> TypeGuard[Sequence[float]]:
    return all(
        type(x) in (int, float)
        and YEARS[0] <= cast("float", x) <= YEARS[1]
        and cast("float", x) % 1 == 0
        for x in labels
    )


def _read_column(labels: Sequence[object]) -> Column | Ambiguous | None:
    if not all(isinstance(label, str) for label in labels):
        return None
    return read_spellings(cast("Sequence[str]", labels))


def read_moments(times: object, name: str) -> tuple[Moment, ...]:
    """Read numbers or calendar times, all of one resolution; dates and datetimes count as days."""
    objects = as_objects(as_column(times, name))
    written = {i: value for i, value in enumerate(objects) if _is_text(value)}
    meant = dict(zip(written, _read_texts(written, name), strict=True))
    moments = tuple(
        meant.get(i) or _moment(value, f"{name}[{i}]") for i, value in enumerate(objects)
    )
    units = list(dict.fromkeys(moment.unit for moment in moments))
    if len(units) > 1:
        kinds = " and ".join("numbers" if unit is None else f"{unit}s" for unit in units)
        raise OptionError(f"{name} must be all of one kind, got {kinds}.")
    return moments


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and not is_missing(value)


def _read_texts(texts: Mapping[int, str], name: str) -> tuple[Moment, ...]:
    """Return what texts mean together, if that is one thing."""
    found = read_spellings(list(texts.values())) if texts else None
    if isinstance(found, Ambiguous):
        raise OptionError(f"{name}: {found}. Write dates as 2024-03-31.")
    if found is not None:
        return found.moments
    kinds = {}
    for i, text in texts.items():
        meant = readings(text)
        if not meant:
            raise _no_moment(text, f"{name}[{i}]")
        kinds[next(iter(meant.values())).unit] = text
    if texts:
        units = " and ".join("numbers" if unit is None else f"{unit}s" for unit in kinds)
        raise OptionError(
            f"{name} must be all of one kind, got {units}: {shown([*kinds.values()])}."
        )
    return ()


def _no_moment(value: object, name: str) -> OptionError:
    return OptionError(
        f'{name} must be a number, a date, a period or text such as "2024", "2024-03",'
        f' "2024-Q1", "2024-W05", "2024-03-31", got {shown(value)}.'
    )


def times_of(moments: Sequence[Moment], per: object) -> Times:
    """Return moments as positions on one axis, in units of `per` or their own."""
    own = moments[0].unit if moments else None
    if own == "order" and per is None:
        return Times(np.array([moment.position for moment in moments]), "wave", 0.0)
    if own is None or own == "order":
        if per is not None:
            raise OptionError(
                f"per={shown(per)} needs calendar times, but the times are plain numbers. Dates, "
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
    if isinstance(value, NO_NUMBERS) or not isinstance(
        value, (int, float, np.integer, np.floating)
    ):
        found = calendar_moment(value)
        if found is None:
            raise _no_moment(value, name)
        return found
    number = as_float(value)
    if not np.isfinite(number):
        raise OptionError(f"{name} must be finite, got {shown(value)}.")
    if abs(number) > LARGEST:  # its square could not be added
        raise OptionError(f"{name} must be at most {LARGEST:g} in size, got {shown(value)}.")
    return Moment(None, number)
