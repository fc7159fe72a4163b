"""Fields that are computed when they are first read, once, and otherwise are like any other."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, dataclass, replace
from threading import Barrier

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import small_counts

import nps
from nps._base.columns.frozen import Frozen
from nps._base.columns.later import Later, computes_later, held

calls: list[object] = []


def squared(x):
    calls.append(x)
    return x * x


@computes_later("square")
@dataclass(frozen=True, slots=True, eq=False)
class Number(Frozen):
    name: str
    square: object


@given(st.integers())
def test_it_is_computed_once_when_it_is_read(x):
    calls.clear()
    number = Number("x", Later(squared, x))
    assert number.name == "x"
    assert held(number, "name") == "x"
    assert isinstance(held(number, "square"), Later)
    assert not calls
    assert (number.square, number.square) == (x * x, x * x)
    assert held(number, "square") == x * x
    assert calls == [x]


@given(st.integers())
def test_it_equals_one_that_was_made_with_the_value(x):
    late, early = Number("x", Later(squared, x)), Number("x", x * x)
    assert late == early
    assert hash(Number("x", Later(squared, x))) == hash(early)
    assert repr(Number("x", Later(squared, x))) == repr(early)
    for made_again in (pickle.loads(pickle.dumps(Number("x", Later(squared, x)))),
                       copy.deepcopy(Number("x", Later(squared, x))),
                       replace(Number("y", Later(squared, x)), name="x")):  # fmt: skip
        assert made_again == early


def test_it_is_as_frozen_as_the_others():
    number = Number("x", Later(squared, 3))
    with pytest.raises(FrozenInstanceError):
        number.square = 4
    with pytest.raises(FrozenInstanceError):
        del number.square
    assert number.square == 9
    assert Number.square is vars(Number)["square"]


def test_threads_read_one_value():
    together = Barrier(4, timeout=60)

    def slow(x):
        return (x, *range(5))

    number = Number("x", Later(slow, 7))

    def read(_):
        together.wait()
        return number.square

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(read, range(4)))
    assert found == [(7, 0, 1, 2, 3, 4)] * 4


class Column(tuple):
    def _at(self, position):
        return self[position]


def test_a_row_is_computed_of_itself_alone():
    row = Later(lambda column: Column(map(squared, column)), [1, 2, 3])._at(1)
    calls.clear()
    assert Number("row", row).square == 4
    assert calls == [2]


@given(small_counts, st.sampled_from([0.0, 12.5, -40.0]), st.sampled_from(["two-sided", "greater"]))
def test_an_exact_interval_is_computed_when_it_is_read(counts, target, alternative):
    def asked(sample):
        return nps.compare_benchmark(
            sample, target, method="exact-unconditional", alternative=alternative
        )

    found = asked(counts)
    assert isinstance(held(found, "confidence_interval"), Later)
    assert 0.0 <= found.p_value <= 1.0
    assert isinstance(held(found, "confidence_interval"), Later)
    interval = nps.estimate(counts, method="exact-unconditional", alternative=alternative)
    ends = [end - target for end in interval.confidence_interval]
    assert found.confidence_interval == pytest.approx(ends, abs=1e-9)
    assert isinstance(found.confidence_interval, nps.ConfidenceInterval)
    many = asked(nps.Cohorts.from_dict({"none": [], "a": counts, "b": counts}))
    assert isinstance(held(many, "confidence_interval"), Later)
    row = many["a"]
    assert isinstance(held(row, "confidence_interval"), Later)
    assert isinstance(held(many, "confidence_interval"), Later)
    assert row.confidence_interval == found.confidence_interval
    assert many.confidence_interval.high[2] == found.confidence_interval.high
    assert np.isnan(many.confidence_interval.low[0])
    assert asked(counts) == found
