"""How well a machine codes what people coded: a part of what `impacts` returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.results import ConfidenceInterval, Intervals, Result, Table
from nps._base.words.saying import Name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray, IntArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ThemeAgreement(Result):
    """How well a machine codes one theme, by comments that people coded too.

    Attributes
    ----------
    label : str
        The theme.
    n : int
        Comments that both coded.
    n_human, n_machine, n_both : int
        Mentions according to people, to the machine, and to both.
    kappa : float
        Cohen's kappa: agreement beyond that of chance, 1 at most.
    sensitivity, specificity : float
        Share of what people call a mention that the machine does too; and the same of what they do
        not. From 0 to 1.
    sensitivity_interval, specificity_interval : ConfidenceInterval
        Wilson's, from 0 to 1.

    Examples
    --------
    >>> import nps
    >>> machine, human = ["price", "", "price", ""] * 15, ["price", "", "price", "price"] * 15
    >>> found = nps.comments.impacts([3, 9, 2, 10] * 15, machine, validation=human)
    >>> print(found.agreement["price"])
    kappa 0.50, finds 66.7% (30 of 45), leaves out 100.0% (15 of 15)
    """

    label: str
    n: int
    n_human: int
    n_machine: int
    n_both: int
    kappa: float
    sensitivity: float
    sensitivity_interval: ConfidenceInterval
    specificity: float
    specificity_interval: ConfidenceInterval

    def __str__(self) -> str:
        neither = self.n - self.n_human - self.n_machine + self.n_both
        kappa = "n/a" if np.isnan(self.kappa) else f"{self.kappa:.2f}"
        return (
            f"kappa {kappa}, finds {text.percent(self.sensitivity)}"
            f" ({self.n_both:,} of {self.n_human:,}), leaves out {text.percent(self.specificity)}"
            f" ({neither:,} of {self.n - self.n_human:,})"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("theme", Name(self.label)),
            ("kappa", text.decimals(self.kappa, 2)),
            ("sensitivity", text.percent(self.sensitivity)),
            ("specificity", text.percent(self.specificity)),
            ("by people", self.n_human),
            ("by the machine", self.n_machine),
            ("by both", self.n_both),
        ]

    def _sentence(self, say: Say) -> str:
        kappa = "n/a" if np.isnan(self.kappa) else f"{self.kappa:.2f}"
        return say(
            "agreement",
            label=say.name(self.label),
            kappa=kappa,
            sensitivity=text.percent(self.sensitivity),
            specificity=text.percent(self.specificity),
            n=self.n,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ThemeAgreements(Table[ThemeAgreement]):
    """How well a machine codes themes; iterates as rows of `ThemeAgreement`.

    Attributes
    ----------
    labels : tuple of str
        The themes.
    n, n_human, n_machine, n_both : ndarray of int64, shape (themes,)
        As in `ThemeAgreement`.
    kappa, sensitivity, specificity : ndarray, shape (themes,)
        As in `ThemeAgreement`.
    sensitivity_interval, specificity_interval : Intervals
        As in `ThemeAgreement`.
    confidence_level : float
        Of the intervals.

    Examples
    --------
    >>> import nps
    >>> machine, human = ["price", "", "price", ""] * 15, ["price", "", "price", "price"] * 15
    >>> found = nps.comments.impacts([3, 9, 2, 10] * 15, machine, validation=human)
    >>> print(found.agreement)
    Codes of the machine against those of people, 60 comments
    price: kappa 0.50, finds 66.7% (30 of 45), leaves out 100.0% (15 of 15)
    """

    _ours: ClassVar[str] = "head"
    _labels: Labels
    n: IntArray
    n_human: IntArray
    n_machine: IntArray
    n_both: IntArray
    kappa: FloatArray
    sensitivity: FloatArray
    sensitivity_interval: Intervals
    specificity: FloatArray
    specificity_interval: Intervals
    confidence_level: float

    def _columns(self) -> dict[str, Column]:
        return {
            "n": self.n,
            "n_human": self.n_human,
            "n_machine": self.n_machine,
            "n_both": self.n_both,
            "kappa": self.kappa,
            "sensitivity": self.sensitivity,
            "sensitivity_low": self.sensitivity_interval.low,
            "sensitivity_high": self.sensitivity_interval.high,
            "specificity": self.specificity,
            "specificity_low": self.specificity_interval.low,
            "specificity_high": self.specificity_interval.high,
        }

    def _headline(self) -> str:
        n = int(self.n[0]) if len(self) else 0
        return f"Codes of the machine against those of people, {text.noun(n, 'comment')}"

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        first = self._first(rows)
        return {
            "by people": [row.n_human for row in first],
            "by the machine": [row.n_machine for row in first],
            "by both": [row.n_both for row in first],
            "kappa": [text.decimals(row.kappa, 2) for row in first],
            "sensitivity": [text.percent(row.sensitivity) for row in first],
            "specificity": [text.percent(row.specificity) for row in first],
        }

    def _sentence(self, say: Say) -> str:
        known = self.kappa[~np.isnan(self.kappa)]
        if not known.size:
            return say("agreements.unknown", n=int(self.n[0]))
        worst = int(np.nanargmin(self.kappa))
        return say(
            "agreements",
            low=f"{known.min():.2f}",
            high=f"{known.max():.2f}",
            label=say.name(self.labels[worst]),
            k=known.size,
            n=int(self.n[0]),
        )

    def _methods(self) -> list[MethodKey]:
        return [("agreement", "kappa")]
