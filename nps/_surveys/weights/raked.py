"""Rake respondents: from base weights, margins and bounds to weights, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._base.checks import check_number, check_option
from nps._base.errors import OptionError
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._kernels.weights.raking import Raked, rake

if TYPE_CHECKING:
    from nps._kernels import FloatArray, IntArray
    from nps._surveys.weights.margins import Margins

CapUnit: TypeAlias = Literal["mean", "median", "quantile", "weight"]
CAP_UNITS = ("mean", "median", "quantile", "weight")
#: Largest miss of a total, as a share of all, at which raking has converged.
TOLERANCE = 1e-11
_MAX_ITERATIONS = 5000
THE_MARGINS = Note("the margins")


def raked(base: FloatArray, margins: Margins, low: float = 0.0, high: float = np.inf) -> Raked:
    """Rake the base weights of respondents; those in a category whose target is 0 get none."""
    cell = margins.cell
    for codes, wanted in margins.margins:
        base = np.where((wanted == 0.0)[codes][cell], 0.0, base)
    if low <= 0.0 and high == np.inf:  # everybody in a cell gets the same factor
        copies = np.bincount(cell, base).astype(np.float64)
        result = _rake(np.ones(margins.cells), copies, np.arange(margins.cells), margins, low, high)
        return result._replace(weights=base * result.weights[cell])
    values, value = np.unique(base, return_inverse=True)
    _, first, types, copies = np.unique(
        cell * values.size + value, return_index=True, return_inverse=True, return_counts=True
    )
    result = _rake(base[first], copies.astype(np.float64), cell[first], margins, low, high)
    return result._replace(weights=result.weights[types])


def _rake(
    start: FloatArray,
    copies: FloatArray,
    cells: IntArray,
    margins: Margins,
    low: float,
    high: float,
) -> Raked:
    return rake(
        start,
        copies,
        [(codes[cells], wanted) for codes, wanted in margins.margins],
        low=low,
        high=high,
        tolerance=TOLERANCE,
        max_iterations=_MAX_ITERATIONS,
    )


def check_met(result: Raked, margins: Margins, name: str = THE_MARGINS) -> Note | None:
    """Return what is wrong with the margins in words; nothing if they are met."""
    if result.error <= TOLERANCE:
        return None
    reached = margins.sums(result.weights)
    worst = int(np.abs(reached - margins.wanted).argmax())
    variable, category = margins.named(worst)
    return Note(
        "{margins} cannot be met together: after {iterations} iterations {category} of {variable}"
        " adds up to {reached} instead of {wanted}. Some combination of categories has no"
        " respondents or the caps are too tight: merge small categories, drop a margin, or widen"
        " the caps.",
        margins=name,
        iterations=str(result.iterations),
        category=shown(category),
        variable=shown(variable),
        reached=f"{reached[worst]:,.6g}",
        wanted=f"{margins.wanted[worst]:,.6g}",
    )


def read_caps(
    lower: object, upper: object, unit: object, weights: FloatArray
) -> tuple[float, float]:
    """Return the smallest and largest weight allowed; 0 and infinity where there is no cap."""
    check_option("unit", unit, CAP_UNITS)
    caps = [0.0, np.inf]
    positive = weights[weights > 0.0]
    for i, (name, value) in enumerate((("lower", lower), ("upper", upper))):
        if value is None:
            continue
        cap = check_number(name, value)
        if cap < 0.0 or (unit == "quantile" and cap > 1.0):
            allowed = "between 0 and 1" if unit == "quantile" else "at least 0"
            raise OptionError(f"{name} must be {allowed} with unit={unit!r}, got {cap:g}.")
        if unit == "quantile":
            caps[i] = float(np.quantile(positive, cap))
        else:
            caps[i] = cap * _typical(unit, positive)
    low, high = caps
    if low > high or not high:
        raise OptionError(
            f"upper must be positive and above lower, got lower={shown(lower)} and"
            f" upper={shown(upper)}."
        )
    return low, high


def _typical(unit: object, weights: FloatArray) -> float:
    if unit == "mean":
        return float(weights.mean())
    return float(np.median(weights)) if unit == "median" else 1.0
