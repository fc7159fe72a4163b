"""One sample: three whole numbers that say all there is to know about its score."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from nps._base import text
from nps._base.checks import LARGEST_EXACT, check_mapping, check_option, check_whole
from nps._base.columns.containers import NO_WEIGHTS, can_iterate, is_weighted, read_answers
from nps._base.errors import EmptySampleError, InputTypeError, OptionError
from nps._base.results import Result
from nps._base.tables import html
from nps._base.text import CLASSES, shown
from nps._kernels.numerics.moments import moments
from nps._samples.ratings import INVALID_OPTIONS, STANDARD, check_scale, tally

if TYPE_CHECKING:
    from nps._base.results import MethodKey
    from nps._base.typing import Invalid
    from nps._base.words.saying import Say
    from nps._kernels import IntArray
    from nps._samples.ratings import Scale


class Shares(NamedTuple):
    """Promoters, passives and detractors as fractions of the valid answers, 0 to 1.

    Attributes
    ----------
    promoters, passives, detractors : float
        Fractions; they sum to 1.

    Examples
    --------
    >>> import nps
    >>> shares = nps.Counts(50, 30, 20).shares
    >>> shares.promoters
    0.5
    >>> promoters, passives, detractors = shares
    >>> print(shares)
    Shares(promoters=0.5, passives=0.3, detractors=0.2)
    """

    promoters: float
    passives: float
    detractors: float


@dataclass(frozen=True, slots=True)
class Counts(Result):
    """Hold how many promoters, passives and detractors a sample has.

    Counts add: ``a + b`` and ``sum(parts)`` are exactly the counts of all the answers together, so
    a score can be computed in parts, on other machines or by a database, and put together later.

    Parameters
    ----------
    promoters, passives, detractors : int
        Number of valid answers in each class, from 0 to 2**53.
    missing, invalid : int, keyword-only, default 0
        Answers that are in no denominator: not given, and off the scale.
    distribution : sequence of int or None, keyword-only
        Number of answers at each rating of the scale, in ascending order (eleven for the standard
        scale). `count` fills it in. It must sum to the number of valid answers.

    Attributes
    ----------
    n : int
        Number of valid answers.
    score : float
        Net Promoter Score in points, ``100 * (promoters - detractors) / n``.
    shares : Shares
        Promoters, passives and detractors as fractions of `n`.
    variance : float
        Variance of one answer scored +100, 0, -100, in squared points (divisor n).
    standard_error : float
        ``sqrt(variance / n)``, in points.

    Raises
    ------
    InputTypeError, OptionError
        If a count is not a whole number from 0 to 2**53, or the distribution does not add up.

    See Also
    --------
    count : From ratings.
    Counts.from_shares : From published percentages.
    estimate : The score with its interval.

    Notes
    -----
    Two counts are equal, and hash the same, when the five numbers agree: the score and everything
    inferred about it depend on these alone. The distribution travels along and is not compared.
    Adding keeps it if both sides have one of the same length, and drops it otherwise. With
    p and d the shares of promoters and detractors, the variance is
    ``10**4 * (p + d - (p - d)**2)``.

    Examples
    --------
    >>> import nps
    >>> january = nps.Counts(50, 30, 20)
    >>> january.score
    30.0
    >>> january + nps.Counts(10, 5, 5, missing=3)
    Counts(promoters=60, passives=35, detractors=25, missing=3)
    """

    _picture: ClassVar[str] = "distribution"
    promoters: int
    passives: int
    detractors: int
    missing: int = field(default=0, kw_only=True)
    invalid: int = field(default=0, kw_only=True)
    distribution: tuple[int, ...] | None = field(
        default=None, kw_only=True, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        for name in (*CLASSES, "missing", "invalid"):
            object.__setattr__(self, name, check_whole(name, getattr(self, name)))
        self._refuse_too_many()
        if self.distribution is not None:
            object.__setattr__(self, "distribution", _check_distribution(self))

    def _refuse_too_many(self) -> None:
        n, missing, invalid = self.n, self.missing, self.invalid
        if n > LARGEST_EXACT or missing > LARGEST_EXACT or invalid > LARGEST_EXACT:
            sums = (("counts", n), ("missing", missing), ("invalid", invalid))
            name, size = max(sums, key=operator.itemgetter(1))
            raise OptionError(f"{name} must sum to at most 2**53 to stay exact, got {size}.")

    @classmethod
    def _make(
        cls,
        promoters: int,
        passives: int,
        detractors: int,
        missing: int,
        invalid: int,
        distribution: tuple[int, ...] | None,
    ) -> Counts:
        """Return counts of numbers that are known to be whole, not negative and in agreement."""
        new = object.__new__(cls)
        put = object.__setattr__
        put(new, "promoters", promoters)
        put(new, "passives", passives)
        put(new, "detractors", detractors)
        put(new, "missing", missing)
        put(new, "invalid", invalid)
        put(new, "distribution", distribution)
        new._refuse_too_many()
        return new

    @property
    def n(self) -> int:
        """Number of valid answers."""
        return self.promoters + self.passives + self.detractors

    @property
    def score(self) -> float:
        """Net Promoter Score in points."""
        return 100.0 * (self.promoters - self.detractors) / self._size("score")

    @property
    def shares(self) -> Shares:
        """Promoters, passives and detractors as fractions of the valid answers."""
        n = self._size("shares")
        return Shares(self.promoters / n, self.passives / n, self.detractors / n)

    @property
    def variance(self) -> float:
        """Variance of one answer in squared points (divisor n)."""
        self._size("variance")
        return 1e4 * float(moments(self.promoters, self.passives, self.detractors)[2])

    @property
    def standard_error(self) -> float:
        """Standard error of the score in points (divisor n)."""
        return float(np.sqrt(self.variance / self.n))

    def _size(self, what: str) -> int:
        if self.n:
            return self.n
        left_out = [
            f"{k} {name}" for name, k in (("missing", self.missing), ("invalid", self.invalid)) if k
        ]
        there_are = f" (only {' and '.join(left_out)})" if left_out else ""
        do = "do" if what.endswith("s") else "does"
        raise EmptySampleError(
            f"the {what} of a sample without a valid answer {do} not exist{there_are}:"
            " no data is not a score of 0."
        )

    def __add__(self, other: object) -> Counts:
        if not isinstance(other, Counts):
            return NotImplemented
        mine, theirs = self.distribution, other.distribution
        if mine is None or theirs is None:
            # a side without answers has no distribution that could be lacking
            distribution = theirs if not self.n else mine if not other.n else None
        elif len(mine) == len(theirs):
            distribution = tuple(map(operator.add, mine, theirs))
        else:
            distribution = None
        return Counts._make(
            self.promoters + other.promoters,
            self.passives + other.passives,
            self.detractors + other.detractors,
            self.missing + other.missing,
            self.invalid + other.invalid,
            distribution,
        )

    def __radd__(self, other: object) -> Counts:
        """Let `sum` start from its 0."""
        return self if isinstance(other, int) and other == 0 else NotImplemented

    def __repr__(self) -> str:
        parts = [f"{name}={getattr(self, name)}" for name in CLASSES]
        parts += [f"{name}={k}" for name in ("missing", "invalid") if (k := getattr(self, name))]
        return f"Counts({', '.join(parts)})"

    def _left_out(self) -> str:
        answers = (("missing", self.missing), ("invalid", self.invalid))
        return "".join(f", {k:,} {name}" for name, k in answers if k)

    def __str__(self) -> str:
        what = f"NPS {text.points(self.score)}" if self.n else "no valid answer"
        left_out = self._left_out()
        return (
            f"{what}  n = {self.n:,} ({text.noun(self.promoters, 'promoter')},"
            f" {text.noun(self.passives, 'passive')},"
            f" {text.noun(self.detractors, 'detractor')}{left_out})"
        )

    def _header(self) -> Sequence[str]:
        return ("class", "answers", "share")

    def _caption(self) -> str:
        return str(self)

    def _rows(self) -> Sequence[tuple[object, ...]]:
        parts = text.percentages(self.shares) if self.n else ["n/a"] * 3
        rows: list[tuple[object, ...]] = [
            (name, getattr(self, name), part)
            for name, part in zip(Shares._fields, parts, strict=True)
        ]
        return [*rows, ("", "", html.shares_bar(self.shares))] if self.n else rows

    @classmethod
    def from_dict(cls, mapping: Mapping[str, object]) -> Counts:
        """Build counts from a dictionary, such as `to_dict` or a JSON document gives.

        Parameters
        ----------
        mapping : mapping
            Keys promoters, passives, detractors and, if wanted, missing, invalid, distribution.

        Returns
        -------
        Counts

        Raises
        ------
        OptionError
            If a key is unknown or one of the first three is absent.

        Examples
        --------
        >>> import json, nps
        >>> state = json.dumps(nps.Counts(5, 3, 2).to_dict())
        >>> nps.Counts.from_dict(json.loads(state))
        Counts(promoters=5, passives=3, detractors=2)
        """
        known = (*CLASSES, "missing", "invalid", "distribution")
        check_mapping(mapping, required=CLASSES, allowed=known)
        return cls(**mapping)  # type: ignore[arg-type]  # each value is checked by __post_init__

    @classmethod
    def _from_levels(cls, levels: list[int], missing: int, invalid: int, scale: Scale) -> Counts:
        """Return the counts of a distribution over the ratings of a scale."""
        low = scale.low
        promoters, passives, detractors = [
            sum(levels[first - low : last - low + 1])
            for first, last in (scale.promoters, scale.passives, scale.detractors)
        ]
        return cls._make(promoters, passives, detractors, missing, invalid, tuple(levels))

    @classmethod
    def _from_table(cls, table: IntArray, scale: Scale) -> Counts:
        """Return counts from one row with a cell for each level, for missing and invalid."""
        *levels, missing, invalid = table.tolist()
        return cls._from_levels(levels, missing, invalid, scale)

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Sequence[object]],
        *,
        scale: Scale = STANDARD,
        invalid: Invalid = "raise",
    ) -> Counts:
        """Build counts from rows (rating, n), such as a GROUP BY of a database gives.

        Parameters
        ----------
        rows : iterable of (rating, n)
            A rating and how many gave it; a rating may come in several rows. None and NaN stand
            for answers that are missing.
        scale : Scale, default STANDARD
            Which ratings belong to which class.
        invalid : {"raise", "drop"}, default "raise"
            Answers off the scale are an error, or are left out and counted as ``invalid``.

        Returns
        -------
        Counts

        See Also
        --------
        counts_query : The query that gives such rows.

        Examples
        --------
        >>> import nps
        >>> nps.Counts.from_rows([(10, 320), (8, 151), (3, 40), (None, 12)])
        Counts(promoters=320, passives=151, detractors=40, missing=12)
        """
        from nps._samples.tallying.rows import read_rows, sum_codes

        _, codes, n = read_rows(rows, 0, scale, invalid)
        return cls._from_table(sum_codes(codes, n, scale)[0], scale)

    def update(
        self, ratings: object, *, scale: Scale = STANDARD, invalid: Invalid = "raise"
    ) -> Counts:
        """Return the counts with further ratings added; these counts do not change.

        Parameters
        ----------
        ratings : 1-D collection
            More answers, as in `count`.
        scale, invalid : optional
            As in `count`.

        Returns
        -------
        Counts

        Examples
        --------
        >>> import nps
        >>> state = nps.Counts(0, 0, 0)
        >>> for batch in ([10, 9, 3], [8, None]):
        ...     state = state.update(batch)
        >>> state
        Counts(promoters=2, passives=1, detractors=1, missing=1)
        """
        return self + count_answers(ratings, scale, invalid)

    @classmethod
    def from_shares(
        cls,
        *,
        promoters: float,
        detractors: float,
        passives: float | None = None,
        n: int,
    ) -> Counts:
        """Build counts from published shares and the number of answers.

        Parameters
        ----------
        promoters, detractors, passives : float
            Shares as fractions from 0 to 1 (0.5, not 50). Passives may be left out: the rest.
        n : int
            Number of valid answers.

        Returns
        -------
        Counts
            Whole numbers that sum to `n`, as near to the shares as can be (largest remainder).
            Shares rounded in print give back the counts only up to that rounding.

        Raises
        ------
        OptionError
            If a share is outside 0..1, or they do not sum to 1 within rounding to whole percent
            (0.015).

        Examples
        --------
        >>> import nps
        >>> nps.Counts.from_shares(promoters=0.5, passives=0.3, detractors=0.2, n=400)
        Counts(promoters=200, passives=120, detractors=80)
        """
        from nps._samples.tallying.shares import split_by_shares

        return cls(*split_by_shares(promoters, passives, detractors, check_whole("n", n)))

    def _sentence(self, say: Say) -> str:
        if not self.n:
            return say("empty", subject=say("score"))
        return say(
            "counts",
            subject=say("score"),
            score=text.points(self.score),
            n=self.n,
            promoters=self.promoters,
            passives=self.passives,
            detractors=self.detractors,
            shares=say("list comma").join(text.percentages(self.shares)),
        )

    def _methods(self) -> list[MethodKey]:
        return [("counting", "score")]


def _check_distribution(counts: Counts) -> tuple[int, ...]:
    levels: object = counts.distribution
    if isinstance(levels, (str, bytes)) or not (
        isinstance(levels, (Sequence, np.ndarray)) and can_iterate(levels)
    ):
        raise InputTypeError(f"distribution must be a sequence of counts, got {shown(levels)}.")
    bins = tuple(check_whole(f"distribution[{i}]", k) for i, k in enumerate(levels))
    if sum(bins) != counts.n:
        raise OptionError(
            f"distribution must sum to the {counts.n} valid answers, but it sums to {sum(bins)}."
        )
    return bins


def count_answers(ratings: object, scale: object, invalid: str, name: str = "ratings") -> Counts:
    """Count what should be ratings; `name` is the argument that holds them."""
    scale = check_scale(scale)
    check_option("invalid", invalid, INVALID_OPTIONS)
    if isinstance(ratings, Counts):
        raise InputTypeError(f"{name} are counted already: count was given an nps.Counts.")
    counted = tally(read_answers(ratings, name), scale, invalid=invalid, name=name)
    return Counts._from_levels(*counted, scale)


def as_counts(sample: object, name: str = "sample") -> Counts:
    """Return the counts of a sample: counts as they are, ratings counted on the standard scale."""
    if isinstance(sample, Counts):
        return sample
    way_out = _way_out(sample, name)
    if way_out:
        raise InputTypeError(
            f"{name} must be ratings or nps.Counts, got {text.shown_kind(sample)}. {way_out}"
        )
    return count_answers(sample, STANDARD, "raise", name)


def _way_out(sample: object, name: str) -> str:
    """Say what to do with something that is no sample, where its kind tells what was meant."""
    if isinstance(sample, Result):
        if is_weighted(sample):
            return NO_WEIGHTS
        if isinstance(sample, Mapping):
            return "Take one of them, cohorts[label], or all together, cohorts.total."
        if hasattr(sample, "variance_bounds"):
            return "A published score has no counts of its classes; nps.compare takes it."
        return "Give what the result was made from."
    if isinstance(sample, Mapping):
        if "promoters" in sample:
            return "For counts use nps.Counts.from_dict."
        if any(map(is_weighted, sample.values())):
            return "For many weighted samples use nps.SurveyCohorts.from_dict."
        return "For many samples use nps.Cohorts.from_dict."
    number = isinstance(sample, (int, float, np.number)) and not isinstance(sample, bool)
    if number and name == "reference":
        return f"For a fixed score use nps.compare_benchmark(sample, {shown(sample)})."
    return ""
