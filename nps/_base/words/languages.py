"""Which languages there are: each folder of this room is one, with six files of words.

sentences.PHRASES  what summaries and reports say, by key
notes.NOTES        what results tell in English, by English template; PARTS are words within
methods.METHODS    each method in a sentence, by kind and name
tables.HEADINGS    heads of tables, and words in their cells
help.HELP          what --help says, by the names of options
pictures.WORDS     every text that a picture shows
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from nps._base import words
from nps._base.words.notes import check_option

if TYPE_CHECKING:
    from types import ModuleType


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a folder."""
    return _folders(tuple(words.__path__))


@lru_cache(maxsize=8)
def _folders(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(found.name for found in iter_modules(path) if found.ispkg))


def load(language: str, file: str) -> ModuleType:
    """Return one of the files of a language."""
    check_option("language", language, languages())
    return import_module(f"{words.__name__}.{language}.{file}")
