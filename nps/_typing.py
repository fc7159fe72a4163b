"""Names for the shapes of data that travel through the library."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]
BoolArray: TypeAlias = NDArray[np.bool_]

Alternative: TypeAlias = Literal["two-sided", "greater", "less"]
Invalid: TypeAlias = Literal["raise", "drop"]
Order: TypeAlias = Literal["appearance", "sorted"]
ClassLabel: TypeAlias = Literal["promoter", "passive", "detractor"]
Rng: TypeAlias = "int | np.random.SeedSequence | np.random.Generator | None"
