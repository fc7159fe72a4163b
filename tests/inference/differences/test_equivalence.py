"""Equivalence within a margin, and non-inferiority."""

from __future__ import annotations

import json
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import counts, small_counts

import nps
from nps import PublishedScore, equivalence


def test_two_one_sided_tests():
    # Profile maximisation and the dual root agreed to these digits.
    found = equivalence(nps.Counts(48, 30, 22), nps.Counts(50, 30, 20), margin=20)
    assert found.statistic_low == pytest.approx(1.43526, abs=5.1e-6)
    assert found.statistic_high == pytest.approx(-2.14867, abs=5.1e-6)
    assert found.p_value == pytest.approx(0.075606, abs=5.1e-7)
    assert found.p_value == max(found.p_value_low, found.p_value_high)
    assert not found.equivalent


@given(
    counts(max_n=10**6), counts(max_n=10**6), st.integers(1, 200).map(float),
    st.floats(0.001, 0.49),
    st.sampled_from(["score", "mover", "wald", "adjusted-wald"]),
)  # fmt: skip
def test_equivalent_means_that_the_interval_lies_inside(a, b, margin, alpha, method):
    found = equivalence(a, b, margin=margin, alpha=alpha, method=method)
    low, high = found.confidence_interval
    if min(abs(low + margin), abs(high - margin)) > 1e-7:
        assert found.equivalent == (-margin < low and high < margin)
    assert found.confidence_level == 1.0 - 2.0 * alpha
    assert found.equivalent == (found.p_value < 1.0 - (1.0 - alpha))


@given(small_counts, small_counts, st.sampled_from([0.05, 0.025]))
def test_the_interval_is_that_of_compare_at_one_minus_two_alpha(a, b, alpha):
    found = equivalence(a, b, margin=10, alpha=alpha)
    two_sided = nps.compare(a, b, confidence_level=1.0 - 2.0 * alpha)
    assert found.confidence_interval == pytest.approx(two_sided.confidence_interval, abs=1e-9)


@given(small_counts, small_counts, st.integers(1, 150))
def test_exchanging_the_samples_changes_nothing(a, b, margin):
    there, back = equivalence(a, b, margin=margin), equivalence(b, a, margin=margin)
    assert there.p_value == pytest.approx(back.p_value, rel=1e-9, abs=1e-14)
    assert there.equivalent == back.equivalent
    assert there.difference == -back.difference


def test_non_inferiority_is_one_half_of_equivalence():
    a, b = nps.Counts(480, 300, 220), nps.Counts(500, 300, 200)
    half = nps.compare(a, b, null=-8, alternative="greater")
    assert equivalence(a, b, margin=8).p_value_low == half.p_value


def test_an_exact_margin_with_a_discrete_method():
    a, b = nps.Counts(9, 2, 1), nps.Counts(9, 2, 1)
    found = equivalence(a, b, margin=80, method="bootstrap")
    low, high = found.confidence_interval
    assert found.equivalent == (low > -80 and high < 80)


def test_text():
    same = equivalence(nps.Counts(2600, 1400, 1000), nps.Counts(2550, 1450, 1000), margin=5)
    assert str(same) == (
        "difference +1.0  [-1.6, +3.6]  90% CI: within 5.0 points, p = 0.005 (score method)"
    )
    other = equivalence(nps.Counts(1, 0, 0), PublishedScore(50, 40), margin=5)
    assert "not shown to be within 5.0 points" in other._repr_html_()
    assert "The sample is tiny" in other._repr_html_()
    assert json.loads(json.dumps(same.to_dict()))["equivalent"] is True
    assert math.isfinite(other.p_value)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"margin": 0}, nps.OptionError, "margin must be above 0"),
        ({"margin": -5}, nps.OptionError, "margin must be above 0"),
        ({"margin": 500}, nps.OptionError, "between -200 and 200"),
        ({"margin": "5"}, nps.InputTypeError, "margin must be a number"),
        ({"margin": 5, "alpha": 5}, nps.OptionError, "0.05 means 5%"),
        ({"margin": 5, "alpha": 0}, nps.OptionError, "between 0 and 0.5"),
        ({"margin": 5, "method": "welsh"}, nps.OptionError, "Did you mean 'welch'"),
    ],
)
def test_options_are_checked(options, error, message):
    with pytest.raises(error, match=message):
        equivalence(nps.Counts(5, 3, 2), nps.Counts(5, 3, 2), **options)


def test_many_samples_and_permutations_are_refused():
    shops = nps.Cohorts.from_counts(["a", "b"], [1, 4], [2, 3], [3, 2])
    with pytest.raises(nps.InputTypeError, match="sample must be one sample, got Cohorts"):
        nps.equivalence(shops, nps.Counts(10, 5, 5), margin=5)
    for method in ("permutation", "permutation-studentized"):
        with pytest.raises(nps.OptionError, match="exact for a difference of 0 only"):
            nps.equivalence(nps.Counts(3, 2, 1), nps.Counts(2, 2, 2), margin=5, method=method)


def test_the_bar_in_a_notebook_shows_the_margin_on_both_sides():
    page = nps.equivalence(nps.Counts(500, 300, 200), nps.Counts(490, 310, 200), margin=20)
    places = [float(x) for x in re.findall(r"left:([\d.]+)%", page._repr_html_())]
    middle, below, above = places[:3]
    assert middle == 50.0
    assert middle - below == pytest.approx(above - middle, abs=0.011)
    assert 5.0 < above - middle < 45.0
