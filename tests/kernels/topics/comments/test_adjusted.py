"""Adjusted impacts: least squares goes through the means, and errors are those of every row."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.topics.comments.adjusted import (
    fit_of,
    impact_errors,
    of_cells,
    of_rows,
    of_sums,
)
from nps._kernels.topics.comments.cells import cells_of, together
from nps._kernels.topics.comments.impact import impact_error
from nps._kernels.topics.drivers.blocks import gram
from nps._kernels.topics.drivers.least_squares import solve
from nps._kernels.topics.drivers.sandwich import Sampling

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=40)


def sample(seed, n=80, k=3):
    rng = np.random.default_rng(seed)
    columns = rng.random((k, n)) < rng.uniform(0.2, 0.5, (k, 1))
    classes = np.clip(np.rint(rng.normal(0.4 - columns[0], 1.0)), -1, 1).astype(np.int8)
    total = np.array([(classes == s).sum() for s in (1, 0, -1)])
    return columns, classes, total


def respondents(n):
    return Sampling(None, np.ones(n, np.int64), np.zeros(n, np.int64), np.zeros(1))


def by_hand(columns, classes, weights=None):
    """Slopes, residuals, leverages and influences of each row, from the whole design matrix."""
    n = classes.size
    w = np.ones(n) if weights is None else weights
    x = np.vstack([np.ones(n), columns]).T.astype(float)
    bread = np.linalg.inv(x.T @ (w[:, np.newaxis] * x))
    b = bread @ x.T @ (w * classes)
    return x, bread, b, classes - x @ b, np.einsum("ij,jk,ik->i", x, bread, x)


@given(seeds)
@few
def test_impacts_and_intercept_add_up_and_errors_are_those_of_the_rows(seed):
    columns, classes, total = sample(seed)
    cells = cells_of(columns, classes)
    table = together(cells)
    found = of_cells(table, total, cells)
    x, bread, b, e, h = by_hand(columns, classes)
    n, q = classes.size, columns.mean(axis=1)
    assert_allclose(found.impact.sum() + found.intercept, classes.mean(), atol=1e-12)
    assert_allclose(found.impact, q * b[1:], atol=1e-9)
    assert_allclose(found.intercept, b[0], atol=1e-9)
    assert found.freedom == n - 4
    assert found.collinear == []
    of_slopes = (bread @ (x * (e / (1.0 - h))[:, np.newaxis]).T)[1:]
    rows = q[:, np.newaxis] * of_slopes + b[1:, np.newaxis] * (columns - q[:, np.newaxis]) / n
    assert_allclose(found.error, np.sqrt((rows**2).sum(axis=1)), rtol=1e-8)
    sums = of_sums(table, total)
    assert_allclose(sums.impact, found.impact)
    classical = np.diag(bread)[1:] * (e @ e) / (n - 4)
    expected = q**2 * classical + b[1:] ** 2 * q * (1.0 - q) / n
    assert_allclose(sums.error, np.sqrt(expected), rtol=1e-8)


@given(seeds, st.integers(4, 40))
@few
def test_rows_of_a_design(seed, groups):
    columns, classes, _ = sample(seed)
    rng = np.random.default_rng(seed)
    n = classes.size
    w = rng.uniform(0.5, 2.0, n)
    codes = np.concatenate([np.arange(groups), rng.integers(0, groups, n - groups)])
    order = np.argsort(codes, kind="stable")
    sampling = Sampling(
        order, np.bincount(codes), np.zeros(groups, np.int64), np.zeros(1)
    )  # fmt: skip
    fit = solve(gram([*columns, classes], n, w), np.zeros(3))
    found = of_rows(columns, classes, w, fit, sampling)
    x, bread, b, e, _ = by_hand(columns, classes, w)
    q = columns @ w / w.sum()
    of_slopes = (bread @ (x * (w * e)[:, np.newaxis]).T)[1:]
    rows = q[:, np.newaxis] * of_slopes
    rows += b[1:, np.newaxis] * (columns - q[:, np.newaxis]) * w / w.sum()
    totals = np.array([np.bincount(codes, row) for row in rows])
    assert_allclose(found.error, np.sqrt(groups * totals.var(axis=1, ddof=1)), rtol=1e-7)
    assert_allclose(found.impact.sum() + found.intercept, classes @ w / w.sum())
    assert found.freedom == groups - 4
    score, share = classes @ w / w.sum(), q
    for j, error in enumerate(impact_errors(columns, classes, w, sampling)):
        others = ~columns[j]
        rest = (w * classes)[others].sum() / w[others].sum()
        influence = (classes - score) - others * (classes - rest) / (1.0 - share[j])
        total = np.bincount(codes, influence * w / w.sum())
        assert_allclose(error, np.sqrt(groups * total.var(ddof=1)))


@given(seeds)
@few
def test_a_design_that_is_none_has_the_error_of_counts(seed):
    columns, classes, total = sample(seed, n=50)
    n = classes.size
    each = [[int((classes[row] == s).sum()) for s in (1, 0, -1)] for row in columns]
    theme = np.array(each, dtype=float)
    found = impact_errors(columns, classes, np.ones(n), respondents(n))
    assert_allclose(found, impact_error(theme, total - theme) * np.sqrt(n / (n - 1)))


def test_what_the_data_cannot_tell_is_unknown():
    x = np.array([1, 1, 0, 0, 0, 1, 0, 0], dtype=bool)
    columns = np.stack([x, x, np.roll(x, 3), np.zeros(8, bool), np.ones(8, bool)])
    classes = np.array([1, 0, -1, 1, 1, -1, 0, 1], dtype=np.int8)
    total = np.array([4, 2, 2])
    cells = cells_of(columns, classes)
    for found in (of_cells(together(cells), total, cells), of_sums(together(cells), total)):
        known = ~np.isnan(found.impact)
        assert known.tolist() == [False, False, True, False, False]
        assert found.collinear == [[0, 1]]
        assert np.isnan(found.error[~known]).all()
    errors = impact_errors(columns, classes, np.ones(8), respondents(8))
    assert np.isnan(errors).tolist() == [False, False, False, True, True]
    few = fit_of(together(cells_of(x[np.newaxis, :2], classes[:2])), np.array([1, 1, 0]))
    assert few.rank == 1


def test_more_themes_than_respondents_have_no_errors():
    columns, classes = np.eye(3, dtype=bool), np.array([1, 0, -1], dtype=np.int8)
    cells = cells_of(columns, classes)
    total = np.array([1, 1, 1])
    assert np.isnan(of_sums(together(cells), total).error).all()
    assert np.isnan(of_cells(together(cells), total, cells).error).all()


def test_one_degree_of_freedom_is_enough_for_an_error():
    # a theme of one promoter beside a promoter and a passive: residuals 0, 1/2, -1/2 have the
    # variance 1/2, the slope 1/2 that of 1/2 (1 + 1/2), and the share of 1/3 that of 2/27
    columns, classes = np.array([[True, False, False]]), np.array([1, 1, 0], dtype=np.int8)
    total = np.array([2, 1, 0])
    found = of_sums(together(cells_of(columns, classes)), total)
    assert found.freedom == 1.0
    assert_allclose(found.impact, 1 / 6)
    assert_allclose(found.error, np.sqrt(0.75 / 9 + 0.25 * 2 / 27))


def test_a_theme_of_one_respondent_has_no_error_for_unequal_variances():
    columns = np.zeros((2, 30), bool)
    columns[0, 3] = columns[1, ::3] = True
    classes = np.tile([1, 0, -1], 10).astype(np.int8)
    cells = cells_of(columns, classes)
    found = of_cells(together(cells), np.array([10, 10, 10]), cells)
    assert np.isnan(found.error).tolist() == [True, False]
    assert not np.isnan(found.impact).any()
