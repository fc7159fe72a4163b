"""What the library raises: each error is an `NPSError` and a `ValueError` or `TypeError`.

And the one kind of warning that has a class of its own.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "EmptySampleError",
    "FontWarning",
    "InputTypeError",
    "NPSError",
    "OptionError",
    "RatingError",
    "RatingTypeError",
    "TableError",
]


class NPSError(Exception):
    """Base of all errors that the library raises on purpose.

    Attributes
    ----------
    args : tuple of str
        The message.

    Examples
    --------
    >>> import nps
    >>> nps.compare([10, 9], [])
    Traceback (most recent call last):
        ...
    nps.EmptySampleError: the difference of a sample without a valid answer does not exist...
    """


class RatingError(NPSError, ValueError):
    """Answers that are not ratings on the declared scale: 11, -1, 8.5, infinity, text, True.

    The message names the values, their positions and what can be done about them.

    Attributes
    ----------
    args : tuple of str
        The message.

    Examples
    --------
    >>> import nps
    >>> nps.count([10, 9, 11])
    Traceback (most recent call last):
        ...
    nps.RatingError: ratings: 1 of 3 answers are not whole numbers from 0 to 10: 11 at position 2...
    """


class EmptySampleError(NPSError, ValueError):
    """A statistic was asked of a sample without a single valid answer.

    Attributes
    ----------
    args : tuple of str
        The message.

    Examples
    --------
    >>> import nps
    >>> nps.score([None, None])
    Traceback (most recent call last):
        ...
    nps.EmptySampleError: the score of a sample without a valid answer does not exist...
    """


class OptionError(NPSError, ValueError):
    """An argument of the right kind has a value that is not allowed.

    Attributes
    ----------
    args : tuple of str
        The message.

    Examples
    --------
    >>> import nps
    >>> nps.estimate([10, 9, 3], method="Wald")
    Traceback (most recent call last):
        ...
    nps.OptionError: method must be one of 'score', ... got 'Wald'. Did you mean 'wald'?
    """


class InputTypeError(NPSError, TypeError):
    """An argument is of a kind that the function does not take.

    Attributes
    ----------
    args : tuple of str
        The message.

    Examples
    --------
    >>> import nps
    >>> nps.count(9)
    Traceback (most recent call last):
        ...
    nps.RatingTypeError: ratings must be a one-dimensional collection ... got 9...
    """


class TableError(NPSError, ValueError):
    """A file that cannot be read as rows and columns: damaged, binary, an unknown encoding.

    Attributes
    ----------
    args : tuple of str
        The message.

    Examples
    --------
    >>> import io
    >>> import nps
    >>> nps.read_answers(io.BytesIO(b"%PDF-1.7"))
    Traceback (most recent call last):
        ...
    nps.TableError: this is no table but a PDF document
    """


class RatingTypeError(RatingError, InputTypeError):
    """A whole collection is of a kind that cannot hold ratings: text, booleans, dates, a table.

    Attributes
    ----------
    args : tuple of str
        The message.

    Examples
    --------
    >>> import nps
    >>> nps.count(["10", "9"])
    Traceback (most recent call last):
        ...
    nps.RatingTypeError: ratings: 2 of 2 answers ... call nps.parse_ratings first...
    """


class FontWarning(UserWarning):
    """A picture has characters that no font on this machine can draw.

    Attributes
    ----------
    args : tuple of str
        The message.

    Examples
    --------
    The picture will be saved as SVG with its texts, and drawn where the fonts are:

    >>> import warnings
    >>> import nps
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore", nps.FontWarning)
    ...     ax = nps.plot.forest({"北京": [10, 9, 3], "上海": [9, 8]})
    """


for _error in map(globals().__getitem__, __all__):
    _error.__module__ = "nps"  # a traceback names what can be caught


@contextmanager
def needing(extra: str, what: str) -> Iterator[None]:
    """Say `what` needs a package that is missing, and how the extra that has it is installed.

    Raises
    ------
    ModuleNotFoundError
        If what is imported inside is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            f'{what}: pip install "nps[{extra}]", in a checkout pip install -e ".[{extra}]"',
            name=missing.name,
        ) from missing
