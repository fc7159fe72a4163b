"""What the two sides of a comparison are called, and what must be said of them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

import numpy as np

from nps._base.checks import TINY, check_names
from nps._base.columns.later import held
from nps._base.errors import OptionError
from nps._base.text import BLANK, label_text, shown
from nps._base.words.notes import Note
from nps._base.words.saying import Name
from nps._samples.published import PublishedScore, nearest_scores
from nps._surveys.summaries import SurveySummary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nps._base.results import Result
    from nps._base.words.saying import Say
    from nps._samples.counts import Counts

#: What to call the sample and the reference, if they were given names.
Names: TypeAlias = "tuple[str, str] | None"
Named = TypeVar("Named", bound="Result")
#: One side of a comparison.
Side: TypeAlias = "Counts | PublishedScore | SurveySummary"


def check_pair(names: object) -> Names:
    """Return two distinct names that are not blank, or None where none are given."""
    if names is None:
        return None
    called = check_names("names", names, distinct=True)
    if isinstance(names, str) or len(called) != 2:
        raise OptionError(f"names must be two, for sample and reference, got {shown(names)}.")
    if any(label_text(name) == BLANK for name in called):
        raise OptionError(f"names must not be blank, got {shown(names)}.")
    return called[0], called[1]


def named(found: Named, names: Names) -> Named:
    """Return a comparison that calls its sides by their names, if they have any."""
    if names is None:
        return found
    notes = notes_by_name(cast("Any", found).notes, names)
    known = {f.name: held(found, f.name) for f in fields(cast("Any", found))}
    return type(found)(**known | {"names": names, "notes": notes})


def notes_by_name(notes: Iterable[str], names: Names) -> tuple[str, ...]:
    """Return notes that name the side they are about."""
    called = (
        {}
        if names is None
        else {
            "sample": Note('sample "{name}"', name=names[0]),
            "reference": Note('reference "{name}"', name=names[1]),
        }
    )
    return tuple(_by_name(note, called) for note in notes)


def _by_name(note: str, called: Mapping[str, Note]) -> str:
    if not isinstance(note, Note) or note.values.get("side") not in called:
        return note
    return note.about(side=called[str(note.values["side"])])


def shown_names(names: Names, usual: tuple[str, str] = ("sample", "reference")) -> tuple[str, str]:
    """Return what a table calls both sides."""
    return usual if names is None else (Name(label_text(names[0])), Name(label_text(names[1])))


def headings_by_name(names: Names) -> dict[str, str]:
    """Return the headings of a table that say which side a column is of, by column."""
    if names is None:
        return {"score": "NPS", "reference_score": "reference NPS"}
    new, old = shown_names(names)
    return {
        "n": f"n ({new})",
        "score": f"NPS ({new})",
        "reference_n": f"n ({old})",
        "reference_score": f"NPS ({old})",
        "benchmark": f"benchmark ({old})",
    }


def against(names: tuple[str, str]) -> Note:
    """Return "2025 against 2024" for a table."""
    sample, reference = shown_names(names)
    return Note("{sample} against {reference}", sample=sample, reference=reference)


def between(names: Names) -> str:
    """Return ", 2025 against 2024" for a headline, or nothing."""
    return "" if names is None else f", {against(names)}"


def told_by_name(say: Say, names: Names, said: str) -> str:
    """Return a sentence that begins with what is compared, if it has names."""
    if names is None:
        return said
    sample, reference = map(say.name, names)
    return say("by name", sample=sample, reference=reference, said=said)


def during(say: Say, names: Names, who: str = "") -> str:
    """Return between what, and of whom, a change is told."""
    if names is None:
        return who
    after, before = map(say.name, names)
    return say("between", before=before, after=after) + who


# ---------------------------------------------------------------- notes

#: Methods that see no uncertainty where the answers do not vary.
BLIND = ("wald", "wald-pooled", "permutation", "permutation-studentized", "bootstrap")

#: Methods that divide the answers anew.
DIVIDING = ("permutation", "permutation-studentized")
#: Note on answers that all divisions leave alike.
ALIKE = Note(
    "All answers are in one class, so all divisions of them look alike and this method can tell"
    ' nothing; method="score" can.'
)

#: What a reader of any result by this method must know.
CAVEATS = {
    "lewis-sauro": Note(
        "This recipe adds the pseudo-answers of one sample to both: where the true difference is"
        " large, its interval misses on one side far too often (up to 19.5% instead of 2.5% at"
        ' 10 v 10 answers). method="adjusted-wald" adds half as many.'
    ),
    "mid-p": Note('The mid-p test has no interval of its own; method="score" gives one.'),
    "bayes": Note("The p-value is a posterior probability (twice the smaller one if two-sided)."),
}


def _same_class(sides: Iterable[Side]) -> bool:
    """Tell whether the score of all is that of one class."""
    return len({side.score for side in sides}) == 1


def tiny_side(name: str, n: int) -> Note:
    """Say that the sample, or the reference, is tiny."""
    return Note("The {side} is tiny: n = {n}.", side=Note(name), n=n)


def notes_on(
    sample: Side, reference: Side | float, method: str, p_value: float, error: float
) -> list[Note]:
    """Say what the numbers alone would hide."""
    notes: list[Note] = []
    sides = {"sample": sample, "reference": reference}
    known = {name: side for name, side in sides.items() if not isinstance(side, float)}
    for name, side in known.items():
        if not side.n:
            notes.append(Note("The {side} has no valid answer.", side=Note(name)))
        elif side.n < TINY:
            notes.append(tiny_side(name, side.n))
        if isinstance(side, PublishedScore):
            notes.append(
                Note(
                    "Of the {side} only the score is known: the interval is as wide and the p-value"
                    " as large as any composition of its answers allows.",
                    side=Note(name),
                )
            )
            if around := nearest_scores(side.score, side.n):
                low, high = (f"{score:.2f}" for score in around)
                notes.append(
                    Note(
                        "No sample of n = {n} has a score of {score}; the nearest are {low} and"
                        " {high}. Was it weighted, or is n another?",
                        n=f"{side.n:,}",
                        score=f"{side.score:g}",
                        low=low,
                        high=high,
                    )
                )
    if not all(side.n for side in known.values()):
        return notes
    if isinstance(sample, SurveySummary):
        if np.isnan(p_value):
            notes.append(
                Note("There is no p-value here: no degrees of freedom, or no uncertainty at all.")
            )
    elif np.isnan(p_value):
        notes.append(
            Note('method="{method}" is undefined here; method="score" is not.', method=method)
        )
    elif method in DIVIDING and error == 0.0 and _same_class(known.values()):
        notes.append(ALIKE)
    elif method in BLIND and error == 0.0:
        notes.append(
            Note(
                "Both samples are unanimous, so this method sees no uncertainty at all;"
                ' method="score" does.'
            )
            if len(known) > 1
            else Note(
                "The sample is unanimous, so this method sees no uncertainty at all;"
                ' method="score" does.'
            )
        )
    if method in CAVEATS:
        notes.append(CAVEATS[method])
    return notes
