"""How the weighted class totals of a survey vary: by respondents, by clusters or by replicates.

Each kind holds totals that add, and gives the covariance of the weighted shares with those of
another sample of the same survey, or with themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import numpy as np

from nps._base.errors import OptionError
from nps._kernels.weights import linearization as kernel
from nps._kernels.weights.replication import replicate_deviations

if TYPE_CHECKING:
    from nps._kernels import FloatArray, IntArray
    from nps._surveys.design.drawing import Design, Places
    from nps._surveys.design.replicate_weights import Plan

#: Eigenvalues of the squared weights below this fraction of the largest are 0.
RANK = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Part of a survey: `parts` numbers the groups of respondents that are in it.

    Another part that is added, or with which it varies, is of the same design and so of the same
    kind.
    """

    parts: frozenset[int]

    def shifted(self, shift: int) -> Self:
        """Return the same with numbers for its parts that the parts of another survey have not."""
        return replace(self, parts=frozenset(part + shift for part in self.parts))

    def _check_disjoint(self, other: _Part) -> None:
        if self.parts & other.parts:
            raise OptionError("these samples have respondents in common, who would count twice.")


@dataclass(frozen=True, slots=True, eq=False)
class Respondents(_Part):
    """Each respondent is a PSU: sums of w and w**2 by stratum and class, and how many answered."""

    design: Design
    strata: IntArray
    totals: FloatArray
    squares: FloatArray
    answered: IntArray

    @property
    def rows_strata(self) -> IntArray:
        """Stratum of each row."""
        return self.strata

    @property
    def freedom(self) -> int:
        """Respondents with an answer less strata that have them."""
        return int(self.answered.sum() - np.count_nonzero(self.answered))

    def covariance(
        self,
        classes: FloatArray,
        other: Any,
        other_classes: FloatArray,
        lonely: str,
        chance: FloatArray | float = 1.0,
    ) -> FloatArray:
        """Return the covariance of the shares with those of another sample of the survey.

        `chance` is that with which the strata were drawn at the stages before.
        """
        if self.parts <= other.parts or other.parts <= self.parts:
            common = self if self.parts <= other.parts else other
            products = kernel.linearized_products(common.squares, classes, other_classes)
            strata = common.strata
        elif self.parts & other.parts:
            raise OptionError(
                "the samples overlap in part, and how much can't be told from their totals."
            )
        else:
            products = np.zeros((0, classes.size, other_classes.size))
            strata = np.zeros(0, dtype=np.int64)
        return _covariance(
            self.design,
            strata,
            products,
            (self.strata, kernel.linearized(self.totals, classes)),
            (other.strata, kernel.linearized(other.totals, other_classes)),
            lonely,
            chance,
        )

    def on(self, design: Design, places: Places) -> Respondents:
        """Return the same on a larger design, whose rows are at `places`."""
        return replace(self, design=design, strata=places[0][self.strata])

    def joined(self, other: Any) -> Respondents:
        """Return both together; they are on the same design."""
        self._check_disjoint(other)
        strata, (totals, squares, answered) = _added(
            (self.strata, self.totals, self.squares, self.answered),
            (other.strata, other.totals, other.squares, other.answered),
        )
        return Respondents(
            self.parts | other.parts,
            self.design,
            strata,
            totals,
            squares,
            answered.astype(np.int64),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Clusters(_Part):
    """Class totals of each PSU, and how many answered.

    Totals are of weights, or if `residual` of weights times the residuals of their calibration.
    If PSUs were sampled in turn, `within` is the same for the units of the next stage.
    """

    design: Design
    psus: IntArray
    totals: FloatArray
    answered: IntArray
    residual: bool = False
    within: Drawn | None = None

    @property
    def rows_strata(self) -> IntArray:
        """Stratum of each row."""
        assert self.design.psu_strata is not None
        return self.design.psu_strata[self.psus]

    @property
    def freedom(self) -> int:
        """PSUs with an answer less strata that have them."""
        return int(
            np.count_nonzero(self.answered) - np.unique(self.rows_strata[self.answered > 0]).size
        )

    def covariance(
        self,
        classes: FloatArray,
        other: Any,
        other_classes: FloatArray,
        lonely: str,
        chance: FloatArray | float = 1.0,
    ) -> FloatArray:
        """Return the covariance of the shares with those of another sample of the survey.

        `chance` is that with which the strata were drawn at the stages before.
        """
        mine = kernel.linearized(self.totals, classes)
        theirs = kernel.linearized(other.totals, other_classes)
        if np.array_equal(self.psus, other.psus):
            i = j = np.arange(self.psus.size)
        else:
            _, i, j = np.intersect1d(self.psus, other.psus, assume_unique=True, return_indices=True)
        strata = self.rows_strata
        between = _covariance(
            self.design,
            strata[i],
            mine[i][:, :, None] * theirs[j][:, None, :],
            (strata, mine),
            (other.rows_strata, theirs),
            lonely,
            chance,
        )
        if self.within is None:
            return between
        drawn = (chance * self.design.fraction)[self.design.psu_strata]
        within = self.within.covariance(
            classes,
            other.within,
            other_classes,
            lonely,
            drawn,
        )
        return between + within

    def on(self, design: Design, places: Places) -> Clusters:
        """Return the same on a larger design, whose rows are at `places`."""
        first, *after = places
        within = self.within
        if within is not None and design.within is not None:
            within = within.on(design.within, tuple(after))
        return replace(self, design=design, psus=first[self.psus], within=within)

    def shifted(self, shift: int) -> Clusters:
        """Return the same with numbers for its parts that the parts of another survey have not."""
        within = None if self.within is None else self.within.shifted(shift)
        return replace(_Part.shifted(self, shift), within=within)

    def joined(self, other: Any) -> Clusters:
        """Return both together; they are on the same design."""
        self._check_disjoint(other)
        psus, (totals, answered) = _added(
            (self.psus, self.totals, self.answered), (other.psus, other.totals, other.answered)
        )
        within = None
        if self.within is not None:
            within = self.within.joined(other.within)
        return Clusters(
            self.parts | other.parts,
            self.design,
            psus,
            totals,
            answered.astype(np.int64),
            self.residual or other.residual,
            within,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Replicates(_Part):
    """Class totals under each set of replicate weights.

    `gram` holds the products of the replicate weights summed over respondents, whose rank gives
    the degrees of freedom. It is None where the replicates were made of clusters; then these are
    `known_freedom`.
    """

    design: Plan
    totals: FloatArray
    gram: FloatArray | None
    known_freedom: int = 0

    @property
    def freedom(self) -> int:
        """Rank of the matrix of replicate weights less 1."""
        if self.gram is None:
            return self.known_freedom
        size = np.linalg.eigvalsh(self.gram)
        return int(np.count_nonzero(size > RANK * size[-1])) - 1

    def covariance(
        self, classes: FloatArray, other: Any, other_classes: FloatArray, lonely: str
    ) -> FloatArray:
        """Return the covariance of the shares with those of another sample of the survey."""
        mine, theirs = (
            replicate_deviations(one.totals, total, self.design.scales, self.design.centre)
            for one, total in ((self, classes), (other, other_classes))
        )
        return np.asarray(mine.T @ theirs)

    def joined(self, other: Any) -> Replicates:
        """Return both together; they are of the same plan."""
        self._check_disjoint(other)
        gram = None if self.gram is None or other.gram is None else self.gram + other.gram
        return Replicates(
            self.parts | other.parts,
            self.design,
            self.totals + other.totals,
            gram,
            # made of the same clusters: what either has is the least that both have together
            max(self.known_freedom, other.known_freedom),
        )


#: What a design says how it varies.
Drawn: TypeAlias = Respondents | Clusters
Scatter: TypeAlias = Drawn | Replicates


def variance_with_replacement(
    scatter: Scatter, totals: FloatArray, lonely: str
) -> tuple[float, float] | None:
    """Return the variance of the score as if drawn with replacement, and the share not drawn.

    None where there is no finite population.
    """
    if isinstance(scatter, Replicates) or not np.isfinite(scatter.design.population).any():
        return None
    design = replace(scatter.design, population=np.full(scatter.design.population.size, np.inf))
    endless = replace(scatter, design=design)
    alone = "certainty" if lonely == "error" else lonely
    covariance = endless.covariance(totals, endless, totals, alone)
    return kernel.net_variance(covariance, True), 1.0 - _drawn(scatter)


def _drawn(scatter: Drawn, chance: FloatArray | float = 1.0) -> float:
    """Return the mean share of the population that was drawn, over the units of the last stage."""
    design = scatter.design
    fraction = chance * design.fraction
    if isinstance(scatter, Clusters) and scatter.within is not None:
        return _drawn(scatter.within, fraction[design.psu_strata])
    there = np.unique(scatter.rows_strata)
    return float(np.average(fraction[there], weights=design.sampled[there]))


def _covariance(
    design: Design,
    strata: IntArray,
    products: FloatArray,
    mine: tuple[IntArray, FloatArray],
    theirs: tuple[IntArray, FloatArray],
    lonely: str,
    chance: FloatArray | float,
) -> FloatArray:
    size = len(design.strata)
    present = np.zeros(size, dtype=np.bool_)
    present[mine[0]] = present[theirs[0]] = True
    present &= np.asarray(chance) > 0.0
    fraction = design.fraction
    if lonely == "error":
        alone = np.flatnonzero(present & (design.sampled == 1) & (fraction < 1.0))
        if alone.size:
            h = int(alone[0])
            unit = "respondent" if design.psu_strata is None else "cluster"
            advice = (
                "With no other there is no standard error, only a score."
                if design.strata[h] is None
                else f"Merge it with a similar {'cluster' if design.nested else 'stratum'}, or"
                ' choose lonely="certainty", "adjust" or "average".'
            )
            raise OptionError(
                f"{design.named(h)} has a single {unit}, which says nothing about its variance."
                f" {advice}"
            )
    return kernel.design_covariance(
        kernel.sums_by_stratum(products, strata, size),
        kernel.sums_by_stratum(mine[1], mine[0], size),
        kernel.sums_by_stratum(theirs[1], theirs[0], size),
        design.sampled,
        fraction,
        present,
        lonely,
        chance,
    )


def _added(
    left: tuple[IntArray, *tuple[FloatArray | IntArray, ...]],
    right: tuple[IntArray, *tuple[FloatArray | IntArray, ...]],
) -> tuple[IntArray, list[FloatArray]]:
    """Add columns up where the row numbers, which come first, are the same."""
    rows, inverse = np.unique(np.concatenate((left[0], right[0])), return_inverse=True)
    columns = [
        kernel.sums_by_stratum(np.concatenate(both), inverse, rows.size)
        for both in zip(left[1:], right[1:], strict=True)
    ]
    return rows, columns
