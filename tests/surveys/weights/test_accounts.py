"""Weights of accounts: one vote each, or its revenue."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

import nps


@given(
    st.lists(st.tuples(st.integers(0, 10) | st.none(), st.integers(0, 4)), min_size=1), st.data()
)
def test_each_account_has_one_vote_or_its_revenue(pairs, data):
    ratings, accounts = zip(*pairs, strict=True)
    weights = nps.account_weights(ratings, accounts)
    votes = pd.Series(weights).groupby(list(accounts)).sum()
    answered = {a for r, a in pairs if r is not None}
    for account, vote in votes.items():
        assert vote == pytest.approx(float(account in answered))
    revenue = {a: data.draw(st.floats(1, 100)) for a in set(accounts)}
    earned = nps.account_weights(ratings, accounts, revenue=[revenue[a] for a in accounts])
    assert_allclose(earned, weights * [revenue[a] for a in accounts])


def test_accounts_say_what_is_wrong():
    with pytest.raises(
        nps.OptionError, match="accounts: 1 of 2 are missing, the first at position 1"
    ):
        nps.account_weights([9, 3], ["a", None])
    with pytest.raises(nps.OptionError, match="ratings and accounts must have the same length"):
        nps.account_weights([9, 3], ["a"])
    with pytest.raises(nps.OptionError, match="'a' has 5 and, at position 2, 6"):
        nps.account_weights([9, 3, 7], ["a", "b", "a"], revenue=[5, 1, 6])
    with pytest.raises(nps.OptionError, match="ratings and revenue must have the same length"):
        nps.account_weights([9, 3], ["a", "b"], revenue=[5])
    with pytest.raises(nps.RatingError, match="11 at position 1"):
        nps.account_weights([9, 11], ["a", "a"])
    assert_array_equal(nps.account_weights([9, 11], ["a", "a"], invalid="drop"), [1, 0])
