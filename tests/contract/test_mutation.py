"""The mutants are what they should be, and the list of survivors is about mutants that exist."""

from __future__ import annotations

import ast
from collections import Counter

import mutation
import pytest

SOURCE = '''
"""Texts are left alone."""
def tail(x: float, side: str = "left") -> float:
    if TYPE_CHECKING:
        from numpy import ndarray
    if not x > 1.0 or x == 2:
        raise ValueError(f"{x + 1}")
    for _ in zip(x, side, strict=True):
        pass
    return max(x - 0.0, 1e-12) * np.where(x < 0, -x, 3)
'''


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setitem(mutation.MODULES, "nps.toy", ast.parse(SOURCE))
    return [one.name.partition(": ")[2] for one in mutation.mutants("nps.toy")]


def test_each_place_that_computes_breaks_in_every_way(names: list[str]) -> None:
    assert Counter(names) == Counter(
        [
            "'left' -> 'right'", "not x > 1.0 or x == 2 -> not x > 1.0 and x == 2",
            "not x > 1.0 or x == 2 -> not (not x > 1.0 or x == 2)",
            "not x > 1.0 -> not not x > 1.0", "x > 1.0 -> x >= 1.0", "1.0 -> 1.25",
            "x == 2 -> x != 2", "2 -> 3", "x - 0.0 -> x + 0.0", "0.0 -> 1.0", "0 -> 1", "3 -> 4",
            "max(x - 0.0, 1e-12) -> min(x - 0.0, 1e-12)", "-x -> --x", "x < 0 -> x <= 0",
            "max(x - 0.0, 1e-12) * np.where(x < 0, -x, 3) ->"
            " max(x - 0.0, 1e-12) / np.where(x < 0, -x, 3)",
            "np.where(x < 0, -x, 3) -> np.where(x < 0, 3, -x)",
        ]
    )  # fmt: skip


def test_a_mutant_is_the_file_with_one_change(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = ast.parse(SOURCE)
    monkeypatch.setitem(mutation.MODULES, "nps.toy", tree)
    whole = ast.unparse(tree)
    for mutant in mutation.mutants("nps.toy"):
        broken = ast.unparse(mutant.source())
        assert broken != whole
        compile(mutant.source(), "toy", "exec")
        before, after = whole.splitlines(), broken.splitlines()
        assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
    assert ast.unparse(mutation.MODULES["nps.toy"]) == whole


@pytest.mark.slow
def test_the_draw_does_not_depend_on_how_many_or_which_others() -> None:
    every = [one.name for one in mutation.drawn(None)]
    assert len(set(every)) == len(every)
    assert [one.name for one in mutation.drawn(40)] == every[:40]
    charts = [one.name for one in mutation.drawn(None, "series.charts")]
    assert charts == [name for name in every if name.startswith("_kernels.series.charts ")]


@pytest.mark.slow
def test_survivors_that_are_listed_exist_and_have_a_reason() -> None:
    known = mutation.listed()
    assert known.keys() <= {one.name for one in mutation.drawn(None)}
    assert 0.0 < mutation.floor() <= 100.0
    for line in mutation.LISTED.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            assert line.count(" | ") == 2
            assert len(line.rpartition(" | ")[2]) > 20


def test_every_kernel_has_tests_that_would_notice() -> None:
    for name in {one.module for one in mutation.drawn(None)}:
        near, far = mutation.tests_for(name)
        assert near or far
