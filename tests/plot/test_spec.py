"""Interactive charts hold the numbers of the pictures, in their order, and are valid Vega-Lite."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps

SHOPS = nps.Cohorts.from_counts(["North", "South", "new"], [50, 40, 0], [30, 30, 0], [20, 30, 0])
YEARS = nps.Cohorts.from_counts(
    [2023, 2024, 2025], [480, 540, 330], [300, 280, 290], [220, 180, 380]
)
KEYED = nps.Cohorts.from_dict(
    {
        ("shop", "2023"): nps.Counts(50, 40, 30),
        ("shop", "2024"): nps.Counts(60, 20, 10),
        ("web", "2022"): nps.Counts(40, 30, 20),
        ("web", "2023"): nps.Counts(300, 300, 400),
        ("web", "2024"): nps.Counts(500, 300, 200),
    },
    keys=["place", "year"],
)
RATINGS = [10, 9, 3, 7, 8, 6, 9, 10]
THEMES = ["", "staff", "price", "price", "", "price", "staff", ""]
IMPACTS = nps.comments.impacts(RATINGS, THEMES)
EFFECTS = nps.drivers.effects(
    RATINGS, {"price": [5, 4, 2, 4, 3, 2, 4, 5], "staff": [1, 5, 2, 2, 4, 3, 5, 4]}
)
SCREEN = nps.segments.screen(
    [10] * 9 + [9] * 5 + [7] * 4 + [0] * 12,
    {"plan": ["pro"] * 15 + ["basic"] * 15, "day": list("xyz") * 10},
    min_n=5,
    rng=1,
)
RESULTS = {
    "scores": nps.estimate(SHOPS),
    "shares": SHOPS,
    "differences": nps.compare_benchmark(YEARS, 10.0),
    "pairs": nps.compare_many(YEARS),
    "waves": nps.changes(YEARS),
    "segments": nps.changes(KEYED),
    "trend": nps.trend(YEARS),
    "trends": nps.trend(KEYED),
    "chart": nps.monitor(YEARS, method="shewhart"),
    "charts": nps.monitor(KEYED, method="shewhart"),
    "screen": SCREEN,
    "rolling": nps.rolling(YEARS, window=2),
    "ratings": nps.count(RATINGS),
    "classes": nps.estimate(nps.Counts(5, 3, 2)),
    "ranks": nps.rank(YEARS),
    "impacts": IMPACTS,
    "effects": EFFECTS,
    "weighted": nps.survey_by(RATINGS, [1, 1, 1, 1, 2, 2, 2, 2], weights=[1, 2, 1, 2, 1, 2, 1, 2]),
}


def rows(chart: dict[str, Any]) -> list[dict[str, Any]]:
    return chart["data"]["values"]


def column(chart: dict[str, Any], name: str) -> list[Any]:
    return [row[name] for row in rows(chart)]


@pytest.mark.parametrize("name", RESULTS)
def test_altair_takes_it(name):
    altair = pytest.importorskip("altair")
    chart = nps.plot.spec(RESULTS[name])
    altair.Chart.from_dict(chart).to_dict()  # holds it against the schema of Vega-Lite


@pytest.mark.parametrize("name", RESULTS)
def test_it_is_plain_and_tells_what_it_shows(name):
    chart = nps.plot.spec(RESULTS[name])
    assert json.loads(json.dumps(chart, allow_nan=False)) == chart
    assert chart["title"]
    assert chart["description"].endswith(".")
    assert nps.plot.spec(RESULTS[name], language="zh")["description"].endswith("。")
    layers = chart.get("layer", [chart])
    fields = [x["field"] for part in layers for x in part["encoding"].get("tooltip", [])]
    assert {"label", "n"} <= set(fields)
    if name not in {"ratings", "classes"}:
        assert {"low", "high"} <= set(fields)
    assert set(fields) <= set(rows(chart)[0])


def test_it_needs_no_other_package():
    code = "import nps, sys; nps.plot.spec(nps.Counts(1, 2, 3))"
    code += "; print({'altair', 'matplotlib'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


# ------------------------------------------------------------------ the same as the picture

counts = st.builds(nps.Counts, *[st.integers(0, 40)] * 3).filter(lambda one: one.n > 0)


@given(st.lists(counts, min_size=1, max_size=6), st.booleans())
def test_rows_with_intervals_are_those_of_the_estimates(samples, direct):
    cohorts = nps.Cohorts.from_dict(dict(enumerate(samples)))
    found = nps.estimate(cohorts)
    chart = nps.plot.spec(cohorts, kind="forest") if direct else nps.plot.spec(found)
    assert column(chart, "label") == [str(i) for i in range(len(samples))]
    assert column(chart, "value") == found.score.tolist()
    assert column(chart, "low") == found.confidence_interval.low.tolist()
    assert column(chart, "high") == found.confidence_interval.high.tolist()
    assert column(chart, "n") == [one.n for one in samples]
    line = chart["layer"][-1]["encoding"]["x"]["datum"]
    assert line == pytest.approx(cohorts.total.score)


@given(st.lists(counts, min_size=1, max_size=6))
def test_shares_add_up_and_stand_from_the_highest_score(samples):
    chart = nps.plot.spec(nps.Cohorts.from_dict(dict(enumerate(samples))))
    assert column(chart, "class") == ["detractors", "passives", "promoters"] * len(samples)
    scores = column(chart, "score")[::3]
    assert scores == sorted(scores, reverse=True)
    for i in range(0, len(rows(chart)), 3):
        detractors, passives, promoters = column(chart, "share")[i : i + 3]
        assert detractors + passives + promoters == pytest.approx(100.0)
        assert promoters - detractors == pytest.approx(scores[i // 3])
        assert samples[int(rows(chart)[i]["label"])].n == rows(chart)[i]["n"]


@given(st.lists(st.integers(0, 10), min_size=1, max_size=40))
def test_columns_are_the_ratings(ratings):
    chart = nps.plot.spec(nps.count(ratings))
    assert column(chart, "n") == np.bincount(ratings, minlength=11).tolist()
    assert sum(column(chart, "share")) == pytest.approx(100.0)
    assert column(chart, "label") == [str(rating) for rating in range(11)]


def test_the_picture_has_the_same_order_and_numbers():
    pytest.importorskip("matplotlib")
    from pictures import element

    for name in ("scores", "pairs"):
        chart, ax = nps.plot.spec(RESULTS[name]), nps.plot.forest(RESULTS[name])
        named = [label.get_text().partition(" (n")[0] for label in ax.get_yticklabels()]
        assert column(chart, "label") == named
        drawn = element(ax, "_values").get_xdata()
        assert [x for x in column(chart, "value") if x is not None] == drawn[
            ~np.isnan(drawn)
        ].tolist()
    ax = nps.plot.shares(SHOPS)
    named = [label.get_text() for label in ax.get_yticklabels()]
    assert column(nps.plot.spec(SHOPS), "label")[::3] == named
    found = nps.rank(YEARS)
    ax, chart = nps.plot.ranks(found), nps.plot.spec(found)
    named = [label.get_text() for label in ax.get_yticklabels()]
    assert [text.partition(" (n")[0] for text in named] == column(chart, "label")
    assert column(chart, "value") == found.rank.tolist()
    ax, chart = nps.plot.impacts(IMPACTS), nps.plot.spec(IMPACTS)
    assert column(chart, "label") == [label.get_text() for label in ax.get_yticklabels()]
    ax, chart = nps.plot.drivers(EFFECTS, kind="effects"), nps.plot.spec(EFFECTS)
    assert column(chart, "label") == [label.get_text() for label in ax.get_yticklabels()]


def test_waves_of_segments_stand_in_order_of_time():
    chart = nps.plot.spec(RESULTS["segments"])
    found = {(row["segment"], row["label"]): row for row in rows(chart)}
    assert {key: row["n"] for key, row in found.items()} == {
        label: KEYED[label].n for label in KEYED
    }
    for key, row in found.items():
        assert row["value"] == KEYED[key].score
    assert list(named_times(chart).values()) == ["2022", "2023", "2024"]
    assert chart["layer"][0]["encoding"]["x"]["title"] == "year"
    same = nps.plot.spec(KEYED, kind="waves", time="year")
    assert column(same, "value") == column(chart, "value")
    assert "marked" not in rows(same)[0]


def test_waves_that_changed_have_rings():
    changes = nps.changes(YEARS)
    chart = nps.plot.spec(changes)
    clear = (changes.adjusted_p_value < 0.05).tolist()
    assert any(clear)
    assert column(chart, "marked") == clear
    assert len(chart["layer"]) == 5
    assert len(nps.plot.spec(changes.waves, kind="waves")["layer"]) == 4
    by_segment = {
        (row["segment"], row["label"]): row["marked"]
        for row in rows(nps.plot.spec(RESULTS["segments"]))
    }
    for row in RESULTS["segments"]:
        assert by_segment[row.label] == (row.adjusted_p_value < 0.05)


def test_levels_differences_and_their_line():
    found = nps.compare_many(YEARS, confidence_level=0.9)
    chart = nps.plot.spec(found)
    assert "90%" in chart["layer"][0]["encoding"]["x"]["title"]
    assert chart["title"] != nps.plot.spec(nps.estimate(YEARS))["title"]
    assert chart["layer"][-1]["encoding"]["x"]["datum"] == found.comparisons.null
    assert column(chart, "value") == found.comparisons.difference.tolist()
    tip = {x["field"]: x for x in chart["layer"][0]["encoding"]["tooltip"]}
    assert tip["value"]["format"] == "+.1f"


def test_a_cohort_without_answers_keeps_its_place():
    for chart in (nps.plot.spec(SHOPS), nps.plot.spec(nps.estimate(SHOPS))):
        text = json.dumps(chart)
        assert '"domain": ["North", "South", "new"]' in text
        assert {row["n"] for row in rows(chart) if row["label"] == "new"} == {0}
    empty = nps.Cohorts.from_dict({"new": nps.Counts(0, 0, 0)})
    assert len(nps.plot.spec(nps.estimate(empty))["layer"]) == 2  # without a line


def test_labels_that_read_alike_are_told_apart():
    cohorts = nps.Cohorts.from_dict({1: nps.Counts(1, 1, 1), "1": nps.Counts(2, 0, 0)})
    assert column(nps.plot.spec(nps.estimate(cohorts)), "label") == ["1", "1 (2)"]
    labels = ["(missing)", None, "(missing) (2)"]  # the number that comes next is taken
    cohorts = nps.Cohorts.from_counts(labels, [1, 2, 3], [1, 1, 1], [1, 0, 1])
    named = column(nps.plot.spec(nps.estimate(cohorts)), "label")
    assert named == ["(missing)", "(missing) (3)", "(missing) (2)"]


LIKE = [None, "(missing)", "(missing) (2)", "(missing) (2) (2)", 1, "1", "1 (2)", "1 (3)"]


@given(st.lists(st.sampled_from(LIKE), min_size=1, unique=True))
def test_names_differ_however_labels_read(labels):
    ones = [1] * len(labels)
    found = nps.estimate(nps.Cohorts.from_counts(labels, ones, ones, ones))
    names = column(nps.plot.spec(found), "label")
    assert len(set(names)) == len(labels)
    read = ["(missing)" if label is None else str(label) for label in labels]
    assert all(name.startswith(text) for name, text in zip(names, read, strict=True))
    assert set(read) <= set(names)


def test_only_a_bound_is_told_of_one_side():
    for alternative, ends in {"greater": {"low"}, "less": {"high"}}.items():
        for chart in (
            nps.plot.spec(nps.estimate(YEARS, alternative=alternative)),
            nps.plot.spec(nps.estimate(YEARS, alternative=alternative), kind="shares"),
            nps.plot.spec(nps.estimate(YEARS, alternative=alternative), kind="waves"),
            nps.plot.spec(nps.compare_benchmark(YEARS, 10.0, alternative=alternative)),
        ):
            layers = chart.get("layer", [chart])
            told = {x["field"] for part in layers for x in part["encoding"].get("tooltip", [])}
            assert told & {"low", "high"} == ends


@pytest.mark.parametrize("labels", [["2024", "2023"], ["2023", None], [None, 2023]])
def test_what_has_no_order_is_no_wave(labels):
    cohorts = nps.Cohorts.from_counts(labels, [5, 4], [3, 3], [2, 3])
    with pytest.raises(nps.OptionError) as of_chart:
        nps.plot.spec(cohorts, kind="waves")
    with pytest.raises(nps.OptionError) as of_picture:
        nps.plot.waves(cohorts)
    assert str(of_chart.value) == str(of_picture.value)


def test_weighted_answers():
    found = RESULTS["weighted"]
    chart = nps.plot.spec(found)
    assert column(chart, "value") == nps.estimate(found).score.tolist()
    assert chart["layer"][-1]["encoding"]["x"]["datum"] == pytest.approx(found.total.score)
    assert len(nps.plot.spec(nps.estimate(found))["layer"]) == 2
    with pytest.raises(nps.OptionError, match='kind="forest"'):
        nps.plot.spec(found, kind="shares")
    with pytest.raises(nps.OptionError, match="columns count people"):
        nps.plot.spec(nps.estimate(found[1]))
    assert column(nps.plot.spec(found, kind="waves"), "value") == column(chart, "value")


def named_times(chart: dict[str, Any]) -> dict[float, str]:
    axis = chart["layer"][0]["encoding"]["x"]["axis"]
    names, _, places = axis["labelExpr"].partition("[indexof(")
    at = json.loads(places.removesuffix(", datum.value)]"))
    assert at == axis["values"]
    return dict(zip(at, json.loads(names), strict=True))


@pytest.mark.parametrize(
    "labels", [["2020-01", "2020-02", "2020-12"], [1, 2, 30], ["2020-Q1", "2021-Q4", "2022-Q1"]]
)
def test_waves_stand_at_their_times_as_in_the_picture(labels):
    pytest.importorskip("matplotlib")
    from pictures import element

    cohorts = nps.Cohorts.from_counts(labels, [5, 4, 9], [3, 3, 1], [2, 3, 5])
    chart, ax = nps.plot.spec(cohorts, kind="waves"), nps.plot.waves(cohorts)
    assert column(chart, "at") == element(ax, "_scores").get_xdata().tolist()
    assert list(named_times(chart).values()) == [str(label) for label in labels]
    gaps = np.isnan(element(ax, "_line").get_xdata())
    assert len(set(column(chart, "piece"))) == 1 + gaps.sum()


def test_trends_and_limits_are_those_of_the_results():
    for name, found in (("trend", [RESULTS["trend"]]), ("trends", RESULTS["trends"].trends)):
        lines = [one.intercept + one.slope * one.times for one in found]
        assert column(nps.plot.spec(RESULTS[name]), "trend") == np.concatenate(lines).tolist()
    for name, charts in (("chart", [RESULTS["chart"]]), ("charts", RESULTS["charts"].charts)):
        chart = nps.plot.spec(RESULTS[name])
        for end in ("low", "high"):
            ends = np.concatenate([getattr(one.limits, end) for one in charts]).tolist()
            assert column(chart, {"low": "lower", "high": "upper"}[end]) == ends
        assert column(chart, "centre") == [one.centre for one in charts for _ in one]
        assert column(chart, "marked") == [x in one.signals for one in charts for x in one.labels]
        assert any(column(chart, "marked"))
    with pytest.raises(nps.OptionError, match=r"'cusum' shows no scores.*spec\(result\.waves"):
        nps.plot.spec(nps.monitor(YEARS, method="cusum"))


def test_groups_that_stand_out_have_the_colours_of_the_picture():
    chart = nps.plot.spec(SCREEN)
    assert column(chart, "value") == sorted(SCREEN.difference.tolist())
    clear = [row["class"] for row in rows(chart) if "plan" in row["label"]]
    assert clear == ["below the rest", "above the rest"]
    others = {row["class"] for row in rows(chart) if "day" in row["label"]}
    assert others == {"not beyond chance"}
    scale = chart["layer"][0]["encoding"]["color"]["scale"]
    assert dict(zip(scale["domain"], scale["range"], strict=True)) == {
        "below the rest": "#D55E00", "above the rest": "#0072B2", "not beyond chance": "#BBBBBB",
    }  # fmt: skip


def test_weighted_segments_over_time_keep_their_weights():
    keys = {"year": [2023, 2024] * 4, "shop": [1, 1, 1, 1, 2, 2, 2, 2]}
    found = nps.estimate(nps.survey_by(RATINGS, keys, weights=[1, 2, 1, 2, 1, 2, 3, 1]))
    assert sorted(column(nps.plot.spec(found, kind="waves"), "value")) == sorted(found.score)
    assert not np.allclose(found.score, found.counts.score)


def test_what_has_no_chart_says_which_part_has_one():
    with pytest.raises(
        nps.InputTypeError, match=r"result must be cohorts or one of .*, got \w+\.$"
    ):
        nps.plot.spec(3)
    hints = {
        "It has a picture: result.plot().": nps.SurveySample([10, 9, 3], weights=[1, 2, 1]),
        "spec(result.cohorts). It has a picture: result.plot().": nps.shrink(YEARS),
        "Draw the counts that they are shares of.": nps.estimate_shares(YEARS),
        "spec(result.promoter_pairs[0]), spec(result.detractor_pairs[0]).": nps.banner(KEYED),
    }
    for hint, result in hints.items():
        with pytest.raises(nps.InputTypeError) as caught:
            nps.plot.spec(result)
        assert str(caught.value).endswith(hint)


def test_what_cannot_be_asked():
    with pytest.raises(nps.OptionError, match="kind must be"):
        nps.plot.spec(SHOPS, kind="forrest")
    with pytest.raises(nps.OptionError, match="kind is of cohorts and estimates"):
        nps.plot.spec(nps.changes(YEARS), kind="forest")
    with pytest.raises(nps.OptionError, match="time is for cohorts over time"):
        nps.plot.spec(nps.changes(YEARS), time="year")
    with pytest.raises(nps.EmptySampleError, match="nothing to draw"):
        nps.plot.spec(nps.estimate(nps.Cohorts.from_dict({})))
    with pytest.raises(nps.EmptySampleError, match="without a valid answer"):
        nps.plot.spec(nps.Counts(0, 0, 0))
    scale = nps.Scale.conventional(1, 5)
    assert len(rows(nps.plot.spec(nps.count([5, 4, 1], scale=scale), scale=scale))) == 5
