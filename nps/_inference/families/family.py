"""Which cohorts are held against which, and the joint law of the statistics of such a family."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import did_you_mean
from nps._base.columns.containers import weights_advice
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.labels import Labels
from nps._base.text import shown
from nps._kernels.many_scores.simultaneous import (
    bonferroni_tail,
    range_tail,
    reference_tail,
    sidak_tail,
)
from nps._kernels.numerics.moments import moments
from nps._samples.cohorts import Cohorts

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray, IntArray
    from nps._kernels.many_scores.simultaneous import Tail
    from nps._surveys.kinds import ManySamples

FAMILIES = ("pairs", "rest", "previous")
#: Label of all other cohorts together.
REST = "rest"


@dataclass(frozen=True, slots=True)
class Family:
    """A way to choose what each cohort is compared with.

    `kind` is one of `FAMILIES` or "reference"; then `position` says which cohort it is.
    """

    kind: str
    position: int = 0

    @classmethod
    def read(cls, cohorts: ManySamples, against: object) -> Family:
        """Understand the argument `against`."""
        if isinstance(against, list):
            if len(against) != 1:
                raise OptionError(f"against must name one reference cohort, got {shown(against)}.")
            (label,) = against
            keyword = False
        else:
            label, keyword = against, isinstance(against, str) and against in FAMILIES
        known = label in cohorts
        if keyword and known:
            raise OptionError(
                f"against={shown(against)} is ambiguous, because a cohort has that label. Write"
                f" against=[{shown(against)}] to compare with this cohort, or rename it."
            )
        if keyword:
            return cls(str(label))
        if known:
            return cls("reference", cohorts._labels.position(label))
        options = [*FAMILIES, *(other for other in cohorts if isinstance(other, str))]
        raise OptionError(
            'against must be "pairs", "rest", "previous" or the label of a cohort, got'
            f" {shown(against)}.{did_you_mean(label, options)}"
        )

    def sides(self, cohorts: ManySamples) -> tuple[ManySamples, ManySamples]:
        """Return samples and references, row by row, labelled by pairs."""
        size = len(cohorts)
        if self.kind == "rest":
            labels = Labels([(label, REST) for label in cohorts], ("cohort", "reference"))
            return cohorts._relabelled(np.arange(size), labels), cohorts._others(labels)
        first, second = self._positions(size)
        names = cohorts.labels
        labels = Labels(
            [(names[i], names[j]) for i, j in zip(first.tolist(), second.tolist(), strict=True)],
            ("cohort", "reference"),
        )
        return cohorts._relabelled(first, labels), cohorts._relabelled(second, labels)

    def _positions(self, size: int) -> tuple[IntArray, IntArray]:
        if self.kind == "pairs":
            first, second = np.triu_indices(size, 1)
            return first, second
        everyone = np.arange(size)
        if self.kind == "previous":
            return everyone[1:], everyone[:-1]
        others = np.delete(everyone, self.position)
        return others, np.full_like(others, self.position)

    def joint_tail(self, cohorts: ManySamples, tests: int, sides: int) -> Tail:
        """Return c -> P(max > c) for `tests` statistics, or an upper bound."""
        if cohorts._survey is not None:  # whose scores may depend on each other in any way
            bound = sidak_tail if sides == 2 else partial(bonferroni_tail, sides=1)
            return partial(bound, tests=tests)
        if self.kind == "reference":
            return partial(reference_tail, ratios=self._ratios(cohorts), sides=sides)
        if sides == 1:
            return partial(bonferroni_tail, tests=tests, sides=1)
        if self.kind == "pairs":
            return partial(range_tail, cohorts=int((cohorts.n > 0).sum()))
        return partial(sidak_tail, tests=tests)

    def _ratios(self, cohorts: ManySamples) -> FloatArray:
        """Return standard errors relative to that of the reference; never 0."""
        spread = standard_errors(cohorts)
        keep = cohorts.n > 0
        keep[self.position] = False
        ratios: FloatArray = spread[keep] / spread[self.position]
        return ratios


def standard_errors(cohorts: ManySamples) -> FloatArray:
    """Return standard errors after adding 3/4, 3/2, 3/4 to the classes; positive for everybody."""
    a, b, c = cohorts._classes()
    _, _, variance = moments(a + 0.75, b + 1.5, c + 0.75)
    return np.sqrt(variance / np.maximum(cohorts.n, 1))


def check_cohorts(cohorts: object) -> None:
    """Refuse what is no cohorts without weights."""
    if not isinstance(cohorts, Cohorts):
        raise InputTypeError(
            f"cohorts must be nps.Cohorts, such as nps.count_by gives, got {type(cohorts)!r}."
            f"{weights_advice(cohorts)}"
        )


def columns_of(cohorts: Cohorts) -> FloatArray:
    """Return promoters, passives and detractors as three rows."""
    columns = (cohorts.promoters, cohorts.passives, cohorts.detractors)
    return np.array(columns, dtype=np.float64)


def placed(values: FloatArray | IntArray, answered: BoolArray) -> FloatArray:
    """Put values where there are answers, NaN elsewhere."""
    column = np.full(answered.size, np.nan)
    column[answered] = values
    return column
