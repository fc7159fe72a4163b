"""A machine with Chinese characters and one without, whatever is installed on this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from matplotlib.font_manager import fontManager

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

#: One of the families that pictures look for.
FAMILY = "Source Han Sans CN"
UNITS = 1000
#: Punctuation, ideographs, forms as wide as these.
CHINESE = (*range(0x3000, 0x3040), *range(0x4E00, 0xA000), *range(0xFF00, 0xFFF0))


def only_those_of_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Matplotlib find the fonts that it brings along and no others."""
    own = [font for font in fontManager.ttflist if font.name.startswith("DejaVu")]
    monkeypatch.setattr(fontManager, "ttflist", own)


def write_chinese(file: Path) -> Path:
    """Write a font in which each Chinese character is a black square."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 800), (900, 800), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    font = FontBuilder(UNITS)
    font.setupGlyphOrder([".notdef", "square"])
    font.setupCharacterMap(dict.fromkeys(CHINESE, "square"))
    font.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "square": pen.glyph()})
    font.setupHorizontalMetrics({".notdef": (UNITS, 0), "square": (UNITS, 100)})
    font.setupHorizontalHeader(ascent=880, descent=-120)
    font.setupNameTable({"familyName": FAMILY, "styleName": "Regular"})
    font.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    font.setupPost()
    font.save(file)
    return file


def add(file: Path) -> str:
    """Let Matplotlib find a font; returns its family."""
    fontManager.addfont(file)
    return FAMILY
