"""What a plan is: numbers of answers, what they can show, and what is assumed for it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, ClassVar, Protocol

import numpy as np

from nps._base import text
from nps._base.checks import check_whole
from nps._base.columns.containers import can_iterate
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.labels import Labels
from nps._base.results import Result
from nps._base.words.saying import Method
from nps.planning._results.curves import (
    CurvePoint,
    PlanCurve,
    count_text,
    percent_text,
    probability_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from nps._base.results import MethodKey
    from nps._base.words.saying import Say

#: Points of a curve that is not asked for at particular numbers.
POINTS = 40
#: Longest curve.
LONGEST = 1_000


class Model(Protocol):
    """What a plan was made with: it tells of other numbers of answers, too."""

    @property
    def wanted(self) -> float | None:
        """Margin of error to keep, in points; None where a test is planned."""

    @property
    def same_people(self) -> bool:
        """Whether everybody is in both samples."""

    def at(self, n: int) -> CurvePoint:
        """Return what n answers in the sample, or in each cohort, can show."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan(Result):
    """Numbers of answers and what they can show; scores, differences and margins in points.

    Attributes
    ----------
    goal : str
        What is planned for: "benchmark" (one score), "difference" (two samples), "panel" (people
        asked twice), "non-inferiority", "equivalence", "margin" (precision), or the test of
        several cohorts: "omnibus", "pairs", "reference", "rest", "trend".
    solved_for : str
        What was looked for: "n", "power" or "difference"; the rest was given.
    n, n_reference, n_total : int
        Answers in the sample, in its reference, and together. `n_reference` is None for one
        sample; of several cohorts `n` is that of each. Infinite where no number is enough.
    n_invited : int
        People to invite for `n` answers at the response rate.
    n_range : tuple of int or None
        The least and the greatest `n` that a guess leaves open; None where nothing is.
    power : float or None
        Probability that the test finds what is assumed. None where a margin is planned.
    power_range : tuple of float or None
        The least and the greatest power that a guess leaves open; None where nothing is.
    assurance : float or None
        Power averaged over what a pilot leaves open, in the direction of the assumed difference;
        for a margin the chance of keeping it. None without a pilot.
    margin_of_error : float
        Half the width of the interval to expect, or the distance to its bound if it is one-sided.
    difference : float or None
        Assumed difference from the reference, or from the null of one score.
    null, margin : float
        Difference (of one sample: score) under the null; largest difference that does not matter,
        None if the plan is not about one.
    alternative, method, calculation : str
        As used; `calculation` is "exact", "asymptotic" or "simulation".
    confidence_level : float
        Of all tests together.
    n_tests : int
        Tests that share the level.
    design_effect, response_rate : float
        As given.
    population : int or None
        As given.
    sample, reference : Counts, Shares, ScoreGuess, Transitions, or a mapping of them
        What was assumed.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> plan = nps.planning.sample_size(nps.Shares(0.5, 0.3, 0.2), null=10)
    >>> plan.n, plan.calculation
    (129, 'exact')
    """

    _picture: ClassVar[str] = "plan"
    goal: str
    solved_for: str
    n: int | float
    n_reference: int | float | None
    n_total: int | float
    n_invited: int | float
    n_range: tuple[int | float, int | float] | None
    power: float | None
    power_range: tuple[float, float] | None
    assurance: float | None
    margin_of_error: float
    difference: float | None
    null: float
    margin: float | None
    alternative: str
    confidence_level: float
    n_tests: int
    method: str
    calculation: str
    design_effect: float
    response_rate: float
    population: int | None
    sample: object
    reference: object
    notes: tuple[str, ...] = ()
    _model: Model = field(repr=False, compare=False)

    def curve(self, n: Iterable[int] | None = None) -> PlanCurve:
        """Return power and margin against the number of answers.

        Parameters
        ----------
        n : iterable of int, optional
            Numbers of answers in the sample, at most 1,000 of them; a reference keeps its ratio.
            By default forty numbers from a fifth of the plan's to twice as many.

        Returns
        -------
        PlanCurve
            A row for each number: power, the least and the greatest that a guess leaves open, and
            the margin of error to expect.

        Examples
        --------
        >>> import nps
        >>> plan = nps.planning.sample_size(nps.Shares(0.5, 0.3, 0.2), null=10)
        >>> plan.curve([100, 200]).power.round(3).tolist()
        [0.694, 0.939]
        """
        sizes = _usual_sizes(self.n) if n is None else _given_sizes(n)
        if not 0 < len(sizes) <= LONGEST or not sizes[0]:
            raise OptionError(
                f"n must be 1 to {LONGEST:,} numbers of answers, each at least 1, got"
                f" {text.shown(sizes)}."
            )
        table = np.array([self._model.at(size) for size in sizes], dtype=np.float64)
        table.setflags(write=False)
        return PlanCurve(Labels(sizes, ["n"]), *table.T)

    # ------------------------------------------------------------------ how it looks

    def __str__(self) -> str:
        if self.power is None:
            return f"{self._sizes()}: margin of error {text.points(self.margin_of_error)} points"
        power = probability_text(self.power)
        level = f"{text.level_percent(self.confidence_level)}% {self.alternative}"
        return (
            f"{self._sizes()}: power {power} for {self._aim()} ({level}, {self.method} method,"
            f" {self.calculation})"
        )

    def _sizes(self) -> str:
        n, other = count_text(self.n), self.n_reference
        if other is not None and other != self.n:
            return f"n = {n} and {count_text(other)}"
        return f"n = {n}" if self.n_total == self.n else f"n = {n} each"

    def _aim(self) -> str:
        signed = text.points(self.difference or 0.0, signed=True)
        if self.margin is not None:
            return f"{self.goal} within {text.points(self.margin)} at a difference of {signed}"
        null = "" if not self.null else f" against {text.points(self.null, signed=True)}"
        return {
            "benchmark": f"{signed} points from {text.points(self.null)}",
            "omnibus": f"cohorts {text.points(self.difference or 0.0)} points apart",
            "trend": f"a trend of {signed} points",
        }.get(self.goal, f"a difference of {signed} points{null}")

    def _caption(self) -> str:
        return f"plan: {self.goal}"

    def _rows(self) -> Sequence[tuple[object, ...]]:
        rows = {
            "answers": count_text(self.n),
            "of the reference": _if_any(count_text, self.n_reference),
            "together": count_text(self.n_total),
            "invitations": count_text(self.n_invited) if self.response_rate < 1.0 else None,
            "answers, least to greatest": _range(count_text, self.n_range),
            "power": _if_any(probability_text, self.power),
            "power, least to greatest": _range(probability_text, self.power_range),
            "assurance": _if_any(probability_text, self.assurance),
            "margin of error": text.points(self.margin_of_error),
            "difference": _if_any(_signed, self.difference),
            "null": text.points(self.null),
            "margin": _if_any(text.points, self.margin),
            "confidence level": text.general(self.confidence_level),
            "alternative": self.alternative,
            "method": Method.of(self),
            "calculation": self.calculation,
        }
        return [(name, value) for name, value in rows.items() if value is not None]

    def _methods(self) -> list[MethodKey]:
        how = ("calculation", self.calculation)
        if self.goal in ("omnibus", "trend"):
            return [("family", self.goal), how]
        return [("margin" if self.power is None else "plan", self.method), how]

    # ------------------------------------------------------------------ what it says

    def _sentence(self, say: Say) -> str:
        sizes = self._sizes_said(say)
        if self.power is None:
            told = say(
                "plan.margin",
                sizes=sizes,
                margin=plain_points(self._model.wanted or self.margin_of_error),
                level=text.level_percent(self.confidence_level),
            )
        else:
            key = "plan.never" if math.isinf(self.n) else f"plan.{self.solved_for}"
            if math.isinf(self.n) and self.assurance is not None:
                key = "plan.never.assured"
            if self.difference is not None and math.isnan(self.difference):
                key = "plan.difference.never"
            told = say(key, sizes=sizes, aim=self._aim_said(say), power=percent_text(self.power))
        return say.joined(told, *self._beside(say))

    def _sizes_said(self, say: Say) -> str:
        if math.isinf(self.n):
            return ""
        if self.n_reference is not None and self.n_reference != self.n:
            sizes = say("plan.two sizes", n=int(self.n), m=int(self.n_reference))
        elif self._model.same_people:
            sizes = say("plan.people", n=int(self.n))
        elif self.n_total != self.n:
            key = "plan.each" if self.n_reference is not None else "plan.each cohort"
            sizes = say(key, n=int(self.n))
        else:
            sizes = say("plan.size", n=int(self.n))
        if self.response_rate == 1.0 or math.isinf(self.n_invited):
            return sizes
        rate = f"{round(100.0 * self.response_rate, 1):g}"
        return say("plan.invite", sizes=sizes, rate=rate, n=int(self.n_invited))

    def _aim_said(self, say: Say) -> str:
        difference = self.difference or 0.0
        if self.margin is not None:
            at = say("plan.at", signed=_signed(difference)) if difference else ""
            return say(f"plan.{self.goal}", margin=plain_points(self.margin), at=at)
        if self.goal in ("omnibus", "trend"):
            return say(f"plan.{self.goal}", size=plain_points(abs(difference)))
        if self.goal in ("pairs", "reference", "rest"):
            return say("plan.apart", size=plain_points(abs(difference)))
        if math.isnan(difference) or not difference:
            return say("plan.any")
        moved = say(
            "plan.rise" if difference > 0.0 else "plan.fall", size=plain_points(abs(difference))
        )
        if self.goal == "benchmark":
            side = "plan.above" if difference > 0.0 else "plan.below"
            return say(side, size=plain_points(abs(difference)), null=plain_points(self.null))
        if self.null:
            return say("plan.against", moved=moved, null=_signed(self.null))
        return moved

    def _beside(self, say: Say) -> list[str]:
        """Return what a guess or a pilot leaves open."""
        found = []
        if self.power_range is not None and self.solved_for != "n":
            low, high = map(percent_text, self.power_range)
            found.append(say("plan.range", low=low, high=high))
        if self.n_range is not None and not math.isinf(self.n_range[1]):
            found.append(say("plan.n range", n=int(self.n_range[0])))
        if self.assurance is not None and not math.isnan(self.assurance):
            key = "plan.assurance" if self.power is not None else "plan.chance"
            found.append(say(key, assurance=percent_text(self.assurance)))
        return found


def _usual_sizes(n: float) -> list[int]:
    """Return numbers of answers around that of a plan."""
    centre = 1000.0 if math.isinf(n) else float(n)
    return sorted({max(1, round(centre * part)) for part in np.linspace(0.2, 2.0, POINTS)})


def plain_points(x: float) -> str:
    """Return points as they were given: 5 rather than 5.0."""
    return f"{round(x, 1) + 0.0:g}"


def _signed(x: float) -> str:
    return text.points(x, signed=True)


def _if_any(shown: Callable[[float], str], value: float | None) -> str | None:
    return None if value is None else shown(value)


def _range(shown: Callable[[float], str], ends: tuple[float, float] | None) -> str | None:
    return None if ends is None else " to ".join(shown(end) for end in ends)


def _given_sizes(n: object) -> list[int]:
    if not can_iterate(n):
        raise InputTypeError(f"n must be a list of numbers of answers, got {text.shown(n)}.")
    return sorted({check_whole("n", one) for one in islice(n, LONGEST + 1)})
