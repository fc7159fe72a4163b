"""The counts of a table: which columns make a cohort, which rows count, and how often."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.checks import check_name, check_option
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.periods import period_column, period_keys
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._samples.cohorts import Cohorts
from nps._samples.counts import Counts
from nps._sources.reading.counts.numbers import said_of_numbers, whole_number
from nps._sources.reading.counts.stamps import time_of, unit_of_stamps
from nps._sources.reading.counts.tally import Filter, People, Tally, make_filter, reading_of
from nps._sources.reading.counts.weighing import Weighed, weigh
from nps._sources.reading.doors import IN_PYTHON, Door
from nps._sources.reading.naming import find_column, named, parts_of_names
from nps._surveys.cohorts import SurveyCohorts
from nps._surveys.samples import SurveySample

if TYPE_CHECKING:
    from nps._base.labels.periods import Period, PeriodName
    from nps._samples.ratings import Scale
    from nps._sources.reading.cells import CellReader
    from nps._sources.reading.formats.tables import Cells, Table

KEEP = ("latest", "first")
#: Distinct times whose periods are kept.
MOST_KNOWN = 1 << 18
#: The key of cohorts that are columns of ratings.
COLUMN_KEY = "question"

#: A day in numbers of which the first or the second can be no month.
_DAY_OR_MONTH = re.compile(r"(?:1[3-9]|[23]\d)([-/])\d{1,2}\1|\d{1,2}([-/])(?:1[3-9]|[23]\d)\2")

Sample = Counts | Cohorts | SurveySample | SurveyCohorts


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a table is counted.

    Attributes
    ----------
    ratings : tuple of int
        Places of the columns with the answers.
    by : tuple of str
        Columns of the keys; the wave is the last of them.
    period, timezone : optional
        Times of a key become periods, as in `count_by`.
    """

    ratings: tuple[int, ...]
    scale: Scale
    read: CellReader
    by_class: bool = False
    by: tuple[str, ...] = ()
    period: Period = None
    timezone: str | None = None
    where: Mapping[str, Sequence[object]] = field(default_factory=dict)
    respondent: str | None = None
    when: str | None = None
    keep: str = "latest"
    weight: str | None = None
    frequency: str | None = None
    door: Door = IN_PYTHON

    @property
    def named(self) -> list[str]:
        """Columns that were named, but for those of the answers."""
        more = (self.respondent, self.when, self.weight, self.frequency)
        return [*self.by, *self.where, *(name for name in more if name is not None)]


class Counted(NamedTuple):
    """What came out of a table.

    Attributes
    ----------
    sample : Counts, Cohorts, SurveySample or SurveyCohorts
        The counts.
    tally : Tally
        What they were added up in.
    keys : tuple of str
        Headers of the keys.
    rows : int
        Rows read.
    notes : list of Note
        What did not fit.
    """

    sample: Sample
    tally: Tally
    keys: tuple[str, ...]
    rows: int
    notes: list[Note]


def check_plan(plan: Plan) -> None:
    """Refuse options that mean nothing together.

    Raises
    ------
    OptionError
        If they do not.
    """
    check_option("keep", plan.keep, KEEP)
    for option in ("respondent", "when", "weight", "frequency"):
        check_name(option, getattr(plan, option))
    for key in plan.period if isinstance(plan.period, Mapping) else ():
        if not isinstance(key, str):
            raise InputTypeError(f"period must name keys by text, got {shown(key)}.")
    if plan.period is None and plan.timezone is not None:
        raise OptionError(Note('timezone needs period, such as period="month".'))
    if plan.respondent is None and (plan.when, plan.keep) != (None, "latest"):
        option = "keep" if plan.when is None else "when"
        raise OptionError(
            Note(
                "{option} needs {other}: it says which answer of a person counts.",
                option=option,
                other="respondent",
            )
        )
    if plan.respondent is not None and plan.when is None:
        raise OptionError(
            Note(
                "{name} needs {other}: the column that says when each answered.",
                name="respondent",
                other="when",
            )
        )
    given = [
        name for name in ("respondent", "weight", "frequency") if getattr(plan, name) is not None
    ]
    if len(given) > 1:
        raise OptionError(
            Note("{first} and {second} cannot be combined.", first=given[0], second=given[1])
        )


def count_table(
    open_table: Callable[[], Table], plan: Plan, advance: Callable[[int], object] | None = None
) -> Counted:
    """Count the answers of a table, one column of ratings after the other."""
    check_plan(plan)
    tally = Tally(plan.read, plan.scale, plan.by_class, plan.door)
    notes: list[Note] = []
    rows = 0
    weighted: list[Weighed] = []
    for place in plan.ratings:
        with open_table() as table:
            run = _Run(table, plan, place)
            tally.read = plan.read.with_labels(table.labels.get(place, {}))
            tally.forget()
            if plan.weight is None:
                run.tally(tally, advance)
            else:
                weighted += run.rows_weighted(advance)
            rows = table.rows
            notes = [*table.notes, *run.notes]
    with open_table() as table:
        keys = tuple(table.header[find_column(table, name)] for name in plan.by)
        weight = table.header[find_column(table, plan.weight)] if plan.weight is not None else ""
        notes = [
            *notes,
            *parts_of_names(table, plan.named),
            *said_of_numbers(table, plan.frequency),
        ]
    names = [*([COLUMN_KEY] if len(plan.ratings) > 1 else []), *keys]
    sample: Sample
    if plan.weight is not None:
        sample = weigh(weighted, names, tally, weight)
    else:
        sample = tally.cohorts(names) if names else tally.total()
    return Counted(sample, tally, keys, rows, notes)


class _Run:
    """One pass over a table for one column of ratings."""

    def __init__(self, table: Table, plan: Plan, rating: int) -> None:
        self.table, self.plan, self.rating = table, plan, rating
        self.keys = [find_column(table, name) for name in plan.by]
        self.filters = {find_column(table, name): values for name, values in plan.where.items()}
        self.notes: list[Note] = []
        self.periods = self._find_periods()
        self.first: tuple[object, ...] = (table.header[rating],) if len(plan.ratings) > 1 else ()

    def _find_periods(self) -> dict[int, _Binned]:
        """Return which of the keys are times that become periods."""
        plan, table = self.plan, self.table
        if plan.period is None:
            return {}
        wanted: Period = plan.period
        if isinstance(wanted, Mapping):
            wanted = {table.header[find_column(table, key)]: p for key, p in wanted.items()}
        sample = {
            table.header[i]: [row[i].strip() or None for row in table.sample] for i in self.keys
        }
        units = {name: unit_of_stamps(cells) for name, cells in sample.items()}
        times = {name: [time_of(x, units[name]) for x in cells] for name, cells in sample.items()}
        found = period_keys(wanted, times)
        for name in [name for name in found if units[name]]:
            cell = next(filter(None, sample[name]))
            read = f"{time_of(cell, units[name]):%Y-%m-%d %H:%M %Z}".strip()
            column = named(name)
            self.notes += [
                Note("{cell} in {column} is read as {read}", cell=cell, column=column, read=read)
            ]
        return {
            i: _Binned(
                found[name], plan.timezone, f"column {shown(name)}", _settling(sample[name]),
                units[name],
            )
            for i in self.keys
            if (name := table.header[i]) in found
        }  # fmt: skip

    def tally(self, tally: Tally, advance: Callable[[int], object] | None) -> None:
        """Add up the answers."""
        plan = self.plan
        if plan.respondent is not None and plan.when is not None:
            more = [find_column(self.table, plan.respondent), find_column(self.table, plan.when)]
            reading = reading_of(row[more[1]] for row in self.table.sample)
            people = People(tally, plan.keep == "latest", plan.when, reading)
            for label, (person, when), cell, k in self._parts(more, advance):
                people.add(label, person.strip(), when, cell, k)
            people.finish()
        elif plan.frequency is not None:
            column = find_column(self.table, plan.frequency)
            for label, (times,), cell, k in self._parts([column], advance):
                tally.add(label, cell, k * whole_number(times, self.table.header[column]))
        else:
            for label, _, cell, k in self._parts([], advance):
                tally.add(label, cell, k)

    def rows_weighted(self, advance: Callable[[int], object] | None) -> list[Weighed]:
        """Return label, weight, cell and how often they occur together."""
        weight = find_column(self.table, str(self.plan.weight))
        return [
            (label, more[0], cell, k) for label, more, cell, k in self._parts([weight], advance)
        ]

    def _parts(
        self, more: Sequence[int], advance: Callable[[int], object] | None
    ) -> Iterable[tuple[tuple[object, ...], Cells, str, int]]:
        """Yield the label, the cells of more columns, the answer, and how often, of wanted rows."""
        table = self.table
        columns = [*self.keys, *more, *self.filters, self.rating]
        n_keys, n_more = len(self.keys), len(more)
        wanted = [
            make_filter(values, table.labels.get(i, {})) for i, values in self.filters.items()
        ]
        label = lru_cache(maxsize=1 << 16)(self._label)
        step = advance or (lambda _: None)
        for part in table.combinations(columns, step):
            for i, binned in self.periods.items():
                at = self.keys.index(i)
                if binned.learn({cells[at] for cells in part}):
                    label.cache_clear()
            for cells, k in part.items():
                if wanted and not _all(wanted, cells[n_keys + n_more : -1]):
                    continue
                key = label(cells[:n_keys]) if n_keys else self.first
                yield key, cells[n_keys : n_keys + n_more], cells[-1], k

    def _label(self, cells: Cells) -> tuple[object, ...]:
        """Return the label of a cohort; what is blank is None."""
        parts: list[object] = []
        for place, cell in zip(self.keys, cells, strict=True):
            labels = self.table.labels.get(place)
            text = labels.get(cell, cell) if labels else cell
            binned = self.periods.get(place)
            parts.append((text.strip() or None) if binned is None else binned.known[cell])
        return (*self.first, *parts)


@dataclass(slots=True)
class _Binned:
    """The periods of the times in a column, cell by distinct cell."""

    period: PeriodName
    timezone: str | None
    name: str
    settling: str | None = None
    unit: str | None = None
    known: dict[str, object] = field(default_factory=dict)

    def learn(self, cells: set[str]) -> bool:
        """Read cells that are new; tell whether others had to be forgotten for them."""
        full = len(self.known) > MOST_KNOWN
        if full:
            self.known.clear()
        new = [cell for cell in cells if cell not in self.known]
        if new:
            stamps = [time_of(cell.strip() or None, self.unit) for cell in new]
            times = [*stamps, None if self.unit else self.settling]
            column = period_column(times, self.period, self.timezone, self.name)
            self.known.update(zip(new, column.labels_at(np.arange(len(new))), strict=True))
        return full


def _settling(cells: Iterable[str | None]) -> str | None:
    """Return a time that says whether days or months come first, for parts that have none."""
    return next((cell for cell in cells if cell and _DAY_OR_MONTH.match(cell)), None)


def _all(wanted: Sequence[Filter], cells: Cells) -> bool:
    return all(keep(cell) for keep, cell in zip(wanted, cells, strict=True))
