"""What is said of the design of a survey beside a frame."""

from __future__ import annotations

import polars as pl
import pytest

import nps

FRAME = pl.DataFrame({
    "r": [9, 3, 8, 10], "w": [1.0, 2.0, 1.0, 2.0], "s": ["a", "a", "b", "b"], "N": [40, 40, 60, 60],
    "odd": [40, 41, 60, 60],
})  # fmt: skip


@pytest.mark.parametrize("frame", [FRAME, FRAME.lazy()], ids=["memory", "engine"])
def test_the_population_is_a_column_a_number_or_a_mapping(frame):
    options = {"weight": "w", "strata": "s"}
    column = nps.from_frame(frame, "r", population="N", **options)
    mapping = nps.from_frame(frame, "r", population={"a": 40, "b": 60}, **options)
    assert nps.estimate(column).standard_error == nps.estimate(mapping).standard_error
    assert (
        nps.estimate(column).standard_error
        < nps.estimate(nps.from_frame(frame, "r", **options)).standard_error
    )
    for population, message in (
        ("odd", "population must be one number in each stratum, but column 'odd' in stratum 'a'"),
        ([40, 60], "population must be the name of a column, a number or a mapping"),
        ("M", "population must be a column of the frame, got 'M'"),
    ):
        with pytest.raises((nps.OptionError, nps.InputTypeError), match=message):
            nps.from_frame(frame, "r", population=population, **options)
    with pytest.raises(nps.OptionError, match="population"):
        nps.from_frame(frame, "r", population="N")
