"""The side bars in groups: headings of a page of links, each with the pages below it."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import NamedTuple

#: Pages whose names begin so are listed by this page.
LISTED_BY = {
    "reference/generated/": "reference/api",
    "reference/api": "reference/api",
    "how-to/": "how-to/index",
    "explanation/": "explanation/index",
}
#: Links of other pages that stand above the groups.
ABOVE = {"reference/api": ("reference/index", "reference/api", "reference/methods")}
LISTING = re.compile(
    r"^```\{toctree\}\n(?P<pages>.*?)^```|^\.\. autosummary::\n(?P<names>.*?)(?=^\S|\Z)",
    re.MULTILINE | re.DOTALL,
)


class Group(NamedTuple):
    """A heading with what stands below it: names of pages, each with words if they are short."""

    heading: str
    pages: tuple[tuple[str, str], ...]


def groups_of(index: str, source: str) -> list[Group]:
    """Return the groups with links that a page of links has; `source` is its text."""
    groups = []
    for section in re.split(r"^## ", source, flags=re.MULTILINE)[1:]:
        pages: list[tuple[str, str]] = []
        for found in LISTING.finditer(section):
            lines = map(str.strip, (found["pages"] or found["names"] or "").splitlines())
            for line in lines:
                if not line or line.startswith(":"):
                    continue  # an option
                if found["pages"]:
                    pages.append((normpath(join(dirname(index), line)), ""))
                else:
                    pages.append((join(dirname(index), "generated", f"nps.{line}"), line))
        if pages:
            groups.append(Group(section.partition("\n")[0], tuple(pages)))
    return groups


def index_of(page: str) -> str | None:
    """Return the page of links that lists a page, if its side bar is in groups."""
    return next((index for start, index in LISTED_BY.items() if page.startswith(start)), None)


def is_part(page: str, name: str) -> bool:
    """Whether a page is the named one, or in the folder whose index that is."""
    return page == name or (name.endswith("/index") and page.startswith(name.removesuffix("index")))
