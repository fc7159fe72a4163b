"""One spelling for each label, whatever held it."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps


def test_dates_that_only_numpy_can_hold():
    nanosecond = np.datetime64(1, "ns")
    far = np.datetime64("12025-01-01", "D")
    assert nps.count_by([9, 9], np.array([1, 2], dtype="M8[ns]")).labels[0] == nanosecond
    found = nps.Cohorts.from_counts([far, nanosecond], [1, 2], [0, 0], [0, 0])
    assert list(found) == [far, nanosecond]
    assert [row["label"] for row in found.to_dict()["cohorts"]] == [str(far), str(nanosecond)]


@given(st.lists(st.integers(-(2**40), 2**40) | st.just(math.nan), min_size=1, max_size=9))
def test_whole_numbers_beside_missing_ones_are_whole_again(numbers):
    labels = list(nps.count_by([9] * len(numbers), np.array(numbers, dtype=float)))
    wanted = [None if math.isnan(number) else int(number) for number in numbers]
    assert set(labels) == set(wanted)
    assert all(label is None or type(label) is int for label in labels)


@pytest.mark.parametrize("missing", [None, math.nan, np.datetime64("NaT", "D"), pd.NA, pd.NaT])
def test_missing_has_one_name(missing):
    found = nps.count_by([9, 3, 8], np.array([missing, "a", None], dtype=object))
    assert (found[None].n, found["a"].n, len(found)) == (2, 1, 2)


def test_what_nobody_could_print_is_refused():
    deep = "x"
    for _ in range(16):
        deep = (deep,)
    assert len(nps.count_by([9], [deep])) == 1
    with pytest.raises(nps.InputTypeError, match="nested deeper than 16 tuples"):
        nps.count_by([9], [(deep,)])
    assert len(nps.count_by([9], [10**299])) == 1
    with pytest.raises(nps.OptionError, match="at most 300 digits"):
        nps.count_by([9], [10**400])
