"""What goes with one driver: a row of what `effects` returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import ConfidenceInterval, Result
from nps._base.tables.measures import Measure
from nps._base.words.notes import Note
from nps._base.words.saying import Name, with_sign
from nps.drivers._fitting.coding import NOT_ASKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.words.saying import Say


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DriverEffect(Measure, Result):
    """What goes with one driver; in points of the score unless told otherwise.

    Attributes
    ----------
    label : str
        The driver, with the level of a category ("region: North") or "asked".
    driver : str
        The driver alone; the members of a group with commas.
    kind : {"rating", "yes-no", "category", "asked", "group"}
        What a point better means: a point of a rating; yes instead of no; this level instead of
        `base`; having been asked and giving the average answer, instead of not being asked; all
        ratings of a group a point better at once.
    base : str
        The level that a level is held against, else empty.
    effect : float
        Average difference of the score that goes with a point better of this driver, the others
        held as they are. NaN where the data cannot tell.
    standard_error, statistic, degrees_of_freedom : float
        Of the effect; infinite degrees of freedom for a normal law.
    confidence_interval : ConfidenceInterval
        Of the effect.
    p_value, adjusted_p_value : float
        Of "no effect", for itself and for the family of all rows.
    promoter_effect, detractor_effect : float
        What goes with it in the shares of promoters and of detractors, in percentage points. Their
        difference is the effect.
    promoter_effect_interval, detractor_effect_interval : ConfidenceInterval
        Of these.
    effect_per_range : float
        From the bottom of its scale to the top.
    level : float
        Where the average answer stands on its scale, 0 (bottom) to 100 (top); the share of yes, of
        a level or of those asked, in percent.
    level_interval : ConfidenceInterval
        Of the level.
    level_range : ConfidenceInterval
        Ends of the scale, declared or seen.
    potential : float
        Points more if everybody (who was asked) rated it at the top; NaN for levels and "asked".
    potential_interval : ConfidenceInterval
        Of the potential.
    contribution : float
        Mean answer times effect: with the intercept they add up to the score. NaN but for the
        linear method.
    correlation : float
        With the score, the others not held; for comparison. NaN for groups.
    vif : float
        Variance inflation: how many times as large as without the others the variance is.
    n_asked : int
        Respondents with an answer.

    Examples
    --------
    >>> import nps
    >>> found = nps.drivers.effects([10, 9, 3, 7, 8, 6, 9, 10], {"price": [5, 4, 2, 4, 3, 2, 4, 5]})
    >>> print(found["price"])
    +68.4  [+47.2, +89.5]  p < 0.001 (promoters +35.4, detractors -32.9)
    """

    _number: ClassVar[str] = "effect"
    label: str
    driver: str
    kind: str
    base: str
    effect: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    statistic: float
    degrees_of_freedom: float
    p_value: float
    adjusted_p_value: float
    promoter_effect: float
    promoter_effect_interval: ConfidenceInterval
    detractor_effect: float
    detractor_effect_interval: ConfidenceInterval
    effect_per_range: float
    level: float
    level_interval: ConfidenceInterval
    level_range: ConfidenceInterval
    potential: float
    potential_interval: ConfidenceInterval
    contribution: float
    correlation: float
    vif: float
    n_asked: int

    def __str__(self) -> str:
        if np.isnan(self.effect):
            return "effect n/a"
        points = text.points(self.effect, signed=True)
        between = text.interval(*self.confidence_interval, signed=True)
        parts = (
            f"promoters {text.points(self.promoter_effect, signed=True)},"
            f" detractors {text.points(self.detractor_effect, signed=True)}"
        )
        return f"{points}  {between}  {text.p_value(self.adjusted_p_value)} ({parts})"

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("driver", cell(self.label, self.driver, self.kind)),
            ("effect", text.points(self.effect, signed=True)),
            ("interval", text.interval(*self.confidence_interval, signed=True)),
            ("adjusted p", text.p_number(self.adjusted_p_value)),
            ("promoters", text.points(self.promoter_effect, signed=True)),
            ("detractors", text.points(self.detractor_effect, signed=True)),
            ("level, 0 to 100", text.points(self.level)),
            ("potential", text.points(self.potential, signed=True)),
            ("asked", self.n_asked),
        ]

    def _sentence(self, say: Say) -> str:
        if np.isnan(self.effect):
            return say("driver.unknown", label=say.name(self.label))
        return say(
            f"driver.{self.kind}",
            label=called(say, self.label, self.driver, self.kind),
            base=say.name(self.base),
            effect=with_sign(self.effect),
            shares=say(
                "driver.shares",
                promoters=with_sign(self.promoter_effect),
                detractors=with_sign(self.detractor_effect),
            ),
            p=text.p_value(self.adjusted_p_value),
        )


def cell(label: str, driver: str, kind: str) -> str:
    """Return what a row is called in a table."""
    if kind == "asked":
        return Note("{driver}: asked", driver=driver)
    if kind == "category" and label == f"{driver}: {NOT_ASKED}":
        return Note("{driver}: not asked", driver=driver)
    return Name(text.label_text(label))


def called(say: Say, label: str, driver: str, kind: str) -> str:
    """Return what a row is called in a sentence, with "not asked" in its language."""
    if kind == "asked":
        return say.name(driver)
    if kind == "category" and label == f"{driver}: {NOT_ASKED}":
        return say("driver.not asked", label=say.name(driver))
    return say.name(label)
