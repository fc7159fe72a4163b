"""What the numbers of a regression on drivers alone would hide."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from nps._base.text import p_value
from nps._base.words.notes import Note, listing
from nps._base.words.saying import USUAL_ALPHA
from nps.drivers._fitting.coding import starts_of
from nps.drivers._fitting.regression import CLASSICAL, CR2

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nps._kernels.topics.drivers.least_squares import Fit
    from nps.drivers._fitting.coding import Levels, Row
    from nps.drivers._fitting.likelihood import ClassEffects
    from nps.drivers._fitting.people import People
    from nps.drivers._fitting.regression import Joint, Regression
    from nps.drivers._reading.factors import Factor

#: Names that a note spells out.
NAMED = 6
#: Variance inflation beyond which drivers are said to move together.
INFLATED = 10.0
#: Answers for each column below which effects are hardly known.
ANSWERS_PER_COLUMN = 10
#: Below this many degrees of freedom a t statistic from clusters is not to be trusted.
FEW_DEGREES = 4.0
#: Promoters, passives and detractors.
CLASSES = 3
#: Weight of a column in a combination that hardly varies, from which it belongs to it.
TAKES_PART = 0.3


def listed(names: Iterable[str]) -> Note:
    """Return names with commas, and how many more there are."""
    return listing(names, NAMED)


def names_of_columns(factors: Sequence[Factor]) -> list[str]:
    """Return the driver of each column."""
    return [factor.name for factor in factors for _ in range(factor.n_columns)]


def on_fit(found: Regression, rows: Sequence[Row], factors: Sequence[Factor]) -> list[Note]:
    """Return what cannot be told from the data, and what can hardly be."""
    fit, notes = found.fit, []
    names = names_of_columns(factors)
    if not found.varied:
        notes.append(
            Note("All answers are of one class, so there is nothing that drivers could go with.")
        )
    same = [factor.name for factor in factors if not factor.n_columns]
    same += [names[j] for j in np.flatnonzero(~fit.varies)]
    if same:
        notes.append(
            Note(
                "The same for everybody, so nothing can be said of it: {names}.", names=listed(same)
            )
        )
    notes += [
        Note(
            "These cannot be told apart, so none has an effect of its own: {names}.",
            names=listed(names[j] for j in group),
        )
        for group in fit.groups_of_collinear()
    ]
    notes += [
        Note(
            "These move together, which makes the effect of each uncertain: {names}."
            " groups=... takes them as one.",
            names=listed(group),
        )
        for group in moving_together(found, names)
    ]
    return notes + _on_errors(found, rows)


def _on_errors(found: Regression, rows: Sequence[Row]) -> list[Note]:
    notes = []
    lone = [
        row.label for row, alone in zip(rows, found.alone() & found.known, strict=True) if alone
    ]
    if lone:
        what = Note("cluster") if found.errors == CR2 else Note("respondent")
        notes.append(
            Note(
                "Without an error, since it rests on a single {what}: {names}.",
                what=what,
                names=listed(lone),
            )
        )
    if found.errors == CR2:
        few = [row.label for row, f in zip(rows, found.freedom, strict=True) if f < FEW_DEGREES]
        if few:
            notes.append(
                Note(
                    "Less than 4 degrees of freedom, too few clusters to trust the test: {names}.",
                    names=listed(few),
                )
            )
    if not found.base_freedom > 0.0:
        notes.append(
            Note("No degrees of freedom are left for errors: too few clusters for the drivers.")
        )
    if found.errors == CLASSICAL:
        notes.append(
            Note(
                "Errors take the variance to be the same for all respondents; those that do not,"
                " and those of clusters, need the rows."
            )
        )
    return notes


def moving_together(found: Regression, names: Sequence[str]) -> list[list[str]]:
    """Return drivers that others explain to nine tenths, those that belong together in lists."""
    fit = found.fit
    inflated = np.flatnonzero(fit.inflation() > INFLATED)
    if not inflated.size:
        return []
    varies = np.flatnonzero(fit.varies)
    scale = fit.scale[varies]
    values, vectors = np.linalg.eigh(fit.products[np.ix_(varies, varies)] / np.outer(scale, scale))
    groups: list[set[str]] = []
    for value, vector in zip(values, vectors.T, strict=True):
        members = varies[np.abs(vector) > TAKES_PART]
        some = {names[j] for j in members if j in inflated}
        if value > 1.0 / INFLATED or len(some) < 2:
            continue
        overlapping = [group for group in groups if group & some]
        groups = [group for group in groups if not group & some]
        groups.append(some.union(*overlapping))
    return [[name for name in dict.fromkeys(names) if name in group] for group in groups]


def on_levels(factors: Sequence[Factor], levels: Levels, fit: Fit) -> list[Note]:
    """Return which scales were taken from the answers, and where the top is out of sight."""
    notes = []
    observed = [f.name for f in factors if f.kind == "rating" and not f.declared]
    if observed:
        notes.append(
            Note(
                "Scale taken from the answers seen, lowest to highest: {names}. factor_scales=..."
                " declares it.",
                names=listed(observed),
            )
        )
    beyond = []
    for factor, first in zip(factors, starts_of(factors), strict=False):
        if factor.kind != "rating" or factor.gaps:
            continue
        deviation = np.sqrt(fit.products[first, first] / fit.weight)
        if levels.mean[first] + 2.0 * deviation < factor.high:
            beyond.append(factor.name)
    if beyond:
        notes.append(
            Note(
                "Hardly anybody rates near the top, so the potential goes beyond the answers seen:"
                " {names}.",
                names=listed(beyond),
            )
        )
    return notes


def on_size(n: int, n_columns: int, joint: Joint, level: float) -> list[Note]:
    """Return whether there are enough answers, and whether the drivers together say anything."""
    notes = []
    if n < ANSWERS_PER_COLUMN * n_columns:
        notes.append(
            Note(
                "Only {n:answer} for {k:column} of drivers: effects are hardly known.",
                n=n,
                k=n_columns,
            )
        )
    if joint.p_value > 1.0 - level:
        notes.append(
            Note(
                "All drivers together go with the score no more than by chance ({p}), so the effect"
                " of a single one says nothing.",
                p=p_value(joint.p_value, 1.0 - level),
            )
        )
    return notes


def on_dropped(n: int) -> Note:
    """Return how many were left out."""
    return Note("Left out because a driver is missing: {n:respondent}.", n=n)


def on_classes(
    people: People, columns: Sequence[np.ndarray], fit: Fit, found: ClassEffects, method: str
) -> list[Note]:
    """Return what holds for a model: separation, empty classes, proportional odds."""
    if found.separated:
        names = names_of_columns(people.factors)
        return [
            Note(
                "The {method} model has no estimate, since classes are separated completely by:"
                " {names}. The linear method has one.",
                method=Note("ordinal") if method == "ordinal" else Note("multinomial"),
                names=listed(names[j] for j in found.separated),
            )
        ]
    if np.unique(people.classes).size < CLASSES:
        return [Note("Only two classes occur, so the model is a logistic regression.")]
    if method != "ordinal" or people.designed or people.clustered:
        return []
    from nps.drivers._fitting.likelihood import proportional_odds

    p = proportional_odds(people, columns, fit, found)
    if math.isnan(p):
        return []
    shown = p_value(p, USUAL_ALPHA)
    if p < USUAL_ALPHA:
        return [
            Note(
                "Proportional odds, which the ordinal method takes for granted, do not hold: the"
                " multinomial model fits better by a likelihood ratio test ({p}).",
                p=shown,
            )
        ]
    return [
        Note(
            "Nothing speaks against proportional odds, which the ordinal method takes for granted:"
            " likelihood ratio test against the multinomial model ({p}).",
            p=shown,
        )
    ]
