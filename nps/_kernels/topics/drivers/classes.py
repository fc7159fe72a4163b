"""Models of the three classes: their fit, slopes and differences on average.

A model has L predictors eta_l = alpha_l + g_l'z, in coordinates z = T'(x - mean) of which each has
the mean square 1 and no two are correlated; the cumulative logit shares one g. All that a model
itself knows are functions of its predictors: the log-likelihood and the probabilities P_k of
promoters and detractors, with two derivatives. For a direction d in these coordinates (one point
more of a driver) the average slope of class k and its derivative by the parameters t are

    mean_i sum_l P_k,l (d'g_l),
    mean_i [ sum_lm P_k,lm (d'g_l) d eta_m/dt + sum_l P_k,l d (d'g_l)/dt ],

and for columns set to given values the average probability has the derivative
mean_i sum_l P_k,l d eta_l/dt. Errors follow by the delta method, the drivers as observed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.numerics.chunks import parts
from nps._kernels.topics.drivers import cumulative_logit, multinomial_logit
from nps._kernels.topics.drivers.blocks import BLOCK, design_block
from nps._kernels.topics.drivers.newton import maximise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._kernels import FloatArray, IntArray
    from nps._kernels.topics.drivers.blocks import Part
    from nps._kernels.topics.drivers.least_squares import Fit
    from nps._kernels.topics.drivers.newton import Maximum


class Model(NamedTuple):
    """A model of the classes of some respondents.

    Attributes
    ----------
    columns, mean, transform :
        The design, the mean of each column, and T (k, r) with a sign.
    classes : (n,)
        +1, 0, -1.
    weights : (n,) or None
    places : (L, r + 1)
        Where alpha_l and g_l stand among the parameters.
    lines, base :
        Classes that have a line and the one without; `base` None for the cumulative logit.
    """

    columns: Sequence[np.ndarray]
    mean: FloatArray
    transform: FloatArray
    classes: np.ndarray
    weights: FloatArray | None
    places: IntArray
    lines: Sequence[int]
    base: int | None

    def coordinates(self, part: Part) -> FloatArray:
        """Return (1, z) of some respondents, (r + 1, m)."""
        return self.turned(design_block(self.columns, self.mean, part))

    def turned(self, block: FloatArray) -> FloatArray:
        """Return (1, z) of a block of (1, x - mean)."""
        z = np.ones((self.transform.shape[1] + 1, block.shape[1]))
        np.matmul(self.transform.T, block[1:], out=z[1:])
        return z

    def likelihood(
        self, parameters: FloatArray, z: FloatArray, part: Part
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return the log-likelihood by respondent, and its derivatives by predictor, weighted."""
        eta = parameters[self.places] @ z
        classes = self.classes[part]
        if self.base is None:
            found = cumulative_logit.likelihood(eta, classes)
        else:
            found = multinomial_logit.likelihood(eta, classes, self.lines)
        if self.weights is None:
            return found
        w = self.weights[part]
        value, gradient, curvature = found
        return value * w, gradient * w, curvature * w

    def probabilities(
        self, parameters: FloatArray, z: FloatArray
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return P of promoters and detractors with their derivatives by predictor."""
        eta = parameters[self.places] @ z
        if self.base is None:
            return cumulative_logit.probabilities(eta)
        return multinomial_logit.probabilities(eta, self.lines, self.base)

    @property
    def n_parameters(self) -> int:
        """Parameters, those that lines share once."""
        return int(self.places.max()) + 1


def cumulative(
    columns: Sequence[np.ndarray], classes: np.ndarray, weights: FloatArray | None, fit: Fit
) -> Model:
    """Return the cumulative logit; all three classes must be there."""
    transform = -np.sqrt(fit.weight) * fit.root[1:, 1:]
    slopes = 2 + np.arange(transform.shape[1])
    places = np.stack([np.append(line, slopes) for line in (0, 1)])
    return Model(columns, fit.mean, transform, classes, weights, places, (), None)


def multinomial(
    columns: Sequence[np.ndarray],
    classes: np.ndarray,
    weights: FloatArray | None,
    fit: Fit,
    present: Sequence[int],
) -> Model:
    """Return the multinomial logit of the classes that are `present`, two or three of +1, 0, -1."""
    base = 0 if 0 in present else -1
    lines = [class_ for class_ in (1, 0, -1) if class_ in present and class_ != base]
    transform = np.sqrt(fit.weight) * fit.root[1:, 1:]
    places = np.arange(len(lines) * fit.rank).reshape(len(lines), fit.rank)
    return Model(columns, fit.mean, transform, classes, weights, places, lines, base)


def fit_classes(model: Model) -> Maximum:
    """Return the maximum of the likelihood, from a start without drivers."""

    def curve(parameters: FloatArray) -> tuple[float, FloatArray, FloatArray]:
        value, gradient = 0.0, np.zeros(parameters.size)
        information = np.zeros((parameters.size, parameters.size))
        for part in parts(model.classes.size, BLOCK):
            z = model.coordinates(part)
            found, slopes, bends = model.likelihood(parameters, z, part)
            value += float(found.sum())
            for one, place in enumerate(model.places):
                gradient[place] += z @ slopes[one]
                for other, beside in enumerate(model.places[: one + 1]):
                    product = (z * bends[one, other]) @ z.T
                    information[np.ix_(place, beside)] += product
                    if other < one:
                        information[np.ix_(beside, place)] += product.T
        return value, gradient, information

    return maximise(curve, _start(model))


def _start(model: Model) -> FloatArray:
    """Return the parameters that fit the shares of the classes, all slopes 0."""
    shares = {
        class_: np.average(model.classes == class_, weights=model.weights) for class_ in (1, 0, -1)
    }
    start = np.zeros(model.n_parameters)
    if model.base is None:
        below = np.array([shares[-1], 1.0 - shares[1]])
        start[:2] = np.log(below / (1.0 - below))
    else:
        start[model.places[:, 0]] = [np.log(shares[k] / shares[model.base]) for k in model.lines]
    return start


def scores(model: Model, parameters: FloatArray, part: Part) -> FloatArray:
    """Return the gradient of some respondents' log-likelihoods, (parameters, m)."""
    z = model.coordinates(part)
    _, slopes, _ = model.likelihood(parameters, z, part)
    found = np.zeros((model.n_parameters, z.shape[1]))
    for slope, place in zip(slopes, model.places, strict=True):
        found[place] += z * slope
    return found


def average_slopes(
    model: Model, parameters: FloatArray, directions: FloatArray, among: np.ndarray | None = None
) -> tuple[FloatArray, FloatArray]:
    """Return the average slopes of P(promoter), P(detractor) and their derivatives.

    Parameters
    ----------
    directions : (J, k)
        What changes by one, as combinations of the columns.
    among : (n,) bool, optional
        Whom to average over; by default everybody.

    Returns
    -------
    slopes : (2, J)
    derivatives : (2, J, parameters)
    """
    ahead = directions @ model.transform  # (J, r)
    rises = ahead @ parameters[model.places[:, 1:]].T  # (J, L)
    steep = np.zeros((2, len(model.places)))
    bent = np.zeros((2, len(model.places), *model.places.shape))
    for part, w in _weighted_parts(model, among):
        z = model.coordinates(part)
        _, first, second = model.probabilities(parameters, z)
        steep += first @ w
        bent += (second * w) @ z.T
    derivatives = np.zeros((2, len(directions), model.n_parameters))
    for line, place in enumerate(model.places):
        derivatives[:, :, place] += np.einsum("klr,jl->kjr", bent[:, :, line], rises)
        derivatives[:, :, place[1:]] += steep[:, line, np.newaxis, np.newaxis] * ahead
    return steep @ rises.T, derivatives


def average_shares(
    model: Model,
    parameters: FloatArray,
    settings: Mapping[int, float],
    among: np.ndarray | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Return P(promoter), P(detractor) on average if columns were as set, with derivatives.

    `settings` has the value of each column that is set; the others are as observed. Returns arrays
    of shape (2,) and (2, parameters).
    """
    shares = np.zeros(2)
    derivatives = np.zeros((2, model.n_parameters))
    for part, w in _weighted_parts(model, among):
        block = design_block(model.columns, model.mean, part)
        for column, value in settings.items():
            block[column + 1] = value - model.mean[column]
        z = model.turned(block)
        found, first, _ = model.probabilities(parameters, z)
        shares += found @ w
        weighted = (first * w) @ z.T
        for line, place in enumerate(model.places):
            derivatives[:, place] += weighted[:, line]
    return shares, derivatives


def _weighted_parts(model: Model, among: np.ndarray | None) -> list[tuple[Part, FloatArray]]:
    """Return the blocks with weights that sum to 1 over all whom `among` takes."""
    size = model.classes.size
    w = np.ones(size) if model.weights is None else model.weights
    w = w if among is None else w * among
    total = w.sum()
    return [(part, w[part] / total) for part in parts(size, BLOCK)]
