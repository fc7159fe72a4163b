"""People seen twice: who stayed, who moved, and whether the shares of the classes changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from nps._base import text
from nps._base.checks import LARGEST_EXACT, check_mapping, check_same_length, check_whole
from nps._base.errors import InputTypeError, OptionError
from nps._base.results import Result
from nps._kernels.counting.levels import cross_count
from nps._samples.counts import Counts
from nps._samples.people.grids import added, by_class, check_grid, usual_scale
from nps._samples.people.homogeneity import HomogeneityTests
from nps._samples.people.matching import Wave, match
from nps._samples.people.shares import TransitionShares
from nps._samples.ratings import STANDARD, check_scale
from nps._samples.tallying.codes import check_same_order, read_codes

if TYPE_CHECKING:
    from nps._base.typing import Invalid
    from nps._kernels import IntArray
    from nps._samples.people.grids import Grid
    from nps._samples.ratings import Scale


@dataclass(frozen=True, slots=True)
class Transitions(TransitionShares, HomogeneityTests, Result):
    """Hold how people moved between two waves: a table of (reference class, sample class).

    Transitions add like `Counts`: ``a + b`` and ``sum(parts)`` are exactly those of all the people
    together, as long as each person is in one part. They carry all that `compare_paired` and
    `compare_overlapping` need.

    Parameters
    ----------
    table : 3 x 3 nested sequence or array of int
        People who answered in both waves. Rows are the classes in the reference (the earlier
        wave), columns in the sample (the later one), both in the order promoters, passives,
        detractors.
    sample_only, reference_only : Counts, keyword-only, default none
        Answers of people who answered in one of the waves only.
    unanswered : int, keyword-only, default 0
        People with a valid answer in neither wave.
    invalid : int, keyword-only, default 0
        Answers off the scale that were left out, as if they had not been given.
    rating_table : K x K nested sequence or array of int, or None, keyword-only
        The same people by rating, in ascending order (11 x 11 on the standard scale).
        `Transitions.from_ratings` and `Transitions.from_ids` fill it in.

    Attributes
    ----------
    n : int
        People who answered in both waves.
    sample, reference : Counts
        The two answers of these people: column and row totals.
    kept, lost : float
        Of the reference's promoters, the shares who are promoters in the sample, and who are not.
    won : float
        Of those who were no promoters in the reference, the share who are in the sample.
    up, same, down : float
        Shares of people who moved to a better class, stayed, moved to a worse one.
    correlation : float
        Of the two answers scored +1, 0, -1.

    Raises
    ------
    InputTypeError, OptionError
        If a table is not square, an entry is not a whole number from 0 to 2**53, or the tables do
        not hold the same number of people.

    See Also
    --------
    Transitions.from_ratings : From two columns in the same order.
    Transitions.from_ids : From two columns with respondent ids.
    compare_paired : Did the score of these people change?

    Notes
    -----
    Shares are fractions 0..1, NaN where nobody is in the denominator. Two transitions are equal,
    and hash the same, when everything but the rating table agrees. Adding keeps that table if both
    sides have one of the same size, or one side holds no pairs.

    Examples
    --------
    >>> import nps
    >>> moves = nps.Transitions([[35, 5, 0], [15, 20, 5], [10, 5, 5]])
    >>> moves.reference.score, moves.sample.score
    (20.0, 50.0)
    >>> print(moves)
    100 people twice, NPS 20.0 to 50.0: promoters kept 87.5%, won 41.7%; up 30.0%, down 10.0%
    """

    _picture: ClassVar[str] = "transitions"
    table: Grid
    sample_only: Counts = field(default=Counts(0, 0, 0), kw_only=True)
    reference_only: Counts = field(default=Counts(0, 0, 0), kw_only=True)
    unanswered: int = field(default=0, kw_only=True)
    invalid: int = field(default=0, kw_only=True)
    rating_table: Grid | None = field(default=None, kw_only=True, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", check_grid("table", self.table, 3))
        for name in ("sample_only", "reference_only"):
            if not isinstance(getattr(self, name), Counts):
                raise InputTypeError(
                    f"{name} must be an nps.Counts, got {text.shown(getattr(self, name))}."
                )
        for name in ("unanswered", "invalid"):
            object.__setattr__(self, name, check_whole(name, getattr(self, name)))
        if self.n > LARGEST_EXACT:
            raise OptionError(f"table must sum to at most 2**53 to stay exact, got {self.n}.")
        if self.rating_table is not None:
            ratings = check_grid("rating_table", self.rating_table)
            held = sum(map(sum, ratings))
            if held != self.n:
                raise OptionError(
                    f"rating_table must hold the {self.n} people of table, but it holds {held}."
                )
            object.__setattr__(self, "rating_table", ratings)

    @classmethod
    def from_ratings(
        cls,
        sample: object,
        reference: object,
        *,
        scale: Scale = STANDARD,
        invalid: Invalid = "raise",
    ) -> Transitions:
        """Count transitions from two columns of ratings with the same people in the same order.

        Parameters
        ----------
        sample, reference : 1-D collections of equal length
            The later and the earlier answer of each person. Missing answers (None, NaN, NA) are
            counted: who answered once goes to `sample_only` or `reference_only`.
        scale : Scale, default STANDARD
            Which ratings belong to which class.
        invalid : {"raise", "drop"}, default "raise"
            Answers off the scale are an error, or count as not given.

        Returns
        -------
        Transitions
            With the rating table.

        Raises
        ------
        RatingError
            If an answer is off the scale and `invalid` is "raise".
        OptionError
            If the columns differ in length, or pandas columns in the order of their index.

        Examples
        --------
        >>> import nps
        >>> moves = nps.Transitions.from_ratings([9, 10, 3, None], [7, 10, 8, 6])
        >>> moves.n, moves.reference_only.n
        (3, 1)
        """
        mine = _codes(sample, "sample", scale, invalid)
        theirs = _codes(reference, "reference", scale, invalid)
        check_same_length("sample", mine.size, "reference", theirs.size)
        check_same_order(sample=sample, reference=reference)
        return cls._from_codes(mine, theirs, scale)

    @classmethod
    def from_ids(
        cls,
        sample: object,
        reference: object,
        *,
        sample_ids: object,
        reference_ids: object,
        keep: Literal["error", "latest"] = "error",
        sample_times: object = None,
        reference_times: object = None,
        missing_ids: Literal["raise", "unmatched"] = "raise",
        scale: Scale = STANDARD,
        invalid: Invalid = "raise",
    ) -> Transitions:
        """Count transitions from two waves whose people are known by an id.

        Parameters
        ----------
        sample, reference : 1-D collections
            Ratings of the later and of the earlier wave, in any order.
        sample_ids, reference_ids : 1-D collections
            Who gave each answer: anything hashable, of the same kind in both waves.
        keep : {"error", "latest"}, default "error"
            What to do with an id that occurs more than once in a wave. "latest" takes the latest
            valid answer, by `sample_times` and `reference_times`.
        sample_times, reference_times : 1-D collections, optional
            When each answer was given: dates, times or numbers. Only for ``keep="latest"``.
        missing_ids : {"raise", "unmatched"}, default "raise"
            Answers without an id are an error, or of people who are in that wave only.
        scale, invalid : Scale, {"raise", "drop"}
            As in `Transitions.from_ratings`.

        Returns
        -------
        Transitions
            People without a valid answer in a wave count as not in that wave.

        Raises
        ------
        OptionError
            If ids repeat (they are named), are missing or do not fit the ratings in length.
        InputTypeError
            If ids of one wave are text and of the other are not, so that none could match.

        Examples
        --------
        >>> import nps
        >>> moves = nps.Transitions.from_ids(
        ...     [9, 10, 3], [7, 8], sample_ids=["ann", "bob", "cy"], reference_ids=["bob", "dan"]
        ... )
        >>> moves.n, moves.sample_only.n, moves.reference_only.n
        (1, 2, 1)
        """
        mine = _codes(sample, "sample", scale, invalid)
        theirs = _codes(reference, "reference", scale, invalid)
        matched = match(
            Wave("sample", mine, sample_ids, sample_times),
            Wave("reference", theirs, reference_ids, reference_times),
            len(scale.ratings),
            keep=keep,
            missing_ids=missing_ids,
        )
        return cls._from_codes(*matched, scale)

    @classmethod
    def from_rating_table(cls, table: object, *, scale: Scale | None = None) -> Transitions:
        """Build transitions from a table of (reference rating, sample rating) in ascending order.

        Parameters
        ----------
        table : K x K nested sequence or array of int
            One row and one column for each rating of the scale.
        scale : Scale, optional
            Which ratings belong to which class. By default the usual scale of so many ratings: 11
            (0-10), 10, 7 or 5. Four, say, need their cut points.

        Returns
        -------
        Transitions
        """
        rows = check_grid(
            "table", table, None if scale is None else len(check_scale(scale).ratings)
        )
        scale = usual_scale(len(rows)) if scale is None else scale
        grid = np.array(rows, dtype=np.int64)
        return cls(by_class(grid, scale), rating_table=grid.tolist())

    @classmethod
    def _from_codes(cls, sample: IntArray, reference: IntArray, scale: Scale) -> Transitions:
        """Count two coded columns (0..K-1 ratings, K missing, K + 1 invalid)."""
        k = len(scale.ratings)
        cross = cross_count(reference, sample, k + 2, k + 2)

        def once(levels: IntArray) -> Counts:
            return Counts(*map(int, scale._classes(levels)), distribution=tuple(levels.tolist()))

        return cls(
            by_class(cross[:k, :k], scale),
            sample_only=once(cross[k:, :k].sum(axis=0)),
            reference_only=once(cross[:k, k:].sum(axis=1)),
            unanswered=int(cross[k:, k:].sum()),
            invalid=int(cross[k + 1].sum() + cross[:, k + 1].sum()),
            rating_table=cross[:k, :k].tolist(),
        )

    def __add__(self, other: object) -> Transitions:
        if not isinstance(other, Transitions):
            return NotImplemented
        mine, theirs = self.rating_table, other.rating_table
        if mine is None or theirs is None:
            ratings = theirs if not self.n else mine if not other.n else None
        else:
            ratings = added(mine, theirs) if len(mine) == len(theirs) else None
        return Transitions(
            added(self.table, other.table),
            sample_only=self.sample_only + other.sample_only,
            reference_only=self.reference_only + other.reference_only,
            unanswered=self.unanswered + other.unanswered,
            invalid=self.invalid + other.invalid,
            rating_table=ratings,
        )

    def __radd__(self, other: object) -> Transitions:
        """Let `sum` start from its 0."""
        return self if isinstance(other, int) and other == 0 else NotImplemented

    @classmethod
    def from_dict(cls, mapping: Mapping[str, object]) -> Transitions:
        """Build transitions from what `to_dict` gave, directly or through JSON.

        Parameters
        ----------
        mapping : mapping
            Key table and, if wanted, sample_only, reference_only, unanswered, invalid,
            rating_table.

        Returns
        -------
        Transitions

        Raises
        ------
        OptionError
            If a key is unknown or the table is absent.

        Examples
        --------
        >>> import json, nps
        >>> moves = nps.Transitions([[5, 1, 0], [2, 3, 1], [0, 1, 2]])
        >>> nps.Transitions.from_dict(json.loads(json.dumps(moves.to_dict()))) == moves
        True
        """
        known = tuple(f.name for f in fields(cls))
        check_mapping(mapping, required=["table"], allowed=known)
        values = {
            key: Counts.from_dict(value) if isinstance(value, Mapping) else value
            for key, value in mapping.items()
        }
        return cls(**values)  # type: ignore[arg-type]  # each value is checked by __post_init__


def _codes(ratings: object, name: str, scale: Scale, invalid: Invalid) -> IntArray:
    if isinstance(ratings, (Counts, Transitions)):
        raise InputTypeError(
            f"{name} must be the ratings of known people, got nps.{type(ratings).__name__}."
        )
    return read_codes(ratings, name, scale, invalid)
