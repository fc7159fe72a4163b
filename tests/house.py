"""The house as its files say: every module, what it imports, how long it is, what a room holds."""

from __future__ import annotations

import ast
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import nps

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[1]
PACKAGE = Path(nps.__file__).parent


def module_name(path: Path) -> str:
    """Return the dotted name of a file of the package; a stub is called as what it stands for."""
    parts = (PACKAGE.name, *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


FILES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}
MODULES = {name: ast.parse(path.read_bytes()) for name, path in FILES.items()}
STUBS = {module_name(path): ast.parse(path.read_bytes()) for path in sorted(PACKAGE.rglob("*.pyi"))}
#: Every room by its dotted name, with its folder.
ROOMS = {name: path.parent for name, path in FILES.items() if path.name == "__init__.py"}


def imported(nodes: Iterable[ast.AST]) -> set[str]:
    """Name the modules that these nodes import; `from a import b` may name a module a.b."""
    names = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written out from nps"
            longer = {f"{node.module}.{alias.name}" for alias in node.names}
            modules = longer & MODULES.keys()
            names |= modules
            if longer - modules:
                names.add(str(node.module))
    return names


def arrows() -> dict[str, set[str]]:
    """Name what each module imports of ours: at the top, inside functions and for types alike."""
    found = {name: imported(ast.walk(tree)) for name, tree in MODULES.items()}
    for name, tree in STUBS.items():
        found[name] |= imported(ast.walk(tree))
    return {name: {t for t in targets if t in MODULES} - {name} for name, targets in found.items()}


def entries(folder: Path) -> set[str]:
    """Name what a room holds: its modules, a stub being one with what it stands for, and rooms.

    A wheel has the data of the examples beside their loaders; they are no modules.
    """
    inside = (
        path for path in folder.iterdir() if path.name != "__pycache__" and path.suffix != ".csv"
    )
    return {path.with_suffix("").name if path.suffix == ".pyi" else path.stem for path in inside}


def public_names() -> dict[str, object]:
    """Return what is public, as one types it behind `nps.`: at the front door and in rooms."""
    doors = {name: getattr(nps, name) for name in nps.__all__}
    rooms = {name: door for name, door in doors.items() if isinstance(door, ModuleType)}
    inside = {
        f"{name}.{inner}": getattr(room, inner)
        for name, room in rooms.items()
        for inner in room.__all__
    }
    return {name: door for name, door in doors.items() if name not in rooms} | inside


PUBLIC = public_names()
