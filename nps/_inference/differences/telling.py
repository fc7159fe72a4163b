"""How a difference is told: what may be claimed of it, whatever kind of comparison found it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from nps._base import text
from nps._base.checks import TINY
from nps._base.words.saying import (
    TWO_SIDED,
    Limits,
    Say,
    apart,
    are,
    limits_text,
    speaker,
    subject_of,
    with_sign,
)

if TYPE_CHECKING:
    from nps._base.results import MethodKey
    from nps._base.typing import LanguageName, Scored

#: Methods of comparing two scores that take the variance, or the law, of a whole family.
OF_FAMILIES = ("pooled-t", "tukey-hsd", "games-howell")
#: Phrases for a difference below, above and at 0, between groups and in time.
DIRECTIONS = {
    "compare": ("lower than", "higher than", "level with"),
    "benchmark": ("lower than", "higher than", "level with"),
    "change": ("fall", "rise", "still"),
}


class Compared(Protocol):
    """What every comparison of two scores has."""

    @property
    def label(self) -> object:
        """Label of the sample, if it has one."""

    @property
    def sample(self) -> Scored:
        """What was compared."""

    @property
    def reference(self) -> Scored | float:
        """What it was compared with: another, or a fixed benchmark in points."""

    @property
    def difference(self) -> float:
        """Sample minus reference."""

    @property
    def confidence_interval(self) -> Limits:
        """Of the difference."""

    @property
    def confidence_level(self) -> float:
        """Of the interval."""

    @property
    def null(self) -> float:
        """Difference that was tested."""

    @property
    def p_value(self) -> float:
        """Of the test."""

    @property
    def alternative(self) -> str:
        """Direction of the test."""

    @property
    def method(self) -> str:
        """How they were compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What all comparisons have, whatever they are called: one difference, its interval and test.

    `story` is how it is told: "compare" two groups, a "benchmark", a "change" in time. `alpha` is
    what the p-value is held against. Where the sentence is about the difference, names stand beside
    the scores, as they were `called`.
    """

    story: str
    subject: str
    other: str
    new: float
    old: float
    difference: float
    null: float
    p_value: float
    alpha: float
    alternative: str
    limits: str
    ends: Limits
    p: str
    called: tuple[str, str] | None = None

    @property
    def verdict(self) -> str:
        """Return "above" or "below" where the test says so, else "open" or "undefined"."""
        if math.isnan(self.p_value):
            return "undefined"
        if self.p_value >= self.alpha or self.difference == self.null:
            return "open"
        return "above" if self.difference > self.null else "below"

    def sentence(self, say: Say) -> str:
        """Return what may be said."""
        if math.isnan(self.difference):
            return say("nothing")
        verdict = self.verdict
        story = "null" if self.null and verdict != "undefined" else self.story
        key = f"{story}.{verdict}"
        new, old = str(text.points(self.new)), str(text.points(self.old))
        if story == "null" and self.called is not None:
            mine, theirs = self.called
            new, old = say("scored", score=new, label=mine), say("scored", score=old, label=theirs)
        p = say("against null", p=self.p, null=with_sign(self.null)) if self.null else self.p
        values: dict[str, object] = {
            "subject": self.subject,
            "other": self.other,
            "new": new,
            "old": old,
            "signed": with_sign(self.difference),
            "size": apart(abs(self.difference), 0.0),
            "null": with_sign(self.null),
            "p": p,
            "limits": self.limits,
            "evidence": say("comma").join([self.limits, say.translated(p)]),
        }
        if verdict == "open" and self.alternative != TWO_SIDED:
            key += f".{self.alternative}"
        elif key.endswith(".open") and story != "null":
            low, high = self.ends
            if low == high or not low <= self.null <= high:  # none, or one for another level
                key += ".bare"
            else:
                words = DIRECTIONS[story]
                values["least"], values["most"] = (_direction(say, x, words) for x in self.ends)
        return say(key, **values)


def _direction(say: Say, x: float, words: tuple[str, str, str]) -> str:
    down, up, still = words
    if x == 0.0:
        return say(still)
    return say(down if x < 0.0 else up, size=apart(abs(x), 0.0))


def told(
    say: Say,
    found: Compared,
    *,
    story: str = "",
    subject: str = "",
    other: str = "",
    p_value: float | None = None,
    simultaneous: bool = False,
) -> str:
    """Return the sentence on a comparison."""
    reference = found.reference
    fixed = isinstance(reference, float)
    bayes = found.method == "bayes"
    kind = "credible" if bayes and found.alternative == TWO_SIDED else ""
    limits = limits_text(
        say,
        found.confidence_interval,
        found.confidence_level,
        found.alternative,
        null=found.null,
        kind=kind,
    )
    alpha = 1.0 - found.confidence_level
    known = found.p_value if p_value is None else p_value
    p = text.p_value(known, alpha)
    if p_value is not None:
        p = say("adjusted p", p=p)
    elif bayes:
        p = say("posterior p", p=text.p_number(known))
    subject = subject or subject_of(say, found.label, nps_of(found.sample))
    called: tuple[str, str] | None = getattr(found, "names", None)
    if called is not None and story != "change":
        mine, theirs = (say.name(_full(found.label, name)) for name in called)
        if not found.null:
            subject = say(f"{nps_of(found.sample)} of", label=mine)
            other = (
                say("benchmark of", label=say.name(called[1]))
                if fixed
                else say("place", label=theirs)
            )
        called = mine, theirs
    said = Difference(
        story=story or ("benchmark" if fixed else "compare"),
        subject=subject,
        other=other or ("" if story == "change" else say("benchmark" if fixed else "reference")),
        new=score_of(found.sample),
        old=score_of(reference),
        difference=found.difference,
        null=found.null,
        p_value=known,
        alpha=alpha,
        alternative=found.alternative,
        limits=say("simultaneous", limits=limits) if simultaneous else limits,
        ends=found.confidence_interval,
        p=p,
        called=called,
    ).sentence(say)
    sizes = [found.sample.n] if isinstance(reference, float) else [found.sample.n, reference.n]
    n = min(sizes)
    few = say("few", n=n, are=are(n)) if 0 < n < TINY else ""
    return say.joined(said, _without_weights(say, found.sample, reference) if n else "", few)


def change_summary(found: Compared, before: str, after: str, language: LanguageName) -> str:
    """Return the sentence on a comparison of two waves."""
    say = speaker(language)
    between = say("between", before=say.name(before), after=say.name(after))
    adjusted: float | None = getattr(found, "adjusted_p_value", None)
    text_ = told(
        say,
        found,
        story="change",
        other=between,
        p_value=adjusted,
        simultaneous=adjusted is not None,
    )
    return say("sentence", text=text_)


def adjustment(say: Say, name: str, k: int) -> str:
    """Return how many tests were adjusted for, and how."""
    return say("adjust.none") if name == "none" else say("adjust", name=say.translated(name), k=k)


def score_of(known: Scored | float) -> float:
    """Return a score, NaN where nobody answered."""
    if isinstance(known, float):
        return known
    return known.score if known.n else math.nan


def nps_of(known: object) -> str:
    """Return the phrase for what is compared."""
    return "weighted nps" if is_weighted(known) else "nps"


def _without_weights(say: Say, *sides: object) -> str:
    unweighted = [getattr(side, "unweighted_score", None) for side in sides]
    new, old = (None if score is None else text.points(score) for score in unweighted)
    return "" if new is None or old is None else say("without weights", new=new, old=old)


def _full(label: object, name: str) -> object:
    """Return the label of a row with the name of the side: North / 2025."""
    if label is None:
        return name
    return (*label, name) if isinstance(label, tuple) else (label, name)


# ---------------------------------------------------------------- methods


def is_weighted(known: object) -> bool:
    """Tell whether a sample, cohorts or what is known of them have weights."""
    return hasattr(known, "sum_of_weights")


def difference_method(method: str, known: object) -> MethodKey:
    """Return which method of differences it is: of counts or, if they have weights, of them."""
    if method in OF_FAMILIES:
        return "many", method
    return "survey" if is_weighted(known) else "difference", method


def adjust_methods(adjust: str) -> list[MethodKey]:
    """Return how p-values were adjusted, if they were."""
    return [] if adjust == "none" else [("adjust", adjust)]
