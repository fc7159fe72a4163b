"""Least squares of score, promoters and detractors, with the errors that fit the design."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args

import numpy as np

from nps._kernels.topics.drivers.blocks import column_means, gram
from nps._kernels.topics.drivers.clusters import cr2
from nps._kernels.topics.drivers.joint import f_test
from nps._kernels.topics.drivers.least_squares import solve
from nps._kernels.topics.drivers.sandwich import classical, design_spread, hc3, mean_covariance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nps._kernels import BoolArray, FloatArray
    from nps._kernels.topics.drivers.joint import Spread
    from nps._kernels.topics.drivers.least_squares import Fit
    from nps.drivers._fitting.people import People

#: How errors are made: for unequal variances, for few clusters, for a survey design, from sums
#: alone, from a likelihood.
Errors: TypeAlias = Literal["HC3", "CR2", "linearized", "classical", "likelihood"]
HC3, CR2, LINEARIZED, CLASSICAL, LIKELIHOOD = get_args(Errors)


class Joint(NamedTuple):
    """A test of all drivers at once."""

    statistic: float
    freedom: float
    denominator: float
    p_value: float


@dataclass(frozen=True, slots=True, eq=False)
class Regression:
    """A regression with its errors; everything on the scale of -1 to 1.

    Attributes
    ----------
    fit : Fit
        Of score, promoters and detractors.
    spread : Spread
        Errors of all three.
    contrasts : (J, k)
        The combinations of slopes that were asked for.
    freedom : (J,)
        Degrees of freedom of each.
    errors : str
        How they were made.
    base_freedom : float
        Degrees of freedom that the errors have as a whole.
    mean_covariance : (k, k)
        Of the means of the columns.
    mean_freedom : float
        Degrees of freedom of the means.
    """

    fit: Fit
    spread: Spread
    contrasts: FloatArray
    freedom: FloatArray
    errors: str
    base_freedom: float
    mean_covariance: FloatArray
    mean_freedom: float

    @property
    def varied(self) -> bool:
        """Whether answers are of more than one class."""
        return bool(self.fit.total[0, 0] > 0.0)

    @property
    def column_known(self) -> BoolArray:
        """Columns whose slope the data determine."""
        return self.fit.estimable(np.eye(self.fit.mean.size))

    @property
    def known(self) -> BoolArray:
        """Contrasts that the data determine."""
        return self.fit.estimable(self.contrasts)

    @property
    def values(self) -> FloatArray:
        """Contrasts of the slopes of each outcome (3, J); NaN where the data do not determine."""
        found = self.contrasts @ self.fit.slopes
        return np.asarray(np.where(self.known, found.T, np.nan))

    def covariance(self, contrasts: FloatArray | None = None) -> FloatArray:
        """Return the covariance (3, J, J) of contrasts of slopes, by default those asked for."""
        c = self.contrasts if contrasts is None else contrasts
        return self.spread.covariance(np.hstack([np.zeros((len(c), 1)), c]))

    def alone(self) -> BoolArray:
        """Contrasts whose error rests on one respondent or cluster."""
        c = self.contrasts
        return self.spread.alone(np.hstack([np.zeros((len(c), 1)), c]))

    def joint(self) -> Joint:
        """Test that no driver goes with the score."""
        transform = self.fit.root[1:, 1:]
        along = transform.T @ self.fit.products @ self.fit.slopes[:, 0]
        return Joint(
            *f_test(
                along,
                self.spread.meat[0][1:, 1:],
                self.base_freedom,
                hotelling=self.errors == CR2,
            )
        )


def sums_of(people: People, columns: Sequence[np.ndarray]) -> tuple[FloatArray, FloatArray]:
    """Return the sums of products of the columns and the outcomes, and the centre they are from."""
    centre = column_means(columns, people.weights)
    middle = np.append(centre, np.zeros(3))
    return gram([*columns, *people.outcomes], people.n, people.weights, middle), centre


def regress(
    people: People,
    columns: Sequence[np.ndarray],
    contrasts: Callable[[FloatArray], FloatArray],
) -> Regression:
    """Regress the three outcomes on columns; `contrasts` makes (J, k) of the columns' means."""
    fit = solve(*sums_of(people, columns))
    wanted = contrasts(fit.mean)
    outcomes, sampling = people.outcomes, people.sampling
    n, rank = people.n, fit.rank
    if people.designed:
        weights = np.ones(n) if people.weights is None else people.weights
        spread = design_spread(columns, outcomes, weights, fit, sampling)
        errors, base = LINEARIZED, sampling.freedom + 1.0 - rank
        freedom = np.full(len(wanted), base)
    elif people.clustered:
        intercepts = np.zeros((len(wanted), 1))
        spread, freedom = cr2(columns, outcomes, fit, sampling, np.hstack([intercepts, wanted]))
        errors, base = CR2, sampling.freedom
    else:
        spread = hc3(columns, outcomes, n, fit)
        errors, base = HC3, float(n - rank)
        freedom = np.full(len(wanted), base)
    if people.designed or people.clustered:
        means = mean_covariance(columns, people.weights, fit, sampling)
    else:
        means = fit.products / (n * (n - 1.0))
    if not base > 0.0:
        freedom = np.full(len(wanted), np.nan)
    of_means = sampling.freedom if people.designed or people.clustered else n - 1.0
    return Regression(fit, spread, wanted, freedom, errors, base, means, of_means)


def regress_sums(
    sums: FloatArray, n_columns: int, contrasts: Callable[[FloatArray], FloatArray]
) -> Regression:
    """Regress on sums alone, with the errors of equal variances: others need the rows."""
    fit = solve(sums, np.zeros(n_columns))
    wanted = contrasts(fit.mean)
    base = fit.weight - fit.rank
    means = fit.products / (fit.weight * (fit.weight - 1.0))
    freedom = np.full(len(wanted), base if base > 0.0 else np.nan)
    return Regression(
        fit, classical(fit), wanted, freedom, CLASSICAL, base, means, fit.weight - 1.0
    )
