"""Pictures inside the page take its ink, keep their texts and name nothing twice."""

from __future__ import annotations

import re
from itertools import count
from xml.etree import ElementTree as ET

import pytest
from command_line import figures, main
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("matplotlib")
from matplotlib.figure import Figure
from pictures import BLACK, as_svg

import nps

#: What XML can hold.
texts = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=9)


def picture(title: str, ink: str = "black") -> bytes:
    figure = Figure(figsize=(3.0, 2.0))
    ax = figure.add_subplot()
    ax.plot([0, 1, 2], [0, 5, 2], "o", color="black", markerfacecolor="white")
    ax.barh([0.0], [1.0], color="#0072B2", edgecolor="white")
    ax.text(1.0, 1.0, title, color=ink, parse_math=False)
    return as_svg(figure)


@pytest.mark.slow
@settings(max_examples=12)
@given(title=texts, said=texts, start=st.integers(0, 10**6))
def test_a_picture_is_part_of_the_page(title, said, start):
    names = count(start)
    one, other = (figures.inline(picture(title), said, names) for _ in range(2))
    for drawn in (one, other):
        root = ET.fromstring(drawn)
        assert root.tag == "svg"
        assert root.attrib["role"] == "img"
        assert root.attrib["aria-label"].split() == said.split()
        # a text of blanks alone is nothing to see
        assert not title.strip() or title in ["".join(x.itertext()) for x in root.iter("text")]
        assert "http" not in drawn.replace(title, "").replace(said, "")
        assert "currentColor" in drawn
        assert "var(--paper)" in drawn
        assert not re.search("#000000|#ffffff|<metadata|<style", drawn)
        assert "#0072b2" in drawn
    ids = [re.findall(r' id="(\w+)"', drawn) for drawn in (one, other)]
    assert all(len(set(found)) == len(found) > 0 for found in ids)
    assert not {*ids[0]} & {*ids[1]}
    for drawn, found in zip((one, other), ids, strict=True):
        used = re.findall(r'href="#(\w+)"|url\(#(\w+)\)', drawn)
        assert {a or b for a, b in used} == set(found)


@pytest.mark.parametrize(
    ("ink", "kept"), [("black", None), ("white", "#ffffff"), (BLACK, BLACK), ("#d55e00", "#d55e00")]
)
def test_texts_on_a_colour_keep_theirs(ink, kept):
    (text,) = re.findall(
        r"<text ([^>]*)>told</text>", figures.inline(picture("told", ink), "", count())
    )
    assert (f"fill: {kept}" in text) if kept else ("fill" not in text)
    assert "font-family" not in text
    assert "font-size: 10px" in text


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("font: 10px 'DejaVu Sans', sans-serif; fill: #000001", "font-size: 10px; fill: #000001"),
        ("font: italic 700 9.5px 'DejaVu Sans'", "font-size: 9.5px; font-weight: 700"),
        ("font-size: 10px; font-family: 'DejaVu Sans', serif", "font-size: 10px"),
    ],
)
def test_a_font_of_either_spelling_keeps_its_size(written, kept):
    svg = f'<svg viewBox="0 0 9 9" width="9pt"><text style="{written}">told</text></svg>'
    assert f'<text style="{kept}">told</text>' in figures.inline(svg.encode(), "", count())


def test_a_phone_has_a_picture_of_its_own_where_there_is_room():
    def widths(*labels: str) -> list[str]:
        drawn = nps.plot.forest(dict.fromkeys(labels, nps.Counts(5, 3, 2)))
        (found,) = figures.figures(lambda: [figures.Picture(drawn, "told")], count())
        return re.findall(r"<(?:div|figure) class=\"([\w-]+)\"", found)

    assert widths("A", "B") == ["on-desk", "on-phone"]
    assert widths("A", "a label that is so long that it takes all") == ["wide"]


def test_small_pictures_stay_beside_each_other():
    labels = [(f"shop {i}", year) for i in range(8) for year in (2024, 2025)]
    waves = nps.Cohorts.from_dict(dict.fromkeys(labels, nps.Counts(5, 3, 2)))
    drawn = nps.plot.waves(waves)
    (found,) = figures.figures(lambda: [figures.Picture(drawn, "told")], count())
    assert found.startswith('<figure class="wide">')


def test_the_same_file_gives_the_same_page(tmp_path, capsys):
    file = tmp_path / "answers.csv"
    file.write_text("nps,shop\n" + "".join(f"{i % 11},{i % 3}\n" for i in range(60)))
    pages = []
    for name in ("a.html", "b.html"):
        assert main([str(file), "--by", "shop", "--html", str(tmp_path / name)]) == 0
        pages.append((tmp_path / name).read_text(encoding="utf-8"))
    capsys.readouterr()
    assert "<svg" in pages[0]
    assert pages[0] == pages[1]
