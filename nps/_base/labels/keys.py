"""Key columns: which groups they hold, and a code for each row."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.checks import check_same_length
from nps._base.columns.integer_keys import IntegerKeys, integer_keys, unhashable
from nps._base.errors import OptionError
from nps._base.labels.labels import Categories, Labels
from nps._base.labels.tidying import distinct, tidy
from nps._base.text import shown
from nps._kernels.counting.factorizing import factorize_integers

if TYPE_CHECKING:
    from nps._kernels import IntArray


def factorize(column: object, name: str) -> tuple[list[object], IntArray]:
    """Return the distinct labels of a key column in order of appearance, and a code for each row.

    All ways of saying "missing" become the one label None; whole floats become ints, since a
    column of years turns into floats as soon as one is missing.
    """
    return _factorized(integer_keys(column, name), name)


def _factorized(keys: IntegerKeys | Sequence[object], name: str) -> tuple[list[object], IntArray]:
    if not isinstance(keys, IntegerKeys):
        return _factorize_objects(keys, name)
    first, codes = factorize_integers(keys.numbers, keys.missing)
    return distinct(keys.labels_at(first), codes)


def _factorize_objects(rows: Sequence[object], name: str) -> tuple[list[object], IntArray]:
    numbers: defaultdict[object, int] = defaultdict(itertools.count().__next__)
    try:
        codes = np.fromiter(map(numbers.__getitem__, rows), dtype=np.int64, count=len(rows))
    except (TypeError, RecursionError):  # tuples that are nested too deeply
        raise unhashable(name) from None
    return distinct(list(numbers), codes)


class KeyColumns(NamedTuple):
    """The columns that rows are grouped by, what messages call them, and the names of the keys."""

    columns: list[IntegerKeys | Sequence[object]]
    called: list[str]
    keys: list[str]

    def factorize(self) -> tuple[Labels, IntArray]:
        """Return the labels in order of appearance, and a code for each row."""
        parts = list(map(_factorized, self.columns, self.called))
        values, codes = _combine(parts) if len(parts) > 1 else parts[0]
        return Labels(values, self.keys, categories=self.categories()), codes

    def categories(self) -> list[Categories | None]:
        """Return the ordered categories of each key, as the labels spell them."""
        given = [getattr(column, "categories", None) for column in self.columns]
        return [None if one is None else tuple(tidy(one)) for one in given]


def read_keys(groups: object, size: int) -> KeyColumns:
    """Read one key column, or a mapping from names to columns, with an entry for each answer."""
    if isinstance(groups, Mapping):
        if not groups:
            raise OptionError("groups must name at least one key column, got an empty mapping.")
        given = {str(name): column for name, column in groups.items()}
        if len(given) < len(groups) or "" in given:
            raise OptionError(f"groups must have distinct key names, got {list(groups)}.")
        called = [f"groups[{shown(name)}]" for name in given]
    else:
        name = getattr(groups, "name", None)
        given, called = {name if isinstance(name, str) else "": groups}, ["groups"]
    columns = list(map(integer_keys, given.values(), called))
    for column, where in zip(columns, called, strict=True):
        rows = column.numbers if isinstance(column, IntegerKeys) else column
        check_same_length("ratings", size, where, len(rows))
    return KeyColumns(columns, called, [name for name in given if name])


def factorize_keys(groups: object, size: int) -> tuple[Labels, IntArray]:
    """Factorize one key column, or a mapping from names to columns, into labels and row codes."""
    return read_keys(groups, size).factorize()


def _combine(parts: list[tuple[list[object], IntArray]]) -> tuple[list[object], IntArray]:
    """Cross several keys; only the combinations that occur become labels."""
    combined = np.zeros_like(parts[0][1])
    for labels, codes in parts:
        # numbered afresh after each key, so that many keys can't overflow
        rows, combined = factorize_integers(combined * len(labels) + codes)
    columns = [[labels[code] for code in codes[rows].tolist()] for labels, codes in parts]
    return list(zip(*columns, strict=True)), combined
