"""The words of one language and how numbers are put into them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from nps import _display

Limits: TypeAlias = "tuple[float, float]"
#: With fewer answers the sentence itself says how few they are.
TINY = 10
#: Level of tests whose result does not carry one.
USUAL_ALPHA = 0.05
#: Findings that are named one by one.
NAMED = 3
TWO_SIDED = "two-sided"
CLASSES = ("promoters", "passives", "detractors")


class Amount(int):
    """A whole number that brings its noun: f"{Amount(1):answer}" is "1 answer"."""

    def __format__(self, spec: str) -> str:
        one, _, many = spec.partition("|")
        return _display.noun(int(self), one, many) if one else f"{int(self):,}"


@dataclass(frozen=True, slots=True)
class Say:
    """The phrases of one language."""

    phrases: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Fill in one phrase."""
        amounts = {k: Amount(v) if type(v) is int else v for k, v in values.items()}
        return self.phrases[key].format_map(amounts)

    def listed(self, parts: Sequence[str]) -> str:
        """Return "a", "a and b" or "a, b and c"."""
        *first, last = parts
        return self("and", first=self("comma").join(first), last=last) if first else last

    def joined(self, *parts: str) -> str:
        """Return what is not empty, with semicolons."""
        return self("semicolon").join(filter(None, parts))

    def name(self, label: object) -> str:
        """Return a label as it is read in a sentence."""
        return self("missing label") if label is None else _display.label_text(label)


def with_sign(x: float) -> str:
    """Return points with their sign."""
    return _display.points(x, signed=True)


def end_texts(limits: Limits, null: float | None = None) -> tuple[str, str]:
    """Return both ends with as many digits as show on which side of `null` they are."""
    if null is None:
        low, high = (_display.points(end) for end in limits)
        return low, high
    low, high = (apart(end, null) for end in limits)
    return low, high


def apart(x: float, null: float) -> str:
    """Return x with as many digits, up to four, as show on which side of `null` it is."""
    for digits in range(1, 5):
        if round(x, digits) != round(null, digits) or x == null:
            return f"{round(x, digits) + 0.0:.{digits}f}"
    return _display.points(x)


def limits_text(
    say: Say,
    limits: Limits,
    level: float,
    alternative: str = "two-sided",
    *,
    null: float | None = None,
    kind: str = "",
) -> str:
    """Return "95 % CI 1.1 to 11.3", or a bound, or that there is none."""
    if math.isnan(limits[0]) or math.isnan(limits[1]):
        return say("none")
    low, high = end_texts(limits, null)
    key = kind or alternative
    return say(key, level=_display.level_percent(level), low=low, high=high)


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
