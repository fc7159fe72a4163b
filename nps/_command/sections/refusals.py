"""How errors of the library are said of an option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nps._base.words.notes import Note
from nps._command.options import UsageError

if TYPE_CHECKING:
    import argparse


#: Arguments of the library that are options under another name.
TYPED = {"information": "looks", "null": "target"}


def message(error: Exception) -> str:
    """Return what an error says, as a note where it is one."""
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Note) else str(error)


def of_option(option: str, error: Exception, **spelled: str) -> UsageError:
    """Return an error of the library as one of an option, with what it names as it is typed."""
    said = message(error)
    if isinstance(said, Note):
        said = said.about(**{name: word for name, word in spelled.items() if name in said.values})
    return UsageError(Note("{option}: {said}", option=option, said=said))


def spelled(error: Exception, options: argparse.Namespace) -> str:
    """Return what an error says; an argument that is an option is called as it is typed."""
    said = message(error)
    if isinstance(said, Note):
        given = str(said.values.get("name", ""))
        given = TYPED.get(given, given)
        for name in (given, given.removeprefix("n_")):
            if hasattr(options, name):
                return said.about(name=f"--{name.replace('_', '-')}")
    return said
