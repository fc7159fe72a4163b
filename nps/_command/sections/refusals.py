"""Options that mean nothing by themselves, and how errors of the library are said of an option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nps._base.words.notes import Note
from nps._command.options import ARGUMENTS, UsageError
from nps._command.printing import as_typed, option_of

if TYPE_CHECKING:
    import argparse

    from nps._base.words.saying import Say


def refuse_alone(options: argparse.Namespace) -> None:
    """Refuse options that mean nothing, or nothing without another.

    Raises
    ------
    UsageError
        Says what is allowed, or names the other.
    """
    if options.skip < 0:
        raise UsageError(Note("--skip must not be negative, got {n}", n=str(options.skip)))
    if options.period and not (options.wave or options.by):
        raise UsageError(Note("--period needs the column of times: name it with --wave or --by"))
    if options.timezone and not options.period:
        raise UsageError(Note("--timezone needs period, such as --period month"))
    if options.order and not options.wave and len(options.files) == 1:
        raise UsageError(Note("--order is of the waves: name their column with --wave"))


#: Fields of notes that name arguments.
_NAMING = ("name", "option", "other", "first", "second")


def message(error: Exception) -> str:
    """Return what an error says, as a note where it is one."""
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Note) else str(error)


def of_option(option: str, error: Exception) -> UsageError:
    """Return an error of the library as one of an option."""
    return UsageError(Note("{option}: {said}", option=option, said=message(error)))


def spelled(error: Exception, options: argparse.Namespace, say: Say) -> str:
    """Return what an error says; arguments that are options are called as they are typed."""
    said, typed = message(error), set(map(option_of, [*ARGUMENTS.values(), *vars(options)]))
    if isinstance(said, Note):
        names = {field: option_of(str(said.values.get(field, ""))) for field in _NAMING}
        said = said.about(**{field: name for field, name in names.items() if name in typed})
    return as_typed(say.translated(said), typed)
