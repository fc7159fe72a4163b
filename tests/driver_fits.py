"""Regressions that the tests of several kernels start from."""

from __future__ import annotations

import numpy as np

from nps._kernels.topics.drivers.blocks import column_means, gram
from nps._kernels.topics.drivers.classes import Model, cumulative, multinomial
from nps._kernels.topics.drivers.least_squares import Fit, solve
from nps._kernels.topics.drivers.sandwich import Sampling


def fitted(columns, outcomes, weights=None) -> Fit:
    """Least squares as the library does it: sums around the means of the columns."""
    centre = column_means(columns, weights)
    middle = np.append(centre, np.zeros(len(outcomes)))
    return solve(gram([*columns, *outcomes], len(outcomes[0]), weights, middle), centre)


def sampling(clusters, strata=None, fraction=(0.0,)) -> Sampling:
    """How respondents were drawn: a cluster code for each, and a stratum code for each cluster."""
    clusters = np.asarray(clusters)
    sizes = np.bincount(clusters)
    if strata is None:
        strata = np.zeros(sizes.size, np.int64)
    order = np.argsort(clusters, kind="stable")
    return Sampling(order, sizes, np.asarray(strata), np.asarray(fraction))


def respondents(n) -> Sampling:
    """A simple random sample of endlessly many."""
    return Sampling(None, np.ones(n, np.int64), np.zeros(n, np.int64), np.zeros(1))


def raw(fit: Fit) -> np.ndarray:
    """Contrasts that give the intercept at 0 and the slopes."""
    k = fit.mean.size
    slopes = np.hstack([np.zeros((k, 1)), np.eye(k)])
    return np.vstack([np.append(1.0, -fit.mean), slopes])


def some_data(seed, n=30, k=3):
    """Columns, classes and outcomes of a sample in which drivers matter a little."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=n)
    columns = tuple(
        np.clip(np.rint(5 + 2 * (common + rng.normal(size=n))), 0, 10).astype(np.int8)
        for _ in range(k)
    )
    drive = common + rng.normal(size=n)
    classes = (drive > 0.5).astype(np.int8) - (drive < -0.5).astype(np.int8)
    return columns, classes, (classes, classes == 1, classes == -1)


def model_of(name, columns, classes, weights=None) -> Model:
    """A cumulative or a multinomial model of some classes, not fitted yet."""
    fit = fitted(columns, (classes,), weights)
    if name == "ordinal":
        return cumulative(columns, classes, weights, fit)
    present = [c for c in (1, 0, -1) if (classes == c).any()]
    return multinomial(columns, classes, weights, fit, present)


def lines(model, at):
    """Intercepts at 0 and slopes by column of each predictor."""
    found = []
    for place in model.places:
        slopes = model.transform @ at[place[1:]]
        found.append(np.append(at[place[0]] - model.mean @ slopes, slopes))
    return np.array(found)
