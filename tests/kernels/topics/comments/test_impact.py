"""The error of an impact, and limits that keep the sign of the difference."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import rows

from nps._kernels.topics.comments.impact import impact_error, sign_kept

POINTS = np.array([1.0, 0.0, -1.0])
counts = st.tuples(*[st.integers(0, 60)] * 3).filter(any)


def impact_of(theme, rest):
    whole = theme + rest
    return whole @ POINTS / whole.sum() - rest @ POINTS / rest.sum()


@pytest.mark.parametrize("row", rows("themes", quantity="nps_all_minus_nps_without"))
def test_errors_of_reference(row):
    numbers = np.array(row["dataset"].split(":"), dtype=float)
    found = impact_error(numbers[np.newaxis, :3], numbers[np.newaxis, 3:])[0]
    assert_allclose(100.0 * found, float(row["se"]), rtol=1e-12)
    assert_allclose(100.0 * impact_of(numbers[:3], numbers[3:]), float(row["value"]), atol=1e-12)


@given(counts, counts)
def test_the_error_is_the_gradient_times_the_covariance_of_six_shares(theme, rest):
    # the delta method by numerical derivatives of the impact in the six counts
    both = np.array([*theme, *rest], dtype=float)
    n = both.sum()
    shares = both / n
    steps = 1e-6 * np.eye(6)
    gradient = np.array(
        [
            (impact_of((shares + h)[:3], (shares + h)[3:])
             - impact_of((shares - h)[:3], (shares - h)[3:])) / 2e-6
            for h in steps
        ]
    )  # fmt: skip
    variance = (shares @ gradient**2 - (shares @ gradient) ** 2) / n
    found = impact_error(both[np.newaxis, :3], both[np.newaxis, 3:])[0]
    assert_allclose(found, np.sqrt(max(variance, 0.0)), rtol=1e-4, atol=1e-5)


def test_without_theme_or_rest_there_is_no_error():
    some, none = np.array([[3.0, 2.0, 1.0]]), np.zeros((1, 3))
    assert np.isnan(impact_error(none, some)).all()
    assert np.isnan(impact_error(some, none)).all()


@given(
    st.floats(0.01, 0.99), st.floats(0.01, 1.0), st.floats(1.0, 5.0),
    st.floats(-2.0, 2.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0),
)  # fmt: skip
def test_limits_are_on_the_side_of_0_on_which_those_of_the_value_are(f, below, above, d, down, up):
    ends = [np.array([x]) for x in (f, f * below, f * above, d, d - down, d + up)]
    low, high = (end[0] for end in sign_kept(*ends))
    assert low <= f * d <= high
    assert (low > 0.0) == (d - down > 0.0 and low != 0.0)
    assert (high < 0.0) == (d + up < 0.0 and high != 0.0)
    # never shorter than with a factor that is known
    assert low <= f * max(d - down, min(d, 0.0)) + 1e-12 or d - down > 0.0
    mirrored = sign_kept(*ends[:3], -ends[3], -ends[5], -ends[4])
    assert_allclose([-mirrored[1][0], -mirrored[0][0]], [low, high])
    known = sign_kept(ends[0], ends[0], ends[0], *ends[3:])
    assert_allclose([k[0] for k in known], [f * (d - down), f * (d + up)], atol=1e-12)


def limits(*ends):
    return [end[0] for end in sign_kept(*(np.array([x]) for x in ends))]


def test_limits_by_hand():
    low, high = limits(0.2, 0.1, 0.35, -0.5, -0.9, -0.2)
    assert_allclose(low, -0.1 - np.hypot(0.5 * 0.15, 0.2 * 0.4))
    assert_allclose(high, -0.1 * np.exp(-np.hypot(np.log(2.0), np.log(2.5))))
    low, high = limits(0.2, 0.1, 0.35, 0.5, -0.1, 0.9)
    assert_allclose(low, 0.1 - np.hypot(0.5 * 0.1, 0.2 * 0.6))
    assert_allclose(high, 0.1 + np.hypot(0.5 * 0.15, 0.2 * 0.4))
