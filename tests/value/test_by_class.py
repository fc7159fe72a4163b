"""What the classes are worth: each class for itself, pairs of them, and what cannot be told."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.special import stdtr
from value_people import of_class, people, seeds
from value_results import value_results

import nps

LABELS = ("promoter", "passive", "detractor")
RATINGS = [10, 9, 9, 7, 8, 3, 2]
SPEND = [90, 80, 85, 50, 55, 30, 40]
statistics = st.sampled_from(["mean", "median", "sum"])
methods = st.sampled_from(["studentized", "t"])


def by_class(found, **options):
    return nps.value.by_class(found.ratings, found.spend, rng=1, n_resamples=199, **options)


@given(seeds, statistics, methods)
@example(1, "sum", "studentized")
def test_values_are_those_of_the_class(seed, statistic, method):
    data = people(seed)
    found = by_class(data, statistic=statistic, method=method)
    assert isinstance(found, nps.results.ClassValues)
    assert found.labels == LABELS
    for row in found:
        assert isinstance(row, nps.results.ClassValue)
        values = data.spend[of_class(data.ratings, row.label)]
        assert row.n == values.size
        if values.size:
            wanted = {"mean": np.mean, "median": np.median, "sum": np.sum}[statistic](values)
            assert row.value == pytest.approx(wanted)
            assert row.total == pytest.approx(values.sum())
            assert row.share == pytest.approx(values.sum() / data.spend.sum())
            assert row.people_share == pytest.approx(values.size / 60)
            low, high = row.confidence_interval
            assert math.isnan(low) or low <= row.value + 1e-9
            assert math.isnan(low) or row.value - 1e-9 <= high
    assert found.share.sum() == pytest.approx(1.0)
    for row in found.differences:
        assert isinstance(row, nps.results.ClassDifference)
        one, other = (found[label].value for label in row.label)
        assert row.difference == pytest.approx(one - other)
        assert math.isnan(row.ratio) or row.ratio == pytest.approx(one / other)
    assert isinstance(found.differences, nps.results.ClassDifferences)


def test_t_is_students():
    found = nps.value.by_class(RATINGS, SPEND, method="t")
    # three promoters: mean 85, sd 5, t(2) 4.3027
    row = found["promoter"]
    assert row.standard_error == pytest.approx(5 / 3**0.5)
    assert_allclose(row.confidence_interval, (85 - 12.4207, 85 + 12.4207), atol=1e-4)
    pair = found.differences["promoter", "detractor"]
    a, b = 25 / 3, 50 / 2
    freedom = (a + b) ** 2 / (a**2 / 2 + b**2 / 1)
    assert pair.standard_error == pytest.approx((a + b) ** 0.5)
    assert pair.statistic == pytest.approx(50 / (a + b) ** 0.5)
    reach = (pair.confidence_interval.high - pair.difference) / pair.standard_error
    assert 4.3027 < reach < 12.7062  # t quantiles of 2 degrees of freedom and of 1
    assert stdtr(freedom, reach) == pytest.approx(0.975, abs=1e-6)
    assert pair.p_value == pytest.approx(2 * stdtr(freedom, -pair.statistic), rel=1e-6)


def test_fieller_of_t_is_the_formula():
    found = nps.value.by_class(RATINGS * 6, SPEND * 6, method="t", ratio="fieller")
    row = found.differences["promoter", "detractor"]
    a, b = found["promoter"], found["detractor"]
    half = row.confidence_interval.high - row.difference
    t = half / row.standard_error
    g = (t * b.standard_error / b.value) ** 2
    r = row.ratio
    reach = t / b.value * math.sqrt(
        (1 - g) * a.standard_error**2 + r * r * b.standard_error**2
    )  # fmt: skip
    assert_allclose(row.ratio_interval, ((r - reach) / (1 - g), (r + reach) / (1 - g)), rtol=1e-9)
    assert found.ratio == "fieller"


def test_sums_depend_on_each_other():
    data = people(1, 200)
    found = by_class(data, statistic="sum", method="t")
    parts = [data.spend * of_class(data.ratings, label) for label in LABELS]
    n = 200
    errors = [math.sqrt(n) * part.std(ddof=1) for part in parts]
    assert_allclose(found.standard_error, errors)
    gap = parts[0] - parts[2]
    assert found.differences.standard_error[2] == pytest.approx(math.sqrt(n) * gap.std(ddof=1))
    assert found.ratio == "fieller"
    # the ratio of totals, by the covariance of the columns
    covariance = n * np.cov(parts[0], parts[2])
    t = (found.confidence_interval.high[0] - found.value[0]) / errors[0]
    a, b = found.value[0], found.value[2]
    for end in found.differences.ratio_interval._at(2):
        error = math.sqrt(covariance[0, 0] - 2 * end * covariance[0, 1] + end**2 * covariance[1, 1])
        assert abs(a - end * b) / error == pytest.approx(t, rel=1e-8)


def test_medians_have_order_statistics():
    ratings = [10] * 10 + [7] * 10 + [3] * 3
    values = [*range(1, 11), *range(11, 21), 1, 2, 3]
    found = nps.value.by_class(ratings, values, statistic="median")
    assert found.method == "order"
    assert found["promoter"].confidence_interval == (2.0, 9.0)
    row = found.differences["promoter", "passive"]
    assert_allclose(
        row.confidence_interval, (-10 - math.hypot(3.5, 3.5), -10 + math.hypot(3.5, 3.5))
    )
    assert np.isnan(found["detractor"].confidence_interval).all()
    assert np.isnan(found.differences.p_value).all()


@given(seeds, st.floats(0.1, 50.0), methods)
def test_currency_does_not_matter(seed, rate, method):
    data = people(seed)
    one = by_class(data, method=method)
    other = by_class(data._replace(spend=rate * data.spend), method=method)
    assert_allclose(other.value, rate * one.value, rtol=1e-9)
    for mine, theirs in zip(one.confidence_interval, other.confidence_interval, strict=True):
        assert_allclose(theirs, rate * mine, rtol=1e-6, atol=1e-6)
    assert_allclose(one.differences.ratio, other.differences.ratio, rtol=1e-9)
    for mine, theirs in zip(one.share_interval, other.share_interval, strict=True):
        assert_allclose(mine, theirs, rtol=1e-9)


@given(seeds, st.sampled_from(["mean", "sum"]))
def test_weights_of_one_change_nothing(seed, statistic):
    data = people(seed)
    one = by_class(data, statistic=statistic, method="t")
    other = by_class(data, statistic=statistic, method="t", weights=np.ones(60))
    for name in ("value", "standard_error", "total", "share", "people_share"):
        assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-9)
    for mine, theirs in zip(one.confidence_interval, other.confidence_interval, strict=True):
        assert_allclose(mine, theirs, rtol=1e-9)
    assert_allclose(one.differences.p_value, other.differences.p_value, rtol=1e-6)


def test_weights_stand_for_people():
    data = people(4, 300)
    found = by_class(data, weights=data.weights)
    for label in LABELS:
        who = of_class(data.ratings, label)
        mean = np.average(data.spend[who], weights=data.weights[who])
        assert found[label].value == pytest.approx(mean)
        low, high = found[label].confidence_interval
        assert low < mean < high
    assert found.people_share.sum() == pytest.approx(1.0)
    dropped = by_class(data, weights=np.where(data.ratings > 8, 0.0, 1.0))
    assert dropped["promoter"].n == 0
    with pytest.raises(nps.OptionError, match=r"^weights have no interval for medians"):
        by_class(data, statistic="median", weights=data.weights)


def test_skewed_values_reach_further_up():
    data = people(7, 400)
    found = by_class(data)
    by_t = by_class(data, method="t")
    low, high = found.confidence_interval
    assert ((high - found.value) > (found.value - low)).all()
    assert (high > by_t.confidence_interval.high).all()


def test_limits_and_p_values_agree():
    for seed in range(12):
        found = by_class(people(seed, 120))
        for row in found.differences:
            low, high = row.confidence_interval
            assert (row.p_value <= 0.05) == (not low <= 0.0 <= high)
            assert row.adjusted_p_value >= row.p_value


def test_the_same_seed_gives_the_same():
    data = people(3)
    assert by_class(data) == by_class(data)
    assert by_class(data) != nps.value.by_class(data.ratings, data.spend, rng=2, n_resamples=199)


def test_missing_values_are_no_zeros():
    found = nps.value.by_class([10, 9, 9, None, 3, 2], [90, None, 80, 5, math.nan, 7], method="t")
    assert found.counts == nps.Counts(2, 0, 1, missing=1)
    assert found["promoter"].value == 85.0
    assert any("2 answers without a value" in note for note in found.notes)
    assert found["passive"].n == 0
    assert math.isnan(found["passive"].value)
    assert "no passives" not in found.summary()
    masked = pd.Series([90, None, 80, 5, None, 7], dtype="Int64")
    again = nps.value.by_class(pd.Series([10, 9, 9, None, 3, 2], dtype="Int64"), masked, method="t")
    assert again == found


def test_what_is_off_the_scale_is_counted():
    found = nps.value.by_class([10, 9, 99], [1, 2, 3], invalid="drop")
    assert found.counts.invalid == 1
    with pytest.raises(nps.RatingError):
        nps.value.by_class([10, 9, 99], [1, 2, 3])


def test_negative_values_have_no_shares():
    found = nps.value.by_class(RATINGS, [-1, *SPEND[1:]], method="t")
    assert np.isnan(found.share).all()
    assert np.isnan(found.differences.ratio).all()
    assert any("not negative" in note for note in found.notes)
    assert [key for key, _ in found._methods()] == ["class values"]
    nothing = nps.value.by_class(RATINGS, [0] * 7, method="t")
    assert np.isnan(nothing.share).all()
    assert_array_equal(nothing.value, 0.0)


def test_few_different_values_are_students():
    ratings = [10] * 40 + [3] * 40
    orders = [1] + [0] * 39 + [0, 1, 2, 3] * 10
    found = nps.value.by_class(ratings, orders, rng=1)
    by_t = nps.value.by_class(ratings, orders, method="t")
    assert found["promoter"] == by_t["promoter"]
    assert found["detractor"] != by_t["detractor"]
    assert any("Student's: promoters" in note for note in found.notes)


def test_notes_tell_what_is_thin():
    found = nps.value.by_class(RATINGS, SPEND, method="t")
    assert any("Fewer than ten values: promoters, passives, detractors" in n for n in found.notes)
    skewed = nps.value.by_class([10] * 50 + [3] * 50, [*range(49), 10_000, *range(50)], rng=1)
    assert any("very skewed" in n and "promoters" in n for n in skewed.notes)
    assert all("association" in values.summary() for values in (found, skewed))


def test_classes_go_by_either_name():
    found = nps.value.by_class(RATINGS, SPEND, method="t")
    assert found["promoters"] == found["promoter"]
    assert (
        found.differences["promoters", "detractors"] == found.differences["promoter", "detractor"]
    )
    with pytest.raises(KeyError):
        found["promotor"]


@pytest.mark.parametrize(
    ("values", "kind", "message"),
    [
        (["90"] * 7, nps.InputTypeError, "values must be numbers, got '90' at position 0"),
        ([True] * 7, nps.InputTypeError, "values must be numbers, got True"),
        ([math.inf] * 7, nps.OptionError, "values must be finite, got inf at position 0"),
        ([object()] * 7, nps.InputTypeError, "values must be numbers"),
        ([1, 2], nps.OptionError, "ratings and values must have the same length, got 7 and 2"),
        ([None] * 7, nps.EmptySampleError, "hold a respondent who has both"),
        (pd.Timestamp("2024-01-01") - pd.to_datetime(["2023-01-01"] * 7), nps.InputTypeError, "va"),
    ],
)
def test_what_is_no_value_is_refused(values, kind, message):
    with pytest.raises(kind, match=message):
        nps.value.by_class(RATINGS, values)


def test_columns_in_another_order_are_refused():
    ratings = pd.Series(RATINGS, index=list("abcdefg"))
    with pytest.raises(nps.OptionError, match="ratings and values are read in the order"):
        nps.value.by_class(ratings, pd.Series(SPEND, index=list("gfedcba")))


def test_enough_draws_for_the_level():
    with pytest.raises(nps.OptionError, match=r"n_resamples must be at least 199 .* 0.99, got 150"):
        nps.value.by_class(RATINGS, SPEND, confidence_level=0.99, n_resamples=150)
    assert nps.value.by_class(RATINGS, SPEND, confidence_level=0.99, n_resamples=199)
    with pytest.raises(nps.OptionError, match="n_resamples must be at most 1,000,000, got 1000000"):
        nps.value.by_class(RATINGS, SPEND, n_resamples=10**9)


def test_large_and_small_amounts_have_exponents():
    ratings, spend = [10, 9, 7, 8, 3, 2], np.array([5.0, 6.0, 4.0, 3.0, 2.0, 1.0])
    with pytest.raises(
        nps.OptionError, match=r"values must be at most 1e\+50 in size, got 5e\+300"
    ):
        nps.value.by_class(ratings, 1e300 * spend)
    found = nps.value.by_class(ratings, 1e20 * spend, method="t")
    assert "promoter: mean 5.50e+20 [" in str(found)
    assert "+4.00e+20" in found.differences.summary()
    assert "1.50e-05 [" in str(nps.value.by_class(ratings, 1e-5 * spend, method="t"))
    thousands = nps.value.by_class(ratings, 1e12 * spend, method="t")
    assert "5,500,000,000,000" in str(thousands)
    assert "0.00055" in str(nps.value.by_class(ratings, 1e-4 * spend, method="t"))


def test_it_leaves_as_a_table():
    found = nps.value.by_class(RATINGS, SPEND, method="t")
    frame = found.to_pandas()
    assert list(frame.index) == list(LABELS)
    assert frame.loc["promoter", "value"] == 85.0
    assert found.differences.to_polars()["class"].to_list() == ["promoter", "passive", "promoter"]
    assert "59%" in str(found)
    assert "85.00" in found._repr_html_()
    assert "85.00" in found["promoter"]._repr_html_()
    assert "2.43" in found.differences["promoter", "detractor"]._repr_html_()
    assert "2.43" in found.differences._repr_html_()


@pytest.mark.parametrize("result", value_results(), ids=lambda result: type(result).__name__)
def test_whatever_is_found_is_called_an_association(result):
    assert "associat" in result.summary()
    assert "关联" in result.summary("zh")
    assert result._repr_html_()
    assert str(result)
    assert result.explain()


def test_means_of_money_are_missed_on_the_high_side_by_t():
    # a seeded slice of benchmarks/value_simulations.py: lognormal spend, 30 of each class
    draw, missed = np.random.default_rng(11), {"t": 0, "studentized": 0}
    true = 0.7 * math.exp(0.5)
    ratings = np.repeat([10, 8, 3], 30)
    for i in range(60):
        spend = draw.lognormal(size=90) * (draw.random(90) >= 0.3)
        for method in missed:
            found = nps.value.by_class(ratings, spend, method=method, rng=i, n_resamples=499)
            missed[method] += int((found.confidence_interval.high < true).sum())
    # of 180 each: chances of 0.125 and 0.067
    assert missed["t"] > missed["studentized"]
    assert 9 < missed["t"] < 40
