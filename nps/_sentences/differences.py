"""What is said of two samples, and of many that are compared."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._base import text as display
from nps._base.checks import TINY
from nps._base.words.saying import (
    CLASSES,
    TWO_SIDED,
    USUAL_ALPHA,
    Limits,
    Say,
    apart,
    are,
    capital,
    interval_text,
    limits_text,
    statistic_text,
    subject_of,
    with_sign,
)
from nps._surveys.summaries import SurveySummary

if TYPE_CHECKING:
    from nps._inference.differences.comparisons import Comparison, Comparisons
    from nps._inference.differences.equivalence import Equivalence
    from nps._inference.differences.what_moved import Movement, OrdinalTest, ShareChange
    from nps._inference.families.comparisons import AdjustedComparison, ManyComparisons
    from nps._inference.people.compare_overlapping import OverlappingComparison
    from nps._inference.people.compare_paired import PairedComparison
    from nps._samples.counts import Counts
    from nps._samples.people.homogeneity import TransitionTest
    from nps._samples.people.transitions import Transitions
    from nps._samples.published import PublishedScore


#: Phrases for a difference below, above and at 0, between groups and in time.
DIRECTIONS = {
    "compare": ("lower than", "higher than", "level with"),
    "benchmark": ("lower than", "higher than", "level with"),
    "change": ("fall", "rise", "still"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What all comparisons have, whatever they are called: one difference, its interval and test.

    `story` is how it is told: "compare" two groups, a "benchmark", a "change" in time. `alpha` is
    what the p-value is held against.
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
        p = say("against null", p=self.p, null=with_sign(self.null)) if self.null else self.p
        values: dict[str, object] = {
            "subject": self.subject,
            "other": self.other,
            "new": display.points(self.new),
            "old": display.points(self.old),
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
            if not low <= self.null <= high:  # no interval, or one for another level
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
    found: Comparison,
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
    p = display.p_value(known, alpha)
    if p_value is not None:
        p = say("adjusted p", p=p)
    elif bayes:
        p = say("posterior p", p=display.p_number(known))
    text = Difference(
        story=story or ("benchmark" if fixed else "compare"),
        subject=subject or subject_of(say, found.label, _nps(found.sample)),
        other=other or ("" if story == "change" else say("benchmark" if fixed else "reference")),
        new=_score_of(found.sample),
        old=_score_of(reference),
        difference=found.difference,
        null=found.null,
        p_value=known,
        alpha=alpha,
        alternative=found.alternative,
        limits=say("simultaneous", limits=limits) if simultaneous else limits,
        ends=found.confidence_interval,
        p=p,
    ).sentence(say)
    sizes = [found.sample.n] if isinstance(reference, float) else [found.sample.n, reference.n]
    n = min(sizes)
    few = say("few", n=n, are=are(n)) if 0 < n < TINY else ""
    return say.joined(text, _without_weights(say, found.sample, reference) if n else "", few)


def _nps(known: object) -> str:
    """Return the key of what is compared."""
    return "weighted nps" if isinstance(known, SurveySummary) else "nps"


def _without_weights(say: Say, sample: object, reference: object) -> str:
    if not isinstance(sample, SurveySummary) or not isinstance(reference, SurveySummary):
        return ""
    new, old = (display.points(side.unweighted_score) for side in (sample, reference))
    return say("without weights", new=new, old=old)


def _score_of(known: Counts | PublishedScore | float) -> float:
    if isinstance(known, float):
        return known
    return known.score if known.n else math.nan


def _comparison(say: Say, found: Comparison) -> str:
    return told(say, found)


def _paired(say: Say, found: PairedComparison) -> str:
    return told(say, found, story="change", other=say("same people", n=found.transitions.n))


def _overlapping(say: Say, found: OverlappingComparison) -> str:
    return told(say, found, story="change", other=say("some people", n=found.matched))


def _adjusted(say: Say, found: AdjustedComparison) -> str:
    cohort, reference = found.label if isinstance(found.label, tuple) else (found.label, None)
    single = found.adjust == "none"
    return told(
        say,
        found,
        subject=subject_of(say, cohort, _nps(found.sample)),
        other=say("place", label=say.name(reference)),
        p_value=None if single else found.adjusted_p_value,
        simultaneous=not single,
    )


def _comparisons(say: Say, found: Comparisons) -> str:
    significant = found.p_value < 1.0 - found.confidence_level
    up = int((significant & (found.difference > found.null)).sum())
    down = int((significant & (found.difference < found.null)).sum())
    return say(
        "comparisons",
        k=len(found),
        up=up or say("zero"),
        are=are(up),
        down=down or say("zero"),
        null=display.points(found.null),
        level=display.level_percent(found.confidence_level),
    )


def adjustment(say: Say, name: str, k: int) -> str:
    """Return how many tests were adjusted for, and how."""
    return say("adjust.none") if name == "none" else say("adjust", name=say.translated(name), k=k)


def _many(say: Say, found: ManyComparisons) -> str:
    tested = np.flatnonzero(~np.isnan(found.adjusted_p_value))
    s = int(found.significant.sum())
    text = say(
        "many",
        k=int(tested.size),
        c=len(found.cohorts),
        s=s or say("zero"),
        are=are(s),
        adjust=adjustment(say, found.adjust, int(tested.size)),
        omnibus=display.p_value(found.omnibus.main.p_value),
    )
    if not s:
        return text
    sizes = np.where(found.significant, np.abs(found.difference), -1.0)
    largest = _adjusted(say, found._row(int(sizes.argmax())))
    return say.joined(text, say("many.largest", sentence=largest))


def _equivalence(say: Say, found: Equivalence) -> str:
    return say(
        "equivalent" if found.equivalent else "not equivalent",
        new=display.points(_score_of(found.sample)),
        old=display.points(_score_of(found.reference)),
        margin=f"{found.margin:g}",
        signed=with_sign(found.difference),
        limits=limits_text(say, found.confidence_interval, found.confidence_level),
        p=display.p_value(found.p_value, found.alpha),
    )


def _transitions(say: Say, found: Transitions) -> str:
    if not found.n:
        return say("transitions.empty")
    up, same, down = display.percentages([found.up, found.same, found.down])
    return say(
        "transitions",
        n=found.n,
        up=up,
        same=same,
        down=down,
        old=display.points(found.reference.score),
        new=display.points(found.sample.score),
    )


def _share_change(say: Say, found: ShareChange) -> str:
    limits = interval_text(say, _percent_points(found))
    return capital(_class_change(say, found, say("class"), limits))


def _percent_points(found: ShareChange) -> Limits:
    low, high = found.confidence_interval
    return 100.0 * low, 100.0 * high


def _class_change(say: Say, found: ShareChange, subject: str, limits: str) -> str:
    low, high = found.confidence_interval
    verdict = "above" if low > 0.0 else "below" if high < 0.0 else "open"
    return say(
        f"class.{verdict}",
        subject=subject,
        size=apart(abs(100.0 * found.difference), 0.0),
        old=display.percent(found.reference_share),
        new=display.percent(found.share),
        evidence=say("comma").join([limits, say.translated(display.p_value(found.p_value))]),
    )


def _movement(say: Say, found: Movement) -> str:
    parts = []
    for name in CLASSES:
        part: ShareChange = getattr(found, name)
        limits = limits_text(say, _percent_points(part), found.confidence_level, null=0.0)
        parts.append(_class_change(say, part, say("class of", name=say(name)), limits))
    return say.joined(told(say, found.score, story="change"), *parts, _rated(say, found.ratings))


def _ordinal(say: Say, found: OrdinalTest) -> str:
    return capital(_rated(say, found))


def _rated(say: Say, found: OrdinalTest) -> str:
    verdict = "open"
    if found.p_value < USUAL_ALPHA:
        verdict = "above" if found.superiority > 0.5 else "below"
    chance, p = f"{found.superiority:.3f}", display.p_value(found.p_value, USUAL_ALPHA)
    return say(f"ordinal.{verdict}", chance=chance, p=p)


def _transition_test(say: Say, found: TransitionTest) -> str:
    test = say(
        "chi2",
        method=say.translated(found.method),
        statistic=statistic_text(found.statistic, 3),
        k=found.degrees_of_freedom,
        p=display.p_value(found.p_value, USUAL_ALPHA),
    )
    story = "bowker" if found.method == "bowker" else "homogeneity"
    if math.isnan(found.p_value):
        return say("no test", test=test)
    verdict = "yes" if found.p_value < USUAL_ALPHA else "no"
    return say(f"{story}.{verdict}", test=test)


COMPARED: Mapping[str, Callable[..., str]] = {
    "AdjustedComparison": _adjusted,
    "Comparison": _comparison,
    "Comparisons": _comparisons,
    "Equivalence": _equivalence,
    "ManyComparisons": _many,
    "Movement": _movement,
    "OrdinalTest": _ordinal,
    "OverlappingComparison": _overlapping,
    "PairedComparison": _paired,
    "ShareChange": _share_change,
    "TransitionTest": _transition_test,
    "Transitions": _transitions,
}
