"""Comments to show: chosen by a rule, redacted, and kept in the house unless asked for."""

from __future__ import annotations

import json
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps

COMMENTS = [
    "Easy to use and easy to like",
    "Slow, and the price is a joke",
    "The price went up a lot again",
    "I like how easy it is to use",
    "It does what it says, no more",
    "easy",
    None,
    "The price went up a lot AGAIN",
]
RATINGS = [10, 2, 0, 9, 7, 10, 9, 3]
words = st.lists(st.sampled_from(["easy", "slow", "price", "staff", "贵"]), max_size=9).map(
    " ".join
)
answered = st.lists(st.tuples(words, st.integers(0, 10)), min_size=1, max_size=30).filter(
    lambda rows: any(text for text, _ in rows)
)


def quotes(comments=COMMENTS, ratings=RATINGS, *rest, **options):
    return nps.comments.quotes(comments, ratings, *rest, **options)


@given(answered, st.integers(0, 4), st.integers(0, 20), st.integers(20, 60))
def test_what_is_quoted_was_said_and_is_as_long_as_wished(rows, per_class, shortest, longest):
    texts, ratings = (list(column) for column in zip(*rows, strict=True))
    options = {"per_class": per_class, "min_length": shortest, "max_length": longest}
    found = nps.comments.quotes(texts, ratings, **options)
    assert all(isinstance(quote, nps.results.Quote) for quote in found)
    assert found == quotes(texts, ratings, **options)
    assert [q.class_ for q in found] == sorted((q.class_ for q in found), reverse=True)
    for name in ("promoter", "passive", "detractor"):
        assert sum(q.class_ == name for q in found) <= per_class
    for quote in found:
        assert quote.text == " ".join(texts[quote.position].split())
        assert quote.rating == ratings[quote.position]
        assert quote.class_ == nps.classify(quote.rating)
        wide = sum(1 + (sign > "\u2e80") for sign in quote.text)
        assert shortest <= wide <= longest
    assert len({(q.text, q.class_) for q in found}) == len(found)
    for name in ("promoter", "passive", "detractor"):
        # passives are held against all others, promoters and detractors against each other
        sides = {"promoter": {"detractor": 0}, "detractor": {"promoter": 0}}.get(name)
        turned = [
            10 if nps.classify(r) == name else 0 if not sides or nps.classify(r) in sides else 7
            for r in ratings
        ]
        z = nps.comments.words(texts, turned, min_comments=1)
        telling = [
            sum(z[word].z for word in set(q.text.split()))
            / sum(1 + (sign > "\u2e80") for sign in q.text) ** 0.5
            for q in found
            if q.class_ == name
        ]
        assert all(a >= b - 1e-9 for a, b in pairwise(telling)), name
    eligible = {
        (" ".join(text.split()), nps.classify(rating))
        for text, rating in rows
        if shortest <= sum(1 + (sign > "\u2e80") for sign in " ".join(text.split())) <= longest
        and text
    }
    assert len(found) == sum(
        min(per_class, sum(kind == name for _, kind in eligible))
        for name in ("promoter", "passive", "detractor")
    )


def test_the_most_telling_come_first_and_none_twice():
    found = quotes()
    assert [q.position for q in found if q.class_ == "promoter"] == [3, 0]
    assert [q.position for q in found if q.class_ == "detractor"] == [2, 1]
    assert [q.position for q in found if q.class_ == "passive"] == [4]
    z = nps.comments.words(COMMENTS, RATINGS, min_comments=1)

    def telling(position):
        text = COMMENTS[position]
        said = set(text.lower().replace(",", "").split())
        return sum(z[word].z for word in said) / len(text) ** 0.5

    assert telling(3) > telling(0) > 0 > telling(1) > telling(2)


def test_of_those_who_mention_a_theme():
    themes = nps.comments.code(COMMENTS, {"price": ["price"], "ease": ["easy"]})
    assert [q.position for q in quotes(COMMENTS, RATINGS, themes, theme="price")] == [2, 1]
    assert [q.position for q in quotes(COMMENTS, RATINGS, themes, theme="ease")] == [3, 0]
    assert [q.position for q in quotes(COMMENTS, RATINGS, themes.select(["ease"]))] == [3, 0]
    labels = ["ease", "price", "price", "ease", "", "", None, ""]
    assert [q.position for q in quotes(COMMENTS, RATINGS, labels, theme="price")] == [2, 1]
    with pytest.raises(nps.OptionError, match=r"theme must say which theme.*'price', 'ease'"):
        quotes(COMMENTS, RATINGS, themes)
    with pytest.raises(nps.OptionError, match=r"theme must be one of the themes.*Did you mean"):
        quotes(COMMENTS, RATINGS, themes, theme="prise")
    with pytest.raises(nps.InputTypeError, match="theme='price' needs themes"):
        quotes(theme="price")
    with pytest.raises(nps.OptionError, match="comments and themes must have the same length"):
        quotes(COMMENTS[:2], RATINGS[:2], themes, theme="price")


def test_what_may_not_be_shown_is_redacted_or_passed_over():
    found = quotes(redact=lambda text: text.replace("price", "[...]"))
    assert "[...]" in found[-1].text
    passed = quotes(redact=lambda text: None if "joke" in text else text, per_class=1)
    assert [q.position for q in passed] == [3, 4, 2]
    assert quotes(redact=lambda text: None) == []
    with pytest.raises(nps.InputTypeError, match="redact must return text, or None"):
        quotes(redact=lambda text: 5)
    with pytest.raises(nps.InputTypeError, match="redact must be a function"):
        quotes(redact="names")


def test_what_people_wrote_leaves_only_when_asked_for():
    quote = quotes(["<script>alert('x')</script> & it is slow \u202e"], [0])[0]
    assert json.dumps(quote.to_dict()) == '{"rating": 0, "class_": "detractor", "position": 0}'
    for kept in (quote._repr_html_(), quote.summary(), quote.summary("zh"), quote.explain()):
        assert "slow" not in kept
    assert quote.to_dict(text=True)["text"] == quote.text
    html = quote.to_html()
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "\u202e" not in html + str(quote)
    found = nps.comments.words(COMMENTS, RATINGS, min_comments=2)
    coded = nps.comments.code(COMMENTS, {"price": ["price"]})
    for shown in (str(found.to_dict()), found._repr_html_(), str(found), repr(coded)):
        assert not any(text in shown for text in COMMENTS if text and " " in text)


def test_chinese_characters_count_as_two():
    texts, ratings = ["客服态度特别好，东西也好", "太贵"], [10, 0]
    assert [q.position for q in quotes(texts, ratings)] == [0]
    assert [q.position for q in quotes(texts, ratings, min_length=4)] == [0, 1]
    assert quotes(texts, ratings, max_length=22) == []
    cut = quotes(texts, ratings, tokenizer=lambda text: list(text))
    assert [q.position for q in cut] == [0]


def test_options_that_make_no_sense():
    with pytest.raises(nps.EmptySampleError, match="quotes need comments"):
        quotes([None, "a"], [10, None])
    assert [q.position for q in quotes(min_length=28, max_length=28)] == [3, 0]
    with pytest.raises(nps.OptionError, match="min_length must be at most max_length"):
        quotes(min_length=300)
    with pytest.raises(nps.OptionError, match="per_class must not be negative"):
        quotes(per_class=-1)


def test_themes_in_another_order_are_refused():
    people = [5, 6]
    comments = pd.Series(["The price is too high", "The staff was very kind"], people)
    themes = pd.Series(["price", "staff"], people[::-1])
    with pytest.raises(nps.OptionError, match="comments and themes are read in the order"):
        nps.comments.quotes(comments, [2, 10], themes, theme="price")
    themes.index = people
    (found,) = nps.comments.quotes(comments, [2, 10], themes, theme="price")
    assert found.rating == 2
