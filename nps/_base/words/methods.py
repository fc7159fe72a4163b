"""Which methods stand behind a result: name, formula in words, source; for an appendix."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nps._base.words.languages import load

if TYPE_CHECKING:
    from nps._base.words.saying import Say


@dataclass(frozen=True, slots=True)
class MethodNote:
    """A method in a sentence, in one language.

    Papers are cited alike in every language, so only the English notes need a `source`. `when`
    says for what a method is best, where there are several; it is for documentation.
    """

    name: str
    words: str
    source: str = ""
    when: str = ""


def method_note(kind: str, method: str, language: str = "en") -> MethodNote:
    """Return the note on one method of one kind, such as ("interval", "score")."""
    note: MethodNote = load(language, "methods").METHODS[kind][method]
    return note if note.source else replace(note, source=method_note(kind, method).source)


def about_method(say: Say, kind: str, method: str) -> tuple[str, str]:
    """Return what is said of a method, and where it comes from."""
    note = method_note(kind, method, say.language)
    return say("method", name=note.name, words=note.words), say("source", source=note.source)
