"""What a message says to type, where it appears: options of the command, arguments in Python."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nps._base.text import shown
from nps._base.words.notes import Note
from nps._samples.tallying.suspicions import Remedies

if TYPE_CHECKING:
    from nps._samples.ratings import Scale

LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Door:
    """How the options of a reader are spelled where it was called.

    Attributes
    ----------
    in_terminal : bool
        As options of the command.
    encoding, sheet : str
        How an encoding and a sheet are named.
    remedies : Remedies
        What to do about odd answers.
    records : str
        What `read_answers` takes there.
    knows_rows : bool
        Rows can be chosen there, and cells are read; else `read_answers` does it.
    """

    in_terminal: bool
    encoding: str
    sheet: str
    remedies: Remedies
    records: str = "..."
    knows_rows: bool = True

    @property
    def between(self) -> str:
        """What stands between two options."""
        return " " if self.in_terminal else ", "

    def rating(self, *names: str) -> str:
        """Return how columns of ratings are named."""
        if self.in_terminal:
            return f"--rating {' '.join(map(shlex.quote, names))}"
        return f"rating={_python(names)}"

    def frequency(self, rating: str, frequency: str) -> str:
        """Return how a column of counts is named."""
        if self.in_terminal:
            return f"{self.rating(rating)} --frequency {shlex.quote(frequency)}"
        return (
            f"read_answers({self.records}, {self.rating(rating)})"
            f".count(frequency={_python([frequency])})"
        )

    def scale(self, low: int, high: int) -> str:
        """Return how another scale is said."""
        usual = (low, high) in ((1, 5), (1, 7))
        if self.in_terminal:
            return f"--scale {low}-{high}" if usual else "--scale with cut points"
        return f"scale=nps.Scale.conventional({low}, {high})" if usual else "scale=nps.Scale(...)"

    def on_scale(self, name: str, low: int, high: int) -> str:
        """Return how a column is named and its scale said."""
        return f"{self.rating(name)}{self.between}{self.scale(low, high)}"

    def mirrored(self, scale: Scale | None) -> str:
        """Return how a scale is said whose lowest rating is the best; None has no usual one."""
        if scale is None:
            return "--scale with cut points" if self.in_terminal else "scale=nps.Scale(...)"
        ranges = (scale.detractors, scale.passives, scale.promoters)
        if self.in_terminal:
            return f"--scale {','.join(f'{a}-{b}' if a < b else str(a) for a, b in ranges)}"
        usual = f"nps.Scale.conventional({scale.low}, {scale.high})"
        return f"scale={'nps.STANDARD' if scale.low == 0 else usual}.mirrored()"

    def where(self, column: str, value: str, *rating: str) -> str:
        """Return how rows with a value are chosen, and a column of ratings in them."""
        if self.in_terminal:
            chosen = f"--where {shlex.quote(f'{column}={value}')}"
        else:
            chosen = f"where={{{_python([column])}: {_python([value])}}}"
        said = self.between.join([*map(self.rating, rating), chosen])
        return said if self.knows_rows else f"read_answers({self.records}, {said})"

    def read(self, name: str, *scale: int) -> str:
        """Return how the cells of a column are read that are no plain numbers."""
        said = self.on_scale(name, *scale) if scale else self.rating(name)
        return said if self.knows_rows else f"read_answers({self.records}, {said}).count()"

    def option(self, name: str, value: str = "...") -> str:
        """Return how any option is given."""
        return f"--{name} {value}" if self.in_terminal else f"{name}={value}"


def _python(names: Sequence[str]) -> str:
    """Return names as they are typed in Python, cut only where they are no names any more."""
    typed = [repr(name) if len(name) <= LONGEST_NAME else shown(name) for name in names]
    return typed[0] if len(typed) == 1 else f"[{', '.join(typed)}]"


def _missing_option(value: str) -> Note:
    return Note("--missing {value} leaves it out if it is.", value=value)


def _missing_argument(value: str) -> Note:
    return Note("missing=[{value}] leaves it out if it is.", value=value)


TERMINAL = Door(
    in_terminal=True,
    encoding="--encoding",
    sheet="--sheet",
    remedies=Remedies(
        missing=_missing_option,
        scale=Note("Say which with --scale: 1-5, 1-7, or cut points."),
    ),
)
IN_PYTHON = Door(
    in_terminal=False,
    encoding="encoding=...",
    sheet="sheet=...",
    remedies=Remedies(missing=_missing_argument),
)
IN_FRAMES = Door(
    in_terminal=False,
    encoding="encoding=...",
    sheet="sheet=...",
    remedies=Remedies(missing=_missing_argument),
    records="[a dictionary for each row]",
    knows_rows=False,
)
IN_STREAMS = replace(IN_PYTHON, knows_rows=False)
