"""Which methods stand behind a result: name, formula in words, source; for an appendix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nps._base.words.method_table import TABLE

if TYPE_CHECKING:
    from nps._base.results import Result


@dataclass(frozen=True, slots=True)
class MethodNote:
    """A method in a sentence, in each language, with its source."""

    name: str
    words: str
    chinese_name: str
    chinese_words: str
    source: str

    def text(self, language: str) -> tuple[str, str]:
        """Return name and formula in words."""
        if language == "zh":
            return self.chinese_name, self.chinese_words
        return self.name, self.words


def method_note(kind: str, method: str) -> MethodNote:
    """Return the note on one method of one kind, such as ("interval", "score")."""
    name, words, chinese_name, chinese_words, source = TABLE[kind][method]
    return MethodNote(
        name, words, chinese_name, chinese_words, source or _registered_source(kind, method)
    )


def notes_on(result: Result) -> list[MethodNote]:
    """Return the notes on all methods that a result rests on."""
    for cls in type(result).__mro__:
        if cls.__name__ in METHODS:
            return [method_note(*pair) for pair in METHODS[cls.__name__](result)]
    return []


def _registered_source(kind: str, method: str) -> str:
    if kind == "interval":
        from nps._inference.scores.methods import INTERVALS

        return INTERVALS[method].source
    if kind == "difference":
        from nps._inference.differences.methods import DIFFERENCES

        return DIFFERENCES[method].source
    from nps._inference.differences.benchmark_methods import BENCHMARKS

    return BENCHMARKS[method].source


Pairs = list[tuple[str, str]]


def _by(kind: str) -> Callable[..., Pairs]:
    return lambda result: [(kind, result.method)]


def _always(*pairs: tuple[str, str]) -> Callable[..., Pairs]:
    return lambda _: list(pairs)


def _compared(result: object) -> Pairs:
    reference = getattr(result, "reference", None)
    kind = "benchmark" if isinstance(reference, float) else "difference"
    return [(kind, getattr(result, "method", ""))]


def _difference(result: object) -> tuple[str, str]:
    """Return the note on a difference of counts or, if what was compared has weights, of them."""
    return "survey" if _weighted(result) else "difference", getattr(result, "method", "")


def _weighted(result: object) -> bool:
    sides = (getattr(result, name, None) for name in ("sample", "cohorts", "waves"))
    return any(hasattr(side, "sum_of_weights") for side in sides)


def _with_design(kind: str, result: object) -> Pairs:
    """Return the note on the method, and where standard errors come from a design on that."""
    own = (kind, getattr(result, "method", ""))
    return [own, ("survey", "wald-t")] if _weighted(result) else [own]


def _changed(result: object) -> Pairs:
    kind, method = _difference(result)
    panel = getattr(result, "matched", None) is not None
    return [("overlap" if panel else kind, method), *_adjusted(result)]


def _omnibus(result: object) -> Pairs:
    weighted = getattr(getattr(result, "omnibus", result), "wald", None) is not None
    return [("omnibus", "wald" if weighted else "omnibus")]


def _adjusted(result: object) -> Pairs:
    adjust = getattr(result, "adjust", "none")
    return [] if adjust == "none" else [("adjust", adjust)]


#: The methods behind each kind of result, by the name of its class.
METHODS: Mapping[str, Callable[..., Pairs]] = {
    "AdjustedComparison": lambda found: [_difference(found), *_adjusted(found)],
    "BootstrapDistribution": _always(("bootstrap", "bootstrap"), ("interval", "bootstrap-bca")),
    "Changes": _changed,
    "Cohorts": _always(("counting", "score")),
    "Comparison": _compared,
    "Comparisons": _compared,
    "ConfidenceSequence": _by("sequence"),
    "ControlChart": _by("chart"),
    "Counts": _always(("counting", "score")),
    "Decomposition": lambda found: _with_design("decomposition", found),
    "Decompositions": lambda found: _with_design("decomposition", found.steps[0]),
    "Equivalence": lambda found: [("equivalence", "tost"), _difference(found)],
    "Estimate": _by("interval"),
    "Estimates": _by("interval"),
    "ManyComparisons": lambda found: [_difference(found), *_adjusted(found), *_omnibus(found)],
    "MeanRating": _by("mean"),
    "Movement": lambda found: [
        ("difference", found.score.method),
        ("moved", "shares"),
        ("moved", "ratings"),
    ],
    "OmnibusTest": _always(("omnibus", "omnibus")),
    "OmnibusTests": _omnibus,
    "OrdinalTest": _always(("moved", "ratings")),
    "OverlappingComparison": _by("overlap"),
    "PairedComparison": _by("paired"),
    "Posterior": _always(("posterior", "posterior")),
    "Ranking": lambda found: [("ranking", found.intervals)],
    "Rolling": _always(("counting", "score")),
    "ShareChange": _always(("moved", "shares")),
    "ShareEstimate": _by("shares"),
    "ShareEstimates": _by("shares"),
    "Shrinkage": _by("shrinkage"),
    "Standardized": _by("standardization"),
    "SurveyComparison": _by("survey"),
    "SurveyComparisons": _by("survey"),
    "SurveyEstimate": _by("survey"),
    "SurveyEstimates": _by("survey"),
    "TransitionTest": _by("transitions"),
    "Trend": lambda found: _with_design("trend", found),
    "TrendTest": _always(("trend test", "trend test")),
}
