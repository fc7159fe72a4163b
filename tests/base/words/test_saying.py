"""How numbers and names are put into words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import counts as counts_of

import nps


@given(counts_of(min_n=1), st.sampled_from(["en", "zh"]))
def test_the_score_and_its_interval_are_in_the_sentence(sample, language):
    result = nps.estimate(sample)
    said = result.summary(language)
    low, high = result.confidence_interval
    for number in (result.score, low, high):
        assert f"{number:.1f}".replace("-0.0", "0.0") in said


@given(st.lists(st.text("abc", min_size=1, max_size=4), min_size=2, max_size=5, unique=True))
def test_names_stay_as_they_are(names):
    table = nps.estimate(nps.Cohorts.from_dict({name: nps.Counts(5, 3, 2) for name in names}))
    for row in table:
        assert f"Net Promoter Score of {row.label} is" in row.summary()


def test_an_end_near_zero_has_as_many_digits_as_show_its_side():
    apart = nps.compare(nps.Counts(520, 180, 300), nps.Counts(470, 205, 325))
    said = apart.summary()
    low, high = map(float, re.search(r"CI (\S+) to ([-.\d]+\d)", said).groups())
    assert (low > 0.0) is (apart.confidence_interval.low > 0.0)
    assert (high > 0.0) is (apart.confidence_interval.high > 0.0)


@pytest.mark.parametrize(
    ("label", "said"), [("n/a", "of n/a is"), ("", "of (blank) is"), (2024, "of 2024 is")]
)
def test_labels_without_a_name(label, said):
    (row,) = nps.estimate(nps.count_by([9, 9, 3], [label] * 3))
    assert said in row.summary()
