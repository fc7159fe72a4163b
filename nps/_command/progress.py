"""How far a file has been read: one line on a terminal, gone when it is done."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

#: Seconds before anything is shown, and between two looks at the clock that change the line.
PATIENCE, PAUSE = 0.5, 0.1
_WIDTH = 80
_LONGEST_BAR = 30


@contextmanager
def progress(
    stream: TextIO | None, name: str, total: int, clock: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[int], object] | None]:
    """Give what says that so many steps of all were taken; None where nobody would see it.

    Parameters
    ----------
    stream : file
        Where the line is drawn: standard error, if it is a terminal.
    name : str
        What is read.
    total : int
        How many steps there are.
    clock : callable
        Returns seconds.
    """
    if stream is None or not stream.isatty() or total < 1:
        yield None
        return
    line = _Line(stream, name, total, clock)
    try:
        yield line.advance
    finally:
        line.wipe()


class _Line:
    """A line that is drawn over itself."""

    def __init__(self, stream: TextIO, name: str, total: int, clock: Callable[[], float]) -> None:
        self._stream, self._name, self._total, self._clock = stream, name, total, clock
        self._begun = clock()
        self._next = self._begun + PATIENCE
        self._done = self._drawn = 0

    def advance(self, steps: int) -> None:
        self._done += steps
        now = self._clock()
        if now >= self._next:
            self._next = now + PAUSE
            self._draw(min(self._done / self._total, 1.0), now - self._begun)

    def _draw(self, share: float, spent: float) -> None:
        left = spent / share - spent if share else 0.0
        said = f"{100 * share:3.0f}%  {left:,.0f} s "
        room = self._columns() - len(said) - 7
        size = max(min(_LONGEST_BAR, room // 2), 0)
        full = round(share * size)
        name = "".join(c if " " <= c <= "~" else "?" for c in self._name)[-max(room - size, 1) :]
        text = f"{name}  [{'#' * full}{'.' * (size - full)}]  {said}"
        self._write("\r" + text.ljust(self._drawn))
        self._drawn = len(text)

    def wipe(self) -> None:
        if self._drawn:
            self._write("\r" + " " * self._drawn + "\r")

    def _columns(self) -> int:
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or _WIDTH
        except (OSError, ValueError, AttributeError):
            return _WIDTH

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):  # a terminal that has gone: the answers matter
            self._next = float("inf")
