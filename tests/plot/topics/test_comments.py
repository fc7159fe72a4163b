"""Pictures of themes show what their results hold."""

from __future__ import annotations

import numpy as np
import pytest
from comment_samples import sample, seeds
from hypothesis import given, settings
from pictures import bars, element, words

import nps

few = settings(max_examples=5)


@few
@given(seeds)
def test_impacts_are_drawn_from_the_costliest_down(seed):
    found = nps.comments.impacts(*sample(seed))
    order = np.argsort(found.impact)
    ax = found.plot()
    assert [label.get_text() for label in ax.get_yticklabels()] == [found.labels[i] for i in order]
    assert element(ax, "impact").get_xdata() == pytest.approx(found.impact[order])
    assert element(ax, "other themes held").get_xdata() == pytest.approx(
        found.adjusted_impact[order]
    )
    first, second = (lines.get_segments() for lines in ax.collections[:2])
    for lines, interval in (
        (first, found.impact_interval),
        (second, found.adjusted_impact_interval),
    ):
        ends = np.array(lines)[:, :, 0].T
        assert ends == pytest.approx(np.array([*interval])[:, order])


@few
@given(seeds)
def test_promoters_stand_against_detractors(seed):
    found = nps.comments.impacts(*sample(seed))
    order = np.argsort(found.share_difference)
    ax = nps.plot.impacts(found, kind="shares")
    promoters = [width for _, _, width, _ in bars(ax, "promoters")]
    detractors = [width for _, _, width, _ in bars(ax, "detractors")]
    assert promoters == pytest.approx(100.0 * found.promoter_share[order])
    assert detractors == pytest.approx(-100.0 * found.detractor_share[order])
    assert element(ax, "difference").get_xdata() == pytest.approx(
        100.0 * found.share_difference[order]
    )
    assert "\N{MINUS SIGN}" not in "".join(label.get_text() for label in ax.get_xticklabels())


@few
@given(seeds)
def test_volume_and_tone_stand_end_to_end(seed):
    sides = [nps.comments.impacts(*sample(seed + i)) for i in range(2)]
    found = nps.comments.changes(*sides)
    order = np.argsort(found.change)
    ax = nps.plot.theme_changes(found)
    assert [w for _, _, w, _ in bars(ax, "volume")] == pytest.approx(found.volume[order])
    assert [w for _, _, w, _ in bars(ax, "tone")] == pytest.approx(found.tone[order])
    assert element(ax, "together").get_xdata() == pytest.approx(found.change[order])


def test_what_has_no_themes_is_refused():
    unknown = nps.comments.impacts([10, 3], {"a": [0, 0]})
    with pytest.raises(nps.EmptySampleError, match="there is no theme to draw"):
        unknown.plot()
    with pytest.raises(nps.EmptySampleError, match="there is no theme to draw"):
        nps.comments.impacts([10, 9], ["a", ""]).plot(kind="shares")
    with pytest.raises(nps.EmptySampleError, match="there is no change to draw"):
        nps.comments.changes(unknown, unknown).plot()
    with pytest.raises(nps.InputTypeError, match="found must be what nps"):
        nps.plot.impacts([1, 2])
    with pytest.raises(nps.InputTypeError, match="changes must be what nps"):
        nps.plot.theme_changes(unknown)
    with pytest.raises(nps.OptionError, match="kind must be one of 'impacts', 'shares'"):
        unknown.plot(kind="words")
    one = nps.comments.impacts([10, 3, 9, 8], ["a", "a", "", ""])
    assert "other themes held" not in words(one.plot())
    with pytest.raises(nps.InputTypeError, match="there is no picture of ThemePairs"):
        nps.comments.pairs(["a;b", "a"]).plot()
