"""Changes over a series of waves: references, adjustment, panels, order of time."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from strategies import adjustments, alternatives, counts, levels, swap_tails

import nps
from nps import adjust_p_values, changes
from nps.results import Changes

samples = st.lists(counts(min_n=0, max_n=300), min_size=1, max_size=7)
series = samples.map(lambda cs: nps.Cohorts.from_dict({f"wave {i}": c for i, c in enumerate(cs)}))
YEARS = nps.Cohorts.from_counts(
    [2022, 2023, 2024, 2025], [460, 480, 540, 530], [310, 300, 280, 290], [230, 220, 180, 180]
)


@given(series, st.sampled_from(["score", "wald", "welch"]), alternatives, levels, adjustments)
def test_changes_from_the_previous_wave_are_those_of_compare(
    waves, method, alternative, level, adjust
):
    options = {"method": method, "alternative": alternative, "confidence_level": level}
    found = changes(waves, adjust=adjust, **options)
    tests = int((waves.n > 0).sum()) - 1
    if adjust != "none" and tests > 1:
        # Sidak's bound, or Bonferroni's
        single = level ** (1 / tests) if alternative == "two-sided" else 1 - (1 - level) / tests
        options["confidence_level"] = single
    last, singles = None, []
    for label, sample in waves.items():
        row = found[label]
        if not sample.n or last is None:
            assert np.isnan([row.change, row.p_value, row.adjusted_p_value]).all()
            assert row.reference is None
        else:
            alone = nps.compare(sample, waves[last], **options)
            assert row.reference == last
            assert row.change == alone.difference
            # one pair and many pairs go through the same code in arrays of another length
            close = {"rel": 1e-12, "abs": 1e-12, "nan_ok": True}
            # the level goes through a quantile and back
            ends = {"rel": 1e-9, "abs": 1e-9, "nan_ok": True}
            assert row.confidence_interval == pytest.approx(alone.confidence_interval, **ends)
            assert row.p_value == pytest.approx(alone.p_value, **close)
            assert row.statistic == pytest.approx(alone.statistic, **close)
            singles.append(row.p_value)
        last = label if sample.n else last
    adjusted = found.adjusted_p_value[~np.isnan(found.p_value)]
    singles = [p for p in singles if not np.isnan(p)]
    assert_array_equal(adjusted, adjust_p_values(singles, method=adjust))
    assert (adjusted >= singles).all()


@given(series)
def test_scores_and_their_intervals_are_those_of_estimate(waves):
    found, alone = changes(waves), nps.estimate(waves)
    assert_array_equal(found.score, alone.score)
    assert_array_equal(found.score_interval.low, alone.confidence_interval.low)
    assert_array_equal(found.score_interval.high, alone.confidence_interval.high)


@given(series)
def test_mirror(waves):
    turned = nps.Cohorts.from_dict({x: swap_tails(c) for x, c in waves.items()})
    one, two = changes(waves), changes(turned)
    assert_array_equal(two.change, -one.change)
    # roots are found to about 1e-13
    np.testing.assert_allclose(two.p_value, one.p_value, rtol=1e-9)
    np.testing.assert_allclose(
        two.confidence_interval.low, -one.confidence_interval.high, rtol=1e-9, atol=1e-9
    )


@given(counts(), st.integers(2, 6))
def test_no_change_is_nothing(sample, k):
    found = changes(nps.Cohorts.from_dict(dict.fromkeys(range(k), sample)), against="base")
    assert (found.change[1:] == 0).all()
    assert found.adjusted_p_value[1:] == pytest.approx(1.0)


def test_every_kind_of_reference():
    assert changes(YEARS).references == (None, 2022, 2023, 2024)
    assert changes(YEARS, against="base").references == (None, 2022, 2022, 2022)
    found = changes(YEARS, against=2024)
    assert found.references == (2024, 2024, None, 2024)
    assert found[2022].change == pytest.approx(-13.0)
    assert found[2025].change == pytest.approx(-1.0)
    with_empty = YEARS.select([2022]) + nps.Cohorts.from_dict({2023: []}) + YEARS[2:]
    assert changes(with_empty).references == (None, None, 2022, 2024)
    assert changes(with_empty, against="base").references == (None, None, 2022, 2022)
    first_empty = nps.Cohorts.from_dict({2021: []}) + YEARS[:2]
    assert changes(first_empty, against="base").references == (None, None, 2022)
    nothing = nps.Cohorts.from_dict({1: [], 2: []})
    assert changes(nothing).references == (None, None)
    assert changes(nothing, against="base").references == (None, None)
    assert len(changes(nps.Cohorts.from_counts([], [], [], []), against="base")) == 0


def test_the_same_period_last_year():
    def references(labels, **options):
        n = len(labels)
        waves = nps.Cohorts.from_counts(labels, range(10, 10 + n), [9] * n, [5] * n)
        return changes(waves, against="same-period-last-year", **options).references

    assert references(["2023-Q4", "2024-Q1", "2024-Q4"]) == (None, None, "2023-Q4")
    assert references(["2023-01", "2023-02", "2024-02"]) == (None, None, "2023-02")
    dates = list(pd.to_datetime(["2023-03-28", "2023-04-30", "2024-03-31"]))
    assert references(dates) == (None, None, dates[0])
    assert references(["2020-W53", "2021-W52", "2021-W01"][:2]) == (None, None)
    assert references(["a", "b"], times=["2023", "2024"]) == (None, "a")
    with pytest.raises(nps.OptionError, match="needs calendar times"):
        references([2023, 2024])
    with pytest.raises(nps.OptionError, match="two lie in the same month"):
        references(["2023-01-01", "2023-01-08"])
    found = changes(
        nps.Cohorts.from_counts(["2023-01", "2023-02"], [1, 2], [3, 4], [5, 6]),
        against="same-period-last-year",
    )
    assert "No wave has its counterpart one year earlier." in found.notes


def test_waves_must_be_in_order():
    with pytest.raises(nps.OptionError, match=r"2023 stands after 2024.*sort_by"):
        changes(YEARS.select([2022, 2024, 2023]))
    with pytest.raises(nps.OptionError, match="order of time"):
        changes(YEARS, times=["2024-01", "2024-03", "2024-02", "2024-04"])
    names = nps.Cohorts.from_counts(["late", "early"], [1, 2], [3, 4], [5, 6])
    assert changes(names).references == (None, "late")  # names have no order but their own


def test_ratings_on_other_scales():
    scale = nps.Scale.conventional(1, 5)
    found = changes({"a": [5, 5, 1], "b": [5, 3, 9]}, scale=scale, invalid="drop")
    assert found.waves.promoters.tolist() == [2, 1]
    assert found.waves["b"].invalid == 1
    mixed = changes({"a": nps.Counts(5, 3, 2), "b": [10, 9, 1]})
    assert mixed.waves["a"] == nps.Counts(5, 3, 2)


def test_errors_name_argument_value_and_way_out():
    with pytest.raises(nps.InputTypeError, match="waves must be"):
        changes([10, 9])
    with pytest.raises(nps.OptionError, match="Did you mean 'previous'"):
        changes(YEARS, against="previus")
    with pytest.raises(nps.OptionError, match=r"got \[2022\]"):
        changes(YEARS, against=[2022])
    with pytest.raises(nps.OptionError, match="method must be one of 'score', 'wald', 'welch'"):
        changes(YEARS, method="gls")
    with pytest.raises(nps.OptionError, match="method must be one of 'wald', 'score', 'gls'"):
        changes({1: [10]}, ids={1: [1]}, method="welch")
    with pytest.raises(nps.OptionError, match="adjust must be"):
        changes(YEARS, adjust="sidak")
    with pytest.raises(nps.InputTypeError, match="counts do not know who"):
        changes(YEARS, ids={})
    with pytest.raises(nps.InputTypeError, match="mapping from wave"):
        changes({1: [10]}, ids=[1])
    with pytest.raises(nps.OptionError, match=r"invalid: .*hold counts"):
        changes(YEARS, invalid="drop")
    with pytest.raises(nps.OptionError, match="no entry for the wave 2"):
        changes({1: [10], 2: [9]}, ids={1: ["a"]})
    empty = YEARS.select([2022]) + nps.Cohorts.from_dict({2023: []})
    with pytest.raises(nps.EmptySampleError, match="2023 has no valid answer"):
        changes(empty, against=2023)


def test_leaves_as_text_html_and_frames():
    tiny = YEARS + nps.Cohorts.from_dict({2026: [10, 3], 2027: []})
    found = changes(tiny, adjust="none")
    assert isinstance(found, Changes)
    assert found.notes == (
        "Of 6 waves, 1 has no valid answer.",
        "Of 6 waves, 1 has fewer than 10 valid answers.",
    )
    assert "p not adjusted" in str(found)
    assert str(found[2022]) == "NPS 23.0"
    assert "0.004" in found._repr_html_()
    assert "2023" in found[2023]._repr_html_()
    document = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert document["references"] == [None, 2022, 2023, 2024, 2025, None]
    frame = found.to_pandas()
    assert frame.loc[2024, "change"] == pytest.approx(10.0)
    assert found.to_polars()["reference"].to_list()[1] == 2022
    assert [row.label for row in found] == list(tiny)


@given(series, alternatives, levels, st.sampled_from(["previous", "base"]))
def test_max_z_p_values_and_intervals_agree(waves, alternative, level, against):
    found = changes(
        waves, against=against, adjust="max-z", alternative=alternative, confidence_level=level
    )
    low, high = found.confidence_interval
    outside = (low > 0) | (high < 0)
    alpha = 1 - level
    # next to the limit rounding decides, and the quantile is found to about 1e-12
    clear = np.abs(found.adjusted_p_value - alpha) > 1e-6
    known = clear & ~np.isnan(found.adjusted_p_value)
    assert_array_equal(outside[known], found.adjusted_p_value[known] < alpha)
    assert (found.adjusted_p_value[known] >= found.p_value[known] * (1 - 1e-9)).all()


def test_max_z_is_that_of_compare_many():
    for against, other in (("previous", "previous"), ("base", 2022), (2024, 2024)):
        found = changes(YEARS, against=against, adjust="max-z")
        family = nps.compare_many(YEARS, against=other, adjust="max-z")
        known = ~np.isnan(found.change)
        np.testing.assert_allclose(
            found.adjusted_p_value[known], family.adjusted_p_value, rtol=1e-12
        )
        np.testing.assert_allclose(
            found.confidence_interval.low[known], family.confidence_interval.low, rtol=1e-12
        )


@pytest.mark.slow
def test_all_intervals_hold_at_once():
    rng = np.random.default_rng(5)
    runs, missed = 600, dict.fromkeys(("holm", "none"), 0)
    for cells in rng.multinomial(120, [0.5, 0.3, 0.2], size=(runs, 9)):
        waves = nps.Cohorts.from_counts(range(9), *cells.T)
        for adjust in missed:
            low, high = changes(waves, adjust=adjust).confidence_interval
            missed[adjust] += bool(((low > 0) | (high < 0)).any())
    # four standard deviations of a share of 5% in so many runs
    assert missed["holm"] / runs < 0.05 + 4 * np.sqrt(0.05 * 0.95 / runs)
    assert missed["none"] / runs > 0.2


def test_the_month_of_a_wave_is_that_of_the_clock_there():
    dates = [pd.Timestamp(day, tz="Asia/Tokyo") for day in ("2024-03-01", "2024-02-20")][::-1]
    waves = nps.Cohorts.from_counts(dates, [5, 6], [3, 2], [2, 2])
    # midnight of 1 March in Tokyo is still February in London
    assert changes(waves, against="same-period-last-year").references == (None, None)
