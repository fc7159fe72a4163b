"""Many plans in columns, as they are compared with each other."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._base import text
from nps._base.results import Columnar
from nps.planning._results.curves import count_text, percent_text, probability_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray, IntArray
    from nps.planning._results.plans import Plan

COLUMNS = (
    "n", "n_reference", "n_total", "n_invited", "n_low", "n_high", "power", "power_low",
    "power_high", "assurance", "margin_of_error", "difference", "calculation",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plans(Columnar):
    """Plans of one kind, one array for each quantity; scores, differences and margins in points.

    Iterates as rows of `Plan`; ``plans[label]`` is one row, with its ``curve()`` and its notes.

    Attributes
    ----------
    labels : tuple
        Those of the mapping that was planned for, or 0, 1, ... of a list.
    n, n_reference, n_total, n_invited : ndarray of int64 or float64, shape (G,)
        As in `Plan`; infinite where no number is enough, NaN without a reference.
    n_low, n_high : ndarray, shape (G,)
        The least and the greatest `n` that a guess leaves open; `n` itself where nothing is.
    power, power_low, power_high : ndarray of float64, shape (G,)
        Power, and the least and the greatest that a guess leaves open; NaN where a margin is
        planned.
    assurance : ndarray of float64, shape (G,)
        Power averaged over what a pilot leaves open; NaN without one.
    margin_of_error, difference : ndarray of float64, shape (G,)
        As in `Plan`.
    calculation : tuple of str
        "exact", "asymptotic" or "simulation".
    notes : tuple of str
        What is to be said of every one of the plans; those of one stand in its row.

    Examples
    --------
    >>> import nps
    >>> guesses = {score: nps.planning.ScoreGuess(score, passives=0.3) for score in (0, 30, 60)}
    >>> plans = nps.planning.sample_size(guesses, margin_of_error=5)
    >>> plans.n.tolist()
    [1074, 936, 524]
    >>> print(plans[60])
    n = 524: margin of error 5.0 points
    """

    _labels: Labels
    _plans: tuple[Plan, ...]
    n: FloatArray | IntArray
    n_reference: FloatArray | IntArray
    n_total: FloatArray | IntArray
    n_invited: FloatArray | IntArray
    n_low: FloatArray | IntArray
    n_high: FloatArray | IntArray
    power: FloatArray
    power_low: FloatArray
    power_high: FloatArray
    assurance: FloatArray
    margin_of_error: FloatArray
    difference: FloatArray
    calculation: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Plan]:
        return iter(self._plans)

    def __getitem__(self, label: object) -> Plan:
        """Return the plan with this label."""
        return self._plans[self._labels.position(label)]

    def _columns(self) -> dict[str, Column]:
        return {name: np.asarray(getattr(self, name)) for name in COLUMNS}

    def _headline(self) -> str:
        return text.noun(len(self), "plan")

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        shown: dict[str, Callable[[float], str]] = {
            **dict.fromkeys(COLUMNS[:6], _count),
            **dict.fromkeys(COLUMNS[6:10], probability_text),
            "margin_of_error": text.points,
            "difference": _signed,
        }
        columns = {
            name.replace("_", " "): [write(x) for x in getattr(self, name)[:rows].tolist()]
            for name, write in shown.items()
            if not np.isnan(getattr(self, name).astype(np.float64)).all()
        }
        return {**columns, "calculation": list(self.calculation[:rows])}

    def __str__(self) -> str:
        rows = [
            f"{self._label_text(label)}: {plan}"
            for label, plan in zip(self.labels, self._plans, strict=True)
        ]
        return "\n".join([self._headline(), *rows])

    def _sentence(self, say: Say) -> str:
        first, k = self._plans[0], len(self)
        if first.solved_for == "power":
            low, high = percent_text(self.power.min()), percent_text(self.power.max())
            return say("plans.power", k=k, low=low, high=high)
        reached = self.n[np.isfinite(self.n)]
        if not reached.size:
            return say("plans.never", k=k)
        least, most = int(reached.min()), int(reached.max())
        told = say("plans.one n" if least == most else "plans.n", k=k, least=least, most=most)
        never = k - reached.size
        return say.joined(told, say("plans.some never", k=never)) if never else told

    def _methods(self) -> list[MethodKey]:
        return list(dict.fromkeys(key for plan in self._plans for key in plan._methods()))


def side_by_side(labels: Labels, plans: Sequence[Plan]) -> Plans:
    """Return plans side by side."""
    ranges = [plan.n_range or (plan.n, plan.n) for plan in plans]
    powers = [plan.power_range or (plan.power, plan.power) for plan in plans]
    first, *rest = (set(plan.notes) for plan in plans)
    common = first.intersection(*rest)
    return Plans(
        _labels=labels,
        _plans=tuple(plans),
        n=_counts([plan.n for plan in plans]),
        n_reference=_counts([plan.n_reference for plan in plans]),
        n_total=_counts([plan.n_total for plan in plans]),
        n_invited=_counts([plan.n_invited for plan in plans]),
        n_low=_counts([low for low, _ in ranges]),
        n_high=_counts([high for _, high in ranges]),
        power=_numbers([plan.power for plan in plans]),
        power_low=_numbers([low for low, _ in powers]),
        power_high=_numbers([high for _, high in powers]),
        assurance=_numbers([plan.assurance for plan in plans]),
        margin_of_error=_numbers([plan.margin_of_error for plan in plans]),
        difference=_numbers([plan.difference for plan in plans]),
        calculation=tuple(plan.calculation for plan in plans),
        notes=tuple(note for note in plans[0].notes if note in common),
    )


def _numbers(values: Sequence[float | None]) -> FloatArray:
    column = np.array([math.nan if x is None else x for x in values], dtype=np.float64)
    column.setflags(write=False)
    return column


def _counts(values: Sequence[float | None]) -> FloatArray | IntArray:
    """Return whole numbers as such, unless some are infinite or not there."""
    numbers = _numbers(values)
    if not np.isfinite(numbers).all():
        return numbers
    column = numbers.astype(np.int64)
    column.setflags(write=False)
    return column


def _count(n: float) -> str:
    return "n/a" if math.isnan(n) else count_text(n)


def _signed(x: float) -> str:
    return text.points(x, signed=True)
