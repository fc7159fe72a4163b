"""Numbers of any shape: what they are as floats, and what is refused."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import nps

HUGE = 10**400


def read(values):
    """P-values above 1 are refused, so that numbers are read by where they are put."""
    sample = nps.posterior(nps.Counts(5, 3, 2))
    return sample.cdf(values)


@given(arrays.arrays(np.float64, arrays.array_shapes(max_dims=3), elements=st.floats(-100, 100)))
def test_any_container_of_any_shape_is_read_as_the_array_is(values):
    known = np.asarray(read(values))
    assert known.shape == values.shape
    assert np.array_equal(read(values.tolist()), known)
    assert np.array_equal(read(values.astype(object)), known)
    if values.ndim == 1:
        for column in (pd.Series(values), pl.Series(values), pa.array(values), tuple(values)):
            assert np.array_equal(read(column), known)


@pytest.mark.parametrize(
    ("given", "number"),
    [
        (Decimal("0.5"), 0.5), (Fraction(1, 2), 0.5), (np.float16(0.5), 0.5), (HUGE, math.inf),
        (-HUGE, -math.inf), (Decimal("Infinity"), math.inf), (Decimal("-1e999"), -math.inf),
        (np.longdouble("1e400"), math.inf), ([0.5, HUGE], None), (np.array(0.5), 0.5),
    ],
)  # fmt: skip
def test_other_numbers_are_what_they_are(given, number):
    if number is None:
        assert np.array_equal(read(given), read([0.5, math.inf]))
    else:
        assert read(given) == read(number)


def test_tables_are_read_as_they_are():
    weights = np.array([[1.0, 2.0], [3.0, 1.0], [2.0, 2.0]])
    ratings = [9, 3, 10]
    known = nps.SurveySample(ratings, replicate_weights=weights, replication="jk1")
    for table in (pd.DataFrame(weights), pl.DataFrame(weights), weights.tolist()):
        assert nps.SurveySample(ratings, replicate_weights=table, replication="jk1") == known


@pytest.mark.parametrize(
    "gone",
    [
        np.ma.MaskedArray([0.01, 0.9], [False, True]), [0.01, None], [0.01, math.nan],
        pd.array([0.01, None], dtype="Float64"), pl.Series([0.01, None]), [0.01, np.ma.masked],
        [0.01, Decimal("NaN")],
        np.ma.MaskedArray(np.array([0.01, "x"], dtype=object), [False, True]),
    ],
)  # fmt: skip
def test_what_is_masked_or_missing_is_no_number(gone):
    adjusted = nps.adjust_p_values(gone)
    assert adjusted[0] == 0.01
    assert math.isnan(adjusted[1])


@pytest.mark.parametrize(
    "wrong",
    [
        None, "0.5", b"0.5", True, [0.5, True], [0.5, "x"], [0.5, 1j], np.array([1j]),
        np.array(["a"]), np.array([1], "m8[D]"), np.timedelta64(1, "D"), [np.timedelta64(1, "D")],
        [[1, 2], [3]], object(), {"a": 1}, np.array([True]), pd.Series(["a"]),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises(nps.InputTypeError, match=r"^p_values must be an array of numbers, got "):
        nps.adjust_p_values(wrong)


def test_nothing_is_an_empty_array():
    assert nps.adjust_p_values([]).shape == (0,)
    assert nps.adjust_p_values(np.array([], dtype="U1")).shape == (0,)
