"""A language is a folder of words: each says all that the others say, and one more is found."""

from __future__ import annotations

import sys
from dataclasses import fields, replace
from importlib import invalidate_caches
from string import Formatter

import pytest
from matplotlib.figure import Figure

import nps
from nps._base import words
from nps._base.words import pictures
from nps._base.words.en.pictures import WORDS
from nps._base.words.en.sentences import PHRASES
from nps._base.words.languages import languages, load
from nps._command.main import main

#: A language of which every word ends in "-o".
TOY = {
    "sentences": """
from nps._base.words.en.sentences import PHRASES as ENGLISH

PHRASES = {**ENGLISH, "language tag": "xx", "sentence": "{text}-o!", "method": "Method-o: {name}"}
""",
    "notes": """
NOTES = {"A tiny {side}: n = {n}.": "{side}: {n}-o."}
PARTS = {"sample": "sample-o"}
""",
    "methods": """
from dataclasses import replace

from nps._base.words.en.methods import METHODS as ENGLISH

METHODS = {
    kind: {name: replace(note, name=f"{note.name}-o", source="") for name, note in rows.items()}
    for kind, rows in ENGLISH.items()
}
""",
    "tables": """
HEADINGS = {"n": "n-o"}
""",
    "pictures": """
from dataclasses import replace

from nps._base.words.en.pictures import WORDS as ENGLISH

WORDS = replace(ENGLISH, promoters="promoters-o", rating="rating-o")
""",
}


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """A new folder of words, where the package finds it."""
    folder = tmp_path / "xx"
    folder.mkdir()
    for name, text in {"__init__": "", **TOY}.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(words, "__path__", [*words.__path__, str(tmp_path)])
    invalidate_caches()
    yield "xx"
    for name in [name for name in sys.modules if name.startswith("nps._base.words.xx")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(words, "xx")


def names(phrase: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


def test_the_languages_are_the_folders():
    assert languages() == ("en", "zh")


def test_other_languages_are_refused():
    with pytest.raises(nps.OptionError, match="language must be one of 'en', 'zh', got 'fr'"):
        nps.Counts(1, 0, 0).summary("fr")
    with pytest.raises(nps.InputTypeError, match="must be one of 'en', 'zh', got None"):
        nps.plot.shares({"a": [9]}, language=None)
    with pytest.raises(nps.OptionError, match="got 'saying'"):  # a file, not a folder
        nps.Counts(1, 0, 0).explain("saying")


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_phrase(language):
    phrases = load(language, "sentences").PHRASES
    assert phrases.keys() == PHRASES.keys()
    grammar = {"are"}  # verbs need not agree with their subject
    for key, phrase in PHRASES.items():
        here, there = (
            {name if name != "name" else "method" for name in names(said)}  # as typed, or its name
            for said in (phrases[key], phrase)
        )
        assert there - grammar <= here <= there, key


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_word_of_the_pictures(language):
    found = pictures.picture_words(language)
    for field in fields(WORDS):
        one, other = getattr(WORDS, field.name), getattr(found, field.name)
        if isinstance(one, str):
            assert one
            assert other
            assert (one == other) == (language == "en")
        else:
            assert one.keys() == other.keys()


def test_values_stand_where_a_language_wants_them():
    english, chinese = pictures.picture_words("en"), pictures.picture_words("zh")
    assert english.changed.format(test="p", level=0.05) == "changed (p < 0.05)"
    assert chinese.trend.format("+1.0", chinese.per["year"]) == "趋势：每年 +1.0 分"


def test_a_new_folder_is_a_language(toy):
    assert languages() == ("en", toy, "zh")
    found = nps.bootstrap(nps.Counts(3, 1, 0))
    assert found.summary(toy) == f"{found.summary()[:-1]}-o!"
    first, method, more, notes = found.explain(toy).split("\n\n")
    assert first == found.summary(toy)
    assert method.splitlines()[0] == "Method-o: bootstrap-o"
    assert method.splitlines()[1] == found.explain().split("\n\n")[1].splitlines()[1]  # its source
    assert more.startswith("Method-o: exact BCa bootstrap interval-o")
    assert notes == "Notes: sample-o: 4-o."
    assert found.notes == ("A tiny sample: n = 4.",)


def test_pictures_and_pages_speak_it_too(toy, tmp_path, capsys):
    ax = nps.plot.distribution([9, 10, 3], language=toy, ax=Figure().subplots())
    assert ax.get_xlabel() == "rating-o"
    (tmp_path / "answers.csv").write_text("nps\n9\n10\n3\n", encoding="utf-8")
    page = tmp_path / "page.html"
    assert main([str(tmp_path / "answers.csv"), "--html", str(page), "--language", toy]) == 0
    assert '<html lang="xx">' in page.read_text(encoding="utf-8")
    assert "Method-o: " in page.read_text(encoding="utf-8")


def test_what_a_new_language_does_not_know_stays_english(toy):
    found = nps.estimate(nps.Counts(3, 0, 0))
    assert found.explain(toy).endswith(f"Notes: {' '.join(found.notes)}")
    assert replace(found, notes=("Ours.",)).explain(toy).endswith("Notes: Ours.")
