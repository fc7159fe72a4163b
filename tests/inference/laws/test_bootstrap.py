"""The bootstrap of one score and of a difference."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from offered import offered
from reference_tables import classes, rows
from scipy import stats
from strategies import counts, levels

import nps
from nps import Counts, EmptySampleError, InputTypeError, OptionError, bootstrap

FIVE = Counts(7, 2, 1)
KINDS = offered(lambda kind: bootstrap(FIVE).confidence_interval(kind))

samples = counts(max_n=10**4)
kinds = pytest.mark.parametrize("kind", KINDS)


def as_answers(sample):
    return np.repeat([100.0, 0.0, -100.0], [sample.promoters, sample.passives, sample.detractors])


@given(samples)
def test_mean_and_standard_error_are_those_of_the_law(sample):
    law = bootstrap(sample)
    assert law.observed == law.mean == pytest.approx(nps.score(sample))
    assert law.standard_error == pytest.approx(sample.standard_error)
    assert law.probabilities.sum() == pytest.approx(1.0, rel=0, abs=1e-12)
    assert law.support @ law.probabilities == pytest.approx(law.mean, rel=0, abs=1e-8)
    spread = (law.support - law.mean) ** 2 @ law.probabilities
    # squares of up to 100 points times errors of 1e-16 in some hundred probabilities
    assert spread == pytest.approx(law.standard_error**2, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("sample", [Counts(4, 0, 0), Counts(0, 12, 0), Counts(0, 0, 1)])
@pytest.mark.parametrize("how", [{}, {"n_resamples": 20, "rng": 1}])
def test_one_class_only_is_a_point_and_says_so(sample, how):
    law = bootstrap(sample, **how)
    assert law.standard_error == 0.0
    assert law.support.tolist() == [law.observed]
    for kind in KINDS:
        assert law.confidence_interval(kind) == (law.observed, law.observed)
    assert "one class" in law.notes[-1]
    assert 'method="score"' in law.notes[-1]


def test_tiny_samples_are_noted():
    assert bootstrap(Counts(2, 1, 1)).notes == ("A tiny sample: n = 4.",)
    assert bootstrap(Counts(20, 10, 10)).notes == ()
    notes = bootstrap(Counts(20, 10, 10), Counts(3, 0, 0)).notes
    assert notes[0] == "A tiny reference: n = 3."
    assert "nps.compare" in notes[1]


# Differences


def test_differences_are_near_those_of_r():
    for row in rows("bootstrap_difference"):
        pair = [Counts(*classes(row, suffix)) for suffix in ("_1", "_2")]
        law = bootstrap(*pair)
        assert law.observed == pytest.approx(float(row["difference"]))
        # four times 99,999 resamples: relative error of a standard deviation 1/sqrt(2 * 399,996)
        assert law.standard_error == pytest.approx(float(row["standard_error"]), rel=5e-3)
        step = 100.0 / min(one.n for one in pair)
        for kind in ("basic", "percentile"):
            mine = law.confidence_interval(kind, float(row["confidence_level"]))
            r = float(row[f"{kind}_low"]), float(row[f"{kind}_high"])
            assert mine == pytest.approx(r, rel=0, abs=step + 0.1)


def test_bca_of_a_difference_agrees_with_scipy():
    sample, reference = Counts(15, 10, 5), Counts(120, 60, 20)
    theirs = stats.bootstrap(
        (as_answers(sample), as_answers(reference)),
        lambda x, y, axis: x.mean(axis=axis) - y.mean(axis=axis),
        method="BCa",
        n_resamples=20_000,
        batch=2_000,
        random_state=np.random.default_rng(5),  # SciPy's name for it before 1.15, still taken
    ).confidence_interval
    mine = bootstrap(sample, reference).confidence_interval("bca")
    # quantiles of 20,000 resamples: sd sqrt(.025 * .975 / 20000) / density, about .35 points
    assert mine == pytest.approx((theirs.low, theirs.high), rel=0, abs=1.4)


@pytest.mark.parametrize("kind", ["percentile", "basic", "bca"])
@settings(max_examples=20, deadline=None)
@given(counts(max_n=60), counts(max_n=60), levels)
def test_exchanging_the_samples_mirrors_the_difference(kind, sample, reference, level):
    low, high = bootstrap(sample, reference).confidence_interval(kind, level)
    mirrored = bootstrap(reference, sample).confidence_interval(kind, level)
    assert mirrored == pytest.approx((-high, -low), rel=0, abs=1e-9)
    assert -200.0 <= low <= high <= 200.0


def test_a_difference_has_no_exact_studentized_interval():
    with pytest.raises(OptionError, match="n_resamples"):
        bootstrap(FIVE, FIVE).confidence_interval("studentized")


def test_one_sided_bounds_of_a_difference_end_at_200():
    law = bootstrap(FIVE, Counts(3, 4, 3))
    assert law.confidence_interval(alternative="greater").high == 200.0
    assert law.confidence_interval(alternative="less").low == -200.0


# Simulation


@kinds
def test_simulated_intervals_approach_the_exact_ones(kind):
    sample = Counts(500, 300, 200)
    exact, drawn = bootstrap(sample), bootstrap(sample, n_resamples=200_000, rng=7)
    # five standard errors of the mean and of the standard deviation of 200,000 draws
    assert drawn.mean == pytest.approx(exact.mean, abs=5 * exact.standard_error / 200_000**0.5)
    assert drawn.standard_error == pytest.approx(exact.standard_error, rel=5 / 400_000**0.5)
    expected = exact.confidence_interval(kind)
    # sd of a quantile: sqrt(.025 * .975 / 200000) / (.0584 / 2.47) = .0148 points; and one step
    assert drawn.confidence_interval(kind) == pytest.approx(expected, rel=0, abs=0.175)


def test_simulated_studentized_differences_are_close_to_welch():
    sample, reference = Counts(500, 300, 200), Counts(250, 350, 200)
    law = bootstrap(sample, reference, n_resamples=100_000, rng=3)
    half = 1.96 * law.standard_error
    expected = law.observed - half, law.observed + half
    # skewness and Student's t at n = 1000 move the ends by less than .1, simulation by .1
    assert law.confidence_interval("studentized") == pytest.approx(expected, rel=0, abs=0.3)


def test_a_few_simulated_studentized_values_give_their_extremes():
    sample, size = Counts(50, 30, 20), 39
    up, _, down = np.random.default_rng(8).multinomial(100, [0.5, 0.3, 0.2], size).T
    score = (up - down) / 100.0
    t = np.sort((score - 0.3) / np.sqrt(((up + down) / 100.0 - score**2) / 100.0))
    error = sample.standard_error
    law = bootstrap(sample, n_resamples=size, rng=8)
    # 39 * .025 is just below one value, 39 * .1 just below four
    for confidence, left_out in ((0.95, 1), (0.8, 4)):
        ends = 30.0 - error * t[-left_out], 30.0 - error * t[left_out - 1]
        assert law.confidence_interval("studentized", confidence) == pytest.approx(ends)


def test_the_seed_decides_and_nothing_else():
    def spread(rng):
        return bootstrap(FIVE, n_resamples=500, rng=rng).standard_error

    assert spread(3) == spread(3)
    assert spread(3) != spread(4)
    generator = np.random.default_rng(3)
    assert spread(generator) == spread(3)
    assert spread(generator) != spread(3)
    assert bootstrap(FIVE, n_resamples=50).n_resamples == 50


# Size, display, errors


def test_ratings_are_counted():
    assert bootstrap([10, 9, 7, 3]).sample == nps.count([10, 9, 7, 3])
    assert bootstrap([10, 9], [3, 7]).reference == nps.count([3, 7])


def test_errors():
    with pytest.raises(EmptySampleError):
        bootstrap([])
    with pytest.raises(EmptySampleError):
        bootstrap([10], [None])
    with pytest.raises(OptionError, match="n_resamples"):
        bootstrap(FIVE, rng=1)
    with pytest.raises(OptionError, match="at least 2"):
        bootstrap(FIVE, n_resamples=1)
    with pytest.raises(OptionError, match="n_resamples must be at most 1,000,000, got 1000000000"):
        bootstrap(FIVE, n_resamples=10**9)
    with pytest.raises(InputTypeError, match="n_resamples"):
        bootstrap(FIVE, n_resamples="many")
    law = bootstrap(FIVE)
    with pytest.raises(OptionError, match="Did you mean 'bca'"):
        law.confidence_interval("BCa")
    with pytest.raises(OptionError, match="confidence_level"):
        law.confidence_interval(confidence_level=95)
    with pytest.raises(OptionError, match="alternative"):
        law.confidence_interval(alternative="both")
    with pytest.raises(OptionError, match="between 0 and 1"):
        law.quantile(95)
    with pytest.raises(OptionError, match="NaN"):
        law.cdf(float("nan"))
