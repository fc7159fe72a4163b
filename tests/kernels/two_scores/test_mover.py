"""Square and add for one pair, against its columns; tests/inference/differences has the rest."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given
from single_pairs import agree, column, nulls, samples, single, tails

from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.two_scores.mover import mover_inference, mover_limits, mover_statistic


@given(samples, samples, nulls, tails)
@example((5, 0, 0), (0, 0, 5), 1.99, 0.025)
@example((5, 0, 0), (5, 0, 0), 0.0, 0.9)
@example((3, 4, 5), (5, 4, 3), 1.9, 0.025)  # beyond the reach of every interval
def test_one_pair_has_the_numbers_of_columns(sample, reference, null, tail):
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


@pytest.mark.parametrize("pair", [(0, 0, 0, 3, 2, 1), (3, 2, 1, 0, 0, 0)])
def test_a_side_without_answers_has_no_numbers(pair):
    assert all(math.isnan(x) for x in mover_inference(single(pair), 0.0, 1.96))
