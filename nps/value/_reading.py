"""Who counts: classes and values of the same respondents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from nps._base.checks import check_number, check_same_length, did_you_mean
from nps._base.columns.containers import as_column, as_objects, is_missing, refuse_what_is_no_column
from nps._base.columns.numbers import floats_of
from nps._base.errors import EmptySampleError, InputTypeError, OptionError
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._samples.counts import Counts
from nps._samples.ratings import check_scale
from nps._samples.tallying.codes import check_same_order, read_codes
from nps._surveys.design.drawing import read_weights

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray, IntArray
    from nps._samples.ratings import Scale

#: The classes, best first, as `classify` names them.
CLASSES = ("promoter", "passive", "detractor")
#: The pairs that are held against each other.
PAIRS = (("promoter", "passive"), ("passive", "detractor"), ("promoter", "detractor"))
#: Positions of the classes of these pairs.
POSITIONS = ((0, 1), (1, 2), (0, 2))
#: Numbers may be so large, so that the squares and cubes of many of them are finite.
LARGEST = 1e50


@dataclass(frozen=True, slots=True, eq=False)
class Valued:
    """Respondents with an answer and a value.

    Attributes
    ----------
    codes : (n,) int
        0 for promoters, 1 for passives, 2 for detractors.
    values : (n,) float
    weights : (n,) or None
    counts : Counts
        Their classes, with the missing and invalid answers of all who were asked.
    n_dropped : int
        Answers without a value.
    """

    codes: IntArray
    values: FloatArray
    weights: FloatArray | None
    counts: Counts
    n_dropped: int

    def of(self, position: int) -> tuple[FloatArray, FloatArray | None]:
        """Return values and weights of a class."""
        inside = self.codes == position
        return self.values[inside], None if self.weights is None else self.weights[inside]


def read_valued(
    ratings: object,
    values: object,
    name: str,
    *,
    weights: object = None,
    scale: Scale,
    invalid: str,
) -> Valued:
    """Read answers and the values of the same respondents; who has no value is told apart."""
    codes, missing, off_scale = read_classes(ratings, scale, invalid)
    numbers = read_numbers(values, name)
    check_same_length("ratings", codes.size, name, numbers.size)
    check_same_order(**{"ratings": ratings, name: values})
    answered: BoolArray = codes >= 0
    w = None if weights is None else read_weights(weights, codes.size)
    if w is not None:
        answered &= w > 0.0
    known = answered & ~np.isnan(numbers)
    if not known.any():
        raise EmptySampleError(
            Note(
                "ratings and {name} must hold a respondent who has both, a valid answer and a"
                " value; there is none.",
                name=name,
            )
        )
    codes = codes[known]
    return Valued(
        codes=codes,
        values=numbers[known],
        weights=None if w is None else w[known],
        counts=counted(codes, missing, off_scale),
        n_dropped=int((answered & ~known).sum()),
    )


def counted(codes: IntArray, missing: int, invalid: int) -> Counts:
    """Return the classes of respondents as counts."""
    promoters, passives, detractors = (
        int(k) for k in np.bincount(codes[codes >= 0], minlength=3)[:3]
    )
    return Counts(promoters, passives, detractors, missing=missing, invalid=invalid)


def read_classes(ratings: object, scale: Scale, invalid: str) -> tuple[IntArray, int, int]:
    """Return the class of each answer, -1 for none; how many are missing, and off the scale."""
    levels = read_codes(ratings, "ratings", check_scale(scale), invalid)
    size = len(scale.ratings)
    classes = np.append(2 - scale._class_codes(), (-1, -1))
    return classes[levels], int((levels == size).sum()), int((levels == size + 1).sum())


def read_numbers(values: object, name: str) -> FloatArray:
    """Return a column of finite numbers, NaN where there is none."""
    refuse_what_is_no_column(values, name)
    column = as_column(values, name)
    if isinstance(column, np.ndarray) and column.dtype.kind in "iuf":
        found = np.ma.filled(np.ma.asarray(column).astype(np.float64), np.nan)
    else:
        objects = as_objects(column)
        for i, value in enumerate(objects):
            if isinstance(value, (str, bool, np.bool_, np.datetime64, np.timedelta64)) and not (
                is_missing(value)
            ):
                raise InputTypeError(f"{name} must be numbers, got {shown(value)} at position {i}.")
        try:
            found = floats_of(objects)
        except (TypeError, ValueError, OverflowError):
            raise InputTypeError(f"{name} must be numbers.") from None
    infinite = np.flatnonzero(np.isinf(found))
    if infinite.size:
        raise OptionError(
            f"{name} must be finite, got {found[infinite[0]]} at position {infinite[0]}."
        )
    huge = np.flatnonzero(np.abs(found) > LARGEST)
    if huge.size:
        raise OptionError(
            Note(
                "{name} must be at most {most} in size, got {value} at position {i}.",
                name=name,
                most=f"{LARGEST:g}",
                value=str(found[huge[0]]),
                i=str(huge[0]),
            )
        )
    return found


def read_by_class(name: str, given: object, *, meaning: str = "") -> FloatArray:
    """Return a number for each class, from a mapping, three numbers in order, or one for all."""
    if isinstance(given, Mapping):
        plain = {_class_of(key, name): value for key, value in given.items()}
        lacking = [label for label in CLASSES if label not in plain]
        if lacking:
            raise OptionError(
                f"{name} must have a number for each class, but lacks {lacking[0]!r}."
            )
        listed = [plain[label] for label in CLASSES]
    elif isinstance(given, (list, tuple, np.ndarray)) and getattr(given, "ndim", 1) == 1:
        listed = list(cast("list[object]", given))
        if len(listed) != len(CLASSES):
            raise OptionError(
                f"{name} must have three numbers, of promoters, passives and detractors, got"
                f" {len(listed)}."
            )
    else:
        return np.full(3, _number(name, given, meaning))
    return np.array(
        [
            _number(f"{name}[{shown(label)}]", value, meaning)
            for label, value in zip(CLASSES, listed, strict=True)
        ]
    )


def _number(name: str, given: object, meaning: str) -> float:
    number = check_number(name, given, meaning=meaning)
    if abs(number) > LARGEST:
        raise OptionError(f"{name} must be at most {LARGEST:g} in size, got {shown(given)}.")
    return number


def _class_of(key: object, name: str) -> str:
    """Return the class that a key of a mapping names, in the singular or the plural."""
    singular = key.removesuffix("s") if isinstance(key, str) else key
    if singular in CLASSES and isinstance(key, str) and key in (singular, f"{singular}s"):
        return str(singular)
    raise OptionError(
        f"{name} must have the keys {', '.join(map(repr, CLASSES))}, got"
        f" {shown(key)}.{did_you_mean(key, CLASSES)}"
    )


def check_class(name: str, value: object) -> str:
    """Return one of the classes, given in the singular or the plural."""
    if isinstance(value, str) and value.removesuffix("s") in CLASSES:
        return value.removesuffix("s")
    kind = OptionError if isinstance(value, str) else InputTypeError
    raise kind(
        f"{name} must be one of {', '.join(map(repr, CLASSES))}, got"
        f" {shown(value)}.{did_you_mean(value, CLASSES)}"
    )


def read_outcome(outcome: object) -> tuple[FloatArray, bool]:
    """Return the outcome as numbers, and whether it says yes or no."""
    refuse_what_is_no_column(outcome, "outcome")
    objects = as_objects(as_column(outcome, "outcome"))
    present = [value for value in objects if not is_missing(value)]
    if present and all(isinstance(value, (bool, np.bool_)) for value in present):
        numbers = [np.nan if is_missing(value) else float(bool(value)) for value in objects]
        return np.array(numbers), True
    found = read_numbers(outcome, "outcome")
    known = found[~np.isnan(found)]
    return found, bool(known.size) and set(np.unique(known).tolist()) <= {0.0, 1.0}


def read_metrics(outcome: object, metrics: object, size: int) -> dict[str, FloatArray]:
    """Return the columns of metrics by name, each as long as the outcome."""
    if not isinstance(metrics, Mapping):
        raise InputTypeError(
            "metrics must be a mapping from name to column, such as {'csat': [4, 5, 3]}, got"
            f" {shown(metrics)}."
        )
    columns = {}
    for name, column in metrics.items():
        if not isinstance(name, str) or not name.strip():
            raise InputTypeError(f"metrics must be named by text, got the name {shown(name)}.")
        where = f"metrics[{shown(name)}]"
        columns[name] = _as_numbers(column, where)
        check_same_length("outcome", size, where, columns[name].size)
        check_same_order(**{"outcome": outcome, where: column})
    return columns


def _as_numbers(column: object, where: str) -> FloatArray:
    """Return numbers; True and False, as a top box may be given, are 1 and 0."""
    refuse_what_is_no_column(column, where)
    objects = as_column(column, where)
    if isinstance(objects, np.ndarray) and objects.dtype.kind == "b":
        return objects.astype(np.float64)
    if not isinstance(objects, np.ndarray):
        objects = [int(x) if isinstance(x, (bool, np.bool_)) else x for x in objects]
    return read_numbers(objects, where)
