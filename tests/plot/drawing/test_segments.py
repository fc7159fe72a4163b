"""Several segments in one picture: every one in its place, whoever draws first."""

from __future__ import annotations

import numpy as np
import pytest

import nps

CELLS = nps.Cohorts.from_counts(
    [("2022", "Shop"), ("2023", "Shop"), ("2024", "Shop"), ("2023", "Phone"), ("2024", "Phone")],
    [76, 81, 66, 74, 10],
    [48, 54, 52, 72, 53],
    [30, 26, 20, 35, 80],
    keys=["wave", "segment"],
)


def lines(ax, label="_scores"):
    return [line for line in ax.lines if line.get_label() == label]


def test_a_line_for_each_segment_at_its_times():
    ax = nps.plot.waves(CELLS)
    shop, phone = lines(ax)
    assert shop.get_ydata().tolist() == CELLS["Shop"].score.tolist()
    assert phone.get_xdata().tolist() == shop.get_xdata().tolist()[1:]
    names = [text.get_text().strip() for text in ax.texts]
    assert names == ["Shop 33.3", "Phone \N{MINUS SIGN}49.0"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2022", "2023", "2024"]


def test_equal_times_stand_at_equal_places_whoever_draws_first():
    ax = nps.plot.waves(CELLS["Phone"])
    nps.plot.waves(CELLS["Shop"], ax=ax)
    phone, shop = lines(ax)
    assert phone.get_xdata().tolist() == shop.get_xdata().tolist()[1:]
    ticks = [label.get_text().split("\n")[0] for label in ax.get_xticklabels()]
    assert ticks == ["2022", "2023", "2024"]


def test_changes_are_marked_in_every_segment():
    found = nps.changes(CELLS)
    ax = found.plot()
    (down,) = [line for line in ax.lines if line.get_marker() == "v" and line.get_xdata().size == 1]
    assert down.get_label().startswith("down: changed")
    marks = [text.get_text() for text in ax.texts]
    assert f"\N{MINUS SIGN}{-found[('2024', 'Phone')].change:.1f}" in marks
    same = nps.plot.waves(CELLS, changes=found)
    assert [text.get_text() for text in same.texts] == marks


def test_names_of_close_lines_are_moved_apart():
    labels = [(year, f"S{i}") for i in range(6) for year in (2023, 2024)]
    rows = np.tile([50, 30, 20], (12, 1))
    rows[-1] = [100, 0, 0]
    ax = nps.plot.waves(nps.Cohorts.from_counts(labels, *rows.T, keys=["year", "shop"]))
    heights = sorted(text.get_position()[1] for text in ax.texts)
    assert min(np.diff(heights)) > 3.0
    assert max(heights) <= ax.get_ylim()[1]


def test_beyond_six_each_has_a_picture_on_one_scale():
    labels = [(year, f"S{i}") for i in range(30) for year in (2023, 2024)]
    rng = np.random.default_rng(1)
    rows = rng.multinomial(100, [0.5, 0.3, 0.2], len(labels))
    rows[:2] //= 4  # the first has the fewest answers
    ax = nps.plot.waves(nps.Cohorts.from_counts(labels, *rows.T, keys=["year", "shop"]))
    panels = ax.child_axes
    assert len(panels) == 24
    assert len({panel.get_ylim() for panel in panels}) == 1
    assert "S0" not in [panel.get_title(loc="left") for panel in panels]
    assert ax.get_xlabel() == "2023 \N{EN DASH} 2024\n24 of 30 segments: those with most answers"


def test_what_is_of_other_waves_is_refused():
    chart = nps.monitor(CELLS["Shop"], method="shewhart")
    with pytest.raises(nps.OptionError, match="chart is of one series"):
        nps.plot.waves(CELLS, chart=chart)
    with pytest.raises(nps.OptionError, match="changes must be of the same waves"):
        nps.plot.waves(CELLS, changes=nps.changes(CELLS["Shop"]))
    with pytest.raises(nps.OptionError, match="changes must be of the same waves"):
        nps.plot.waves(CELLS, changes=nps.changes(CELLS[:4]))


def test_everything_of_segments_can_be_drawn():
    found = [
        nps.estimate(CELLS), dict(CELLS), nps.rolling(CELLS, window=2), nps.trend(CELLS),
        nps.monitor(CELLS, method="ewma"),
    ]  # fmt: skip
    for result in found:
        assert nps.plot.waves(result).get_ylabel().startswith("NPS (points)")
    assert len(nps.plot.waves(CELLS, time="wave").texts) == 2


def test_small_pictures_have_names_that_differ():
    names = [f"A very long segment name that only ends with {i}" for i in range(9)]
    labels = [(year, name) for name in names for year in (2023, 2024)]
    rows = np.tile([[50], [30], [20]], (1, 18))
    ax = nps.plot.waves(nps.Cohorts.from_counts(labels, *rows, keys=["year", "shop"]))
    titles = [panel.get_title(loc="left") for panel in ax.child_axes]
    assert len(set(titles)) == 9
    assert all(title.endswith(f"with {i}") for i, title in enumerate(titles))
    assert max(map(len, titles)) < 40
