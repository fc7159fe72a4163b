"""How amounts, such as money, look in text: four digits or so, thousands apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from nps._base import text
from nps._base.words.saying import Name

if TYPE_CHECKING:
    from nps._base.words.saying import Say

#: Amounts are written out from the one to the other, beyond with an exponent.
DOWN_TO, FROM = 1e-4, 1e15
#: The classes as `classify` names them, and as people say them.
SINGULAR = ("promoter", "passive", "detractor")


def amount(value: float, *, signed: bool = False) -> str:
    """Return an amount with few digits: 12,345, 123.4, 1.23, 0.0123 or 1.23e-05; NaN reads n/a."""
    if math.isnan(value):
        return "n/a"
    if math.isinf(value):
        return text.infinite(value, signed=signed)
    size, sign = abs(value), "+" if signed else ""
    if size >= FROM or 0.0 < size < DOWN_TO:
        return text.Number(f"{value:{sign}.2e}", value)
    digits = 0 if size >= 1000.0 else 1 if size >= 100.0 else 2 if size >= 1.0 else None
    if digits is None:
        digits = 2 if size == 0.0 else 2 - math.floor(math.log10(size))
    rounded = round(value, digits) + 0.0  # no "-0.00"
    form = "#,##0" if not digits else f"#,##0.{'0' * digits}"
    form = f"+{form};-{form};+{form}" if signed else form
    return text.Number(f"{rounded:{sign},.{digits}f}", value, form)


def between(limits: tuple[float, float], *, signed: bool = False) -> str:
    """Return [low, high], or say that there is none."""
    if math.isnan(limits[0]) or math.isnan(limits[1]):
        return "[no interval]"
    low, high = (amount(end, signed=signed) for end in limits)
    return f"[{low}, {high}]"


def limits_of(say: Say, limits: tuple[float, float], level: float) -> str:
    """Return "95% CI 1.1 to 11.3", or that there is none."""
    if math.isnan(limits[0]) or math.isnan(limits[1]):
        return say("none")
    low, high = limits
    percent = text.level_percent(level)
    if math.isinf(high) and not math.isinf(low):
        return say("value.open", level=percent, low=amount(low))
    return say("two-sided", level=percent, low=amount(low), high=amount(high))


def limits_in_percent(say: Say, limits: tuple[float, float], level: float) -> str:
    """Return the same of shares, in percent."""
    if math.isnan(limits[0]):
        return say("none")
    low, high = (Name(text.percent(end)) for end in limits)
    return say("two-sided", level=text.level_percent(level), low=low, high=high)


def singular(label: object) -> object:
    """Return "promoter" for "promoters", and so on; other labels as they are."""
    if isinstance(label, tuple):
        return tuple(map(singular, label))
    if isinstance(label, str) and label.endswith("s") and label[:-1] in SINGULAR:
        return label[:-1]
    return label


def classes_of(say: Say, label: object) -> str:
    """Return the people of a class, as a sentence says it."""
    return say(f"{label}s")
