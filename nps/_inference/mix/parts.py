"""Parts of a change of the score: one, those of all segments, and those of one segment."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, ClassVar

from nps._base import text
from nps._base.results import (
    ConfidenceInterval,
    Intervals,
    Result,
    parts_of,
)
from nps._base.tables import html
from nps._base.tables.measures import Measure
from nps._base.words.saying import interval_text, limits_text, with_sign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.words.saying import Say
    from nps._kernels import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ChangePart(Measure, Result):
    """One part of a change of the score, in points.

    Attributes
    ----------
    change : float
        What this part adds to the change of the overall score.
    standard_error : float
        By the delta method.
    confidence_interval : ConfidenceInterval
        ``low, high``.

    Examples
    --------
    >>> import nps
    >>> before = nps.Cohorts.from_counts(["new", "old"], [20, 60], [20, 20], [20, 10])
    >>> now = nps.Cohorts.from_counts(["new", "old"], [50, 35], [30, 10], [20, 5])
    >>> print(nps.decompose(now, before).mix)
    -11.4 [-18.0, -4.9]
    """

    _number: ClassVar[str] = "change"
    change: float
    standard_error: float
    confidence_interval: ConfidenceInterval

    def __str__(self) -> str:
        low, high = self.confidence_interval
        return f"{text.points(self.change, signed=True)} {text.interval(low, high, signed=True)}"

    def _rows(self) -> Sequence[tuple[object, ...]]:
        low, high = self.confidence_interval
        bar = html.interval_bars([self.change], [low], [high])
        return [("change", str(self), bar[0])]

    def _sentence(self, say: Say) -> str:
        return self._said(say, "part.alone", interval_text(say, self.confidence_interval))

    def _within(self, say: Say, level: float) -> str:
        """Return the part of a sentence on a decomposition."""
        return self._said(say, "part", limits_text(say, self.confidence_interval, level, null=0.0))

    def _said(self, say: Say, key: str, evidence: str) -> str:
        return say(key, signed=with_sign(self.change), evidence=evidence)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ChangeParts(Result):
    """One part of a change by segment, in points.

    Attributes
    ----------
    change, standard_error : ndarray of float64, shape (K,)
        As in `ChangePart`, for each segment.
    confidence_interval : Intervals
        Arrays ``low`` and ``high``.

    Examples
    --------
    >>> import nps
    >>> before = nps.Cohorts.from_counts(["new", "old"], [20, 60], [20, 20], [20, 10])
    >>> now = nps.Cohorts.from_counts(["new", "old"], [50, 35], [30, 10], [20, 5])
    >>> nps.decompose(now, before).segments["rate"].change.round(2).tolist()
    [16.0, 2.07]
    """

    change: FloatArray
    standard_error: FloatArray
    confidence_interval: Intervals

    def _at(self, position: int) -> ChangePart:
        parts = {f.name: parts_of(getattr(self, f.name))(position) for f in fields(self)}
        return ChangePart(**parts)  # type: ignore[arg-type]  # fields of the same names

    def __str__(self) -> str:
        segments = text.noun(self.change.size, "segment")
        return f"{segments}, together {self.change.sum():+.1f} points"

    def _rows(self) -> Sequence[tuple[object, ...]]:
        total = text.points(float(self.change.sum()), signed=True)
        return [("segments", self.change.size), ("change", total)]

    def _sentence(self, say: Say) -> str:
        return say("parts", k=int(self.change.size), signed=with_sign(float(self.change.sum())))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SegmentChange(Result):
    """What one segment adds to a change of the overall score, in points.

    Attributes
    ----------
    label : object
        Label of the segment.
    share, previous_share : float
        Its part of the answers in each wave, 0 to 1.
    score, previous_score : float
        In points; NaN in a wave without its answers.
    parts : mapping from str to ChangePart
        "mix", "rate" and perhaps "interaction".
    change : float
        Sum of its parts.
    status : {"both", "new", "gone", "empty"}
        In which waves it has answers.

    Examples
    --------
    >>> import nps
    >>> before = nps.Cohorts.from_counts(["new", "old"], [20, 60], [20, 20], [20, 10])
    >>> now = nps.Cohorts.from_counts(["new", "old"], [50, 35], [30, 10], [20, 5])
    >>> print(nps.decompose(now, before)["new"])
    +10.2 = mix -5.8 [-9.3, -2.3], rate +16.0 [+2.2, +29.8]  share 40.0% -> 66.7%, NPS 0.0 -> 30.0
    """

    label: object
    share: float
    previous_share: float
    score: float
    previous_score: float
    parts: Mapping[str, ChangePart]
    change: float
    status: str

    def __str__(self) -> str:
        parts = ", ".join(f"{name} {part}" for name, part in self.parts.items())
        note = "" if self.status == "both" else f" ({self.status})"
        return (
            f"{text.points(self.change, signed=True)} = {parts}"
            f"  share {text.percent(self.previous_share)} ->"
            f" {text.percent(self.share)},"
            f" NPS {text.points(self.previous_score)} -> {text.points(self.score)}{note}"
        )

    def _header(self) -> Sequence[str]:
        return ("part", "points", "")

    def _caption(self) -> str:
        return text.label_text(self.label)

    def _rows(self) -> Sequence[tuple[object, ...]]:
        low, high = zip(*(part.confidence_interval for part in self.parts.values()), strict=True)
        bars = html.interval_bars((part.change for part in self.parts.values()), low, high)
        return [
            (name, str(part), bar)
            for (name, part), bar in zip(self.parts.items(), bars, strict=True)
        ]

    def _sentence(self, say: Say) -> str:
        parts = [
            say(f"segment.{name}", signed=with_sign(part.change))
            for name, part in self.parts.items()
        ]
        signed = with_sign(self.change)
        return say("segment", label=say.name(self.label), signed=signed, parts=say.listed(parts))
