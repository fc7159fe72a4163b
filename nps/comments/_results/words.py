"""What `words` returns: how each word goes with promoters and detractors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import ConfidenceInterval, Intervals, Result, Table
from nps._base.tables import html
from nps._base.words.saying import Name, are
from nps._inference.differences.telling import adjust_methods

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import BoolArray, FloatArray, IntArray
    from nps._samples.counts import Counts

#: Words of each side that a sentence names.
SAID = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Word(Result):
    """How one word goes with promoters and detractors.

    Attributes
    ----------
    label : str
        The word, in small letters.
    test : {"comments", "tokens"}
        What was counted and tested.
    n : int
        Comments with the word, of whatever class; or how often it stands in them, if `test` is
        "tokens".
    promoters, passives, detractors : int
        The same of each class.
    promoter_share, detractor_share : float
        Share of the class's comments that have the word, 0 to 1; or of its words.
    share_difference : float
        Share of promoters minus that of detractors.
    confidence_interval : ConfidenceInterval
        Of the difference of the shares; NaN if `test` is "tokens".
    statistic, p_value : float
        Of the test that both shares are the same.
    adjusted_p_value : float
        Adjusted for all words.
    log_odds : float
        Log-odds of the word among promoters minus that among detractors, with the prior.
    z : float
        The same by its standard error; above 0 for words of promoters.

    Examples
    --------
    >>> import nps
    >>> comments = ["easy", "so easy", "easy!", "slow", "too slow", "slow"]
    >>> found = nps.comments.words(comments, [10, 9, 10, 2, 0, 5], min_comments=2)
    >>> print(found["slow"])
    in 3: promoters 0.0%, detractors 100.0%, adjusted p = 0.025, z -0.2
    """

    label: str
    test: str
    n: int
    promoters: int
    passives: int
    detractors: int
    promoter_share: float
    detractor_share: float
    share_difference: float
    confidence_interval: ConfidenceInterval
    statistic: float
    p_value: float
    adjusted_p_value: float
    log_odds: float
    z: float

    def __str__(self) -> str:
        promoters, detractors = map(text.percent, (self.promoter_share, self.detractor_share))
        p = text.p_value(self.adjusted_p_value)
        return (
            f"in {self.n:,}: promoters {promoters}, detractors {detractors}, adjusted {p},"
            f" z {self.z:+.1f}"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("word", Name(self.label)),
            ("in", self.n),
            ("promoters", text.percent(self.promoter_share)),
            ("detractors", text.percent(self.detractor_share)),
            ("adjusted p", text.p_number(self.adjusted_p_value)),
            ("z", text.decimals(self.z, 1, signed=True)),
        ]

    def _sentence(self, say: Say) -> str:
        return say(
            f"word.{self.test}",
            label=say.name(self.label),
            promoters=text.percent(self.promoter_share),
            detractors=text.percent(self.detractor_share),
            p=say("adjusted p", p=text.p_value(self.adjusted_p_value)),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words(Table[Word]):
    """How words go with promoters and detractors, the most distinctive first.

    Iterates as rows of `Word`; ``found["slow"]`` is one. It holds words, no comment.

    Attributes
    ----------
    labels : tuple of str
        The words, in small letters, by the size of their z.
    n, promoters, passives, detractors : ndarray of int64, shape (words,)
        As in `Word`.
    promoter_share, detractor_share, share_difference : ndarray of float64, shape (words,)
        As in `Word`.
    confidence_interval : Intervals
        As in `Word`, each by itself.
    statistic, p_value, adjusted_p_value, log_odds, z : ndarray of float64, shape (words,)
        As in `Word`.
    counts : Counts
        Classes of the comments; missing and invalid are comments without a valid answer.
    n_words : int
        Different words in all, those in too few comments among them.
    test : {"comments", "tokens"}
        What was counted and tested.
    adjust : str
        How p-values were adjusted.
    prior : str or float
        As given.
    ngrams, min_comments : int
        As given.
    confidence_level : float
        Of the intervals.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> comments = ["easy", "so easy", "easy!", "slow", "too slow", "slow"]
    >>> found = nps.comments.words(comments, [10, 9, 10, 2, 0, 5], min_comments=2)
    >>> print(found)
    Words of 3 comments of promoters and 3 of detractors (score test, ordered by log-odds)
    easy: in 3: promoters 100.0%, detractors 0.0%, adjusted p = 0.025, z +0.2
    slow: in 3: promoters 0.0%, detractors 100.0%, adjusted p = 0.025, z -0.2
    """

    _ours: ClassVar[str] = "head"
    _picture: ClassVar[str] = "words"
    _labels: Labels
    n: IntArray
    promoters: IntArray
    passives: IntArray
    detractors: IntArray
    promoter_share: FloatArray
    detractor_share: FloatArray
    share_difference: FloatArray
    confidence_interval: Intervals
    statistic: FloatArray
    p_value: FloatArray
    adjusted_p_value: FloatArray
    log_odds: FloatArray
    z: FloatArray
    counts: Counts
    n_words: int
    test: str
    adjust: str
    prior: str | float
    ngrams: int
    min_comments: int
    confidence_level: float
    notes: tuple[str, ...] = ()

    def _columns(self) -> dict[str, Column]:
        return {
            "n": self.n,
            "promoters": self.promoters,
            "passives": self.passives,
            "detractors": self.detractors,
            "promoter_share": self.promoter_share,
            "detractor_share": self.detractor_share,
            "share_difference": self.share_difference,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
            "statistic": self.statistic,
            "p_value": self.p_value,
            "adjusted_p_value": self.adjusted_p_value,
            "log_odds": self.log_odds,
            "z": self.z,
        }

    def _headline(self) -> str:
        test = "score test" if self.test == "comments" else "likelihood ratio of occurrences"
        promoters = text.noun(self.counts.promoters, "comment")
        return (
            f"Words of {promoters} of promoters and {self.counts.detractors:,} of detractors"
            f" ({test}, ordered by log-odds)"
        )

    def __str__(self) -> str:
        return "\n".join([Table.__str__(self), *self.notes])

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        low, high = (100.0 * end[:rows] for end in self.confidence_interval)
        change = 100.0 * self.share_difference[:rows]
        return {
            "in": list(self.n[:rows]),
            "promoters": [text.percent(x) for x in self.promoter_share[:rows]],
            "detractors": [text.percent(x) for x in self.detractor_share[:rows]],
            "difference": [text.points(x, signed=True) for x in change],
            "": html.interval_bars(change, low, high),
            "adjusted p": [text.p_number(x) for x in self.adjusted_p_value[:rows]],
            "z": [text.decimals(x, 1, signed=True) for x in self.z[:rows]],
        }

    def _beyond_chance(self, sign: int) -> BoolArray:
        """Tell which words one side has more often than by chance: promoters 1, detractors -1."""
        ahead: BoolArray = np.sign(self.share_difference) == sign
        return ahead & (self.adjusted_p_value < 1.0 - self.confidence_level)

    def _sentence(self, say: Say) -> str:
        mine, theirs = (
            [self.labels[i] for i in np.flatnonzero(self._beyond_chance(sign))] for sign in (1, -1)
        )
        parts = [
            say(
                f"words.{side}{'.some' if len(words) > SAID else ''}",
                n=len(words),
                words=_listed(say, words[:SAID]),
            )
            for side, words in (("promoters", mine), ("detractors", theirs))
            if words
        ]
        tested = int(np.count_nonzero(~np.isnan(self.adjusted_p_value)))
        empty = "none" if tested else "untested" if len(self) else "nothing"
        return say(
            "words" if parts else f"words.{empty}",
            k=len(mine) + len(theirs),
            are=are(len(mine) + len(theirs)),
            of=tested or len(self),
            parts=say.joined(*parts),
            promoters=self.counts.promoters,
            detractors=self.counts.detractors,
        )

    def _methods(self) -> list[MethodKey]:
        return [("words", self.test), ("word order", "log-odds"), *adjust_methods(self.adjust)]


def _listed(say: Say, words: Sequence[object]) -> str:
    """Return words in quotation marks, one after the other."""
    *first, last = [say("words.quoted", word=say.name(word)) for word in words]
    return say("and", first=say("words.between").join(first), last=last) if first else last
