"""The rooms: arrows point down, nothing goes round in a circle, and no room tells two stories.

Every import counts, whether it runs on loading, inside a function or only for type checkers.
import-linter holds the same floors (pyproject.toml); here is what it cannot see, and a second
reading of what it can.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter

import pytest
from house import FILES, MODULES, PACKAGE, ROOMS, STUBS, arrows, entries, imported

FLOORS = (
    {"_kernels"},
    {"_base"},
    {"_samples"},
    {"_surveys"},
    {"_sources", "_inference"},
    {"planning", "drivers", "comments", "segments", "value", "response", "examples"},
    {"results"},
    {"plot"},
    {"_command"},
    {"__main__"},
)
FLOORS_OF_INFERENCE = (
    {"evidence"},
    {"scores", "laws"},
    {"differences"},
    {"families", "people", "strata"},
    {"waves"},
    {"mix", "monitoring"},
)
#: Files whose imports by name (`import_module`) are the house's own, and what they load.
BOUND_BY_NAME = {
    "nps._base.doors": "public names, each with its module when it is first used",
    "nps._base.results": "the pictures, which need Matplotlib",
    "nps._base.words.languages": "words, by language",
}
#: Tables of phrases and citations, which are as long as there is something to say.
PHRASES = "nps._base.words."

ARROWS = arrows()
PRIVATE_ROOMS = [room for room in ROOMS if "._" in room]


def floor_of(floors: tuple[set[str], ...], room: str) -> int:
    (floor,) = (height for height, rooms in enumerate(floors) if room in rooms)
    return floor


def pointing_up(floors: tuple[set[str], ...], inside: str) -> set[tuple[str, str]]:
    """Return the arrows between two rooms of `inside` that do not lead to a lower floor."""
    depth = inside.count(".") + 1
    up = set()
    for name, targets in ARROWS.items():
        for target in targets:
            ends = (name.split("."), target.split("."))
            if any(len(end) <= depth or not ".".join(end).startswith(f"{inside}.") for end in ends):
                continue
            above, below = (end[depth] for end in ends)
            if above == below:
                continue
            if floor_of(floors, above) <= floor_of(floors, below):
                up.add((name, target))
    return up


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Return one circle of a graph, as the names that it passes; empty where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.mark.parametrize(
    ("floors", "inside"), [(FLOORS, "nps"), (FLOORS_OF_INFERENCE, "nps._inference")]
)
def test_arrows_point_down(floors, inside):
    assert pointing_up(floors, inside) == set()


def test_every_room_is_on_one_floor():
    public = {name.split(".")[1] for name in MODULES if name != "nps"}
    assert public <= set().union(*FLOORS)
    inside = {name.split(".")[2] for name in MODULES if name.startswith("nps._inference.")}
    assert inside <= set().union(*FLOORS_OF_INFERENCE)


def test_no_circle_of_files():
    assert circle(ARROWS) == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_circle_of_rooms(room):
    depth = room.count(".") + 2
    graph = defaultdict(set)
    for name, targets in ARROWS.items():
        for target in targets:
            ends = [".".join(end.split(".")[:depth]) for end in (name, target)]
            if all(end.startswith(f"{room}.") for end in ends) and ends[0] != ends[1]:
                graph[ends[0]].add(ends[1])
    assert circle(graph) == []


def test_only_the_command_comes_in_by_the_front_door():
    through = {name for name, targets in ARROWS.items() if "nps" in targets}
    assert all(name.startswith(("nps._command.", "nps.__main__")) for name in through)


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("nps._kernels")])
def test_kernels_stand_alone(name):
    for target in imported(ast.walk(MODULES[name])):
        top = target.partition(".")[0]
        if top == "nps":
            assert target.startswith("nps._kernels"), target
        else:
            assert target == "scipy.special" or top in {"numpy"} | sys.stdlib_module_names, target


@pytest.mark.parametrize("room", ROOMS.keys() - {"nps"})
def test_no_room_tells_two_stories(room):
    assert len(entries(ROOMS[room])) <= 12


def test_the_top_floor_holds_what_is_planned():
    planned = {"__init__", "py"} | set().union(*FLOORS)
    assert entries(PACKAGE) - {"py.typed"} <= planned


@pytest.mark.parametrize("room", PRIVATE_ROOMS)
def test_private_rooms_load_nothing(room):
    tree = MODULES[room]
    assert ast.get_docstring(tree), "the map of the room"
    allowed = {"__future__", "typing", "numpy", "numpy.typing"} if room == "nps._kernels" else set()
    assert imported(ast.walk(tree)) <= allowed


@pytest.mark.parametrize("room", PRIVATE_ROOMS)
def test_rooms_have_a_map(room):
    mapped = re.findall(r"^(\w+)  ", ast.get_docstring(MODULES[room]) or "", re.MULTILINE)
    assert set(mapped) == entries(ROOMS[room]) - {"__init__"}
    assert mapped == sorted(mapped)


@pytest.mark.parametrize("name", MODULES.keys() - {"nps"})
def test_one_underscore_at_the_door(name):
    *above, last = name.split(".")[1:]
    hidden = [part for part in above if part.startswith("_")]
    if last.startswith("__"):
        return
    if above and not hidden:
        assert last.startswith("_"), "a file of a public room would hide the verb of its name"
    elif hidden:
        assert not last.startswith("_")


def test_what_is_bound_by_name_is_on_the_list():
    bound = set()
    for name, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
                target = node.args[0]
                optional = isinstance(target, ast.Constant) and not str(target.value).startswith(
                    "nps"
                )
                if not optional and "narwhals" not in ast.unparse(target):
                    bound.add(name)
    assert bound == BOUND_BY_NAME.keys()


def test_no_function_is_longer_than_a_page():
    for name, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) is not None else node.body
                lines = node.end_lineno - body[0].lineno + 1 if body else 0
                assert lines <= 90, f"{name}: {node.name} has {lines} lines"


def lengths() -> dict[str, int]:
    return {
        name: len(path.read_text(encoding="utf-8").splitlines())
        for name, path in FILES.items()
        if not name.startswith(PHRASES)
    }


def test_files_are_short():
    assert {name for name, lines in lengths().items() if lines > 500} == set()
    assert sum(lines > 350 for lines in lengths().values()) <= 10


def test_stubs_stand_beside_what_they_describe():
    assert STUBS.keys() <= MODULES.keys()
