"""Where the command reads and writes: files that must not be one, and streams."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from nps._base.tables.saving import is_device
from nps._base.words.notes import Note
from nps._command.options import UsageError, read_codes, read_scale, read_where
from nps._sources.read_answers import find_answers
from nps._sources.reading.doors import TERMINAL

if TYPE_CHECKING:
    import argparse

    from nps._sources.answer_file import AnswerFile

STDIN, STDOUT = "standard input", "standard output"


def find_file(name: str, options: argparse.Namespace) -> AnswerFile:
    """Find the answers of a file, or of standard input, as the options say how it is read.

    Raises
    ------
    OSError
        If standard input is closed.
    """
    return find_answers(
        _standard_input() if name == "-" else name,
        rating=options.rating or None,
        sheet=options.sheet,
        encoding=options.encoding,
        scale=read_scale(options.scale),
        missing=read_codes(options.missing),
        where=read_where(options.where),
        skip=options.skip,
        door=TERMINAL,
        frequency=options.frequency is not None,
    )


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise _closed(STDIN)
    return sys.stdin.buffer


def refuse_input(option: str, path: str, inputs: Iterable[str]) -> None:
    """Refuse to write over a file that is read, standard input included.

    Raises
    ------
    UsageError
        If it is one of them.
    """
    try:
        target = Path(path).stat()
    except OSError:
        return
    if _is_read(target, inputs):
        raise UsageError(
            Note("{option} {path} would overwrite a file that is read", option=option, path=path)
        )


def refuse_output_into_input(inputs: Iterable[str]) -> None:
    """Refuse to print into a file that is read, as in ``nps survey.csv >> survey.csv``.

    Raises
    ------
    UsageError
        If standard output is one of them.
    """
    try:
        target = os.fstat(sys.stdout.fileno())
    except (AttributeError, OSError, ValueError):  # closed, or without a descriptor
        return
    if stat.S_ISREG(target.st_mode) and _is_read(target, inputs):
        raise UsageError(Note("standard output would be written into a file that is read"))


def refuse_twice(options: Iterable[tuple[str, str | None]]) -> None:
    """Refuse two outputs in one file.

    Raises
    ------
    UsageError
        If two options name the same.
    """
    known: dict[str, str] = {}
    for option, path in options:
        if path:
            place = os.path.realpath(path)
            if place in known and not is_device(place):
                raise UsageError(
                    Note(
                        "{first} and {second} are one file, {path}",
                        first=known[place],
                        second=option,
                        path=path,
                    )
                )
            known[place] = option


def _is_read(target: os.stat_result, inputs: Iterable[str]) -> bool:
    for name in inputs:
        try:
            given = os.fstat(sys.stdin.fileno()) if name == "-" else Path(name).stat()
        except (AttributeError, OSError, ValueError):  # not there, closed or without a descriptor
            continue
        if os.path.samestat(target, given):
            return True
    return False


# ---------------------------------------------------------------- streams


def print_out(text: str) -> None:
    """Print to standard output, all of it.

    Raises
    ------
    OSError
        If it is closed or full; of a reader that left early a BrokenPipeError.
    """
    if getattr(sys.stdout, "closed", sys.stdout is None):
        raise _closed(STDOUT)
    try:
        _print(text, sys.stdout)
    except OSError as error:
        _let_go(sys.stdout)
        if isinstance(error, BrokenPipeError):
            raise
        raise OSError(error.errno, error.strerror, STDOUT) from None


def print_error(text: str) -> None:
    """Print to standard error, if there is anybody to read it."""
    if sys.stderr is not None:
        try:
            _print(text, sys.stderr)
        except (OSError, ValueError):  # full or closed: the exit status tells all the same
            _let_go(sys.stderr)


def _print(text: str, stream: object) -> None:
    """Print; letters that the terminal's encoding lacks become escapes instead of an error."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    written = text.encode(encoding, "backslashreplace").decode(encoding)
    print(written, file=stream, end="", flush=True)  # type: ignore[call-overload]  # text it is


def _let_go(stream: object) -> None:
    """Keep Python from trying again, when it ends, to write what is left."""
    with contextlib.suppress(AttributeError, OSError, ValueError):
        descriptor = stream.fileno()  # type: ignore[attr-defined]  # if it has one
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, descriptor)
        os.close(nowhere)


def _closed(name: str) -> OSError:
    return OSError(errno.EBADF, os.strerror(errno.EBADF), name)
