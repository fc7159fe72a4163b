"""What `screen` returns: all groups that were looked at, held against the best by chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import ConfidenceInterval, Intervals, Result, Table
from nps._base.tables import html
from nps._base.tables.measures import Measure, Measures
from nps._base.words.notes import Note
from nps._base.words.saying import Name, are, limits_text
from nps._kernels.topics.segments.search import below

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import BoolArray, FloatArray, IntArray

#: Segments that a sentence names.
SAID = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Segment(Measure, Result):
    """One group of respondents, held against all others; in points.

    Attributes
    ----------
    label : str
        Who belongs to it, such as "plan = basic & region = North".
    variables : tuple of str
        The factor, or the two, that it is made of.
    n : int
        Respondents.
    score, rest_score : float
        Net Promoter Score of the group, and that of all others.
    difference : float
        The first less the second.
    standard_error : float
        Of the difference if no group differs: from the variance within both sides, or from the
        weights and clusters.
    z : float
        Difference over standard error; infinite where all inside and all outside answer alike.
    p_max : float
        Chance that the best of all groups looks at least as far away if none differs. Below 1 less
        the confidence level exactly where the interval of method "pooled" or "sign-flip" leaves 0
        out.
    adjusted_p_value : float
        The same by steps, each group held against those that stand no higher: never larger than
        `p_max`.
    confidence_interval : ConfidenceInterval
        Of the difference, wide enough that those of all groups hold together.
    confidence_level : float
        Chance that they all do.

    Examples
    --------
    >>> import nps
    >>> ratings = [10, 9, 9, 10, 8, 9, 10, 9, 3, 6, 7, 2, 5, 8, 0, 6]
    >>> plans = {"plan": ["pro"] * 8 + ["basic"] * 8}
    >>> found = nps.segments.screen(ratings, plans, min_n=5, rng=1)
    >>> print(found["plan = basic"])
    NPS -75.0, -162.5 from the rest  [-200.0, -119.6]  p = 0.002, n = 8
    """

    label: str
    variables: tuple[str, ...]
    n: int
    score: float
    rest_score: float
    difference: float
    standard_error: float
    z: float
    p_max: float
    adjusted_p_value: float
    confidence_interval: ConfidenceInterval
    confidence_level: float

    def __str__(self) -> str:
        return (
            f"NPS {text.points(self.score)}, {text.points(self.difference, signed=True)} from the"
            f" rest  {text.interval(*self.confidence_interval, signed=True)} "
            f" {text.p_value(self.p_max)}, n = {self.n:,}"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("segment", Name(self.label)),
            ("n", self.n),
            ("NPS", text.points(self.score)),
            ("NPS of the rest", text.points(self.rest_score)),
            ("difference", text.points(self.difference, signed=True)),
            (
                Note("all together, {level}% CI", level=text.level_percent(self.confidence_level)),
                text.interval(*self.confidence_interval, signed=True),
            ),
            ("p of the best by chance", text.p_number(self.p_max)),
        ]

    def _sentence(self, say: Say) -> str:
        clear = below(self.p_max, 1.0 - self.confidence_level)
        return say(
            "screened" if clear else "screened.open",
            part=_part(say, self),
            score=text.points(self.score),
            n=self.n,
            p=text.p_value(self.p_max, 1.0 - self.confidence_level),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SegmentScreen(Table[Segment], Measures):
    """All groups of one or two factors held against the rest; iterates as rows of `Segment`.

    ``result["plan = basic"]`` is the row of one group. The groups furthest from chance come first.

    Attributes
    ----------
    labels : tuple of str
        Who belongs to each group.
    variables : tuple of tuple of str
        The factors that each is made of.
    n : ndarray of int64, shape (groups,)
        As in `Segment`.
    score, rest_score, difference, standard_error, z, p_max, adjusted_p_value : ndarray, (groups,)
        As in `Segment`.
    confidence_interval : Intervals
        As in `Segment`.
    critical : float
        How many standard errors intervals reach, within -200 and 200: the largest ``|z|`` stays
        below it with the confidence level if no group differs. Infinite where no group can be told
        from chance.
    total_score : float
        Net Promoter Score of all respondents.
    n_respondents : int
        How many they are.
    method : {"pooled", "mover", "sign-flip"}
        How intervals are made; "sign-flip" with weights or clusters.
    n_permutations : int
        Draws behind the p-values.
    depth, min_n : int
        Factors of a group at most, and respondents inside and outside at least.
    confidence_level : float
        Chance that all intervals hold together.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> ratings = [10, 9, 9, 10, 8, 9, 10, 9, 3, 6, 7, 2, 5, 8, 0, 6]
    >>> plans = {"plan": ["pro"] * 8 + ["basic"] * 8, "seats": [1, 2] * 8}
    >>> found = nps.segments.screen(ratings, plans, min_n=5, rng=1)
    >>> [row.label for row in found if row.p_max < 0.05]
    ['plan = basic', 'plan = pro']
    """

    _picture: ClassVar[str] = "segments"
    _labels: Labels
    variables: tuple[tuple[str, ...], ...]
    n: IntArray
    score: FloatArray
    rest_score: FloatArray
    difference: FloatArray
    standard_error: FloatArray
    z: FloatArray
    p_max: FloatArray
    adjusted_p_value: FloatArray
    confidence_interval: Intervals
    critical: float
    total_score: float
    n_respondents: int
    method: str
    n_permutations: int
    depth: int
    min_n: int
    confidence_level: float
    notes: tuple[str, ...] = ()

    @property
    def clear(self) -> BoolArray:
        """Which groups are further away than the best by chance, at the confidence level."""
        return below(self.p_max, 1.0 - self.confidence_level)

    def _columns(self) -> dict[str, Column]:
        return {
            "variables": [", ".join(names) for names in self.variables],
            "n": self.n,
            "score": self.score,
            "rest_score": self.rest_score,
            "difference": self.difference,
            "standard_error": self.standard_error,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
            "z": self.z,
            "p_max": self.p_max,
            "adjusted_p_value": self.adjusted_p_value,
        }

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        low, high = (end[:rows].tolist() for end in self.confidence_interval)
        gaps = self.difference[:rows].tolist()
        return {
            "n": self.n[:rows].tolist(),
            "NPS": self.score[:rows].tolist(),
            "difference": gaps,
            text.level(self.confidence_level): [
                text.interval(*ends, signed=True) for ends in zip(low, high, strict=True)
            ],
            "": html.interval_bars(gaps, low, high),
            "p": [text.p_number(p) for p in self.p_max[:rows].tolist()],
        }

    def _headline(self) -> str:
        return (
            f"{text.noun(len(self), 'segment')} against the rest, NPS"
            f" {text.points(self.total_score)}, n = {self.n_respondents:,},"
            f" {text.level(self.confidence_level)} for all together ({self.method} method)"
        )

    def __str__(self) -> str:
        return "\n".join([Table.__str__(self), *self.notes])

    def _sentence(self, say: Say) -> str:
        clear = np.flatnonzero(self.clear)
        if not clear.size:
            return say("screen.none", k=len(self), n=self.n_respondents)
        parts = [_part(say, self._row(int(i))) for i in clear[:SAID]]
        return say(
            "screen" if clear.size <= SAID else "screen.many",
            parts=say.listed(parts),
            k=int(clear.size),
            of=len(self),
            are=are(int(clear.size)),
            n=self.n_respondents,
        )

    def _methods(self) -> list[MethodKey]:
        return [("screen", self.method)]


def _part(say: Say, row: Segment) -> str:
    """Return "plan = basic is 12.3 points below the rest (95% CI ...)"."""
    limits = limits_text(say, row.confidence_interval, row.confidence_level, null=0.0)
    side = "below" if row.difference < 0.0 else "above"
    return say(
        f"screened.{side}",
        label=say.name(row.label),
        gap=text.points(abs(row.difference)),
        limits=say("simultaneous", limits=limits),
    )
