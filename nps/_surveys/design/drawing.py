"""How a survey drew its respondents: strata, the clusters in them, and how many there are in all.

A design is shared by all domains of a survey. Two samples with one and the same design object may
have clusters in common; samples with different designs are independent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from nps._base.checks import NO_NUMBERS, check_same_length, check_whole
from nps._base.columns.containers import as_column, as_objects, is_missing, package_of
from nps._base.columns.numbers import floats_of
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.keys import factorize
from nps._base.text import label_text, noun, shown
from nps._base.words.notes import Note

if TYPE_CHECKING:
    from nps._kernels import FloatArray, IntArray

    #: Distinct labels, and the number of its label for each row.
    Keys: TypeAlias = tuple[list[object], IntArray]
    #: Where the rows of each stage are on another design.
    Places: TypeAlias = tuple[IntArray, ...]

#: Beyond these sizes the square of a weight is no longer a number.
WEIGHTS = (1e-100, 1e100)


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Strata and the primary sampling units (PSUs) in them.

    `sampled` counts the PSUs of each stratum, `population` those that it has (infinite where not
    given). `psu_strata` is the stratum of each PSU and `psus` its label; the labels are None where
    PSUs cannot be found again, and both are None where each respondent is a PSU.

    If PSUs were sampled in turn, `within` is the design of the next stage: its strata are the PSUs
    of this one, in this order, each with the path of labels that leads to it, such as
    (stratum, PSU). It is `nested`.
    """

    strata: tuple[object, ...]
    sampled: IntArray
    population: FloatArray
    psu_strata: IntArray | None = None
    psus: tuple[object, ...] | None = None
    within: Design | None = None
    nested: bool = False

    def __post_init__(self) -> None:
        too_many = np.flatnonzero(~(self.sampled <= self.population))  # or the size is NaN
        if too_many.size:
            h = int(too_many[0])
            units = "respondents" if self.psu_strata is None else "clusters"
            raise OptionError(
                f"population must be at least the number of {units} that were sampled, but"
                f" {self.named(h)} has {self.sampled[h]:,} of {self.population[h]:,.0f}."
            )

    @property
    def fraction(self) -> FloatArray:
        """Share of the PSUs of each stratum that were sampled."""
        return np.asarray(self.sampled / self.population)

    @property
    def stages(self) -> int:
        """How often was drawn."""
        return 1 if self.within is None else 1 + self.within.stages

    @property
    def labelled(self) -> bool:
        """Whether the units of all stages can be found again in another sample."""
        return self.psus is not None and (self.within is None or self.within.labelled)

    @property
    def text(self) -> str:
        """What it is, in a few words."""
        strata = f"{len(self.strata):,} strata" if self.strata != (None,) else ""
        if self.psu_strata is None or self.psus is None:
            return strata or "no clusters"
        clusters = f"{self.psu_strata.size:,} clusters"
        text = f"{clusters} in {strata}" if strata else clusters
        return text if self.within is None else f"{text}, {self.stages} stages"

    def named(self, stratum: int) -> str:
        """Name a stratum in a message, or the cluster that it is."""
        label = self.strata[stratum]
        if self.nested:
            return f"cluster {shown(label_text(unit_key(label)))}"
        return "the sample" if label is None else f"stratum {shown(label_text(label))}"

    def merged(self, other: Design) -> tuple[Design, Places, Places]:
        """Return the design of both surveys together, and where the rows of each are, by stage.

        Rows are PSUs, or strata where each respondent is a PSU. PSUs of the same stratum and label
        are the same.
        """
        if self.stages != other.stages:
            raise OptionError(
                "samples that are added must have been drawn in as many stages, but one has"
                f" {self.stages} and the other {other.stages}."
            )
        if (self.psu_strata is None) != (other.psu_strata is None):
            raise OptionError("a sample with clusters cannot be added to one without.")
        places = {label: h for h, label in enumerate(self.strata)}
        theirs = np.array([places.setdefault(x, len(places)) for x in other.strata], dtype=np.int64)
        mine = np.arange(len(self.strata))
        population = self._agreed_population(other, theirs, len(places))
        if self.psu_strata is None or other.psu_strata is None:
            sampled = np.zeros(len(places), dtype=np.int64)
            sampled[mine] += self.sampled
            sampled[theirs] += other.sampled
            together = Design(tuple(places), sampled, population, nested=self.nested)
            return together, (mine,), (theirs,)
        moved = theirs[other.psu_strata]
        first = np.arange(self.psu_strata.size)
        psus: tuple[object, ...] | None
        if self.psus is None or other.psus is None:
            psus, second = None, first.size + np.arange(moved.size)
            strata = np.concatenate((self.psu_strata, moved))
        else:
            known = dict.fromkeys(zip(self.psu_strata.tolist(), self.psus, strict=True), 0)
            known = {psu: i for i, psu in enumerate(known)}
            keys = zip(moved.tolist(), other.psus, strict=True)
            second = np.array([known.setdefault(key, len(known)) for key in keys], dtype=np.int64)
            strata = np.array([stratum for stratum, _ in known], dtype=np.int64)
            psus = tuple(label for _, label in known)
        sampled = np.bincount(strata, minlength=len(places))
        within: Design | None = None
        after: Places = ()
        after_too: Places = ()
        if self.within is not None and other.within is not None:
            within, after, after_too = self.within.merged(other.within)
        together = Design(tuple(places), sampled, population, strata, psus, within, self.nested)
        return together, (first, *after), (second, *after_too)

    def _agreed_population(self, other: Design, theirs: IntArray, size: int) -> FloatArray:
        """Return the population of the strata of both, which must agree on those in common."""
        population = np.full(size, np.nan)
        population[: self.population.size] = self.population
        before = population[theirs]
        differ = np.flatnonzero(~np.isnan(before) & (before != other.population))
        if differ.size:
            h = int(differ[0])
            raise OptionError(
                f"{other.named(h)} has two populations: {before[h]:,.0f} and"
                f" {other.population[h]:,.0f}."
            )
        population[theirs] = other.population
        return population


def unit_key(path: object) -> object:
    """Return how `population` names a unit: by its path of labels, alone if there is but one."""
    assert isinstance(path, tuple)
    known = path[1:] if path[0] is None else path
    return known[0] if len(known) == 1 else known


def read_sizes(population: object, n_columns: int) -> list[object]:
    """Return the population of each stage, for as many columns of clusters; None if not given."""
    if not isinstance(population, (list, tuple)):
        return [population, *[None] * (n_columns - 1)]
    if not 1 <= len(population) <= n_columns + 1:
        raise OptionError(
            "population must have an entry for each stage: one for each column of clusters, and"
            " one for the respondents in the last if these were sampled. With"
            f" {noun(n_columns, 'column')} of clusters it cannot have"
            f" {noun(len(population), 'entry', 'entries')}."
        )
    return [*population, *[None] * (n_columns - len(population))]


def read_population(
    population: object, strata: Sequence[object], stratified: bool, stage: int = 0
) -> FloatArray:
    """Return the number of PSUs that each stratum has in the population; infinite if not given.

    After the first stage, which is 0, the strata are the units of the stage before.
    """
    if population is None:
        return np.full(len(strata), np.inf)
    if package_of(population) == "pandas" and hasattr(population, "to_dict"):
        population = population.to_dict()  # as groupby(...).size() gives it
    name, unit = (f"population[{stage}]", "cluster") if stage else ("population", "stratum")
    if isinstance(population, Mapping):
        if not stratified:
            raise OptionError("population is a mapping from strata, so strata must be given too.")
        lacking = [label for label in strata if label not in population]
        if lacking:
            raise OptionError(f"{name} has no entry for the {unit} {shown(lacking[0])}.")
        sizes = [check_whole(f"{name}[{shown(x)}]", population[x]) for x in strata]
        return np.array(sizes, dtype=np.float64)
    size = check_whole(name, population)
    if stratified:
        raise OptionError(
            f"{name} must say for each {unit} how many clusters (or respondents) it has: pass"
            f" a mapping from {unit} to number."
        )
    return np.array([size], dtype=np.float64)


def read_clusters(clusters: object, size: int) -> list[Keys]:
    """Return the units of each stage: none, those of one column, or of a mapping to columns."""
    if clusters is None:
        return []
    if not isinstance(clusters, Mapping):
        return [read_units(clusters, "clusters", size)]
    if not clusters:
        raise OptionError("clusters must name at least one column, got an empty mapping.")
    return [
        read_units(column, f"clusters[{shown(name)}]", size) for name, column in clusters.items()
    ]


def read_units(column: object, name: str, size: int) -> Keys:
    """Return distinct labels of strata or clusters, and a code for each respondent."""
    values, codes = factorize(column, name)
    check_same_length("ratings", size, name, codes.size)
    if None in values:
        gone = int(np.flatnonzero(codes == values.index(None))[0])
        raise OptionError(
            f"{name} must be known for each respondent, but the one at position {gone} is missing."
        )
    return values, codes


def read_weights(weights: object, size: int, name: str = "weights") -> FloatArray:
    """Return weights as finite floats, none negative; what is wrong is named with its position."""
    column = as_column(weights, name)
    if type(column) is np.ndarray and column.dtype.kind in "iuf":
        values = column.astype(np.float64)
    else:
        objects = as_objects(column)
        for i, value in enumerate(objects):
            if isinstance(value, (str, bytes, *NO_NUMBERS)) and not is_missing(value):
                raise InputTypeError(f"{name} must be numbers, got {shown(value)} at position {i}.")
        try:
            values = floats_of(objects)
        except (TypeError, ValueError, OverflowError):
            raise InputTypeError(f"{name} must be numbers.") from None
    check_same_length("ratings", size, name, values.size)
    with np.errstate(invalid="ignore"):
        good = (values == 0.0) | ((values >= WEIGHTS[0]) & (values <= WEIGHTS[1]))
    if not good.all():
        bad = np.flatnonzero(~good)
        raise OptionError(
            Note(
                "{name} must be finite and not negative, got {value} at position {i}{more}.",
                name=name,
                value=str(values[bad[0]]),
                i=str(bad[0]),
                more=Note(" and at {k} more", k=bad.size - 1) if bad.size > 1 else "",
            )
        )
    return values
