"""Which end of the scale is the best one, by the words beside its ends."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps

#: The worst and the best answer of forms in each language.
WORDS = {
    "en": ("not at all likely", "extremely likely"),
    "en, one word": ("unlikely", "likely"),
    "en, a sentence": ("would not recommend", "would definitely recommend"),
    "de": ("überhaupt nicht wahrscheinlich", "äußerst wahrscheinlich"),
    "de, one word": ("unwahrscheinlich", "sehr wahrscheinlich"),
    "fr": ("pas du tout probable", "extrêmement probable"),
    "es": ("nada probable", "muy probable"),
    "pt": ("nada provável", "muito provável"),
    "it": ("per niente probabile", "molto probabile"),
    "nl": ("zeer onwaarschijnlijk", "zeer waarschijnlijk"),
    "sv": ("inte alls troligt", "mycket troligt"),
    "da": ("slet ikke sandsynligt", "meget sandsynligt"),
    "fi": ("ei lainkaan todennäköisesti", "erittäin todennäköisesti"),
    "pl": ("wcale nie", "zdecydowanie tak"),
    "tr": ("hiç olası değil", "çok olası"),
    "ru": ("совсем не вероятно", "очень вероятно"),
    "zh": ("完全不可能", "非常可能"),
    "ja": ("まったく思わない", "非常にそう思う"),
    "ko": ("전혀 추천하지 않음", "매우 추천"),
}
SHAPES = (
    "({low} = {first}, {high} = {last})",
    "[{low}: {first}; {high}: {last}]",
    "{low} ({first}) to {high} ({last})",
    "{first} ({low}) ... {last} ({high})",
    "{low} - {first} / {high} - {last}",
    "{low} {first} – {high} {last}",
    "{first} = {low}; {last} = {high}",
)


def said_of(header):
    """Return what is noted of the ends of the scale of a column that was named."""
    file = nps.read_answers([{header: 1, "shop": "N"}, {header: 0, "shop": "S"}], rating=header)
    found = re.findall(r"\d+ is the best answer and \d+ the worst", "".join(file.notes))
    return "".join(found)


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_best_end_is_known_in_every_language_and_shape(language, shape):
    worst, best = WORDS[language]
    for low, high in ((0, 10), (1, 10), (1, 5)):
        usual = shape.format(low=low, high=high, first=worst, last=best)
        turned = shape.format(low=low, high=high, first=best, last=worst)
        assert said_of(f"NPS {usual}") == ""
        assert said_of(f"NPS {turned}") == f"{low} is the best answer and {high} the worst"


@pytest.mark.parametrize(
    "text",
    [
        "Q1: How likely are you to recommend us?",
        "1. How likely are you to recommend us to a friend?",
        "1 - Likelihood to recommend",
        "On a scale of 0 to 10 how likely is it that you would not recommend us?",
        "How likely are you to recommend us? 0-10",
        "10 = would not hesitate to recommend, 0 = would not recommend",
        "would you recommend us to 10 friends, never to 5?",
        "5.1 very likely and 10% not",
        "NPS 1 best",
        "NPS (10 = best)",
        "NPS (0 = don’t recommend, 10 = excellent)",
    ],
)
def test_what_does_not_turn_the_scale_round(text):
    assert said_of(text) == ""


def test_one_end_is_enough_where_a_sign_ties_it_to_its_words():
    assert said_of("NPS (1 = best)") == "1 is the best answer and 10 the worst"
    assert said_of("NPS, 10 = unlikely") == "1 is the best answer and 10 the worst"
    assert said_of("NPS, 0 = very likely") == "0 is the best answer and 10 the worst"
    assert said_of("NPS [10 = can't recommend]") == "1 is the best answer and 10 the worst"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_header_says_something_or_nothing(text):
    said = said_of(f"NPS {text}")
    assert not said or re.fullmatch(r"\d+ is the best answer and \d+ the worst", said)


HEADER = "How likely are you to recommend us? (1 = very likely, 10 = unlikely)"


def rows(*ratings, header=HEADER):
    return [{header: rating, "shop": i % 2} for i, rating in enumerate(ratings)]


def test_a_header_that_turns_the_scale_round_stops_and_says_what_to_type():
    with pytest.raises(
        nps.OptionError, match=r"1 is the best answer and 10 the worst: scale=nps"
    ) as caught:
        nps.read_answers(rows(1, 1, 2, 10, 5))
    assert "nps.Scale.conventional(1, 10).mirrored()" in str(caught.value)
    turned = nps.Scale.conventional(1, 10).mirrored()
    assert nps.read_answers(rows(1, 1, 2, 10, 5), scale=turned).count().score == 20.0
    with pytest.raises(nps.OptionError, match=r"nps\.STANDARD\.mirrored\(\)"):
        nps.read_answers(rows(1, 5, header="NPS 0 = very likely, 10 = not likely"))
    with pytest.raises(
        nps.OptionError, match=r"0 is .* 7 the worst: scale=nps\.Scale\(\.\.\.\) reads"
    ):
        nps.read_answers(rows(1, 5, header="NPS 0 = very likely, 7 = not likely"))


def test_a_column_that_was_named_is_read_and_noted():
    file = nps.read_answers(rows(1, 1, 2, 10, 5), rating="recommend")
    assert file.count().score == -60.0
    assert any("1 is the best answer and 10 the worst" in note for note in file.notes)
    again = nps.read_answers(rows(1, 10), rating="recommend", scale=nps.STANDARD.mirrored())
    assert not any("best answer" in note for note in again.notes)


def test_labels_of_cells_count_as_a_header_does():
    cells = ["1 - very likely", "10 - not at all likely", "5", "1 - very likely"]
    with pytest.raises(nps.OptionError, match="by the labels of 'NPS' 1 is the best answer"):
        nps.read_answers(rows(*cells, header="NPS"))
    usual = ["10 - very likely", "0 - not at all likely", "5 - neutral", "98 - Don't know"]
    assert nps.read_answers(rows(*usual, header="NPS")).count().n == 3


def test_a_scale_that_words_announce_is_not_read_as_another():
    header = "How likely are you to recommend us? 1 = not at all likely, 5 = extremely likely"
    with pytest.raises(nps.OptionError, match="says 1 to 5, which is not 0-10"):
        nps.read_answers(rows(5, 4, 5, 1, header=header))
