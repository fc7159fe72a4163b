"""What is said of many groups: their ranks, and whether they differ at all."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from nps._base import text as display
from nps._base.words.saying import USUAL_ALPHA, Say, interval_text

if TYPE_CHECKING:
    from nps._inference.families.comparisons import OmnibusTest, OmnibusTests
    from nps._inference.families.rankings import RankedCohort, Ranking, Shrinkage, ShrunkenScore


def _ranked(say: Say, found: RankedCohort) -> str:
    label = say.name(found.label)
    if found.rank is None:
        return say("rank.unknown", label=label)
    score, possible = display.points(found.score), _possible(say, found)
    return say("rank", label=label, rank=found.rank, score=score, possible=possible)


def _possible(say: Say, found: RankedCohort) -> str:
    if found.low == found.high:
        return say("no other rank")
    return say("ranks", low=found.low, high=found.high)


def _ranking(say: Say, found: Ranking) -> str:
    if not len(found) or np.isnan(found.rank[0]):
        return say("ranking.empty")
    first = found._row(0)
    text = say(
        "ranking",
        label=say.name(first.label),
        k=int((~np.isnan(found.rank)).sum()),
        score=display.points(first.score),
        possible=_possible(say, first),
        level=display.level_percent(found.confidence_level),
        probability=f"{first.probability_best:.2f}",
    )
    return say.joined(text, say("ranking.tied", k=int((found.low == 1.0).sum())))


def _shrunken(say: Say, found: ShrunkenScore) -> str:
    label, shrunken = say.name(found.label), display.points(found.shrunken_score)
    if not found.counts.n:
        return say("shrunken.empty", label=label, shrunken=shrunken)
    return say(
        "shrunken",
        label=label,
        score=display.points(found.score),
        shrunken=shrunken,
        evidence=interval_text(say, found.confidence_interval, null=None),
        n=found.counts.n,
    )


def _shrinkage(say: Say, found: Shrinkage) -> str:
    return say(
        "shrinkage" if found.spread else "shrinkage.none",
        k=int((found.cohorts.n > 0).sum()),
        common=display.points(found.common_score),
        spread=display.points(found.spread),
    )


def _omnibus_test(say: Say, found: OmnibusTest) -> str:
    method = say.translated(found.method)
    if math.isnan(found.p_value):
        return say("omnibus.undefined", method=method)
    key = "omnibus.yes" if found.p_value < USUAL_ALPHA else "omnibus.no"
    return say(key, method=method, p=display.p_value(found.p_value, USUAL_ALPHA))


def _omnibus_tests(say: Say, found: OmnibusTests) -> str:
    if found.wald is not None:
        return _omnibus_test(say, found.wald)
    others = say(
        "omnibus.others",
        welch=display.p_value(found.welch.p_value),
        ratio=display.p_value(found.likelihood_ratio.p_value),
    )
    return say.joined(_omnibus_test(say, found.permutation), others)


GROUPS: Mapping[str, Callable[..., str]] = {
    "OmnibusTest": _omnibus_test,
    "OmnibusTests": _omnibus_tests,
    "RankedCohort": _ranked,
    "Ranking": _ranking,
    "Shrinkage": _shrinkage,
    "ShrunkenScore": _shrunken,
}
