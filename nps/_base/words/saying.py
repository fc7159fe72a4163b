"""The words of one language and how numbers are put into them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, TypeAlias

from nps._base import text as display
from nps._base.text import Amount
from nps._base.words.notes import Note

Limits: TypeAlias = "tuple[float, float]"
#: Level of tests whose result does not carry one.
USUAL_ALPHA = 0.05
#: Findings that are named one by one.
NAMED = 3
TWO_SIDED = "two-sided"
#: How an undefined number looks.
UNDEFINED = ("n/a", "p = n/a")


def joined(parts: Sequence[str]) -> str:
    """Return notes with semicolons between them, as one that is translated with all of them."""
    first, *rest = parts
    return reduce(lambda said, more: Note("{said}; {more}", said=said, more=more), rest, first)


class Name(str):
    """A label, which is not translated: a segment may be called n/a."""

    __slots__ = ()


class Method(str):
    """The name of a method as it is typed, with the kind that it is described under, if any."""

    __slots__ = ("kind",)

    kind: str

    @classmethod
    def of(cls, found: Any) -> Method:
        """Return the method that a result rests on."""
        method = cls(found.method)
        method.kind = next((kind for kind, name in found._methods() if name == method), "")
        return method


@dataclass(frozen=True, slots=True)
class Say:
    """The phrases of one language, and the catalogue of the English words that results carry."""

    language: str
    phrases: Mapping[str, str]
    catalogue: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Fill in one phrase."""
        return self.phrases[key].format_map({k: self._value(v) for k, v in values.items()})

    def some(self, key: str, s: int, **values: object) -> str:
        """Say of how many of several something holds, and of none of them in words of its own."""
        if not s:
            return self(f"{key}.none", **values)
        return self(key, s=s, are=are(s), **values)

    def _value(self, value: object) -> object:
        if value in UNDEFINED and not isinstance(value, Name):
            return self.translated(str(value))
        return Amount(value) if type(value) is int else value

    def translated(self, text: str) -> str:
        """Return words that a result carries, such as a note, in this language."""
        if isinstance(text, Note):
            return text.said_by(self.catalogue)
        return self.catalogue.get(text, text)

    def notes(self, notes: Iterable[str]) -> str:
        """Return the notes of a result, one after the other."""
        return self("between notes").join(map(self.translated, notes))

    def listed(self, parts: Sequence[str]) -> str:
        """Return "a", "a and b" or "a, b and c"."""
        *first, last = parts
        return self("and", first=self("list comma").join(first), last=last) if first else last

    def joined(self, *parts: str) -> str:
        """Return what is not empty, with semicolons."""
        return self("semicolon").join(filter(None, parts))

    def name(self, label: object) -> str:
        """Return a label as it is read in a sentence."""
        if label is None:
            return self("missing label")
        if isinstance(label, tuple):
            return " / ".join(map(self.name, label))
        text = display.label_text(label)
        return self("blank label") if text == display.BLANK else Name(text)


def speaker(language: str) -> Say:
    """Return what speaks a language."""
    from nps._base.words.languages import load  # results load no words before they are asked

    sentences, notes = load(language, "sentences"), load(language, "notes")
    return Say(language, sentences.PHRASES, {**notes.NOTES, **notes.PARTS})


def statistic_text(x: float, digits: int) -> str:
    """Return a test statistic with so many digits, or that it is undefined."""
    return "n/a" if math.isnan(x) else f"{x:.{digits}f}"


def with_sign(x: float) -> str:
    """Return points with their sign."""
    return display.points(x, signed=True)


def end_texts(limits: Limits, null: float | None = None) -> tuple[str, str]:
    """Return both ends with as many digits as show on which side of `null` they are."""
    if null is None:
        low, high = (display.points(end) for end in limits)
        return low, high
    return apart(limits[0], null), apart(limits[1], null)


def apart(x: float, null: float) -> str:
    """Return x with as many digits, up to four, as show on which side of `null` it is."""
    for digits in range(1, 5):
        if round(x, digits) != round(null, digits) or x == null:
            return f"{round(x, digits) + 0.0:.{digits}f}"
    return display.points(x)


def limits_text(
    say: Say,
    limits: Limits,
    level: float,
    alternative: str = "two-sided",
    *,
    null: float | None = None,
    kind: str = "",
) -> str:
    """Return "95% CI 1.1 to 11.3", or a bound, or that there is none."""
    if math.isnan(limits[0]) or math.isnan(limits[1]):
        return say("none")
    low, high = end_texts(limits, null)
    key = kind or alternative
    return say(key, level=display.level_percent(level), low=low, high=high)


def are(n: int) -> str:
    """Return the verb for that many."""
    return "is" if n <= 1 else "are"  # "none is"


def subject_of(say: Say, label: object, plain: str = "score") -> str:
    """Return "NPS" or "NPS of North": a phrase, with the label if there is one."""
    return say(plain) if label is None else say(f"{plain} of", label=say.name(label))


def capital(text: str) -> str:
    """Return a text that begins a sentence."""
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """Return a text that stands within a sentence."""
    return text[:1].lower() + text[1:]


def interval_text(say: Say, limits: Limits, null: float | None = 0.0) -> str:
    """Return an interval whose level is not known."""
    if math.isnan(limits[0]):
        return say("none")
    low, high = end_texts(limits, null)
    return say("interval", low=low, high=high)
