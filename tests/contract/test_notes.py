"""Every note that the source can make is said in every language; a new one fails here until it is.

A note is `Note("its template, with {fields}", fields=...)`: the templates are read off the calls.
"""

from __future__ import annotations

import ast
from string import Formatter

import pytest
from house import MODULES
from languages import english_words

from nps._base.words.languages import languages, load
from nps._base.words.notes import BETWEEN, Note

OTHERS = [language for language in languages() if language != "en"]
#: Where notes are put together from the template and the values that they were pickled by.
MAKER = "nps._base.words.notes"


#: Every call of Note, and where it stands.
CALLS = [
    (f"{name}:{node.lineno}", node)
    for name, tree in MODULES.items()
    for node in ast.walk(tree)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Note"
    if name != MAKER or isinstance(node.args[0], ast.Constant)
]


def literal(call: ast.Call) -> str | None:
    """The template of a note, None where it depends on the data."""
    first = call.args[0]
    return first.value if isinstance(first, ast.Constant) and type(first.value) is str else None


TEMPLATES = {text: where for where, call in CALLS if (text := literal(call)) is not None}


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def catalogue(language: str) -> dict[str, str]:
    notes = load(language, "notes")
    return {**notes.NOTES, **notes.PARTS}


def sample(template: str, names: set[str]) -> Note:
    """A note of this template; its values are numbers, which bring nouns where they have one."""
    return Note(template, **{name: 2 + i for i, name in enumerate(sorted(names))})


def test_the_walk_finds_notes_of_every_kind():
    assert len(TEMPLATES) > 100
    assert "The interval was cut off at the end of the scale." in TEMPLATES
    assert "A tiny sample: only {n:valid answer}." in TEMPLATES
    assert any(text.startswith("This recipe adds") for text in TEMPLATES)  # a constant


def test_a_note_with_values_has_its_template_where_it_is_made():
    for where, call in CALLS:
        assert len(call.args) == 1, where
        assert literal(call) is not None or not call.keywords, where


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_value_of_a_note_is_in_it(template):
    given = [call for _, call in CALLS if literal(call) == template]
    for call in given:
        names = {keyword.arg for keyword in call.keywords}
        assert None in names or names == fields(template), TEMPLATES[template]


@pytest.mark.parametrize("language", OTHERS)
def test_every_note_is_said_in_every_language(language):
    lacking = {text: TEMPLATES[text] for text in TEMPLATES.keys() - catalogue(language).keys()}
    assert not lacking, f"add these to nps/_base/words/{language}/notes.py"


@pytest.mark.parametrize("language", OTHERS)
def test_no_note_is_left_over(language):
    notes = load(language, "notes")
    assert not notes.NOTES.keys() - TEMPLATES.keys()
    assert not {text for text in notes.PARTS if fields(text)} - TEMPLATES.keys()
    assert not notes.NOTES.keys() & notes.PARTS.keys()
    assert BETWEEN in notes.PARTS
    assert notes.PARTS.keys() == load("zh", "notes").PARTS.keys()


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_language_says_the_same(template, language):
    phrase = catalogue(language)[template]
    assert fields(phrase) == fields(template)
    note = sample(template, fields(template))
    said = note.said_by(catalogue(language))
    assert said == phrase.format_map({k: str(v) for k, v in note.values.items()})
    assert said != note or not template.isascii()


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_english_is_left_in_a_chinese_note(template):
    said = sample(template, fields(template)).said_by(catalogue("zh"))
    assert not english_words(said)
    if template in load("zh", "notes").NOTES:
        assert {".": "。", "?": "？"}.get(template[-1], said[-1]) == said[-1]
