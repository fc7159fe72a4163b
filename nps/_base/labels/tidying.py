"""One spelling for each label: missing is None, NumPy's values are Python's."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from nps._base.columns.containers import is_missing
from nps._base.errors import InputTypeError, OptionError

if TYPE_CHECKING:
    from nps._kernels import IntArray


#: Bits of a number of 300 digits.
LONGEST_NUMBER = 1000
#: Levels of tuples within a label.
DEEPEST = 16


def is_hashable(value: object) -> bool:
    """Tell what can be a label."""
    try:
        hash(value)
    except (TypeError, RecursionError):  # tuples that are nested too deeply
        return False
    return True


def _check_size(label: int) -> int:
    """Refuse numbers that Python does not print."""
    if label.bit_length() > LONGEST_NUMBER:
        raise OptionError("labels that are numbers must have at most 300 digits.")
    return label


def tidy(labels: Iterable[object]) -> list[object]:
    """One spelling for missing, Python's values for NumPy's, ints for whole floats."""
    plain = [_plain_label(label) for label in labels]
    floats = [label for label in plain if isinstance(label, float)]
    if floats and all(math.isfinite(x) and x.is_integer() for x in floats):
        plain = [int(label) if isinstance(label, float) else label for label in plain]
    return plain


def _plain_label(label: object, depth: int = 0) -> object:
    if isinstance(label, str) and type(label) is not np.str_:
        return label
    if isinstance(label, tuple):
        if depth == DEEPEST:
            raise InputTypeError(f"labels must not be nested deeper than {DEEPEST} tuples.")
        return tuple(_plain_label(part, depth + 1) for part in label)
    if is_missing(label) and not isinstance(label, str):
        return None
    if isinstance(label, (np.datetime64, np.timedelta64)):
        return _plain_date(label)
    if type(label) is int:
        return _check_size(label)
    return label.item() if isinstance(label, np.generic) else label


def _plain_date(date: np.datetime64 | np.timedelta64) -> object:
    """Return a date or duration of the standard library, where it can hold all digits."""
    if date.dtype.kind == "m" and np.datetime_data(date.dtype)[0] in "MY":
        return date  # months and years have no fixed length
    value: object = date.item()
    if not isinstance(value, int):
        return value
    with suppress(OverflowError):  # raised by NumPy from 2.5 on; before, the digits differ
        kept = date.astype(f"{date.dtype.kind}8[us]")
        value = kept.item()
        if kept == date and not isinstance(value, int):
            return value
    return date


def distinct(labels: Sequence[object], codes: IntArray) -> tuple[list[object], IntArray]:
    """Tidy labels, and give those that became equal (several NaN, say) one code."""
    kinds = set(map(type, labels))
    if kinds <= {int, str, type(None)} and len(set(labels)) == len(labels):
        if int in kinds:
            _check_size(max((x for x in labels if isinstance(x, int)), key=abs))
        return list(labels), codes  # nothing to tidy
    numbers: dict[object, int] = {}
    tidied = tidy(labels)
    new = np.array([numbers.setdefault(label, len(numbers)) for label in tidied], dtype=np.int64)
    return list(numbers), codes if len(numbers) == len(tidied) else new[codes]
