"""Variables and targets of margins: containers, missing categories, what is refused."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from numpy.testing import assert_allclose
from weighting_data import SMALL, SMALL_TARGETS

import nps


@pytest.mark.parametrize(
    "kind",
    [dict, pd.DataFrame, pl.DataFrame, pa.table],
    ids=["mapping", "pandas", "polars", "arrow"],
)
def test_variables_come_in_any_container(kind):
    made = nps.rake(kind(SMALL), SMALL_TARGETS)
    assert_allclose(made.weights, [0.6, 0.9, 1.5], rtol=1e-9)
    cells = pd.Series(
        [2.0, 1.0, 3.0], index=pd.MultiIndex.from_tuples([("old", "f"), ("old", "m"), ("new", "f")])
    )
    assert_allclose(nps.poststratify(kind(SMALL), cells).weights, [2, 1, 3])


def test_the_missing_category_can_have_a_target():
    made = nps.poststratify({"age": ["old", None, float("nan")]}, {"old": 1, None: 3})
    assert_allclose(made.weights, [1.0, 1.5, 1.5])


@pytest.mark.parametrize("targets", [None, [], {}, "age", 5])
def test_targets_must_be_a_mapping(targets):
    with pytest.raises(nps.InputTypeError, match="targets must be a mapping from variable"):
        nps.rake(SMALL, targets)


def test_variables_must_be_columns_with_names():
    with pytest.raises(nps.InputTypeError, match="variables must be a data frame, or a mapping"):
        nps.rake([["old", "new"]], SMALL_TARGETS)


def test_cells_must_be_a_mapping():
    with pytest.raises(nps.InputTypeError, match="targets must be a mapping from category to"):
        nps.poststratify(SMALL, [1, 2])
    with pytest.raises(nps.OptionError, match="variables must have at least one column"):
        nps.poststratify({}, {"old": 1})
    with pytest.raises(nps.OptionError, match=r"no target for \('new', 'f'\) of 'age / sex'"):
        nps.poststratify(SMALL, {("old", "f"): 1, ("old", "m"): 1})
