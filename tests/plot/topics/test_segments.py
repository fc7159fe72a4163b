"""What pictures of segments show is what their results hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_allclose
from pictures import bars, element, elements, segments
from segment_strategies import asked, seeds

import nps

few = settings(max_examples=8)


@given(seeds)
@few
def test_groups_lie_where_their_differences_are(seed):
    data = asked(seed, 400)
    found = nps.segments.screen(data.ratings, data.factors, n_permutations=99, rng=1)
    ax = nps.plot.segments(found, most=6)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    rows = [found[label] for label in labels]
    assert set(labels) == set(found.labels[:6])
    rest = f"\nthe 6 furthest from chance, and {len(found) - 6} more" if len(found) > 6 else "% CI"
    assert ax.get_xlabel().endswith(rest)
    assert [row.difference for row in rows] == sorted(row.difference for row in rows)
    names = {"below the rest", "above the rest", "not beyond chance"} & set(elements(ax))
    seen = {}
    for name in names:
        dots = element(ax, name)
        for x, y in zip(*dots.get_data(), strict=True):
            seen[labels[int(y)]] = (x, name)
    for row in rows:
        side = "below the rest" if row.difference < 0 else "above the rest"
        assert seen[row.label] == (
            row.difference,
            side if row.p_max < 0.05 - 1e-9 else "not beyond chance",
        )


@given(seeds)
@few
def test_leaves_have_the_bars_of_their_shares_and_lines_from_their_split(seed):
    data = asked(seed, 800)
    found = nps.segments.find(data.ratings, data.factors, honest=False)
    ax = nps.plot.segment_tree(found)
    shares = [leaf.shares for leaf in found.leaves.values()]
    detractors = [-100 * (share.detractors + share.passives / 2) for share in shares]
    assert_allclose([left for left, *_ in bars(ax, "detractors")], detractors, atol=1e-9)
    assert_allclose([width for _, _, width, _ in bars(ax, "promoters")],
                    [100 * leaf.shares.promoters for leaf in found.leaves.values()])  # fmt: skip
    assert_allclose(element(ax, "NPS").get_xdata(), found.leaves.score)
    assert_allclose(segments(ax, "_intervals")[:, 0, 0], found.estimates.confidence_interval.low)
    branches = [line.get_data() for line in ax.lines if line.get_label() == "_branch"]
    assert len(branches) == 2 * len(found.splits)
    # each leaf is reached once, by a line that ends where its bar may begin
    ends = [(x[-1], y[-1]) for x, y in branches]
    right = max(x for x, _ in ends)
    assert sorted(y for x, y in ends if x == right) == list(range(len(found)))


def test_what_is_no_result_of_theirs_is_refused():
    tree = nps.segments.find([10, 9, 3, 7] * 20, {"a": [1, 2] * 40}, honest=False)
    screen = nps.segments.screen([10, 9, 3, 7] * 20, {"a": [1, 2] * 40}, rng=1)
    with pytest.raises(nps.InputTypeError, match=r"screen must be what nps\.segments"):
        nps.plot.segments(tree)
    with pytest.raises(nps.InputTypeError, match=r"tree must be what nps\.segments"):
        nps.plot.segment_tree(screen)
    with pytest.raises(nps.OptionError, match="most must be at least 1"):
        nps.plot.segments(screen, most=0)
    assert np.isfinite(nps.plot.segments(screen).get_xlim()).all()
