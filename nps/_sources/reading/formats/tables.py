"""What every format is read into: a header, rows of text, and how often cells occur together."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

    from nps._base.words.notes import Note

Row = list[str]
Cells = tuple[str, ...]
#: Rows that pass by at a time.
CHUNK_ROWS = 1024
#: Distinct combinations of cells that are kept before they are handed on.
MOST_DISTINCT = 1 << 16


def nothing(_: int) -> None:
    """Tell nobody."""


class Table(ABC):
    """Rows of text below a header, read in one pass as often as wanted.

    Attributes
    ----------
    header : list of str
        A distinct name for each column.
    questions : list of str
        The fullest text that says what each column holds.
    sample : list of rows
        The first rows.
    complete : bool
        The sample holds all rows.
    parts : frozenset of int
        Columns that are parts of one question, which has a column of its own.
    labels : mapping
        What the values of a column stand for, by its place.
    rows : int
        Rows seen so far.
    size : int
        Steps that a pass takes: bytes or rows.
    """

    header: list[str]
    questions: list[str]
    sample: list[Row]
    complete: bool
    parts: frozenset[int] = frozenset()
    labels: Mapping[int, Mapping[str, str]]
    rows: int
    size: int

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Let go of the file."""

    @property
    @abstractmethod
    def notes(self) -> list[Note]:
        """What was guessed and what did not fit, in words."""

    @abstractmethod
    def chunks(self) -> Iterator[list[Row]]:
        """Yield the rows below the header in lists, each row as wide as the header."""

    @property
    @abstractmethod
    def position(self) -> int:
        """How many of the steps have been taken."""

    def combinations(
        self, columns: Sequence[int], advance: Callable[[int], object] = nothing
    ) -> Iterator[Mapping[Cells, int]]:
        """Yield how often the cells of these columns occur together, in parts that add up."""
        pick = itemgetter(columns[0], *columns)  # one more, since one alone would be no tuple
        seen: Counter[Cells] = Counter()
        position = 0
        for chunk in self.chunks():
            seen.update(map(pick, chunk))
            if len(seen) >= MOST_DISTINCT:
                yield {cells[1:]: k for cells, k in seen.items()}
                seen = Counter()
            advance(self.position - position)
            position = self.position
        yield {cells[1:]: k for cells, k in seen.items()}


class RowTable(Table):
    """Rows that a format gives one after the other, below a header that it knows.

    Parameters
    ----------
    header, questions : sequence of str
        Names of the columns, and what they hold.
    rows : callable
        Begins a pass: returns the rows in lists.
    size : int
        How many rows there are.
    labels, notes : optional
        What values stand for, and what was guessed.
    """

    def __init__(
        self,
        header: Sequence[str],
        questions: Sequence[str],
        rows: Callable[[], Iterator[list[Row]]],
        size: int,
        *,
        labels: Mapping[int, Mapping[str, str]] | None = None,
        notes: Sequence[Note] = (),
        parts: frozenset[int] = frozenset(),
    ) -> None:
        self.header, self.questions = list(header), list(questions)
        self._read, self._notes = rows, list(notes)
        self.labels = labels or {}
        self.parts = parts
        self.size = size
        self.rows = 0
        self.sample = next(self.chunks(), [])
        self.complete = len(self.sample) >= size
        self.rows = 0

    def close(self) -> None:
        """Do nothing: the rows are in memory, or their file is opened for each pass."""

    @property
    def notes(self) -> list[Note]:
        """What was guessed, in words."""
        return list(self._notes)

    @property
    def position(self) -> int:
        """Rows seen so far."""
        return self.rows

    def chunks(self) -> Iterator[list[Row]]:
        """Yield the rows in lists."""
        self.rows = 0
        for chunk in self._read():
            self.rows += len(chunk)
            yield chunk
