"""From a survey to its totals: columns of respondents, or a table that was grouped elsewhere.

Both become rows of one kind, a `Tally`, from which all designs are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

from nps._base.checks import check_option
from nps._base.columns.containers import read_answers
from nps._base.errors import OptionError
from nps._samples.ratings import INVALID_OPTIONS, check_scale, coded, off_scale_error
from nps._surveys.design.drawing import (
    Design,
    read_clusters,
    read_population,
    read_sizes,
    read_units,
    read_weights,
    unit_key,
)
from nps._surveys.design.replicate_weights import KINDS, Replication, read_replicate_weights
from nps._surveys.design.scatter import Clusters, Replicates, Respondents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels import BoolArray, FloatArray, IntArray
    from nps._samples.ratings import Scale
    from nps._surveys.design.drawing import Keys
    from nps._surveys.design.scatter import Drawn, Scatter

#: Promoters, passives, detractors, and those who gave no valid answer.
CLASSES = 4


@runtime_checkable
class Calibration(Protocol):
    """Weights that were fitted to known margins, with their residuals for the variance."""

    @property
    def weights(self) -> FloatArray:
        """Weight of each respondent."""

    def _residuals(self, columns: FloatArray) -> FloatArray:
        """Return what the calibration does not explain of each column (n, k)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows of one respondent each, or of all who share a group, stratum, cluster and answer.

    A row has a group, a code (the level of the answer, or after the last level missing and
    invalid), a class (3 without a valid answer), the sums of the weights and of their squares, and
    how many respondents weigh more than 0. Rows may be split and merged: only sums count.
    """

    groups: IntArray
    codes: IntArray
    classes: IntArray
    weights: FloatArray
    squares: FloatArray
    n: FloatArray
    n_groups: int

    @property
    def kept(self) -> BoolArray:
        """Rows in which anybody has a weight."""
        return self.weights > 0.0

    def by(self, rows: IntArray, n_rows: int, values: FloatArray) -> FloatArray:
        """Sum values by row and class (n_rows, 3) over valid answers."""
        cells = rows * CLASSES + self.classes
        table = np.bincount(cells, weights=values, minlength=n_rows * CLASSES)
        return np.ascontiguousarray(table.reshape(n_rows, CLASSES)[:, :3])


@dataclass(frozen=True, slots=True)
class SurveyTotals:
    """All that a survey is kept as: a row for each group of respondents."""

    levels: IntArray
    left_out: IntArray
    totals: FloatArray
    squares: FloatArray
    scatters: Sequence[Scatter]


def read_survey(
    ratings: object,
    groups: IntArray | None,
    n_groups: int,
    *,
    weights: object,
    strata: object,
    clusters: object,
    population: object,
    replicate_weights: object,
    replication: object,
    scale: Scale,
    invalid: str,
) -> SurveyTotals:
    """Read the columns of a survey; `groups` is the group of each respondent, or one for all."""
    check_scale(scale)
    check_option("invalid", invalid, INVALID_OPTIONS)
    answers = read_answers(ratings)
    codes = coded(answers, scale)
    size = codes.size
    if invalid == "raise" and bool((codes == len(scale.ratings) + 1).any()):
        raise off_scale_error(answers, scale, "ratings")
    calibration = weights if isinstance(weights, Calibration) else None
    given = weights if calibration is None else calibration.weights
    w = np.ones(size) if given is None else read_weights(given, size)
    groups = np.zeros(size, dtype=np.int64) if groups is None else groups
    tally = Tally(
        groups, codes, _classes(codes, scale), w, w * w, (w > 0.0).astype(np.float64), n_groups
    )
    scatters: Sequence[Scatter]
    if replicate_weights is not None:
        for name, value in (("strata", strata), ("clusters", clusters), ("population", population)):
            if value is not None:
                raise OptionError(
                    f"{name} cannot be given beside replicate_weights, which hold the design."
                )
        if calibration is not None:
            raise OptionError(
                "weights that were calibrated cannot stand beside replicate_weights: calibrate each"
                " replicate, and pass the calibrated weights as an array."
            )
        scatters = _replicated(tally, replicate_weights, replication)
    elif replication is not None:
        raise OptionError("replication describes replicate_weights, which must be given too.")
    else:
        strata_keys = None if strata is None else read_units(strata, "strata", size)
        cluster_keys = read_clusters(clusters, size)
        scatters = _designed(tally, strata_keys, cluster_keys, population, calibration)
    return _totals(tally, scatters, scale)


def read_tally(
    codes: IntArray,
    groups: IntArray,
    n_groups: int,
    *,
    weights: FloatArray,
    squares: FloatArray,
    n: IntArray,
    strata: Keys | None,
    clusters: Keys | None,
    population: object,
    scale: Scale,
) -> SurveyTotals:
    """Read a table that was grouped elsewhere, by what a row of `Tally` has in common."""
    tally = Tally(
        groups, codes, _classes(codes, scale), weights, squares, n.astype(np.float64), n_groups
    )
    columns = [] if clusters is None else [clusters]
    return _totals(tally, _designed(tally, strata, columns, population, None), scale)


def _classes(codes: IntArray, scale: Scale) -> IntArray:
    """Return 0, 1, 2 for promoters, passives and detractors, and 3 for no valid answer."""
    levels = len(scale.ratings)
    class_of = np.full(levels + 2, 3)
    class_of[:levels] = np.argmax(scale._classes(np.eye(levels, dtype=np.int64)), axis=0)
    return class_of[codes]


def _totals(tally: Tally, scatters: Sequence[Scatter], scale: Scale) -> SurveyTotals:
    levels, rows, size = len(scale.ratings), tally.groups, tally.n_groups
    width = levels + 2
    counted = np.bincount(rows * width + tally.codes, weights=tally.n, minlength=size * width)
    table = counted.reshape(size, width).astype(np.int64)
    return SurveyTotals(
        levels=np.ascontiguousarray(table[:, :levels]),
        left_out=table[:, levels:],
        totals=tally.by(rows, size, tally.weights),
        squares=tally.by(rows, size, tally.squares),
        scatters=scatters,
    )


def _designed(
    people: Tally,
    strata: Keys | None,
    clusters: Sequence[Keys],
    population: object,
    calibration: Calibration | None,
) -> Sequence[Drawn]:
    everybody = np.zeros(people.kept.size, dtype=np.int64)
    labels, stratum = ([None], everybody) if strata is None else strata
    # strata of nobody but people without weight are not in the design
    inside = np.unique(stratum[people.kept])
    if 0 < inside.size < len(labels):
        places = np.zeros(len(labels), dtype=np.int64)
        places[inside] = np.arange(inside.size)
        stratum, labels = places[stratum], [labels[h] for h in inside]
    design, rows = _drawn(
        people, labels, stratum, clusters, read_sizes(population, len(clusters)),
        stratified=strata is not None, numbered=calibration is not None,
    )  # fmt: skip
    return _scatters(people, design, rows, calibration)


def _drawn(
    people: Tally,
    strata: Sequence[object],
    stratum: IntArray,
    clusters: Sequence[Keys],
    populations: Sequence[object],
    *,
    stratified: bool,
    numbered: bool,
    stage: int = 0,
) -> tuple[Design, list[IntArray]]:
    """Return the design from a stage on, and for each stage the row of each person in its totals.

    Without clusters each respondent is one, with a number if `numbered`.
    """
    kept, nested = people.kept, stage > 0
    population, *later = populations
    keys = [unit_key(path) for path in strata] if nested else strata
    sizes = read_population(population, keys, stratified, stage)
    if not clusters and not numbered:
        everybody = np.bincount(stratum[kept], weights=people.n[kept], minlength=len(strata))
        design = Design(tuple(strata), everybody.astype(np.int64), sizes, nested=nested)
        return design, [stratum]
    rows = np.zeros(kept.size, dtype=np.int64)
    names: tuple[object, ...] | None = None
    if clusters:
        labels, codes = clusters[0]
        size = max(len(labels), 1)
        found, rows[kept] = _distinct(stratum[kept] * size + codes[kept], len(strata) * size)
        of_psu = found // size
        names = tuple(labels[i] for i in (found % size).tolist())
    else:  # calibrated respondents, who cannot be found again in another file
        of_psu = stratum[kept]
        rows[kept] = np.arange(of_psu.size)
    within: Design | None = None
    after: list[IntArray] = []
    if names is not None and later:
        above = [strata[h] if nested else (strata[h],) for h in of_psu.tolist()]
        paths = [(*path, name) for path, name in zip(above, names, strict=True)]
        within, after = _drawn(
            people, paths, rows, clusters[1:], later,
            stratified=True, numbered=numbered, stage=stage + 1,
        )  # fmt: skip
    sampled = np.bincount(of_psu, minlength=len(strata))
    return Design(tuple(strata), sampled, sizes, of_psu, names, within, nested), [rows, *after]


def _scatters(
    people: Tally, design: Design, rows: Sequence[IntArray], calibration: Calibration | None
) -> Sequence[Drawn]:
    """Return the totals of each group by the units of this stage, and of those after it."""
    within: Sequence[Drawn | None] = [None] * people.n_groups
    if design.within is not None:
        within = _scatters(people, design.within, rows[1:], calibration)
    if calibration is None:
        return _by_unit(people, design, rows[0], within)
    return _by_residual(people, design, rows[0], within, calibration)


def _by_unit(
    people: Tally, design: Design, rows: IntArray, within: Sequence[Drawn | None]
) -> Sequence[Drawn]:
    alone = design.psu_strata is None
    n_rows = max(len(design.strata) if design.psu_strata is None else design.psu_strata.size, 1)
    keys, where = _distinct(people.groups * n_rows + rows, people.n_groups * n_rows)
    answered = people.by(where, keys.size, people.n).sum(axis=1).astype(np.int64)
    there = np.flatnonzero(answered)
    totals = people.by(where, keys.size, people.weights)[there]
    squares = people.by(where, keys.size, people.squares)[there] if alone else totals
    keys, answered = keys[there], answered[there]
    starts = np.searchsorted(keys, np.arange(people.n_groups + 1) * n_rows)
    scatters: list[Drawn] = []
    for g, (a, b) in enumerate(pairwise(starts.tolist())):
        part, units = frozenset([g]), keys[a:b] - g * n_rows
        scatters.append(
            Respondents(part, design, units, totals[a:b], squares[a:b], answered[a:b])
            if alone
            else Clusters(part, design, units, totals[a:b], answered[a:b], within=within[g])
        )
    return scatters


def _distinct(keys: IntArray, size: int) -> tuple[IntArray, IntArray]:
    """Return the distinct keys of 0..size-1 in order, and the place of each key among them."""
    if size > 4 * keys.size:  # too many for a table of all
        found, places = np.unique(keys, return_inverse=True)
        return found, places
    there = np.zeros(size, dtype=np.bool_)
    there[keys] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[keys]


def _by_residual(
    people: Tally,
    design: Design,
    rows: IntArray,
    within: Sequence[Drawn | None],
    calibration: Calibration,
) -> Sequence[Drawn]:
    assert design.psu_strata is not None
    n_psus = design.psu_strata.size
    used = (people.weights > 0.0) & (people.classes < 3)
    everyone = people.weights > 0.0
    psus = np.arange(n_psus)
    scatters: list[Drawn] = []
    for g in range(people.n_groups):
        mine = used & (people.groups == g)
        indicators = np.zeros((rows.size, 3))
        indicators[mine, people.classes[mine]] = 1.0
        residuals = calibration._residuals(indicators) * people.weights[:, None]
        totals = np.stack(
            [
                np.bincount(rows[everyone], weights=x[everyone], minlength=n_psus)
                for x in residuals.T
            ],
            axis=1,
            dtype=np.float64,
        )
        answered = np.bincount(rows[mine], minlength=n_psus)
        scatters.append(Clusters(frozenset([g]), design, psus, totals, answered, True, within[g]))
    return scatters


def _replicated(people: Tally, replicate_weights: object, replication: object) -> list[Scatter]:
    matrix = read_replicate_weights(replicate_weights, people.weights.size)
    if not isinstance(replication, Replication):
        kind = "jk1" if replication is None else check_option("replication", replication, KINDS)
        replication = Replication(kind=kind)
    plan = replication.plan(matrix.shape[1])
    if not replication.combined:
        matrix = matrix * people.weights[:, None]
    scatters: list[Scatter] = []
    for g in range(people.n_groups):
        mine = (people.groups == g) & (people.classes < 3) & (people.weights > 0.0)
        rows, classes = matrix[mine], people.classes[mine]
        totals = np.stack([rows[classes == k].sum(axis=0) for k in range(3)], axis=1)
        scatters.append(Replicates(frozenset([g]), plan, totals, rows.T @ rows))
    return scatters
