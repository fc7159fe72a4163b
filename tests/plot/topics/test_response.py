"""The picture of those who did not answer shows its numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import rc_context
from pictures import bars, element, elements, has_colour, pixels, segments, words
from strategies import counts

import nps

BLUE = "#0072B2"
#: Each example draws a picture.
few = settings(max_examples=5)
FIFTH = nps.Counts(110, 60, 30)


@few
@given(counts(min_n=1, max_n=300), st.integers(1, 900))
def test_the_line_goes_from_one_worst_case_to_the_other(sample, silent):
    found = nps.response.bounds(sample, invited=sample.n + silent)
    ax = nps.plot.response(found)
    x, y = element(ax, "_line").get_xydata().T
    assert (x[0], x[-1]) == (-100.0, 100.0)
    assert (y[0], y[-1]) == pytest.approx(found.bounds)
    assert y == pytest.approx([found.score_if(z) for z in x])
    (dot,) = (name for name in elements(ax) if name.startswith("those who answered"))
    assert element(ax, dot).get_xydata() == pytest.approx(np.full((1, 2), found.score))
    turns = [name for name in elements(ax) if name.startswith("score of all is 0")]
    assert len(turns) == (abs(found.tipping_point()) <= 100)
    # the band is the interval of the score if the silent had that score
    band = element(ax, "95% CI").get_paths()[0].vertices
    alone = nps.response.bounds(sample, invited=found.invited, plausible=(-100, -100))
    left = band[band[:, 0] == -100.0][:, 1]
    assert (left.min(), left.max()) == pytest.approx(alone.plausible_interval)


def test_one_sample_has_all_its_elements():
    ax = nps.response.bounds(FIFTH, invited=1000, plausible=(0, 40)).plot()
    text = words(ax)
    assert "those who answered: 40.0" in text
    assert "score of all is 0: \N{MINUS SIGN}10.0" in text
    assert "thought possible" in text
    assert {"\N{MINUS SIGN}72.0", "88.0"} <= set(text.split("\n"))
    assert has_colour(pixels(ax), BLUE)
    # the legend leaves the corner that the line takes
    high = nps.response.bounds(nps.Counts(90, 5, 5), invited=110).plot()
    assert (ax.get_legend()._loc, high.get_legend()._loc) == (2, 4)


def test_where_everybody_was_asked_there_is_no_band():
    ax = nps.response.bounds(FIFTH, invited=1000, population=1000).plot()
    band = element(ax, "95% CI").get_paths()[0].vertices
    assert band[:, 1].max() == pytest.approx(88.0)
    part = nps.response.bounds(FIFTH, invited=1000, population=1500).plot()
    full = nps.response.bounds(FIFTH, invited=1000).plot()
    tops = [element(one, "95% CI").get_paths()[0].vertices[:, 1].max() for one in (part, full)]
    assert 88.0 < tops[0] < tops[1]


def test_many_cohorts_are_rows():
    many = nps.Cohorts.from_counts(
        ["North", "South", "nobody"], [50, 40, 0], [30, 30, 0], [20, 30, 0]
    )
    found = nps.response.bounds(many, invited=[400, 125, 9])
    ax = nps.plot.response(found, order="score")
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "North (25.0%)", "South (80.0%)", "nobody (0.0%)"
    ]  # fmt: skip
    drawn = np.array([(left, left + width) for left, _, width, _ in bars(ax, "all who were asked")])
    assert drawn[:2] == pytest.approx(np.transpose([*found.bounds])[:2])
    limits = segments(ax, "95% CI")[:2, :, 0]
    assert limits == pytest.approx(np.transpose([*found.confidence_interval])[:2])
    assert element(ax, "those who answered").get_xdata()[:2] == pytest.approx([30.0, 10.0])
    assert "no answers" in words(ax)
    assert "[\N{MINUS SIGN}67.5, 82.5]" in words(ax)


def test_what_has_no_such_picture():
    with pytest.raises(nps.InputTypeError, match=r"bounds must be what nps\.response\.bounds or"):
        nps.plot.response(FIFTH)
    with pytest.raises(nps.OptionError, match="order must be one of"):
        nps.plot.response(nps.response.bounds(FIFTH, invited=1000), order="size")
    nobody = nps.Cohorts.from_counts(["a"], [0], [0], [0])
    with pytest.raises(nps.EmptySampleError, match="nobody answered"):
        nps.response.bounds(nobody, invited=5)["a"].plot()
    with pytest.raises(nps.EmptySampleError, match="no cohorts"):
        nps.response.bounds(nobody[:0], invited=5).plot()


@pytest.mark.parametrize("size", [10.0, 20.0])
def test_words_and_legend_have_room_at_any_size_of_text(size):
    with rc_context({"font.size": size}):
        ax = nps.plot.response(nps.response.bounds(FIFTH, invited=1000))
        ax.figure.draw_without_rendering()
        name, legend = ax.yaxis.label.get_window_extent(), ax.get_legend().get_window_extent()
        line = ax.transData.transform(element(ax, "_line").get_xydata())
    tall = ax.figure.bbox
    assert name.y0 >= tall.y0
    assert name.y1 <= tall.y1
    inside = line[(line[:, 0] >= legend.x0) & (line[:, 0] <= legend.x1)]
    assert len(inside)
    assert inside[:, 1].max() < legend.y0
