"""The tests: they mirror the rooms, and come in by the front door where they can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from house import FILES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

TESTS = ROOT / "tests"
#: Files without a test file of their name, and why: phrases and types, which others speak or use.
TESTED_ELSEWHERE = {
    "nps._inference.strata.methods": "tests/inference/strata/test_compare_strata.py",
    "nps._inference.strata.share_changes": "tests/inference/strata/test_compare_shares.py",
    "nps._inference.strata.strata_comparison": "tests/inference/strata/test_compare_strata.py",
    "nps.__main__": "hands over to nps._command.main",
    "nps._base.typing": "names for types",
}
#: The same for whole rooms.
ROOMS_TESTED_ELSEWHERE = {
    "nps._base.words.en": "phrases: tests/base/test_sentences.py and tests/contract/test_notes.py",
    "nps._base.words.zh": "phrases, too",
}


def home_of_tests(module: str) -> Path:
    """Return the file in the mirrored folder: of nps/_samples/counts.py samples/test_counts.py."""
    *rooms, name = (part.lstrip("_") for part in module.split(".")[1:])
    return TESTS.joinpath(*rooms, f"test_{name}.py")


def is_tested_elsewhere(module: str) -> bool:
    return module in TESTED_ELSEWHERE or module.rpartition(".")[0] in ROOMS_TESTED_ELSEWHERE


#: Still to be written. This list may only shrink.
MISSING = {
    "nps._base.columns.containers",
    "nps._base.columns.giving_back",
    "nps._base.columns.integer_keys",
    "nps._base.errors",
    "nps._base.html",
    "nps._base.labels.calendar_words",
    "nps._base.labels.days",
    "nps._base.labels.keys",
    "nps._base.labels.readings",
    "nps._base.labels.tidying",
    "nps._base.words.languages",
    "nps._base.words.methods",
    "nps._base.words.notes",
    "nps._base.words.pictures",
    "nps._base.words.saying",
    "nps._command.options",
    "nps._command.report",
    "nps._inference.differences.benchmark_methods",
    "nps._inference.differences.comparisons",
    "nps._inference.differences.questions",
    "nps._inference.differences.telling",
    "nps._inference.differences.weighted",
    "nps._inference.families.comparisons",
    "nps._inference.families.family",
    "nps._inference.families.rankings",
    "nps._inference.families.shrink",
    "nps._inference.families.shrinkages",
    "nps._inference.laws.resampled",
    "nps._inference.mix.decompose_series",
    "nps._inference.mix.decompositions",
    "nps._inference.mix.parts",
    "nps._inference.mix.segments",
    "nps._inference.mix.standardize",
    "nps._inference.monitoring.control_charts",
    "nps._inference.monitoring.sequence_state",
    "nps._inference.scores.estimates",
    "nps._inference.scores.population",
    "nps._inference.scores.weighted",
    "nps._inference.scores.weighted_shares",
    "nps._inference.waves.change_results",
    "nps._inference.waves.panel",
    "nps._inference.waves.trend_results",
    "nps._inference.waves.wave_scores",
    "nps._kernels.drivers.cumulative_logit",
    "nps._kernels.drivers.multinomial_logit",
    "nps._samples.classify",
    "nps._samples.count",
    "nps._samples.people.grids",
    "nps._samples.people.homogeneity",
    "nps._samples.people.matching",
    "nps._samples.people.shares",
    "nps._samples.people.transitions",
    "nps._samples.tallying.codes",
    "nps._samples.tallying.grouped",
    "nps._samples.tallying.rows",
    "nps._samples.tallying.shares",
    "nps._samples.tallying.suspicions",
    "nps._sources.answer_file",
    "nps._sources.reading.doors",
    "nps._sources.reading.formats.json_files",
    "nps._sources.reading.formats.labelled",
    "nps._sources.reading.formats.layouts",
    "nps._sources.reading.formats.opening",
    "nps._sources.reading.formats.tables",
    "nps._sources.reading.languages.east_asian",
    "nps._sources.reading.languages.germanic",
    "nps._sources.reading.languages.others",
    "nps._sources.reading.languages.romance",
    "nps._sources.reading.languages.vocabulary",
    "nps._surveys.cells",
    "nps._surveys.design.drawing",
    "nps._surveys.design.joining",
    "nps._surveys.design.replicate_weights",
    "nps._surveys.design.replicating",
    "nps._surveys.design.scatter",
    "nps._surveys.reading",
    "nps._surveys.state",
    "nps._surveys.summaries",
    "nps._surveys.survey_by",
    "nps._surveys.weights.accounts",
    "nps._surveys.weights.margins",
    "nps._surveys.weights.rake",
    "nps._surveys.weights.raked",
    "nps._surveys.weights.trim_weights",
    "nps._surveys.weights.weightings",
    "nps.drivers._assembly",
    "nps.drivers._fitting.coding",
    "nps.drivers._fitting.engine_sums",
    "nps.drivers._reading.factors",
    "nps.drivers._fitting.likelihood",
    "nps.drivers._fitting.notes",
    "nps.drivers._fitting.people",
    "nps.drivers._fitting.quantities",
    "nps.drivers._fitting.regression",
    "nps.drivers._fitting.sharing",
    "nps.drivers._fitting.sources",
    "nps.drivers._fitting.sums",
    "nps.drivers._results.changes",
    "nps.drivers._results.design",
    "nps.drivers._results.effect",
    "nps.drivers._results.effects",
    "nps.drivers._results.importance",
    "nps.drivers._results.steps",
    "nps.plot._decomposition",
    "nps.plot._difference",
    "nps.plot._distribution",
    "nps.plot._drawing.canvas",
    "nps.plot._drawing.charts",
    "nps.plot._drawing.fonts",
    "nps.plot._drawing.rows",
    "nps.plot._drawing.style",
    "nps.plot._drawing.timeline",
    "nps.plot._drivers.bars",
    "nps.plot._drivers.driver_changes",
    "nps.plot._drivers.drivers",
    "nps.plot._drivers.importance",
    "nps.plot._drivers.quadrant",
    "nps.plot._drivers.steps",
    "nps.plot._forest",
    "nps.plot._shares",
    "nps.plot._transitions",
    "nps.plot._waves",
    "nps.results",
}
MODULES = [
    name
    for name, path in FILES.items()
    if path.name != "__init__.py" and not is_tested_elsewhere(name)
]


@pytest.mark.parametrize("module", MODULES)
def test_each_file_has_a_test_file_of_its_name(module):
    assert home_of_tests(module).is_file() != (module in MISSING)


def test_exceptions_are_still_needed():
    for module in TESTED_ELSEWHERE:
        assert module in FILES
        assert not home_of_tests(module).exists()
    assert set(ROOMS_TESTED_ELSEWHERE) <= FILES.keys()
    assert set(MODULES) >= MISSING


def test_files_are_found_in_one_place():
    # tests/house.py knows the root, tests/reference_tables.py where reference values are
    for path in TESTS.rglob("*.py"):
        if path.parent != TESTS and path.name != "test_tests.py":
            assert "Path(__file__)" not in path.read_text(encoding="utf-8"), path
