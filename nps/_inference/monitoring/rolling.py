"""Rolling windows over dated answers, each person's latest answer counting once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from nps._base.checks import check_option, check_same_length
from nps._base.errors import EmptySampleError, InputTypeError, OptionError
from nps._base.labels.days import Length, check_count, days_of, period_ends
from nps._base.labels.keys import factorize
from nps._base.labels.labels import Labels
from nps._base.labels.zones import read_instants
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._inference.monitoring.rolling_periods import roll_periods, too_few
from nps._inference.monitoring.rolling_results import Rolling
from nps._kernels.counting.windows import count_windows, replaced_at
from nps._samples.cohorts import Cohorts
from nps._samples.ratings import STANDARD, check_scale
from nps._samples.tallying.codes import read_codes
from nps._surveys.kinds import is_many

if TYPE_CHECKING:
    from nps._base.labels.zones import Instants
    from nps._base.typing import Invalid
    from nps._kernels import IntArray
    from nps._samples.ratings import Scale

KEEP = ("latest", "all")
INCOMPLETE = ("drop", "keep")


def rolling(
    ratings: object,
    dates: object = None,
    *,
    window: object,
    time: str | None = None,
    every: object = None,
    ids: object = None,
    keep: Literal["latest", "all"] = "latest",
    incomplete: Literal["drop", "keep"] = "drop",
    min_n: int = 1,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> Rolling:
    """Count answers in rolling windows of the calendar, or of a number of answers or periods.

    Parameters
    ----------
    ratings : 1-D collection or Cohorts
        Answers; containers and missing answers as in `count`. Or counts by period, in order of
        time, of which `window` adds up so many periods; with several keys one is the time and the
        others are segments, each a series of its own.
    dates : 1-D collection, optional
        When each was given: dates, datetimes, ``datetime64`` or text such as "2024-03-31". The day
        is that on the clock there. Only windows by number do without; they then take the answers
        as they stand.
    window : str, timedelta or int
        "90 days", "12 weeks", "3 months", "1 quarter", "1 year": all answers of so long up to and
        including the last day of the window. A whole number: the last so many valid answers, of
        cohorts the last so many periods of the calendar (3 months where the labels are months), or
        waves where the labels are none.
    time : str, optional
        Name of the key that is the time, where cohorts have several; by default as in `changes`.
    every : str or int, optional
        How often a window ends: with each "day" (default), or on the last day of each "week"
        (Sunday), "month", "quarter" or "year". For windows by number a number of answers, 1 by
        default.
    ids : 1-D collection, optional
        Who gave each answer. Answers without an id each count as of somebody else.
    keep : {"latest", "all"}, default "latest"
        "latest": of the valid answers of one person in a window only the latest counts, for ties
        the one that stands further down. "all": every answer counts, whoever gave it.
    incomplete : {"drop", "keep"}, default "drop"
        What to do with windows that begin before there were answers.
    min_n : int, default 1
        Windows with fewer valid answers have no score (NaN), and a note says how many they are.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are left out and counted.

    Returns
    -------
    Rolling
        ``rolling(...).cohorts`` goes on to `estimate`; with segments ``rolling(...)[segment]`` is
        what this function gives for that segment alone.

    Raises
    ------
    OptionError
        If the answers span less than one window, or an option is not allowed.
    EmptySampleError
        If no answer has a date.

    See Also
    --------
    count_by : Windows that do not overlap.

    Notes
    -----
    A calendar window that ends on day e with length w holds the days d with e - w < d <= e. Months
    are those of the calendar: three months up to 31 May begin on 1 March, up to 15 May on
    16 February. A window is whole if it begins no earlier than the day (week, month, ...) of the
    first answer. Each answer enters with the first window that
    ends on its day or later and leaves when the window has passed it or, by "latest", when the same
    person answers again; so all windows are counted in one pass.

    Examples
    --------
    >>> import nps
    >>> found = nps.rolling(
    ...     [9, 3, 10, 8, 9],
    ...     ["2025-01-10", "2025-01-20", "2025-02-05", "2025-02-20", "2025-03-02"],
    ...     window="2 months",
    ...     every="month",
    ...     ids=["ann", "bob", "bob", "cy", "ann"],
    ... )
    >>> print(found)
    2 windows: the 2 months up to the end of each month; the latest valid answer of each person
    2025-02-28: NPS 66.7  n = 3 (2 promoters, 1 passive, 0 detractors)
    2025-03-31: NPS 66.7  n = 3 (2 promoters, 1 passive, 0 detractors)
    Windows overlap: neighbouring scores share answers and are not independent.
    """
    check_option("keep", keep, KEEP)
    check_option("incomplete", incomplete, INCOMPLETE)
    fewest = check_count("min_n", min_n)
    known = check_scale(scale)
    if is_many(ratings):
        given = {
            "dates": dates is not None,
            "every": every is not None,
            "ids": ids is not None,
            "keep": keep != "latest",
            "scale": scale != STANDARD,
            "invalid": invalid != "raise",
        }
        refused = [name for name, is_given in given.items() if is_given]
        if refused:
            raise OptionError(
                f"{', '.join(refused)}: cohorts hold counts by period, which know no single"
                " answers. Give ratings with their dates."
            )
        return roll_periods(ratings, window, time, fewest, incomplete == "drop")
    if time is not None:
        raise OptionError(
            f"time={shown(time)} names a key of cohorts, but these are ratings: when each was given"
            " is told by dates."
        )
    codes = read_codes(ratings, "ratings", known, invalid)
    levels = len(known.ratings)
    size = codes.size
    by_number = not isinstance(window, bool) and isinstance(window, (int, np.integer))
    notes = [Note("Windows overlap: neighbouring scores share answers and are not independent.")]
    people = np.arange(size)
    if ids is not None and keep == "latest":
        people, nameless = _people(ids, size)
        if nameless:
            notes.append(
                Note(
                    "{k:answer has|answers have} no id: each counts as of somebody else.",
                    k=nameless,
                )
            )
    if dates is None:
        if not by_number:
            raise InputTypeError("windows of the calendar need dates: when each answer was given.")
        when = read_instants([None] * size, "dates")
        order = np.arange(size)
    else:
        when = read_instants(dates, "dates")
        check_same_length("ratings", size, "dates", when.size)
        order = np.argsort(when, kind="stable")
        dated = int((~np.isnat(when)).sum())
        if dated < size:
            notes.append(Note("In no window, without a date: {k:answer}.", k=size - dated))
        order = order[:dated]  # NaT sorts last
    rows = _Rows(days_of(when[order]), codes[order], people[order], levels)
    made = (
        _by_number(rows, check_count("window", window), every, incomplete)
        if by_number
        else _by_calendar(rows, Length.read(window), every, incomplete)
    )
    columns = [*known._classes(made.table[:, :levels])]
    columns += [made.table[:, levels].copy(), made.table[:, levels + 1].copy()]
    cohorts = Cohorts._make(
        Labels(made.labels), columns, np.ascontiguousarray(made.table[:, :levels])
    )
    return Rolling(
        cohorts=cohorts,
        starts=made.starts,
        ends=made.ends,
        window=made.text,
        rule=Note("every answer")
        if ids is None or keep == "all"
        else Note("the latest valid answer of each person"),
        min_n=fewest,
        notes=(*notes, *too_few(cohorts, fewest)),
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """Answers in order of time."""

    days: Instants
    codes: IntArray
    people: IntArray
    levels: int


@dataclass(frozen=True, slots=True)
class _Windows:
    """Windows and the table of their answers, one row for each."""

    labels: Sequence[object]
    starts: Instants
    ends: Instants
    table: IntArray
    text: str


def _people(ids: object, size: int) -> tuple[IntArray, int]:
    names, people = factorize(ids, "ids")
    check_same_length("ratings", size, "ids", people.size)
    if None not in names:
        return people, 0
    nameless = people == names.index(None)
    people = people.copy()
    people[nameless] = len(names) + np.arange(int(nameless.sum()))
    return people, int(nameless.sum())


def _leaves(rows: _Rows, enter: IntArray, leave: IntArray, never: int) -> IntArray:
    """Let valid answers leave as soon as the same person answers again."""
    valid = np.flatnonzero(rows.codes < rows.levels)
    leave[valid] = np.minimum(leave[valid], replaced_at(rows.people[valid], enter[valid], never))
    return leave


def _by_calendar(rows: _Rows, length: Length, every: object, incomplete: str) -> _Windows:
    unit = "day" if every is None else every
    if not rows.days.size:
        raise EmptySampleError("no answer has a date, so there are no windows.")
    ends = period_ends(rows.days[0], rows.days[-1], unit)
    before = length.before(ends)
    if incomplete == "drop":
        # a window is whole if it begins no earlier than the period of the first answer
        whole = before >= Length.read(f"1 {unit}").before(ends[:1])
        if not whole.any():
            raise OptionError(
                f"the answers from {rows.days[0]} to {rows.days[-1]} span less than one window of"
                f' {length.text}. Take a shorter one, or incomplete="keep".'
            )
        ends, before = ends[whole], before[whole]
    enter = np.searchsorted(ends, rows.days, side="left")
    leave = np.searchsorted(before, rows.days, side="left")
    leave = _leaves(rows, enter, leave, ends.size)
    up_to = (
        Note("each day") if unit == "day" else Note("the end of each {unit}", unit=Note(str(unit)))
    )
    return _Windows(
        ends.tolist(),
        before + np.timedelta64(1, "D"),
        ends,
        count_windows(enter, leave, rows.codes, ends.size, rows.levels + 2),
        Note("the {length} up to {each}", length=length.text, each=up_to),
    )


def _by_number(rows: _Rows, number: int, every: object, incomplete: str) -> _Windows:
    step = 1 if every is None else check_count("every", every)
    valid = np.flatnonzero(rows.codes < rows.levels)
    if not valid.size:
        raise EmptySampleError("there is no valid answer, so there are no windows.")
    rows = _Rows(rows.days[valid], rows.codes[valid], rows.people[valid], rows.levels)
    position = np.arange(1, valid.size + 1)
    ends = np.arange(number if incomplete == "drop" else step, valid.size + 1, step)
    if not ends.size:
        raise OptionError(
            f"there are {valid.size} valid answers, fewer than one window of {number} ends with."
        )
    enter = np.searchsorted(ends, position, side="left")
    leave = np.searchsorted(ends - number, position, side="left")
    leave = _leaves(rows, enter, leave, ends.size)
    each = Note("each answer") if step == 1 else Note("each {k}th answer", k=step)
    return _Windows(
        ends.tolist(),
        rows.days[np.maximum(ends - number, 0)],
        rows.days[ends - 1],
        count_windows(enter, leave, rows.codes, ends.size, rows.levels + 2),
        Note("the last {k} valid answers up to {each}", k=number, each=each),
    )
