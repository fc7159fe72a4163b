"""Themes by a dictionary: what an entry finds, and what it leaves alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps

WORDS = ("price", "pricey", "pricing", "slow", "not", "expensive")


def finds(entry, *comments):
    """Whether an entry is found in each comment."""
    coded = nps.comments.code(list(comments), {"theme": [entry]})
    return coded["theme"].tolist()


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=5), max_size=8))
def test_words_stems_and_phrases_against_a_look_at_each_word(texts):
    entries = {"price": ["price", "expensive"], "cost": ["pric*"], "phrase": ["not expens*"]}
    coded = nps.comments.code([" - ".join(words) or None for words in texts], entries)
    assert coded.names == tuple(entries)
    assert coded.coded.tolist() == [bool(words) for words in texts]
    for words, row in zip(texts, coded.mentions.tolist(), strict=True):
        assert row == [
            "price" in words or "expensive" in words,
            any(word.startswith("pric") for word in words),
            any(a == "not" and b.startswith("expens") for a, b in pairwise(words)),
        ]  # fmt: skip
    n = sum(map(bool, texts))
    lost = n - int(coded.mentions.any(axis=1).sum())
    noun = "comment" if n == 1 else "comments"
    assert coded.notes[0] == f"Reached by no entry: {lost} of {n} {noun}."


@given(st.lists(st.sampled_from(["Price is high", "STAFF", "naïve café", "贵", "ok"]), max_size=9))
def test_parts_add_up_to_the_whole_and_entries_come_one_by_one(comments):
    entries = {"a": ["price", "cafe"], "b": ["贵", "staff", "café"]}
    whole = nps.comments.code(comments, entries)
    half = len(comments) // 2
    parts = [nps.comments.code(part, entries) for part in (comments[:half], comments[half:])]
    assert sum(parts) == whole
    for theme, listed in entries.items():
        found = False
        for entry in listed:
            found = nps.comments.code(comments, {theme: [entry]})[theme] | found
        assert whole[theme].tolist() == found.tolist()


def test_case_width_accents_and_points_do_not_count():
    assert finds("café", "CAFE", "Café", "cafe\u0301", "ｃａｆé", "cafes") == [True] * 4 + [False]
    assert finds("CREME BRULEE", "crème brûlée") == [True]
    assert finds("Straße", "STRASSE", "strasse") == [True, True]
    assert finds("книга", "КНИГА", "кни\u0301га") == [True, True]
    assert finds("סלט", "סָלָט") == [True]
    assert finds("كتاب", "كِتَابٌ", "كتـاب") == [True, True]
    assert finds("istanbul", "İSTANBUL") == [True]
    assert finds("wunderbar", "wun\xadder\u200bbar", "wun\xadderbar") == [False, True]
    assert finds("ガス", "ｶﾞｽ", "カス") == [True, False]
    assert finds("हिन्दी", "हिन्दी में", "हिन्द") == [True, False]


def test_words_end_where_they_end():
    assert finds("price", "price!", "(price)", "prices", "x_price", "priceless") == [
        True, True, False, True, False,
    ]  # fmt: skip
    assert finds("pric*", "pricing", "Pric", "apric") == [True, True, False]
    assert finds("24h", "24h service", "124h", "24 h") == [True, False, False]
    assert finds("don't", "I don’t", "I don't", "dont") == [True, True, False]
    assert finds("company", "the company's app") == [True]
    assert finds("check-in", "Check in was fine", "check-in", "checkin") == [True, True, False]
    assert finds("customer serv*", "Customer, service", "customer the service", "customer") == [
        True, False, False,
    ]  # fmt: skip
    assert finds("a a b", "a a a b", "a b a") == [True, False]
    assert finds("serv* cust*", "servicing customers", "customer service") == [True, False]


def test_scripts_without_blanks_are_found_inside():
    assert finds("贵", "价格太贵了", "便宜") == [True, False]
    assert finds("贵*", "价格太贵了") == [True]
    assert finds("太貴", "太贵") == [False]  # traditional and simplified are different characters
    assert finds("App闪退", "用ａｐｐ闪退了", "WhatsApp闪退", "App 闪退") == [True, False, False]
    assert finds("用app", "我用App买", "我用apps买") == [True, False]
    assert finds("用app*", "我用apps买") == [True]
    assert finds("ราคา", "ราคาแพงมาก") == [True]
    assert finds("サービス", "サービスがいい") == [True]


def test_signs_are_found_as_they_stand():
    assert finds("😡", "late again 😡😡", "fine") == [True, False]
    assert finds("❤️", "I ❤ it") == [True]
    assert finds("€", "too many €€", "euros") == [True, False]
    assert finds("c++", "I use C++ daily", "c+") == [True, False]
    assert finds("c++", "abc++") == [False]


def test_entries_are_no_patterns():
    assert finds("(a+)+$", "a" * 50, "aa+)+") == [False, False]
    assert finds("a|b $", "a|b $ x", "a") == [True, False]
    assert finds("贵.了", "贵太了", "贵.了") == [False, True]


def test_what_a_dictionary_did_not_reach_is_said():
    entries = {"price": ["expensive", "贵"], "other": [f"x{i}" for i in range(9)]}
    coded = nps.comments.code(["expensive", "hm", None, float("nan"), "  "], entries)
    assert (coded.n_coded, len(coded)) == (2, 5)
    assert coded.notes == (
        "Reached by no entry: 1 of 2 comments.",
        "Entries in no comment: 贵, x0, x1, x2, x3, x4, x5, x6, ... (10).",
    )
    assert coded.select("price").notes == ()
    every = nps.comments.code(["expensive"], {"price": ["expensive"]})
    assert every.notes == ("Reached by no entry: 0 of 1 comment.",)


def test_codes_go_on_to_other_verbs():
    coded = nps.comments.code(["slow", "Slow app", "easy"], {"speed": ["slow"], "ease": ["easy"]})
    assert coded == nps.comments.Themes(["speed", "speed", "ease"])


def test_dictionaries_that_make_no_sense():
    wrong = nps.InputTypeError
    for dictionary in (None, ["price"], "price", {"price": "expensive"}, {"price": 5}, {5: ["a"]},
                       {" ": ["a"]}, {"price": [5]}, {"price": {"a": 1}}):  # fmt: skip
        with pytest.raises(wrong, match=r"^dictionary"):
            nps.comments.code(["a"], dictionary)
    for dictionary, what in (
        ({}, r"got \{\}"),
        ({"price": []}, "has no entry"),
        ({"price": ["*"]}, "without a word"),
        ({"price": [" "]}, "without a word"),
        ({"price": ["..."]}, "without a letter"),
        ({"price": ["pr*ce"]}, "a star stands for any ending"),
        ({"price": ["*less"]}, "a star stands for any ending"),
        ({"price": ["不*贵"]}, "a star stands for any ending"),
    ):
        with pytest.raises(nps.OptionError, match=what):
            nps.comments.code(["a"], dictionary)
    with pytest.raises(wrong, match="comments must be a collection of text"):
        nps.comments.code("a", {"price": ["a"]})
