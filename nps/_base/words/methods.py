"""Which methods stand behind a result: name, formula in words, source; for an appendix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nps._base.words.method_table import TABLE

if TYPE_CHECKING:
    from nps._base.words.saying import Say


@dataclass(frozen=True, slots=True)
class MethodNote:
    """A method in a sentence, in each language, with its source."""

    name: str
    words: str
    chinese_name: str
    chinese_words: str
    source: str

    def text(self, language: str) -> tuple[str, str]:
        """Return name and formula in words."""
        if language == "zh":
            return self.chinese_name, self.chinese_words
        return self.name, self.words


def method_note(kind: str, method: str) -> MethodNote:
    """Return the note on one method of one kind, such as ("interval", "score")."""
    name, words, chinese_name, chinese_words, source = TABLE[kind][method]
    return MethodNote(
        name, words, chinese_name, chinese_words, source or _registered_source(kind, method)
    )


def about_method(say: Say, note: MethodNote, language: str) -> tuple[str, str]:
    """Return what is said of a method, and where it comes from."""
    name, words = note.text(language)
    source = say.translated(note.source)
    return say("method", name=name, words=words), say("source", source=source)


def _registered_source(kind: str, method: str) -> str:
    if kind == "interval":
        from nps._inference.scores.methods import INTERVALS

        return INTERVALS[method].source
    if kind == "difference":
        from nps._inference.differences.methods import DIFFERENCES

        return DIFFERENCES[method].source
    from nps._inference.differences.benchmark_methods import BENCHMARKS

    return BENCHMARKS[method].source
