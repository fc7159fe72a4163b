"""Many samples: labelled counts kept in columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

import numpy as np

from nps._base.checks import LARGEST_EXACT, check_mapping, check_option
from nps._base.columns.containers import is_weighted, read_answers
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.keys import factorize_keys
from nps._base.labels.labels import Labels, check_keys
from nps._base.labels.periods import bin_groups
from nps._base.labels.tidying import tidy
from nps._base.tables import html
from nps._base.text import CLASSES, noun, shown
from nps._samples.counts import Counts, as_counts
from nps._samples.labelled import (
    LabelledSamples,
    check_label_order,
    is_saved,
    read_labels,
    read_state,
)
from nps._samples.ratings import INVALID_OPTIONS, STANDARD, check_scale, off_scale_error
from nps._samples.tallying.codes import check_same_order
from nps._samples.tallying.grouped import tally_by
from nps._samples.tallying.rows import count_column, read_rows, sum_codes

if TYPE_CHECKING:
    from nps._base.labels.periods import Period
    from nps._base.results import Column, MethodKey
    from nps._base.typing import Invalid, Order
    from nps._kernels import FloatArray, IntArray
    from nps._samples.ratings import Scale

#: Stands for any kind of label, so that a dict[str, ...] is as good as any other.
Label = TypeVar("Label")
COLUMNS = (*CLASSES, "missing", "invalid")


class Cohorts(LabelledSamples[Counts]):
    """Hold the counts of many labelled samples, one array for each column.

    A mapping from label to `Counts` that keeps its order. Slices give `Cohorts` again, ``+`` merges
    two sets of cohorts label by label, and every statistic of the library takes it as one array.
    Build it with `count_by`, `Cohorts.from_counts` or `Cohorts.from_dict`.

    Attributes
    ----------
    labels : tuple
        Labels in order; tuples where there are several keys. A missing group label is None.
    key_names : tuple of str
        Names of the keys that the labels come from; empty if unknown.
    promoters, passives, detractors, missing, invalid : ndarray of int64, shape (G,)
        Counts of each cohort. The arrays are read-only.
    distribution : ndarray of int64, shape (G, K), or None
        Answers of each cohort at each rating of the scale.
    n : ndarray of int64
        Valid answers of each cohort.
    score : ndarray of float64
        Net Promoter Score of each cohort in points; NaN where there is no valid answer.
    total : Counts
        All cohorts together.

    See Also
    --------
    count_by : From ratings and groups.
    estimate : Intervals for all cohorts at once.

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["North", "South"], [50, 40], [30, 30], [20, 30])
    >>> shops["South"].score
    10.0
    >>> shops.total
    Counts(promoters=90, passives=60, detractors=50)
    >>> list(shops.sort_by("score"))
    ['South', 'North']
    """

    _picture: ClassVar[str] = "shares"
    _survey: ClassVar[None] = None  # their answers have no weights
    __slots__ = ("detractors", "distribution", "invalid", "missing", "passives", "promoters")

    promoters: IntArray
    passives: IntArray
    detractors: IntArray
    missing: IntArray
    invalid: IntArray
    distribution: IntArray | None

    def __init__(self, *args: object, **kwargs: object) -> None:
        raise InputTypeError(
            "build cohorts with nps.count_by(ratings, groups), nps.Cohorts.from_counts(labels,"
            " promoters, passives, detractors) or nps.Cohorts.from_dict({label: counts})."
        )

    @classmethod
    def _make(
        cls, labels: Labels, columns: Sequence[IntArray], distribution: IntArray | None = None
    ) -> Cohorts:
        parts = dict(zip((*COLUMNS, "distribution"), (*columns, distribution), strict=True))
        for column in parts.values():
            if column is not None:
                column.flags.writeable = False
        new = cls._new(_labels=labels, **parts)
        sums = (new.n, new.missing, new.invalid)
        if len(labels) and any(int(column.max()) > LARGEST_EXACT for column in sums):
            raise OptionError(
                "counts, missing and invalid of a cohort must each sum to at most 2**53 to stay"
                " exact."
            )
        return new

    def __reduce__(self) -> tuple[object, ...]:
        """Let copies and other processes rebuild the cohorts without setting attributes."""
        return type(self)._make, (self._labels, *self._arrays())

    def _arrays(self) -> tuple[list[IntArray], IntArray | None]:
        return [getattr(self, name) for name in COLUMNS], self.distribution

    @classmethod
    def from_counts(
        cls,
        labels: Sequence[object],
        promoters: object,
        passives: object,
        detractors: object,
        *,
        missing: object = 0,
        invalid: object = 0,
        keys: Sequence[str] = (),
    ) -> Cohorts:
        """Build cohorts from columns of counts, such as a GROUP BY of a database gives.

        Parameters
        ----------
        labels : sequence
            Distinct labels; tuples for several keys.
        promoters, passives, detractors : 1-D collections of int
            Whole numbers from 0 to 2**53, one for each label.
        missing, invalid : int or 1-D collection of int, default 0
            Answers left out.
        keys : sequence of str, optional
            Names of the keys that the labels come from.

        Returns
        -------
        Cohorts

        Raises
        ------
        OptionError, InputTypeError
            If lengths differ, a label repeats or a count is not a whole number.
        """
        names = Labels(read_labels(labels), keys, by_hand=True)
        given = (promoters, passives, detractors, missing, invalid)
        columns = [count_column(*pair, len(names)) for pair in zip(COLUMNS, given, strict=True)]
        return cls._make(names, columns)

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Sequence[object]],
        *,
        keys: Sequence[str] = (),
        scale: Scale = STANDARD,
        invalid: Invalid = "raise",
    ) -> Cohorts:
        """Build cohorts from rows (key, ..., rating, n), such as a GROUP BY of a database gives.

        Parameters
        ----------
        rows : iterable of (key, ..., rating, n)
            One key or several, a rating and how many gave it. None and NaN stand for answers that
            are missing, and None for a missing key.
        keys : sequence of str, optional
            Names of the keys.
        scale : Scale, default STANDARD
            Which ratings belong to which class.
        invalid : {"raise", "drop"}, default "raise"
            Answers off the scale are an error, or are left out and counted as ``invalid``.

        Returns
        -------
        Cohorts
            Sorted by label (2 before 10), since databases keep no order.

        See Also
        --------
        counts_query : The query that gives such rows.

        Examples
        --------
        >>> import nps
        >>> rows = [("North", 10, 5), ("South", 7, 2), ("North", 3, 1), ("South", None, 4)]
        >>> nps.Cohorts.from_rows(rows, keys=["shop"])["South"]
        Counts(promoters=0, passives=2, detractors=0, missing=4)
        """
        names = check_keys(keys)
        columns, codes, n = read_rows(rows, len(names) or None, scale, invalid)
        parts = dict(zip(names or map(str, range(len(columns))), columns, strict=True))
        return cls._from_long(parts, codes, n, scale, names).sort_by("label")

    @classmethod
    def _from_long(
        cls,
        columns: Mapping[str, object],
        codes: IntArray,
        n: IntArray,
        scale: Scale,
        names: Sequence[str],
    ) -> Cohorts:
        """Return cohorts from key columns, codes of ratings and how many answers each row is."""
        found, groups = factorize_keys(columns, n.size)
        labels = Labels(found.values, names, categories=found.categories)
        table = sum_codes(codes, n, scale, groups, len(labels))
        return cls._from_table(labels, table, scale)

    @classmethod
    def from_dict(cls, mapping: Mapping[Label, object], *, keys: Sequence[str] = ()) -> Cohorts:
        """Build cohorts from {label: counts or ratings}, or from what `to_dict` gave.

        Parameters
        ----------
        mapping : mapping
            Label to `Counts`, to a dictionary of counts, or to a collection of ratings on the
            standard scale. Or the dictionary that `to_dict` returns.
        keys : sequence of str, optional
            Names of the keys that the labels come from.

        Returns
        -------
        Cohorts

        Raises
        ------
        OptionError
            If a saved label can't be read as what it was.
        InputTypeError
            If a sample is none, or is weighted: that is for `SurveyCohorts.from_dict`.

        Examples
        --------
        >>> import nps
        >>> waves = nps.Cohorts.from_dict({2024: [10, 9, 3], 2025: nps.Counts(8, 1, 1)})
        >>> waves[2024].score.__round__(1)
        33.3
        >>> nps.Cohorts.from_dict(waves.to_dict()) == waves
        True
        """
        given = check_mapping(mapping)
        saved = is_saved(given)
        if (saved and "designs" in given) or any(map(is_weighted, given.values())):
            raise InputTypeError(
                "mapping holds survey samples: build cohorts of them with"
                " nps.SurveyCohorts.from_dict(mapping)."
            )
        labels: Labels
        samples: Iterable[object]
        if saved:
            labels, samples = read_state(given)
        else:
            labels, samples = Labels(tidy(given), keys, by_hand=True), given.values()
        counts = [
            Counts.from_dict(sample) if isinstance(sample, Mapping) else as_counts(sample, shown(x))
            for x, sample in zip(labels, samples, strict=True)
        ]
        return cls._from_samples(labels, counts)

    @classmethod
    def _from_samples(cls, labels: Labels, samples: Sequence[Counts]) -> Cohorts:
        columns = [
            np.array([getattr(sample, name) for sample in samples], dtype=np.int64)
            for name in COLUMNS
        ]
        bins = [sample.distribution for sample in samples]
        lengths = {None if row is None else len(row) for row in bins}
        known = len(lengths) == 1 and None not in lengths
        return cls._make(labels, columns, np.array(bins, dtype=np.int64) if known else None)

    @classmethod
    def _from_table(cls, labels: Labels, table: IntArray, scale: Scale) -> Cohorts:
        """Return cohorts from a table with a column for each level, for missing and invalid."""
        levels = len(scale.ratings)
        bins = np.ascontiguousarray(table[:, :levels])
        columns = [*scale._classes(bins), table[:, levels].copy(), table[:, levels + 1].copy()]
        return cls._make(labels, columns, bins)

    # ------------------------------------------------------------ columns

    def _classes(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return promoters, passives and detractors as the kernels take them."""
        return (
            self.promoters.astype(np.float64),
            self.passives.astype(np.float64),
            self.detractors.astype(np.float64),
        )

    @property
    def n(self) -> IntArray:
        """Valid answers of each cohort."""
        return self.promoters + self.passives + self.detractors

    @property
    def score(self) -> FloatArray:
        """Net Promoter Score of each cohort in points; NaN where there is no valid answer."""
        with np.errstate(invalid="ignore"):
            return 100.0 * (self.promoters - self.detractors) / self.n  # to the digit as in Counts

    @property
    def total(self) -> Counts:
        """All cohorts together."""
        # Python's integers, since the sum of many large columns might pass the machine's
        sums = [sum(getattr(self, name).tolist()) for name in COLUMNS]
        bins = self.distribution
        distribution = None if bins is None else tuple(sum(k.tolist()) for k in bins.T)
        return Counts(*sums[:3], missing=sums[3], invalid=sums[4], distribution=distribution)

    # ------------------------------------------------------------ a mapping

    def _at(self, position: int) -> Counts:
        row = [int(getattr(self, name)[position]) for name in COLUMNS]
        bins = None if self.distribution is None else tuple(self.distribution[position].tolist())
        return Counts(*row[:3], missing=row[3], invalid=row[4], distribution=bins)

    def _take(self, positions: Sequence[int] | IntArray, *, by_hand: bool | None = None) -> Cohorts:
        rows = np.asarray(positions, dtype=np.int64)
        return self._relabelled(rows, self._labels.take(rows.tolist(), by_hand=by_hand))

    def _relabelled(self, positions: IntArray, labels: Labels) -> Cohorts:
        columns = [getattr(self, name)[positions] for name in COLUMNS]
        bins = None if self.distribution is None else self.distribution[positions]
        return self._make(labels, columns, bins)

    def _others(self, labels: Labels) -> Cohorts:
        own = (self.promoters, self.passives, self.detractors)
        rest = [column.sum() - column for column in own]
        nothing = np.zeros_like(own[0])
        return self._make(labels, [*rest, nothing, nothing.copy()])

    def __add__(self, other: object) -> Cohorts:
        """Merge label by label; labels of the right side that are new come last."""
        if not isinstance(other, Cohorts):
            return NotImplemented
        places = {label: i for i, label in enumerate(self.labels)}
        theirs = np.array([places.setdefault(x, len(places)) for x in other.labels], dtype=np.int64)
        names = self.key_names or other.key_names
        known = (len(places), names) == (len(self), self.key_names)
        labels = self._labels if known else self._labels.merged(other._labels)
        mine = slice(len(self))

        def merged(left: IntArray, right: IntArray) -> IntArray:
            column = np.zeros((len(labels), *left.shape[1:]), dtype=np.int64)
            column[mine] += left
            column[theirs] += right
            return column

        columns = [merged(getattr(self, name), getattr(other, name)) for name in COLUMNS]
        if not (len(self) and len(other)):  # a side without cohorts lacks no distribution
            return Cohorts._make(labels, *(self if len(self) else other)._arrays())
        bins, more = self.distribution, other.distribution
        distribution = None
        if bins is not None and more is not None and bins.shape[1] == more.shape[1]:
            distribution = merged(bins, more)
        return Cohorts._make(labels, columns, distribution)

    def update(
        self,
        ratings: object,
        groups: object,
        *,
        scale: Scale = STANDARD,
        invalid: Invalid = "raise",
    ) -> Cohorts:
        """Return the cohorts with further ratings added; these cohorts do not change.

        Parameters
        ----------
        ratings, groups, scale, invalid : optional
            As in `count_by`.

        Returns
        -------
        Cohorts
            New groups come last.

        Examples
        --------
        >>> import nps
        >>> state = nps.count_by([10, 3], ["North", "South"])
        >>> state.update([9, 8], ["South", "West"])["South"]
        Counts(promoters=1, passives=0, detractors=1)
        """
        return self + count_by(ratings, groups, scale=scale, invalid=invalid)

    # ------------------------------------------------------------ out

    def to_dict(self) -> dict[str, object]:
        """Return the cohorts as plain Python that JSON takes and `from_dict` reads back.

        Labels that JSON does not know, such as dates, are text with their type beside it, under
        ``label_type``, and come back as they were; those of unusual types make `from_dict` refuse.
        """
        return self._saved(self._at(i).to_dict() for i in range(len(self)))

    def _columns(self) -> dict[str, Column]:
        return {"n": self.n, "score": self.score, **{k: getattr(self, k) for k in COLUMNS}}

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        return html.counted(self._columns(), rows)

    def _headline(self) -> str:
        return f"{noun(len(self), 'cohort')}, together {self.total}"

    def _methods(self) -> list[MethodKey]:
        return [("counting", "score")]


def count_by(
    ratings: object,
    groups: object,
    *,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
    order: Order = "appearance",
    period: Period = None,
    timezone: str | None = None,
) -> Cohorts:
    """Count promoters, passives and detractors in each group.

    Parameters
    ----------
    ratings : 1-D collection
        Answers, one for each respondent; containers and missing answers as in `count`.
    groups : 1-D collection, or mapping from name to 1-D collection
        Group of each respondent, in the order of the ratings. Several named keys give tuples as
        labels, for the combinations that occur.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are counted in the column ``invalid``.
    order : {"appearance", "sorted"}, list of labels or mapping, default "appearance"
        "appearance": as they first appear, but ordered categories in their order and times in the
        order of time, however they are spelled. "sorted": by category, else by time, else by label
        (2 before 10). Or every label in order; with several keys a list for a key's name.

    period : {"day", "week", "month", "quarter", "year"} or mapping, optional
        Put the one key that holds times (dates, datetimes, text) into periods, labelled
        "2024-03-31", "2024-W05", "2024-03", "2024-Q1", "2024"; ``{"when": "month"}`` says which.
        Times that are missing make the cohort None.
    timezone : str, optional
        With `period`: whose calendar counts, such as "Europe/Berlin", for times that know their
        zone. Without it the clock is that of the column or of the text.

    Returns
    -------
    Cohorts
        Respondents without a group label form a cohort labelled None; blank text stays a label of
        its own. Groups without a valid answer are kept, with a score of NaN.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise".
    OptionError
        If a key has not one entry for each rating, or stands in another order than the ratings, as
        the indexes of pandas tell.

    See Also
    --------
    count : One sample.
    estimate : Intervals for all cohorts at once.

    Examples
    --------
    >>> import nps
    >>> waves = nps.count_by([10, 9, 3, 8, 10, 10], [2024, 2024, 2024, 2025, 2025, 2025])
    >>> print(waves)
    2 cohorts, together NPS 50.0  n = 6 (4 promoters, 1 passive, 1 detractor)
    2024: NPS 33.3  n = 3 (2 promoters, 0 passives, 1 detractor)
    2025: NPS 66.7  n = 3 (2 promoters, 1 passive, 0 detractors)
    """
    scale = check_scale(scale)
    check_option("invalid", invalid, INVALID_OPTIONS)
    order = check_label_order(order)
    for column in groups.values() if isinstance(groups, Mapping) else [groups]:
        check_same_order(ratings=ratings, groups=column)
    answers = read_answers(ratings)
    labels, table = tally_by(answers, bin_groups(groups, period, timezone), scale)
    if invalid == "raise" and table[:, -1].any():
        raise off_scale_error(answers, scale, "ratings")
    cohorts = Cohorts._from_table(labels, table, scale)
    return cohorts._put_in_order(order)
