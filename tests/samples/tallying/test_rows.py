"""Rows of a GROUP BY count as the answers they stand for."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps


@given(st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.integers(0, 10) | st.none())))
def test_rows_count_as_answers_do(answers):
    rows = [(key, rating, 1) for key, rating in answers]
    found = nps.Cohorts.from_rows(rows, keys="k")
    wanted = nps.count_by([r for _, r in answers], {"k": [k for k, _ in answers]}, order="sorted")
    assert found == wanted
    assert nps.Counts.from_rows([row[1:] for row in rows]) == wanted.total


def test_rows_of_several_keys():
    rows = [("a", 1, 9, 3), ("a", 2, 5.0, np.int64(4)), ("a", 1, 9, 1)]
    found = nps.Cohorts.from_rows(rows)
    assert found.labels == (("a", 1), ("a", 2))
    assert found.key_names == ()
    assert found["a", 1] == nps.Counts(4, 0, 0)
    assert nps.Cohorts.from_rows(iter(rows), keys=["shop", "wave"]).key_names == ("shop", "wave")
    assert nps.Cohorts.from_rows([(1, 9, 2)]).labels == (1,)
    assert len(nps.Cohorts.from_rows([])) == 0
    assert len(nps.Cohorts.from_rows([], keys=["shop", "wave"])) == 0
    assert nps.Counts.from_rows([]) == nps.Counts(0, 0, 0)


def test_rows_that_do_not_fit_are_refused():
    from_rows = nps.Cohorts.from_rows
    with pytest.raises(nps.OptionError, match=r"rows\[0\] must be \(key, ..., rating, n\)"):
        from_rows([(9, 3)])
    with pytest.raises(nps.OptionError, match=r"rows\[1\] must be \(1 keys, rating, n\)"):
        from_rows([("a", 9, 3), ("a", 9)], keys=["shop"])
    with pytest.raises(nps.OptionError, match=r"rows\[0\] must be \(rating, n\)"):
        nps.Counts.from_rows([("a", 9, 3)])
    with pytest.raises(nps.OptionError, match=r"rows\[0\]: n must not be negative"):
        from_rows([("a", 9, -3)])
    with pytest.raises(nps.InputTypeError, match=r"rows\[0\]: n must be a whole number"):
        from_rows([("a", 9, "3")])
    with pytest.raises(nps.RatingError, match="11 at position 0"):
        from_rows([("a", 11, 3)])
    for wrong in (None, "rows", {"a": 1}, 5):
        with pytest.raises(nps.InputTypeError, match="rows must be the rows"):
            from_rows(wrong)
    for wrong in ("abc", 5, {"a": 1, "b": 2, "c": 3}):
        with pytest.raises(nps.InputTypeError, match="rows must hold tuples"):
            from_rows([wrong])


LARGEST = 2**53


@pytest.mark.parametrize("rating", [10, 7, None, 11])
@pytest.mark.parametrize("times", [2, 1025])  # the second sum would be negative in 64 bits
def test_more_answers_than_are_exact_are_refused(rating, times):
    with pytest.raises(
        nps.OptionError, match=rf"n must sum to at most 2\*\*53 .* {times * LARGEST}"
    ):
        nps.Counts.from_rows([(rating, LARGEST)] * times, invalid="drop")
    with pytest.raises(
        nps.OptionError, match=rf"n must sum to at most 2\*\*53 .* {times * LARGEST}"
    ):
        nps.Cohorts.from_rows([("a", rating, LARGEST)] * times, invalid="drop")
    most = nps.Counts.from_rows([(rating, LARGEST - 1), (rating, 1)], invalid="drop")
    assert most.n + most.missing + most.invalid == LARGEST


def test_whole_decimals_are_counts():
    rows = [
        ("a", Decimal(10), Decimal(5)),
        ("a", 3, Decimal("2.00")),
        ("a", 3, Decimal(2**53 - 9)),
    ]
    assert nps.Cohorts.from_rows(rows)["a"] == nps.Counts(5, 0, 2**53 - 7)
    with duckdb.connect() as connection:
        summed = "SELECT 9 AS rating, SUM(n)::DECIMAL(38, 0) FROM (VALUES (1), (2)) v(n)"
        assert nps.Counts.from_rows(connection.execute(summed).fetchall()) == nps.Counts(3, 0, 0)
    for wrong in ("2.5", "NaN", "Infinity"):
        with pytest.raises(nps.OptionError, match=r"rows\[0\]: n must be a whole number"):
            nps.Counts.from_rows([(9, Decimal(wrong))])
    for wrong in ("-1", "9007199254740993"):  # the second is 2**53 as a float
        with pytest.raises(nps.OptionError, match=r"rows\[0\]: n must"):
            nps.Counts.from_rows([(9, Decimal(wrong))])
