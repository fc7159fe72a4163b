"""How a survey drew its respondents: strata, the clusters in them, and how many there are in all.

A design is shared by all domains of a survey. Two samples with one and the same design object may
have clusters in common; samples with different designs are independent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._containers import as_column, as_objects, is_missing
from nps._display import label_text, shown
from nps._labels import factorize
from nps._validation import check_same_length, check_whole
from nps.errors import InputTypeError, OptionError

if TYPE_CHECKING:
    from nps._typing import FloatArray, IntArray

#: Beyond these sizes the square of a weight is no longer a number.
WEIGHTS = (1e-100, 1e100)


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Strata and the primary sampling units (PSUs) in them.

    `sampled` counts the PSUs of each stratum, `population` those that it has (infinite where not
    given). `psu_strata` is the stratum of each PSU and `psus` its label; the labels are None where
    PSUs cannot be found again, and both are None where each respondent is a PSU.
    """

    strata: tuple[object, ...]
    sampled: IntArray
    population: FloatArray
    psu_strata: IntArray | None = None
    psus: tuple[object, ...] | None = None

    def __post_init__(self) -> None:
        too_many = np.flatnonzero(self.sampled > self.population)
        if too_many.size:
            h = int(too_many[0])
            raise OptionError(
                f"population must be at least the number of sampled clusters (or respondents, if"
                f" there are none), but {self.named(h)} has {self.sampled[h]:,} of"
                f" {self.population[h]:,.0f}."
            )

    @property
    def fraction(self) -> FloatArray:
        """Share of the PSUs of each stratum that were sampled."""
        return np.asarray(self.sampled / self.population)

    @property
    def text(self) -> str:
        """What it is, in a few words."""
        strata = f"{len(self.strata):,} strata" if self.strata != (None,) else ""
        if self.psu_strata is None or self.psus is None:
            return strata or "no clusters"
        clusters = f"{self.psu_strata.size:,} clusters"
        return f"{clusters} in {strata}" if strata else clusters

    def named(self, stratum: int) -> str:
        """Name a stratum in a message."""
        label = self.strata[stratum]
        return "the sample" if label is None else f"stratum {label_text(label)!r}"

    def merged(self, other: Design) -> tuple[Design, IntArray, IntArray]:
        """Return the design of both surveys together, and where each one's rows are in it.

        Rows are PSUs, or strata where each respondent is a PSU. PSUs of the same stratum and label
        are the same.
        """
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
            return Design(tuple(places), sampled, population), mine, theirs
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
        return Design(tuple(places), sampled, population, strata, psus), first, second

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


def read_population(population: object, strata: Sequence[object], stratified: bool) -> FloatArray:
    """Return the number of PSUs that each stratum has in the population; infinite if not given."""
    if population is None:
        return np.full(len(strata), np.inf)
    if isinstance(population, Mapping):
        if not stratified:
            raise OptionError("population is a mapping from strata, so strata must be given too.")
        lacking = [label for label in strata if label not in population]
        if lacking:
            raise OptionError(f"population has no entry for the stratum {shown(lacking[0])}.")
        sizes = [check_whole(f"population[{shown(x)}]", population[x]) for x in strata]
        return np.array(sizes, dtype=np.float64)
    size = check_whole("population", population)
    if stratified:
        raise OptionError(
            "population must say for each stratum how many clusters (or respondents) it has: pass"
            " a mapping from stratum to number."
        )
    return np.array([size], dtype=np.float64)


def read_keys(column: object, name: str, size: int) -> tuple[list[object], IntArray]:
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
            if isinstance(value, (str, bool, np.bool_)) and not is_missing(value):
                raise InputTypeError(f"{name} must be numbers, got {shown(value)} at position {i}.")
        try:
            values = np.array(
                [np.nan if is_missing(x) else float(x) for x in objects],  # type: ignore[arg-type]  # what is no number raises
                dtype=np.float64,
            )
        except (TypeError, ValueError, OverflowError):
            raise InputTypeError(f"{name} must be numbers.") from None
    check_same_length("ratings", size, name, values.size)
    with np.errstate(invalid="ignore"):
        good = (values == 0.0) | ((values >= WEIGHTS[0]) & (values <= WEIGHTS[1]))
    if not good.all():
        bad = np.flatnonzero(~good)
        more = f" and at {bad.size - 1:,} more" if bad.size > 1 else ""
        raise OptionError(
            f"{name} must be finite and not negative, got {values[bad[0]]} at position"
            f" {bad[0]}{more}."
        )
    return values
