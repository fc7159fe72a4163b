"""Each method is described once: pages and docstrings agree with what results say of it."""

from __future__ import annotations

import inspect
import re
from collections import defaultdict
from typing import NamedTuple
from urllib.parse import unquote

import pytest
from house import PUBLIC, ROOT

import nps
from nps._base.words.languages import languages, load
from nps._base.words.methods import method_note
from nps._inference.scores.methods import MAX_N

DOCS = ROOT / "docs"
METHODS = load("en", "methods").METHODS
#: What takes the methods of each kind by their names.
VERBS = {
    "interval": nps.estimate,
    "survey": nps.estimate,
    "difference": nps.compare,
    "benchmark": nps.compare_benchmark,
    "paired": nps.compare_paired,
    "overlap": nps.compare_overlapping,
    "adjust": nps.compare_many,
    "many": nps.compare_many,
    "homogeneity": nps.homogeneity,
    "shares": nps.estimate_shares,
    "trend": nps.trend,
    "decomposition": nps.decompose,
    "standardization": nps.standardize,
    "chart": nps.monitor,
    "sequence": nps.ConfidenceSequence,
    "ranking": nps.rank,
    "shrinkage": nps.shrink,
    "share change": nps.compare_shares,
    "strata": nps.compare_strata,
    "pool": nps.pool,
    "plan": nps.planning.sample_size,
    "margin": nps.planning.sample_size,
    "family": nps.planning.cohorts,
    "calculation": nps.planning.power,
    "looks": nps.planning.looks,
    "drivers": nps.drivers.effects,
    "importance": nps.drivers.importance,
    "screen": nps.segments.screen,
    "words": nps.comments.words,
    "class values": nps.value.by_class,
    "value ratio": nps.value.by_class,
    "unit link": nps.value.link_units,
}
#: Kinds of which nobody chooses the method.
FIXED = {
    "bootstrap", "counting", "equivalence", "mean", "moved", "omnibus", "posterior", "transitions",
    "trend test", "strata test", "driver errors", "driver changes", "steps", "joint", "response",
    "segments",
    "word order",
    "impacts", "theme errors", "agreement", "theme changes", "pairs",
    "class outcomes", "point value", "lifetime", "metrics", "earned growth",
}  # fmt: skip


class Paper(NamedTuple):
    """How a paper is called: by its first author and year."""

    author: str
    year: str


def papers(source: str) -> dict[Paper, str]:
    """The papers of a source and their DOIs, "" where there is none."""
    found = {}
    for citation in source.split("; "):
        match = re.match(r"([A-Z][\w'-]+).*?\((\d{4})\)(?:, doi:([^\s,]+))?", citation)
        assert match or citation.startswith("Textbook"), citation
        if match:
            found[Paper(match[1], match[2])] = match[3] or ""
    return found


KNOWN: dict[Paper, set[str]] = defaultdict(set)
for kind in METHODS:
    for method in METHODS[kind]:
        for paper, doi in papers(method_note(kind, method).source).items():
            KNOWN[paper] |= {doi} - {""}

TEXTS = {name: inspect.getdoc(value) or "" for name, value in PUBLIC.items()} | {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
    if "generated" not in path.parts and "_build" not in path.parts
}
#: Authors of several papers in one year, of which pages cite others than methods do.
SEVERAL = {Paper("Newcombe", "1998")}
#: Sources that a row of the page on intervals gives for several methods at once.
SHARED = {"Efron and Tibshirani (1993)", "Perks (1947)"}
#: A paper in a list of references: author and initials, others, year, up to its DOI.
REFERENCE = re.compile(
    r"([A-Z][\w'-]+)(?: [A-Z]{1,3})?(?:,[^()]{0,60})? \((\d{4})\)\. (?:(?!\(\d{4}\)\. ).){0,300}?"
    r"doi:(10\.[^\s\]]+)"
)


def test_every_kind_has_what_takes_it():
    assert VERBS.keys() | FIXED == METHODS.keys()


@pytest.mark.parametrize("kind", VERBS)
def test_the_docstring_of_a_verb_names_every_method(kind):
    doc = inspect.getdoc(VERBS[kind]) or ""
    assert not [name for name in METHODS[kind] if f'"{name}"' not in doc]


@pytest.mark.parametrize(
    "kind", VERBS.keys() - {"survey"}
)  # of `estimate` its intervals are listed
def test_references_behind_methods_are_their_sources(kind):
    text, _, references = (inspect.getdoc(VERBS[kind]) or "").partition("\nReferences\n")
    numbered = dict(re.findall(r"\.\. \[(\d+)\] (.*?) ", references))
    for names, number in re.findall(r'^- ((?:"[\w-]+",? ?)+)\[(\d+)\]_', text, re.MULTILINE):
        behind = re.findall(r'"([\w-]+)"', names)
        cited = {paper.author for name in behind for paper in papers(METHODS[kind][name].source)}
        assert numbered[number] in cited, names


@pytest.mark.parametrize("name", TEXTS)
def test_one_paper_has_one_doi(name):
    for author, year, doi in REFERENCE.findall(" ".join(TEXTS[name].split())):
        paper = Paper(author, year)
        known = set() if paper in SEVERAL else KNOWN.get(paper, set())
        assert not known or any(doi.startswith(one) for one in known), (author, year, doi)


def test_references_are_found_in_docstrings_and_pages():
    found = {name for name, text in TEXTS.items() if REFERENCE.search(" ".join(text.split()))}
    assert {"estimate", "compare", "docs/explanation/which-interval.md"} <= found


def test_the_page_on_intervals_has_every_method_with_its_source():
    page = TEXTS["docs/explanation/which-interval.md"].partition("## How they cover")[0]
    listed = {}
    for names, _, source in re.findall(r"^\| (`.*?`) \| (.*?) \| (.*?) \|$", page, re.MULTILINE):
        methods = re.findall(r'`"([\w-]+)"`', names)
        prefix = methods[0].partition("-")[0] if methods[1:] and methods[1].startswith("-") else ""
        for method in methods:
            listed[f"{prefix}{method}" if method.startswith("-") else method] = source
    assert listed.pop("method", "source") == "source"
    assert listed.keys() == METHODS["interval"].keys()
    for method, source in listed.items():
        cited = set(re.findall(r"([A-Z][\w'-]+)(?:(?:, | and )[A-Z]\w+)* \((\d{4})\)", source))
        assert cited
        if source not in SHARED:
            assert set(papers(METHODS["interval"][method].source)) <= cited, method


@pytest.fixture
def page(monkeypatch):
    monkeypatch.syspath_prepend(DOCS)
    import _methods

    return _methods


def test_the_page_of_methods_is_made_of_their_words(page):
    assert page.SECTIONS.keys() == METHODS.keys()
    text = page.as_markdown(METHODS)
    for kind in METHODS:
        for method in METHODS[kind]:
            note = method_note(kind, method)
            assert note.words in text
            assert note.when in text
            assert page.linked(note.source) in text
    assert text.count("\n## ") + 1 == len(METHODS)
    widths = {line.count(" | ") for line in text.splitlines() if line.startswith("| ")}
    assert widths == {2, 3}


def test_dois_become_links(page):
    tango = method_note("interval", "score").source
    text, doi, link = re.fullmatch(r"(.*)\[doi:(.*)\]\((.*)\)", page.linked(tango)).groups()
    assert f"{text}doi:{doi}" == tango
    assert unquote(link) == f"https://doi.org/{doi}"
    assert not set("()<>; ") & set(link)
    assert page.linked("A (1); B & C (2)") == "A (1); B & C (2)"
    linked = (
        "A (1), [doi:10.1/x](https://doi.org/10.1/x); B (2), [doi:10.1/y](https://doi.org/10.1/y)"
    )
    assert page.linked("A (1), doi:10.1/x; B (2), doi:10.1/y") == linked
    assert (
        page.linked("A (1), doi:10.1/x, more")
        == "A (1), [doi:10.1/x](https://doi.org/10.1/x), more"
    )


def test_where_methods_are_chosen_it_is_said_when():
    for kind in ("interval", "difference", "benchmark"):
        assert all(note.when for note in METHODS[kind].values())
    assert f"up to {MAX_N} answers" in METHODS["interval"]["exact-unconditional"].when


@pytest.mark.parametrize("language", languages())
def test_every_language_describes_every_method(language):
    notes = load(language, "methods").METHODS
    assert {kind: set(rows) for kind, rows in notes.items()} == {
        kind: set(rows) for kind, rows in METHODS.items()
    }
    for kind in METHODS:
        for method in METHODS[kind]:
            note = method_note(kind, method, language)
            assert note.name
            assert note.words
            assert note.source
