"""Words that a result carries, such as its notes: English text that remembers how it was made."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn, TypeVar, cast

from nps._base.errors import InputTypeError, OptionError
from nps._base.text import Amount, shown, visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

Option = TypeVar("Option", bound=str)

#: What stands between notes that are listed within one; catalogues translate it like a word.
BETWEEN = ", "


class Lines(str):
    """Text of several lines that stands in a note as it is."""

    __slots__ = ()


class Note(str):
    """A sentence in English that can be said again in another language.

    For everybody it is the text of its template with the values in it. Values are put in as they
    are, but for whole numbers, which bring their noun (``"{n:answer}"`` reads "1 answer" or "2
    answers"), for notes within the note, which are translated with it, and for tuples of such
    notes, which are listed. Names of cohorts are values, so they are never translated.

    Attributes
    ----------
    template : str
        The text with its fields, by which a catalogue knows it.
    values : mapping from str to object
        What stands in the fields.

    Examples
    --------
    >>> note = Note("A tiny sample: only {n:valid answer}.", n=9)
    >>> note
    'A tiny sample: only 9 valid answers.'
    >>> note.said_by({"A tiny sample: only {n:valid answer}.": "样本极小：只有 {n} 份有效回答。"})
    '样本极小：只有 9 份有效回答。'
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> Note:
        note = str.__new__(cls, _filled(template, values, {}))
        object.__setattr__(note, "template", template)
        object.__setattr__(note, "values", MappingProxyType(values))
        return note

    def said_by(self, catalogue: Mapping[str, str]) -> str:
        """Return the note in the language of a catalogue; what that does not know stays English."""
        return _filled(catalogue.get(self.template, self.template), self.values, catalogue)

    def about(self, **values: object) -> Note:
        """Return the note with other values in some of its fields."""
        return _made(self.template, {**self.values, **values})

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"notes are immutable, cannot set {name!r}.")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"notes are immutable, cannot delete {name!r}.")

    def __reduce__(self) -> tuple[object, ...]:
        return _made, (self.template, dict(self.values))


def _made(template: str, values: Mapping[str, object]) -> Note:
    return Note(template, **values)


def _filled(template: str, values: Mapping[str, object], catalogue: Mapping[str, str]) -> str:
    return template.format_map({key: _said(value, catalogue) for key, value in values.items()})


def _said(value: object, catalogue: Mapping[str, str]) -> object:
    if isinstance(value, Note):
        return value.said_by(catalogue)
    if isinstance(value, tuple):
        return catalogue.get(BETWEEN, BETWEEN).join(str(_said(part, catalogue)) for part in value)
    if isinstance(value, str):
        return value if isinstance(value, Lines) else visible(value)
    return Amount(value) if type(value) is int else value


def listing(names: Iterable[str], most: int) -> Note:
    """Return different names as a list that other languages write in their way.

    Of more than so many it says how many more there are.
    """
    every = tuple(dict.fromkeys(names))
    if len(every) <= most:
        return _made("{names}", {"names": every})  # the same in every language
    return Note("{names} and {k} more", names=every[:most], k=len(every) - most)


# ---------------------------------------------------------------- one of several words


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
