"""The public trend: reference rows through the front door, properties, calendars, forecasts."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import rows
from scipy import stats
from strategies import alternatives, counts, levels, swap_tails

import nps
from nps import trend
from nps.results import Forecast, Test, Trend

methods = st.sampled_from(["regression", "wls", "random-effects", "contrast"])
MONTHS = ["2024-01", "2024-02", "2024-03", "2024-04"]


def waves_of(text: str, labels: object = None) -> nps.Cohorts:
    cells = [[int(x) for x in wave.split(":")] for wave in text.split("|")]
    names = labels or [f"wave {i}" for i in range(len(cells))]
    return nps.Cohorts.from_counts(names, *np.array(cells).T)


FOUR = "50:30:20|55:28:17|60:25:15|62:26:12"


def series(min_size=3, min_n=1):
    samples = st.lists(counts(min_n=min_n, max_n=300), min_size=min_size, max_size=8)
    return samples.map(lambda cs: nps.Cohorts.from_dict({f"w{i}": c for i, c in enumerate(cs)}))


@pytest.mark.parametrize("method", ["metareg_FE", "metareg_DL"])
def test_slopes_and_intervals_are_those_of_metafor(method):
    table = rows("trend", term="slope", method=method)
    assert len(table) == 20
    for row in table:
        times = [float(x) for x in row["times"].split(";")]
        name = "wls" if method == "metareg_FE" else "random-effects"
        found = trend(waves_of(row["counts"]), times=times, method=name)
        low, high = found.confidence_interval
        # R's 15 digits; flat waves give a slope of rounding noise
        pairs = {"estimate": found.slope, "se": found.standard_error, "lower": low, "upper": high,
                 "p_value": found.p_value}  # fmt: skip
        for column, value in pairs.items():
            assert_allclose(value, float(row[column]), rtol=1e-8, atol=1e-10)
        assert found.method == name


def test_printed_values_of_one_case():
    found = trend(waves_of(FOUR), times=[1, 2, 3, 4], method="wls")
    assert found.lack_of_fit.p_value == pytest.approx(0.979249096950126, rel=1e-9)
    assert found.homogeneity.p_value == pytest.approx(0.253255857315837, rel=1e-9)
    assert found.homogeneity.degrees_of_freedom == 3
    assert found.intercept == pytest.approx(24.1059454195423, rel=1e-12)
    assert found.intercept_standard_error == pytest.approx(9.34717965065753, rel=1e-12)
    assert found.between_wave_deviation == 0.0
    assert found.time_unit == "unit of time"
    assert str(found) == (
        "slope +6.7 points per unit of time  [+0.2, +13.1]  95% CI, p = 0.045"
        "  4 waves, n = 400 (wls method)"
    )
    assert str(found.lack_of_fit) == "chi2(2) = 0.04, p = 0.979 (lack of fit)"
    by_day = trend(waves_of(FOUR), times=MONTHS, per="day", method="wls")
    assert str(by_day).startswith("slope +0.22 points per day  [+0.01, +0.43]")


@given(counts(), counts(), st.floats(0.1, 50), methods, levels)
def test_two_waves_make_difference_by_time(one, two, step, method, level):
    waves = nps.Cohorts.from_dict({"a": one, "b": two})
    if method == "random-effects":
        with pytest.raises(nps.OptionError, match="needs three waves"):
            trend(waves, times=[1.0, 1.0 + step], method=method)
        return
    found = trend(waves, times=[1.0, 1.0 + step], method=method, confidence_level=level)
    gap = 1.0 + step - 1.0
    # the difference of scores near 0 cancels
    assert found.slope == pytest.approx((two.score - one.score) / gap, rel=1e-9, abs=1e-9)
    assert np.isnan(found.lack_of_fit.p_value)
    assert any("Two waves" in note for note in found.notes)
    if one.variance and two.variance:
        errors = [
            c.standard_error * (np.sqrt(c.n / (c.n - 1)) if method == "regression" else 1.0)
            for c in (one, two)
        ]
        assert found.standard_error == pytest.approx(np.hypot(*errors) / gap, rel=1e-9)


@given(series(), methods, st.floats(0.01, 100), st.floats(-100, 100))
def test_time_may_be_shifted_and_stretched(waves, method, stretch, shift):
    t = np.arange(float(len(waves)))
    one = trend(waves, times=t, method=method)
    two = trend(waves, times=shift + stretch * t, method=method)
    close = {"rel": 1e-6, "abs": 1e-7}  # the shift costs digits of the time
    assert two.slope * stretch == pytest.approx(one.slope, **close)
    assert two.standard_error * stretch == pytest.approx(one.standard_error, **close)
    assert two.p_value == pytest.approx(one.p_value, **close)
    assert two.permutation.statistic == pytest.approx(one.permutation.statistic, **close)


@given(series(), methods, st.randoms(use_true_random=False))
def test_order_and_names_do_not_matter(waves, method, random):
    times = {label: i**1.5 for i, label in enumerate(waves)}
    order = list(waves)
    random.shuffle(order)
    one, two = (trend(w, times=times, method=method) for w in (waves, waves.select(order)))
    for name in ("slope", "standard_error", "p_value", "intercept"):
        assert getattr(two, name) == pytest.approx(getattr(one, name), rel=1e-7, abs=1e-7)


@given(series(), methods, alternatives, levels)
def test_mirror(waves, method, alternative, level):
    options = {"method": method, "confidence_level": level}
    turned = nps.Cohorts.from_dict({x: swap_tails(c) for x, c in waves.items()})
    mirrored = {"two-sided": "two-sided", "greater": "less", "less": "greater"}[alternative]
    one = trend(waves, alternative=alternative, **options)
    two = trend(turned, alternative=mirrored, **options)
    low, high = one.confidence_interval
    close = {"rel": 1e-9, "abs": 1e-9}
    assert two.slope == pytest.approx(-one.slope, **close)
    assert two.confidence_interval == pytest.approx((-high, -low), **close)
    assert two.p_value == pytest.approx(one.p_value, **close)
    assert two.permutation.p_value == pytest.approx(one.permutation.p_value, **close)


@given(series(), methods, alternatives, levels)
def test_p_value_and_interval_agree(waves, method, alternative, level):
    found = trend(waves, method=method, alternative=alternative, confidence_level=level)
    low, high = found.confidence_interval
    if abs(found.p_value - (1 - level)) > 1e-9:
        assert (found.p_value < 1 - level) == (not low <= 0 <= high)


@given(counts(), st.integers(3, 7), methods)
def test_no_change_is_no_slope(sample, k, method):
    found = trend(nps.Cohorts.from_dict(dict.fromkeys(range(k), sample)), method=method)
    assert found.slope == pytest.approx(0.0, abs=1e-10)
    assert found.p_value == pytest.approx(1.0, abs=1e-6)
    assert found.permutation.statistic == pytest.approx(0.0, abs=1e-7)
    assert found.lack_of_fit.p_value == pytest.approx(1.0, abs=1e-6)
    assert found.homogeneity.p_value == pytest.approx(1.0, abs=1e-6)


@given(series(min_n=1), st.integers(1, 50))
def test_many_times_the_answers_leave_the_slope_and_shrink_its_error(waves, k):
    if any(not c.variance for c in waves.values()):
        return
    more = nps.Cohorts.from_dict(
        {x: nps.Counts(k * c.promoters, k * c.passives, k * c.detractors) for x, c in waves.items()}
    )
    one, two = trend(waves, method="wls"), trend(more, method="wls")
    assert two.slope == pytest.approx(one.slope, rel=1e-8, abs=1e-8)
    assert two.standard_error * np.sqrt(k) == pytest.approx(one.standard_error, rel=1e-9)


# ---------------------------------------------------------------- calendars

SAME = {
    "text": MONTHS,
    "numpy": np.array(MONTHS, dtype="datetime64[M]"),
    "periods": pd.period_range("2024-01", periods=4, freq="M"),
    "mapping": {f"wave {i}": month for i, month in enumerate(MONTHS)},
}


@pytest.mark.parametrize("times", SAME.values(), ids=SAME)
def test_months_in_any_form(times):
    found = trend(waves_of(FOUR), times=times)
    assert found.time_unit == "month"
    assert found.slope == pytest.approx(6.7, rel=1e-9)  # waves of 100: (3 (50 - 30) + 40 - 33)/10
    assert found.times.tolist() == pytest.approx([0, 1, 2, 3], abs=1e-9)
    assert trend(waves_of(FOUR), times=times, per="year").slope == pytest.approx(
        12 * found.slope, rel=1e-9
    )
    assert trend(waves_of(FOUR), times=times, per="quarter").slope == pytest.approx(
        3 * found.slope, rel=1e-9
    )


def test_labels_are_times_if_they_can_be():
    assert trend(waves_of(FOUR, MONTHS)).time_unit == "month"
    assert trend(waves_of(FOUR, [2021, 2022, 2023, 2024])).time_unit == "unit of time"
    assert trend(waves_of(FOUR, ["first", "second", "third", "fourth"])).time_unit == "wave"
    assert trend(waves_of(FOUR, [None, "second", "third", "fourth"])).time_unit == "wave"
    years = waves_of(FOUR, ["2021", "2022", "2023", "2024"])
    assert trend(years).time_unit == "year"
    reversed_ = years.select(["2024", "2022", "2021", "2023"])
    assert trend(reversed_).slope == pytest.approx(trend(years).slope, rel=1e-9)


def test_dates_are_days_and_slopes_per_year():
    days = ["2023-03-01", "2023-09-01", "2024-03-01", "2025-01-01"]
    found = trend(waves_of(FOUR), times=days)
    position = [0, 184, 366, 672]
    assert found.time_unit == "year"
    assert_allclose(found.times, np.array(position) / 365.2425, atol=1e-12)
    by_day = trend(waves_of(FOUR), times=days, per="day")
    assert_allclose(by_day.times, position, atol=1e-9)
    plain = trend(waves_of(FOUR), times=position)
    assert by_day.slope == pytest.approx(plain.slope, rel=1e-9)
    assert by_day.intercept == pytest.approx(plain.intercept, rel=1e-9)


# ---------------------------------------------------------------- forecasts


def test_forecast_of_the_line_and_of_a_wave():
    found = trend(waves_of(FOUR), times=[1, 2, 3, 4], method="wls")
    line = found.forecast([0, 4, 5])
    # metafor's intercept and slope, and their line at 5
    assert line.score[0] == pytest.approx(24.1059454195423, rel=1e-10)
    assert line.standard_error[0] == pytest.approx(9.34717965065753, rel=1e-10)
    assert line.score[2] == pytest.approx(24.1059454195423 + 5 * 6.65407333698258, rel=1e-10)
    assert line.labels == (0, 4, 5)
    wave = found.forecast([5], n=50)
    spread = np.mean([c.variance for c in found.waves.values()])
    expected = np.hypot(line.standard_error[2], np.sqrt(spread / 50))
    assert wave.standard_error[0] == pytest.approx(expected, rel=1e-10)
    half = 1.959963984540054 * expected
    assert wave.confidence_interval.low[0] == pytest.approx(wave.score[0] - half, rel=1e-9)
    assert any("Beyond the waves" in note for note in wave.notes)
    assert not found.forecast([2]).notes
    far = found.forecast([100])
    assert far.confidence_interval.high[0] == 100.0
    assert any("leaves the scale" in note for note in far.notes)


def test_forecast_with_wobbling_waves_is_wider():
    text = "600:200:200|450:300:250|700:200:100|500:300:200"
    options = {"times": [1, 2, 3, 4], "method": "random-effects"}
    found = trend(waves_of(text), **options)
    tau = found.between_wave_deviation
    assert tau > 5
    line, wave = found.forecast([5]), found.forecast([5], n=10**9)
    assert wave.standard_error[0] == pytest.approx(np.hypot(line.standard_error[0], tau), rel=1e-6)
    assert any("interval is rough" in note for note in found.notes)
    assert any("random-effects" in note for note in trend(waves_of(text)).notes)


def test_only_random_effects_make_a_new_wave_wobble():
    text = "600:200:200|450:300:250|700:200:100|500:300:200"
    found = trend(waves_of(text), times=[1, 2, 3, 4], method="wls")
    assert found.between_wave_deviation > 5
    line, wave = found.forecast([5]), found.forecast([5], n=10**9)
    assert wave.standard_error[0] == pytest.approx(line.standard_error[0], rel=1e-6)


def test_forecast_takes_calendar_times_of_a_calendar_trend_only():
    calendar = trend(waves_of(FOUR, MONTHS), method="wls")
    found = calendar.forecast(["2024-05", "2024-06"])
    assert found.score[0] == pytest.approx(24.1059454195423 + 5 * 6.65407333698258, rel=1e-9)
    assert calendar.forecast(pd.period_range("2024-05", periods=1, freq="M")).score[
        0
    ] == pytest.approx(found.score[0])
    with pytest.raises(nps.OptionError, match="must be calendar times"):
        calendar.forecast([5])
    with pytest.raises(nps.OptionError, match="must be numbers"):
        trend(waves_of(FOUR)).forecast(["2024-05"])
    with pytest.raises(nps.OptionError, match="at least 1"):
        calendar.forecast(["2024-05"], n=0)
    assert str(found).splitlines()[1].startswith("2024-05: NPS 57.4")
    assert found.to_dict()["labels"] == ["2024-05", "2024-06"]
    days = calendar.forecast(np.array(["2024-05-01"], dtype="datetime64[D]"))
    assert days.labels == (date(2024, 5, 1),)
    assert list(found.to_pandas().columns) == ["score", "standard_error", "low", "high"]
    assert "<table" in found._repr_html_()


# ---------------------------------------------------------------- corners


def test_empty_and_unanimous_waves():
    waves = waves_of("9:1:0|0:0:0|10:0:0|5:4:1")
    found = trend(waves)
    assert len(found.waves) == 3
    assert found.times.tolist() == [0, 2, 3]  # as they are numbered
    assert any("Of 4 waves, 1 has no valid answer" in note for note in found.notes)
    assert any("All answers agree in 1 of 3" in note for note in found.notes)
    assert not any("fewer than 50" in note for note in found.notes)
    assert any("fewer than 50" in note for note in trend(waves, method="wls").notes)
    assert not any("fewer than 50" in x for x in trend(waves_of(FOUR), method="wls").notes)
    assert np.isfinite(found.standard_error)
    flat = trend(waves_of("5:0:0|7:0:0|9:0:0"))
    assert (flat.slope, flat.permutation.statistic) == (0.0, 0.0)


def test_errors_name_argument_value_and_way_out():
    waves = waves_of(FOUR)
    with pytest.raises(nps.InputTypeError, match=r"waves must be nps\.Cohorts"):
        trend([10, 9])
    with pytest.raises(nps.OptionError, match="Did you mean 'wls'"):
        trend(waves, method="WLS")
    with pytest.raises(nps.OptionError, match="two different times"):
        trend(waves, times=[1, 1, 1, 1])
    with pytest.raises(nps.OptionError, match="two different times"):
        trend(waves_of("1:0:0|0:0:0"))
    with pytest.raises(nps.OptionError, match="two different times"):
        trend(nps.Cohorts.from_counts([], [], [], []))
    with pytest.raises(nps.OptionError, match="same length"):
        trend(waves, times=[1, 2])
    with pytest.raises(nps.OptionError, match="confidence_level"):
        trend(waves, confidence_level=95)
    with pytest.raises(nps.OptionError, match="alternative"):
        trend(waves, alternative="up")
    with pytest.raises(nps.OptionError, match="needs calendar times"):
        trend(waves, per="year")


def test_leaves_as_plain_values():
    found = trend(waves_of(FOUR, MONTHS), alternative="greater")
    document = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert document["confidence_interval"]["high"] is None  # open side
    assert document["time_unit"] == "month"
    assert not any(name.startswith("_") for name in document)
    assert isinstance(found, Trend)
    assert isinstance(found.permutation, Test)
    assert isinstance(found.forecast(["2024-05"]), Forecast)
    assert "[+1.2, +∞]  95% lower bound" in str(found)
    assert "points per month" in found._repr_html_()
    assert "z = " in found.permutation._repr_html_()


@pytest.mark.slow
def test_size_of_the_tests():
    rng = np.random.default_rng(12)
    runs = 800
    rejected = dict.fromkeys(("regression", "wls", "permutation", "contrast"), 0)
    for cells in rng.multinomial(200, [0.5, 0.3, 0.2], size=(runs, 5)):
        waves = nps.Cohorts.from_counts(range(5), *cells.T)
        found = trend(waves)
        rejected["regression"] += found.p_value < 0.05
        rejected["wls"] += trend(waves, method="wls").p_value < 0.05
        rejected["permutation"] += found.permutation.p_value < 0.05
        rejected["contrast"] += trend(waves, method="contrast").p_value < 0.05
    # four standard deviations of a share of 5% in 800 runs are 3.1%
    for name, times in rejected.items():
        assert abs(times / runs - 0.05) < 0.031, name


# ---------------------------------------------------------------- every answer counts the same


def test_the_regression_slope_is_that_of_single_answers_in_r():
    table = rows("trend", term="slope", method="respondent_ols")
    assert len(table) == 20
    for row in table:
        times = [float(x) for x in row["times"].split(";")]
        # R's 15 digits; flat waves give a slope of rounding noise
        slope = trend(waves_of(row["counts"]), times=times).slope
        assert_allclose(slope, float(row["estimate"]), rtol=1e-8, atol=1e-10)


@given(counts(), counts(), alternatives, levels)
def test_the_regression_of_two_waves_is_welch(one, two, alternative, level):
    options = {"alternative": alternative, "confidence_level": level}
    found = trend(nps.Cohorts.from_dict({1: one, 2: two}), **options)
    if not (one.variance and two.variance):
        return
    welch = nps.compare(two, one, method="welch", **options)
    close = {"rel": 1e-9, "abs": 1e-9}
    assert found.slope == pytest.approx(welch.difference, **close)
    assert found.p_value == pytest.approx(welch.p_value, **close)
    assert found.degrees_of_freedom == pytest.approx(welch.degrees_of_freedom, rel=1e-9)
    low, high = found.confidence_interval
    if welch.confidence_interval.low > -200:
        assert low == pytest.approx(welch.confidence_interval.low, **close)
    if welch.confidence_interval.high < 200:
        assert high == pytest.approx(welch.confidence_interval.high, **close)


def test_the_error_of_the_regression_comes_from_single_answers():
    waves = waves_of("5:3:2|9:4:7|30:20:10|2:2:1")
    t = np.array([0.0, 1.0, 3.0, 4.0])
    answers = [np.repeat([100.0, 0.0, -100.0], [c.promoters, c.passives, c.detractors])
               for c in waves.values()]  # fmt: skip
    x = np.repeat(t, [len(a) for a in answers])
    arm = (x - x.mean()) / ((x - x.mean()) ** 2).sum()
    variance = sum(
        (arm[x == time] ** 2).sum() * a.var(ddof=1) for time, a in zip(t, answers, strict=True)
    )
    found = trend(waves, times=t)
    assert found.slope == pytest.approx(arm @ np.concatenate(answers), rel=1e-12)
    assert found.standard_error == pytest.approx(np.sqrt(variance), rel=1e-12)
    wide = found.forecast([2.0]).confidence_interval
    half = stats.t.isf(0.025, found.degrees_of_freedom) * found.forecast([2.0]).standard_error[0]
    assert wide.high[0] - wide.low[0] == pytest.approx(2 * half, rel=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "shares"), [(5, (0.5, 0.3, 0.2)), (10, (0.5, 0.3, 0.2)), (100, (0.95, 0.04, 0.01))]
)
def test_the_regression_holds_its_level_in_small_waves_and_wls_does_not(size, shares):
    runs = 600
    rng = np.random.default_rng(size)
    rejected = dict.fromkeys(("regression", "wls"), 0)
    for cells in rng.multinomial(size, shares, size=(runs, 6)):
        waves = nps.Cohorts.from_counts(range(6), *cells.T)
        for method in rejected:
            rejected[method] += trend(waves, method=method).p_value < 0.05
    # four standard deviations of a share of 5% in so many runs
    band = 4 * np.sqrt(0.05 * 0.95 / runs)
    assert rejected["regression"] / runs < 0.05 + band
    assert rejected["wls"] > rejected["regression"]
    assert size == 100 or rejected["wls"] / runs > 0.05 + band
