"""What is asked of a plan: the claim, its level and test, and how answers are gathered."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from nps._base import text
from nps._base.checks import check_alternative, check_option, check_points
from nps._base.errors import OptionError
from nps._base.words.notes import Note
from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.topics.planning.claims import Claim
from nps.planning._calculation.arguments import (
    Design,
    check_at_least_one,
    check_level,
    check_margin,
    check_share,
    design_of,
    ratio_of,
    sides_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.typing import Alternative
    from nps._samples.people.transitions import Transitions
    from nps.planning._guesses import Assumed

MethodName: TypeAlias = Literal["score", "wald", "t", "adjusted-wald"]
CalculationName: TypeAlias = Literal["auto", "exact", "asymptotic"]
ShiftName: TypeAlias = Literal["both", "detractors-to-passives", "passives-to-promoters"]

METHODS = ("score", "wald", "t", "adjusted-wald")
CALCULATIONS = ("auto", "exact", "asymptotic")
#: What `power` can do, too.
SIMULATION = "simulation"
SHIFTS: tuple[ShiftName, ...] = ("both", "detractors-to-passives", "passives-to-promoters")
TWO_SIDED = "two-sided"
#: Rounding of differences that were meant to be equal, on the scale of -2 to 2.
TINY_GAP = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that every verb of this room asks; scores and differences from -2 to 2.

    `level` is that of one test. `fixed` says that the difference was given and is not uncertain.
    """

    sample: Assumed
    reference: Assumed | None
    null: float
    margin: float | None
    alternative: Alternative
    confidence_level: float
    n_tests: int
    method: str
    calculation: str
    ratio: float
    overlap: float
    correlation: float
    table: Transitions | None
    design: Design
    shift: ShiftName
    fixed: bool = False

    @classmethod
    def read(
        cls,
        sample: object,
        reference: object,
        *,
        null: object,
        margin: object,
        difference: object,
        shift: object,
        alternative: object,
        confidence_level: object,
        method: object,
        calculation: object,
        ratio: object = 1.0,
        cost_ratio: object = 1.0,
        correlation: object = 0.0,
        overlap: object = 0.0,
        design_effect: object = 1.0,
        response_rate: object = 1.0,
        population: object = None,
        n_tests: object = 1,
        calculations: Sequence[str] = CALCULATIONS,
    ) -> Question:
        """Check the arguments that the verbs share, and move the sample to the difference."""
        mine, theirs, table = sides_of(sample, reference)
        side = check_alternative(alternative)
        shared = check_share(overlap, "overlap", 0.0), check_share(correlation, "correlation", -1.0)
        if table is not None:
            if shared != (0.0, 0.0):
                raise OptionError(
                    "Transitions say themselves how many people were asked twice and how their"
                    " answers go together: leave out overlap and correlation."
                )
            shared = 1.0, 0.0 if math.isnan(table.correlation) else table.correlation
        question = cls(
            sample=mine,
            reference=theirs,
            null=check_points("null", null, 100.0 if theirs is None else 200.0) / 100.0,
            margin=check_margin(margin),
            alternative=side,
            confidence_level=check_level(confidence_level, one_sided=side != TWO_SIDED),
            n_tests=check_at_least_one("n_tests", n_tests),
            method=check_option("method", method, METHODS),
            calculation=check_option("calculation", calculation, calculations),
            ratio=ratio_of(ratio, cost_ratio, mine, theirs),
            overlap=shared[0],
            correlation=shared[1],
            table=table,
            design=design_of(design_effect, response_rate, population),
            shift=check_option("shift", shift, SHIFTS),
        )
        question._refuse_contradictions()
        return question if difference is None else question._moved(difference)

    # ------------------------------------------------------------------ what is claimed

    @property
    def level(self) -> float:
        """Confidence level of one test of several (Bonferroni)."""
        return 1.0 - (1.0 - self.confidence_level) / self.n_tests

    @property
    def tail(self) -> float:
        """Level of one side of the test."""
        sides = 2.0 if self.alternative == TWO_SIDED and self.margin is None else 1.0
        return (1.0 - self.level) / sides

    @property
    def interval_tail(self) -> float:
        """Probability left out at each end of the interval."""
        return (1.0 - self.level) / (2.0 if self.alternative == TWO_SIDED else 1.0)

    @property
    def side(self) -> int:
        """1 for a lower bound, -1 for an upper bound, 0 for an interval with both."""
        return {"two-sided": 0, "greater": 1, "less": -1}[self.alternative]

    @property
    def critical(self) -> float:
        """The z that the test takes."""
        return normal_quantile(self.tail)

    @property
    def claim(self) -> Claim:
        """What the test is to conclude."""
        margin = self.margin or 0.0
        above = None if self.alternative == "less" else self.null - margin
        below = None if self.alternative == "greater" else self.null + margin
        return Claim(above, below, both=self.margin is not None and self.side == 0)

    @property
    def hoped(self) -> Claim:
        """The claim in the direction of the assumed difference alone."""
        claim = self.claim
        if self.margin is not None or self.side or not self.gap:
            return claim
        return Claim(claim.above, None) if self.gap > 0.0 else Claim(None, claim.below)

    @property
    def difference(self) -> float:
        """The assumed difference: from the reference, or from the null of one score."""
        base = self.null if self.reference is None else self.reference.score
        return self.sample.score - base

    @property
    def gap(self) -> float:
        """How far the truth is from the null; 0 up to rounding is 0."""
        gap = self.difference - (0.0 if self.reference is None else self.null)
        return 0.0 if abs(gap) < TINY_GAP else gap

    @property
    def is_hopeless(self) -> bool:
        """Whether the truth is at the edge of what the test rejects, so that no n is enough."""
        distance = abs(self.gap) if self.margin is None else self.margin - abs(self.gap)
        if self.margin is not None and self.side:
            distance = self.margin + self.side * self.gap
        return abs(distance) < TINY_GAP

    @property
    def has_pilot(self) -> bool:
        """Whether a pilot says how sure its own shares are."""
        sides = (self.sample, self.reference)
        return any(side is not None and side.alpha is not None for side in sides)

    @property
    def is_panel(self) -> bool:
        """Whether some people are in both samples."""
        return self.overlap > 0.0

    def refuse_wrong_way(self) -> None:
        """Refuse a claim that the assumed difference speaks against."""
        points = 100.0 * self.gap
        if self.margin is None:
            if self.side * self.gap < 0.0:
                other = "less" if self.side > 0 else "greater"
                where = "above" if self.side > 0 else "below"
                raise OptionError(
                    f'alternative="{self.alternative}" asks whether the truth is {where} the null,'
                    f" but the assumed one is {text.points(points, signed=True)} points from it."
                    f' Did you mean "{other}"?'
                )
            return
        margin = 100.0 * self.margin
        beyond = abs(points) > margin if not self.side else -self.side * points > margin
        if beyond and not self.is_hopeless:
            raise OptionError(
                Note(
                    "a margin of {margin} cannot be shown to hold, since the assumed difference is"
                    " {difference} points already.",
                    margin=f"{margin:g}",
                    difference=text.points(points, signed=True),
                )
            )

    def refuse_too_many(self, *answers: float | None) -> None:
        """Refuse more answers than there are people."""
        population = self.design.population
        for n in answers:
            if n is not None and population is not None and n > population:
                raise OptionError(f"n must be at most the population of {population:,}, got {n:,}.")

    def refuse_low_power(self, power: float, name: str = "power") -> None:
        """Refuse a power, or an assurance, that guessing has."""
        alpha = 1.0 - self.level
        if power <= alpha:
            raise OptionError(
                f"{name} must be above 1 - confidence_level = {alpha:.3g}, which a test has where"
                f" there is nothing to find, got {power:g}."
            )

    # ------------------------------------------------------------------ its variants

    def with_method(self, method: str) -> Question:
        """Return the question for another test, calculated as suits it."""
        return replace(self, method=method, calculation="auto")

    def calm(self) -> Question:
        """Return the question for the smallest variance that the guesses allow."""
        theirs = (
            None if self.reference is None else replace(self.reference, shares=self.reference.calm)
        )
        return replace(self, sample=replace(self.sample, shares=self.sample.calm), reference=theirs)

    @property
    def is_known(self) -> bool:
        """Whether there is only one set of shares to plan with."""
        return self.sample.is_known and (self.reference is None or self.reference.is_known)

    def at(self, difference: float) -> Question:
        """Return the question for another true difference."""
        base = self.null if self.reference is None else self.reference.score
        return replace(self, sample=self.sample.moved(base + difference, self.shift), fixed=True)

    def at_ratio(self, ratio: float) -> Question:
        """Return the question for other relative sizes."""
        return replace(self, ratio=ratio)

    def _moved(self, given: object) -> Question:
        points = check_points("difference", given, 200.0)
        low, high = self.differences()
        if low - TINY_GAP <= points / 100.0 <= high + TINY_GAP:
            return self.at(min(max(points / 100.0, low), high))
        largest = text.points(100.0 * (low if points < 0.0 else high), signed=True)
        raise OptionError(
            f"difference={points:g} is not reachable with these answers: the largest in that"
            f' direction is {largest} points (shift="{self.shift}").'
        )

    def differences(self) -> tuple[float, float]:
        """Return the smallest and the largest difference that the sample can be moved to."""
        base = self.null if self.reference is None else self.reference.score
        low, high = self.sample.reach(self.shift)
        return low - base, high - base

    def _refuse_contradictions(self) -> None:
        if self.level == 1.0:
            raise OptionError(
                f"n_tests must be small enough to leave each test a level below 1, got"
                f" {text.shown(self.n_tests)} with confidence_level={self.confidence_level:g}."
            )
        if self.reference is None:
            for name, value, usual in (
                ("ratio", self.ratio, 1.0), ("overlap", self.overlap, 0.0),
                ("correlation", self.correlation, 0.0),
            ):  # fmt: skip
                if value != usual:
                    raise OptionError(f"{name} is about two samples: give a reference, too.")
        elif self.is_panel:
            if self.ratio != 1.0:
                raise OptionError(
                    "overlap is the share of each of two waves of one size: leave out ratio."
                )
            if self.method == "adjusted-wald" or (self.method == "t" and self.overlap < 1.0):
                raise OptionError(
                    f'method="{self.method}" is not for samples that share people; use "score".'
                )
            if self.calculation == "exact":
                raise OptionError(
                    'calculation="exact" is not for samples that share people: there are too many'
                    ' tables. Use "asymptotic", or in nps.planning.power "simulation".'
                )
        elif self.correlation:
            raise OptionError(
                Note(
                    "{name} is between two answers of one person: say with {other} which share of"
                    " each wave is in both (1 for the same people).",
                    name="correlation",
                    other="overlap",
                )
            )
        if self.method == "adjusted-wald" and self.calculation == "exact":
            raise OptionError('method="adjusted-wald" is a rule of thumb without an exact power.')
