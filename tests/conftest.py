"""Choose how Hypothesis looks for counterexamples.

`gate` (the default) draws the same examples every time, so that a red test is a change of the code;
they are few, since what has passed once finds nothing new.
`quick` draws fewer of them, to see that another Python or the oldest NumPy agrees; `mutants` draws
few as well and makes none of them smaller, since all it asks is whether a test fails.
`HYPOTHESIS_PROFILE=random pytest` draws many new ones; run it now and then, and keep what it finds
as an `@example`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

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
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))


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
