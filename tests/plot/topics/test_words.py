"""The picture of words: each where its numbers are, named where there is room."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import element, unreadable

import nps

WORDS = [f"{a}{b}" for a in "bdgkl" for b in ("alo", "emi", "iru", "ona")]


def spoken(seed, n=200):
    """Comments in which the first word is a promoter's and the second a detractor's."""
    rng = np.random.default_rng(seed)
    ratings = rng.choice([10, 8, 2], n, p=[0.4, 0.2, 0.4])
    chances = np.full((n, len(WORDS)), 0.15)
    chances[:, 0] = np.where(ratings == 10, 0.6, 0.1)
    chances[:, 1] = np.where(ratings == 2, 0.6, 0.1)
    table = rng.random(chances.shape) < chances
    return nps.comments.words([" ".join(np.array(WORDS)[row]) for row in table], ratings)


@settings(max_examples=10)
@given(st.integers(0, 99), st.integers(0, 5))
def test_every_word_is_where_its_numbers_are(seed, named):
    found = spoken(seed)
    ax = nps.plot.words(found, named=named)
    drawn = np.concatenate([line.get_xydata() for line in ax.lines if line.get_label() != "_zero"])
    expected = np.column_stack([found.n, found.z])
    assert sorted(map(tuple, drawn)) == sorted(map(tuple, expected))
    significant = found.adjusted_p_value < 0.05
    grey = element(ax, "_chance").get_xydata()
    assert len(grey) == (~significant).sum()
    names = {text.get_text() for text in ax.texts}
    assert names <= {found.labels[i] for i in np.flatnonzero(significant)}
    assert len(names) <= 2 * named
    assert not unreadable(ax)


def test_the_most_distinctive_are_named_even_where_nothing_is_beyond_chance():
    texts = ["alo emi", "alo", "emi", "alo emi"] * 3
    found = nps.comments.words(texts, [10, 0, 9, 2] * 3)
    assert not (found.adjusted_p_value < 0.05).any()
    ax = found.plot()
    assert {text.get_text() for text in ax.texts} == {"alo", "emi"}
    assert ax.get_legend() is None


@pytest.mark.filterwarnings("ignore::nps.FontWarning")
def test_in_chinese():
    ax = spoken(3).plot(language="zh")
    assert ax.get_xlabel() == "含有该词的评论数"
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert legend == ["推荐者用词，超出偶然", "贬损者用词，超出偶然"]


def test_a_side_alone_has_its_colour_alone():
    texts = ["alo emi"] * 40 + ["emi"] * 40
    ax = nps.comments.words(texts, [10] * 40 + [0] * 40).plot()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "promoters: more often than by chance"
    ]


def test_what_cannot_be_drawn():
    with pytest.raises(nps.EmptySampleError, match="there is no word to draw"):
        nps.comments.words(["alo"], [10]).plot()
    with pytest.raises(nps.InputTypeError, match=r"found must be what nps\.comments\.words gave"):
        nps.plot.words(["alo"])
