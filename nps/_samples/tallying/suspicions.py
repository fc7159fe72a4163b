"""What looks odd about counted answers: codes for none, unused ends of the scale, averages."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from nps._base.columns.containers import as_number, is_moderate
from nps._base.words.notes import Note
from nps._samples.parsing import parse_rating

if TYPE_CHECKING:
    from nps._samples.ratings import Scale

#: Codes by which survey tools and SPSS files say "no answer".
SENTINELS = frozenset(
    [-1, -2, -3, -9, -99, -999, 77, 88, 97, 98, 99, 255, 777, 888, 997, 998, 999, 9999]
)
#: What becomes of a missing number that is cast to a whole one: the least of each size.
LEAST_INTEGERS = frozenset(-(2 ** (bits - 1)) for bits in (8, 16, 32, 64))
#: A rating that recurs and is this far from the scale is a code, not a slip.
FAR = 10
#: Chance is excluded below this probability; of the surveys that are made, far fewer get a note.
RARE = 0.005
#: What is supposed of any scale to 10 or more, as largest shares of answers: of those at some
#: rating or above, at it; of those above the lowest, in the lower half.
_AT_IT, _IN_LOWER_HALF = 5 / 8, 3 / 4
#: On 0-10, of all answers, from 1 to 5, to 6, to 7: neither 0, which the unhappy give, nor above.
_INSIDE = {5: 1 / 2, 6: 2 / 3, 7: 4 / 5}
#: Of answers of 0 to 3, those above 0.
_ABOVE_ZERO = 4 / 5


def _replaced(value: str) -> Note:
    """Say how a code is left out where answers are in a container."""
    return Note("Replace it with None if it is.")


@dataclass(frozen=True, slots=True)
class Remedies:
    """How whoever reads a suspicion can act on it: in Python, or as options of the command."""

    missing: Callable[[str], Note] = _replaced
    scale: Note = Note("Say which with scale=nps.Scale.conventional(...).")  # noqa: RUF009  # frozen


#: Whole numbers below are floats without loss.
_PLAIN = 2**53
IN_PYTHON = Remedies()


def suspicions(
    distribution: Sequence[int],
    scale: Scale,
    invalid_values: Mapping[object, int],
    remedies: Remedies = IN_PYTHON,
) -> list[Note]:
    """Say in words what looks odd about counted answers, and what to do about it."""
    return [
        *_odd_values(invalid_values, scale, remedies),
        *_odd_distribution(distribution, scale, remedies, invalid_values.get(0, 0)),
    ]


def is_code(value: object, times: int, scale: Scale) -> bool:
    """Tell whether a value off the scale looks like a code for "no answer"."""
    if value in LEAST_INTEGERS:
        return True
    plain = type(value) is int and -_PLAIN < value < _PLAIN  # nearly always, and much faster
    number = float(value) if plain else as_number(value)  # type: ignore[arg-type]  # plain: an int
    if not math.isfinite(number) or scale.low <= number <= scale.high:
        return False
    far = number < scale.low - FAR or number > scale.high + FAR
    return number in SENTINELS or (far and times > 1)


def _odd_values(
    invalid_values: Mapping[object, int], scale: Scale, remedies: Remedies
) -> list[Note]:
    found: list[Note] = []
    fractions = readable_text = booleans = 0
    for value, k in invalid_values.items():
        if isinstance(value, (bool, np.bool_)):
            booleans += k
        elif isinstance(value, str):
            readable_text += k * _reads_as_rating(value)
        elif value in LEAST_INTEGERS:
            found.append(
                Note(
                    "{value} occurs {times}: this is what a missing number becomes as an integer."
                    " {remedy}",
                    value=str(value),
                    times=_times(k),
                    remedy=remedies.missing(str(value)),
                )
            )
        elif is_code(value, k, scale):
            found.append(
                Note(
                    '{value} occurs {times}: often a code for "no answer". {remedy}',
                    value=str(value),
                    times=_times(k),
                    remedy=remedies.missing(str(value)),
                )
            )
        elif _is_fraction(value):
            fractions += k
    if fractions:
        found.append(
            Note(
                "fractions occur {times}: averages of several answers? The score needs the answers"
                " themselves.",
                times=_times(fractions),
            )
        )
    if readable_text:
        found.append(
            Note(
                "{cells} cells are text that reads as ratings: nps.parse_ratings turns them into"
                " numbers.",
                cells=readable_text,
            )
        )
    if booleans:
        found.append(
            Note("True or False occurs {times}: is this the right column?", times=_times(booleans))
        )
    return found


def short_of_top(distribution: Sequence[int], scale: Scale) -> int | None:
    """Return the highest rating that was given if chance cannot explain that none is above it.

    Exact tests of what may be supposed of answers on a longer scale, happy or not: k answers all
    lie in a part of the scale that holds at most a share q of them with a probability of at most
    q**k. Of answers at some rating or above, at most 5/8 are at it. Of those above the lowest,
    at most 3/4 are in the lower half: the unhappy crowd at the lowest. On 0-10, at most 1/2 of all
    are from 1 to 5, 2/3 from 1 to 6 and 4/5 from 1 to 7.
    """
    seen = [r for r, k in zip(scale.ratings, distribution, strict=True) if k]
    if not seen or seen[-1] == scale.high:
        return None
    top, n, lowest = seen[-1], sum(distribution), distribution[0]
    by_chance = [_AT_IT ** distribution[top - scale.low]]
    if 2 * (top - scale.low) <= scale.high - scale.low:
        by_chance.append(_IN_LOWER_HALF ** (n - lowest))
    if (scale.low, scale.high) == (0, 10) and not lowest and top <= max(_INSIDE):
        by_chance.append(_INSIDE[max(top, min(_INSIDE))] ** n)
    return top if min(by_chance) < RARE else None


def _misses_zero(distribution: Sequence[int], scale: Scale) -> bool:
    """Tell whether chance cannot explain that nobody gave the 0 of a scale.

    Of answers of 0 to 3 at least 1/5 are 0, the end of the scale.
    """
    near = sum(distribution[1:4])
    return scale.low == 0 and not distribution[0] and _ABOVE_ZERO**near < RARE


def _odd_distribution(
    distribution: Sequence[int], scale: Scale, remedies: Remedies, below: int
) -> list[Note]:
    """Say what looks odd about answers on the scale; `below` are zeros that lie off it."""
    found: list[Note] = []
    n = sum(distribution)
    top = short_of_top(distribution, scale) if scale.high >= 10 else None
    zeros = distribution[0] if scale.low == 0 else below
    if top == scale.high - 1 and scale.high == 10 and zeros > 1:
        found.append(
            Note(
                "no answer of {n} is above 9, and 0 occurs {times}: was 10 cut to one digit, or the"
                " position on a list stored, one less than the answer? The score is wrong if so.",
                n=n,
                times=_times(zeros),
            )
        )
    elif top == scale.high - 1:
        found.append(
            Note(
                "no answer of {n} is above {top}: was the position on a list stored, one less than"
                " the answer?",
                n=n,
                top=top,
            )
        )
    elif top is not None:
        found.append(
            Note(
                "no answer of {n} is above {top}: was the question asked on a shorter scale?"
                " {remedy}",
                n=n,
                top=top,
                remedy=remedies.scale,
            )
        )
    elif _misses_zero(distribution, scale):
        found.append(
            Note(
                "nobody of {n} gave a 0: was the question asked on 1-{high}? The classes stay the"
                " same then, but the scores do not compare with 0-10 surveys.",
                n=n,
                high=scale.high,
            )
        )
    seen = [r for r, k in zip(scale.ratings, distribution, strict=True) if k]
    if n >= 30 and len(seen) == 1:
        found.append(
            Note(
                "all {n} valid answers are {rating}: a default or a test file?",
                n=n,
                rating=seen[0],
            )
        )
    return found


def _times(k: int) -> Note:
    return Note("once") if k == 1 else Note("{k} times", k=k)


def _reads_as_rating(text: str) -> bool:
    try:
        return parse_rating(text) is not None
    except ValueError:
        return False


def _is_fraction(value: object) -> bool:
    if not isinstance(value, (float, np.floating, Decimal, Fraction)):
        return False
    return is_moderate(value) and int(value) != value
