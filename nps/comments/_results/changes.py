"""What `changes` returns: how the impact of each theme changed, by volume and by tone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import ConfidenceInterval, Intervals, Result, Table
from nps._base.tables import html
from nps._base.words.saying import Name, are, with_sign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray

#: Themes that a sentence names.
SAID = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ThemeChange(Result):
    """How the impact of one theme changed; in points of the score unless told otherwise.

    Attributes
    ----------
    label : str
        The theme.
    share, reference_share : float
        Share of the respondents who mention it, from 0 to 1, in the sample and in its reference.
    difference, reference_difference : float
        Score of those who mention it less that of the rest.
    impact, reference_impact : float
        Share times difference.
    volume : float
        What the change of the share makes of it: talked about more, or less.
    tone : float
        What the change of the difference makes of it: those who talk are unhappier, or happier.
    change : float
        Impact in the sample less that in the reference: volume and tone.
    confidence_interval : ConfidenceInterval
        Of the change, from the intervals of both impacts.
    standard_error, statistic : float
        Of the change.
    p_value, adjusted_p_value : float
        Of "no change", for itself and for the family of all themes.

    Examples
    --------
    >>> import nps
    >>> before = nps.comments.impacts([10, 9, 3, 8, 10, 9], ["", "", "price", "price", "", ""])
    >>> after = nps.comments.impacts([10, 3, 3, 2, 10, 9], ["", "price", "price", "price", "", ""])
    >>> print(nps.comments.changes(after, before)["price"])
    -50.0  [-137.9, 56.0]  p = 0.330 (volume -29.2, tone -20.8)
    """

    label: str
    share: float
    reference_share: float
    difference: float
    reference_difference: float
    impact: float
    reference_impact: float
    volume: float
    tone: float
    change: float
    confidence_interval: ConfidenceInterval
    standard_error: float
    statistic: float
    p_value: float
    adjusted_p_value: float

    def __str__(self) -> str:
        if np.isnan(self.change):
            return "change n/a"
        volume, tone = (text.points(part, signed=True) for part in (self.volume, self.tone))
        between = text.interval(*self.confidence_interval, signed=False)
        return (
            f"{text.points(self.change, signed=True)}  {between}"
            f"  {text.p_value(self.adjusted_p_value)} (volume {volume}, tone {tone})"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("theme", Name(self.label)),
            ("change", text.points(self.change, signed=True)),
            ("interval", text.interval(*self.confidence_interval, signed=True)),
            ("adjusted p", text.p_number(self.adjusted_p_value)),
            ("volume", text.points(self.volume, signed=True)),
            ("tone", text.points(self.tone, signed=True)),
            ("share", f"{text.percent(self.reference_share)} to {text.percent(self.share)}"),
            (
                "difference",
                f"{text.points(self.reference_difference)} to {text.points(self.difference)}",
            ),
        ]

    def _sentence(self, say: Say) -> str:
        label = say.name(self.label)
        if np.isnan(self.change):
            return say("theme change.unknown", label=label)
        return say(
            "theme change",
            label=label,
            before=with_sign(self.reference_impact),
            after=with_sign(self.impact),
            volume=with_sign(self.volume),
            tone=with_sign(self.tone),
            p=text.p_value(self.adjusted_p_value),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ThemeChanges(Table[ThemeChange]):
    """How the impacts of themes changed, in points; iterates as rows of `ThemeChange`.

    Attributes
    ----------
    labels : tuple of str
        The themes that both have, in the order of the sample.
    share, reference_share, difference, reference_difference, impact, reference_impact, volume, \
tone, change, standard_error, statistic, p_value, adjusted_p_value : ndarray, shape (themes,)
        As in `ThemeChange`.
    confidence_interval : Intervals
        Of the changes.
    adjust : str
        How p-values are adjusted for their number.
    confidence_level : float
        Of the intervals.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> before = nps.comments.impacts([10, 9, 3, 8, 10, 9], ["", "", "price", "price", "", ""])
    >>> after = nps.comments.impacts([10, 3, 3, 2, 10, 9], ["", "price", "price", "price", "", ""])
    >>> for row in nps.comments.changes(after, before):
    ...     print(f"{row.label} {row.volume:+.1f} by volume, {row.tone:+.1f} by tone")
    price -29.2 by volume, -20.8 by tone
    """

    _ours: ClassVar[str] = "head"
    _picture: ClassVar[str] = "theme_changes"
    _labels: Labels
    share: FloatArray
    reference_share: FloatArray
    difference: FloatArray
    reference_difference: FloatArray
    impact: FloatArray
    reference_impact: FloatArray
    volume: FloatArray
    tone: FloatArray
    change: FloatArray
    confidence_interval: Intervals
    standard_error: FloatArray
    statistic: FloatArray
    p_value: FloatArray
    adjusted_p_value: FloatArray
    adjust: str
    confidence_level: float
    notes: tuple[str, ...] = ()

    def _columns(self) -> dict[str, Column]:
        low, high = self.confidence_interval
        return {
            "share": self.share,
            "reference_share": self.reference_share,
            "difference": self.difference,
            "reference_difference": self.reference_difference,
            "impact": self.impact,
            "reference_impact": self.reference_impact,
            "volume": self.volume,
            "tone": self.tone,
            "change": self.change,
            "standard_error": self.standard_error,
            "low": low,
            "high": high,
            "p_value": self.p_value,
            "adjusted_p_value": self.adjusted_p_value,
        }

    def _headline(self) -> str:
        level = text.level(self.confidence_level)
        return f"Changes of what themes cost or bring, in points of NPS, {level}"

    def __str__(self) -> str:
        return "\n".join([Table.__str__(self), *self.notes])

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        first = self._first(rows)
        ends = [row.confidence_interval for row in first]
        found = [row.change for row in first]
        return {
            "volume": [text.points(row.volume, signed=True) for row in first],
            "tone": [text.points(row.tone, signed=True) for row in first],
            "change": [text.points(x, signed=True) for x in found],
            text.level(self.confidence_level): [text.interval(*pair, signed=True) for pair in ends],
            "": html.interval_bars(found, [low for low, _ in ends], [high for _, high in ends]),
            "adjusted p": [text.p_number(row.adjusted_p_value) for row in first],
        }

    def _sentence(self, say: Say) -> str:
        known = ~np.isnan(self.change)
        if not known.any():
            return say("theme changes.unknown")
        found = self.adjusted_p_value < 1.0 - self.confidence_level
        order = np.argsort(-np.abs(np.where(known, self.change, 0.0)), kind="stable")
        chosen = [int(j) for j in order if found[j]][:SAID]
        if not chosen:
            return say("theme changes.none", k=int(known.sum()))
        parts = [
            say(
                "theme changes.one",
                label=say.name(self.labels[j]),
                change=with_sign(float(self.change[j])),
                volume=with_sign(float(self.volume[j])),
                tone=with_sign(float(self.tone[j])),
            )
            for j in chosen
        ]
        return say(
            "theme changes",
            parts=say.listed(parts),
            k=int(found.sum()),
            of=int(known.sum()),
            are=are(int(found.sum())),
        )

    def _methods(self) -> list[MethodKey]:
        adjusted = [] if self.adjust == "none" else [("adjust", self.adjust)]
        return [("theme changes", "mover"), *adjusted]
