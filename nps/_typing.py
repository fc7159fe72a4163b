"""Names for the shapes of data that travel through the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]
BoolArray: TypeAlias = NDArray[np.bool_]

Alternative: TypeAlias = Literal["two-sided", "greater", "less"]
Invalid: TypeAlias = Literal["raise", "drop"]
Order: TypeAlias = Literal["appearance", "sorted"]
ClassLabel: TypeAlias = Literal["promoter", "passive", "detractor"]
Rng: TypeAlias = "int | np.random.SeedSequence | np.random.Generator | None"
#: Number of units of one stage of sampling, in all or by stratum.
Units: TypeAlias = "int | Mapping[object, int]"
#: The same, or an entry for each stage.
Population: TypeAlias = "Units | Sequence[Units | None] | None"
