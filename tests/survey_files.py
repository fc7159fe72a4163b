"""Real survey files, odd as they are, and what is published of them.

The files are not part of the repository. They are looked for in the folder that the environment
variable NPS_SURVEY_DATA names, or beside the checkout in ../shared/data.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from house import ROOT

FOLDER = Path(os.environ.get("NPS_SURVEY_DATA", ROOT.parent / "shared" / "data"))
RECOMMEND_R = "How likely are you to recommend R to a colleague, friend, or family member?"
EXPERIENCE = "How would you rate your level of experience using R?"
#: Half a unit of the last printed digit.
FOUR_DECIMALS = 0.5e-4 + 1e-12


def survey_file(name: str) -> Path:
    """Return where a file is; a test is left out where there is none."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} is not in {FOLDER}")
    return path
