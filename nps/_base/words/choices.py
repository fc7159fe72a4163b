"""One of several words: which was meant, and the refusal of any other."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, TypeVar, cast

from nps._base.errors import InputTypeError, OptionError
from nps._base.text import shown
from nps._base.words.notes import Note

if TYPE_CHECKING:
    from collections.abc import Collection

Option = TypeVar("Option", bound=str)


def did_you_mean(value: object, allowed: Collection[object]) -> str:
    """Return " Did you mean 'x'?" when one of the allowed spellings is close, else nothing."""
    if not isinstance(value, str):
        return ""
    by_spelling = {str(option).casefold(): option for option in allowed}
    spelling = value.strip().casefold().replace("_", "-")
    close = difflib.get_close_matches(spelling, by_spelling, n=1, cutoff=0.6)
    return Note(" Did you mean {value}?", value=repr(by_spelling[close[0]])) if close else ""


def did_you_mean_percent(value: float) -> str:
    """Return " Did you mean 0.95?" where a share was given in percent, else nothing."""
    return Note(" Did you mean {value}?", value=f"{value / 100:g}") if 1.0 < value <= 100.0 else ""


def check_option(name: str, value: object, allowed: Collection[Option]) -> Option:
    """Return `value` if it is one of the `allowed` strings."""
    if isinstance(value, str) and value in allowed:
        return cast("Option", value)
    kind = InputTypeError if not isinstance(value, str) else OptionError
    options = tuple(map(repr, allowed))
    raise kind(
        Note(
            "{name} must be one of {options}, got {value}.{hint}",
            name=name,
            options=options,
            value=shown(value),
            hint=did_you_mean(value, allowed),
        )
    )
