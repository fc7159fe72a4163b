"""A file of answers: what was read and why, and its counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_name, check_names, check_option
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import shown
from nps._samples.labelled import LabelledSamples, check_label_order
from nps._samples.ratings import INVALID_OPTIONS, Scale
from nps._samples.tallying.suspicions import is_code
from nps._sources.reading.cells import MOSTLY, CellReader, class_of
from nps._sources.reading.counts.batches import Wanted, read_batches
from nps._sources.reading.counts.counting import Counted, Plan, Sample, count_table
from nps._sources.reading.naming import find_column
from nps._sources.reading.questions import says_total
from nps._sources.reading.suspects import refuse_table_of_counts

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from nps._base.labels.periods import Period
    from nps._base.typing import Invalid, Order
    from nps._base.words.notes import Note
    from nps._sources.reading.counts.batches import Batch
    from nps._sources.reading.doors import Door
    from nps._sources.reading.formats.tables import Table
    from nps._sources.reading.naming import Candidate


@dataclass(frozen=True, slots=True, eq=False)
class AnswerFile:
    """A file of answers, as `read_answers` found it.

    Attributes
    ----------
    name, format : str
        The file, and what it is written in: "text", "json", "parquet", "excel", ...
    columns : tuple of str
        Headers of the columns, distinct.
    rating : str or tuple of str
        Header of the column with the ratings, or of the columns that were named.
    question : str
        The question as the file gives it: the fullest text above the column.
    reason : str
        Why this column was taken.
    candidates : tuple of Candidate
        Each column, whether it was taken, and why or why not.
    notes : tuple of str
        What was guessed when the file was read.
    encoding : str or None
        Of a text file.
    scale : Scale
        Which ratings belong to which class.

    See Also
    --------
    nps.read_answers : Reads it.

    Examples
    --------
    >>> import nps
    >>> file = nps.read_answers([{"wave": 2024, "eNPS": 9}, {"wave": 2025, "eNPS": 3}])
    >>> file.rating, file.reason
    ('eNPS', 'its header asks for a recommendation and its cells are ratings')
    >>> file.count(wave="wave")["2025"].score
    -100.0
    """

    name: str
    format: str
    columns: tuple[str, ...]
    rating: str | tuple[str, ...]
    question: str
    reason: str
    candidates: tuple[Candidate, ...]
    notes: tuple[Note, ...]
    encoding: str | None
    scale: Scale
    _places: tuple[int, ...] = field(repr=False)
    _open: Callable[[], Table] = field(repr=False)
    _read: CellReader = field(repr=False)
    _where: Mapping[str, Sequence[object]] = field(repr=False)
    _door: Door = field(repr=False)
    _named: bool = field(repr=False)
    _said: tuple[Note, ...] = field(repr=False)

    def count(
        self,
        *,
        by: str | Sequence[str] | None = None,
        wave: str | None = None,
        period: Period = None,
        timezone: str | None = None,
        respondent: str | None = None,
        when: str | None = None,
        keep: str = "latest",
        weight: str | None = None,
        frequency: str | None = None,
        invalid: Invalid = "raise",
        order: Order = "sorted",
    ) -> Sample:
        """Count promoters, passives and detractors.

        Parameters
        ----------
        by : str or sequence of str, optional
            Columns that say which cohort a row belongs to, by their header or a part of it that no
            other header has.
        wave : str, optional
            The column of the survey wave: one more key, the last.
        period, timezone : optional
            As in `count_by`: the times of the one key that holds them become days, weeks, months,
            quarters or years.
        respondent, when, keep : optional
            As in `from_frame`: one answer of each person in each cohort.
        weight : str, optional
            Column of weights, as in `SurveySample`. Commas and points are read one way in the whole
            column; ``1,250`` is refused where no other weight says what it is.
        frequency : str, optional
            Column that says how many gave an answer: the rows are a table of counts.
        invalid : {"raise", "drop"}, default "raise"
            Answers off the scale are an error, or are left out and counted as ``invalid``.
        order : {"sorted", "appearance"}, list of labels or mapping, default "sorted"
            As in `count_by`.

        Returns
        -------
        Counts or Cohorts, or SurveySample or SurveyCohorts
            Without keys the `Counts` of the file, else the `Cohorts`; blank labels are None. With
            several columns of ratings one cohort for each, under the key "question". With weights
            the `SurveySample` or `SurveyCohorts`.

        Raises
        ------
        RatingError
            If an answer is off the scale and `invalid` is "raise".
        OptionError
            If there is no such column, options contradict each other, or the rows are a table of
            counts and `frequency` is not given.

        Examples
        --------
        >>> import nps
        >>> file = nps.read_answers([{"shop": "N", "nps": 9}, {"shop": "S", "nps": 3}])
        >>> file.count(by="shop")["S"]
        Counts(promoters=0, passives=0, detractors=1)
        """
        check_option("invalid", invalid, INVALID_OPTIONS)
        known = check_label_order(order)
        keys = [] if by is None else check_names("by", by, distinct=True)
        plan = self._plan(
            by=(*keys, *([check_name("wave", wave)] if wave is not None else [])),
            period=period,
            timezone=timezone,
            respondent=respondent,
            when=when,
            keep=keep,
            weight=weight,
            frequency=frequency,
        )
        counted = self._counted(plan)
        if invalid == "raise":
            counted.tally.refuse_invalid(
                ", ".join([self.rating] if isinstance(self.rating, str) else self.rating),
                'Clean them, name codes for "no answer" with missing=, or leave them out with'
                ' invalid="drop", which counts them as invalid.',
            )
        sample = counted.sample
        return sample._put_in_order(known) if isinstance(sample, LabelledSamples) else sample

    def _plan(self, **options: object) -> Plan:
        """Return how to count, once the columns are known."""
        with self._open() as table:
            first = self._places[0]
            read = self._read.with_labels(table.labels.get(first, {}))
            cells = dict.fromkeys(row[first] for row in table.sample)
            if options.get("frequency") is None:
                refuse_table_of_counts(table, first, self.scale, self._door, by_name=self._named)
        said = [cell for cell in cells if read(cell) is not None]
        words = [isinstance(read(c), str) and class_of(c) for c in said]
        by_class = any(words) and all(w or says_total(c) for w, c in zip(words, said, strict=True))
        return Plan(
            ratings=self._places,
            scale=self.scale,
            read=self._read,
            by_class=by_class,
            where=self._where,
            door=self._door,
            **options,  # type: ignore[arg-type]  # checked by the plan
        )

    def _counted(self, plan: Plan, advance: Callable[[int], object] | None = None) -> Counted:
        """Count, and hold the whole of a column that was guessed against the guess."""
        counted = count_table(self._open, plan, advance)
        if self._named:
            return counted
        tally = counted.tally
        found = [sum(column) for column in zip(*tally.rows.values(), strict=True)]
        valid, invalid = sum(found[:-2]), found[-1] if found else 0
        if plan.weight is not None:  # weighted answers are added up elsewhere
            sample = counted.sample
            valid = int(np.sum(sample.n))
        codes = sum(
            k
            for value, k in tally.invalid_values.items()
            if not isinstance(value, str) and is_code(value, k, self.scale)
        )
        if valid < MOSTLY * (valid + invalid - codes):
            some = ", ".join(shown(value) for value, _ in tally.invalid_values.most_common(3))
            raise OptionError(
                f"{shown(self.rating)} would be the column, but {invalid:,} of {valid + invalid:,}"
                f" cells are off the scale, such as {some}; {self._door.rating(str(self.rating))}"
                " takes it all the same"
            )
        return counted

    # ------------------------------------------------------------ the rows

    def batches(
        self,
        columns: str | Sequence[str] = (),
        *,
        text: str | Sequence[str] = (),
        invalid: Invalid = "raise",
    ) -> Iterator[Batch]:
        """Yield the ratings and chosen columns, some rows at a time, in memory that has a bound.

        Parameters
        ----------
        columns : str or sequence of str, optional
            Columns of numbers, by their header or a part of it that no other header has. Cells are
            read as those of ratings are: "4 - good" is 4, and what says that there is no answer
            is missing.
        text : str or sequence of str, optional
            Columns of text.
        invalid : {"raise", "drop"}, default "raise"
            Ratings off the scale are an error, or are missing.

        Yields
        ------
        dict
            From header to what it holds in the same rows: the ratings and `columns` as arrays,
            NaN where there is no answer, and `text` as lists, with labels of values in place of
            values, None where a cell is blank. Only rows that `where` chose.

        Raises
        ------
        OptionError
            If there is no such column, or one of `columns` holds a cell that is no number.
        RatingError
            If a rating is off the scale and `invalid` is "raise".

        Examples
        --------
        >>> import nps
        >>> rows = [{"nps": 9, "speed": 4, "shop": "N"}, {"nps": 3, "speed": "", "shop": "S"}]
        >>> for batch in nps.read_answers(rows).batches("speed", text="shop"):
        ...     print(batch["nps"], batch["speed"], batch["shop"])
        [9. 3.] [ 4. nan] ['N', 'S']
        """
        check_option("invalid", invalid, INVALID_OPTIONS)
        numbers = [] if _are_none(columns) else check_names("columns", columns, distinct=True)
        texts = [] if _are_none(text) else check_names("text", text, distinct=True)
        wanted = Wanted(
            ratings=self._places, scale=self.scale, read=self._read, invalid=invalid,
            numbers=numbers, text=texts, where=self._where,
        )  # fmt: skip
        return self._batches(wanted)

    def _batches(self, wanted: Wanted) -> Iterator[Batch]:
        with self._open() as table:
            yield from read_batches(table, wanted)

    def column(self, name: str) -> list[str]:
        """Return the cells of a column as text, labels of values in place of values.

        Parameters
        ----------
        name : str
            Its header, or a part of it that no other header has.
        """
        if check_name("name", name) is None:
            raise InputTypeError("name must be the name of a column, got None.")
        with self._open() as table:
            place = find_column(table, name)
            labels = table.labels.get(place, {})
            return [labels.get(row[place], row[place]) for rows in table.chunks() for row in rows]

    def _columns(self) -> dict[str, list[object]]:
        """Return all columns: ratings as numbers, the rest as text, blank cells as None."""
        with self._open() as table:
            held: list[list[object]] = [[] for _ in table.header]
            readers = {i: self._read.with_labels(table.labels.get(i, {})) for i in self._places}
            for rows in table.chunks():
                for i, cells in enumerate(zip(*rows, strict=True)):
                    if i in readers:
                        held[i] += map(readers[i], cells)
                    else:
                        labels = table.labels.get(i, {})
                        held[i] += [labels.get(cell, cell).strip() or None for cell in cells]
            return dict(zip(table.header, held, strict=True))

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas DataFrame, with ratings as numbers and all else as text."""
        import pandas as pd

        return pd.DataFrame(self._columns())

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a Polars DataFrame, with ratings as numbers and all else as text."""
        import polars as pl

        return pl.DataFrame(self._columns(), strict=False)


def _are_none(names: object) -> bool:
    return isinstance(names, (str, list, tuple)) and not names
