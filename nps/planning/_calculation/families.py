"""Several cohorts tested together: all differences at once, or a trend over waves."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.columns.frozen import frozen
from nps._base.errors import OptionError
from nps._kernels.numerics.moments import moments
from nps._kernels.topics.planning import claims, student
from nps._kernels.topics.planning.claims import Claim
from nps._kernels.topics.planning.uncertain import POINTS, shares_at, spread_points
from nps.planning._calculation import notes
from nps.planning._calculation.arguments import whole
from nps.planning._calculation.exact import ASYMPTOTIC
from nps.planning._calculation.figures import effective
from nps.planning._calculation.planned import margin_of
from nps.planning._results.curves import CurvePoint
from nps.planning._results.plans import Plan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._kernels import FloatArray
    from nps.planning._calculation.question import Question
    from nps.planning._guesses import Assumed

FEWEST_POINTS = 1 << 10
"""Shares that an average over many pilots is taken over at least."""


@dataclass(frozen=True, slots=True)
class Family:
    """Cohorts that are tested together; scores and variances of one answer on the -1..1 scale.

    `question` is that of the cohort whose answers vary most: level, side and design are its own.
    """

    wanted: ClassVar[float | None] = None
    same_people: ClassVar[bool] = False
    test: str
    question: Question
    scores: FloatArray
    variances: FloatArray
    calm: FloatArray
    times: FloatArray

    def at(self, n: int) -> CurvePoint:
        """Return what n answers in each cohort can show."""
        sizes = effective(self.question, n, None)
        wild, calm = self.power(sizes.n, self.variances), self.power(sizes.n, self.calm)
        margin = margin_of(self.question, sizes)
        least = margin_of(self.question.calm(), sizes)
        return CurvePoint(wild, min(wild, calm), max(wild, calm), margin, min(margin, least))

    @property
    def slope(self) -> float:
        """Change of the score for one unit of time, by least squares."""
        return float(self._errors(self.variances).gap)

    @property
    def spread(self) -> float:
        """Noncentrality of the omnibus test for one answer in each cohort, times the variance."""
        return float(((self.scores - self.scores.mean()) ** 2).sum())

    def refuse_wrong_way(self) -> None:
        """Refuse a one-sided trend that the assumed scores speak against."""
        side = self.question.side
        if self.test == "trend" and side * self.slope < 0.0:
            other, where = ("less", "above") if side > 0 else ("greater", "below")
            raise OptionError(
                f'alternative="{self.question.alternative}" asks whether the trend is {where} 0,'
                f" but the assumed one is {text.points(100.0 * self.slope, signed=True)} points per"
                f' unit of time. Did you mean "{other}"?'
            )

    def power(self, n: float, variances: FloatArray) -> float:
        """Return the power with n answers that count in each cohort."""
        k, alpha = self.scores.size, 1.0 - self.question.level
        if self.test == "trend":
            errors, claim = self._errors(variances), self.question.claim
            return float(claims.power(claim, errors, errors, n, self.question.critical))
        within = float(variances.mean())
        if not within:
            return 1.0 if self.spread else alpha
        if self.question.method == "t":
            return float(student.f_power(n, k, math.sqrt(self.spread / (k * within)), alpha))
        return float(student.chi_squared_power(n * self.spread / within, k - 1.0, alpha))

    def size(self, target: float, variances: FloatArray) -> float:
        """Return the answers that count in each cohort, not whole, with the power `target`."""
        k, alpha = self.scores.size, 1.0 - self.question.level
        if self.test == "trend":
            errors, claim = self._errors(variances), self.question.claim
            found = claims.sample_size(claim, errors, errors, target, self.question.critical)
            return float(found)
        within = float(variances.mean())
        if not self.spread:
            return math.inf
        if self.question.method == "t" and within:
            effect = math.sqrt(self.spread / (k * within))
            return float(student.f_sample_size(target, k, effect, alpha))
        needed = float(student.needed_noncentrality(target, k - 1.0, alpha))
        return needed * within / self.spread

    def assurance(self, n: float, sides: Sequence[Assumed]) -> float | None:
        """Return the power of a trend averaged over what pilots leave open; None without one.

        Only the claim in the direction of the assumed slope counts. An omnibus test has no such
        direction: its average would take the luck of small pilots for differences.
        """
        if self.test != "trend" or all(side.alpha is None for side in sides):
            return None
        points = spread_points(2 * len(sides), max(FEWEST_POINTS, POINTS // len(sides)))
        shares = [
            np.broadcast_arrays(*side.shares, points[0])[:3]
            if side.alpha is None
            else shares_at(side.alpha, points[2 * i : 2 * i + 2])
            for i, side in enumerate(sides)
        ]
        _, scores, variances = moments(*np.moveaxis(np.array(shares), 1, 0))
        claim, errors = self.question.claim, self._errors_of(scores, variances)
        if not self.question.side:
            up = self.slope >= 0.0
            claim = Claim(claim.above, None) if up else Claim(None, claim.below)
        return float(np.mean(claims.power(claim, errors, errors, n, self.question.critical)))

    def _errors(self, variances: FloatArray) -> claims.Errors:
        return self._errors_of(self.scores, variances)

    def _errors_of(self, scores: FloatArray, variances: FloatArray) -> claims.Errors:
        """Return the errors of the slope for one answer in each cohort, the cohorts in rows."""
        t = self.times - self.times.mean()
        squares = float((t * t).sum())
        gap = np.tensordot(t, scores, 1) / squares
        both = np.sqrt(np.tensordot(t * t, variances, 1)) / squares
        return claims.Errors(gap, both, both)


def plan_of_family(
    family: Family, assumed: Mapping[object, Assumed], n: int | None, target: float
) -> Plan:
    """Return the plan with n answers in each cohort, or with those that have the power `target`."""
    family.refuse_wrong_way()
    question, k = family.question, len(assumed)
    known = all(side.is_known for side in assumed.values())
    answers: float = n or 0
    ends = None
    if n is None:
        question.refuse_low_power(target)
        sizes = [family.size(target, v) for v in (family.calm, family.variances)]
        least, answers = (max(whole(question.design.answers(size)), 1) for size in sizes)
        ends = None if known else (least, answers)
    question.refuse_too_many(n)
    endless = math.isinf(answers)
    assurance = None
    about = [*notes.about_answers(*assumed.values())]
    if endless:
        point = CurvePoint(1.0 - question.level, math.nan, math.nan, 0.0, 0.0)
        about += notes.about_failure(question)
    else:
        point = family.at(int(answers))
        worth = effective(question, answers, None).n
        about += notes.about_design(question.design, worth, answers)
        assurance = family.assurance(worth, list(assumed.values()))
    trend = family.test == "trend"
    return Plan(
        goal=family.test,
        solved_for="n" if n is None else "power",
        n=answers,
        n_reference=None,
        n_total=k * answers,
        n_invited=answers if endless else question.design.invited(answers),
        n_range=ends,
        power=point.power,
        power_range=None if known or endless else (point.power_low, point.power_high),
        assurance=assurance,
        margin_of_error=point.margin_of_error,
        difference=100.0 * (family.slope if trend else float(np.ptp(family.scores))),
        null=0.0,
        margin=None,
        alternative=question.alternative,
        confidence_level=question.confidence_level,
        n_tests=1,
        method=question.method,
        calculation=ASYMPTOTIC,
        design_effect=question.design.effect,
        response_rate=question.design.response_rate,
        population=question.design.population,
        sample=frozen({label: side.given for label, side in assumed.items()}),
        reference=None,
        notes=tuple(about),
        _model=family,
    )
