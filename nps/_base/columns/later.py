"""A field of a result that is computed when it is first read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Kind = TypeVar("Kind", bound=type)


@dataclass(frozen=True, slots=True)
class Later:
    """What a field holds until it is read: how its value is computed, and of what.

    Of many, `compute` gives columns that know their rows (`_at`), and so does this.
    """

    compute: Callable[[Any], Any]
    of: Any

    def _at(self, position: int) -> Later:
        """Return the same of one row alone."""
        return Later(lambda one: self.compute(one)._at(0), self.of[position : position + 1])


class _Field:
    """A field with a slot that may hold a `Later`, and gives its value.

    Threads that read it at the same time compute the same value, and keep one of them.
    """

    def __init__(self, slot: Any) -> None:
        self.slot = slot

    def __get__(self, whole: object, kind: type | None = None) -> Any:
        if whole is None:
            return self
        value = self.slot.__get__(whole, kind)
        if isinstance(value, Later):
            value = value.compute(value.of)
            self.slot.__set__(whole, value)
        return value

    def __set__(self, whole: object, value: object) -> None:
        self.slot.__set__(whole, value)


def computes_later(*names: str) -> Callable[[Kind], Kind]:
    """Let fields of a dataclass with slots be computed when they are first read."""

    def prepared(kind: Kind) -> Kind:
        for name in names:
            setattr(kind, name, _Field(vars(kind)[name]))
        return kind

    return prepared


def held(whole: object, name: str) -> Any:
    """Return what a field holds, without computing what was not read yet."""
    member = getattr(type(whole), name)
    return member.slot.__get__(whole) if isinstance(member, _Field) else getattr(whole, name)
