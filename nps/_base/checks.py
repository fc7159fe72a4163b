"""One validator per argument name: says the name, the value, what is allowed, what was meant."""

from __future__ import annotations

import math
import operator
import os
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, SupportsIndex, cast

import numpy as np

from nps._base.errors import InputTypeError, NPSError, OptionError
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._base.words.notes import check_option as check_option
from nps._base.words.notes import did_you_mean as did_you_mean
from nps._base.words.notes import did_you_mean_percent as did_you_mean_percent

if TYPE_CHECKING:
    from nps._base.typing import Alternative

#: Whole numbers above this are not exact in double precision.
LARGEST_EXACT = 2**53

ALTERNATIVES: tuple[Alternative, ...] = ("two-sided", "greater", "less")

#: What passes for a number in Python or NumPy, and is none.
NO_NUMBERS = (bool, np.bool_, np.timedelta64)
#: What NumPy takes for a random generator, beside whole numbers.
GENERATORS = (np.random.SeedSequence, np.random.BitGenerator, np.random.Generator)
#: Samples with fewer answers are tiny: notes and sentences say so.
TINY = 10


def check_alternative(value: object) -> Alternative:
    """Return one of "two-sided", "greater", "less"."""
    return check_option("alternative", value, ALTERNATIVES)


def as_float(value: float | np.number) -> float:
    """Return a number as a float, infinite if it is beyond the largest."""
    try:
        with np.errstate(over="ignore"):  # floats that are longer
            return float(value)
    except OverflowError:  # whole numbers of any length
        return math.inf if value > 0 else -math.inf


def check_number(name: str, value: object, *, meaning: str = "") -> float:
    """Return `value` as a finite float; NaN, infinity, booleans and text are refused."""
    if isinstance(value, NO_NUMBERS) or not isinstance(
        value, (int, float, np.integer, np.floating)
    ):
        raise InputTypeError(f"{name} must be a number{meaning}, got {shown(value)}.")
    number = as_float(value)
    if not math.isfinite(number):
        raise OptionError(
            Note(
                "{name} must be a finite number{meaning}, got {value}.",
                name=name,
                meaning=Note(meaning) if meaning else "",
                value=shown(value),
            )
        )
    return number


def check_confidence_level(value: object) -> float:
    """Return a confidence level strictly between 0 and 1."""
    level = check_number("confidence_level", value)
    if 0.0 < 1.0 - level < 1.0:  # also refuses levels that are 0 to double precision
        return level
    raise OptionError(
        Note(
            "{name} must be strictly between 0 and 1, got {value}.{hint}",
            name="confidence_level",
            value=shown(value),
            hint=(level < 100.0 and did_you_mean_percent(level)) or Note(" 0.95 means 95%."),
        )
    )


def check_rng(value: object) -> np.random.Generator:
    """Return a random generator: from fresh entropy, from a seed, or as it is given."""
    if value is None or isinstance(value, GENERATORS):
        return np.random.default_rng(value)
    several = isinstance(value, (list, tuple))
    if isinstance(value, np.ndarray) and value.ndim == 1 and value.dtype.kind in "iu":
        value, several = value.tolist(), True
    parts = list(cast("list[object]", value)) if several else [value]
    if all(isinstance(x, (int, np.integer)) and not isinstance(x, NO_NUMBERS) for x in parts):
        seeds = [int(cast("int", x)) for x in parts]
        if min(seeds, default=-1) >= 0:
            return np.random.default_rng(seeds if several else seeds[0])
        kind: type[NPSError] = OptionError
    else:  # NumPy falls into a hole with lists nested thousands deep
        kind = InputTypeError
    raise kind(
        "rng must be a whole number of at least 0, a SeedSequence, a Generator or None, got"
        f" {shown(value)}."
    )


def check_flag(name: str, value: object) -> bool:
    """Return True or False; what merely counts as one of them is refused."""
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    raise InputTypeError(f"{name} must be True or False, got {shown(value)}.")


def check_points(name: str, value: object, largest: float) -> float:
    """Return a score or difference in points, no larger than `largest` in size."""
    points = check_number(name, value, meaning=" in points")
    if abs(points) <= largest:
        return points
    raise OptionError(
        Note(
            "{name} is in points and must lie between {least} and {most}, got {value}.",
            name=name,
            least=f"{-largest:g}",
            most=f"{largest:g}",
            value=shown(value),
        )
    )


def check_whole(name: str, value: object, *, largest: int = LARGEST_EXACT) -> int:
    """Return a whole number from 0 to `largest` as a Python int; 50.0 passes, 50.5 does not."""
    if type(value) is int and 0 <= value <= largest:
        return value
    if isinstance(value, (bool, np.bool_)):
        raise InputTypeError(f"{name} must be a whole number, got the boolean {shown(value)}.")
    if isinstance(value, (float, np.floating, Decimal)):
        # short floats know no 2**53
        number: float | Decimal = value if isinstance(value, Decimal) else as_float(value)
        finite = number.is_finite() if isinstance(number, Decimal) else math.isfinite(number)
        small = (
            finite and -LARGEST_EXACT <= number <= LARGEST_EXACT
        )  # others make integers of any length
        if not finite or (small and number != int(number)):
            raise OptionError(f"{name} must be a whole number, got {shown(value)}.")
        whole = int(number) if small else LARGEST_EXACT + 1 if number > 0 else -1
    else:
        try:
            whole = operator.index(cast("SupportsIndex", value))
        except TypeError:
            raise InputTypeError(f"{name} must be a whole number, got {shown(value)}.") from None
    if whole < 0:
        raise OptionError(
            Note("{name} must not be negative, got {value}.", name=name, value=shown(value))
        )
    if whole > largest:
        exact = largest == LARGEST_EXACT
        most = "2**53 to stay exact" if exact else f"{largest:,}"
        raise OptionError(
            Note(
                "{name} must be at most {most}, got {value}.",
                name=name,
                most=Note(most) if exact else most,
                value=shown(value),
            )
        )
    return whole


def check_names(argument: str, given: object, *, distinct: bool) -> list[str]:
    """Return one name or several, each of them text; at least one, and none twice if `distinct`."""
    names = [given] if isinstance(given, str) else given
    if not isinstance(names, Sequence) or isinstance(names, bytes):
        raise InputTypeError(f"{argument} must be a name or a list of names, got {shown(given)}.")
    for name in names:
        if not isinstance(name, str):
            raise InputTypeError(f"{argument} must be text, got {shown(name)}.")
    if not names or (distinct and len(set(names)) < len(names)):
        kind = "distinct names" if names else "at least one name"
        raise OptionError(f"{argument} must be {kind}, got {shown(given)}.")
    return list(names)


def check_name(argument: str, value: object) -> str | None:
    """Return the name of a column, or None where none is given."""
    if value is None or isinstance(value, str):
        return value
    raise InputTypeError(f"{argument} must be the name of a column, got {shown(value)}.")


def check_mapping(
    value: object, *, required: Collection[str] = (), allowed: Collection[str] = ()
) -> Mapping[Any, object]:
    """Return what `from_dict` is given, if it is a mapping with the right keys.

    Any keys are allowed where none are named.
    """
    if not isinstance(value, Mapping):
        raise InputTypeError(f"mapping must be a mapping, got {shown(value)}.")
    for key in value:
        if allowed and not (isinstance(key, str) and key in allowed):
            raise OptionError(
                f"unknown key {shown(key)}; allowed are {', '.join(allowed)}."
                f"{did_you_mean(key, allowed)}"
            )
    if lacking := [key for key in required if key not in value]:
        raise OptionError(f"mapping lacks {', '.join(lacking)}.")
    return value


def check_path(name: str, value: object) -> Path:
    """Return a path that a file can have: no null bytes, no halves of characters."""
    text = os.fspath(value) if isinstance(value, (str, os.PathLike)) else None
    if not isinstance(text, str):
        raise InputTypeError(f"{name} must be the path of a file, got {shown(value)}.")
    try:
        plain = b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        plain = False
    if not plain:
        raise OptionError(f"{name} must be the path of a file, got {shown(text)}.")
    return Path(text)


def check_same_length(name: str, size: int, other_name: str, other_size: int) -> None:
    """Refuse two columns that do not have one entry for each respondent."""
    if size != other_size:
        raise OptionError(
            f"{name} and {other_name} must have the same length, got {size} and {other_size}."
        )
