"""Scores, estimates and comparisons against values that R packages and papers give."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from reference_tables import CLASSES, FIFTEEN_DIGITS, examples, number, rows

import nps


def read(name: str) -> dict[str, list[str]]:
    table = rows(name)
    return {key: [row[key] for row in table] for key in table[0]}


def numbers(table: dict[str, list[str]], name: str, keep: np.ndarray | None = None) -> np.ndarray:
    column = np.array([number(cell) for cell in table[name]])
    return column if keep is None else column[keep]


def cohorts(table: dict[str, list[str]], suffix: str = "", keep: object = None) -> nps.Cohorts:
    names = (f"{name}{suffix}" for name in CLASSES)
    columns = [numbers(table, name, keep).astype(np.int64) for name in names]
    return nps.Cohorts.from_counts(range(columns[0].size), *columns)


def test_moments():
    table = read("one_sample_moments")
    samples = cohorts(table)
    assert len(samples) == 97
    assert_allclose(nps.score(samples), numbers(table, "score"), rtol=FIFTEEN_DIGITS, atol=1e-9)
    for sample, variance in zip(samples.values(), numbers(table, "variance"), strict=True):
        # R subtracts two sums of the size of 10**4 points squared
        assert sample.variance == pytest.approx(variance, rel=FIFTEEN_DIGITS, abs=1e-10)


@pytest.mark.parametrize(
    ("method", "column"), [("score", "standard_error"), ("wald", "standard_error")]
)
def test_standard_errors_with_divisor_n(method, column):
    table = read("one_sample_moments")
    found = nps.estimate(cohorts(table), method=method).standard_error
    # R takes the root of a variance that is off by its own cancellation, up to 1e-12
    assert_allclose(found, numbers(table, column), rtol=FIFTEEN_DIGITS, atol=1e-6)


def test_standard_errors_with_divisor_n_minus_one():
    table = read("one_sample_moments")
    found = nps.estimate(cohorts(table), method="t").standard_error
    expected = numbers(table, "unbiased_error")
    assert np.isnan(expected).sum() == np.isnan(found).sum() > 0  # single answers
    assert_allclose(found, expected, rtol=FIFTEEN_DIGITS, atol=1e-9)


#: Beyond this R's tail, taken as 1 - p, has too few digits to be put back into a level.
READABLE = 1e-6


@pytest.mark.parametrize("alternative", ["greater", "less"])
@pytest.mark.parametrize(
    ("method", "name"), [("t", "one_sample_t_tests"), ("score", "one_sample_statistics")]
)
def test_the_bound_at_the_level_that_just_rejects_is_the_null(method, name, alternative):
    table = read(name)
    p = numbers(table, f"p_{alternative}")
    null = numbers(table, "null")
    kept = (p > READABLE) & (p < 1.0 - READABLE) & (np.abs(null) < 100.0)
    if "method" in table:
        kept &= np.array(table["method"]) == "score_tango"
    assert kept.sum() > 180
    samples = cohorts(table, keep=kept)
    for sample, level, bound in zip(samples.values(), 1.0 - p[kept], null[kept], strict=True):
        found = nps.estimate(
            sample, method=method, alternative=alternative, confidence_level=float(level)
        )
        low, high = found.confidence_interval
        # a p-value with an absolute error of 1e-15 moves a bound by less than this
        assert (low if alternative == "greater" else high) == pytest.approx(bound, abs=1e-6)


TWO_SAMPLE = read("two_sample")
KINDS = sorted(
    set(
        zip(
            TWO_SAMPLE["method"],
            TWO_SAMPLE["alternative"],
            TWO_SAMPLE["confidence_level"],
            strict=True,
        )
    )
)


@pytest.mark.parametrize(("method", "alternative", "level"), KINDS)
def test_differences_agree_with_r(method, alternative, level):
    kind = (method, alternative, level)
    names = "method", "alternative", "confidence_level"
    kinds = zip(*(TWO_SAMPLE[name] for name in names), strict=True)
    kept = np.array([row == kind for row in kinds])
    assert kept.sum() >= 50

    def expected(name: str) -> np.ndarray:
        return numbers(TWO_SAMPLE, name, kept)

    found = nps.compare(
        cohorts(TWO_SAMPLE, "_1", kept),
        cohorts(TWO_SAMPLE, "_2", kept),
        method=method,
        alternative=alternative,
        confidence_level=float(level),
    )
    close = {"rtol": FIFTEEN_DIGITS, "atol": 1e-9}
    assert_allclose(found.difference, expected("difference"), **close)
    assert_allclose(found.standard_error, expected("standard_error"), **close)
    assert_allclose(found.statistic, expected("statistic"), **close)
    assert_allclose(found.p_value, expected("p_value"), rtol=FIFTEEN_DIGITS, atol=1e-15)
    low, high = found.confidence_interval
    # R does not keep limits inside the scale
    assert_allclose(low, np.clip(expected("low"), -200.0, 200.0), **close)
    assert_allclose(high, np.clip(expected("high"), -200.0, 200.0), **close)
    if method in ("welch", "student"):
        assert_allclose(found.degrees_of_freedom, expected("df"), **close)
    else:
        assert found.degrees_of_freedom is None


EXAMPLES = examples("two_sample_examples")


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["id"] for example in EXAMPLES])
def test_printed_differences(example):
    found = nps.compare(
        nps.Counts(*example["sample"]),
        nps.Counts(*example["reference"]),
        method=example["method"],
    )
    limits = np.array(found.confidence_interval) / 100.0
    assert_allclose(limits, example["interval"], rtol=0.0, atol=example["tolerance"])
    if example["statistic"] is not None:
        # printed to four or five decimals
        assert found.statistic == pytest.approx(example["statistic"], abs=5.1e-5)


def test_score_tests_of_shifted_nulls():
    # Profile maximisation and the dual root agreed to these digits: the two halves of a test of
    # equivalence within 20 points.
    sample, reference = nps.Counts(48, 30, 22), nps.Counts(50, 30, 20)
    lower = nps.compare(sample, reference, null=-20, alternative="greater")
    upper = nps.compare(sample, reference, null=20, alternative="less")
    assert lower.statistic == pytest.approx(1.43526, abs=5.1e-6)
    assert upper.statistic == pytest.approx(-2.14867, abs=5.1e-6)
    assert max(lower.p_value, upper.p_value) == pytest.approx(0.075606, abs=5.1e-7)


#: Limits on the -1..1 scale to three decimals, computed by two independent programs.
EDGES = {
    "score": {
        (10, 0, 0): (0.445, 1.0), (0, 10, 0): (-0.278, 0.278), (1, 0, 0): (-0.587, 1.0),
        (0, 1, 0): (-0.793, 0.793), (9, 1, 0): (0.373, 0.982), (7, 2, 1): (0.049, 0.859),
        (50, 30, 20): (0.140, 0.443), (20, 0, 0): (0.6778, 1.0), (0, 0, 20): (-1.0, -0.6778),
    },
    "wald": {
        (10, 0, 0): (1, 1), (0, 10, 0): (0, 0), (1, 0, 0): (1, 1), (0, 1, 0): (0, 0),
        (9, 1, 0): (0.714, 1.0), (7, 2, 1): (0.189, 1.0), (50, 30, 20): (0.147, 0.453),
    },
    "adjusted-wald": {
        (10, 0, 0): (0.475, 1.0), (0, 10, 0): (-0.185, 0.185), (1, 0, 0): (-0.485, 0.985),
        (0, 1, 0): (-0.600, 0.600), (9, 1, 0): (0.381, 1.0), (7, 2, 1): (0.070, 0.853),
        (50, 30, 20): (0.141, 0.442),
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("method", "counts", "limits"),
    [(method, counts, ends) for method, table in EDGES.items() for counts, ends in table.items()],
)
def test_the_table_of_degenerate_samples(method, counts, limits):
    low, high = nps.estimate(nps.Counts(*counts), method=method).confidence_interval
    assert (low / 100, high / 100) == pytest.approx(limits, abs=5.1e-4)  # three decimals
