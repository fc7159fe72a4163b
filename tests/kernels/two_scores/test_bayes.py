"""The law of the difference of two posteriors, by other rules of integration."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import nps
from nps import posterior
from nps._kernels.laws import dirichlet
from nps._kernels.two_scores import bayes as two_sample_bayes


@given(
    st.tuples(*[st.floats(0.4, 50)] * 3), st.tuples(*[st.floats(0.4, 50)] * 3), st.floats(-1.9, 1.9)
)
@settings(max_examples=15)
@example((0.5, 0.5, 10.5), (0.5, 10.5, 0.5), -0.7)
@example((3.5, 0.5, 0.5), (0.5, 0.5, 2.5), 1.3)
def test_the_law_of_a_posterior_difference_is_one_and_symmetric(first, second, x):
    below, above = two_sample_bayes.DifferenceLaw(first, second).tails(x)
    # the rule of integration promises about 1e-12, to 1e-9 for parameters below 1/2
    assert below + above == pytest.approx(1.0, abs=1e-9)
    swapped, _ = two_sample_bayes.DifferenceLaw(second, first).tails(-x)
    assert above == pytest.approx(swapped, rel=1e-8, abs=1e-12)


@pytest.mark.parametrize(
    ("first", "second", "x"),
    [
        ((3.0, 20.0, 20.0), (1.5, 8.0, 1.5), -0.316),
        ((8.0, 1.5, 8.0), (1.5, 1.5, 1.5), 0.78),
        ((1.0, 3.0, 1.0), (8.0, 20.0, 20.0), 1.4),
    ],
)
def test_the_law_of_a_posterior_difference_by_another_rule(first, second, x):
    # integrate over the other sample, with many Gauss-Legendre nodes between all kinks
    kinks = np.array([-1.0, 0.0, 1.0])
    edges = np.unique(np.clip(np.concatenate((kinks, kinks + x)), -1.0, 1.0))
    unit, weights = np.polynomial.legendre.leggauss(300)
    half = 0.5 * np.diff(edges)[:, None]
    nodes = (edges[:-1, None] + half * (1.0 + unit)).ravel()

    def law(shape, at):
        return dirichlet.distribution(at, *(np.full(at.size, part) for part in shape))

    density, below = law(first, nodes)[2], law(second, nodes - x)[0]
    expected = ((half * weights).ravel() * density) @ below
    assert two_sample_bayes.DifferenceLaw(first, second).tails(x)[1] == pytest.approx(
        expected,
        rel=1e-6,  # what Gauss-Legendre keeps at ends with half powers
    )


@pytest.mark.parametrize("turned", [False, True])
def test_against_a_score_known_almost_for_certain_it_is_one_posterior(turned):
    # a score of 0.1 known to 1e-6: the difference is above x where the other is above x + 0.1
    certain, open_one = (4e11, 3e11, 3e11), (20.5, 10.5, 5.5)
    for x in (0.0, 0.2, 0.45):
        wanted = posterior(nps.Counts(20, 10, 5)).probability_above(100.0 * (x + 0.1))
        if turned:
            found, _ = two_sample_bayes.DifferenceLaw(certain, open_one).tails(-x)
        else:
            _, found = two_sample_bayes.DifferenceLaw(open_one, certain).tails(x)
        assert found == pytest.approx(wanted, rel=1e-5)


def test_a_law_against_itself_is_even():
    law = two_sample_bayes.DifferenceLaw
    for shape in ((2.0**53 - 2.0, 1.0, 1.0), (2.0**52, 2.0**51, 2.0**51), (0.5, 3.0, 7.5)):
        assert law(shape, shape).tails(0.0) == (0.5, 0.5)
        assert law(shape, shape).upper_quantile(0.5) == pytest.approx(0.0, abs=1e-9)
