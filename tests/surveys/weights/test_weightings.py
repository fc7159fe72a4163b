"""What weighting gives: its table, units, text, and that it is frozen."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from weighting_data import (
    MADE,
    SMALL,
    SMALL_TARGETS,
)

import nps


def test_the_table_of_categories():
    made = nps.rake(SMALL, SMALL_TARGETS)
    assert made.labels == (("age", "old"), ("age", "new"), ("sex", "f"), ("sex", "m"))
    assert_array_equal(made.respondents, [2, 1, 2, 1])
    assert_allclose(made.before, [2 / 3, 1 / 3, 2 / 3, 1 / 3])
    frame = made.to_pandas()
    assert list(frame.columns) == ["respondents", "before", "after", "target"]
    assert list(frame.index.names) == ["variable", "category"]
    assert made.to_polars()["category"].to_list() == ["old", "new", "f", "m"]
    saved = json.loads(json.dumps(made.to_dict(), allow_nan=False))
    assert saved["effective_n"] == pytest.approx(9 / (0.6**2 + 0.9**2 + 1.5**2))
    assert saved["upper"] is None
    assert saved["converged"] is True
    assert "weights" not in saved


def test_the_effective_number_holds_for_weights_of_any_size():
    made = nps.trim_weights([1e-90, 2e-90], upper=None)
    assert made.effective_n == pytest.approx(9 / 5)
    assert made.base_design_effect == pytest.approx(10 / 9)


def test_weightings_are_frozen():
    made = nps.rake(SMALL, SMALL_TARGETS)
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.method = "guess"
    with pytest.raises(ValueError, match="read-only"):
        made.weights[0] = 1.0


def test_what_went_in_stays_as_it_was():
    base = np.array([1.0, 2.0, 3.0])
    nps.rake(SMALL, SMALL_TARGETS, base_weights=base)
    nps.trim_weights(base, upper=1.2)
    assert_array_equal(base, [1, 2, 3])
    assert base.flags.writeable


def test_how_weightings_look():
    made = nps.rake(SMALL, SMALL_TARGETS)
    assert str(made).splitlines()[0].endswith("iterations: 0.6 to 1.5")
    assert "<caption" in made._repr_html_()
    assert "<td" in made._repr_html_()
    assert "70.0%" in made._repr_html_()
    assert "design effect 1.14 (before 1.00)" in made._repr_html_()
    odd = nps.poststratify({"<b>": ["<i>", "x"]}, {"<i>": 1, "x": 1})
    assert "<i>" not in odd._repr_html_()
    assert str(odd).startswith("Weights of 2 respondents by post-stratification to 2 cells: 1 to 1")
    assert str(nps.trim_weights([1, 2])).splitlines() == [
        "Weights of 2 respondents by trimming: 1 to 2, 0 at a bound",
        "effective n 1.8 (before 1.8), design effect 1.11 (before 1.11)",
    ]
    assert "calibration to 3 margins" in str(MADE["calibrated_linear"])
    assert MADE["calibrated_linear"].labels[0] == ("age", "18-29")


def test_units_of_bounds():
    weights = np.array([0.0, 1, 1, 2, 8])
    for unit, upper, cap in (("mean", 2, 6), ("median", 3, 4.5), ("weight", 5, 5)):
        assert nps.trim_weights(weights, upper=upper, unit=unit).upper == cap, unit
    made = nps.trim_weights(weights, lower=0.25, upper=0.75, unit="quantile")
    assert (made.lower, made.upper) == (1.0, 3.5)
    assert made.trimmed == 2  # the spread pushes a second one up
    assert_allclose(made.weights, [0, 2.5, 2.5, 3.5, 3.5])
