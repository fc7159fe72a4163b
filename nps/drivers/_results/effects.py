"""What `effects` returns: the effect of each driver in points, and what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.errors import InputTypeError
from nps._base.results import ConfidenceInterval, Intervals, Table
from nps._base.tables import html
from nps._base.tables.measures import Measures
from nps._base.words.saying import are, limits_text, with_sign
from nps.drivers._fitting.coding import column_names
from nps.drivers._results.design import DriverDesign
from nps.drivers._results.effect import DriverEffect, called, cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.tests import Test
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray, IntArray
    from nps._kernels.topics.drivers.two_waves import Wave
    from nps._samples.counts import Counts
    from nps.drivers._fitting.people import People
    from nps.drivers._reading.factors import Factor

#: Drivers that a sentence names.
SAID = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DriverEffects(Table[DriverEffect], Measures):
    """What goes with each driver of the score, in points; iterates as rows of `DriverEffect`.

    ``result["price"]`` is the row of one driver.

    Attributes
    ----------
    labels : tuple of str
        Of the rows.
    driver, kind, base : tuple of str
        As in `DriverEffect`.
    effect, standard_error, statistic, degrees_of_freedom, p_value, adjusted_p_value, \
promoter_effect, detractor_effect, effect_per_range, level, potential, contribution, correlation, \
vif, n_asked : ndarray, shape (rows,)
        As in `DriverEffect`.
    confidence_interval, promoter_effect_interval, detractor_effect_interval, level_interval, \
level_range, potential_interval : Intervals
        As in `DriverEffect`.
    score : float
        Of the respondents of the regression.
    intercept : float
        With the contributions it adds up to the score; NaN but for the linear method.
    r_squared : float
        Share of the variance of the score that the drivers account for in a linear regression.
    omnibus : Test
        Of "no driver goes with the score".
    n : int
        Respondents of the regression.
    counts : Counts
        Their classes; with those asked in all whose answer is missing or invalid.
    method : {"linear", "ordinal", "multinomial"}
        As used.
    errors : {"HC3", "CR2", "linearized", "classical", "likelihood"}
        How standard errors are made: for unequal variances, for clusters, for a survey design, for
        equal variances (sums alone), by the likelihood.
    skipped : {"raise", "not-asked", "drop"}
        What was done with drivers that are missing for some.
    adjust : str
        How p-values are adjusted for their number.
    confidence_level : float
        Of the intervals.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> found = nps.drivers.effects(
    ...     [10, 9, 3, 7, 8, 6, 9, 10], {"price": [5, 4, 2, 4, 3, 2, 4, 5]}
    ... )
    >>> for row in found:
    ...     print(f"{row.label} {row.effect:+.1f} points, level {row.level:.0f} of 100")
    price +68.4 points, level 54 of 100
    """

    _ours: ClassVar[str] = "head"
    _picture: ClassVar[str] = "drivers"
    _labels: Labels
    driver: tuple[str, ...]
    kind: tuple[str, ...]
    base: tuple[str, ...]
    effect: FloatArray
    standard_error: FloatArray
    confidence_interval: Intervals
    statistic: FloatArray
    degrees_of_freedom: FloatArray
    p_value: FloatArray
    adjusted_p_value: FloatArray
    promoter_effect: FloatArray
    promoter_effect_interval: Intervals
    detractor_effect: FloatArray
    detractor_effect_interval: Intervals
    effect_per_range: FloatArray
    level: FloatArray
    level_interval: Intervals
    level_range: Intervals
    potential: FloatArray
    potential_interval: Intervals
    contribution: FloatArray
    correlation: FloatArray
    vif: FloatArray
    n_asked: IntArray
    score: float
    intercept: float
    r_squared: float
    omnibus: Test
    n: int
    counts: Counts
    method: str
    errors: str
    skipped: str
    adjust: str
    confidence_level: float
    notes: tuple[str, ...] = ()
    _factors: tuple[Factor, ...]
    _wave: Wave | None
    _people: People | None

    @property
    def design(self) -> DriverDesign:
        """The regression as matrices, for statsmodels, scikit-learn and others.

        Raises
        ------
        InputTypeError
            If the effects were made of sums, which hold no rows.
        """
        people = self._people
        if people is None:
            raise InputTypeError(
                "design needs the rows of respondents, but these effects were made of a Tally."
            )
        return DriverDesign(
            x=np.stack([column.astype(np.float64) for column in people.design], axis=1),
            y=100.0 * people.classes,
            names=column_names(self._factors),
            weights=None if people.weights is None else people.weights.copy(),
        )

    def _columns(self) -> dict[str, Column]:
        ends: dict[str, Column] = {}
        for name in ("confidence_interval", "promoter_effect_interval", "detractor_effect_interval",
                     "level_interval", "potential_interval"):  # fmt: skip
            prefix = name.removesuffix("confidence_interval").removesuffix("interval")
            low, high = getattr(self, name)
            ends |= {f"{prefix}low": low, f"{prefix}high": high}
        return {
            "kind": self.kind,
            "base": self.base,
            "n_asked": self.n_asked,
            "effect": self.effect,
            "standard_error": self.standard_error,
            "low": ends.pop("low"),
            "high": ends.pop("high"),
            "p_value": self.p_value,
            "adjusted_p_value": self.adjusted_p_value,
            "promoter_effect": self.promoter_effect,
            "detractor_effect": self.detractor_effect,
            "effect_per_range": self.effect_per_range,
            "level": self.level,
            "potential": self.potential,
            "contribution": self.contribution,
            "correlation": self.correlation,
            "vif": self.vif,
            **ends,
        }

    def _headline(self) -> str:
        return (
            f"What goes with a point better of each driver, in points of NPS, n = {self.n:,},"
            f" {text.level(self.confidence_level)} ({self.method} method, {self.errors} errors)"
        )

    def __str__(self) -> str:
        return "\n".join([Table.__str__(self), *self.notes])

    def _label_text(self, label: object) -> str:
        i = self._labels.position(label)
        return cell(str(label), self.driver[i], self.kind[i])

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        first = self._first(rows)
        ends = [row.confidence_interval for row in first]
        effects = [row.effect for row in first]
        return {
            "effect": effects,
            text.level(self.confidence_level): [text.interval(*pair, signed=True) for pair in ends],
            "": html.interval_bars(effects, [low for low, _ in ends], [high for _, high in ends]),
            "promoters": [row.promoter_effect for row in first],
            "detractors": [row.detractor_effect for row in first],
            "adjusted p": [text.p_number(row.adjusted_p_value) for row in first],
            "level": [row.level for row in first],
            "potential": [row.potential for row in first],
        }

    def _sentence(self, say: Say) -> str:
        known = ~np.isnan(self.effect)
        if not known.any():
            return say("drivers.unknown", n=self.n)
        found = self.adjusted_p_value < 1.0 - self.confidence_level
        order = np.argsort(-np.abs(np.where(known, self.effect, 0.0)), kind="stable")
        chosen = [int(j) for j in order if found[j]][:SAID]
        if not chosen:
            return say("drivers.none", k=int(known.sum()), n=self.n)
        parts = [self._part(say, j) for j in chosen]
        return say(
            "drivers",
            parts=say.listed(parts),
            k=int(found.sum()),
            of=int(known.sum()),
            are=are(int(found.sum())),
            n=self.n,
        )

    def _part(self, say: Say, j: int) -> str:
        interval = ConfidenceInterval(*(float(end[j]) for end in self.confidence_interval))
        return say(
            f"drivers.{self.kind[j]}",
            label=called(say, str(self.labels[j]), self.driver[j], self.kind[j]),
            base=say.name(self.base[j]),
            effect=with_sign(float(self.effect[j])),
            limits=limits_text(say, interval, self.confidence_level, null=0.0),
        )

    def _methods(self) -> list[MethodKey]:
        adjusted = [] if self.adjust == "none" else [("adjust", self.adjust)]
        return [("drivers", self.method), ("driver errors", self.errors), *adjusted]
