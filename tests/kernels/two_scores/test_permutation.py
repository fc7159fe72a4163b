"""Permutation laws against full enumeration, against coin, and against their own draws."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multivariate_hypergeom

from nps._kernels.numerics.moments import ratio
from nps._kernels.two_scores import permutation

COUNTS = st.tuples(*[st.integers(0, 4)] * 3).filter(lambda sample: sum(sample) > 0)
ALTERNATIVES = ["two-sided", "greater", "less"]


def found(sample, reference, alternative="two-sided", *, studentized=False, mid_p=False, **draws):
    """p-value of the difference that was observed."""
    law, drawn = permutation.permutation_law(
        sample, reference, studentized=studentized, alternative=alternative, mid_p=mid_p,
        n_resamples=draws.get("n_resamples"), rng=np.random.default_rng(draws.get("rng", 1)),
    )  # fmt: skip
    assert drawn == ("n_resamples" in draws)
    gap = net(sample) / sum(sample) - net(reference) / sum(reference)
    error = permutation.standard_error(sample, reference, studentized=studentized)
    t = float(ratio(np.array(gap), np.array(error)))
    return law.p_value({"two-sided": abs(t), "greater": t, "less": -t}[alternative])


def net(sample):
    return sample[0] - sample[2]


def statistic(first, second, studentized):
    """The difference, or the difference over its standard error, straight from the answers."""
    gap = np.mean(first) - np.mean(second)
    if not studentized:
        return gap
    error = math.sqrt(np.var(first) / len(first) + np.var(second) / len(second))
    return math.copysign(math.inf, gap) if error < 1e-12 < abs(gap) else gap / max(error, 1e-12)


def enumerated(sample, reference, alternative, *, studentized, mid_p):
    """Divide the answers in all ways and count."""
    answers = np.repeat([1, 0, -1, 1, 0, -1], [*sample, *reference])
    n1, everyone = sum(sample), range(answers.size)
    fold = {"two-sided": abs, "greater": lambda x: x, "less": lambda x: -x}[alternative]
    values = []
    for chosen in itertools.combinations(everyone, n1):
        inside = np.isin(everyone, chosen)
        values.append(fold(statistic(answers[inside], answers[~inside], studentized)))
    values = np.array(values)
    observed = values[0]
    ties = np.isclose(values, observed, rtol=1e-9, atol=1e-9)
    more = (values > observed) & ~ties
    return more.mean() + (0.5 if mid_p else 1.0) * ties.mean()


@pytest.mark.slow
@pytest.mark.parametrize("mid_p", [False, True])
@pytest.mark.parametrize("studentized", [False, True])
@pytest.mark.parametrize("alternative", ALTERNATIVES)
@pytest.mark.parametrize(
    ("sample", "reference"),
    [
        ((3, 1, 1), (1, 2, 2)),
        ((4, 0, 1), (2, 1, 3)),
        ((0, 3, 0), (1, 1, 1)),
        ((5, 0, 0), (0, 0, 5)),
        ((1, 0, 0), (0, 0, 6)),
        ((2, 2, 0), (2, 0, 4)),
        ((0, 5, 1), (2, 3, 0)),
        ((3, 0, 2), (3, 0, 2)),
    ],
)
def test_full_enumeration(sample, reference, alternative, studentized, mid_p):
    expected = enumerated(sample, reference, alternative, studentized=studentized, mid_p=mid_p)
    p_value = found(sample, reference, alternative, studentized=studentized, mid_p=mid_p)
    assert p_value == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_values_of_the_literature():
    # coin 1.4-2 and full enumeration, to the digits printed
    assert found((7, 2, 1), (3, 4, 5)) == pytest.approx(0.043767378, abs=5.1e-10)
    assert found((7, 2, 1), (3, 4, 5), mid_p=True) == pytest.approx(0.032459027, abs=5.1e-10)


@given(COUNTS, COUNTS)
def test_the_table_is_the_multivariate_hypergeometric_law(sample, reference):
    totals = tuple(x + y for x, y in zip(sample, reference, strict=True))
    n1, n2 = sum(sample), sum(reference)
    a, c, weight = permutation._table(totals, n1, n2)
    some = weight > 0.0
    counts = np.stack([a + 0 * weight, n1 - a - c, c + 0 * weight], axis=-1)[some].astype(int)
    expected = multivariate_hypergeom.pmf(counts, totals, n1)
    np.testing.assert_allclose(weight[some], expected, rtol=1e-11)  # scipy adds up gammaln
    assert weight.sum() == pytest.approx(1.0, rel=1e-12)


@given(COUNTS, COUNTS, st.sampled_from(ALTERNATIVES), st.booleans(), st.booleans())
def test_exchanging_the_samples_exchanges_the_tails(a, b, alternative, studentized, mid_p):
    other = {"two-sided": "two-sided", "greater": "less", "less": "greater"}[alternative]
    there = found(a, b, alternative, studentized=studentized, mid_p=mid_p)
    back = found(b, a, other, studentized=studentized, mid_p=mid_p)
    assert there == pytest.approx(back, rel=1e-12)


@given(COUNTS, COUNTS, st.booleans(), st.booleans(), st.floats(0.001, 0.999))
def test_the_critical_value_is_where_the_p_value_falls_below_alpha(a, b, studentized, mid_p, alpha):
    law, _ = permutation.permutation_law(
        a, b, studentized=studentized, alternative="two-sided", mid_p=mid_p, n_resamples=None,
        rng=np.random.default_rng(0),
    )  # fmt: skip
    critical = law.critical(alpha)
    for value in law.values:
        if value <= critical:
            assert law.p_value(float(value)) >= alpha
        else:
            assert law.p_value(float(value)) < alpha


def test_large_tables_keep_all_that_counts():
    # 20,000 answers: the law of the net score has its known variance, and nothing is missing
    totals, n1, n2 = (9_000, 6_000, 5_000), 12_000, 8_000
    a, c, weight = permutation._table(totals, n1, n2)
    assert weight.sum() == pytest.approx(1.0, rel=1e-12)
    net_score = (a - c) + 0.0 * weight
    mean = float((net_score * weight).sum())
    n = n1 + n2
    variance = (9_000 + 5_000) / n - (4_000 / n) ** 2
    expected = n1 * n2 * variance / (n - 1)
    assert mean == pytest.approx(n1 * 4_000 / n, rel=1e-12)
    assert float(((net_score - mean) ** 2 * weight).sum()) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("studentized", [False, True])
@pytest.mark.parametrize("alternative", ALTERNATIVES)
def test_draws_agree_with_the_table(studentized, alternative):
    pair = (30, 12, 8), (22, 15, 13)
    exact = found(*pair, alternative, studentized=studentized)
    drawn = found(*pair, alternative, studentized=studentized, n_resamples=40_000, rng=7)
    # five standard errors of a share of 40,000 draws
    assert drawn == pytest.approx(exact, abs=5 * math.sqrt(exact * (1 - exact) / 40_000))


def test_a_drawn_p_value_is_never_zero():
    assert found((50, 0, 0), (0, 0, 50), n_resamples=99) == pytest.approx(0.01)


@pytest.mark.parametrize("size", [10**6, 10**10])
def test_beyond_the_largest_table_divisions_are_drawn(size):
    # a difference of two standard errors, also beyond what NumPy can draw
    shift = int(2 * math.sqrt(2 * 0.6875 * size) / 2)
    sample = size // 2 + shift, size // 4 - shift, size // 4
    law, drawn = permutation.permutation_law(
        sample, (size // 2, size // 4, size // 4), studentized=False, alternative="two-sided",
        mid_p=False, n_resamples=None, rng=np.random.default_rng(3),
    )  # fmt: skip
    assert drawn
    assert law.values.size == permutation.DRAWS + 1
    for z, p in ((1.0, 0.3173), (1.959964, 0.05), (2.575829, 0.01)):
        # five standard errors of a share of 99,999 draws
        assert law.p_value(z) == pytest.approx(p, abs=5 * math.sqrt(p / permutation.DRAWS))
