"""What is read first: the latest wave, the clear changes by size, a line for each group."""

from __future__ import annotations

import csv
import re
from html import unescape

import numpy as np
import pytest
from command_line import cli

import nps

FILE = "examples/four_waves.csv"


@pytest.fixture
def page(tmp_path, capsys):
    def write(*argv: str) -> str:
        path = tmp_path / "page.html"
        assert cli.main([*argv, "--html", str(path)]) == 0
        capsys.readouterr()
        return path.read_text(encoding="utf-8")

    return write


def section(text: str, title: str) -> str:
    found = re.search(rf"<h2>{title}</h2>(.*?)</section>", text, re.DOTALL)
    return "" if found is None else unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", found[1]))


def items(text: str, title: str) -> list[str]:
    found = re.search(rf"<h2>{title}</h2>(.*?)</section>", text, re.DOTALL)
    assert found is not None
    return [
        unescape(one).replace("\N{NO-BREAK SPACE}", " ")
        for one in re.findall("<li>(.*?)</li>", found[1])
    ]


def noise(path, seed: int, groups: int = 60, waves: int = 10) -> str:
    rng = np.random.default_rng(seed)
    size = groups * waves * 12
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["nps", "store", "month"])
        out.writerows(
            zip(
                rng.choice([10, 9, 8, 7, 5, 3], size, p=[0.3, 0.2, 0.15, 0.15, 0.1, 0.1]),
                np.resize([f"Store {i:02d}" for i in range(groups)], size),
                np.repeat([f"2024-{i:02d}" for i in range(1, waves + 1)], size // waves),
                strict=True,
            )
        )
    return str(path)


def test_the_first_finding_is_the_largest_clear_change(page):
    text = page(FILE, "--by", "segment", "--wave", "wave")
    first, last = items(text, "Findings")
    assert first.startswith(
        "Phone: NPS fell by 28.0 points, from 21.5 to -6.4 between 2023 and 2024"
    )
    assert last == "No clear change in 9 others"
    assert "The Net Promoter Score of 2025 is 25.3 points" in unescape(text)
    assert "<span>2025</span>\n<strong>25.3</strong>" in text


def test_every_group_has_a_line(page):
    segments = section(page(FILE, "--by", "segment", "--wave", "wave"), "Segments")
    for name, score, together in (
        ("App", "57.4", "58.3 (192 answers)"),
        ("Phone", "-24.8", "7.3 (614 answers)"),
        ("Shop", "38.5", "33.7 (570 answers)"),
    ):
        assert re.search(rf"{name}\s+2025\s+{score}.*?{re.escape(together)}", segments)


@pytest.mark.slow
def test_noise_has_no_finding_and_every_group_is_on_the_page(page, tmp_path):
    text = page(noise(tmp_path / "noise.csv", 1), "--by", "store", "--wave", "month")
    assert items(text, "Findings") == ["None of 549 changes is clear"]
    for i in range(60):
        assert f"Store {i:02d} / 2024-10" in text
    assert len(text.encode()) < 1_000_000
    assert "<details><summary>" in text
    assert "<script" not in text


@pytest.mark.slow
def test_noise_has_no_finding_in_95_of_100_files():
    shares, found = np.array([0.45, 0.25, 0.30]), 0
    waves = [f"2024-{month:02d}" for month in range(1, 11)]
    for seed in range(100):
        drawn = np.random.default_rng(seed).multinomial(40, shares, size=(60, len(waves)))
        samples = {
            (f"Store {i:02d}", wave): nps.Counts(*drawn[i, j].tolist())
            for i in range(60)
            for j, wave in enumerate(waves)
        }
        arranged = cli._report.arrange(samples, waves)
        changes = cli._report.changes(arranged, confidence_level=0.95, method="score")
        assert len(changes) == 61 * 9
        found += any(change.comparison.adjusted_p_value < 0.05 for change in changes)
    assert found <= 5


def test_many_clear_changes_are_counted(page, tmp_path):
    path = tmp_path / "steps.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["nps", "store", "year"])
        for i in range(15):
            out.writerows(
                [10 - (year == 2024) * 7, f"S{i:02d}", year]
                for year in (2023, 2024)
                for _ in range(60)
            )
    found = items(page(str(path), "--by", "store", "--wave", "year"), "Findings")
    assert len(found) == 13
    assert found[-1] == "4 more clear changes: see the table of changes"


def test_what_is_certain_comes_before_what_is_large(page, tmp_path):
    path = tmp_path / "sizes.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["nps", "store", "year"])
        for store, size, before, after in (("small", 24, 16, 4), ("large", 900, 600, 280)):
            for year, promoters in ((2023, before), (2024, after)):
                out.writerows([10 if i < promoters else 3, store, year] for i in range(size))
    found = items(page(str(path), "--by", "store", "--wave", "year"), "Findings")
    large, small = (one for one in found if not one.startswith("NPS"))
    assert large.startswith("large: NPS fell by 71.1 points")
    assert small.startswith("small: NPS fell by 100.0 points")


def test_weighted_groups_have_no_total(page):
    text = page(FILE, "--by", "segment", "--wave", "wave", "--weight", "weight")
    assert "answers)" not in section(text, "Segments")


def test_a_group_without_answers_and_one_wave(page, tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("nps,shop,year\n9,N,2024\n,S,2024\n3,N,2024\n", encoding="utf-8")
    text = page(str(path), "--by", "shop", "--wave", "year")
    assert not section(text, "Findings")
    assert re.search(r"S\s+2024\s+n/a", section(text, "Segments"))


def test_title_author_and_date(page, capsys):
    text = page(FILE, "--title", "Board & team", "--author", "CX <team>")
    assert "<title>Board &amp; team</title>" in text
    assert "<h1>Board &amp; team</h1>" in text
    assert re.search(r"<p>CX &lt;team&gt;; \d{4}-\d\d-\d\d</p>", text)
    assert cli.main([FILE, "--title", "alone"]) == 2
    assert "--title is of the page: add --html PAGE" in capsys.readouterr().err
