"""The Dirichlet-multinomial fit, against SciPy's likelihood and a general optimiser."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import examples
from scipy.optimize import minimize
from scipy.stats import dirichlet_multinomial

from nps._kernels.laws.dirichlet import distribution, mean_and_deviation
from nps._kernels.laws.dirichlet_multinomial import fit, log_likelihood, posterior, spread
from nps._kernels.one_score.score import score_interval

EXAMPLES = examples("many_examples")
TABLE = np.array([[12, 5, 3], [4, 4, 2], [20, 10, 10], [3, 1, 6], [15, 9, 1], [8, 8, 9]], float)

tables = st.lists(
    st.tuples(*[st.just(0) | st.integers(0, 60)] * 3).filter(any), min_size=1, max_size=8
).map(lambda rows: np.array(rows, dtype=np.float64))


def test_worked_example() -> None:
    printed = EXAMPLES["dirichlet_multinomial_mle"]["expected"]
    law = fit(TABLE)
    assert_allclose(law.mean, printed["pi"], atol=2e-6)  # six decimals, found by Nelder-Mead
    assert law.alpha.sum() == pytest.approx(printed["A"], abs=1e-3)
    assert 1.0 / (1.0 + law.alpha.sum()) == pytest.approx(printed["rho"], abs=1e-6)


def test_likelihood_is_that_of_scipy_up_to_a_constant() -> None:
    def scipys(alpha: np.ndarray) -> float:
        rows = TABLE.astype(int)
        return float(dirichlet_multinomial.logpmf(rows, alpha, rows.sum(axis=1)).sum())

    one, two = np.array([20.0, 10.0, 5.0]), np.array([3.0, 3.0, 1.0])
    gained = log_likelihood(TABLE, two) - log_likelihood(TABLE, one)
    assert gained == pytest.approx(scipys(two) - scipys(one), rel=1e-10)


@given(tables)
@example(np.array([[1.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 1.0]]))  # held at 1 + 2e-16
@example(np.array([[3.0, 0.0, 2.0], [0.0, 3.0, 0.0], [0.0, 0.0, 3.0]]))
@example(np.array([[6.0, 0.0, 0.0], [45.0, 48.0, 0.0], [0.0, 7.0, 0.0]]))  # two tops
@example(np.array([[0.0, 43.0, 32.0], [0.0, 0.0, 9.0], [0.0, 39.0, 30.0]]))
def test_no_other_law_is_more_likely(x: np.ndarray) -> None:
    law = fit(x)
    seen = law.mean > 0.0
    counts = x[:, seen]
    # lnG(1e6) = 1.3e7 is known to half a spacing, 9.3e-10: 8 cohorts with 8 such terms each, and
    # a few for what else is rounded
    rounding = 1e-7
    if np.isinf(law.alpha.sum()):
        ours = float((counts * np.log(law.mean[seen])).sum())  # the multinomial limit
        offered = [law.mean[seen] * total for total in (1.0, 3.0, 10.0, 100.0, 1e4, 1e6)]
        rounding += 1e-6  # by so much another law has to be more likely than pooling
    elif law.alpha.sum() <= 1.0 + 2.5 * np.finfo(float).eps:
        # held at one answer's worth: more would be less likely. Its sum is rounded five times by
        # half an epsilon, in three quotients and two sums
        ours = log_likelihood(counts, law.alpha[seen])
        offered = [law.alpha[seen] * times for times in (1.1, 2.0, 10.0, 100.0)]
    else:
        ours = log_likelihood(counts, law.alpha[seen])
        steps = np.vstack([np.eye(seen.sum()), -np.eye(seen.sum()), np.ones((1, seen.sum()))])
        offered = [law.alpha[seen] * np.exp(0.05 * step) for step in steps]
    for alpha in offered:
        assert log_likelihood(counts, alpha) <= ours + rounding


@pytest.mark.parametrize("seed", range(3))
def test_a_general_optimiser_finds_the_same(seed: int) -> None:
    rng = np.random.default_rng(seed)
    shares = rng.dirichlet([6.0, 3.0, 2.0], size=40)
    x = np.array([rng.multinomial(rng.integers(1, 60), p) for p in shares], dtype=np.float64)
    best = minimize(
        lambda log_alpha: -log_likelihood(x, np.exp(log_alpha)), np.zeros(3), method="BFGS"
    )
    assert_allclose(fit(x).alpha, np.exp(best.x), rtol=1e-4)  # BFGS by differences


@pytest.mark.parametrize("row", [[14, 0, 24], [43, 0, 32]])
def test_the_higher_of_two_tops(row: list[int]) -> None:
    # all cohorts together vary less than samples do, as if there was nothing to find
    x = np.array([row, [0, 0, row[0] // 2]], dtype=np.float64)
    law = fit(x)
    best = minimize(
        lambda log_alpha: -log_likelihood(x[:, ::2], np.exp(log_alpha)), np.zeros(2), method="BFGS"
    )
    pooled = x.sum(axis=0)[::2]
    assert -best.fun > (pooled * np.log(pooled / pooled.sum())).sum() + 0.1
    assert_allclose(law.alpha[::2], np.exp(best.x), rtol=1e-4)  # BFGS by differences


def test_covariance_is_the_inverse_of_the_curvature() -> None:
    law, h = fit(TABLE), 1e-3
    at = np.log(law.alpha)
    steps = h * np.eye(3)

    def f(shift: np.ndarray) -> float:
        return log_likelihood(TABLE, np.exp(at + shift))

    curvature = np.array(
        [[f(a + b) - f(a - b) - f(b - a) + f(-a - b) for a in steps] for b in steps]
    ) / (4.0 * h * h)
    # differences of step h are good to h**2
    assert_allclose(law.covariance @ -curvature, np.eye(3), atol=1e-3)


def test_equal_shares_are_pooled() -> None:
    x = np.array([[5, 3, 2], [50, 30, 20], [10, 6, 4]], dtype=np.float64)
    law = fit(x)
    assert np.isinf(law.alpha.sum())
    assert spread(law) == 0.0
    mean, low, high, weight = posterior(x, law, 0.025)
    assert_allclose(mean, 0.3)
    assert_allclose([low[0], high[0]], score_interval(65.0, 39.0, 26.0, 0.025))
    assert (weight == 0.0).all()


def test_next_to_no_difference_is_none() -> None:
    # the variance between the two is barely above that of samples: A would be some 20,000 n
    x = np.array([[20_099, 0, 19_899], [19_899, 0, 20_099]], dtype=np.float64)
    assert np.isinf(fit(x).alpha.sum())
    # but with more it counts, however large the cohorts are
    law = fit(x * 10_000.0)
    assert law.alpha.sum() < 1e6
    assert posterior(x * 10_000.0, law, 0.025)[3][0] > 0.99


def test_a_single_cohort_is_its_own_pool() -> None:
    assert np.isinf(fit(np.array([[7.0, 2.0, 1.0]])).alpha).all()


def test_limits_leave_out_what_they_should() -> None:
    law = fit(TABLE)
    mean, low, high, _ = posterior(TABLE, law, 0.025)
    for i, x in enumerate(TABLE):

        def centre(log_alpha: np.ndarray, x: np.ndarray = x) -> float:
            after = x + np.exp(log_alpha)
            return float((after[0] - after[2]) / after.sum())

        at, h = np.log(law.alpha), 1e-5
        slope = np.array([centre(at + h * e) - centre(at - h * e) for e in np.eye(3)]) / (2 * h)
        share = (x + law.alpha) / (x + law.alpha).sum()
        one_answer = share @ np.array([1.0, 0.0, 1.0]) - mean[i] ** 2
        total = x.sum() + law.alpha.sum()
        variance = one_answer / (total + 1.0) + slope @ law.covariance @ slope
        a, b, c = (share * (one_answer / variance - 1.0))[:, None]
        assert mean_and_deviation(a, b, c)[1][0] ** 2 == pytest.approx(variance)
        # differences of step h leave about ten digits
        assert distribution(low[i : i + 1], a, b, c)[0][0] == pytest.approx(0.025, rel=1e-6)
        assert distribution(high[i : i + 1], a, b, c)[1][0] == pytest.approx(0.025, rel=1e-6)


def test_unanimous_opposites_still_have_width() -> None:
    x = np.array([[5, 0, 0], [0, 0, 5]], dtype=np.float64)
    law = fit(x)
    assert law.alpha.tolist() == [0.5, 0.0, 0.5]  # one answer's worth, the least allowed
    mean, low, high, _ = posterior(x, law, 0.025)
    # a Beta(5.5, 0.5) law for the share of promoters
    assert_allclose(mean, [5.0 / 6.0, -5.0 / 6.0])
    assert low[0] < 0.5
    assert (low < mean).all()
    assert (mean < high).all()


def test_without_passives_it_is_the_beta_binomial() -> None:
    rng = np.random.default_rng(5)
    p = rng.beta(4.0, 6.0, size=300)
    hits = rng.binomial(40, p)
    law = fit(np.stack([hits, np.zeros(300), 40 - hits], axis=1).astype(float))
    assert law.alpha[1] == 0.0
    # 300 cohorts of 40: the standard error of log alpha is about 0.09
    assert_allclose(np.log(law.alpha[[0, 2]]), np.log([4.0, 6.0]), atol=0.3)
    assert spread(law) == pytest.approx(2.0 * np.sqrt(0.24 / 11.0), rel=0.1)


@given(tables)
def test_posterior_lies_between_own_and_common(x: np.ndarray) -> None:
    law = fit(x)
    mean, low, high, weight = posterior(x, law, 0.025)
    own = (x[:, 0] - x[:, 2]) / x.sum(axis=1)
    common = law.mean[0] - law.mean[2]
    assert_allclose(mean, weight * own + (1.0 - weight) * common, atol=1e-9)
    assert ((low <= mean) & (mean <= high)).all()
    assert (high - low > 0.0).all()
    assert (low >= -1.0).all()
    assert (high <= 1.0).all()


@given(tables, st.permutations(range(3)))
def test_order_of_cohorts_does_not_matter(x: np.ndarray, order) -> None:
    rows = [i for i in order if i < len(x)] + list(range(3, len(x)))
    one, two = fit(x), fit(x[rows])
    finite = np.isfinite(one.alpha.sum()) and np.isfinite(two.alpha.sum())
    if finite:
        assert_allclose(two.mean, one.mean, atol=1e-4)


@pytest.mark.slow
def test_intervals_cover_on_average() -> None:
    """Shares drawn from the law, 40 cohorts of 5 to 40 answers, 100 times."""
    rng = np.random.default_rng(11)
    inside = []
    for _ in range(100):
        shares = rng.dirichlet([8.0, 5.0, 3.0], size=40)
        x = np.array([rng.multinomial(rng.integers(5, 41), p) for p in shares], dtype=np.float64)
        _, low, high, _ = posterior(x, fit(x), 0.025)
        truth = shares[:, 0] - shares[:, 2]
        inside.append(((low <= truth) & (truth <= high)).mean())
    # standard error of the mean of 100 tables is about 0.004
    assert 0.93 <= np.mean(inside) <= 0.97
