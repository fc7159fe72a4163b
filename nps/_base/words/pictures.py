"""What every language says in pictures, and how numbers look on paper."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from nps._base import text
from nps._base.words.languages import load

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Every text that a picture shows, in one language."""

    comma: str
    colon: str
    bracketed: str
    promoters: str
    passives: str
    detractors: str
    rating: str
    share_axis: str
    score_axis: str
    difference_axis: str
    sums_axis: str
    all: str
    nobody: str
    no_score: str
    no_interval: str
    sample: str
    reference: str
    benchmark: str
    difference: str
    bounds: Mapping[str, str]
    margin: str
    before: str
    after: str
    changed: str
    adjusted: str
    signal: str
    centre: str
    limits: str
    moving_average: str
    trend: str
    per: Mapping[str, str]
    scores: str
    upper_sum: str
    lower_sum: str
    total: str
    parts: Mapping[str, str]
    others: str
    thinned: str
    most_answers: str
    up: str
    same: str
    down: str
    answers_axis: str
    power_axis: str
    margin_axis: str
    open: str
    information_axis: str
    z_axis: str
    stop: str
    single_look: str
    effect_axis: str
    level_axis: str
    potential_axis: str
    explained_axis: str
    rest_axis: str
    above_rest: str
    below_rest: str
    by_chance: str
    more_promoters: str
    fewer_detractors: str
    together: str
    without_effect: str
    bad_rating: str
    good_rating: str
    kinds: Mapping[str, str]
    levels: str
    effects: str
    silent_axis: str
    asked_axis: str
    answered: str
    asked: str
    tipping: str
    plausible: str
    impact_axis: str
    impact_change_axis: str
    mention_axis: str
    unadjusted: str
    other_themes: str
    of_promoters: str
    of_detractors: str
    volume: str
    tone: str
    word_axis: str
    word_z_axis: str
    beyond_chance: str
    of_total: str
    worth: Mapping[str, str]
    happened_axis: str
    point_axis: str
    routes: Mapping[str, str]
    correlation_axis: str
    auc_axis: str
    units: str
    as_they_stand: str
    noise_out: str
    too_noisy: str
    outcome_axis: str
    rank_axis: str
    shrunken: str
    as_observed: str
    common_score: str
    law_axis: str
    credible: str
    percentile: str
    mean: str
    sequence: str
    without_weights: str
    zones: str
    target: str
    held_against: str
    dotted: str
    verdicts: Mapping[str, str]
    more_rows: Mapping[str, str]
    titles: Mapping[str, str]

    def listed(self, *parts: str) -> str:
        """Return parts of one line, such as what an axis measures and the level of intervals."""
        return self.comma.join(parts)


def picture_words(language: str) -> Words:
    """Return every text of pictures in a language."""
    words: Words = load(language, "pictures").WORDS
    return words


def points(value: float, *, signed: bool = False) -> str:
    """Return points with one digit and a real minus sign; NaN reads n/a."""
    return text.points(value, signed=signed).replace("-", MINUS)


def interval(words: Words, low: float, high: float, *, signed: bool = False) -> str:
    """Return [low, high] with real minus signs, or that there is no interval."""
    if math.isnan(low) or math.isnan(high):
        return words.no_interval
    return text.interval(low, high, signed=signed).replace("-", MINUS)


def level(words: Words, confidence_level: float, alternative: str = "two-sided") -> str:
    """Return "95% CI", in the language of the words."""
    percent = text.level(confidence_level).partition("%")[0]
    return f"{percent}% {words.bounds[alternative]}"


def tick(value: float, position: object = None) -> str:
    """Label a tick: few digits and a real minus sign."""
    return f"{value:g}".replace("-", MINUS)


def signed_tick(value: float, position: object = None) -> str:
    """Label a tick of an axis of differences: always with its sign, but for 0."""
    return tick(value) if value == 0.0 else f"{value:+g}".replace("-", MINUS)
