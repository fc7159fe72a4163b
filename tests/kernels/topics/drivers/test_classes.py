"""Models of the classes against R, and their derivatives against differences."""

from __future__ import annotations

import numpy as np
import pytest
from driver_data import CASES, LIKELIHOOD
from driver_fits import model_of, some_data
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.topics.drivers.classes import (
    average_shares,
    average_slopes,
    fit_classes,
    scores,
)
from nps._kernels.topics.drivers.newton import inverse

seeds = st.integers(0, 2**32 - 1)
#: R's errors of the cumulative model come from a numerical derivative.
NUMERICAL = 1e-5


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize(("name", "rows"), [("ordinal", "polr_class"), ("multinomial", "multinom")])
def test_average_slopes_and_their_errors_are_those_of_r(case, name, rows):
    model = model_of(name, case.columns, case.classes)
    top = fit_classes(model)
    slopes, derivatives = average_slopes(model, top.at, np.eye(case.k))
    change = derivatives[0] - derivatives[1]
    errors = np.sqrt(np.einsum("ja,ab,jb->j", change, inverse(top.information), change))
    assert_allclose(100 * (slopes[0] - slopes[1]), case.values(rows, "ame_nps"), rtol=LIKELIHOOD)
    assert_allclose(100 * errors, case.values(rows, "ame_nps", "se"), rtol=NUMERICAL)


@given(seeds, st.sampled_from(["ordinal", "multinomial"]), st.booleans())
def test_derivatives_are_limits_of_differences(seed, name, weighted):
    columns, classes, _ = some_data(seed, 30, 2)
    assume(np.unique(classes).size == 3)
    rng = np.random.default_rng(seed)
    weights = rng.uniform(0.5, 2.0, 30) if weighted else None
    model = model_of(name, columns, classes, weights)
    at = rng.normal(size=model.n_parameters)
    if name == "ordinal":
        at[:2] = np.sort(at[:2]) + np.array([0.0, 0.2])
    directions = np.array([[1.0, 0.0], [0.5, -1.0]])
    among = rng.random(30) < 0.7
    assume(among.any())
    settings = {0: 3.0}

    def all_of(parameters):
        z = model.coordinates(slice(0, 30))
        value = model.likelihood(parameters, z, slice(0, 30))[0].sum()
        return (
            np.array([value]),
            average_slopes(model, parameters, directions, among)[0].ravel(),
            average_shares(model, parameters, settings, among)[0],
        )

    exact = (
        scores(model, at, slice(0, 30)).sum(axis=1)[np.newaxis],
        average_slopes(model, at, directions, among)[1].reshape(4, -1),
        average_shares(model, at, settings, among)[1],
    )
    step = 1e-5
    for parameter in range(model.n_parameters):
        ahead, behind = at.copy(), at.copy()
        ahead[parameter] += step
        behind[parameter] -= step
        for up, down, derivative in zip(all_of(ahead), all_of(behind), exact, strict=True):
            # the third derivative times the square of the step, and rounding over the step
            assert_allclose((up - down) / (2 * step), derivative[:, parameter], atol=2e-7)


@given(seeds, st.sampled_from(["ordinal", "multinomial"]))
def test_slopes_are_limits_of_differences_of_shares(seed, name):
    columns, classes, _ = some_data(seed, 30, 2)
    assume(np.unique(classes).size == 3)
    model = model_of(name, columns, classes)
    at = np.random.default_rng(seed).normal(size=model.n_parameters) / 2
    shares = []
    for shift in (1e-5, -1e-5):
        shifted = model._replace(columns=(columns[0] + shift, columns[1]))
        shares.append(average_shares(shifted, at, {})[0])
    slopes, _ = average_slopes(model, at, np.array([[1.0, 0.0]]))
    assert_allclose((shares[0] - shares[1]) / 2e-5, slopes[:, 0], atol=1e-8)


@pytest.mark.parametrize("absent", [1, 0, -1])
def test_a_class_that_nobody_is_in_has_no_slope(absent):
    columns, classes, _ = some_data(3, 200, 2)
    kept = classes != absent
    model = model_of("multinomial", tuple(c[kept] for c in columns), classes[kept])
    top = fit_classes(model)
    assert top.found
    slopes, _ = average_slopes(model, top.at, np.eye(2))
    if absent:
        gone = 0 if absent == 1 else 1
        assert_allclose(slopes[gone], 0.0)
        assert (slopes[1 - gone] != 0.0).all()
    else:
        assert_allclose(slopes[0], -slopes[1], atol=1e-15)


@pytest.mark.parametrize("name", ["ordinal", "multinomial"])
def test_separation_is_noticed(name):
    columns, classes, _ = some_data(5, 60, 2)
    split = (columns[0], classes > 0)
    top = fit_classes(model_of(name, split, classes))
    assert not top.found
    model = model_of(name, split, classes)
    toward = np.abs(model.transform @ top.step[model.places[0][1:]])
    assert toward.argmax() == 1


def test_a_long_way_to_the_top_is_gone():
    """One respondent against a steep slope: coefficients of ten standard deviations."""
    x = np.linspace(-1.0, 1.0, 2000)
    classes = np.where(x > 0.0, 1, -1).astype(np.int8)
    classes[1010] = -1
    top = fit_classes(model_of("multinomial", (x,), classes))
    assert top.found
    assert abs(top.at[1]) > 10.0


@pytest.mark.parametrize("name", ["ordinal", "multinomial"])
@pytest.mark.parametrize("share", [0.05, 0.9])
def test_classes_in_reverse_have_the_same_maximum(name, share):
    rng = np.random.default_rng(4)
    x, draw = rng.normal(size=400), rng.random(400)
    classes = np.where(draw < share + 0.02 * x, 1, np.where(draw < 0.95, 0, -1)).astype(np.int8)
    ahead, back = (fit_classes(model_of(name, (x,), sign * classes)) for sign in (1, -1))
    assert ahead.found
    assert back.found
    assert_allclose(ahead.log_likelihood, back.log_likelihood, rtol=1e-12)
