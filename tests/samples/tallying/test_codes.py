"""Ratings as codes: what is off the scale, and columns that belong together."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps

RATINGS = st.lists(st.integers(-5, 20) | st.none(), min_size=1, max_size=20)


@given(RATINGS, st.sampled_from([nps.STANDARD, nps.Scale.conventional(1, 5)]))
def test_dropping_leaves_out_just_what_raising_refuses(ratings, scale):
    off = [r for r in ratings if r is not None and r not in scale.ratings]
    found = nps.count_by(ratings, ["a"] * len(ratings), scale=scale, invalid="drop")["a"]
    assert (found.invalid, found.missing) == (len(off), ratings.count(None))
    kept = [r for r in ratings if r is None or r in scale.ratings]
    alone = nps.count(kept, scale=scale)
    assert (found.promoters, found.detractors) == (alone.promoters, alone.detractors)
    if off:
        with pytest.raises(nps.RatingError, match=str(off[0])):
            nps.count_by(ratings, ["a"] * len(ratings), scale=scale)


def test_two_columns_in_different_orders_are_refused():
    before = pd.Series([9, 3, 8], index=["Ann", "Bob", "Eve"])
    after = pd.Series([9, 8, 3], index=["Ann", "Eve", "Bob"])
    with pytest.raises(nps.OptionError, match=r"\.reindex\("):
        nps.Transitions.from_ratings(before, after)
    found = nps.Transitions.from_ratings(before, after.reindex(before.index))
    assert found == nps.Transitions.from_ratings([9, 3, 8], [9, 3, 8])


def test_transitions_are_not_read_again():
    people = nps.Transitions.from_ratings([9, 3, 8], [9, 8, 3])
    with pytest.raises(nps.OptionError, match=r"invalid.*nps\.Transitions hold counts"):
        nps.compare_paired(people, invalid="drop")
