"""From combinations of cells to counts: the one place where cells of files become answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import OptionError, RatingError
from nps._base.labels.labels import Labels
from nps._base.labels.readings import readings
from nps._base.labels.spellings import Column, read_spellings
from nps._base.labels.zones import spelled_offset
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._samples.classify import CLASS_LABELS
from nps._samples.cohorts import Cohorts
from nps._samples.counts import Counts
from nps._sources.reading.cells import CellReader, class_of
from nps._sources.reading.doors import IN_PYTHON, Door
from nps._sources.reading.naming import find_column

if TYPE_CHECKING:
    from nps._samples.ratings import Scale
    from nps._sources.reading.formats.tables import Table

#: More labels than this are respondents or comments, and a table of them helps nobody.
MOST_LABELS = 1_000_000
#: Distinct invalid values that are kept by name.
MOST_VALUES = 1000
_SHOWN = 5

#: A number without zeros in front, which would make it a code.
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,300})(?:\.\d{1,300})?")

Key = tuple[object, ...]


def check_labels(number: int, door: Door = IN_PYTHON) -> None:
    """Refuse more cohorts than anybody reads, as times have that are no periods yet."""
    if number > MOST_LABELS:
        period = door.option("period", "month" if door.in_terminal else '"month"')
        raise OptionError(
            f"{door.option('by')} has more than {MOST_LABELS:,} cohorts; choose columns with fewer"
            f" values, or put times into periods, as {period} does."
        )


@dataclass(slots=True)
class Tally:
    """Answers of many labels, added up combination by combination.

    Attributes
    ----------
    read : CellReader
        Reads cells as answers.
    scale : Scale
        Which of them are ratings.
    by_class : bool
        Cells are words for classes instead.
    door : Door
        How options are spelled where somebody counts.
    rows : dict
        For each label the answers at each level, missing and invalid.
    invalid_values : Counter
        What was invalid, up to `MOST_VALUES` of them.
    """

    read: CellReader
    scale: Scale
    by_class: bool = False
    door: Door = IN_PYTHON
    rows: dict[Key, list[int]] = field(default_factory=dict)
    invalid_values: Counter[object] = field(default_factory=Counter)
    _places: dict[str, int] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """Levels, and one place each for missing and invalid."""
        return (len(CLASS_LABELS) if self.by_class else len(self.scale.ratings)) + 2

    def add(self, label: Key, cell: str, k: int) -> None:
        """Count a cell k times."""
        row = self.rows.get(label)
        if row is None:
            check_labels(len(self.rows) + 1, self.door)
            row = self.rows[label] = [0] * self.width
        place = self._places.get(cell)
        if place is None:
            place = self.place(cell)
            if len(self._places) < MOST_VALUES:
                self._places[cell] = place
        row[place] += k
        if place == self.width - 1:
            self._note_invalid(cell, k)

    def forget(self) -> None:
        """Read cells anew: they are of another column from here on."""
        self._places.clear()

    def place(self, cell: str) -> int:
        """Return the level of a cell, or the place for missing or invalid ones."""
        missing, invalid = self.width - 2, self.width - 1
        answer = self.read(cell)
        if answer is None:
            return missing
        if self.by_class:
            label = class_of(cell)
            return invalid if label is None else CLASS_LABELS.index(label)
        if isinstance(answer, str) or answer not in self.scale.ratings:
            return invalid
        return int(answer) - self.scale.low

    def _note_invalid(self, cell: str, k: int) -> None:
        value = self.read(cell)
        if value in self.invalid_values or len(self.invalid_values) < MOST_VALUES:
            self.invalid_values[value] += k

    def refuse_invalid(self, column: str, remedy: str) -> None:
        """Raise if an answer is off the scale.

        Raises
        ------
        RatingError
            Names some of them and what can be done.
        """
        if not self.invalid_values:
            return
        values = sorted(self.invalid_values, key=str)
        some = ", ".join(map(shown, values[:_SHOWN])) + (", ..." if len(values) > _SHOWN else "")
        raise RatingError(
            f"rating: cells in column {shown(column)} are no ratings from {self.scale.low} to"
            f" {self.scale.high}: {some}. {remedy}"
        )

    def total(self) -> Counts:
        """Return the counts of all labels together."""
        sums = [sum(column) for column in zip(*self.rows.values(), strict=True)]
        levels, missing, invalid = (sums or [0] * self.width)[:-2], *(sums or [0, 0])[-2:]
        if self.by_class:
            detractors, passives, promoters = levels
            return Counts(promoters, passives, detractors, missing=missing, invalid=invalid)
        return Counts._from_levels(levels, missing, invalid, self.scale)

    def cohorts(self, keys: Sequence[str]) -> Cohorts:
        """Return the counts of each label, in the order in which labels first came."""
        values = [label[0] if len(keys) == 1 else label for label in self.rows]
        table = np.array(list(self.rows.values()), dtype=np.int64).reshape(-1, self.width)
        if self.by_class:
            down, level, up, missing, invalid = table.T
            return Cohorts.from_counts(
                values, up, level, down, missing=missing, invalid=invalid, keys=keys
            )
        return Cohorts._from_table(Labels(values, keys), table, self.scale)


@dataclass(slots=True)
class People:
    """One answer of each person in each cohort: the latest or the first that is valid.

    Of several at the same time the least favourable one counts. Who gave no valid answer counts
    once, as invalid if there is an answer off the scale, else as missing.
    """

    tally: Tally
    latest: bool
    when: str
    reading: str = ""
    _best: dict[tuple[Key, str], tuple[tuple[int, float, int], str]] = field(default_factory=dict)

    def add(self, label: Key, person: str, when: str, cell: str, k: int) -> None:
        """Take an answer into account; without a person each row is of somebody else."""
        if not person:
            self.tally.add(label, cell, k)
            return
        place = self.tally.place(cell)
        missing = self.tally.width - 2
        if place < missing:
            moment = read_moment(when, self.when, self.reading)
            scale = self.tally.scale
            turned = scale.promoters < scale.detractors and not self.tally.by_class
            rank = (2, moment if self.latest else -moment, place if turned else -place)
        else:
            rank = (int(place > missing), 0.0, 0)
        best = self._best.get((label, person))
        if best is None or rank > best[0]:
            self._best[label, person] = rank, cell

    def finish(self) -> None:
        """Count the answers that remain."""
        for (label, _), (_, cell) in self._best.items():
            self.tally.add(label, cell, 1)
        self._best.clear()


def reading_of(cells: Iterable[str]) -> str:
    """Return how the times of a column are read: what 03/04/2024 means there, if it can be told."""
    texts = [cell.strip() for cell in dict.fromkeys(cells) if cell.strip()]
    found = read_spellings(texts) if texts else None
    return found.reading if isinstance(found, Column) else ""


def read_moment(cell: str, column: str, reading: str = "") -> float:
    """Return a time or a number as a number that sorts.

    Raises
    ------
    OptionError
        If it is neither, or blank.
    """
    text = cell.strip()
    try:
        return float(text)
    except ValueError:
        pass
    iso = text.removesuffix(" UTC") + "+00:00" if text.endswith(" UTC") else text
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return _spelled_moment(text, column, reading)
    return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()


def _spelled_moment(text: str, column: str, reading: str) -> float:
    """Return a time in any other spelling, in seconds; its zone counts."""
    meant = readings(text)
    if reading in meant:
        meant = {reading: meant[reading]}
    days = {moment.position for moment in meant.values() if moment.unit == "day"}
    if len(days) > 1:
        raise OptionError(
            Note(
                "when: {text} in column {column} can be read as {readings}. Write times as"
                " 2024-03-31 10:00.",
                text=shown(text),
                column=shown(column),
                readings=" or as ".join(meant),
            )
        )
    if not days:
        raise OptionError(
            Note(
                "when: column {column} must hold numbers or times such as 2024-03-31 10:00, also"
                " with Z or an offset, beside each valid answer of a named person; got {text}.",
                column=shown(column),
                text=shown(text),
            )
        )
    ahead = spelled_offset(text)
    return 86_400.0 * days.pop() - (0.0 if ahead is None else ahead.total_seconds())


@dataclass(frozen=True, slots=True)
class Filter:
    """Says whether a row is wanted: a cell, or its label, is one of some values.

    Text is compared as it stands, but for spaces around it. A value that is a number also stands
    for other spellings of the number that begin alike: 1 for ``1.0``, but not for ``01``, since
    zeros in front are part of a code.
    """

    values: frozenset[object]
    labels: Mapping[str, str]

    def __call__(self, cell: str) -> bool:
        """Tell whether the cell is one of the values."""
        text = cell.strip()
        if text in self.values or self.labels.get(cell, text) in self.values:
            return True
        return bool(_DECIMAL.fullmatch(text)) and Decimal(text) in self.values


def make_filter(wanted: Iterable[object], labels: Mapping[str, str]) -> Filter:
    """Return a filter for values as they are given: numbers, or text as it stands in cells."""
    values: set[object] = set()
    for value in wanted:
        text = "" if value is None else str(value).strip()
        values.add(text)
        if _DECIMAL.fullmatch(text):
            values.add(Decimal(text))
    return Filter(frozenset(values), labels)


def filters_of(table: Table, where: Mapping[str, Sequence[object]]) -> list[tuple[int, Filter]]:
    """Return which columns say whether a row is wanted, and the filter of each."""
    return [
        (place, make_filter(values, table.labels.get(place, {})))
        for name, values in where.items()
        for place in [find_column(table, name)]
    ]
