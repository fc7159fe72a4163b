"""The law of the best of many: sums by cell, all permutations, steps below the single step."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_allclose, assert_array_equal
from segment_strategies import seeds

from nps._kernels.topics.segments import search
from nps._kernels.topics.segments.association import Answered, residuals
from nps._kernels.topics.segments.search import (
    Found,
    Piece,
    below,
    cell_sums,
    flip_errors,
    flipped,
    permuted,
    search_law,
)


def cells(seed: int, n: int = 40):
    """Two factors of three levels, their levels but one and all they make when crossed."""
    rng = np.random.default_rng(seed)
    columns = [rng.integers(0, 3, n).astype(np.int32) for _ in range(2)]
    pieces = [
        Piece(0, -1, 1, np.array([0, -1, 1])),
        Piece(1, -1, 1, np.array([2, 3, 4])),
        Piece(0, 1, 3, np.arange(5, 14)),
        Piece(1, -1, 1, np.array([-1, -1, -1])),
    ]
    a, b = columns
    inside = [a == 0, a == 2, b == 0, b == 1, b == 2]
    inside += [(a == i) & (b == j) for i in range(3) for j in range(3)]
    return rng, columns, pieces, np.array(inside)


@given(seeds)
@settings(max_examples=20)
def test_sums_by_cell_are_sums_over_its_rows(seed):
    rng, columns, pieces, inside = cells(seed)
    whole = rng.integers(-1, 2, (3, 40)).astype(np.int8)
    assert_array_equal(cell_sums(columns, pieces, 14, whole), whole @ inside.T)
    parts = rng.normal(size=(3, 40))
    assert_allclose(cell_sums(columns, pieces, 14, parts), parts @ inside.T, atol=1e-12)


def test_blocks_of_rows_and_cells_change_nothing(monkeypatch):
    rng, columns, pieces, inside = cells(5)
    whole = rng.integers(-1, 2, (3, 40)).astype(np.int8)
    monkeypatch.setattr(search, "ROWS", 7)
    monkeypatch.setattr(search, "CELLS", 4)
    assert_array_equal(cell_sums(columns, pieces, 14, whole), whole @ inside.T)


def test_whole_numbers_are_told_apart_in_single_precision_up_to_the_limit():
    before, last = np.float32(search.SINGLE - 1), np.float32(search.SINGLE)
    assert before < last
    assert last + np.float32(1) == last


def test_permutations_have_the_law_of_all_permutations():
    scores, n = np.array([1, 1, 0, -1, -1, 1]), np.array([2, 4])
    columns = [np.array([0, 0, 1, 1, 1, 1], dtype=np.int32)]
    pieces = [Piece(0, -1, 1, np.array([0, 1]))]
    error = np.sqrt(scores.var(ddof=1) * 2 * 4 / 6)
    every = np.array([abs(sum(p[:2]) - 2 * scores.mean()) / error for p in permutations(scores)])
    law = search_law(
        permuted(scores, n, np.random.default_rng(1)), np.array([1.5, 1.5]), columns, pieces, 20000
    )
    for value in np.unique(every.round(9)):
        expected = (every >= value - 1e-9).mean()
        seen = (law.largest >= value - 1e-9).mean()
        # five binomial standard errors
        assert abs(seen - expected) <= 5.0 * np.sqrt(expected * (1.0 - expected) / 20000)


@given(seeds)
@settings(max_examples=20)
def test_flips_are_those_of_the_terms_of_each_cluster(seed):
    rng, columns, pieces, inside = cells(seed)
    kept = inside.any(axis=1)
    scores, weights = rng.integers(-1, 2, 40), rng.uniform(0.5, 2.0, 40)
    scores[:2] = -1, 1
    clusters = np.append(np.arange(8), rng.integers(0, 8, 32))
    for answered in (Answered(scores, weights, clusters), Answered(scores, weights)):
        r = residuals(answered)
        units = np.arange(40) if answered.clusters is None else clusters
        w_in = np.where(kept, inside @ weights, 1.0)
        w_out = weights.sum() - w_in
        terms = r * (inside / w_in[:, None] - ~inside / w_out[:, None])
        by_unit = np.array([np.bincount(units, weights=row) for row in terms])
        error = flip_errors(answered, r, columns, pieces, w_in, w_out)
        assert_allclose(error[kept], np.sqrt((by_unit**2).sum(axis=1))[kept], rtol=1e-9)
        signs = 2.0 * np.random.default_rng(9).integers(0, 2, (4, units.max() + 1)) - 1.0
        draw = flipped(
            r, answered.clusters, w_in, w_out, np.maximum(error, 1e-9), np.random.default_rng(9)
        )
        z = draw(4, lambda values: cell_sums(columns, pieces, 14, values))
        expected = (signs @ by_unit.T) / np.maximum(error, 1e-9)
        assert_allclose(z[:, kept], expected[:, kept], rtol=1e-7, atol=1e-9)


@given(seeds)
@settings(max_examples=20)
def test_steps_never_exceed_the_single_step_and_keep_its_order(seed):
    rng, columns, pieces, inside = cells(seed)
    scores = rng.integers(-1, 2, 40)
    scores[:2] = -1, 1
    observed = np.abs(rng.normal(size=14)) * 2.0
    n = np.clip(inside.sum(axis=1), 1, 39)
    law = search_law(permuted(scores, n, rng), observed, columns, pieces, 99)
    order = np.argsort(-observed)
    assert (law.above <= law.reached).all()
    assert law.above[order[0]] == law.reached[order[0]]
    assert (np.diff(law.above[order]) >= 0).all()
    assert (np.diff(law.reached[order]) >= 0).all()
    assert_array_equal(law.reached, (law.largest >= observed[:, None] * (1 - 1e-9)).sum(axis=1))
    critical = law.critical(0.05)
    assert_array_equal(observed > critical, (1 + law.reached) / 100 < 0.05)


@pytest.mark.parametrize(("draws", "level"), [(9, 0.9), (10, 0.9), (19, 0.95), (39, 0.95)])
def test_the_critical_value_is_that_of_the_chances_below(draws, level):
    largest = np.arange(1.0, draws + 1.0)
    law = Found(largest, np.zeros(0, dtype=int), np.zeros(0, dtype=int))
    critical, alpha = law.critical(1 - level), round(1 - level, 9)
    # whole numbers: (1 + reached) (1/alpha) < 1 + draws
    values = np.arange(0.5, draws + 2.0)
    reached = (largest >= values[:, None]).sum(axis=1)
    clear = (1 + reached) * round(1 / alpha) < 1 + draws
    assert_array_equal(values > critical, clear)
    assert_array_equal(below((1 + reached) / (1 + draws), 1 - level), clear)


def test_few_draws_at_a_time_are_as_good(monkeypatch):
    rng, columns, pieces, inside = cells(5)
    scores, n = rng.integers(-1, 2, 40), np.clip(inside.sum(axis=1), 1, 39)
    observed = np.linspace(0.0, 3.0, 14)
    laws = []
    for held in (search.HELD, 200):
        monkeypatch.setattr(search, "HELD", held)
        draw = permuted(scores, n, np.random.default_rng(4))
        laws.append(search_law(draw, observed, columns, pieces, 50))
    for one, other in zip(*laws, strict=True):
        assert_allclose(one, other)
