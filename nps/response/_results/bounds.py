"""What those who did not answer leave open of the score of one sample."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from nps._base import text
from nps._base.checks import TINY, check_points
from nps._base.results import IF_ANY, Result
from nps._base.tables import html
from nps._base.words.notes import Note
from nps._base.words.saying import limits_text, subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.results import ConfidenceInterval, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray
    from nps._samples.counts import Counts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ResponseBounds(Result):
    """What the score of all who were asked may be, whatever those think who did not answer.

    Attributes
    ----------
    score : float
        Of those who answered, in points.
    invited : int
        People who were asked.
    response_rate : float
        Share of them who answered, 0 to 1.
    response_rate_interval : ConfidenceInterval
        Wilson's interval for that share, ``low, high``.
    bounds : ConfidenceInterval
        The least and the greatest score of all who were asked, ``low, high`` in points: all of the
        silent are detractors, or promoters.
    confidence_interval : ConfidenceInterval
        ``low, high`` in points: holds the score of the population from which the invited were
        drawn, whatever the silent think.
    confidence_level : float
        Probability with which such intervals hold the true value.
    bias_per_10_points : float
        By how many points the score of all is lower for each 10 points that the silent are below
        those who answered.
    plausible : ConfidenceInterval or None
        The score of the silent that was thought possible, ``low, high`` in points.
    plausible_bounds, plausible_interval : ConfidenceInterval or None
        As `bounds` and `confidence_interval` if the silent score within `plausible`.
    population : int or None
        Size of the finite population, if one was given.
    counts : Counts
        Those who answered.
    label : object
        Label of the cohort, in a row of `ManyResponseBounds`.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> found = nps.response.bounds(nps.Counts(110, 60, 30), invited=1000)
    >>> print(found)
    NPS 40.0 of the 20.0% who answered; of all 1,000: -72.0 to 88.0  [-75.2, 89.9]  95% CI
    >>> found.tipping_point(0)
    -10.0
    """

    _picture: ClassVar[str] = "response"
    score: float
    invited: int
    response_rate: float
    response_rate_interval: ConfidenceInterval
    bounds: ConfidenceInterval
    confidence_interval: ConfidenceInterval
    confidence_level: float
    bias_per_10_points: float
    plausible: ConfidenceInterval | None = field(default=None, metadata=IF_ANY)
    plausible_bounds: ConfidenceInterval | None = field(default=None, metadata=IF_ANY)
    plausible_interval: ConfidenceInterval | None = field(default=None, metadata=IF_ANY)
    population: int | None = None
    counts: Counts
    label: object = None
    notes: tuple[str, ...] = ()

    def score_if(self, silent: float) -> float:
        """Return the score of all who were asked, if the silent had this one.

        Parameters
        ----------
        silent : float
            Score of those who did not answer, in points.

        Returns
        -------
        float
            ``rate * score + (1 - rate) * silent``, in points.

        Examples
        --------
        >>> import nps
        >>> nps.response.bounds(nps.Counts(110, 60, 30), invited=1000).score_if(20)
        24.0
        """
        points = check_points("silent", silent, 100.0)
        return float(mixed(self.counts, self.invited, points))

    def tipping_point(self, target: float = 0.0) -> float:
        """Return the score of the silent at which the score of all is the target.

        Parameters
        ----------
        target : float, default 0.0
            A score in points, such as last year's.

        Returns
        -------
        float
            In points. Below -100 or above 100 it takes more than the silent can do, and the score
            of all is on one side of the target for certain. NaN if everybody answered.

        Examples
        --------
        >>> import nps
        >>> nps.response.bounds(nps.Counts(110, 60, 30), invited=1000).tipping_point(30)
        27.5
        """
        points = check_points("target", target, 100.0)
        return float(tipping(self.counts, self.invited, points))

    # ------------------------------------------------------------------ how it looks

    def __str__(self) -> str:
        said = (
            f"NPS {text.points(self.score)} of the {text.percent(self.response_rate)} who answered;"
            f" of all {self.invited:,}: {span(self.bounds)}"
            f"  {text.interval(*self.confidence_interval)}  {text.level(self.confidence_level)}"
        )
        if self.plausible is None or self.plausible_bounds is None:
            return said
        return (
            f"{said}; {if_silent(self.plausible)}: {span(self.plausible_bounds)}"
            f"  {text.interval(*(self.plausible_interval or ()))}"
        )

    def _caption(self) -> str:
        return f"of {self.invited:,} asked"

    def _rows(self) -> Sequence[tuple[object, ...]]:
        level = text.level(self.confidence_level)
        bar = html.interval_bar(self.score, *self.bounds, html.SCORES)
        rows: list[tuple[object, ...]] = [
            ("answered", f"{self.counts.n:,} ({text.percent(self.response_rate)})"),
            ("NPS of them", text.points(self.score)),
            ("NPS of all who were asked", span(self.bounds)),
            ("", bar),
            (level, text.interval(*self.confidence_interval)),
            ("lower for each 10 points", text.points(self.bias_per_10_points)),
            ("0 if the silent score", text.points(self.tipping_point())),
        ]
        if self.plausible is not None and self.plausible_bounds is not None:
            rows.append((if_silent(self.plausible), span(self.plausible_bounds)))
            rows.append((level, text.interval(*(self.plausible_interval or ()))))
        return rows

    def _sentence(self, say: Say) -> str:
        subject, invited = subject_of(say, self.label), self.invited
        low, high = map(text.points, self.bounds)
        evidence = limits_text(say, self.confidence_interval, self.confidence_level)
        values = {"invited": invited, "rate": f"{100.0 * self.response_rate:.1f}", "low": low,
                  "high": high, "evidence": evidence, "subject": subject}  # fmt: skip
        if not self.counts.n:
            return say("response.nobody", **values)
        score = text.points(self.score)
        if self.counts.n == invited:
            return say("response.everybody", score=score, **values)
        said = [say("response", score=score, **values)]
        if self.plausible is not None and self.plausible_bounds is not None:
            guess, (low, high) = self.plausible, map(text.points, self.plausible_bounds)
            evidence = limits_text(say, self.plausible_interval or guess, self.confidence_level)
            said.append(say("response.plausible", least=text.points(guess.low),
                            most=text.points(guess.high), low=low, high=high,
                            evidence=evidence))  # fmt: skip
        said.append(say("response.bias", bias=text.points(self.bias_per_10_points)))
        turn = self.tipping_point()
        if abs(turn) <= 100.0:
            key = "response.below" if self.score > 0.0 else "response.above"
            said.append(say(key, tipping=text.points(turn)))
        else:
            said.append(say("response.sure above" if turn < 0.0 else "response.sure below"))
        return say.joined(*said)

    def _methods(self) -> list[MethodKey]:
        return [("response", "bounds")]


def if_silent(plausible: Sequence[float]) -> Note:
    """Return the head of what follows from a range for the silent."""
    low, high = map(text.points, plausible)
    return Note("if the silent score {low} to {high}", low=low, high=high)


def span(ends: Sequence[float]) -> str:
    """Return "-72.0 to 88.0"."""
    low, high = map(text.points, ends)
    return f"{low} to {high}"


def mixed(counts: Any, invited: Any, silent: float) -> FloatArray:
    """Return the score of all, in points."""
    with np.errstate(invalid="ignore"):
        total = 100.0 * (counts.promoters - counts.detractors) + (invited - counts.n) * silent
        return np.asarray(np.divide(total, invited))


def tipping(counts: Any, invited: Any, target: float) -> FloatArray:
    """Return the score of the silent at which that of all is the target; NaN without silent."""
    with np.errstate(invalid="ignore", divide="ignore"):
        lacking = target * invited - 100.0 * (counts.promoters - counts.detractors)
        silent = np.asarray(invited - counts.n, dtype=np.float64)
        return np.where(silent > 0.0, np.divide(lacking, silent), np.nan)


def notes_on(
    counts: Counts, invited: int, plausible: ConfidenceInterval | None, population: int | None
) -> list[Note]:
    """Say what the numbers alone would hide."""
    if not counts.n:
        return [Note("No valid answer: there is no score.")]
    notes = []
    if counts.n < TINY:
        notes.append(Note("A tiny sample: only {n:valid answer}.", n=counts.n))
    if counts.n == invited:
        notes.append(Note("Everybody who was asked answered: the bounds are the score itself."))
    if counts.invalid:
        notes.append(Note("Answers off the scale count as not given: {k}.", k=counts.invalid))
    if population is not None:
        notes.append(
            Note(
                "Everybody in the population of {population} was asked: what is open is what the"
                " silent think, and nothing is left to chance.",
                population=population,
            )
            if population == invited
            else Note(
                "Finite population of {population}: {share} of it were asked.",
                population=population,
                share=text.percent(invited / population),
            )
        )
    if plausible is not None and not plausible.low <= counts.score <= plausible.high:
        notes.append(
            Note(
                "The range that is thought possible for the silent leaves out {score}, the score of"
                " those who answered.",
                score=text.points(counts.score),
            )
        )
    return notes
