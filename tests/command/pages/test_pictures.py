"""The page draws everybody and each group over time, and the groups of the latest wave."""

from __future__ import annotations

import csv
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from command_line import main, pictures

import nps

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("matplotlib")


@pytest.fixture
def drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """What the pictures of a file say in words, and all of their texts."""

    def draw(rows: list[tuple[object, ...]], *options: str) -> tuple[list[str], list[str]]:
        file, page = tmp_path / "answers.csv", tmp_path / "page.html"
        with file.open("w", newline="", encoding="utf-8") as opened:
            csv.writer(opened).writerows(rows)
        assert main([str(file), *options, "--html", str(page)]) == 0
        capsys.readouterr()
        found = re.findall(r"<figure.*?</figure>", page.read_text(encoding="utf-8"), re.DOTALL)
        told = [unescape(re.search(r'aria-label="(.*?)"', one)[1]) for one in found]
        return told, [unescape(x) for x in re.findall(r"<text[^>]*>(.*?)</text>", "".join(found))]

    return draw


HEAD = ("nps", "shop", "year", "weight")


def test_groups_are_lines_over_time(drawn):
    rows = [(i % 11, f"shop {i % 3}", 2023 + i % 2, 1) for i in range(120)]
    told, texts = drawn([HEAD, *rows], "--by", "shop", "--wave", "year")
    assert len(told) == 3
    everybody, lines, latest = told
    assert "2024" in everybody
    assert "shop" not in everybody
    assert "shop 1 / 2023" in lines or "shop 0 / 2023" in lines or "shop 2 / 2023" in lines
    assert "2023" not in latest
    assert {"shop 0 (n = 20)", "shop 1 (n = 20)", "shop 2 (n = 20)"} <= set(texts)


def test_the_latest_wave_is_named_where_it_differs(drawn):
    rows = [(i % 11, "north", 2023 + i % 2, 1) for i in range(60)]
    rows += [(i % 11, "", 2023, 1) for i in range(30)]
    _, texts = drawn([HEAD, *rows], "--by", "shop", "--wave", "year")
    assert "north / 2024 (n = 30)" in texts
    assert any(text.endswith(" / 2023 (n = 30)") for text in texts)


def test_many_groups_are_no_lines(drawn, monkeypatch):
    monkeypatch.setattr(pictures, "LINES", 2)
    rows = [(i % 11, f"shop {i % 3}", 2023 + i % 2, 1) for i in range(120)]
    told, _ = drawn([HEAD, *rows], "--by", "shop", "--wave", "year")
    assert len(told) == 2
    monkeypatch.setattr(pictures, "PICTURED", 2)
    assert len(drawn([HEAD, *rows], "--by", "shop")[0]) == 0


def test_weighted_answers_are_weighted_in_pictures(drawn):
    rows = [(10 if i % 4 else 0, f"shop {i % 2}", 2024, 1 + 9 * (i % 4 == 0)) for i in range(120)]
    told, _ = drawn([HEAD, *rows], "--by", "shop", "--weight", "weight")
    sample = nps.SurveySample([row[0] for row in rows[::2]], weights=[row[3] for row in rows[::2]])
    assert f"{nps.score(sample):.1f}" in told[0]


def test_a_blank_wave_is_not_the_latest(drawn):
    rows = [(i % 11, f"shop {i % 2}", 2023 + i % 4 // 2, 1) for i in range(120)]
    rows += [(0, "shop 0", "", 1)] * 7
    _, texts = drawn([HEAD, *rows], "--by", "shop", "--wave", "year")
    assert {"shop 0 (n = 30)", "shop 1 (n = 30)"} <= set(texts)


def test_groups_of_like_names_are_all_drawn(drawn):
    pairs = [("EU / West", "shop"), ("EU", "West / shop")]
    rows = [(i % 11, *pairs[i % 2], 2023 + i % 4 // 2) for i in range(120)]
    head = ("nps", "region", "kind", "year")
    told, texts = drawn([head, *rows], "--by", "region", "kind", "--wave", "year")
    assert len(told) == 3
    assert any(text.startswith("EU / West / shop (n = 30)") for text in texts)
    assert any(text.startswith("EU / West / shop (2) (n = 30)") for text in texts)


def test_no_line_of_all_where_all_is_no_one_score(drawn):
    rows = [(i % 11, f"shop {i % 2}", 2023, 1) for i in range(60)]
    _, texts = drawn([HEAD, *rows], "--by", "shop")
    assert any(text.strip().startswith("all ") for text in texts)
    rows += [(i % 11, "shop 1", 2024, 1) for i in range(60)]
    _, texts = drawn([HEAD, *rows], "--by", "shop", "--wave", "year")
    assert not any(text.strip().startswith("all ") for text in texts)
    _, texts = drawn([("Q1", "Q2"), *((i % 11, i % 7) for i in range(60))], "--rating", "Q1", "Q2")
    assert {"Q1 (n = 60)", "Q2 (n = 60)"} <= set(texts)
    assert not any(text.strip().startswith("all ") for text in texts)


@pytest.mark.parametrize(("language", "word"), [("en", "target 30"), ("zh", "目标 30")])
def test_pictures_do_not_judge_by_themselves(drawn, language, word):
    rows = [(i % 11, f"shop {i % 2}", 2023 + i % 4 // 2, 1) for i in range(120)]
    argv = ["--by", "shop", "--wave", "year", "--target", "30", "--language", language]
    told, texts = drawn([HEAD, *rows], *argv)
    aims = [text for text in texts if word in text]
    assert len(aims) >= len(told) == 3
    assert all(text.endswith(word) for text in aims)
