from __future__ import annotations

import copy
import json
import math
import pickle
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps._base.columns.frozen import Frozen, FrozenDict, content, frozen

if TYPE_CHECKING:
    from nps._kernels import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Part(Frozen):
    name: str
    value: FloatArray
    more: object = None
    beside: object = field(default=None, compare=False)

    @property
    def doubled(self) -> FloatArray:
        """Twice the value."""
        return 2.0 * self.value


class Plain:
    """Compared as Python does unless somebody says otherwise: by what it is."""

    def __init__(self, held: object) -> None:
        self.held = held


VALUES = st.lists(
    st.floats().filter(lambda x: not 8e307 < abs(x) < math.inf) | st.integers(-3, 3).map(float),
    max_size=4,
)


def test_a_view_is_frozen_and_the_array_stays_open():
    array = np.array([1.0, 2.0])
    part = Part("a", array)
    assert np.shares_memory(part.value, array)
    assert array.flags.writeable
    assert not part.value.flags.writeable
    assert frozen(part.value) is part.value


def test_properties_keep_their_docstring_and_cannot_be_written_to():
    assert Part.doubled.__doc__ == "Twice the value."
    doubled = Part("a", np.array([1.0])).doubled
    with pytest.raises(ValueError, match="read-only"):
        doubled[0] = 9.0


@given(VALUES, VALUES)
def test_equal_is_what_holds_the_same(one, other):
    left, right = Part("a", np.array(one)), Part("a", np.array(other), beside=1)
    same = np.array_equal(left.value, right.value, equal_nan=True)
    assert (left == right) == same
    assert not same or hash(left) == hash(right)
    assert replace(left, name="b") != left
    for again in (copy.copy(left), copy.deepcopy(left), pickle.loads(pickle.dumps(left))):
        assert again == left
        assert not again.value.flags.writeable
        assert not again.doubled.flags.writeable


@pytest.mark.parametrize("nothing", [float("nan"), np.float64("nan"), -float("nan")])
def test_no_number_is_like_no_number(nothing):
    assert content(nothing) == content(float("nan"))
    assert content((1, nothing)) == content((1, float("nan")))
    assert content({"a": nothing}) == content({"a": float("nan")})
    assert content(nothing) != content(0.0)


def test_shape_and_kind_count():
    assert content(np.zeros((2, 3))) != content(np.zeros((3, 2)))
    assert Part("a", np.zeros(1)) != 1
    assert content(Plain((1, 2))) == content(Plain((1, 2)))
    assert content(Plain((1, 2))) != content(Plain((2, 1)))


def test_dictionaries_are_frozen_all_the_way():
    held = frozen({"a": np.array([1.0]), "b": {"c": 1}})
    with pytest.raises(TypeError, match="read-only"):
        held["b"]["c"] = 2
    with pytest.raises(ValueError, match="read-only"):
        held["a"][0] = 2.0
    assert frozen(held) is held


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.__setitem__("a", 2), lambda d: d.__delitem__("a"), lambda d: d.pop("a"),
        lambda d: d.popitem(), lambda d: d.clear(), lambda d: d.update(a=2),
        lambda d: d.setdefault("b", 2), lambda d: d.__ior__({"a": 2}),
    ],
)  # fmt: skip
def test_a_frozen_dictionary_refuses_every_change(change):
    held = FrozenDict(a=1)
    with pytest.raises(TypeError, match=r"read-only; dict\(...\) makes a copy"):
        change(held)
    assert held == {"a": 1}
    assert json.dumps(held) == '{"a": 1}'
    for again in (copy.copy(held), copy.deepcopy(held), pickle.loads(pickle.dumps(held))):
        assert type(again) is FrozenDict
        assert again == held
    assert type(held.copy()) is dict


def test_copies_of_a_frozen_dictionary_hold_read_only_arrays():
    held = frozen({"a": np.array([1.0]), "b": {"c": np.array([2.0])}})
    for again in (copy.copy(held), copy.deepcopy(held), pickle.loads(pickle.dumps(held))):
        assert type(again["b"]) is FrozenDict
        for array in (again["a"], again["b"]["c"]):
            assert not array.flags.writeable
