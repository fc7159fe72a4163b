"""Names of cohorts: how they sort, which order they have, how they are found again."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from nps._base.checks import did_you_mean
from nps._base.columns.containers import as_column, as_objects
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.readings import Moment
from nps._base.labels.tidying import is_hashable, tidy
from nps._base.labels.times import time_positions
from nps._base.text import label_text, outward, shown, whole_characters
from nps._base.words.notes import Note

if TYPE_CHECKING:
    import pandas as pd

    from nps._base.typing import HandOrder
    from nps._kernels import IntArray

#: The values of an ordered categorical column, in order.
Categories: TypeAlias = "tuple[object, ...]"
_DIGITS = re.compile(r"(\d+)")
_NUMBER = re.compile(r"\s*[+-]?\d+(\.\d+)?\s*")


def check_keys(keys: object) -> tuple[str, ...]:
    """Return the names of keys: one name, several, or none."""
    names = (keys,) if isinstance(keys, str) else tuple(as_objects(as_column(keys, "keys")))
    for name in names:
        if not isinstance(name, str):
            raise InputTypeError(f"keys must be names of keys, got {shown(name)}.")
    return cast("tuple[str, ...]", names)


class Labels:
    """Distinct labels in order, with the names of the keys they come from; found in O(1).

    With several keys a label is a tuple with one part for each key. `by_hand` tells an order that
    somebody gave from one that the rows happened to have. `categories` are those of each key in
    their order, None for a key without ordered categories; empty if there are none at all.
    """

    __slots__ = ("_positions", "by_hand", "categories", "keys", "values")

    keys: tuple[str, ...]
    values: tuple[object, ...]
    by_hand: bool
    categories: tuple[Categories | None, ...]

    def __init__(
        self,
        values: Sequence[object],
        keys: Sequence[str] = (),
        *,
        by_hand: bool = False,
        categories: Sequence[Categories | None] = (),
    ) -> None:
        self.values = tuple(values)
        self.by_hand = by_hand
        self.categories = tuple(categories) if any(c is not None for c in categories) else ()
        self.keys = check_keys(keys)
        if len(set(self.keys)) < len(self.keys):
            raise OptionError(
                Note("key names must be distinct, got {keys}.", keys=shown(self.keys))
            )
        try:
            self._positions = {label: i for i, label in enumerate(self.values)}
        except TypeError:
            raise InputTypeError(
                "labels must be hashable, such as text, numbers, dates or tuples of them."
            ) from None
        if len(self._positions) != len(self.values):
            twice = next(x for i, x in enumerate(self.values) if self._positions[x] != i)
            raise OptionError(
                f"labels must be distinct, but {shown(twice)} occurs more than once."
                " Add cohorts with + to merge them."
            )
        if len(self.keys) > 1:
            for label in self.values:
                if not isinstance(label, tuple) or len(label) != len(self.keys):
                    raise OptionError(
                        f"each label must be a tuple with a part for each of {self.keys},"
                        f" got {shown(label)}."
                    )

    def __repr__(self) -> str:
        some = ", ".join(map(shown, self.values[:8]))
        return f"Labels([{some}{', ...' if len(self) > 8 else ''}])"

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[object]:
        return iter(self.values)

    def __contains__(self, label: object) -> bool:
        return is_hashable(label) and label in self._positions

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Labels):
            return NotImplemented
        return self.values == other.values and self.keys == other.keys

    __hash__ = None  # type: ignore[assignment]  # compared by content, never a key itself

    def position(self, label: object) -> int:
        """Return where a label stands; one that is not there is named with some that are."""
        if label in self:
            return self._positions[label]
        some = ", ".join(shown(other) for other in self.values[:8])
        more = ", ..." if len(self) > 8 else ""
        hint = did_you_mean(label, [v for v in self.values if isinstance(v, str)])
        raise KeyError(f"no cohort is labelled {shown(label)}; there are {some}{more}.{hint}")

    def having(self, part: object) -> tuple[list[int], Labels] | None:
        """Return where a part of labels of several keys stands, and those labels without it.

        None where no key has it; where two keys have it, an error names them.
        """
        if len(self.keys) < 2 or not is_hashable(part):
            return None
        columns = self.columns()
        found = [i for i, column in enumerate(columns.values()) if part in column]
        if not found:
            return None
        if len(found) > 1:
            one, other = (self.keys[i] for i in found[:2])
            raise KeyError(
                f"{shown(part)} is a label of {shown(one)} and of {shown(other)}: select by whole"
                f" labels, such as cohorts[{shown(self.values[0])}]."
            )
        (at,) = found
        rows = [i for i, value in enumerate(columns[self.keys[at]]) if value == part]
        return rows, self.without(at, rows)

    def without(self, key: int, rows: Sequence[int]) -> Labels:
        """Return the labels at these positions without one of several keys."""
        labels = cast("tuple[tuple[object, ...], ...]", self.values)
        kept = [labels[i][:key] + labels[i][key + 1 :] for i in rows]
        return Labels(
            [label[0] if len(label) == 1 else label for label in kept],
            self.keys[:key] + self.keys[key + 1 :],
            by_hand=self.by_hand,
            categories=self.categories[:key] + self.categories[key + 1 :],
        )

    def take(self, positions: Sequence[int] | IntArray, *, by_hand: bool | None = None) -> Labels:
        """Return the labels at these positions; the order stays one by hand unless it is said."""
        return Labels(
            [self.values[i] for i in positions],
            self.keys,
            by_hand=self.by_hand if by_hand is None else by_hand,
            categories=self.categories,
        )

    def merged(self, other: Labels) -> Labels:
        """Return these labels and then those of the other that are new.

        The order is one by hand if that of both is; categories stay where both have the same.
        """
        values = list(dict.fromkeys((*self.values, *other.values)))
        return Labels(
            values,
            self.keys or other.keys,
            by_hand=self.by_hand and other.by_hand,
            categories=self.categories if self.categories == other.categories else (),
        )

    def ranked(self) -> tuple[Moment, ...] | None:
        """Return the places of labels, but None, among the ordered categories of a single key."""
        if len(self.categories) != 1 or self.categories[0] is None:
            return None
        places = {label: float(i) for i, label in enumerate(self.categories[0], 1)}
        known = [label for label in self.values if label is not None]
        if any(label not in places for label in known):
            return None
        return tuple(Moment("order", places[label]) for label in known)

    def in_order(self, otherwise: Literal["appearance", "label"]) -> list[int] | None:
        """Return the positions that put labels in the order of categories, or of time.

        None where no key has such an order. Of several keys those without one go by the appearance
        of their parts or sort as labels do; a missing part comes last.
        """
        if not self.values:
            return None
        columns = list(zip(*self.values, strict=True)) if len(self.keys) > 1 else [self.values]
        known = [self._places(key, column) for key, column in enumerate(columns)]
        if not any(known):
            return None
        places = [
            found or _places_of(column, otherwise)
            for found, column in zip(known, columns, strict=True)
        ]
        rows = [
            tuple(place[part] for place, part in zip(places, parts, strict=True))
            for parts in zip(*columns, strict=True)
        ]
        return sorted(range(len(rows)), key=rows.__getitem__)

    def _places(self, key: int, column: Sequence[object]) -> dict[object, float] | None:
        """Return where the parts of a key stand among its categories or in time."""
        categories = self.categories[key] if self.categories else None
        if categories is None:
            found = time_positions(column)
        else:
            found = {label: float(i) for i, label in enumerate(categories)}
            found = {part: found.get(part, math.inf) for part in column}
        return None if found is None else {**found, None: math.inf}

    def sorted(self) -> list[int]:
        """Return the positions that sort the labels: by category, else by time, else by label."""
        return self.in_order("label") or sorted_positions(self.values)

    def by_label(self, *, descending: bool = False) -> list[int]:
        """Return the positions that sort the labels either way, missing parts always last."""
        order = self.sorted()[:: -1 if descending else 1]
        parts = [label if isinstance(label, tuple) else (label,) for label in self.values]
        first: dict[object, int] = {}  # where the rows begin that share these parts
        for place, i in enumerate(order):
            for stop in range(1, len(parts[i]) + 1):
                first.setdefault(parts[i][:stop], place)
        return sorted(
            order,
            key=lambda i: [
                (part is None, first[parts[i][:stop]]) for stop, part in enumerate(parts[i], 1)
            ],
        )

    def by_list(self, order: HandOrder) -> list[int]:
        """Return the positions that put labels in an order by hand, which must name all of them.

        Labels without a name (None) may be left out and then come last.
        """
        if isinstance(order, Mapping):
            columns = self.columns()
            unknown = [key for key in order if key not in columns]
            if unknown:
                raise OptionError(
                    f"order names {shown(unknown[0])}, but the keys are {list(columns)}."
                    f"{did_you_mean(unknown[0], list(columns))}"
                )
            places = [
                _listed(order[key], column, f"order[{shown(key)}]")
                if key in order
                else _places_of(column, "appearance")
                for key, column in columns.items()
            ]
        else:
            columns = {"": list(self.values)}
            places = [_listed(order, self.values, "order")]
        rows = [
            tuple(place[part] for place, part in zip(places, parts, strict=True))
            for parts in zip(*columns.values(), strict=True)
        ]
        return sorted(range(len(rows)), key=rows.__getitem__)

    def columns(self) -> dict[str, list[object]]:
        """Return one column for each key; a single key without a name is called cohort."""
        if len(self.keys) > 1:
            rows = cast("tuple[tuple[object, ...], ...]", self.values)
            return {key: [row[i] for row in rows] for i, key in enumerate(self.keys)}
        return {self.keys[0] if self.keys else "cohort": list(self.values)}

    def outside(self) -> dict[str, list[object]]:
        """Return the columns as other libraries take them."""
        return {whole_characters(key): outward(column) for key, column in self.columns().items()}

    def pandas_index(self) -> pd.Index:
        """Return an Index, or a MultiIndex for several keys."""
        import pandas as pd

        columns = self.outside()
        if len(columns) > 1:
            return pd.MultiIndex.from_arrays(list(columns.values()), names=list(columns))
        ((name, values),) = columns.items()
        return pd.Index(values, name=name, tupleize_cols=False)


def _listed(order: object, column: Sequence[object], name: str) -> dict[object, float]:
    """Return the place of each label in a list that somebody gave."""
    given = tidy(as_objects(as_column(order, name)))
    places: dict[object, float] = {None: math.inf}
    odd = [label for label in given if not is_hashable(label)]
    if odd:
        raise InputTypeError(f"{name} must hold labels, got {shown(odd[0])}.")
    places |= {label: float(place) for place, label in enumerate(given)}
    if len(set(given)) < len(given):
        twice = next(label for i, label in enumerate(given) if label in given[:i])
        raise OptionError(f"{name} must name each label once, but {shown(twice)} occurs twice.")
    there = set(column)
    unknown = [label for label in given if label not in there and label is not None]
    lacking = [label for label in dict.fromkeys(column) if label not in places]
    if unknown or lacking:
        some = ", ".join(map(shown, (unknown or lacking)[:8]))
        what = f"names {some}, which nobody has" if unknown else f"leaves out {some}"
        texts = [label for label in there if isinstance(label, str)]
        hint = did_you_mean(unknown[0], texts) if unknown else ""
        raise OptionError(f"{name} {what}: it must name every label that occurs.{hint}")
    return places


def _places_of(column: Sequence[object], otherwise: str) -> dict[object, float]:
    """Return the places of the parts of a key that has no order of its own."""
    parts = list(dict.fromkeys(column))
    order = sorted_positions(parts) if otherwise == "label" else range(len(parts))
    return {parts[at]: float(place) for place, at in enumerate(order)}


def sort_key(label: object) -> tuple[object, ...]:
    """Order labels as people do: 2 before 10, "Week 2" before "Week 10", missing last."""
    if isinstance(label, tuple):
        return tuple(sort_key(part) for part in label)
    if label is None:
        return (3,)
    if isinstance(label, (int, float)):
        return (0, label, "")
    if isinstance(label, str):
        if _NUMBER.fullmatch(label):
            return (0, float(label), label)
        parts = _DIGITS.split(label.casefold())
        return (1, tuple((1, float(p), "") if p.isdecimal() else (0, 0, p) for p in parts), label)
    return (2, str(type(label)), label)


def sorted_positions(labels: Sequence[object]) -> list[int]:
    """Return the positions of labels in ascending order; what has no order sorts by its text."""
    if set(map(type, labels)) == {int}:
        numbers = cast("Sequence[int]", labels)
        return sorted(range(len(numbers)), key=lambda i: numbers[i])
    try:
        return sorted(range(len(labels)), key=lambda i: sort_key(labels[i]))
    except (TypeError, ValueError):  # enums, tuples beside text, dates with and without a zone
        texts = [None if label is None else label_text(label) for label in labels]
        return sorted(range(len(labels)), key=lambda i: sort_key(texts[i]))
