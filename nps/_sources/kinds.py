"""Whether answers stand in a file: asked without loading what reads files."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from nps._sources.answer_file import AnswerFile


def is_file(ratings: object) -> TypeGuard[AnswerFile]:
    """Tell whether ratings stand in a file, whose columns are factors by their names."""
    if not hasattr(type(ratings), "batches"):  # what reads files is loaded where there is one
        return False
    from nps._sources.answer_file import AnswerFile

    return isinstance(ratings, AnswerFile)
