"""Windows: who replaces whom, and counts by brute force."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nps._kernels.counting.windows import count_windows, replaced_at

small = st.integers(0, 5)


@given(st.lists(st.tuples(small, small, small), max_size=30))
def test_counts_by_brute_force(rows):
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    enter, leave, codes = table.T
    found = count_windows(enter, leave, codes, 5, 6)
    for window in range(5):
        inside = [code for a, b, code in rows if a <= window < b]
        assert found[window].tolist() == [inside.count(code) for code in range(6)]


@given(st.lists(st.tuples(small, small), max_size=30))
def test_the_next_answer_of_the_same_person(rows):
    rows.sort(key=lambda row: row[1])
    people = np.array([person for person, _ in rows], dtype=np.int64)
    when = np.array([time for _, time in rows], dtype=np.int64)
    found = replaced_at(people, when, 99)
    for i, (person, _) in enumerate(rows):
        later = [time for other, time in rows[i + 1 :] if other == person]
        assert found[i] == (later[0] if later else 99)
