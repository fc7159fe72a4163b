"""The posterior of the true score."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betainc
from strategies import counts, levels, swap_tails

import nps
from nps import Counts, EmptySampleError, InputTypeError, OptionError, posterior

proper = st.sampled_from(["jeffreys", "uniform", "perks"])
samples = counts(max_n=10**5)
SAMPLE = Counts(50, 30, 20)


@given(samples, proper)
def test_mean_and_deviation_are_the_closed_forms(sample, prior):
    belief = posterior(sample, prior=prior)
    w, _, _ = belief.prior
    up, level, down = sample.promoters + w, sample.passives + w, sample.detractors + w
    total = up + level + down
    mean = (up - down) / total
    variance = ((up + down) / total - mean**2) / (total + 1.0)
    assert belief.mean == pytest.approx(100.0 * mean)
    # the textbook form cancels near the ends of the scale
    assert belief.standard_deviation == pytest.approx(100.0 * variance**0.5, rel=1e-6)
    assert belief.parameters == (up, level, down)


@given(samples, proper, st.floats(1e-4, 1 - 1e-4))
def test_quantile_and_cdf_are_inverse_and_mirror(sample, prior, q):
    belief = posterior(sample, prior=prior)
    x = belief.quantile(q)
    assert -100.0 <= x <= 100.0
    if abs(x) < 100.0 - 1e-9:  # nearer to the end a float in points cannot resolve it
        # mass of some units in the last place of x
        slack = 1e-10 + 8.0 * belief.pdf(x) * np.spacing(100.0)
        assert belief.cdf(x) == pytest.approx(q, rel=0, abs=slack)
        assert belief.probability_above(x) == pytest.approx(1.0 - q, rel=0, abs=slack)
    mirrored = posterior(swap_tails(sample), prior=prior).quantile(1.0 - q)
    # 1 - q is rounded
    assert mirrored == pytest.approx(-x, rel=0, abs=1e-8)


@settings(max_examples=25, deadline=None)
@given(samples, proper, levels, levels)
def test_equal_tailed_intervals_nest_and_are_those_of_the_estimate(sample, prior, one, other):
    belief = posterior(sample, prior=prior)
    wide, narrow = (belief.credible_interval(pick(one, other)) for pick in (max, min))
    assert -100.0 <= wide.low <= narrow.low < narrow.high <= wide.high <= 100.0
    level = max(one, other)
    estimated = nps.estimate(sample, method=f"bayes-{prior}", confidence_level=level)
    assert wide == pytest.approx(estimated.confidence_interval, rel=0, abs=1e-10)


@pytest.mark.parametrize("level", [0.5, 0.95])
def test_highest_density_is_shorter_and_as_probable(level):
    for sample in (Counts(9, 1, 0), SAMPLE, Counts(0, 3, 12), Counts(1, 0, 0)):
        belief = posterior(sample)
        low, high = belief.credible_interval(level, "highest-density")
        equal = belief.credible_interval(level)
        assert high - low < equal.high - equal.low
        assert belief.cdf(high) - belief.cdf(low) == pytest.approx(level, rel=0, abs=1e-10)


def test_one_promoter_reaches_the_end_only_with_highest_density():
    belief = posterior(Counts(1, 0, 0))
    assert belief.credible_interval(kind="highest-density").high == 100.0
    assert belief.credible_interval().high < 100.0


def test_simulation_agrees():
    belief = posterior(Counts(7, 2, 1))
    drawn = belief.sample(200_000, rng=5)
    assert drawn.shape == (200_000,)
    # five standard errors of the mean; Kolmogorov with P < 1e-4
    assert drawn.mean() == pytest.approx(
        belief.mean, abs=5 * belief.standard_deviation / 200_000**0.5
    )
    x = np.linspace(-90.0, 99.0, 50)
    shares = np.searchsorted(np.sort(drawn), x, side="right") / drawn.size
    assert np.abs(belief.cdf(x) - shares).max() < 2.23 / 200_000**0.5
    np.testing.assert_array_equal(drawn, belief.sample(200_000, rng=np.random.default_rng(5)))
    assert belief.sample(3).size == 3


def test_the_density_integrates_to_the_distribution():
    belief = posterior(Counts(7, 4, 5))
    x = np.linspace(-60.0, 60.0, 2001)
    area = np.trapezoid(belief.pdf(x), x)
    # trapezoidal rule with 2000 steps
    assert area == pytest.approx(belief.cdf(60.0) - belief.cdf(-60.0), rel=1e-6)
    assert belief.pdf(100.0) == 0.0


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(counts(max_n=500), counts(max_n=500))
def test_one_of_two_scores_is_the_higher(one, other):
    first, second = posterior(one), posterior(other)
    higher, lower = first.probability_above(second), second.probability_above(first)
    assert 0.0 <= higher <= 1.0
    assert higher + lower == pytest.approx(1.0, rel=0, abs=1e-10)


def test_a_score_is_as_likely_as_not_above_its_twin():
    assert posterior(SAMPLE).probability_above(posterior(SAMPLE)) == pytest.approx(0.5, abs=1e-12)


def test_which_is_higher_agrees_with_simulation():
    for first, second in (
        (Counts(7, 2, 1), Counts(3, 4, 3)),
        (Counts(2000, 9, 1), Counts(4, 0, 0)),
    ):
        mine, other = posterior(first), posterior(second)
        drawn = mine.sample(400_000, rng=1) > other.sample(400_000, rng=2)
        # five standard errors of a share
        assert mine.probability_above(other) == pytest.approx(drawn.mean(), abs=2.5 / 400_000**0.5)


@settings(max_examples=25, deadline=None)
@given(counts(max_n=300))
def test_more_prior_promoters_raise_the_score_stochastically(sample):
    less, more = posterior(sample, prior=(1, 1, 1)), posterior(sample, prior=(2, 1, 1))
    x = np.linspace(-95.0, 95.0, 20)
    assert np.all(less.cdf(x) >= more.cdf(x) - 1e-12)
    assert more.probability_above(less) > 0.5


@settings(max_examples=25, deadline=None)
@given(counts(max_n=300))
def test_more_answers_for_promoters_raise_the_probability_above_any_benchmark(sample):
    more = Counts(sample.promoters + 1, sample.passives, sample.detractors)
    x = np.linspace(-90.0, 90.0, 10)
    gain = posterior(more).probability_above(x) - posterior(sample).probability_above(x)
    assert np.all(gain >= -1e-12)


def test_haldane_takes_absent_classes_to_be_impossible():
    belief = posterior(Counts(3, 5, 0), prior="haldane")
    x = np.array([-50.0, 0.0, 10.0, 40.0, 90.0])
    np.testing.assert_allclose(belief.cdf(x), betainc(3, 5, np.clip(x / 100, 0, 1)), atol=1e-12)
    assert belief.quantile([0.0, 1.0]).tolist() == [0.0, 100.0]
    assert belief.notes[-1].startswith('The "haldane" prior takes a class without answers')
    assert np.all(belief.sample(100, rng=1) >= 0.0)
    assert posterior(SAMPLE, prior="haldane").mean == pytest.approx(30.0)


@pytest.mark.parametrize(
    ("sample", "score"), [(Counts(3, 0, 0), 100), (Counts(0, 9, 0), 0), (Counts(0, 0, 1), -100)]
)
def test_haldane_with_one_class_is_a_point(sample, score):
    belief = posterior(sample, prior="haldane")
    assert (belief.mean, belief.standard_deviation) == (score, 0.0)
    assert belief.cdf([score - 1.0, score, score + 1.0]).tolist() == [0.0, 1.0, 1.0]
    assert belief.pdf([score - 1.0, score]).tolist() == [0.0, np.inf]
    assert belief.quantile(0.3) == score
    assert belief.probability_above([score - 1.0, score]).tolist() == [1.0, 0.0]
    for kind in ("equal-tailed", "highest-density"):
        assert belief.credible_interval(kind=kind) == (score, score)
    assert set(belief.sample(5, rng=0)) == {float(score)}
    assert "two classes" in belief.notes[-1]
    other = posterior(SAMPLE)
    above = other.probability_above(belief)
    assert above == other.probability_above(float(score))
    assert belief.probability_above(other) == pytest.approx(1.0 - above)
    assert belief.probability_above(belief) == 0.0


def test_arrays_in_arrays_out():
    belief = posterior(SAMPLE)
    x = np.array([[10.0, 20.0], [30.0, 200.0]])
    for values in (belief.cdf(x), belief.pdf(x), belief.probability_above(x)):
        assert values.shape == (2, 2)
    assert belief.quantile([0.1, 0.9]).shape == (2,)
    for value in (belief.cdf(1), belief.pdf(1), belief.probability_above(1), belief.quantile(0.5)):
        assert type(value) is float
    assert (belief.cdf(200.0), belief.cdf(-100.0)) == (1.0, 0.0)


def test_display():
    belief = posterior(SAMPLE)
    assert str(belief) == "NPS posterior mean 29.6  [14.0, 44.3]  95% credible, n = 100"
    assert "P(NPS &gt; 0)" in belief._repr_html_()
    plain = json.loads(json.dumps(belief.to_dict()))
    assert plain["parameters"] == [50.5, 30.5, 20.5]
    assert plain["prior"] == [0.5, 0.5, 0.5]
    assert belief.notes == ()
    assert posterior([10, 9]).notes == ("A tiny sample: n = 2.",)
    assert posterior([10, 9]).counts == nps.count([10, 9])


def test_errors():
    with pytest.raises(EmptySampleError):
        posterior([])
    with pytest.raises(OptionError, match="Did you mean 'jeffreys'"):
        posterior(SAMPLE, prior="Jeffreys")
    for wrong in (0.5, (1, 1), None):
        with pytest.raises(InputTypeError, match="three positive numbers"):
            posterior(SAMPLE, prior=wrong)
    with pytest.raises(OptionError, match="haldane"):
        posterior(SAMPLE, prior=(1, 0, 1))
    with pytest.raises(OptionError, match="finite"):
        posterior(SAMPLE, prior=(1, float("nan"), 1))
    belief = posterior(SAMPLE)
    with pytest.raises(OptionError, match="between 0 and 1"):
        belief.quantile(2.5)
    with pytest.raises(OptionError, match="NaN"):
        belief.cdf([1.0, float("nan")])
    with pytest.raises(OptionError, match="kind"):
        belief.credible_interval(kind="hpd")
    with pytest.raises(OptionError, match="confidence_level"):
        belief.credible_interval(95)
    with pytest.raises(OptionError, match="size"):
        belief.sample(-1)


def test_a_benchmark_that_is_no_number_is_refused():
    with pytest.raises(nps.InputTypeError, match="benchmark must be a number in points, got 'x'"):
        nps.posterior(nps.Counts(5, 3, 2)).probability_above("x")
