"""Reading who mentions what: mappings, frames, matrices, lists of labels, separated text."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from nps._base.checks import check_names, did_you_mean
from nps._base.columns.containers import as_column, as_objects, is_missing
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import shown
from nps._base.words.notes import listing

if TYPE_CHECKING:
    from nps._kernels import BoolArray, IntArray

#: Themes beyond which labels are taken for the comments themselves.
MOST_THEMES = 1000
#: Themes that a message names.
NAMED = 12
#: A separator of lists as people type it, with the one of Chinese keyboards.
LIKE = {";": "\uff1b", ",": "\uff0c"}
WHAT = (
    "mentions must be a mapping from theme to a column of True and False, a matrix of comments and"
    " themes, a list of labels for each comment, or a column of text such as 'price;staff'"
)


class Coding(NamedTuple):
    """Who mentions what: names of k themes, a row of n for each, and which of n are coded."""

    names: tuple[str, ...]
    columns: BoolArray
    coded: BoolArray
    n_partly: int = 0
    notes: tuple[str, ...] = ()


def read_mentions(mentions: object, names: object, separator: object) -> Coding:
    """Read any of the forms in which themes are kept."""
    wanted = None if names is None else tuple(check_names("names", names, distinct=True))
    if not isinstance(separator, str) or not separator.strip():
        raise InputTypeError(
            f"separator must be what stands between labels, such as ';', got {shown(separator)}."
        )
    if isinstance(mentions, Mapping):
        return _of_mapping(mentions, wanted)
    if hasattr(type(mentions), "columns"):
        return _of_mapping(_columns_of_frame(mentions), wanted)
    if isinstance(mentions, np.ndarray) and mentions.ndim == 2:
        return _of_matrix(mentions, wanted)
    if mentions is None or isinstance(mentions, (str, bytes)) or np.isscalar(mentions):
        raise InputTypeError(f"{WHAT}, got {shown(mentions)}.")
    rows = as_objects(as_column(mentions, "mentions"))
    return _of_rows(rows, wanted, separator)


def _columns_of_frame(frame: object) -> Mapping[object, object]:
    import narwhals.stable.v2 as nw

    from nps._sources.frames.found import collect
    from nps._sources.frames.opened import open_frame

    opened = open_frame(frame)
    table = opened if isinstance(opened, nw.DataFrame) else collect(opened)
    return {name: table.get_column(name).to_native() for name in table.columns}


def _of_mapping(given: Mapping[object, object], wanted: tuple[str, ...] | None) -> Coding:
    """Read a column of True and False for each theme."""
    for name in given:
        if not isinstance(name, str) or not name.strip():
            raise InputTypeError(f"mentions must name themes by text, got the name {shown(name)}.")
    columns = cast("Mapping[str, object]", given)
    names = tuple(columns) if wanted is None else wanted
    for name in names:
        if name not in columns:
            raise OptionError(
                f"names must be among the themes of mentions, got {shown(name)}; there are"
                f" {listing(map(repr, columns), NAMED)}.{did_you_mean(name, columns)}"
            )
    _check_number(names)
    found = [_yes_or_no(columns[name], f"mentions[{shown(name)}]") for name in names]
    sizes = {yes.size for yes, _ in found}
    if len(sizes) > 1:
        uneven = next(j for j, (yes, _) in enumerate(found) if yes.size != found[0][0].size)
        raise OptionError(
            f"mentions must have a value for each comment, but {shown(names[0])} has"
            f" {found[0][0].size} and {shown(names[uneven])} {found[uneven][0].size}."
        )
    return _coding(names, np.stack([yes for yes, _ in found]), [gone for _, gone in found])


def _of_matrix(matrix: np.ndarray, wanted: tuple[str, ...] | None) -> Coding:
    """Read a row for each comment and a column for each theme."""
    n_themes = matrix.shape[1]
    names = wanted or tuple(f"theme {j + 1}" for j in range(n_themes))
    if len(names) != n_themes:
        raise OptionError(
            f"names must have one name for each of the {n_themes} columns of mentions, got"
            f" {len(names)}: {listing(map(repr, names), NAMED)}."
        )
    _check_number(names)
    found = [_yes_or_no(matrix[:, j], f"mentions[:, {j}]") for j in range(n_themes)]
    return _coding(names, np.stack([yes for yes, _ in found]), [gone for _, gone in found])


def _coding(names: Sequence[str], columns: BoolArray, gaps: Sequence[BoolArray | None]) -> Coding:
    """Return what is coded: comments of which every theme is known."""
    some = np.zeros(columns.shape[1], np.bool_)
    every = np.ones(columns.shape[1], np.bool_)
    for gap in gaps:
        if gap is None:
            every[:] = False
        else:
            some |= gap
            every &= gap
    if some.any():
        columns &= ~some
    return Coding(tuple(names), columns, ~some, int((some & ~every).sum()))


def _yes_or_no(values: object, where: str) -> tuple[BoolArray, BoolArray | None]:
    """Return who mentions a theme, and of whom it is not known (None if of nobody)."""
    column = as_column(values, where)
    gone: BoolArray | None = None
    if isinstance(column, np.ndarray):
        if type(column).__name__ == "MaskedArray":
            masked = cast("np.ma.MaskedArray[tuple[int], np.dtype[np.generic]]", column)
            gone, column = np.ma.getmaskarray(masked), np.asarray(masked.data)
        if column.dtype.kind == "b":
            yes = np.array(column, dtype=np.bool_)
            return (yes if gone is None else yes & ~gone), gone
        if column.dtype.kind in "iuf":
            empty = np.isnan(column) if column.dtype.kind == "f" else np.zeros(column.size, bool)
            empty = empty if gone is None else empty | gone
            yes = column == 1
            odd = np.flatnonzero(~(yes | (column == 0) | empty))
            if odd.size:
                raise _not_yes_or_no(where, column[odd[0]].item(), int(odd[0]))
            return yes & ~empty, (empty if empty.any() else None)
    cells = as_objects(column)
    empty = np.fromiter(map(is_missing, cells), np.bool_, len(cells))
    if gone is not None:
        empty |= gone
    yes = np.zeros(len(cells), np.bool_)
    for position in np.flatnonzero(~empty).tolist():
        cell = cells[position]
        if not isinstance(cell, (bool, np.bool_, int, float, np.number)) or cell not in (0, 1):
            raise _not_yes_or_no(where, cell, position)
        yes[position] = cell == 1
    return yes, (empty if empty.any() else None)


def _not_yes_or_no(where: str, value: object, position: int) -> InputTypeError:
    way = " Labels such as 'price;staff' are given as one column, without a name." * isinstance(
        value, str
    )
    return InputTypeError(
        f"{where} must hold True and False (or 1 and 0), got {shown(value)} at position"
        f" {position}.{way}"
    )


def _plain(row: object) -> object:
    """Return an array of no dimension as what stands in it."""
    return row.item() if isinstance(row, np.ndarray) and not row.ndim else row


def _of_rows(rows: Sequence[object], wanted: tuple[str, ...] | None, separator: str) -> Coding:
    """Read labels of each comment, as lists or as separated text."""
    rows = [None if row is np.ma.masked else _plain(row) for row in rows]
    kinds = {type(row) for row in rows}
    if any(issubclass(kind, str) for kind in kinds):
        return _of_labels(rows, wanted, lambda cell: _split(cell, separator), str, "text")
    if any(issubclass(kind, (list, tuple, Set, np.ndarray)) for kind in kinds):
        first = next((x for row in rows for x in _as_list(row)), "")
        if isinstance(first, (bool, np.bool_, int, float, np.number)):
            return _of_matrix(_rectangle(rows), wanted)
        kept = (list, tuple, Set, np.ndarray)
        return _of_labels(rows, wanted, _labels, kept, "lists of labels")
    empty = all(is_missing(row) for row in rows)
    if not empty:
        odd = next(row for row in rows if not is_missing(row))
        raise InputTypeError(
            f"{WHAT}, got a column with {shown(odd)}. One theme alone needs its name:"
            " {'price': [True, False]}."
        )
    return _of_labels(rows, wanted, _labels, (), "lists of labels")


def _as_list(row: object) -> Iterable[object]:
    return row if isinstance(row, (list, tuple, Set, np.ndarray)) else ()


def _rectangle(rows: Sequence[object]) -> np.ndarray:
    """Return lists of True and False, or 1 and 0, as a matrix; a row may be missing."""
    width = max(len(list(_as_list(row))) for row in rows)
    matrix = np.full((len(rows), width), None, dtype=object)
    for i, row in enumerate(rows):
        cells = list(_as_list(row))
        if len(cells) != width and not (is_missing(row) and not cells):
            raise OptionError(
                f"mentions must have as many values in each row, but row {i} has {len(cells)} and"
                f" others {width}."
            )
        matrix[i] = cells or None
    return matrix


def _split(cell: object, separator: str) -> list[str]:
    text = cast("str", cell)
    return text.replace(LIKE.get(separator, separator), separator).split(separator)


def _labels(cell: object) -> list[str]:
    labels = list(cast("Iterable[object]", cell))
    for label in labels:
        if not isinstance(label, str):
            raise InputTypeError(
                f"mentions must be lists of labels, which are text, got {shown(label)} in a list."
            )
    return cast("list[str]", labels)


def _of_labels(
    rows: Sequence[object],
    wanted: tuple[str, ...] | None,
    split: Callable[[object], list[str]],
    kept: type | tuple[type, ...],
    what: str,
) -> Coding:
    """Read the labels of each comment: one that is missing is not coded, one without has none."""
    numbers: defaultdict[str, int] = defaultdict(itertools.count().__next__)
    for name in wanted or ():
        numbers[name]  # numbered in the order of the names
    cells, codes = _distinct(rows)
    places: list[list[int]] = []
    coded = np.ones(len(cells), np.bool_)
    for i, cell in enumerate(cells):
        if isinstance(cell, kept):
            labels = [label for label in map(str.strip, split(cell)) if label]
            places.append([numbers[label] for label in labels])
        elif is_missing(cell):
            places.append([])
            coded[i] = False
        else:
            raise InputTypeError(f"mentions must hold {what} and nothing else, got {shown(cell)}.")
        if len(numbers) > MOST_THEMES:
            _check_number(numbers)
    names = tuple(numbers)
    if wanted is not None and len(names) > len(wanted):
        unknown = names[len(wanted)]
        raise OptionError(
            "names must list every theme that comments are coded with, but lacks"
            f" {shown(unknown)}; it"
            f" has {listing(map(repr, wanted), NAMED)}.{did_you_mean(unknown, wanted)}"
        )
    if not names:
        raise OptionError(
            "mentions must name at least one theme, but no comment has a label; with names=[...]"
            " themes that nobody mentions are kept."
        )
    table = np.zeros((len(names), max(len(cells), 1)), np.bool_)
    for i, place in enumerate(places):
        table[place, i] = True
    return Coding(names, table[:, codes], coded[codes] if cells else np.zeros(0, np.bool_))


def _distinct(rows: Sequence[object]) -> tuple[list[object], IntArray]:
    """Return the distinct cells, and the number of that of each row."""
    numbers: defaultdict[object, int] = defaultdict(itertools.count().__next__)
    first: list[object] = []
    codes = np.empty(len(rows), np.int64)
    for i, row in enumerate(rows):
        key = tuple(row) if isinstance(row, (list, Set, np.ndarray)) else row
        try:
            code = numbers[key]
        except (TypeError, RecursionError):
            parts = key if isinstance(key, tuple) else ()
            odd = next((part for part in parts if not isinstance(part, Hashable)), row)
            where = " in a list" if odd is not row else ""
            raise InputTypeError(
                f"mentions must be lists of labels, which are text, got {shown(odd)}{where}."
            ) from None
        if code == len(first):
            first.append(row)
        codes[i] = code
    return first, codes


def _check_number(names: Iterable[str]) -> None:
    known = list(itertools.islice(names, MOST_THEMES + 1))
    if not known:
        raise OptionError("mentions must hold at least one theme, got none.")
    if len(known) > MOST_THEMES:
        raise OptionError(
            f"mentions has more than {MOST_THEMES:,} different themes, such as {shown(known[-1])}:"
            " are these the comments themselves? Code them first."
        )


def places_of(kept: object) -> np.ndarray:
    """Return positions or a mask as an array; what is ragged is an array of objects."""
    try:
        return np.asarray(kept)
    except ValueError:
        return np.empty(1, dtype=object)
