"""Windows with too few answers have no score, and say so."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps

WAVES = nps.Cohorts.from_counts([2022, 2023, 2024], [50, 1, 40], [30, 0, 30], [20, 0, 30])


def test_no_spike_of_a_single_answer():
    found = nps.rolling(WAVES, window=1, min_n=10)
    np.testing.assert_array_equal(found.score, [30.0, np.nan, 10.0])
    assert found.cohorts == WAVES  # nothing is lost
    assert found.to_pandas()["score"].isna().tolist() == [False, True, False]
    assert found.notes == ("1 of 3 windows have fewer than 10 valid answers and no score.",)
    assert "2023: NPS n/a  n = 1" in str(found)
    ax = found.plot()
    (line,) = [line for line in ax.lines if line.get_label() == "_scores"]
    assert np.isnan(line.get_ydata()).tolist() == [False, True, False]


@given(st.lists(st.integers(0, 10), min_size=4, max_size=20), st.integers(1, 4), st.integers(1, 5))
def test_scores_are_those_of_the_cohorts_where_there_are_enough(ratings, window, min_n):
    found = nps.rolling(ratings, window=window, min_n=min_n)
    enough = found.cohorts.n >= min_n
    np.testing.assert_array_equal(found.score, np.where(enough, found.cohorts.score, np.nan))


def test_the_sentence_has_no_score_of_too_few():
    found = nps.rolling(WAVES, window=1, min_n=500)
    assert "The last window, 2024, holds 100 answers, too few for a score" in found.summary()
    assert "the last 1 period up to each" in found.summary()


def test_segments_are_told_one_by_one():
    labels = [(year, f"S{i}") for i in range(5) for year in (2023, 2024)]
    cells = nps.Cohorts.from_counts(labels, [5] * 10, [3] * 10, [2] * 10, keys=["year", "shop"])
    found = nps.rolling(cells, window=2)
    assert found["S1"] == nps.rolling(cells["S1"], window=2)
    assert found[(2024, "S1")].n == 20
    assert "S0: 1 window" in found.summary()
    assert "2 more" in found.summary()
    with pytest.raises(KeyError, match="'S9'"):
        found["S9"]
