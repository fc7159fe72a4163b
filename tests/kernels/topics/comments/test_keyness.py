"""Which words go with one side: log-odds and the likelihood ratio against R and other routes."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import FIFTEEN_DIGITS, columns, rows
from scipy.stats import chi2_contingency

from nps._kernels.topics.comments.keyness import log_odds, signed_likelihood_ratio

tables = st.lists(st.tuples(*[st.integers(0, 60)] * 2).filter(any), min_size=2, max_size=8).map(
    lambda table: np.array(table, dtype=np.float64).T
)


def test_against_r():
    table = rows("words")
    mine, theirs = columns(table, "promoters", "detractors")
    totals = mine.sum(), theirs.sum()
    (g2,) = columns(table, "g2")
    assert_allclose(signed_likelihood_ratio(mine, theirs, totals), g2, rtol=FIFTEEN_DIGITS)
    for weight in (500, 1353):
        delta, error = log_odds(mine, theirs, mine + theirs, (*totals, sum(totals)), weight)
        r_delta, r_error, r_z = columns(table, *(f"{x}_{weight}" for x in ("delta", "error", "z")))
        assert_allclose(delta, r_delta, rtol=FIFTEEN_DIGITS)
        assert_allclose(error, r_error, rtol=FIFTEEN_DIGITS)
        assert_allclose(delta / error, r_z, rtol=FIFTEEN_DIGITS)


@given(tables, st.floats(0.1, 5000))
def test_sides_exchange_their_signs(table, weight):
    mine, theirs = table
    totals = mine.sum(), theirs.sum()
    both = mine + theirs
    delta, error = log_odds(mine, theirs, both, (*totals, sum(totals)), weight)
    mirror, same = log_odds(theirs, mine, both, (*totals[::-1], sum(totals)), weight)
    assert_allclose(delta, -mirror, atol=1e-12)
    assert_allclose(error, same)
    ahead = signed_likelihood_ratio(mine, theirs, totals)
    assert_allclose(ahead, -signed_likelihood_ratio(theirs, mine, totals[::-1]), atol=1e-9)


@given(tables)
def test_the_likelihood_ratio_is_that_of_a_table_of_four_cells(table):
    mine, theirs = table
    n1, n2 = mine.sum(), theirs.sum()
    found = signed_likelihood_ratio(mine, theirs, (n1, n2))
    for y1, y2, g2 in zip(mine, theirs, found, strict=True):
        cells = np.array([[y1, n1 - y1], [y2, n2 - y2]])
        if (cells.sum(axis=0) == 0).any() or (cells.sum(axis=1) == 0).any():
            assert n1 * n2 == 0 or g2 == 0
            assert np.isnan(g2) == (n1 * n2 == 0)
            continue
        expected = chi2_contingency(cells, correction=False, lambda_="log-likelihood").statistic
        assert_allclose(abs(g2), expected, atol=1e-9)
        # where the shares are the same up to rounding either sign will do
        assert g2 == 0 or abs(g2) < 1e-9 or (g2 > 0) == (y1 * n2 > y2 * n1)


def test_a_word_that_is_all_there_is_sets_nobody_apart():
    n = np.array([5.0])
    delta, error = log_odds(n, 2 * n, 3 * n, (5.0, 10.0, 15.0), 500.0)
    assert delta.tolist() == [0.0]
    assert np.isfinite(error).all()


def test_the_more_weight_the_prior_has_the_nearer_is_the_difference_to_0():
    y = [np.array([9.0, 40.0]), np.array([2.0, 60.0])]
    totals = (49.0, 62.0, 111.0)
    found = [log_odds(*y, y[0] + y[1], totals, weight)[0] for weight in (1.0, 500.0, 50_000.0)]
    assert (np.diff(np.abs(found), axis=0) < 0).all()
