"""The pictures show the numbers: each element stands where the statistic says."""

from __future__ import annotations

import re

import numpy as np
import pytest
from driver_strategies import seeds, survey
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pictures import bars, element, elements, has_colour, pixels, segments, unreadable, words
from strategies import cohorts, counts

import nps

BLUE, GREY, VERMILION = "#0072B2", "#BBBBBB", "#D55E00"
#: Each example draws a picture.
few = settings(max_examples=5)
SHOPS = nps.Cohorts.from_counts(
    ["North", "South", "East"], [50, 20, 40], [30, 50, 30], [20, 30, 30]
)
QUARTERS = nps.Cohorts.from_counts(
    ["2023-Q1", "2023-Q2", "2023-Q3", "2024-Q1", "2024-Q2"],
    [240, 262, 251, 400, 316],
    [160, 150, 155, 60, 132],
    [100, 88, 94, 40, 52],
)
BEFORE, AFTER = nps.Counts(460, 310, 230), nps.Counts(520, 290, 190)
MOVES = nps.Transitions([[35, 5, 0], [15, 20, 5], [10, 5, 5]])
LAST_YEAR = nps.Cohorts.from_counts(["shop", "web"], [410, 90], [240, 60], [150, 50])
THIS_YEAR = nps.Cohorts.from_counts(["shop", "web"], [210, 260], [120, 180], [70, 160])


def minus(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")


# ------------------------------------------------------------------ distribution


@few
@given(st.lists(st.integers(0, 10), min_size=1, max_size=50))
def test_bars_are_the_shares_of_the_ratings(ratings):
    ax = nps.plot.distribution(ratings)
    drawn = [bar for name in ("detractors", "passives", "promoters") for bar in bars(ax, name)]
    heights = np.array([height for *_, height in drawn])
    assert heights == pytest.approx(100 * np.bincount(ratings, minlength=11) / len(ratings))
    assert heights.sum() == pytest.approx(100)
    centres = [left + width / 2 for left, _, width, _ in drawn]
    assert centres == pytest.approx(range(11))


@few
@given(counts())
def test_the_score_of_a_sample_stands_on_top(sample):
    ax = nps.plot.distribution(sample)
    (strip,) = ax.child_axes
    found = nps.estimate(sample)
    assert element(strip, "_score").get_xdata() == [found.score]
    assert segments(strip, "_interval")[0, :, 0] == pytest.approx(found.confidence_interval)
    shares = [bars(ax, name)[0][3] for name in ("promoters", "passives", "detractors")]
    assert shares == pytest.approx(100 * np.array(sample.shares))


def test_a_distribution_has_all_its_elements():
    ax = nps.plot.distribution([10, 9, 9, 8, 7, 3, 10, 10])
    picture = pixels(ax)
    assert all(has_colour(picture, colour) for colour in (BLUE, GREY, VERMILION))
    text = words(ax)
    low, high = nps.estimate(nps.Counts(5, 2, 1)).confidence_interval
    assert f"NPS 50.0  [{minus(f'{low:.1f}')}, {high:.1f}]  95% CI, n = 8" in text
    for name in ("detractors\n12.5%", "passives\n25.0%", "promoters\n62.5%"):
        assert name in text
    assert [label.get_text() for label in ax.get_xticklabels()] == [str(k) for k in range(11)]
    assert ax.get_xlabel() == "rating"


def test_small_shares_are_not_rounded_to_nothing():
    ax = nps.plot.distribution(nps.count([10] * 500 + [0]))
    assert "<1" in words(ax)


def test_other_scales():
    five = nps.Scale.conventional(1, 5)
    ax = nps.plot.distribution([1, 2, 5, 5], scale=five)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["1", "2", "3", "4", "5"]
    assert [len(bars(ax, name)) for name in ("detractors", "passives", "promoters")] == [3, 1, 1]
    counted = nps.count([1, 2, 5, 5], scale=five)
    assert bars(nps.plot.distribution(counted, scale=five), "promoters")[0][3] == 50.0
    with pytest.raises(nps.OptionError, match=r"scale has 11 ratings, but the sample .* on 5"):
        nps.plot.distribution(counted)
    with pytest.raises(nps.OptionError, match="scale sorts the ratings into other classes"):
        nps.plot.distribution(counted, scale=five.mirrored())


def test_no_answers_have_no_distribution():
    with pytest.raises(nps.EmptySampleError, match="without a valid answer"):
        nps.plot.distribution([None])
    with pytest.raises(nps.EmptySampleError, match="has no picture"):
        nps.estimate(nps.Cohorts.from_dict({"a": []}))["a"].plot()


# ------------------------------------------------------------------ shares


@few
@given(cohorts())
def test_diverging_bars_are_the_shares(many):
    ax = nps.plot.shares(many, order="given")
    n = many.n
    with np.errstate(invalid="ignore"):
        parts = 100 * np.array([many.detractors, many.passives, many.promoters]) / n
    for name, part in zip(("detractors", "passives", "promoters"), parts, strict=True):
        widths = [width for _, _, width, _ in bars(ax, name)]
        assert widths == pytest.approx(part, nan_ok=True)
    for i in np.flatnonzero(n):
        left = bars(ax, "detractors")[i][0]
        right = sum(bars(ax, "promoters")[i][::2])
        assert left == pytest.approx(-parts[0, i] - parts[1, i] / 2.0)
        assert right - left == pytest.approx(100)
    found = nps.estimate(many)
    assert element(ax, "NPS").get_xdata() == pytest.approx(found.score, nan_ok=True)
    low, high = segments(ax, "_intervals")[:, :, 0].T
    assert low == pytest.approx(found.confidence_interval.low, nan_ok=True)
    assert high == pytest.approx(found.confidence_interval.high, nan_ok=True)


def test_shares_have_all_their_elements():
    ax = nps.plot.shares(SHOPS)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["North", "East", "South"]
    picture = pixels(ax)
    assert all(has_colour(picture, colour) for colour in (BLUE, GREY, VERMILION))
    text = words(ax).split("\n")
    assert text.count("100") == 3  # n
    assert {"n", "NPS", "30.0", "10.0", minus("-10.0")} <= set(text)
    assert {"promoters", "passives", "detractors"} <= set(text)
    dots = element(ax, "NPS").get_ydata()
    for _, bottom, _, height in bars(ax, "passives"):
        assert not any(bottom <= dot <= bottom + height for dot in dots)  # neither hides the other
    inside = [text for text in ax.texts if text.get_label() == "_percent"]
    top = sorted(text.get_text() for text in inside if text.get_position()[1] < 0.5)
    assert top == ["20", "30", "50"]


def test_percentages_in_a_bar_are_each_rounded_by_themselves():
    ax = nps.plot.shares({"thirds": nps.Counts(1, 1, 1)})
    inside = [int(text.get_text()) for text in ax.texts if text.get_label() == "_percent"]
    assert inside == [33, 33, 33]


@pytest.mark.parametrize(
    ("order", "expected"),
    [("given", "bacd"), ("score", "cbad"), ("label", "abcd"), ("n", "abcd")],
)
def test_orders_of_rows(order, expected):
    many = nps.Cohorts.from_dict(
        {
            "b": nps.Counts(5, 5, 0),
            "a": nps.Counts(5, 5, 5),
            "c": nps.Counts(4, 0, 0),
            "d": nps.Counts(0, 0, 0),
        }
    )
    ax = nps.plot.shares(many, order=order)
    assert "".join(label.get_text() for label in ax.get_yticklabels()) == expected
    assert words(ax).count("no answers") == 1
    assert "n/a" in words(ax)


# ------------------------------------------------------------------ forest


@few
@given(cohorts())
def test_dots_are_the_scores_and_the_line_is_the_total(many):
    ax = nps.plot.forest(many)
    found = nps.estimate(many)
    assert element(ax, "_values").get_xdata() == pytest.approx(found.score, nan_ok=True)
    assert list(element(ax, "_values").get_ydata()) == list(range(len(many)))
    ends = segments(ax, "_intervals")[:, :, 0].T
    assert ends[0] == pytest.approx(found.confidence_interval.low, nan_ok=True)
    assert ends[1] == pytest.approx(found.confidence_interval.high, nan_ok=True)
    if many.total.n:
        assert element(ax, "_line").get_xdata()[0] == pytest.approx(many.total.score)
    else:
        assert "_line" not in elements(ax)


def test_a_forest_has_all_its_elements():
    ax = nps.plot.forest(SHOPS)
    text = words(ax)
    for part in ("North (n = 100)", "all 10.0", "NPS (points), 95% CI", "30.0  [14.0, 44.3]"):
        assert part in text
    picture = pixels(ax)
    assert has_colour(picture, "black")
    assert has_colour(picture, "0.45")  # the line


def test_a_forest_orders_by_score_not_by_its_limits():
    many = {"few": nps.Counts(3, 1, 0), "lots": nps.Counts(700, 300, 0)}
    assert nps.estimate(many["few"]).confidence_interval.low < 60 < many["lots"].score
    ax = nps.plot.forest(many, order="score")
    assert ax.get_yticklabels()[0].get_text() == "few (n = 4)"


@few
@given(cohorts(min_n=1))
def test_a_forest_of_differences(many):
    found = nps.compare(many, SHOPS.total)
    ax = nps.plot.forest(found)
    assert element(ax, "_values").get_xdata() == pytest.approx(found.difference)
    assert element(ax, "_line").get_xdata()[0] == 0.0


def test_differences_carry_their_sign_and_both_n():
    text = words(nps.compare_many(SHOPS).plot())
    assert f"North {minus('-')} South (n = 100, 100)" in text
    assert "+40.0  [" in text
    assert "difference of NPS (points)" in text
    against = words(nps.compare_benchmark(SHOPS, 20.0).plot())
    assert "North (n = 100)" in against
    assert minus("-30.0") in against


# ------------------------------------------------------------------ waves


@few
@given(cohorts())
def test_waves_are_the_scores_over_time(many):
    many = nps.Cohorts.from_counts(
        range(2000, 2000 + len(many)), many.promoters, many.passives, many.detractors
    )
    ax = nps.plot.waves(many)
    found = nps.estimate(many)
    dots = element(ax, "_scores")
    assert dots.get_ydata() == pytest.approx(found.score, nan_ok=True)
    assert dots.get_xdata() == pytest.approx(np.arange(2000, 2000 + len(many)))
    ends = segments(ax, "_intervals")[:, :, 1].T
    assert ends[0] == pytest.approx(found.confidence_interval.low, nan_ok=True)
    assert ends[1] == pytest.approx(found.confidence_interval.high, nan_ok=True)


def test_the_line_breaks_at_missing_waves():
    ax = nps.plot.waves(QUARTERS)
    x, y = element(ax, "_line").get_data()
    assert np.isnan(x).tolist() == [False, False, False, True, False, False]  # no 2023-Q4
    empty = nps.Cohorts.from_counts([1, 2, 3], [5, 0, 5], [1, 0, 1], [1, 0, 1])
    x, y = element(nps.plot.waves(empty), "_line").get_data()
    assert np.isnan(y).tolist() == [False, True, False]
    ribbon = element(ax, "_ribbon").get_paths()
    assert len(ribbon) == 2  # one on each side of the gap


def test_waves_have_all_their_elements():
    found = nps.changes(QUARTERS)
    chart = nps.monitor(QUARTERS, method="shewhart", baseline=3)
    ax = nps.plot.waves(found, chart=chart)
    text = words(ax)
    for part in (
        "2023-Q1\nn = 500", "28.0", f"{found.score[-1]:.1f}", "centre 31.4", "control limits",
        "signal", "up: changed (holm p < 0.05)", "down: changed (holm p < 0.05)", "95% CI",
        f"{found.change[3]:+.1f}", minus(f"{found.change[4]:+.1f}"),
    ):  # fmt: skip
        assert part in text, part
    picture = pixels(ax)
    assert has_colour(picture, BLUE)
    assert has_colour(picture, VERMILION)
    rising = element(ax, "up: changed (holm p < 0.05)")
    assert rising.get_xdata() == element(ax, "_scores").get_xdata()[3]
    ring = element(ax, "signal")
    out = [label in chart.signals for label in chart.labels]
    assert ring.get_ydata() == pytest.approx(found.score[out])
    assert element(ax, "control limits").get_ydata() == pytest.approx(chart.limits.low)
    assert element(ax, "_limits").get_ydata() == pytest.approx(chart.limits.high)


def test_what_did_not_change_is_not_marked():
    calm = nps.Cohorts.from_counts([1, 2, 3], [50, 51, 50], [30, 30, 30], [20, 19, 20])
    assert "changed" not in words(nps.changes(calm).plot())
    assert "signal" not in words(nps.monitor(calm).plot())


def test_adjusted_p_values_decide_what_is_marked():
    found = nps.changes(
        nps.Cohorts.from_counts([1, 2, 3, 4], [50, 66, 66, 66], [30, 21, 21, 21], [20, 13, 13, 13])
    )
    assert found.p_value[1] < 0.05 < found.adjusted_p_value[1]
    assert "changed" not in words(found.plot())


def test_waves_without_answers_keep_the_scale():
    assert nps.plot.waves({2024: [], 2025: []}).get_ylim() == (-100.0, 100.0)


def test_raw_p_values_say_so():
    assert "up: changed (p < 0.05)" in words(nps.changes(QUARTERS, adjust="none").plot())


def test_charts_of_moving_averages_and_sums():
    weeks = nps.Cohorts.from_counts(
        range(1, 13), [50] * 6 + [30] * 6, [30] * 12, [20] * 6 + [40] * 6
    )
    ewma = nps.monitor(weeks, method="ewma", baseline=6)
    ax = ewma.plot()
    assert element(ax, "moving average").get_ydata() == pytest.approx(ewma.value)
    assert element(ax, "NPS").get_ydata() == pytest.approx(weeks.score)
    assert "centre 30.0" in words(ax)
    cusum = nps.monitor(weeks, method="cusum", baseline=6)
    ax = cusum.plot()
    assert element(ax, "upper sum").get_ydata() == pytest.approx(cusum.value)
    assert element(ax, "lower sum").get_ydata() == pytest.approx(cusum.lower_value)
    out = [label in cusum.signals for label in weeks]
    assert element(ax, "signal").get_ydata() == pytest.approx(cusum.lower_value[out])
    assert ax.get_ylabel() == "cumulative sum (standard errors)"


def test_a_trend_brings_its_line():
    years = nps.Cohorts.from_counts([2021, 2022, 2024], [45, 50, 60], [30, 30, 30], [25, 20, 10])
    found = nps.trend(years)
    ax = found.plot()
    line = element(ax, f"trend +{found.slope:.1f} per unit of time")
    x, y = line.get_data()
    assert x == pytest.approx([2021, 2024])
    assert y == pytest.approx(found.intercept + found.slope * np.array([2021, 2024]))


def test_rolling_windows_and_many_waves():
    days = np.datetime64("2024-01-01") + np.arange(200)
    found = nps.rolling(np.arange(200) % 11, days, window="30 days")
    ax = found.plot()
    assert len(found) > 80
    assert element(ax, "_scores").get_ydata() == pytest.approx(found.cohorts.score)
    assert "_intervals" not in elements(ax)  # the ribbon shows them
    assert "not every label is shown" in words(ax)


def test_waves_refuse_what_does_not_belong_together():
    other = nps.changes(QUARTERS[1:])
    with pytest.raises(nps.OptionError, match="changes must be of the same waves"):
        nps.plot.waves(QUARTERS, changes=other)
    with pytest.raises(nps.OptionError, match=r"chart must be .* got 'ewma'"):
        nps.plot.waves(QUARTERS, chart=nps.monitor(QUARTERS, method="ewma"))
    with pytest.raises(nps.InputTypeError, match=r"changes must be what nps.changes returns"):
        nps.plot.waves(QUARTERS, changes=QUARTERS)
    with pytest.raises(nps.InputTypeError, match=r"chart must be what nps.monitor returns"):
        nps.plot.waves(QUARTERS, chart=QUARTERS)
    with pytest.raises(nps.OptionError, match="waves must be in order of time"):
        nps.plot.waves(QUARTERS[::-1])


# ------------------------------------------------------------------ difference


@few
@given(counts(), counts())
def test_the_difference_stands_as_high_as_the_sample(sample, reference):
    found = nps.compare(sample, reference)
    ax = nps.plot.difference(sample, reference)
    dots = [a.get_ydata()[0] for a in ax.get_children() if a.get_label() == "_score"]
    assert dots == pytest.approx([reference.score, sample.score])
    assert element(ax, "_difference").get_ydata()[0] == pytest.approx(sample.score)
    ends = segments(ax, "_difference_interval")[0, :, 1] - reference.score
    assert ends == pytest.approx(found.confidence_interval)
    (right,) = ax.child_axes
    ax.figure.draw_without_rendering()
    assert right.get_ylim() == pytest.approx(np.array(ax.get_ylim()) - reference.score)


def test_a_difference_has_all_its_elements():
    ax = nps.plot.difference(AFTER, BEFORE, names=("now", "then"))
    text = words(ax)
    for part in ("then\nn = 1,000", "now\nn = 1,000", "+10.0\n[+3.1, +16.9]\np = 0.005", "23.0"):
        assert part in text
    assert "difference of NPS (points), 95% CI" in text
    assert has_colour(pixels(ax), BLUE)  # a rise
    assert has_colour(pixels(nps.compare(BEFORE, AFTER).plot()), VERMILION)
    calm = pixels(nps.compare(BEFORE, BEFORE).plot())
    assert not has_colour(calm, BLUE)
    assert not has_colour(calm, VERMILION)
    assert elements(ax).count("_score_interval") == 2
    assert elements(ax).count("_level") == 2


def test_one_sided_intervals_end_in_an_arrow():
    for alternative, marker in (("greater", "^"), ("less", "v")):
        found = nps.compare(AFTER, BEFORE, alternative=alternative)
        ax = found.plot()
        assert element(ax, "_open_end").get_marker() == marker
        low, high = np.array(ax.get_ylim()) - BEFORE.score
        assert -60 < low < high < 60  # not the whole scale


def test_benchmarks_published_scores_and_margins():
    fixed = nps.compare_benchmark(AFTER, 40).plot()
    assert "benchmark" in words(fixed)
    assert segments(fixed, "_difference_interval").shape == (1, 2, 2)
    published = nps.compare(AFTER, nps.PublishedScore(38, 1200)).plot()
    assert "reference\nn = 1,200" in words(published)
    same = nps.equivalence(AFTER, BEFORE, margin=15.0).plot()
    assert "margin ±15.0" in words(same)
    assert "90% CI" in words(same)


def test_a_difference_needs_two():
    with pytest.raises(nps.InputTypeError, match="needs a sample and a reference"):
        nps.plot.difference(AFTER)
    with pytest.raises(nps.InputTypeError, match="reference is in the result already"):
        nps.plot.difference(nps.compare(AFTER, BEFORE), BEFORE)
    with pytest.raises(nps.InputTypeError, match="sample must be one sample"):
        nps.plot.difference(SHOPS, BEFORE)
    with pytest.raises(nps.OptionError, match="names must be two"):
        nps.plot.difference(AFTER, BEFORE, names="ab")


# ------------------------------------------------------------------ transitions


@few
@given(st.lists(st.integers(0, 30), min_size=9, max_size=9))
def test_cells_are_the_people(cells):
    table = np.array(cells).reshape(3, 3)
    assume(table.sum() > 0)
    ax = nps.plot.transitions(nps.Transitions(table))
    written = [text.get_text().split("\n")[0] for text in ax.texts if "·" not in text.get_text()]
    assert written == [str(k) for k in cells]
    darkest = [bar.patches[0].get_facecolor() for bar in ax.containers]
    off_diagonal = [i for i in (1, 2, 5) if cells[i] == table.max()]
    for i in off_diagonal:
        assert darkest[i] == pytest.approx((213 / 255, 94 / 255, 0.0, 1.0))


def test_transitions_have_all_their_elements():
    ax = nps.plot.transitions(MOVES)
    text = words(ax)
    for part in (
        "35\n87.5%", "15\n37.5%", "promoters\nn = 40", "promoters\nn = 60", "after: NPS 50.0",
        "before: NPS 20.0", "up 30.0% · same 60.0% · down 10.0% · n = 100",
    ):  # fmt: skip
        assert part in text, part
    assert len(ax.containers) == 9
    for kept in (0, 4, 8):  # who stayed is grey, neither a gain nor a loss
        red, green, blue, _ = ax.containers[kept].patches[0].get_facecolor()
        assert red == green == blue
    same = nps.plot.transitions([9, 10, 3], [7, 10, 8])
    assert "n = 3" in words(same)
    assert "n = 0" in words(same)


def test_transitions_need_people():
    with pytest.raises(nps.EmptySampleError, match="nobody answered twice"):
        nps.plot.transitions([9, None], [None, 9])
    with pytest.raises(nps.InputTypeError, match=r"transitions must be nps.Transitions"):
        nps.plot.transitions([9, 10])
    with pytest.raises(nps.InputTypeError, match="reference is in the transitions"):
        nps.plot.transitions(MOVES, [9])


# ------------------------------------------------------------------ decomposition


@few
@given(
    st.lists(st.tuples(counts(), counts()), min_size=1, max_size=6),
    st.integers(1, 8),
    st.sampled_from(["two-way", "three-way"]),
)
def test_steps_lead_from_one_score_to_the_other(pairs, most, method):
    current = nps.Cohorts.from_dict({i: one for i, (one, _) in enumerate(pairs)})
    previous = nps.Cohorts.from_dict({i: other for i, (_, other) in enumerate(pairs)})
    found = nps.decompose(current, previous, method=method)
    ax = nps.plot.decomposition(found, most=most)
    steps = [container.patches[0] for container in ax.containers]
    parts = len(found.segments)
    kept = len(pairs) if len(pairs) <= most else most + 1
    assert len(steps) == parts * kept
    start, end = element(ax, "_scores").get_xdata()
    assert start == pytest.approx(previous.total.score, abs=1e-9)
    assert end == pytest.approx(current.total.score, abs=1e-9)
    # abs: the parts sum to the total but for rounding in the last digits
    assert steps[0].get_x() == pytest.approx(start, abs=1e-9)
    ends = [step.get_x() + step.get_width() for step in steps]
    assert [*(step.get_x() for step in steps[1:]), end] == pytest.approx(ends, abs=1e-9)
    if len(pairs) <= most:
        rates = [step.get_width() for step in steps[1::parts]]
        assert rates == pytest.approx(found.segments["rate"].change)


def test_a_decomposition_has_all_its_elements():
    found = nps.decompose(THIS_YEAR, LAST_YEAR)
    ax = nps.plot.decomposition(THIS_YEAR, LAST_YEAR)
    text = words(ax)
    for part in ("before", "shop: mix", "web: rate", "after", "30.0", minus("-2.7"), "+1.5"):
        assert part in text.split("\n"), part
    picture = pixels(ax)
    assert has_colour(picture, BLUE)
    assert has_colour(picture, VERMILION)
    low, high = found.segments["mix"].confidence_interval
    ends = segments(ax, "_intervals")[:, :, 0]
    assert ends[0] == pytest.approx(30.0 + np.array([low[0], high[0]]))
    assert len(segments(ax, "_levels")) == 5
    few = words(found.plot(most=1))
    assert "1 other: mix" in few
    assert "web: mix" in few  # the largest part of all
    assert "shop: mix" not in few


def test_decompositions_need_two_waves():
    found = nps.decompose(THIS_YEAR, LAST_YEAR)
    with pytest.raises(nps.InputTypeError, match="previous is in the decomposition"):
        nps.plot.decomposition(found, LAST_YEAR)
    with pytest.raises(nps.InputTypeError, match=r"or two nps.Cohorts of segments"):
        nps.plot.decomposition(THIS_YEAR)
    with pytest.raises(nps.OptionError, match="most must be at least 1"):
        found.plot(most=0)


# ------------------------------------------------------------------ weights

WEIGHTED = nps.SurveyCohorts.from_dict(
    {
        2024: nps.SurveySample([10, 9, 3, 8, 10, 6], weights=[1, 2, 1, 1, 3, 2]),
        2025: nps.SurveySample([10, 9, 9, 8, 10, 6], weights=[1, 2, 1, 1, 3, 2]),
    }
)


def test_weighted_scores_are_held_against_their_weighted_total():
    found = nps.estimate(WEIGHTED)
    ax = WEIGHTED.plot()
    assert element(ax, "_values").get_xdata() == pytest.approx(found.score)
    assert element(ax, "_line").get_xdata()[0] == pytest.approx(nps.score(WEIGHTED.total))
    assert "_line" not in elements(found.plot())  # the estimates do not know the weights
    changed = nps.changes(WEIGHTED).plot()
    assert element(changed, "_scores").get_ydata() == pytest.approx(found.score)


def test_bars_of_people_refuse_weights():
    with pytest.raises(nps.InputTypeError, match="bars of shares count people"):
        nps.plot.shares(WEIGHTED)


# ------------------------------------------------------------------ drivers


@few
@given(seeds)
def test_bars_of_drivers_are_the_parts_of_their_effects(seed):
    data = survey(seed)
    found = nps.drivers.effects(data.ratings, data.factors)
    ax = nps.plot.drivers(found, kind="effects")
    promoters = [width for _, _, width, _ in bars(ax, "more promoters")]
    detractors = [width for _, _, width, _ in bars(ax, "fewer detractors")]
    assert promoters == pytest.approx(found.promoter_effect)
    assert detractors == pytest.approx(-found.detractor_effect)
    for (start, _, width, _), before in zip(
        bars(ax, "fewer detractors"), bars(ax, "more promoters"), strict=True
    ):
        if width * before[2] > 0:  # end to end, so that both reach the effect
            assert start == pytest.approx(before[2])
    assert element(ax, "together").get_xdata() == pytest.approx(found.effect)
    assert (
        pytest.approx(np.array([*found.confidence_interval]))
        == segments(ax, "_intervals")[:, :, 0].T
    )


@few
@given(seeds)
def test_the_quadrant_has_level_and_effect(seed):
    data = survey(seed)
    found = nps.drivers.effects(data.ratings, data.factors)
    ax = found.plot()
    dots = element(ax, "_drivers")
    assert dots.get_xdata() == pytest.approx(found.level)
    assert dots.get_ydata() == pytest.approx(found.effect)
    assert pytest.approx(np.array([*found.level_interval])) == segments(ax, "_levels")[:, :, 0].T
    assert (
        pytest.approx(np.array([*found.confidence_interval])) == segments(ax, "_effects")[:, :, 1].T
    )
    assert "_crosshairs" not in elements(ax)
    crossed = found.plot(crosshairs="median")
    assert elements(crossed).count("_crosshairs") == 2
    mean = [x for x in found.plot(crosshairs="mean").get_lines() if x.get_label() == "_crosshairs"]
    assert mean[0].get_xdata()[0] == pytest.approx(found.level.mean())


def test_potentials_are_listed_the_largest_first():
    data = survey(3, 200)
    found = nps.drivers.effects(data.ratings, data.factors)
    ax = found.plot(kind="potential")
    named = [label.get_text() for label in ax.get_yticklabels()]
    order = np.argsort(-found.potential)[: len(named)]
    assert named == [found.labels[i] for i in order]
    assert "region: North" not in named
    assert [width for _, _, width, _ in bars(ax, "_potential")] == pytest.approx(
        found.potential[order]
    )


@few
@given(seeds)
def test_shares_stand_beside_those_without_an_effect(seed):
    data = survey(seed)
    found = nps.drivers.importance(data.ratings, data.factors, n_resamples=20, rng=1)
    ax = nps.plot.importance(found)
    order = np.argsort(-found.share)
    assert [width for _, _, width, _ in bars(ax, "_shares")] == pytest.approx(
        100 * found.share[order]
    )
    marks = element(ax, "without an effect of its own").get_xdata()
    assert marks == pytest.approx(100 * found.share_without_effect[order])
    assert "%" in ax.get_xlabel()


@few
@given(seeds)
def test_penalties_and_rewards_have_their_intervals(seed):
    data = survey(seed)
    found = nps.drivers.steps(data.ratings, {"price": data.factors["price"]})
    ax = nps.plot.steps(found)
    assert element(ax, "bad rating").get_xdata() == pytest.approx(found.penalty, nan_ok=True)
    assert element(ax, "good rating").get_xdata() == pytest.approx(found.reward, nan_ok=True)


@few
@given(seeds.filter(lambda seed: seed < 2**32 - 2))
def test_parts_of_a_difference_stand_below_each_other(seed):
    sides = [
        nps.drivers.effects(one.ratings, {"price": one.factors["price"]})
        for one in (survey(seed), survey(seed + 1))
    ]
    found = nps.drivers.compare(*sides)
    ax = nps.plot.driver_changes(found)
    parts = [found.effects, found.levels, *found.level_part]
    assert element(ax, "_parts").get_xdata() == pytest.approx(parts)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["effects", "levels", "price"]


def test_what_has_no_drivers_is_refused():
    unknown = nps.drivers.effects([9, 10, 9, 10], {"x": [1, 2, 3, 4]})
    for kind in ("quadrant", "effects", "potential"):
        with pytest.raises(nps.EmptySampleError, match="there is no driver to draw"):
            unknown.plot(kind=kind)
    with pytest.raises(nps.EmptySampleError, match="there is no share to draw"):
        nps.drivers.importance([9, 10, 9, 10], {"x": [1, 2, 3, 4]}, n_resamples=0).plot()
    with pytest.raises(nps.EmptySampleError, match="there is no step to draw"):
        nps.drivers.steps([9, 10, 9, 10, 9], {"x": [1, 2, 3, 4, 5]}).plot()
    for name, what in (
        ("drivers", "effects"), ("importance", "shares"), ("steps", "found"),
        ("driver_changes", "changes"),
    ):  # fmt: skip
        with pytest.raises(nps.InputTypeError, match=f"{what} must be what nps.drivers"):
            getattr(nps.plot, name)([1, 2, 3])
    with pytest.raises(nps.OptionError, match="kind must be one of 'quadrant'"):
        unknown.plot(kind="bars")
    with pytest.raises(nps.OptionError, match="crosshairs must be one of 'none'"):
        unknown.plot(crosshairs="both")


def test_differences_say_what_was_subtracted_where_both_have_names():
    after = nps.Cohorts.from_counts(["North", "South"], [50, 40], [30, 30], [20, 30])
    before = nps.Cohorts.from_counts(["North", "South"], [45, 44], [30, 30], [25, 26])
    axis = "difference of NPS (points), 2025 \N{MINUS SIGN} 2024, 95% CI"
    found = nps.compare_strata(after, before, names=("2025", "2024")).strata
    assert found.plot().get_xlabel() == axis
    assert nps.plot.spec(found)["layer"][0]["encoding"]["x"]["title"] == axis
    assert "2025" not in nps.compare(after, before).plot().get_xlabel()


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        ([f"{2019 + i // 12}-{i % 12 + 1:02d}" for i in range(4, 64)], "-0[17]"),
        ([f"{2010 + i // 4}-Q{i % 4 + 1}" for i in range(2, 62)], "[02468]-Q1"),
        ([f"{year}" for year in range(1963, 2025)], "[05]"),
        ([f"2024-{month:02d}" for month in range(2, 13)], r"-\d\d"),
    ],
)
def test_where_not_all_periods_have_room_round_ones_are_named(labels, shown):
    size = len(labels)
    waves = nps.Cohorts.from_counts(labels, [50] * size, [30] * size, [20] * size)
    ax = nps.plot.waves(waves)
    named = [label.get_text().partition("\n")[0] for label in ax.get_xticklabels()]
    assert named == [label for label in labels if re.search(f"{shown}$", label)]
    assert not unreadable(ax)
