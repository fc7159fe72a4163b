"""The pictures of worth and of units show their numbers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from matplotlib import rc_context
from pictures import element, elements, has_colour, pixels, segments, words
from value_people import people, seeds, units

import nps

BLUE, ORANGE = "#0072B2", "#D55E00"
#: Each example draws a picture.
few = settings(max_examples=5)
COHORTS, GROWTH = units()


def by_class(seed):
    data = people(seed, 120)
    return nps.value.by_class(data.ratings, data.spend, method="t")


@few
@given(seeds)
def test_each_class_has_its_dot_its_interval_and_its_number(seed):
    found = by_class(seed)
    ax = nps.plot.value(found)
    dots = [element(ax, f"_{i}").get_xydata()[i] for i in range(3)]
    assert [x for x, _ in dots] == pytest.approx(found.value.tolist())
    assert [y for _, y in dots] == [0.0, 1.0, 2.0]  # none is shifted beside its name
    lines = [a for a in ax.get_children() if a.get_label() == "_intervals"]
    ends = [lines[i].get_paths()[i].vertices[:, 0] for i in range(3)]
    assert np.array(ends).T.ravel() == pytest.approx(np.ravel(list(found.confidence_interval)))
    assert f"{100 * found.share[0]:.1f}%" in words(ax)
    assert "mean value, 95% CI" in words(ax)
    assert ax.get_xlim()[0] <= 0.0 or (found.value < 0.0).any()


def test_classes_have_their_colours():
    ax = by_class(1).plot()
    assert has_colour(pixels(ax), BLUE)
    assert has_colour(pixels(ax), ORANGE)


@few
@given(seeds)
def test_rates_are_in_percent(seed):
    data = people(seed, 120)
    found = nps.value.outcomes(data.ratings, data.left)
    ax = nps.plot.value(found)
    dots = [element(ax, f"_{i}").get_xydata()[i, 0] for i in range(3)]
    assert dots == pytest.approx((100 * found.rate).tolist())
    assert f"{found.events[0]:,} / {found.n[0]:,}" in words(ax)


def test_routes_and_lifetimes():
    point = nps.value.per_point(by_class(2), customers=5000)
    ax = point.plot()
    x = element(ax, "_routes").get_xdata()
    assert x[2] == pytest.approx(point.detractor_to_promoter)
    low, high = segments(ax, "_intervals")[2][:, 0]
    assert (low, high) == pytest.approx(tuple(point.detractor_to_promoter_interval))
    assert "customers: 5,000, 95% CI" in words(ax)
    plain = nps.value.per_point({"promoter": 3, "passive": 2, "detractor": 2.5}).plot()
    assert "CI" not in words(plain)
    assert "\N{MINUS SIGN}0.00500" in words(plain)
    worth = nps.value.lifetime([50, 40, 30], 0.9, discount=0.9).plot()
    assert "lifetime value" in words(worth)


@pytest.mark.parametrize("yes_no", [False, True])
def test_metrics_stand_about_what_tells_nothing(yes_no):
    data = people(3, 120)
    outcome = data.spend > 20 if yes_no else data.spend
    found = nps.value.compare_metrics(outcome, {"csat": data.ratings // 2}, ratings=data.ratings)
    ax = found.plot()
    values = found.auc if yes_no else found.correlation
    assert element(ax, "_metrics").get_xdata() == pytest.approx(values)
    line = segments(ax, "_zero")[0][:, 0]
    assert line == pytest.approx([0.5 if yes_no else 0.0] * 2)
    assert ax.get_xlim()[0] <= (0.5 if yes_no else 0.0)
    assert not yes_no or ax.get_xlim()[0] > 0.2
    assert ("area under the curve" if yes_no else "correlation") in words(ax)


@few
@given(seeds)
def test_units_with_both_lines(seed):
    noise = np.random.default_rng(seed).normal(size=12)
    link = nps.value.link_units(COHORTS, GROWTH + noise)
    ax = nps.plot.unit_link(link)
    x, y = np.array(element(ax, "noise taken out").get_xydata()).T
    assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(link.slope)
    assert y[0] == pytest.approx(link.intercept + link.slope * x[0])
    x, y = np.array(element(ax, "scores as they stand").get_xydata()).T
    assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(link.ols_slope)
    slope, level = np.polyfit(link.score, link.outcome, 1)
    assert y[0] == pytest.approx(level + slope * x[0])
    drawn = element(ax, "units")
    assert np.array(drawn.get_offsets()) == pytest.approx(np.array([link.score, link.outcome]).T)
    assert drawn.get_sizes().argmax() == link.score_standard_error.argmin()
    ends = segments(ax, "_drawn in")[:, 1, 0]
    assert ends == pytest.approx(link.shrunken_score)


def test_units_that_are_noise_have_one_line():
    same = nps.Cohorts.from_counts(range(6), [5, 6, 4, 5, 5, 6], [5] * 6, [5, 4, 6, 5, 5, 5])
    ax = nps.value.link_units(same, range(6)).plot()
    assert "noise taken out" not in elements(ax)
    assert "too noisy for a line" in words(ax)
    falling = nps.value.link_units(COHORTS, -GROWTH, method="ols", standard_errors=[0] * 12).plot()
    assert "noise taken out" not in elements(falling)
    assert "too noisy" not in words(falling)
    assert len(set(element(falling, "units").get_sizes())) == 1


@pytest.mark.parametrize("value", [None, [1, 2], nps.Counts(1, 2, 3)])
def test_what_is_no_worth_is_refused(value):
    with pytest.raises(nps.InputTypeError, match=r"^found must be what nps.value.by_class"):
        nps.plot.value(value)
    with pytest.raises(nps.InputTypeError, match=r"^link must be what nps.value.link_units gave"):
        nps.plot.unit_link(value)


def test_nothing_known_is_nothing_to_draw():
    flat = nps.value.compare_metrics([1.0, 2.0, 3.0, 5.0], {"a": [1] * 4, "b": [2] * 4})
    with pytest.raises(nps.EmptySampleError, match="there is nothing to draw"):
        flat.plot()


@pytest.mark.parametrize("size", [10.0, 20.0])
def test_ticks_and_columns_have_room_at_any_size_of_text(size):
    ratings, spend = [10, 9, 7, 3] * 8, [90e3, 80e3, 50e3, 30e3, 85e3, 75e3, 60e3, 45e3] * 4
    found = nps.value.by_class(ratings, spend, method="t")
    with rc_context({"font.size": size}):
        ax = found.plot()
        ax.figure.draw_without_rendering()
        ticks = [t for t in ax.get_xticklabels() if t.get_text()]
        boxes = [t.get_window_extent() for t in ticks]
        low, high = ax.bbox.x0 - 1.0, ax.bbox.x1 + 1.0
        seen = [box for box in boxes if low <= (box.x0 + box.x1) / 2.0 <= high]
    assert len(seen) >= 2
    assert all(a.x1 <= b.x0 for a, b in pairwise(seen))
    assert "82,500" in words(ax)
    assert f"{100 * found.share[0]:.1f}%" in words(ax)


def test_values_that_are_all_0_have_an_axis():
    found = nps.value.by_class([10, 9, 7, 3] * 8, [0.0] * 32, method="t")
    assert nps.plot.value(found).get_xlim() == (0.0, 1.0)


def test_tiny_values_fill_their_axis():
    found = nps.value.by_class([10, 9, 7, 3] * 8, [4e-12, 3e-12, 2e-12, 1e-12] * 8, method="t")
    assert nps.plot.value(found).get_xlim()[1] < 1e-11
