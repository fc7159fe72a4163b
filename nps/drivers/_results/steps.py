"""What `steps` returns: penalty and reward of each driver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import ConfidenceInterval, Intervals, Result, Table
from nps._base.words.saying import Name, with_sign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray, IntArray
    from nps._samples.counts import Counts

KINDS = ("must-have", "performance", "delighter")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DriverStep(Result):
    """Penalty and reward of one driver, in points.

    Attributes
    ----------
    label : str
        The driver.
    kind : {"must-have", "performance", "delighter"}
        Whether the penalty outweighs the reward, beyond chance; the reward the penalty; or neither.
    low_cut, high_cut : float
        A rating up to `low_cut` is bad, one from `high_cut` on good.
    n_low, n_high : int
        Respondents with a bad and with a good rating.
    penalty, reward : float
        Average difference of the score between those with a bad (good) rating and those in the
        middle, the other drivers held as they are. NaN where nobody is in the middle, or in the
        group; then `penalty` is against the good ratings.
    penalty_standard_error, reward_standard_error : float
        Of these.
    penalty_interval, reward_interval : ConfidenceInterval
        Of these.
    asymmetry : float
        Penalty plus reward: below 0 a must-have, above 0 a delighter.
    standard_error, statistic, degrees_of_freedom : float
        Of the asymmetry.
    confidence_interval : ConfidenceInterval
        Of the asymmetry.
    p_value, adjusted_p_value : float
        Of "reward and penalty are of one size".

    Examples
    --------
    >>> import nps
    >>> ratings, price = [10, 9, 3, 7, 8, 6, 9, 10] * 5, [5, 4, 2, 4, 3, 2, 4, 5] * 5
    >>> found = nps.drivers.steps(ratings, {"price": price}, low={"price": 2}, high={"price": 5})
    >>> print(found["price"])
    must-have: penalty -150.0 [-173.8, -126.2], reward +50.0 [+26.2, +73.8], p < 0.001
    """

    label: str
    kind: str
    low_cut: float
    high_cut: float
    n_low: int
    n_high: int
    penalty: float
    penalty_standard_error: float
    penalty_interval: ConfidenceInterval
    reward: float
    reward_standard_error: float
    reward_interval: ConfidenceInterval
    asymmetry: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    statistic: float
    degrees_of_freedom: float
    p_value: float
    adjusted_p_value: float

    def __str__(self) -> str:
        penalty, reward = (text.points(x, signed=True) for x in (self.penalty, self.reward))
        return (
            f"{self.kind}: penalty {penalty} {text.interval(*self.penalty_interval, signed=True)},"
            f" reward {reward} {text.interval(*self.reward_interval, signed=True)},"
            f" {text.p_value(self.adjusted_p_value)}"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("driver", Name(self.label)),
            ("kind", self.kind),
            ("penalty", text.points(self.penalty, signed=True)),
            ("penalty CI", text.interval(*self.penalty_interval, signed=True)),
            ("reward", text.points(self.reward, signed=True)),
            ("reward CI", text.interval(*self.reward_interval, signed=True)),
            ("adjusted p", text.p_number(self.adjusted_p_value)),
        ]

    def _sentence(self, say: Say) -> str:
        if np.isnan(self.asymmetry):
            return say("step.unknown", label=say.name(self.label))
        return say(
            f"step.{self.kind}",
            label=say.name(self.label),
            penalty=with_sign(self.penalty),
            reward=with_sign(self.reward),
            p=text.p_value(self.adjusted_p_value),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DriverSteps(Table[DriverStep]):
    """Penalties and rewards of drivers, in points; iterates as rows of `DriverStep`.

    Attributes
    ----------
    labels : tuple of str
        The drivers.
    kind : tuple of str
        As in `DriverStep`.
    low_cut, high_cut, n_low, n_high, penalty, penalty_standard_error, reward, \
reward_standard_error, asymmetry, standard_error, statistic, degrees_of_freedom, p_value, \
adjusted_p_value : ndarray, shape (rows,)
        As in `DriverStep`.
    penalty_interval, reward_interval, confidence_interval : Intervals
        As in `DriverStep`.
    r_squared : float
        Share of the variance of the score that all steps account for.
    n : int
        Respondents.
    counts : Counts
        Their classes; with those asked in all whose answer is missing or invalid.
    errors : {"HC3", "CR2", "linearized"}
        How standard errors are made.
    adjust : str
        How p-values are adjusted for their number.
    confidence_level : float
        Of the intervals.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> ratings, price = [10, 9, 3, 7, 8, 6, 9, 10] * 5, [5, 4, 2, 4, 3, 2, 4, 5] * 5
    >>> found = nps.drivers.steps(ratings, {"price": price}, low={"price": 2}, high={"price": 5})
    >>> found.penalty.tolist(), found.kind
    ([-150.0], ('must-have',))
    """

    _ours: ClassVar[str] = "head"
    _picture: ClassVar[str] = "steps"
    _labels: Labels
    kind: tuple[str, ...]
    low_cut: FloatArray
    high_cut: FloatArray
    n_low: IntArray
    n_high: IntArray
    penalty: FloatArray
    penalty_standard_error: FloatArray
    penalty_interval: Intervals
    reward: FloatArray
    reward_standard_error: FloatArray
    reward_interval: Intervals
    asymmetry: FloatArray
    standard_error: FloatArray
    confidence_interval: Intervals
    statistic: FloatArray
    degrees_of_freedom: FloatArray
    p_value: FloatArray
    adjusted_p_value: FloatArray
    r_squared: float
    n: int
    counts: Counts
    errors: str
    adjust: str
    confidence_level: float
    notes: tuple[str, ...] = ()

    def _columns(self) -> dict[str, Column]:
        return {
            "kind": self.kind,
            "low_cut": self.low_cut,
            "high_cut": self.high_cut,
            "n_low": self.n_low,
            "n_high": self.n_high,
            "penalty": self.penalty,
            "penalty_low": self.penalty_interval.low,
            "penalty_high": self.penalty_interval.high,
            "reward": self.reward,
            "reward_low": self.reward_interval.low,
            "reward_high": self.reward_interval.high,
            "asymmetry": self.asymmetry,
            "standard_error": self.standard_error,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
            "p_value": self.p_value,
            "adjusted_p_value": self.adjusted_p_value,
        }

    def _headline(self) -> str:
        return (
            f"Penalty of bad and reward of good ratings, in points of NPS, n = {self.n:,},"
            f" {text.level(self.confidence_level)} ({self.errors} errors)"
        )

    def __str__(self) -> str:
        return "\n".join([Table.__str__(self), *self.notes])

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        first = self._first(rows)
        return {
            "kind": [row.kind for row in first],
            "penalty": [row.penalty for row in first],
            "penalty CI": [text.interval(*row.penalty_interval, signed=True) for row in first],
            "reward": [row.reward for row in first],
            "reward CI": [text.interval(*row.reward_interval, signed=True) for row in first],
            "adjusted p": [text.p_number(row.adjusted_p_value) for row in first],
        }

    def _sentence(self, say: Say) -> str:
        of = {kind: [label for label, k in zip(self.labels, self.kind, strict=True) if k == kind]
              for kind in KINDS}  # fmt: skip
        parts = [
            say(f"steps.{kind}", names=say.listed([say.name(label) for label in of[kind]]))
            for kind in ("must-have", "delighter")
            if of[kind]
        ]
        k = len(self)
        if not parts:
            return say("steps.none", k=k, n=self.n)
        return say("steps", parts=say.joined(*parts), k=k, n=self.n)

    def _methods(self) -> list[MethodKey]:
        adjusted = [] if self.adjust == "none" else [("adjust", self.adjust)]
        return [("steps", "steps"), ("driver errors", self.errors), *adjusted]
