"""`python -m nps FILE --html PAGE`: one page, complete, valid and without a script."""

from __future__ import annotations

import csv
import html
import importlib.util
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import html5lib
import numpy as np
import pytest
from command_line import cli
from house import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

import nps
from nps._command.pages import figures, pictures
from nps._command.pages import page as html_report

if TYPE_CHECKING:
    from collections.abc import Iterable

EXAMPLES = ROOT / "examples"
TWO_WAVES = str(EXAMPLES / "two_waves.csv")
VOID = {"meta"}
EVIL = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><b>", "华东 & 华南"]


class Page(HTMLParser):
    """Read a page as strictly as the format asks for: what is opened is closed, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).replace("\xa0", " ").split())


@pytest.fixture
def page(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def write(*argv: str) -> tuple[Page, str]:
        path = tmp_path / "report.html"
        assert cli.main([*argv, "--html", str(path)]) == 0
        capsys.readouterr()
        text = path.read_text(encoding="utf-8")
        return Page(text), text

    return write


def save(path: Path, rows: Iterable[Iterable[object]]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return str(path)


@pytest.fixture
def evil(tmp_path: Path) -> str:
    rows = [(EVIL[i % 4], i % 11, 2023 + i % 3) for i in range(200)]
    rows += [("<i>", "<b>bad</b>", 2023), ("<i>", "", 2024)]
    return save(tmp_path / "evil <x>.csv", [("<h1>shop</h1>", "nps", "wave <w>"), *rows])


@pytest.mark.slow
def test_the_page_is_valid_and_brings_everything_along(page, evil):
    for argv in (
        [TWO_WAVES],
        [TWO_WAVES, "--wave", "wave"],
        [evil, "--by", "shop", "--wave", "wav"],
    ):
        for language in ("en", "zh"):
            _, text = page(*argv, "--language", language)
            tree = html5lib.HTMLParser(strict=True).parse(text)  # raises where it is not valid
            assert [part.tag.rpartition("}")[2] for part in tree] == ["head", "body"]


def test_no_script_and_nothing_from_outside(page, evil):
    found, text = page(evil, "--by", "shop", "--wave", "wave")
    for tag, attributes in found.tags:
        assert tag not in {
            "script",
            "iframe",
            "object",
            "link",
            "form",
            "a",
            "base",
            "img",
            "image",
        }
        assert not [name for name in attributes if name.startswith("on")]
        assert set(attributes) <= {
            "lang", "charset", "name", "content", "http-equiv", "style", "class", "role",
            "aria-label", "title", "viewBox", "viewbox", "id", "href", "clip-path", "transform",
            "d", "x", "y", "width", "height",
        }  # fmt: skip
        assert (attributes.get("href") or "#").startswith("#")
        assert "url(" not in (attributes.get("style") or "")
    tags = [tag for tag, _ in found.tags]
    assert tags.count("style") == 1
    assert "img" not in tags
    assert "default-src 'none'" in text
    names = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(set(names)) == len(names)
    referred = re.findall(r'href="#(\w+)"|url\(#(\w+)\)', text)
    assert {one or other for one, other in referred} == set(names)
    assert "http" not in text.replace("http-equiv", "")


def test_hostile_labels_show_as_text(page, evil):
    found, text = page(evil, "--by", "shop", "--wave", "wave")
    for label in ("<script>alert(1)</script>", "华东 & 华南", "</style><b>", "<b>bad</b>"):
        assert label in found.words
        assert html.escape(label) in text
    assert "evil <x>.csv" in found.words
    assert str(Path(evil).parent) not in text  # where the file lies is nobody's business
    assert found.tags[0] == ("html", {"lang": "en"})


def test_every_number_of_the_json_document_is_on_the_page(page, capsys):
    argv = (TWO_WAVES, "--wave", "wave", "--by", "segment", "--confidence-level", "0.9")
    cli.main([*argv, "--json"])
    saved = json.loads(capsys.readouterr().out)
    words = page(*argv)[0].words
    for cohort in [saved["total"], *saved["cohorts"]]:
        limits = cohort["confidence_interval"]
        assert f"{cohort['score']:.1f}" in words
        assert f"[{limits['low']:.1f}, {limits['high']:.1f}]" in words
    for change in saved["changes"]:
        limits = change["comparison"]["confidence_interval"]
        assert f"{change['before']} → {change['after']}" in words
        assert f"[{limits['low']:+.1f}, {limits['high']:+.1f}]" in words
    for rating, k in enumerate(saved["total"]["counts"]["distribution"]):
        assert f" {rating} {k} " in words
    for note in saved["notes"]:
        assert note.rstrip(".") in words
    assert "90% CI" in words
    assert "95%" not in words
    assert "NPS rose by 18.2 points, from 9.6 to 27.8 between 2024 and 2025" in words
    assert "Small business: NPS rose" in words
    assert "No clear change in 2 others" in words
    assert "doi:10.1002/sim.4780040211" in words


def test_in_chinese(page):
    found, _ = page(TWO_WAVES, "--wave", "wave", "--language", "zh")
    assert found.tags[0] == ("html", {"lang": "zh-Hans"})
    for words in [
        "净推荐值",
        "推荐者",
        "被动者",
        "贬损者",
        "置信区间",
        "上升了",
        "方法：",
        "未计入",
        "18.2",
    ]:
        assert words in found.words
    assert " CI" not in found.words


def test_without_waves_and_with_one_wave(page, tmp_path):
    assert "Changes" not in page(TWO_WAVES)[0].words
    one = save(tmp_path / "one.csv", [("nps", "year"), *((i % 11, 2024) for i in range(30))])
    found, _ = page(one, "--wave", "year")
    assert "There is only one wave, so there is no change." in found.words
    assert "Nothing in the data looked odd." in page(one)[0].words


def test_methods_without_an_answer_say_so(page, tmp_path):
    rows = [("nps", "year"), *((10, 2024),) * 30, *((10, 2025),) * 30]
    found, _ = page(save(tmp_path / "u.csv", rows), "--wave", "year", "--method", "t")
    assert "no test" in found.words
    assert "no interval" in found.words


def test_cohorts_without_an_answer_have_no_bars(page, tmp_path):
    rows = [("nps", "shop"), *((9, "a"),) * 12, ("", "b")]
    found, _ = page(save(tmp_path / "b.csv", rows), "--by", "shop")
    assert "b n/a" in found.words


def test_long_tables_stop(page, tmp_path, monkeypatch):
    monkeypatch.setattr(html_report, "SHOWN", 3)
    rows = [("nps", "shop"), *((9, i) for i in range(20))]
    assert "... and 18 more" in page(save(tmp_path / "l.csv", rows), "--by", "shop")[0].words


@pytest.mark.slow
def test_pictures_where_they_can_be_drawn(page, monkeypatch):
    pytest.importorskip("matplotlib")
    argv = (TWO_WAVES, "--wave", "wave", "--by", "segment")
    drawn = page(*argv)[0]
    # everybody, each segment over time, and the latest wave; each for a desk and for a phone
    assert [tag for tag, _ in drawn.tags].count("figure") == 3
    told = [attributes for tag, attributes in drawn.tags if tag == "svg"]
    assert all(one["role"] == "img" for one in told)
    assert "2025" in told[0]["aria-label"]
    assert "Small business" in told[2]["aria-label"]
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(figures, "find_spec", lambda name: None)
    plain = page(*argv)[0]
    assert "svg" not in [tag for tag, _ in plain.tags]
    monkeypatch.undo()
    monkeypatch.setattr(pictures, "PICTURED", 2)
    monkeypatch.setattr(pictures, "LINES", 2)
    assert [tag for tag, _ in page(*argv)[0].tags].count("figure") == 1


def texts_of_pictures(page: str) -> tuple[list[str], np.ndarray]:
    """Every text in the pictures of a page, and where the texts stand."""
    found = re.findall(r"<text[^>]* transform=\"(.*?)\"[^>]*>(.*?)</text>", page)
    places = [re.findall(r"-?[\d.]+", place)[-2:] for place, _ in found]
    return [html.unescape(text) for _, text in found], np.array(places, dtype=float)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_pictures_need_no_font_where_they_are_made(page, evil, language, request):
    argv = (evil, "--by", "shop", "--wave", "wave", "--language", language)
    request.getfixturevalue("no_chinese_font")
    texts, places = texts_of_pictures(page(*argv)[1])
    assert any("华东 & 华南" in text for text in texts)
    assert any("净推荐值" in text for text in texts) == (language == "zh")
    request.getfixturevalue("chinese_font")
    same_texts, same_places = texts_of_pictures(page(*argv)[1])
    assert same_texts == texts
    # the room for a character is that of a font with square ones, but for its height: that of the
    # dash it is measured by is a tenth of the ten points less
    assert_allclose(same_places, places, atol=1.0)


def test_where_the_page_goes(tmp_path, capsys, page):
    copy = tmp_path / "survey.csv"
    copy.write_bytes(Path(TWO_WAVES).read_bytes())
    assert cli.main([str(copy), "--html", str(copy)]) == 2
    assert "would overwrite a file that is read" in capsys.readouterr().err
    assert copy.read_bytes() == Path(TWO_WAVES).read_bytes()
    assert cli.main([TWO_WAVES, "--html", str(tmp_path / "no" / "page.html")]) == 2
    error = capsys.readouterr().err
    assert "page.html: No such file or directory" in error
    assert error.count("\n") == 1
    assert page(TWO_WAVES) is not None
    assert page(TWO_WAVES)[1] == page(TWO_WAVES)[1]


# a file with control characters is refused as binary
labels = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=9)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.lists(labels, min_size=1, max_size=4, unique=True), st.sampled_from(["en", "zh"]))
def test_any_label_leaves_the_page_whole(page, tmp_path, monkeypatch, names, language):
    monkeypatch.setattr(figures, "find_spec", lambda name: None)
    rows = [("nps", "shop"), *((i % 11, name) for name in names for i in range(4))]
    found, _ = page(save(tmp_path / "g.csv", rows), "--by", "shop", "--language", language)
    assert {tag for tag, _ in found.tags} <= {
        "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "p", "div",
        "strong", "span", "i", "section", "ul", "li", "table", "thead", "tbody", "tr", "th", "td",
        "footer",
    }  # fmt: skip
    assert found.words.count(nps.__version__) == 1


def test_answers_that_were_classes_have_no_ratings_to_draw():
    from types import SimpleNamespace

    from nps._base.words.saying import speaker

    report = SimpleNamespace(total=nps.Counts(5, 3, 2), scale=nps.STANDARD)
    assert html_report._ratings(report, speaker("en")) == []
