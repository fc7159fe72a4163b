"""What the library raises: each error is an `NPSError` and a `ValueError` or `TypeError`."""

from __future__ import annotations

__all__ = [
    "EmptySampleError",
    "InputTypeError",
    "NPSError",
    "OptionError",
    "RatingError",
    "RatingTypeError",
]


class NPSError(Exception):
    """Base of all errors that the library raises on purpose."""


class RatingError(NPSError, ValueError):
    """Answers that are not ratings on the declared scale: 11, -1, 8.5, infinity, text, True.

    The message names the values, their positions and what can be done about them.
    """


class EmptySampleError(NPSError, ValueError):
    """A statistic was asked of a sample without a single valid answer."""


class OptionError(NPSError, ValueError):
    """An argument of the right kind has a value that is not allowed."""


class InputTypeError(NPSError, TypeError):
    """An argument is of a kind that the function does not take."""


class RatingTypeError(RatingError, InputTypeError):
    """A whole collection is of a kind that cannot hold ratings: text, booleans, dates, a table."""


for _error in map(globals().__getitem__, __all__):
    _error.__module__ = "nps"  # a traceback names what can be caught
