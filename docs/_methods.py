"""The page of methods, made from what results say of theirs: nothing on it is written twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from nps._base.words.methods import method_note

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What is asked by each kind of method, and how the method is chosen, or what uses it.
SECTIONS: Mapping[str, tuple[str, str]] = {
    "interval": ("One score", "`estimate(..., method=)`"),
    "survey": (
        "One weighted score, and differences of them",
        "`estimate` and `compare`, `method=`",
    ),
    "difference": ("Two scores", "`compare(..., method=)`"),
    "benchmark": ("A score against a fixed number", "`compare_benchmark(..., method=)`"),
    "paired": ("The same people twice", "`compare_paired(..., method=)`"),
    "overlap": ("Some people twice", "`compare_overlapping(..., method=)`"),
    "equivalence": ("Practically the same", "`equivalence`"),
    "moved": ("What moved", "`what_moved`"),
    "transitions": ("Who moved where", "tests of `Transitions`"),
    "many": ("Many comparisons as other programs have them", "`compare_many(..., method=)`"),
    "homogeneity": ("Groups by classes", "`homogeneity(..., method=)`"),
    "adjust": ("Many comparisons", "`compare_many(..., adjust=)`, `adjust_p_values`"),
    "omnibus": ("Any difference at all", "`compare_many`"),
    "ranking": ("Ranks", "`rank(..., intervals=)`"),
    "shrinkage": ("Scores of small cohorts", "`shrink(..., method=)`"),
    "trend": ("A trend", "`trend(..., method=)`"),
    "trend test": ("Beside a trend", "`trend`"),
    "decomposition": ("What a change is made of", "`decompose(..., method=)`"),
    "standardization": ("A score at a fixed mix", "`standardize(..., method=)`"),
    "chart": ("Control charts", "`monitor(..., method=)`"),
    "sequence": ("Looked at all the time", "`ConfidenceSequence(method=)`"),
    "shares": ("The three shares", "`estimate_shares(..., method=)`"),
    "mean": ("The mean rating", "`estimate_mean_rating`"),
    "share change": ("Shares of two samples", "`compare_shares(..., method=)`"),
    "strata": ("A difference over strata", "`compare_strata(..., method=)`"),
    "strata test": ("Strata that differ", "`compare_strata`"),
    "pool": ("One score of many cohorts", "`pool(..., method=)`"),
    "bootstrap": ("The bootstrap law", "`bootstrap`"),
    "posterior": ("The posterior law", "`posterior`"),
    "plan": ("Planning a test", "`planning.sample_size(..., method=)`"),
    "margin": ("Planning a margin", "`planning.sample_size(..., margin_of_error=, method=)`"),
    "family": ("Planning for many cohorts", "`planning.cohorts(..., test=)`"),
    "calculation": ("How power is calculated", "`planning.power(..., calculation=)`"),
    "looks": ("Several looks", "`planning.looks(..., spending=)`"),
    "counting": ("The score itself", "`score`"),
    "drivers": ("Drivers of a score", "`drivers.effects(..., method=)`"),
    "driver errors": ("Errors of drivers", "`drivers.effects`, `drivers.steps`"),
    "importance": ("Shares of drivers", "`drivers.importance(..., method=)`"),
    "words": ("Words of comments", "`comments.words(..., test=)`"),
    "word order": ("Which words come first", "`comments.words`"),
    "steps": ("Penalty and reward", "`drivers.steps`"),
    "driver changes": ("Levels and effects of drivers", "`drivers.compare`"),
    "screen": ("Many groups at once", "`segments.screen(..., method=)`"),
    "segments": ("A tree of groups", "`segments.find(..., honest=)`"),
    "class values": ("What the classes are worth", "`value.by_class(..., method=)`"),
    "value ratio": ("How many times as much", "`value.by_class(..., ratio=)`"),
    "class outcomes": ("What happened to the classes", "`value.outcomes`"),
    "point value": ("The worth of a point", "`value.per_point`"),
    "lifetime": ("Classes over time", "`value.lifetime`"),
    "metrics": ("Which question", "`value.compare_metrics`"),
    "earned growth": ("Growth that was earned", "`value.earned_growth`"),
    "unit link": ("Scores and outcomes of units", "`value.link_units(..., method=)`"),
    "impacts": ("Impacts of themes", "`comments.impacts`"),
    "theme errors": ("Adjusted impacts of themes", "`comments.impacts`"),
    "agreement": ("Codes of a machine and of people", "`comments.impacts(..., validation=)`"),
    "theme changes": ("Changed impacts of themes", "`comments.changes`"),
    "pairs": ("Themes mentioned together", "`comments.pairs`"),
    "joint": ("All drivers together", "`drivers.effects`, `drivers.compare`"),
    "response": ("Those who did not answer", "`response.bounds`, `response.gap`"),
}


def linked(source: str) -> str:
    """Return a source with its DOIs as links."""
    return re.sub(
        r"doi:(\S+?)(?=[;,]?(?: |$))",
        lambda found: f"[doi:{found[1]}](https://doi.org/{quote(found[1])})",
        source,
    )


def as_markdown(methods: Mapping[str, tuple[str, ...]]) -> str:
    """Return a section with a table for each kind; `methods` names what there is of each."""
    lines = []
    for kind, (heading, choice) in SECTIONS.items():
        notes = {name: method_note(kind, name) for name in methods[kind]}
        when = any(note.when for note in notes.values())
        columns = ["method", "in words", *["when"] * when, "source"]
        lines += ["", f"## {heading}", "", choice, ""]
        lines += [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
        for name, note in notes.items():
            chosen = f'`"{name}"`: {note.name}' if "=" in choice else note.name
            cells = [chosen, note.words, *[note.when] * when, linked(note.source)]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines[1:], ""])
