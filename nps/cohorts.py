"""Many samples: labelled counts kept in columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Literal, TypeGuard, TypeVar, cast, overload

import numpy as np

from nps import _display, _html
from nps._containers import as_column, as_objects, read_answers
from nps._kernels.counting import count_levels_by
from nps._labels import Labels, factorize_keys, sorted_positions, tidy
from nps._rows import read_rows, sum_codes
from nps._validation import LARGEST_EXACT, check_option, check_same_length, check_whole
from nps.counts import Counts, as_counts
from nps.errors import InputTypeError, OptionError
from nps.ratings import INVALID_OPTIONS, STANDARD, check_scale, coded, off_scale_error
from nps.results import SHOWN_ROWS, Columnar, plain

if TYPE_CHECKING:
    from nps._typing import FloatArray, IntArray, Invalid, Order
    from nps.ratings import Scale
    from nps.results import Column

#: Stands for any kind of label, so that a dict[str, ...] is as good as any other.
Label = TypeVar("Label")
COLUMNS = ("promoters", "passives", "detractors", "missing", "invalid")
ORDERS = ("appearance", "sorted")
SORTINGS = ("label", "score", "n")


class Cohorts(Columnar, Mapping[object, Counts]):
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

    __slots__ = (
        "_labels",
        "detractors",
        "distribution",
        "invalid",
        "missing",
        "passives",
        "promoters",
    )

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
        new = object.__new__(cls)
        object.__setattr__(new, "_labels", labels)
        for name, column in zip((*COLUMNS, "distribution"), (*columns, distribution), strict=True):
            if column is not None:
                column.flags.writeable = False
            object.__setattr__(new, name, column)
        if len(labels) and int(new.n.max()) > LARGEST_EXACT:
            raise OptionError("counts of a cohort must sum to at most 2**53 to stay exact.")
        return new

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"cohorts are immutable, cannot set {name!r}.")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"cohorts are immutable, cannot delete {name!r}.")

    def __reduce__(self) -> tuple[object, ...]:
        """Let copies and other processes rebuild the cohorts without setting attributes."""
        return Cohorts._make, (self._labels, *self._arrays())

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
        column = as_column(list(labels) if isinstance(labels, Set) else labels, "labels")
        names = Labels(tidy(as_objects(column)), keys)
        given = (promoters, passives, detractors, missing, invalid)
        columns = [_count_column(*pair, len(names)) for pair in zip(COLUMNS, given, strict=True)]
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
        names = (keys,) if isinstance(keys, str) else tuple(keys)
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
        labels = Labels(found.values, names)
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

        Examples
        --------
        >>> import nps
        >>> waves = nps.Cohorts.from_dict({2024: [10, 9, 3], 2025: nps.Counts(8, 1, 1)})
        >>> waves[2024].score.__round__(1)
        33.3
        >>> nps.Cohorts.from_dict(waves.to_dict()) == waves
        True
        """
        if not isinstance(mapping, Mapping):
            raise InputTypeError(f"mapping must be a mapping, got {_display.shown(mapping)}.")
        given = cast("Mapping[object, object]", mapping)
        items = list(given.items())
        rows = given.get("cohorts")
        if set(given) == {"keys", "cohorts"} and isinstance(rows, list) and _are_saved(rows):
            keys = cast("list[str]", given["keys"])
            items = [
                (_saved_label(row["label"]), {k: v for k, v in row.items() if k != "label"})
                for row in rows
            ]
        samples = [
            Counts.from_dict(value) if isinstance(value, Mapping) else as_counts(value, repr(label))
            for label, value in items
        ]
        return cls._from_samples(Labels(tidy(label for label, _ in items), keys), samples)

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

    @classmethod
    def _repeat(cls, counts: Counts, like: Cohorts) -> Cohorts:
        """Return the same counts under each label of other cohorts."""
        columns = [np.full(len(like), getattr(counts, name), dtype=np.int64) for name in COLUMNS]
        return cls._make(like._labels, columns)

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

    def __iter__(self) -> Iterator[object]:
        return iter(self._labels)

    def __contains__(self, label: object) -> bool:
        return label in self._labels

    @overload
    def __getitem__(self, label: slice) -> Cohorts: ...  # type: ignore[overload-overlap]  # no label is a slice
    @overload
    def __getitem__(self, label: object) -> Counts: ...
    def __getitem__(self, label: object) -> Counts | Cohorts:
        """Return the counts of one label, or the cohorts at a slice of positions."""
        if isinstance(label, slice):
            return self._take(np.arange(len(self))[label])
        return self._at(self._labels.position(label))

    def _at(self, position: int) -> Counts:
        row = [int(getattr(self, name)[position]) for name in COLUMNS]
        bins = None if self.distribution is None else tuple(self.distribution[position].tolist())
        return Counts(*row[:3], missing=row[3], invalid=row[4], distribution=bins)

    def _take(self, positions: IntArray) -> Cohorts:
        columns = [getattr(self, name)[positions] for name in COLUMNS]
        bins = None if self.distribution is None else self.distribution[positions]
        return Cohorts._make(self._labels.take(positions.tolist()), columns, bins)

    def select(self, labels: Sequence[object]) -> Cohorts:
        """Return the cohorts with these labels, in this order.

        Parameters
        ----------
        labels : sequence
            Labels that are there; an unknown one is a KeyError that names some that are.
        """
        if isinstance(labels, str):
            raise InputTypeError(f"labels must be a list of labels, write [{labels!r}].")
        return self._take(np.array([self._labels.position(x) for x in labels], dtype=np.int64))

    def sort_by(
        self, key: Literal["label", "score", "n"] = "label", *, descending: bool = False
    ) -> Cohorts:
        """Return the cohorts in another order.

        Parameters
        ----------
        key : {"label", "score", "n"}, default "label"
            Labels sort as people expect: 2 before 10, "Week 2" before "Week 10", missing last.
        descending : bool, default False
            Largest first. Cohorts without a valid answer stay last when sorting by score.

        Returns
        -------
        Cohorts
        """
        check_option("key", key, SORTINGS)
        if key == "label":
            order = sorted_positions(self.labels)[:: -1 if descending else 1]
            order.sort(key=lambda i: self.labels[i] is None)  # the missing label stays last
            positions = np.array(order, dtype=np.int64)
        else:
            values = self.score if key == "score" else self.n.astype(np.float64)
            positions = np.argsort(-values if descending else values, kind="stable")
        return self._take(positions)

    def __add__(self, other: object) -> Cohorts:
        """Merge label by label; labels of the right side that are new come last."""
        if not isinstance(other, Cohorts):
            return NotImplemented
        places = {label: i for i, label in enumerate(self.labels)}
        theirs = np.array([places.setdefault(x, len(places)) for x in other.labels], dtype=np.int64)
        labels = Labels(list(places), self.key_names or other.key_names)
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

    def __radd__(self, other: object) -> Cohorts:
        """Let `sum` start from its 0."""
        return self if isinstance(other, int) and other == 0 else NotImplemented

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
        ratings, groups : 1-D collections
            More answers, and the group of each, as in `count_by`.
        scale, invalid : optional
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

        Labels that JSON does not know, such as dates, become text.
        """
        rows = [{"label": plain(x), **self._at(i).to_dict()} for i, x in enumerate(self.labels)]
        return {"keys": list(self.key_names), "cohorts": rows}

    def _columns(self) -> dict[str, Column]:
        return {"n": self.n, "score": self.score, **{k: getattr(self, k) for k in COLUMNS}}

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        columns = {name: list(column[:rows]) for name, column in self._columns().items()}
        return {**columns, "shares": _html.shares_bars(columns, rows)}

    def _headline(self) -> str:
        return f"{_display.noun(len(self), 'cohort')}, together {self.total}"

    def __repr__(self) -> str:
        return f"<Cohorts: {len(self)} labels, n = {int(self.n.sum())}>"

    def __str__(self) -> str:
        rows = [
            f"{_display.label_text(x)}: {self._at(i)}"
            for i, x in enumerate(self.labels[:SHOWN_ROWS])
        ]
        return "\n".join([self._headline(), *rows, *self._rest()])


def _count_column(name: str, column: object, size: int) -> IntArray:
    if np.ndim(column) == 0:  # type: ignore[arg-type]  # one number for all cohorts
        return np.full(size, check_whole(name, column), dtype=np.int64)
    answers = read_answers(column, name)
    check_same_length("labels", size, name, len(answers))
    kind = answers.values.dtype.kind
    values = answers.values.astype(np.float64) if kind == "f" else answers.values
    whole = np.floor(values) == values
    fits = whole & (values >= 0) & (values <= LARGEST_EXACT)
    if answers.mask is not None:
        fits &= ~answers.mask
    if not fits.all():
        bad = int(np.flatnonzero(~fits)[0])
        check_whole(f"{name}[{bad}]", answers.original(bad))  # raises, and says what is wrong
    return values.astype(np.int64)


def _are_saved(rows: list[object]) -> TypeGuard[list[Mapping[str, object]]]:
    return all(isinstance(row, Mapping) and "label" in row for row in rows)


def _saved_label(label: object) -> object:
    return tuple(map(_saved_label, label)) if isinstance(label, list) else label


def count_by(
    ratings: object,
    groups: object,
    *,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
    order: Order = "appearance",
) -> Cohorts:
    """Count promoters, passives and detractors in each group.

    Parameters
    ----------
    ratings : 1-D collection
        Answers, one for each respondent; containers and missing answers as in `count`.
    groups : 1-D collection, or mapping from name to 1-D collection
        Group of each respondent. Several named keys give tuples as labels, for the combinations
        that occur.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are counted in the column ``invalid``.
    order : {"appearance", "sorted"}, default "appearance"
        Order of the cohorts: as they first appear, or sorted by label (2 before 10).

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
        If a key has not one entry for each rating.

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
    check_option("order", order, ORDERS)
    answers = read_answers(ratings)
    labels, groups_of_rows = factorize_keys(groups, len(answers))
    table = count_levels_by(
        groups_of_rows, len(labels), answers.values, scale.low, scale.high, answers.mask
    )
    if invalid == "raise" and table[:, -1].any():
        raise off_scale_error(answers, coded(answers, scale), scale, "ratings")
    cohorts = Cohorts._from_table(labels, table, scale)
    return cohorts.sort_by("label") if order == "sorted" else cohorts
