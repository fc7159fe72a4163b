"""Characters that no font of a text has: a warning, and boxes in their place.

Matplotlib warns of each such character anew, each time that it measures or draws it. Here one
warning says what to install, and the characters are drawn as boxes. The text itself stays: a
picture that is saved as SVG with ``svg.fonttype: none`` carries it, for the reader's fonts to draw.
"""

from __future__ import annotations

import functools
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from nps._base.errors import FontWarning
from nps._base.text import is_wide

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties
    from matplotlib.text import Text

#: Families with Chinese, Japanese and Korean characters, on the systems that have them.
CJK_FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "Microsoft YaHei",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK JP",
    "Arial Unicode MS",
)
#: What is drawn for a character that is missing.
BOX = "\N{WHITE SQUARE}"
#: As wide as a Chinese character by definition.
EM = "\N{EM DASH}"
#: So many missing characters are named.
NAMED = 5
#: Filters of warnings are those of all threads; this is a thread's own.
_QUIET: ContextVar[bool] = ContextVar("quiet", default=False)


def installed_cjk() -> list[str]:
    """Return the candidates that are there: each that is not would cost a message in the log."""
    from matplotlib.font_manager import fontManager

    there = {font.name for font in fontManager.ttflist}
    return [family for family in CJK_FAMILIES if family in there]


def give_fonts(texts: Iterable[Text]) -> None:
    """Give Chinese characters a font, and boxes with one warning to those that have none."""
    missing: dict[str, None] = {}
    for text in texts:
        written = text.get_text()
        if any(map(is_wide, written)):
            text.set_fontfamily([*text.get_fontfamily(), *installed_cjk()])
            text.set_fontweight("normal")  # few of these fonts have a bold face
        if lacking := _missing(written, text.get_fontproperties()):
            missing |= dict.fromkeys(lacking)
            kind: Any = type(text)  # as it is, mypy takes it for unhashable
            text.__class__ = _boxed(kind)
    if missing and not _QUIET.get():
        _warn(list(missing))


@contextmanager
def unwarned() -> Iterator[None]:
    """Draw without that warning, where the reader's fonts will draw; in this thread only."""
    token = _QUIET.set(True)
    try:
        yield
    finally:
        _QUIET.reset(token)


def _missing(written: str, font: FontProperties) -> list[str]:
    """Return the characters of a text that none of its fonts has, each once."""
    rare = [one for one in dict.fromkeys(written) if not (one.isascii() or one.isspace())]
    if not rare:
        return []
    from matplotlib.font_manager import get_font

    faces = [get_font(file) for file in _files(font)]
    return [one for one in rare if not any(face.get_char_index(ord(one)) for face in faces)]


def _files(font: FontProperties) -> Sequence[str]:
    """Return the files that Matplotlib looks for characters in, one for each family it finds."""
    from matplotlib.font_manager import findfont

    files = []
    for family in font.get_family():
        one = font.copy()
        one.set_family(family)
        try:
            files.append(findfont(one, fallback_to_default=False))
        except ValueError:
            continue
    return files or [findfont(font)]


def _warn(missing: list[str]) -> None:
    from matplotlib import get_cachedir

    named = "".join(missing[:NAMED])
    more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
    warnings.warn(
        f"no font here has the characters {named}{more}, so the picture shows boxes in their"
        " place. Install a font that has them, for Chinese for instance Noto Sans CJK (on Debian"
        " and Ubuntu: apt install fonts-noto-cjk), and delete Matplotlib's list of fonts in"
        f" {get_cachedir()}.",
        FontWarning,
        stacklevel=_level_of_caller(),
    )


def _level_of_caller() -> int:
    """Return how many frames above the caller the first one outside this package is."""
    frame, level = sys._getframe(1), 1
    while frame.f_back and frame.f_globals["__name__"].partition(".")[0] in ("nps", "contextlib"):
        frame, level = frame.f_back, level + 1
    return level


class _Boxes:
    """A renderer that measures and draws boxes where a font lacks characters."""

    def __init__(self, renderer: Any, *, keep: bool = False) -> None:
        self._renderer = renderer
        self._keep = keep

    def __getattr__(self, name: str) -> Any:
        return getattr(self._renderer, name)

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> Any:
        for one in _missing(s, prop):
            s = s.replace(one, EM if is_wide(one) else BOX)
        return self._renderer.get_text_width_height_descent(s, prop, ismath)

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: FontProperties, *rest: Any, **options: Any
    ) -> None:
        if not self._keep:
            for one in _missing(s, prop):
                s = s.replace(one, BOX)
        self._renderer.draw_text(gc, x, y, s, prop, *rest, **options)


@functools.cache
def _boxed(kind: type[Text]) -> type[Text]:
    """Return texts with boxes where their fonts lack characters, but where others' fonts draw."""
    from matplotlib import rcParams
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    class Boxed(kind):  # type: ignore[valid-type, misc]
        def draw(self, renderer: Any) -> None:
            canvas = self.figure.canvas
            as_text = getattr(canvas, "texts_stay", rcParams["svg.fonttype"] == "none")
            keep = as_text and isinstance(canvas, FigureCanvasSVG)
            super().draw(_Boxes(renderer, keep=keep))

        def _get_layout(self, renderer: Any) -> Any:
            return super()._get_layout(_Boxes(renderer))

        def __reduce__(self) -> Any:
            return _new_boxed, (kind,), self.__getstate__()

    return Boxed


def _new_boxed(kind: Any) -> object:
    return object.__new__(_boxed(kind))
