"""Counting ratings, and what is counted already."""

from __future__ import annotations

import pytest

import nps


def test_counting_what_is_counted():
    with pytest.raises(nps.InputTypeError, match="counted already"):
        nps.count(nps.Counts(1, 2, 3))


@pytest.mark.parametrize(
    ("wrong", "way_out"),
    [
        (nps.count_by([9, 3], ["a", "b"]), r"got Cohorts\. Take one of them, cohorts\[label\]"),
        (nps.PublishedScore(30, 100), r"got PublishedScore\. .* nps\.compare takes it"),
        (nps.estimate([9, 3]), r"got Estimate\. Give what the result was made from"),
        ({"a": [9, 3]}, r"got dict\. For many samples use nps\.Cohorts\.from_dict"),
    ],
)
def test_what_is_no_sample_is_shown_the_way_out(wrong, way_out):
    for function in (nps.posterior, nps.bootstrap, nps.estimate_mean_rating):
        with pytest.raises(nps.InputTypeError, match=way_out):
            function(wrong)


def test_a_mapping_is_not_a_sample():
    with pytest.raises(
        nps.InputTypeError, match=r"sample must be ratings or nps\.Counts, got dict\. For counts"
    ):
        nps.score({"promoters": 1})
    with pytest.raises(nps.InputTypeError, match="reference must be ratings"):
        nps.compare([9], {"promoters": 1})
