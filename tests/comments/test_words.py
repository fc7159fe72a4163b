"""Which words go with promoters and which with detractors."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import FIFTEEN_DIGITS, columns, rows

import nps

WORDS = ("easy", "slow", "not", "good", "贵", "好用", "客服")
comments = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
answered = st.lists(
    st.tuples(st.one_of(comments, st.none()), st.one_of(st.integers(0, 10), st.none())),
    min_size=4,
    max_size=40,
).filter(lambda rows: any(text and rating is not None for text, rating in rows))


def words(rows, **options):
    texts, ratings = zip(*rows, strict=True)
    return nps.comments.words(list(texts), list(ratings), **{"min_comments": 1} | options)


def same(found, expected):
    assert found.labels == expected.labels
    for name in ("n", "z", "statistic", "p_value", "adjusted_p_value", "share_difference"):
        assert_allclose(getattr(found, name), getattr(expected, name), rtol=1e-12, atol=1e-12)


def test_against_r():
    """One word in each comment, so that comments and occurrences are the same."""
    table = rows("words")
    texts, ratings = [], []
    for row in table:
        for side, rating in (("promoters", 10), ("detractors", 0)):
            texts += [row["word"]] * int(row[side])
            ratings += [rating] * int(row[side])
    found = nps.comments.words(texts, ratings)
    order = [found.labels.index(row["word"]) for row in table]
    z, delta = columns(table, "z_500", "delta_500")
    assert_allclose(found.z[order], z, rtol=FIFTEEN_DIGITS)
    assert_allclose(found.log_odds[order], delta, rtol=FIFTEEN_DIGITS)
    (z,) = columns(table, "z_1353")
    for prior in ("corpus", 1353):
        found = nps.comments.words(texts, ratings, prior=prior)
        assert_allclose(found.z[[found.labels.index(row["word"]) for row in table]], z)
    found = nps.comments.words(texts, ratings, test="tokens")
    g2, p = columns(table, "g2", "g2_p")
    order = [found.labels.index(row["word"]) for row in table]
    assert_allclose(found.statistic[order], g2, rtol=FIFTEEN_DIGITS)
    assert_allclose(found.p_value[order], p, rtol=1e-9)
    assert np.isnan(found.confidence_interval.low).all()
    assert "not independent" in found.notes[0]


@given(answered)
def test_the_test_is_that_of_two_shares(answers):
    texts, ratings = zip(*answers, strict=True)
    found = nps.comments.words(list(texts), list(ratings), min_comments=1)
    assert isinstance(found, nps.results.Words)
    assert all(isinstance(row, nps.results.Word) for row in found)
    n1, n2 = found.counts.promoters, found.counts.detractors
    for row in found:
        if not (n1 and n2):
            assert np.isnan([row.p_value, *row.confidence_interval]).all()
            continue
        sides = [nps.Counts(k, 0, n - k) for k, n in ((row.promoters, n1), (row.detractors, n2))]
        expected = nps.compare(*sides)
        assert row.p_value == pytest.approx(expected.p_value, rel=1e-9)
        assert_allclose(row.confidence_interval, np.array(expected.confidence_interval) / 200)
        assert row.share_difference == pytest.approx(expected.difference / 200, abs=1e-12)
        low, high = row.confidence_interval
        assert (row.p_value < 0.05) == (not low <= 0.0 <= high)
    assert_allclose(
        found.adjusted_p_value,
        nps.adjust_p_values(found.p_value, method="benjamini-hochberg")
        if n1 and n2
        else found.p_value,
    )


@given(answered)
def test_numbers_are_those_of_a_count_by_hand(answers):
    found = words(answers)
    sides = {"promoters": Counter(), "passives": Counter(), "detractors": Counter()}
    for text, rating in answers:
        if text and rating is not None:
            kind = "promoters" if rating > 8 else "passives" if rating > 6 else "detractors"
            sides[kind].update(set(text.split()))
    assert {row.label for row in found} == set().union(*sides.values())
    totals = {name: sum(side.values()) for name, side in sides.items()}
    everything = sum(totals.values())
    for row in found:
        assert [row.promoters, row.passives, row.detractors] == [
            sides[name][row.label] for name in sides
        ]
        assert row.n == row.promoters + row.passives + row.detractors
        a = 500 * row.n / everything
        odds = [
            (y + a) / (totals[name] + 500 - y - a)
            for y, name in ((row.promoters, "promoters"), (row.detractors, "detractors"))
            if row.n < everything
        ]
        delta = np.log(odds[0] / odds[1]) if odds else 0.0
        error = np.sqrt(1 / (row.promoters + a) + 1 / (row.detractors + a))
        assert row.log_odds == pytest.approx(delta, abs=1e-9)
        assert row.z == pytest.approx(delta / error, abs=1e-9)
    assert (np.diff(np.abs(found.z)) <= 0).all()
    assert found.n_words == len(found)


@given(answered)
def test_promoters_and_detractors_change_places(answers):
    found = words(answers)
    scale = nps.Scale(promoters=(4, 10), passives=(2, 3), detractors=(0, 1))
    turned = words([(text, None if r is None else 10 - r) for text, r in answers], scale=scale)
    for row in found:
        other = turned[row.label]
        assert other.z == -row.z
        assert_allclose(other.statistic, -row.statistic, rtol=1e-9)
        assert_allclose(other.p_value, row.p_value, rtol=1e-9)
        assert (other.promoters, other.detractors) == (row.detractors, row.promoters)


@given(answered, st.randoms())
def test_what_does_not_count(answers, random):
    """Repeats in a comment, case, width, punctuation, digits, order of rows, rows without words."""
    found = words(answers)
    loud = [(text and f"{text.upper()}! 24 {text.title()}", rating) for text, rating in answers]
    same(words(loud), found)
    wide = {ord(c): ord(c) + 0xFEE0 for c in "abcdefghijklmnopqrstuvwxyz"}
    same(words([(text and text.translate(wide), rating) for text, rating in answers]), found)
    mixed = [*answers, (None, 10), ("", 0), ("easy", None)]
    random.shuffle(mixed)
    same(words(mixed), found)


def test_words_are_what_people_read_as_words():
    def of(text, **options):
        return set(words([(text, 10)], **options).labels)

    assert of("App经常crash, don’t like it") == {"app", "经常", "crash", "don't", "like", "it"}
    assert of("服务态度 贵 カメラ Ｖｅｒｙ") == {
        "服务",
        "务态",
        "态度",
        "贵",
        "カメ",
        "メラ",
        "very",
    }
    assert of("हिन्दी में, été x_y 12th 3") == {"हिन्दी", "में", "été", "x", "y", "th"}
    assert of("wun\xadder\u200bbar a\u200db") == {"wunder", "bar", "ab"}
    assert of("Not good. check-in was slow", ngrams=2) == {
        "not", "good", "check", "in", "was", "slow", "not good", "check in", "in was", "was slow",
    }  # fmt: skip
    assert of("很好用 a", ngrams=2) == {"很好", "好用", "很好用", "a"}
    assert of("贵 a b c", ngrams=3) == {"贵", "a", "b", "c", "a b", "b c", "a b c"}
    assert of("x" * 64) == {"x" * 64}
    assert of("x" * 65) == set()


def test_words_show_as_most_people_write_them():
    def labels(*texts, **options):
        return set(words([(text, 10) for text in texts], **options).labels)

    assert labels("Straße", "straße", "STRASSE") == {"straße"}
    assert labels("strasse", "strasse", "straße") == {"strasse"}
    assert labels("strasse", "straße") == {"strasse"}
    both = "großstrasse großstraße"
    assert labels(both, both, "großstrasse") == {"großstrasse"}
    assert labels("Οδός", "ΟΔΌΣ", "οδός") == {"οδός"}
    assert labels("die Straße", "eine Straße", ngrams=2) == {
        "die", "eine", "straße", "die straße", "eine straße",
    }  # fmt: skip


def test_a_tokenizer_of_somebody():
    def cut(text):
        """As jieba.lcut gives it: punctuation, blanks and numbers among the words."""
        return {
            "服务太慢，App崩溃 3次": ["服务", "太慢", "，", "App", "崩溃", " ", "3", "次", "😡"]
        }[text]

    found = words([("服务太慢，App崩溃 3次", 0)], tokenizer=cut)
    assert set(found.labels) == {"服务", "太慢", "app", "崩溃", "次", "😡"}
    pairs = words([("服务太慢，App崩溃 3次", 0)], tokenizer=cut, ngrams=2)
    assert {label for label in pairs.labels if " " in label} == {"服务 太慢", "app 崩溃", "次 😡"}
    lazily = words([("a b", 0)], tokenizer=lambda text: iter(text.split()))
    assert set(lazily.labels) == {"a", "b"}
    straight = words([("x", 0)], tokenizer=lambda text: ["Straße", "ＡＰＰ", "app"])
    assert set(straight.labels) == {"straße", "app"}
    for wrong in (lambda text: text, lambda text: 5, lambda text: [5], lambda text: b"ab"):
        with pytest.raises(nps.InputTypeError, match="tokenizer must return a list of words"):
            words([("x", 0)], tokenizer=wrong)
    for wrong in (5, "jieba", []):
        with pytest.raises(nps.InputTypeError, match="tokenizer must be a function"):
            words([("x", 0)], tokenizer=wrong)


def test_notes_say_what_numbers_hide():
    found = words([("good สวย", 10), ("很好用", 0), (None, 9), ("x", None), ("ລາວ ខ្មែរ", 9)])
    assert found.notes == (
        "1 answer without a comment.",
        "1 comment without a valid answer, left out.",
        "3 comments in Thai, Lao, Khmer, which has no blanks between words: give a tokenizer.",
        "Chinese and Japanese are counted in pairs of characters; a tokenizer gives words.",
    )
    assert words([("ကောင်း", 0)]).notes[1].startswith("1 comment in Burmese")
    given_one = words([("สวย 好用", 10), ("b", 0)], tokenizer=str.split)
    assert given_one.notes == ()
    assert words([("a", 10)]).notes == (
        "Only one side commented: there is nothing to test words against.",
    )
    assert words([("ab", 8)] * 8).notes == (
        "Neither promoters nor detractors commented: there are no words to test.",
    )
    for rating, sides in (
        (10, "9 comments of promoters, 0 of"), (8, "0 comments of promoters, 0 of"),
        (0, "0 comments of promoters, 9 of"),
    ):  # fmt: skip
        alone = words([("so easy to use", rating)] * 9)
        assert np.isnan(alone.p_value).all()
        assert alone.summary() == (
            f"None of 4 words can be tested against chance ({sides} detractors)."
        )
        assert alone.summary(language="zh").startswith("4 个词均无法检验是否超出偶然（")
    nothing = words([("a", 10), ("b", 0)], min_comments=3)
    assert nothing.notes == ("No word is in 3 comments or more.",)
    assert (len(nothing), nothing.n_words) == (0, 2)
    assert nothing.summary() == (
        "No word is in enough comments (1 comment of promoters, 1 of detractors)."
    )
    dropped = words([("a", 10), ("b", 0), ("c", 99)], invalid="drop")
    assert dropped.counts == nps.Counts(1, 0, 1, invalid=1)
    assert "1 comment without a valid answer, left out." in dropped.notes


def test_stop_words_are_left_out_however_they_are_written():
    answers = [("The staff of the SHOP", 10), ("the slow shop", 0)]
    found = words(answers, stopwords={"THE", " of ", "ｓｈｏｐ"})
    assert set(found.labels) == {"staff", "slow"}
    pairs = words(answers, stopwords=["the", "of"], ngrams=2)
    assert "of the" not in pairs.labels
    assert "the shop" in pairs.labels
    # what is left out is no part of the whole
    same(found, words([("staff", 10), ("slow", 0)]))
    for wrong in ("the", b"the", {"the": 1}, 5, [5]):
        with pytest.raises(nps.InputTypeError, match="stopwords must be "):
            words(answers, stopwords=wrong)


def test_the_prior_of_the_corpus_is_as_long_as_what_both_sides_wrote():
    answers = [("easy good", 10), ("slow", 0), ("good slow easy", 7), ("good", 2)]
    same(words(answers, prior="corpus"), words(answers, prior=4))


def test_options_that_make_no_sense():
    for prior in (0, -1):
        with pytest.raises(nps.OptionError, match="prior must be above 0"):
            words([("a", 10)], prior=prior)
    with pytest.raises(nps.OptionError, match=r"prior must be one of .*'corpus'.*Did you"):
        words([("a", 10)], prior="Corpus")
    for ngrams in (0, 6):
        with pytest.raises(nps.OptionError, match="ngrams must be from 1 to 5"):
            words([("a", 10)], ngrams=ngrams)
    with pytest.raises(nps.EmptySampleError, match="words need comments with a valid answer"):
        nps.comments.words([None, "a", ""], [10, None, 3])
    with pytest.raises(nps.InputTypeError, match="words needs ratings beside the comments"):
        nps.comments.words(["a"])
    with pytest.raises(nps.OptionError, match="comments and ratings must have the same length"):
        nps.comments.words(["a"], [10, 9])
    with pytest.raises(nps.RatingError, match="ratings: 1 of 1"):
        nps.comments.words(["a"], [11])


def test_comments_are_text():
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    texts, ratings = ["easy", None, "slow", 404], [10, 9, 0, 0]
    found = nps.comments.words(texts, ratings, min_comments=1)
    assert set(found.labels) == {"easy", "slow"}  # a number among text was typed by somebody
    texts[3] = "404"
    for column in (
        np.array(texts, dtype=object), pd.Series(texts), pd.Series(texts, dtype="string"),
        pd.Series(texts, dtype="category"), pl.Series(texts), pa.array(texts),
        np.ma.MaskedArray(["easy", "x", "slow", "404"], [False, True, False, False]),
    ):  # fmt: skip
        same(nps.comments.words(column, ratings, min_comments=1), found)
    for wrong in ([1, 2, 3, 4], [True, "a", None, ""], [b"a"] * 4, [["a"]] * 4):
        with pytest.raises(nps.InputTypeError, match="comments must hold text, got"):
            nps.comments.words(wrong, ratings)
    with pytest.raises(nps.InputTypeError, match="comments must be a collection of text"):
        nps.comments.words("easy", ratings)
    with pytest.raises(nps.OptionError, match="same labels in different orders"):
        nps.comments.words(pd.Series(["a", "b"]), pd.Series([10, 0], index=[1, 0]))


def test_what_is_printed():
    found = words([("easy", 10), ("so easy", 9), ("slow", 2), ("slow", 0)], min_comments=2)
    assert str(found).splitlines() == [
        "Words of 2 comments of promoters and 2 of detractors (score test, ordered by log-odds)",
        "slow: in 2: promoters 0.0%, detractors 100.0%, adjusted p = 0.083, z -0.2",
        "easy: in 2: promoters 100.0%, detractors 0.0%, adjusted p = 0.083, z +0.1",
    ]
    many = words([("a b c d e f g", 10)] * 30 + [("slow", 0)] * 30)
    assert many.summary() == (
        "8 of 8 words are more frequent on one side than chance would have it: promoters more often"
        " write 7 words, first of all “a”, “b”, “c”, “d” and “e”; detractors more often write"
        " “slow” (30 comments of promoters, 30 of detractors)."
    )
    assert "首先是“a”、“b”、“c”、“d”、“e”" in many.summary("zh")
    assert list(many.to_pandas().columns)[:4] == ["n", "promoters", "passives", "detractors"]
    assert "<td" in found["easy"]._repr_html_()
    assert "100.0%" in found["easy"]._repr_html_()
    html = words([("x", 10)], tokenizer=lambda text: ["<b>x"])._repr_html_()
    assert "&lt;b&gt;x" in html
    assert "<b>x" not in html
    hidden = words([("x", 0)], tokenizer=lambda text: ["a\u202eb"])
    assert "\u202e" not in str(hidden) + hidden.summary() + hidden._repr_html_()


#: Text made to be slow or to hide, a hundred characters or so of each to be repeated.
HOSTILE = {
    "one letter": "a" * 100,
    "marks out of order": "a" + "\u0300\u0316" * 50,
    "sound marks out of order": "\u304b" + "\uff9e\u0300" * 50,
    "apostrophes": "a'" * 50,
    "only apostrophes": "'" * 100,
    "marks after apostrophes": "a\u0300'" * 34,
    "ligatures that grow": "\ufdfa" * 100,
    "hangul": "\u1112\u1161\u11ab" * 34,
    "turned around": "\u202e" * 50 + "\u2066a" * 25,
    "blanks": " " * 100,
    "halves of pairs": "\ud800" * 100,
    "zeros": "\x00" * 100,
    "mixed": "\u200ba\u4e00\u0e01" * 25,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_steps_that_grow_with_its_length(name, monkeypatch):
    """A fifth of a megabyte of each; a step back and forth would take minutes, not a moment.

    Marks are put in order one by one, so a row of n of them costs n**2: what is given to Python to
    be put in order has no long row.
    """
    normalize, work = unicodedata.normalize, []

    def counting(form, text):
        marks = re.findall("[\u0300\u0316\u3099\uff9e]+", text)
        work.append(len(text) + sum(len(row) ** 2 for row in marks))
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", counting)
    text = HOSTILE[name] * (200 if "grow" in name else 2_000)
    found = words([(text, 10), ("fine", 0)])
    assert "fine" in found.labels
    assert all(len(str(label)) <= 64 for label in found.labels)
    coded = nps.comments.code(
        [text], {"a": ["zz*", "a b", "\u4e00\u4e01", "(a+)+$", "a" * 50 + "b"]}
    )
    assert coded.n_coded == (1 if text.strip() else 0)
    longest = max(
        map(len, (text, normalize("NFKD", HOSTILE[name]) * (len(text) // len(HOSTILE[name]))))
    )
    assert sum(work) <= 3 * 32 * longest


def test_letters_are_folded_alike_in_short_rows_of_marks():
    composed = unicodedata.normalize("NFC", "e\u0301te\u0301")
    assert words([("e\u0301te\u0301", 10)]).labels == (composed,)


@pytest.mark.parametrize("repeats", [0.0, 1.0])
def test_words_without_any_difference_are_found_as_often_as_the_level_says(repeats):
    """Each comment has each of 3,000 words by chance, some several times, whatever its rating."""
    rng = np.random.default_rng(20_261_129)
    texts, ratings = chance_comments(rng, 400, 3000, 0.08, repeats)
    found = nps.comments.words(texts, ratings)
    alarms = float((found.p_value < 0.05).mean())
    band = 3.3 * np.sqrt(0.05 * 0.95 / len(found))  # one time in a thousand
    assert 0.05 - band < alarms < 0.05 + band
    tokens = nps.comments.words(texts, ratings, test="tokens")
    assert (float((tokens.p_value < 0.05).mean()) > 0.05 + band) == (repeats > 0)


def chance_comments(rng, n, k, share, repeats):
    """Comments in which words stand by chance, repeated so many times more on average."""
    names = np.array([
        "".join(chr(97 + (i // 26**j) % 26) for j in range(3)) for i in range(k)
    ])  # fmt: skip
    table = (rng.random((n, k)) < share) * (1 + rng.poisson(repeats, (n, k)))
    texts = [" ".join(np.repeat(names, row)) for row in table]
    return texts, rng.choice([10, 8, 3], n, p=[0.4, 0.2, 0.4])


@given(answered, st.integers(0, 40), st.sampled_from([1, 2]))
def test_words_of_parts_add_up(answers, cut, ngrams):
    texts, ratings = (list(column) for column in zip(*answers, strict=True))
    texts = [text and f"{text} Straße" for text in texts]
    whole = nps.comments.tally(ratings, comments=texts, ngrams=ngrams)
    parts = [
        nps.comments.tally(ratings[part], comments=texts[part], ngrams=ngrams)
        for part in (slice(cut), slice(cut, None))
    ]
    assert sum(parts) == whole
    assert sum(reversed(parts)) == whole
    back = nps.comments.Tally.from_dict(json.loads(json.dumps(whole.to_dict())))
    assert back == whole
    expected = nps.comments.words(texts, ratings, ngrams=ngrams, min_comments=1)
    for tally in (whole, sum(parts), back):
        found = nps.comments.words(tally, min_comments=1)
        assert found.to_dict() == expected.to_dict()
        assert found.notes == expected.notes
    assert whole.n_words == len(expected)
    assert whole.respondents == nps.count(ratings).__class__(
        *(getattr(nps.count(ratings), name) for name in ("promoters", "passives", "detractors")),
        missing=ratings.count(None),
    )


def test_a_tally_holds_themes_or_words_or_both():
    texts, ratings = ["easy", "slow", None], [10, 3, 9]
    both = nps.comments.tally(ratings, ["ease", "speed", None], comments=texts)
    assert repr(both) == "Tally(n=2, ease, speed; 2 words of 2 comments)"
    assert set(nps.comments.words(both, min_comments=1).labels) == {"easy", "slow"}
    assert nps.comments.impacts(both).labels == ("ease", "speed")
    again = nps.comments.Tally.from_dict(both.to_dict())
    assert (again, again.n_words) == (both, 2)
    words_alone = nps.comments.tally(ratings, comments=texts)
    assert repr(words_alone) == "Tally(2 words of 2 comments)"
    with pytest.raises(nps.OptionError, match="this Tally holds no themes"):
        nps.comments.impacts(words_alone)
    with pytest.raises(nps.OptionError, match="this Tally holds no themes"):
        nps.comments.pairs(words_alone)
    themes_alone = nps.comments.tally(ratings, ["ease", "speed", None])
    assert themes_alone.n_words == 0
    with pytest.raises(nps.OptionError, match="this Tally holds no words"):
        nps.comments.words(themes_alone)
    for one, other in ((both, themes_alone), (themes_alone, words_alone)):
        with pytest.raises(nps.OptionError, match="must both hold words or neither"):
            one + other
    assert (both + words_alone).names == ("ease", "speed")
    assert (both + words_alone).respondents.n == 6
    pairs = nps.comments.tally(ratings, comments=texts, ngrams=2)
    cut = nps.comments.tally(ratings, comments=texts, tokenizer=str.split)
    for other, what in ((pairs, "ngrams"), (cut, "tokenizer")):
        with pytest.raises(nps.OptionError, match=f"must be counted with the same {what}"):
            words_alone + other
    for given_too in (
        {"ratings": ratings}, {"tokenizer": str.split}, {"ngrams": 2}, {"test": "tokens"},
    ):  # fmt: skip
        with pytest.raises(nps.OptionError, match="a Tally holds words by class"):
            nps.comments.words(words_alone, **given_too)
    with pytest.raises(nps.InputTypeError, match="tally needs themes"):
        nps.comments.tally(ratings)
    for lone in ({"tokenizer": str.split}, {"ngrams": 2}):
        with pytest.raises(nps.InputTypeError, match="tokenizer and ngrams split comments="):
            nps.comments.tally(ratings, ["a", "b", ""], **lone)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"words": None}, "words are not what to_dict gives"),
        ({"words": {"easy": 5}}, "words are not what to_dict gives"),
        ({"words": {"easy": [1, 2]}}, "must be three numbers"),
        ({"words": {"easy": [1, -2, 0]}}, "must not be negative"),
        ({"unit": "letters"}, "unit must be one of"),
        ({"ngrams": 9}, "ngrams must be at most"),
        ({"tokenizer": 5}, "tokenizer must be one of"),
        ({"forms": {"a": -1}}, "must not be negative"),
        ({"counts": {}}, "promoters"),
    ],
)
def test_words_that_were_not_saved_by_the_library_are_refused(change, message):
    saved = nps.comments.tally([10, 3], comments=["easy", "slow"]).to_dict()
    with pytest.raises((nps.OptionError, nps.InputTypeError), match=message):
        nps.comments.Tally.from_dict(saved | {"words": saved["words"] | change})
    del saved["words"]["forms"]
    with pytest.raises(nps.OptionError, match="words are not what to_dict gives"):
        nps.comments.Tally.from_dict(saved)
