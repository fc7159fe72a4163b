"""Who counts: answers and drivers of the same respondents, and how they were drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_option
from nps._base.errors import EmptySampleError, OptionError
from nps._base.text import label_text, noun, shown
from nps._base.words.notes import Note, listing
from nps._kernels.topics.drivers.sandwich import Sampling
from nps._samples.counts import Counts
from nps._samples.ratings import check_scale
from nps._samples.tallying.codes import check_same_order, read_codes
from nps._sources.kinds import is_file
from nps._surveys.design.drawing import read_clusters, read_population, read_units, read_weights
from nps.drivers._reading.factors import read_factors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal, TypeAlias

    from nps._base.typing import Units
    from nps._kernels import BoolArray, FloatArray, IntArray
    from nps._samples.ratings import Scale
    from nps.drivers._reading.factors import Column, Factor

    Skipped: TypeAlias = Literal["raise", "not-asked", "drop"]

SKIPPED = ("raise", "not-asked", "drop")
#: Respondents of whom a driver may equal the ratings by chance.
ENOUGH_TO_TELL = 10
#: Drivers with gaps that a message names.
NAMED = 6


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """The respondents of a regression.

    Attributes
    ----------
    classes : (n,) int8
        +1, 0, -1.
    ratings : (n,) int
        As answered.
    columns : tuple of Column
        The drivers, of these respondents.
    weights : (n,) or None
    sampling : Sampling
        How they were drawn; each respondent a cluster if there are none.
    clustered, designed : bool
        Whether clusters were given; whether weights, strata or a population were.
    counts : Counts
        Their classes, with the missing and invalid answers of all who were asked.
    n_dropped : int
        Respondents left out because a driver is missing.
    """

    classes: np.ndarray
    ratings: np.ndarray
    columns: tuple[Column, ...]
    weights: FloatArray | None
    sampling: Sampling
    clustered: bool
    designed: bool
    counts: Counts
    n_dropped: int

    @property
    def n(self) -> int:
        """Respondents that count."""
        return self.classes.size

    @property
    def factors(self) -> tuple[Factor, ...]:
        """What is known of the drivers apart from their rows."""
        return tuple(column.factor for column in self.columns)

    @property
    def outcomes(self) -> tuple[np.ndarray, ...]:
        """Score, promoter and detractor of each respondent."""
        return self.classes, self.classes == 1, self.classes == -1

    @property
    def design(self) -> tuple[np.ndarray, ...]:
        """The columns of a regression, those of a driver together."""
        return tuple(column for one in self.columns for column in one.design())

    @property
    def units(self) -> IntArray:
        """The cluster of each respondent, if there are any."""
        sizes, order = self.sampling.sizes, self.sampling.order
        units = np.arange(self.n)
        if order is not None:
            units[order] = np.repeat(np.arange(sizes.size), sizes)
        return units

    def some(self, kept: BoolArray) -> People:
        """Return some of them, whole clusters of a sample without strata and weights."""
        columns = tuple(column.of(kept) for column in self.columns)
        classes = self.classes[kept]
        sampling = respondents(classes.size)
        if self.clustered:
            _, codes = np.unique(self.units[kept], return_inverse=True)
            order, sizes = np.argsort(codes, kind="stable"), np.bincount(codes)
            sampling = Sampling(order, sizes, np.zeros(sizes.size, np.int64), np.zeros(1))
        return replace(
            self,
            classes=classes,
            ratings=self.ratings[kept],
            columns=columns,
            sampling=sampling,
            counts=_counted(classes, 0, 0),
            n_dropped=0,
        )


def read_people(
    ratings: object,
    factors: object,
    *,
    weights: object = None,
    clusters: object = None,
    strata: object = None,
    population: Units | None = None,
    skipped: str = "raise",
    factor_scales: Mapping[str, tuple[float, float]] | None = None,
    scale: Scale,
    invalid: str = "raise",
    may_be_empty: bool = False,
) -> People:
    """Read answers, drivers and the design of a sample; who lacks something is told apart."""
    check_option("skipped", skipped, SKIPPED)
    check_scale(scale)
    if is_file(ratings):
        from nps._sources.respondents import read_file

        ratings, factors, weights, clusters, strata, scale = read_file(
            ratings, factors, weights=weights, clusters=clusters, strata=strata,
            rated=factor_scales or (), scale=scale, invalid=invalid,
        )  # fmt: skip
        invalid = "drop"  # or it would have been refused
    codes = read_codes(ratings, "ratings", scale, invalid)
    columns = read_factors(factors, codes.size, factor_scales)
    _check_order(ratings, factors)
    levels = len(scale.ratings)
    counted: BoolArray = codes < levels
    missing, off_scale = int((codes == levels).sum()), int((codes == levels + 1).sum())
    w = None if weights is None else read_weights(weights, codes.size)
    if w is not None:
        counted &= w > 0.0
    gaps = [column for column in columns if _gaps(column, counted)]
    n_dropped = 0
    if gaps and skipped == "raise":
        n = int(counted.sum())
        raise gaps_error(
            {
                c.factor.name: int((c.missing & counted).sum())
                for c in gaps
                if c.missing is not None
            },
            n,
        )
    if gaps and skipped == "drop":
        before = int(counted.sum())
        for column in gaps:
            assert column.missing is not None
            counted = counted & ~column.missing
        n_dropped = before - int(counted.sum())
    if not counted.any() and not may_be_empty:
        raise EmptySampleError(
            "drivers need respondents with a valid answer"
            + (" and an answer for each driver: there is none." if n_dropped else ", got none.")
        )
    kept = None if counted.all() else counted
    codes = codes if kept is None else codes[kept]
    points = np.append(scale._class_codes() - 1, (0, 0)).astype(np.int8)
    classes = points[codes]
    sampling = _read_sampling(clusters, strata, population, counted)
    ratings_kept = (codes + scale.low).astype(np.result_type(np.int8, np.min_scalar_type(levels)))
    return People(
        classes=classes,
        ratings=ratings_kept,
        columns=_check_not_the_ratings(columns, ratings_kept, kept),
        weights=w if w is None or kept is None else w[kept],
        sampling=sampling,
        clustered=clusters is not None,
        designed=any(given is not None for given in (weights, strata, population)),
        counts=_counted(classes, missing, off_scale),
        n_dropped=n_dropped,
    )


def respondents(n: int) -> Sampling:
    """Return a simple random sample of n of endlessly many."""
    return Sampling(None, np.ones(n, np.int64), np.zeros(n, np.int64), np.zeros(1))


def _counted(classes: np.ndarray, missing: int, invalid: int) -> Counts:
    promoters, detractors = int((classes == 1).sum()), int((classes == -1).sum())
    return Counts(
        promoters,
        classes.size - promoters - detractors,
        detractors,
        missing=missing,
        invalid=invalid,
    )


def _check_order(ratings: object, factors: object) -> None:
    columns = list(factors.values()) if isinstance(factors, Mapping) else [factors]
    for column in columns:
        check_same_order(ratings=ratings, factors=column)


def _gaps(column: Column, counted: BoolArray) -> bool:
    return column.missing is not None and bool((column.missing & counted).any())


def gaps_error(gaps: Mapping[str, int], n: int) -> OptionError:
    """Say which drivers are missing for how many of n, and what may be done."""
    some = [
        Note("{name} ({gap} of {n})", name=shown(name), gap=gap, n=n) for name, gap in gaps.items()
    ]
    return OptionError(
        Note(
            "factors have no value for some respondents: {some}. If these were not asked,"
            " because a question did not concern them, write {not_asked}: being asked is then a"
            " term of its own. If they did not answer, {drop} leaves them out.",
            some=listing(some, NAMED),
            not_asked='skipped="not-asked"',
            drop='skipped="drop"',
        )
    )


def _check_not_the_ratings(
    columns: Sequence[Column], ratings: np.ndarray, kept: BoolArray | None
) -> tuple[Column, ...]:
    """Return the columns of those who are kept; a driver that is the rating itself is refused."""
    found = tuple(column.of(kept) for column in columns)
    if ratings.size < ENOUGH_TO_TELL or not (ratings != ratings[0]).any():
        return found
    for column in found:
        if column.missing is None and np.array_equal(column.values, ratings):
            raise OptionError(
                Note(
                    "factor {name} holds the ratings themselves; a driver is something else that"
                    " goes with them.",
                    name=shown(column.factor.name),
                )
            )
    return found


def _read_sampling(
    clusters: object, strata: object, population: Units | None, counted: BoolArray
) -> Sampling:
    """Return how those who count were drawn, in one stage."""
    size = counted.size
    if isinstance(clusters, Mapping) and len(clusters) > 1:
        raise OptionError(
            "clusters must be one column, that of the first stage: errors of a regression take"
            f" clusters as wholes. Got {noun(len(clusters), 'column')}:"
            f" {', '.join(map(shown, clusters))}."
        )
    if isinstance(population, (list, tuple)):
        raise OptionError(
            "population must be a number, or a mapping from stratum to number: errors of a"
            f" regression take clusters as wholes, so there is one stage. Got {shown(population)}."
        )
    n = int(counted.sum())
    if clusters is None and strata is None and population is None:
        return respondents(n)
    labels: list[object] = [None]
    stratum = np.zeros(size, np.int64)
    if strata is not None:
        labels, stratum = read_units(strata, "strata", size)
    units = read_clusters(clusters, size)
    stratum = stratum[counted]
    inside, stratum = np.unique(stratum, return_inverse=True)
    labels = [labels[h] for h in inside]
    totals = read_population(population, labels, strata is not None)
    if not units:
        order = None if strata is None else np.argsort(stratum, kind="stable")
        of_unit = stratum if order is None else stratum[order]
        sizes = np.ones(n, np.int64)
    else:
        codes = units[0][1][counted]
        # a cluster may be called alike in two strata
        _, unit = np.unique(stratum * (int(codes.max()) + 1) + codes, return_inverse=True)
        order = np.argsort(unit, kind="stable")
        sizes = np.bincount(unit)
        of_unit = stratum[order][np.cumsum(sizes) - sizes]
    sampled = np.bincount(of_unit, minlength=inside.size)
    _check_strata(labels, sampled, totals, "clusters" if units else "respondents")
    return Sampling(order, sizes, of_unit, sampled / totals)


def _check_strata(
    labels: Sequence[object], sampled: IntArray, totals: FloatArray, units: str
) -> None:
    for label, n, total in zip(labels, sampled.tolist(), totals.tolist(), strict=True):
        where = "the sample" if label is None else f"stratum {shown(label_text(label))}"
        if n > total:
            raise OptionError(
                f"population must be at least the number of {units} that were sampled, but {where}"
                f" has {n:,} of {total:,.0f}."
            )
        if n == 1 and total > 1 and label is None:
            raise OptionError(
                f"{units} must be at least two, since errors come from how they vary."
            )
        if n == 1 and total > 1:
            raise OptionError(
                f"{where} has a single one of its {units}, so nothing is known of how they vary:"
                " join it with another stratum."
            )
