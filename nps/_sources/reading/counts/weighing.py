"""Rows with weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nps._base.errors import OptionError
from nps._base.words.notes import Note
from nps._sources.reading.counts.decimals import read_decimals
from nps._surveys.samples import SurveySample
from nps._surveys.survey_by import survey_by

if TYPE_CHECKING:
    from nps._sources.reading.counts.tally import Tally
    from nps._surveys.cohorts import SurveyCohorts

#: Label, weight, cell and how often they occur together.
Weighed = tuple[tuple[object, ...], str, str, int]


def weigh(
    rows: Sequence[Weighed], names: Sequence[str], tally: Tally, column: str
) -> SurveySample | SurveyCohorts:
    """Return the weighted sample of rows that occur so and so often.

    Raises
    ------
    OptionError
        If a weight of the column is no number, or may be two.
    """
    try:  # the points of 1.250 and 2.125 alone: a thousand times larger changes no result
        known = read_decimals((weight for _, weight, _, _ in rows), column).numbers
    except OptionError as error:
        raise OptionError(Note("weight: {said}", said=error.args[0])) from None
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
