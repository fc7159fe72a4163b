"""The words of calendars: each line is whole, and no spelling means two things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._base.labels import calendar_words


def test_words_mean_one_thing():
    for lines, size in (
        (calendar_words._MONTHS, 12), (calendar_words._SHORT, 12), (calendar_words._SEASONS, 4),
    ):  # fmt: skip
        for line in lines.strip().splitlines():
            assert len(line.split()) == size, line
    for table, lines in (
        (calendar_words.MONTHS, calendar_words._MONTHS + calendar_words._SHORT),
        (calendar_words.SEASONS, calendar_words._SEASONS),
    ):
        for line in lines.strip().splitlines():
            for number, word in enumerate(line.split(), 1):
                assert table[calendar_words.fold(word)] == number, word


#: May as calendars of these languages print it, beside the months around it.
MAY = {
    "de": ("April", "Mai", "Juni"), "fr": ("avril", "mai", "juin"),
    "es": ("abril", "mayo", "junio"), "it": ("aprile", "maggio", "giugno"),
    "nl": ("april", "mei", "juni"), "pl": ("kwiecień", "maj", "czerwiec"),
    "fi": ("huhtikuu", "toukokuu", "kesäkuu"), "tr": ("Nisan", "Mayıs", "Haziran"),
    "ru": ("апрель", "май", "июнь"), "zh": ("4月", "5月", "6月"),
}  # fmt: skip


@pytest.mark.parametrize("language", MAY)
def test_spring_in_many_languages(language):
    months = list(MAY[language])
    found = nps.changes(nps.count_by([9, 8, 3, 7, 2, 1], months[::-1] * 2))
    assert list(found.labels) == months


@pytest.mark.slow
@given(st.sampled_from("ÀÉÖÜçñşİ ａＢ").flatmap(lambda c: st.just(c)), st.text(max_size=9))
def test_folding_ends(character, text):
    word = calendar_words.fold(character + text)
    assert calendar_words.fold(word) == word
    assert calendar_words.fold(word.upper()) == calendar_words.fold(word)
