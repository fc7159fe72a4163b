"""How Sphinx builds these pages. Nothing is fetched while building, nor while reading.

Formulas are MathML, which browsers draw themselves.
"""

from __future__ import annotations

import inspect
import re
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docutils.nodes import SkipNode
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.errors import ExtensionError
from sphinx.util.logging import getLogger

import nps
from nps._base.words.en.methods import METHODS
from nps._inference.scores.methods import INTERVALS

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

DOCS = Path(__file__).parent
ROOT = DOCS.parent
sys.path += [str(DOCS), str(ROOT / "tests")]  # for _gallery and the like, exact_coverage and house

from _groups import ABOVE, groups_of, index_of, is_part  # noqa: E402
from _notebooks import make as write_notebooks  # noqa: E402
from house import PUBLIC  # noqa: E402

project = "nps"
author = "The nps developers"
copyright = f"2026, {author}"
version = release = nps.__version__

extensions = [
    "myst_nb",
    "sphinx_design",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx_copybutton",
]
exclude_patterns = ["_build", "generated", "explanation/generated"]
templates_path = ["_templates"]

# Pages: Markdown with $formulas$, and links to headings.
myst_enable_extensions = ["amsmath", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

# Notebooks are such pages, too, and run while building; a cell that fails stops the build.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_merge_streams = True

# The API page lists names; each gets a page of its own from its docstring.
autosummary_generate = True
autodoc_typehints = "none"  # the docstrings name the types, in words
autodoc_member_order = "bysource"
numpydoc_show_class_members = False  # autodoc shows them
numpydoc_xref_param_type = True  # our own types lead to their pages
numpydoc_xref_aliases = {
    name.rpartition(".")[2]: f"nps.{name}"
    for name, value in PUBLIC.items()
    if inspect.isclass(value)
}
numpydoc_xref_ignore = "all"  # other words stay words
nitpicky = True

# Every public docstring has a summary, names exactly the parameters that there are, and keeps
# numpydoc's order. (A short method may say in its summary what it returns.)
numpydoc_validation_checks = {
    "GL03", "GL05", "GL06", "GL07", "GL08",
    "SS01", "SS02", "SS03", "SS04", "SS06",
    "PR01", "PR02", "PR03", "PR04", "PR07", "PR08", "PR09", "PR10",
}  # fmt: skip
# The library makes the results, nobody calls them: they have Attributes instead of Parameters. A
# test asks that every field is among them.
# The state of a sequence is a field that nobody passes, so it is no documented parameter.
numpydoc_validation_exclude = {r"^nps\.ConfidenceSequence$"} | {
    rf"^nps\.{re.escape(name)}$"
    for name, value in PUBLIC.items()
    if "Attributes\n" in (doc := inspect.getdoc(value) or "") and "Parameters\n" not in doc
}

html_theme = "pydata_sphinx_theme"
html_title = "nps"
html_show_sourcelink = False
html_theme_options = {
    "header_links_before_dropdown": 6,
    "navbar_end": ["theme-switcher"],
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
}
html_static_path = ["_static"]
html_css_files = ["pages.css"]
ALONE = ("index", "gallery", "zh/*", "CHANGELOG", "CONTRIBUTING")
IN_GROUPS = ("reference/api", "reference/generated/*", "how-to/**", "explanation/**")
html_sidebars = {page: [] for page in ALONE} | {page: ["groups.html"] for page in IN_GROUPS}

# What is copied is what is typed: no prompts, no output below them.
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
copybutton_only_copy_prompt_lines = True
copybutton_remove_prompts = True

html_math_renderer = "mathml"


def as_mathml(node: Node, *, apart: bool) -> str:
    """Return a formula as MathML; what cannot be drawn is a warning that names its place."""
    text = node.astext().strip()
    try:
        return tex2mathml(text, as_block=apart)
    except MathError as error:
        getLogger(__name__).warning("%s In: %s", error, text, location=node)
        return f"<code>{escape(text)}</code>"


def show_formula(self: HTML5Translator, node: Node) -> None:
    """Show a formula in a line of text."""
    self.body.append(as_mathml(node, apart=False))
    raise SkipNode


def show_formula_apart(self: HTML5Translator, node: Node) -> None:
    """Show a formula in lines of its own, which a narrow screen can move."""
    self.body.append(f'<div class="formula">{as_mathml(node, apart=True)}</div>')
    raise SkipNode


def group_side_bar(
    app: Sphinx, page: str, template: str, context: dict[str, object], doctree: object
) -> None:
    """Give the side bar of a page its groups, of which the one with the page is open."""
    index = index_of(page)
    if index is None:
        return
    titles = app.env.titles
    groups = groups_of(index, (DOCS / f"{index}.md").read_text(encoding="utf-8"))
    shown = [
        (heading, [(name, title or titles[name].astext()) for name, title in pages],
         any(is_part(page, name) for name, _ in pages))
        for heading, pages in groups
    ]  # fmt: skip
    context.update(
        {
            "groups": shown,
            "groups_title": titles[index].astext(),
            "groups_above": [(name, titles[name].astext()) for name in ABOVE.get(index, (index,))],
        }
    )


#: What a browser would load from elsewhere.
FETCHED = re.compile(r'<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)="(?:https?:)?//[^"]*"')


def check_that_nothing_is_fetched(app: Sphinx, failure: Exception | None) -> None:
    """Stop where a page would load something from elsewhere when it is read."""
    for page in [] if failure else sorted(Path(app.outdir).rglob("*.html")):
        if found := FETCHED.search(page.read_text(encoding="utf-8")):
            raise ExtensionError(f"{page.relative_to(app.outdir)} loads {found[0]}")


def make_notebooks(app: Sphinx) -> None:
    """Write the notebooks that their pages offer."""
    folder = DOCS / "generated"
    folder.mkdir(exist_ok=True)
    write_notebooks(folder)


def set_page_language(
    app: Sphinx, page: str, template: str, context: dict[str, object], doctree: object
) -> None:
    """Mark the Chinese pages as such, so that browsers choose the right font and line breaks."""
    if page.startswith("zh/"):
        context["language"] = "zh-Hans"


def skip_tuple_fields(
    app: Sphinx, kind: str, name: str, member: object, skip: bool, options: object
) -> bool | None:
    """Leave "Alias for field number 0" out: named tuples explain their fields as Attributes."""
    return True if type(member).__name__ == "_tuplegetter" else None


#: Those that can be computed for every pair of samples in no time.
TWO_SAMPLE_METHODS = (
    "score", "score-mee", "mover", "wald", "wald-pooled", "welch", "adjusted-wald", "lewis-sauro"
)  # fmt: skip


def measure_coverage(app: Sphinx) -> None:
    """Compute the table and the pictures of the page on coverage, so that they are never stale."""
    folder = DOCS / "explanation" / "generated"
    folder.mkdir(exist_ok=True)
    import exact_coverage

    points = exact_coverage.spread_points(500)
    quick = [method for method in INTERVALS if method != "exact-unconditional"]
    found = [exact_coverage.exact_coverage(method, 20, points) for method in quick]
    slow = exact_coverage.exact_coverage("exact-unconditional", 10, points)
    default = [exact_coverage.exact_coverage("score", n, points) for n in (5, 10, 50, 100)]
    (folder / "methods.md").write_text(exact_coverage.as_markdown([*found, slow]), encoding="utf-8")
    (folder / "default.md").write_text(exact_coverage.as_markdown(default), encoding="utf-8")
    score = 100.0 * (points[:, 0] - points[:, 2])
    exact_coverage.draw(found, score).savefig(folder / "methods.svg")

    others = exact_coverage.with_equal_score(points)
    sizes = [
        exact_coverage.exact_difference_coverage(method, *n, points, others)
        for n in ((10, 10), (10, 30), (20, 20))
        for method in TWO_SAMPLE_METHODS
    ]
    (folder / "sizes.md").write_text(exact_coverage.as_markdown(sizes), encoding="utf-8")
    small = [one for one in sizes if (one.n, one.reference_n) == (10, 30)]
    exact_coverage.draw(small, score, "true score of both (points)").savefig(folder / "sizes.svg")


def draw_gallery(app: Sphinx) -> None:
    """Draw the pictures of the gallery, and write its page from them and their code."""
    from _gallery import make

    folder = DOCS / "generated"
    sections = [
        f"## {one.title}\n\n```{{image}} /generated/{one.file}\n:alt: {one.title}\n```\n\n"
        f"```python\n{one.code.strip()}\n```\n"
        for one in make(folder)
    ]
    (folder / "gallery.md").write_text("\n".join(sections), encoding="utf-8")


def list_methods(app: Sphinx) -> None:
    """Write the tables of the page of methods from the words of the library."""
    from _methods import as_markdown

    folder = DOCS / "generated"
    folder.mkdir(exist_ok=True)
    (folder / "methods.md").write_text(as_markdown(METHODS), encoding="utf-8")


def link_our_types_only(app: Sphinx) -> None:
    """Keep numpydoc from linking `str` and the like to pages that are not at hand."""
    app.config.numpydoc_xref_aliases_complete = app.config.numpydoc_xref_aliases


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", measure_coverage)
    app.connect("builder-inited", draw_gallery)
    app.connect("builder-inited", list_methods)
    app.connect("builder-inited", make_notebooks)
    app.connect("builder-inited", link_our_types_only)
    app.connect("autodoc-skip-member", skip_tuple_fields)
    app.connect("html-page-context", set_page_language)
    app.connect("html-page-context", group_side_bar)
    app.connect("build-finished", check_that_nothing_is_fetched)
    app.add_html_math_renderer("mathml", (show_formula, None), (show_formula_apart, None))
