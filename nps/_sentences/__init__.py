"""A result as a sentence that may be pasted into a report, honest about what is not significant.

Modules of this package decide what is said; how it is said stands in one table of phrases per
language. A result is dispatched by the name of its class or of the nearest class above it, so that
nothing is loaded but what the result has loaded already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Literal, TypeAlias

from nps._base.checks import check_option
from nps._base.words.saying import Say
from nps._sentences.differences import COMPARED, told
from nps._sentences.groups import GROUPS
from nps._sentences.samples import SAMPLES
from nps._sentences.series import SERIES

if TYPE_CHECKING:
    from nps._base.results import Result
    from nps._base.words.methods import MethodNote
    from nps._inference.differences.comparisons import Comparison

LanguageName: TypeAlias = Literal["en", "zh"]
LANGUAGES = ("en", "zh")
SENTENCES: Mapping[str, Callable[..., str]] = {**SAMPLES, **COMPARED, **SERIES, **GROUPS}


def summary(result: Result, language: str) -> str:
    """Return the sentence on a result."""
    say = speaker(language)
    for kind in type(result).__mro__:
        if kind.__name__ in SENTENCES:
            return say("sentence", text=SENTENCES[kind.__name__](say, result))
    raise NotImplementedError(f"no sentence for {type(result).__name__}")


def explain(result: Result, language: str) -> str:
    """Return summary, method with source, and notes, a paragraph each."""
    from nps._base.words import methods as method_notes

    say = speaker(language)
    methods = method_notes.notes_on(result)
    paragraphs = [summary(result, language)]
    paragraphs += ["\n".join(about_method(method, language)) for method in methods]
    notes = getattr(result, "notes", ())
    if notes:
        paragraphs.append(say("notes", notes=say.notes(notes)))
    return "\n\n".join(paragraphs)


def about_method(note: MethodNote, language: str) -> tuple[str, str]:
    """Return what is said of a method, and where it comes from."""
    say = speaker(language)
    name, words = note.text(language)
    source = say.translated(note.source)
    return say("method", name=name, words=words), say("source", source=source)


def change_summary(found: Comparison, before: str, after: str, language: str) -> str:
    """Return the sentence on a comparison of two waves."""
    say = speaker(language)
    between = say("between", before=say.name(before), after=say.name(after))
    return say("sentence", text=told(say, found, story="change", other=between))


def speaker(language: str) -> Say:
    """Return what speaks a language."""
    check_option("language", language, LANGUAGES)
    words = import_module(f"nps._base.words.{language}.sentences")
    return Say(words.PHRASES, words.CATALOGUE)
