"""Tables in Markdown, as chats, wikis and notebooks read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nps._base.text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.tables.sheet import Sheet
    from nps._base.words.saying import Say

#: What Markdown would take for a mark of its own.
_MARKS = "\\|`*_<>[]&~$"
#: What at the beginning of a paragraph would make it a heading or a list.
_START = re.compile(r"^(\d{0,9})(?=[-+#](?!\d)|(?<=\d)[.)](\s|$))")


def markdown(rows: Sequence[Sequence[object]], align: Sequence[str] = ()) -> str:
    """Return rows as a table, the first as its head."""
    head, *body = [[cell(value) for value in row] for row in rows]
    lines = [head, list(align) or ["---"] * len(head), *body]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def cell(value: object) -> str:
    """Return one cell on one line, in which nothing is a mark of Markdown."""
    text = f"{value:.4g}" if isinstance(value, float) else visible(" ".join(str(value).split()))
    for letter in _MARKS:
        text = text.replace(letter, f"\\{letter}")
    return text


def document(sheet: Sheet, say: Say) -> str:
    """Return a table with its title above and its notes below, each a paragraph."""
    align = ["---", *["---:"] * (len(sheet.head) - 1)]
    rows = [[f"{x:,}" if isinstance(x, int) else x for x in row] for row in sheet.rows]
    parts = [markdown([sheet.flat_head(say), *rows], align)]
    if sheet.title:
        parts.insert(0, paragraph(sheet.title))
    return "\n".join([*parts, *map(paragraph, sheet.notes)])


def paragraph(text: str) -> str:
    """Return a text as a paragraph, in whatever way it begins."""
    return _START.sub(r"\1\\", cell(text)) + "\n"
