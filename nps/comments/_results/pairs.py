"""What `pairs` returns: themes that are mentioned together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import IF_ANY, ConfidenceInterval, Intervals, Result, Table
from nps._base.words.saying import Name, are

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray, IntArray

#: Pairs that a sentence names.
SAID = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ThemePair(Result):
    """How often two themes are mentioned together.

    Attributes
    ----------
    label : tuple of two str
        The themes.
    n_both : int
        Comments that mention both.
    lift : float
        How many times as many these are as if either were mentioned regardless of the other.
    phi : float
        Correlation of the two, from -1 to 1.
    statistic, p_value, adjusted_p_value : float
        Of "regardless of each other", for itself and for the family of all pairs.
    score : float or None
        Score of those who mention both, in points; None without ratings.
    score_interval : ConfidenceInterval or None
        Of that.

    Examples
    --------
    >>> import nps
    >>> coded = nps.comments.Themes(["price;staff", "price;staff", "price", "", "", "staff"])
    >>> print(nps.comments.pairs(coded)["price", "staff"])
    2 together, 1.3 times as many as by chance, phi 0.33  p = 0.456
    """

    label: tuple[str, str]
    n_both: int
    lift: float
    phi: float
    statistic: float
    p_value: float
    adjusted_p_value: float
    score: float | None = field(default=None, metadata=IF_ANY)
    score_interval: ConfidenceInterval | None = field(default=None, metadata=IF_ANY)

    def __str__(self) -> str:
        if np.isnan(self.lift):
            return f"{self.n_both:,} together"
        phi = "n/a" if np.isnan(self.phi) else f"{self.phi:.2f}"
        score = "" if self.score is None else f"  score {text.points(self.score)}"
        return (
            f"{self.n_both:,} together, {self.lift:.1f} times as many as by chance, phi {phi}"
            f"  {text.p_value(self.adjusted_p_value)}{score}"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        rows = [
            ("themes", Name(" / ".join(self.label))),
            ("together", self.n_both),
            ("times chance", text.decimals(self.lift, 1)),
            ("phi", text.decimals(self.phi, 2)),
            ("adjusted p", text.p_number(self.adjusted_p_value)),
        ]
        if self.score is not None:
            rows.append(("score of both", text.points(self.score)))
        return rows

    def _sentence(self, say: Say) -> str:
        one, other = map(say.name, self.label)
        if np.isnan(self.lift):
            return say("pair.unknown", one=one, other=other)
        return say(
            "pair",
            one=one,
            other=other,
            n=self.n_both,
            lift=f"{self.lift:.1f}",
            p=text.p_value(self.adjusted_p_value),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ThemePairs(Table[ThemePair]):
    """How often themes are mentioned together; iterates as rows of `ThemePair`.

    ``result["price", "staff"]`` is the row of two themes, in either order.

    Attributes
    ----------
    labels : tuple of pairs of str
        Each two themes.
    n_both : ndarray of int64, shape (pairs,)
        As in `ThemePair`.
    lift, phi, statistic, p_value, adjusted_p_value : ndarray, shape (pairs,)
        As in `ThemePair`.
    score : ndarray or None
        As in `ThemePair`.
    score_interval : Intervals or None
        As in `ThemePair`.
    n : int
        Comments that were coded, of respondents with a valid answer where there are ratings.
    adjust : str
        How p-values are adjusted for their number.
    confidence_level : float
        Of the intervals.

    Examples
    --------
    >>> import nps
    >>> coded = nps.comments.Themes(["price;staff", "price;staff", "price", "", "", "staff"])
    >>> for row in nps.comments.pairs(coded):
    ...     print(row.label, row.n_both)
    ('price', 'staff') 2
    """

    _ours: ClassVar[str] = "head"
    _labels: Labels
    n_both: IntArray
    lift: FloatArray
    phi: FloatArray
    statistic: FloatArray
    p_value: FloatArray
    adjusted_p_value: FloatArray
    n: int
    adjust: str
    confidence_level: float
    score: FloatArray | None = field(default=None, metadata=IF_ANY)
    score_interval: Intervals | None = field(default=None, metadata=IF_ANY)

    def __getitem__(self, label: object) -> ThemePair:
        """Return the row of two themes, in either order."""
        turned = label[::-1] if isinstance(label, tuple) else label
        return self._row(self._labels.position(turned if turned in self._labels else label))

    def _columns(self) -> dict[str, Column]:
        scores: dict[str, Column] = {}
        if self.score is not None and self.score_interval is not None:
            low, high = self.score_interval
            scores = {"score": self.score, "score_low": low, "score_high": high}
        return {
            "n_both": self.n_both,
            "lift": self.lift,
            "phi": self.phi,
            "p_value": self.p_value,
            "adjusted_p_value": self.adjusted_p_value,
            **scores,
        }

    def _headline(self) -> str:
        return f"Themes that are mentioned together, {text.noun(self.n, 'comment')}"

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        first = self._first(rows)
        scores: dict[str, Sequence[object]] = {}
        if self.score is not None:
            scores = {"score of both": [row.score for row in first]}
        return {
            "together": [row.n_both for row in first],
            "times chance": [row.lift for row in first],
            "phi": [text.decimals(row.phi, 2) for row in first],
            "adjusted p": [text.p_number(row.adjusted_p_value) for row in first],
            **scores,
        }

    def _sentence(self, say: Say) -> str:
        known = ~np.isnan(self.phi)
        if not known.any():
            return say("pairs.unknown", n=self.n)
        told = [self._beyond_chance(say, sign) for sign in (1, -1)]
        if not any(told):
            return say("pairs.none", k=int(known.sum()), n=self.n)
        return say("pairs", told=say.joined(*told), n=self.n)

    def _beyond_chance(self, say: Say, sign: int) -> str:
        """Say which are mentioned together more often than by chance, 1, or less often, -1."""
        phi = sign * self.phi
        found = (self.adjusted_p_value < 1.0 - self.confidence_level) & (phi > 0.0)
        k = int(found.sum())
        if not k:
            return ""
        chosen = np.argsort(-np.where(found, phi, -2.0), kind="stable")[: min(k, SAID)]
        parts = [
            say(
                "pairs.one",
                one=say.name(row.label[0]),
                other=say.name(row.label[1]),
                count=row.n_both,
                lift=f"{row.lift:.1f}",
            )
            for row in map(self._row, chosen.tolist())
        ]
        return say(
            "pairs.more" if sign > 0 else "pairs.less",
            parts=say.listed(parts),
            k=k,
            of=int(np.count_nonzero(~np.isnan(self.phi))),
            are=are(k),
        )

    def _methods(self) -> list[MethodKey]:
        adjusted = [] if self.adjust == "none" else [("adjust", self.adjust)]
        return [("pairs", "score"), *adjusted]
