"""Power by the textbooks, against R and printed values."""

from __future__ import annotations

import numpy as np
import pytest
import scipy
from numpy.testing import assert_allclose
from planning_tables import TWO_SIDED, UPWARD, by_test, errors_of
from reference_tables import columns, rows

from nps._kernels.topics.planning import student

#: SciPy 1.13 has older noncentral laws: against R that of t is off by up to 4e-5 of a power here,
#: that of F by 8e-6, and sizes made of it by 4e-5.
OLD = tuple(map(int, scipy.__version__.split(".")[:2])) < (1, 14)


@pytest.mark.parametrize(
    ("method", "second", "solved_for"),
    [
        ("t_one_sample", 0.0, "power"), ("t_paired", 0.0, "power"), ("t_two_sample", 1.0, "power"),
        ("t_two_sample", 1.0, "delta"), ("t_two_sample_strict", 1.0, "power"),
        ("t_two_sample_unequal_n", 1.0, "power"),
    ],
)  # fmt: skip
def test_t_power_agrees_with_r(method, second, solved_for):
    for table, claim, tail in by_test(rows("power", method=method, solved_for=solved_for)):
        gap, deviation, n, power = columns(table, "delta", "sd_1", "n1", "power")
        ratio = columns(table, "n2")[0] / n if second else np.ones_like(n)
        errors = errors_of(gap, deviation * np.sqrt(1.0 + second / ratio))
        degrees = student.freedom(n, ratio, 1.0, second)
        found = student.t_power(claim, errors, errors, n, degrees, tail)
        # both noncentral laws are good to about 1e-10
        assert_allclose(found, power, rtol=5e-5 if OLD else 2e-9)


@pytest.mark.parametrize(
    ("method", "second"), [("t_one_sample", 0.0), ("t_paired", 0.0), ("t_two_sample", 1.0)]
)
def test_t_sample_size_agrees_with_r(method, second):
    for table, claim, tail in by_test(rows("power", method=method, solved_for="n")):
        gap, deviation, n, power = columns(table, "delta", "sd_1", "n1", "power")
        errors = errors_of(gap, deviation * np.sqrt(1.0 + second))
        found = student.t_sample_size(claim, errors, errors, power, tail, (1.0, 1.0, second))
        assert_allclose(found, n, rtol=4e-5 if OLD else 1e-9)


@pytest.mark.parametrize("solved_for", ["power", "n"])
def test_analysis_of_variance_agrees_with_pwr(solved_for):
    for row in rows("power", method="anova_k", solved_for=solved_for):
        groups, alpha = int(row["groups"]), float(row["alpha"])
        n, effect, power = (float(row[name]) for name in ("n1", "effect", "power"))
        # the noncentral F of SciPy is good to about 1e-8; R finds n to about 1e-4 of an answer
        if solved_for == "power":
            assert_allclose(
                student.f_power(n, groups, effect, alpha), power, rtol=1e-5 if OLD else 2e-8
            )
        else:
            assert_allclose(
                student.f_sample_size(power, groups, effect, alpha), n, rtol=(1e-4 if OLD else 2e-6)
            )


@pytest.mark.parametrize(("k", "n"), [(3, 1176), (4, 1198), (6, 1118)])
def test_omnibus_sizes_agree_with_another_program(k, n):
    """A spread of 10 points over k cohorts, a variance of .61 within, 80%."""
    scores = np.linspace(0.0, 0.1, k)
    each = ((scores - scores.mean()) ** 2).sum() / 0.61
    found = student.needed_noncentrality(0.8, k - 1.0, 0.05) / each
    assert abs(np.ceil(found) - n) <= 1
    assert_allclose(student.chi_squared_power(found * each, k - 1.0, 0.05), 0.8, rtol=1e-10)


def test_welch_has_the_freedom_of_its_two_samples():
    assert_allclose(student.freedom(20.0, 2.0, 0.5, 0.5), 58.0)
    w1, w2 = 0.5 / 20, 0.3 / 40
    assert_allclose(
        student.freedom(20.0, 2.0, 0.5, 0.3), (w1 + w2) ** 2 / (w1**2 / 19 + w2**2 / 39)
    )
    assert np.isnan(student.freedom(1.9, 1.0, 0.5, 0.3))


def test_tails_too_far_out_are_0_or_1():
    huge = errors_of(np.array([50.0]), np.array([1.0]))
    found = student.t_power(TWO_SIDED, huge, huge, np.array([10.0]), np.array([9.0]), 0.025)
    assert_allclose(found, 1.0)
    assert student.f_power(1e15, 3, 1.0, 0.05) == 1.0


def test_fewer_than_two_answers_are_no_test():
    large = errors_of(np.array(5.0), np.array(1.0))
    degrees = student.freedom(1.0, 1.0, 1.0, 0.0)
    assert student.t_power(TWO_SIDED, large, large, 1.0, degrees, 0.025) == 0.0
    assert student.t_power(UPWARD, large, large, 1.0, degrees, 0.025) == 0.0
    assert_allclose(student.t_sample_size(UPWARD, large, large, 0.1, 0.05, (1.0, 1.0, 0.0)), 2.0)
    assert student.f_power(1.9, 3, 9.0, 0.05) == 0.0
    assert_allclose(student.f_sample_size(0.5, 3, 9.0, 0.05), 2.0)
