"""How a tree grows: test all factors, cut the one that goes with the answers most, go on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from nps._kernels.topics.segments.association import (
    association,
    level_sums,
    log_tail,
    log_tail_of_units,
    residuals,
)
from nps._kernels.topics.segments.cuts import best_cut, by_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels import BoolArray, FloatArray, IntArray
    from nps._kernels.topics.segments.association import Answered, Levels
    from nps._kernels.topics.segments.cuts import Cut
    from nps.segments._reading.factors import Column, Factor


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """A split: a factor, which of its levels go to the first side, what the test said."""

    factor: int
    first: BoolArray
    unknown_first: bool
    statistic: float
    freedom: int
    units: int | None
    log_p: float
    p_value: float
    cut_statistic: float
    n: int
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class Leaf:
    """People who are not split any more."""

    n: int


Node: TypeAlias = "Branch | Leaf"


class Rules(NamedTuple):
    """When to stop."""

    alpha: float
    min_n: int
    max_depth: int


class _Test(NamedTuple):
    factor: int
    levels: Levels
    statistic: float
    freedom: int
    units: int | None
    log_p: float


def grow(
    answered: Answered,
    columns: Sequence[Column],
    others: Sequence[IntArray] | None,
    rules: Rules,
) -> Node:
    """Grow a tree on these respondents.

    `others` are the levels of the respondents who will estimate: only who they are counts, so that
    each leaf has enough of them, not what they answered.
    """
    codes = [column.codes for column in columns]
    factors = [column.factor for column in columns]
    bases = [_basis(factor) for factor in factors]
    return _node(answered, codes, factors, bases, others, rules, 0)


def _basis(factor: Factor) -> FloatArray | None:
    """Return what levels in order stand for; "missing" has a column of its own."""
    if factor.kind == "category":
        return None
    size = len(factor.levels)
    values = np.array(factor.levels if factor.kind == "number" else range(size), dtype=np.float64)
    spread = np.ptp(values) if size else 0.0
    line = (values - values[0]) / spread if spread > 0.0 else np.zeros(size)
    if not factor.missing:
        return line[:, np.newaxis]
    basis = np.zeros((size + 1, 2))
    basis[:size, 0], basis[size, 1] = line, 1.0
    return basis


def _node(
    answered: Answered,
    codes: Sequence[IntArray],
    factors: Sequence[Factor],
    bases: Sequence[FloatArray | None],
    others: Sequence[IntArray] | None,
    rules: Rules,
    depth: int,
) -> Node:
    n = answered.scores.size
    least = 2 * rules.min_n
    if depth == rules.max_depth or n < least or (others is not None and others[0].size < least):
        return Leaf(n)
    tests = _tests(answered, codes, factors, bases)
    for test in sorted(tests, key=lambda one: one.log_p):
        p_value = -math.expm1(len(tests) * math.log1p(-min(math.exp(test.log_p), 1.0 - 1e-16)))
        if p_value >= rules.alpha:
            break
        column = None if others is None else others[test.factor]
        cut = _cut(test.levels, factors[test.factor], column, rules.min_n)
        if cut is None:
            continue
        here = codes[test.factor]
        first = cut.first[here]
        unknown_first = bool(2 * first.sum() >= n)
        mine, rest = np.flatnonzero(first), np.flatnonzero(~first)
        their = None
        if column is not None and others is not None:
            seen = test.levels.n > 0
            side = goes_first(cut.first, factors[test.factor], seen, unknown_first)[column]
            their = [np.flatnonzero(side), np.flatnonzero(~side)]
        sides = [
            _node(
                answered.some(rows),
                [column[rows] for column in codes],
                factors,
                bases,
                None if their is None or others is None else [c[their[i]] for c in others],
                rules,
                depth + 1,
            )
            for i, rows in enumerate((mine, rest))
        ]
        return Branch(
            test.factor, goes_first(cut.first, factors[test.factor], test.levels.n > 0,
            unknown_first), unknown_first, test.statistic, test.freedom, test.units, test.log_p,
            p_value, cut.statistic, n, *sides,
        )  # fmt: skip
    return Leaf(n)


def goes_first(first: BoolArray, factor: Factor, seen: BoolArray, unknown_first: bool) -> BoolArray:
    """Return which levels go first, with those that nobody had here on the larger side.

    Numbers and categories in order go where the cut has them.
    """
    if factor.kind == "category":
        return np.where(seen, first, unknown_first)
    size = len(factor.levels)
    full = first.copy()
    known = np.flatnonzero(first[:size])
    if known.size:
        full[: known[-1] + 1] = True
    if factor.missing and not seen[size]:
        full[size] = unknown_first
    return full


def _tests(
    answered: Answered,
    codes: Sequence[IntArray],
    factors: Sequence[Factor],
    bases: Sequence[FloatArray | None],
) -> list[_Test]:
    """Test every factor that varies."""
    residual = residuals(answered)
    if not residual.any():
        return []
    clusters, units = answered.clusters, None
    if clusters is not None:
        units = int(clusters.max()) + 1
    elif answered.weights is not None:
        units = residual.size
    found = []
    for j, factor in enumerate(factors):
        levels = level_sums(codes[j], factor.n_levels, answered, residual)
        statistic, freedom = association(codes[j], bases[j], levels, answered.clusters, residual)
        if freedom:
            log_p = (
                log_tail(statistic, freedom)
                if units is None
                else log_tail_of_units(statistic, freedom, units)
            )
            found.append(_Test(j, levels, statistic, freedom, units, log_p))
    return found


def _cut(levels: Levels, factor: Factor, others: IntArray | None, min_n: int) -> Cut | None:
    sizes = [levels.n]
    if others is not None:
        sizes.append(np.bincount(others, minlength=factor.n_levels))
    if factor.kind == "category":
        orders = [by_mean(levels)]
    elif factor.missing:
        line, gone = np.arange(len(factor.levels)), [len(factor.levels)]
        orders = [np.append(gone, line), np.append(line, gone)]
    else:
        orders = [np.arange(len(factor.levels))]
    return best_cut(levels, orders, sizes, min_n)
