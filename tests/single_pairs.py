"""One pair of samples, worked out in floats, against columns of one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import strategies as st

from nps._kernels.two_scores.score import Pairs

if TYPE_CHECKING:
    import nps

cell = st.just(0) | st.integers(0, 12) | st.integers(0, 10**9)
samples = st.tuples(cell, cell, cell).filter(sum)
nulls = st.just(0.0) | st.sampled_from([-2.0, -1.0, 1.0, 2.0]) | st.floats(-1.99, 1.99)
tails = st.sampled_from([0.025, 0.05, 0.5, 0.9]) | st.floats(1e-12, 0.999)


def single(pair: tuple[int, ...]) -> Pairs:
    return Pairs(*map(float, pair))  # type: ignore[arg-type]


def column(pair: tuple[int, ...]) -> Pairs:
    return Pairs(*(np.array([float(k)]) for k in pair))


def pairs_of(a: nps.Counts, b: nps.Counts, size: int = 1) -> Pairs:
    """Return the same pair `size` times, as the kernels take columns."""
    six = a.promoters, a.passives, a.detractors, b.promoters, b.passives, b.detractors
    return Pairs(*(np.full(size, float(k)) for k in six))


def agree(alone, columns, pair, null):
    """The same equation, solved twice.

    Both lose the digits that cancel in the distance of d_1 - d_2 from the null, and those of a
    multiplier that is so large that the variance, about (distance / z)**2, hardly depends on it. At
    an end of the scale, where nothing may vary, only the side is certain.
    """
    *limits, z = (float(x) for x in alone)
    *wanted, statistic = (float(x[0]) for x in columns)
    assert limits == pytest.approx(wanted, rel=1e-12, abs=1e-12)
    a1, b1, c1, a2, b2, c2 = pair
    gap = abs((a1 - c1) / (a1 + b1 + c1) - (a2 - c2) / (a2 + b2 + c2) - null)
    lost = 1e-14 / gap + 1e-15 * z * z if gap else 0.0
    assert z == pytest.approx(statistic, rel=1e-9 + lost) or (
        abs(null) == 2.0 and min(abs(z), abs(statistic)) > 1e3 and z * statistic > 0.0
    )
