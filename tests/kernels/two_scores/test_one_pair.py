"""One pair of samples, worked out in floats, against columns of one row."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.two_scores.mover import mover_inference, mover_limits, mover_statistic
from nps._kernels.two_scores.score import Pairs, score_inference

cell = st.just(0) | st.integers(0, 12) | st.integers(0, 10**9)
samples = st.tuples(cell, cell, cell).filter(sum)
nulls = st.just(0.0) | st.sampled_from([-2.0, -1.0, 1.0, 2.0]) | st.floats(-1.99, 1.99)
tails = st.sampled_from([0.025, 0.05, 0.5, 0.9]) | st.floats(1e-12, 0.999)


def single(pair: tuple[int, ...]) -> Pairs:
    return Pairs(*map(float, pair))  # type: ignore[arg-type]


def column(pair: tuple[int, ...]) -> Pairs:
    return Pairs(*(np.array([float(k)]) for k in pair))


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


@given(samples, samples, nulls, tails, st.booleans())
@example((5, 0, 0), (0, 0, 5), 1.99, 0.025, True)  # lambda hardly moves the variance
@example((5, 0, 0), (5, 0, 0), 0.0, 0.025, True)
@example((0, 0, 5), (5, 0, 0), -2.0, 0.025, True)
@example((197, 297, 506), (99, 1, 0), 0.0, 0.001, False)  # Newton alone swings to and fro
def test_the_score_method(sample, reference, null, tail, corrected):
    infer = partial(score_inference, critical=normal_quantile(tail), corrected=corrected)
    pair = sample + reference
    agree(infer(single(pair), null), infer(column(pair), np.array([null])), pair, null)


@given(samples, samples, nulls, tails)
@example((5, 0, 0), (0, 0, 5), 1.99, 0.025)
@example((5, 0, 0), (5, 0, 0), 0.0, 0.9)
@example((3, 4, 5), (5, 4, 3), 1.9, 0.025)  # beyond the reach of every interval
def test_square_and_add(sample, reference, null, tail):
    critical = normal_quantile(tail)
    pair = sample + reference
    columns = column(pair)
    wanted = *mover_limits(columns, critical), mover_statistic(columns, np.array([null]))
    alone = mover_inference(single(pair), null, critical)
    z = float(alone[2])
    # where an end hardly moves with the critical value, several of them have theirs at the null
    there = [end[0] for end in mover_limits(columns, abs(z))] if math.isfinite(z) else []
    if there and min(abs(end - null) for end in there) < 1e-13:
        wanted = *wanted[:2], np.array([z])
    agree(alone, wanted, pair, null)


@pytest.mark.parametrize("infer", [score_inference, mover_inference])
@pytest.mark.parametrize("pair", [(0, 0, 0, 3, 2, 1), (3, 2, 1, 0, 0, 0)])
def test_a_side_without_answers_has_no_numbers(infer, pair):
    assert all(math.isnan(x) for x in infer(single(pair), 0.0, 1.96))
