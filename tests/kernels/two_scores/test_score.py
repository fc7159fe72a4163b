"""The score method for one pair, against its columns; tests/inference/differences has the rest."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.stats import norm
from single_pairs import agree, column, nulls, pairs_of, samples, single, tails
from strategies import counts, levels

import nps
from nps._kernels.numerics import plain
from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.two_scores import score as two_sample
from nps._kernels.two_scores.score import Pairs, score_inference, tilted_shares, tilted_variance


@given(samples, samples, nulls, tails, st.booleans())
@example((5, 0, 0), (0, 0, 5), 1.99, 0.025, True)  # lambda hardly moves the variance
@example((5, 0, 0), (5, 0, 0), 0.0, 0.025, True)
@example((0, 0, 5), (5, 0, 0), -2.0, 0.025, True)
@example((197, 297, 506), (99, 1, 0), 0.0, 0.001, False)  # Newton alone swings to and fro
def test_one_pair_has_the_numbers_of_columns(sample, reference, null, tail, corrected):
    infer = partial(score_inference, critical=normal_quantile(tail), corrected=corrected)
    pair = sample + reference
    agree(infer(single(pair), null), infer(column(pair), np.array([null])), pair, null)


@pytest.mark.parametrize("pair", [(0, 0, 0, 3, 2, 1), (3, 2, 1, 0, 0, 0)])
def test_a_side_without_answers_has_no_numbers(pair):
    assert all(math.isnan(x) for x in score_inference(single(pair), 0.0, 1.96))


@given(samples, st.floats(1e-3, 1e3))
def test_the_tilted_shares_are_most_likely(sample, tilt):
    n = sum(sample)
    away, stay, toward = (k / n for k in sample)
    *shares, _ = tilted_shares(away, stay, toward, tilt, on=plain)
    assert sum(shares) == pytest.approx(1.0, rel=1e-12)
    # Lagrange: x_j = p_j (1 - l (s_j - theta)), with +1 for the class that loses weight
    theta = shares[0] - shares[2]
    for x, p, s in zip((away, stay, toward), shares, (1.0, 0.0, -1.0), strict=True):
        assert x == pytest.approx(p * (1.0 + tilt * (s - theta)), rel=1e-9, abs=1e-12 * (1 + tilt))
    columns = (np.array([x]) for x in (away, stay, toward, tilt))
    second = shares[0] + shares[2]
    variance = tilted_variance(*columns)[0]
    assert variance == pytest.approx(second - theta**2, rel=1e-9, abs=1e-12)


tiny = counts(max_n=12)


@given(counts(max_n=10**9), counts(max_n=10**9), levels, st.booleans())
@example(nps.Counts(0, 0, 1), nps.Counts(0, 0, 137205), 0.125, False)
def test_the_ends_of_the_score_interval_have_the_critical_statistic(a, b, level, corrected):
    pairs = pairs_of(a, b)
    critical = float(norm.isf((1 - level) / 2))
    for end, sign in zip(
        two_sample.score_limits(pairs, critical, corrected=corrected), (1, -1), strict=True
    ):
        if abs(end[0]) < 2.0 - 1e-12:
            z = two_sample.score_statistic(pairs, end, corrected=corrected)[0]
            # the end is good to 2e-14 (seen: 1.2e-14), and z is at most proportional to the gap
            gap = abs((a.score - b.score) / 100 - end[0])
            assert z == pytest.approx(sign * critical, rel=1e-8 + 2e-14 / gap, abs=1e-15)


@given(tiny, tiny, st.floats(-1.99, 1.99), st.floats(-1.99, 1.99))
def test_the_score_statistic_falls_as_the_null_grows(a, b, first, second):
    pairs = pairs_of(a, b, 2)
    lower, upper = two_sample.score_statistic(pairs, np.array(sorted((first, second))))
    assert lower >= upper - 1e-12 * (1.0 + abs(upper))


def test_the_score_statistic_falls_for_every_small_table():
    tables = np.array([(a, n - a - c, c) for n in range(1, 6) for a in range(n + 1)
                       for c in range(n - a + 1)], dtype=float)  # fmt: skip
    i, j = np.indices((len(tables), len(tables))).reshape(2, -1)
    pairs = Pairs(*tables[i].T, *tables[j].T)
    grid = np.concatenate(([-2.0, -1.9999999], np.linspace(-1.95, 1.95, 40), [1.9999999, 2.0]))
    previous = np.full(i.size, np.inf)
    for delta in grid:
        z = two_sample.score_statistic(pairs, np.full(i.size, delta))
        assert not np.isnan(z).any()
        assert (z <= previous + 1e-9).all()
        previous = z


def test_the_factor_of_miettinen_and_nurminen():
    a, b = nps.Counts(7, 2, 1), nps.Counts(3, 4, 5)
    with_it, without = (nps.compare(a, b, method=method) for method in ("score", "score-mee"))
    assert without.statistic == pytest.approx(with_it.statistic * math.sqrt(22 / 21), rel=1e-12)
