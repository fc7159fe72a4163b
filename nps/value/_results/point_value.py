"""What `per_point` returns: what a point of the score is worth, by three routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from nps._base import text
from nps._base.results import ConfidenceInterval, Result
from nps._base.words.saying import capital
from nps.value._results.amounts import amount, between, limits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.results import MethodKey
    from nps._base.words.saying import Say

#: The ways to a point more, in the order in which they are told.
ROUTES = ("detractor_to_passive", "passive_to_promoter", "detractor_to_promoter")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PointValue(Result):
    """What goes with one point more of the score, by the way in which it comes about.

    In the unit of the values, times customers. A point is 1 in 100 customers who move up by one
    class, or 1 in 200 who move up by two.

    Attributes
    ----------
    detractor_to_passive : float
        Detractors become passives.
    passive_to_promoter : float
        Passives become promoters.
    detractor_to_promoter : float
        Detractors become promoters: the mean of the other two.
    detractor_to_passive_standard_error, passive_to_promoter_standard_error, \
detractor_to_promoter_standard_error : float
        Of these; NaN where the values came without.
    detractor_to_passive_interval, passive_to_promoter_interval, \
detractor_to_promoter_interval : ConfidenceInterval
        Of these; NaN where the values came without.
    customers : int
        Customers that a point is worth so much for.
    statistic : {"mean", "median", "lifetime", "given"}
        What the values of the classes are.
    confidence_level : float
        Of the intervals.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> point = nps.value.per_point({"promoter": 120, "passive": 80, "detractor": 60})
    >>> point.detractor_to_passive, point.passive_to_promoter, point.detractor_to_promoter
    (0.2, 0.4, 0.3)
    """

    _picture: ClassVar[str] = "value"

    detractor_to_passive: float
    detractor_to_passive_standard_error: float
    detractor_to_passive_interval: ConfidenceInterval
    passive_to_promoter: float
    passive_to_promoter_standard_error: float
    passive_to_promoter_interval: ConfidenceInterval
    detractor_to_promoter: float
    detractor_to_promoter_standard_error: float
    detractor_to_promoter_interval: ConfidenceInterval
    customers: int
    statistic: str
    confidence_level: float
    notes: tuple[str, ...] = ()

    def _routes(self) -> list[tuple[str, float, ConfidenceInterval]]:
        return [
            (name.replace("_", " "), getattr(self, name), getattr(self, f"{name}_interval"))
            for name in ROUTES
        ]

    def __str__(self) -> str:
        head = f"A point more goes with, for {text.noun(self.customers, 'customer')}"
        lines = [
            f"{name}: {amount(value, signed=True)} {between(ends, signed=True)}"
            for name, value, ends in self._routes()
        ]
        return "\n".join([head, *lines, *self.notes])

    def _header(self) -> Sequence[str]:
        return ("route", "a point more goes with", text.level(self.confidence_level))

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            (name, amount(value, signed=True), between(ends, signed=True))
            for name, value, ends in self._routes()
        ]

    def _sentence(self, say: Say) -> str:
        parts = [
            say(
                f"point value.{name}",
                value=amount(value, signed=True),
                limits=limits_of(say, ends, self.confidence_level),
            )
            for (_, value, ends), name in zip(self._routes(), ROUTES, strict=True)
        ]
        return capital(say("point value", parts=say.joined(*parts), customers=self.customers))

    def _methods(self) -> list[MethodKey]:
        return [("point value", "routes")]
