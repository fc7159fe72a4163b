"""The groups of one survey as cells of one table: their shares of all, and how those vary.

A group of a survey has three cells: its promoters, passives and detractors. Whatever depends on the
sizes and scores of the groups is a function of the shares that the cells have of the whole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from nps._base.errors import OptionError
from nps._surveys.design.scatter import Clusters, Replicates, Respondents

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nps._kernels import FloatArray, IntArray
    from nps._surveys.cohorts import SurveyCohorts
    from nps._surveys.design.scatter import Scatter


def cell_covariance(*waves: SurveyCohorts) -> FloatArray:
    """Return the covariance of the cells' shares of their wave, by wave, group and class.

    The groups of a wave are those of one survey; the waves may be surveys of their own.
    """
    tables = [_side_by_side(_scatters(wave)) for wave in waves]
    cells = [wave.weighted.ravel() for wave in waves]
    lonely = waves[0]._at(0).lonely
    blocks = [
        [
            one.covariance(mine, other, theirs, lonely)
            if one.design is other.design
            else np.zeros((mine.size, theirs.size))
            for other, theirs in zip(tables, cells, strict=True)
        ]
        for one, mine in zip(tables, cells, strict=True)
    ]
    return np.block(blocks)


def _scatters(wave: SurveyCohorts) -> list[Scatter]:
    scatters = [wave._at(i)._scatter for i in range(len(wave))]
    if len({id(one.design) for one in scatters}) > 1:
        raise OptionError(
            "the segments of a wave must be the groups of one survey, such as nps.survey_by gives:"
            " of separate surveys nobody knows how large they are beside each other."
        )
    return scatters


def _side_by_side(scatters: Sequence[Any]) -> Any:
    """Return all groups, whose scatters are of one kind, as one with three columns for each."""
    first = scatters[0]
    if isinstance(first, Replicates):
        columns = [one.totals for one in scatters]
        return replace(first, totals=np.concatenate(columns, axis=1))
    parts = frozenset[int]().union(*(one.parts for one in scatters))
    if isinstance(first, Clusters):
        psus, spread = _aligned([one.psus for one in scatters])
        within = [one.within for one in scatters if one.within is not None]
        return Clusters(
            parts,
            first.design,
            psus,
            spread([one.totals for one in scatters]),
            _sum(spread([one.answered[:, None] for one in scatters])),
            first.residual,
            _side_by_side(within) if within else None,
        )
    strata, spread = _aligned([one.strata for one in scatters])
    return Respondents(
        parts,
        first.design,
        strata,
        spread([one.totals for one in scatters]),
        spread([one.squares for one in scatters]),
        _sum(spread([one.answered[:, None] for one in scatters])),
    )


def _aligned(
    keys: Sequence[IntArray],
) -> tuple[IntArray, Callable[[Sequence[FloatArray | IntArray]], FloatArray]]:
    """Return all rows, and what puts tables of some of them side by side, with 0 for the others."""
    rows = np.unique(np.concatenate(keys))

    def spread(tables: Sequence[FloatArray | IntArray]) -> FloatArray:
        wide = [np.zeros((rows.size, table.shape[1])) for table in tables]
        for place, key, table in zip(wide, keys, tables, strict=True):
            place[np.searchsorted(rows, key)] = table
        return np.concatenate(wide, axis=1)

    return rows, spread


def _sum(table: FloatArray) -> IntArray:
    return np.asarray(table.sum(axis=1), dtype=np.int64)
