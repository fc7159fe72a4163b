"""rank and shrink: league tables that admit how little they know."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from strategies import cohorts

import nps
from nps import EmptySampleError, InputTypeError, OptionError, compare_many, rank, shrink
from nps._kernels.many_scores.ranks import marginal_ranks, simultaneous_ranks
from nps._kernels.two_scores.score import Pairs, score_statistic

shops = nps.Cohorts.from_counts(
    ["North", "South", "silent", "West"], [50, 45, 0, 20], [30, 35, 0, 40], [20, 20, 0, 40]
)
kinds = st.sampled_from(["simultaneous", "marginal"])


def equal_shops(count: int, size: int, seed: int) -> nps.Cohorts:
    x = np.random.default_rng(seed).multinomial(size, [0.5, 0.3, 0.2], size=count)
    return nps.Cohorts.from_counts(range(count), *x.T)


@pytest.mark.parametrize("seed", range(5))
def test_fifty_equal_shops_cannot_be_told_apart(seed: int) -> None:
    table = rank(equal_shops(50, 30, seed))
    free = (table.low == 1.0) & (table.high == 50.0)
    # a false finding in one table of twenty frees the two cohorts it concerns
    assert free.sum() >= 48
    assert any("could hold any rank from 1 to 50" in note for note in table.notes)
    shrunken = shrink(equal_shops(50, 30, seed))
    assert np.ptp(shrunken.shrunken_score) < 0.35 * np.ptp(shrunken.score)


def test_telling_apart_is_said_in_words() -> None:
    assert "They cannot be told apart" in str(rank(equal_shops(50, 30, 1)))
    clear = nps.Cohorts.from_counts(["a", "b"], [90, 10], [0, 0], [10, 90])
    assert rank(clear).notes == ()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["simultaneous", "marginal"])
def test_rank_intervals_keep_their_level(kind: str) -> None:
    """Six cohorts, three of them equal: every rank that the truth allows must be covered."""
    rng = np.random.default_rng(9)
    shares = np.array(
        [[0.7, 0.2, 0.1]] + [[0.5, 0.3, 0.2]] * 3 + [[0.4, 0.3, 0.3], [0.2, 0.3, 0.5]]
    )
    best, worst = np.array([1, 2, 2, 2, 5, 6]), np.array([1, 4, 4, 4, 5, 6])
    runs, n = 300, 60
    x = np.stack([rng.multinomial(n, p, size=runs) for p in shares], axis=1).astype(np.float64)
    one, other = x[:, :, None].repeat(6, axis=2), x[:, None].repeat(6, axis=1)
    pairs = Pairs(*np.moveaxis(one, -1, 0), *np.moveaxis(other, -1, 0))
    z = score_statistic(pairs, np.zeros((runs, 6, 6)))
    covered = []
    for i in range(runs):
        if kind == "simultaneous":
            low, high = simultaneous_ranks(z[i], 0.05)
        else:
            low, high = marginal_ranks(z[i], np.sqrt(x[i, :, [0, 2]].sum(axis=0)), 0.05)
        covered.append((low <= best) & (worst <= high))
    rate = np.mean(covered, axis=0) if kind == "marginal" else np.mean(np.all(covered, axis=1))
    # three binomial standard errors below 95 %
    assert np.all(rate >= 0.95 - 3.0 * np.sqrt(0.95 * 0.05 / runs))


@given(cohorts(), kinds)
def test_the_table_is_in_order_and_holds_the_observed_rank(sample, kind) -> None:
    table = rank(sample, intervals=kind)
    answered = table.cohorts.n > 0
    size = int(answered.sum())
    assert sorted(map(str, table.labels)) == sorted(map(str, sample.labels))
    assert not answered[size:].any()
    score, low, high = table.score[:size], table.low[:size], table.high[:size]
    assert (np.diff(score) <= 0.0).all()
    assert_array_equal(table.rank[:size], 1 + (score > score[:, None]).sum(axis=1))
    assert ((low >= 1) & (low <= table.rank[:size])).all()
    assert ((table.rank[:size] <= high) & (high <= size)).all()
    assert np.isnan(table.rank[size:]).all()
    if size:
        assert table.probability_best[:size].sum() == pytest.approx(1.0)
        assert (table.probability_best[:size] >= 0.0).all()


@given(cohorts(min_n=1), st.randoms(use_true_random=False), kinds)
def test_the_order_given_does_not_matter(sample, random, kind) -> None:
    labels = list(sample.labels)
    random.shuffle(labels)
    one, two = rank(sample, intervals=kind), rank(sample.select(labels), intervals=kind)
    for row in one:
        other = two[row.label]
        assert (row.rank, row.low, row.high) == (other.rank, other.low, other.high)
        assert row.probability_best == pytest.approx(other.probability_best, abs=1e-9)


@given(cohorts(min_n=1), kinds)
def test_more_confidence_means_wider_intervals(sample, kind) -> None:
    narrow, wide = (rank(sample, intervals=kind, confidence_level=x) for x in (0.8, 0.99))
    assert (wide.low <= narrow.low).all()
    assert (wide.high >= narrow.high).all()


@given(cohorts(min_n=1, max_size=5))
def test_ranks_see_at_least_what_simultaneous_comparisons_see(sample) -> None:
    table = rank(sample)
    compared = compare_many(sample, adjust="max-z")
    ahead = dict.fromkeys(sample.labels, 0)
    for (one, other), row in zip(compared.labels, compared, strict=True):
        if row.adjusted_p_value < 0.05 - 1e-9:
            ahead[other if row.difference > 0 else one] += 1
    for row in table:
        assert row.low >= 1 + ahead[row.label]


def test_best_of_two_is_the_posterior_probability_of_a_difference() -> None:
    two = nps.Cohorts.from_counts(["a", "b"], [50, 45], [30, 35], [20, 20])
    expected = nps.compare(two["a"], two["b"], method="bayes", alternative="greater").p_value
    assert rank(two)["a"].probability_best == pytest.approx(1.0 - expected, abs=1e-3)


def test_few_cohorts() -> None:
    assert len(rank(shops[:0])) == 0
    one = rank(shops[:1])["North"]
    assert (one.rank, one.low, one.high, one.probability_best) == (1, 1, 1, 1.0)
    silent = rank(shops)["silent"]
    assert (silent.rank, silent.low, silent.high) == (None, None, None)
    assert str(silent) == "no valid answer"
    assert "1 cohorts have no valid answer and no rank." in rank(shops).notes
    assert rank(shops.select(["silent"])).notes == ("1 cohorts have no valid answer and no rank.",)


@given(cohorts().filter(lambda sample: sample.n.any()), st.sampled_from(["dirichlet", "normal"]))
def test_shrunken_scores_lie_between_own_and_common(sample, method) -> None:
    found = shrink(sample, method=method)
    answered = sample.n > 0
    low, high = (end[answered] for end in found.confidence_interval)
    own, mean = sample.score[answered], found.shrunken_score[answered]
    assert (mean >= np.minimum(own, found.common_score) - 1e-6).all()
    assert (mean <= np.maximum(own, found.common_score) + 1e-6).all()
    assert ((low <= mean + 1e-9) & (mean - 1e-9 <= high)).all()
    assert (high > low).all()
    assert ((found.weight[answered] >= 0.0) & (found.weight[answered] <= 1.0)).all()
    assert np.isnan(found.shrunken_score[~answered]).all()
    assert found.labels == sample.labels


@settings(max_examples=30)
@given(cohorts(min_n=1), st.sampled_from(["dirichlet", "normal"]))
def test_a_mirror_turns_shrunken_scores(sample, method) -> None:
    mirrored = nps.Cohorts.from_counts(
        sample.labels, sample.detractors, sample.passives, sample.promoters
    )
    one, two = shrink(sample, method=method), shrink(mirrored, method=method)
    # a flat likelihood leaves the last digits of its top open
    assert_allclose(two.shrunken_score, -one.shrunken_score, atol=1e-2)
    assert_allclose(two.spread, one.spread, atol=1e-2)


def test_small_cohorts_move_most() -> None:
    x = nps.Cohorts.from_counts(["big", "small", "low"], [600, 6, 20], [200, 2, 30], [200, 2, 50])
    found = shrink(x)
    assert found["big"].weight > found["small"].weight
    assert abs(found["small"].shrunken_score - 40.0) > abs(found["big"].shrunken_score - 40.0)
    assert found.prior is not None
    alpha = np.array(found.prior)
    assert found.weight[0] == pytest.approx(1000.0 / (1000.0 + alpha.sum()))
    assert found.common_score == pytest.approx(100.0 * (alpha[0] - alpha[2]) / alpha.sum())


def test_normal_weights_are_those_of_adjusted_counts() -> None:
    found = shrink(shops, method="normal")
    for row in found:
        if row.counts.n:
            n = row.counts.n + 3.0
            up, down = row.counts.promoters + 0.75, row.counts.detractors + 0.75
            variance = 1e4 * ((up + down) / n - ((up - down) / n) ** 2) / row.counts.n
            expected = found.spread**2 / (found.spread**2 + variance)
            assert row.weight == pytest.approx(expected)


def test_one_population_is_pooled() -> None:
    same = nps.Cohorts.from_counts(["a", "b"], [50, 5], [30, 3], [20, 2])
    found = shrink(same)
    assert found.prior is None
    assert found.spread == 0.0
    assert_allclose(found.shrunken_score, 30.0)
    whole = nps.estimate(same.total).confidence_interval
    assert_allclose(found.confidence_interval.low, whole.low)
    assert_allclose(found.confidence_interval.high, whole.high)
    assert "no more than samples of one population" in str(found)


def test_refusals() -> None:
    with pytest.raises(InputTypeError, match=r"must be nps\.Cohorts"):
        rank([9, 10])
    with pytest.raises(InputTypeError, match=r"must be nps\.Cohorts"):
        shrink([9, 10])
    with pytest.raises(OptionError, match="Did you mean 'marginal'"):
        rank(shops, intervals="marginals")
    with pytest.raises(OptionError, match="method must be one of"):
        shrink(shops, method="reml")
    with pytest.raises(EmptySampleError, match="no common score"):
        shrink(shops.select(["silent"]))


def test_how_they_read_and_leave() -> None:
    table = rank(shops)
    assert "North: rank 1  [1 to 2]  NPS 30.0, n = 100, best with probability 0." in str(table)
    assert "Ranks of 4 cohorts with simultaneous 95 % CI" in str(table)
    assert "1 to 2" in table._repr_html_()
    assert "n/a" in table._repr_html_()
    assert "rank 1" in table["North"]._repr_html_()
    assert json.dumps(table.to_dict())
    assert json.loads(json.dumps(table["silent"].to_dict()))["rank"] is None
    assert table.to_pandas().index[0] == "North"
    found = shrink(shops)
    assert "common score 10.6" in str(found)
    assert "NPS 30.0, shrunken 25.6" in str(found["North"])
    assert "own weight" in found._repr_html_()
    assert "shrunken" in found["North"]._repr_html_()
    assert json.dumps(found.to_dict())
    assert found.to_polars().height == 4
    hostile = nps.Cohorts.from_counts(["<b>"], [5], [1], [0])
    for result in (rank(hostile), shrink(hostile)):
        assert "<b>" not in result._repr_html_()
        assert "<b>" not in next(iter(result))._repr_html_()
