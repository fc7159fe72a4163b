"""The tests: they mirror the rooms, and come in by the front door where they can."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from house import FILES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

TESTS = ROOT / "tests"
#: Files without a test file of their name: phrases and types, which others speak or use, and what
#: one verb alone is made of, which is tested through its door, in the test file of the verb.
TESTED_ELSEWHERE = {
    "nps._command.progress": "command/test_writing.py",
    "nps._inference.differences.benchmark_methods": (
        "inference/differences/test_compare_benchmark.py"
    ),
    "nps._inference.differences.comparisons": "inference/differences/test_compare.py",
    "nps._inference.differences.questions": "inference/differences/test_compare.py",
    "nps._inference.differences.telling": "base/test_sentences.py",
    "nps._base.tables.great": "base/tables/test_pasting.py",
    "nps._base.tables.markdown": "base/tables/test_pasting.py",
    "nps._base.tables.sheet": "base/tables/test_pasting.py",
    "nps._base.tables.workbook": "base/tables/test_pasting.py",
    "nps._inference.families.banners.banner_result": "inference/families/banners/test_banner.py",
    "nps._inference.families.banners.keys": "inference/families/banners/test_banner.py",
    "nps._inference.families.by_name": "inference/families/test_compare_many.py",
    "nps._inference.families.comparisons": "inference/families/test_compare_many.py",
    "nps._inference.families.family": "inference/families/test_compare_many.py",
    "nps._inference.families.rankings": "inference/families/test_rank.py",
    "nps._inference.families.shrinkages": "inference/families/test_shrink.py",
    "nps._inference.mix.decompositions": "inference/mix/test_decompose.py",
    "nps._inference.mix.parts": "inference/mix/test_decompose.py",
    "nps._inference.mix.segments": "inference/mix/test_decompose.py",
    "nps._inference.monitoring.chart_notes": "inference/monitoring/test_monitor.py",
    "nps._inference.monitoring.control_charts": "inference/monitoring/test_monitor.py",
    "nps._inference.monitoring.sequence_state": "inference/monitoring/test_confidence_sequence.py",
    "nps._inference.scores.estimates": "inference/scores/test_estimate.py",
    "nps._inference.scores.weighted_mean": "inference/scores/test_estimate_mean_rating.py",
    "nps._inference.scores.weighted_shares": "inference/scores/test_estimate_shares.py",
    "nps._inference.waves.change_results": "inference/waves/test_changes.py",
    "nps._inference.waves.trend_results": "inference/waves/test_trend.py",
    "nps._samples.people.homogeneity": "samples/people/test_transitions.py",
    "nps._samples.people.grids": "samples/people/test_transitions.py",
    "nps._samples.people.shares": "samples/people/test_transitions.py",
    "nps._sources.reading.formats.text.cutting": "sources/reading/formats/text/test_blocks.py",
    "nps._sources.reading.formats.text.quotations": "sources/reading/formats/text/test_blocks.py",
    "nps._surveys.summaries": "surveys/test_samples.py",
    "nps.results": "contract/test_packaging.py",
    "nps.value._estimating": "value/test_by_class.py",
    "nps.value._reading": "value/test_by_class.py",
    "nps.drivers._assembly": "drivers/test_effects.py",
    "nps._inference.strata.designs": "inference/strata/test_compare_strata.py",
    "nps.segments._cells": "segments/test_screen.py",
    "nps.segments._growing": "segments/test_find.py",
    "nps.segments._holding": "segments/test_screen.py",
    "nps._sources.frames.columns": "drivers/reading/test_factors.py",
    "nps._inference.strata.methods": "inference/strata/test_compare_strata.py",
    "nps._inference.mix.ordinal": "inference/mix/test_what_moved.py",
    "nps._inference.strata.share_changes": "inference/strata/test_compare_shares.py",
    "nps._inference.strata.strata_comparison": "inference/strata/test_compare_strata.py",
    "nps.__main__": "hands over to nps._command.main",
    "nps._base.typing": "names for types",
}
#: The same for whole rooms.
ROOMS_TESTED_ELSEWHERE = {
    "nps.plot": "each picture by its function: tests/plot/test_pictures.py, test_layout.py",
    "nps.plot._drawing": "what pictures are drawn with: the same",
    "nps.plot._interactive": "the charts of spec: tests/plot/test_spec.py",
    "nps.plot._topics.drivers": "the pictures of drivers: the same",
    "nps.plot._results": "pictures of one kind of result each: tests/plot/test_new_results.py",
    "nps.drivers._fitting": "by the verbs of the room, tests/drivers/test_*.py",
    "nps.drivers._results": "what these verbs return: the same",
    "nps.value._results": "by the verbs of the room, tests/value/test_*.py",
    "nps.comments._counting": "by the verbs of the room, tests/comments/test_*.py",
    "nps.comments._results": "what these verbs return: the same",
    "nps.response._results": "by the verbs of the room, tests/response/test_*.py",
    "nps.segments._reading": "by the verbs of the room, tests/segments/test_*.py",
    "nps.segments._results": "what these verbs return: the same",
    "nps.comments._text": "what they read: the same",
    "nps._base.words.en": "phrases: tests/base/test_sentences.py and tests/contract/test_notes.py",
    "nps._base.words.zh": "phrases, too",
    "nps._sources.reading.languages": "words: tests/sources/reading/test_questions.py",
}


def home_of_tests(module: str) -> Path:
    """Return the file in the mirrored folder: of nps/_samples/counts.py samples/test_counts.py."""
    *rooms, name = (part.lstrip("_") for part in module.split(".")[1:])
    return TESTS.joinpath(*rooms, f"test_{name}.py")


def is_tested_elsewhere(module: str) -> bool:
    return module in TESTED_ELSEWHERE or module.rpartition(".")[0] in ROOMS_TESTED_ELSEWHERE


MODULES = [
    name
    for name, path in FILES.items()
    if path.name != "__init__.py" and not is_tested_elsewhere(name)
]


@pytest.mark.parametrize("module", MODULES)
def test_each_file_has_a_test_file_of_its_name(module):
    assert home_of_tests(module).is_file()


def test_exceptions_are_still_needed():
    for module, place in TESTED_ELSEWHERE.items():
        assert module in FILES
        assert not home_of_tests(module).exists()
        assert not place.endswith(".py") or (TESTS / place).is_file()
    assert set(ROOMS_TESTED_ELSEWHERE) <= FILES.keys()


def test_files_are_found_in_one_place():
    # tests/house.py knows the root, tests/reference_tables.py where reference values are
    for path in TESTS.rglob("*.py"):
        if path.parent != TESTS and path.name != "test_tests.py":
            assert "Path(__file__)" not in path.read_text(encoding="utf-8"), path


#: Test files, but those of kernels, that import something private. This number may only shrink.
PRIVATE = 68


def imports_private(path: Path) -> bool:
    """Whether a test file imports a module of the library whose path has an underscore."""
    return any(
        name.startswith("nps.") and "._" in name
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [f"{node.module}.{alias.name}" for alias in node.names]
        )
    )


@pytest.mark.slow
def test_the_public_door_is_taken_more_often():
    private = [
        path
        for path in TESTS.rglob("test_*.py")
        if path.relative_to(TESTS).parts[0] != "kernels" and imports_private(path)
    ]
    assert len(private) == PRIVATE
