"""Control charts of scores: limits by hand, rules, baselines, false alarms."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from reference_tables import examples
from strategies import counts, swap_tails

import nps
from nps import monitor
from nps._kernels.series import charts
from nps.results import ChartPoint, ControlChart

EXAMPLES = examples("wave_examples")
samples = st.lists(counts(min_n=0, max_n=300), min_size=1, max_size=9)
series = samples.map(lambda cs: nps.Cohorts.from_dict(dict(enumerate(cs)))).filter(
    lambda c: c.total.n > 0
)
plain_methods = st.sampled_from(["shewhart", "ewma", "cusum"])


def laney_example():
    names = ("promoters", "passives", "detractors")
    groups = EXAMPLES["laney_nps_chart"]["input"]["subgroups"]
    return nps.Cohorts.from_counts(range(6), *([g[name] for g in groups] for name in names))


def test_laney_limits_of_the_example():
    expected = EXAMPLES["laney_nps_chart"]["expected"]
    chart = monitor(laney_example())
    assert chart.method == "laney"
    assert chart.centre == pytest.approx(100 * expected["centre"], abs=0.5e-6)
    assert chart.dispersion_factor == pytest.approx(expected["sigma_z"], abs=0.5e-8)
    assert_allclose(chart.limits.high, 100 * np.array(expected["ucl"]), atol=0.5e-4)  # six decimals
    assert_allclose(chart.limits.low, 100 * np.array(expected["lcl"]), atol=0.5e-4)
    assert chart.in_control
    assert str(chart).startswith("no signals in 6 waves, centre 33.0 (laney chart)")


def test_shewhart_limits_by_hand():
    waves = laney_example()
    chart = monitor(waves, method="shewhart", width=2.0)
    error = np.sqrt(waves.total.variance / waves.n)
    assert_allclose(chart.limits.low, waves.total.score - 2 * error, rtol=1e-12)
    assert_allclose(chart.standardized, (waves.score - waves.total.score) / error, rtol=1e-9)
    assert chart.signals == {
        label: ("limit",) for label, z in zip(waves, chart.standardized, strict=True) if abs(z) > 2
    }
    assert chart.signals  # so that the line above says something
    assert chart.dispersion_factor == 1.0


@given(series, plain_methods)
def test_moving_average_with_all_weight_on_the_last_is_the_score(waves, method):
    one = monitor(waves, method="ewma", smoothing=1.0)
    two = monitor(waves, method="shewhart")
    assert_allclose(one.value, waves.score, atol=1e-12)
    assert_allclose(one.limits.low, two.limits.low, atol=1e-9)
    assert_allclose(one.limits.high, two.limits.high, atol=1e-9)
    chart = monitor(waves, method=method)
    assert (np.isnan(chart.value) == (waves.n == 0)).all()
    assert len(chart) == len(waves)


@given(series, plain_methods)
def test_mirror(waves, method):
    turned = nps.Cohorts.from_dict({x: swap_tails(c) for x, c in waves.items()})
    one, two = monitor(waves, method=method), monitor(turned, method=method)
    assert_allclose(two.limits.low, -one.limits.high, atol=1e-9)
    if method == "cusum":
        assert_allclose(two.value, -one.lower_value, atol=1e-9)
    else:
        assert_allclose(two.value, -one.value, atol=1e-9)


@given(counts(), st.integers(2, 9), plain_methods)
def test_no_change_is_no_signal(sample, k, method):
    waves = nps.Cohorts.from_dict(dict.fromkeys(range(k), sample))
    chart = monitor(waves, method=method)
    assert chart.in_control
    assert monitor(waves, method="shewhart", rules=["run", "climb", "four-of-five"]).in_control
    assert_allclose(chart.standardized, 0.0, atol=1e-6)
    with pytest.raises(nps.OptionError, match="do not vary at all"):
        monitor(nps.Cohorts.from_dict(dict.fromkeys(range(k), nps.Counts(4, 2, 2))))


def shifted():
    up, down = ([52, 29, 19], [48, 31, 21])
    rows = [up, down] * 10 + [[62, 24, 14]] * 8
    return nps.Cohorts.from_counts(range(28), *np.array(rows).T)


def test_a_shift_is_seen_sooner_by_the_charts_made_for_it():
    waves = shifted()
    options = {"baseline": 20}
    first = {
        method: next(iter(monitor(waves, method=method, **options).signals), None)
        for method in ("shewhart", "ewma", "cusum")
    }
    assert first["shewhart"] is None
    assert 20 <= first["ewma"] <= 24
    assert 20 <= first["cusum"] <= 24
    cusum = monitor(waves, method="cusum", **options)
    assert cusum.signals[27] == ("up",)
    z = (waves.score - waves[:20].total.score) / np.sqrt(waves[:20].total.variance / 100)
    assert_allclose(cusum.value, charts.cusum(z, 0.5)[0], atol=1e-9)
    assert_allclose(cusum.lower_value, -charts.cusum(z, 0.5)[1], atol=1e-9)
    assert cusum.limits.high[0] == 5.0
    assert cusum.limits.low[0] == -5.0
    down = nps.Cohorts.from_dict({x: swap_tails(c) for x, c in waves.items()})
    assert monitor(down, method="cusum", **options).signals[27] == ("down",)
    looser = monitor(waves, method="cusum", drift=0.0, width=100.0, **options)
    assert_allclose(looser.value, charts.cusum(z, 0.0)[0], atol=1e-9)


def test_rules_are_named_with_their_wave():
    chart = monitor(
        shifted(),
        method="shewhart",
        baseline=20,
        width=1.5,
        rules=["limit", "run", "climb", "two-of-three", "four-of-five"],
    )
    assert chart.signals[27] == ("limit", "two-of-three", "four-of-five")
    climbing = nps.Cohorts.from_counts(range(9), range(40, 49), [30] * 9, [20] * 9)
    found = monitor(climbing, method="shewhart", rules=["climb"]).signals
    assert list(found) == [5, 6, 7, 8]
    low = monitor(climbing, method="shewhart", centre=0.0, rules=["run"], width=9.0)
    assert low.signals == {8: ("run",)}
    assert low.centre == 0.0


def test_zones_are_thirds_of_the_width():
    rng = np.random.default_rng(9)
    waves = nps.Cohorts.from_counts(range(400), *rng.multinomial(100, [0.5, 0.3, 0.2], 400).T)
    rules = {"two-of-three": (2.0, 2, 3), "four-of-five": (1.0, 4, 5)}
    for rule, (far, needed, window) in rules.items():
        chart = monitor(waves, method="shewhart", rules=[rule])
        expected = charts.several_far_out(chart.standardized, far, needed, window)
        assert 0 < expected.sum() < 20  # of 400, had the zones been wrong it would be many or none
        assert list(chart.signals) == np.flatnonzero(expected).tolist()


def test_baseline_and_dispersion():
    waves = shifted()
    chart = monitor(waves, baseline=20)
    same = monitor(waves[:20])
    assert chart.centre == same.centre
    assert chart.dispersion_factor == same.dispersion_factor
    assert_array_equal(chart.limits.low[:20], same.limits.low)
    wide = monitor(waves, method="ewma", dispersion="moving-range", baseline=20)
    plain = monitor(waves, method="ewma", baseline=20)
    half = [np.diff([x.limits.low[-1], x.limits.high[-1]])[0] for x in (wide, plain)]
    assert half[0] / half[1] == pytest.approx(wide.dispersion_factor)
    assert wide.dispersion_factor == pytest.approx(same.dispersion_factor)


def test_notes_say_what_the_limits_rest_on():
    waves = shifted() + nps.Cohorts.from_dict({"none": []})
    notes = monitor(waves, method="shewhart").notes
    assert notes[0] == "Of 29 waves, 1 has no valid answer."
    assert "The centre comes from all waves" in notes[1]
    few = monitor(waves, baseline=5)
    assert any("rest on 5 waves" in note for note in few.notes)
    assert any("vary less than their answers explain" in note for note in few.notes)
    assert monitor(shifted(), method="ewma", baseline=20).notes == ()


def test_limits_stay_on_the_scale():
    chart = monitor(nps.Cohorts.from_counts([1, 2], [3, 2], [0, 1], [0, 0]), method="shewhart")
    assert chart.limits.high.tolist() == [100.0, 100.0]
    sure = monitor(nps.Cohorts.from_counts([1, 2], [3, 2], [0, 0], [0, 0]), method="shewhart")
    assert sure.limits.low[0] < 100.0
    assert sure.in_control


def test_errors_name_argument_value_and_way_out():
    waves = laney_example()
    with pytest.raises(nps.InputTypeError, match=r"waves must be nps\.Cohorts"):
        monitor([10, 9])
    for options, message in (
        ({"method": "EWMA"}, "Did you mean 'ewma'"),
        ({"dispersion": "range"}, "dispersion must be"),
        ({"dispersion": "sampling"}, 'write method="shewhart"'),
        ({"method": "shewhart", "dispersion": "moving-range"}, 'write method="laney"'),
        ({"rules": ["Limit"]}, "Did you mean 'limit'"),
        ({"method": "ewma", "rules": ["limit", "run"]}, "are for method="),
        ({"method": "cusum", "rules": ["run"]}, "are for method="),
        ({"width": 0}, "width must be positive"),
        ({"smoothing": 0}, "smoothing must be positive"),
        ({"smoothing": 1.1}, "at most 1"),
        ({"drift": -1}, "must not be negative"),
        ({"centre": 130}, "between -100 and 100"),
        ({"baseline": 0}, "no valid answer"),
        ({"baseline": 1}, "two waves with answers"),
        ({"baseline": 2.5}, "whole number"),
    ):
        with pytest.raises(nps.OptionError, match=message):
            monitor(waves, **options)
    for rules in ("limit", [], 3):
        with pytest.raises(nps.InputTypeError, match="rules must be a list"):
            monitor(waves, rules=rules)


@given(st.lists(st.integers(-30, 30), min_size=6, max_size=40), st.floats(0.5, 3))
def test_rules_are_those_of_nelson_with_the_width_cut_in_three(nets, width):
    waves = nps.Cohorts.from_counts(
        range(len(nets)), [30 + max(x, 0) for x in nets], [40] * len(nets),
        [30 + max(-x, 0) for x in nets],
    )  # fmt: skip
    rules = ["limit", "run", "climb", "two-of-three", "four-of-five"]
    chart = monitor(waves, method="shewhart", rules=rules, width=width, centre=0.0)
    z = chart.standardized
    expected = {
        "limit": np.abs(z) > width,
        "run": charts.run_on_one_side(z, 9),
        "climb": charts.steady_climb(z, 6),
        "two-of-three": charts.several_far_out(z, 2 * width / 3, 2, 3),
        "four-of-five": charts.several_far_out(z, width / 3, 4, 5),
    }
    for rule, marked in expected.items():
        found = [rule in chart.signals.get(i, ()) for i in range(len(nets))]
        assert found == marked.tolist(), rule


def test_a_sum_that_just_reaches_its_limit_is_no_signal():
    waves = nps.Cohorts.from_counts([1, 2], [30, 90], [40, 10], [30, 0])
    sums = monitor(waves, method="cusum", centre=0.0, drift=0.5)
    at = float(sums.value[1])
    assert at > 1
    assert not monitor(waves, method="cusum", centre=0.0, drift=0.5, width=at).signals
    assert monitor(waves, method="cusum", centre=0.0, width=at - 1e-9).signals == {2: ("up",)}
    turned = nps.Cohorts.from_counts([1, 2], [30, 0], [40, 10], [30, 90])
    assert not monitor(turned, method="cusum", centre=0.0, width=at).signals
    assert monitor(turned, method="cusum", centre=0.0, width=at - 1e-9).signals == {2: ("down",)}


def test_waves_out_of_order_are_refused():
    weeks = nps.Cohorts.from_counts(["2024-W52", "2024-W51"], [5, 4], [1, 2], [1, 2])
    with pytest.raises(nps.OptionError, match=r"'2024-W51' stands after '2024-W52'.*sort_by"):
        monitor(weeks)


def test_leaves_as_text_html_and_frames():
    waves = shifted() + nps.Cohorts.from_dict({"none": []})
    chart = monitor(waves, method="cusum", baseline=20)
    assert isinstance(chart, ControlChart)
    assert not chart.in_control
    point = chart[27]
    assert isinstance(point, ChartPoint)
    assert "SIGNAL: up" in str(point)
    assert " and " in str(point)
    assert ">signals<" in point._repr_html_()
    assert chart["none"].signals == ()
    assert "lower_value" in chart.to_pandas()
    assert chart.to_polars()["signals"].to_list()[27] == "up"
    document = json.loads(json.dumps(chart.to_dict(), allow_nan=False))
    assert document["signals"][27] == ["up"]
    assert document["value"][28] is None
    assert "<table" in chart._repr_html_()
    plain = monitor(laney_example(), width=0.5)
    assert "lower_value" not in plain.to_pandas()
    assert f"{len(plain.signals)} signals in 6 waves" in str(plain)
    one = monitor(nps.Cohorts.from_counts([1, 2], [30, 5], [5, 5], [5, 30]), method="shewhart",
                  centre=100 * 25 / 40, width=2.0)  # fmt: skip
    assert str(one).startswith("1 signal in 2 waves")


@pytest.mark.slow
def test_false_alarms_are_as_rare_as_promised():
    """Averages over many runs of normal scores: 370 for limits at 3, 465 for sums at h = 5."""
    rng = np.random.default_rng(5)
    z = rng.standard_normal((600, 6000))
    lengths = []
    for row in z:
        up, down = charts.cusum(row, 0.5)
        alarms = np.flatnonzero((up > 5.0) | (down > 5.0))
        lengths.append(alarms[0] + 1 if alarms.size else row.size)
    # run lengths are about exponential: four standard errors of a mean of 600 are 16%
    assert np.mean(lengths) == pytest.approx(465, rel=0.16)
    assert 1 / charts.beyond(z, 3.0).mean() == pytest.approx(370.4, rel=0.04)  # 9,700 alarms


# ------------------------------------------------------------ how often it cries wolf


def alarms(found):
    return [note for note in found.notes if note.startswith("False alarms")]


def many_waves(m):
    rng = np.random.default_rng(m)
    table = rng.multinomial(400, [0.5, 0.3, 0.2], m)
    return nps.Cohorts.from_counts(range(m), *table.T)


@pytest.mark.parametrize(
    ("m", "rate", "ever"), [(12, "2.0%", "16%"), (24, "0.95%", "9%"), (50, "0.54%", "6%")]
)
def test_limits_that_were_estimated_alarm_more_often(m, rate, ever):
    (note,) = alarms(nps.monitor(many_waves(m)))
    assert f"with limits from {m} waves, {rate} of later waves" in note
    assert f"and {ever} of charts show one within 12 waves" in note
    assert note.endswith("(with limits that are known, 0.27% and 3%).")


def test_what_is_known_does_not_miss():
    waves = many_waves(12)
    (centre,) = alarms(nps.monitor(waves, method="shewhart"))
    assert "0.39% of later waves" in centre  # 2 Q(3 / sqrt(1 + 1/12))
    assert not alarms(nps.monitor(waves, method="shewhart", centre=30))
    (spread,) = alarms(nps.monitor(waves, centre=30))
    (both,) = alarms(nps.monitor(waves))
    assert spread != both
    assert not alarms(nps.monitor(waves, method="ewma"))
    assert not alarms(nps.monitor(waves, rules=["run"]))
    (first,) = alarms(nps.monitor(waves, baseline=8))
    assert "with limits from 8 waves" in first
