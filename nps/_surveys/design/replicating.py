"""Replicates made of the clusters of a survey: which are left out, halved or drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_number, check_option, check_rng
from nps._base.errors import OptionError
from nps._base.text import shown
from nps._kernels.weights.replication import (
    bootstrap_factors,
    half_sample_factors,
    jackknife_totals,
)
from nps._surveys.design.replicate_weights import CENTRES, Plan, check_replicates
from nps._surveys.design.scatter import Clusters, Replicates

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nps._kernels import FloatArray, IntArray
    from nps._surveys.design.drawing import Design
    from nps._surveys.design.scatter import Scatter

MADE = ("jk1", "jkn", "brr", "fay", "bootstrap")


def replicate(
    scatters: Sequence[Scatter],
    kind: object,
    *,
    rho: object,
    n_replicates: object,
    centre: object,
    rng: object,
) -> list[Scatter]:
    """Return replicates of the parts of one survey, the same for all of them."""
    name = check_option("kind", kind, MADE)
    middle = check_option("centre", centre, CENTRES)
    half = check_number("rho", rho)
    if not 0.0 <= half < 1.0:
        raise OptionError(f"rho must lie from 0 up to 1, got {shown(rho)}.")
    size = check_replicates(n_replicates)
    parts = [one for one in scatters if isinstance(one, Clusters)]
    if len(parts) < len(scatters):
        raise OptionError(
            "replicates are made of clusters, but the sample has none; where each respondent is"
            " one, say clusters=range(n)."
        )
    design = parts[0].design
    if any(part.design is not design for part in parts):
        raise OptionError("the cohorts are of several surveys: make replicates of each first.")
    if any(part.residual for part in parts):
        raise OptionError(
            "calibrated weights must be calibrated anew in each replicate: make replicate weights"
            " of the weights before calibration."
        )
    assert design.psu_strata is not None
    _check_sizes(design, name)
    if name in ("jk1", "jkn"):
        totals, scales = _jackknife(design)
    else:
        totals, scales = _weighted(design, name, half, size, rng)
    plan = Plan(scales, middle, made=True)
    return [
        Replicates(part.parts, plan, totals(_dense(part)), None, part.freedom) for part in parts
    ]


def _check_sizes(design: Design, kind: str) -> None:
    if kind == "jk1" and len(design.strata) > 1:
        raise OptionError('kind="jk1" is for samples without strata; use "jkn".')
    alone = np.flatnonzero(design.sampled == 1)
    if alone.size:
        raise OptionError(
            f"{design.named(int(alone[0]))} has a single cluster, of which no replicates can be"
            " made: merge it with a similar stratum."
        )
    if kind in ("brr", "fay") and (design.sampled != 2).any():
        h = int(np.flatnonzero(design.sampled != 2)[0])
        raise OptionError(
            f"kind={kind!r} needs two clusters in each stratum, but {design.named(h)} has"
            f' {design.sampled[h]}; use "jkn" or "bootstrap".'
        )
    if design.within is not None and np.isfinite(design.population).any():
        raise OptionError(
            "replicates are made of the clusters that were drawn first, and leave out what later"
            " stages of a finite population add: give one column of clusters and its population."
        )
    if kind not in ("jk1", "jkn") and np.isfinite(design.population).any():
        raise OptionError(f'kind={kind!r} takes no finite population; use "jkn".')


def _dense(part: Clusters) -> FloatArray:
    assert part.design.psu_strata is not None
    totals = np.zeros((part.design.psu_strata.size, 3))
    totals[part.psus] = part.totals
    return totals


def _jackknife(design: Design) -> tuple[Callable[[FloatArray], FloatArray], FloatArray]:
    assert design.psu_strata is not None
    strata: IntArray = design.psu_strata
    scales = ((design.sampled - 1.0) / design.sampled * (1.0 - design.fraction))[strata]

    def totals(of: FloatArray) -> FloatArray:
        sums = np.zeros((len(design.strata), 3))
        np.add.at(sums, strata, of)
        return jackknife_totals(of, strata, sums, design.sampled)

    return totals, scales


def _weighted(
    design: Design, kind: str, rho: float, size: int, rng: object
) -> tuple[Callable[[FloatArray], FloatArray], FloatArray]:
    assert design.psu_strata is not None
    if kind == "bootstrap":
        factors = bootstrap_factors(design.psu_strata, design.sampled, size, check_rng(rng))
        scale = 1.0 / (size - 1.0)
    else:
        factors = half_sample_factors(design.psu_strata, len(design.strata), rho)
        scale = 1.0 / (factors.shape[0] * (1.0 - rho) ** 2)
    return lambda of: factors @ of, np.full(factors.shape[0], scale)
