"""Ranks, shrinkage, laws, sequences, mix and rate: each element stands where the numbers are."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import bars, element, elements, segments, words

import nps

SHOPS = nps.Cohorts.from_counts(
    ["A", "B", "C", "nobody"], [50, 4, 70, 0], [30, 3, 20, 0], [20, 3, 10, 0]
)
COUNTS = st.tuples(*[st.integers(0, 40)] * 3).filter(any)


@settings(max_examples=12)
@given(st.lists(COUNTS, min_size=2, max_size=6))
def test_ranks_are_drawn_with_the_range_that_the_data_allow(rows):
    found = nps.rank(nps.Cohorts.from_counts(range(len(rows)), *np.array(rows).T))
    ax = nps.plot.ranks(found)
    assert element(ax, "_ranks").get_xdata().tolist() == found.rank.tolist()
    ends = segments(ax, "_intervals")[:, :, 0]
    assert ends.tolist() == np.column_stack([found.low, found.high]).tolist()
    assert all(tick == round(tick) for tick in ax.get_xticks())
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # the best on top


def test_who_has_no_rank_is_left_out_and_the_best_are_kept():
    found = nps.rank(SHOPS)
    ax = found.plot(most=2)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["C (n = 100)", "A (n = 100)"]
    assert "the 2 with the highest score, and 1 more" in ax.get_xlabel()
    assert "more" not in found.plot(most=3).get_xlabel()
    with pytest.raises(nps.EmptySampleError, match="no rank"):
        nps.rank(SHOPS[3:]).plot()
    with pytest.raises(nps.InputTypeError, match="ranking must"):
        nps.plot.ranks(SHOPS)
    with pytest.raises(nps.OptionError, match="most must be at least 1"):
        found.plot(most=0)


@settings(max_examples=12)
@given(st.lists(COUNTS, min_size=2, max_size=6), st.sampled_from(["given", "score", "label", "n"]))
def test_arrows_lead_from_the_score_to_the_better_guess(rows, order):
    shops = nps.Cohorts.from_counts(range(len(rows)), *np.array(rows).T)
    found = nps.shrink(shops)
    ax = nps.plot.shrinkage(found, order=order)
    before = element(ax, "as observed").get_xdata()
    after = element(ax, "shrunken").get_xdata()
    assert sorted(before) == sorted(found.score)
    assert sorted(after) == sorted(found.shrunken_score)
    if order == "score":
        assert np.all(np.diff(after) <= 0.0)
    arrows = [text for text in ax.texts if text.arrow_patch is not None]
    moved = before != after
    assert [(arrow.xyann[0], arrow.xy[0]) for arrow in arrows] == list(
        zip(before[moved], after[moved], strict=True)
    )
    named = f"common score {nps._base.words.pictures.points(found.common_score)}"
    assert segments(ax, named)[0, :, 0].tolist() == [found.common_score] * 2


def test_a_shrunken_score_of_nobody_has_no_arrow():
    found = nps.shrink(SHOPS)
    ax = found.plot(order="n", most=3)
    assert "the 3 with most answers, and 1 more" in ax.get_xlabel()
    assert len([text for text in found.plot().texts if text.arrow_patch is not None]) == 3
    with pytest.raises(nps.InputTypeError, match="shrunken must"):
        nps.plot.shrinkage(SHOPS)


def test_parts_of_each_wave_stand_end_to_end():
    earlier = nps.Cohorts.from_counts(["new", "old"], [20, 60], [20, 20], [20, 10])
    later = nps.Cohorts.from_counts(["new", "old"], [50, 35], [30, 10], [20, 5])
    found = nps.decompose_series({2024: earlier, 2025: later, 2026: earlier}, method="three-way")
    ax = found.plot()
    assert element(ax, "together").get_xdata().tolist() == found.total.change.tolist()
    parts = {name: np.array([bar[2] for bar in bars(ax, name)]) for name in ("mix", "rate")}
    assert parts["mix"] == pytest.approx(found.mix.change)
    assert parts["rate"] == pytest.approx(found.rate.change)
    assert sum(parts.values()) + [bar[2] for bar in bars(ax, "interaction")] == pytest.approx(
        found.total.change
    )
    two_way = nps.decompose_series({2024: earlier, 2025: later}).plot()
    assert "interaction" not in elements(two_way)
    with pytest.raises(nps.InputTypeError, match="changes must"):
        nps.plot.mix_and_rate(SHOPS)


@settings(max_examples=12)
@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=2, max_size=4))
def test_bars_of_mix_and_rate_are_their_parts(rows):
    waves = {
        year: nps.Cohorts.from_dict({"a": nps.Counts(*one), "b": nps.Counts(*other)})
        for year, (one, other) in enumerate(rows, 2024)
    }
    found = nps.decompose_series(waves)
    ax = nps.plot.mix_and_rate(found)
    for name in ("mix", "rate"):
        assert [bar[2] for bar in bars(ax, name)] == pytest.approx(getattr(found, name).change)
    assert element(ax, "together").get_xdata() == pytest.approx(found.total.change)


@settings(max_examples=12)
@given(COUNTS, st.sampled_from([0.5, 0.9, 0.95]))
def test_the_area_under_a_posterior_is_its_probability(counts, level):
    law = nps.posterior(nps.Counts(*counts))
    ax = nps.plot.density(law, confidence_level=level)
    curve = element(ax, "_law")
    x, height = curve.get_xdata(), curve.get_ydata()
    if sum(counts) > 2:  # else the density may have a spike at an end or in the middle
        area = np.sum(np.diff(x) * (height[1:] + height[:-1]) / 2.0)
        assert area == pytest.approx(100.0, abs=3.0)
    low, high = law.credible_interval(level)
    (name,) = [one for one in elements(ax) if "credible" in one]
    shade = element(ax, name).get_paths()[0].vertices[:, 0]
    assert shade.min() == pytest.approx(max(low, x[0]))
    assert shade.max() == pytest.approx(min(high, x[-1]))
    assert f"{100 * level:g}" in name
    assert (
        element(ax, f"mean {nps._base.words.pictures.points(law.mean)}").get_xdata()[0] == law.mean
    )


@settings(max_examples=24)
@given(COUNTS, st.none() | COUNTS, st.sampled_from([None, 50]))
def test_steps_hold_what_the_bootstrap_says(counts, reference, resamples):
    against = () if reference is None else (nps.Counts(*reference),)
    law = nps.bootstrap(nps.Counts(*counts), *against, n_resamples=resamples, rng=resamples)
    ax = nps.plot.density(law)
    curve = element(ax, "_law")
    edges, height = curve.get_xdata(), curve.get_ydata()
    if len(edges):
        held = float(np.sum(np.diff(edges) * height[:-1]))
        assert held == pytest.approx(100.0, abs=0.1)
        assert len(edges) <= 62
    else:
        assert law.standard_error == 0.0 or len(law.support) < 2


@pytest.mark.parametrize(
    ("sample", "reference"),
    [
        ((5, 3, 2), (4, 3, 4)),
        ((50, 30, 20), (40, 30, 31)),
        ((6, 0, 5), (4, 3, 3)),
        ((5, 3, 2), (4, 0, 0)),
    ],
)
def test_steps_of_a_difference_rise_once_and_fall_once(sample, reference):
    law = nps.bootstrap(nps.Counts(*sample), nps.Counts(*reference))
    rises = np.sign(np.diff(element(nps.plot.density(law), "_law").get_ydata()[:-1]))
    assert len(rises) > 5
    assert np.count_nonzero(np.diff(rises)) == 1


def test_steps_are_as_wide_as_scores_lie_apart():
    law = nps.bootstrap(nps.Counts(6, 0, 5))  # without passives every second score is possible
    curve = element(law.plot(), "_law")
    assert np.diff(curve.get_xdata()) == pytest.approx(200.0 / 11)
    assert (curve.get_ydata()[:-1] > 0.0).all()


def test_laws_that_are_points_and_differences():
    assert "interval [99.999, 100.000]" in words(nps.posterior(nps.Counts(10**6, 0, 0)).plot())
    sure = nps.posterior([10, 10], prior="haldane")
    assert "mean 100.0" in words(sure.plot())
    gap = nps.bootstrap(nps.Counts(50, 30, 20), nps.Counts(45, 30, 25)).plot(language="en")
    assert gap.get_xlabel() == "difference of NPS (points)"
    assert "as observed +10.0" in words(gap)
    with pytest.raises(nps.InputTypeError, match="law must"):
        nps.plot.density(SHOPS)
    with pytest.raises(nps.OptionError, match="confidence_level"):
        nps.plot.density(sure, confidence_level=2)


ANSWERS = st.lists(st.integers(0, 10), min_size=1, max_size=40)


@settings(max_examples=12)
@given(ANSWERS, st.integers(1, 9))
def test_a_path_ends_where_the_sequence_does(ratings, looks):
    start = nps.ConfidenceSequence(method="empirical-bernstein")
    end = start.update(ratings)
    ax = nps.plot.sequence(start, ratings, looks=looks)
    line = element(ax, "NPS")
    n, score = line.get_xdata(), line.get_ydata()
    assert (n[-1], score[-1]) == (end.n, end.score)
    assert len(n) == min(looks, len(ratings))
    assert np.all(np.diff(n) > 0)
    assert score[0] == nps.score(ratings[: int(n[0])])
    low, high = (f"{end:.1f}".replace("-", "\N{MINUS SIGN}") for end in end.confidence_interval)
    assert f"[{low}, {high}]" in words(ax)


def test_looks_at_one_stream():
    monday = nps.ConfidenceSequence(method="empirical-bernstein").update([9, 10, 3] * 5)
    tuesday = monday.update([8, 9, 10] * 5)
    ax = nps.plot.sequence([monday, tuesday])
    assert element(ax, "NPS").get_xdata().tolist() == [15.0, 30.0]
    assert element(monday.plot(), "_interval") is not None
    with pytest.raises(nps.OptionError, match="in order"):
        nps.plot.sequence([tuesday, monday])
    other = nps.ConfidenceSequence(method="empirical-bernstein").update([9] * 40)
    with pytest.raises(nps.OptionError, match="one stream"):  # longer, but without its detractors
        nps.plot.sequence([monday, other])
    twice = nps.plot.sequence([monday, monday])
    assert len(segments(twice, "_interval")) == 2
    both = np.array([monday, tuesday], dtype=object)
    assert element(nps.plot.sequence(both), "NPS").get_xdata().tolist() == [15.0, 30.0]
    one = nps.plot.sequence(monday, (rating for rating in [8, 9, 10] * 5))
    assert element(one, "NPS").get_xdata().tolist() == [float(n) for n in range(15, 31)]
    with pytest.raises(nps.OptionError, match="one method"):
        nps.plot.sequence([monday, nps.ConfidenceSequence().update([9])])
    with pytest.raises(nps.EmptySampleError, match="no sequence"):
        nps.plot.sequence([])
    with pytest.raises(nps.EmptySampleError, match="no answer"):
        nps.ConfidenceSequence().plot()
    with pytest.raises(nps.OptionError, match="looks must be at least 1"):
        nps.plot.sequence(monday, [9], looks=0)


def test_bars_of_weighted_answers_are_weighted():
    sample = nps.SurveySample([10, 9, 3, 8], weights=[1, 2, 1, 4])
    ax = sample.plot()
    heights = [bars(ax, name)[0][3] for name in ("promoters", "passives", "detractors")]
    assert heights == pytest.approx([37.5, 50.0, 12.5])
    plain = [line.get_segments()[0][0][1] for line in ax.collections]
    assert sorted(plain) == pytest.approx([25.0, 25.0, 50.0])
    assert "50.0% without weights" in words(ax)
    assert f"NPS {sample.score:.1f}" in words(ax)
    assert nps.estimate(sample, method="wald-t").plot().get_title() == ax.get_title()


# ------------------------------------------------------------------ targets and rows left out


def test_a_target_brings_a_verdict():
    waves = nps.Cohorts.from_counts([2023, 2024, 2025], [80, 10, 50], [10, 10, 30], [10, 80, 20])
    verdict = nps.compare_benchmark(waves, 30.0)
    above = int(((verdict.p_value < 0.05) & (verdict.difference > 0)).sum())
    ax = nps.plot.forest(waves, target=30)
    assert element(ax, "_target").get_xdata() == [30.0, 30.0]
    assert above == 1
    assert "dotted: target 30: above 1, below 1, open 1" in ax.get_xlabel()
    assert "target 30: open for the last" in words(nps.plot.waves(waves, target=30))
    assert "the last is above" in words(nps.plot.waves(waves, target=0.0))
    assert "the last is below" in words(nps.plot.waves(waves[:2], target=0.0))
    nobody = nps.Cohorts.from_dict({2024: [], 2025: []})
    assert "target 0: no answers" in words(nps.plot.waves(nobody, target=0.0))
    low, high = nps.plot.forest(waves, target=-100).get_xlim()
    assert low < -100.0 < high


def only(one):
    return nps.Cohorts.from_dict({"a": nps.Counts(*one)})


ESTIMATES = [
    lambda one: nps.estimate(
        nps.survey_by([10, 8, 3], ["a"] * 3, weights=[max(k, 0.5) for k in one])
    ),
    lambda one: nps.estimate(only(one)),
    lambda one: nps.estimate(only(one), method="wald", confidence_level=0.8),
    lambda one: nps.estimate(only(one), population=2 * sum(one), alternative="greater"),
]


@settings(max_examples=20)
@given(
    COUNTS.filter(lambda counts: sum(counts) > 1),
    st.integers(-100, 100),
    st.sampled_from(ESTIMATES),
)
def test_the_interval_that_is_drawn_decides(counts, target, estimate):
    found = estimate(counts)
    low, high = found.confidence_interval
    said = nps.plot.forest(found, target=target).get_xlabel()
    assert ("above 1" in said) == bool(low[0] > target)
    assert ("below 1" in said) == bool(high[0] < target)


def test_the_population_is_part_of_what_decides():
    found = nps.estimate(
        nps.Cohorts.from_counts(["X", "Y"], [45, 44], [20, 20], [28, 20]), population=100
    )
    assert found.confidence_interval.high[0] < 30.0
    assert "below 1, open 1" in nps.plot.forest(found, target=30).get_xlabel()
    assert "the last is below" in words(
        nps.plot.waves(nps.estimate(found.counts[:1], population=100), target=30)
    )


def test_targets_of_segments_and_those_that_make_no_sense():
    labels = [(year, f"S{i}") for i in range(8) for year in (2023, 2024)]
    cells = nps.Cohorts.from_counts(labels, [80] * 16, [10] * 16, [10] * 16, keys=["year", "shop"])
    few = cells.select([label for label in labels if label[1] in ("S0", "S1")])
    assert "target 20: above 2, below 0, open 0" in words(nps.plot.waves(few, target=20))
    many = nps.plot.waves(cells, target=20)
    assert "dotted: target 20: above 8, below 0, open 0" in many.get_xlabel()
    assert all(element(panel, "_target") for panel in many.child_axes)
    weeks = nps.Cohorts.from_counts([1, 2, 3], [5, 6, 5], [3, 2, 3], [2, 2, 2])
    with pytest.raises(nps.OptionError, match="target is a score"):
        nps.plot.waves(nps.monitor(weeks, method="cusum"), target=20)
    with pytest.raises(nps.OptionError, match="target is a score"):
        nps.plot.forest(nps.compare_benchmark(weeks, 10.0), target=20)
    with pytest.raises(nps.OptionError, match="target is in points"):
        nps.plot.waves(weeks, target=300)


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("given", "as given"),
        ("score", "highest score"),
        ("label", "by label"),
        ("n", "most answers"),
    ],
)
def test_what_is_left_out_is_counted_and_how_the_rest_was_chosen_is_said(order, said):
    for draw in (nps.plot.forest, nps.plot.shares):
        ax = draw(SHOPS, order=order, most=1)
        assert len(ax.get_yticklabels()) == 1
        assert f"{said}, and 3 more" in ax.get_xlabel()


def test_passives_stand_astride_of_zero():
    ax = nps.plot.shares(
        {"passives only": [7, 8], "even": [10, 3], "mixed": [10, 9, 8, 3]}, order="given"
    )
    left, _, wide, _ = bars(ax, "passives")[0]
    assert (left, wide) == (-50.0, 100.0)
    for name in ("passives", "promoters", "detractors"):
        assert len(bars(ax, name)) == 3
    ends = [bars(ax, "promoters")[2], bars(ax, "detractors")[2]]
    reach = ends[0][0] + ends[0][2], ends[1][0]
    assert sum(reach) == pytest.approx(nps.score([10, 9, 8, 3]))


def test_zones_lie_on_thirds_of_the_way_to_the_limits():
    weeks = nps.Cohorts.from_counts([1, 2, 3, 4], [50, 60, 52, 1], [30, 30, 29, 0], [20, 20, 19, 1])
    chart = nps.monitor(weeks, method="shewhart", baseline=2)
    ax = chart.plot()
    inner = element(ax, "a third and two of the limits").get_paths()[0].vertices[:, 1]
    spread = np.sqrt((0.5 + 0.2 - 0.3**2) / 100.0)  # of the first wave, by its shares
    reach = (chart.limits.high - chart.centre)[0] / 3.0
    assert 100.0 * spread == pytest.approx(reach, rel=0.1)
    assert np.abs(inner - (chart.centre + reach)).min() < 1e-9
    error = np.abs(chart.value[3] - chart.centre) / np.abs(chart.standardized[3])
    assert chart.limits.high[3] == 100.0  # cut off: the zone is not
    zone = element(ax, "_zone").get_paths()[0].vertices[:, 1]
    assert np.abs(zone - min(chart.centre + 2.0 * error, 100.0)).min() < 1e-9


def test_ticks_are_what_there_is():
    def shown(axis):
        low, high = sorted(axis.get_view_interval())
        return [x for x in axis.get_majorticklocs() if low <= x <= high]

    for size in (1, 3, 99):
        ones = [10] * size
        found = nps.Cohorts.from_counts(range(size), range(10, 10 + size), ones, ones)
        ticks = shown(nps.plot.ranks(nps.rank(found)).xaxis)
        assert ticks
        assert all(x == int(x) and 1 <= x <= size for x in ticks)
    few = nps.ConfidenceSequence(method="empirical-bernstein").update([9, 10, 3])
    assert all(x == int(x) for x in shown(few.plot().xaxis))
    small = nps.Cohorts.from_counts([2023, 2024, 2025], [3, 4, 5], [1, 1, 1], [0, 1, 2])
    ax = nps.plot.waves(small, target=30)
    assert ax.get_ylim()[1] > 100.0
    assert max(shown(ax.yaxis)) == 100.0
    for law in (nps.posterior(nps.Counts(100_000, 0, 0)), nps.posterior(nps.Counts(0, 0, 100_000))):
        low, high = nps.plot.density(law).get_xlim()
        assert high - low >= 1.0
        assert -100.1 < low < law.mean < high < 100.1


def test_files_and_notebooks_say_what_a_picture_says():
    ax = nps.plot.forest(SHOPS)
    bundle, about = ax._repr_mimebundle_()
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert b"Title" in bundle["image/png"]
    assert about["image/png"]["alt"] == ax.alternative_text() != ""
    for kind, said in (("png", True), ("raw", False)):  # raw pixels have no place for words
        held = io.BytesIO()
        ax.figure.savefig(held, format=kind)
        assert (ax.get_title().encode() in held.getvalue()) is said
    figure, held = ax.figure, io.BytesIO()
    figure.clear()
    figure.savefig(held, format="png")
    assert b"Title" not in held.getvalue()


def test_nobody_has_no_chart():
    row = nps.estimate(nps.Cohorts.from_dict({"a": [9, 3], "b": []}))["b"]
    with pytest.raises(nps.EmptySampleError, match="without a valid answer has no chart"):
        nps.plot.spec(row)


def test_a_target_without_verdict_and_a_picture_without_total():
    ax = nps.plot.forest(SHOPS, target=30, verdict=False, total=False)
    assert ax.get_xlabel().endswith("dotted: target 30")
    assert not {"_line"} & set(elements(ax))
    assert "all " not in words(ax)
    years = nps.Cohorts.from_counts([2024, 2025], [50, 60], [30, 20], [20, 20])
    assert "\ntarget 10\n" in words(nps.plot.waves(years, target=10, verdict=False)) + "\n"
    keyed = nps.Cohorts.from_dict({(2024, "a"): [9], (2025, "a"): [3]}, keys=["year", "shop"])
    assert "\ntarget 10\n" in words(nps.plot.waves(keyed, target=10, verdict=False)) + "\n"
    for option in ("verdict", "total"):
        with pytest.raises(nps.InputTypeError, match=f"{option} must be True or False"):
            nps.plot.forest(SHOPS, **{option: 1})
