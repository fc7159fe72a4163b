"""Work has bounds: every loop says why it ends, every pattern reads text in linear time."""

from __future__ import annotations

import ast
import re
import tracemalloc
from contextlib import suppress
from re import _constants as code
from re import _parser as parser

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hostile_calls import calls, checker_of, public_callables, takes
from house import MODULES
from hypothesis import given, settings
from hypothesis import strategies as st

import nps
from nps._base.checks import LARGEST_EXACT
from nps._kernels.laws import dirichlet, dirichlet_multinomial
from nps._kernels.numerics import roots
from nps._kernels.numerics.roots import HALVINGS, STEPS, find_root
from nps._kernels.same_people import strata_score
from nps._kernels.weights import trimming

#: Each `while` of the library, by file and condition, and why it ends.
LOOPS = {
    "nps._base.text": {
        "alpha is not None and digits < 6 and (round(value, digits) == round(alpha, digits))": (
            "at most six digits"
        ),
    },
    "nps._inference.families.banners.banner_result": {"rest": "divided by 26 each time"},
    "nps._inference.laws.resampled": {"reached - below > 1": "whole numbers, halved"},
    "nps._kernels.counting.factorizing": {
        "rows.size": "each round settles the owners of slots, at least one row",
    },
    "nps._kernels.topics.drivers.blocks": {"first < sizes.size": "goes up by a block"},
    "nps._kernels.topics.drivers.least_squares": {
        "left": "each group takes one column at least out of it",
        "ahead": "each column enters once",
    },
    "nps._kernels.topics.drivers.newton": {
        "ahead[0] < value - LEVEL * abs(value) and np.abs(step).max() > SMALL": "the step halves",
    },
    "nps._kernels.laws.convolution": {
        "np.any(reached - below > 1.0)": "whole numbers up to 2**53, halved",
    },
    "nps._kernels.laws.studentized": {
        "rows.size": "the bracket doubles to the ends of the lattice, then halves to one value",
    },
    "nps._kernels.many_scores.ranks": {"True": "each round rejects a pair, or is the last"},
    "nps._kernels.one_score.shares": {
        "np.any((open_ := (high - low > 1.0)))": "whole numbers, halved",
    },
    "nps._kernels.one_score.unconditional": {
        "waiting": "cells are halved, none below the resolution",
    },
    "nps._command.small_groups": {
        "size < len(order) and (not _enough(kept, set(order[:size]), depth, min_n))": "goes up",
    },
    "nps._kernels.weights.raking": {
        "error > tolerance and iterations < max_iterations": "so many iterations",
    },
    "nps._kernels.weights.replication": {"matrix.shape[0] < order": "the matrix doubles"},
    "nps._sources.frames.opened": {"name in taken": "a mark more each time"},
    "nps._sources.reading.formats.text.blocks": {
        "not self.ended": "reads on to the end of the file",
        "not held and (block := stream.read(BLOCK_BYTES))": "reads on to the end of the file",
    },
    "nps._sources.reading.formats.text.delimited": {
        "True": "reads on to the end of the text",
        "self._take(lines, cutter.room)": "reads on to the end of the file",
        "held": "each round takes a row, which takes a line at least",
    },
    "nps._sources.reading.formats.text.encodings": {
        "(block := stream.read(BLOCK))": "reads on to the end of the file",
    },
    "nps._sources.reading.formats.text.utf_8": {
        "(block := stream.read(BLOCK))": "reads on to the end of the file",
    },
    "nps._sources.reading.formats.text.quotations": {
        "len(some)": "eight bits at most, one less each time",
    },
    "nps._sources.reading.formats.formulas": {
        "(piece := content.read(_PIECE))": "reads on to the end of the sheet",
    },
    "nps._sources.reading.formats.labelled": {"True": "reads on to the end of the file"},
    "nps._sources.reading.formats.bounds": {
        "(piece := content.read(_PIECE))": "reads on to the end of what is packed",
    },
    "nps._sources.reading.formats.opening": {
        "(block := stream.read(_BLOCK))": "reads on to the end of the file",
    },
    "nps.planning._calculation.solving": {
        "n <= most": "n goes up",
        "1 < n <= most and known(n - 1) >= target": "n goes down",
    },
    "nps.plot._drawing.canvas": {"text and width(text) >= columns": "the text gets shorter"},
    "nps.plot._drawing.fonts": {
        "frame.f_back and frame.f_globals['__name__'].partition('.')[0] in ('nps', 'contextlib')": (
            "goes up the stack"
        ),
    },
}


def loops():
    found = {}
    for module, tree in MODULES.items():
        conditions = {ast.unparse(n.test) for n in ast.walk(tree) if isinstance(n, ast.While)}
        if conditions:
            found[module] = conditions
    return found


@pytest.mark.slow
def test_every_loop_says_why_it_ends():
    assert {module: set(reasons) for module, reasons in LOOPS.items()} == loops()


# ---------------------------------------------------------------- patterns


def patterns():
    """Every pattern that is compiled or used, with its file; those put together at run time not."""
    return [
        (module, node.args[0].value)
        for module, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]


REPEATS = {code.MAX_REPEAT, code.MIN_REPEAT}


def nested(tree, inside=False):
    """Whether a repetition without an end stands within another, as in (a+)+."""
    for kind, value in tree:
        if kind in REPEATS:
            endless = value[1] == code.MAXREPEAT
            if (inside and endless) or nested(value[2], inside or endless):
                return True
        elif kind is code.SUBPATTERN:
            if nested(value[-1], inside):
                return True
        elif kind is code.BRANCH:
            if any(nested(branch, inside) for branch in value[1]):
                return True
        elif kind in {code.ASSERT, code.ASSERT_NOT} and nested(value[1], inside):
            return True
    return False


def test_the_check_sees_what_backtracks():
    for pattern in (r"(a+)+b", r"(?:a*b?)*c", r"((ab)*c?)+", r"(?=(a+)*)b", r"x|(y*)+"):
        assert nested(parser.parse(pattern)), pattern
    for pattern in (r"a+b*", r"(?:a{2}b)+", r"(?:ab)*", r"[ab]+(?:c|d)"):
        assert not nested(parser.parse(pattern)), pattern


@pytest.mark.parametrize(("module", "pattern"), patterns())
def test_no_repetition_without_an_end_stands_in_another(module, pattern):
    assert not nested(parser.parse(pattern)), module
    assert re.compile(pattern)


# ---------------------------------------------------------------- roots


@settings(max_examples=15)
@given(
    st.floats(-1e300, 1e300),
    st.floats(1e-300, 1e300),
    st.sampled_from(["step", "flat", "steep", "nan"]),
)
def test_a_root_is_found_in_so_many_steps_whatever_the_function(low, width, kind):
    high, calls = low + width, 0
    place = low + 0.3 * width

    def function(x):
        nonlocal calls
        calls += 1
        with np.errstate(over="ignore"):
            away = (x - place) / width
            return {
                "step": np.where(x < place, -1.0, 1e-300),
                "flat": away**31,
                "steep": np.sign(away) * np.exp(-1.0 / np.maximum(np.abs(away), 1e-3)),
                "nan": np.where((x > low) & (x < high), np.nan, np.where(x <= low, -1.0, 1.0)),
            }[kind]

    ends = np.array([low]), np.array([high])
    (root,) = find_root(function, *ends)
    assert low <= root <= high
    assert calls <= STEPS + HALVINGS + 2


# ---------------------------------------------------------------- rounds

COUNTS = np.array([[50.0, 3.0, 2.0], [5.0, 30.0, 40.0], [10.0, 60.0, 5.0]])


def one_root():
    return find_root(lambda x: x**3 - 0.3, np.zeros(1), np.ones(1))


def one_quantile():
    return dirichlet.upper_quantile(np.array([0.01]), *np.array([[9.0], [3.0], [1.0]]))


def one_fit():
    return dirichlet_multinomial.fit(COUNTS).alpha


def one_interval():
    scores = np.array([[[1.0, 0.0, -1.0], [-1.0, 0.0, 1.0]]])
    found = strata_score.strata_inference(
        np.array([[[5.0, 3.0, 2.0], [4.0, 0.0, 3.0]]]), scores, np.zeros(1), 1.96, np.ones(1)
    )
    return np.concatenate(found)


def one_trim():
    return trimming.trim(np.array([1.0, 1.5, 2.0, 9.0]), 0.5, 4.0, equal=False)


@pytest.mark.parametrize(
    ("module", "limits", "call"),
    [
        (roots, {"STEPS": 3, "HALVINGS": 0}, one_root),
        (dirichlet, {"STEPS": 1, "HALVINGS": 1}, one_quantile),
        (dirichlet_multinomial, {"STEPS": 1}, one_fit),
        (strata_score, {"STEPS": 1}, one_interval),
        (trimming, {"ROUNDS": -3}, one_trim),
    ],
)
def test_what_stops_too_early_is_near_and_finite(module, limits, call, monkeypatch):
    whole = call()
    for name, value in limits.items():
        monkeypatch.setattr(module, name, value)
    cut = call()
    assert np.isfinite(cut).all()
    assert not np.array_equal(cut, whole)
    np.testing.assert_allclose(cut, whole, atol=0.7 * np.abs(whole).max())


# ---------------------------------------------------------------- arguments

#: The ceiling of each argument that sets how much is computed or kept, however small the data.
CEILINGS = {
    "bootstrap.n_resamples": 1_000_000,
    "comments.words.ngrams": 5,
    "compare.n_resamples": 1_000_000,
    "compare_strata.n_resamples": 1_000_000,
    "drivers.importance.n_resamples": 99_999,
    "homogeneity.n_resamples": 10_000_000,
    "planning.looks.looks": 200,
    "planning.power.n_resamples": 10_000_000,
    "Replication.plan.n_replicates": 100_000,
    "results.Posterior.sample.size": 10_000_000,
    "segments.find.max_depth": 30,
    "segments.screen.depth": 2,
    "segments.screen.n_permutations": 99_999,
    "SurveyCohorts.with_replicates.n_replicates": 100_000,
    "SurveySample.with_replicates.n_replicates": 100_000,
    "value.by_class.n_resamples": 1_000_000,
    "value.lifetime.horizon": 10_000,
}
#: Arguments of which any size is little work, and why.
FREE = {
    "baseline": "waves there are",
    "centre": "points, or a name",
    "comments.tally.ngrams": "as in words, where there are comments",
    "customers": "a number that is counted with",
    "detractors": "a number that is counted with",
    "every": "times there are",
    "high": "a scale is two whole numbers, and its length is refused beyond",
    "invalid": "a number that is counted with",
    "look": "looks there are",
    "low": "as high",
    "max_length": "comments there are",
    "min_comments": "comments there are",
    "min_length": "comments there are",
    "min_n": "a number that is counted with",
    "missing": "a number that is counted with",
    "most": "rows there are",
    "n": "a number that is counted with",
    "n_reference": "a number that is counted with",
    "n_tests": "a number that is counted with",
    "named": "words there are",
    "parts": "answers there are",
    "passives": "a number that is counted with",
    "per_class": "comments there are",
    "plot.sequence.looks": "answers there are",
    "plan": "a number that is counted with",
    "prior": "a number that is counted with",
    "promoters": "a number that is counted with",
    "ratio": "a number that is counted with",
    "sheet": "sheets there are",
    "skip": "lines there are",
    "unanswered": "a number that is counted with",
    "window": "answers there are",
}
SIZES = {"whole", "option or number", "window"}


def sized():
    """Every argument that takes a whole number, with a call for each way to give it."""
    return [
        (f"{name}.{argument}", name, argument, call)
        for name, ways in calls().items()
        for call in ways
        for argument in call.tried
        if checker_of(name, argument) in SIZES
    ]


def test_every_size_has_a_ceiling_or_needs_none():
    known = {
        (f"{name}.{argument}", argument)
        for name, one in public_callables().items()
        for argument in takes(one)
        if checker_of(name, argument) in SIZES
    }
    lacking = sorted(full for full, short in known if not {full, short} & {*CEILINGS, *FREE})
    assert not lacking, f"how large may {lacking} be? Add a line to CEILINGS or to FREE"
    assert {*CEILINGS, *FREE} <= {name for pair in known for name in pair}


@pytest.mark.parametrize(
    ("full", "call"), [(full, call) for full, _, _, call in sized() if full in CEILINGS]
)
def test_one_more_than_the_ceiling_is_refused_by_name(full, call):
    ceiling, argument = CEILINGS[full], full.rpartition(".")[2]
    with pytest.raises(nps.OptionError, match=argument) as caught:
        call.function(**call.given | {argument: ceiling + 1})
    # some ways of calling do not take it at all, and say so
    refused = re.search(r"is an option of|belongs to", str(caught.value))
    assert refused or re.search(rf"\b({ceiling:,}|{ceiling})\b", str(caught.value))


@pytest.mark.parametrize(
    ("full", "argument", "call"),
    [(full, argument, call) for full, _, argument, call in sized() if full not in CEILINGS],
)
def test_the_largest_number_is_little_work_or_refused(full, argument, call):
    call.function(**call.given)  # what is loaded once is no work of a size
    tracemalloc.start()
    try:
        with suppress(nps.NPSError):
            call.function(**call.given | {argument: LARGEST_EXACT})
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        plt.close("all")
    assert peak < 20e6, full
