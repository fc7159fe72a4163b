"""The page follows the theme of its reader, fits a phone and prints; it loads nothing."""

from __future__ import annotations

import re

import pytest
from command_line import style

SCREENS = ["(prefers-color-scheme: dark)", "print", "screen and (max-width: 40rem)"]


@pytest.mark.parametrize("screen", SCREENS)
def test_each_screen_has_a_style(screen):
    assert f"@media {screen} {{" in style.STYLE


def test_colours_are_those_of_the_theme():
    themes = re.findall(r"--ink: (#\w+); --paper: (#\w+)", style.STYLE)
    light, dark, paper = (
        [sum(int(c * 2, 16) if len(x) == 4 else int(c, 16) for c in re.findall(r"\w", x[1:])[:3])
         for x in pair]
        for pair in themes
    )  # fmt: skip
    assert light[0] < light[1]
    assert dark[0] > dark[1]
    assert paper[0] == 0


def test_nothing_is_loaded():
    assert "url(" not in style.STYLE
    assert "@import" not in style.STYLE
    assert "http" not in style.STYLE + style.POLICY
    assert style.POLICY.startswith("default-src 'none'")


def test_braces_close():
    depth = 0
    for brace in re.findall(r"[{}]", style.STYLE):
        depth += 1 if brace == "{" else -1
        assert depth in {0, 1, 2}
    assert depth == 0
