"""Rows with weights, and how weights are written: 0.85, 0,85, 1,250.5 or 1.250,5.

``1,250`` is a thousand and more, or one and a quarter. The other weights of the column say which,
or it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from nps._base.errors import OptionError
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._surveys.samples import SurveySample
from nps._surveys.survey_by import survey_by

if TYPE_CHECKING:
    from nps._sources.reading.counts.tally import Tally
    from nps._surveys.cohorts import SurveyCohorts

#: Label, weight, cell and how often they occur together.
Weighed = tuple[tuple[object, ...], str, str, int]

_LONGEST = 400
#: A number with a point before decimals, and commas between thousands or none.
_WITH_POINT = re.compile(
    r"[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,4})?)",
    re.IGNORECASE,
)
_SWAP = str.maketrans(",.", ".,")
#: One point before three digits, which may also stand between thousands.
_SPLIT = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")


def weigh(
    rows: Sequence[Weighed], names: Sequence[str], tally: Tally, column: str
) -> SurveySample | SurveyCohorts:
    """Return the weighted sample of rows that occur so and so often.

    Raises
    ------
    OptionError
        If a weight of the column is no number, or may be two.
    """
    known = read_weights((weight for _, weight, _, _ in rows), column)
    ratings: list[object] = []
    weights: list[float] = []
    keys: list[tuple[object, ...]] = []
    for label, weight, cell, k in rows:
        answer = tally.read(cell)
        if isinstance(answer, str) or (answer is not None and answer not in tally.scale.ratings):
            tally.add((), cell, k)  # noted among the invalid values
        ratings += [answer] * k
        weights += [known[weight]] * k
        keys += [label] * k
    options = {"weights": weights, "scale": tally.scale, "invalid": "drop"}
    if not names:
        return SurveySample(ratings, **options)  # type: ignore[arg-type]
    columns = {name: [key[i] for key in keys] for i, name in enumerate(names)}
    return survey_by(ratings, columns, **options, order="sorted")  # type: ignore[arg-type]


def read_weights(cells: Iterable[str], column: str) -> dict[str, float]:
    """Return the number in each distinct cell of a column of weights.

    A comma or a point is read one way in the whole column: the way that all cells allow. Where both
    are left and differ, it is refused; but that points are decimal where each weight has one before
    three digits, as programs write them: taken the other way all weights are a thousand times
    larger, which changes no result.

    Raises
    ------
    OptionError
        If a cell is no number, may be two, or contradicts another.
    """
    distinct = list(dict.fromkeys(cells))
    by_point = {cell: _number(cell.strip()) for cell in distinct}
    by_comma = {cell: _number(cell.strip().translate(_SWAP)) for cell in distinct}
    for cell in distinct:
        if by_point[cell] is by_comma[cell] is None:
            raise OptionError(
                Note("weight: must be a number in each row, got {cell}.", cell=shown(cell))
            )
    pointed = [cell for cell in distinct if by_comma[cell] is None]
    with_comma = [cell for cell in distinct if by_point[cell] is None]
    if pointed and with_comma:
        raise OptionError(
            f"weight: column {shown(column)} holds {shown(pointed[0])}, where the point is decimal,"
            f" and {shown(with_comma[0])}, where the comma is. Write them one way."
        )
    either = [cell for cell in distinct if by_point[cell] != by_comma[cell]]
    decided = pointed or with_comma or not either
    if not decided and not all(_SPLIT.fullmatch(x.strip()) or by_point[x] == 0 for x in distinct):
        cell = either[0]
        low, high = sorted((float(by_point[cell] or 0), float(by_comma[cell] or 0)))
        raise OptionError(
            Note(
                "weight: {cell} in column {column} may be {low} or {high}, and no other weight says"
                " which. Write {low} or {plain}.",
                cell=shown(cell),
                column=repr(column),
                low=f"{low:g}",
                high=f"{high:,.0f}",
                plain=f"{high:.0f}",
            )
        )
    found = by_comma if with_comma else by_point
    return {cell: value for cell, value in found.items() if value is not None}


def _number(text: str) -> float | None:
    """Return a number written with a decimal point, None if the text is none."""
    if len(text) > _LONGEST or not _WITH_POINT.fullmatch(text):
        return None
    return float(text.replace(",", ""))
