"""What `changes` returns: the scores of a series of waves and how they changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, overload

import numpy as np

from nps._base import text as display
from nps._base.errors import OptionError
from nps._base.results import ConfidenceInterval, Intervals, Result, Table
from nps._base.tables import html
from nps._base.tables.measures import Measure, Measures
from nps._base.words.saying import NAMED, TWO_SIDED, USUAL_ALPHA, Name, interval_text, limits_text
from nps._inference.differences.telling import (
    Difference,
    adjust_methods,
    adjustment,
    difference_method,
)
from nps._inference.waves.series import apart
from nps._surveys.summaries import BESIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._inference.waves.series import Series
    from nps._kernels import FloatArray
    from nps._samples.counts import Counts
    from nps._surveys.kinds import AnyCohorts
    from nps._surveys.summaries import SurveySummaries, SurveySummary


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WaveChange(Measure, Result):
    """One wave, and its change from the wave it is held against; in points.

    Attributes
    ----------
    label : object
        Label of the wave.
    counts : Counts
        Its answers, each counted once.
    score : float
        Weighted if the answers are; NaN without a valid answer.
    score_interval : ConfidenceInterval
        Of the score, by the score method.
    reference : object
        Label of the wave that it is held against; None if there is none.
    change, standard_error : float
        Wave minus reference; NaN if there is none.
    confidence_interval : ConfidenceInterval
        Of the change.
    statistic, p_value : float
        Of the single test that nothing changed.
    adjusted_p_value : float
        For the number of changes in the series.
    matched : int or None
        People who answered in both waves; None if ids were not given.
    survey : SurveySummary or None
        Of a weighted wave its unweighted score, degrees of freedom, design effect and effective
        size.

    Examples
    --------
    >>> import nps
    >>> waves = nps.Cohorts.from_counts(
    ...     [2023, 2024, 2025], [50, 52, 70], [30, 29, 20], [20, 19, 10]
    ... )
    >>> print(nps.changes(waves)[2025])
    NPS 60.0, change +27.0 [+3.7, +49.7] from 2024, p = 0.010, adjusted 0.020
    """

    _number: ClassVar[str] = "change"
    label: object
    counts: Counts
    score: float
    score_interval: ConfidenceInterval
    reference: object
    change: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    statistic: float
    p_value: float
    adjusted_p_value: float
    matched: int | None
    survey: SurveySummary | None = None

    def __str__(self) -> str:
        text = f"NPS {display.points(self.score)}"
        if self.survey is not None:
            text += f" (unweighted {display.points(self.survey.unweighted_score)})"
        if np.isnan(self.change):
            return text
        matched = "" if self.matched is None else f", {self.matched:,} people in both"
        before = display.label_text(apart(self.label, self.reference)[2])
        return (
            f"{text}, change {display.points(self.change, signed=True)}"
            f" {display.interval(*self.confidence_interval, signed=True)}"
            f" from {before}, {display.p_value(self.p_value)},"
            f" adjusted {display.p_number(self.adjusted_p_value)}{matched}"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        wave, reference = (Name(display.label_text(x)) for x in (self.label, self.reference))
        rows = {"wave": wave, "n": self.counts.n, "NPS": display.points(self.score)}
        if self.survey is not None:
            rows["unweighted"] = display.points(self.survey.unweighted_score)
        if not np.isnan(self.change):
            rows |= {"reference": reference, "change": display.points(self.change, signed=True)}
            rows["CI of the change"] = display.interval(*self.confidence_interval, signed=True)
            rows["p"] = display.p_number(self.p_value)
            rows["adjusted p"] = display.p_number(self.adjusted_p_value)
        return [*rows.items(), *([] if self.matched is None else [("matched", self.matched)])]

    def _sentence(self, say: Say) -> str:
        if not np.isnan(self.change):
            return self._told(say, None, TWO_SIDED, "series")
        subject, n = say("score of", label=say.name(self.label)), self.counts.n
        if not n:
            return say("empty", subject=subject)
        evidence = interval_text(say, self.score_interval, null=None)
        score = display.points(self.score)
        return say("estimate", subject=subject, score=score, evidence=evidence, n=n)

    def _told(self, say: Say, level: float | None, alternative: str, adjust: str) -> str:
        """Return the sentence on the change, whose level a wave alone does not know."""
        ends = self.confidence_interval
        if level is None:
            limits, alpha = interval_text(say, ends), USUAL_ALPHA
        else:
            limits, alpha = limits_text(say, ends, level, alternative, null=0.0), 1.0 - level
        p = display.p_value(self.adjusted_p_value, alpha)
        segment, wave, reference = apart(self.label, self.reference)
        subject = say("nps" if self.survey is None else "weighted nps")
        if segment is not None:
            of = "nps of" if self.survey is None else "weighted nps of"
            subject = say(of, label=say.name(segment))
        return Difference(
            story="change",
            subject=subject,
            other=say("between", before=say.name(reference), after=say.name(wave)),
            new=self.score,
            old=self.score - self.change,
            difference=self.change,
            null=0.0,
            p_value=self.adjusted_p_value,
            alpha=alpha,
            alternative=alternative,
            limits=limits,
            ends=ends,
            p=p if adjust == "none" else say("adjusted p", p=p),
        ).sentence(say)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Changes(Table[WaveChange], Measures):
    """The scores of a series of waves and their changes, one array for each quantity, in points.

    Iterates as rows of `WaveChange`; ``changes[label]`` is one wave, and where cohorts have several
    keys ``changes[segment]`` what is found for that segment alone: its adjusted p-values and
    intervals know no other segment.

    Attributes
    ----------
    labels : tuple
        Labels of the waves.
    waves : Cohorts or SurveyCohorts
        The waves.
    score_interval : Intervals
        Of each score, by the score method.
    references : tuple
        Label of the wave that each is held against; None if there is none.
    change, standard_error, statistic, p_value, adjusted_p_value : ndarray of float64
        As in `WaveChange`.
    confidence_interval : Intervals
        Of each change, on its own.
    matched : tuple of (int or None), or None
        People who answered in both waves; None if ids were not given.
    confidence_level, alternative, method, adjust : float or str
        As used for all.
    notes : tuple of str
        What holds for some of the waves.

    Examples
    --------
    >>> import nps
    >>> waves = nps.Cohorts.from_counts(
    ...     [2023, 2024, 2025], [50, 52, 70], [30, 29, 20], [20, 19, 10]
    ... )
    >>> print(nps.changes(waves))
    Changes of NPS over 3 waves with 95% CI, p adjusted by holm (score method)
    2023: NPS 30.0
    2024: NPS 33.0, change +3.0 [-21.7, +27.6] from 2023, p = 0.786, adjusted 0.786
    2025: NPS 60.0, change +27.0 [+3.7, +49.7] from 2024, p = 0.010, adjusted 0.020
    """

    _picture: ClassVar[str] = "waves"
    waves: AnyCohorts
    score_interval: Intervals
    references: tuple[object, ...]
    change: FloatArray
    standard_error: FloatArray
    confidence_interval: Intervals
    statistic: FloatArray
    p_value: FloatArray
    adjusted_p_value: FloatArray
    matched: tuple[int | None, ...] | None
    confidence_level: float
    alternative: str
    method: str
    adjust: str
    notes: tuple[str, ...] = ()
    _series: Series[Any] | None = field(default=None, repr=False, compare=False)
    _again: Callable[[Series[Any], int], Changes] | None = field(
        default=None, repr=False, compare=False
    )

    @overload
    def __getitem__(self, label: tuple[object, ...] | int | float) -> WaveChange: ...
    @overload
    def __getitem__(self, label: object) -> Any: ...
    def __getitem__(self, label: object) -> Any:
        """Return one wave, or the changes of one segment."""
        if self._series is None or label in self._labels or label not in self._series:
            return self._row(self._labels.position(label))
        if self._again is None:
            raise OptionError(
                "with ids, ask for a segment by itself: nps.changes(waves, ids=ids) with its waves."
            )
        return self._again(self._series, self._series.position(label))

    @property
    def _labels(self) -> Labels:
        return self.waves._labels

    @property
    def score(self) -> FloatArray:
        """Score of each wave; NaN without a valid answer."""
        return self.waves.score

    def _parts(self) -> dict[str, object]:
        about = self._about()
        return Table._parts(self) | {
            "counts": self.waves if about is None else about.counts,
            "reference": self.references,
            "survey": about,
        }

    def _finish(self, row: dict[str, Any]) -> None:
        if not row["counts"].n:
            row["survey"] = None

    def _about(self) -> SurveySummaries | None:
        survey = self.waves._survey
        return None if survey is None else survey.describe()

    def _columns(self) -> dict[str, Column]:
        columns: dict[str, Column] = {
            "n": self.waves.n,
            "score": self.score,
            "score_low": self.score_interval.low,
            "score_high": self.score_interval.high,
            "reference": self.references,
            "change": self.change,
            "standard_error": self.standard_error,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
            "statistic": self.statistic,
            "p_value": self.p_value,
            "adjusted_p_value": self.adjusted_p_value,
        }
        about = self._about()
        if about is not None:
            columns |= {name: getattr(about, name) for name in BESIDE}
        return columns if self.matched is None else {**columns, "matched": self.matched}

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        row = self._first(rows)
        change, low, high = (
            [*map(float, x[:rows])] for x in (self.change, *self.confidence_interval)
        )
        level = display.level(self.confidence_level)
        columns: dict[str, Sequence[object]] = {
            "n": [one.counts.n for one in row],
            "NPS": [one.score for one in row],
            level: [display.interval(*one.score_interval) for one in row],
            "reference": [
                "" if x is None else Name(display.label_text(x)) for x in self.references[:rows]
            ],
            "change": [display.points(x, signed=True) for x in change],
            "CI of the change": [
                display.interval(*ends, signed=True) for ends in zip(low, high, strict=True)
            ],
            "bar": html.interval_bars(change, low, high),
            "p": [display.p_number(one.p_value) for one in row],
            "adjusted p": [display.p_number(one.adjusted_p_value) for one in row],
            **self._unweighted(row),
        }
        return columns if self.matched is None else {**columns, "matched": self.matched[:rows]}

    def _unweighted(self, row: Sequence[WaveChange]) -> dict[str, Sequence[object]]:
        if self.waves._survey is None:
            return {}
        return {"unweighted": [one.counts.score if one.counts.n else np.nan for one in row]}

    def _waves(self) -> int:
        """Return how many waves there are, of whatever segments."""
        return len(self) if self._series is None else len(self._series.waves)

    def _headline(self) -> str:
        level = display.level(self.confidence_level, self.alternative)
        adjusted = "not adjusted" if self.adjust == "none" else f"adjusted by {self.adjust}"
        what = "NPS" if self.waves._survey is None else "weighted NPS"
        waves = display.noun(self._waves(), "wave")
        if self._series is not None:
            waves += f" of {display.noun(len(self._series), 'segment')}"
        return f"Changes of {what} over {waves} with {level}, p {adjusted} ({self.method} method)"

    def __str__(self) -> str:
        return "\n".join([Table.__str__(self), *self.notes])

    def _sentence(self, say: Say) -> str:
        tested = np.flatnonzero(~np.isnan(self.adjusted_p_value))
        k = int(tested.size)
        if not k:
            return say("changes.one", c=self._waves())
        significant = tested[self.adjusted_p_value[tested] < 1.0 - self.confidence_level]
        s = int(significant.size)
        adjust = adjustment(say, self.adjust, k)
        said = say.some("changes", s, k=k, c=self._waves(), adjust=adjust)
        shown = significant if s or self._series is not None else tested[-1:]
        named = [
            self._row(int(i))._told(say, self.confidence_level, self.alternative, self.adjust)
            for i in shown[:NAMED]
        ]
        rest = [say("more", k=s - NAMED)] if s > NAMED else []
        return say.joined(said, *named, *rest)

    def _methods(self) -> list[MethodKey]:
        own = (
            difference_method(self.method, self.waves)
            if self.matched is None
            else ("overlap", self.method)
        )
        return [own, *adjust_methods(self.adjust)]
