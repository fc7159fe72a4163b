"""The panel of the tutorial: what the script makes, and what the tutorial says of it."""

from __future__ import annotations

import csv
import importlib.util
from collections import defaultdict
from itertools import pairwise

import pytest
from house import ROOT

import nps

EXAMPLES = ROOT / "examples"
#: Scores of the population behind the file, as the script's docstring gives them.
TRUE_SCORES = {
    ("2022", "Shop"): 35.0, ("2022", "Phone"): 20.0,
    ("2023", "Shop"): 35.0, ("2023", "Phone"): 20.0,
    ("2024", "Shop"): 35.0, ("2024", "Phone"): -5.0, ("2024", "App"): 60.0,
    ("2025", "Shop"): 35.0, ("2025", "Phone"): -20.0, ("2025", "App"): 60.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (EXAMPLES / "four_waves.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_shipped_file_is_what_the_script_makes() -> None:
    path = EXAMPLES / "make_four_waves.py"
    spec = importlib.util.spec_from_file_location("make_four_waves", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.survey().encode() == (EXAMPLES / "four_waves.csv").read_bytes()


def test_half_of_a_wave_comes_back(rows: list[dict[str, str]]) -> None:
    people = defaultdict(set)
    for row in rows:
        assert row["respondent"] not in people[row["wave"]]  # one answer a wave
        people[row["wave"]].add(row["respondent"])
    waves = list(people.values())
    assert [len(wave) for wave in waves] == [348, 353, 354, 353]
    for before, after in pairwise(waves):
        # 350 tosses of a fair coin: four standard deviations are 0.11
        assert len(before & after) / len(before) == pytest.approx(0.5, abs=0.11)


def test_columns_hold_what_they_should(rows: list[dict[str, str]]) -> None:
    assert all(row["date"].startswith(row["wave"]) for row in rows)
    assert all(float(row["weight"]) > 0.0 for row in rows)
    blanks = nps.count(nps.parse_ratings([row["rating"] for row in rows])).missing
    assert 10 <= blanks <= 50
    assert {row["wave"] for row in rows if row["segment"] == "App"} == {"2024", "2025"}


def test_the_sample_tells_the_true_story(rows: list[dict[str, str]]) -> None:
    ratings = nps.parse_ratings([row["rating"] for row in rows])
    keys = {name: [row[name] for row in rows] for name in ("wave", "segment")}
    found = nps.count_by(ratings, keys)
    assert set(found) == set(TRUE_SCORES)
    for label, truth in TRUE_SCORES.items():
        low, high = nps.estimate(found[label]).confidence_interval
        assert low < truth < high
