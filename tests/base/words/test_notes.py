"""Notes are text for everybody, and remember how they were made."""

from __future__ import annotations

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._base.results import plain
from nps._base.text import visible
from nps._base.words.notes import Note, listing
from nps._base.words.saying import speaker

CATALOGUE = {
    "The {side} is tiny: {n:answer}.": "{side}极小：{n} 份回答。",
    "sample": "样本",
    "{k} left": "余 {k} 人",
    "Left out: {parts}.": "未计入：{parts}。",
    ", ": "、",
}
TINY = Note("The {side} is tiny: {n:answer}.", side=Note("sample"), n=1_234)
values = st.one_of(st.text(max_size=20), st.integers(0, 10**9), st.floats(allow_nan=False))


def pickled(value):
    return pickle.loads(pickle.dumps(value))


def test_a_note_is_its_text():
    assert TINY == "The sample is tiny: 1,234 answers."
    assert {TINY: 1}["The sample is tiny: 1,234 answers."] == 1
    assert TINY.removesuffix(".").endswith("answers")
    assert isinstance(TINY, str)
    assert str(Note("{n:answer}", n=1)) == "1 answer"


def test_a_note_is_said_in_another_language_with_what_stands_in_it():
    assert TINY.said_by(CATALOGUE) == "样本极小：1,234 份回答。"
    parts = tuple(Note("{k} left", k=k) for k in (1, 2))
    note = Note("Left out: {parts}.", parts=parts)
    assert note == "Left out: 1 left, 2 left."
    assert note.said_by(CATALOGUE) == "未计入：余 1 人、余 2 人。"
    assert note.said_by({}) == note


def test_names_that_are_words_of_ours_are_not_translated():
    assert Note("The {side} is tiny: {n:answer}.", side="sample", n=2).said_by(CATALOGUE) == (
        "sample极小：2 份回答。"
    )


def test_notes_leave_as_plain_text():
    assert json.loads(json.dumps(TINY)) == TINY
    assert type(plain(TINY)) is str
    found = nps.estimate(nps.Counts(1, 1, 1))
    assert all(type(note) is str for note in found.to_dict()["notes"])
    assert all(type(note) is Note for note in found.notes)


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))]
)
def test_copies_remember_too(again):
    other = again(TINY)
    assert (other, type(other)) == (TINY, Note)
    assert (other.template, dict(other.values)) == (TINY.template, dict(TINY.values))
    assert other.said_by(CATALOGUE) == TINY.said_by(CATALOGUE)
    found = again(nps.estimate(nps.Counts(1, 1, 1)))
    assert found.explain("zh") == nps.estimate(nps.Counts(1, 1, 1)).explain("zh")


def test_notes_are_frozen():
    with pytest.raises(AttributeError, match="notes are immutable, cannot set 'template'"):
        TINY.template = "x"
    with pytest.raises(AttributeError, match="notes are immutable, cannot delete 'values'"):
        del TINY.values
    with pytest.raises(TypeError):
        TINY.values["n"] = 2


@given(st.dictionaries(st.sampled_from("abc"), values, min_size=3), st.permutations("abc"))
def test_values_are_carried_over_whatever_they_are(given, order):
    template, phrase = "{a} of {b}: {c}", " - ".join(f"{{{name}}}" for name in order)
    note = Note(template, **given)
    shown = {k: f"{v:,}" if type(v) is int else visible(str(v)) for k, v in given.items()}
    assert note == f"{shown['a']} of {shown['b']}: {shown['c']}"
    assert note.said_by({template: phrase}) == " - ".join(shown[name] for name in order)
    assert pickled(note).values == note.values


def test_text_of_others_stays_as_it_is():
    assert speaker("zh").translated("Interviewers changed.") == "Interviewers changed."
    assert speaker("zh").translated("holm") == "Holm"
    assert speaker("en").translated(TINY) == TINY


@pytest.mark.parametrize(
    ("given", "meant"),
    [("Wald", "wald"), (" SCORE ", "score"), ("adjusted_wald", "adjusted-wald"),
    ("scroe", "score")],
)  # fmt: skip
def test_a_near_miss_is_recognised(given, meant):
    with pytest.raises(nps.OptionError, match=f"method must be one of .* Did you mean '{meant}'"):
        nps.estimate([9, 3], method=given)


@pytest.mark.parametrize("given", ["zzz", "", 3, None])
def test_what_is_far_off_gets_no_guess(given):
    with pytest.raises(nps.NPSError, match=r"method must be one of .* got [^.]*\.$"):
        nps.estimate([9, 3], method=given)


def test_a_wrong_kind_is_a_type_error_and_a_wrong_word_a_value_error():
    with pytest.raises(TypeError, match="got 3"):
        nps.estimate([9, 3], method=3)
    with pytest.raises(ValueError, match="got '3'"):
        nps.estimate([9, 3], method="3")


def test_a_share_in_percent_is_recognised():
    shares = nps.Counts.from_shares
    with pytest.raises(nps.OptionError, match=r"got 50\. Did you mean 0\.5\?$"):
        shares(promoters=50, detractors=0.2, n=90)
    with pytest.raises(nps.OptionError, match=r"got 500\.$"):
        shares(promoters=500, detractors=0.2, n=90)


def test_a_listing_says_how_many_it_leaves_out():
    three = listing(["'a'", "'b'", "'a'", "'c'"], 3)
    assert three == "'a', 'b', 'c'"
    two = Note("there are {names}", names=listing(["a", "b", "c", "d"], 2))
    assert two == "there are a, b and 2 more"
    say = speaker("zh")
    assert (say.translated(three), say.translated(two)) == (
        "'a'、'b'、'c'",
        "现有的列为 a、b 等，另有 2 个",
    )
    assert pickled(three) == three
    assert listing([], 3) == ""
