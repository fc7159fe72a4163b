"""What `compare` returns: one difference of scores, or many in columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from nps._base import text
from nps._base.columns.later import computes_later
from nps._base.results import IF_ANY, ConfidenceInterval, Intervals, Result, Table, plain
from nps._base.tables import html
from nps._base.tables.measures import Measure, Measures, Sortable
from nps._base.words.notes import Note
from nps._base.words.saying import Method, are, subject_of
from nps._inference.differences.sides import (
    Side,
    between,
    during,
    headings_by_name,
    notes_by_name,
    notes_on,
    shown_names,
    told_by_name,
)
from nps._inference.differences.telling import adjust_methods, difference_method, nps_of, told
from nps._samples.published import PublishedScore
from nps._surveys.summaries import (
    BESIDE,
    DIFFERENCE_FREEDOM,
    SurveySummaries,
    SurveySummary,
    without_design,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, ConfidenceInterval, Intervals, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray
    from nps._samples.cohorts import Cohorts
    from nps._samples.people.transitions import Transitions

#: What a notebook shows of both sides of a comparison of weighted answers, and how.
DESIGN = (
    ("unweighted NPS", "unweighted_score", text.points),
    ("effective answers", "effective_n", text.points),
    ("effective by weights alone (Kish)", "kish_n", text.points),
    ("degrees of freedom", "degrees_of_freedom", text.general),
    ("design effect", "design_effect", lambda x: text.decimals(x, 2)),
)


@computes_later("confidence_interval")
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison(Result, Measure):
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
    sample : Counts, PublishedScore or SurveySummary
        What was compared; of weighted answers what they are worth: weighted and unweighted score,
        degrees of freedom, design effect.
    reference : Counts, PublishedScore, SurveySummary or float
        What it was compared with: a sample, or a fixed benchmark in points.
    label : object
        Label of the cohort, in a row of `Comparisons`.
    adjusted_p_value : float or None
        In a row of `ManyComparisons` the p-value, adjusted for the number of tests.
    adjust : str or None
        How: a method of `adjust_p_values`, "max-z" or "none".
    people : {"same", "some"} or None
        Whether the same people answered both times (`compare_paired`), or some of them
        (`compare_overlapping`); None where the samples are independent.
    transitions : Transitions or None
        From which class to which they moved.
    names : tuple of str or None
        What sample and reference are called, where they were given names.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> change = nps.compare(nps.Counts(60, 25, 15), nps.Counts(50, 30, 20))
    >>> print(change)
    difference +15.0  [-6.3, +36.0]  95% CI, p = 0.167  NPS 45.0 vs 30.0, n = 100 vs 100 (score
        method)
    >>> round(change.p_value, 3)
    0.167
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
    sample: Side
    reference: Side | float
    label: object = None
    adjusted_p_value: float | None = field(default=None, metadata=IF_ANY)
    adjust: str | None = field(default=None, metadata=IF_ANY)
    people: str | None = field(default=None, metadata=IF_ANY)
    transitions: Transitions | None = field(default=None, metadata=IF_ANY)
    names: tuple[str, str] | None = field(default=None, metadata=IF_ANY)
    notes: tuple[str, ...] = ()

    @property
    def matched(self) -> int | None:
        """People who answered both times; None where the samples are independent."""
        return None if self.transitions is None else self.transitions.n

    @property
    def new(self) -> int | None:
        """People who are in the sample only."""
        return None if self.transitions is None else self.transitions.sample_only.n

    @property
    def lost(self) -> int | None:
        """People who are in the reference only."""
        return None if self.transitions is None else self.transitions.reference_only.n

    @property
    def correlation(self) -> float | None:
        """Of the two answers of those in both, scored +1, 0, -1; NaN where undefined."""
        return None if self.transitions is None else self.transitions.correlation

    def to_dict(self) -> dict[str, object]:
        """Return the result as plain Python that `json.dumps` takes; undefined numbers are None."""
        names = () if self.transitions is None else ("matched", "new", "lost", "correlation")
        return Result.to_dict(self) | {name: plain(getattr(self, name)) for name in names}

    def __str__(self) -> str:
        level = text.level(self.confidence_level, self.alternative)
        difference = (
            f"difference {text.points(self.difference, signed=True)}"
            f"  {text.interval(*self.confidence_interval, signed=True)}"
        )
        if self.adjusted_p_value is not None and self.adjust != "none":
            adjusted = text.p_value(self.adjusted_p_value)
            return (
                f"{difference}  simultaneous {level}, adjusted {adjusted}"
                f" ({self.method} method, adjust = {self.adjust})"
            )
        against = f" against {text.points(self.null, signed=True)}" if self.null else ""
        p_value = text.p_value(self.p_value)
        return (
            f"{difference}  {level}, {p_value}{against}  {self._scores()}"
            f" ({self.method} method){self._who()}"
        )

    def _scores(self) -> str:
        """Return both scores and what they rest on."""
        sample, reference = self.sample, self.reference
        if isinstance(reference, float):
            other, n = f"benchmark {text.points(reference)}", f"n = {sample.n:,}"
        else:
            other, n = _score_text(reference), f"n = {sample.n:,} vs {reference.n:,}"
        mine = _score_text(sample)
        if self.names is not None:
            new, old = shown_names(self.names)
            mine, other = f"{mine} ({new})", f"{other} ({old})"
        without = [text.points(side.unweighted_score) for side in self._surveys()]
        unweighted = f", unweighted {' vs '.join(without)}" if without else ""
        return f"NPS {mine} vs {other}, {n}{unweighted}"

    def _who(self) -> str:
        if self.people == "some":
            return f", {self.matched:,} people in both, {self.new:,} new, {self.lost:,} lost"
        return "" if self.people is None else ", same people"

    def _surveys(self) -> list[SurveySummary]:
        """Return both sides if their answers are weighted, else nothing."""
        sides = (self.sample, self.reference)
        return [side for side in sides if isinstance(side, SurveySummary)]

    def _header(self) -> Sequence[str]:
        other = "benchmark" if isinstance(self.reference, float) else "reference"
        return ("", *shown_names(self.names, ("sample", other)))

    def _rows(self) -> Sequence[tuple[object, ...]]:
        limits, surveys = self.confidence_interval, self._surveys()
        size: int | str = "" if isinstance(self.reference, float) else self.reference.n
        bar = html.interval_bars([self.difference], [limits.low], [limits.high], null=self.null)
        level = text.level(self.confidence_level, self.alternative)
        rows: list[tuple[object, ...]] = [
            ("NPS", _score_text(self.sample), _score_text(self.reference)),
            ("n", self.sample.n, size),
        ]
        if surveys:
            rows += [
                (name, *(write(getattr(side, number)) for side in surveys))
                for name, number, write in DESIGN
            ]
        rows += [
            ("shares", _shares_bar(self.sample), _shares_bar(self.reference)),
            ("difference", text.points(self.difference, signed=True), bar[0]),
            (level, text.interval(*limits, signed=True), ""),
            ("p-value", text.p_number(self.p_value), ""),
        ]
        if self.adjusted_p_value is not None and self.adjust != "none":
            name = Note("adjusted p ({method})", method=Note(self.adjust or ""))
            rows.append((name, text.p_number(self.adjusted_p_value), ""))
        return [*rows, ("method", Method.of(self), "")]

    def _sentence(self, say: Say) -> str:
        if self.people is not None:
            who = say(f"{self.people} people", n=self.matched)
            return told(say, self, story="change", other=during(say, self.names, who))
        if self.adjusted_p_value is None:
            return told(say, self)
        cohort, reference = self.label if isinstance(self.label, tuple) else (self.label, None)
        single = self.adjust == "none"
        return told(
            say,
            self,
            subject=subject_of(say, cohort, nps_of(self.sample)),
            other=say("place", label=say.name(reference)),
            p_value=None if single else self.adjusted_p_value,
            simultaneous=not single,
        )

    def _methods(self) -> list[MethodKey]:
        if self.people is not None:
            return [("paired" if self.people == "same" else "overlap", self.method)]
        adjusted = [] if self.adjust is None else adjust_methods(self.adjust)
        return [_method(self), *adjusted]


@computes_later("confidence_interval")
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparisons(Table[Comparison], Measures, Sortable):
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
    sample : Cohorts or SurveySummaries
        What was compared, row by row.
    reference : Cohorts, SurveySummaries or float
        What it was compared with: cohorts row by row, or one fixed benchmark in points.
    names : tuple of str or None
        What sample and reference are called, where they were given names.
    notes : tuple of str
        What holds for some of the rows.

    Examples
    --------
    >>> import nps
    >>> now = nps.Cohorts.from_counts(["A", "B"], [60, 45], [25, 30], [15, 25])
    >>> changes = nps.compare(now, nps.Counts(50, 30, 20))
    >>> print(changes)
    2 differences of NPS with 95% CI (score method)
    A: difference +15.0  [-6.3, +36.0]  95% CI, p = 0.167  NPS 45.0 vs 30.0, n = 100 vs 100
        (score method)
    B: difference -10.0  [-32.0, +12.2]  95% CI, p = 0.377  NPS 20.0 vs 30.0, n = 100 vs 100
        (score method)
    >>> print(changes["A"])
    difference +15.0  [-6.3, +36.0]  95% CI, p = 0.167  NPS 45.0 vs 30.0, n = 100 vs 100 (score
        method)
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
    sample: Cohorts | SurveySummaries
    reference: Cohorts | SurveySummaries | float
    names: tuple[str, str] | None = field(default=None, metadata=IF_ANY)
    notes: tuple[str, ...] = ()

    @property
    def _labels(self) -> Labels:
        return self.sample._labels

    def _parts(self) -> dict[str, object]:
        return Table._parts(self) | {"names": None}  # of both sides, not one of each row

    def _finish(self, row: dict[str, Any]) -> None:
        row["names"] = self.names
        names = ("sample", "reference", "method", "p_value", "standard_error")
        row["notes"] = notes_by_name(notes_on(*(row[name] for name in names)), self.names)

    def _columns(self) -> dict[str, Column]:
        reference = self.reference
        against: dict[str, Column] = {}
        if isinstance(reference, float):
            against["benchmark"] = np.full(len(self), reference)
        else:
            against = {"reference_n": reference.n, "reference_score": reference.score}
        columns: dict[str, Column] = {
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
        if not isinstance(self.sample, SurveySummaries):
            return columns
        if self.degrees_of_freedom is not None:
            columns[DIFFERENCE_FREEDOM] = self.degrees_of_freedom
        for prefix, side in (("", self.sample), ("reference_", reference)):
            columns |= {f"{prefix}{name}": getattr(side, name) for name in BESIDE}
        return columns

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        columns = {name: list(column[:rows]) for name, column in self._columns().items()}
        low, high, difference = (columns.pop(name) for name in ("low", "high", "difference"))
        p_value = columns.pop("p_value")
        for name in ("standard_error", "statistic"):
            del columns[name]
        ends = zip(low, high, strict=True)
        shown: dict[str, Sequence[object]] = {
            "difference": [text.points(x, signed=True) for x in difference],
            text.level(self.confidence_level, self.alternative): [
                text.interval(*pair, signed=True) for pair in ends
            ],
            "bar": html.interval_bars(difference, low, high, null=self.null),
            "p": [text.p_number(p) for p in p_value],
        }
        headings = headings_by_name(self.names)
        more = {headings.get(name, name.replace("_", " ")): x for name, x in columns.items()}
        return without_design({**shown, **more})

    def _headline(self) -> str:
        level = text.level(self.confidence_level, self.alternative)
        differences = text.noun(len(self), "difference")
        return f"{differences} of NPS with {level} ({self.method} method){between(self.names)}"

    def _sentence(self, say: Say) -> str:
        significant = self.p_value < 1.0 - self.confidence_level
        up = int((significant & (self.difference > self.null)).sum())
        down = int((significant & (self.difference < self.null)).sum())
        said = say(
            "comparisons" if up or down else "comparisons.none",
            k=len(self),
            up=say("items", n=up) if up else say("zero"),
            are=are(up),
            down=say("items", n=down) if down else say("zero"),
            null=text.points(self.null),
            level=text.level_percent(self.confidence_level),
        )
        return told_by_name(say, self.names, said)

    def _methods(self) -> list[MethodKey]:
        return [_method(self)]


def _method(found: Comparison | Comparisons) -> MethodKey:
    fixed = isinstance(found.reference, float)
    return ("benchmark", found.method) if fixed else difference_method(found.method, found.sample)


def _score_text(known: Side | float) -> str:
    if isinstance(known, float):
        return text.points(known)
    return text.points(known.score) if known.n else "n/a"


def _shares_bar(known: Side | float) -> str:
    if isinstance(known, (float, PublishedScore)) or not known.n:
        return ""
    return html.shares_bar(known.shares)
