"""Columns of a mapping or a data frame by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from nps._base.errors import InputTypeError, OptionError
from nps._base.text import shown


def named_columns(factors: object) -> Mapping[str, object]:
    """Return the columns of a mapping or a data frame by name; at least one."""
    if not isinstance(factors, Mapping) and hasattr(type(factors), "columns"):
        import narwhals.stable.v2 as nw

        from nps._sources.frames.found import collect
        from nps._sources.frames.opened import open_frame

        frame = open_frame(factors)
        table = frame if isinstance(frame, nw.DataFrame) else collect(frame)
        columns: Mapping[object, object] = {
            name: table.get_column(name).to_native() for name in table.columns
        }
    elif isinstance(factors, Mapping):
        columns = factors
    else:
        raise InputTypeError(
            "factors must be a mapping from name to column, such as {'price': [4, 5, 3]}, or a data"
            f" frame, got {shown(factors)}."
        )
    for name in columns:
        if not isinstance(name, str) or not name.strip():
            raise InputTypeError(f"factors must be named by text, got the name {shown(name)}.")
    if not columns:
        raise OptionError("factors must hold at least one column, got none.")
    return cast("Mapping[str, object]", columns)
