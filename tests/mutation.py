"""Break the kernels and the checkers one place at a time, and see that a test notices.

`nox -s mutate` runs it. A mutant is one changed sign, bound, constant or choice; it is killed when
a test fails. First the tests that mirror the file run, then those that mirror whoever imports it.
What survives stands in tests/mutation.md with a proof that nothing changes, or with a reason.

This is our own, in one file, since the house says by itself which tests belong to a kernel: seconds
for each mutant instead of the whole suite, from a process that has loaded NumPy and SciPy already.
In the end the tests that killed run once more on the code as it is, where all of them must pass.
Which mutants are drawn depends on a seed and on what they change, so that a change of one kernel
leaves the sample of the others as it was.
"""

from __future__ import annotations

import argparse
import ast
import copy
import functools
import hashlib
import importlib.abc
import importlib.util
import multiprocessing
import os
import re
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from house import FILES, MODULES, ROOT, arrows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from pathlib import Path

    import pytest

SEED = 20
LISTED = ROOT / "tests/mutation.md"
#: What is broken: where numbers are made, and where arguments are judged.
BROKEN = ("nps._kernels.", "nps._base.checks", "nps._inference.evidence")
#: Seconds of the processor for eight files of tests; what takes more goes round in circles.
SECONDS = 120
COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COMPUTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
CALLED = {
    "min": "max", "max": "min", "minimum": "maximum", "maximum": "minimum", "floor": "ceil",
    "ceil": "floor", "any": "all", "all": "any", "argmin": "argmax", "argmax": "argmin",
    "zeros": "ones", "ones": "zeros", "sqrt": "abs", "isnan": "isfinite", "isfinite": "isnan",
}  # fmt: skip
SIDES = {"left": "right", "right": "left"}


class Mutant(NamedTuple):
    """One place that is broken: the file, what is changed there, and how to do so."""

    module: str
    name: str
    place: int
    edit: Callable[[ast.AST], None]

    def source(self) -> ast.Module:
        """Return the broken file."""
        tree = copy.deepcopy(MODULES[self.module])
        self.edit(list(ast.walk(tree))[self.place])
        return ast.fix_missing_locations(tree)


# ---------------------------------------------------------------- what may break


def edits(node: ast.AST) -> Iterator[Callable[[ast.AST], None]]:
    """Return every way to break a node, in its place."""
    if isinstance(node, ast.Compare):
        for i, op in enumerate(node.ops):
            if type(op) in COMPARED:
                yield lambda n, i=i, op=op: n.ops.__setitem__(i, COMPARED[type(op)]())
    elif isinstance(node, (ast.BinOp, ast.AugAssign)):
        if type(node.op) in COMPUTED:
            yield lambda n: setattr(n, "op", COMPUTED[type(n.op)]())
    elif isinstance(node, ast.BoolOp):
        yield lambda n: setattr(n, "op", ast.Or() if isinstance(n.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.UAdd):
        # twice is as if it were not there
        yield lambda n: setattr(n, "operand", ast.UnaryOp(n.op, n.operand))
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield lambda n: setattr(n, "value", not n.value)
        elif node.value in SIDES and isinstance(node.value, str):
            yield lambda n: setattr(n, "value", SIDES[n.value])
        elif isinstance(node.value, int) and abs(node.value) <= 8:
            yield lambda n: setattr(n, "value", n.value + 1)
        elif isinstance(node.value, float) and (not node.value or 1e-3 <= node.value <= 1e3):
            yield lambda n: setattr(n, "value", 1.25 * n.value if n.value else 1.0)
    elif isinstance(node, ast.Call):
        called = getattr(node.func, "attr", getattr(node.func, "id", None))
        if called in CALLED:
            name = "attr" if isinstance(node.func, ast.Attribute) else "id"
            yield lambda n: setattr(n.func, name, CALLED[called])
        if called == "where" and len(node.args) == 3:
            yield lambda n: setattr(n, "args", [n.args[0], n.args[2], n.args[1]])
    elif isinstance(node, (ast.If, ast.IfExp)) and not isinstance(node.test, ast.Compare):
        yield lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))


def untouched(tree: ast.AST) -> set[int]:
    """Return what is no code that runs, or only speaks: types, texts of errors, decorators."""
    out: set[int] = set()

    def leave(*nodes: ast.AST | None) -> None:
        for node in nodes:
            if node is not None:
                out.update(map(id, ast.walk(node)))

    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            leave(*node.decorator_list)
            leave(getattr(node, "returns", None))
        if isinstance(node, (ast.arg, ast.AnnAssign)):
            leave(node.annotation)
        if isinstance(node, (ast.Raise, ast.Assert, ast.JoinedStr)):
            leave(node)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            leave(node)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "cast":
            leave(*node.args[:1])
        if isinstance(node, ast.keyword) and node.arg == "strict":  # can only raise
            leave(node)
    return out


def functions(tree: ast.Module) -> dict[int, str]:
    """Return the function that each node stands in."""
    inside: dict[int, str] = {}
    for node in ast.walk(tree):  # from outside to inside
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            above = inside.get(id(node), "")
            name = f"{above}.{node.name}" if above else node.name
            inside.update(dict.fromkeys(map(id, ast.walk(node)), name))
    return inside


@functools.cache
def mutants(module: str) -> list[Mutant]:
    """Return every mutant of a module; its name says what is changed, not in which line."""
    tree = MODULES[module]
    left, inside = untouched(tree), functions(tree)
    found: list[Mutant] = []
    seen: Counter[str] = Counter()
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in left:
            continue
        for edit in edits(node):
            broken = copy.deepcopy(node)
            edit(broken)
            short = (_short(node), _short(broken))
            name = (
                f"{module.removeprefix('nps.')} {inside.get(id(node), '-')}: {' -> '.join(short)}"
            )
            seen[name] += 1
            again = f" ({seen[name]})" if seen[name] > 1 else ""
            found.append(Mutant(module, name + again, place, edit))
    return found


def _short(node: ast.AST) -> str:
    shown = getattr(node, "test", node) if isinstance(node, ast.If) else node
    return re.sub(r"\s+", " ", ast.unparse(shown)).replace("|", "¦")


def drawn(number: int | None, only: str = "", seed: int = SEED) -> list[Mutant]:
    """Return so many mutants by lot, or all; those of a module whatever the others are."""

    def lot(mutant: Mutant) -> bytes:
        return hashlib.sha256(f"{seed} {mutant.name}".encode()).digest()

    modules = [name for name in MODULES if name.startswith(BROKEN) and only in name]
    every = sorted((one for name in modules for one in mutants(name)), key=lot)
    return every[:number]


# ---------------------------------------------------------------- who notices


def tests_of(module: str) -> Path:
    """Return the file that mirrors a module."""
    *rooms, name = (part.lstrip("_") for part in module.split(".")[1:])
    return ROOT.joinpath("tests", *rooms, f"test_{name}.py")


@functools.cache
def _arrows() -> dict[str, set[str]]:
    return arrows()


def tests_for(module: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the tests that mirror a module, and those that mirror who imports it."""
    known = _arrows()
    near = [name for name in known if module in known[name] and name != "nps"]
    first = {str(path) for path in [tests_of(module)] if path.is_file()}
    second = {str(path) for path in map(tests_of, near) if path.is_file()}
    return tuple(sorted(first)), tuple(sorted(second - first))


class _Broken(importlib.abc.SourceLoader):
    """Load one module broken, and leave the others as they are."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, *_: object) -> object:
        if name != self.mutant.module:
            return None
        return importlib.util.spec_from_file_location(name, FILES[name], loader=self)

    def get_filename(self, name: str) -> str:
        return str(FILES[name])

    def get_data(self, path: str) -> bytes:
        return b""  # no source: what runs is no text of any file

    def get_code(self, name: str) -> object:
        return compile(self.mutant.source(), str(FILES[name]), "exec")


class _First(NamedTuple):
    """Tell which test fails first."""

    told: Connection

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.told.send(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.told.send(report.nodeid)


def _try(mutant: Mutant | None, tests: tuple[str, ...], told: Connection) -> None:
    """Run tests on a mutant, in a process of its own, and tell by the exit status."""
    import resource

    import pytest

    allowed = SECONDS * (1 + len(tests) // 8)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, allowed))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    for name in [name for name in sys.modules if name.partition(".")[0] in ("nps", "house")]:
        del sys.modules[name]  # loaded anew, and one of them broken
    if mutant:
        sys.meta_path.insert(0, _Broken(mutant))
    options = ["-x", "-q", "-p", "no:cacheprovider", "-m", "not slow", f"--rootdir={ROOT}"]
    loaded = ["-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning"]
    os._exit(int(pytest.main([*options, *loaded, *tests], [_First(told)])))


def failing(mutant: Mutant | None, tests: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first test that fails, or all if the process ends before it can tell."""
    if not tests:
        return ()
    here, there = multiprocessing.Pipe(duplex=False)
    one = multiprocessing.get_context("fork").Process(target=_try, args=(mutant, tests, there))
    one.start()
    one.join()
    if one.exitcode == 0:
        return ()
    return (f"{ROOT}/{here.recv().partition('[')[0]}",) if here.poll() else tests


# ---------------------------------------------------------------- the list, and the ratchet


def listed() -> dict[str, str]:
    """Return the survivors that are known, and whether each is "equivalent" or "open"."""
    rows = re.findall(
        r"^\| `(.+?)` \| (equivalent|open) \|", LISTED.read_text(encoding="utf-8"), re.MULTILINE
    )
    return dict(rows)


def floor() -> float:
    """Return the percentage that must be killed of those that are not proven equivalent."""
    (found,) = re.findall(r"at least \*\*([\d.]+)%\*\*", LISTED.read_text(encoding="utf-8"))
    return float(found)


def main() -> int:
    """Break, count, and fail if more survive than are known."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=int, help="so many mutants; all by default")
    options.add_argument(
        "--from", type=int, default=0, dest="start", help="the first of the sample"
    )
    options.add_argument("--only", default="", help="modules with this in their names")
    options.add_argument("--seed", type=int, default=SEED, help="of the lot; %(default)s")
    chosen = options.parse_args()
    os.environ.setdefault("HYPOTHESIS_PROFILE", "mutants")
    os.environ["OMP_NUM_THREADS"] = "1"
    for heavy in ("numpy", "scipy.special", "scipy.stats", "pandas", "hypothesis", "pytest"):
        importlib.import_module(heavy)
    known, told, killers = listed(), Counter(), set()
    sample = drawn(chosen.sample, chosen.only, chosen.seed)[chosen.start :]
    for number, mutant in enumerate(sample, 1):
        begin = time.monotonic()
        near, far = tests_for(mutant.module)
        killer = failing(mutant, near) or failing(mutant, far)
        killers.update(killer)
        verdict = "killed" if killer else known.get(mutant.name, "new")
        told[verdict] += 1
        spent = time.monotonic() - begin
        print(f"{number}/{len(sample)} {verdict}: {mutant.name} ({spent:.0f} s)", flush=True)
    wrong = failing(None, tuple(sorted(killers)))
    if wrong:  # it would kill all
        raise SystemExit(f"fails on the code as it is: {', '.join(wrong)}")
    judged = sum(told.values()) - told["equivalent"]
    score = 100.0 * told["killed"] / judged if judged else 100.0
    kinds = ", ".join(f"{told[kind]} {kind}" for kind in ("killed", "equivalent", "open", "new"))
    print(
        f"{len(sample)} mutants of seed {chosen.seed}: {kinds}: {score:.1f}% (at least {floor()}%)"
    )
    small = judged < 200  # one more or less is chance
    return int(told["new"] > 0 or (not small and score < floor()))


if __name__ == "__main__":
    sys.exit(main())
