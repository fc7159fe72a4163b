"""A control chart for each segment."""

from __future__ import annotations

import numpy as np
import pytest

import nps

rng = np.random.default_rng(4)
LABELS = [(f"2024-{month:02d}", shop) for shop in ("N", "S") for month in range(1, 7)]
ROWS = rng.multinomial(100, [0.5, 0.3, 0.2], len(LABELS))
ROWS[-1] = [5, 15, 80]
CELLS = nps.Cohorts.from_counts(LABELS, *ROWS.T, keys=["month", "shop"])


@pytest.mark.parametrize("method", ["shewhart", "laney", "ewma", "cusum"])
def test_each_chart_is_that_of_the_segment_alone(method):
    found = nps.monitor(CELLS, method=method, baseline=4)
    assert found.segments == ("N", "S")
    for segment in found.segments:
        assert found[segment] == nps.monitor(CELLS[segment], method=method, baseline=4)
    assert list(found) == [found["N"], found["S"]]
    assert found.labels == tuple(LABELS)
    table = found.to_pandas()
    assert table["value"].tolist() == [*found["N"].value, *found["S"].value]
    assert found.centre.tolist() == [found["N"].centre, found["S"].centre]


def test_signals_are_named_by_all_keys():
    found = nps.monitor(CELLS, method="shewhart", baseline=5)
    assert found.signals == {("2024-06", "S"): ("limit",)}
    assert not found.in_control
    assert found[("2024-06", "S")].signals == ("limit",)
    assert found[("2024-01", "N")].signals == ()
    assert "Of 2 charts, 1 is out of control; S: 1 of 6 waves" in found.summary()
    assert "2 张控制图中，1 张失控" in found.summary("zh")
    assert "the more charts, the more often" in str(found)
    assert "1 signal in 6 waves of 2 segments (shewhart chart)" in found._repr_html_()
    assert nps.monitor(CELLS[:10], method="shewhart").in_control


def test_many_segments_are_cut_short():
    labels = [(year, f"S{i}") for i in range(40) for year in (2023, 2024)]
    rows = np.tile([[50, 30, 20], [90, 5, 5]], (40, 1))
    waves = nps.Cohorts.from_counts(labels, *rows.T, keys=["year", "shop"])
    found = nps.monitor(waves, method="shewhart", baseline=1)
    assert "... and 10 more" in str(found)
    assert "37 more" in found.summary()


def test_a_segment_too_short_for_a_chart_is_left_out_and_named():
    waves = nps.Cohorts.from_counts(
        [(2023, "N"), (2024, "N"), (2023, "S"), (2024, "S"), (2024, "W")],
        [5, 6, 0, 5, 5], [3, 1, 0, 3, 3], [2, 1, 0, 2, 2], keys=["year", "shop"],
    )  # fmt: skip
    found = nps.monitor(waves)
    assert found.segments == ("N",)
    assert found.notes == ("Left out, too short for a chart: S, W.",)
    assert nps.monitor(waves, method="shewhart").segments == ("N", "S", "W")
    assert nps.monitor(waves, method="shewhart", baseline=1).segments == ("N", "W")
    with pytest.raises(nps.OptionError, match="no segment has 2 waves with answers in its base"):
        nps.monitor(waves, baseline=1)


def test_what_is_wrong_with_one_segment_names_it():
    waves = nps.Cohorts.from_counts(
        [(2023, "N"), (2024, "N")], [5, 5], [3, 3], [2, 2], keys=["year", "shop"]
    )
    with pytest.raises(nps.OptionError, match=r"^N: the waves of the baseline do not vary at all"):
        nps.monitor(waves)
