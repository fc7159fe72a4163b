"""Sums in place of rows: they add and travel."""

from __future__ import annotations

import json
import pickle
from itertools import pairwise

import numpy as np
import pytest
from comment_samples import sample, seeds
from hypothesis import given, settings
from hypothesis import strategies as st

import nps

few = settings(max_examples=25)


@given(seeds, st.integers(0, 60), st.integers(0, 60))
@few
def test_parts_add_up_to_the_whole(seed, first, second):
    data = sample(seed, n=60)
    cuts = [0, *sorted((first, second)), 60]
    themes = nps.comments.Themes(data.themes)
    parts = [
        nps.comments.tally(data.ratings[a:b], themes.rows(slice(a, b))) for a, b in pairwise(cuts)
    ]
    whole = nps.comments.tally(data.ratings, themes)
    assert sum(parts) == whole
    assert sum(reversed(parts)) == whole
    assert (whole.names, whole.n) == (("price", "staff", "app"), 60)
    assert whole.counts == whole.respondents
    back = nps.comments.Tally.from_dict(json.loads(json.dumps(whole.to_dict())))
    assert back == whole
    assert whole.counts.score == nps.score(data.ratings)
    assert pickle.loads(pickle.dumps(back)) == whole
    assert nps.comments.impacts(sum(parts)).to_dict() == nps.comments.impacts(whole).to_dict()


def test_parts_may_know_other_themes_and_keep_who_does_not_count():
    one = nps.comments.tally([10, 3, None], ["a", "a;b", "a"])
    two = nps.comments.tally([9, 2, 99], ["c;a", None, ""], invalid="drop")
    both = one + two
    assert both.names == ("a", "b", "c")
    assert both.counts == nps.Counts(2, 0, 1)
    assert both.respondents == nps.Counts(2, 0, 2, missing=1, invalid=1)
    whole = nps.comments.tally([10, 3, None, 9, 2, 99], ["a", "a;b", "a", "c;a", None, ""],
                               invalid="drop")  # fmt: skip
    assert both == whole
    assert whole == one + two
    assert repr(whole) == "Tally(n=3, a, b, c)"
    many = nps.comments.tally([10] * 10, np.eye(10))
    assert repr(many).endswith("theme 8 and 2 more)")


def test_what_does_not_fit_is_refused():
    one = nps.comments.tally([10, 3], ["a", "a;b"])
    fives = nps.Scale((5, 5), (4, 4), (1, 3))
    with pytest.raises(nps.OptionError, match="tallies that are added must have the same scale"):
        one + nps.comments.tally([5], ["a"], scale=fives)
    for wrong in (lambda: one + 1, lambda: 1 + one):
        with pytest.raises(TypeError):
            wrong()
    assert one != 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)
    none = nps.comments.tally([None], ["a"])
    assert none.n == 0
    with pytest.raises(nps.EmptySampleError, match="got none"):
        nps.comments.impacts(none)
    assert nps.comments.impacts(none + one).counts.n == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"themes": None}, "is not what Tally.to_dict gives"),
        ({"mentions": [[1]]}, "symmetric table of 2 by 2 themes"),
        ({"mentions": "x"}, "is not what Tally.to_dict gives"),
        ({"themes": ["a", "a"]}, "symmetric table"),
        ({"mentions": [[[1, 0, 1], [0, 0, 1]], [[0, 0, 0], [0, 0, 1]]]}, "symmetric table"),
        ({"mentions": [[[9, 0, 1], [0, 0, 1]], [[0, 0, 1], [0, 0, 1]]]}, "those who mention"),
        ({"mentions": [[[-1, 0, 1], [0, 0, 1]], [[0, 0, 1], [0, 0, 1]]]}, "of counts"),
        ({"n_uncoded": 5}, "counts must be of at least"),
        ({"scale": {"promoters": [9, 10], "passives": 5}}, r"is not what Tally\.to_dict gives"),
    ],
)
def test_what_is_no_tally_is_refused(change, message):
    saved = nps.comments.tally([10, 3], ["a", "a;b"]).to_dict()
    with pytest.raises(nps.OptionError, match=message):
        nps.comments.Tally.from_dict(saved | change)
    with pytest.raises(nps.OptionError, match="mapping lacks mentions"):
        nps.comments.Tally.from_dict({k: v for k, v in saved.items() if k != "mentions"})
    with pytest.raises(nps.InputTypeError, match="mapping must be a mapping"):
        nps.comments.Tally.from_dict([1])


@pytest.mark.parametrize("verb", [nps.comments.impacts, nps.comments.pairs, nps.comments.words])
def test_how_to_read_ratings_is_said_where_they_are_read(verb):
    themes, text = ["a", "b"] * 4, ["so easy", "too slow"] * 4
    sums = nps.comments.tally([10, 3] * 4, themes, comments=text)
    verb(sums, invalid="raise", scale=nps.STANDARD)
    with pytest.raises(nps.OptionError, match="invalid"):
        verb(sums, invalid="drop")
    with pytest.raises(nps.OptionError, match=r"scale.* nps\.comments\.tally"):
        verb(sums, scale=nps.Scale((5, 5), (4, 4), (1, 3)))
