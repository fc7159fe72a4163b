"""One score against a fixed number."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_tables import classes, rows
from scipy.stats import binomtest
from strategies import alternatives, counts, levels, small_counts, swap_tails

import nps
from nps import compare_benchmark

METHODS = [
    "score", "skewness-corrected", "sign", "mid-p", "exact-unconditional", "wald", "t",
    "adjusted-wald",
]  # fmt: skip
QUICK = ["score", "wald", "t", "adjusted-wald"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("method", "name"), [("score", "score_tango"), ("skewness-corrected", "score_scas")]
)
def test_score_tests_agree_with_ratesci(method, name):
    table = rows("one_sample_statistics", method=name)
    assert len(table) > 300
    for row in table:
        sample = nps.Counts(*classes(row))
        for alternative in ("greater", "less"):
            found = compare_benchmark(
                sample, float(row["null"]), method=method, alternative=alternative
            )
            # R takes tails as 1 - p and keeps about 1e-12 of a statistic
            assert found.p_value == pytest.approx(
                float(row[f"p_{alternative}"]), rel=1e-7, abs=1e-9
            )


def test_t_tests_agree_with_r():
    table = rows("one_sample_t_tests")
    assert len(table) > 300
    for row in table:
        sample = nps.Counts(*classes(row))
        found = compare_benchmark(sample, float(row["null"]), method="t", alternative="greater")
        assert found.statistic == pytest.approx(float(row["statistic"]), rel=1e-9, abs=1e-12)
        assert found.degrees_of_freedom == float(row["df"])
        assert found.p_value == pytest.approx(float(row["p_greater"]), rel=1e-9, abs=1e-14)


#: Fagerland, Lydersen & Laake (2013, 2014), and contingencytables 3.0.0: tests of paired shares.
PRINTED = [
    ((1, 13, 7), "score", 0.0339), ((1, 13, 7), "sign", 0.0703), ((1, 13, 7), "mid-p", 0.0391),
    ((1, 13, 7), "exact-unconditional", 0.0353), ((6, 139, 16), "score", 0.033006),
    ((6, 139, 16), "sign", 0.052479), ((6, 139, 16), "mid-p", 0.034690),
]  # fmt: skip


@pytest.mark.parametrize(("sample", "method", "p_value"), PRINTED)
def test_printed_p_values(sample, method, p_value):
    digits = 5.1e-5 if p_value * 1e4 == round(p_value * 1e4) else 5.1e-7
    found = compare_benchmark(nps.Counts(*sample), 0, method=method)
    assert found.p_value == pytest.approx(p_value, abs=digits)


@given(counts(max_n=10**5), alternatives)
def test_the_sign_test_is_the_binomial_test(sample, alternative):
    found = compare_benchmark(sample, 0, method="sign", alternative=alternative)
    active = sample.promoters + sample.detractors
    expected = 1.0
    if active:
        expected = binomtest(sample.promoters, active, alternative=alternative).pvalue
    assert found.p_value == pytest.approx(expected, rel=1e-8, abs=1e-300)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 20), alternatives)
def test_mid_p_counts_ties_half(a, c, b, alternative):
    if a + b + c == 0:
        return
    found = compare_benchmark(nps.Counts(a, b, c), 0, method="mid-p", alternative=alternative)
    ways = [math.comb(a + c, k) / 2 ** (a + c) for k in range(a + c + 1)]
    above = sum(ways[a + 1 :]) + 0.5 * ways[a]
    expected = {"greater": above, "less": 1 - above, "two-sided": 2 * min(above, 1 - above)}
    assert found.p_value == pytest.approx(expected[alternative], rel=1e-9, abs=1e-14)
    assert math.isnan(found.confidence_interval.low)


benchmarks = st.integers(-100, 100).map(float)


@given(counts(max_n=10**9), st.sampled_from(QUICK), benchmarks, alternatives, levels)
def test_p_value_and_interval_agree(sample, method, target, alternative, level):
    found = compare_benchmark(
        sample, target, method=method, alternative=alternative, confidence_level=level
    )
    low, high = found.confidence_interval
    if math.isnan(found.p_value):
        assert method == "t"
        assert math.isnan(low)
    elif min(abs(low), abs(high)) > 1e-7:  # rounding decides at the very end
        assert (not low <= 0.0 <= high) == (found.p_value < 1.0 - level)


@given(small_counts, st.sampled_from([0.8, 0.9, 0.95, 0.99]), alternatives, benchmarks)
def test_skewness_corrected_test_and_interval_agree(sample, level, alternative, target):
    found = compare_benchmark(
        sample, target, method="skewness-corrected", alternative=alternative,
        confidence_level=level,
    )  # fmt: skip
    low, high = found.confidence_interval
    if min(abs(low), abs(high)) > 1e-7 and abs(target) < 100.0:
        assert (not low <= 0.0 <= high) == (found.p_value < 1.0 - level)


@given(small_counts, st.sampled_from([0.8, 0.95, 0.99]), alternatives)
def test_sign_test_and_melded_interval_agree(sample, level, alternative):
    found = compare_benchmark(
        sample, 0, method="sign", alternative=alternative, confidence_level=level
    )
    low, high = found.confidence_interval
    if min(abs(low), abs(high)) > 1e-7:
        assert (not low <= 0.0 <= high) == (found.p_value < 1.0 - level)


@pytest.mark.slow
@pytest.mark.parametrize("target", [-40.0, 0.0, 35.0])
@pytest.mark.parametrize("sample", [(7, 2, 1), (1, 6, 5), (0, 4, 0), (6, 0, 0)])
def test_unconditional_test_and_interval_agree(sample, target):
    for alternative in ("two-sided", "greater", "less"):
        found = compare_benchmark(
            nps.Counts(*sample), target, method="exact-unconditional", alternative=alternative
        )
        low, high = found.confidence_interval
        assert (not low <= 0.0 <= high) == (found.p_value < 0.05)


@pytest.mark.parametrize("target", [-100.0, 100.0])
def test_unconditional_at_the_ends_of_the_scale(target):
    some, all_of_them = nps.Counts(3, 1, 1), nps.Counts(4, 0, 0)
    same = all_of_them if target > 0 else swap_tails(all_of_them)
    away = {"method": "exact-unconditional"}
    assert compare_benchmark(same, target, **away).p_value == 1.0
    assert compare_benchmark(some, target, **away).p_value == 0.0
    side = "greater" if target > 0 else "less"
    assert compare_benchmark(some, target, alternative=side, **away).p_value == 1.0


@given(small_counts, st.sampled_from(METHODS), st.sampled_from([0.0, 20.0, -100.0]), alternatives)
def test_a_mirrored_sample_against_a_mirrored_benchmark(sample, method, target, alternative):
    if target and method in ("sign", "mid-p"):
        return
    other = {"two-sided": "two-sided", "greater": "less", "less": "greater"}[alternative]
    there = compare_benchmark(sample, target, method=method, alternative=alternative)
    back = compare_benchmark(swap_tails(sample), -target, method=method, alternative=other)
    low, high = there.confidence_interval
    assert back.confidence_interval == pytest.approx((-high, -low), abs=1e-6, nan_ok=True)
    assert back.p_value == pytest.approx(there.p_value, rel=1e-7, abs=1e-14, nan_ok=True)


def test_the_interval_is_that_of_the_estimate():
    sample = nps.Counts(50, 30, 20)
    for method in ("score", "wald", "t", "adjusted-wald"):
        for alternative in ("two-sided", "greater", "less"):
            found = compare_benchmark(sample, 12.5, method=method, alternative=alternative)
            expected = nps.estimate(sample, method=method, alternative=alternative)
            shifted = [end - 12.5 for end in expected.confidence_interval]
            assert found.confidence_interval == pytest.approx(shifted, abs=1e-10)
            assert found.standard_error == pytest.approx(expected.standard_error, rel=1e-12)


def test_measuringu_takes_the_adjusted_wald_test_one_sided():
    # by hand: 50.75 promoters and 20.75 detractors of 103
    found = compare_benchmark(
        nps.Counts(50, 30, 20), 15, method="adjusted-wald", alternative="greater"
    )
    d = 30 / 103
    z = (d - 0.15) / math.sqrt((71.5 / 103 - d * d) / 103)
    assert found.statistic == pytest.approx(z, rel=1e-12)
    assert found.p_value == pytest.approx(0.5 * math.erfc(z / math.sqrt(2)), rel=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_columns_equal_a_loop(method):
    cohorts = nps.Cohorts.from_counts(list("abc"), [7, 5, 0], [2, 0, 0], [1, 0, 0])
    table = compare_benchmark(cohorts, 0, method=method)
    assert table.reference == 0.0
    assert math.isnan(table["c"].p_value)
    for label in "ab":
        alone = compare_benchmark(cohorts[label], 0, method=method)
        row = table[label]
        assert row.reference == 0.0
        assert row.p_value == pytest.approx(alone.p_value, rel=1e-12, nan_ok=True)
        assert row.confidence_interval == pytest.approx(alone.confidence_interval, nan_ok=True)
    frame = table.to_pandas()
    assert list(frame["benchmark"]) == [0.0] * 3
    assert "no valid answer" in table.notes[0]
    assert "a: difference +60.0" in str(table)
    said = compare_benchmark(cohorts[:2], 0, method=method).notes
    assert len(said) == (method == "mid-p")
    assert all("mid-p test has no interval of its own" in note for note in said)


def test_text_and_notes():
    found = compare_benchmark(nps.Counts(50, 30, 20), 15, alternative="greater")
    assert "NPS 30.0 vs benchmark 15.0, n = 100 (score method)" in str(found)
    assert ">benchmark<" in found._repr_html_()
    assert ">15.0<" in found._repr_html_()
    assert found.reference == 15.0
    assert found.to_dict()["reference"] == 15.0
    assert found.confidence_interval.high == 85.0
    unanimous = compare_benchmark(nps.Counts(30, 0, 0), 15, method="wald")
    assert "The sample is unanimous" in unanimous.notes[0]
    undefined = compare_benchmark(nps.Counts(30, 0, 0), 15, method="t")
    assert "undefined" in undefined.notes[0]


def test_no_cohorts_at_all():
    empty = nps.Cohorts.from_dict({})
    assert len(compare_benchmark(empty, 0, method="exact-unconditional")) == 0
    assert np.asarray(compare_benchmark(empty, 0, method="sign").p_value).size == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"benchmark": 10, "method": "sign"}, "can only test whether the score is 0"),
        ({"benchmark": 10, "method": "mid-p"}, "can only test whether the score is 0"),
        ({"benchmark": 101}, "between -100 and 100"),
        ({"benchmark": 0, "method": "exact-unconditional"}, "up to 200 answers, got 300"),
        ({"benchmark": 0, "method": "welch"}, "method must be one of"),
        ({"benchmark": 0, "alternative": "up"}, "alternative must be one of"),
        ({"benchmark": 0, "confidence_level": 95}, "Did you mean 0.95"),
    ],
)
def test_options_are_checked(options, message):
    benchmark = options.pop("benchmark")
    with pytest.raises(nps.OptionError, match=message):
        compare_benchmark(nps.Counts(200, 50, 50), benchmark, **options)


def test_empty_samples():
    with pytest.raises(nps.EmptySampleError, match="difference"):
        compare_benchmark([None], 0)


def test_what_shows_an_interval_computes_it():
    def asked(sample=(10,) * 9 + (8,) * 3 + (2,) * 4):
        return compare_benchmark(sample, 10, method="exact-unconditional")

    low, high = asked().confidence_interval
    limits = f"[{low:+.1f}, {high:+.1f}]"
    assert limits in str(asked())
    assert limits in asked()._repr_html_()
    assert repr(low) in repr(asked())
    assert asked().to_dict()["confidence_interval"] == {"low": low, "high": high}
    assert f"95% CI {low:.1f} to {high:.1f}" in asked().summary()
    assert pickle.loads(pickle.dumps(asked())) == asked()
    many = asked(nps.Cohorts.from_dict({"a": nps.Counts(9, 3, 4)}))
    assert limits in str(many)
    assert many.to_pandas()["low"]["a"] == low
    assert pickle.loads(pickle.dumps(many)) == many
