"""How the scores of many weighted samples vary together: one product instead of a sum per pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from nps._kernels.weights.linearization import linearized, stratum_factor, sums_by_stratum
from nps._kernels.weights.replication import replicate_deviations
from nps._surveys.design.scatter import Clusters, Replicates

if TYPE_CHECKING:
    from nps._kernels import FloatArray
    from nps._surveys.design.scatter import Drawn
    from nps._surveys.samples import SurveySample

#: What each class counts in the score.
NET = np.array([1.0, 0.0, -1.0])
#: Numbers that a block of clusters may hold.
BLOCK = 2**20


def score_covariance(samples: Sequence[SurveySample]) -> FloatArray:
    """Return the covariance matrix of the scores, on the scale from -1 to 1.

    Samples of separate surveys have covariance 0, those without a valid answer NaN.
    """
    answered = [i for i, sample in enumerate(samples) if sample.n]
    matrix = np.full((len(samples), len(samples)), np.nan)
    matrix[np.ix_(answered, answered)] = 0.0
    surveys: dict[int, list[int]] = {}
    for i in answered:
        surveys.setdefault(id(samples[i]._scatter.design), []).append(i)
    for rows in surveys.values():
        matrix[np.ix_(rows, rows)] = _of_one_survey([samples[i] for i in rows])
    for i in answered:  # as the sample itself says it
        matrix[i, i] = samples[i]._variance_with(samples[i])
    return matrix


def _of_one_survey(samples: Sequence[SurveySample]) -> FloatArray:
    """Return the covariance of each sample with each other; the diagonal is of no use."""
    scatters, totals = [one._scatter for one in samples], [one._totals for one in samples]
    first = scatters[0]
    if isinstance(first, Replicates):
        plan = first.design
        deviations = np.stack(
            [
                replicate_deviations(one.totals, classes, plan.scales, plan.centre) @ NET
                for one, classes in zip(scatters, totals, strict=True)
            ]
        )
        return np.asarray(deviations @ deviations.T)
    units: list[Any] = scatters
    if isinstance(_last_stage(first), Clusters) or _have_no_respondent_in_common(units):
        return _of_units(units, totals, samples[0].lonely)
    pairs = np.zeros((len(samples), len(samples)))
    for i, one in enumerate(samples):
        pairs[i, :i] = [one._variance_with(other) for other in samples[:i]]
    return pairs + pairs.T


def _last_stage(units: Drawn) -> Drawn:
    within = units.within if isinstance(units, Clusters) else None
    return units if within is None else _last_stage(within)


def _have_no_respondent_in_common(units: Sequence[Drawn]) -> bool:
    parts = [part for one in units for part in one.parts]
    return len(parts) == len(set(parts))


def _of_units(
    units: Sequence[Drawn],
    totals: Sequence[FloatArray],
    lonely: str,
    chance: FloatArray | float = 1.0,
) -> FloatArray:
    """Return what a stage and those after it add; `chance` is that with which it was reached."""
    design = units[0].design
    found = _of_stage(units, totals, lonely, chance)
    within = [one.within for one in units if isinstance(one, Clusters) and one.within is not None]
    if not within:
        return found
    drawn = (chance * design.fraction)[design.psu_strata]
    return found + _of_units(within, totals, lonely, drawn)


def _of_stage(
    units: Sequence[Drawn], totals: Sequence[FloatArray], lonely: str, chance: FloatArray | float
) -> FloatArray:
    """Return the products of the deviations of linearised scores from the mean of their stratum."""
    design = units[0].design
    size, n = len(design.strata), np.maximum(design.sampled, 1)[:, None]
    scores = [linearized(one.totals, t) @ NET for one, t in zip(units, totals, strict=True)]
    both = zip(scores, units, strict=True)
    means = np.stack([sums_by_stratum(z, one.rows_strata, size) for z, one in both], axis=1) / n
    if lonely == "adjust":
        means[design.sampled == 1] = 0.0
    scale = np.sqrt(chance * stratum_factor(design.sampled, design.fraction))[:, None]
    if design.psu_strata is None:  # nobody is in two samples, so it is the means alone
        shared = np.sqrt(n) * scale * means
        found = -shared.T @ shared
    else:
        found = np.zeros((len(units), len(units)))
        psus = [one.psus for one in units if isinstance(one, Clusters)]
        order = [np.argsort(rows) for rows in psus]
        psus = [rows[places] for rows, places in zip(psus, order, strict=True)]
        scores = [z[rows] for z, rows in zip(scores, order, strict=True)]
        for start, stop in _blocks(design.psu_strata.size, len(units)):
            strata = design.psu_strata[start:stop]
            block = -means[strata]
            for column, where, z in zip(block.T, psus, scores, strict=True):
                there = slice(*np.searchsorted(where, (start, stop)).tolist())
                column[where[there] - start] += z[there]
            block *= scale[strata]
            found += block.T @ block
    return found * _averaged(units, chance) if lonely == "average" else found


def _blocks(rows: int, columns: int) -> Iterator[tuple[int, int]]:
    step = max(1, BLOCK // columns)
    return ((start, start + step) for start in range(0, rows, step))


def _averaged(units: Sequence[Drawn], chance: FloatArray | float) -> FloatArray:
    """Return by how much strata with a single PSU, as the mean of the others, raise a covariance.

    Counted are the strata in which either sample has answers.
    """
    design = units[0].design
    there = np.zeros((len(design.strata), len(units)))
    for column, one in zip(there.T, units, strict=True):
        column[one.rows_strata] = 1.0
    there *= np.reshape(np.asarray(chance) > 0.0, (-1, 1))
    alone = (design.sampled == 1) & (design.fraction < 1.0)
    strata, counted = (
        np.add.outer(x.sum(axis=0), x.sum(axis=0)) - x.T @ x for x in (there, there[~alone])
    )
    return np.where(strata > 0.0, strata / np.where(counted > 0.0, counted, np.nan), 1.0)
