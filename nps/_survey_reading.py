"""From a survey to its totals: columns of respondents, or a table that was grouped elsewhere.

Both become rows of one kind, a `Tally`, from which all designs are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

import numpy as np

from nps._containers import read_answers
from nps._designs import Design, read_keys, read_population, read_weights
from nps._scatter import Clusters, Replicates, Respondents
from nps._validation import check_option
from nps.errors import OptionError
from nps.ratings import INVALID_OPTIONS, check_scale, coded, off_scale_error
from nps.replication import Replication, read_replicate_weights

if TYPE_CHECKING:
    from nps._scatter import Scatter
    from nps._typing import BoolArray, FloatArray, IntArray
    from nps.ratings import Scale

    #: Distinct labels, and the number of its label for each row.
    Keys: TypeAlias = tuple[list[object], IntArray]

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
    scatters: list[Scatter]


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
        raise off_scale_error(answers, codes, scale, "ratings")
    calibration = weights if isinstance(weights, Calibration) else None
    given = weights if calibration is None else calibration.weights
    w = np.ones(size) if given is None else read_weights(given, size)
    groups = np.zeros(size, dtype=np.int64) if groups is None else groups
    tally = Tally(
        groups, codes, _classes(codes, scale), w, w * w, (w > 0.0).astype(np.float64), n_groups
    )
    scatters: list[Scatter]
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
        strata_keys, cluster_keys = (
            None if column is None else read_keys(column, name, size)
            for name, column in (("strata", strata), ("clusters", clusters))
        )
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
    scale: Scale,
) -> SurveyTotals:
    """Read a table that was grouped elsewhere, by what a row of `Tally` has in common."""
    tally = Tally(
        groups, codes, _classes(codes, scale), weights, squares, n.astype(np.float64), n_groups
    )
    return _totals(tally, _designed(tally, strata, clusters, None, None), scale)


def _classes(codes: IntArray, scale: Scale) -> IntArray:
    """Return 0, 1, 2 for promoters, passives and detractors, and 3 for no valid answer."""
    levels = len(scale.ratings)
    class_of = np.full(levels + 2, 3)
    class_of[:levels] = np.argmax(scale._classes(np.eye(levels, dtype=np.int64)), axis=0)
    return class_of[codes]


def _totals(tally: Tally, scatters: list[Scatter], scale: Scale) -> SurveyTotals:
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
    clusters: Keys | None,
    population: object,
    calibration: Calibration | None,
) -> list[Scatter]:
    kept = people.kept
    size = kept.size
    labels, stratum = ([None], np.zeros(size, dtype=np.int64)) if strata is None else strata
    psu_labels, psu = ([], None) if clusters is None else clusters
    # strata of nobody but people without weight are not in the design
    inside = np.unique(stratum[kept])
    if 0 < inside.size < len(labels):
        places = np.zeros(len(labels), dtype=np.int64)
        places[inside] = np.arange(inside.size)
        stratum, labels = places[stratum], [labels[h] for h in inside]
    sizes = read_population(population, labels, strata is not None)
    if psu is None and calibration is None:
        everybody = np.bincount(stratum, weights=people.n, minlength=len(labels))
        design = Design(tuple(labels), everybody.astype(np.int64), sizes)
        return _by_respondent(people, design, stratum)
    rows = np.zeros(size, dtype=np.int64)
    names: tuple[object, ...] | None = None
    if psu is None:  # calibrated respondents, who cannot be found again in another file
        of_psu = stratum[kept]
        rows[kept] = np.arange(of_psu.size)
    else:
        found, rows[kept] = _distinct(
            stratum[kept] * len(psu_labels) + psu[kept], len(labels) * len(psu_labels)
        )
        of_psu = found // max(len(psu_labels), 1)
        names = tuple(psu_labels[i] for i in (found % max(len(psu_labels), 1)).tolist())
    sampled = np.bincount(of_psu, minlength=len(labels))
    design = Design(tuple(labels), sampled, sizes, of_psu, names)
    if calibration is None:
        return _by_cluster(people, design, rows)
    return _by_residual(people, design, rows, calibration)


def _by_respondent(people: Tally, design: Design, stratum: IntArray) -> list[Scatter]:
    n_strata = len(design.strata)
    rows = people.groups * n_strata + stratum
    n_rows = people.n_groups * n_strata
    totals = people.by(rows, n_rows, people.weights)
    squares = people.by(rows, n_rows, people.squares)
    answered = people.by(rows, n_rows, people.n).sum(axis=1).astype(np.int64)
    scatters: list[Scatter] = []
    for g in range(people.n_groups):
        mine = slice(g * n_strata, (g + 1) * n_strata)
        there = np.flatnonzero(answered[mine])
        scatters.append(
            Respondents(
                frozenset([g]), design, there,
                totals[mine][there], squares[mine][there], answered[mine][there],
            )
        )  # fmt: skip
    return scatters


def _by_cluster(people: Tally, design: Design, rows: IntArray) -> list[Scatter]:
    used = people.kept & (people.classes < 3)
    assert design.psu_strata is not None
    n_psus = design.psu_strata.size
    keys = people.groups[used] * n_psus + rows[used]
    entries, where = _distinct(keys, people.n_groups * n_psus)
    answered = np.bincount(where, weights=people.n[used], minlength=entries.size).astype(np.int64)
    totals = _class_table(where, people, used, entries.size)
    starts = np.searchsorted(entries, np.arange(people.n_groups + 1) * n_psus)
    return [
        Clusters(
            frozenset([g]), design, entries[a:b] - g * n_psus, totals[a:b], answered[a:b],
        )
        for g, (a, b) in enumerate(pairwise(starts.tolist()))
    ]  # fmt: skip


def _distinct(keys: IntArray, size: int) -> tuple[IntArray, IntArray]:
    """Return the distinct keys of 0..size-1 in order, and the place of each key among them."""
    if size > 4 * keys.size:  # too many for a table of all
        found, places = np.unique(keys, return_inverse=True)
        return found, places
    there = np.zeros(size, dtype=np.bool_)
    there[keys] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[keys]


def _class_table(where: IntArray, people: Tally, used: BoolArray, n_rows: int) -> FloatArray:
    classes, weights = people.classes[used], people.weights[used]
    table = np.bincount(where * 3 + classes, weights=weights, minlength=n_rows * 3)
    return table.reshape(-1, 3).astype(np.float64, copy=False)


def _by_residual(
    people: Tally, design: Design, rows: IntArray, calibration: Calibration
) -> list[Scatter]:
    assert design.psu_strata is not None
    n_psus = design.psu_strata.size
    used = (people.weights > 0.0) & (people.classes < 3)
    everyone = people.weights > 0.0
    psus = np.arange(n_psus)
    scatters: list[Scatter] = []
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
        scatters.append(Clusters(frozenset([g]), design, psus, totals, answered, residual=True))
    return scatters


def _replicated(people: Tally, replicate_weights: object, replication: object) -> list[Scatter]:
    matrix = read_replicate_weights(replicate_weights, people.weights.size)
    if not isinstance(replication, Replication):
        replication = Replication(kind="jk1" if replication is None else replication)  # type: ignore[arg-type]  # checked there
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
