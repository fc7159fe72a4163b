"""Sums that stand for the rows of a regression: `tally` and `Tally`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from nps._base.checks import check_mapping, check_name, check_option
from nps._base.errors import OptionError
from nps._base.results import plain
from nps._base.text import CLASSES, label_text, shown, told
from nps._samples.ratings import STANDARD, Scale, check_scale
from nps._sources.kinds import is_file
from nps.drivers._fitting.people import SKIPPED, read_people
from nps.drivers._fitting.sums import OUTCOMES, Sums, summed, sums_of_people, width_of
from nps.drivers._reading.factors import Factor

if TYPE_CHECKING:
    from nps._base.typing import Invalid
    from nps._samples.counts import Counts
    from nps.drivers._fitting.people import Skipped

#: What `to_dict` gives.
KEYS = ("factors", "sums", "missing", "invalid", "n_dropped", "skipped", "scale")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """Sums over respondents that `effects` and `importance` take in place of rows.

    Tallies of parts add up with ``+`` or `sum`, to the last digit where drivers are whole numbers:
    chunks of a file, shops, machines. They hold counts and sums of products of drivers and answers,
    nobody's answer. What needs rows is not for them: errors for unequal variances, clusters and
    weights, the ordinal and multinomial methods, bootstrap intervals.

    Attributes
    ----------
    names : tuple of str
        The drivers.
    n : int
        Respondents.
    counts : Counts
        Their classes; with those asked in all whose answer is missing or invalid.
    skipped : {"raise", "not-asked", "drop"}
        What was done with drivers that are missing.
    n_dropped : int
        Respondents left out because a driver is missing.
    scale : Scale
        Which ratings belong to which class.

    See Also
    --------
    tally : Make one.

    Examples
    --------
    >>> import nps
    >>> north = nps.drivers.tally([10, 9, 3, 7], {"price": [5, 4, 2, 4]})
    >>> south = nps.drivers.tally([8, 6, 9, 10], {"price": [3, 2, 4, 5]})
    >>> both = north + south
    >>> both.n, both.counts.score
    (8, 25.0)
    >>> nps.drivers.Tally.from_dict(both.to_dict()) == both
    True
    """

    _sums: Sums
    skipped: str
    scale: Scale

    @property
    def names(self) -> tuple[str, ...]:
        """The drivers."""
        return tuple(factor.name for factor in self._sums.factors)

    @property
    def n(self) -> int:
        """Respondents."""
        return self._sums.counts.n

    @property
    def counts(self) -> Counts:
        """Their classes; with those asked in all whose answer is missing or invalid."""
        return self._sums.counts

    @property
    def n_dropped(self) -> int:
        """Respondents left out because a driver is missing."""
        return self._sums.n_dropped

    def __add__(self, other: object) -> Tally:
        if not isinstance(other, Tally):
            return NotImplemented
        for name in ("names", "skipped", "scale"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine != theirs:
                raise OptionError(
                    f"tallies that are added must have the same {name}, got {shown(mine)} and"
                    f" {shown(theirs)}."
                )
        return Tally(_sums=self._sums + other._sums, skipped=self.skipped, scale=self.scale)

    def __radd__(self, other: object) -> Tally:
        return self if other == 0 else NotImplemented  # what sum() begins with

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Tally):
            return NotImplemented
        return self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]  # a sum of many numbers is no key

    def __repr__(self) -> str:
        return f"Tally(n={self.n:,}, {', '.join(map(label_text, self.names))})"

    def to_dict(self) -> dict[str, object]:
        """Return the sums as plain Python that `json.dumps` takes and `from_dict` reads."""
        return {
            "factors": [
                {
                    "name": factor.name,
                    "kind": factor.kind,
                    "low": plain(factor.low),
                    "high": plain(factor.high),
                    "declared": factor.declared,
                    "levels": plain(factor.levels),
                    "order": plain(factor.order),
                    "n_asked": factor.n_asked,
                }
                for factor in self._sums.factors
            ],
            "sums": self._sums.matrix.tolist(),
            "missing": self.counts.missing,
            "invalid": self.counts.invalid,
            "n_dropped": self.n_dropped,
            "skipped": self.skipped,
            "scale": {name: list(getattr(self.scale, name)) for name in CLASSES},
        }

    @classmethod
    def from_dict(cls, mapping: Mapping[str, object]) -> Tally:
        """Build a tally from a dictionary, such as `to_dict` or a JSON document gives.

        Parameters
        ----------
        mapping : mapping
            What `to_dict` gave.

        Returns
        -------
        Tally

        Raises
        ------
        OptionError
            If something is missing or does not fit together.
        """
        given = cast("Mapping[str, Any]", check_mapping(mapping, required=KEYS))
        try:
            factors = tuple(map(_read_factor, given["factors"]))
            matrix = np.array(given["sums"], dtype=np.float64)
            scale = Scale(**{name: tuple(ends) for name, ends in given["scale"].items()})
            left = tuple(int(given[name]) for name in ("missing", "invalid", "n_dropped"))
        except Exception as error:  # noqa: BLE001  # of whatever stands in it
            raise OptionError(f"mapping is not what Tally.to_dict gives: {told(error)}.") from None
        width = 1 + sum(map(width_of, factors)) + OUTCOMES
        if matrix.shape != (width, width) or not np.array_equal(matrix, matrix.T):
            raise OptionError(
                f"mapping: sums must be a symmetric table of {width} rows and columns for these"
                f" factors, got the shape {matrix.shape}."
            )
        skipped = check_option("skipped", given["skipped"], SKIPPED)
        return cls(_sums=summed(factors, matrix, *left), skipped=skipped, scale=scale)


def tally(
    ratings: object,
    factors: object,
    *,
    rating: str | None = None,
    skipped: Skipped = "raise",
    factor_scales: Mapping[str, tuple[float, float]] | None = None,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> Tally:
    """Add up what `effects` and `importance` need to know of drivers, in place of rows.

    Sums of parts add up to those of the whole, so that data may be larger than memory, in several
    places, or still coming in.

    Parameters
    ----------
    ratings : collection, AnswerFile or source
        Answers as in `effects`, an `AnswerFile` among them; or, with `rating`, a source of rows: a
        data frame or relation (a lazy one is added up by its own engine), the path of a Parquet
        file or of a directory of them, or an iterable of frames.
    factors : mapping or data frame, or list of str
        Drivers as in `effects`; with `rating` the names of their columns in the source.
    rating : str, optional
        Column with the answers, in a source of rows.
    skipped : {"raise", "not-asked", "drop"}, default "raise"
        Drivers that are missing for some, as in `effects`.
    factor_scales : mapping, optional
        Ends of the scales of ratings, as in `effects`.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are left out and counted as ``invalid``.

    Returns
    -------
    Tally
        With ``+``, `to_dict` and `from_dict`.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise".
    OptionError
        If a driver is missing for some and `skipped` is "raise".

    See Also
    --------
    effects : What goes with each driver.
    nps.count_stream : The same idea for counts.

    Examples
    --------
    >>> import nps
    >>> chunks = [
    ...     ([10, 9, 3, 7], {"price": [5, 4, 2, 4], "came_back": [True, True, False, True]}),
    ...     ([8, 6, 9, 10], {"price": [3, 2, 4, 5], "came_back": [False, False, True, True]}),
    ... ]
    >>> total = sum(nps.drivers.tally(*chunk) for chunk in chunks)
    >>> total
    Tally(n=8, price, came_back)
    >>> print(f"{nps.drivers.effects(total)['price'].effect:+.1f} points")
    +57.1 points
    """
    check_option("skipped", skipped, SKIPPED)
    check_scale(scale)
    check_name("rating", rating)
    if is_file(ratings) and rating is not None:
        raise OptionError("rating is for data frames; that of a file is chosen by read_answers.")
    if rating is None:
        people = read_people(
            ratings, factors, skipped=skipped, factor_scales=factor_scales, scale=scale,
            invalid=invalid,
        )  # fmt: skip
        sums = sums_of_people(people)
    else:
        from nps.drivers._fitting.sources import sums_of_source

        sums = sums_of_source(
            ratings, rating, factors, skipped=skipped, factor_scales=factor_scales, scale=scale,
            invalid=invalid,
        )  # fmt: skip
    return Tally(_sums=sums, skipped=skipped, scale=ratings.scale if is_file(ratings) else scale)


def _read_factor(given: Mapping[str, Any]) -> Factor:
    """Read what `to_dict` says of a driver."""
    ends = [math.nan if given[end] is None else float(given[end]) for end in ("low", "high")]
    if given["kind"] not in ("rating", "yes-no", "category"):
        raise ValueError(f"the kind {shown(given['kind'])} of a factor")
    return Factor(
        name=str(given["name"]),
        kind=given["kind"],
        low=ends[0],
        high=ends[1],
        declared=bool(given["declared"]),
        levels=tuple(given["levels"]),
        order=tuple(given["order"]),
        n_asked=int(given["n_asked"]),
    )


def refuse_beside_tally(**given: object) -> None:
    """Refuse options about rows where a tally takes their place."""
    names = [name for name, value in given.items() if value is not None]
    if names:
        raise OptionError(
            f"{', '.join(names)}: a Tally holds sums of respondents, which are not read again. Give"
            " factors and their scales to nps.drivers.tally; what needs the rows of respondents,"
            " such as weights and clusters, needs the rows."
        )
