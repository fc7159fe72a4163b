"""The arithmetic of `by_class`: each class and each pair, by the method that was asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from nps._inference.evidence import p_values
from nps._kernels.numerics.moments import student_quantile
from nps._kernels.topics.value import ratios, resampling
from nps.value._reading import POSITIONS

if TYPE_CHECKING:
    from nps._kernels import FloatArray, IntArray
    from nps._kernels.topics.value.resampling import Draws, Mean
    from nps.value._reading import Valued

Limits: TypeAlias = tuple[float, float]
UNKNOWN: Limits = (float("nan"), float("nan"))


class Estimate(NamedTuple):
    """A statistic of a class, or the difference of two, with its limits.

    `by_t` says that the draws did not tell, so that the limits are Student's.
    """

    value: float
    error: float
    limits: Limits
    p_value: float = float("nan")
    by_t: bool = False


@dataclass(eq=False)
class Estimating:
    """What is known of the classes of some people, and how their limits are made."""

    people: Valued
    method: str
    tail: float
    n_resamples: int
    rng: np.random.Generator
    _estimates: list[Mean] = field(default_factory=list)

    @cached_property
    def sizes(self) -> IntArray:
        """People of each class with a value."""
        return np.bincount(self.people.codes, minlength=3)

    def means(self) -> tuple[list[Estimate], list[Estimate]]:
        """Return the mean of each class, and the differences."""
        groups = [self.people.of(i) for i in range(3)]
        self._estimates = [resampling.mean_of(*group) for group in groups]
        drawn = [
            resampling.draws(*group, self.n_resamples, self.rng)
            if self.method == "studentized" and found.size > 1 and found.error > 0.0
            else None
            for group, found in zip(groups, self._estimates, strict=True)
        ]
        rows = [
            self._limits(found.value, found.error, found.size - 1.0, draws)
            for found, draws in zip(self._estimates, drawn, strict=True)
        ]
        pairs = []
        for i, j in POSITIONS:
            one, other = self._estimates[i], self._estimates[j]
            gap, error = one.value - other.value, float(np.hypot(one.error, other.error))
            first, second, draws = drawn[i], drawn[j], None
            if first is not None and second is not None:
                draws = resampling.difference(first, second)
            pairs.append(self._limits(gap, error, resampling.welch_freedom(one, other), draws))
        return rows, pairs

    def sums(self) -> tuple[list[Estimate], list[Estimate]]:
        """Return the total of each class, and the differences of totals: n times a mean of all."""
        people = self.people
        n = people.codes.size
        worth = people.values if people.weights is None else people.values * people.weights
        inside = [worth * (people.codes == i) for i in range(3)]
        columns = [*inside, *(inside[i] - inside[j] for i, j in POSITIONS)]
        found = []
        for column in columns:
            mean = resampling.mean_of(n * column)
            draws = None
            if self.method == "studentized" and n > 1 and mean.error > 0.0:
                draws = resampling.draws(n * column, None, self.n_resamples, self.rng)
            found.append(self._limits(mean.value, mean.error, n - 1.0, draws))
        return found[:3], found[3:]

    def medians(self) -> tuple[list[Estimate], list[Estimate]]:
        """Return the median of each class by order statistics, and the differences of these."""
        rows = []
        for i in range(3):
            middle, low, high = resampling.median_of(self.people.of(i)[0], self.tail)
            known = np.isfinite(low) and np.isfinite(high)
            rows.append(Estimate(middle, np.nan, (low, high) if known else UNKNOWN))
        pairs = [
            Estimate(
                rows[i].value - rows[j].value,
                np.nan,
                ratios.mover_difference(
                    rows[i].value, rows[j].value, rows[i].limits, rows[j].limits
                ),
            )
            for i, j in POSITIONS
        ]
        return rows, pairs

    def _limits(self, value: float, error: float, freedom: float, draws: Draws | None) -> Estimate:
        """Return the estimate with its limits; without an error there are none."""
        if not error > 0.0:
            return Estimate(value, error, UNKNOWN)
        statistic = value / error
        if draws is not None:
            law = resampling.studentized(draws)
            low, high = resampling.bootstrap_limits(value, error, law, self.tail)
            if np.isfinite(low) and np.isfinite(high):
                return Estimate(value, error, (low, high), resampling.bootstrap_p(statistic, law))
        reach = float(student_quantile(freedom, self.tail)) * error
        p = float(p_values(statistic, "two-sided", freedom))
        return Estimate(
            value, error, (value - reach, value + reach), p, self.method == "studentized"
        )

    def quotient(
        self, method: str, statistic: str, rows: list[Estimate], i: int, j: int
    ) -> tuple[float, Limits]:
        """Return the ratio of two classes with its limits; NaN where the second is not above 0."""
        one, other = rows[i], rows[j]
        if not other.value > 0.0 or np.isnan(one.value):
            return np.nan, UNKNOWN
        quotient = one.value / other.value
        if method == "mover":
            return quotient, ratios.mover_ratio(one.value, other.value, one.limits, other.limits)
        if statistic == "sum":
            freedom, covariance = self.people.codes.size - 1.0, self._covariance(i, j)
        else:
            freedom = resampling.welch_freedom(self._estimates[i], self._estimates[j])
            covariance = 0.0
        critical = float(student_quantile(freedom, self.tail))
        variances = (one.error**2, other.error**2)
        return quotient, ratios.fieller(one.value, other.value, variances, covariance, critical)

    def _covariance(self, i: int, j: int) -> float:
        """Return the covariance of the totals of two classes: nobody is in both."""
        people = self.people
        n = people.codes.size
        worth = people.values if people.weights is None else people.values * people.weights
        totals = [float(worth[people.codes == k].sum()) for k in (i, j)]
        return -totals[0] * totals[1] / (n - 1.0) if n > 1 else np.nan

    def totals(self) -> tuple[FloatArray, FloatArray]:
        """Return the total of each class, and its share of people; weighted."""
        people = self.people
        weights = np.ones(people.codes.size) if people.weights is None else people.weights
        inside = people.codes == np.arange(3)[:, np.newaxis]
        sums, sizes = inside @ (weights * people.values), inside @ weights
        return sums, sizes / sizes.sum()

    def shares(self) -> tuple[FloatArray, list[Limits]]:
        """Return the share of each class in the total, with its limits."""
        people = self.people
        n = people.codes.size
        critical = float(student_quantile(n - 1.0, self.tail)) if n > 1 else np.nan
        found = [
            resampling.share_of(
                people.values, (people.codes == i).astype(np.float64), people.weights
            )
            for i in range(3)
        ]
        limits = [resampling.logit_limits(one.value, one.error, critical) for one in found]
        return np.array([one.value for one in found]), limits

    def skewness(self) -> FloatArray:
        """Return the skewness of the values of each class; NaN where they do not differ."""
        found = np.full(3, np.nan)
        for i in range(3):
            values, _ = self.people.of(i)
            gaps = values - values.mean() if values.size else values
            spread = float((gaps**2).mean()) if values.size else 0.0
            if spread > 0.0:
                found[i] = float((gaps**3).mean()) / spread**1.5
        return found
