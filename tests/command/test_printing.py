"""Labels on one line, cut where they are long, blank ones made visible."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nps._base.words.saying import speaker
from nps._command.printing import LONGEST_LABEL, _width, named, shown


@given(st.text())
def test_every_label_fits_on_a_line(label):
    found = shown(label)
    assert len(found) <= LONGEST_LABEL
    assert found.isprintable()
    assert "\n" not in found


def test_long_and_blank_labels():
    assert shown("x" * 31) == "x" * 27 + "..."
    assert shown("a \t b") == "a b"
    assert named(" ", speaker("en")) == speaker("en")("blank label")
    assert named("a", speaker("zh")) == "a"


def test_text_width() -> None:
    assert [_width(x) for x in ("abc", "北京", "Ａ", "e\u0301", "")] == [3, 4, 2, 1, 0]
