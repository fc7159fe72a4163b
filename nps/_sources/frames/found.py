"""The small table that an engine answers with."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from nps._base.errors import OptionError
from nps._base.text import shown

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

    from nps._kernels import FloatArray, IntArray
    from nps._samples.ratings import Scale
    from nps._sources.frames.counting import Lazy

#: Libraries that an engine's answer may come back in, best first.
_CARRIERS: tuple[Literal["pyarrow", "polars", "pandas"], ...] = ("pyarrow", "polars", "pandas")
#: The first Polars whose engine for data larger than memory goes by its name of today.
_STREAMING = (1, 25)


def collect(rows: Lazy) -> nw.DataFrame[Any]:
    """Let the engine compute; its small answer comes back in what is installed here."""
    if str(rows.implementation) == "polars":
        version = import_module("polars").__version__.split(".")
        streams = tuple(map(int, version[:2])) >= _STREAMING
        return rows.collect(engine="streaming" if streams else "cpu")
    return rows.collect(backend=next((name for name in _CARRIERS if find_spec(name)), None))


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine found for each combination of keys and bucket."""

    table: nw.DataFrame[Any]

    @classmethod
    def of(cls, rows: Lazy) -> Found:
        """Let the engine compute."""
        return cls(collect(rows))

    def numbers(self, name: str) -> FloatArray:
        """Return a column of numbers."""
        return np.asarray(self.table.get_column(name).to_numpy(), dtype=np.float64)

    def whole(self, name: str) -> IntArray:
        """Return a column of whole numbers, in whatever type the engine counts or adds."""
        return np.asarray(self.table.get_column(name).to_numpy()).astype(np.int64)

    def off_scale(self, scale: Scale) -> int:
        """Return how many answers are off the scale."""
        return int(self.whole("n")[self.whole("bucket") == scale.high + 2].sum())

    def key(self, role: str, name: str) -> object:
        """Return the labels of column `name` as they came back, if Python can hold them."""
        column = self.table.get_column(role)
        if column.dtype.is_temporal():
            try:
                column.to_list()
            except OverflowError:
                raise OptionError(
                    f"column {shown(name)} holds a time that Python cannot: before the year 1,"
                    " after 9999, or infinity. Leave such rows out."
                ) from None
        return column.to_native()
