"""Frozen through: arrays are read-only however a value came to be, and values equal by content."""

from __future__ import annotations

import functools
from dataclasses import fields, is_dataclass
from typing import Any, NoReturn, TypeVar, cast

import numpy as np

Value = TypeVar("Value")
#: What the annotation of a field or property names when it may hold something to freeze.
_HOLDERS = ("Array", "Instants", "Mapping", "DriverDesign")
#: What a hash is made of: equal results have equal fields of these types.
_PLAIN = (str, int, float, np.generic)
_NO_NUMBER = "not a number"  # in place of NaN, which does not equal itself


class FrozenDict(dict[Any, Any]):
    """A dictionary that cannot be changed; `dict(it)` can."""

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("this belongs to a result and is read-only; dict(...) makes a copy of it")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[object, ...]:
        """Let copies and other processes rebuild it, arrays read-only again."""
        return frozen, (dict(self),)


def frozen(value: Value) -> Value:
    """Return an array, or a dictionary or named tuple of them, read-only; the rest as it is.

    What came in stays as it was: an array is seen through a view that cannot be written to.
    """
    if isinstance(value, np.ndarray):
        if not value.flags.writeable:
            return value
        view = value.view()
        view.flags.writeable = False
        return view
    if isinstance(value, tuple) and hasattr(value, "_make"):
        return cast("Value", value._make(map(frozen, value)))
    if isinstance(value, dict) and type(value) is not FrozenDict:
        return cast("Value", FrozenDict((key, frozen(part)) for key, part in value.items()))
    return value


def content(value: object) -> object:
    """Return what makes a value equal to another: by value, NaN being like NaN."""
    if isinstance(value, float):
        return _NO_NUMBER if value != value else value
    if isinstance(value, np.ndarray):
        return value.shape, content(tuple(value.ravel().tolist()))
    if isinstance(value, tuple):
        return tuple(map(content, value))
    if isinstance(value, dict):
        return frozenset((key, content(part)) for key, part in value.items())
    if is_dataclass(value) and _by_fields(type(value)):
        return type(value), *map(content, _values(value, compared=True))
    if type(value).__eq__ is object.__eq__ and hasattr(value, "__dict__") and not callable(value):
        return type(value), content(vars(value))
    return value


def _by_fields(kind: Any) -> bool:
    """Return whether what a dataclass holds says whether it equals another."""
    made: bool = kind.__dataclass_params__.eq
    return made or kind.__eq__ in (object.__eq__, Frozen.__eq__)


def _values(whole: object, *, compared: bool = False) -> tuple[object, ...]:
    """Return what the fields hold, or those of them that count when it is compared."""
    return tuple(
        getattr(whole, f.name) for f in fields(cast("Any", whole)) if f.compare or not compared
    )


@functools.cache
def _holding(kind: type) -> tuple[str, ...]:
    """Name the fields that may hold something to freeze."""
    named = fields(cast("Any", kind))
    return tuple(f.name for f in named if any(holder in str(f.type) for holder in _HOLDERS))


def _read_only(member: property) -> property:
    """Return a property whose arrays are read-only."""
    get = member.fget
    assert get is not None  # a property that can be read

    @functools.wraps(get)
    def read(self: object) -> object:
        return frozen(get(self))

    return property(read, doc=member.__doc__)


def _gives_arrays(member: object) -> bool:
    if not isinstance(member, property) or hasattr(member.fget, "__wrapped__"):
        return False
    given = str(getattr(member.fget, "__annotations__", {}).get("return", ""))
    return any(holder in given for holder in _HOLDERS)


def _again(kind: type[Value], values: tuple[object, ...]) -> Value:
    """Make a value of what its fields held, as it was before it was pickled or copied."""
    new = object.__new__(kind)
    for field, value in zip(fields(cast("Any", kind)), values, strict=True):
        object.__setattr__(new, field.name, frozen(value))
    return new


class Frozen:
    """A frozen dataclass, all that it holds or computes included.

    Arrays of fields and of properties are read-only, copies and what comes from other processes as
    well. It equals another of its kind that holds the same; `eq=False` lets a dataclass have that.
    """

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for name, member in list(vars(cls).items()):
            if _gives_arrays(member):
                setattr(cls, name, _read_only(member))

    def __post_init__(self) -> None:
        """Freeze what the fields hold."""
        for name in _holding(cast("Any", type(self))):
            object.__setattr__(self, name, frozen(getattr(self, name)))

    def __reduce__(self) -> tuple[object, ...]:
        """Let copies and other processes freeze again what they get."""
        return _again, (type(self), _values(self))

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return content(self) == content(other)

    def __hash__(self) -> int:
        plain = (v for v in _values(self, compared=True) if isinstance(v, _PLAIN))
        return hash((type(self), *map(content, plain)))
