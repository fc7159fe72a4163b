"""Two waves that share some of their people, against individual records and published values."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_tables import examples
from scipy import stats

from nps._kernels.same_people import overlap

EXAMPLES = examples("paired_examples")
cell = st.just(0) | st.integers(0, 9) | st.integers(0, 10**5)
tables = st.lists(cell, min_size=9, max_size=9).map(lambda c: np.reshape(c, (3, 3)).astype(float))
once = st.lists(cell, min_size=3, max_size=3).map(lambda c: np.array(c, float))


def people(table, alone, gone):
    """Scores of individuals: the pairs' (reference, sample), then those in one wave only."""
    scores = np.array([1.0, 0.0, -1.0])
    rows, columns = np.indices((3, 3))
    repeats = table.astype(int).ravel()
    return (
        np.repeat(scores[rows.ravel()], repeats),
        np.repeat(scores[columns.ravel()], repeats),
        np.repeat(scores, np.asarray(alone, int)),
        np.repeat(scores, np.asarray(gone, int)),
    )


@given(tables, once, once)
def test_the_wald_variance_is_that_of_individual_records(table, alone, gone):
    if not (table.sum() + alone.sum() and table.sum() + gone.sum()):
        return
    table, alone, gone = table % 10, alone % 10, gone % 10
    r, s, s_once, r_once = people(table, alone, gone)
    sample, reference = np.append(s, s_once), np.append(r, r_once)
    if not (sample.size and reference.size):
        return
    covariance = np.mean(s * r) - s.mean() * r.mean() if s.size else 0.0
    variance = sample.var() / sample.size + reference.var() / reference.size
    variance -= 2.0 * s.size * covariance / (sample.size * reference.size)
    found = overlap.wald(overlap.overlap(table, alone, gone))
    assert found.value == pytest.approx(sample.mean() - reference.mean(), abs=1e-14)
    assert found.error**2 == pytest.approx(variance, abs=1e-15)  # cancellation is on our right


@given(tables.map(lambda t: t + 1.0), once, once)
def test_gls_is_generalised_least_squares_of_four_means(table, alone, gone):
    o = overlap.overlap(table, alone + 1.0, gone + 1.0)
    m, u1, u2 = o.matched, o.n1 - o.matched, o.n2 - o.matched
    v1, v2 = o.ss1 / o.n1, o.ss2 / o.n2

    def covariance(r):
        c = r * np.sqrt(v1 * v2) / m
        block = np.array([[v1 / m, c], [c, v2 / m]])
        return np.block(
            [[block, np.zeros((2, 2))], [np.zeros((2, 2)), np.diag([v1 / u1, v2 / u2])]]
        )

    design = np.array([[1.0, 0.0], [0.0, 1.0]] * 2)  # pairs' sample, reference; others' likewise
    r = o.correlation
    shrunk = np.linalg.inv(covariance(r * m / (m + 10.0)))
    weights = np.array([1.0, -1.0]) @ np.linalg.inv(design.T @ shrunk @ design) @ design.T @ shrunk
    found = overlap.gls(o)
    means = np.array([o.pairs1, o.pairs2, o.once1, o.once2])
    # inverses of matrices whose entries differ by up to 1e5
    assert found.value == pytest.approx(weights @ means, abs=1e-9)
    assert found.error**2 == pytest.approx(weights @ covariance(r) @ weights, rel=1e-8, abs=1e-16)


@pytest.mark.parametrize("example", EXAMPLES["overlapping"], ids=lambda e: e["id"])
def test_published_partially_overlapping_samples(example):
    everybody = itertools.chain(*example["once"], *example["pairs"])
    levels = np.arange(min(example["pairs"][0] + example["once"][1]) - 1, max(everybody) + 1)
    place = {value: i for i, value in enumerate(levels.tolist())}
    table = np.zeros((levels.size, levels.size))
    for mine, theirs in zip(*example["pairs"], strict=True):
        table[place[theirs], place[mine]] += 1.0
    alone, gone = (
        np.bincount([place[x] for x in wave], minlength=levels.size) for wave in example["once"]
    )
    found = getattr(overlap, example["method"])(overlap.overlap(table, alone, gone, levels))
    z = found.value / found.error
    law = stats.norm if found.freedom is None else stats.t(found.freedom)
    interval = found.value + found.error * law.ppf(0.975) * np.array([-1.0, 1.0])
    assert found.value == pytest.approx(example["difference"], abs=example["tolerance"])
    assert z == pytest.approx(example["statistic"], abs=example["statistic_tolerance"])
    assert 2 * law.sf(abs(z)) == pytest.approx(example["p_value"], abs=example["p_tolerance"])
    assert interval == pytest.approx(example["interval"], abs=example["tolerance"])
    if found.freedom is not None:
        assert found.freedom == pytest.approx(example["df"], abs=example["df_tolerance"])


def test_overlapping_scores_from_individual_records():
    example = EXAMPLES["overlapping_scores"]
    sums = overlap.overlap(*(example[k] for k in ("table", "sample_only", "reference_only")))
    found, close = overlap.wald(sums), {"abs": example["tolerance"]}
    assert found.value == pytest.approx(example["difference"], **close)
    assert found.error == pytest.approx(example["standard_error"], **close)
    assert found.value / found.error == pytest.approx(example["statistic"], abs=1e-5)


@given(st.lists(st.tuples(tables.filter(np.any), once, once), min_size=1, max_size=4))
def test_an_array_of_overlaps_is_a_loop_over_overlaps(many):
    together = overlap.overlap(*(np.stack(parts) for parts in zip(*many, strict=True)))
    for method in (overlap.wald, overlap.gls, overlap.t, overlap.pooled):
        found = method(together)
        for i, one in enumerate(many):
            alone = method(overlap.overlap(*one))
            # sums over two axes are taken in another order
            np.testing.assert_allclose(
                (found.value[i], found.error[i]), (alone.value, alone.error), rtol=1e-12, atol=1e-15
            )
