"""Finding ids again, beside a dictionary, whatever kind they are of."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import nps

numbers = st.integers(-5, 5) | st.integers(-(2**63), 2**63 - 1)
ids = st.one_of(
    st.lists(numbers, unique=True, max_size=30),
    st.lists(numbers | st.integers(2**63, 2**70), unique=True, max_size=30),
    st.lists(numbers | st.text(max_size=2) | st.none(), unique=True, max_size=30),
)


@given(ids, ids)
@example([2**70, None], [None, 2**70])
@example([2**70], [3])
def test_places(mine, theirs):
    first, second = [i % 11 for i in range(len(theirs))], [3 * i % 11 for i in range(len(mine))]
    both = [x for x in mine if x is not None and x in theirs]
    if both:
        found = nps.Transitions.from_ids(
            second, first, sample_ids=mine, reference_ids=theirs, missing_ids="unmatched"
        )
        expected = nps.Transitions.from_ratings(
            [second[mine.index(x)] for x in both], [first[theirs.index(x)] for x in both]
        )
        assert found.rating_table == expected.rating_table


@pytest.mark.parametrize("kind", [np.int32, np.uint64, np.float64, str, object, "M8[s]"])
def test_people_are_found_whatever_holds_their_ids(kind):
    rng = np.random.default_rng(8)
    before, after = rng.permutation(3000)[:2000], rng.permutation(3000)[:2000]
    first, second = rng.integers(0, 11, 2000), rng.integers(0, 11, 2000)
    both, here, there = np.intersect1d(before, after, return_indices=True)
    expected = nps.Transitions.from_ratings(second[there], first[here])
    found = nps.Transitions.from_ids(
        second, first, sample_ids=after.astype(kind), reference_ids=before.astype(kind)
    )
    assert found.n == both.size
    assert found.rating_table == expected.rating_table
