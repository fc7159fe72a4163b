"""Whole numbers that come nearest to published shares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps


@pytest.mark.parametrize(
    ("shares", "n", "counts"),
    [
        ({"promoters": 0.5, "detractors": 0.2}, 400, (200, 120, 80)),
        ({"promoters": 0.33, "passives": 0.33, "detractors": 0.33}, 99, (33, 33, 33)),
        ({"promoters": 1 / 3, "passives": 1 / 3, "detractors": 1 / 3}, 2, (1, 1, 0)),
        ({"promoters": 0.8, "detractors": 0.21}, 100, (79, 0, 21)),
        ({"promoters": 0, "detractors": 0}, 7, (0, 7, 0)),
        ({"promoters": 1, "detractors": 0}, 2**53, (2**53, 0, 0)),
        ({"promoters": 0.4, "detractors": 0.35}, 0, (0, 0, 0)),
    ],
)
def test_published_shares(shares, n, counts):
    made = nps.Counts.from_shares(**shares, n=n)
    assert (made.promoters, made.passives, made.detractors) == counts


@pytest.mark.parametrize(
    ("shares", "error", "message"),
    [
        ({"promoters": 50, "detractors": 0.2}, nps.OptionError, r"Did you mean 0\.5\?"),
        ({"promoters": 150, "detractors": 0.2}, nps.OptionError, r"between 0 and 1, got 150\.$"),
        ({"promoters": -0.1, "detractors": 0.2}, nps.OptionError, r"between 0 and 1, got -0\.1\.$"),
        ({"promoters": 0.8, "detractors": 0.22}, nps.OptionError, "shares must sum to 1"),
        ({"promoters": 0.5, "passives": 0.3, "detractors": 0.18}, nps.OptionError, "must sum to 1"),
        ({"promoters": 0.5, "passives": 0.3, "detractors": 0.22}, nps.OptionError, "must sum to 1"),
        ({"promoters": "50%", "detractors": 0.2}, nps.InputTypeError, "promoters must be a number"),
    ],
)
def test_shares_that_do_not_fit(shares, error, message):
    with pytest.raises(error, match=message):
        nps.Counts.from_shares(**shares, n=100)


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
def test_exact_shares_give_back_the_counts(promoters, passives, detractors):
    n = promoters + passives + detractors
    if n:
        made = nps.Counts.from_shares(
            promoters=promoters / n, passives=passives / n, detractors=detractors / n, n=n
        )
        assert made == nps.Counts(promoters, passives, detractors)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 10**6))
def test_no_count_is_an_answer_away_from_its_share(up, down, n):
    up, down = min(up, down), 1.0 - max(up, down)
    made = nps.Counts.from_shares(promoters=up, detractors=down, n=n)
    assert made.n == n
    assert abs(made.promoters - up * n) < 1.0 + 1e-9 * n
    assert abs(made.detractors - down * n) < 1.0 + 1e-9 * n
