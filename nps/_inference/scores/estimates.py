"""What `estimate` returns: one score with its interval, or many in columns."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from nps._base import text
from nps._base.checks import TINY
from nps._base.results import IF_ANY, ConfidenceInterval, Intervals, Result, Table
from nps._base.tables import html
from nps._base.tables.measures import Measure, Measures, Sortable
from nps._base.words.notes import Note
from nps._base.words.saying import TWO_SIDED, Method, are, limits_text, subject_of, uncapital
from nps._inference.evidence import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, ConfidenceInterval, Intervals, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray, IntArray
    from nps._samples.cohorts import Cohorts
    from nps._samples.counts import Counts
    from nps._surveys.summaries import SurveySummaries, SurveySummary


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Estimate(Result, Measure):
    """Score of one sample with its interval; everything in points, -100 to 100.

    Attributes
    ----------
    score : float
        Net Promoter Score.
    standard_error : float
        Of the score, by the chosen method (divisor n, but n - 1 for "t").
    confidence_interval : ConfidenceInterval
        ``low, high``; NaN where the method is undefined.
    confidence_level : float
        Probability with which such intervals contain the true score.
    margin_of_error : float
        Half the width of the interval; for a one-sided interval the distance to its bound.
    method, alternative : str
        As used.
    counts : Counts
        The sample.
    population : int or None
        Size of the finite population, if one was given.
    label : object
        Label of the cohort, in a row of `Estimates`.
    survey : SurveySummary or None
        For weighted answers: degrees of freedom, design effect, effective sample size, unweighted
        score; `counts` are then the answers without weights.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> found = nps.estimate(nps.Counts(50, 30, 20))
    >>> print(found)
    NPS 30.0  [14.0, 44.3]  95% CI, n = 100 (score method)
    >>> low, high = found.confidence_interval
    >>> found.counts.n
    100
    """

    _number: ClassVar[str] = "score"
    _picture: ClassVar[str] = "distribution"
    score: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    confidence_level: float
    margin_of_error: float
    method: str
    alternative: str
    counts: Counts
    population: int | None = None
    label: object = None
    survey: SurveySummary | None = field(default=None, metadata=IF_ANY)
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        n, survey = f"n = {self.counts.n:,}", self.survey
        if survey is not None:
            n += (
                f" (effective {text.points(survey.effective_n)}), unweighted"
                f" {text.points(survey.unweighted_score)}"
            )
        return (
            f"NPS {text.points(self.score)}  {text.interval(*self.confidence_interval)}"
            f"  {text.level(self.confidence_level, self.alternative)}, {n} ({self.method} method)"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        head, *known = self._answers() if self.survey is None else self.survey._rows()
        limits = self.confidence_interval
        level = text.level(self.confidence_level, self.alternative)
        bar = html.interval_bar(self.score, *limits, html.SCORES)
        shown = [(level, text.interval(*limits)), ("", bar)]
        return [head, *shown, *known, ("method", Method.of(self))]

    def _answers(self) -> list[tuple[object, ...]]:
        counts = self.counts
        shares = counts.shares if counts.n else (np.nan,) * 3
        return [
            ("NPS", text.points(self.score)),
            ("standard error", text.points(self.standard_error)),
            ("promoters", counts.promoters),
            ("passives", counts.passives),
            ("detractors", counts.detractors),
            ("", html.shares_bar(shares)),
            ("missing", counts.missing),
            ("invalid", counts.invalid),
        ]

    def _evidence(self, say: Say) -> str:
        bayes = self.method.startswith("bayes") and self.alternative == TWO_SIDED
        return limits_text(
            say,
            self.confidence_interval,
            self.confidence_level,
            self.alternative,
            kind="credible" if bayes else "",
        )

    def _sentence(self, say: Say) -> str:
        return self._told(say, subject_of(say, self.label, _what(self.survey)))

    def _told(self, say: Say, subject: str) -> str:
        """Return the sentence on a score; `subject` is what it is called."""
        n, survey = self.counts.n, self.survey
        if not n:
            return say("empty", subject=subject)
        score, evidence = text.points(self.score), self._evidence(say)
        if survey is None:
            key = "estimate.tiny" if n < TINY else "estimate"
            return say(key, subject=subject, score=score, evidence=evidence, n=n, are=are(n))
        return say(
            "survey estimate",
            subject=subject,
            score=score,
            evidence=evidence,
            n=n,
            effective=text.points(survey.effective_n),
            unweighted=text.points(survey.unweighted_score),
        )

    def _methods(self) -> list[MethodKey]:
        return [("interval" if self.survey is None else "survey", self.method)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Estimates(Table[Estimate], Measures, Sortable):
    """Scores of many cohorts with their intervals, one array for each quantity, in points.

    Iterates as rows of `Estimate`; ``estimates[label]`` is the row of one cohort.

    Attributes
    ----------
    labels : tuple
        Labels of the cohorts.
    score, standard_error, margin_of_error : ndarray of float64, shape (G,)
        As in `Estimate`; NaN for cohorts without a valid answer.
    confidence_interval : Intervals
        Arrays ``low`` and ``high``.
    confidence_level : float
        Probability with which such intervals contain the true score.
    method : str
        As used for all.
    alternative : str
        As used for all.
    counts : Cohorts
        The cohorts.
    population : ndarray of int64 or None
        Size of the finite population of each cohort.
    survey : SurveySummaries or None
        For weighted answers: degrees of freedom, design effects, effective sample sizes, unweighted
        scores.
    notes : tuple of str
        What holds for some of the cohorts.

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["A", "B"], [50, 40], [30, 30], [20, 30])
    >>> found = nps.estimate(shops)
    >>> print(found)
    NPS of 2 cohorts with 95% CI (score method)
    A: NPS 30.0  [14.0, 44.3]  95% CI, n = 100 (score method)
    B: NPS 10.0  [-6.4, 25.8]  95% CI, n = 100 (score method)
    >>> print(found["A"])
    NPS 30.0  [14.0, 44.3]  95% CI, n = 100 (score method)
    """

    _picture: ClassVar[str] = "forest"
    score: FloatArray
    standard_error: FloatArray
    confidence_interval: Intervals
    confidence_level: float
    margin_of_error: FloatArray
    method: str
    alternative: str
    counts: Cohorts
    population: IntArray | None = None
    survey: SurveySummaries | None = field(default=None, metadata=IF_ANY)
    notes: tuple[str, ...] = ()

    @property
    def _labels(self) -> Labels:
        return self.counts._labels

    def _finish(self, row: dict[str, Any]) -> None:
        survey, limits, method = row.get("survey"), row["confidence_interval"], row["method"]
        if survey is None:
            found = notes_on(row["counts"], limits, method, row["alternative"], row["population"])
        else:
            found = notes_on_survey(survey, limits, method)
        row["notes"] = tuple(found)

    def _columns(self) -> dict[str, Column]:
        cohorts, survey = self.counts, self.survey
        return {
            "n": cohorts.n,
            "promoters": cohorts.promoters,
            "passives": cohorts.passives,
            "detractors": cohorts.detractors,
            "missing": cohorts.missing,
            "invalid": cohorts.invalid,
            "score": self.score,
            "standard_error": self.standard_error,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
            **({} if survey is None else survey._numbers()),
        }

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        columns = {name: list(column[:rows]) for name, column in self._columns().items()}
        low, high = (list(end[:rows]) for end in self.confidence_interval)
        score, survey = columns["score"], self.survey
        level = text.level(self.confidence_level, self.alternative)
        return {
            "n": columns["n"],
            "NPS": score,
            level: [text.interval(*ends) for ends in zip(low, high, strict=True)],
            "-100 to 100": html.interval_bars(score, low, high, reach=html.SCORES),
            "shares": html.shares_bars(columns, rows) if survey is None else survey._bars(rows),
            **(html.shares_columns(columns, rows) if survey is None else survey._design(rows)),
            **html.left_out(self._columns(), rows),
        }

    def _headline(self) -> str:
        level = text.level(self.confidence_level, self.alternative)
        cohorts = text.noun(len(self), "cohort")
        return f"NPS of {cohorts} with {level} ({self.method} method)"

    def _sentence(self, say: Say) -> str:
        n, what = self.counts.n, _what(self.survey)
        answered = np.flatnonzero(n > 0)
        empty = int(n.size - answered.size)
        without = say("estimates.empty", k=empty) if empty else ""
        if not answered.size:
            return say("empty", subject=say(what))
        order = answered[np.argsort(self.score[answered], kind="stable")]
        bottom, top = self._row(int(order[0])), self._row(int(order[-1]))
        if answered.size == 1:
            subject = say(f"{what} of", label=say.name(top.label))
            return say.joined(top._told(say, subject), without)
        said = say(
            "estimates",
            k=int(answered.size),
            subject=uncapital(say(what)),
            lowest=text.points(bottom.score),
            bottom=say.name(bottom.label),
            bottom_evidence=bottom._evidence(say),
            highest=text.points(top.score),
            top=say.name(top.label),
            top_evidence=top._evidence(say),
        )
        return say.joined(said, without)

    def _methods(self) -> list[MethodKey]:
        return [("interval" if self.survey is None else "survey", self.method)]


def _what(survey: object) -> str:
    """Return the phrase for what is estimated."""
    return "score" if survey is None else "weighted score"


UNANIMOUS = Note("All answers are in one class: the standard error is no guide, the interval is.")
UNANIMOUS_BLIND = Note(
    'All answers are in one class, so this method sees no uncertainty at all; method="score" does.'
)


def notes_on(
    counts: Counts,
    limits: ConfidenceInterval,
    method: str,
    alternative: str,
    population: int | None,
) -> list[Note]:
    """Say what the numbers alone would hide."""
    notes: list[Note] = []
    n = counts.n
    if n == 0:
        return [Note("No valid answer: there is no score.")]
    if n < TINY:
        notes.append(Note("A tiny sample: only {n:valid answer}.", n=n))
    unanimous = n in (counts.promoters, counts.passives, counts.detractors)
    census = population == n
    if math.isnan(limits.low):
        notes.append(
            Note(
                'The interval by method="{method}" needs two answers; method="score" gives one.',
                method=method,
            )
            if n == 1
            else Note(
                'The interval by method="{method}" does not exist where all answers are in one'
                ' class; method="score" gives one.',
                method=method,
            )
        )
    elif unanimous and limits.low == limits.high and not census:
        notes.append(UNANIMOUS_BLIND)
    elif unanimous and not census:
        notes.append(UNANIMOUS)
    elif not census and _is_cut_off(limits, alternative):
        notes.append(Note("The interval was cut off at the end of the scale."))
    if not math.isnan(limits.low) and not limits.low <= counts.score <= limits.high:
        notes.append(Note("This method pulls towards 0: the interval leaves the score itself out."))
    if population is not None:
        notes.append(
            Note(
                "Everybody in the population of {population} answered: nothing is left to"
                " estimate.",
                population=population,
            )
            if census
            else Note(
                "Finite population of {population}: the sample is {share} of it.",
                population=population,
                share=text.percent(n / population),
            )
        )
    return notes


def notes_on_survey(survey: SurveySummary, limits: ConfidenceInterval, method: str) -> list[Note]:
    """Say what the numbers alone would hide."""
    n = survey.n
    if n == 0:
        return [Note("No valid answer: there is no score.")]
    notes: list[Note] = []
    if n < TINY:
        notes.append(Note("A tiny sample: only {n:valid answer}.", n=n))
    if survey.degrees_of_freedom < 1.0:
        notes.append(Note("No degrees of freedom: there are no more clusters than strata."))
    elif survey.degrees_of_freedom < TINY:
        notes.append(
            Note(
                "Few clusters: {freedom} degrees of freedom. The standard error is itself"
                " uncertain.",
                freedom=f"{survey.degrees_of_freedom:g}",
            )
        )
    if n in (survey.counts.promoters, survey.counts.passives, survey.counts.detractors):
        notes.append(UNANIMOUS if method == "score" else UNANIMOUS_BLIND)
    elif limits.high - limits.low < ROUNDING:
        notes.append(Note("The design leaves no uncertainty."))
    return notes


def _is_cut_off(limits: ConfidenceInterval, alternative: str) -> bool:
    """Tell whether a limit is an end of the scale, other than the open side of a bound."""
    low, high = limits
    return (low == -100.0 and alternative != "less") or (high == 100.0 and alternative != "greater")


def without_answer(empty: int, size: int) -> Note:
    """Say how many cohorts are empty."""
    return Note("Of {size:cohort}, {empty:has|have} no valid answer.", empty=empty, size=size)


def notes_on_all(cohorts: Cohorts) -> list[Note]:
    """Say how many cohorts are empty or tiny."""
    n = cohorts.n
    empty, tiny = int((n == 0).sum()), int(((n > 0) & (n < TINY)).sum())
    notes = []
    if empty:
        notes.append(without_answer(empty, n.size))
    if tiny:
        notes.append(
            Note(
                "Of {size:cohort}, {tiny:has|have} fewer than {few} valid answers.",
                tiny=tiny,
                size=n.size,
                few=TINY,
            )
        )
    return notes
