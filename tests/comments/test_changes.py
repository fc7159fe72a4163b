"""Volume and tone: Kitagawa's split of the impact of each theme."""

from __future__ import annotations

import numpy as np
import pytest
from comment_samples import classes, of_counts, sample, seeds
from hypothesis import given, settings
from numpy.testing import assert_allclose
from scipy.stats import norm

import nps

few = settings(max_examples=25)


def impacts(data, **options):
    return nps.comments.impacts(*data, **options)


@given(classes, classes, classes, classes)
def test_it_is_the_split_of_the_two_segments_theme_and_rest(theme, rest, before, other):
    after, earlier = impacts(of_counts(theme, rest)), impacts(of_counts(before, other))
    found = nps.comments.changes(after, earlier)["price"]
    assert_allclose(found.volume + found.tone, found.change, atol=1e-9)
    assert_allclose(found.change, after.impact[0] - earlier.impact[0])
    segments = [
        nps.Cohorts.from_counts(["theme", "rest"], *zip(*pair, strict=True))
        for pair in ((theme, rest), (before, other))
    ]
    whole = nps.decompose(*segments)
    assert_allclose(found.volume, whole.mix.change, atol=1e-9)
    moved = after.rest_score[0] - earlier.rest_score[0]
    assert_allclose(found.tone + moved, whole.rate.change, atol=1e-9)


@given(seeds, seeds)
@few
def test_intervals_and_tests(one, other):
    after, before = impacts(sample(one)), impacts(sample(other))
    found = nps.comments.changes(after, before)
    assert isinstance(found, nps.results.ThemeChanges)
    assert found.labels == ("price", "staff", "app")
    assert_allclose(
        found.standard_error**2,
        after.impact_standard_error**2 + before.impact_standard_error**2,
    )
    assert_allclose(found.p_value, 2.0 * norm.sf(np.abs(found.change / found.standard_error)))
    low = found.change - np.hypot(
        after.impact - after.impact_interval.low, before.impact_interval.high - before.impact
    )
    assert_allclose(found.confidence_interval.low, low)
    turned = nps.comments.changes(before, after)
    for name in ("change", "volume", "tone", "statistic"):
        assert_allclose(getattr(turned, name), -getattr(found, name))
    assert_allclose(turned.confidence_interval.high, -low)
    assert_allclose(turned.p_value, found.p_value)
    row = found["app"]
    assert isinstance(row, nps.results.ThemeChange)
    assert row.impact == after["app"].impact
    assert row.reference_share == before["app"].share
    assert "<table" in found._repr_html_()
    assert "<table" in row._repr_html_()
    assert found.to_pandas().loc["app", "tone"] == row.tone
    same = nps.comments.changes(after, after)
    assert same.change.tolist() == [0.0] * 3
    assert same.p_value.tolist() == [1.0] * 3


def test_themes_that_both_have():
    data = sample(1)
    after = impacts(data)
    before = nps.comments.impacts(
        data.ratings, {"app": data.themes["app"], "old": data.themes["price"]}
    )
    found = nps.comments.changes(after, before, adjust="none")
    assert found.labels == ("app",)
    assert found.notes == ("In one of the two only: price, staff, old.",)
    assert found.adjusted_p_value.tolist() == found.p_value.tolist()
    assert "only: price, staff, old." in str(found)
    never = nps.comments.impacts([10, 3], {"app": [0, 0]})
    unknown = nps.comments.changes(after, never)["app"]
    assert np.isnan(unknown.change)
    assert str(unknown) == "change n/a"


def test_what_cannot_be_compared_is_refused():
    data = sample(1)
    after = impacts(data)
    with pytest.raises(nps.InputTypeError, match="sample must be what nps"):
        nps.comments.changes(5, after)
    with pytest.raises(nps.InputTypeError, match="reference must be what"):
        nps.comments.changes(after, after._row(0))
    with pytest.raises(nps.OptionError, match="the same confidence_level, got"):
        nps.comments.changes(after, impacts(data, confidence_level=0.9))
    with pytest.raises(nps.OptionError, match="the same base"):
        nps.comments.changes(after, impacts(data, base="all"))
    with pytest.raises(nps.OptionError, match="themes in common"):
        nps.comments.changes(after, nps.comments.impacts([10, 3], ["a", ""]))
