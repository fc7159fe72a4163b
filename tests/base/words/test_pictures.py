"""What pictures show in words, and how numbers look there."""

from __future__ import annotations

import matplotlib as mpl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

import nps

MINUS = "\N{MINUS SIGN}"


def texts_of(ax):
    ax.figure.draw_without_rendering()
    held = [*ax.texts, *ax.get_xticklabels(), *ax.get_yticklabels(), ax.xaxis.label, ax.title]
    return [text.get_text() for text in held if text.get_text()]


@settings(deadline=None, max_examples=5)
@given(st.lists(st.tuples(*[st.integers(0, 30)] * 3).filter(any), min_size=1, max_size=3))
def test_a_minus_sign_is_one(samples):
    cohorts = {str(i): nps.Counts(*sample) for i, sample in enumerate(samples)}
    texts = texts_of(nps.plot.forest(cohorts, ax=Figure().add_subplot()))
    assert not any("-" in text for text in texts)
    scores = [f"{nps.score(sample):.1f}".replace("-", MINUS) for sample in cohorts.values()]
    for score in scores:
        assert any(text.startswith(score) for text in texts)


@pytest.mark.filterwarnings("ignore::nps.FontWarning")
@pytest.mark.parametrize(
    ("language", "promoters", "level"), [("en", "promoters", "95% CI"), ("zh", "推荐者", "95%")]
)
def test_every_word_is_of_the_language(language, promoters, level):
    sample = {"A": nps.Counts(5, 3, 2)}
    with mpl.rc_context({"svg.fonttype": "none"}):
        shares = nps.plot.shares(sample, ax=Figure().add_subplot(), language=language)
        forest = nps.plot.forest(sample, ax=Figure().add_subplot(), language=language)
    named = [text.get_text() for text in shares.get_legend().get_texts()]
    assert promoters in [name.casefold() for name in named]
    assert level in forest.get_xlabel()
