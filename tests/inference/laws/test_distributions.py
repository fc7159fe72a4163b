"""The law of a resampled score: probabilities, quantiles and intervals, and how it shows."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from offered import offered
from resamples import enumerated
from strategies import counts, levels, swap_tails

from nps import Counts, bootstrap, estimate

FIVE = Counts(7, 2, 1)
KINDS = offered(lambda kind: bootstrap(FIVE).confidence_interval(kind))
samples = counts(max_n=10**4)
kinds = pytest.mark.parametrize("kind", KINDS)


def test_support_and_probabilities_are_those_enumerated():
    for sample in (FIVE, Counts(3, 0, 4), Counts(2, 3, 0), Counts(0, 1, 1), Counts(0, 4, 0)):
        law, exact = bootstrap(sample), enumerated(sample)
        np.testing.assert_allclose(law.support, sorted(exact), atol=1e-12)
        expected = [exact[score] for score in sorted(exact)]
        np.testing.assert_allclose(law.probabilities, expected, rtol=0, atol=1e-15)


@given(samples, st.floats(0.0, 1.0))
def test_quantile_and_cdf_are_inverse(sample, q):
    law = bootstrap(sample)
    x = law.quantile(q)
    assert law.cdf(x) >= q - 2e-12
    step = 100.0 / sample.n
    assert law.cdf(x - step / 2.0) <= q
    assert law.cdf(x) + law.probability_above(x) == pytest.approx(1.0)


@given(samples)
def test_a_score_on_the_lattice_counts_as_itself_despite_rounding(sample):
    law = bootstrap(sample)
    rise = law.cdf(law.observed) - law.cdf(law.observed - 50.0 / sample.n)
    assert law.pmf(law.observed) == pytest.approx(rise, rel=0, abs=1e-14)
    assert law.pmf(law.observed) > 0.0
    assert law.pmf(law.observed + 50.0 / sample.n) == 0.0


def test_arrays_in_arrays_out():
    law = bootstrap(FIVE)
    x = np.array([[60.0, 59.9], [-500.0, 500.0]])
    for values in (law.cdf(x), law.pmf(x), law.probability_above(x), law.quantile(x / 1000 + 0.5)):
        assert values.shape == (2, 2)
    assert law.cdf(x)[1].tolist() == [0.0, 1.0]
    assert law.pmf(x)[1].tolist() == [0.0, 0.0]
    for value in (law.cdf(60), law.pmf(60), law.probability_above(60), law.quantile(0.5)):
        assert type(value) is float


@kinds
def test_intervals_are_those_of_the_estimate(kind):
    for sample in (FIVE, Counts(50, 30, 20), Counts(99, 0, 1), Counts(3, 0, 0)):
        estimated = estimate(sample, method=f"bootstrap-{kind}").confidence_interval
        mine = bootstrap(sample).confidence_interval(kind)
        assert mine == pytest.approx(estimated, rel=0, abs=1e-11)


@kinds
@settings(max_examples=30, deadline=None)
@given(samples, samples, levels, levels)
def test_intervals_mirror_nest_and_stay_on_the_scale(kind, sample, reference, one, other):
    law = bootstrap(sample)
    wide, narrow = (law.confidence_interval(kind, pick(one, other)) for pick in (max, min))
    assert -100.0 <= wide.low <= narrow.low <= narrow.high <= wide.high <= 100.0
    mirrored = bootstrap(swap_tails(sample)).confidence_interval(kind, max(one, other))
    assert mirrored == pytest.approx((-wide.high, -wide.low), rel=0, abs=1e-10)


@kinds
def test_one_sided_bounds_are_the_ends_of_the_interval_with_twice_the_error(kind):
    law = bootstrap(Counts(50, 30, 20))
    low, high = law.confidence_interval(kind, 0.90)
    assert law.confidence_interval(kind, 0.95, "greater") == pytest.approx((low, 100.0))
    assert law.confidence_interval(kind, 0.95, "less") == pytest.approx((-100.0, high))


def test_display():
    law = bootstrap(Counts(50, 30, 20))
    assert str(law) == "NPS 30.0  bootstrap SE 7.8 (exact)"
    assert repr(law) == f"<BootstrapDistribution: {law}>"
    drawn = bootstrap(FIVE, Counts(3, 4, 3), n_resamples=1000, rng=1)
    assert str(drawn).startswith("difference +60.0  bootstrap SE ")
    assert str(drawn).endswith("(1,000 resamples)")
    assert "exact" in law._repr_html_()
    assert "1,000" in drawn._repr_html_()
    plain = json.loads(json.dumps(drawn.to_dict()))
    assert list(plain) == [
        "observed", "mean", "standard_error", "sample", "reference", "n_resamples", "notes"
    ]  # fmt: skip
    assert plain["sample"]["promoters"] == 7
