"""Any number of threads: nothing of the whole process is set, not even for a moment."""

from __future__ import annotations

import ast
import csv
import gzip
import json
import locale
import pickle
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from importlib.util import find_spec
from multiprocessing import get_all_start_methods, get_context
from typing import TYPE_CHECKING

import numpy as np
import pytest
from house import MODULES

import nps
from nps._base.errors import FontWarning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: Functions that change what all threads share; of `signal` a program alone makes use.
OF_THE_PROCESS = {
    "catch_warnings", "simplefilter", "filterwarnings", "resetwarnings", "setlocale",
    "field_size_limit", "rc_context", "rc", "rcdefaults", "seterr", "seed", "chdir", "umask",
    "putenv", "setrecursionlimit", "setswitchinterval", "setdefaulttimeout", "set_printoptions",
    "set_option", "set_start_method", "register_dialect", "setcontext", "dup2",
}  # fmt: skip
#: Who may: the program itself, when it ends.
PROGRAM = {"nps._command.writing": {"dup2"}}


def called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name != "field_size_limit" or node.args:  # without a limit it only tells
                yield name


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_no_module_changes_the_process(module):
    tree = MODULES[module]
    assert not OF_THE_PROCESS & set(called(tree)) - PROGRAM.get(module, set())
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Global)]
    changed = (
        ast.unparse(target)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Assign, ast.AugAssign))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Subscript)
    )
    assert not [one for one in changed if one.startswith(("rcParams", "os.environ"))]


def files(folder: Path) -> list[Path]:
    """Files of every kind that needs no further package, one with a cell of many characters."""
    rows = "".join(f"{i % 11},shop {i % 5}\n" for i in range(60))
    long = f'{"9"},"{"long " * 20_000}"\n'
    content = {
        "plain.csv": f"nps,shop\n{rows}",
        "long.csv": f"nps,comment\n{long}{rows}",
        "latin.csv": f"nps;café\n{rows.replace(',', ';')}",
        "rows.json": json.dumps([{"nps": i % 11} for i in range(60)]),
    }
    for name, text in content.items():
        (folder / name).write_bytes(text.encode("latin-1"))
    packed = folder / "packed.csv.gz"
    packed.write_bytes(gzip.compress(content["plain.csv"].encode()))
    return [folder / name for name in [*content, packed.name]]


def tasks(folder: Path) -> list[Callable[[], object]]:
    """What a service may do at the same time."""
    cohorts = nps.Cohorts.from_counts(["North", "South"], [70, 50], [20, 30], [10, 20])
    answers = np.arange(200) % 11
    keys = [f"shop {i % 7}" for i in range(200)]
    survey = nps.SurveySample(answers, weights=1.0 + answers % 3)
    work: list[Callable[[], object]] = [
        lambda path=path: str(nps.read_answers(path).count()) for path in files(folder)
    ]
    work += [
        lambda: nps.count_by(answers, keys).to_dict(),
        lambda: nps.estimate(cohorts).to_dict(),
        lambda: nps.estimate(survey).to_dict(),
        lambda: nps.compare_many(cohorts).explain("zh"),
        lambda: nps.drivers.effects(answers, {"price": answers[::-1] % 5}).to_dict(),
        lambda: nps.planning.sample_size(nps.Counts(50, 30, 20), null=10).to_dict(),
        lambda: nps.parse_ratings(["9", "10 - very likely", ""]),
    ]
    return work


def pictures(folder: Path) -> list[Callable[[], object]]:
    cohorts = nps.Cohorts.from_counts(["North", "South"], [70, 50], [20, 30], [10, 20])
    return [lambda: pictured(cohorts), lambda: page(folder / "plain.csv")]


def pictured(cohorts: nps.Cohorts) -> list[str]:
    axes = nps.estimate(cohorts).plot()
    axes.figure.draw_without_rendering()
    return [text.get_text() for text in axes.texts]


def page(path: Path) -> int:
    from nps._command import main as cli
    from nps._command.options import read_options
    from nps._command.pages.page import as_html

    report = cli._make_report(read_options([str(path), "--by", "shop"]))
    return as_html(report, "zh").count("<figure")


def shared() -> dict[str, object]:
    """What belongs to all threads."""
    state = {
        "csv": csv.field_size_limit(),
        "dialects": csv.list_dialects(),
        "warnings": list(warnings.filters),
        "locale": locale.setlocale(locale.LC_ALL),
        "numpy": np.geterr(),
        "print": np.get_printoptions(),
    }
    if find_spec("matplotlib"):
        import matplotlib as mpl

        state["matplotlib"] = dict(mpl.rcParams)
    return state


@pytest.mark.slow
@pytest.mark.parametrize("drawing", [False, True])
@pytest.mark.filterwarnings("ignore::nps.FontWarning")
def test_threads_that_take_turns_all_the_time_get_what_one_gets(tmp_path, drawing):
    work = tasks(tmp_path)
    if drawing:
        pytest.importorskip("matplotlib")
        work += pictures(tmp_path)
    # Matplotlib itself sets filters of warnings while it draws labels of ticks
    others = {"warnings"} if drawing else set()
    alone = [repr(one()) for one in work]
    before, usual = shared(), sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            jobs = [threads.submit(work[(3 * i) % len(work)]) for i in range(4 * len(work))]
            while not all(job.done() for job in jobs):
                now = shared()
                assert {k for k in now if now[k] != before[k]} <= others
            together = [repr(job.result()) for job in jobs]
    finally:
        sys.setswitchinterval(usual)
    assert together == [alone[(3 * i) % len(work)] for i in range(4 * len(work))]


def test_the_warning_of_fonts_is_kept_back_in_one_thread_only(no_chinese_font):
    pytest.importorskip("matplotlib")
    from nps.plot._drawing.fonts import unwarned

    cohorts = nps.Cohorts.from_counts(["上海", "South"], [70, 50], [20, 30], [10, 20])
    with warnings.catch_warnings(record=True) as caught, ThreadPoolExecutor(1) as other:
        warnings.simplefilter("always")
        with unwarned():
            nps.estimate(cohorts).plot()
            assert not caught
            other.submit(lambda: nps.estimate(cohorts).plot()).result()
        assert [one.category for one in caught] == [FontWarning]
        nps.estimate(cohorts).plot()
    assert [one.category for one in caught] == [FontWarning] * 2


MANY = nps.Cohorts.from_counts(["North", "South"], [70, 50], [20, 30], [10, 20])


@pytest.mark.slow
@pytest.mark.parametrize("method", get_all_start_methods())
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_results_come_back_from_other_processes_as_they_are(method):
    with ProcessPoolExecutor(1, mp_context=get_context(method)) as other:
        found = other.submit(nps.estimate, MANY).result(timeout=120)
    assert found == nps.estimate(MANY)
    assert not found.score.flags.writeable


@pytest.mark.slow
def test_dask_and_joblib_send_results_to_and_fro():
    there = 0
    if find_spec("dask"):
        import dask

        found = dask.compute(dask.delayed(nps.estimate)(MANY), scheduler="threads")
        assert found == (nps.estimate(MANY),)
        there += 1
    if find_spec("joblib"):
        import joblib

        found = joblib.Parallel(n_jobs=2)(joblib.delayed(nps.estimate)(one) for one in [MANY] * 3)
        assert found == [nps.estimate(MANY)] * 3
        there += 1
    if not there:
        pytest.skip("neither Dask nor joblib is here")
    assert pickle.loads(pickle.dumps(MANY)) == MANY


@pytest.mark.skipif(not hasattr(sys, "_is_gil_enabled"), reason="a Python that has a lock always")
def test_importing_it_takes_no_lock_back():
    assert sys._is_gil_enabled() == (not bool(getattr(sys, "abiflags", "").count("t")))
