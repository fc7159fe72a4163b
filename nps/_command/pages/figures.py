"""Pictures inside the page: SVG whose ink is that of the page, and whose texts are texts."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple, cast
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Width in inches of the picture that a phone shows.
NARROW = 4.4
#: Inches that names at the sides must leave for the picture itself.
LEAST = 1.2
#: What the page's theme decides: black is ink, and a white that is no text is paper.
_THEME = (
    (re.compile(r"(?<=fill: )#000000|(?<=stroke: )#000000"), "currentColor"),
    (re.compile(r"(?<=fill: )#ffffff|(?<=stroke: )#ffffff"), "var(--paper)"),
)
#: The page says once which fonts its pictures take.
_FONT = re.compile(r";? ?font-family: [^;]*")
#: As Matplotlib before 3.9 writes a font: weight, size and family in one.
_ONE_FONT = re.compile(r"font: [^;\d]*(?:(\d{3}) )?([\d.]+px) [^;]*")
_PART = re.compile(r"url\(#(.*?)\)")


class Picture(NamedTuple):
    """A picture, and what it shows in words for those who cannot see it."""

    axes: Axes
    said: str


def figures(draw: Callable[[], Iterable[Picture]], names: Iterator[int]) -> list[str]:
    """Return pictures of `nps.plot`, where it can draw.

    Characters that no font here has are no matter: the reader's browser draws the texts.

    Parameters
    ----------
    draw : callable
        Draws them.
    names : iterator of int
        Numbers that no other part of the page has.
    """
    if find_spec("matplotlib") is None:
        return []
    from nps.plot._drawing.fonts import unwarned

    with unwarned():
        return [_figure(picture, names) for picture in draw()]


def _figure(picture: Picture, names: Iterator[int]) -> str:
    """Return a picture in two widths, of which the page shows the one that fits.

    One whose names leave no room on a phone, or of several parts, is moved with a finger there.
    """
    from nps.plot._drawing.svg import as_svg

    figure = cast("Figure", picture.axes.figure)
    wide = inline(as_svg(figure), picture.said, names)
    width, height = figure.get_size_inches()
    beside = width * (1.0 - picture.axes.get_position().width)
    if picture.axes.child_axes or NARROW - beside < LEAST:
        return f'<figure class="wide">{wide}</figure>'
    figure.set_size_inches(NARROW, height)
    narrow = inline(as_svg(figure), picture.said, names)
    return f'<figure><div class="on-desk">{wide}</div><div class="on-phone">{narrow}</div></figure>'


def inline(svg: bytes, said: str, names: Iterator[int]) -> str:
    """Return an SVG file as part of a page: its ink is the page's, and it names no other page.

    Parameters
    ----------
    svg : bytes
        As Matplotlib writes it.
    said : str
        What it shows, in words.
    names : iterator of int
        Numbers that no other part of the page has: parts that the picture refers to are called so.
    """
    root = ET.fromstring(svg)
    for parent in list(root.iter()):
        for part in list(parent):
            if _tag(part) in {"metadata", "style"}:
                parent.remove(part)
    used = {name: f"n{next(names)}" for name in dict.fromkeys(_used(root))}
    for part in root.iter():
        part.tag = _tag(part)
        part.attrib = dict(_attributes(part, used))
        part.text, part.tail = _text(part.text), _text(part.tail)
    root.attrib = {
        "viewBox": root.attrib["viewBox"],
        "style": f"width:{root.attrib['width']}",
        "role": "img",
        "aria-label": said,
    }
    return ET.tostring(root, encoding="unicode")


def _tag(part: ET.Element) -> str:
    return part.tag.rpartition("}")[2]


def _used(root: ET.Element) -> Iterator[str]:
    """Yield the names of the parts that others refer to."""
    for part in root.iter():
        for name, value in part.items():
            if name.endswith("href"):
                yield value.removeprefix("#")
            else:
                yield from _PART.findall(value)


def _attributes(part: ET.Element, used: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the attributes as a page has them."""
    for name, value in part.items():
        if name == "id":
            if value in used:
                yield name, used[value]
        elif name.endswith("href"):
            yield "href", f"#{used[value.removeprefix('#')]}"
        elif name == "style":
            yield name, _style(value, text=part.tag in {"text", "tspan"})
        else:
            named = _PART.sub(lambda found: f"url(#{used[found[1]]})", value)
            yield name, " ".join(named.split())


def _style(style: str, *, text: bool) -> str:
    """Return a style in the colours of the page; texts on a colour keep theirs."""
    style = _FONT.sub("", _ONE_FONT.sub(_font, style))
    for colour, themed in () if text else _THEME:
        style = colour.sub(themed, style)
    return style


def _font(found: re.Match[str]) -> str:
    """Return the parts of a font but its family."""
    weight, size = found.groups()
    return f"font-size: {size}" + (f"; font-weight: {weight}" if weight else "")


def _text(text: str | None) -> str | None:
    return text if text and text.strip() else None
