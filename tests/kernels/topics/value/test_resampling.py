"""Means with limits: the law of the draws, and that limits and p-values say the same."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.topics.value import resampling
from nps._kernels.topics.value.resampling import Draws

VALUES = np.array([0.0, 1.0, 5.0])
columns = st.lists(st.integers(0, 50), min_size=2, max_size=12).map(np.array)


class Normal:
    """A source of random numbers that gives what it was told."""

    def __init__(self, z):
        self.z = z

    def standard_normal(self, size):
        assert size == self.z.size
        return self.z


@given(columns)
def test_a_mean_with_its_error(values):
    values = values.astype(np.float64)
    found = resampling.mean_of(values)
    assert_allclose(found.value, values.mean(), atol=1e-12)
    assert_allclose(found.error, values.std(ddof=1) / values.size**0.5, atol=1e-12)
    assert_allclose(
        found.cumulant, ((values - values.mean()) ** 3).mean() / values.size**2, atol=1e-9
    )
    same = resampling.mean_of(values, np.full(values.size, 2.5))
    assert_allclose(same[:3], found[:3], atol=1e-9)
    assert same.size == found.size == values.size


def test_weights_stand_for_people():
    values, weights = np.array([1.0, 2.0, 10.0]), np.array([1.0, 2.0, 3.0])
    found = resampling.mean_of(values, weights)
    mean = np.repeat(values, [1, 2, 3]).mean()
    assert found.value == pytest.approx(mean)
    pulls = weights * (values - mean) / 6.0
    assert found.error == pytest.approx(np.sqrt(1.5 * (pulls**2).sum()))


def test_nobody_and_one_have_no_error():
    assert np.isnan(resampling.mean_of(np.zeros(0))[:3]).all()
    one = resampling.mean_of(np.array([3.0]))
    assert one.value == 3.0
    assert np.isnan(one.error)


def exact_law(values, weights):
    """Every sample of three from three, as gap and error."""
    mean = resampling.mean_of(values, weights).value
    found = []
    for chosen in product(range(3), repeat=3):
        index = list(chosen)
        one = resampling.mean_of(values[index], None if weights is None else weights[index])
        found.append((one.value - mean, one.error))
    return np.array(found).T


@pytest.mark.parametrize("weights", [None, np.array([1.0, 2.0, 4.0])])
def test_draws_are_samples_with_replacement(weights):
    gaps, errors = exact_law(VALUES, weights)
    drawn = resampling.draws(VALUES, weights, 20_000, np.random.default_rng(1))
    for gap, error in {(round(g, 9), round(e, 9)) for g, e in zip(gaps, errors, strict=True)}:
        chance = np.isclose(gaps, gap) & np.isclose(errors, error)
        seen = np.isclose(drawn.gap, gap) & np.isclose(drawn.error, error)
        p = chance.mean()
        assert abs(seen.mean() - p) < 5.0 * np.sqrt(p * (1.0 - p) / 20_000)


def test_repeated_values_are_drawn_as_counts_of_them(monkeypatch):
    values = np.repeat(VALUES, [20, 8, 4])
    assert values.size >= resampling.REPEATED * 3
    as_counts = resampling.draws(values, None, 20_000, np.random.default_rng(1))
    monkeypatch.setattr(resampling, "REPEATED", 100)
    one_by_one = resampling.draws(values, None, 20_000, np.random.default_rng(2))
    for mine, theirs in zip(as_counts, one_by_one, strict=True):
        for place in (0.05, 0.25, 0.5, 0.75, 0.95):
            cut = np.quantile(theirs, place)
            p = np.array([(x <= cut).mean() for x in (mine, theirs)])
            # each share is known to within its binomial error, five of them
            assert abs(p[0] - p[1]) < 5.0 * np.sqrt(2.0 * p[1] * (1.0 - p[1]) / 20_000) + 1e-12


def test_blocks_do_not_show(monkeypatch):
    values = np.arange(40.0) ** 2
    whole = resampling.draws(values, None, 50, np.random.default_rng(1))
    monkeypatch.setattr(resampling, "CELLS", 200)
    cut = resampling.draws(values, None, 50, np.random.default_rng(1))
    assert_allclose(cut.gap, whole.gap)
    assert_allclose(cut.error, whole.error)


class Expected:
    """A source of random numbers whose samples are all just as expected."""

    def __init__(self):
        self.asked = 0

    def multinomial(self, n, shares, size):
        self.asked += size
        return np.tile(n * shares, (size, 1))


def test_each_draw_of_repeated_values_is_drawn_once(monkeypatch):
    monkeypatch.setattr(resampling, "CELLS", 12)
    values, source = np.repeat(VALUES, [20, 8, 4]), Expected()
    drawn = resampling.draws(values, None, 50, source)
    assert source.asked == 50
    assert_allclose(drawn.gap, np.zeros(50), atol=1e-12)
    assert_allclose(drawn.error, np.full(50, values.std(ddof=1) / 32**0.5))


def test_large_classes_have_the_quantiles_of_the_expansion():
    values = np.random.default_rng(1).exponential(size=resampling.LARGE)
    found = resampling.mean_of(values)
    skew = found.cumulant / found.error**3
    z = np.linspace(-3.0, 3.0, 61)
    drawn = resampling.draws(values, None, 61, Normal(z))
    ratio = drawn.gap / drawn.error
    # what is left is of the order of the square of the skewness of the mean
    assert_allclose(ratio, z - skew * (2.0 * z * z + 1.0) / 6.0, atol=10.0 * skew**2)
    assert abs(skew) > 20.0 * skew**2
    # but a heavy tail is drawn from: normal numbers are not asked for
    heavy = np.append(values, 1e7)
    assert resampling.draws(heavy, None, 3, np.random.default_rng(1)).gap.size == 3


@given(st.lists(st.floats(-5, 5), min_size=39, max_size=199), st.floats(-8, 8))
def test_limits_leave_out_what_the_p_value_rejects(ratios, value):
    ratios = np.sort(np.array(ratios))
    low, high = resampling.bootstrap_limits(value, 1.0, ratios, 0.025)
    p = resampling.bootstrap_p(value, ratios)
    outside = not low <= 0.0 <= high
    tail = max(1, int((ratios.size + 1) * 0.025 + 1e-9)) / (ratios.size + 1)
    assert outside == (p <= 2.0 * tail + 1e-12)
    assert 0.0 < p <= 1.0


def test_limits_are_order_statistics_turned_round():
    ratios = np.arange(-9.0, 30.0)  # 39 of them
    assert resampling.bootstrap_limits(100.0, 2.0, ratios, 0.05) == (100.0 - 56.0, 100.0 + 16.0)


def test_draws_without_spread():
    ratios = resampling.studentized(Draws(np.array([0.0, 1.0, -1.0, 2.0]), np.array([0, 0, 0, 1])))
    assert ratios.tolist() == [-np.inf, 0.0, 2.0, np.inf]


def test_differences_of_two():
    one, other = Draws(np.array([3.0]), np.array([3.0])), Draws(np.array([1.0]), np.array([4.0]))
    assert resampling.difference(one, other) == (2.0, 5.0)


def test_welch():
    one, other = np.array([1.0, 2.0, 4.0]), np.array([0.0, 5.0, 3.0, 9.0])
    a, b = one.var(ddof=1) / 3, other.var(ddof=1) / 4
    freedom = (a + b) ** 2 / (a**2 / 2 + b**2 / 3)
    pair = resampling.mean_of(one), resampling.mean_of(other)
    assert resampling.welch_freedom(*pair) == pytest.approx(freedom)


@pytest.mark.parametrize("weighted", [False, True])
def test_shares_have_the_error_of_the_jackknife(weighted):
    draw = np.random.default_rng(4)
    values, inside = draw.exponential(size=500), (draw.random(500) < 0.3).astype(np.float64)
    weights = draw.random(500) + 0.5 if weighted else None
    found = resampling.share_of(values, inside, weights)
    worth = values if weights is None else values * weights
    left_out = (worth @ inside - worth * inside) / (worth.sum() - worth)
    gaps = left_out - left_out.mean()
    assert found.value == pytest.approx(worth @ inside / worth.sum())
    assert found.error == pytest.approx(np.sqrt(499 / 500 * gaps @ gaps), rel=0.02)
    assert np.isnan(resampling.share_of(np.ones(1), np.ones(1), None).error)


@given(st.floats(0.1, 0.9), st.floats(0.001, 0.1))
def test_limits_of_a_share_are_symmetric_in_log_odds(share, error):
    low, high = resampling.logit_limits(share, error, 1.96)
    assert 0.0 < low < share < high < 1.0
    odds = [x / (1.0 - x) for x in (low, share, high)]
    assert odds[0] * odds[2] == pytest.approx(odds[1] ** 2, rel=1e-6)
    mirrored = resampling.logit_limits(1.0 - share, error, 1.96)
    assert_allclose([1.0 - high, 1.0 - low], mirrored, atol=1e-9)
    # of a small error they are those of the plain one
    near = np.subtract(resampling.logit_limits(share, 1e-6, 1.96), share)
    assert_allclose(near, [-1.96e-6, 1.96e-6], rtol=1e-4)


def test_a_share_of_all_or_nothing_has_no_limits():
    assert np.isnan(resampling.logit_limits(1.0, 0.1, 2.0)).all()
    assert np.isnan(resampling.logit_limits(0.0, 0.1, 2.0)).all()


@pytest.mark.parametrize(("n", "rank"), [(6, 1), (10, 2), (20, 6), (100, 40)])
def test_medians_have_the_order_statistics_of_the_tables(n, rank):
    # ranks of the sign test at 5%, two-sided
    values = np.random.default_rng(n).permutation(np.arange(1.0, n + 1.0))
    middle, low, high = resampling.median_of(values, 0.025)
    assert (middle, low, high) == ((n + 1) / 2.0, float(rank), float(n + 1 - rank))


def test_few_values_do_not_bound_the_median():
    assert resampling.median_of(np.arange(5.0), 0.025) == (2.0, -np.inf, np.inf)
    assert np.isnan(resampling.median_of(np.zeros(0), 0.025)).all()
