"""How numbers and labels look in text: few digits, one style, one line."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence

import numpy as np

#: What does not show or turns the direction of writing: controls, bidi marks, fillers, half pairs.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
    # joiners and selectors belong inside Persian, Indic and emoji, but hide beside plain letters
    "|(?<![^\x00-\x7f])[\u200c\u200d\ufe00-\ufe0e]|[\u200c\u200d](?![^\x00-\x7f])"
    "|(?<![^\x00-\x7f])\ufe0f(?!\u20e3)"
)
#: The classes of answers, as counts of them are called.
CLASSES = ("promoters", "passives", "detractors")
#: How a label looks that does not show.
BLANK = "(blank)"
_BREAKS = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
#: Halves of characters, which no file and no other library takes.
_HALVES = re.compile("[\ud800-\udfff]")


def shown(value: object) -> str:
    """Return a value as it would be typed, cut short where it is long, for messages.

    Whatever goes wrong in showing it, the message stands: numbers of thousands of digits and values
    nested thousands deep are not printed by Python, and a `__repr__` may have a mistake of its own.
    """
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001  # whatever it is, it is not what the message is about
        if isinstance(value, int):
            return "a number of thousands of digits"
        return f"a {type(value).__name__} that cannot be shown"
    text = _BREAKS.sub(" ", text)  # arrays and frames show themselves in several lines
    return text if len(text) <= 80 else f"{text[:60]}... ({len(text):,} characters)"


def told(error: Exception) -> str:
    """Return what an error says, cut short, whatever its own text would raise."""
    try:
        text = str(error)
    except Exception:  # noqa: BLE001  # as in `shown`
        text = ""
    kind, text = type(error).__name__, _BREAKS.sub(" ", text)[:200]
    return text if text and isinstance(error, ValueError) else f"{kind}: {text}"


def shown_kind(value: object) -> str:
    """Return a number as it is, and anything else by its type, for messages."""
    if isinstance(value, (int, float, np.number)):
        return shown(value)
    return type(value).__name__


class Number(str):
    """Text of a number that remembers it, for a spreadsheet.

    Attributes
    ----------
    value : float
        The number without rounding; NaN where there is none.
    form : str
        How a spreadsheet shows it, such as "0.0".
    """

    __slots__ = ("form", "value")

    value: float
    form: str

    def __new__(cls, text: str, value: float = math.nan, form: str = "General") -> Number:
        number = str.__new__(cls, text)
        number.value, number.form = float(value), form
        return number


def points(value: float, *, signed: bool = False) -> Number:
    """Return points with one digit; `signed` puts a plus before gains; NaN reads n/a."""
    return decimals(value, 1, signed=signed)


def decimals(value: float, digits: int, *, signed: bool = False) -> Number:
    """Return a number with so many digits; NaN reads n/a."""
    if math.isnan(value):
        return Number("n/a")
    if math.isinf(value):
        return Number(infinite(value, signed=signed))
    rounded = round(value, digits) + 0.0  # no "-0.0"
    form = f"0.{'0' * digits}"
    if signed:
        return Number(f"{rounded:+.{digits}f}", value, f"+{form};-{form};+{form}")
    return Number(f"{rounded:.{digits}f}", value, form)


def interval(low: float, high: float, *, signed: bool = False) -> str:
    """Return [low, high] in points, or say that there is none."""
    if math.isnan(low) or math.isnan(high):
        return "[no interval]"
    return f"[{points(low, signed=signed)}, {points(high, signed=signed)}]"


def level(confidence_level: float, alternative: str = "two-sided") -> str:
    """Return "95% CI", or which end is open for a one-sided interval."""
    side = {"two-sided": "CI", "greater": "lower bound", "less": "upper bound"}[alternative]
    return f"{level_percent(confidence_level)}% {side}"


def level_percent(confidence_level: float) -> str:
    """Return "95" for 0.95; never "100", which no level reaches."""
    percent = f"{100 * confidence_level:g}"
    return f"{100 * confidence_level}" if percent == "100" else percent


def p_value(value: float, alpha: float | None = None) -> str:
    """Return "p = 0.017", "p < 0.001" or "p = n/a".

    With as many digits, up to six, as show on which side of `alpha` it is.
    """
    if math.isnan(value):
        return "p = n/a"
    if value < 0.001:
        return "p < 0.001"
    digits = 3
    while alpha is not None and digits < 6 and round(value, digits) == round(alpha, digits):
        digits += 1
    return f"p = {value:.{digits}f}"


def p_number(value: float) -> Number:
    """Return a p-value as a cell of a table: "0.017", "< 0.001" or "n/a"."""
    text = p_value(value).removeprefix("p ").removeprefix("= ")
    return Number(text, value, '[<0.001]"< 0.001";0.000')


def general(value: float) -> Number:
    """Return a number with up to six digits, as many as it has; NaN reads n/a."""
    return Number("n/a" if math.isnan(value) else f"{value:g}", value)


def infinite(value: float, *, signed: bool = False) -> str:
    """Return how an infinite number looks."""
    return "-∞" if value < 0.0 else "+∞" if signed else "∞"


def percent(share: float) -> Number:
    """Return a share as "12.3%"; NaN reads n/a."""
    text = "n/a" if math.isnan(share) else f"{100.0 * share:.1f}%"
    return Number(text, share, "0.0%")


def percentages(shares: Sequence[float]) -> list[Number]:
    """Return shares as percentages, each rounded by itself: equal shares read the same."""
    return [percent(float(share)) for share in shares]


def noun(number: int, one: str, many: str = "") -> str:
    """Return "1 answer" or "2 answers"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


class Amount(int):
    """A whole number that brings its noun: f"{Amount(1):answer}" is "1 answer"."""

    def __format__(self, spec: str) -> str:
        one, _, many = spec.partition("|")
        return noun(int(self), one, many) if one else f"{int(self):,}"


def visible(text: str) -> str:
    """Return a text in which nothing hides, turns the rest around or ends the line."""
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def label_text(label: object) -> str:
    """Return a cohort label as people read it, on one line; what would not show is made visible."""
    if label is None:
        return "(missing)"
    if isinstance(label, tuple):
        return " / ".join(label_text(part) for part in label)
    text = visible(label_string(label))
    return text if text.strip() else BLANK


def is_unseen(label: object) -> bool:
    """Return whether a label has no text of its own, so that people read words of ours."""
    return label is None or (label != BLANK and label_text(label) == BLANK)


def label_string(label: object) -> str:
    """Return a label as its own text, or what there is to say of one that has none."""
    try:
        return str(label)
    except Exception:  # noqa: BLE001  # a mistake of a class of labels is none of the result's
        return shown(label)


def whole_characters(text: str) -> str:
    """Return a text that any encoding of Unicode takes: half a character becomes its escape."""
    return _HALVES.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def is_wide(character: str) -> bool:
    """Return whether a character takes two columns, as most Chinese ones do."""
    return unicodedata.east_asian_width(character) in "WF"


def cell(value: object) -> str:
    """Return one cell of a table: numbers with few digits, the rest as text."""
    if isinstance(value, (float, np.floating)):
        return points(float(value))
    if isinstance(value, (int, np.integer)):
        return f"{value:,}"
    if isinstance(value, np.datetime64) and np.isnat(value):
        return "n/a"
    return visible(str(value))


def outward(column: Sequence[object]) -> list[object]:
    """Return labels as other libraries take them: no half of a character, no bare months."""
    return [
        whole_characters(part)
        if isinstance(part, str)
        else str(part)
        if isinstance(part, np.timedelta64)
        else part
        for part in column
    ]
