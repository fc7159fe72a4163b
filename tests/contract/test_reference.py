"""What R gives, quantity by quantity: the page of conventions says what tests hold us to."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from house import ROOT
from reference_tables import rows

PAGE = (ROOT / "docs/explanation/conventions.md").read_text(encoding="utf-8")
#: The files that hold the rows of each part of the page, and the column that names the quantity.
FILES = {
    "stratified": {"stratified": "method"},
    "paired": {"paired": "method"},
    "trend": {"trend": "method"},
    "survey_design": {"survey_designs": "analysis", "survey_tables": "test"},
    "class_shares": {"class_shares": "method"},
    "multiplicity": {"multiplicity": ""},
    "k_sample": {"k_sample": "test", "k_sample_named": "test"},
}
ADJUSTMENTS = ("bonferroni", "holm", "hochberg", "hommel", "BH", "BY")


def listed(part: str) -> dict[str, tuple[str, str]]:
    """Return what the page says of each quantity: how many rows, and what is here."""
    (text,) = re.findall(rf"^### {part}\n(.*?)(?=^##)", PAGE, re.MULTILINE | re.DOTALL)
    lines = re.findall(r"^\| (\w+) \| ([\d–]+) \| (.*) \|$", text, re.MULTILINE)
    assert len({name for name, *_ in lines}) == len(lines)
    return {name: (number, said) for name, number, said in lines}


def held(part: str) -> Counter[str]:
    """Count the rows that tests read."""
    found: Counter[str] = Counter()
    for name, column in FILES[part].items():
        table = rows(name)
        if column:
            found.update(row[column] for row in table)
        else:
            found.update(dict.fromkeys(ADJUSTMENTS, len(table)))
    return found


def test_every_part_is_on_the_page():
    assert re.findall(r"^### (\w+)$", PAGE, re.MULTILINE) == list(FILES)


@pytest.mark.parametrize("part", FILES)
def test_rows_are_those_that_the_page_promises(part):
    page, ours = listed(part), held(part)
    promised = {name: int(number) for name, (number, _) in page.items() if number != "–"}
    assert promised == dict(ours)
    for name, (number, said) in page.items():
        assert (number == "–") == said.startswith("not offered"), name


@pytest.mark.parametrize("part", FILES)
def test_rows_are_read_by_a_test(part):
    tests = [
        path for path in (ROOT / "tests").rglob("test_*.py") if path.name != "test_reference.py"
    ]
    tests.append(ROOT / "tests/surveys/test_reference.py")
    tests.append(ROOT / "tests/inference/scores/test_reference.py")
    everything = "\n".join(path.read_text(encoding="utf-8") for path in tests)
    for name in held(part):
        # prop_trend_promoters and its sister are read by their common stem
        stem = name.removesuffix("promoters").removesuffix("detractors")
        assert re.search(rf"\b{stem}", everything), name
