"""What `compare` returns: one difference of scores, or many in columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import html, text
from nps._base.checks import TINY
from nps._base.results import ConfidenceInterval, Intervals, Result, Table
from nps._base.words.saying import are
from nps._inference.differences.telling import told
from nps._samples.counts import Counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray
    from nps._samples.cohorts import Cohorts
    from nps._samples.published import PublishedScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Result):
    """Difference of two scores with its interval and test, ``sample - reference``, in points.

    Attributes
    ----------
    difference : float
        Score of the sample minus score of the reference, -200 to 200.
    standard_error : float
        Of the difference, by the chosen method. The score methods and "mover" give that of the
        observed shares and do not use it: they rest on the variance under each null difference.
    confidence_interval : ConfidenceInterval
        ``low, high``; NaN where the method is undefined.
    confidence_level : float
        Probability with which such intervals contain the true difference.
    statistic : float
        Test statistic, without unit, positive where the difference is above `null`.
    p_value : float
        Probability, if the true difference were `null`, of a statistic at least as extreme in the
        direction of `alternative`. Below ``1 - confidence_level`` exactly when the interval leaves
        `null` out. NaN where the method is undefined.
    null : float
        Difference under the null hypothesis, in points.
    alternative, method : str
        As used.
    degrees_of_freedom : float or None
        Of Student's t, for the methods that use it.
    sample : Counts or PublishedScore
        What was compared.
    reference : Counts, PublishedScore or float
        What it was compared with: a sample, or a fixed benchmark in points.
    label : object
        Label of the cohort, in a row of `Comparisons`.
    notes : tuple of str
        What the numbers alone would hide.
    """

    _picture: ClassVar[str] = "difference"
    difference: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    confidence_level: float
    statistic: float
    p_value: float
    null: float
    alternative: str
    method: str
    degrees_of_freedom: float | None
    sample: Counts | PublishedScore
    reference: Counts | PublishedScore | float
    label: object = None
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        against = f" against {text.points(self.null, signed=True)}" if self.null else ""
        reference = self.reference
        if isinstance(reference, float):
            scores = f"benchmark {text.points(reference)}, n = {self.sample.n:,}"
        else:
            scores = f"{_score_text(reference)}, n = {self.sample.n:,} vs {reference.n:,}"
        return (
            f"difference {text.points(self.difference, signed=True)}"
            f"  {text.interval(*self.confidence_interval, signed=True)}"
            f"  {text.level(self.confidence_level, self.alternative)},"
            f" {text.p_value(self.p_value)}{against}"
            f"  NPS {_score_text(self.sample)} vs {scores} ({self.method} method)"
        )

    def _header(self) -> Sequence[str]:
        return ("", "sample", "benchmark" if isinstance(self.reference, float) else "reference")

    def _rows(self) -> Sequence[tuple[object, ...]]:
        limits = self.confidence_interval
        size = "" if isinstance(self.reference, float) else f"{self.reference.n:,}"
        bar = html.interval_bars([self.difference], [limits.low], [limits.high], null=self.null)
        return [
            ("NPS", _score_text(self.sample), _score_text(self.reference)),
            ("n", f"{self.sample.n:,}", size),
            ("shares", _shares_bar(self.sample), _shares_bar(self.reference)),
            ("difference", text.points(self.difference, signed=True), bar[0]),
            (
                text.level(self.confidence_level, self.alternative),
                text.interval(*limits, signed=True),
                "",
            ),
            ("p-value", text.p_number(self.p_value), ""),
            ("method", self.method, ""),
        ]

    def _sentence(self, say: Say) -> str:
        return told(say, self)

    def _methods(self) -> list[MethodKey]:
        fixed = isinstance(self.reference, float)
        return [("benchmark" if fixed else "difference", self.method)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparisons(Table[Comparison]):
    """Differences of many scores with intervals and tests, one array for each quantity, in points.

    Iterates as rows of `Comparison`; ``comparisons[label]`` is one row.

    Attributes
    ----------
    labels : tuple
        Labels of the compared cohorts.
    difference, standard_error, statistic, p_value : ndarray of float64, shape (G,)
        As in `Comparison`; NaN where either side has no valid answer. The p-values are those of
        single tests: nothing is adjusted for their number.
    degrees_of_freedom : ndarray of float64 or None
        Of Student's t, for the methods that use it.
    confidence_interval : Intervals
        Arrays ``low`` and ``high``.
    confidence_level, null : float
        As used for all.
    alternative, method : str
        As used for all.
    sample : Cohorts
        What was compared, row by row.
    reference : Cohorts or float
        What it was compared with: cohorts row by row, or one fixed benchmark in points.
    notes : tuple of str
        What holds for some of the rows.
    """

    _picture: ClassVar[str] = "forest"
    difference: FloatArray
    standard_error: FloatArray
    confidence_interval: Intervals
    confidence_level: float
    statistic: FloatArray
    p_value: FloatArray
    null: float
    alternative: str
    method: str
    degrees_of_freedom: FloatArray | None
    sample: Cohorts
    reference: Cohorts | float
    notes: tuple[str, ...] = ()

    @property
    def _labels(self) -> Labels:  # type: ignore[override]  # the cohorts hold them
        return self.sample._labels

    def _row(self, position: int) -> Comparison:
        low, high = self.confidence_interval
        freedom = self.degrees_of_freedom
        sample, reference = self.sample._at(position), self.reference
        against = reference if isinstance(reference, float) else reference._at(position)
        p_value, error = float(self.p_value[position]), float(self.standard_error[position])
        return Comparison(
            difference=float(self.difference[position]),
            standard_error=error,
            confidence_interval=ConfidenceInterval(float(low[position]), float(high[position])),
            confidence_level=self.confidence_level,
            statistic=float(self.statistic[position]),
            p_value=p_value,
            null=self.null,
            alternative=self.alternative,
            method=self.method,
            degrees_of_freedom=None if freedom is None else float(freedom[position]),
            sample=sample,
            reference=against,
            label=self.labels[position],
            notes=tuple(notes_on(sample, against, self.method, p_value, error)),
        )

    def _columns(self) -> dict[str, Column]:
        reference = self.reference
        against: dict[str, Column] = {}
        if isinstance(reference, float):
            against["benchmark"] = np.full(len(self), reference)
        else:
            against = {"reference_n": reference.n, "reference_score": reference.score}
        return {
            "n": self.sample.n,
            "score": self.sample.score,
            **against,
            "difference": self.difference,
            "standard_error": self.standard_error,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
            "statistic": self.statistic,
            "p_value": self.p_value,
        }

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        columns = {name: list(column[:rows]) for name, column in self._columns().items()}
        low, high = columns.pop("low"), columns.pop("high")
        difference = columns["difference"]
        columns["difference"] = [text.points(x, signed=True) for x in difference]
        columns["interval"] = [
            text.interval(*ends, signed=True) for ends in zip(low, high, strict=True)
        ]
        columns["bar"] = html.interval_bars(difference, low, high, null=self.null)
        columns["p_value"] = [text.p_number(p) for p in columns["p_value"]]
        return {name.replace("_", " "): column for name, column in columns.items()}

    def _headline(self) -> str:
        level = text.level(self.confidence_level, self.alternative)
        differences = text.noun(len(self), "difference")
        return f"{differences} of NPS with {level} ({self.method} method)"

    def _sentence(self, say: Say) -> str:
        significant = self.p_value < 1.0 - self.confidence_level
        up = int((significant & (self.difference > self.null)).sum())
        down = int((significant & (self.difference < self.null)).sum())
        return say(
            "comparisons",
            k=len(self),
            up=up or say("zero"),
            are=are(up),
            down=down or say("zero"),
            null=text.points(self.null),
            level=text.level_percent(self.confidence_level),
        )

    def _methods(self) -> list[MethodKey]:
        fixed = isinstance(self.reference, float)
        return [("benchmark" if fixed else "difference", self.method)]


#: Methods that see no uncertainty where the answers do not vary.
BLIND = ("wald", "wald-pooled", "permutation", "permutation-studentized", "bootstrap")

#: What a reader of any result by this method must know.
CAVEATS = {
    "lewis-sauro": "This recipe adds the pseudo-answers of one sample to both: where the true"
    " difference is large, its interval misses on one side far too often (up to 19.5 % instead of"
    ' 2.5 % at 10 v 10 answers). method="adjusted-wald" adds half as many.',
    "mid-p": 'The mid-p test has no interval of its own; method="score" gives one.',
    "bayes": "The p-value is a posterior probability (twice the smaller one if two-sided).",
}


def _score_text(known: Counts | PublishedScore | float) -> str:
    if isinstance(known, float):
        return text.points(known)
    return text.points(known.score) if known.n else "n/a"


def _shares_bar(known: Counts | PublishedScore | float) -> str:
    if not isinstance(known, Counts) or not known.n:
        return ""
    return html.shares_bar(known.shares)


def notes_on(
    sample: Counts | PublishedScore,
    reference: Counts | PublishedScore | float,
    method: str,
    p_value: float,
    error: float,
) -> list[str]:
    """Say what the numbers alone would hide."""
    notes: list[str] = []
    sides = {"sample": sample, "reference": reference}
    known = {name: side for name, side in sides.items() if not isinstance(side, float)}
    for name, side in known.items():
        if not side.n:
            notes.append(f"The {name} has no valid answer.")
        elif side.n < TINY:
            notes.append(f"The {name} is tiny: n = {side.n}.")
        if not isinstance(side, Counts):
            notes.append(
                f"Of the {name} only the score is known: the interval is as wide and the p-value as"
                " large as any composition of its answers allows."
            )
    if not all(side.n for side in known.values()):
        return notes
    if np.isnan(p_value):
        notes.append(f'method="{method}" is undefined here; method="score" is not.')
    elif method in BLIND and error == 0.0:
        who = "Both samples are" if len(known) > 1 else "The sample is"
        notes.append(
            f'{who} unanimous, so this method sees no uncertainty at all; method="score" does.'
        )
    if method in CAVEATS:
        notes.append(CAVEATS[method])
    return notes
