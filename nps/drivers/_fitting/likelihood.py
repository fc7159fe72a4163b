"""Average effects on the three classes, from the ordinal or the multinomial logit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._kernels.topics.drivers.classes import (
    average_shares,
    average_slopes,
    cumulative,
    fit_classes,
    multinomial,
    scores,
)
from nps._kernels.topics.drivers.joint import chi2_test, f_test
from nps._kernels.topics.drivers.newton import inverse
from nps._kernels.topics.drivers.sandwich import linearized_spread
from nps.drivers._fitting.regression import LIKELIHOOD, LINEARIZED, Joint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._kernels import FloatArray
    from nps._kernels.topics.drivers.classes import Model
    from nps._kernels.topics.drivers.least_squares import Fit
    from nps._kernels.topics.drivers.newton import Maximum
    from nps.drivers._fitting.coding import Row
    from nps.drivers._fitting.people import People
    from nps.drivers._reading.factors import Factor

#: How far the last step along a driver goes, in its standard deviations, where classes separate.
FAR = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class ClassEffects:
    """Average effects of the rows of a result, on the scale of -1 to 1.

    Attributes
    ----------
    values, variances : (3, J)
        Of score, promoters and detractors.
    potential, potential_variance : (J,)
        If everybody rated at the top; NaN where there is no top.
    freedom : float
        Degrees of freedom; infinite for a likelihood.
    errors : str
        How they were made.
    joint : Joint
        Test of all drivers at once.
    log_likelihood : float
    n_parameters : int
    separated : tuple of int
        Columns along which the likelihood grows for ever; nothing else is known then.
    """

    values: FloatArray
    variances: FloatArray
    potential: FloatArray
    potential_variance: FloatArray
    freedom: float
    errors: str
    joint: Joint
    log_likelihood: float
    n_parameters: int
    separated: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Fitted:
    """A model at its maximum."""

    model: Model
    at: FloatArray
    covariance: FloatArray

    def slopes(self, directions: FloatArray, among: np.ndarray | None) -> Changes:
        """Return the average slope in each direction, among some."""
        values, gradients = average_slopes(self.model, self.at, directions, among)
        return Changes(values, gradients)

    def shares(self, settings: Mapping[int, float], among: np.ndarray | None = None) -> Changes:
        """Return the average shares with columns as set."""
        values, gradients = average_shares(self.model, self.at, settings, among)
        return Changes(values[:, np.newaxis], gradients[:, np.newaxis])


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """Changes of the shares of promoters and detractors (2, J), with gradients (2, J, P)."""

    values: FloatArray
    gradients: FloatArray

    def __sub__(self, other: Changes) -> Changes:
        return Changes(self.values - other.values, self.gradients - other.gradients)

    def outcomes(self, covariance: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the changes of score, promoters and detractors (3, J) and their variances."""
        values = np.stack([self.values[0] - self.values[1], *self.values])
        gradients = np.stack([self.gradients[0] - self.gradients[1], *self.gradients])
        return values, np.einsum("qjp,pr,qjr->qj", gradients, covariance, gradients)


def class_effects(
    people: People,
    columns: Sequence[np.ndarray],
    rows: Sequence[Row],
    fit: Fit,
    method: str,
) -> ClassEffects:
    """Return what a model of the classes says of each row; `fit` is least squares on the same."""
    model = model_of(people, columns, fit, method)
    top = fit_classes(model)
    if not top.found:
        return _nothing(model, top, fit, len(rows))
    covariance, errors, freedom = _covariance(people, model, top, fit)
    fitted = _Fitted(model, top.at, covariance)
    values, variances = np.full((2, 3, len(rows)), np.nan)
    potential, potential_variance = np.full((2, len(rows)), np.nan)
    now = fitted.shares({})
    for j, row in enumerate(rows):
        factors = [people.factors[position] for position in row.drivers]
        change = _change(fitted, row, factors[0], columns, fit)
        found = change.outcomes(covariance)
        values[:, j], variances[:, j] = found[0][:, 0], found[1][:, 0]
        if row.kind in ("category", "asked") or (
            row.kind == "group" and any(f.gaps for f in factors)
        ):
            continue
        top_of = {column: f.high for column, f in zip(row.columns, factors, strict=True)}
        among, share = _asked(row, factors[0], columns, fit)
        before = now if among is None else fitted.shares({}, among)
        risen, spread = (fitted.shares(top_of, among) - before).outcomes(covariance)
        potential[j], potential_variance[j] = share * risen[0, 0], share**2 * spread[0, 0]
    return ClassEffects(
        values,
        variances,
        potential,
        potential_variance,
        freedom,
        errors,
        _joint(model, top, covariance, freedom),
        top.log_likelihood,
        model.n_parameters,
    )


def model_of(people: People, columns: Sequence[np.ndarray], fit: Fit, method: str) -> Model:
    """Return the model; where one of the classes is empty both are the logistic regression."""
    classes = people.classes
    present = [c for c in (1, 0, -1) if bool((classes == c).any())]
    if method == "ordinal" and len(present) == 3:
        return cumulative(columns, classes, people.weights, fit)
    return multinomial(columns, classes, people.weights, fit, present)


def proportional_odds(
    people: People, columns: Sequence[np.ndarray], fit: Fit, found: ClassEffects
) -> float:
    """Return the p-value of the likelihood ratio of the ordinal to the multinomial model."""
    from scipy.special import chdtrc

    wider = model_of(people, columns, fit, "multinomial")
    top = fit_classes(wider)
    if not top.found:
        return np.nan
    more = wider.n_parameters - found.n_parameters
    return float(chdtrc(more, max(2.0 * (top.log_likelihood - found.log_likelihood), 0.0)))


def _change(
    fitted: _Fitted, row: Row, factor: Factor, columns: Sequence[np.ndarray], fit: Fit
) -> Changes:
    """Return the slope of a rating on average, or what a yes or a level makes of everybody."""
    if row.kind in ("rating", "group"):
        direction = np.zeros((1, len(columns)))
        direction[0, list(row.columns)] = 1.0
        return fitted.slopes(direction, _asked(row, factor, columns, fit)[0])
    if row.kind == "yes-no":
        among, _ = _asked(row, factor, columns, fit)
        (column,) = row.columns
        return fitted.shares({column: 1.0}, among) - fitted.shares({column: 0.0}, among)
    if row.kind == "asked":
        asked, answer = row.columns
        average = fit.mean[answer] / fit.mean[asked]
        return fitted.shares({asked: 1.0, answer: average}) - fitted.shares(
            {asked: 0.0, answer: 0.0}
        )
    (column,) = row.columns
    neither = dict.fromkeys(row.own, 0.0)
    return fitted.shares(neither | {column: 1.0}) - fitted.shares(neither)


def _asked(
    row: Row, factor: Factor, columns: Sequence[np.ndarray], fit: Fit
) -> tuple[np.ndarray | None, float]:
    """Return who was asked, if not everybody, and their share."""
    if not factor.gaps or row.kind == "group":
        return None, 1.0
    first = row.columns[0] - 1
    return columns[first], float(fit.mean[first])


def _covariance(
    people: People, model: Model, top: Maximum, fit: Fit
) -> tuple[FloatArray, str, float]:
    """Return the covariance of the parameters: of the likelihood, or of a survey design."""
    bread = inverse(top.information)
    if not people.designed and not people.clustered:
        return bread, LIKELIHOOD, np.inf
    meat = linearized_spread(lambda part: scores(model, top.at, part), people.sampling)
    freedom = people.sampling.freedom + (1.0 - fit.rank if people.designed else 0.0)
    return bread @ meat @ bread, LINEARIZED, freedom if freedom > 0.0 else np.nan


def _joint(model: Model, top: Maximum, covariance: FloatArray, freedom: float) -> Joint:
    """Test that no slope differs from 0: chi-squared of a likelihood, else F."""
    places = np.unique(model.places[:, 1:])
    values, spread = top.at[places], covariance[np.ix_(places, places)]
    if np.isfinite(freedom):
        return Joint(*f_test(values, spread, freedom, hotelling=True))
    statistic, rank, p = chi2_test(values, spread)
    return Joint(statistic, rank, np.nan, p)


def _nothing(model: Model, top: Maximum, fit: Fit, n_rows: int) -> ClassEffects:
    """Return that nothing is known, and the columns that separate the classes."""
    steps = np.stack([model.transform @ top.step[place[1:]] for place in model.places])
    n = np.sqrt(fit.weight)
    along = np.abs(steps).max(axis=0) * fit.scale / n
    separated = tuple(int(j) for j in np.flatnonzero(along > FAR * along.max(initial=0.0)))
    unknown = np.full((3, n_rows), np.nan)
    return ClassEffects(
        unknown, unknown, unknown[0], unknown[0], np.nan, LIKELIHOOD,
        Joint(np.nan, np.nan, np.nan, np.nan), np.nan, model.n_parameters, separated,
    )  # fmt: skip
