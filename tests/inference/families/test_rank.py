"""Ranks: league tables that admit how little they know."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from strategies import cohorts

import nps
from nps import InputTypeError, OptionError, compare_many, rank

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


def test_telling_apart_is_said_in_words() -> None:
    assert "They cannot be told apart" in str(rank(equal_shops(50, 30, 1)))
    clear = nps.Cohorts.from_counts(["a", "b"], [90, 10], [0, 0], [10, 90])
    assert rank(clear).notes == ()


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


@pytest.mark.slow
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
    assert "1 cohort has no valid answer and no rank." in rank(shops).notes
    assert rank(shops.select(["silent"])).notes == ("1 cohort has no valid answer and no rank.",)


def test_refusals() -> None:
    with pytest.raises(InputTypeError, match=r"must be nps\.Cohorts"):
        rank([9, 10])
    with pytest.raises(OptionError, match="Did you mean 'marginal'"):
        rank(shops, intervals="marginals")


def test_how_they_read_and_leave() -> None:
    table = rank(shops)
    assert "North: rank 1  [1 to 2]  NPS 30.0, n = 100, best with probability 0." in str(table)
    assert "Ranks of 4 cohorts with simultaneous 95% CI" in str(table)
    assert "1 to 2" in table._repr_html_()
    assert "n/a" in table._repr_html_()
    assert "1 to 2" in table["North"]._repr_html_()
    assert json.dumps(table.to_dict())
    assert json.loads(json.dumps(table["silent"].to_dict()))["rank"] is None
    assert table.to_pandas().index[0] == "North"
    hostile = rank(nps.Cohorts.from_counts(["<b>"], [5], [1], [0]))
    for result in (hostile, hostile["<b>"]):
        assert "<b>" not in result._repr_html_()
