"""Choose how Hypothesis looks for counterexamples.

`gate` (the default) draws the same examples every time, so that a red test is a change of the code;
they are few, since what has passed once finds nothing new.
`quick` draws fewer of them, to see that another Python or the oldest NumPy agrees, and that every
branch is passed; `mutants` draws few as well and makes none of them smaller, since all it asks is
whether a test fails.
`HYPOTHESIS_PROFILE=random pytest` draws many new ones; run it now and then, and keep what it finds
as an `@example`.

Of the cases of a test marked `sampled` all profiles but `random` run a part, drawn by their names:
always the same, some of each test.
"""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from hypothesis import HealthCheck, Phase, settings

if TYPE_CHECKING:
    from pathlib import Path

# How fast examples are drawn depends on the machine's other work, so neither profile judges speed.
PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("gate", derandomize=True, max_examples=25, **PATIENT)
settings.register_profile("quick", derandomize=True, max_examples=5, **PATIENT)
settings.register_profile(
    "mutants",
    settings.get_profile("gate"),
    max_examples=10,
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
)
settings.register_profile("random", max_examples=2_000, print_blob=True, **PATIENT)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "gate")
settings.load_profile(PROFILE)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the mark `sampled` leaves to the `random` profile."""
    cases: dict[tuple[str, int], list[pytest.Item]] = defaultdict(list)
    for item in items:
        mark = item.get_closest_marker("sampled")
        if mark and PROFILE != "random":
            cases[item.nodeid.partition("[")[0], *mark.args].append(item)
    for (_, part), of_test in cases.items():
        of_test.sort(key=lambda item: crc32(item.nodeid.encode()))
        del of_test[: -(-len(of_test) // part)]
    left = {id(item) for of_test in cases.values() for item in of_test}
    if left:
        config.hook.pytest_deselected(items=[item for item in items if id(item) in left])
        items[:] = [item for item in items if id(item) not in left]


@pytest.fixture
def no_chinese_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing on this machine can draw Chinese characters."""
    import fonts

    fonts.only_those_of_matplotlib(monkeypatch)


@pytest.fixture(scope="session")
def chinese_font_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A font with Chinese characters."""
    import fonts

    return fonts.write_chinese(tmp_path_factory.mktemp("fonts") / "chinese.ttf")


@pytest.fixture
def chinese_font(no_chinese_font: None, chinese_font_file: Path) -> str:
    """One font on this machine can draw Chinese characters; returns its family."""
    import fonts

    return fonts.add(chinese_font_file)
