"""Laws on their lattice: exact, simulated, and too large to write out."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from resamples import enumerated

import nps
from nps import Counts, OptionError, bootstrap

FIVE = Counts(7, 2, 1)


@pytest.mark.parametrize(
    ("sample", "reference"),
    [
        (FIVE, Counts(3, 4, 3)),
        (FIVE, Counts(2, 1, 1)),
        (Counts(3, 0, 3), Counts(2, 1, 5)),
        (Counts(3, 0, 0), Counts(0, 2, 1)),
    ],
)
def test_a_difference_agrees_with_enumeration_of_pairs(sample, reference):
    law, exact = bootstrap(sample, reference), {}
    pairs = product(enumerated(sample).items(), enumerated(reference).items())
    for (x, p), (y, q) in pairs:
        exact[round(x - y, 8)] = exact.get(round(x - y, 8), 0.0) + p * q
    assert law.observed == pytest.approx(nps.score(sample) - nps.score(reference))
    np.testing.assert_allclose(law.support, sorted(exact), atol=1e-7)
    expected = [exact[x] for x in sorted(exact)]
    np.testing.assert_allclose(law.probabilities, expected, rtol=0, atol=1e-14)
    for x in sorted(exact)[::5]:
        below = sum(p for y, p in exact.items() if y <= x)
        assert law.cdf(x) == pytest.approx(below, rel=0, abs=1e-13)
        assert law.pmf(x) == pytest.approx(exact[x], rel=0, abs=1e-13)


def test_a_difference_has_the_standard_error_of_independent_samples():
    sample, reference = Counts(50, 30, 20), Counts(11, 7, 4)
    law = bootstrap(sample, reference)
    error = np.hypot(sample.standard_error, reference.standard_error)
    assert law.standard_error == pytest.approx(error)
    spread = (law.support - law.mean) ** 2 @ law.probabilities
    assert spread**0.5 == pytest.approx(error, rel=1e-9)


def test_a_million_draws_follow_the_exact_law():
    sample = Counts(9, 4, 3)
    exact, drawn = bootstrap(sample), bootstrap(sample, n_resamples=1_000_000, rng=11)
    gap = exact.cdf(exact.support) - drawn.cdf(exact.support)
    # Kolmogorov: P(sup |F - F_n| > 2.23 / sqrt(n)) < 1e-4
    assert np.abs(gap).max() < 2.23e-3
    assert set(drawn.support).issubset(exact.support)
    assert drawn.probabilities.sum() == pytest.approx(1.0)


def test_a_quadrillion_answers():
    sample = Counts(2**51, 2**50, 2**50)
    law = bootstrap(sample)
    low, high = law.confidence_interval("bca")
    z = 1.959963984540054
    assert low == pytest.approx(law.observed - z * law.standard_error, abs=1e-9)
    assert high == pytest.approx(law.observed + z * law.standard_error, abs=1e-9)
    with pytest.raises(OptionError, match="too many"):
        law.support  # noqa: B018  # the access is what fails
    with pytest.raises(OptionError, match="64-bit"):
        bootstrap(sample, Counts(2**52, 1, 0))
