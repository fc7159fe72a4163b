"""Every public name is held to the same demands; a new one joins by being public."""

from __future__ import annotations

import ast
import inspect
import math
import pickle
import re
from decimal import Decimal
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, DocTestFinder, DocTestRunner
from fractions import Fraction
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from house import MODULES, PUBLIC, ROOT, STUBS
from hypothesis import given
from hypothesis import strategies as st

import nps

if TYPE_CHECKING:
    from pathlib import Path

TESTS = ROOT / "tests"
#: Pictures are held to their own demands, in tests/plot.
FUNCTIONS = [
    name for name in PUBLIC if inspect.isfunction(PUBLIC[name]) and not name.startswith("plot.")
]
CLASSES = [name for name in PUBLIC if inspect.isclass(PUBLIC[name])]
RAISED = [name for name in CLASSES if issubclass(PUBLIC[name], Exception)]
ERRORS = [name for name in RAISED if not issubclass(PUBLIC[name], Warning)]
SAMPLE = nps.count([10, 9, 9, 8, 7, 3])
WAVES = nps.Cohorts.from_counts([2023, 2024, 2025], [50, 52, 60], [30, 29, 25], [20, 19, 15])
FACTORS = {"price": [5, 4, 5, 3, 4, 1]}
DRIVERS = nps.drivers.effects([10, 9, 9, 8, 7, 3], FACTORS)
THEMES = {"price": [0, 0, 0, 1, 1, 1], "staff": [1, 0, 1, 0, 1, 0]}
IMPACTS = nps.comments.impacts([10, 9, 9, 8, 7, 3], THEMES)
#: What a required argument usually is. A new function joins by naming its arguments here.
USUAL = {
    "ratings": [10, 9, 9, 8, 7, 3],
    "groups": ["a", "b", "a", "b", "a", "b"],
    "values": ["10", "9"],
    "frame": pl.DataFrame({"rating": [10, 9, 9, 8, 7, 3]}),
    "sample": SAMPLE,
    "reference": SAMPLE,
    "waves": WAVES,
    "cohorts": WAVES,
    "current": WAVES,
    "previous": WAVES,
    "part": nps.Counts(6, 3, 2),
    "whole": nps.Counts(60, 30, 20),
    "benchmark": 20.0,
    "margin": 10.0,
    "p_values": [0.01, 0.04],
    "to": {2023: 0.5, 2024: 0.3, 2025: 0.2},
    "accounts": ["a", "b", "a", "b", "a", "b"],
    "weights": [1.0, 2.0, 1.5],
    "variables": {"age": ["young", "old", "old"]},
    "targets": {"age": {"young": 0.4, "old": 0.6}},
    "pilot": SAMPLE,
    "n": 50,
    "factors": FACTORS,
    "comments": ["easy", "so easy", "easy", None, "slow", "so slow"],
    "dictionary": {"ease": ["easy"], "speed": ["slow*"]},
    "happened": [False, False, True, False, True, True],
    "metrics": {"csat": [3, 1, 3, 5, 4, 2], "ces": [1, 2, 5, 4, 4, 3]},
    "outcome": [6.1, 2.0, 5.2, -0.5],
}
#: Functions that need something else, or more.
SPECIAL = {
    "compare_paired": {"sample": [9, 10, 3], "reference": [9, 8, 3]},
    "compare_overlapping": {
        "sample": [9, 10, 3], "reference": [9, 8, 3],
        "sample_ids": ["a", "b", "c"], "reference_ids": ["b", "c", "d"],
    },
    "what_moved": {"sample": [9, 10, 3], "reference": [9, 8, 3]},
    "homogeneity": {"cohorts": WAVES},
    "compare_shares": {"sample": SAMPLE, "reference": SAMPLE},
    "compare_strata": {"sample": WAVES, "reference": WAVES},
    "decompose_series": {"waves": {2024: WAVES, 2025: WAVES}},
    "rolling": {"ratings": [9, 10, 3], "window": 2},
    "from_frame": {"rating": "rating"},
    "count_stream": {"source": [[10, 9], [3, None]]},
    "read_answers": {"source": [{"nps": 10}, {"nps": 3}]},
    "counts_query": {"table": "answers", "rating": "rating"},
    "poststratify": {"targets": {"young": 0.4, "old": 0.6}},
    "comments.words": {"ratings": USUAL["ratings"]},
    "value.by_class": {"values": [90, 80, 85, 50, 55, 30]},
    "value.compare_metrics": {"outcome": [5, 1, 4, 9, 8, 2]},
    "value.lifetime": {"margin": [50, 40, 30], "retention": 0.9, "discount": 0.9},
    "value.earned_growth": {
        "revenue_then": 100, "revenue_now": 96, "revenue_now_new": 20, "earned_share": 0.6,
    },
    "value.link_units": {
        "cohorts": nps.Cohorts.from_counts(range(4), [9, 7, 5, 3], [2, 2, 2, 2], [1, 3, 5, 7]),
    },
    "value.per_point": {"values": {"promoter": 120, "passive": 80, "detractor": 60}},
    "comments.impacts": {"themes": THEMES},
    "comments.tally": {"themes": THEMES},
    "comments.pairs": {"themes": THEMES},
    "comments.changes": {"sample": IMPACTS, "reference": IMPACTS},
    "drivers.compare": {"sample": DRIVERS, "reference": DRIVERS},
    "drivers.effects": {"factors": FACTORS},
    "drivers.importance": {"factors": FACTORS},
    "response.bounds": {"sample": SAMPLE, "invited": 20},
    "segments.screen": {"min_n": 2},
    "segments.find": {"min_n": 2},
    "response.gap": {"sample": WAVES},
}  # fmt: skip
#: Options that take so many kinds of things that only the tests of their own module judge them.
JUDGED_ELSEWHERE = {
    "against", "adjust", "alpha", "baseline", "centre", "dispersion", "drift", "ids", "intervals",
    "keep", "missing_ids", "n_tests", "per", "reference", "reference_ids", "reference_times",
    "dates", "every", "incomplete", "rules", "sample_ids", "sample_times", "smoothing", "target",
    "times", "width", "missing", "sheet", "skip", "where",
    "by", "clusters", "rating", "respondent", "strata", "weight", "when", "period", "timezone",
    "time",
    "base_weights", "lower", "revenue", "total", "upper",
    "degrees_of_freedom", "replicate_weights", "replication", "weights",
    "pair",
    "factor_scales", "factors", "groups", "high", "low",
    "ratings", "themes", "theme", "redact", "tokenizer", "stopwords", "ngrams", "per_class",
    "comments", "max_length", "min_comments", "min_length", "named", "validation",
    "standard_errors",
    "retention", "reverse", "transitions",
}  # fmt: skip


def required(name: str) -> dict[str, object]:
    """Return a function's required arguments as they usually are."""
    parameters = inspect.signature(PUBLIC[name]).parameters.values()
    needed = [p.name for p in parameters if p.default is inspect.Parameter.empty]
    special = SPECIAL.get(name, {})
    return {argument: USUAL[argument] for argument in needed if argument not in special} | special


def names_under_given(path: Path) -> set[str]:
    """Return the public names used, as `nps.NAME` or imported, where Hypothesis calls."""
    used: set[str] = set()
    source = path.read_bytes()
    if b"given(" not in source:
        return used
    tree = ast.parse(source)
    imported = {
        alias.name: f"{node.module}.{alias.name}".removeprefix("nps.")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(
            "given(" in ast.unparse(decorator) for decorator in node.decorator_list
        ):
            attributes = (inner for inner in ast.walk(node) if isinstance(inner, ast.Attribute))
            used |= {ast.unparse(inner).removeprefix("nps.") for inner in attributes}
            used |= {
                imported[inner.id]
                for inner in ast.walk(node)
                if isinstance(inner, ast.Name) and inner.id in imported
            }
    return used


WITH_PROPERTY = set().union(*map(names_under_given, TESTS.rglob("test_*.py")))


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_has_a_property(name):
    assert name in WITH_PROPERTY, f"no test under @given uses nps.{name}"


@pytest.mark.parametrize("room", STUBS)
def test_completion_shows_what_is_public(room):
    door = import_module(room)
    written = [
        alias.asname
        for node in ast.walk(STUBS[room])
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    assert dir(door) == sorted(door.__all__) == sorted(written)
    assert len(set(written)) == len(written)


@pytest.mark.parametrize("room", STUBS)
def test_a_stub_says_where_its_names_live(room):
    for node in ast.walk(STUBS[room]):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                assert alias.asname == alias.name
                value = getattr(import_module(room), alias.name)
                if inspect.isclass(value) and issubclass(value, Exception):
                    assert value.__module__ == "nps"  # a traceback names what can be caught
                elif inspect.isfunction(value) or inspect.isclass(value):
                    assert value.__module__ == node.module


def test_there_are_few_enough_names_to_know_them_all():
    assert len(nps.__all__) <= 80


def test_what_is_not_public_is_not_there():
    with pytest.raises(AttributeError, match="module 'nps' has no attribute 'tango'") as missing:
        nps.tango  # noqa: B018
    assert (missing.value.name, missing.value.obj) == ("tango", nps)
    assert not hasattr(nps, "__wrapped__")
    assert not hasattr(nps.results, "estimate")


def test_no_module_hides_what_bears_its_name():
    # Loading nps.planning._power must not turn nps.planning.power into a module.
    for module in MODULES.keys() - {"nps.__main__"}:
        import_module(module)
    for name, value in PUBLIC.items():
        room, _, last = f"nps.{name}".rpartition(".")
        assert getattr(import_module(room), last) is value
        assert not isinstance(value, ModuleType)
        assert callable(value) or name == "STANDARD"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_options_are_keyword_only_and_described(name):
    function = PUBLIC[name]
    text = inspect.getdoc(function)
    for parameter in inspect.signature(function).parameters.values():
        assert re.search(rf"^(\w+, )*{parameter.name}(, \w+)* : ", text, re.MULTILINE), parameter
        if parameter.default is not inspect.Parameter.empty:
            optional_data = parameter.name in {
                "reference", "dates", "rating", "looks", "factors", "themes", "ratings",
                "transitions",
            }  # fmt: skip
            assert optional_data or parameter.kind is inspect.Parameter.KEYWORD_ONLY, parameter


@pytest.mark.parametrize("name", CLASSES)
def test_classes_say_what_they_hold(name):
    assert "Attributes\n---" in inspect.cleandoc(PUBLIC[name].__doc__)


@pytest.mark.parametrize("name", [name for name in PUBLIC if name != "STANDARD"])
def test_every_name_shows_an_example_of_its_own(name):
    # Those in the file of a name run with all others (nox -s doctest); those of errors, which give
    # the front door as their home, run here.
    (found,) = DocTestFinder(recurse=False).find(PUBLIC[name], name, module=False)
    assert found.examples
    if name in RAISED:
        runner = DocTestRunner(optionflags=ELLIPSIS | NORMALIZE_WHITESPACE)
        assert runner.run(found).failed == 0


@pytest.mark.parametrize("name", sorted(set(ERRORS) - {"NPSError"}))
def test_errors_are_also_those_that_python_people_catch(name):
    error = PUBLIC[name]
    assert issubclass(error, nps.NPSError)
    assert issubclass(error, (ValueError, TypeError))


@given(st.sampled_from(ERRORS), st.text())
def test_errors_keep_their_message_and_travel_between_processes(name, message):
    error = PUBLIC[name](message)
    assert isinstance(error, nps.NPSError)
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert copy.args == (message,)


LEVELS = [
    math.nan, math.inf, -math.inf, 0, 1, -0.95, 1.0000001, 95, 5e-324, 10**400, 10**5000,
    True, np.True_, "0.95", b"0.95", None, "Wald", [0.95], np.array([0.95]), np.array(0.95),
    Decimal("0.95"), Fraction(19, 20), 0.95 + 0j,
]  # fmt: skip
WORDS = [
    math.nan, 0, 1, 95, True, None, "", "Wald", "SCORE", "score ", "two_sided", "nonsense",
    b"score", ["score"], ("score",), np.array("score"), np.array(["score", "wald"]), 10**5000,
]  # fmt: skip
POINTS = [
    math.nan, math.inf, -math.inf, 200.0001, -201, 10**400, 10**5000, True, None, "0", [0.0],
    np.array([0.0]), np.array(0.0), Decimal(0), Fraction(0), 0j,
]  # fmt: skip
WHOLE = [
    -1, 5.5, math.nan, math.inf, 2**53 + 1, 10**5000, True, "10", b"1", Decimal("5.5"),
    Decimal("NaN"), Fraction(10), 1j,
]  # fmt: skip
NUMBERS = [
    math.nan, math.inf, -math.inf, -2, 10**400, 10**5000, True, None, "0.5", [0.5],
    np.array([0.5]), np.array(0.5), Decimal("0.5"), Fraction(1, 2), 0.5j,
]  # fmt: skip
#: What is wrong for every function that has such an argument.
HOSTILE = {
    "customers": [*WHOLE, 0],
    "horizon": [*WHOLE, 0],
    "kind": WORDS,
    "statistic": WORDS,
    "assurance": LEVELS,
    "calculation": WORDS,
    "cluster_size": NUMBERS,
    "cluster_size_cv": NUMBERS,
    "correlation": NUMBERS,
    "cost_ratio": [*NUMBERS, 0],
    "design_effect": [*NUMBERS, 0],
    "depth": [*WHOLE, 0, 3, None],
    "difference": POINTS,
    "honest": [0, 1, None, "yes", "True", [True], math.nan],
    "icc": NUMBERS,
    "information": [5, "half", (), (0.5,), (1, 0.5), (0, 1), [math.nan, 1], [True], {"a": 1}],
    "looks": [*WHOLE, 0, 201, None],
    "max_depth": [*WHOLE, 0, 31, None],
    "min_n": [*WHOLE, 0, None],
    "n_permutations": [*WHOLE, 0, 18, 100_000, None],
    "margin": [*POINTS, 0, -5],
    "margin_of_error": [*POINTS, 0, -5],
    "n": [*WHOLE, 0],
    "n_reference": [*WHOLE, 0],
    "overlap": NUMBERS,
    "power": LEVELS,
    "ratio": [*NUMBERS, 0, "best"],
    "response_rate": [*NUMBERS, 0, 1.5, 20],
    "shift": WORDS,
    "spending": WORDS,
    "test": WORDS,
    "weights_cv": NUMBERS,
    "confidence_level": LEVELS,
    "method": WORDS,
    "alternative": WORDS,
    "null": POINTS,
    "invalid": WORDS,
    "order": WORDS,
    "lonely": WORDS,
    "scale": [None, 10, (0, 10), "0-10", nps.Scale, {"promoters": (9, 10)},
    math.nan, [nps.STANDARD]],
    "population": WHOLE,
    "invited": [*WHOLE, 0.5],
    "ordered": [0, 1, "yes", None, [True], math.nan],
    "parts": [*WHOLE, 0, 1],
    "plausible": [5, "ab", "a", (5,), (0, 200), (-101, 0), (40, 0), (0, "a"), (True, 50), [0, 1, 2],
    (0, math.nan)],
    "n_resamples": WHOLE,
    "dialect": WORDS,
    "encoding": [5, True, b"gbk", ["gbk"], math.nan],
    "progress": [0, 1, None, "yes", [True], math.nan],
    "mid_p": [0, 1, "yes", "True", [True], math.nan],
    "exact": [0, 1, "yes", "True", [True], math.nan],
    "residuals": WORDS,
    "redistribute": WORDS,
    "unconverged": WORDS,
    "unit": WORDS,
    "skipped": WORDS,
    "outcome": WORDS,
    "base": WORDS,
    "false_discovery_rate": [None, "0.1", True, 0, 1, -0.1, math.nan, math.inf, [0.1]],
    "names": [5, "ab", ("a",), ("a", "a"), ("a", 1), math.nan],
    "rng": ["seed", 1.5, -1, object(), math.nan, [0.5]],
    "prior": ["Jeffreys", "flat", -1.0, math.nan, True, (1.0, 1.0), {"promoters": 1}, [1, 1, -1]],
}  # fmt: skip
#: Options that mean something else in one place, where the tests of that module judge them.
OTHERWISE = {("value.lifetime", "margin")}
CASES = [
    (name, option, value)
    for name in FUNCTIONS
    for option in inspect.signature(PUBLIC[name]).parameters
    if (name, option) not in OTHERWISE
    for value in HOSTILE.get(option, ())
    if not (value is None and inspect.signature(PUBLIC[name]).parameters[option].default is None)
]


def test_every_option_is_in_the_table():
    options = {
        parameter.name
        for name in FUNCTIONS
        for parameter in inspect.signature(PUBLIC[name]).parameters.values()
        if parameter.default is not inspect.Parameter.empty
    }
    assert options == HOSTILE.keys() | (options & JUDGED_ELSEWHERE)


@pytest.mark.parametrize(
    ("name", "option", "value"),
    CASES,
    ids=[f"{name}-{option}-{i}" for i, (name, option, _) in enumerate(CASES)],
)
def test_bad_options_are_refused_by_name(name, option, value):
    with pytest.raises((nps.OptionError, nps.InputTypeError), match=f"^{option} ") as refused:
        PUBLIC[name](**required(name) | {option: value})
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize("name", FUNCTIONS)
def test_usual_arguments_are_accepted(name):
    # The table above proves nothing where the other arguments are wrong.
    assert PUBLIC[name](**required(name)) is not None


NO_SINGLE_VALUES = set(USUAL) - {"benchmark", "margin", "n", "p_values", "to"}
#: What nobody may take for a sample, a column of ratings or a column of groups.
NO_COLUMNS = [
    None, 9, 9.5, True, "9", "10, 9", b"\x09", {9, 10}, frozenset(), object(), nps, int,
    np.array(9), np.zeros((2, 3)), np.zeros((0, 2)),
]  # fmt: skip


@pytest.mark.parametrize("value", NO_COLUMNS, ids=lambda value: repr(value)[:20])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_no_column_is_refused(name, value):
    function = PUBLIC[name]
    single = value is None or (np.isscalar(value) and not isinstance(value, str))
    if name in {"classify", "to_points"} and single:
        pytest.skip("a single answer is classified")
    arguments = required(name)
    for argument in arguments.keys() & NO_SINGLE_VALUES:
        with pytest.raises(nps.InputTypeError):
            function(**arguments | {argument: value})
