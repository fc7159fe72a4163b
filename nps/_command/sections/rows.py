"""What sections about the rows of one file share: what they refuse, and how they read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.words.notes import Note
from nps._command.options import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from nps._sources.answer_file import AnswerFile

#: Where draws begin, so that a file gives the same report twice; the report says so.
SEED = 1


def refuse_other_rows(options: argparse.Namespace, form: str, asked: str) -> None:
    """Refuse what is about other rows than those of one file, before anything is read.

    Raises
    ------
    UsageError
        If counts, persons, several files or questions, or a form with one table were asked for.
    """
    for option, why in (
        ("frequency", Note("counts of answers do not say who gave them")),
        ("respondent", Note("all rows of a person would count")),
    ):
        if getattr(options, option) is not None:
            raise UsageError(
                Note(
                    "{asked} cannot be combined with {option}: {why}",
                    asked=asked,
                    option=f"--{option}",
                    why=why,
                )
            )
    if len(dict.fromkeys(options.files)) > 1:
        raise UsageError(
            Note("{option} reads one file; put the files into one first", option=asked)
        )
    refuse_one_table(form, asked)
    if len(options.rating) > 1:
        raise UsageError(
            Note("{option} takes one column of ratings; choose it with --rating", option=asked)
        )


def refuse_one_table(form: str, asked: str) -> None:
    """Refuse a form that holds one table beside an option that adds another.

    Raises
    ------
    UsageError
        If the form is CSV.
    """
    if form == "csv":
        raise UsageError(
            Note(
                "--format csv holds one table, and {option} adds another: try xlsx or json",
                option=asked,
            )
        )


def read_columns(
    file: AnswerFile, numbers: Sequence[str], texts: Sequence[str] = ()
) -> tuple[np.ndarray, list[np.ndarray], list[list[str | None]]]:
    """Return the ratings, columns of numbers and columns of text of the rows that count.

    Raises
    ------
    UsageError
        If two of them are one column.
    """
    ratings: list[np.ndarray] = []
    columns: list[list[np.ndarray]] = [[] for _ in numbers]
    cells: list[list[str | None]] = [[] for _ in texts]
    for batch in file.batches(numbers, text=texts, invalid="drop"):
        values = list(batch.values())
        if len(values) != 1 + len(numbers) + len(texts):
            raise UsageError(
                Note(
                    "{columns} must be columns of their own, beside that of the ratings",
                    columns=tuple(map(repr, [*numbers, *texts])),
                )
            )
        ratings.append(np.asarray(values[0]))
        for column, part in zip(columns, values[1 : 1 + len(numbers)], strict=True):
            column.append(np.asarray(part))
        for text, part in zip(cells, values[1 + len(numbers) :], strict=True):
            text.extend(part)
    none = [np.zeros(0)]
    return np.concatenate(ratings or none), [np.concatenate(x or none) for x in columns], cells
