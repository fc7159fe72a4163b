"""A line for each segment, as one family."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

import nps

CELLS = nps.Cohorts.from_counts(
    [
        (2022, "Shop"), (2023, "Shop"), (2024, "Shop"),
        (2023, "Phone"), (2024, "Phone"), (2024, "App"),
    ],
    [76, 81, 66, 74, 39, 46],
    [48, 54, 52, 72, 53, 20],
    [30, 26, 20, 35, 48, 4],
    keys=["wave", "segment"],
)  # fmt: skip


def test_the_columns_are_those_of_the_single_lines():
    found = nps.trend(CELLS)
    assert found.labels == ("Shop", "Phone")
    assert found.notes == ("Left out, with answers at fewer times than a line needs: App.",)
    single = [nps.trend(CELLS[segment]) for segment in found.labels]
    assert list(found) == single
    for name in ("slope", "standard_error", "p_value"):
        assert_array_equal(getattr(found, name), [getattr(one, name) for one in single])
    assert_array_equal(
        found.confidence_interval.low, [one.confidence_interval.low for one in single]
    )
    assert_array_equal(found.adjusted_p_value, nps.adjust_p_values(found.p_value))
    assert_array_equal(found.n, [453, 321])
    assert_array_equal(found.waves, [3, 2])
    assert (found.method, found.alternative, found.confidence_level) == (
        "regression", "two-sided", 0.95,
    )  # fmt: skip


def test_it_reads_as_one_family():
    found = nps.trend(CELLS)
    assert str(found).splitlines()[0] == (
        "Slopes of 2 segments with 95% CI, p adjusted by holm (regression method)"
    )
    assert "Of 2 segments, 1 is going up or down detectably" in found.summary()
    assert "Phone: NPS fell by 28.0 points" in found.summary()
    assert "2 个细分群体中，1 个" in found.summary("zh")
    assert "adjusted p" in found._repr_html_()
    none = nps.trend(CELLS, adjust="none", alternative="greater")
    assert "not adjusted" in str(none)
    assert "Of 2 segments, none is going" in none.summary()


def test_many_segments_are_cut_short():
    rng = np.random.default_rng(2)
    labels = [(year, f"S{i}") for i in range(40) for year in (2023, 2024)]
    lonely = [(2024, f"L{i}") for i in range(7)]
    size = len(labels) + len(lonely)
    waves = nps.Cohorts.from_counts(
        [*labels, *lonely], *rng.integers(1, 200, (3, size)), keys=["year", "shop"]
    )
    found = nps.trend(waves)
    assert "... and 10 more" in str(found)
    assert found.notes[0].endswith("L0, L1, L2, L3, L4, ....")
    assert "more." in found.summary()


def test_no_segment_with_two_times_is_an_error():
    with pytest.raises(nps.OptionError, match="which no segment has"):
        nps.trend(CELLS[3:4] + CELLS[5:])
    with pytest.raises(nps.OptionError, match="adjust must be one of"):
        nps.trend(CELLS["Shop"], adjust="holmes")
