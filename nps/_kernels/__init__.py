"""The arithmetic: arrays in, arrays out.

Kernels broadcast over cohorts, work on the -1..1 scale (a score in points divided by 100), check
nothing and import nothing of the library but each other. They load SciPy inside the function that
needs it, never on import. Where a statistic does not exist (no answers, say) they return NaN.

counting     From columns to counts.
laws         Laws of a score: resampled and posterior.
many_scores  Many scores as one family.
numerics     Numerical tools of the other kernels.
one_score    One score: limits and tests.
same_people  The same people twice.
series       Scores in time.
topics       The arithmetic of the topic rooms: planning, drivers and the like.
two_scores   Two independent scores.
weights      Weighted scores.
"""

from __future__ import annotations

from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]
BoolArray: TypeAlias = NDArray[np.bool_]
Number = TypeVar("Number", FloatArray, float)
