"""Public doors: each name is written once, in the stub, and loaded when it is first used.

The stub beside a public room (`__init__.pyi`) says where each of its names lives, in imports that
type checkers and editors understand: ``from nps._samples.counts import Counts as Counts``. The
room itself reads the same lines and loads nothing until a name is asked for (PEP 562, SPEC 1).
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # `typing` itself would be most of what `import nps` costs
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def open_door(room: str) -> tuple[Callable[[str], object], Callable[[], list[str]], list[str]]:
    """Return `__getattr__`, `__dir__` and `__all__` of a public room.

    `room` is its `__name__`; the room is being imported, and its stub stands beside it.
    """
    module = sys.modules[room]
    homes = read_homes(_stub_of(room))
    names = sorted(homes)

    def load(name: str) -> object:
        """Load a public name when it is first asked for (PEP 562)."""
        if name not in homes:
            missing = f"module {room!r} has no attribute {name!r}"
            raise AttributeError(missing, name=name, obj=module)
        from importlib import import_module

        home = homes[name]
        inner = f"{home}.{name}"  # what lives in the room's own folder is a room or file itself
        value: object = import_module(inner) if home == room else getattr(import_module(home), name)
        setattr(module, name, value)
        return value

    return load, lambda: names, names


def read_homes(stub: str) -> Mapping[str, str]:
    """Return the module of each name that a stub imports as itself; it holds nothing else."""
    code = "\n".join(line for line in stub.splitlines() if not line.startswith("#"))
    words = iter(code.split())
    homes, home = {}, ""
    for word in words:
        if word == "from":
            home = next(words)
        elif word == "as":
            homes[next(words).rstrip(",")] = home
    return homes


def _stub_of(room: str) -> str:
    """Read the stub as the room was read, be it from a folder or from an archive."""
    spec = sys.modules[room].__spec__
    assert spec is not None and spec.origin is not None  # noqa: PT018 - it is being imported
    stub = f"{spec.origin.rpartition('.')[0]}.pyi"
    content: bytes = spec.loader.get_data(stub)  # type: ignore[union-attr]
    return content.decode("utf-8")
