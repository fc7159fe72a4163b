"""Segments in time: which key of cohorts is the time, and the waves of each segment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, cast

import numpy as np

from nps._base.checks import did_you_mean
from nps._base.columns.containers import as_column, as_objects
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.labels import Labels
from nps._base.labels.times import (
    check_order,
    in_steps,
    label_moments,
    time_positions,
    times_of,
    wave_moments,
)
from nps._base.text import shown
from nps._surveys.kinds import ManySamples

if TYPE_CHECKING:
    from nps._base.labels.readings import Moment
    from nps._base.labels.times import Times

Samples = TypeVar("Samples", bound=ManySamples)


@dataclass(frozen=True, slots=True, eq=False)
class Line(Generic[Samples]):
    """The waves of one segment in order of time, and where they stand among all cohorts."""

    segment: object
    waves: Samples
    rows: Sequence[int]
    axis: Times


@dataclass(frozen=True, slots=True, eq=False)
class Series(Generic[Samples]):
    """Cohorts of several keys as a line of waves for each segment.

    `waves` are the labels of the key that is the time, `segments` those of the others together.
    """

    waves: Labels
    segments: Labels
    lines: tuple[Line[Samples], ...]

    def __iter__(self) -> Iterator[Line[Samples]]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def position(self, segment: object) -> int:
        """Return where a segment stands."""
        return self.segments.position(segment)

    def __contains__(self, segment: object) -> bool:
        return segment in self.segments

    def of(self, segments: Sequence[object]) -> Series[Samples]:
        """Return these segments only."""
        rows = [self.position(segment) for segment in segments]
        return Series(self.waves, self.segments.take(rows), tuple(self.lines[i] for i in rows))

    def by_wave(self, times: object) -> object:
        """Return times that were given in the order of the waves as a mapping from wave to time."""
        if times is None or isinstance(times, Mapping):
            return times
        return dict(zip(self.waves, as_objects(as_column(times, "times")), strict=True))

    def start(self, segment: object) -> int:
        """Return where a segment begins if one stands after the other."""
        return sum(len(line.rows) for line in self.lines[: self.position(segment)])

    def rows(self) -> list[int]:
        """Return the positions of all cohorts, one segment after the other in order of time."""
        return [row for line in self.lines for row in line.rows]


def read_series(
    cohorts: Samples, time: object = None, *, times: object = None, per: object = None
) -> Series[Samples] | None:
    """Return the waves of each segment, or None where cohorts have one key: that is the time."""
    keyed = with_keys(cohorts._labels)
    names = keyed.keys
    if len(names) < 2:
        _check_key(time, names)
        return None
    key = time_key(keyed, time)
    values = cast("tuple[tuple[object, ...], ...]", keyed.values)
    waves = Labels(
        list(dict.fromkeys(value[key] for value in values)),
        names[key : key + 1],
        by_hand=keyed.by_hand,
        categories=keyed.categories[key : key + 1],
    )
    moments = wave_moments(times, waves, per, key=names[key])
    known = None if moments is None else dict(zip(waves, moments, strict=True))
    members: dict[object, list[int]] = {}
    for i, value in enumerate(values):
        rest = value[:key] + value[key + 1 :]
        members.setdefault(rest[0] if len(rest) == 1 else rest, []).append(i)
    lines = tuple(
        _line(cohorts, segment, rows, [values[i][key] for i in rows], waves, known, per)
        for segment, rows in members.items()
    )
    segments = Labels(list(members), names[:key] + names[key + 1 :], by_hand=True)
    return Series(waves, segments, lines)


def _line(
    cohorts: Samples,
    segment: object,
    rows: list[int],
    when: list[object],
    waves: Labels,
    known: Mapping[object, Moment] | None,
    per: object,
) -> Line[Samples]:
    if known is not None and not waves.by_hand:
        order = sorted(range(len(rows)), key=lambda i: known[when[i]].position)
        rows, when = [rows[i] for i in order], [when[i] for i in order]
    labels = Labels(when, waves.keys, by_hand=waves.by_hand, categories=waves.categories)
    axis = in_steps(len(rows))
    if known is not None:
        axis = times_of([known[label] for label in when], per)
        check_order(axis, when)
    return Line(segment, cohorts._relabelled(np.array(rows), labels), rows, axis)


def with_keys(labels: Labels) -> Labels:
    """Return labels with the names of their keys; the parts of tuples without any get one."""
    names = labels.keys
    if not names:
        lengths = {len(label) if isinstance(label, tuple) else 1 for label in labels}
        several = len(lengths) == 1 and lengths != {1}
        names = tuple(f"key {i + 1}" for i in range(*lengths)) if several else ("cohort",)
    return Labels(labels.values, names, by_hand=labels.by_hand, categories=labels.categories)


def time_key(labels: Labels, time: object) -> int:
    """Return which key is the time: the one that is named, or the only one that can be."""
    columns = labels.columns()
    names = list(columns)
    if (named := _check_key(time, names)) is not None:
        return names.index(named)
    calendar = [name for name in names if time_positions(columns[name]) is not None]
    others = [i for i, name in enumerate(names) if _in_order(labels, i, columns[name])]
    found = [names.index(name) for name in calendar] or others
    if len(found) == 1:
        return found[0]
    if not found:
        raise OptionError(
            f"which key is the time? None of {names} holds times: name it,"
            f" time={shown(names[0])}, and"
            " say the order of its labels where they are counted,"
            f" order={{{shown(names[0])}: [...]}}."
        )
    either = " and ".join(shown(names[i]) for i in found)
    raise OptionError(
        f"which key is the time? {either} can be: say time={shown(names[found[0]])}. The other keys"
        " are the segments, each a series of its own."
    )


def _in_order(labels: Labels, key: int, column: Sequence[object]) -> bool:
    """Tell a key that has an order, of numbers or of categories, which need not be that of time."""
    distinct = [label for label in dict.fromkeys(column) if label is not None]
    part = Labels(distinct, categories=labels.categories[key : key + 1])
    return isinstance(label_moments(part), tuple)


def _check_key(time: object, names: Sequence[str]) -> str | None:
    """Return the key that was named as the time, if it is one."""
    if time is None:
        return None
    given = f"time must be the name of a key, one of {list(names)}, got {shown(time)}."
    if not isinstance(time, str):
        raise InputTypeError(f"{given} When each wave was taken is told by times=.")
    if time not in names:
        raise OptionError(f"{given}{did_you_mean(time, list(names))}")
    return time


def apart(label: object, reference: object) -> tuple[object, object, object]:
    """Return the segment that two waves have in common, None if there is none, and the waves."""
    if isinstance(label, tuple) and isinstance(reference, tuple) and len(label) == len(reference):
        differ = [
            i for i, pair in enumerate(zip(label, reference, strict=True)) if pair[0] != pair[1]
        ]
        if len(differ) == 1:
            (at,) = differ
            rest = label[:at] + label[at + 1 :]
            return rest[0] if len(rest) == 1 else rest, label[at], reference[at]
    return None, label, reference
