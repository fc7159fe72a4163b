"""Themes that are mentioned together."""

from __future__ import annotations

import numpy as np
import pytest
from comment_samples import sample, seeds
from hypothesis import given, settings
from numpy.testing import assert_allclose

import nps

few = settings(max_examples=25)


@given(seeds)
@few
def test_they_are_two_by_two_tables(seed):
    data = sample(seed)
    found = nps.comments.pairs(data.themes, data.ratings)
    assert isinstance(found, nps.results.ThemePairs)
    assert found.labels == (("price", "staff"), ("price", "app"), ("staff", "app"))
    for row in found:
        assert isinstance(row, nps.results.ThemePair)
        a, b = (data.themes[name] for name in row.label)
        both = a & b
        assert row.n_both == both.sum()
        assert_allclose(row.lift, both.mean() / (a.mean() * b.mean()))
        assert_allclose(row.phi, np.corrcoef(a, b)[0, 1])
        # the score test that the one is mentioned as often with the other as without it
        sides = [nps.Counts(int(a[x].sum()), 0, int((~a)[x].sum())) for x in (b, ~b)]
        compared = nps.compare(*sides)
        assert_allclose(row.statistic, compared.statistic, rtol=1e-6, atol=1e-6)
        assert_allclose(row.p_value, compared.p_value, rtol=1e-5, atol=1e-9)
        if both.any():
            estimate = nps.estimate(data.ratings[both])
            assert row.score == pytest.approx(estimate.score)
            assert_allclose(row.score_interval, estimate.confidence_interval)
        else:
            assert np.isnan(row.score)
    assert found["app", "price"] == found["price", "app"]
    assert found.adjusted_p_value.tolist() == nps.adjust_p_values(found.p_value).tolist()
    sums = nps.comments.pairs(nps.comments.tally(data.ratings, data.themes))
    assert sums.to_dict() == found.to_dict()
    alone = nps.comments.pairs(data.themes, adjust="none")
    assert alone.p_value.tolist() == found.p_value.tolist()
    assert (alone.score, alone.score_interval, alone.n) == (None, None, 120)
    assert "score" not in alone.to_dict()
    assert "score" in found.to_pandas()
    assert "score" not in alone.to_pandas()
    for table in (found, alone):
        assert "<table" in table._repr_html_()
        assert "<table" in table["price", "app"]._repr_html_()


def test_only_comments_that_count_do():
    themes = ["a;b", "a", "", None, "b", "a;b"]
    assert nps.comments.pairs(themes).n == 5
    found = nps.comments.pairs(themes, [10, 3, None, 9, 8, 2])
    assert (found.n, found["a", "b"].n_both) == (4, 2)
    assert found["a", "b"].score == 0.0
    never = nps.comments.pairs({"a": [0, 0], "b": [0, 1]})["a", "b"]
    assert str(never) == "0 together"
    always = nps.comments.pairs({"a": [1, 1], "b": [0, 1]})["a", "b"]
    assert "phi n/a" in str(always)


def test_what_makes_no_pair_is_refused():
    with pytest.raises(nps.OptionError, match="at least two themes, got 'a' alone"):
        nps.comments.pairs(["a", ""])
    with pytest.raises(nps.EmptySampleError, match="coded comments"):
        nps.comments.pairs({"a": [None], "b": [None]})
    with pytest.raises(nps.InputTypeError, match="themes must be a mapping"):
        nps.comments.pairs(5)
    with pytest.raises(nps.OptionError, match="ratings: a Tally holds sums"):
        nps.comments.pairs(nps.comments.tally([10, 3], ["a", "b"]), [10, 3])
    with pytest.raises(KeyError, match=r"\('a', 'c'\)"):
        nps.comments.pairs(["a;b"])["a", "c"]


def test_themes_that_avoid_each_other_are_said_to():
    both = {"a": [1] * 30 + [0] * 30, "b": [0] * 29 + [1] * 31}
    found = nps.comments.pairs(both)
    assert found.phi[0] < -0.9
    assert found.summary() == (
        "1 of 1 pair is mentioned together less often than by chance: a with b"
        " (1, 0.1 times as many) (60 comments)."
    )
    assert "1 对主题中有 1 对同时被提及的次数低于偶然：a 与 b" in found.summary(language="zh")
    third = nps.comments.pairs(both | {"c": [1] * 28 + [0] * 32})
    said = third.summary()
    assert "1 of 3 pairs is mentioned together more often than by chance: a with c (28," in said
    assert "; 2 of 3 pairs are mentioned together less often than by chance: a with b (1," in said
    assert " and b with c (0, 0.0 times as many) (60 comments)." in said
    alone = nps.comments.pairs({"a": [1, 0, 1, 0], "b": [1, 1, 0, 0]})
    assert alone.summary() == (
        "None of 1 pair is mentioned together more often, or less often, than by chance"
        " (4 comments)."
    )
    many = {f"t{i}": np.arange(100) < 50 + i for i in range(4)}
    said = nps.comments.pairs(many).summary()
    assert said.startswith("6 of 6 pairs")
    assert said.count("times as many") == 3
