"""Which wave each wave is held against, within segments."""

from __future__ import annotations

import numpy as np
import pytest

import nps

CELLS = nps.Cohorts.from_counts(
    [(2022, "Shop"), (2023, "Shop"), (2023, "Phone"), (2024, "Phone"), (2024, "App")],
    [76, 81, 74, 39, 46],
    [48, 54, 72, 53, 20],
    [30, 26, 35, 48, 4],
    keys=["wave", "segment"],
)


def test_a_named_wave_is_that_of_the_own_segment():
    found = nps.changes(CELLS, against=2023)
    assert [row.reference for row in found] == [
        (2023, "Shop"), None, None, (2023, "Phone"), None,
    ]  # fmt: skip
    assert found.notes == (
        "Of 3 segments, 1 has no answer in the wave 2023, so their changes from it are unknown.",
    )
    assert "Of 3 segments, 1 has no answer" in found.explain()
    with pytest.raises(nps.OptionError, match="the label of a wave, got 2021"):
        nps.changes(CELLS, against=2021)


def test_the_base_is_the_first_of_each_segment():
    found = nps.changes(CELLS, against="base")
    assert [row.reference for row in found] == [
        None, (2022, "Shop"), None, (2023, "Phone"), None,
    ]  # fmt: skip


def test_people_are_matched_within_segments():
    rng = np.random.default_rng(3)
    waves = {(year, shop): rng.integers(0, 11, 40) for year in (2023, 2024) for shop in ("N", "S")}
    ids = {key: np.arange(40) + 100 * (key[1] == "S") for key in waves}
    found = nps.changes(waves, ids=ids)
    alone = nps.changes(
        {year: waves[year, "S"] for year in (2023, 2024)},
        ids={year: ids[year, "S"] for year in (2023, 2024)},
    )
    row = found[(2024, "S")]
    assert (row.change, row.p_value) == pytest.approx((alone[2024].change, alone[2024].p_value))
    assert row.matched == 40
    with pytest.raises(nps.OptionError, match="with ids, ask for a segment by itself"):
        found["S"]
    slope = nps.trend(waves, ids=ids)["S"].slope
    assert slope == pytest.approx(
        nps.trend(
            {year: waves[year, "S"] for year in (2023, 2024)},
            ids={year: ids[year, "S"] for year in (2023, 2024)},
        ).slope
    )


def test_a_weighted_wave_has_its_unweighted_score_in_its_own_table():
    waves = nps.survey_by([10, 9, 3, 10, 2, 9], [1, 1, 1, 2, 2, 2], weights=[1, 2, 1, 1, 1, 3])
    first, second = nps.changes(waves)
    assert "| NPS | unweighted |" in second.to_markdown()
    assert "| 60.0 | 33.3 |" in second.to_markdown()
    assert "| 50.0 | 33.3 |\n" in first.to_markdown()
    assert "unweighted" not in next(iter(nps.changes(CELLS))).to_markdown()
