"""What `decompose` returns: a change of the score split into parts, by segment and over waves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import (
    IF_ANY,
    SHOWN_ROWS,
    Columnar,
    Table,
)
from nps._base.tables import html
from nps._base.words.saying import NAMED, apart, limits_text, with_sign
from nps._inference.differences.sides import between, shown_names, told_by_name
from nps._inference.mix.parts import SegmentChange
from nps._surveys.summaries import BESIDE, DIFFERENCE_FREEDOM, beside, without_design

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._inference.mix.parts import ChangePart, ChangeParts
    from nps._kernels import FloatArray, IntArray
    from nps._surveys.summaries import SurveySummary


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Decomposition(Table[SegmentChange]):
    """A change of the overall score, split into mix and rate, in points.

    Iterates as rows of `SegmentChange`; ``decomposition[label]`` is one segment.

    Attributes
    ----------
    labels : tuple
        Labels of the segments.
    total : ChangePart
        Change of the overall score, current minus previous.
    mix : ChangePart
        Part of it that comes from the shares of the segments.
    rate : ChangePart
        Part of it that comes from the scores within segments.
    interaction : ChangePart or None
        What neither does alone, where it is kept apart.
    promoters, detractors : mapping from str to ChangePart
        The same parts of the change for promoters and for detractors (whose loss counts as gain):
        all of them together are the total.
    segments : mapping from str to ChangeParts
        Each part by segment; mix contributions are relative to the overall score.
    share, previous_share : ndarray of float64, shape (K,)
        Part of the answers, 0 to 1.
    score, previous_score : ndarray of float64, shape (K,)
        In points; NaN in a wave without answers of the segment.
    n, previous_n : ndarray of int64, shape (K,)
        Valid answers.
    status : tuple of {"both", "new", "gone", "empty"}
        In which waves each segment has answers.
    confidence_level : float
        Of each interval on its own.
    method : str
        "two-way" or "three-way".
    sample, reference : SurveySummary or None
        For weighted answers what all segments of the current and of the previous wave together are
        worth: unweighted scores, degrees of freedom, design effects, effective sizes.
    degrees_of_freedom : float or None
        Of Student's t, on which the intervals of weighted answers rest.
    names : tuple of str or None
        What the current and the previous wave are called, where they were given names.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> before = nps.Cohorts.from_counts(["new", "old"], [20, 60], [20, 20], [20, 10])
    >>> now = nps.Cohorts.from_counts(["new", "old"], [50, 35], [30, 10], [20, 5])
    >>> print(nps.decompose(now, before))
    NPS +6.7 [-10.8, +24.2] = mix -11.4 [-18.0, -4.9], rate +18.1 [+0.5, +35.6]  95% CI
    new: +10.2 = mix -5.8 [-9.3, -2.3], rate +16.0 [+2.2, +29.8]  share 40.0% -> 66.7%, NPS
        0.0 -> 30.0
    old: -3.6 = mix -5.6 [-9.0, -2.3], rate +2.1 [-8.8, +12.9]  share 60.0% -> 33.3%, NPS 55.6
        -> 60.0
    """

    _picture: ClassVar[str] = "decomposition"
    _labels: Labels
    total: ChangePart
    mix: ChangePart
    rate: ChangePart
    interaction: ChangePart | None
    promoters: Mapping[str, ChangePart]
    detractors: Mapping[str, ChangePart]
    segments: Mapping[str, ChangeParts]
    share: FloatArray
    previous_share: FloatArray
    score: FloatArray
    previous_score: FloatArray
    n: IntArray
    previous_n: IntArray
    status: tuple[str, ...]
    confidence_level: float
    method: str
    sample: SurveySummary | None = field(default=None, metadata=IF_ANY)
    reference: SurveySummary | None = field(default=None, metadata=IF_ANY)
    degrees_of_freedom: float | None = field(default=None, metadata=IF_ANY)
    names: tuple[str, str] | None = field(default=None, metadata=IF_ANY)
    notes: tuple[str, ...] = ()

    def _parts(self) -> dict[str, object]:
        return Table._parts(self) | {"parts": self.segments, "change": self._change()}

    def _change(self) -> FloatArray:
        return np.asarray(sum(part.change for part in self.segments.values()))

    def _columns(self) -> dict[str, Column]:
        columns: dict[str, Column] = {
            "n": self.n,
            "previous_n": self.previous_n,
            "share": self.share,
            "previous_share": self.previous_share,
            "score": self.score,
            "previous_score": self.previous_score,
        }
        for name, part in self.segments.items():
            columns[name] = part.change
            columns[f"{name}_low"] = part.confidence_interval.low
            columns[f"{name}_high"] = part.confidence_interval.high
        return {**columns, "change": self._change(), "status": self.status}

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        row = self._first(rows)
        columns: dict[str, Sequence[object]] = {
            "share": [
                f"{text.percent(before)} to {text.percent(now)}"
                for before, now in self._pairs("share", rows)
            ],
            "NPS": [
                f"{text.points(before)} to {text.points(now)}"
                for before, now in self._pairs("score", rows)
            ],
        }
        for name, part in self.segments.items():
            ends = [end[:rows] for end in part.confidence_interval]
            columns[name] = [str(one.parts[name]) for one in row]
            if self.interaction is None:  # three bars would not fit beside three intervals
                columns[f"{name} bar"] = html.interval_bars(part.change[:rows], *ends)
        columns["change"] = [text.points(one.change, signed=True) for one in row]
        alone = any(one.status != "both" for one in row)
        return columns | ({"in": [one.status for one in row]} if alone else {})

    def _pairs(self, name: str, rows: int) -> list[tuple[float, float]]:
        """Return the values of both waves, previous first."""
        before, now = getattr(self, f"previous_{name}"), getattr(self, name)
        return list(zip(before[:rows], now[:rows], strict=True))

    def _headline(self) -> str:
        names = ("mix", "rate") if self.interaction is None else ("mix", "rate", "interaction")
        parts = ", ".join(f"{name} {getattr(self, name)}" for name in names)
        level = text.level(self.confidence_level)
        return f"NPS {self.total} = {parts}  {level}{between(self.names)}"

    def __str__(self) -> str:
        return "\n".join([Table.__str__(self), *self.notes])

    def _sentence(self, say: Say) -> str:
        level, total = self.confidence_level, self.total
        low, high = total.confidence_interval
        verdict = "above" if low > 0.0 else "below" if high < 0.0 else "open"
        whole = say(
            f"parted.{verdict}",
            old=text.points(_overall(self.previous_share, self.previous_score)),
            new=text.points(_overall(self.share, self.score)),
            size=apart(abs(total.change), 0.0),
            signed=with_sign(total.change),
            evidence=limits_text(say, total.confidence_interval, level, null=0.0),
        )
        mix, rate = self.mix._within(say, level), self.rate._within(say, level)
        said = say("decomposition", total=whole, mix=mix, rate=rate)
        if self.interaction is not None:
            both = self.interaction._within(say, level)
            said = say("comma").join([said, say("decomposition.interaction", interaction=both)])
        return told_by_name(say, self.names, said)

    def _rest(self) -> list[str]:
        current, previous = shown_names(self.names, ("current wave", "previous wave"))
        waves = ((previous, self.reference), (current, self.sample))
        about = [f"{name}: {beside(wave)}" for name, wave in waves if wave is not None]
        return [*Table._rest(self), *about]

    def _methods(self) -> list[MethodKey]:
        design = [] if self.sample is None else [("survey", "wald-t")]
        return [("decomposition", self.method), *design]


def _overall(share: FloatArray, score: FloatArray) -> float:
    return float(np.nansum(share * score))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Decompositions(Columnar):
    """The changes of a series of waves, each split into mix and rate, in points.

    Attributes
    ----------
    labels : tuple
        Labels of the waves, from the second on.
    references : tuple
        Label of the wave that each is held against.
    steps : tuple of Decomposition
        Each change in full.
    total, mix, rate : ChangeParts
        Of each change. Where each wave is held against the previous one, totals, mixes and rates
        add up over the series.
    interaction : ChangeParts or None
        Where it is kept apart.
    confidence_level : float
        Of each interval on its own.
    method : str
        "two-way" or "three-way".
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> before = nps.Cohorts.from_counts(["new", "old"], [20, 60], [20, 20], [20, 10])
    >>> now = nps.Cohorts.from_counts(["new", "old"], [50, 35], [30, 10], [20, 5])
    >>> print(nps.decompose_series({2024: before, 2025: now}))
    1 change of NPS in parts (two-way), 95% CI
    2025: NPS +6.7 [-10.8, +24.2] = mix -11.4 [-18.0, -4.9], rate +18.1 [+0.5, +35.6]  95% CI
    """

    _picture: ClassVar[str] = "mix_and_rate"
    _labels: Labels
    references: tuple[object, ...]
    steps: tuple[Decomposition, ...]
    total: ChangeParts
    mix: ChangeParts
    rate: ChangeParts
    interaction: ChangeParts | None
    confidence_level: float
    method: str
    notes: tuple[str, ...] = ()

    def __getitem__(self, label: object) -> Decomposition:
        """Return the change of one wave in full."""
        return self.steps[self._labels.position(label)]

    def _columns(self) -> dict[str, Column]:
        columns: dict[str, Column] = {"reference": self.references}
        for name in ("total", "mix", "rate", "interaction"):
            parts = getattr(self, name)
            if parts is not None:
                low, high = parts.confidence_interval
                columns |= {name: parts.change, f"{name}_low": low, f"{name}_high": high}
        return columns | self._design()

    def _design(self) -> dict[str, Column]:
        """Return what stands beside weighted scores, if they are."""
        steps = [step for step in self.steps if step.sample is not None]
        if not steps:
            return {}
        columns: dict[str, Column] = {
            DIFFERENCE_FREEDOM: [step.degrees_of_freedom for step in steps]
        }
        for prefix, side in (("", "sample"), ("reference_", "reference")):
            waves = [getattr(step, side) for step in steps]
            columns |= {f"{prefix}{name}": [getattr(w, name) for w in waves] for name in BESIDE}
        return columns

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        return without_design(Columnar._html_columns(self, rows))

    def _headline(self) -> str:
        level = text.level(self.confidence_level)
        changes = text.noun(len(self), "change")
        return f"{changes} of NPS in parts ({self.method}), {level}"

    def __str__(self) -> str:
        rows = [
            f"{text.label_text(label)}: {step._headline()}"
            for label, step in zip(self.labels[:SHOWN_ROWS], self.steps, strict=False)
        ]
        return "\n".join([self._headline(), *rows, *self._rest(), *self.notes])

    def _sentence(self, say: Say) -> str:
        low, high = self.total.confidence_interval
        detected = np.flatnonzero((low > 0.0) | (high < 0.0))
        s = int(detected.size)
        said = say.some("decompositions", s, k=len(self))
        steps = [
            say(
                "decompositions.step",
                label=say.name(self.labels[i]),
                reference=say.name(self.references[i]),
                sentence=self.steps[i]._sentence(say),
            )
            for i in (detected.tolist() or [len(self) - 1])[:NAMED]
        ]
        return say.joined(said, *steps)

    def _methods(self) -> list[MethodKey]:
        return self.steps[0]._methods()
