"""Every note that the source can make has Chinese words; a new note fails here until it has."""

from __future__ import annotations

import ast
import re
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from languages import english_words

import nps
from nps._base.words.notes import FIELD, pattern, translated
from nps._base.words.zh.notes import NOTES, PARTS

CATALOGUE = {**NOTES, **PARTS}

SOURCE = [
    path for path in sorted(Path(nps.__file__).parent.rglob("*.py")) if path.parent.name != "words"
]
#: What notes are called: arguments and variables that hold them.
HOLDS = {"note", "notes", "_notes", "suspicions"}
#: Functions that return them.
MAKES = re.compile(r"notes_on|_notes?$|^notes$|suspicions|^_odd_")
#: Expressions that hand on what this walk finds where it was made.
HANDED_ON = re.compile(r"(\w+\.)?_?notes|choice|doubt")


class Unclear(Exception):
    """What a note says cannot be read off the source."""


@cache
def constants() -> dict[str, ast.expr]:
    """Values of the constants of all modules, by name."""
    found = {}
    for path in SOURCE:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                found[node.targets[0].id] = node.value
    return found


@cache
def functions() -> dict[str, ast.FunctionDef]:
    """Functions that return text, by name."""
    return {
        node.name: node
        for path in SOURCE
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns) == "str"
    }


def made(function: ast.FunctionDef) -> list[str]:
    """Templates of the texts that a function returns."""
    returned = [node.value for node in ast.walk(function) if isinstance(node, ast.Return)]
    return [text for value in returned if value for text in texts(value, function) if text]


def values_of(name: str, scope: ast.FunctionDef) -> list[ast.expr]:
    """All that a variable is bound to or appended in a function, or a constant's value."""
    found: list[ast.expr] = []
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and name in map(ast.unparse, node.targets):
            found.append(node.value)
        elif isinstance(node, ast.AnnAssign | ast.AugAssign) and ast.unparse(node.target) == name:
            found += [node.value] if node.value else []
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {
            f"{name}.append",
            f"{name}.extend",
        }:
            found += node.args
    if not found and name in constants():
        found.append(constants()[name])
    return found


def texts(node: ast.expr, scope: ast.FunctionDef) -> list[str]:
    """Templates of all the texts that an expression may stand for, with {} for each value."""
    match node:
        case ast.Constant(value=str()):
            return [node.value.replace("{", "{{").replace("}", "}}")]
        case ast.Constant(value=None):
            return []
        case ast.JoinedStr():
            parts = [
                part_texts(part.value, scope)
                if isinstance(part, ast.FormattedValue)
                else texts(part, scope)
                for part in node.values
            ]
            return ["".join(chosen) for chosen in product(*parts)]
        case ast.IfExp():
            return texts(node.body, scope) + texts(node.orelse, scope)
        case ast.BinOp(op=ast.Mult()):
            return texts(node.left, scope)
        case ast.Tuple() | ast.List():
            return [text for element in node.elts for text in texts(element, scope)]
        case ast.Dict():
            return [text for value in node.values for text in texts(value, scope)]
        case ast.Starred():
            return texts(node.value, scope)
        case ast.ListComp() | ast.GeneratorExp():
            return texts(node.elt, scope)
        case ast.Subscript(value=ast.Name()):
            return texts(node.value, scope)
        case ast.Call(func=ast.Name(id="tuple" | "list")):
            return [text for arg in node.args for text in texts(arg, scope)]
        case ast.Call() if MAKES.search(ast.unparse(node.func).rpartition(".")[2]):
            return []
        case ast.Call(func=ast.Name(id=name)) if name in functions():
            return made(functions()[name])
        case ast.Name() if values := values_of(node.id, scope):
            return [text for value in values for text in texts(value, scope)]
    if HANDED_ON.fullmatch(ast.unparse(node)):
        return []
    raise Unclear(ast.unparse(node))


def part_texts(node: ast.expr, scope: ast.FunctionDef) -> list[str]:
    """Texts that a value within a note may be, or {} where that depends on the data."""
    try:
        return texts(node, scope) or ["{}"]
    except Unclear:
        return ["{}"]


def noted(scope: ast.FunctionDef) -> list[str]:
    """Templates of the notes that a function makes."""
    found: list[ast.expr] = []
    for node in ast.walk(scope):
        match node:
            case ast.keyword(arg=name) if name in HOLDS:
                found.append(node.value)
            case (
                ast.Assign(targets=[target], value=value)
                | ast.AnnAssign(target=target, value=value)
                | ast.AugAssign(target=target, value=value)
            ) if value and ast.unparse(target).removeprefix("self.") in HOLDS:
                found.append(value)
            case ast.Call(func=ast.Attribute(attr="append" | "extend", value=held)) if (
                ast.unparse(held).removeprefix("self.") in HOLDS
            ):
                found += node.args
            case ast.Return(value=value) if MAKES.search(scope.name) and value:
                found.append(value)
    return [text for node in found for text in texts(node, scope)]


@cache
def templates() -> dict[str, str]:
    """Every note that can be made, as "{} of {} waves have no valid answer.", and where."""
    return {
        template: f"{path.name}: {scope.name}"
        for path in SOURCE
        for scope in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(scope, ast.FunctionDef)
        for template in noted(scope)
        if re.search("[A-Za-z]", template.replace("{}", ""))
    }


def known(template: str) -> str | None:
    """Return the catalogue's entry that a note of this template is said by."""
    return next((key for key in CATALOGUE if pattern(key).fullmatch(template)), None)


def test_the_walk_finds_notes_of_every_kind():
    found = templates()
    assert len(found) > 100
    assert "The interval was cut off at the end of the scale." in found  # appended
    assert "A tiny sample: only {} valid answer." in found  # one of two words
    assert any(text.startswith("This recipe adds") for text in found)  # a constant
    assert "waves such as {} were read as day/month/year; 2024-12-31 leaves no doubt" in found


@pytest.mark.parametrize(
    "code",
    [
        "def f():\n    return Result(notes=(made_up(),))",
        "def f():\n    notes.append(text.upper())",
        "def _notes(x):\n    return [x]",
    ],
)
def test_a_note_that_cannot_be_read_off_the_source_is_refused(code):
    (scope,) = ast.parse(code).body
    with pytest.raises(Unclear):
        noted(scope)


def test_every_note_has_chinese_words():
    lacking = {text: where for text, where in templates().items() if known(text) not in NOTES}
    assert not lacking, "add these to NOTES in nps/_base/words/zh/notes.py"


@pytest.mark.parametrize("template", templates())
def test_no_english_is_left_in_a_chinese_note(template):
    assert not english_words(translated(template, CATALOGUE))


def test_no_chinese_note_is_left_over():
    assert not NOTES.keys() - {known(text) for text in templates()}


@pytest.mark.parametrize("template", CATALOGUE)
def test_both_languages_say_the_same(template):
    chinese = CATALOGUE[template]
    names = [name for name, _ in FIELD.findall(template)]
    assert sorted(names) == sorted(name for name, _ in FIELD.findall(chinese))
    assert all(not kind for _, kind in FIELD.findall(chinese))
    values = {name: f"<{i}>" for i, name in enumerate(names)}
    english = FIELD.sub(lambda found: values[found[1]], template)
    assert translated(english, CATALOGUE) == chinese.format_map(values)
    if template in NOTES:
        assert {".": "。", "?": "？"}.get(template[-1], chinese[-1]) == chinese[-1]
