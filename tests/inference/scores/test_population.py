"""Finite populations: of one sample, of each cohort, and of a census."""

from __future__ import annotations

import math

import numpy as np
import pytest

import nps

SHOPS = nps.Cohorts.from_counts(["a", "b", "empty"], [50, 3, 0], [30, 0, 0], [20, 0, 0])


@pytest.mark.parametrize(
    "population",
    [200, [200, 30, 5], {"a": 200, "b": 30, "empty": 5, "else": 1}, np.array([200, 30, 5])],
)
def test_populations_of_cohorts(population):
    found = nps.estimate(SHOPS, population=population)
    sizes = (
        [200, 200, 200]
        if population is not None and np.ndim(population) == 0 and not isinstance(population, dict)
        else [200, 30, 5]
    )
    assert found.population.tolist() == sizes
    assert found.population.dtype == np.int64
    for label, size in zip("ab", sizes, strict=False):
        assert found[label].population == size
        alone = nps.estimate(SHOPS[label], population=size)
        assert found[label].confidence_interval == pytest.approx(alone.confidence_interval)
        assert found[label].notes == alone.notes
    assert math.isnan(found["empty"].score)


@pytest.mark.parametrize(
    ("population", "message"),
    [
        ([200, 30], "population and the cohorts must have the same length, got 2 and 3"),
        ({"a": 200, "b": 30}, "population has no entry for the cohort 'empty'"),
        ([200, 2, 5], r"population\['b'\] must be at least the number of valid answers, 3, got 2"),
        (99, r"population\['a'\] must be at least the number of valid answers, 100, got 99"),
        ([200, 30, 5.5], r"population\['empty'\] must be a whole number"),
    ],
)
def test_populations_that_do_not_fit(population, message):
    with pytest.raises(nps.OptionError, match=message):
        nps.estimate(SHOPS, population=population)


def test_a_census_by_student_has_no_width():
    low, high = nps.estimate([10, 8, 3], method="t", population=3).confidence_interval
    assert low == high == 0.0


@pytest.mark.parametrize("method", ["score", "wald", "t", "adjusted-wald"])
def test_a_finite_population_in_columns_with_and_without_a_census(method):
    many = nps.Cohorts.from_counts(["all", "some"], [5, 5], [3, 3], [2, 2])
    found = nps.estimate(many, method=method, population={"all": 10, "some": 40})
    assert found["all"].standard_error == 0.0
    assert found["all"].margin_of_error == 0.0
    assert found["some"].margin_of_error > 1.0


def test_a_quarter_of_a_finite_population_by_hand():
    # effective n: 100 * 399/300; t: SE * sqrt(1 - 1/4)
    sample = nps.Counts(50, 30, 20)
    wald = nps.estimate(sample, method="wald", population=400)
    assert wald.standard_error == pytest.approx(math.sqrt(6100.0 / 133.0))
    student = nps.estimate(sample, method="t", population=400)
    assert student.standard_error == pytest.approx(math.sqrt(0.75 * 6100.0 / 99.0))
    score = nps.estimate(sample, population=400)
    like = nps.estimate(nps.Counts(665, 399, 266))  # the same shares, ten times 133 answers
    assert score.standard_error == pytest.approx(like.standard_error * math.sqrt(10.0))
